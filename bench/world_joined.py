"""Which gold incidents of several reports of `bench.world` are told as one, and which others are told so wrongly.

The gold names an incident alike in every report that tells of it; where two writers named it by other prefixes, a gold
disagreement ties the two rows. A pair of rows of two reports is asked where both are told at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from .world_gold import Row, incident_kinds, pair_up, same_sentence, sentences

Told = Mapping[str, list[tuple[Row, list[str]]]]
"""The told incidents of each report, each with its sentences there."""


@dataclass(frozen=True, slots=True)
class Met:
    """Two gold rows of two reports, what is told of each, and whether they are one incident."""

    names: tuple[str, str]
    rows: tuple[Row, Row]
    told: tuple[Row, Row]
    same: bool

    @property
    def joined(self) -> bool:
        """True where one incident is told for both."""
        return bool(self.told[0]["incident_id"] == self.told[1]["incident_id"])

    def __str__(self) -> str:
        sides = (
            f"{name[:12]} {row['gold_id']}: {event['summary']}"
            for name, row, event in zip(self.names, self.rows, self.told, strict=True)
        )
        return f"{'JOIN ' if self.same else 'WRONG'} {' || '.join(sides)}"


def met(documents: Sequence[Row], told: Told, everything: Sequence[Row]) -> Iterator[Met]:
    """Pairs of told gold rows of two reports that are one incident, or that were told as one."""
    ties = _ties(everything)
    found = {gold["id"]: _found(gold, told) for gold in documents}
    for one, other in combinations(documents, 2):
        names = (one["id"], other["id"])
        for a, event_a in found[names[0]]:
            for b, event_b in found[names[1]]:
                same = a["gold_id"] == b["gold_id"] or _tied(a, b, ties.get(frozenset(names), ()))
                pair = Met(names, (a, b), (event_a, event_b), same)
                if same or pair.joined:
                    yield pair


def _found(gold: Row, told: Told) -> list[tuple[Row, Row]]:
    """The gold incidents of a report that are told, each with what is told of it."""
    events, rows = told.get(gold["id"], []), gold["incidents"]
    answers = pair_up(rows, events, [incident_kinds(row) for row in rows])
    return [(rows[number], events[event][0]) for number, event in sorted(answers.items())]


def _ties(everything: Sequence[Row]) -> dict[frozenset[str], list[tuple[str, str]]]:
    """The sentences that gold sets against each other, by their two reports."""
    found: dict[frozenset[str], list[tuple[str, str]]] = {}
    for row in everything:
        if row["kind"] == "disagreement" and not row.get("not_a_disagreement"):
            for a in row["side_a"]:
                for b in row["side_b"]:
                    found.setdefault(frozenset((a["doc"], b["doc"])), []).append((a["sentence"], b["sentence"]))
    return found


def _tied(a: Row, b: Row, ties: Sequence[tuple[str, str]]) -> bool:
    """True where a disagreement names both rows, and both are called alike but for the writer's prefix."""
    if a["gold_id"].partition("-")[2] != b["gold_id"].partition("-")[2]:
        return False
    return any((_told(a, x) and _told(b, y)) or (_told(a, y) and _told(b, x)) for x, y in ties)


def _told(row: Row, sentence: str) -> bool:
    return any(same_sentence(one, sentence) for one in sentences(row))
