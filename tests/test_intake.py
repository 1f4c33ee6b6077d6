"""Every format in: by name and by content, with its metadata, each document once."""

from __future__ import annotations

import dataclasses
import gzip
import io
import json
import lzma
import os
import re
import sys
import tarfile
from datetime import date
from pathlib import Path

import intake_files as made
import pytest

from dragoman.errors import BadSettings, Malformed, NotText, SkipReport, TooLarge, Unreadable
from dragoman.model import Report
from dragoman.settings import Limits, Settings
from dragoman.sources import Desk, read_bytes, read_paths
from dragoman.sources.formats import FORMATS
from dragoman.sources.streams import PACKED_ENDINGS

Found = tuple[list[Report], list[SkipReport]]


def parted(items: object) -> Found:
    found = list(items)  # type: ignore[call-overload]
    return [i for i in found if isinstance(i, Report)], [i for i in found if isinstance(i, SkipReport)]


def read(folder: Path, name: str, data: bytes, settings: Settings | None = None) -> Found:
    path = folder / name
    path.write_bytes(data)
    return parted(read_paths([path], settings))


REPORTS = {"d.rss": 2, "e.json": 2, "f.jsonl": 3, "g.csv": 3, "h.tsv": 3, "j.mbox": 3, "k.warc": 2, "l.warc.gz": 2,
           "m.zip": 2, "n.tar.gz": 2, "p.jsonl.gz": 3}  # fmt: skip


def test_a_file_of_each_format_gives_its_reports(tmp_path: Path) -> None:
    for name, data in made.every_format(tmp_path).items():
        reports, skipped = read(tmp_path, name, data)
        assert len(reports) == REPORTS.get(name, 1), name
        assert all("Gunmen attacked a police post" in report.text for report in reports), name
        assert all(report.language == "en" for report in reports), name
        # The archives hold an image and an answer without a page beside their pages.
        assert len(skipped) == (2 if "warc" in name else 0), name


@pytest.mark.parametrize("name", ["c.html", "d.rss", "f.jsonl", "i.eml", "j.mbox", "k.warc", "l.warc.gz", "m.zip",
                                  "n.tar.gz", "o.tar", "p.jsonl.gz", "q.pdf"])  # fmt: skip
def test_without_a_name_the_content_tells_on_a_file_and_on_standard_input(tmp_path: Path, name: str) -> None:
    data = made.every_format(tmp_path)[name]
    named, _ = read(tmp_path, name, data)
    for reports, _ in (read(tmp_path, "input", data), parted(read_paths(["-"], stdin=io.BytesIO(data)))):
        assert [report.text for report in reports] == [report.text for report in named]


JSON_LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite",
"name": "No article"}, {"@type": "WebPage", "name": "A page", "datePublished": "2019-01-01"},
{"@type": ["NewsArticle"], "headline": "Post &amp; bridge",
"datePublished": "2021-05-04T23:30:00+03:00",
"dateModified": "2021-05-06", "author": [{"@type": "Person", "name": "Ada Reed"}, {"name": "Bo Lane"}],
"publisher": {"@type": "Organization", "name": "Arden Paper"}, "url": "https://arden.example/post"}]}</script>"""
GRAPH = """<meta property="og:title" content="Post and bridge"><meta property="og:site_name" content="Arden Paper">
<meta name="author" content="Ada Reed"><meta property="article:author" content="https://social.example/ada">
<meta property="article:published_time" content="2021-05-04">
<meta property="article:modified_time" content="2021-05-06">
<link rel="canonical" href="https://arden.example/post#top">"""


@pytest.mark.parametrize(("head", "author"), [(JSON_LD, "Ada Reed, Bo Lane"), (GRAPH, "Ada Reed")])
def test_what_a_page_says_of_itself(tmp_path: Path, head: str, author: str) -> None:
    (report,), _ = read(tmp_path, "p.html", made.page(head=head).encode())
    assert (report.publisher, report.author, report.url) == ("Arden Paper", author, "https://arden.example/post")
    assert (report.published.start, report.published.basis) == (date(2021, 5, 4), "metadata")
    assert report.modified == "2021-05-06"
    assert report.title is not None and "bridge" in report.title


def test_a_page_that_says_little_is_known_by_its_headings_and_marks(tmp_path: Path) -> None:
    body = made.page().replace(
        "<article>", '<article><time itemprop="datePublished" datetime="2021-05-04">May 4</time>'
    )
    (report,), _ = read(tmp_path, "p.html", body.encode())
    assert (report.title, report.published.start) == ("Police post attacked 0", date(2021, 5, 4))
    assert report.modified is None


def test_no_page_speaks_for_another_host() -> None:
    head = '<link rel="canonical" href="https://bank.example/x">'
    data = made.page(head=head).encode()
    for url, told in (
        ("https://evil.example/1", "https://evil.example/1"),
        ("http://www.bank.example/1", "https://bank.example/x"),
    ):
        (report,) = read_bytes(data, url, Desk(Settings()), url=url, media="text/html")
        assert isinstance(report, Report) and report.url == told


def test_a_web_archive_gives_address_and_day(tmp_path: Path) -> None:
    reports, skipped = read(tmp_path, "crawl.warc.gz", made.warc())
    assert [report.url for report in reports] == [f"https://arden.example/2021/05/{n}" for n in range(3)]
    assert {report.retrieved for report in reports} == {"2021-05-06T07:08:09Z"}
    assert reports[0].external_id.startswith("crawl-")
    assert [type(item) for item in skipped] == [NotText, Malformed]
    assert "record 2" in skipped[0].source and "image/png" in skipped[0].reason and "404" in skipped[1].reason


def test_mail_gives_its_headers(tmp_path: Path) -> None:
    for html in (False, True):
        (report,), _ = read(tmp_path, "m.eml", made.message(html=html).as_bytes())
        assert (report.external_id, report.title, report.publisher) == (
            "digest-0@arden.example",
            "Evening digest 0",
            "Arden Desk",
        )
        assert report.published.start == date(2021, 5, 4)
        assert "View this message" not in report.text


def test_what_is_attached_is_read_too(tmp_path: Path) -> None:
    mail = made.message(0)
    mail.add_attachment(made.page(1).encode(), maintype="text", subtype="html", filename="saved.html")
    mail.add_attachment(made.zipped({"x.txt": made.story(2).encode()}), maintype="application", subtype="zip")
    mail.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="map.png")
    mail.add_attachment(made.message(3))
    reports, skipped = read(tmp_path, "m.eml", mail.as_bytes())
    assert sorted(made.TOWNS[n] in r.text for r, n in zip(reports, (0, 1, 2, 3), strict=True)) == [True] * 4
    (image,) = skipped
    assert "map.png" in image.source and "image/png" in image.reason


def test_columns_are_guessed_or_named(tmp_path: Path) -> None:
    reports, _ = read(tmp_path, "t.csv", made.csv())
    assert (reports[1].title, reports[1].url) == ("Headline 1", "https://arden.example/t/1")
    assert reports[1].published.start == date(2021, 5, 2)
    odd = made.csv(names="a,b,c,d", delimiter=";")
    _, (bad,) = read(tmp_path, "t.csv", odd)
    assert "--columns text=NAME" in bad.reason and "'b'" in bad.reason
    named = Settings(columns=(("text", "b"), ("title", "a"), ("published", "C")))
    reports, skipped = read(tmp_path, "t.csv", odd, named)
    assert len(reports) == 3 and not skipped
    assert (reports[0].title, reports[0].published.start) == ("Headline 0", date(2021, 5, 1))
    with pytest.raises(BadSettings):
        Desk(Settings(columns=(("colour", "b"),)))


def test_a_table_in_an_old_encoding_with_a_bad_row_in_it(tmp_path: Path) -> None:
    rows = ["text;source", f'"{made.story(0)} Señor Muñoz";A', ";B", f'"{made.story(1)}\nSecond line.";C']
    reports, (bad,) = read(tmp_path, "t.csv", "\n".join(rows).encode("cp1252"))
    assert "Muñoz" in reports[0].text and "Second line." in reports[1].text
    assert [report.publisher for report in reports] == ["A", "C"]
    assert "row 3" in bad.source


def test_the_encoding_that_a_page_names(tmp_path: Path) -> None:
    words = "Боевики напали на полицейский пост в Ардене в понедельник и ранили двух полицейских. " * 4
    head = '<meta charset="koi8-r"><title>x</title>'
    body = f"<html><head>{head}</head><body><article><p>{words}</p></article></body></html>"
    (report,), _ = read(tmp_path, "p.html", body.encode("koi8-r"))
    assert "полицейский пост" in report.text and report.language == "ru"
    assert "unsupported_language" in report.flags


def test_the_same_article_in_three_formats_is_one_article(tmp_path: Path) -> None:
    url = "https://arden.example/post"
    reports = [
        *read(tmp_path, "p.html", made.page(head=f'<link rel="canonical" href="{url}?utm_medium=m">').encode())[0],
        *read(
            tmp_path, "p.jsonl", json.dumps({"text": made.story(), "url": "http://www.arden.example/post/"}).encode()
        )[0],
        *read(tmp_path, "p.csv", f'url,text\n{url}#x,"{made.story()}"\n'.encode())[0],
    ]
    assert len({report.article_id for report in reports}) == 1
    # The same words in two formats are the same report; a changed text is a new version of the article.
    assert reports[1].report_id == reports[2].report_id
    changed, _ = read(tmp_path, "q.jsonl", json.dumps({"text": made.story() + " One died.", "url": url}).encode())
    assert changed[0].article_id == reports[1].article_id and changed[0].report_id != reports[1].report_id


def test_nothing_that_a_member_is_called_reaches_the_disk(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    names = ("../escaped.txt", "/tmp/dragoman-escaped.txt", "a/../../b.txt")
    data = {name: made.story(number).encode() for number, name in enumerate(names)}
    for name, archive in (("x.zip", made.zipped(data)), ("x.tar", made.tarred(data, ""))):
        reports, skipped = read(inside, name, archive)
        assert (len(reports), skipped) == (3, [])
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["inside", "x.tar", "x.zip"]
    assert not Path("/tmp/dragoman-escaped.txt").exists()


def test_links_and_torn_and_locked_members_are_named(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        link = tarfile.TarInfo("passwd.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        entry = tarfile.TarInfo("good.txt")
        entry.size = len(made.story())
        archive.addfile(entry, io.BytesIO(made.story().encode()))
    reports, (bad,) = read(tmp_path, "x.tar", out.getvalue())
    assert len(reports) == 1 and "passwd.txt" in bad.source and "root" not in bad.reason
    torn = made.tarred({f"{n}.html": made.page(n).encode() + os.urandom(20_000).hex().encode() for n in range(6)})
    reports, (bad,) = read(tmp_path, "y.tar.gz", torn[: len(torn) // 2])
    assert 0 < len(reports) < 6 and isinstance(bad, Malformed)
    archive_bytes = bytearray(made.zipped({"a.txt": made.story(0).encode(), "b.txt": made.story(1).encode()}))
    archive_bytes[archive_bytes.index(b"a.txt") + 30] ^= 255
    reports, (bad,) = read(tmp_path, "z.zip", bytes(archive_bytes))
    assert len(reports) == 1 and "a.txt" in bad.source


def test_other_packings(tmp_path: Path) -> None:
    (report,), _ = read(tmp_path, "a.txt.xz", lzma.compress(made.story().encode()))
    assert report.external_id == "a"
    (report,), _ = read(tmp_path, "page.html.gz", gzip.compress(made.page().encode()))
    assert report.title == "Police post attacked 0"


def test_pdf_without_its_library_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    _, (bad,) = read(tmp_path, "a.pdf", made.pdf(made.story()))
    assert isinstance(bad, Unreadable) and "pip install 'dragoman[pdf]'" in bad.reason


def test_a_pdf_file_gives_its_text_and_facts(tmp_path: Path) -> None:
    (report,), _ = read(tmp_path, "a.pdf", made.pdf(made.story()))
    assert (report.title, report.author) == ("Post attacked", "Ada Reed")
    assert "denied that shop number 0 was hit" in " ".join(report.text.split())


def test_a_cap_by_its_name() -> None:
    assert Limits.of("text_chars=5_000", " pdf_pages = 3 ").text_chars == 5000
    for wrong in ("colour=3", "text_chars", "text_chars=-1", "text_chars=many", "text_chars=0"):
        with pytest.raises(BadSettings):
            Limits.of(wrong)


def test_caps_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DRAGOMAN_LIMITS", "text_chars=50,pdf_pages=2")
    assert (Settings().limits.text_chars, Settings().limits.pdf_pages) == (50, 2)
    _, (bad,) = read(tmp_path, "a.txt", made.story().encode())
    assert isinstance(bad, TooLarge) and "text_chars" in bad.reason


DOCS = Path(__file__).parent.parent / "docs" / "intake.md"


def test_the_page_has_every_cap_with_its_value_every_ending_and_every_field() -> None:
    text = DOCS.read_text(encoding="utf8")
    caps = {cap.name: cap.default for cap in dataclasses.fields(Limits)}
    told = dict(re.findall(r"^\| `(\w+)` \| ([\d,]+) \|", text, re.MULTILINE))
    assert told == {name: f"{value:,}" for name, value in caps.items()}
    formats = text[text.index("## Formats") : text.index("## One article")]
    endings = [ending for form in FORMATS for ending in form.endings]
    assert not [ending for ending in (*endings, *PACKED_ENDINGS) if f"`{ending}`" not in formats]
    assert not [field for field in Desk(Settings()).columns.names if f"`{field}`" not in formats]


def test_the_pages_example_for_a_shell_reads_what_it_says(tmp_path: Path) -> None:
    """Each `dragoman read FILE` of the table, with a file of that name."""
    named = re.findall(r"`dragoman read ([\w.-]+)", DOCS.read_text(encoding="utf8"))
    good = {Path(name).suffix: data for name, data in made.every_format(tmp_path).items()}
    good[".gz"] = made.warc(1)
    for name in (name for name in named if "." in name):
        data = gzip.compress(made.jsonl()) if name == "reports.jsonl.gz" else good[Path(name).suffix]
        assert read(tmp_path, name, data)[0], name
    assert len(named) >= 12
