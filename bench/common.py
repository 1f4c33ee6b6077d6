"""What all measures share: figures, the sets and their readings, the scorers that lie beside the data.

Every module here has `measure(data, limit=None)`, which gives figures by name, or None where its set is not there;
`python -m bench.NAME [--data DIR] [--limit N]` prints them. DIR holds `data/`, `seeds/` and the scorers in `bench/`.
Texts are read by the whole reader, as `dragoman.read` does, each set once however many measures ask for it.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from dragoman.api import published_on
from dragoman.errors import BadSettings
from dragoman.model import UNPUBLISHED, Reading, Report
from dragoman.reading import Reader
from dragoman.reconcile import reconcile
from dragoman.reconcile.reconcile import Reconciled

DATA = Path("../shared")
"""Where the development sets are looked for."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure: of which set, over how much of it, by which measure. Shares and F1 are in per cent."""

    set: str
    size: str
    measure: str
    value: float
    note: str = ""


Figures = dict[str, Figure]
Measure = Callable[..., "Figures | None"]
Record = dict[str, Any]


def records(path: Path, limit: int | None = None) -> list[Record]:
    """Records of a JSONL file, the first `limit` of them."""
    lines = (line for line in path.read_text(encoding="utf8").split("\n") if line.strip())
    return [json.loads(line) for line, _ in zip(lines, range(limit if limit is not None else 10**9), strict=False)]


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The whole reader, loaded once for all measures."""
    return Reader.load()


def report_of(record: Record) -> Report:
    """A record of a set as a report, with the date, title, publisher and address that the set gives."""
    day = record.get("date") or record.get("dct") or (record.get("dateline") or {}).get("date")
    try:
        published = published_on(day) if day else UNPUBLISHED
    except BadSettings:
        # Some sets give dates in forms of their own: unknown, as for a user.
        published = UNPUBLISHED
    return Report(
        text=record["text"],
        external_id=str(record["id"]),
        title=record.get("title") or None,
        publisher=record.get("publisher") or None,
        url=record.get("url") or None,
        published=published,
    )


_READ: dict[tuple[Path, int], Record] = {}


def readings(path: Path, limit: int | None = None) -> list[tuple[Record, Record]]:
    """Records of a set with their readings, as the contract's plain dicts."""
    found = []
    for number, record in enumerate(records(path, limit)):
        key = (path, number)
        if key not in _READ:
            _READ[key] = reader().read(report_of(record)).to_dict()
        found.append((record, _READ[key]))
    return found


def together(reports: Iterable[Report]) -> tuple[list[Reading], Reconciled]:
    """A few reports read, and reconciled with one another and with nothing else."""
    found = [reader().read(report) for report in reports]
    return found, reconcile(
        [one.report for one in found],
        [mention for one in found for mention in one.mentions],
        [said for one in found for said in one.statements],
        [link for one in found for link in one.links],
    )


@cache
def scorer(data: Path, name: str) -> ModuleType:
    """A scorer or the conversions that lie beside the sets, by name. Raises FileNotFoundError."""
    folder = data / "bench"
    if str(folder) not in sys.path:
        # Scorers import one another.
        sys.path.append(str(folder))
    spec = importlib.util.spec_from_file_location(name, folder / f"{name}.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(folder / f"{name}.py")
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def there(data: Path, *names: str) -> bool:
    """True when all of these files are there; says which is not."""
    missing = [data / name for name in names if not (data / name).exists()]
    for path in missing:
        print(f"not there, not measured: {path}", file=sys.stderr)
    return not missing


def f1(right: float, told: float, gold: float) -> float:
    """F1 in per cent from what is right, told and asked for."""
    return 200 * right / (told + gold) if told + gold else 0.0


def count(items: Iterable[Any], word: str) -> str:
    """How many: "200 documents"."""
    return f"{sum(1 for _ in items):,} {word}"


def asking(about: str | None, limit: bool = True) -> argparse.ArgumentParser:
    """The command line of a measure: where its sets are and, with `limit`, how much of them is read."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder with data/, seeds/ and bench/ (scorers)")
    if limit:
        parser.add_argument("--limit", type=int, help="only the first N documents of each set")
    return parser


def run(measure: Measure, about: str | None) -> int:
    """The whole command of a measure: prints its figures; exit code 0 also where the data is not there."""
    given = asking(about).parse_args()
    shown(measure(given.data, given.limit), given.data)
    return 0


def shown(figures: Figures | None, data: Path, sets: str = "the set is") -> bool:
    """Print figures, or that there are none where their set is missing; True when there are."""
    if figures is None:
        print(f"{sets} not in {data}: nothing measured (give --data DIR)")
        return False
    show(figures)
    return True


def show(figures: Figures) -> None:
    """Print figures, one a line."""
    for name, figure in figures.items():
        note = f"  ({figure.note})" if figure.note else ""
        print(f"{name:28} {figure.value:7.1f}  {figure.set}, {figure.size}: {figure.measure}{note}")
