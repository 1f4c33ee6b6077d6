"""Ties between incidents as the five seed reports tell them: found, and invented.

    python -m bench.links [--data DIR] [--misses]

DIR holds `seeds/gold.jsonl`. Its `retaliation_for` gives two of the six answers to a deed; the other four are told in
the text by "in response to", "exacted further revenge" (which makes the deed told before it a revenge as well) and "in
anger at". An end is known by its gold sentence and the kinds that it may be told as. Every `response_to` that is none
of the six is invented. `python -m bench.seeds` scores the rest.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from dragoman import Ledger
from dragoman.model import Incident, Link

from .common import Figure, Figures, asking, reader, records, shown, there

_FIRE = frozenset({"shelling", "assault", "drone_strike"})
_AIR = frozenset({"air_strike", "drone_strike"})
_ARREST = frozenset({"arrest", "raid"})
_MARCH = frozenset({"storming", "protest"})
_KILLING = frozenset({"assassination", "assault", "shooting"})


@dataclass(frozen=True, slots=True)
class End:
    """One end of a tie: an incident or a posture of the gold, and the kinds that it may be told as."""

    gold: str
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tie:
    """An answer, and the deed that it answers."""

    answer: End
    deed: End


TOLD = (
    Tie(End("IRQ-2020-06-KH-ARRESTS", _ARREST), End("IRQ-2020-06-ROCKETS", _FIRE)),
    Tie(End("IRQ-2020-06-KH-MARCH", _MARCH), End("IRQ-2020-06-KH-ARRESTS", _ARREST)),
    Tie(End("IRQ-2020-07-HASHIMI", _KILLING), End("IRQ-2020-06-KH-ARRESTS", _ARREST)),
    Tie(End("seed-001 closure", frozenset({"closure"})), End("IRQ-SERIES-2020-ROCKETS", _FIRE)),
)
"""The answers that the gold does not mark, by the ids it has for their ends."""


def marked(gold: Sequence[dict[str, Any]]) -> list[Tie]:
    """The answers that the gold marks."""
    return [
        Tie(End(one["gold_id"], _AIR), End(one["retaliation_for"], _FIRE))
        for record in gold
        for one in record.get("incidents", ())
        if one.get("retaliation_for")
    ]


def sentences(gold: Sequence[dict[str, Any]]) -> dict[str, set[str]]:
    """The sentences of each incident of the gold, and of the postures by report and type."""
    found: dict[str, set[str]] = {}
    for record in gold:
        for one in record.get("incidents", ()):
            told = {one["sentence"], *one.get("alt_sentences", ())}
            found.setdefault(one["gold_id"], set()).update(map(_flat, told))
        for one in record.get("posture", ()):
            if "clos" in json.dumps(one):
                found.setdefault(f"{record['id']} closure", set()).add(_flat(one["sentence"]))
    return found


def _flat(text: str) -> str:
    return " ".join(text.split())


@lru_cache(maxsize=1)
def tied(data: Path) -> tuple[list[Tie], list[Tie], list[str]]:
    """All ties, those found, and what was invented, in words."""
    gold = records(data / "seeds/gold.jsonl")
    where, ties = sentences(gold), [*marked(gold), *TOLD]
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "a.ledger", reader=reader()) as ledger:
        ledger.add(sorted((data / "seeds").glob("0*.txt")))
        incidents = {one.incident_id: one for one in ledger.incidents()}
        links = [link for link in ledger.links() if link.relation == "response_to"]

    def is_end(incident: Incident, end: End) -> bool:
        told = {_flat(evidence.text) for evidence in incident.evidence}
        return incident.kind in end.kinds and bool(told & where[end.gold])

    def is_tie(link: Link, tie: Tie) -> bool:
        return is_end(incidents[link.from_id], tie.answer) and is_end(incidents[link.to_id], tie.deed)

    found = [tie for tie in ties if any(is_tie(link, tie) for link in links)]
    invented = [link for link in links if not any(is_tie(link, tie) for tie in ties)]
    words = [f"{incidents[one.from_id].summary} -> {incidents[one.to_id].summary}" for one in invented]
    return ties, found, words


def measure(data: Path, limit: int | None = None) -> Figures | None:
    """Answers found, and answers invented; `limit` changes nothing, they are few."""
    if not there(data, "seeds/gold.jsonl"):
        return None
    ties, found, invented = tied(data)
    size = f"{len(ties)} answers told"
    return {
        "seeds.links": Figure("seeds", size, f"answers found, of {len(ties)}", len(found)),
        "seeds.links_invented": Figure("seeds", size, "answers invented (lower is better)", len(invented)),
    }


def main() -> int:
    """The command line."""
    parser = asking(__doc__, limit=False)
    parser.add_argument("--misses", action="store_true", help="list what was missed and what was invented")
    given = parser.parse_args()
    if not shown(measure(given.data), given.data, "the seeds are"):
        return 0
    if given.misses:
        ties, found, invented = tied(given.data)
        print("\n".join(f"missed   {tie.answer.gold} -> {tie.deed.gold}" for tie in ties if tie not in found))
        print("\n".join(f"invented {one}" for one in invented))
    return 0


if __name__ == "__main__":
    sys.exit(main())
