"""Tolls told again: "a hospital put the number at seven", "an earlier report gave it as 64", "up from the 19 dead".

Such a sentence tells no event by a word of its own. It becomes one more telling of the event whose toll it repeats:
the last one before it that has a number of that sort. What it adds stands in its own words and sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..knowledge.quantities import Quantities
from ..model import HAPPENED, Count, Mention, Report, Source, Span, Statement, TextSpan, content_id
from .clause import children, is_verb
from .lemma import lemma
from .numbers import number_at, numbers, shipped_quantities
from .parse import Sentence

if TYPE_CHECKING:
    from .token import Token

# A toll is told again at most so many sentences after the event.
_REACH = 3
_COUNTS = ("killed", "injured", "arrested")
_PUT = frozenset({"put", "give", "set", "place", "revise", "raise", "lower", "increase", "cut", "update", "estimate"})
_STAND = frozenset({"rise", "stand", "climb", "reach", "grow", "increase", "jump", "be", "pass"})
_NOUNS = frozenset({"number", "toll", "figure", "count", "total", "tally", "it"})
_OUTCOMES = (
    ("killed", re.compile(r"\b(?:death|dead|killed|fatalit|died|bodies)", re.IGNORECASE)),
    ("injured", re.compile(r"\b(?:injur|wounded|hurt|casualt)", re.IGNORECASE)),
    ("arrested", re.compile(r"\b(?:arrest|detain|detention)", re.IGNORECASE)),
)
_UP_FROM = re.compile(
    r"\b(?:up|down|revised|raised|increased)\s+from\s+(?:the\s+|an?\s+)?(?:\w+\s+){0,3}?(?P<number>[\w,]+)"
)
_NOBODY = re.compile(
    r"\bno\s+(?:\w+\s+){0,2}?(?:were|was|had\s+been|have\s+been)\s+(?P<verb>harmed|hurt|injured|wounded|killed)\b"
    r"|\b(?:nobody|no\s+one)\s+(?:was|had\s+been|has\s+been)\s+(?P<verb2>harmed|hurt|injured|wounded|killed)\b"
    r"|\bno\s+(?P<noun>casualties|injuries|deaths|fatalities)\b",
    re.IGNORECASE,
)
# Whoever tells a number with one of these knows a newer one.
_EARLIER = re.compile(
    r"\b(?:earlier|previous(?:ly)?|initial(?:ly)?|at first|originally|preliminary|(?:up|down|revised|raised) from)\b",
    re.IGNORECASE,
)
_SUPERSEDED = 0.1
_NONE_OF = {
    "harmed": ("killed", "injured"),
    "casualties": ("killed", "injured"),
    "killed": ("killed",),
    "deaths": ("killed",),
    "fatalities": ("killed",),
}


@dataclass(frozen=True, slots=True)
class _Toll:
    """A number told again: of which field (None: of the last one told), and the word that says so."""

    fields: tuple[str, ...]
    count: Count
    at: TextSpan
    speaker: Source | None = None
    around: Span | None = None
    """From the toll to its number, where its event may be named: "the death toll from Friday's bombing rose to 45"."""


def tolls_told_again(
    report: Report,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    quantities: Quantities | None = None,
) -> tuple[list[Mention], list[Statement]]:
    """Tellings that repeat a toll, and the statements of the speakers who give one and were not read as such."""
    known = quantities or shipped_quantities()
    added: list[Mention] = []
    said: list[Statement] = []
    for number, sentence in enumerate(sentences):
        for toll in _tolls(sentence, known):
            near = [one.span for one in sentences[max(0, number - _REACH) : number + 1]]
            anchor = _anchor(toll, near, mentions)
            if anchor is None:
                continue
            statement = _statement(toll, sentence, report, statements)
            if statement is not None and toll.speaker is not None:
                said.append(statement)
            added.append(_telling(toll, anchor, sentence, report, statement))
    return added, said


# What a sentence says


def _tolls(sentence: Sentence, known: Quantities) -> Iterator[_Toll]:
    """The numbers that a sentence gives for a toll told before."""
    found: list[Count] | None = None
    for token in sentence.tokens:
        if is_verb(token) and lemma(token) in _PUT | _STAND:
            found = numbers(sentence, known) if found is None else found
            yield from _by_verb(sentence, token, found)
    for match in _UP_FROM.finditer(sentence.text):
        found = numbers(sentence, known) if found is None else found
        base = sentence.span.start
        count = number_at(found, Span(base + match.start("number"), base + match.end("number")))
        if count is not None:
            at = sentence.text_span(Span(base + match.start(), base + match.start("number")))
            yield _Toll(_fields(sentence.text[match.end() : match.end() + 20]), count, at)
    for match in _NOBODY.finditer(sentence.text):
        word = next(part for part in match.groups() if part).lower()
        base = sentence.span.start
        at = sentence.text_span(Span(base + match.start(), base + match.end()))
        yield _Toll(_NONE_OF.get(word, ("injured",)), Count(0, 0, 0, at.start, at.end, at.text), at)


def _by_verb(sentence: Sentence, verb: Token, found: Sequence[Count]) -> Iterator[_Toll]:
    """ "put the number at seven", "the death toll has risen to 12"."""
    base = lemma(verb)
    subjects = list(children(verb, "nsubj"))
    nouns = list(children(verb, "dobj")) if base in _PUT else subjects
    if base in _PUT and any(children(verb, "nsubjpass")):
        nouns, subjects = list(children(verb, "nsubjpass")), []
    noun = next((token for token in nouns if lemma(token) in _NOUNS or str(token.lower_) in _NOUNS), None)
    if noun is None:
        return
    for word in _figures(verb, base):
        for token in sorted(word.subtree, key=lambda one: one.i):
            count = number_at(found, sentence.token_span(token))
            if count is not None:
                words = " ".join(str(one.text) for one in noun.subtree)
                speaker = _source(sentence, subjects[0]) if base in _PUT and subjects else None
                at = sentence.words(verb.doc[noun.i : noun.i + 1])
                around = Span(at.start, max(at.end, count.start or at.end))
                yield _Toll(_fields(words), count, at, speaker, around)
                return


def _figures(verb: Token, base: str) -> Iterator[Token]:
    """Where the number stands: "rose to 45", "stands at 45", "reached 45"."""
    for preposition in children(verb, "prep"):
        if preposition.lower_ in ("at", "as", "to"):
            yield from children(preposition, "pobj")
    if base in ("reach", "pass"):
        yield from children(verb, "dobj")


def _fields(words: str) -> tuple[str, ...]:
    """The field that words name; none for a bare "number"."""
    return next(((name,) for name, pattern in _OUTCOMES if pattern.search(words)), ())


def _source(sentence: Sentence, noun: Token) -> Source:
    """The noun phrase that gives the number."""
    words = sentence.words(noun.doc[noun.left_edge.i : noun.right_edge.i + 1])
    return Source(words.start, words.end, words.text)


# What it is told of


def _anchor(toll: _Toll, near: Sequence[Span], mentions: Sequence[Mention]) -> Mention | None:
    """The last event told before that has such a number; for "nobody" the last deed of violence."""
    before = [
        m
        for m in mentions
        if m.trigger.start < toll.at.start and m.status in HAPPENED and any(span.contains(m.trigger) for span in near)
    ]
    here = near[-1]
    if toll.around is not None and toll.fields:
        own = [m for m in mentions if toll.around.contains(m.trigger) and m.status in HAPPENED]
        if own:
            return own[-1]
    if toll.count.best == 0:
        # A sentence with a deed of its own has been counted with that deed.
        if any(here.contains(m.trigger) and (m.killed or m.injured) for m in mentions):
            return None
        deeds = [m for m in before if m.killed or m.injured or (m.plover is not None and m.plover.type == "ASSAULT")]
        return deeds[-1] if deeds else None
    fields = toll.fields or _COUNTS
    return next((m for m in reversed(before) if any(getattr(m, name) for name in fields)), None)


def _telling(toll: _Toll, anchor: Mention, sentence: Sentence, report: Report, statement: Statement | None) -> Mention:
    """The anchor told again, with this number alone."""
    fields = toll.fields or next((name,) for name in _COUNTS if getattr(anchor, name))
    same = [actor for actor in anchor.actors if actor.role == "victim"] if toll.count.best != 0 else []
    return replace(
        anchor,
        mention_id=content_id("men", report.report_id, toll.at.start, toll.at.end, anchor.kind),
        sentence=sentence.span,
        trigger=toll.at,
        actors=tuple(replace(actor, link=actor.link or (actor.start, actor.end)) for actor in same),
        time=None,
        place=None,
        quantity=None,
        weapons=(),
        series=anchor.series,
        statement_id=statement.statement_id if statement else None,
        confidence=_SUPERSEDED if _EARLIER.search(sentence.text) else anchor.confidence,
        killed=toll.count if "killed" in fields else None,
        injured=toll.count if "injured" in fields else None,
        arrested=toll.count if "arrested" in fields else None,
    )


def _statement(toll: _Toll, sentence: Sentence, report: Report, statements: Sequence[Statement]) -> Statement | None:
    """Who gives the number: a speaker of the clause itself, else the narrowest statement around it."""
    if toll.speaker is not None:
        who = toll.speaker
        content = Span(toll.at.start, toll.count.end or toll.at.end)
        words = content.of(report.text)
        return Statement(
            statement_id=content_id("stm", report.report_id, who.start, words.start, words.end),
            report_id=report.report_id,
            source=who,
            cue=None,
            content=(content,),
            direct=False,
            stance="asserts",
            sentence=sentence.span,
            sentence_text=sentence.span.of(report.text).text,
            text=words.text,
        )
    at = toll.at.start
    around = [s for s in statements if any(span.start <= at < span.end for span in s.content)]
    return min(around, key=lambda s: sum(span.end - span.start for span in s.content), default=None)
