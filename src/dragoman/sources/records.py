"""Records: JSON lines, JSON, CSV and TSV. One document a record; a bad one is skipped with its number."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO, cast

from ..errors import EmptyReport, Malformed, NotText, SkipReport, TooLarge
from .decode import decode
from .documents import Desk, Raw
from .entry import Entry, Origin
from .feeds import is_feed, read_feed

_DELIMITERS = ",;\t|"
# How many of a file's own column names an error message lists.
_MOST_NAMES = 12


def split_lines(origin: Origin, desk: Desk) -> Iterator[Entry | SkipReport]:
    """JSON lines, one at a time: no more than one line is held."""
    cap = desk.limits.line_bytes
    number, empty = 0, True
    stream = _in_utf8(origin.stream)
    while line := stream.readline(cap + 2):
        number += 1
        source = f"{origin.source}, line {number}"
        if len(line.rstrip(b"\r\n")) > cap:
            length = len(line)
            while not line.endswith(b"\n") and (line := stream.readline(cap)):
                length += len(line)
            empty = False
            yield TooLarge(source, f"a line of {length:,} bytes; the cap line_bytes is {cap:,}")
        elif line.strip():
            empty = False
            yield Entry(line, source, f"{origin.stem}-{number}", preset="record", depth=origin.depth)
    if empty:
        raise EmptyReport(origin.source, "the file is empty")


def split_rows(origin: Origin, desk: Desk) -> Iterator[Entry | SkipReport]:
    """CSV and TSV, a row at a time, by the names in the first row."""
    origin = replace(origin, stream=_in_utf8(origin.stream))
    head = origin.stream.peek(65_536)[:65_536]  # type: ignore[attr-defined]
    if not head.strip():
        raise EmptyReport(origin.source, "the file is empty")
    # A cell over the cap is an error of its row. The limit is the module's own: there is no other way to set it.
    csv.field_size_limit(desk.limits.line_bytes)
    lines = _capped_lines(origin, desk.limits.line_bytes, _encoding(head, origin.source))
    first = next(lines)
    delimiter = "\t" if origin.name.lower().endswith((".tsv", ".tab")) else max(_DELIMITERS, key=first.count)
    names = [name.strip() for name in next(csv.reader([first], delimiter=delimiter), [])]
    fields = desk.columns.of(names)
    if not fields["text"]:
        asked = desk.columns.chosen.get("text")
        told = f"no column {asked!r}" if asked else "no column is known to hold the text"
        listed = ", ".join(repr(name) for name in names[:_MOST_NAMES])
        raise Malformed(origin.source, f"{told} (there are {listed}): name it with --columns text=NAME")
    rows = csv.reader(lines, delimiter=delimiter)
    number = 1
    while True:
        number += 1
        source = f"{origin.source}, row {number}"
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            if "limit" in str(error):
                why = "a cell over the cap line_bytes, as when a quotation mark is never closed: the rest is left"
                raise TooLarge(source, why) from error
            yield Malformed(source, f"not a row that can be read ({error})")
            continue
        if any(cell.strip() for cell in row):
            record = dict(zip(names, row, strict=False))
            yield Entry(b"", source, f"{origin.stem}-{number}", preset="record", record=record, depth=origin.depth)


def _in_utf8(stream: BinaryIO) -> BinaryIO:
    """The same stream; one in UTF-16, as spreadsheets save "Unicode text", in UTF-8, a piece at a time."""
    head = stream.peek(2)[:2]  # type: ignore[attr-defined]
    if head not in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return stream
    return cast(BinaryIO, io.BufferedReader(_Recoded(stream), 65_536))


class _Recoded(io.RawIOBase):
    """The bytes of a UTF-16 stream in UTF-8; what is no UTF-16 becomes a replacement sign."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._left = stream, b""
        self._decoder = codecs.getincrementaldecoder("utf-16")(errors="replace")

    def readable(self) -> bool:
        """True, as for any stream that is only read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer."""
        ended = False
        while not self._left and not ended:
            piece = self._stream.read(16_384)
            ended = not piece
            self._left = self._decoder.decode(piece, final=ended).encode("utf-8", "replace")
        given, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(given)] = given
        return len(given)


def _capped_lines(origin: Origin, cap: int, encoding: str) -> Iterator[str]:
    """The lines of a file as text, none longer than the cap. Raises TooLarge."""
    while line := origin.stream.readline(cap + 1):
        if len(line) > cap:
            raise TooLarge(origin.source, f"a line of over {cap:,} bytes; the cap is line_bytes")
        yield line.decode(encoding, errors="replace").removeprefix("\ufeff")


def _encoding(head: bytes, source: str) -> str:
    """The encoding of a table, from its beginning: UTF-8 or, as older spreadsheets write it, Windows-1252."""
    if b"\x00" in head:
        raise NotText(source, "binary data, not a table (save it as CSV in UTF-8)")
    try:
        # The cut may go through a character.
        head[: len(head) - 4].decode("utf-8") if len(head) > 4 else head.decode("utf-8")
    except UnicodeDecodeError as error:
        return "utf-8" if error.start > len(head) - 8 else "cp1252"
    return "utf-8"


def read_record(entry: Entry, desk: Desk) -> Iterator[Raw | SkipReport | Entry]:
    """One record: a row, or an object of JSON."""
    if entry.record is not None:
        yield raw_of_record(entry.record, entry, desk)
        return
    found = _parsed(entry)
    if not isinstance(found, dict):
        raise Malformed(entry.source, "the line is not a JSON object")
    yield raw_of_record(found, entry, desk)


def read_json(entry: Entry, desk: Desk) -> Iterator[Raw | SkipReport | Entry]:
    """A JSON file: a JSON Feed, one record, a list of records, or an object that holds one list of records."""
    if is_feed(entry.data):
        yield from read_feed(entry, desk)
        return
    found = _parsed(entry)
    if isinstance(found, dict) and not desk.columns.of(found)["text"]:
        lists = [value for value in found.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
        found = lists[0] if len(lists) == 1 else found
    if isinstance(found, dict):
        yield raw_of_record(found, entry, desk)
        return
    if not isinstance(found, list):
        raise Malformed(entry.source, "neither a record nor a list of records")
    for number, record in enumerate(found, start=1):
        source, stem = f"{entry.source}, record {number}", f"{entry.stem}-{number}"
        yield Entry(b"", source, stem, preset="record", record=record if isinstance(record, dict) else {"": record})


def _parsed(entry: Entry) -> Any:
    """The value of JSON bytes. Raises Malformed."""
    try:
        return json.loads(decode(entry.data, entry.source))
    except (ValueError, RecursionError) as error:
        told = f"{error.msg}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else str(error)[:80]
        raise Malformed(entry.source, f"not valid JSON ({told.lower()})") from error


def raw_of_record(record: Mapping[str, Any], entry: Entry, desk: Desk) -> Raw:
    """The document of a record: the text is required, the rest is taken where it is there. Raises Malformed."""
    fields = desk.columns.of(record)
    texts = [record[key] for key in fields["text"] if isinstance(record[key], str) and record[key].strip()]
    if not texts:
        raise Malformed(entry.source, "the record has no `text`")

    def word(field: str) -> str | None:
        return next((str(record[key]) for key in fields[field] if record[key] not in (None, "")), None)

    return Raw(
        text=texts[0],
        external_id=word("id") or entry.stem,
        url=word("url") or entry.url,
        title=word("title"),
        publisher=word("publisher"),
        author=word("author"),
        published=word("published"),
        modified=word("modified"),
        language=word("language"),
        retrieved=word("retrieved") or entry.retrieved,
    )
