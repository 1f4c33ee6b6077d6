"""What the reader tells of the reports of `bench.world`: all in one ledger, as they are written or in one case."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from dragoman import Ledger
from dragoman.export import export_all

from .common import reader, records
from .world_gold import Row

WORLD = Path(__file__).parent.parent / "tests" / "data" / "world"
Case = Literal["as written", "upper", "lower"]


@dataclass(frozen=True)
class Export:
    """What the reader told, by report."""

    events: dict[str, list[tuple[Row, list[str]]]]
    statements: dict[str, list[Row]]
    relations: dict[str, list[Row]]
    published: dict[str, Row]
    disputes: list[Row]


@lru_cache(maxsize=1)
def read(case: Case = "as written") -> Export:
    """Read the reports into one ledger, as the command line does, and export it; `case` rewrites them before."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "export"
        with Ledger.open(Path(scratch) / "world.ledger", reader=replace(reader(), by_sentence=True)) as ledger:
            ledger.add([_written(path, case, Path(scratch)) for path in sorted(WORLD.glob("*.txt"))])
            export_all(ledger, out)
        names = {row["report_id"]: row["external_id"] for row in records(out / "reports.jsonl")}
        events: dict[str, list[tuple[Row, list[str]]]] = defaultdict(list)
        for event in records(out / "incidents.jsonl"):
            texts = defaultdict(list)
            for evidence in event["evidence"]:
                texts[names[evidence["report_id"]]].append(evidence["text"])
            for name, told in texts.items():
                events[name].append((event, told))
        return Export(
            events,
            _by_report(records(out / "statements.jsonl"), names),
            _by_report(records(out / "relations.jsonl"), names),
            {row["external_id"]: row["published"] for row in records(out / "reports.jsonl")},
            records(out / "disagreements.jsonl"),
        )


def _written(path: Path, case: Case, scratch: Path) -> Path:
    """A report as it is, or a copy of it in capitals or small letters."""
    if case == "as written":
        return path
    text = path.read_text(encoding="utf8")
    copy = scratch / path.name
    copy.write_text(text.upper() if case == "upper" else text.lower(), encoding="utf8")
    return copy


def _by_report(rows: Iterable[Row], names: dict[str, str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[names[row["report_id"]]].append(row)
    return found
