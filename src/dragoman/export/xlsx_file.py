"""The file round the rows of a workbook: styles, headings, widths, filters, links, made by openpyxl; then one zip.

openpyxl writes a small workbook that has every sheet but not its rows; the rows, which lie in files of their own, are
laid between. So a library answers for the format, and no row ever stands in memory. The same tables give the same
bytes.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import count
from typing import IO, TYPE_CHECKING, Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from .xlsx_rows import Part, Styles, Table, letters_of

if TYPE_CHECKING:
    from openpyxl.styles import Font
    from openpyxl.workbook import Workbook

# The moment that the parts of the file bear: the first that a zip file can hold.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_BEGIN, _ROW_END, _END = b"<sheetData>", b"</row>", b"</sheetData>"


class Frame:
    """A workbook without its rows. Make it, write tables in its `styles`, save them with it."""

    def __init__(self) -> None:
        from openpyxl import Workbook

        self._book: Workbook = Workbook()
        self.styles = _styles(self._book)

    def save(self, tables: Sequence[Table], notes: Iterable[str], out: BinaryIO) -> None:
        """Write the sheets of all tables, then one of notes, as one file."""
        book = self._book
        book.remove(book.worksheets[0])
        parts = {}
        for table in tables:
            for part in table.parts:
                _add_sheet(book, table, part)
                # openpyxl numbers the files of sheets in their order.
                parts[f"xl/worksheets/sheet{len(book.worksheets)}.xml"] = part
        _add_notes(book, notes)
        book.active = 0
        with tempfile.TemporaryFile() as frame:
            book.save(frame)
            _join(frame, parts, out, _properties(book))


def _font(**given: Any) -> Font:
    from openpyxl.styles import Font

    return Font(name="Calibri", size=11, **given)


def _styles(book: Workbook) -> Styles:
    """Make every style of a cell known to the workbook; its style sheet is written with it."""
    from openpyxl.styles import Alignment

    numbers = count(1)

    def style(format: str = "General", wrapped: bool = False, quoted: bool = False, **given: Any) -> int:
        # A cell for each: the book keeps a cell's style itself, not a copy of it.
        cell = book.worksheets[0].cell(1, next(numbers))
        cell.alignment = Alignment(vertical="top", wrap_text=wrapped, **given)
        cell.number_format, cell.quotePrefix, cell.font = format, quoted, _font()
        return int(cell.style_id)

    def link() -> int:
        cell = book.worksheets[0].cell(1, next(numbers))
        cell.alignment, cell.font = Alignment(vertical="top"), _font(color="0563C1", underline="single")
        return int(cell.style_id)

    return Styles(
        top=style(),
        wrapped=style(wrapped=True),
        quoted=style(quoted=True),
        wrapped_quoted=style(quoted=True, wrapped=True),
        # Days stand left, and numbers a little off the edge, so that none touches the next column.
        day=style("yyyy-mm-dd", horizontal="left"),
        number=style(horizontal="right", indent=1),
        degrees=style("0.0000", horizontal="right", indent=1),
        # Excel shows truth as it is; LibreOffice, which makes a number of it, by this format.
        truth=style('"TRUE";"TRUE";"FALSE"', horizontal="center"),
        link=link(),
    )


def _add_sheet(book: Workbook, table: Table, part: Part) -> None:
    """One sheet with everything but its rows: headings, widths, folds, filter, links, and how it prints."""
    from openpyxl.styles import Alignment, PatternFill
    from openpyxl.worksheet.hyperlink import Hyperlink
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet = book.create_sheet(part.name)
    last = letters_of(len(table.columns))
    for number, shown in enumerate(table.columns, start=1):
        head = sheet.cell(1, number, shown.column.name)
        head.font, head.fill = _font(bold=True), PatternFill("solid", fgColor="DDE3EA")
        head.alignment = Alignment(vertical="top", wrap_text=True)
        size = sheet.column_dimensions[letters_of(number)]
        size.width, size.hidden, size.outlineLevel = shown.width, shown.folded, int(shown.folded)
    for row, number, target in part.links:
        cell = sheet.cell(row, number, 0)
        place = {"location": target[1:]} if target.startswith("#") else {"target": target}
        cell.hyperlink = Hyperlink(ref=cell.coordinate, **place)
    # An empty last cell tells readers how large the sheet is.
    sheet.cell(part.rows, len(table.columns))
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{last}{part.rows}"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.print_title_rows = "1:1"


def _add_notes(book: Workbook, notes: Iterable[str]) -> None:
    from openpyxl.styles import Alignment

    sheet = book.create_sheet("README")
    sheet.column_dimensions["A"].width = 120
    for number, note in enumerate(notes, start=1):
        sheet.cell(number, 1, note).alignment = Alignment(wrap_text=True, vertical="top")


def _properties(book: Workbook) -> bytes:
    """Who made the file, without when: the same ledger gives the same bytes."""
    from openpyxl.xml.functions import tostring

    book.properties.creator = "Dragoman"
    book.properties.created = book.properties.modified = datetime(*_MOMENT)
    found: bytes = tostring(book.properties.to_tree())
    return found


def _join(frame: IO[bytes], parts: dict[str, Part], out: BinaryIO, properties: bytes) -> None:
    """Copy the frame, laying the rows of each sheet behind its heading."""
    with ZipFile(frame) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            held = properties if name == "docProps/core.xml" else source.read(name)
            part = parts.get(name)
            head, tail = _halves(held) if part else (held, b"")
            item = ZipInfo(name, _MOMENT)
            item.compress_type = ZIP_DEFLATED
            item.file_size = len(held) + (part.file.tell() if part else 0)
            with target.open(item, "w") as written:
                written.write(head)
                if part:
                    part.file.seek(0)
                    shutil.copyfileobj(part.file, written, io.DEFAULT_BUFFER_SIZE * 32)
                    part.file.close()
                written.write(tail)


def _halves(sheet: bytes) -> tuple[bytes, bytes]:
    """The sheet up to the end of its heading row, and from the end of its rows on."""
    before, begin, after = sheet.partition(_BEGIN)
    heading, end, rows = after.partition(_ROW_END)
    return before + begin + heading + end, _END + rows.partition(_END)[2]
