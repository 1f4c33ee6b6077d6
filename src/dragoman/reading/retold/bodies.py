"""The dead and hurt counted in a phrase: "eight bodies were carried out", "which brings the dead to 14".

Such words name no deed and need no verb of killing. They count for the deed of violence told last, in their own
sentence or in one of the two before: its first number, or with words for a total ("brings the dead to") the newest one.
Left alone are numbers of something more ("three more bodies") and clauses that only describe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...knowledge.quantities import Quantities
from ...knowledge.retold import RetoldWords
from ...model import HAPPENED, Count, Mention, Span, TextSpan
from ..numbers import number_at, numbers
from ..parse import Sentence
from .again import told_again

_REACH = 2
_FURTHER = re.compile(r"\b(?:more|other|others|another|further|additional)\b", re.IGNORECASE)
_ATTACKERS = re.compile(r"\b(?:attackers?|assailants?|gunm[ae]n|bombers?|militants?|terrorists?|insurgents?)\b", re.I)
_FIELDS = ("killed", "injured")


@dataclass(frozen=True, slots=True)
class _Counted:
    """A number in a phrase: of which field, and whether it is told as the number of all."""

    field: str
    count: Count
    at: TextSpan
    total: bool


def bodies_told(
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    violent: frozenset[str],
    quantities: Quantities,
    words: RetoldWords,
) -> list[Mention]:
    """One telling for each phrase that counts the dead or hurt of a deed. `violent`: the kinds of violence."""
    deeds = [m for m in mentions if m.kind in violent and m.status in HAPPENED and not (m.background or m.series)]
    if not deeds:
        return []
    has = {(m.event_id, name) for m in mentions for name in _FIELDS if getattr(m, name) is not None}
    taken = {(count.start, count.end) for m in mentions for name in _FIELDS if (count := getattr(m, name)) is not None}
    found: list[Mention] = []
    for sentence in sentences:
        if sentence.segment.heading or not any(word in sentence.text for word in words.phrase_words):
            continue
        for one in _counted(sentence, quantities, words):
            deed = _deed(sentence, sentences, deeds)
            if deed is None or (one.count.start, one.count.end) in taken:
                continue
            if (deed.event_id, one.field) in has and not one.total:
                continue
            has.add((deed.event_id, one.field))
            found.append(told_again(deed, sentence, one.at, [], None, **{one.field: one.count}))
    return found


def _counted(sentence: Sentence, quantities: Quantities, words: RetoldWords) -> Iterator[_Counted]:
    """The numbers that phrases of a sentence give."""
    base = sentence.span.start
    for field, pattern in words.phrases:
        for match in pattern.finditer(sentence.text):
            count = number_at(numbers(sentence, quantities), Span(base + match.start("n"), base + match.end("n")))
            said = match.group()
            total = field == "total"
            if count is None or (not total and (_FURTHER.search(said) or _ATTACKERS.search(said))):
                continue
            at = sentence.text_span(Span(base + match.start(), base + match.end()))
            yield _Counted("killed" if total else field, count, at, total)
            break


def _deed(sentence: Sentence, sentences: Sequence[Sentence], deeds: Sequence[Mention]) -> Mention | None:
    """The deed that a count is of: of its own sentence, else the last one before it in the same paragraph or so."""
    own = [m for m in deeds if sentence.span.contains(m.trigger)]
    if own:
        return next(m for m in own if m.event_id == own[-1].event_id)
    for before in reversed(sentences[max(0, sentence.index - _REACH) : sentence.index]):
        if sentence.segment.paragraph - before.segment.paragraph > 1:
            return None
        told = [m for m in deeds if before.span.contains(m.trigger)]
        if told and _is_aside(before, told[-1]):
            return None
        if told:
            return told[-1]
    return None


def _is_aside(sentence: Sentence, deed: Mention) -> bool:
    """True for a deed that only describes: "died in Lae, where a shop was looted"."""
    token = sentence.token_at(deed.trigger.start)
    return token is not None and token.dep_ == "relcl"
