"""Rows of a workbook as SpreadsheetML, written to temporary files as they come.

A library makes an object of every cell and takes ten times as long as these lines do; it makes the rest of the file
(`xlsx_file.py`). Source: ECMA-376 part 1, 18.3.1.4 (cells) and 22.9.2.19 (escapes inside text).

Invariant: text is always written as text, so no cell is a formula, whatever a report says. Text that begins like one
also carries Excel's own mark for "this is text" (`quotePrefix`), so that editing the cell does not make it one.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import IO, Any
from xml.sax.saxutils import escape

from ..ledger.flat import Column
from .sheet import FORMULA_STARTS, SEPARATOR

ROWS_A_SHEET = 1_048_576
"""Excel's limit; what is over it goes on in a further sheet of the same name with a number."""
CELL_CHARS = 32_767
"""Excel's limit for the text of one cell; longer text is cut and counted."""
LINKS_A_SHEET = 5_000
"""Cells of a sheet that can be clicked. Excel takes 65,530, but each stands in memory until the file is closed."""
LINK_CHARS = 2_000
"""Excel's limit for an address is 2,079 characters."""

LINE_POINTS = 15
"""Height of a line of text."""
MOST_LINES = 12
"""Lines that a row is made high enough for; the rest of a longer text is in the cell, and seen when it is opened."""

# Day 0 of Excel's calendar, which has a 29 February 1900 that never was: days before March 1900 stay text.
_EPOCH = date(1899, 12, 30)
_FIRST_DAY = "1900-03-01"
_NOT_PLAIN = re.compile("[&<>\x00-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Styles:
    """Numbers of cell styles in the workbook's style sheet."""

    top: int
    wrapped: int
    quoted: int
    wrapped_quoted: int
    day: int
    number: int
    degrees: int
    truth: int
    link: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A column as it is shown: what stands in it, how wide (in characters), and whether it is folded away at first."""

    column: Column
    width: int
    wrapped: bool = False
    folded: bool = False


@dataclass(slots=True)
class Part:
    """One sheet: its rows in a temporary file, how many with the heading, and which cells lead where."""

    name: str
    # Closed when the workbook is saved; a file without a name goes with the program in any case.
    file: IO[bytes] = field(default_factory=lambda: tempfile.TemporaryFile(buffering=1 << 18))  # noqa: SIM115
    rows: int = 1
    links: list[tuple[int, int, str]] = field(default_factory=list)
    """Row and column, both from 1, and an address, or a place of this workbook after a `#`."""


class Table:
    """One table of a workbook, spread over as many sheets as it needs."""

    def __init__(self, name: str, columns: Sequence[Shown], styles: Styles, raw: bool) -> None:
        self.name, self.columns = name, columns
        self.cut = 0
        """Cells whose text was too long for Excel."""
        self.parts = [Part(name)]
        self._styles, self._raw = styles, raw
        self._writers = [
            (
                shown.column.name,
                letters_of(number),
                shown.column.take,
                self._writer(shown),
                shown.wrapped and shown.width,
            )
            for number, shown in enumerate(columns, start=1)
        ]
        self._numbers = {shown.column.name: number for number, shown in enumerate(columns, start=1)}

    def add(self, record: Record, links: Mapping[str, str | None] | None = None) -> str:
        """Write one record as a row, with what its cells lead to by column; return where it stands, as a link."""
        part = self.parts[-1]
        if part.rows == ROWS_A_SHEET:
            part = Part(f"{self.name} {len(self.parts) + 1}")
            self.parts.append(part)
        part.rows += 1
        linked = self._links(part, links) if links else ()
        row, cells, lines = part.rows, [""], 1
        for name, letter, take, write, width in self._writers:
            value = take(record)
            if value is not None and value != "" and value != []:
                cells.append(f'<c r="{letter}{row}"{write(value, name in linked)}')
                if width:
                    lines = max(lines, lines_of(value, width))
        height = f' ht="{min(lines, MOST_LINES) * LINE_POINTS}" customHeight="1"' if lines > 1 else ""
        cells[0] = f'<row r="{part.rows}"{height}>'
        cells.append("</row>")
        part.file.write("".join(cells).encode("utf8"))
        return f"#'{part.name}'!A{part.rows}"

    def _links(self, part: Part, links: Mapping[str, str | None]) -> list[str]:
        """Note the cells of a row that can be clicked; their names."""
        found = []
        for name, target in links.items():
            if target and name in self._numbers and len(target) <= LINK_CHARS and len(part.links) < LINKS_A_SHEET:
                part.links.append((part.rows, self._numbers[name], target))
                found.append(name)
        return found

    def _writer(self, shown: Shown) -> Callable[[Any, bool], str]:
        """What makes the rest of a cell, by type: numbers, truth and days as such, everything else as text."""
        type_, name, styles = shown.column.type, shown.column.name, self._styles
        if type_ == "boolean":
            return lambda value, _: f' s="{styles.truth}" t="b"><v>{int(value)}</v></c>'
        if type_ in ("integer", "number"):
            number = styles.degrees if name in _DEGREES else styles.number
            return lambda value, _: f' s="{number}"><v>{value!r}</v></c>'
        plain, quoted = (styles.wrapped, styles.wrapped_quoted) if shown.wrapped else (styles.top, styles.quoted)

        def text(value: str, linked: bool) -> str:
            if len(value) > CELL_CHARS:
                value, self.cut = value[:CELL_CHARS], self.cut + 1
            style = quoted if not self._raw and value.startswith(FORMULA_STARTS) else styles.link if linked else plain
            kept = ' xml:space="preserve"' if value != value.strip() else ""
            held = _escaped(value) if _NOT_PLAIN.search(value) else value
            return f' s="{style}" t="inlineStr"><is><t{kept}>{held}</t></is></c>'

        def day(value: str, linked: bool) -> str:
            if not _is_day(value):
                return text(value, linked)
            return f' s="{styles.day}"><v>{(date.fromisoformat(value) - _EPOCH).days}</v></c>'

        if type_ == "list":
            return lambda value, linked: text(SEPARATOR.join(value), linked)
        return day if name.endswith(_DAYS) else text


def _escaped(text: str) -> str:
    """Text as XML holds it: what XML cannot hold is replaced, and what Excel would take for an escape is escaped."""
    held = _LOOKS_ESCAPED.sub("_x005F_", _NOT_XML.sub("\ufffd", text))
    return escape(held, {"\r": "&#13;"})


_DAYS = ("_start", "_end", "_first", "_last")
_DEGREES = ("lat", "lon")


def _is_day(value: str) -> bool:
    return len(value) == 10 and value[4] == value[7] == "-" and value >= _FIRST_DAY


def lines_of(value: Any, width: int) -> int:
    """How many lines a wrapped text takes, about: LibreOffice does not make rows higher that tell no height."""
    text = SEPARATOR.join(value) if isinstance(value, list) else str(value)
    if len(text) <= width and "\n" not in text:
        return 1
    # Letters are narrower than the digits that Excel measures columns in.
    return sum(1 + int(len(line) / (1.1 * width)) for line in text.split("\n"))


def letters_of(number: int) -> str:
    """A column by its number from 1: A, B, … Z, AA."""
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found
