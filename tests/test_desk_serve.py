"""`dragoman serve` as a person starts it: a process, an address, Ctrl-C."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from correction_world import open_ledger, reports

from dragoman.ledger import Ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    with open_ledger(tmp_path) as opened:
        opened.add_reports(reports())
    return tmp_path / "a.ledger"


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "dragoman", "serve", "--no-open", *words]


@contextmanager
def started(*words: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A desk in a process of its own, and the line that it says."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(command(*words), stderr=subprocess.PIPE, text=True, env=environment)
    assert process.stderr
    try:
        said = ""
        for line in process.stderr:
            said += line
            if "desk is open at" in line:
                break
        yield said, process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(20)
        process.stderr.close()


def address(said: str) -> str:
    (found,) = re.findall(r"http://\S+", said)
    return str(found)


def test_it_opens_where_it_says_and_ends_on_ctrl_c(ledger: Path) -> None:
    with started("--ledger", str(ledger), "--port", "0") as (said, process):
        assert "for reading" in said and "127.0.0.1" in said
        with urllib.request.urlopen(address(said), timeout=30) as answer:
            assert b"<title>" in answer.read()
        with urllib.request.urlopen(f"{address(said)}incidents", timeout=30) as answer:
            assert b"Karim" in answer.read()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        assert process.stderr and process.stderr.read() == "the desk is closed\n"


def test_the_file_alone_holds_every_decision_once_the_desk_is_closed(ledger: Path) -> None:
    with open_ledger(ledger.parent) as opened:
        key = next(iter(opened.incidents())).incident_id
    with started("--ledger", str(ledger), "--port", "0", "--review") as (said, process):
        with urllib.request.urlopen(f"{address(said)}incidents", timeout=30) as answer:
            assert answer.status == 200
        decision = {"op": "note", "target": key, "reason": "ask the office", "by": "Ana"}
        asked = urllib.request.Request(
            f"{address(said)}api/corrections", json.dumps(decision).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(asked, timeout=30) as answer:
            assert answer.status == 201
        process.send_signal(signal.SIGTERM)
        process.wait(20)
    assert not ledger.with_name("a.ledger-wal").exists()
    copied = shutil.copy(ledger, ledger.parent / "copied.ledger")
    with Ledger.open(copied, readonly=True) as opened:
        assert [one.reason for one in opened.corrections()] == ["ask the office"]


def test_another_address_gets_a_token_of_its_own(ledger: Path) -> None:
    with started("--ledger", str(ledger), "--port", "0", "--host", "0.0.0.0", "--review") as (said, _):
        assert "unencrypted" in said and "for review" in said
        (token,) = re.findall(r"token=([\w-]{30,})", said)
        (port,) = re.findall(r":(\d+)/\?token", said)
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/incidents", timeout=30)
        assert refused.value.code == 401
        asked = urllib.request.Request(
            f"http://127.0.0.1:{port}/api/incidents", headers={"Authorization": f"Bearer {token}"}
        )
        with urllib.request.urlopen(asked, timeout=30) as answer:
            assert answer.status == 200


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["--ledger", "{folder}/none.ledger"], 1, "dragoman read"),
        (["--ledger", "{ledger}", "--token", "short"], 2, "16 characters"),
        (["--ledger", "{ledger}", "--host", "203.0.113.7", "--token", "long-enough-for-a-token"], 1, "--port"),
        (["--ledger", "{ledger}", "--port", "99999"], 2, "port"),
    ],
)
def test_what_cannot_be_served_is_told(ledger: Path, words: list[str], code: int, says: str) -> None:
    given = [word.format(folder=ledger.parent, ledger=ledger) for word in words]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command(*given), capture_output=True, text=True, env=environment, timeout=60, check=False)
    assert done.returncode == code, done.stderr
    assert says in done.stderr and "Traceback" not in done.stderr
