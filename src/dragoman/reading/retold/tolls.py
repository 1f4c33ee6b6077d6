"""Tolls told again: "a hospital put the number at seven", "an earlier report gave it as 64", "up from the 19 dead".

Such a sentence tells no event by a word of its own. It becomes one more telling of the event whose toll it repeats:
the last one before it that has a number of that sort. What it adds stands in its own words and sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ...knowledge.quantities import Quantities
from ...knowledge.retold import RetoldWords
from ...model import HAPPENED, Count, Mention, Report, Source, Span, Statement, TextSpan, content_id
from ..clause import children, is_verb
from ..lemma import lemma
from ..numbers import number_at, numbers
from ..parse import Sentence
from .again import told_again
from .voices import counted

if TYPE_CHECKING:
    from ..token import Token

# A toll is told again at most so many sentences after the event.
_REACH = 3
_COUNTS = ("killed", "injured", "arrested")
_UP_FROM = re.compile(
    r"\b(?:up|down|revised|raised|increased)\s+from\s+(?:the\s+|an?\s+)?(?:\w+\s+){0,3}?(?P<number>[\w,]+)"
)
_NOBODY = re.compile(
    r"\bno\s+(?:\w+\s+){0,2}?(?:were|was|had\s+been|have\s+been)\s+(?P<verb>harmed|hurt|injured|wounded|killed)\b"
    r"|\b(?:nobody|no\s+one)\s+(?:was|had\s+been|has\s+been)\s+(?P<verb2>harmed|hurt|injured|wounded|killed)\b"
    r"|\bno\s+(?P<noun>casualties|injuries|deaths|fatalities)\b",
    re.IGNORECASE,
)
_SUPERSEDED = 0.1
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
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
    """From the toll to its number, where its event may be named: "the death toll from Friday's bombing rose to 45".

    Of somebody's count all of its words."""
    lone: bool = False
    """Only somebody's count: it repeats a toll where there is one, and where nobody counted it so already."""


def tolls_told_again(
    report: Report,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    quantities: Quantities,
    words: RetoldWords,
) -> tuple[list[Mention], list[Statement]]:
    """Tellings that repeat a toll, and the statements of the speakers who give one and were not read as such."""
    finder = _Finder(quantities, words)
    added: list[Mention] = []
    said: list[Statement] = []
    told = [span.start for span in {mention.sentence for mention in mentions}]
    for number, sentence in enumerate(sentences):
        if not _is_near(sentences, number, told):
            continue
        for toll in finder.tolls(sentence):
            near = [one.span for one in sentences[max(0, number - _REACH) : number + 1]]
            after = (
                [one.span for one in sentences[number + 1 : number + 1 + _REACH]] if sentence.segment.heading else []
            )
            anchor = _anchor(toll, near, mentions) or _told_below(toll, after, mentions)
            if anchor is None or (toll.lone and _has_own(toll, anchor, mentions)):
                continue
            statement = _statement(toll, sentence, report, statements)
            if statement is not None and toll.speaker is not None and statement not in statements:
                said.append(statement)
            earlier = finder.words.earlier.search(sentence.text) is not None
            added.append(_telling(toll, anchor, sentence, report, statement, earlier))
    return added, said


def _is_near(sentences: Sequence[Sentence], number: int, told: Sequence[int]) -> bool:
    """True where a deed (`told`: where their sentences begin) stands so near that a toll can be its."""
    last = number + _REACH if sentences[number].segment.heading else number
    first, end = sentences[max(0, number - _REACH)].span.start, sentences[min(last, len(sentences) - 1)].span.end
    return any(first <= start < end for start in told)


# What a sentence says


@dataclass(frozen=True, slots=True)
class _Finder:
    """Finds the numbers that a sentence gives for a toll told before."""

    known: Quantities
    words: RetoldWords

    def tolls(self, sentence: Sentence) -> Iterator[_Toll]:
        """The tolls of one sentence: by a verb, "up from", "no one was hurt"."""
        found: list[Count] | None = None
        for token in sentence.tokens:
            if is_verb(token) and lemma(token) in self.words.put | self.words.stand:
                found = numbers(sentence, self.known) if found is None else found
                yield from self.by_verb(sentence, token, found)
        if self.fields(sentence.text):
            found = numbers(sentence, self.known) if found is None else found
            yield from self.in_another_voice(sentence, found)
        for match in _UP_FROM.finditer(sentence.text):
            found = numbers(sentence, self.known) if found is None else found
            base = sentence.span.start
            count = number_at(found, Span(base + match.start("number"), base + match.end("number")))
            if count is not None:
                at = sentence.text_span(Span(base + match.start(), base + match.start("number")))
                yield _Toll(self.fields(sentence.text[match.end() : match.end() + 20]), count, at)
        for match in _NOBODY.finditer(sentence.text):
            word = next(part for part in match.groups() if part).lower()
            base = sentence.span.start
            at = sentence.text_span(Span(base + match.start(), base + match.end()))
            yield _Toll(_NONE_OF.get(word, ("injured",)), Count(0, 0, 0, at.start, at.end, at.text), at)

    def in_another_voice(self, sentence: Sentence, found: Sequence[Count]) -> Iterator[_Toll]:
        """ "The council speaks of 95 dead": see `voices.py`."""
        for one in counted(sentence, self.words, found):
            fields = self.fields(one.words)
            if fields:
                named = one.subject is not None and one.subject.tag_ in _NOUNS
                speaker = _source(sentence, one.subject) if named and one.subject is not None else None
                whole = sentence.words(list(one.noun.subtree))
                yield _Toll(fields, one.count, sentence.words([one.noun]), speaker, Span(whole.start, whole.end), True)

    def by_verb(self, sentence: Sentence, verb: Token, found: Sequence[Count]) -> Iterator[_Toll]:
        """ "put the number at seven", "gave a toll of 40", "the death toll has risen to 12"."""
        subjects = list(children(verb, "nsubj"))
        noun = self.toll_noun(verb, subjects)
        if noun is None:
            return
        words = " ".join(str(one.text) for one in noun.subtree)
        fields = self.fields(words)
        if not fields and lemma(noun) != "toll" and any(child.lower_ == "of" for child in children(noun, "prep")):
            # "The number of refugees rose to 900": a number of something else.
            return
        if not fields and lemma(noun) == "toll":
            fields = ("killed",)
        own = lemma(verb) in self.words.put and noun not in subjects
        for word in _figures(verb, noun, own):
            for token in sorted(word.subtree, key=lambda one: one.i):
                count = number_at(found, sentence.token_span(token))
                if count is not None:
                    speaker = _source(sentence, subjects[0]) if own and subjects and subjects[0] != noun else None
                    at = sentence.words(verb.doc[noun.i : noun.i + 1])
                    around = Span(at.start, max(at.end, count.start or at.end))
                    yield _Toll(fields or self.fields(sentence.words(word.subtree).text), count, at, speaker, around)
                    return

    def toll_noun(self, verb: Token, subjects: Sequence[Token]) -> Token | None:
        """The word for the toll: what is put or given, or what rises and stands."""
        base = lemma(verb)
        nouns = [*children(verb, "dobj"), *children(verb, "nsubjpass")] if base in self.words.put else []
        nouns += [noun for noun in subjects if base in self.words.stand and noun.lower_ != "it"]
        return next((noun for noun in nouns if self.words.nouns & {lemma(noun), str(noun.lower_)}), None)

    def fields(self, words: str) -> tuple[str, ...]:
        """The field that words name; none for a bare "number"."""
        return next(((name,) for name in _COUNTS if self.words.outcomes[name].search(words)), ())


def _figures(verb: Token, noun: Token, given: bool) -> Iterator[Token]:
    """Where the number stands: "rose to 45", "stands at 45", "reached 45", "a toll of 45"."""
    for preposition in (*children(verb, "prep"), *children(noun, "prep")):
        if preposition.lower_ in ("at", "as", "to"):
            yield from children(preposition, "pobj")
    if not given:
        yield from children(verb, "dobj", "attr")
        return
    for preposition in children(noun, "prep"):
        if preposition.lower_ == "of":
            yield from children(preposition, "pobj")


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
        if m.trigger.start < toll.at.start
        and m.status in HAPPENED
        and not m.background
        and any(span.contains(m.trigger) for span in near)
    ]
    here = near[-1]
    if toll.around is not None and toll.fields and not toll.lone:
        own = [m for m in mentions if toll.around.contains(m.trigger) and m.status in HAPPENED]
        if own:
            return own[-1]
    if toll.count.best == 0:
        # A sentence with a deed of its own has been counted with that deed.
        if any(here.contains(m.trigger) and (m.killed or m.injured) for m in mentions):
            return None
        # "There were no deaths" is not said of the deed that killed seven.
        before = [m for m in before if not any(_is_some(getattr(m, name)) for name in toll.fields)]
        deeds = [m for m in before if m.killed or m.injured or (m.plover is not None and m.plover.type == "ASSAULT")]
        return deeds[-1] if deeds else None
    fields = toll.fields or _COUNTS
    return next((m for m in reversed(before) if any(getattr(m, name) for name in fields)), None)


def _has_own(toll: _Toll, anchor: Mention, mentions: Sequence[Mention]) -> bool:
    """True where a telling of its own has the number, or the deed is told in the very clause."""
    starts = {count.start for m in mentions for name in _COUNTS if (count := getattr(m, name)) is not None}
    return toll.count.start in starts or anchor.trigger == toll.at


def _is_some(count: Count | None) -> bool:
    """True for a toll of one or more."""
    return count is not None and max(count.low or 0, count.best or 0) > 0


def _told_below(toll: _Toll, after: Sequence[Span], mentions: Sequence[Mention]) -> Mention | None:
    """The first event below a headline that has such a number: "Poltava death toll rises to 55"."""
    fields = toll.fields or (("killed",) if "toll" in toll.at.text.lower() else ())
    told = [m for m in mentions if m.status in HAPPENED and any(span.contains(m.trigger) for span in after)]
    counted = (m for m in told if any(getattr(m, name) for name in fields))
    return next(counted, next((m for m in told if m.plover is not None and m.plover.type == "ASSAULT"), None))


def _telling(
    toll: _Toll, anchor: Mention, sentence: Sentence, report: Report, statement: Statement | None, earlier: bool
) -> Mention:
    """The anchor told again, with this number alone."""
    fields = toll.fields or next((name,) for name in _COUNTS if getattr(anchor, name))
    same = [actor for actor in anchor.actors if actor.role == "victim"] if toll.count.best != 0 else []
    victims = [replace(actor, link=actor.link or (actor.start, actor.end)) for actor in same]
    counts = dict.fromkeys(fields, toll.count)
    said = statement.statement_id if statement else None
    again = told_again(anchor, sentence, toll.at, victims, said, **counts)
    return replace(again, confidence=_SUPERSEDED) if earlier else again


def _statement(toll: _Toll, sentence: Sentence, report: Report, statements: Sequence[Statement]) -> Statement | None:
    """Who gives the number: a speaker of the clause itself, else the narrowest statement around it."""
    around = _around(toll.at.start, statements)
    if toll.lone and around is not None and around.source is not None:
        return around
    if toll.speaker is not None:
        who = toll.speaker
        content = toll.around if toll.lone and toll.around else Span(toll.at.start, toll.count.end or toll.at.end)
        words = content.of(report.text)
        return Statement(
            statement_id=content_id("sta", report.report_id, who.start, words.start, words.end),
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
    return around


def _around(at: int, statements: Sequence[Statement]) -> Statement | None:
    """The narrowest statement around a place."""
    found = [s for s in statements if any(span.start <= at < span.end for span in s.content)]
    return min(found, key=lambda s: sum(span.end - span.start for span in s.content), default=None)
