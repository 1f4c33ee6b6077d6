"""Chains of answers, as told: an attack, the strike that answered it, the storming that answered the strike.

Invariant: every step is a link that a report states or a party claims. Sequence alone never makes one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ..knowledge.kinds import Kind
from ..model import Incident, Link
from . import words
from .outline import ChainLine, Contents

Step = tuple[int, Incident, Link | None]
"""How deep a step stands, its incident, and the link by which it answers the one above (None: nothing told before)."""
_RELATION = "response_to"
_DEEPEST = 20


def chain_of(incident_id: str, links: Sequence[Link], incidents: Mapping[str, Incident]) -> list[Step]:
    """The whole chain that an incident is part of, from its first deed on; empty where nothing is told to answer."""
    answers = _answers(links, incidents)
    if not any(incident_id in (one.from_id, one.to_id) for told in answers.values() for one in told):
        return []
    roots = sorted(_roots(incident_id, answers, incidents), key=lambda one: _day(incidents[one]))
    seen: set[str] = set()
    return [step for root in roots for step in _steps(root, None, 0, answers, incidents, seen)]


def chains(links: Sequence[Link], incidents: Sequence[Incident], least: int = 3) -> list[list[Step]]:
    """Every chain of at least so many incidents, the newest first."""
    by_id = {one.incident_id: one for one in incidents}
    found: list[list[Step]] = []
    seen: set[str] = set()
    for link in sorted(links, key=lambda one: one.link_id):
        if link.relation == _RELATION and link.from_id not in seen:
            chain = chain_of(link.from_id, links, by_id)
            seen |= {one.incident_id for _, one, _ in chain}
            if len(chain) >= least:
                found.append(chain)
    return sorted(found, key=_newest, reverse=True)


def _newest(chain: Sequence[Step]) -> tuple[date, str]:
    return max(_day(one) for _, one, _ in chain), chain[0][1].incident_id


def told_chains(contents: Contents, kinds: Mapping[str, Kind]) -> tuple[tuple[ChainLine, ...], ...]:
    """Chains of answers in words."""
    return tuple(
        tuple(
            ChainLine(
                depth,
                one.incident_id,
                words.short(one, kinds[one.kind].label if one.kind in kinds else one.kind),
                link.basis if link else "",
                link.evidence if link else (),
            )
            for depth, one, link in chain
        )
        for chain in chains(contents.links, contents.incidents)
    )


def _answers(links: Sequence[Link], incidents: Mapping[str, Incident]) -> dict[str, list[Link]]:
    """For each incident the links by which others answer it, one for each answer, stated before claimed."""
    found: dict[str, dict[str, Link]] = defaultdict(dict)
    for link in sorted(links, key=lambda one: (one.basis != "stated", one.link_id)):
        if link.relation == _RELATION and {link.from_id, link.to_id} <= incidents.keys():
            found[link.to_id].setdefault(link.from_id, link)
    return {key: sorted(told.values(), key=lambda one: _day(incidents[one.from_id])) for key, told in found.items()}


def _roots(start: str, answers: Mapping[str, Sequence[Link]], incidents: Mapping[str, Incident]) -> set[str]:
    """The incidents of a chain that answer nothing; where all answer each other, the earliest."""
    above: dict[str, set[str]] = defaultdict(set)
    for key, told in answers.items():
        for link in told:
            above[link.from_id].add(key)
    reached, left = {start}, [start]
    while left:
        here = left.pop()
        near = above[here] | {link.from_id for link in answers.get(here, ())}
        left += sorted(near - reached)
        reached |= near
    free = {one for one in reached if not above[one]}
    return free or {min(reached, key=lambda one: (_day(incidents[one]), one))}


def _steps(
    here: str,
    link: Link | None,
    depth: int,
    answers: Mapping[str, Sequence[Link]],
    incidents: Mapping[str, Incident],
    seen: set[str],
) -> Iterator[Step]:
    if here in seen or depth > _DEEPEST:
        return
    seen.add(here)
    yield depth, incidents[here], link
    for answer in answers.get(here, ()):
        yield from _steps(answer.from_id, answer, depth + 1, answers, incidents, seen)


def _day(incident: Incident) -> date:
    return incident.time.start or date.min
