"""An actor of the ledger with everything told of it: `dragoman show NAME`."""

from __future__ import annotations

from collections.abc import Iterator

from ..ledger import Ledger
from ..model import Actor, Relation
from . import words
from .lookup import flat, one_of, sources_of


def actor_told(ledger: Ledger, wanted: str) -> Iterator[str] | None:
    """An actor by id, name or alias."""
    small = wanted.casefold()
    actors = list(ledger.actors())
    found = one_of(actors, wanted, lambda a: a.actor_id) or next(
        (a for a in actors if small == a.name.casefold() or small in (alias.casefold() for alias in a.aliases)), None
    )
    return _actor_lines(ledger, found) if found else None


def _actor_lines(ledger: Ledger, actor: Actor) -> Iterator[str]:
    """Who they are, with whom, since when and by whose word, and what they took part in."""
    yield f"{actor.actor_id}  {actor.name} ({actor.type}{', ' + actor.country if actor.country else ''})"
    if actor.description:
        yield f"  {actor.description}"
    if actor.aliases:
        yield f"  also       {'; '.join(actor.aliases)}"
    for office in actor.roles:
        since, until = (day.isoformat() if day else "?" for day in (office.since, office.until))
        of = f", {office.of}" if office.of else ""
        yield f"  office     {office.office}{of} ({since} to {until}; from the knowledge base)"
    sources = sources_of(ledger)
    told = [r for r in ledger.relations() if actor.actor_id in (r.a_id, r.b_id)]
    yield from (_relation_line(relation, sources) for relation in told)
    for incident in ledger.incidents():
        roles = sorted({party.role for party in incident.actors if party.actor_id == actor.actor_id})
        if roles:
            yield f"  {'/'.join(roles):<10} {incident.incident_id}  {incident.summary}"


def _relation_line(relation: Relation, sources: dict[str, str]) -> str:
    """A relation as told, with the day it is told for."""
    day = relation.since.last or relation.until.first
    dated = f", by {words.day(day)}" if day else ""
    doubt = " (disputed)" if relation.disputed else ""
    what = relation.office or relation.relation.replace("_", " ")
    told = f"“{flat(relation.text)}” ({sources.get(relation.report_id)})"
    return f"  relation   {relation.a} — {what} — {relation.b}{dated}{doubt}  {told}"
