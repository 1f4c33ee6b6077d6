"""Who orders what is told without its doer: the authority that announces it, in its own words or as issuer of the text.

"The consulate is closed, the ministry said": the ministry's measure. A witness who says so orders nothing, and a state
that speaks of another's embassy does not either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ...knowledge.countries import State
from ...model import ActorMention, Mention, MentionActor, Source, Statement
from ..labels import VoiceWords

_ORDERED = frozenset(
    {"ordered_departure", "authorized_departure", "evacuation", "closure", "reopening", "service_suspension"}
    | {"advisory", "security_alert", "restriction"}
)
"""Kinds that an authority decides on."""
_SENT = frozenset({"deployment", "withdrawal", "mobilization", "troop_level"})
"""Moves of forces: whoever speaks of those of its own state, or of what is planned, moves them."""
_PLANNED = frozenset({"announced", "possible", "negated"})
_STATES = frozenset({"GOV", "MIL", "COP", "SPY", "IGO", "JUD", "LEG"})
_TELLING = frozenset({"asserts", "promises", "warns", "demands", "predicts"})


def by_announcer(
    text: str,
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    actors: Sequence[ActorMention],
    issuer: Source | None,
    states: Mapping[str, State],
    words: VoiceWords,
) -> list[Mention]:
    """The mentions, with the authority that announces a measure as the doer of one that has none.

    `states`: adjectives of states, in small letters, with their states.
    """
    said = {one.statement_id: one for one in statements}
    found = []
    for mention in mentions:
        statement = said.get(mention.statement_id or "")
        decided = mention.kind in _ORDERED or mention.kind in _SENT
        if decided and statement is not None and not _has_doer(mention):
            party = _authority(text, statement, actors, issuer)
            ours = statement.cue is not None or not _is_elsewhere(mention, words)
            if mention.kind in _SENT and party is not None:
                ours = mention.status in _PLANNED or any(
                    p.country and p.country == party.country for p in mention.actors
                )
            if party is not None and ours and not _of_another(mention, party, states):
                mention = replace(mention, actors=(party, *mention.actors))
        found.append(mention)
    return found


def _has_doer(mention: Mention) -> bool:
    """True where a doer is told; of what is only planned, people without a name are those who are to go."""
    doers = [party for party in mention.actors if party.role == "actor"]
    planned = mention.status in _PLANNED
    return any(party.actor_id or party.type not in ("person", "unnamed") or not planned for party in doers)


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
    if actor.type == "unnamed" and not actor.country:
        return None
    if not (actor.actor_id or actor.name):
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


def _of_another(mention: Mention, party: MentionActor, states: Mapping[str, State]) -> bool:
    """True where what is shut, emptied or sent is another state's than that of who speaks."""
    owners = {p.actor_id.split("/")[0] for p in mention.actors if p.actor_id and "/" in p.actor_id}
    owners |= {p.country for p in mention.actors if p.country and p.type in ("group", "organisation")}
    words = (word for p in mention.actors for word in p.text.lower().split())
    owners |= {states[word].alpha3 for word in words if word in states}
    own = party.country or (party.actor_id or "").split("/")[0]
    return bool(owners) and bool(own) and own not in owners
