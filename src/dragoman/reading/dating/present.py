"""What stands when a report is written: "the consulate is closed", "has suspended visas", "advises against all travel".

A report that tells a posture in the present or the perfect, and gives it no day, tells that it is so on its own day.
When it began stays unknown.

Invariant: a time given here has no words of its own (`MentionTime.as_of`), and an event that any telling dates is left
alone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ...model import HAPPENED, Mention, MentionTime, Published, Timex
from ..clause import children, clause_verb, is_verb
from ..parse import Sentence

if TYPE_CHECKING:
    from ..token import Token

_LONGEST = 31
"""Days of a report's date beyond which "now" tells nothing."""
_NEWS = timedelta(days=10)
"""How old the day may be that a paragraph tells of for its simple past to be of these days."""
_NOW = frozenset({"has", "have", "'s", "'ve", "is", "are", "'re", "'m", "am", "will", "'ll", "does", "do"})
_HAVE = frozenset({"has", "have", "'ve"})
_THEN = frozenset({"had", "'d", "was", "were", "did"})


def standing_now(
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    times: Sequence[Timex],
    published: Published,
    lasting: Collection[str],
    held: Collection[str],
    deeds: Collection[str],
) -> list[Mention]:
    """The mentions, with the report's own day for undated ones of the `lasting` kinds told as standing then.

    `lasting`: kinds that the present or the perfect dates; `held`: those of them that hold for a while, so that "KLM
    suspended its flights" tells that they are suspended; `deeds`: kinds that only the perfect dates, and what is going
    on ("six men have been arrested").
    """
    days = published.interval.days
    if days is None or days > _LONGEST:
        return list(mentions)
    dated = {mention.event_id for mention in mentions if mention.time is not None}
    wanting = [m for m in mentions if m.event_id not in dated and not m.background]
    wanting = [m for m in wanting if m.kind in lasting or (m.kind in deeds and m.status in HAPPENED and not m.series)]
    if not wanting:
        return list(mentions)
    by_start = {sentence.span.start: sentence for sentence in sentences}
    given = set()
    for mention in wanting:
        sentence = by_start.get(mention.sentence.start)
        if sentence is None:
            continue
        if mention.kind in deeds and mention.kind not in lasting:
            if _is_fresh(sentence, mention, times):
                given.add(mention.mention_id)
            continue
        tense = _tense_of(sentence, mention)
        held_on = tense == "past" and mention.kind in held and mention.status in HAPPENED
        if tense == "now" and _is_perfect(sentence, mention) and _tells_of_old(sentence, times, published.start):
            # "After attacks in May the department has ordered staff out": ordered then, as likely as now.
            continue
        if tense == "now" or (held_on and not _looks_back(sentences, sentence, times, published.start)):
            given.add(mention.mention_id)
    now = MentionTime(None, None, None, "PRESENT_REF", published.start, published.end, published.precision)
    return [replace(mention, time=now) if mention.mention_id in given else mention for mention in mentions]


def _is_fresh(sentence: Sentence, mention: Mention, times: Sequence[Timex]) -> bool:
    """True for a deed in the perfect, or that goes on, in a sentence that tells no time."""
    if any(sentence.span.start <= time.start < sentence.span.end and time.type != "SET" for time in times):
        return False
    verb = sentence.token_at(mention.trigger.start)
    if verb is None or not is_verb(verb):
        return False
    perfect = any(child.lower_ in _HAVE for child in children(verb, "aux"))
    return perfect or (mention.status == "ongoing" and _tense(verb) == "now")


def _tense_of(sentence: Sentence, mention: Mention) -> str:
    """The tense in which a mention is told."""
    word = sentence.token_at(mention.trigger.start)
    verb = clause_verb(word) if word is not None else None
    return _tense(verb) if verb is not None else ""


def _is_perfect(sentence: Sentence, mention: Mention) -> bool:
    """True for a mention told by a verb in the perfect: "has ordered"."""
    word = sentence.token_at(mention.trigger.start)
    verb = clause_verb(word) if word is not None else None
    return verb is not None and any(child.lower_ in _HAVE for child in children(verb, "aux"))


def _tells_of_old(sentence: Sentence, times: Sequence[Timex], written: date | None) -> bool:
    """True where a sentence names a day or month well before the report."""
    inside = [t for t in times if sentence.span.start <= t.start < sentence.span.end and t.type in ("DATE", "TIME")]
    return written is not None and any(t.last is not None and t.last < written - _NEWS for t in inside)


def _looks_back(
    sentences: Sequence[Sentence], sentence: Sentence, times: Sequence[Timex], written: date | None
) -> bool:
    """True where the paragraph, so far, tells of days well before the report, or of one that nobody can place."""
    first = sentence.index
    while first and sentences[first - 1].segment.paragraph == sentence.segment.paragraph:
        first -= 1
    start = sentences[first].span.start
    before = [t for t in times if start <= t.start < sentence.span.end and t.type in ("DATE", "TIME")]
    if not before or written is None:
        return False
    last = before[-1]
    return last.first is None or last.first < written - _NEWS


def _tense(verb: Token) -> str:
    """ "now", "past" (simple) or "then" of the clause of a verb; that of the clause above for an infinitive."""
    for _ in range(8):
        helpers = {str(child.lower_) for child in children(verb, "aux", "auxpass")}
        if helpers & _NOW or verb.tag_ in ("VBZ", "VBP"):
            return "now"
        if helpers & _THEN:
            return "then" if "had" in helpers or "'d" in helpers else "past"
        if verb.tag_ == "VBD":
            return "past"
        above = clause_verb(verb.head) if verb.head != verb else None
        if above is None or above == verb:
            return ""
        verb = above
    return ""
