"""What the model doubts: words that rules took for a party and that are most unlikely to be one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ...knowledge.framebook import FrameBook
from ...model import DOERS, Mention, MentionActor
from ..lemma import lemma
from .features import governor_of
from .model import PARTS, LinkWeights
from .phrases import Phrase
from .survey import Seen

if TYPE_CHECKING:
    from ..token import Token

DOUBT = 0.1
"""A party that rules propose and the model finds less likely than this is none."""
Likely = Mapping[tuple[int, str], float]
"""How likely the noun at an offset is a part, for the nouns that the model may judge."""


def judged(
    book: FrameBook, weights: LinkWeights, surveyed: Sequence[Seen], chances: Sequence[tuple[float, ...]]
) -> Likely:
    """What the model says of the nouns that it may judge."""
    return {
        (seen.phrase.start, part): chance
        for seen, each in zip(surveyed, chances, strict=True)
        for part, chance in zip(PARTS, each, strict=True)
        if not _may_be(book, weights, seen.phrase, part)
    }


def _may_be(book: FrameBook, weights: LinkWeights, phrase: Phrase, part: str) -> bool:
    """True for names, people and bodies, and for things that the model never met: rules know better what these are.

    Who fights and who dies in a war that the model never saw is not for it to judge. What a building or a car is to a
    deed is alike in all wars: a thing by a noun that it learned from may leave, unless it is the deed's own object.
    """
    noun = lemma(phrase.head)
    own = book.classes.get(noun, frozenset())
    if phrase.proper:
        return True
    if part == "target" and weights.knows(noun) and not _is_object(phrase.head):
        return False
    if noun == "other" or any(child.dep_ == "nummod" for child in phrase.head.children):
        return True
    return "can act" in own or (part not in ("doer", "group") and "can be hit" in own)


def _is_object(noun: Token) -> bool:
    """True where syntax says what was struck: "burned the bus", "an attack on the bank"; not "shot at his house"."""
    _, dep, prep = governor_of(noun)
    return dep in ("dobj", "nsubjpass") or prep in ("on", "against", "upon")


def without_doubtful(mention: Mention, likely: Likely) -> Mention:
    """The mention without the parties that the model finds most unlikely."""
    kept = tuple(party for party in mention.actors if not _is_doubtful(party, likely))
    return mention if len(kept) == len(mention.actors) else replace(mention, actors=kept)


def _is_doubtful(party: MentionActor, likely: Likely) -> bool:
    """True for a noun of no people that the model finds most unlikely to be what the rules made of it."""
    if party.link is not None or party.actor_id is not None or party.sector is not None:
        return False
    part = _part(party)
    known = [chance for (at, name), chance in likely.items() if name == part and party.start <= at < party.end]
    return bool(known) and max(known) < DOUBT


def _part(party: MentionActor) -> str:
    """The part that a party of the rules would have."""
    if party.role in DOERS:
        return "doer" if party.type == "person" else "group"
    return "target" if party.type == "facility" else "victim"
