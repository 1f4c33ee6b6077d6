"""One disagreement for each field of an incident, with all its sides, however many rules found them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ...model import Disagreement, Evidence, Incident, Side
from ..headline.told import World
from .claims import COUNTS
from .sides import make_disagreement

COUNTED = frozenset((*COUNTS, "displaced", "crowd", "fired", "taken", "attackers"))
"""Fields that are numbers."""


def unite(found: Sequence[Disagreement], incident: Incident, world: World) -> list[Disagreement]:
    """The disagreements on one incident, one a field. Who rejects a number joins the quarrel about it."""
    by_field: dict[tuple[str, str], list[Disagreement]] = defaultdict(list)
    for one in found:
        by_field[one.field, "updated" if one.kind == "updated" else ""].append(one)
    joined = _but_counted(_but_risen([_united(group, incident, world) for group in by_field.values()]))
    quarrels = [one for one in joined if one.field != "claim"]
    loose = []
    for rejection in (one for one in joined if one.field == "claim"):
        if any(_holds(one, rejection) for one in quarrels):
            continue
        numbers = (i for i, one in enumerate(quarrels) if one.kind == "value" and one.field != "nature")
        about = next((i for i in numbers if _same_claim(rejection, quarrels[i])), None)
        if about is None:
            loose.append(rejection)
        else:
            quarrels[about] = _united([quarrels[about], rejection], incident, world)
    return quarrels + loose


def _but_risen(found: Sequence[Disagreement]) -> list[Disagreement]:
    """Disagreements without the risen numbers that are all disputed: one quarrel with one set of sides."""
    disputed = {one.field: {side.value for side in one.sides} for one in found if one.kind != "updated"}
    return [
        one
        for one in found
        if one.kind != "updated" or not {side.value for side in one.sides} <= disputed.get(one.field, set())
    ]


def _but_counted(found: Sequence[Disagreement]) -> list[Disagreement]:
    """Disagreements without those of what was counted ("fired", "crowd") that the incident's own number holds."""
    number = {side.value for one in found if one.field == "quantity" for side in one.sides}
    special = COUNTED - set(COUNTS)
    return [one for one in found if one.field not in special or not {side.value for side in one.sides} <= number]


def _united(group: Sequence[Disagreement], incident: Incident, world: World) -> Disagreement:
    if len(group) == 1:
        return group[0]
    sides = unite_sides([side for one in group for side in one.sides], world)
    first = group[0]
    return make_disagreement(incident, first.field, sides, first.kind, first.about)


def _holds(quarrel: Disagreement, rejection: Disagreement) -> bool:
    """True when the sides of a quarrel rest on the very sentences that a rejection sets against each other."""
    return all(any(_meet(side, its) for its in quarrel.sides) for side in rejection.sides)


def _same_claim(rejection: Disagreement, quarrel: Disagreement) -> bool:
    """True when a side of a quarrel rests on a sentence that is rejected."""
    sentences = {e for side in quarrel.sides for e in side.evidence}
    return any(set(side.evidence) <= sentences for side in rejection.sides)


def covered(one: Disagreement, others: Iterable[Disagreement]) -> bool:
    """True when another disagreement on the same field holds the very sentences on two of its sides."""
    return any(
        one.field == other.field and all(any(_meet(side, its) for its in other.sides) for side in one.sides)
        for other in others
    )


def each_pair_once(found: Iterable[Disagreement]) -> list[Disagreement]:
    """Disputes without those that set the very sentences of an earlier one against each other once more.

    Numbers are left out: one sentence can dispute the dead and the wounded.
    """
    kept: list[Disagreement] = []
    by_sentence: dict[Evidence, list[Disagreement]] = defaultdict(list)
    for one in found:
        told = {evidence for side in one.sides for evidence in side.evidence}
        others = [other for evidence in sorted(told) for other in by_sentence[evidence]]
        if any(_crosses(one, other) for other in others):
            continue
        kept.append(one)
        for evidence in told if one.field not in COUNTED else ():
            by_sentence[evidence].append(one)
    return kept


def _crosses(one: Disagreement, other: Disagreement) -> bool:
    """True where the sides of one stand on sentences of different sides of the other."""
    if one.field in COUNTED:
        return False
    first, *rest = one.sides
    return any(
        _meet(first, mine) and any(_meet(second, its) for second in rest for its in other.sides if its is not mine)
        for mine in other.sides
    )


def _meet(a: Side, b: Side) -> bool:
    return not set(a.evidence).isdisjoint(b.evidence)


def unite_sides(sides: Iterable[Side], world: World) -> list[Side]:
    """Sides with one value, or on one and the same sentence, as one."""
    found: list[Side] = []
    for side in sides:
        same = next((i for i, one in enumerate(found) if one.value == side.value or _rests_on(side, one)), None)
        if same is None:
            found.append(side)
        else:
            found[same] = _joined(found[same], side, world)
    return found


def _rests_on(side: Side, other: Side) -> bool:
    """True for two sides on one sentence, but for two numbers that it sets against each other."""
    mine, its = ({one.strip().lower() for one in each.speakers} for each in (side, other))
    if mine and its and mine.isdisjoint(its):
        # Two voices of one sentence: "the one said that they fired, the other that nobody did".
        return False
    numbers = side.value[-1:].isdigit() and other.value[-1:].isdigit()
    return not numbers and set(side.evidence) <= set(other.evidence)


def _joined(a: Side, b: Side, world: World) -> Side:
    evidence: tuple[Evidence, ...] = tuple(sorted({*a.evidence, *b.evidence}))
    return Side(
        a.value,
        len({world.origins.get(one.report_id, "") for one in evidence}),
        tuple(sorted({*a.claims, *b.claims})),
        evidence,
        tuple(sorted({*a.speakers, *b.speakers})),
    )
