"""The state behind a measure: that of the post that closes, of the ministry that warns, of the soldiers who are sent.

"Sweden's consulate will remain closed", "Russian diplomats leave": the state orders it, and stands beside the post or
the people as a doer, so that all measures of one state are found together. Where nobody is told to do it ("the Swedish
consulate was closed", "250 French troops are based there") it is that of the post or the forces themselves. A person
named, a state told by itself, and what others demand or threaten stay as they are.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from ...knowledge.countries import State
from ...model import Mention, MentionActor

_OF_OTHERS = frozenset({"demanded", "threatened"})
"""What somebody else wants, or would do."""
_FORCES = frozenset({"deployment", "troop_level", "withdrawal", "mobilization"})


def with_states(mentions: Sequence[Mention], kinds: Collection[str], states: Mapping[str, State]) -> list[Mention]:
    """The mentions, those of these kinds with the states of their doers.

    `states`: adjectives of states, in small letters, with their states.
    """
    by_code = {state.alpha3: state for state in states.values()}
    found = []
    for mention in mentions:
        doers = _doers(mention) if mention.kind in kinds else []
        told = {party.actor_id for party in doers if party.type == "country"}
        behind = {code: party for party in doers if (code := _state_of(party, states)) in by_code and code not in told}
        more = tuple(_as_state(party, by_code[code]) for code, party in behind.items() if code)
        found.append(replace(mention, actors=(*mention.actors, *more)) if more else mention)
    return found


def _doers(mention: Mention) -> list[MentionActor]:
    """Who does it; where nobody is told to, the post that is closed or the forces that are sent."""
    doers = [party for party in mention.actors if party.role == "actor"]
    if doers or mention.status in _OF_OTHERS:
        return doers
    moved = mention.kind in _FORCES
    return [p for p in mention.actors if p.role == "recipient" and (p.type == "facility" or moved)]


def _state_of(party: MentionActor, states: Mapping[str, State]) -> str | None:
    """Alpha-3 code of the state whose post, body or people a party is; None for a named person and for a country."""
    if party.type == "country" or (party.type == "person" and party.actor_id is not None):
        return None
    if party.actor_id is not None:
        return party.country if "/" in party.actor_id else None
    words = (word.strip(".,'’\"") for word in party.text.lower().split())
    return next((states[word].alpha3 for word in words if word in states), None)


def _as_state(party: MentionActor, state: State) -> MentionActor:
    """The state, told by the words of its post or people."""
    return replace(
        party, role="actor", type="country", actor_id=state.alpha3, name=state.name, sector="GOV", country=state.alpha3
    )
