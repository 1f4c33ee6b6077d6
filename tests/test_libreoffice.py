"""Sheets through LibreOffice: what it opens is what was written, and nothing in it is a formula.

LibreOffice is large, so `make readback` runs this where `soffice` is installed; elsewhere it is skipped and says so.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hand_rooms import hand  # noqa: F401  (a fixture)
from incident_ledgers import a_disagreement, a_ledger, a_report, an_incident

from dragoman.export import export_table
from dragoman.export.sheet import FORMULA_STARTS
from dragoman.ledger.flat import COLUMNS

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed: `make readback` where it is"),
    pytest.mark.usefixtures("hand"),
]
TEXTS = [f"{start}1+1" for start in FORMULA_STARTS] + ["plain", '"quoted", with; a comma', "line\nend", "€ ض"]
# Token 44: comma; 34: double quote; 76: UTF-8; rows from 1 on, and no guessing of types beyond the standard.
AS_CSV = "CSV:44,34,76,1"


def opened_by_libreoffice(path: Path, folder: Path, *options: str) -> Any:
    """The first sheet of a file after LibreOffice opened and saved it."""
    assert SOFFICE
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words = [SOFFICE, profile, "--headless", *options, "--convert-to", "xlsx", "--outdir", str(folder), str(path)]
    subprocess.run(words, check=True, capture_output=True, timeout=120)
    return openpyxl.load_workbook(folder / f"{path.stem}.xlsx").worksheets[0]


@pytest.fixture
def exported(tmp_path: Path, hand: None) -> dict[str, Path]:  # noqa: F811
    report = a_report()
    incidents = [an_incident(report, number, summary=text) for number, text in enumerate(TEXTS)]
    found = {}
    with a_ledger(tmp_path / "a.ledger", incidents, [report], [a_disagreement(incidents[0])]) as ledger:
        for format in ("csv", "xlsx", "acled-columns", "hxl"):
            out = io.BytesIO()
            export_table(ledger, "incidents", format, out)
            found[format] = tmp_path / f"{format}-in.{'xlsx' if format == 'xlsx' else 'csv'}"
            found[format].write_bytes(out.getvalue())
    return found


@pytest.mark.parametrize("format", ["csv", "acled-columns", "hxl"])
def test_no_csv_cell_is_run(exported: dict[str, Path], tmp_path: Path, format: str) -> None:
    sheet = opened_by_libreoffice(exported[format], tmp_path / "out", f"--infilter={AS_CSV}")
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    if format == "csv":
        told = [cell.value for cell in cells if cell.column == _column("summary")][1:]
        assert sorted(told) == sorted(f"'{text}" if text.startswith(FORMULA_STARTS) else text for text in TEXTS)


def test_the_workbook_comes_back_as_it_was(exported: dict[str, Path], tmp_path: Path) -> None:
    before = openpyxl.load_workbook(exported["xlsx"]).worksheets[0]
    after = opened_by_libreoffice(exported["xlsx"], tmp_path / "out")
    assert (before.max_row, before.max_column) == (after.max_row, after.max_column)
    for row, other in zip(before.iter_rows(), after.iter_rows(), strict=True):
        for cell, same in zip(row, other, strict=True):
            assert same.data_type != "f"
            assert same.value == cell.value, cell.coordinate


def _column(name: str) -> int:
    return [column.name for column in COLUMNS["incidents"]].index(name) + 1
