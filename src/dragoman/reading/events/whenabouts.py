"""The time that a later sentence gives an event by its noun: "ordered staff to leave ... the order on Wednesday".

Invariant: the words of a time given here stand in another sentence than the event's, and their span says which; an
event that any telling dates is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ...model import Mention, MentionTime, Timex
from ..lemma import lemma, part_of_speech
from ..parse import Sentence
from .beside import head_of
from .syntax import path_length

if TYPE_CHECKING:
    from ..token import Token

_REACH = 3
"""Sentences after the event in which its noun may stand."""
_STEPS = 4
"""Steps in the parse between the noun and its time: "what led to the order on Wednesday"."""
_DEFINITE = frozenset({"the", "that", "this"})


def dated_by_noun(sentences: Sequence[Sentence], mentions: Sequence[Mention], times: Sequence[Timex]) -> list[Mention]:
    """The mentions, with a time for events that only their own noun in one of the next sentences dates."""
    dated = {mention.event_id for mention in mentions if mention.time is not None}
    wanting = [m for m in mentions if m.event_id not in dated and not m.background and not m.series]
    usable = [timex for timex in times if timex.first is not None and timex.type in ("DATE", "TIME")]
    if not wanting or not usable:
        return list(mentions)
    by_start = {sentence.span.start: sentence for sentence in sentences}
    triggers = {mention.trigger.start for mention in mentions}
    given: dict[str, MentionTime] = {}
    # The last telling before the noun is the one that it takes up.
    for mention in reversed(wanting):
        sentence = by_start.get(mention.sentence.start)
        word = sentence.token_at(mention.trigger.start) if sentence else None
        if sentence is None or word is None or not word.tag_.startswith("VB") or mention.event_id in dated:
            continue
        after = sentences[sentence.index + 1 : sentence.index + 1 + _REACH]
        time = next((found for one in after if (found := _by_noun(one, lemma(word), triggers, usable))), None)
        if time is not None:
            given[mention.mention_id] = time
            dated.add(mention.event_id)
    return [replace(m, time=given[m.mention_id]) if m.mention_id in given else m for m in mentions]


def _by_noun(sentence: Sentence, verb: str, triggers: set[int], times: Sequence[Timex]) -> MentionTime | None:
    """The time that hangs on the definite noun of a verb in this sentence, where that noun tells no event itself."""
    for token in sentence.tokens:
        if part_of_speech(token) != "NOUN" or lemma(token) != verb or sentence.offset(token) in triggers:
            continue
        if not any(child.lower_ in _DEFINITE for child in token.children):
            continue
        near = [(steps, timex) for timex in times if (steps := _steps(sentence, token, timex)) <= _STEPS]
        if near:
            _, timex = min(near, key=lambda item: item[0])
            return MentionTime(
                timex.start, timex.end, timex.text, timex.value, timex.first, timex.last, timex.precision
            )  # fmt: skip
    return None


def _steps(sentence: Sentence, noun: Token, timex: Timex) -> int:
    """Steps in the parse from a noun to a time of its sentence; beyond reach for one outside."""
    if not sentence.span.start <= timex.start < sentence.span.end:
        return _STEPS + 1
    head = head_of(sentence, timex.start, timex.end)
    return path_length(noun, head) if head is not None else _STEPS + 1
