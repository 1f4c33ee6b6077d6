"""Does a bare weekday or month lie behind the report or ahead of it? The verb that governs it says so."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from ..lemma import lemma
from ..parse import Sentence
from .tokens import Tokens

if TYPE_CHECKING:
    from ..token import Token

Tense = Literal["past", "future", "present"]
_LEFT, _RIGHT = 14, 8
"""How many tokens to look back and ahead when there is no parse."""
_STOPS = frozenset({".", "!", "?", ";", "\x00"})
_SHORT = 4
"""Words in "-ed" longer than this are taken for past verbs ("red", "need" are not)."""
_DOWN = 12
"""Longest climb to a governing verb: a parse deeper than that is debris."""


class TenseReader:
    """Tense of the clause around a stretch of one text: from the parse where there is one, else from the words."""

    def __init__(self, tokens: Tokens, sentences: Sequence[Sentence], words: dict[str, frozenset[str]]) -> None:
        self._tokens = tokens
        self._sentences = sentences
        self._begins = [sentence.span.start for sentence in sentences]
        self._future = words.get("future", frozenset())
        self._past = words.get("past", frozenset())
        self._scheduling = words.get("scheduling", frozenset())
        self._ahead = words.get("ahead", frozenset())

    def of(self, first: int, last: int) -> Tense | None:
        """Tense around tokens `first` to `last` (exclusive); None where nothing tells."""
        return self._beside(first) or self._parsed(self._tokens.starts[first], last) or self._surface(first, last)

    def _beside(self, first: int) -> Tense | None:
        """The word right before: "said Friday", "announced on Wednesday" need no parse."""
        words = self._tokens.words
        place = first - 2 if first > 1 and words[first - 1] in ("on", "last", "early", "late") else first - 1
        if place < 0:
            return None
        word = words[place]
        return "past" if self._is_past(place) and not self._lemmas_ahead(word) else None

    def _is_past(self, place: int) -> bool:
        """True for a past verb; a participle after "be" ("will be held") is none."""
        word = self._tokens.words[place]
        known = word in self._past or (word.endswith("ed") and len(word) > _SHORT)
        return known and (place == 0 or self._tokens.words[place - 1] != "be")

    def _lemmas_ahead(self, word: str) -> bool:
        """True for "planned", "expected" and their like."""
        return bool({word, word.removesuffix("ed"), word.removesuffix("d"), word.removesuffix("ned")} & self._ahead)

    def _parsed(self, offset: int, last: int) -> Tense | None:
        """Tense by the verb that governs the word at an offset."""
        place = bisect_right(self._begins, offset) - 1
        if place < 0 or offset >= self._sentences[place].span.end:
            return None
        sentence = self._sentences[place]
        token = sentence.token_at(offset)
        if token is None:
            return None
        # "Wednesday's ruling" is known already, whatever is to be done about it.
        possessive = last < len(self._tokens.words) and self._tokens.words[last] == "'"
        until = token.i > 0 and token.nbor(-1).lower_ in ("until", "till")
        for _ in range(_DOWN):
            if token.tag_.startswith("VB") and (found := self._of_verb(token, sentence.segment.heading, until)):
                return "past" if possessive and found == "present" else found
            if token.head.i == token.i:
                return None
            token = token.head
        return None

    def _of_verb(self, verb: Token, heading: bool, until: bool) -> Tense | None:
        """Tense of one verb with its auxiliaries; None when its governor must be asked."""
        helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
        tag = verb.tag_
        modal = next((child.lower_ for child in helpers if child.tag_ == "MD"), "")
        if modal:
            return "past" if modal == "could" else "future"
        if tag == "VB" and any(child.tag_ == "TO" for child in helpers):
            governor = verb.head
            if governor.i == verb.i:
                return "future"
            return "future" if lemma(governor) in self._scheduling else None
        if tag == "VBG" and not helpers:
            return None
        ahead = lemma(verb) in self._ahead
        helped = {child.lower_ for child in helpers}
        if until and "had" not in helped and tag != "VBD":
            return "future"
        if tag in ("VBD", "VBN"):
            return "future" if ahead and "had" not in helped else "past"
        if any(child.tag_ in ("VBD", "VBN") for child in helpers):
            return "past"
        if tag == "VBG" or ahead:
            return "future"
        return "past" if heading else "present"

    def _surface(self, first: int, last: int) -> Tense | None:
        """The nearest telling word, to the left first, then to the right, within the sentence."""
        return self._scan(range(first - 1, max(-1, first - _LEFT), -1)) or self._scan(
            range(last, min(len(self._tokens.words), last + _RIGHT))
        )

    def _scan(self, places: range) -> Tense | None:
        """First telling word along a row of tokens."""
        words = self._tokens.words
        for place in places:
            word = words[place]
            if word in _STOPS or word[0] == "\n":
                if word == "." and place and len(words[place - 1]) <= 3:
                    continue
                return None
            if word in self._future:
                return "future"
            if self._is_past(place):
                return "past"
        return None
