"""Watching real feeds on loopback: what is polled, fetched, kept, asked again, left alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from web import Handler, Site, moved, page, send, serve

from dragoman.errors import BadSettings, LedgerDamaged, SkipReport
from dragoman.fetch import Allowed, Fetcher
from dragoman.model import Report
from dragoman.watch import FeedPlan, State, Watcher, WatchPlan
from dragoman.watch.backoff import backoff
from dragoman.watch.plan import seconds

ARTICLE = (
    "Two rockets struck the outskirts of Gao on Monday evening, wounding three soldiers there, the mayor said. "
    "Residents told the radio that the blasts shook the market and that shops stayed closed on Tuesday morning. "
    "No group had claimed the attack by noon, and the army said that its patrols were searching the river bank. "
)


class Clock:
    """Seconds since 1970 that go on when told."""

    def __init__(self) -> None:
        self.now = 1_600_000_000.0

    def __call__(self) -> float:
        return self.now


def rss(*items: str, title: str = "River Radio") -> str:
    head = "<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'>"
    return f"{head}<channel><title>{title}</title><link>http://news.example/</link>{''.join(items)}</channel></rss>"


def item(link: str, title: str = "Rockets strike Gao", text: str = "") -> str:
    body = f"<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded>" if text else ""
    when = "<pubDate>Tue, 15 Sep 2020 08:00:00 GMT</pubDate>"
    return f"<item><title>{title}</title><link>{link}</link>{when}{body}</item>"


def article(text: str = ARTICLE, title: str = "Rockets strike Gao") -> str:
    return (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    )


def watcher(tmp_path: Path, site: Site, clock: Clock, **more: object) -> Watcher:
    feed = FeedPlan(site.url("/feed"), "radio", 900.0)
    plan = WatchPlan((feed,), pause=0.0, **more)  # type: ignore[arg-type]
    fetcher = Fetcher(allowed=Allowed.of(["news.example"]), resolve=lambda host, port: ["127.0.0.1"])
    return Watcher(plan, State.beside(tmp_path / "w.ledger"), fetcher=fetcher, clock=clock)


def reports(found: list[Report | SkipReport]) -> list[Report]:
    return [one for one in found if isinstance(one, Report)]


def reasons(found: list[Report | SkipReport]) -> list[str]:
    return [one.reason for one in found if isinstance(one, SkipReport)]


def test_an_article_in_the_feed_is_read_and_a_link_is_fetched(tmp_path: Path) -> None:
    with serve() as site:
        site.routes["/feed"] = page(rss(item(site.url("/full"), text=ARTICLE * 3), item(site.url("/1"), "Linked")))
        site.routes["/1"] = page(article(title="Linked"))
        watch = watcher(tmp_path, site, Clock())
        found = reports(list(watch.round()))
        assert [one.url for one in found] == [site.url("/full"), site.url("/1")]
        assert found[1].published.start and found[1].published.start.isoformat() == "2020-09-15"
        assert found[1].publisher and "three soldiers" in found[1].text
        assert str(watch.sums) == "1 feed asked, 1 new link, 1 page fetched"
        assert site.paths() == ["/robots.txt", "/feed", "/1"]


def test_an_unchanged_feed_costs_one_short_answer(tmp_path: Path) -> None:
    def answer(handler: Handler) -> None:
        fresh = handler.headers.get("If-None-Match") == '"one"'
        send(handler, b"" if fresh else rss().encode(), 304 if fresh else 200, {"ETag": '"one"'})

    clock = Clock()
    with serve({"/feed": answer}) as site:
        watch = watcher(tmp_path, site, clock)
        assert list(watch.round()) == []
        clock.now += 899
        assert list(watch.round()) == [] and watch.sums.feeds == 0
        clock.now += 1
        assert list(watch.round()) == [] and watch.sums.unchanged == 1
        assert watch.next_due() == clock.now + 900
        assert site.paths().count("/feed") == 2


def test_a_revised_article_comes_out_again_and_is_asked_less_and_less(tmp_path: Path) -> None:
    clock = Clock()
    with serve() as site:
        site.routes |= {"/feed": page(rss(item(site.url("/1")))), "/1": page(article())}
        watch = watcher(tmp_path, site, clock, revisit=(3_600.0, 86_400.0))
        first = reports(list(watch.round()))
        site.routes["/1"] = page(article(ARTICLE.replace("three soldiers", "five soldiers")))
        clock.now += 3_600
        second = reports(list(watch.round()))
        assert len(first) == len(second) == 1
        assert first[0].report_id != second[0].report_id and first[0].article_id == second[0].article_id
        clock.now += 86_400
        list(watch.round())
        clock.now += 10 * 86_400
        list(watch.round())
        assert site.paths().count("/1") == 3


def test_a_failing_feed_is_asked_later_and_later_and_others_go_on(tmp_path: Path) -> None:
    clock = Clock()
    with serve({"/feed": page("down", 503, Retry_After="7200")}) as site:
        watch = watcher(tmp_path, site, clock)
        assert reasons(list(watch.round())) == ["the server answers with status 503"]
        assert watch.next_due() == clock.now + 7_200
        clock.now += 7_200
        site.routes["/feed"] = page("this is no feed at all")
        assert len(reasons(list(watch.round()))) == 1
        assert watch.next_due() == clock.now + 3_600
        clock.now += 3_600
        site.routes["/feed"] = page(rss())
        assert reasons(list(watch.round())) == []
        assert watch.next_due() == clock.now + 900


def test_robots_are_heeded_for_pages_and_can_be_waived_for_a_feed(tmp_path: Path) -> None:
    with serve({"/robots.txt": page("User-agent: *\nDisallow: /\n", media="text/plain")}) as site:
        site.routes |= {"/feed": page(rss(item(site.url("/1")))), "/1": page(article())}
        watch = watcher(tmp_path, site, Clock())
        assert reasons(list(watch.round())) == ["the site's robots.txt asks not to fetch it"]
        waived = WatchPlan((FeedPlan(site.url("/feed"), "radio", 900.0, robots=False),), pause=0.0)
        fetcher = Fetcher(allowed=Allowed.of(["news.example"]), resolve=lambda host, port: ["127.0.0.1"])
        watch = Watcher(waived, State.beside(tmp_path / "other.ledger"), fetcher=fetcher)
        assert reasons(list(watch.round())) == ["the site's robots.txt asks not to fetch it"]
        assert "/1" not in site.paths() and "/feed" in site.paths()


def test_a_link_that_leads_inside_is_refused_and_never_tried_again(tmp_path: Path) -> None:
    clock = Clock()
    with serve({"/secret": page(article("keys " * 100))}) as inner, serve() as site:
        links = [f"http://127.0.0.1:{inner.port}/secret", "file:///etc/passwd", site.url("/hop"), site.url("/fine")]
        site.routes["/feed"] = page(rss(*map(item, links)))
        site.routes["/hop"] = moved(f"http://127.0.0.1:{inner.port}/secret")
        site.routes["/fine"] = page(article())
        watch = watcher(tmp_path, site, clock, revisit=())
        found = list(watch.round())
        assert len(reports(found)) == 1 and len(reasons(found)) == 3
        clock.now += 86_400
        assert list(watch.round()) == []
        assert inner.asked == []


def test_a_page_that_is_gone_is_given_up_and_one_that_fails_after_five_tries(tmp_path: Path) -> None:
    clock = Clock()
    with serve({"/bad": page("oops", 500)}) as site:
        site.routes["/feed"] = page(rss(item(site.url("/gone")), item(site.url("/bad"))))
        watch = watcher(tmp_path, site, clock)
        for _ in range(12):
            list(watch.round())
            clock.now += 2 * 86_400
        assert site.paths().count("/gone") == 1
        assert site.paths().count("/bad") == 5


def test_a_run_that_ends_anywhere_goes_on_there(tmp_path: Path) -> None:
    """Taking one item and dropping the rest is what a kill looks like: nothing is lost, nothing is fetched twice."""
    with serve() as site:
        urls = [site.url(f"/{n}") for n in range(4)]
        site.routes["/feed"] = page(rss(*map(item, urls)))
        site.routes |= {f"/{n}": page(article(f"{ARTICLE} It was report {n}.")) for n in range(4)}
        seen: list[str] = []
        for _ in range(10):
            watch = watcher(tmp_path, site, Clock(), revisit=())
            rounds = watch.round()
            for one in rounds:
                assert isinstance(one, Report)
                seen.append(one.url or "")
                break
            else:
                break
            # The item was taken; the next step, which marks it as done, may or may not still happen.
            next(rounds, None) if len(seen) % 2 else rounds.close()
        assert set(seen) <= set(urls)
        last = watcher(tmp_path, site, Clock(), revisit=())
        assert list(last.round()) == []
        assert all(State.beside(tmp_path / "w.ledger").page(url).visits == 1 for url in urls)  # type: ignore[union-attr]


def test_pages_and_leads_of_the_file_are_fetched_too(tmp_path: Path) -> None:
    with serve({"/1": page(article()), "/2": page(article(ARTICLE.replace("Gao", "Kidal")))}) as site:
        (tmp_path / "leads.txt").write_text(f"# from elsewhere\n\n{site.url('/2')}\n")
        (tmp_path / "FEEDS.toml").write_text(f'pause = 0\npages = ["{site.url("/1")}"]\nleads = ["leads.txt"]\n')
        plan = WatchPlan.load(tmp_path / "FEEDS.toml")
        fetcher = Fetcher(allowed=Allowed.of(["news.example"]), resolve=lambda host, port: ["127.0.0.1"])
        watch = Watcher(plan, State.beside(tmp_path / "w.ledger"), fetcher=fetcher)
        assert len(reports(list(watch.round()))) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "names no feed"),
        ("[[feed]]\n", "no address"),
        ("[[feed]]\nurl = 'ftp://a/b'", "no address"),
        ("[[feed]]\nurl = 'https://a.example/b'\nevry = '5m'", "unknown key 'evry'"),
        ("[[feed]]\nurl = 'https://a.example/b'\nevery = 'often'", "no length of time"),
        ("[[feed]]\nurl = 'https://a.example/b'\n[[feed]]\nurl = 'https://a.example/b'", "twice"),
        ("feed = 3", "should be a list"),
        ("not toml", "no valid TOML.*docs/watch.md has one that works"),
        ("[[feeds]]\nurl = 'https://a.example/b'", "unknown key 'feeds'; did you mean 'feed'"),
        ("leads = ['none.txt']", "cannot be read"),
    ],
)
def test_a_wrong_file_is_told_what_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "FEEDS.toml"
    path.write_text(text)
    with pytest.raises(BadSettings, match=f"(?s){said}"):
        WatchPlan.load(path)


def test_lengths_of_time() -> None:
    assert [seconds(one, "x") for one in ("30s", "15m", "6h", "1d", 90, "1.5 h")] == [
        30,
        900,
        21_600,
        86_400,
        90,
        5_400,
    ]


def test_backoff_doubles_to_a_day_and_listens() -> None:
    now = 1_600_000_000.0
    assert [backoff(900.0, n, None, now) for n in (1, 2, 3, 60)] == [1_800, 3_600, 7_200, 86_400]
    assert backoff(60.0, 1, "600", now) == 600
    assert backoff(60.0, 1, "Sun, 13 Sep 2020 12:46:40 GMT", now) == pytest.approx(1_200)
    assert backoff(60.0, 1, "soon", now) == 120


# The command, as a process of its own

ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def run(tmp_path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dragoman", "watch", "FEEDS.toml", *words]
    return subprocess.run(command, cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True, timeout=120)


def test_the_command_reads_into_a_ledger_once_and_again(tmp_path: Path) -> None:
    with serve() as site:
        url = f"http://127.0.0.1:{site.port}"
        site.routes |= {"/feed": page(rss(item(f"{url}/1"))), "/1": page(article())}
        (tmp_path / "FEEDS.toml").write_text(f'pause = 0\nallow = ["127.0.0.1"]\n[[feed]]\nurl = "{url}/feed"\n')
        first = run(tmp_path, "--once")
        assert (first.returncode, "1 new" in first.stderr) == (0, True), first.stderr
        again = run(tmp_path, "--once")
        assert (again.returncode, again.stderr) == (0, "")
        assert "fine" in run(tmp_path, "--status").stdout
    mode = (tmp_path / "dragoman.ledger.watch").stat().st_mode
    assert mode & 0o077 == 0


def test_the_example_works_offline_as_the_docs_say(tmp_path: Path) -> None:
    example = Path(__file__).parent.parent / "examples" / "watch"
    with serve() as site:
        # The port of the example may be taken on this machine.
        for path in example.rglob("*.*"):
            text = path.read_text(encoding="utf8").replace("127.0.0.1:8765", f"127.0.0.1:{site.port}")
            (tmp_path / path.name).write_text(text, encoding="utf8")
            media = "text/html" if path.suffix == ".html" else "application/xml"
            site.routes[f"/{path.name}"] = page(text, media=f"{media}; charset=utf-8")
        once = run(tmp_path, "--once")
    assert once.returncode == 0
    said = "2 feeds asked, 1 new link, 1 page fetched; 3 new, 0 known, 0 skipped"
    assert said in once.stderr and said in (example.parent.parent / "docs" / "watch.md").read_text(encoding="utf8")
    alerts = [sys.executable, "-m", "dragoman", "alert", "ALERTS.toml", "--dry-run", "--since", "24h"]
    told = subprocess.run(alerts, cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True, check=True).stdout
    assert "How many were killed: 4 | 7" in told and "Bama" in told


def test_without_the_allow_list_loopback_is_refused_and_said(tmp_path: Path) -> None:
    with serve({"/feed": page(rss())}) as site:
        (tmp_path / "FEEDS.toml").write_text(f'[[feed]]\nurl = "http://127.0.0.1:{site.port}/feed"\n')
        done = run(tmp_path, "--once")
        assert done.returncode == 3
        assert "inner address" in done.stderr
        assert site.asked == []


def test_a_watch_ends_at_once_when_asked_to(tmp_path: Path) -> None:
    with serve({"/feed": page(rss())}) as site:
        url = f"http://127.0.0.1:{site.port}/feed"
        (tmp_path / "FEEDS.toml").write_text(f'allow = ["127.0.0.1"]\n[[feed]]\nurl = "{url}"\n')
        command = [sys.executable, "-m", "dragoman", "watch", "FEEDS.toml"]
        with subprocess.Popen(command, cwd=tmp_path, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True) as process:
            # Its first line says that the round is over, however long that takes.
            assert process.stderr and "1 feed asked" in process.stderr.readline()
            os.kill(process.pid, signal.SIGTERM)
            assert "stopped" in process.stderr.read()
            assert process.wait() == 1


def test_a_damaged_watch_file_is_told_with_its_remedy(tmp_path: Path) -> None:
    (tmp_path / "w.ledger.watch").write_bytes(b"no database at all, but long enough to look like one" * 40)
    with pytest.raises(LedgerDamaged, match="delete it"):
        State.beside(tmp_path / "w.ledger")
