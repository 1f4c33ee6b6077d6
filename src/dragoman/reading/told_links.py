"""Ties between events that the report itself states: in response to, retaliatory, prompted, including.

Mere sequence is no tie: "after", "following" and "days later" are not cues. Each link carries the words that state it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from ..knowledge.links import LinkCues, LinkRelation
from ..model import HAPPENED, Mention, Report, Span, Statement, ToldLink
from .clause import children, is_verb, verb_keys
from .parse import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

_REACH = 3
"""Sentences that "retaliatory" may look back over."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A mention with its trigger's token."""

    mention: Mention
    token: Token


def told_links(
    report: Report,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    cues: LinkCues | None = None,
) -> list[ToldLink]:
    """Links that the report states between its mentions, in text order, each once."""
    known = cues or _shipped()
    placed = [_place(sentence, mentions) for sentence in sentences]
    found: dict[tuple[str, str, str], ToldLink] = {}
    for number, sentence in enumerate(sentences):
        if not placed[number]:
            continue
        before = [item for earlier in placed[max(0, number - _REACH) : number] for item in earlier]
        for link in _Linking(sentence, placed[number], before, known, statements).links():
            found.setdefault((link.from_mention, link.to_mention, link.relation), link)
    return list(found.values())


@lru_cache(maxsize=1)
def _shipped() -> LinkCues:
    """The shipped cues, read once."""
    return LinkCues.load()


def _place(sentence: Sentence, mentions: Sequence[Mention]) -> list[_Placed]:
    """The mentions of one sentence with their tokens."""
    inside = [m for m in mentions if sentence.span.start <= m.trigger.start < sentence.span.end]
    placed = ((mention, sentence.token_at(mention.trigger.start)) for mention in inside)
    return [_Placed(mention, token) for mention, token in placed if token is not None]


@dataclass
class _Linking:
    """The ties of one sentence; `before` are the mentions of the few sentences before it."""

    sentence: Sentence
    here: list[_Placed]
    before: list[_Placed]
    cues: LinkCues
    statements: Sequence[Statement]
    lowered: str = field(init=False)

    def __post_init__(self) -> None:
        self.lowered = self.sentence.text.lower()

    def links(self) -> Iterator[ToldLink]:
        """All ties, phrase by phrase."""
        yield from self.by_phrase()
        yield from self.by_inclusion()
        yield from self.by_modifier()
        yield from self.by_cause()
        yield from self.by_answer()
        yield from self.by_revenge()

    # ------------------------------------------------------------ the sorts of cue
    def by_phrase(self) -> Iterator[ToldLink]:
        """ "arrested them in response to rocket attacks"."""
        taken: list[tuple[int, int]] = []
        for phrase in self.cues.phrases:
            for start, end in self.spans(phrase.words):
                if any(start < other_end and other_start < end for other_start, other_end in taken):
                    continue
                inner = self.inside(start, end)
                outer = self.outside(start, inner)
                if inner is None or outer is None or (phrase.weak and not self.weakly(outer, inner)):
                    continue
                if phrase.relation == "part_of" and not inner.mention.series:
                    continue
                taken.append((start, end))
                yield from self.link(outer, inner, phrase.relation, start, end)

    def by_inclusion(self) -> Iterator[ToldLink]:
        """ "at least four attacks, including one on Thursday"."""
        for phrase in self.cues.includes:
            for start, end in self.spans(phrase):
                whole = next(
                    (item for item in reversed(self.here) if item.mention.trigger.end <= start and item.mention.series),
                    None,
                )
                part = next(
                    (item for item in self.here if item.mention.trigger.start >= end and not item.mention.series), None
                )
                if whole and part:
                    yield from self.link(part, whole, "part_of", start, end)

    def by_modifier(self) -> Iterator[ToldLink]:
        """ "retaliatory strikes" after the deed that they answer."""
        for item in self.here:
            for word in children(item.token, "amod", "compound", "nmod"):
                if str(word.lower_) in self.cues.modifiers:
                    span = self.sentence.token_span(word)
                    cause = self.answered(item)
                    if cause is not None:
                        yield from self.link(item, cause, "response_to", span.start, span.end)

    def by_cause(self) -> Iterator[ToldLink]:
        """ "attacks prompted him to order strikes"."""
        for token in self.sentence.tokens:
            if not is_verb(token):
                continue
            prepositions = [str(child.lower_) for child in children(token, "prep", "prt")]
            keys = [key for word in prepositions for key in verb_keys(token, word)] or verb_keys(token)
            if not any(key in self.cues.causes for key in keys):
                continue
            passive = any(children(token, "nsubjpass"))
            cause = self.first_in(children(token, "nsubj"))
            effect = self.first_in(children(token, "dobj", "xcomp", "ccomp", "prep"))
            if cause and effect and not passive:
                span = self.sentence.token_span(token)
                yield from self.link(effect, cause, "response_to", span.start, span.end)

    def by_answer(self) -> Iterator[ToldLink]:
        """ "the army retaliated by shelling the town"."""
        for token in self.sentence.tokens:
            if not is_verb(token) or not any(key in self.cues.verbs for key in verb_keys(token)):
                continue
            if any(self.spans_of(token)):
                continue
            own = [item for item in self.here if item.token == token]
            means = self.first_in(child for child in children(token, "prep") if child.lower_ in ("by", "with"))
            answer = means or (own[0] if own else None)
            cause = self.answered(answer) if answer else None
            if answer and cause:
                span = self.sentence.token_span(token)
                yield from self.link(answer, cause, "response_to", span.start, span.end)

    def by_revenge(self) -> Iterator[ToldLink]:
        """ "exacted revenge when gunmen ambushed him"."""
        for phrase in self.cues.revenge:
            for start, end in self.spans(phrase):
                answer = next((item for item in self.here if item.mention.trigger.start >= end), None)
                cause = self.answered(answer) if answer else None
                if answer and cause:
                    yield from self.link(answer, cause, "response_to", start, end)

    # ------------------------------------------------------------ which events
    def spans(self, phrase: str) -> Iterator[tuple[int, int]]:
        """Report offsets of a phrase in the sentence, in any case."""
        # Nearly no phrase stands in a sentence, and looking for plain words is cheap.
        if phrase.lower() not in self.lowered:
            return
        base = self.sentence.span.start
        pattern = rf"(?<![\w-]){re.escape(phrase)}(?![\w-])"
        for match in re.finditer(pattern, self.sentence.text, re.IGNORECASE):
            yield base + match.start(), base + match.end()

    def spans_of(self, token: Token) -> Iterator[tuple[int, int]]:
        """Phrases of the table that this verb is a word of: they have been read already."""
        at = self.sentence.offset(token)
        for phrase in self.cues.phrases:
            for start, end in self.spans(phrase.words):
                if start <= at < end and self.inside(start, end) is not None:
                    yield start, end

    def inside(self, start: int, end: int) -> _Placed | None:
        """The event that the phrase takes: the nearest one under its last word."""
        words = self.sentence.tokens_in(Span(start, end))
        under = {token.i for word in words[-1:] for token in word.subtree}
        return next((item for item in self.here if item.token.i in under and item.mention.trigger.start >= end), None)

    def outside(self, start: int, inner: _Placed | None) -> _Placed | None:
        """The event that the phrase belongs to: its nearest governor, else the last one before it, else the next."""
        word = self.sentence.token_at(start)
        if word is None or inner is None:
            return None
        under = {token.i for token in inner.token.subtree}
        others = [item for item in self.here if item.token != inner.token and item.token.i not in under]
        for ancestor in (word, *word.ancestors):
            governing = [item for item in others if item.token == ancestor or self.is_object(item.token, ancestor)]
            if governing:
                return governing[0]
        earlier = [item for item in others if item.mention.trigger.start < start]
        return earlier[-1] if earlier else next(iter(others), None)

    def weakly(self, outer: _Placed, inner: _Placed) -> bool:
        """A weak phrase ("over") ties only what people do on account of another event, to a deed that calls for it."""
        return outer.mention.kind in self.cues.answering and inner.mention.kind in self.cues.deeds

    def is_object(self, noun: Token, verb: Token) -> bool:
        """True for the deed that a light verb carries out."""
        return bool(noun.head == verb and noun.dep_ in ("dobj", "nsubjpass"))

    def first_in(self, words: Iterator[Token]) -> _Placed | None:
        """The first event under some words."""
        under = {token.i for word in words for token in word.subtree}
        return next((item for item in self.here if item.token.i in under), None)

    def answered(self, answer: _Placed) -> _Placed | None:
        """The nearest deed told before that the answer can be to: it happened, and by other hands."""
        earlier = [*self.before, *(item for item in self.here if item.token.i < answer.token.i)]
        hands = {party.actor_id for party in answer.mention.actors if party.role == "actor" and party.actor_id}
        for item in reversed(earlier):
            theirs = {party.actor_id for party in item.mention.actors if party.role == "actor" and party.actor_id}
            happened = item.mention.kind in self.cues.deeds and item.mention.status in HAPPENED
            if happened and not hands & theirs and item.mention.event_id != answer.mention.event_id:
                return item
        return None

    def link(
        self, source: _Placed, target: _Placed, relation: LinkRelation, start: int, end: int
    ) -> Iterator[ToldLink]:
        """One link, unless both ends are one event."""
        if source.mention.event_id == target.mention.event_id:
            return
        inside = [s for s in self.statements if any(span.start <= start < span.end for span in s.content)]
        narrow = min(inside, key=lambda s: sum(span.end - span.start for span in s.content), default=None)
        words = self.sentence.text_span(Span(start, end))
        yield ToldLink(
            source.mention.mention_id,
            target.mention.mention_id,
            relation,
            narrow.statement_id if narrow else None,
            words.start,
            words.end,
            words.text,
        )
