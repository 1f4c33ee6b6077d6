"""Sheets through LibreOffice: what it opens is what was written, cell by cell, and nothing in it is a formula.

LibreOffice is large: `.ci/run` installs it where it can, and `make readback` runs this where `soffice` is; elsewhere
the tests are skipped and say so.
"""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from incident_ledgers import KARSA, a_disagreement, a_ledger, a_report, an_incident
from ledger_builders import hand_actor_base

from dragoman.export import export_table
from dragoman.export.sheet import FORMULA_STARTS, SEPARATOR, defused
from dragoman.ledger import Ledger
from dragoman.ledger.flat import COLUMNS
from dragoman.model import Count, Party, as_record

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice (soffice) is not installed: `apt-get install libreoffice-calc`, then again"
)
RIGHT_TO_LEFT = "قصف على مستودع في كارسا"
TEXTS = [f"{start}1+1" for start in FORMULA_STARTS] + [
    "plain",
    '"quoted", with; a comma',
    "line\nend",
    f"€ {RIGHT_TO_LEFT} (IQ) 12",
    "=cmd|' /C calc'!A0",
    '+HYPERLINK("https://example.org";"x")',
]
COMMAS, TABS = ("csv", "acled-columns", "ucdp-columns", "hxl"), ("polecat",)
# Tokens of LibreOffice's text filter: separator, quote (34: double), character set (76: UTF-8), first row.
FILTERS = {COMMAS: "--infilter=CSV:44,34,76,1", TABS: "--infilter=CSV:9,34,76,1", ("xlsx",): ""}

Sheet = list[list[Any]]


def opened(paths: Sequence[Path], folder: Path, filter: str) -> list[Path]:
    """The files after LibreOffice opened and saved them as workbooks."""
    assert SOFFICE
    folder.mkdir(parents=True, exist_ok=True)
    profile = f"-env:UserInstallation={(folder.parent / 'profile').as_uri()}"
    words = [SOFFICE, profile, "--headless", *([filter] if filter else [])]
    words += ["--convert-to", "xlsx", "--outdir", str(folder), *map(str, paths)]
    done = subprocess.run(words, check=False, capture_output=True, timeout=180, text=True)
    found = [folder / f"{path.stem}.xlsx" for path in paths]
    assert all(path.exists() for path in found), done.stderr
    return found


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    report = a_report(title="=1+1", publisher="صحيفة")
    incidents = [an_incident(report, number, summary=text) for number, text in enumerate(TEXTS)]
    incidents[1] = replace(
        incidents[1],
        place=replace(KARSA, name=RIGHT_TO_LEFT, lat=-33.5, lon=44.25, admin1="-D"),
        actors=(
            Party("actor", "@Wolves", "group", "grey-wolves", ("-x",), "REB", "IRQ"),
            Party("victim", "guards", "unnamed", None, ("=1",), "MIL", "IRQ"),
        ),
        injured=Count(10, None, None, 0, 2, "at least 10"),
    )
    incidents[2] = replace(incidents[2], series=True, background=True)
    path = tmp_path_factory.mktemp("sheets") / "a.ledger"
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "dragoman.knowledge.actor_base", hand_actor_base())
        with a_ledger(path, incidents, [report], [a_disagreement(incidents[0])]) as held:
            yield held


@pytest.fixture(scope="module")
def files(ledger: Ledger, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Path]]:
    """Each format as it was written, and as LibreOffice saved it: one start of the program a kind of file."""
    folder = tmp_path_factory.mktemp("libreoffice")
    found = {}
    for formats, filter in FILTERS.items():
        written = []
        for format in formats:
            out = io.BytesIO()
            export_table(ledger, "incidents", format, out)
            written.append(folder / f"{format}.{'xlsx' if format == 'xlsx' else 'tsv' if formats == TABS else 'csv'}")
            written[-1].write_bytes(out.getvalue())
        found |= dict(zip(formats, zip(written, opened(written, folder / "out", filter), strict=True), strict=True))
    return found


def cells_of(path: Path, sheet: int = 0) -> Sheet:
    """Every cell of a sheet; a formula fails. LibreOffice saves truth as `=TRUE()`: that is undone."""
    rows = [list(row) for row in openpyxl.load_workbook(path).worksheets[sheet].iter_rows()]
    for cell in (cell for row in rows for cell in row if cell.data_type == "f"):
        assert cell.value in ("=TRUE()", "=FALSE()"), cell.coordinate
        cell.value = cell.value == "=TRUE()"
    return rows


def is_read_as(cell: Any, text: str) -> bool:
    """True when a cell holds what a text file says: a number as a number, a day as a day, the rest as text.

    A line end inside a cell is one character in a sheet, whichever it was in the file.
    """
    value = cell.value
    if value is None:
        return text == ""
    if isinstance(value, bool):
        return text == str(value).lower()
    if isinstance(value, (int, float)):
        return float(text) == value
    if isinstance(value, datetime):
        return value.date().isoformat() == text
    return str(value) == one_line_end(text)


def one_line_end(value: Any) -> Any:
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


@pytest.mark.parametrize("format", [*COMMAS, *TABS])
def test_every_cell_of_a_text_file_is_what_was_written(files: dict[str, tuple[Path, Path]], format: str) -> None:
    path, saved = files[format]
    rows = list(
        csv.reader(io.StringIO(path.read_bytes().decode(), newline=""), delimiter="\t" if format in TABS else ",")
    )
    sheet = cells_of(saved)
    assert len(sheet) == len(rows) > 10
    for row, cells in zip(rows, sheet, strict=True):
        # A sheet is as wide as its widest row.
        for told, cell in zip(row, cells, strict=True):
            assert is_read_as(cell, told), (cell.coordinate, cell.value, told)


def test_a_csv_file_holds_the_ledger(ledger: Ledger, files: dict[str, tuple[Path, Path]]) -> None:
    heads, *rows = cells_of(files["csv"][1])
    columns = COLUMNS["incidents"]
    assert [cell.value for cell in heads] == [column.name for column in columns]
    records = {incident.incident_id: as_record(incident) for incident in ledger.incidents()}
    assert {row[0].value for row in rows} == set(records)
    for row in rows:
        for column, cell in zip(columns, row, strict=True):
            value = column.take(records[row[0].value])
            if column.type in ("integer", "number", "boolean"):
                assert cell.value == value and isinstance(cell.value, bool) == (
                    column.type == "boolean" and value is not None
                )
            else:
                told = SEPARATOR.join(value) if column.type == "list" and value else value
                assert is_read_as(cell, defused(told or "")), (column.name, cell.value, told)
            if column.name in ("time_start", "time_end"):
                assert isinstance(cell.value, datetime)


def test_a_workbook_comes_back_as_it_was(files: dict[str, tuple[Path, Path]]) -> None:
    path, saved = files["xlsx"]
    before, after = openpyxl.load_workbook(path), openpyxl.load_workbook(saved)
    assert before.sheetnames == after.sheetnames
    for number, name in enumerate(before.sheetnames):
        rows, same = cells_of(path, number), cells_of(saved, number)
        for row, other in zip(rows, same, strict=True):
            for cell, kept in zip(row, other, strict=True):
                assert one_line_end(kept.value) == one_line_end(cell.value), (name, cell.coordinate)
                assert kind_of(kept.value) is kind_of(cell.value), (name, cell.coordinate)


def kind_of(value: Any) -> type:
    """The type of a cell; a sheet knows one kind of number."""
    return float if type(value) is int else type(value)
