"""Time expressions on TIMEX3 corpora: strict, relaxed and value F1 (TempEval-3), and documents a second.

`--out DIR` writes the predictions, `--alone` runs the tagger without parse and the rest of the reading.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from time import process_time
from typing import Any

from dragoman.model import Timex

from .common import Figure, Figures, asking, f1, reader, readings, records, report_of, scorer, shown, there

SETS = {"aquaint": "AQUAINT TimeML", "meantime_en": "MEANTIME English"}


def measure(data: Path, limit: int | None = None) -> Figures | None:
    """Strict, relaxed and value F1 of each set, and the tagger's own speed."""
    if not there(data, "bench/convert.py", *(f"data/time/{name}.jsonl" for name in SETS)):
        return None
    convert = scorer(data, "convert")
    figures: Figures = {}
    for name, title in SETS.items():
        path = data / f"data/time/{name}.jsonl"
        pairs_read = readings(path, limit)
        told = {record["id"]: convert.times(reading) for record, reading in pairs_read}
        size = f"{len(pairs_read)} documents"
        for kind, value in score([record for record, _ in pairs_read], told).items():
            figures[f"time.{name}.{kind}"] = Figure(title, size, f"{kind} F1", value)
        _, speed = alone(path, limit)
        figures[f"time.{name}.speed"] = Figure(title, size, "documents a second, tagger alone", speed, "processor time")
    return figures


def alone(path: Path, limit: int | None = None) -> tuple[dict[str, list[dict[str, Any]]], float]:
    """Expressions found by the tagger without a parse, and documents a second of one core."""
    tagger, told = reader().times, dict[str, list[Timex]]()
    documents = [report_of(record) for record in records(path, limit)]
    began = process_time()
    for report in documents:
        told[report.external_id] = tagger.tag(report.text, [], report.published.interval)
    speed = len(documents) / max(process_time() - began, 1e-9)
    return {key: [as_dict(timex) for timex in found] for key, found in told.items()}, speed


def as_dict(timex: Timex) -> dict[str, Any]:
    """One expression as the scorers read it."""
    return {"start": timex.start, "end": timex.end, "type": timex.type, "value": timex.value}


def pairs(gold: list[dict[str, Any]], told: list[dict[str, Any]]) -> Iterable[tuple[dict[str, Any], dict[str, Any]]]:
    """Overlapping expressions, one to one: same spans first, then the largest overlap."""
    found = []
    for i, one in enumerate(gold):
        for j, other in enumerate(told):
            shared = min(one["end"], other["end"]) - max(one["start"], other["start"])
            if shared > 0:
                same = (one["start"], one["end"]) == (other["start"], other["end"])
                found.append((not same, -shared, i, j))
    left, right = set(range(len(gold))), set(range(len(told)))
    for _, _, i, j in sorted(found):
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            yield gold[i], told[j]


def score(documents: list[dict[str, Any]], told: dict[str, list[dict[str, Any]]]) -> dict[str, float]:
    """F1 of spans found exactly, of spans that overlap, and of those with the right value."""
    gold_count = told_count = strict = relaxed = value = 0
    for document in documents:
        gold, mine = document["timexes"], told[document["id"]]
        gold_count += len(gold)
        told_count += len(mine)
        for one, other in pairs(gold, mine):
            relaxed += 1
            strict += (one["start"], one["end"]) == (other["start"], other["end"])
            value += (one["value"] or "").upper() == (other["value"] or "").upper()
    counts = {"strict": strict, "relaxed": relaxed, "value": value}
    return {name: f1(right, told_count, gold_count) for name, right in counts.items()}


def main() -> int:
    """The command line: figures, predictions to a folder, or the tagger alone."""
    options = asking(__doc__)
    options.add_argument("--out", type=Path, help="folder for the predictions")
    options.add_argument("--alone", action="store_true", help="the tagger without the rest of the reading")
    given = options.parse_args()
    if not shown(measure(given.data, given.limit), given.data, "the sets are"):
        return 0
    for name in SETS:
        path = given.data / f"data/time/{name}.jsonl"
        if given.alone:
            print(f"{name}, tagger alone:", score(records(path, given.limit), alone(path, given.limit)[0]))
        if given.out:
            given.out.mkdir(parents=True, exist_ok=True)
            found = {record["id"]: reading["times"] for record, reading in readings(path, given.limit)}
            lines = "".join(json.dumps({"id": key, "timexes": times}) + "\n" for key, times in found.items())
            (given.out / f"{name}.pred.jsonl").write_text(lines, encoding="utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
