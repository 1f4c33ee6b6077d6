"""The whole way from files to exports with the real rooms, on the sample reports."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from dragoman.export import export_all
from dragoman.ledger import TABLES, Ledger

SAMPLES = Path(__file__).parent.parent / "samples"


@pytest.fixture(scope="module")
def reader() -> Any:
    from dragoman.reading import Reader
    from dragoman.settings import Settings

    return Reader.load(Settings())


def exported(reader: Any, folder: Path, name: str, files: list[Path]) -> dict[str, bytes]:
    with Ledger.open(folder / f"{name}.ledger", reader=reader) as ledger:
        added = ledger.add(files)
        again = ledger.add(files)
        assert added.skipped == []
        assert (again.recorded, again.unchanged) == (0, added.recorded)
        return {path.name: path.read_bytes() for path in export_all(ledger, folder / name, full_text=True)}


def test_the_order_of_files_does_not_show(reader: Any, tmp_path: Path) -> None:
    files = sorted(SAMPLES.iterdir())
    shuffled = random.Random(1).sample(files, len(files))
    first = exported(reader, tmp_path, "first", files)
    assert exported(reader, tmp_path, "second", shuffled) == first
    assert set(first) == {f"{table}.jsonl" for table in TABLES}
    assert all(first[f"{table}.jsonl"] for table in ("incidents", "claims", "statements", "places"))
