"""Which disputes are told of one report: our own short passages, each read and reconciled by itself.

    python -m bench.disputes [--misses] [--kind toll]

The passages are in `tests/data/disputes.tsv`, written for this project before the rules. In those that hold a dispute,
`<a>...</a>` and `<b>...</b>` mark what cannot both be true: the dispute is found where one disagreement has the two on
two of its sides. The others only look so (a toll that rises, part and whole, another day or place, two voices who
agree or speak of different things): anything told there, but what is marked as updated, is a false alarm. A third is
kept aside: its figures are shown, its misses never.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dragoman.api import published_on
from dragoman.model import Disagreement, Report, Span

from .common import Figure, Figures, show, together

PASSAGES = Path(__file__).parent.parent / "tests" / "data" / "disputes.tsv"
DAY = "2023-03-17"
"""When every passage was published."""
_MARK = re.compile(r"</?[ab]>")


@dataclass(frozen=True, slots=True)
class Passage:
    """A short report, whether it holds a dispute, and where the two sides of it stand."""

    number: int
    kind: str
    dispute: bool
    aside: bool
    report: Report
    sides: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A passage with what was told of it."""

    passage: Passage
    right: bool
    told: tuple[Disagreement, ...]
    read: str


def passages() -> Iterator[Passage]:
    """All passages, in the order of the file."""
    with PASSAGES.open(encoding="utf8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE), start=2):
            text, at = "", {}
            for piece in re.split(rf"({_MARK.pattern})", row["text"]):
                if _MARK.fullmatch(piece):
                    at[piece] = len(text)
                else:
                    text += piece
            sides = tuple(Span(at[f"<{side}>"], at[f"</{side}>"]) for side in "ab" if f"<{side}>" in at)
            report = Report(text=text, external_id=str(number), published=published_on(DAY))
            yield Passage(number, row["kind"], row["dispute"] == "yes", row["aside"] == "yes", report, sides)


@lru_cache(maxsize=1)
def judged() -> tuple[Judged, ...]:
    """Every passage read and reconciled."""
    return tuple(map(_judged, passages()))


def _judged(passage: Passage) -> Judged:
    readings, found = together([passage.report])
    told = tuple(one for one in found.disagreements if one.kind != "updated")
    right = any(_sets(one, passage.sides) for one in told) if passage.dispute else not told
    said = "\n".join(f"      {_voice(one)}: {one.text}" for one in readings[0].statements)
    return Judged(passage, right, told, said)


def _voice(said: object) -> str:
    source = getattr(said, "source", None)
    return source.text if source else "?"


def _sets(told: Disagreement, wanted: tuple[Span, ...]) -> bool:
    """True where each of the two stands on a side of its own."""
    sides = [{i for i, span in enumerate(wanted) for e in side.evidence if _meets(e, span)} for side in told.sides]
    return any(0 in one and 1 in other for i, one in enumerate(sides) for j, other in enumerate(sides) if i != j)


def _meets(evidence: object, span: Span) -> bool:
    return bool(span.start < getattr(evidence, "end", 0) and getattr(evidence, "start", 0) < span.end)


def measure(data: Path | None = None, limit: int | None = None) -> Figures:
    """Disputes found and look-alikes left alone, of those worked on and of those kept aside; `data` is not needed."""
    figures = {}
    for name, words, dispute in (("found", "disputes found", True), ("calm", "look-alikes left alone", False)):
        for part, aside in (("", False), ("_aside", True)):
            some = [one for one in judged()[:limit] if (one.passage.dispute, one.passage.aside) == (dispute, aside)]
            value = 100 * sum(one.right for one in some) / max(1, len(some))
            told = words + (", kept aside" if aside else "")
            figures[f"disputes.{name}{part}"] = Figure("own passages", f"{len(some)} passages", told, value)
    return figures


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="also print the passages that came out wrong")
    parser.add_argument("--kind", help="only the misses of one kind")
    given = parser.parse_args()
    show(measure())
    kinds: dict[str, list[bool]] = defaultdict(list)
    for one in judged():
        kinds[f"{'' if one.passage.dispute else '!'}{one.passage.kind}"].append(one.right)
    print("  ".join(f"{kind} {sum(right)}/{len(right)}" for kind, right in kinds.items()))
    for one in judged() if given.misses else ():
        if not one.right and not one.passage.aside and given.kind in (None, one.passage.kind):
            print(f"\n{one.passage.number} {one.passage.kind}: {'lost' if one.passage.dispute else 'false alarm'}")
            print(f"   {one.passage.report.text}\n{one.read}")
            for told in one.told:
                print(f"   -> {told.kind} {told.field}: {' | '.join(side.value for side in told.sides)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
