"""Which disagreements of two reports are told: our own pairs of short reports, each read and reconciled by itself.

    python -m bench.quarrels [--misses] [--kind toll]

The pairs are in `tests/data/quarrels.tsv`, written for this project. In those that quarrel, `[[...]]` marks the
sentence of each report that cannot be true beside the other's: the quarrel is found where one disagreement has the two
sentences on two of its sides. The others only look so (a toll that rises, more precise words, another event, silence,
the same in other words): anything told there, but what is marked as updated, is a false alarm. A miss is put down to
the first of three steps that failed: nothing was read in a marked sentence, the two were not brought together, no rule
set them against each other.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dragoman.api import published_on
from dragoman.model import Disagreement, Reading, Report
from dragoman.reconcile.reconcile import Reconciled

from .common import Figure, Figures, show, together

PAIRS = Path(__file__).parent.parent / "tests" / "data" / "quarrels.tsv"
_MARKED = re.compile(r"\[\[(.*?)\]\]")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two short reports, whether they quarrel, and the span of the sentence of each that does."""

    number: int
    kind: str
    quarrel: bool
    reports: tuple[Report, Report]
    spans: tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair with what was told of it; `step` is where a quarrel was lost, "" where it was found."""

    pair: Pair
    right: bool
    step: str
    told: str


def pairs() -> Iterator[Pair]:
    """All pairs, in the order of the file."""
    with PAIRS.open(encoding="utf8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)):
            first, second = (_report(f"{number}{side}", row[f"text_{side}"], row[f"date_{side}"]) for side in "ab")
            yield Pair(number, row["kind"], row["quarrel"] == "yes", (first[0], second[0]), (first[1], second[1]))


def _report(name: str, text: str, day: str) -> tuple[Report, tuple[int, int]]:
    """A report without its mark, and where the marked sentence stands in it."""
    marked = _MARKED.search(text)
    span = (marked.start(), marked.end() - 4) if marked else (0, len(text))
    plain = _MARKED.sub(r"\1", text)
    return Report(text=plain, external_id=name, published=published_on(day)), span


@lru_cache(maxsize=1)
def judged() -> tuple[Judged, ...]:
    """Every pair read and reconciled."""
    return tuple(map(_judged, pairs()))


def _judged(pair: Pair) -> Judged:
    readings, found = together(pair.reports)
    told = [one for one in found.disagreements if one.kind != "updated"]
    across = [one for one in told if _sets(one, pair)]
    step = _lost(pair, readings, found) if pair.quarrel and not across else ""
    lines = [f"      {one.kind} {one.field}: {' | '.join(side.value for side in one.sides)}" for one in told]
    lines += [f"      = {len(one.reports)} {one.summary}" for one in found.incidents]
    return Judged(pair, bool(across) if pair.quarrel else not across, step, "\n".join(lines))


def _sets(told: Disagreement, pair: Pair) -> bool:
    """True where the marked sentence of each report stands on a side of its own."""
    sides = [
        {
            number
            for number in (0, 1)
            for one in side.evidence
            if _meets(pair, number, one.report_id, one.start, one.end)
        }
        for side in told.sides
    ]
    return any(0 in one and 1 in other for i, one in enumerate(sides) for j, other in enumerate(sides) if i != j)


def _meets(pair: Pair, number: int, report: str, start: int, end: int) -> bool:
    """True where a span of a report lies over its marked sentence."""
    first, last = pair.spans[number]
    return report == pair.reports[number].report_id and start < last and first < end


def _lost(pair: Pair, readings: list[Reading], found: Reconciled) -> str:
    """The step at which a quarrel was lost."""
    for number, reading in enumerate(readings):
        first, last = pair.spans[number]
        events = any(first <= one.trigger.start < last for one in reading.mentions)
        words = any(first <= one.content[0].start < last for one in reading.statements if one.content)
        if not events and not words:
            return "not read"
    joined = any(len(one.reports) > 1 for one in found.incidents)
    return "no rule" if joined else "not joined"


def measure(data: Path | None = None, limit: int | None = None) -> Figures:
    """Quarrels found, pairs without one left alone, and where the others were lost; `data` is not needed."""
    every = judged()[:limit]
    real, seeming = [one for one in every if one.pair.quarrel], [one for one in every if not one.pair.quarrel]
    figures = {
        "quarrels.found": _share("quarrels found", real),
        "quarrels.calm": _share("pairs without a quarrel left alone", seeming),
    }
    lost = Counter(one.step for one in real if one.step)
    for step in ("not read", "not joined", "no rule"):
        value = 100 * lost[step] / max(1, len(real))
        name = f"quarrels.{step.replace(' ', '_')}"
        figures[name] = Figure("own pairs", f"{len(real)} pairs", f"lost: {step} (lower is better)", value)
    return figures


def _share(words: str, some: list[Judged]) -> Figure:
    return Figure("own pairs", f"{len(some)} pairs", words, 100 * sum(one.right for one in some) / max(1, len(some)))


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="also print the pairs that came out wrong")
    parser.add_argument("--kind", help="only the misses of one kind")
    given = parser.parse_args()
    show(measure())
    asked, right = (Counter(one.pair.kind for one in judged() if flag or one.right) for flag in (True, False))
    print("  ".join(f"{kind} {right[kind]}/{asked[kind]}" for kind in asked))
    for one in judged() if given.misses else ():
        if not one.right and given.kind in (None, one.pair.kind):
            print(f"\n{one.pair.number} {one.pair.kind}: {one.step or 'false alarm'}")
            print("\n".join(f"   {report.published.start}  {report.text}" for report in one.pair.reports))
            print(one.told)
    return 0


if __name__ == "__main__":
    sys.exit(main())
