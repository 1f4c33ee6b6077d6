"""Which events a cue ties: the one inside it, the one it belongs to, the deed that an answer answers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..knowledge.kind_traits import KindTraits
from ..knowledge.links import LinkCues
from ..model import DOERS, HAPPENED, Mention, Span, Statement
from .parse import Sentence

if TYPE_CHECKING:
    from .token import Token

_NAME_PARTS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention with its trigger's token."""

    mention: Mention
    token: Token


@dataclass(frozen=True, slots=True)
class Sides:
    """Who did an event, and whom it struck, over all its tellings."""

    doers: frozenset[str]
    struck: frozenset[str]


def sides_of(mentions: Sequence[Mention]) -> dict[str, Sides]:
    """The sides of each event, by its id."""
    doers: dict[str, set[str]] = defaultdict(set)
    struck: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        for party in mention.actors:
            side = doers if party.role in DOERS else struck
            side[mention.event_id].update(filter(None, [party.actor_id]))
    events = {mention.event_id for mention in mentions}
    # Whom a deed struck did not do it, whatever else was made of the words.
    return {event: Sides(frozenset(doers[event] - struck[event]), frozenset(struck[event])) for event in events}


@dataclass
class Ends:
    """The events of one sentence; `before` are those of the few sentences before it."""

    sentence: Sentence
    here: list[Placed]
    before: list[Placed]
    cues: LinkCues
    traits: KindTraits
    statements: Sequence[Statement]
    sides: Mapping[str, Sides]
    lowered: str = field(init=False)

    def __post_init__(self) -> None:
        self.lowered = self.sentence.text.lower()

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

    def inside(self, start: int, end: int) -> Placed | None:
        """The event that the phrase takes: the nearest one under its last word."""
        words = self.sentence.tokens_in(Span(start, end))
        under = {token.i for word in words[-1:] for token in word.subtree}
        return next((item for item in self.here if item.token.i in under and item.mention.trigger.start >= end), None)

    def outside(self, start: int, inner: Placed | None) -> Placed | None:
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

    def weakly(self, outer: Placed, inner: Placed, start: int) -> bool:
        """A weak phrase ("over") ties only what people do on account of another event, to a deed that calls for it.

        It must hang on the answer itself: in "stormed it, raising concern over attacks" it hangs on the concern.
        """
        word = self.sentence.token_at(start)
        above = () if word is None else (word, word.head)
        hangs = any(outer.token == head or self.is_object(outer.token, head) for head in above)
        return hangs and outer.mention.kind in self.cues.answering and inner.mention.kind in self.cues.deeds

    def may_follow(self, effect: Placed, keys: Sequence[str]) -> bool:
        """True for what people do on account of a deed; of a weak verb ("cause") no deed of violence."""
        if effect.mention.kind in self.traits.nobodys_answer:
            return False
        strong = any(key in self.cues.causes - self.cues.weak_causes for key in keys)
        return strong or effect.mention.kind in self.cues.answering

    def is_object(self, noun: Token, verb: Token) -> bool:
        """True for the deed that a light verb carries out."""
        return bool(noun.head == verb and noun.dep_ in ("dobj", "nsubjpass"))

    def first_in(self, words: Iterator[Token]) -> Placed | None:
        """The first event under some words."""
        under = {token.i for word in words for token in word.subtree}
        return next((item for item in self.here if item.token.i in under), None)

    def answered(self, answer: Placed) -> Placed | None:
        """The deed told before that the answer is to: by those whom it strikes or names, else the nearest by others."""
        earlier = [*self.before, *(item for item in self.here if item.token.i < answer.token.i)]
        deeds = [item for item in reversed(earlier) if self.strikes_back(answer, item)]
        struck = self.sides[answer.mention.event_id].struck
        by_them = (item for item in deeds if self.sides[item.mention.event_id].doers & struck or self.named_here(item))
        return next(by_them, deeds[0] if deeds else None)

    def strikes_back(self, answer: Placed, deed: Placed) -> bool:
        """True when a deed happened, and by other hands than the answer."""
        theirs, hands = (self.sides[item.mention.event_id].doers for item in (deed, answer))
        happened = deed.mention.kind in self.cues.deeds and deed.mention.status in HAPPENED
        return happened and not hands & theirs and deed.mention.event_id != answer.mention.event_id

    def between(self, cause: Placed, answer: Placed) -> list[Placed]:
        """The deeds told between two others that strike back at the first."""
        after = [item for item in self.before if item.mention.trigger.start > cause.mention.trigger.start]
        return [item for item in after if item.token != answer.token and self.strikes_back(item, cause)]

    def is_answer(self, item: Placed, cause: Placed, hands: frozenset[str]) -> bool:
        """True for a deed that struck those who did the other."""
        return bool(self.sides[item.mention.event_id].struck & hands) and self.strikes_back(item, cause)

    def named_here(self, deed: Placed) -> bool:
        """True when the sentence names a person who did the deed: the victim may be a friend of his."""
        people = (party for party in deed.mention.actors if party.role == "actor" and party.type == "person")
        names = (parts[-1].lower() for party in people if (parts := _NAME_PARTS.findall(party.name or "")))
        return any(re.search(rf"\b{re.escape(name)}\b", self.lowered) for name in names)
