"""re3d: entities in reports on Iraq and Syria by type; a span counts as found when it overlaps one of its type.

Gold: entities that the annotators were sure of (confidence 0.5 or more); what overlaps only an unsure one is neither
right nor wrong. Each gold entity may use up one of ours, the one that overlaps it most. Facilities, described people
and pronouns count as predictions, as they do for a user. `--misses` lists the commonest misses and false alarms.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from .common import Figure, Figures, Record, asking, f1, readings, scorer, shown, there

SET = "data/re3d/dev.jsonl"
SURE = 0.5

Entity = tuple[str, int, int]


@dataclass(slots=True)
class Tally:
    """Counts by type, and the words of what was missed and of what was too much."""

    asked: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    missed: Counter[tuple[str, str]] = field(default_factory=Counter)
    alarms: Counter[tuple[str, str]] = field(default_factory=Counter)


def measure(data: Path, limit: int | None = None) -> Figures | None:
    """Overlap F1 over all types that the conversion maps, and of each."""
    if not there(data, SET, "bench/convert.py"):
        return None
    pairs = readings(data / SET, limit)
    tally = tallied(data, pairs)
    kinds, size = sorted(tally.asked), f"{len(pairs)} documents"
    whole = f1(sum(tally.right.values()), sum(tally.told[kind] for kind in kinds), sum(tally.asked.values()))
    figures = {"re3d.all": Figure("re3d dev", size, "entity F1 (overlap)", whole)}
    for kind in kinds:
        value, note = f1(tally.right[kind], tally.told[kind], tally.asked[kind]), f"{tally.asked[kind]} in gold"
        figures[f"re3d.{kind.lower()}"] = Figure("re3d dev", size, f"{kind} F1 (overlap)", value, note)
    return figures


def tallied(data: Path, pairs: list[tuple[Record, Record]]) -> Tally:
    """Gold and ours held against each other."""
    convert, tally = scorer(data, "convert"), Tally()
    for record, reading in pairs:
        known = [e for e in record["entities"] if e["type"] in convert.RE3D and e["offset_ok"]]
        told = convert.entities(reading)
        gold, unsure = (
            sorted(
                {(convert.RE3D[e["type"]], e["start"], e["end"]) for e in known if (e["confidence"] >= SURE) is sure}
            )
            for sure in (True, False)
        )
        told = [x for x in told if any(_overlap(x, e) for e in gold) or not any(_overlap(x, e) for e in unsure)]
        missed, alarms = _unmatched(gold, told)
        tally.asked.update(kind for kind, _, _ in gold)
        tally.told.update(kind for kind, _, _ in told)
        tally.right.update(kind for kind, _, _ in set(gold) - missed)
        tally.missed.update((kind, record["text"][start:end]) for kind, start, end in missed)
        tally.alarms.update((kind, record["text"][start:end]) for kind, start, end in alarms)
    return tally


def _overlap(a: Entity, b: Entity) -> int:
    """Code points that two entities of one type share; 0 for entities of different types."""
    return max(0, min(a[2], b[2]) - max(a[1], b[1])) if a[0] == b[0] else 0


def _unmatched(gold: list[Entity], told: list[Entity]) -> tuple[set[Entity], set[Entity]]:
    """What nothing of ours overlaps, and what of ours no gold entity used up; the longest overlap first."""
    pairs = sorted((-_overlap(a, b), a, b) for a in gold for b in told if _overlap(a, b))
    missed, free = set(gold), set(told)
    for _, a, b in pairs:
        if a in missed and b in free:
            missed.discard(a)
            free.discard(b)
    return missed, free


def main() -> int:
    """The command line."""
    parser = asking(__doc__)
    parser.add_argument("--misses", action="store_true", help="list the commonest misses and false alarms")
    given = parser.parse_args()
    if not shown(measure(given.data, given.limit), given.data, "re3d is"):
        return 0
    if given.misses:
        tally = tallied(given.data, readings(given.data / SET, given.limit))
        print("missed:", tally.missed.most_common(80))
        print("false alarms:", tally.alarms.most_common(80))
    return 0


if __name__ == "__main__":
    sys.exit(main())
