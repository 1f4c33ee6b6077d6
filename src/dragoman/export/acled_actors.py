"""Who is who in ACLED's columns: one actor a side, its associates, and the type that ACLED gives it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ..model import Incident, Party
from .coding import joined
from .job import Job

_CROWDS = {"Protests": "Protesters", "Riots": "Rioters"}
_ANONYMOUS = ("Protesters", "Rioters", "Civilians")
"""Types whose members ACLED names by the country alone; who they are stands among the associates."""


@dataclass(frozen=True, slots=True)
class ActorCells:
    """One side of an event."""

    name: str | None = None
    associates: str | None = None
    inter: str | None = None


def actor_cells(
    job: Job,
    incident: Incident,
    side: Sequence[Party],
    types: tuple[str, str],
    country: str | None,
    column: Literal["acled_actor", "acled_target"],
) -> ActorCells:
    """The cells of one side; empty where nobody is told: ACLED's "Unidentified" is said of somebody told of."""
    if not side:
        return ActorCells()
    inters = [inter_of(job, incident, party, types[0], column) for party in side]
    # The first party whose type is known leads: what is known says more than the order of telling.
    lead = next((number for number, inter in enumerate(inters) if inter), 0)
    party, inter = side[lead], inters[lead]
    others = [other.name for number, other in enumerate(side) if number != lead]
    land = f" ({country})" if country else ""
    if inter in _ANONYMOUS:
        return ActorCells(f"{inter}{land}", joined([party.name, *others]), inter)
    if party.type == "unnamed" and inter == "Political militia" and party.sector in (None, "UNK"):
        return ActorCells(f"Unidentified Armed Group{land}", joined([party.name, *others]), inter)
    return ActorCells(party.name, joined(others), inter)


def inter_of(
    job: Job, incident: Incident, party: Party, event: str, column: Literal["acled_actor", "acled_target"]
) -> str | None:
    """ACLED's type of a party, by its sector, the event, and whether a state acts in its own country."""
    codes = job.codes.sectors.get("GOV" if party.type == "country" else party.sector or "")
    inter = (codes.acled_actor if column == "acled_actor" else codes.acled_target) if codes else None
    armed = inter in ("State forces", "Rebel group", "External/Other forces")
    if column == "acled_actor" and event in _CROWDS and not armed:
        return _CROWDS[event]
    if column == "acled_actor" and inter == "Rioters" and event == "Protests":
        return "Protesters"
    if inter == "State forces" and _abroad(job, incident, party):
        return "External/Other forces"
    return inter


def _abroad(job: Job, incident: Incident, party: Party) -> bool:
    """True when a state's force is that of another country than the event's."""
    here, theirs = job.country(incident), job.codes.country(party.country)
    return bool(here and theirs and here.alpha2 != theirs.alpha2)


def interaction(first: str | None, second: str | None, rules: Any) -> str | None:
    """Both types in ACLED's order, or the only one."""
    order: list[str] = rules["interaction"]["order"]
    known = sorted((inter for inter in (first, second) if inter), key=order.index)
    if len(known) == 2:
        return "-".join(known)
    return f"{known[0]} only" if known else None
