"""docs/safety.md: every promise names its tests, and every test that it names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PAGE = (HERE.parent / "docs" / "safety.md").read_text(encoding="utf8")
ROWS = [
    cells
    for line in PAGE.splitlines()
    if len(cells := [cell.strip() for cell in line.strip("|").split("|")]) == 3 and line.startswith("|")
]
PROMISES = [cells for cells in ROWS if cells[0] != "threat" and set(cells[0]) != set("-")]
NAMED = sorted(set(re.findall(r"`(test_\w+\.py)::(test_\w+)`", PAGE)))


def test_every_promise_names_its_tests() -> None:
    assert len(PROMISES) > 30
    for threat, promise, tests in PROMISES:
        assert promise and re.fullmatch(r"(?:`test_\w+\.py::test_\w+` ?)+", tests), (threat, promise, tests)


@pytest.mark.parametrize(("file", "test"), NAMED)
def test_every_named_test_is_there(file: str, test: str) -> None:
    assert f"\ndef {test}(" in (HERE / file).read_text(encoding="utf8")
