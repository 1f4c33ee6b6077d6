"""Exports stream: what they hold at a time does not grow with the ledger. Memory is measured, time is not."""

from __future__ import annotations

import gc
import tempfile
import tracemalloc
from pathlib import Path

import pytest

from bench.exports import make_ledger, one
from dragoman.export import export_table
from dragoman.ledger import Ledger

SMALL, LARGE = 50, 200
MOST_BYTES = 2_500
"""What an export may hold for every further incident: Python's own free lists take some hundreds; an incident that is
kept takes several thousand, as the last test shows."""
STREAMED = ("jsonl", "csv", "geojson", "acled-columns", "plover", "ftm", "stix", "xlsx")


@pytest.fixture(scope="module")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    folder = tmp_path_factory.mktemp("sizes")
    found = {size: folder / f"{size}.ledger" for size in (SMALL, LARGE)}
    for size, path in found.items():
        make_ledger(path, size)
    return found


def test_the_synthetic_ledger_is_sound(ledgers: dict[int, Path]) -> None:
    with Ledger.open(ledgers[SMALL], readonly=True) as ledger:
        assert f"{SMALL} incidents" in ledger.checked()
        incident = ledger.incidents()[0]
        assert list(ledger.claims_of(incident.incident_id))
        assert ledger.report(incident.reports[0]).text == incident.evidence[0].text
    assert one(ledgers[SMALL], "hxl").written == SMALL


@pytest.mark.parametrize("format", STREAMED)
def test_an_export_holds_no_more_of_a_larger_ledger(
    ledgers: dict[int, Path], format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is kept at hand on purpose, made so small that it is full in both ledgers.
    monkeypatch.setattr("dragoman.export.job._HEADS", 32)
    monkeypatch.setattr("dragoman.export.xlsx_rows.LINKS_A_SHEET", 32)
    peak(ledgers[SMALL], format)
    assert growth(ledgers, format) < MOST_BYTES


def growth(ledgers: dict[int, Path], format: str) -> float:
    """Bytes held at once for every incident that the larger ledger has more."""
    return (peak(ledgers[LARGE], format) - peak(ledgers[SMALL], format)) / (LARGE - SMALL)


def peak(path: Path, format: str) -> int:
    """The most bytes that Python held at once during an export."""
    with Ledger.open(path, readonly=True) as ledger, tempfile.TemporaryFile() as out:
        gc.collect()
        tracemalloc.start()
        try:
            export_table(ledger, "incidents", format, out)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


def test_the_measure_can_fail(ledgers: dict[int, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def hoard(records: object, out: object) -> None:
        assert list(records)  # type: ignore[call-overload]

    monkeypatch.setattr("dragoman.export.export.write_jsonl", hoard)
    assert growth(ledgers, "jsonl") > 2 * MOST_BYTES
