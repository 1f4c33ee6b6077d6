"""What a deed damaged, told after it: "the bank was damaged as well", "two cars were wrecked".

Such a sentence becomes one more telling of the last deed before it that can have done the damage, with what it damaged
as its target. A sentence that tells a deed of its own, or who did the damage, is left to the events room.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ...knowledge.framebook import FrameBook
from ...knowledge.retold import RetoldWords
from ...model import HAPPENED, Mention, MentionActor
from ..clause import children, is_negated, is_verb
from ..events.phrases import noun_phrase
from ..events.syntax import kids, spread
from ..lemma import lemma
from ..parse import Sentence
from .again import told_again

if TYPE_CHECKING:
    from ..token import Token

_REACH = 5
"""Sentences before this one in which the deed may be told."""
_THINGS = frozenset({"facility", "building", "vehicle", "thing", "ship", "aircraft"})


def damage_told(
    sentences: Sequence[Sentence], mentions: Sequence[Mention], book: FrameBook, known: RetoldWords
) -> list[Mention]:
    """One telling for each sentence that says what was damaged and not by what."""
    found: list[Mention] = []
    able = [
        m for m in mentions
        if m.kind in known.damaging and m.status in HAPPENED and not m.background and not m.series
    ]  # fmt: skip
    if not able:
        return found
    violent = [m.trigger for m in mentions if book.kinds[m.kind].group == "violence"]
    for number, sentence in enumerate(sentences):
        if any(sentence.span.contains(trigger) for trigger in violent):
            continue
        for verb, things in _told(sentence, known, book):
            at = sentence.words([verb])
            near = [one.span for one in sentences[max(0, number - _REACH) : number]]
            deeds = [m for m in able if any(span.contains(m.trigger) for span in near)]
            if deeds:
                parts = [noun_phrase(sentence, thing) for thing in things]
                targets = [MentionActor("recipient", "facility", part.start, part.end, part.text) for part in parts]
                found.append(told_again(deeds[-1], sentence, at, targets, None))
    return found


def _told(sentence: Sentence, known: RetoldWords, book: FrameBook) -> Iterator[tuple[Token, list[Token]]]:
    """(verb, what came to harm) for each passive of damage without a doer."""
    for verb in sentence.tokens:
        if not is_verb(verb) or lemma(verb) not in known.damage or is_negated(verb) or kids(verb, "agent"):
            continue
        if not kids(verb, "auxpass"):
            continue
        # Also behind "two of": what was damaged is the thing, and not the number.
        things = [noun for noun in spread(list(children(verb, "nsubjpass"))) if _is_thing(noun, book)]
        if things:
            yield verb, things


def _is_thing(noun: Token, book: FrameBook) -> bool:
    """True for a word of things that can be broken."""
    return bool(_THINGS & set(book.classes.get(lemma(noun), ())))
