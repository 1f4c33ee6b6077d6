"""Whose measure it is where nobody is told to take it: the body whose post, people or services the sentence names.

"The embassy closed on Friday", "the consulate's staff were taken to the base", "UNHAS flights are cancelled",
"warships of the Sixth Fleet": a mission shuts itself, moves its own people and stops its own services. A body stands
inside the words of what is shut or moved, right before them or behind an "of"; all else is left without a doer. What
others demand or threaten stays as it is. Invariant: the words of a doer given here stand in the mention's own sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from ...model import DOERS, ActorMention, Mention, MentionActor

_OWN = frozenset({"closure", "reopening", "service_suspension", "evacuation", "ordered_departure"})
"""Measures that a body takes of its own posts, people and services."""
_FORCES = frozenset({"deployment", "withdrawal", "mobilization", "troop_level"})
"""Moves of forces, whose words name the body that they are of."""
_OF_OTHERS = frozenset({"demanded", "threatened"})
_ITS_OWN = frozenset({"occurred", "ongoing", "announced"})
"""What stands of a mission's own: "unless rockets stop the embassy would close" is another's threat."""
_BODIES = frozenset({"organisation", "group", "facility", "country"})
_BEFORE = frozenset({"'s", "’s", "'", "’", ""})
_BEHIND = frozenset({"of", "of the", "of its", "from the"})
_MISSIONS = ("embassy", "consulate", "chancery", "commission")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|remains?|remained|stays?|stayed)\s+(?:\w+\s+){0,2}$")


def with_keepers(text: str, mentions: Sequence[Mention], actors: Sequence[ActorMention]) -> list[Mention]:
    """The mentions, those of measures that nobody is told to take with the body whose they are as a doer."""
    return [replace(one, actors=(*one.actors, *more)) if (more := _keepers(text, one, actors)) else one
            for one in mentions]  # fmt: skip


def _keepers(text: str, mention: Mention, actors: Sequence[ActorMention]) -> list[MentionActor]:
    """The bodies behind one mention; none where a body is told as its doer."""
    if mention.kind not in _OWN | _FORCES or mention.status in _OF_OTHERS:
        return []
    doers = [party for party in mention.actors if party.role in DOERS]
    if any(party.actor_id or (party.name and party.name != party.text) for party in doers):
        return []
    kept = doers or [party for party in mention.actors if party.role == "recipient"]
    first = bisect_left(actors, mention.sentence.start, key=attrgetter("start"))
    inside = [one for one in actors[first:] if one.start < mention.sentence.end and one.type in _BODIES]
    found: list[MentionActor] = []
    for party in kept:
        owners = [one for one in inside if _is_owner(text, one, party)]
        if not owners and not doers and _shuts_itself(text, mention, party):
            found.append(replace(party, role="actor"))
        found += [_as_doer(one) for one in owners[:1]]
    taken = {(party.start, party.end) for party in doers}
    return [party for party in found if (party.start, party.end) not in taken]


def _is_owner(text: str, actor: ActorMention, party: MentionActor) -> bool:
    """True for a body named within the words of what is moved or shut, right before them, or behind "of"."""
    if (actor.start, actor.end) == (party.start, party.end) or not (actor.actor_id or actor.sector):
        return False
    if party.start <= actor.start and actor.end < party.end and actor.type != "country":
        return True
    if actor.end <= party.start:
        return text[actor.end : party.start].strip() in _BEFORE and actor.type != "country"
    return party.end <= actor.start and text[party.end : actor.start].strip() in _BEHIND


def _shuts_itself(text: str, mention: Mention, party: MentionActor) -> bool:
    """True for a measure that a mission takes of its own."""
    own = mention.kind in _OWN and mention.status in _ITS_OWN
    return own and _is_mission(party) and not _is_passive(text, mention)


def _is_mission(party: MentionActor) -> bool:
    """True for a mission, which shuts itself; who shuts an airport, a market or a road is another."""
    return party.type == "facility" and any(word in party.text.lower() for word in _MISSIONS)


def _is_passive(text: str, mention: Mention) -> bool:
    """True for "has been closed": somebody closed it, and nobody says who."""
    return _PASSIVE.search(text, mention.sentence.start, mention.trigger.start) is not None


def _as_doer(actor: ActorMention) -> MentionActor:
    """A body as the doer of a measure."""
    return MentionActor(
        "actor", actor.type, actor.start, actor.end, actor.text, actor.actor_id, actor.name, actor.sector,
        actor.country,
    )  # fmt: skip
