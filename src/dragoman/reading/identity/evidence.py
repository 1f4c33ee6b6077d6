"""What speaks for two tellings being of one event: shared parties, days, places and tolls, each with its weight."""

from __future__ import annotations

from ...knowledge.kind_traits import KindTraits
from .sides import Parties
from .telling import Telling

STRANGERS = 1.0
"""What named parties of one side who have nothing in common take off."""
ACTOR, ACTOR_WORD = 1.0, 0.5
TARGET_WORD = 1.0
_VICTIM, _TARGET, _COUNTRY = 2.0, 1.7, 0.3
_DAY, _OVERLAP, _PLACE, _TOLL = 1.6, 0.7, 0.7, 1.0
_THREATENED = 1.2
"""A threatened posture is rare: two in one report are most often one."""
EXACT = 2
"""Place precision up to which two different places are two places."""


def related(a: Parties, b: Parties) -> bool:
    """True when two sides share an id, a telling word or a country."""
    return bool(a.ids & b.ids or a.words & b.words or a.countries & b.countries)


def side(a: Parties, b: Parties, by_id: float, by_word: float) -> float:
    """Evidence of one side: the same named party, else the same telling word, else the same country."""
    if a.names & b.names:
        return by_id
    if a.words & b.words:
        return by_word
    return _COUNTRY if a.ids & b.ids or a.countries & b.countries else 0.0


def victim_weight(a: Telling, b: Telling) -> float:
    """A person named as victim or target in both weighs more than a building."""
    return _VICTIM if people(a) & people(b) else _TARGET


def people(telling: Telling) -> frozenset[str]:
    """Ids of the persons whom an event struck."""
    struck = (party for party in telling.mention.actors if party.role in ("victim", "recipient"))
    return frozenset(party.actor_id for party in struck if party.type == "person" and party.actor_id)


def posture_parties(a: Telling, b: Telling, traits: KindTraits) -> float:
    """For postures the authority and the object count alike: "the embassy closes", "he closes the embassy"."""
    first, second = a.actors.ids | a.targets.ids, b.actors.ids | b.targets.ids
    words = (a.actors.words | a.targets.words) & (b.actors.words | b.targets.words)
    total = ACTOR * min(2, len(first & second)) + (ACTOR_WORD + 0.3 if words else 0.0)
    if a.actors.known and b.actors.known and not _doers_related(a, b):
        total -= STRANGERS + ACTOR_WORD
    objects = [one.targets if one.targets.known else one.actors for one in (a, b)]
    told_by_object = {a.kind, b.kind} <= traits.told_by_object and all(one.words for one in objects)
    if told_by_object and not related(*objects) and not words:
        # "Universities have closed", "the embassy closed": two orders, though they are of one sort.
        total -= STRANGERS
    if a.mention.status == b.mention.status == "threatened":
        total += _THREATENED
    return total


def _doers_related(a: Telling, b: Telling) -> bool:
    """True when the doers are one, or one's doer is the other's object ("he closes it", "the embassy closes")."""
    return related(a.actors, b.actors) or share(a.actors, b.targets) or share(b.actors, a.targets)


def share(a: Parties, b: Parties) -> bool:
    """True when two sides share an id or a telling word."""
    return bool(a.ids & b.ids or a.words & b.words)


def same_time(a: Telling, b: Telling) -> float:
    """The same day, or times of which one holds the other."""
    if a.time is None or b.time is None or not a.time.touches(b.time):
        return 0.0
    same_day = a.time.precision == b.time.precision == "day" and (a.time.days or 9) <= 2 and (b.time.days or 9) <= 2
    return _DAY if same_day else _OVERLAP


def same_place(a: Telling, b: Telling) -> float:
    """The same place, told exactly."""
    first, second = a.mention.place, b.mention.place
    if first is None or second is None:
        return 0.0
    same = first.place_id == second.place_id if first.place_id else first.text.lower() == second.text.lower()
    return _PLACE if same and (first.precision or 2) <= EXACT else 0.0


def same_toll(a: Telling, b: Telling) -> float:
    """The same toll; a toll of one is common and weighs half."""
    for first, second in ((a.mention.killed, b.mention.killed), (a.mention.injured, b.mention.injured)):
        if first and second and first.best is not None and first.best == second.best and first.best > 0:
            return _TOLL if first.best > 1 else _TOLL / 2
    return 0.0
