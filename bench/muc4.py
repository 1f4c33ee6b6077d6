"""MUC-4: templates of terrorism in Latin America, from the mentions of each report.

MUC-4's key leaves out clashes without civilian harm and whatever lies outside nine countries: figures are given with
and without a filter that does the same. Scores: template F1 of GTT (Du et al., NAACL 2021), CEAF-REE of GRIT (Du et
al., EACL 2021), and an own micro F1 over all slots.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from .common import Figure, Figures, Record, readings, run, scorer, there

SET = "data/muc4/dev.jsonl"


def measure(data: Path, limit: int | None = None) -> Figures | None:
    """Template F1, CEAF-REE and full-slot micro F1, as read and with the filter."""
    if not there(data, SET, "bench/convert.py", "bench/score_muc4.py", "bench/score_muc4_full.py"):
        return None
    pairs = readings(data / SET, limit)
    figures: Figures = {}
    for strict in (False, True):
        how, suffix = ("with the filter", ".filtered") if strict else ("as read", "")
        for name, label, value in _scores(data, pairs, strict):
            figures[f"muc4.{name}{suffix}"] = Figure("MUC-4 dev", f"{len(pairs)} documents", f"{label}, {how}", value)
    return figures


def _scores(data: Path, pairs: list[tuple[Record, Record]], strict: bool) -> list[tuple[str, str, float]]:
    convert, five, full = (scorer(data, name) for name in ("convert", "score_muc4", "score_muc4_full"))
    told: dict[str, list[Any]] = {}
    whole: dict[str, list[Any]] = {}
    for record, reading in pairs:
        day = (record.get("dateline") or {}).get("date")
        told[record["id"]], whole[record["id"]] = convert.muc_templates(reading["mentions"], day, strict)
    with tempfile.TemporaryDirectory() as folder:
        gold = Path(folder) / "gold.jsonl"
        gold.write_text("".join(json.dumps(record) + "\n" for record, _ in pairs), encoding="utf8")
        templates, roles = five.load_gold(gold)
    ree = five.ceaf_ree({key: five.merge_roles(found) for key, found in told.items()}, roles)
    micro = full.score({record["id"]: record["templates"] for record, _ in pairs}, whole)
    return [
        ("template", "template F1", _f1(five.gtt_template_f1(told, templates))),
        ("ree", "CEAF-REE", _f1(ree)),
        ("slots", "micro F1 of all slots (own measure)", micro["MICRO (all slots but date_overlap)"][2]),
    ]


def _f1(table: dict[str, Any]) -> float:
    """F1 of the row over all roles, which comes last."""
    return float(list(table.values())[-1].tup()[2])


if __name__ == "__main__":
    sys.exit(run(measure, __doc__))
