"""What stands right behind what was hit: "the embassy in Baghdad", "a base that is located near Kirkuk"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...model import MentionActor, PlaceMention
from ..parse import Sentence
from .syntax import is_verb
from .told import Told

if TYPE_CHECKING:
    from ..token import Token

HIT = ("recipient", "victim")
BESIDE = re.compile(
    r"(?:,? (?:which |that )?(?:is |are |was |were |lies )?(?:located|based|situated|stationed|housed))? "
    r"(?:in|at|near|outside|inside|within|around) (?:the )?(?:\w+ )?"
)
"""Words that may stand between what was hit and its place."""


def head_of(sentence: Sentence, start: int, end: int) -> Token | None:
    """The word of a stretch that the rest of it hangs on."""
    inside = [token for token in sentence.tokens if start <= sentence.offset(token) < end]
    return next((token for token in inside if token.head not in inside or token.head == token), None)


def first_joined(head: Token) -> Token:
    """The first of the places joined by "and", or that this one explains: its grammar holds for all."""
    node = head
    while node.dep_ in ("conj", "appos") and node.head.tag_ in ("NNP", "NNPS") and not is_verb(node.head):
        node = node.head
    return node


def beside_target(sentence: Sentence, place: PlaceMention, actors: Sequence[MentionActor]) -> int | None:
    """No cost for the place right behind what was hit ("the embassy in Baghdad"), or inside a facility's own name."""
    base = sentence.span.start
    for actor in actors:
        if actor.role not in ("recipient", "victim") or not sentence.span.start <= actor.start < sentence.span.end:
            continue
        between = sentence.text[actor.end - base : max(actor.end, place.start) - base]
        if actor.end <= place.start and BESIDE.fullmatch(between):
            return 0
        inside = actor.start <= place.start and place.end < actor.end
        if inside and actor.type == "facility" and place.precision != 4:
            return 0
    return None


def beside_rival_target(sentence: Sentence, place: PlaceMention, head: Token, rivals: Sequence[Told]) -> bool:
    """True for the place right behind what another event hit: "strikes in answer to a raid on a base near Kirkuk"."""
    hit = (token for rival in rivals for role in HIT for token in rival.parties.get(role, ()))
    base = sentence.span.start
    start = min(place.start, sentence.offset(first_joined(head)))
    ends = (sentence.offset(token) + len(token.text) for token in hit)
    return any(end <= start and BESIDE.fullmatch(sentence.text[end - base : start - base]) for end in ends)
