"""The guarded fetcher against real servers on loopback: what it refuses, what it caps, what it gives back."""

from __future__ import annotations

import ipaddress
import socket
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web import Handler, moved, packed, page, send, serve

from dragoman.errors import BadSettings, Malformed, Refused, SkipReport, TooLarge, Unreachable
from dragoman.fetch import Allowed, Fetcher, Robots, vet
from dragoman.fetch.guard import is_public, printed
from dragoman.settings import FetchLimits

OPEN = Allowed.of(["news.example"])
SMALL = FetchLimits(seconds=1.5, connect_seconds=1.0, body_bytes=50_000, unpacked_bytes=200_000, ratio_from_bytes=1000)


def loopback(host: str, port: int) -> list[str]:
    return ["127.0.0.1"]


def fetcher(limits: FetchLimits = SMALL, allowed: Allowed = OPEN, resolve=loopback) -> Fetcher:
    return Fetcher(limits, allowed, resolve=resolve)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "::7f00:1", "fe80::1%eth0",
    ],
)  # fmt: skip
def test_inner_addresses_are_refused_in_every_form(address: str) -> None:
    with pytest.raises(Refused):
        vet("http://news.example/feed", Allowed(), lambda host, port: [address])


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1"])
def test_public_addresses_are_judged_open(address: str) -> None:
    assert vet("https://news.example/feed?a=1", Allowed(), lambda host, port: [address]).address == address


def test_one_inner_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(Refused, match="inner address"):
        vet("http://news.example/", Allowed(), lambda host, port: ["93.184.216.34", "10.0.0.1"])


@pytest.mark.parametrize(
    "url",
    [
        "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://127.1/", "http://[::1]/",
        "http://[::ffff:127.0.0.1]/", "http://localhost/",
    ],
)  # fmt: skip
def test_odd_ways_to_write_loopback_are_seen_through(url: str) -> None:
    """The system's own resolver reads decimal, hexadecimal and short forms; what it answers is judged."""
    with pytest.raises(Refused):
        vet(url, Allowed())


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://news.example/a", "gopher://news.example/", "javascript:alert(1)",
        "//news.example/", "http://user:secret@news.example/", "http://", "http://news.example:99999/", "http://a b/", "http://[bad/",
        "data:text/html,hello", "http://news.example\\@10.0.0.1/",
    ],
)  # fmt: skip
def test_other_schemes_and_crooked_addresses_are_refused(url: str) -> None:
    with pytest.raises(Refused):
        vet(url, Allowed(), lambda host, port: ["93.184.216.34"])


def test_ports_of_other_services_are_refused() -> None:
    with pytest.raises(Refused, match="port 25"):
        vet("http://news.example:25/", Allowed(), lambda host, port: ["93.184.216.34"])


@given(st.ip_addresses(v=4))
def test_what_wraps_an_inner_address_is_inner(address: ipaddress.IPv4Address) -> None:
    if not is_public(address):
        for form in (f"::ffff:{address}", f"64:ff9b::{address}"):
            assert not is_public(ipaddress.ip_address(form))


@given(st.text(max_size=60))
def test_no_address_crashes_the_guard(text: str) -> None:
    try:
        target = vet(text, Allowed(), lambda host, port: ["93.184.216.34"])
    except SkipReport:
        return
    assert target.scheme in ("http", "https")
    assert target.path.isascii() and " " not in target.path and "\n" not in target.path + target.host


def test_the_allow_list_opens_hosts_ports_and_networks_and_nothing_else() -> None:
    with serve({"/": page("in")}) as site:
        for entry in ("news.example", f"news.example:{site.port}", "127.0.0.0/8"):
            assert fetcher(allowed=Allowed.of([entry])).get(site.url()).body == b"in"
        for entry in ("other.example", "news.example:1", "10.0.0.0/8"):
            with pytest.raises(Refused):
                fetcher(allowed=Allowed.of([entry])).get(site.url())
    with pytest.raises(BadSettings):
        Allowed.of(["10.0.0.0/99"])


def test_a_redirect_inside_is_refused_and_the_inner_server_never_asked() -> None:
    with serve({"/secret": page("keys")}) as inner, serve() as outer:
        outer.routes["/a"] = moved(f"http://127.0.0.1:{inner.port}/secret")
        with pytest.raises(Refused, match="inner address"):
            fetcher().get(outer.url("/a"))
        assert inner.asked == []


def test_redirects_are_followed_five_times_and_no_further() -> None:
    with serve({f"/{n}": moved(f"/{n + 1}") for n in range(9)}) as site:
        site.routes["/7"] = page("here")
        assert fetcher().get(site.url("/2")).url == site.url("/7")
        with pytest.raises(Refused, match="more than 5 redirects"):
            fetcher().get(site.url("/1"))


def test_a_redirect_to_a_file_or_from_https_to_http_is_refused() -> None:
    from dragoman.fetch.fetcher import _next_hop

    with serve({"/a": moved("file:///etc/passwd")}) as site, pytest.raises(Refused, match="only http"):
        fetcher().get(site.url("/a"))
    with pytest.raises(Refused, match="from https to http"):
        _next_hop("https://news.example/a", "http://news.example/b")
    assert _next_hop("https://news.example/a", "/b#c") == "https://news.example/b"


def test_a_resolver_that_flips_changes_nothing() -> None:
    """The first answer was judged, and the connection goes there; what the name means a moment later is not asked."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"], ["10.0.0.1"]])
    asked: list[str] = []

    def flips(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    with serve({"/": page("first")}) as site:
        allowed = Allowed.of(["127.0.0.0/8"])
        one = fetcher(allowed=allowed, resolve=flips)
        assert one.get(site.url()).body == b"first"
        assert asked == ["news.example"]
        with pytest.raises(Refused):
            one.get(site.url())


def test_conditional_requests_and_their_marks() -> None:
    def answer(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == '"v1"':
            send(handler, b"", 304)
        else:
            send(handler, b"news", 200, {"ETag": '"v1"', "Last-Modified": "Fri, 03 Jan 2020 06:00:00 GMT"})

    with serve({"/": answer}) as site:
        first = fetcher().get(site.url())
        again = fetcher().get(site.url(), first.etag, first.modified)
    assert (first.status, again.status, again.body) == (200, 304, b"")
    assert site.asked[1][1]["if-modified-since"] == "Fri, 03 Jan 2020 06:00:00 GMT"
    assert site.asked[0][1]["host"] == f"news.example:{site.port}"


def test_big_bodies_are_cut_off_whether_they_say_their_size_or_not() -> None:
    def endless(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"x" * 10_000)

    with serve({"/said": page(b"x" * 60_000), "/unsaid": endless}) as site:
        for path in ("/said", "/unsaid"):
            with pytest.raises(TooLarge):
                fetcher().get(site.url(path))


def test_packed_bombs_and_broken_packing() -> None:
    with serve() as site:
        site.routes["/fine"] = packed(b"<p>news</p>" * 50)
        site.routes["/bomb"] = packed(b"\0" * 40_000_000)
        site.routes["/ratio"] = packed(b"\0" * 190_000)
        site.routes["/broken"] = page(b"\x1f\x8b\x08nonsense", Content_Encoding="gzip")
        site.routes["/strange"] = page(b"x", Content_Encoding="br")
        assert fetcher().get(site.url("/fine")).body == b"<p>news</p>" * 50
        for path in ("/bomb", "/ratio"):
            with pytest.raises(TooLarge):
                fetcher().get(site.url(path))
        for path in ("/broken", "/strange"):
            with pytest.raises(Malformed):
                fetcher().get(site.url(path))


def test_a_server_that_drips_is_left_when_the_time_is_up() -> None:
    def drips(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _ in range(40):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.1)

    def drips_headers(handler: Handler) -> None:
        for _ in range(40):
            handler.wfile.write(b"H")
            handler.wfile.flush()
            time.sleep(0.1)

    with serve({"/body": drips, "/head": drips_headers}) as site:
        for path in ("/body", "/head"):
            with pytest.raises(Unreachable, match="within"):
                fetcher(FetchLimits(seconds=0.4, connect_seconds=1.0)).get(site.url(path))


def test_short_answers_and_dead_servers_are_told_as_such() -> None:
    def short(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"half")
        handler.close_connection = True

    with serve({"/short": short}) as site, pytest.raises(Unreachable):
        fetcher().get(site.url("/short"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(Unreachable, match="no answer"):
        fetcher().get(f"http://news.example:{port}/")


def test_what_is_printed_of_an_address_holds_no_secret() -> None:
    assert printed("https://me:pw@news.example/a?token=abc#x") == "https://news.example/a"
    with pytest.raises(SkipReport) as caught:
        vet("http://10.0.0.1/a?token=abc", Allowed())
    assert "abc" not in str(caught.value)


def test_robots_are_asked_once_and_kept() -> None:
    rules = "User-agent: *\nDisallow: /private\nCrawl-delay: 7\n\nUser-agent: other\nDisallow: /\n"
    with serve({"/robots.txt": page(rules, media="text/plain")}) as site:
        robots = Robots(fetcher())
        robots.check(site.url("/news/1"))
        with pytest.raises(Refused, match="asks not to"):
            robots.check(site.url("/private/1"))
        assert robots.delay(site.url("/")) == 7.0
        assert site.paths() == ["/robots.txt"]


def test_no_robots_file_allows_and_a_failing_one_does_not_yet() -> None:
    with serve() as site:
        Robots(fetcher()).check(site.url("/news"))
    with serve({"/robots.txt": page("broken", 503)}) as site, pytest.raises(Unreachable, match="cannot be read"):
        Robots(fetcher()).check(site.url("/news"))
