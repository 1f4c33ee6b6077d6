"""A folder with everything wrong in it, through the real program: each named, the rest read, exit code 3."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

GOOD = "MOSUL, 4 May 2021 - Two rockets hit the airport of Mosul on Tuesday and wounded a guard, the police said.\n"


def program(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dragoman", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "COLUMNS": "300"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("broken")
    reports = base / "reports"
    reports.mkdir()
    (reports / "good.txt").write_text(GOOD)
    (reports / "latin.txt").write_bytes(
        "Le préfet, à Orléans: a bomb killed a guard on 3 May 2021.\n".encode("latin-1")
    )
    (reports / "empty.txt").write_bytes(b"")
    (reports / "blank.txt").write_text(" \n\t\n")
    (reports / "binary.txt").write_bytes(bytes(range(256)) * 400)
    (reports / "torn.txt").write_bytes(b"\xff\xfe\x00\xd8" + b"\x00\xdc\x81\x8d" * 500)
    (reports / "gone.txt").symlink_to(reports / "nowhere.txt")
    lines = [
        json.dumps({"id": "fine", "text": GOOD.replace("Mosul", "Basra"), "published": "2021-05-05"}),
        json.dumps({"id": "huge", "text": "x" * 5_000_000}),
        '{"id": "torn", "text": ',
        json.dumps({"id": "textless", "title": "Nothing"}),
        json.dumps({"id": "last", "text": GOOD.replace("Mosul", "Tikrit"), "published": "2021-05-06"}),
    ]
    (reports / "lines.jsonl").write_text("\n".join(lines) + "\n")
    return base


def test_each_is_named_with_its_reason_and_the_rest_is_read(folder: Path) -> None:
    done = program(folder, "read", "reports", "--ledger", "broken.ledger", "--skipped", "skipped.tsv")
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    named = (folder / "skipped.tsv").read_text()
    for name in ("empty.txt", "blank.txt", "binary.txt", "torn.txt", "gone.txt", "lines.jsonl"):
        assert name in named
        assert name in done.stderr
    assert all("\t" in line and line.split("\t")[1].strip() for line in named.splitlines())
    bad_lines = [line for line in named.splitlines() if "lines.jsonl" in line]
    assert len(bad_lines) == 3
    exported = program(folder, "export", "reports", "--ledger", "broken.ledger")
    assert exported.returncode == 0
    found = {json.loads(line)["external_id"] for line in exported.stdout.splitlines()}
    assert found == {"good", "latin", "fine", "last"}
    recorded, skipped = len(found), len(named.splitlines())
    assert f"{recorded + skipped} read = {recorded} recorded + 0 unchanged + {skipped} skipped" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_and_a_folder_without_rights_are_named(folder: Path) -> None:
    locked = folder / "locked"
    locked.mkdir()
    (locked / "secret.txt").write_text(GOOD)
    (folder / "reports" / "closed.txt").write_text(GOOD)
    (folder / "reports" / "closed.txt").chmod(0)
    locked.chmod(0)
    try:
        done = program(folder, "read", "reports/good.txt", "reports/closed.txt", "locked", "--ledger", "rights.ledger")
    finally:
        locked.chmod(0o700)
        (folder / "reports" / "closed.txt").unlink()
    assert done.returncode == 3
    assert "closed.txt" in done.stderr and "locked" in done.stderr


def test_an_unreadable_one_does_not_hide_in_a_brief(folder: Path) -> None:
    done = program(folder, "brief", "reports/good.txt", "reports/binary.txt", "reports/missing.txt")
    assert done.returncode == 3
    for name in ("binary.txt", "missing.txt"):
        assert name in done.stdout or name in done.stderr
    assert "airport" in done.stdout
