"""What a stranger feeds it: each is read, or named with a reason that says what to do; nothing crashes or waits."""

from __future__ import annotations

import json
import os
from datetime import date, timedelta
from pathlib import Path

import intake_files as made
import pytest

from dragoman.cli.talk import printable
from dragoman.errors import NotText, SkipReport
from dragoman.ledger.added import skipped_lines
from dragoman.model import Report
from dragoman.sources import read_paths

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 8


def read(path: Path, data: bytes | str | None = None) -> list[Report | SkipReport]:
    """What comes of a file."""
    if data is not None:
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read_paths([path]))


def texts(found: list[Report | SkipReport]) -> list[str]:
    return [item.text for item in found if isinstance(item, Report)]


def utf16(text: str) -> bytes:
    return b"\xff\xfe" + text.encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", utf16(made.story(1))),
        ("a.html", utf16(made.page(1))),
        ("a.csv", utf16(f'title,text\nHead,"{made.story(1)}"\n')),
        ("a.tsv", utf16(f"title\ttext\nHead\t{made.story(1)}\n")),
        ("a.jsonl", utf16(json.dumps({"text": made.story(1)}) + "\n")),
        ("semicolons.csv", f'headline;body;date\nHead;"{made.story(1)}";2021-05-04\n;;\n'.encode()),
    ],
)
def test_what_spreadsheets_and_windows_save_is_read(tmp_path: Path, name: str, data: bytes) -> None:
    (text,) = texts(read(tmp_path / name, data))
    assert "wounded 3 officers" in text


def test_arabic_in_an_old_encoding_is_kept_as_arabic(tmp_path: Path) -> None:
    words = "هاجم مسلحون نقطة تفتيش للشرطة قرب المدينة يوم الاثنين وقتلوا أربعة من رجال الشرطة، وفق ما قال مسؤول محلي."
    (report,) = read(tmp_path / "a.txt", words.encode("cp1256"))
    assert isinstance(report, Report)
    assert (report.text, report.language) == (words, "ar")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.docx", made.zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<w/>"}), "Word, Excel"),
        ("a.odt", made.zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument"),
        ("a.doc", OLE, "older Word"),
        ("a.rtf", rb"{\rtf1\ansi Gunmen attacked.}", "RTF"),
        ("noise", rb"{\rtf1\ansi Gunmen attacked.}", "RTF"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(50), "a picture (PNG)"),
        ("a.txt", b"\xff\xd8\xff\xe0" + bytes(50), "a picture (JPEG)"),
    ],
)
def test_what_is_not_read_is_called_by_its_name_once(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (bad,) = read(tmp_path / name, data)
    assert isinstance(bad, NotText) and said in bad.reason


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Before you continue</h1><p>We use cookies and data to deliver and maintain services.</p>",
        "<noscript>You need to enable JavaScript to run this app.</noscript><div id='root'></div>",
        "<p>This article is for subscribers only.</p><p>Already a subscriber? Log in</p>",
    ],
)
def test_a_page_of_notices_is_no_report(tmp_path: Path, body: str) -> None:
    (bad,) = read(tmp_path / "a.html", f"<html><head><title>The Paper</title></head><body>{body}</body></html>")
    assert isinstance(bad, SkipReport)


@pytest.mark.parametrize(
    "wall",
    [
        "This article is for subscribers only. Subscribe now to continue reading.",
        "Subscribe now to continue reading.",
        "To continue reading, please log in.",
        "You have reached your limit of free articles.",
    ],
)
def test_an_article_behind_a_wall_is_known_to_break_off(tmp_path: Path, wall: str) -> None:
    page = f"<html><body><article><h1>Raid in Gao</h1><p>{made.story(2)}</p><p>{wall}</p></article></body></html>"
    (report,) = read(tmp_path / "a.html", page)
    assert isinstance(report, Report)
    assert "truncated" in report.flags and wall not in report.text and "wounded 4 officers" in report.text


def test_a_day_in_the_future_is_not_believed(tmp_path: Path) -> None:
    for day, known in ((date.today(), True), (date.today() + timedelta(days=400), False), (date(2099, 1, 1), False)):
        (report,) = read(tmp_path / "a.json", json.dumps({"text": made.story(3), "published": day.isoformat()}))
        assert isinstance(report, Report)
        assert (report.published.start == day, "future_date" in report.flags) == (known, not known)


def test_what_is_no_file_is_named_and_never_waited_for(tmp_path: Path) -> None:
    inner = tmp_path / "in"
    inner.mkdir()
    (inner / "good.txt").write_text(made.story(4))
    os.mkfifo(inner / "pipe.txt")
    (inner / "back").symlink_to("..")
    (inner / "me").symlink_to("me")
    (inner / "nowhere.txt").symlink_to("gone")
    (inner / "again.txt").symlink_to("good.txt")
    found = list(read_paths([inner, inner / "me", "/dev/zero"]))
    assert len(texts(found)) == 1
    reasons = {Path(item.source).name: item.reason for item in found if isinstance(item, SkipReport)}
    assert set(reasons) == {"pipe.txt", "me", "nowhere.txt", "zero"}
    assert "dragoman read -" in reasons["pipe.txt"] and "dragoman read -" in reasons["zero"]
    assert reasons["me"] == reasons["nowhere.txt"] == "a link that leads to no file"


def test_names_that_would_break_a_line_or_a_terminal_are_spelt_out(tmp_path: Path) -> None:
    (bad,) = read(tmp_path / "a\nname\x1b[31m\u202e.txt", b"")
    assert isinstance(bad, SkipReport)
    (line,) = skipped_lines([bad])
    assert printable(line).isprintable() and "a\\nname\\x1b[31m\\u202e.txt" in printable(line)


def test_no_control_comes_in_by_a_name_or_a_title(tmp_path: Path) -> None:
    named = read(tmp_path / "a\nname\x1b[31m.txt", "A bomb killed nine people in Gao on 3 May 2021, police said.")
    told = {"id": "e\x1b[2Jx", "title": "T\x1b[31mitle\x07", "publisher": "P\x9b2Jub", "author": "A\r\nB"}
    record = {"text": "A bomb killed six people in Mopti on 3 May 2021, police said.", **told}
    (report,) = read(tmp_path / "b.jsonl", json.dumps(record))
    assert isinstance(report, Report) and isinstance(named[0], Report)
    assert (report.publisher, report.author) == ("P 2Jub", "A B")
    names = (named[0].external_id, report.external_id, report.title, report.publisher, report.author, report.text)
    assert all(name and name.isprintable() for name in names)


def test_a_folder_of_pictures_is_told_in_a_line(tmp_path: Path) -> None:
    for number in range(8):
        (tmp_path / f"{number}.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    (tmp_path / "empty.txt").write_bytes(b"")
    found = [item for item in read_paths([tmp_path]) if isinstance(item, SkipReport)]
    assert skipped_lines(found) == [
        f"{tmp_path}: 8 files, a picture (PNG), not text (first: 0.png)",
        f"{tmp_path / 'empty.txt'}: the file is empty",
    ]


@pytest.mark.parametrize("depth", [300, 390])
def test_a_page_of_marks_that_nobody_closed_is_read_to_its_end(tmp_path: Path, depth: int) -> None:
    page = f"<html><body>{'<font>' * depth}<p>{made.story(5)}</p><p>{made.story(6)}</p></body></html>"
    (text,) = texts(read(tmp_path / "a.html", page))
    assert "wounded 7 officers" in text and "wounded 8 officers" in text
