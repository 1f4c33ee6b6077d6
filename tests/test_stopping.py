"""Ctrl-C in the middle of a large `read`: all finished work is kept, nothing stays behind, the same command goes on."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dragoman.ledger import Ledger

RECORDS = 240
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = (
        {"id": f"r{n}", "text": f"Gunmen killed {n % 90 + 2} farmers near Gusau on Monday, police said. Report {n}."}
        for n in range(RECORDS)
    )
    (tmp_path / "many.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\nno json\n", encoding="utf8")
    return tmp_path


def read(folder: Path, jobs: int) -> subprocess.Popen[str]:
    """The program on all records, in a process group of its own, as a terminal starts it."""
    command = [sys.executable, "-m", "dragoman", "read", "many.jsonl", "--jobs", str(jobs)]
    return subprocess.Popen(
        command, cwd=folder, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def recorded(folder: Path) -> int:
    """How many reports the ledger holds; none where there is no ledger yet."""
    try:
        with sqlite3.connect(f"file:{folder / 'dragoman.ledger'}?mode=ro", uri=True) as db:
            return int(db.execute("SELECT count(*) FROM report").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def stopped(folder: Path, jobs: int) -> tuple[int, str]:
    """Ctrl-C, as soon as something is recorded: the exit code, and what the program said."""
    with read(folder, jobs) as process:
        while process.poll() is None and not recorded(folder):
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)
        told = process.communicate()[1]
    while alive(process.pid):
        time.sleep(0.02)
    return process.returncode, told


def alive(group: int) -> bool:
    """Whether any process of a group is still there."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_ctrl_c_keeps_all_finished_work_and_leaves_no_process_behind(folder: Path) -> None:
    jobs = 2
    code, told = stopped(folder, jobs)
    again = f"`dragoman read many.jsonl --jobs {jobs}`"
    assert (code, told) == (1, f"dragoman: stopped; every report that was finished is kept: go on with {again}\n")
    kept = recorded(folder)
    assert 0 < kept < RECORDS
    with Ledger.open(folder / "dragoman.ledger") as ledger:
        ledger.checked()
        assert [report.external_id for report in ledger.reports()] == [f"r{n}" for n in range(kept)]


def test_the_same_command_goes_on_where_ctrl_c_stopped_it(folder: Path) -> None:
    stopped(folder, 1)
    kept = recorded(folder)
    with read(folder, 1) as process:
        told = process.communicate()[1]
    assert process.returncode == 3
    assert f"{RECORDS + 1} read = {RECORDS - kept} recorded + {kept} unchanged + 1 skipped" in told
    assert recorded(folder) == RECORDS
