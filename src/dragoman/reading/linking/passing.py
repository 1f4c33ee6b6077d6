"""Events that a report only touches on: they become background."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ...knowledge.framebook import FrameBook
from ...model import Mention
from ..clause import is_past, is_perfect, is_verb
from .features import is_open
from .survey import Seen

if TYPE_CHECKING:
    from ..token import Token

TOUCHED = 0.2
"""An event without a day or a toll whose sentences hold no phrase as likely as this is only touched on."""
COUNTED = 0.1
"""The same for one with a toll, where the sentence tells neither the day nor the place."""


_TOP = 300
"""Characters from the beginning of a report in which its news stands."""


def passing_as_background(
    book: FrameBook, mentions: Sequence[Mention], surveyed: Sequence[Seen], chances: Sequence[tuple[float, ...]]
) -> list[Mention]:
    """The mentions, those of events that the report only touches on marked as background.

    No telling of such an event has a likely party near it, a day, or a toll with a place: "the fight against the
    guerrilla", "so many have been killed".
    """
    likely: dict[int, float] = {}
    for seen, each in zip(surveyed, chances, strict=True):
        start = seen.phrase.sentence.span.start
        likely[start] = max(likely.get(start, 0.0), *each)
    told = {mention.event_id for mention in mentions if _is_news(mention, likely.get(mention.sentence.start, 0.0))}
    told |= {m.event_id for seen in surveyed for m, token in seen.around.deeds if _is_told(m, token)}
    return [
        mention if mention.event_id in told or not is_open(mention, book) else replace(mention, background=True)
        for mention in mentions
    ]


def _is_news(mention: Mention, likely: float) -> bool:
    """True for a telling with a day, a likely party near it, or a toll with a place or half as likely a party."""
    if mention.time or likely >= TOUCHED:
        return True
    return bool(mention.killed or mention.injured) and (likely >= COUNTED or _is_placed(mention))


def _is_placed(mention: Mention) -> bool:
    """True where the telling's own sentence names the place."""
    place = mention.place
    return place is not None and mention.sentence.start <= place.start < mention.sentence.end


def _is_told(mention: Mention, verb: Token) -> bool:
    """True for a deed that the main clause tells in the past with who did it to whom: "rebels seized the airport"."""
    roles = {party.role for party in mention.actors}
    if "actor" not in roles or not roles & {"recipient", "victim"} or not is_verb(verb):
        return False
    main = verb.dep_ == "ROOT" or (verb.dep_ == "ccomp" and verb.head.dep_ == "ROOT")
    # "Fighters have kidnapped five nurses" is news at the top and looks back further down.
    return main and (is_past(verb) or (is_perfect(verb) and "victim" in roles and mention.sentence.start < _TOP))
