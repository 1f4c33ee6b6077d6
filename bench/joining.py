"""Which reports tell of one event: our own pairs of short reports, each read and reconciled by itself.

    python -m bench.joining [--misses] [--half 0|1]

The pairs are in `tests/data/joining_pairs.tsv`, written for this project: plain and vague retellings, tolls that rise,
disputed blame, attacks of one day in one city, follow-ups, anniversaries, series, parts, postures. A pair that should
join does where any incident is told in both; one that should not is wrong where the events that the two tell first are
one incident. Rules are looked at on the even pairs; the odd ones show whether they hold beyond these.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dragoman.api import published_on
from dragoman.model import Mention, Reading, Report

from .common import Figure, Figures, show, together

PAIRS = Path(__file__).parent.parent / "tests" / "data" / "joining_pairs.tsv"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two short reports, and whether they tell of one event."""

    number: int
    theme: str
    join: bool
    reports: tuple[Report, Report]

    @property
    def half(self) -> int:
        """0 for the half that rules are made on, 1 for the half that is kept aside."""
        return self.number % 2


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair with what became of it."""

    pair: Pair
    joined: bool
    told: str
    """Its incidents in words, for reading the misses."""

    @property
    def right(self) -> bool:
        """True where it joined as it should, or did not as it should not."""
        return self.joined == self.pair.join


def pairs() -> Iterator[Pair]:
    """All pairs, in the order of the file."""
    with PAIRS.open(encoding="utf8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)):
            two = (_report(f"{number}{side}", row[f"text_{side}"], row[f"date_{side}"]) for side in "ab")
            yield Pair(number, row["theme"], row["join"] == "yes", (next(two), next(two)))


def _report(name: str, text: str, day: str) -> Report:
    return Report(text=text, external_id=name, published=published_on(day))


@lru_cache(maxsize=1)
def judged() -> tuple[Judged, ...]:
    """Every pair read and reconciled."""
    return tuple(map(_judged, pairs()))


def _judged(pair: Pair) -> Judged:
    readings, found = together(pair.reports)
    of = {mention: one.incident_id for one in found.incidents for mention in one.mentions}
    told = "\n".join(f"      {len(one.reports)} {one.summary}" for one in found.incidents)
    if pair.join:
        joined = any(len(one.reports) > 1 for one in found.incidents)
    else:
        first = [_first(one) for one in readings]
        joined = None not in first and len({of[one.mention_id] for one in first if one}) == 1
    return Judged(pair, joined, told)


def _first(reading: Reading) -> Mention | None:
    """The event that a report tells first."""
    return min(reading.mentions, key=lambda m: (m.trigger.start, m.mention_id), default=None)


def score(some: Iterable[Judged]) -> tuple[float, float]:
    """Precision and recall of joining, in per cent."""
    found = list(some)
    right = sum(one.joined and one.pair.join for one in found)
    told, gold = sum(one.joined for one in found), sum(one.pair.join for one in found)
    return 100 * right / max(1, told), 100 * right / max(1, gold)


def measure(data: Path | None = None, limit: int | None = None) -> Figures:
    """Precision and recall over all pairs, and over the half that was kept aside; `data` is not needed."""
    every = judged()[:limit]
    figures = {}
    for name, some in (("all", every), ("aside", [one for one in every if one.pair.half])):
        precision, recall = score(some)
        size = f"{len(some)} pairs"
        figures[f"joining.{name}.precision"] = Figure("own pairs", size, "joined rightly, of joined", precision)
        figures[f"joining.{name}.recall"] = Figure("own pairs", size, "joined, of those that should", recall)
    return figures


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="also print the pairs that came out wrong")
    parser.add_argument("--half", type=int, choices=(0, 1), help="only the misses of one half")
    given = parser.parse_args()
    show(measure())
    for one in judged() if given.misses else ():
        if not one.right and given.half in (None, one.pair.half):
            print(f"\n{one.pair.number} {one.pair.theme}: {'should' if one.pair.join else 'should not'} join")
            print("\n".join(f"   {report.published.start}  {report.text}" for report in one.pair.reports))
            print(one.told)
    return 0


if __name__ == "__main__":
    sys.exit(main())
