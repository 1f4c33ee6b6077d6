"""Who speaks for itself: a speaker who is a party to what it speaks of, or an official of a party's country."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ..model import Actor, Incident

_OFFICIAL = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
"""PLOVER sectors that speak for their country."""
MARK = "a party to it"

Interested = Callable[[str, Incident | None], bool]


def interests(actors: Iterable[Actor]) -> Interested:
    """What tells whether a speaker, by id or name, has a part in an incident. Unknown is no."""
    known: dict[str, Actor] = {}
    for actor in actors:
        known.setdefault(actor.actor_id, actor)
        known.setdefault(actor.name, actor)
    return lambda speaker, incident: incident is not None and _is_party(speaker, incident, known)


def _is_party(speaker: str, incident: Incident, known: Mapping[str, Actor]) -> bool:
    actor = known.get(speaker)
    names = {speaker, actor.actor_id, actor.name} if actor else {speaker}
    speaks_for = _country(actor) if actor else None
    return any(
        party.actor_id in names
        or party.name in names
        or (speaks_for is not None and party.country == speaks_for and _is_state(party.type, party.sector))
        for party in incident.actors
    )


def _country(actor: Actor) -> str | None:
    """The country for which an actor speaks."""
    return actor.country if actor.type == "country" or actor.sector in _OFFICIAL else None


def _is_state(type_: str, sector: str | None) -> bool:
    return type_ == "country" or sector in _OFFICIAL
