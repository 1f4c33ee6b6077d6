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
from ..clause import children, clause_verb
from ..parse import Sentence

if TYPE_CHECKING:
    from ..token import Token

_LONGEST = 31
"""Days of a report's date beyond which "now" tells nothing."""
_NEWS = timedelta(days=10)
"""How old the day may be that a paragraph tells of for its simple past to be of these days."""
_NOW = frozenset({"has", "have", "'s", "'ve", "is", "are", "'re", "'m", "am", "will", "'ll", "does", "do"})
_THEN = frozenset({"had", "'d", "was", "were", "did"})


def standing_now(
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    times: Sequence[Timex],
    published: Published,
    lasting: Collection[str],
    held: Collection[str],
) -> list[Mention]:
    """The mentions, with the report's own day for undated ones of the `lasting` kinds told as standing then.

    `lasting`: kinds that the present or the perfect dates; `held`: those of them that hold for a while, so that "KLM
    suspended its flights" tells that they are suspended.
    """
    days = published.interval.days
    if days is None or days > _LONGEST:
        return list(mentions)
    dated = {mention.event_id for mention in mentions if mention.time is not None}
    wanting = [m for m in mentions if m.event_id not in dated and m.kind in lasting and not m.background]
    if not wanting:
        return list(mentions)
    by_start = {sentence.span.start: sentence for sentence in sentences}
    given = set()
    for mention in wanting:
        sentence = by_start.get(mention.sentence.start)
        if sentence is None:
            continue
        tense = _tense_of(sentence, mention)
        held_on = tense == "past" and mention.kind in held and mention.status in HAPPENED
        if tense == "now" or (held_on and not _looks_back(sentences, sentence, times, published.start)):
            given.add(mention.mention_id)
    now = MentionTime(None, None, None, "PRESENT_REF", published.start, published.end, published.precision)
    return [replace(mention, time=now) if mention.mention_id in given else mention for mention in mentions]


def _tense_of(sentence: Sentence, mention: Mention) -> str:
    """The tense in which a mention is told."""
    word = sentence.token_at(mention.trigger.start)
    verb = clause_verb(word) if word is not None else None
    return _tense(verb) if verb is not None else ""


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
