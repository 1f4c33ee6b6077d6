"""An Excel workbook: incidents and what they rest on, a sheet a table, with typed cells and frozen headings.

Text is always written as text, so no cell is a formula; a cell that begins like one also carries Excel's own mark for
"this is text" (`quotePrefix`), so that editing it does not make it one. `raw` leaves that mark out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, BinaryIO

from ..ledger.flat import COLUMNS, Column
from ..model import Incident, as_record
from .coding import OUR_OWN
from .formats import ATTRIBUTION, PLOVER_ATTRIBUTION
from .job import Job
from .sheet import FORMULA_STARTS, SEPARATOR
from .spill import Spill

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

SHEETS = ("incidents", "claims", "statements", "disagreements", "actors", "reports", "README")
"""The sheets, in order. All but the first and the last hold what belongs to the incidents."""
ROWS_A_SHEET = 1_048_576
"""Excel's limit; what is over it goes on in a further sheet of the same name with a number."""
CELL_CHARS = 32_767
"""Excel's limit for the text of one cell; longer text is cut and counted."""

Record = Mapping[str, Any]


class Sheet:
    """One table of a workbook, spread over as many sheets as it needs."""

    def __init__(self, book: Workbook, name: str, columns: Sequence[Column], raw: bool) -> None:
        self._book, self._name, self._columns, self._raw = book, name, columns, raw
        self._sheets = 0
        self.cut = 0
        """Cells whose text was too long for Excel."""
        self._open()

    def _open(self) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font
        from openpyxl.utils import get_column_letter

        self._sheets += 1
        self._sheet = self._book.create_sheet(self._name if self._sheets == 1 else f"{self._name} {self._sheets}")
        self._sheet.freeze_panes = "B2"
        for number, column in enumerate(self._columns, start=1):
            self._sheet.column_dimensions[get_column_letter(number)].width = 40 if column.type == "json" else 20
        heads = []
        for column in self._columns:
            head = WriteOnlyCell(self._sheet, value=column.name)
            head.font = Font(bold=True)
            heads.append(head)
        self._sheet.append(heads)
        self._rows = 1

    def add(self, record: Record) -> None:
        """Write one record as a row."""
        if self._rows == ROWS_A_SHEET:
            self._open()
        self._sheet.append([self._cell(column, column.take(record)) for column in self._columns])
        self._rows += 1

    def _cell(self, column: Column, value: Any) -> Any:
        """A typed cell: numbers, truth and days as such, everything else as text."""
        if value is None or column.type in ("integer", "number", "boolean"):
            return value
        if column.type == "list":
            value = SEPARATOR.join(value)
        elif column.name.endswith(_DAYS) and _is_day(value):
            return date.fromisoformat(value)
        return self._text(str(value))

    def _text(self, value: str) -> Any:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

        text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)
        if len(text) > CELL_CHARS:
            text, self.cut = text[:CELL_CHARS], self.cut + 1
        if not text.startswith(FORMULA_STARTS):
            return text
        cell = WriteOnlyCell(self._sheet, value=text)
        cell.data_type = "s"
        cell.quotePrefix = not self._raw
        return cell


_DAYS = ("_start", "_end", "_first", "_last")


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-"


def write_xlsx(job: Job, out: BinaryIO) -> None:
    """Write incidents and what belongs to them as one workbook."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheets = {name: Sheet(book, name, _columns(name), job.raw) for name in SHEETS if name != "README"}
    with Spill() as spill:
        for incident in job.incidents():
            job.account.written += 1
            _add_incident(job, incident, sheets, spill)
        for name, records in _belonging(job, spill):
            for record in records:
                sheets[name].add(record)
    readme = book.create_sheet("README")
    readme.column_dimensions["A"].width = 120
    for line in _readme(job):
        readme.append([line])
    cut = sum(sheet.cut for sheet in sheets.values())
    if cut:
        job.account.lost[f"a cell's text is longer than Excel's {CELL_CHARS} characters: cut"] += cut
    book.save(out)


def _columns(table: str) -> list[Column]:
    return [column for column in COLUMNS[table] if (table, column.name) != ("reports", "text")]


def _add_incident(job: Job, incident: Incident, sheets: Mapping[str, Sheet], spill: Spill) -> None:
    sheets["incidents"].add(as_record(incident))
    for claim in job.claims(incident):
        sheets["claims"].add(as_record(claim))
    for dispute in job.disagreements(incident):
        sheets["disagreements"].add(as_record(dispute))
    for id_ in (*incident.reports, *(party.actor_id for party in incident.actors if party.actor_id)):
        spill.first(id_)


def _belonging(job: Job, spill: Spill) -> Iterator[tuple[str, Iterable[Record]]]:
    """Records of the tables that incidents point at: all of them, or those of the incidents that pass the filters."""
    narrowed = job.filters.any
    for table, key in (("statements", "report_id"), ("actors", "actor_id"), ("reports", "report_id")):
        records = job.ledger.table(table)
        yield table, (record for record in records if not narrowed or spill.has(record[key]))


def _readme(job: Job) -> list[str]:
    return [
        OUR_OWN,
        "It says what is reported, by whom, and how independently. It does not say what is true.",
        ATTRIBUTION,
        PLOVER_ATTRIBUTION,
        "incidents: what happened, over all reports that tell of it; also what is threatened or denied: see status.",
        "Only occurred, ongoing and attempted count as having happened.",
        "An empty cell is unknown; it is never zero.",
        "claims: every field of every telling, with its words and their place in the report (code points).",
        "statements: who says what. disagreements: claims that cannot all be true. actors, reports: who, whence.",
        "origins counts independent originators: copies of one story count once.",
        f"Headline values are chosen by the rule {job.ledger.rule}.",
        "Every id can be looked up: dragoman show ID prints each claim behind it with its sentence.",
        "Lists stand in one cell, separated by semicolons; actors, evidence and sides stand as JSON.",
    ]
