"""One file for each bomb: it gives one skipped report with its reason and cap, and what lies beside it is read."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import resource
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import intake_files as made
import pytest
from warcio.warcwriter import WARCWriter

from dragoman.deadline import deadline
from dragoman.errors import DragomanError, SkipReport, TooLarge, TooSlow
from dragoman.model import Report
from dragoman.settings import Limits, Settings
from dragoman.sources import read_paths

SMALL = Limits(
    file_bytes=3_000_000, line_bytes=200_000, text_chars=100_000, expansion_free_bytes=500_000, skipped_per_input=500
)
"""The caps of these tests: smaller than the usual ones, so that the bombs can be small as well."""
MEGABYTE = 1_000_000


def zeros_in_zip(count: int, each: int) -> bytes:
    return made.zipped({f"{number}.txt": b"\0" * each for number in range(count)})


def overlapping_zip() -> bytes:
    """A directory in which two hundred names share one packed member (David Fifield, "A better zip bomb", 2019)."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = b"x" * MEGABYTE
    data = packed.compress(body) + packed.flush()
    local = b"PK\3\4" + _zip_facts(body, data) + (5).to_bytes(2, "little") + b"\0\0" + b"a.txt" + data
    directory = b""
    for number in range(200):
        name = f"{number:03d}.txt".encode()
        directory += b"PK\1\2\x14\0" + _zip_facts(body, data) + len(name).to_bytes(2, "little") + b"\0" * 16 + name
    end = b"PK\5\6" + b"\0" * 4 + (200).to_bytes(2, "little") * 2
    end += len(directory).to_bytes(4, "little") + len(local).to_bytes(4, "little") + b"\0\0"
    return local + directory + end


def _zip_facts(body: bytes, data: bytes) -> bytes:
    sizes = (zlib.crc32(body), len(data), len(body))
    return b"\x14\0\0\0\x08\0\0\0\0\0" + b"".join(size.to_bytes(4, "little") for size in sizes)


def nested_zip(depth: int) -> bytes:
    data = made.zipped({"report.txt": made.story().encode()})
    for _ in range(depth):
        data = made.zipped({"inner.zip": data})
    return data


def packed_warc_body() -> bytes:
    """A page that its server sent packed, and that unpacks to a hundred times the cap of a document."""
    from warcio.statusandheaders import StatusAndHeaders

    out = io.BytesIO()
    body = gzip.compress(b"<html>" + b"a" * 50 * MEGABYTE)
    headers = [("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Content-Length", str(len(body)))]
    writer = WARCWriter(out, gzip=False)
    answer = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record("https://a.example/", "response", payload=io.BytesIO(body), http_headers=answer)
    )
    return out.getvalue()


def mails_in_mails(depth: int) -> bytes:
    mail = made.message(0)
    for _ in range(depth):
        outer = EmailMessage()
        outer["Subject"] = "Fwd"
        outer.set_content("See below.")
        outer.add_attachment(mail)
        mail = outer
    return mail.as_bytes()


def deep_parts(depth: int) -> bytes:
    head = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(depth))
    return f"MIME-Version: 1.0\nMessage-ID: <x@y>\n{head}Content-Type: text/plain\n\nhello\n".encode()


BREEDING = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lol"}">' for n in range(12))
BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "gzip.txt.gz": (lambda: gzip.compress(b"\0" * 40 * MEGABYTE), "expansion_ratio"),
    "twice.txt.gz": (lambda: gzip.compress(gzip.compress(b"\0" * 400 * MEGABYTE)), "expansion_ratio"),
    "bzip.txt.bz2": (lambda: bz2.compress(b"\0" * 40 * MEGABYTE), "expansion_ratio"),
    "lines.jsonl.gz": (lambda: gzip.compress(b"{}\n" * 4 * MEGABYTE), "skipped_per_input"),
    "crawl.warc.gz": (
        lambda: gzip.compress(b"WARC/1.0\r\nContent-Length: 99999999\r\n\r\n" + b"\0" * 40 * MEGABYTE),
        "expansion_ratio",
    ),
    "member.zip": (lambda: zeros_in_zip(1, 40 * MEGABYTE), "file_bytes"),
    "members.zip": (lambda: zeros_in_zip(20, MEGABYTE), "expansion_ratio"),
    "overlapping.zip": (overlapping_zip, ""),
    "nested.zip": (lambda: nested_zip(4), "archive_nesting"),
    "member.tar.gz": (lambda: made.tarred({"a.txt": b"\0" * 4 * MEGABYTE}), "expansion_ratio"),
    "packed.warc": (packed_warc_body, "file_bytes"),
    "header.warc": (lambda: b"WARC/1.0\r\nWARC-Type: " + b"a" * MEGABYTE, "line_bytes"),
    "deep.html": (lambda: b"<html><body>" + b"<div>" * 100_000 + b"deep", "markup_depth"),
    "wide.html": (lambda: b"<html><body>" + b"<p>a" * 200_000, "markup_elements"),
    "deep.xml": (lambda: b"<?xml version='1.0'?><rss><channel>" + b"<a>" * 100_000, "markup_depth"),
    "deep-item.rss": (
        lambda: f"<rss><channel><item><description>{'&lt;b>' * 5000}</description></item></channel></rss>".encode(),
        "markup_depth",
    ),
    "entities.html": (
        lambda: f"<!DOCTYPE r [{BREEDING}]><html><body><p>&e11;</p></body></html>".encode(),
        "",
    ),
    "entities.rss": (
        lambda: f"<!DOCTYPE r [{BREEDING}]><rss version='2.0'><channel><title>&e11;</title></channel></rss>".encode(),
        "",
    ),
    "deep.json": (lambda: b"[" * 200_000, ""),
    "deep.jsonl": (lambda: b'{"a":' * 30_000, ""),
    "line.jsonl": (lambda: json.dumps({"text": "a" * MEGABYTE}).encode(), "line_bytes"),
    "line.txt": (lambda: b"gunfire " * 20_000, "text_chars"),
    "spaces.txt": (lambda: b"a" + b" " * 150_000 + b"b", "text_chars"),
    "line.csv": (lambda: b"text\n" + b"a" * MEGABYTE, "line_bytes"),
    "quote.csv": (lambda: b'text\n"' + b"gunfire in the town\n" * 40_000, "line_bytes"),
    "endless.warc": (lambda: b"WARC/1.0\r\n" + b"WARC-Type: response\r\n" * 40_000, "line_bytes"),
    "large.txt": (lambda: b"a\n" * 2 * MEGABYTE, "file_bytes"),
    "parts.eml": (lambda: deep_parts(2000), "mail_parts"),
    "pages.pdf": (
        lambda: made.pdf("x").replace(b"/Count 1", b"/Count 9").replace(b"[3 0 R]", b"[" + b"3 0 R " * 900 + b"]"),
        "",
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_one_skipped_report_and_the_rest_is_read(tmp_path: Path, name: str) -> None:
    make, cap = BOMBS[name]
    (tmp_path / name).write_bytes(make())
    (tmp_path / "zz-good.txt").write_text(made.story())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = list(read_paths([tmp_path], Settings(limits=SMALL)))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    reports = [item for item in found if isinstance(item, Report)]
    skipped = [item for item in found if isinstance(item, SkipReport)]
    assert [report.external_id for report in reports][-1:] == ["zz-good"]
    # What stood in an archive before the bomb went off may have been told of; the bomb itself is one.
    bombs = [item for item in skipped if cap in item.reason]
    assert len(bombs) == 1 or not cap, skipped
    assert skipped and all(name in item.source and item.reason for item in skipped)
    assert len(reports) == 1
    # No bomb may take more than a few times the largest document that is let in.
    assert grown < 60 * SMALL.file_bytes / 1024, f"{grown} KB"


def test_mails_within_mails_are_read_as_deep_as_archives(tmp_path: Path) -> None:
    (tmp_path / "m.eml").write_bytes(mails_in_mails(12))
    *reports, last = read_paths([tmp_path], Settings(limits=SMALL))
    assert len(reports) == SMALL.archive_nesting + 1 and all(isinstance(report, Report) for report in reports)
    assert isinstance(last, TooLarge) and "archive_nesting" in last.reason


def test_entities_never_grow(tmp_path: Path) -> None:
    for name in ("entities.html", "entities.rss"):
        (tmp_path / name).write_bytes(BOMBS[name][0]())
    for item in read_paths([tmp_path]):
        assert isinstance(item, SkipReport) or len(item.text) < 10_000


def test_a_zip_that_lies_of_its_sizes(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"\0" * 30 * MEGABYTE)
    data = out.getvalue().replace((30 * MEGABYTE).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    (tmp_path / "lie.zip").write_bytes(data)
    (bad,) = read_paths([tmp_path], Settings(limits=SMALL))
    assert isinstance(bad, SkipReport)


def test_work_on_one_report_ends_in_time() -> None:
    with pytest.raises(TooSlow) as told, deadline("slow.html", Limits(report_seconds=1)):
        try:
            while True:
                pass
        except Exception as swallowed:  # what a library might do
            raise AssertionError from swallowed
    assert "slow.html" in str(told.value) and "report_seconds" in told.value.reason


def test_every_cap_on_input_is_a_whole_number_with_its_reason() -> None:
    source = (Path(__file__).parent.parent / "src" / "dragoman" / "settings.py").read_text(encoding="utf8")
    lines = source[source.index("class Limits") : source.index("def of(")].splitlines()
    caps = [number for number, line in enumerate(lines) if ": int = " in line]
    assert len(caps) >= 15
    assert all(lines[number - 1].strip().startswith("#") for number in caps)


def test_too_large_is_an_error_of_one_input() -> None:
    assert issubclass(TooLarge, SkipReport) and issubclass(SkipReport, DragomanError)
