"""Whether a time or a place and an event stand apart: "after", "before" or "including" between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..lemma import lemma
from .syntax import kids
from .told import Told

if TYPE_CHECKING:
    from ..token import Token

_SEPARATORS = frozenset({"after", "before", "since", "until", "following", "despite", "till"})
_SEQUENCE = frozenset({"follow", "precede", "avenge", "prompt", "trigger", "provoke", "spark"})
"""Verbs between two deeds: "the siege followed the hanging in Tehran"."""
_PART_OF = frozenset({"including", "like"})
_OF_THE_WHOLE = 2
"""What it costs to take what is said of the whole for the part."""


def upward(token: Token) -> Iterator[Token]:
    """The words above one, from near to far."""
    node = token
    while node.head != node:
        node = node.head
        yield node


def separated(told: Told, rivals: Sequence[Told], head: Token, answers: frozenset[str]) -> int | None:
    """None where "after", "before" or "including" stands between a word and the event; a cost the other way round.

    "The rally took place after a strike on Sunday": Sunday is the strike's. "Four attacks, including one in Basra":
    Basra is that one's. What is said of the whole may hold for the part. `answers` are nouns of answering.
    """
    told_of = {word.i for other in rivals for word in other.words}
    inner = _fence(head, told_of, answers)
    if inner is not None and not any(is_under(word, inner) for word in told.words):
        return None
    outer = _fence(told.trigger, {word.i for word in told.words}, answers)
    if outer is not None and not is_under(head, outer):
        return None if outer.lower_ in _SEPARATORS and inner is not None else _OF_THE_WHOLE
    return 0


def is_answered(told: Told, head: Token, answers: frozenset[str]) -> bool:
    """ "struck on Thursday in response to rocket attacks": those came before, though perhaps in one month."""
    fence = _fence(told.trigger, {word.i for word in told.words}, answers)
    return fence is not None and _is_of_answer(fence, answers) and not is_under(head, fence)


def _fence(token: Token, events: set[int], answers: frozenset[str]) -> Token | None:
    """The clause or phrase of time or part that a word stands in, where it tells another event."""
    for node in upward(token):
        clause = _is_clause_of_time(node) or _is_of_answer(node, answers)
        behind = node.dep_ == "dobj" and lemma(node.head) in _SEQUENCE
        # "Shut since 22 October, when a plane turned back": the day itself is of the deed above it.
        other = node.dep_ == "prep" and node.lower_ in _SEPARATORS | _PART_OF and token.head != node
        if clause or behind or other:
            inside = {child.i for child in node.subtree}
            if clause or inside & events:
                return node
    return None


def _is_of_answer(node: Token, answers: frozenset[str]) -> bool:
    """True for "to" in "in response to the strike of April 1": the day is the strike's."""
    return node.dep_ == "prep" and node.lower_ in ("to", "for") and node.head.lower_ in answers


def _is_clause_of_time(verb: Token) -> bool:
    """True for a clause that "after", "before" or "since" opens."""
    return verb.dep_ == "advcl" and any(child.lower_ in _SEPARATORS for child in kids(verb, "mark"))


def is_under(token: Token, top: Token) -> bool:
    """True where a word hangs, at any depth, on another or is it."""
    return token == top or any(node == top for node in upward(token))
