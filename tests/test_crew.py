"""Several reading processes: the same ledger as one, whatever the files, and no process left behind."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest

from dragoman.errors import StopRun, TooLarge
from dragoman.ledger import Ledger
from dragoman.ledger.crew import Crew, _failure
from dragoman.model import Report
from dragoman.reading import Reader
from dragoman.settings import Settings


def texts(folder: Path) -> None:
    """One file of many records, and many files of one; two of them broken."""
    records = [
        {"id": f"r{n}", "text": f"Gunmen killed {n + 2} farmers near Zamfara town on Monday, police said. Report {n}."}
        for n in range(12)
    ]
    (folder / "many.jsonl").write_text("\n".join(map(json.dumps, records)) + "\nno json\n", encoding="utf8")
    for n in range(12):
        text = f"A bomb exploded in Quetta on Tuesday, wounding {n + 2} people, hospital officials said. Report {n}."
        (folder / f"one{n:02}.txt").write_text(text, encoding="utf8")
    (folder / "one13.txt").write_text("", encoding="utf8")


def tables(path: Path, folder: Path, jobs: int) -> dict[str, list[object]]:
    with Ledger.open(path) as ledger:
        added = ledger.add([folder], jobs=jobs)
        assert (added.recorded, len(added.skipped)) == (24, 2)
        return {name: list(ledger.table(name)) for name in ("reports", "mentions", "claims", "incidents", "statements")}


def test_two_processes_make_the_ledger_that_one_makes(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    texts(folder)
    two = tables(tmp_path / "two.ledger", folder, jobs=2)
    assert two == tables(tmp_path / "one.ledger", folder, jobs=1)
    with Ledger.open(tmp_path / "two.ledger") as ledger:
        assert ledger.add([folder], jobs=2).unchanged == 24


def test_a_process_that_is_ended_from_outside_stops_the_run_with_what_to_do(tmp_path: Path) -> None:
    crew = Crew(Reader.load(Settings()), Settings(), 1)
    reports = [Report(f"Rebels attacked a post in Gao on Monday. Report {n}.", f"r{n}") for n in range(3)]
    crew.take(reports)
    crew.read(reports[0])
    for process in crew.processes():
        os.kill(process, signal.SIGKILL)
    with pytest.raises(StopRun, match="fewer --jobs"):
        for report in reports[1:]:
            crew.take([report])
            crew.read(report)
    crew.close()


def test_a_report_over_a_cap_comes_back_as_what_it_is() -> None:
    error = _failure(("TooLarge", "a.txt", "too many words"))
    assert isinstance(error, TooLarge) and (error.source, error.reason) == ("a.txt", "too many words")
    assert str(_failure(("ValueError", "", "no sense"))) == "ValueError: no sense"
