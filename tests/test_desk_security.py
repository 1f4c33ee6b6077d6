"""Whom the desk keeps out, what it forbids the browser, and that no text of a report is ever markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from correction_world import about, open_ledger, reports
from desk_visitor import Visitor, running
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from dragoman.desk import Door
from dragoman.desk.annotate import LAYERS, Note, annotated
from dragoman.desk.app import PAGES
from dragoman.desk.dressing import cited, outside
from dragoman.desk.guard import MOST_BODY_BYTES, is_loopback
from dragoman.desk.review import reviewer, safe_next
from dragoman.desk.serve import check_door
from dragoman.errors import BadSettings
from dragoman.ledger import Ledger
from dragoman.model import Report

TOKEN = "a-token-that-is-long-enough"
POSTS = ("/review", "/add", "/name", "/api/corrections")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    with open_ledger(folder) as ledger:
        ledger.add_reports(reports())
    return folder


@pytest.fixture(scope="module")
def desk(world: Path) -> Iterator[Visitor]:
    with running(world / "a.ledger") as visitor:
        yield visitor


@pytest.fixture(scope="module")
def review(world: Path) -> Iterator[Visitor]:
    with running(world / "a.ledger", review=True) as visitor:
        yield visitor


@pytest.fixture(scope="module")
def guarded(world: Path) -> Iterator[Visitor]:
    with running(world / "a.ledger", review=True, door=Door(token=TOKEN)) as visitor:
        yield visitor


# The door


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "192.168.1.5", "", "[::1"]
)
def test_a_foreign_host_name_is_refused(desk: Visitor, host: str) -> None:
    assert desk.ask("/incidents", Host=host).status in (400, 421)
    assert desk.ask("/api/incidents", Host=host).status in (400, 421)


@pytest.mark.parametrize("host", ["localhost:{port}", "127.0.0.1:{port}", "[::1]:{port}"])
def test_the_names_of_this_machine_are_known(desk: Visitor, host: str) -> None:
    assert desk.ask("/incidents", Host=host.format(port=desk.port)).status == 200


@pytest.mark.parametrize(
    ("host", "name", "known"),
    [
        ("0.0.0.0", "192.168.1.5:8321", True),
        ("0.0.0.0", "evil.example:8321", False),
        ("desk.lan", "desk.lan:8321", True),
        ("desk.lan", "evil.example", False),
        ("127.0.0.1", "192.168.1.5:8321", False),
    ],
)
def test_a_desk_on_the_network_knows_its_own_names(host: str, name: str, known: bool) -> None:
    assert Door(host, TOKEN).knows_host(name) is known


@pytest.mark.parametrize("path", POSTS)
def test_nothing_is_changed_without_review(desk: Visitor, path: str) -> None:
    assert desk.send(path, {"op": "note", "target": "inc-1", "by": "Ana", "reason": "x"}).status == 403


def test_without_review_the_ledger_is_open_for_reading_only(desk: Visitor, world: Path) -> None:
    assert "data-op" not in desk.ask("/incidents").text
    answer = desk.ask("/api/corrections", "POST", b"{}", Content_Type="application/json")
    assert answer.status == 403 and "--review" in answer.data["error"]
    with open_ledger(world) as ledger:
        assert not [one for one in ledger.corrections() if one.reason == "x"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://127.0.0.1"},
        {"Origin": "", "Sec_Fetch_Site": "cross-site"},
        {"Origin": "", "Sec_Fetch_Site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", POSTS)
def test_another_sites_page_changes_nothing(review: Visitor, path: str, headers: dict[str, str]) -> None:
    form = {"csrf": review.csrf(), "op": "note", "target": "inc-1", "by": "Ana", "reason": "x"}
    assert review.send(path, form, **headers).status == 403


@pytest.mark.parametrize("word", ["", "0" * 64, "ä"])
def test_a_form_that_this_desk_did_not_give_out_is_refused(review: Visitor, word: str) -> None:
    review.csrf()
    answer = review.send("/review", {"csrf": word, "op": "note", "target": "inc-1", "by": "Ana", "reason": "x"})
    assert answer.status == 403 and "reload" in answer.text


def test_a_form_of_another_session_is_refused(review: Visitor) -> None:
    stranger = Visitor(review.port)
    word = stranger.csrf()
    review.csrf()
    assert stranger.cookies["dragoman_session"] != review.cookies["dragoman_session"]
    assert (
        review.send("/review", {"csrf": word, "op": "note", "target": "inc-1", "by": "A", "reason": "x"}).status == 403
    )


def test_the_programs_door_takes_no_forms(review: Visitor) -> None:
    body = b'{"op": "note", "target": "inc-1", "by": "Ana", "reason": "x"}'
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        assert review.ask("/api/corrections", "POST", body, Content_Type=kind).status == 415


def test_a_token_opens_the_door(guarded: Visitor) -> None:
    stranger = Visitor(guarded.port)
    for path in (
        "/",
        "/incidents",
        "/api/incidents",
        "/static/desk.css",
        "/incidents?token=wrong",
        "/incidents?token=",
    ):
        answer = stranger.ask(path)
        assert answer.status == 401 and "Karim" not in answer.text
    assert stranger.ask("/incidents", Authorization="Bearer wrong-but-long-enough").status == 401
    assert stranger.ask("/incidents", Cookie="dragoman_token=wrong").status == 401
    assert stranger.ask("/api/incidents", Authorization=f"Bearer {TOKEN}").status == 200
    welcome = stranger.ask(f"/incidents?token={TOKEN}&kind=violence")
    assert welcome.status == 303 and welcome.headers["location"] == "/incidents?kind=violence"
    cookie = welcome.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    assert stranger.ask("/incidents").status == 200
    assert stranger.ask(f"//evil.example/?token={TOKEN}").headers["location"].startswith("/evil.example")


def test_who_may_reach_the_desk_is_decided_before_it_opens() -> None:
    for host in ("0.0.0.0", "192.168.1.5", "::", "desk.lan"):
        with pytest.raises(BadSettings, match="token"):
            check_door(host, None)
        check_door(host, TOKEN)
    for token in ("short", "ü" * 20, "with\nline" * 4):
        with pytest.raises(BadSettings):
            check_door("127.0.0.1", token)
    check_door("::1", None)
    assert is_loopback("127.8.8.8") and not is_loopback("128.0.0.1") and not is_loopback("localhost.evil.example")


def test_too_large_a_body_is_refused(review: Visitor) -> None:
    assert (
        review.ask("/add", "POST", Content_Length=str(MOST_BODY_BYTES + 1), Origin=f"http://{review.host}").status
        == 413
    )


def test_cookies_are_kept_from_other_sites_and_from_scripts(world: Path) -> None:
    with running(world / "a.ledger", review=True) as visitor:
        cookie = visitor.ask("/incidents").headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie


# What every answer says


@pytest.mark.parametrize(
    "path",
    [*(path for path in PAGES if "{" not in path), "/static/desk.css", "/api/incidents", "/nowhere", "/api/nowhere"],
)
def test_every_answer_carries_the_headers(desk: Visitor, path: str) -> None:
    headers = desk.ask(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert (
        policy["default-src"] == "'none'" and policy["frame-ancestors"] == "'none'" and policy["base-uri"] == "'none'"
    )
    assert "unsafe" not in headers["content-security-policy"] and "http" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers
    assert "server" not in headers or "uvicorn" in headers["server"]


@pytest.mark.parametrize(
    "name",
    ["../app.py", "..%2fapp.py", "desk.py", "brief.html", ".hidden.css", "%2e%2e/%2e%2e/errors.py", "nothing.css"],
)
def test_only_styles_and_scripts_are_given_out(desk: Visitor, name: str) -> None:
    assert desk.ask(f"/static/{name}").status == 404


# Hostile texts

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)>\"'>`{{7*7}}{% raw %}"
HOSTILE = [
    SCRIPT,
    "\u202egnp.exe\u202c and \u2066isolated\u2069 \u200f mark",
    "</textarea></title></style><base href=//evil.example>",
    "&lt;b&gt; &amp;amp; \x00\x01\x1b[31m",
    "💣 " * 20_000,
    "שלום עולם " * 30,
]


def hostile_report(number: int, text: str) -> Report:
    day = reports()[0].published
    return Report(
        f"Falcon brigade shelled the Karim depot in Mosul on 2021-05-03, killing {number + 3} guards.\n{text}",
        f"evil-{number}{text[:60]}", url=f"javascript:alert({number})", title=text[:4000], publisher=text[:500],
        author=text[:300], published=day,
    )  # fmt: skip


ALLOWED = frozenset(
    {
        "html", "head", "meta", "title", "link", "script", "body", "a", "header", "b", "span", "nav", "form", "label",
        "input", "main", "div", "h1", "h2", "h3", "p", "small", "table", "thead", "tbody", "tr", "th", "td", "bdi",
        "code", "em",
        "footer", "section", "article", "mark", "ul", "ol", "li", "details", "summary", "blockquote",
        "fieldset", "legend", "select", "option", "optgroup", "button", "i", "datalist", "br", "kbd", "dl", "dt",
        "dd", "figure", "figcaption", "svg", "g", "path", "circle", "rect", "line", "text", "defs", "clippath",
        "use", "textarea", "pre", "polygon", "pattern", "marker", "desc", "symbol", "lineargradient",
        "stop", "tspan", "ellipse", "polyline", "del", "ins",
    }
)  # fmt: skip
"""Elements that the desk's own templates and pictures make."""


def check_harmless(text: str, where: str) -> None:
    """No element, attribute or address in a page that only hostile text can have put there."""
    page = html.fromstring(text)
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag.lower() in ALLOWED, (where, element.tag)
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on") and name != "style", (where, name)
            if name in ("href", "src", "action"):
                assert re.match(r"(/(?!/)|#|https?://|$)", value), (where, value[:80])
        if element.tag == "script":
            assert element.get("src") == "/static/desk.js" and not element.text
    assert "49" not in page.xpath("string(//title)")
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", page.text_content()), where


def test_hostile_texts_are_shown_and_do_nothing(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.add_reports([*reports(), *(hostile_report(n, text) for n, text in enumerate(HOSTILE))])
        told = about(ledger, "courier", "Karim")
        for text in HOSTILE[:4]:
            ledger.correct("note", told.incident_id, by=f"Ana {text[:60]}", reason=text)
        keys = [one.report_id for one in ledger.reports()]
    with running(tmp_path / "a.ledger", review=True) as visitor:
        visitor.cookies["dragoman_by"] = "%3Cscript%3Ealert(1)%3C/script%3E"
        paths = [path for path in PAGES if "{" not in path and path != "/brief"]
        paths += [f"/incidents/{told.incident_id}", *(f"/reports/{key}" for key in keys)]
        paths += [
            "/search?q=alert",
            f"/incidents?about={'%3Cscript%3E'}",
            "/reports?recorded=%3Cb%3E&skipped=%3Cscript%3E",
        ]
        paths += [
            "/incidents?said=cor-%3Cscript%3E",
            "/nowhere/%3Cscript%3E",
            "/incidents?since=%3Cscript%3E&kind=%22%3E",
        ]
        paths += [f"/incidents/{told.incident_id}?said=cor-%3Cscript%3E%22", "/changes?moment=%3Cscript%3E"]
        for path in paths:
            answer = visitor.ask(path)
            assert answer.status < 500, path
            check_harmless(answer.text, path)
        shown = "".join(visitor.ask(f"/reports/{key}").page.xpath("string(//section[@class='text'])") for key in keys)
    assert SCRIPT in shown and "[U+202E]gnp.exe" in shown


NASTY = st.text(alphabet=st.sampled_from("<>&\"'/= abscriptonload{}%\u202e\u2067\x00\n\t\u05d0"), max_size=60)


@given(
    NASTY, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(sorted(LAYERS)), NASTY)), NASTY
)
@settings(max_examples=150)
def test_any_text_with_any_notes_stays_text(text: str, notes: list[tuple[int, int, str, str]], target: str) -> None:
    made = [Note(a, b, layer, words, target) for a, b, layer, words in notes if a < b <= len(text)]
    shown = annotated(text, made, (0, len(text)) if text else None)
    page = html.fragment_fromstring(f"<div>{shown}</div>".replace("\x00", ""))
    assert {element.tag for element in page.iterdescendants()} <= {"mark", "a", "span"}
    assert all(
        set(element.attrib) <= {"class", "title", "href", "id", "tabindex"} for element in page.iterdescendants()
    )
    wanted = re.sub("[\u202a-\u202e\u2066-\u2069]", lambda m: f"[U+{ord(m[0]):04X}]", text).replace("\x00", "")
    assert page.text_content() == wanted
    assert {element.get("href") for element in page.iter("a")} <= {f"#{target}".replace("\x00", "")}


@given(NASTY, st.integers(-5, 70), st.integers(-5, 70))
def test_any_sentence_stays_text(text: str, start: int, end: int) -> None:
    page = html.fragment_fromstring(f"<div>{cited(text, start, end)}</div>".replace("\x00", ""))
    assert {element.tag for element in page.iterdescendants()} <= {"mark"}


@given(st.text(max_size=80))
def test_only_plain_addresses_lead_out(text: str) -> None:
    address = outside(text)
    assert address == "" or re.match(r"https?://[^/@\s]+", address)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "http:evil",
        "https://a@evil.example/",
        "ftp://x/",
        "http://[x",
        None,
    ],
)
def test_other_addresses_are_no_links(address: str | None) -> None:
    assert outside(address) == ""


@given(st.text(max_size=60))
def test_after_a_form_no_address_leaves_the_desk(text: str) -> None:
    for given_ in (text, f"/{text}", f"//{text}"):
        found = safe_next(given_)
        assert found.startswith("/") and not found.startswith(("//", "/\\")) and found.isprintable()


@given(st.text(max_size=200))
def test_a_name_is_one_line(text: str) -> None:
    name = reviewer(text)
    assert len(name) <= 80 and name.isprintable() and name == name.strip()


def test_the_file_stays_private(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "new.ledger"):
        pass
    with running(tmp_path / "new.ledger", review=True) as visitor:
        visitor.ask("/incidents")
    assert (tmp_path / "new.ledger").stat().st_mode & 0o077 == 0
