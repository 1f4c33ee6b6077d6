"""Feeds: an item with its text is an article, one without is a pointer; nothing is fetched, nothing opened."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from dragoman.errors import EmptyReport, Malformed, OnlyLink, SkipReport, TooLarge
from dragoman.model import Report
from dragoman.settings import Limits, Settings
from dragoman.sources import parse_feed, read_paths
from dragoman.sources.address import Addresses

LIMITS = Limits()
BODY = "".join(
    f"<p>Two rockets struck the depot near pier {n} and the harbour police said that nobody was hurt there.</p>"
    for n in range(8)
)
LONG = "Long words go on. " * 40
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour Post</title><link>https://harbour.example/</link>
<item><title>Depot &amp; pier hit</title><link>https://harbour.example/a?utm_source=rss</link>
<guid isPermaLink="false">hp-1</guid><pubDate>Tue, 04 May 2021 23:30:00 +0300</pubDate><dc:creator>Ada Reed</dc:creator>
<description>Two rockets struck the depot.</description><content:encoded><![CDATA[{BODY}]]></content:encoded></item>
<item><title>Second</title><link>https://harbour.example/b</link><description>A short teaser.</description></item>
<item><title>Third</title><link>https://harbour.example/c</link><description>{LONG} ...</description></item>
<item><title>Neither</title></item>
</channel></rss>"""
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Ridge Wire</title>
<link href="https://ridge.example/"/>
<entry><id>urn:x:1</id><title type="html">Shelling &lt;b&gt;again&lt;/b&gt;</title><link href="https://ridge.example/1"/>
<published>2022-02-03T04:05:06Z</published><updated>2022-02-05T00:00:00Z</updated>
<author><name>Bo Lane</name></author><content type="html">{BODY.replace("<", "&lt;")}</content></entry></feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Delta Notes",
        "items": [
            {
                "id": "d1",
                "url": "https://delta.example/1",
                "title": "Bridge",
                "content_html": BODY,
                "date_published": "2020-06-07T08:00:00+02:00",
                "date_modified": "2020-06-09T08:00:00+02:00",
                "authors": [{"name": "Cy Moor"}, {"name": "Di Fenn"}],
            },
            {"id": "d2", "url": "https://delta.example/2", "summary": "Only a teaser."},
            "no object",
        ],
    }
)


def found(path: Path, settings: Settings | None = None) -> tuple[list[Report], list[SkipReport]]:
    items = list(read_paths([path], settings))
    return [i for i in items if isinstance(i, Report)], [i for i in items if isinstance(i, SkipReport)]


@pytest.mark.parametrize("name", ["feed.rss", "feed.xml", "feed"])
def test_rss_by_name_and_by_content(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(RSS)
    (report, third), skipped = found(path)
    assert (report.external_id, report.title, report.publisher, report.author) == (
        "hp-1",
        "Depot & pier hit",
        "Harbour Post",
        "Ada Reed",
    )
    assert report.url == "https://harbour.example/a"
    # The sender's own day, not the day it was in Greenwich.
    assert (report.published.start, report.published.basis) == (date(2021, 5, 4), "metadata")
    assert "<" not in report.text and report.text.count("\n\n") == 7
    assert third.title == "Third" and third.text.endswith("go on.") and "truncated" in third.flags
    assert [type(item) for item in skipped] == [OnlyLink, Malformed]
    assert "dragoman watch" in skipped[0].reason and "https://harbour.example/b" in skipped[0].reason
    assert "item 2" in skipped[0].source


def test_atom_keeps_both_dates(tmp_path: Path) -> None:
    path = tmp_path / "news.atom"
    path.write_text(ATOM)
    (report,), skipped = found(path)
    assert not skipped
    assert (report.title, report.author, report.publisher) == ("Shelling again", "Bo Lane", "Ridge Wire")
    assert (report.published.start, report.modified) == (date(2022, 2, 3), "2022-02-05")


def test_json_feed(tmp_path: Path) -> None:
    path = tmp_path / "feed.json"
    path.write_text(JSON_FEED)
    (report,), skipped = found(path)
    assert (report.external_id, report.author, report.publisher) == ("d1", "Cy Moor, Di Fenn", "Delta Notes")
    assert (report.published.start, report.modified) == (date(2020, 6, 7), "2020-06-09")
    assert [type(item) for item in skipped] == [OnlyLink, Malformed]


def test_how_much_text_makes_an_article_can_be_set(tmp_path: Path) -> None:
    path = tmp_path / "feed.rss"
    path.write_text(RSS)
    reports, skipped = found(path, Settings(limits=Limits(feed_item_chars=10)))
    assert [report.title for report in reports] == ["Depot & pier hit", "Second", "Third"]
    assert len(skipped) == 1


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ("Two rockets struck the depot.", "Two rockets struck the depot."),
        ("Two rockets struck the depot, port officials say", "Two rockets struck the depot, port officials say"),
        ("Two rockets struck the depot. Nobody was &hellip;", "Two rockets struck the depot."),
        ("“Two rockets struck the depot.” Read the full story", "“Two rockets struck the depot.”"),
        ("两枚火箭弹击中仓库。", "两枚火箭弹击中仓库。"),
        ("Pier shut after a night of fire", None),
        ("Pier shut, after a night of fire!", None),
        ("Two rockets struck the ...", None),
        ("Two rockets struck the depot at 3.4 km from ...", None),
        ("Continue reading", None),
        ("Full story inside.", None),
        ("", None),
    ],
)
def test_a_brief_item_is_a_report_and_a_mere_pointer_is_none(tmp_path: Path, told: str, text: str | None) -> None:
    item = "<title>Pier shut after a night of fire</title><link>https://harbour.example/p</link>"
    item += f"<description>{told}</description>"
    data = f"<rss version='2.0'><channel><title>t</title><item>{item}</item></channel></rss>"
    path = tmp_path / "feed.rss"
    path.write_text(data.replace("&hellip;", "…"))
    reports, skipped = found(path)
    assert [report.text for report in reports] == ([text] if text else [])
    assert [type(item) for item in skipped] == ([] if text else [OnlyLink])
    # `watch` has the page to fetch, and a brief is not taken for its article.
    (found_item,) = parse_feed(path.read_bytes(), "input", LIMITS).items
    assert found_item.text is None and (found_item.brief or "").removesuffix(" […]") == (text or "")


def test_bytes_that_name_a_file_are_no_feed_and_open_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "secret.rss"
    secret.write_text(RSS)
    with pytest.raises(Malformed):
        parse_feed(os.fsencode(secret), "input", LIMITS)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyReport),
        (b"<?xml version='1.0'?><catalog><book/></catalog>", Malformed),
        (b'{"version": "https://jsonfeed.org/version/1", "items": 3}', Malformed),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [', Malformed),
        (b"<rss><channel>" + b"<a>" * 5000, TooLarge),
        (b"<rss><channel>" + b"<item/>" * 200_000, TooLarge),
    ],
)
def test_what_is_no_feed_says_why(data: bytes, error: type[SkipReport]) -> None:
    with pytest.raises(error):
        parse_feed(data, "input", LIMITS)


def test_entities_that_breed_expand_to_nothing() -> None:
    breeding = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lol"}">' for n in range(12))
    bomb = f"<?xml version='1.0'?><!DOCTYPE r [{breeding}<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + (
        "<rss version='2.0'><channel><title>t</title><item><title>&e11; &x;</title><link>https://a.example/1</link>"
        "</item></channel></rss>"
    )
    feed = parse_feed(bomb.encode(), "input", LIMITS)
    assert all(len(item.title or "") < 100 and "root:" not in (item.title or "") for item in feed.items)


def test_relative_links_are_those_of_the_feeds_address() -> None:
    data = b"<rss version='2.0'><channel><item><title>a</title><link>/x/1</link></item></channel></rss>"
    assert parse_feed(data, "input", LIMITS, "https://port.example/feed").items[0].url == "https://port.example/x/1"


ADDRESSES = Addresses.load()


@pytest.mark.parametrize(
    ("url", "stored"),
    [
        ("HTTPS://Me:pw@Paper.Example:443/A?id=3&utm_source=x&token=abc#part", "https://paper.example/A?id=3"),
        ("https://paper.example/story.php?sid=1234", "https://paper.example/story.php?sid=1234"),
        ("https://paper.example/s;jsessionid=0A9?key=f3b09aa77c1e4d5590aa", "https://paper.example/s"),
        ("https://paper.example/a b", "https://paper.example/a%20b"),
        ("http://[::1", None),
        ("not an address", None),
        ("urn:uuid:3", "urn:uuid:3"),
    ],
)
def test_addresses_as_they_are_stored(url: str, stored: str | None) -> None:
    assert ADDRESSES.canonical(url) == stored
    assert ADDRESSES.canonical(stored) == stored


def test_one_article_under_several_addresses() -> None:
    same = [
        "https://www.paper.example/a/?x=1&y=2",
        "http://paper.example/a?y=2&x=1&fbclid=zz",
        "https://paper.example:443/a/?x=1&y=2#comments",
    ]
    assert len({ADDRESSES.article_key(url) for url in same}) == 1
    assert ADDRESSES.article_key("https://paper.example/b?x=1&y=2") != ADDRESSES.article_key(same[0])
