"""re3d: entities in reports on Iraq and Syria by type, a span counted as found when it overlaps one of its type."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from .common import Figure, Figures, f1, readings, run, scorer, there

SET = "data/re3d/dev.jsonl"


def measure(data: Path, limit: int | None = None) -> Figures | None:
    """Overlap F1 over all types that the conversion maps, and of each."""
    if not there(data, SET, "bench/convert.py"):
        return None
    convert, pairs = scorer(data, "convert"), readings(data / SET, limit)
    right: Counter[str] = Counter()
    told: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for record, reading in pairs:
        gold = {
            (convert.RE3D[e["type"]], e["start"], e["end"]) for e in record["entities"] if e["type"] in convert.RE3D
        }
        said = convert.entities(reading)
        asked.update(kind for kind, _, _ in gold)
        told.update(kind for kind, _, _ in said)
        right.update(_matched(sorted(gold), sorted(said)))
    kinds = sorted(asked)
    size = f"{len(pairs)} documents"
    figures = {"re3d.all": Figure("re3d dev", size, "entity F1 (overlap)",
                                  f1(sum(right.values()), sum(told[k] for k in kinds), sum(asked.values())))}  # fmt: skip
    for kind in kinds:
        value = f1(right[kind], told[kind], asked[kind])
        figures[f"re3d.{kind.lower()}"] = Figure(
            "re3d dev", size, f"{kind} F1 (overlap)", value, f"{asked[kind]} in gold"
        )
    return figures


def _matched(gold: list[tuple[str, int, int]], said: list[tuple[str, int, int]]) -> list[str]:
    """Types of the pairs that overlap, one to one, the longest overlap first."""
    pairs = sorted(
        (-(min(a[2], b[2]) - max(a[1], b[1])), i, j)
        for i, a in enumerate(gold)
        for j, b in enumerate(said)
        if a[0] == b[0] and min(a[2], b[2]) > max(a[1], b[1])
    )
    left, right = set(range(len(gold))), set(range(len(said)))
    found = []
    for _, i, j in pairs:
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            found.append(gold[i][0])
    return found


if __name__ == "__main__":
    sys.exit(run(measure, __doc__))
