"""What intake must survive: broken bytes of every format, kill -9 at any moment, a full disk.

By default a small sample of each; `make robust` (DRAGOMAN_ROBUST=1) runs 10,000 broken inputs and 100 kills.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import intake_files as made
import pytest
from cheap_reader import CheapReader

from dragoman.ledger import Ledger
from dragoman.model import Report
from dragoman.settings import Limits, Settings
from dragoman.sources import Desk, inputs

FULL = bool(os.environ.get("DRAGOMAN_ROBUST"))
INPUTS, KILLS = (10_000, 100) if FULL else (500, 12)
AT_ONCE = 25
"""How many of the broken inputs go into the ledger in one run."""
MOMENTS_SECONDS = 0.3
"""Processor time within which a run is killed; a whole one takes more."""
OLD = 1_600_000_000
SPICES = (
    b"\0",
    b"<",
    b">",
    b"{",
    b"]]>",
    b"\xff\xfe",
    b"\r\n\r\n",
    b'"',
    b"&#x110000;",
    b"<div>" * 300,
    b"\x1f\x8b\x08",
)
SPICES += (
    b"9" * 25,
    b"--b\n",
    b"From ",
    b"\xe2\x80\xae",
    b"PK\x03\x04",
    b"%PDF-",
    b"WARC/1.0\r\n",
    b"Content-Length: -1\r\n",
)


def broken(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """The bytes with one to five things wrong with them."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(found) + 1)
        to = min(len(found), at + chance.choice((1, 2, 8, 64, 512)))
        match chance.randrange(7):
            case 0:
                found[at:to] = bytes(chance.randrange(256) for _ in range(to - at))
            case 1:
                del found[at:to]
            case 2:
                found[at:at] = found[at:to] * chance.choice((1, 3, 50))
            case 3:
                found[at:at] = chance.choice(SPICES)
            case 4:
                del found[at:]
            case 5 if found and at < len(found):
                found[at] ^= 1 << chance.randrange(8)
            case _:
                start = chance.randrange(len(other))
                found[at:to] = other[start : start + 200]
    return bytes(found)


def test_no_broken_input_stops_a_run_or_goes_uncounted(tmp_path: Path) -> None:
    good = list(made.every_format(tmp_path).items())
    settings = Settings(limits=Limits(report_seconds=20))
    desk, told = Desk(settings), Counter[str]()
    folder, in_folder = tmp_path / "in", 0
    folder.mkdir()
    with Ledger.open(tmp_path / "a.ledger", settings, reader=CheapReader()) as ledger:
        for number in range(INPUTS):
            chance = random.Random(number)
            name, data = good[number % len(good)]
            path = folder / (f"{number}-{name}" if chance.random() < 0.8 else f"input{number}")
            path.write_bytes(broken(data, chance.choice(good)[1], chance))
            (given,) = inputs([path])
            found = [item.found for item in given.items(desk)]
            assert found, (number, name)
            for item in found:
                assert isinstance(item, Report) or (item.reason and item.source), (number, name)
                told["report" if isinstance(item, Report) else type(item).__name__] += 1
            # What becomes of them is the same through the ledger, where nothing may be lost or written in halves.
            if number % 20 == 0:
                in_folder += len(found)
            else:
                path.unlink()
            if len(list(folder.iterdir())) == AT_ONCE or number == INPUTS - 1:
                assert ledger.add([folder]).read == in_folder, number
                in_folder = 0
                for path in folder.iterdir():
                    path.unlink()
        ledger.checked()
    # The inputs are broken, and not all of them in one way.
    assert told["report"] > INPUTS / 4 and told["Malformed"] > INPUTS / 20 and len(told) >= 4, told
    print(f"{INPUTS:,} broken inputs:", dict(told.most_common()))


def shelf(folder: Path) -> Path:
    """Old files of several formats, with more in them than one run is given time for."""
    base = folder / "shelf"
    base.mkdir()
    (base / "a.jsonl").write_bytes(made.jsonl(2) + b"\nno json\n" + b"\n".join(_lines(400)))
    (base / "b.mbox").write_bytes(made.mbox(folder, 3))
    (base / "c.zip").write_bytes(made.zipped({f"{n}.txt": made.salad(n).encode() for n in range(500, 540)}))
    for path in base.iterdir():
        os.utime(path, (OLD, OLD))
    return base


def _lines(count: int) -> Iterator[bytes]:
    return (json.dumps({"id": f"x{n}", "text": made.salad(n)}).encode() for n in range(count))


def recorded(path: Path) -> list[dict[str, Any]]:
    """The reports of a ledger that is sound."""
    with Ledger.open(path, reader=CheapReader()) as ledger:
        ledger.checked()
        rows = list(ledger.table("reports", full_text=True))
        sentences = ledger._db.execute("SELECT count(*) FROM sentence").fetchone()[0]
        readings = ledger._db.execute("SELECT count(*) FROM reading").fetchone()[0]
    assert readings == len(rows) and sentences >= len(rows)
    return rows


@pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked, so that a hundred of them start at once")
def test_killed_at_any_moment_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    base, chance = shelf(tmp_path), random.Random(7)
    with Ledger.open(tmp_path / "whole.ledger", reader=CheapReader()) as ledger:
        whole = ledger.add([base])
    wanted = recorded(tmp_path / "whole.ledger")
    path, known, killed = tmp_path / "killed0.ledger", 0, 0
    for kill in range(KILLS):
        child = os.fork()
        if not child:
            # Nothing of the parent's test run may happen in the child. The alarm counts processor time, which no load
            # stretches, and nobody handles it: it kills like kill -9, wherever the process is.
            try:
                signal.setitimer(signal.ITIMER_PROF, chance.uniform(0.001, MOMENTS_SECONDS))
                with Ledger.open(path, reader=CheapReader()) as ledger:
                    ledger.add([base])
            finally:
                os._exit(0)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        killed += ended == -signal.SIGPROF
        assert ended in (0, -signal.SIGPROF), ended
        found = recorded(path)
        assert len({row["report_id"] for row in found}) == len(found) >= known, kill
        known = len(found)
        if known == len(wanted):
            path, known = tmp_path / f"killed{kill + 1}.ledger", 0
    assert killed > KILLS / 2
    with Ledger.open(path, reader=CheapReader()) as ledger:
        rest = ledger.add([base])
    assert rest.read == whole.read == len(wanted) + len(whole.skipped)
    assert {str(item) for item in rest.skipped} == {str(item) for item in whole.skipped}
    assert recorded(path) == wanted


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A file system of its own, a few hundred kilobytes large; the test is skipped where none may be mounted."""
    disk = folder / "disk"
    disk.mkdir()
    made_one = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if made_one.returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=False)


def program(*arguments: str, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    """The cheap reader as a process of its own, its files held to a size."""

    here, held = Path(__file__).parent, ("--limit", str(limit)) if limit else ()
    return subprocess.run(
        [sys.executable, str(here / "cheap_reader.py"), *held, *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_full_disk_is_told_and_leaves_a_sound_ledger(tmp_path: Path) -> None:
    base = shelf(tmp_path)
    with small_disk(tmp_path, "900k") as disk:
        done = program(str(disk / "a.ledger"), str(base))
        assert done.returncode == 1 and "Traceback" not in done.stderr, done.stderr
        assert "is full: make room and run this again; what was recorded is kept" in done.stderr
        with Ledger.open(disk / "a.ledger", readonly=True) as ledger:
            ledger.checked()
            kept = len(list(ledger.reports()))
        assert kept > 0
        subprocess.run(["mount", "-o", "remount,size=90m", str(disk)], check=True)
        again = program(str(disk / "a.ledger"), str(base))
        assert again.returncode == 0, again.stderr
        rows = recorded(disk / "a.ledger")
    assert kept < len(rows) and f"{kept} unchanged" in again.stdout


def test_a_file_that_may_not_grow_is_told_and_leaves_a_sound_ledger(tmp_path: Path) -> None:
    base = shelf(tmp_path)
    done = program(str(tmp_path / "a.ledger"), str(base), limit=700_000)
    assert done.returncode == 1 and "Traceback" not in done.stderr, done.stderr
    assert "what was recorded is kept" in done.stderr
    kept = len(recorded(tmp_path / "a.ledger"))
    again = program(str(tmp_path / "a.ledger"), str(base))
    assert again.returncode == 0, again.stderr
    assert kept < len(recorded(tmp_path / "a.ledger"))
