"""IndiaPoliceEvents (Halterman et al., 2021): what the police did, in lower-case text. Document F1 by label."""

from __future__ import annotations

import sys
from pathlib import Path

from .common import Figure, Figures, f1, readings, run, scorer, there

SET = "data/indiapolice/dev.jsonl"
LABELS = ("KILL", "ARREST", "FORCE", "FAIL", "ANY_ACTION")


def measure(data: Path, limit: int | None = None) -> Figures | None:
    """F1 of each label over documents."""
    if not there(data, SET, "bench/convert.py"):
        return None
    convert, pairs = scorer(data, "convert"), readings(data / SET, limit)
    gold = [set(record["doc_labels"]) for record, _ in pairs]
    told = [convert.india_labels(reading) for _, reading in pairs]
    figures: Figures = {}
    for label in LABELS:
        right = sum(label in a and label in b for a, b in zip(gold, told, strict=True))
        asked, said = (sum(label in labels for labels in side) for side in (gold, told))
        if not asked:
            continue
        figures[f"india.{label.lower()}"] = Figure(
            "IndiaPoliceEvents dev",
            f"{len(pairs)} documents",
            f"{label} F1",
            f1(right, said, asked),
            f"{asked} in gold",
        )
    return figures


if __name__ == "__main__":
    sys.exit(run(measure, __doc__))
