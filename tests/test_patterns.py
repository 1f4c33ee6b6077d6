"""No pattern of the package takes for ever on a text that somebody made for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

# Four seconds of work. What is exponential never ends within this, and what is cubic hardly does.
_SECONDS = 60


def test_every_pattern_ends_on_hostile_text() -> None:
    program = Path(__file__).parent / "hostile_patterns.py"
    try:
        ended = subprocess.run(
            [sys.executable, str(program)], capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as late:
        told = late.stdout.decode("utf8", "replace") if isinstance(late.stdout, bytes) else late.stdout or ""
        raise AssertionError(f"too slow or without end: {told.splitlines()[-1:]}") from None
    assert ended.returncode == 0, ended.stderr
    assert int(ended.stdout.splitlines()[-1].split()[0]) > 200
