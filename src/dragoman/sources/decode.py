"""Bytes to text: encodings told apart, binaries refused, wrongly decoded characters repaired."""

from __future__ import annotations

import codecs
import re

import ftfy
from charset_normalizer import from_bytes

from ..errors import EmptyReport, NotText

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Control characters that no text has; tab, line feed, form feed, carriage return and escape may occur.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BINARY_HEADS = (
    (b"%PDF", "a PDF file where text was expected"),
    (b"PK\x03\x04", "a ZIP archive where text was expected"),
    (b"\x89PNG", "a picture (PNG), not text"),
    (b"\xff\xd8\xff", "a picture (JPEG), not text"),
    (b"GIF8", "a picture (GIF), not text"),
    (b"\x7fELF", "a program, not text"),
    (b"\x1f\x8b", "packed data where text was expected"),
    (b"SQLite format 3", "a database, not text"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an older Word, Excel or Outlook file: save it as text, HTML, EML or PDF"),
    (b"{\\rtf", "an RTF file: save it as text, HTML or PDF"),
)
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
# What repair may change: decoding mistakes and nothing else, so that quotation marks stay as the report has them.
_REPAIR = ftfy.TextFixerConfig(
    unescape_html=False,
    uncurl_quotes=False,
    fix_latin_ligatures=True,
    fix_character_width=False,
    normalization="NFC",
    remove_terminal_escapes=True,
    explain=False,
)


def decode(data: bytes, source: str, declared: str | None = None) -> str:
    """The text of a file; `declared` is the encoding it names, believed only where the bytes are no UTF-8.

    Raises EmptyReport for nothing but white space and NotText for what is no text.
    """
    if not data.strip():
        raise EmptyReport(source, "the file is empty")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, source)
    for head, told in _BINARY_HEADS:
        if data.startswith(head):
            raise NotText(source, told)
    if _CONTROL.search(data[:8192]):
        raise NotText(source, "binary data, not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _declared(data, declared) or _guess(data, source)


def _declared(data: bytes, encoding: str | None) -> str | None:
    """The text in the encoding that it names; None where that cannot be."""
    try:
        # The codecs of browsers: what calls itself Latin-1 is Windows-1252.
        name = codecs.lookup(encoding or "").name
        return data.decode("cp1252" if name in ("iso8859-1", "ascii") else name)
    except (LookupError, UnicodeError, ValueError):
        return None


def _strict(data: bytes, encoding: str, source: str) -> str:
    """Decode by a byte-order mark."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotText(source, f"marked as {encoding} but not valid {encoding}") from error


def _guess(data: bytes, source: str) -> str:
    """Decode text in an older encoding by its letter statistics; Western text is nearly always Windows-1252."""
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        western = ""
    if western and sum(char.isascii() for char in western) > 0.9 * len(western):
        return western
    best = from_bytes(data[:200_000]).best()
    if best is None:
        raise NotText(source, "in an encoding that cannot be told")
    return data.decode(best.encoding, errors="replace")


def repair(text: str) -> tuple[str, bool]:
    """Repair mojibake and line ends; the flag tells whether characters, not just line ends, were changed."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    repaired = "\n".join(map(_repaired, plain.split("\n")))
    return repaired, repaired != plain and _mojibake(plain, repaired)


def _repaired(line: str) -> str:
    """One line repaired; in plain ASCII there is nothing to repair but control characters."""
    return line if line.isascii() and not _ODD.search(line) else ftfy.fix_text(line, _REPAIR)


def _mojibake(before: str, after: str) -> bool:
    """True when the repair shortened the text by more than ligatures or composition could."""
    return len(before) - len(after) >= 2 and any(mark in before for mark in ("â€", "Ã", "Â", "ï»¿", "Ø", "Ù"))
