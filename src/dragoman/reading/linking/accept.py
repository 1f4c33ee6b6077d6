"""What the model accepts: phrases likely enough to be a part of a deed, each in the words that name it best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...model import Span
from ...model.actor import ActorType
from .features import of_wording, stands
from .model import PARTS, LinkWeights
from .survey import Seen, plain

ACCEPT = {"doer": 0.2, "group": 0.25, "target": 0.2, "victim": 0.2, "weapon": 0.2}
"""A phrase as likely as this is a party: about half of the F1 that is reached, where F1 is highest."""
BESIDE = 0.4
"""What a phrase in another sentence than the deed must reach: texts of another kind name more bystanders."""
STATE = frozenset({"COP", "MIL"})
"""Sectors of a state's armed forces."""
_NEVER: dict[str, frozenset[ActorType]] = {
    "doer": frozenset({"country", "organisation", "facility"}),
    "group": frozenset({"person", "facility"}),
    "victim": frozenset({"country", "organisation", "facility"}),
    "target": frozenset({"person", "country"}),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase accepted as a part of a deed."""

    seen: Seen
    part: str
    chance: float
    span: Span


def accepted(
    text: str, surveyed: Sequence[Seen], chances: Sequence[tuple[float, ...]], weights: LinkWeights
) -> Iterator[Found]:
    """Phrases that are likely parties, the likeliest first; no part twice by words that hold one another."""
    found = [
        Found(seen, part, chance, wording(text, seen, part, weights))
        for seen, each in zip(surveyed, chances, strict=True)
        for part, chance in zip(PARTS, each, strict=True)
        if chance >= _least(seen, part) and _can_be(seen, part)
    ]
    taken: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for one in sorted(found, key=lambda one: (-one.chance, one.span.start)):
        words = plain(text[one.span.start : one.span.end])
        own = frozenset(words.split())
        held = taken.setdefault(one.part, [])
        if any(words != other and (own <= parts or parts <= own) for other, parts in held):
            continue
        held.append((words, own))
        yield one


def wording(text: str, seen: Seen, part: str, weights: LinkWeights) -> Span:
    """The cut of a phrase that names the party best."""
    cuts = seen.phrase.wordings
    return max(
        cuts,
        key=lambda span: (
            weights.worth(of_wording(seen.phrase, part, span, text, seen.sense)), -span.start, span.end,
        ),
    )  # fmt: skip


def _can_be(seen: Seen, part: str) -> bool:
    """False where knowledge rules a part out: a state is no gunman, a person no armed group, a body no person."""
    actor = seen.phrase.actor
    return actor is None or actor.actor_id is None or actor.type not in _NEVER.get(part, frozenset())


def _least(seen: Seen, part: str) -> float:
    """How likely a phrase must be to be a part: more outside the deed's sentence, and more for forces of the state."""
    inside = any(stands(mention) for mention, _ in seen.around.deeds)
    actor = seen.phrase.actor
    state = "class child_of_state" in seen.features or (actor is not None and actor.sector in STATE)
    return ACCEPT[part] if inside and not (state and part in ("doer", "group")) else max(ACCEPT[part], BESIDE)
