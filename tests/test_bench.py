"""The measures: floors hold or fail as they say, peers stand beside figures that exist, the page is the figures'."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from bench.common import Figure
from bench.floors import Floor, check, floors
from bench.floors import main as check_floors
from bench.hard15 import days, whole
from bench.scorecard import MEASURES, measured, page, peers

ROOT = Path(__file__).parent.parent
FIGURE = Figure("a set", "9 documents", "F1", 61.0)


@pytest.mark.parametrize(
    ("floor", "holds"),
    [
        (Floor("x", 61.0, None, "2026-01-01", "r"), True),
        (Floor("x", 61.2, None, "2026-01-01", "r"), False),
        (Floor("x", None, 61.0, "2026-01-01", "r"), True),
        (Floor("x", None, 60.0, "2026-01-01", "r"), False),
        (Floor("absent", 99.0, None, "2026-01-01", "r"), True),
    ],
)
def test_a_floor_holds_or_fails(floor: Floor, holds: bool) -> None:
    lines, fine = check({"x": FIGURE}, [floor])
    assert fine is holds
    assert len(lines) == 1
    assert lines[0].startswith("BELOW") is not holds


def test_every_floor_has_a_day_a_reason_and_a_figure() -> None:
    documents, found = floors()
    figures = json.loads((ROOT / "docs" / "scorecard.json").read_text(encoding="utf8"))["figures"]
    assert documents > 0 and found
    for floor in found:
        assert floor.figure in figures
        assert floor.reason and floor.since
        assert (floor.least is None) is not (floor.most is None)


def test_every_peer_stands_beside_a_figure_of_the_page() -> None:
    told = json.loads((ROOT / "docs" / "scorecard.json").read_text(encoding="utf8"))
    text = (ROOT / "docs" / "scorecard.md").read_text(encoding="utf8")
    for name, others in peers().items():
        assert name in told["figures"]
        assert all(f"{peer['value']} ({peer['who']}" in text for peer in others)
    assert all(f"## {title}" in text for title in MEASURES)


def test_without_the_sets_all_measures_say_so_and_pass(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert measured(tmp_path) == {}
    assert "not there, not measured" in capsys.readouterr().err
    monkeypatch.setattr("sys.argv", ["floors", "--data", str(tmp_path)])
    assert check_floors() == 0
    assert "floors not checked" in capsys.readouterr().out


def test_the_page_shows_figure_and_peer_in_one_row() -> None:
    shown = page({"Title": {"muc4.template": FIGURE}}, 1.0)
    row = next(line for line in shown.splitlines() if "a set, 9 documents" in line)
    assert "| 61 |" in row and "54.3 (GE 1992" in row


@pytest.mark.parametrize(
    ("gold", "first", "last"),
    [
        ("2023-05-09", date(2023, 5, 9), date(2023, 5, 9)),
        ("2023-05-09/2023-05-14", date(2023, 5, 9), date(2023, 5, 14)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2021-SU", date(2021, 6, 1), date(2021, 8, 31)),
        ("DCT stays 2023-05-09", date(2023, 5, 9), date(2023, 5, 9)),
    ],
)
def test_a_gold_date_is_read_as_days(gold: str, first: date, last: date) -> None:
    assert days(gold) == (first, last)


def test_one_wrong_half_makes_a_case_wrong_and_one_open_half_leaves_it_open() -> None:
    assert whole("right", "right") == "right"
    assert whole("open", "right") == whole("right", "open") == "open"
    assert whole("open", "wrong") == whole("wrong", "right") == "wrong"
