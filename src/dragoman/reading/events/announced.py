"""Who orders what is told without its doer: the authority that announces it, in its own words or as issuer of the text.

"The consulate is closed, the ministry said": the ministry's measure. A witness who says so orders nothing, and a state
that speaks of another's embassy does not either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...model import ActorMention, Mention, MentionActor, Source, Statement
from ..labels import VoiceWords

_ORDERED = frozenset(
    {"ordered_departure", "authorized_departure", "evacuation", "closure", "reopening", "service_suspension"}
    | {"advisory", "security_alert", "restriction"}
)
"""Kinds that an authority decides on."""
_STATES = frozenset({"GOV", "MIL", "COP", "SPY", "IGO", "JUD", "LEG"})
_TELLING = frozenset({"asserts", "promises", "warns", "demands"})


def by_announcer(
    text: str,
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    actors: Sequence[ActorMention],
    issuer: Source | None,
    words: VoiceWords,
) -> list[Mention]:
    """The mentions, with the authority that announces a measure as the doer of one that has none."""
    said = {one.statement_id: one for one in statements}
    found = []
    for mention in mentions:
        statement = said.get(mention.statement_id or "")
        if mention.kind in _ORDERED and statement is not None and not any(p.role == "actor" for p in mention.actors):
            party = _authority(text, statement, actors, issuer)
            ours = statement.cue is not None or not _is_elsewhere(mention, words)
            if party is not None and ours and not _of_another(mention, party):
                mention = replace(mention, actors=(party, *mention.actors))
        found.append(mention)
    return found


def _authority(
    text: str, statement: Statement, actors: Sequence[ActorMention], issuer: Source | None
) -> MentionActor | None:
    """The speaker of a statement as a party, where it is an authority that can order such a thing."""
    source = statement.source
    if source is None:
        return None
    if issuer is not None and (source == issuer or source.link == (issuer.start, issuer.end)):
        known = _actor_at(issuer, actors)
        country, sector = (known.country, known.sector) if known else (None, None)
        return MentionActor(
            "actor",
            "organisation",
            issuer.start,
            issuer.end,
            issuer.text,
            issuer.actor_id,
            issuer.name,
            sector,
            country,
        )
    actor = _actor_at(source, actors)
    if statement.stance not in _TELLING or statement.cue is None or actor is None or actor.sector not in _STATES:
        return None
    if actor.type not in ("organisation", "country", "person", "facility") or not (actor.actor_id or actor.name):
        return None
    # A pronoun stands where the words are that it stands for.
    start, end = source.link or (source.start, source.end)
    link = (source.start, source.end) if source.link else None
    sort = "organisation" if actor.type == "facility" else actor.type
    name, country = source.name or actor.name, actor.country
    return MentionActor("actor", sort, start, end, text[start:end], actor.actor_id, name, actor.sector, country, link)


def _actor_at(source: Source, actors: Sequence[ActorMention]) -> ActorMention | None:
    """The actor whose words a source is."""
    over = [a for a in actors if a.start < source.end and source.start < a.end]
    same = [a for a in over if source.actor_id is not None and a.actor_id == source.actor_id]
    return max(same or over, key=lambda a: a.end - a.start, default=None)


def _is_elsewhere(mention: Mention, voices: VoiceWords) -> bool:
    """True for what a body tells of without having decided it: a road, flights, a border."""
    words = {word.strip(".,'’").lower() for party in mention.actors for word in party.text.split()}
    return bool(words & voices["of_others"])


def _of_another(mention: Mention, party: MentionActor) -> bool:
    """True where what is shut or emptied is another state's than that of who speaks."""
    states = {p.actor_id.split("/")[0] for p in mention.actors if p.actor_id and "/" in p.actor_id}
    own = party.country or (party.actor_id or "").split("/")[0]
    return bool(states) and bool(own) and own not in states
