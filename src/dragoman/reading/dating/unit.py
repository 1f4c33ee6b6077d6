"""A sentence as the dating cues see it: its folded words, and whether it tells of the report's own days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...knowledge.actor_names import Folder, Word
from ..parse import Segment, Sentence
from ..segment import segment

if TYPE_CHECKING:
    from ..token import Token

_CLIMB = 8
"""Longest way up to a verb: a parse deeper than that is debris."""
_NOW_TAGS = frozenset({"VBZ", "VBP"})
_PRESENT_HELP = frozenset({"has", "have", "'s", "'ve", "is", "are", "'re", "will", "'ll", "can", "must", "does", "do"})


@dataclass(slots=True)
class Unit:
    """One sentence, parsed or not."""

    segment: Segment
    folder: Folder
    parsed: Sentence | None = None
    _words: list[Word] | None = field(default=None)

    @property
    def text(self) -> str:
        """The sentence with its case repaired; same length as in the report."""
        return self.segment.parser_text

    @property
    def start(self) -> int:
        """Report offset of the sentence."""
        return self.segment.span.start

    @property
    def words(self) -> list[Word]:
        """Folded words, cut once."""
        if self._words is None:
            self._words = self.folder.words(self.text)
        return self._words

    def gap(self, place: int) -> str:
        """What stands between a word and the next."""
        words = self.words
        return self.text[words[place].end : words[place + 1].start] if place + 1 < len(words) else ""

    def capital(self, place: int) -> bool:
        """True when a word begins with a capital."""
        return self.text[self.words[place].start].isupper()

    def quoted(self, place: int) -> bool:
        """True when a word stands inside quotation marks."""
        at = self.start + self.words[place].start
        return any(quote.start <= at < quote.end for quote in self.segment.quoted)

    def present(self, place: int) -> bool:
        """True when the verb that governs a word is in a present tense or a perfect of the present."""
        verb = self._verb(place)
        return verb is not None and _is_present(verb)

    def told(self, place: int) -> bool:
        """True when the verb that governs a word is in any tense but the past perfect, which looks further back."""
        verb = self._verb(place)
        return verb is not None and not any(child.lower_ == "had" for child in verb.children if child.dep_ == "aux")

    def _verb(self, place: int) -> Token | None:
        """The verb that governs a word, where the sentence is parsed."""
        if self.parsed is None:
            return None
        token = self.parsed.token_at(self.start + self.words[place].start)
        for _ in range(_CLIMB):
            if token is None or token.tag_.startswith("VB"):
                return token
            if token.head.i == token.i:
                return None
            token = token.head
        return None


def _is_present(verb: Token) -> bool:
    """True for "orders", "is ordering", "has ordered", "will order"; for a bare form, its governor is asked."""
    if verb.tag_ in _NOW_TAGS:
        return True
    if verb.tag_ == "VBD":
        return False
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if helpers & _PRESENT_HELP:
        return True
    governor = verb.head
    return not helpers - {"to"} and governor.i != verb.i and governor.tag_ in _NOW_TAGS


def units(text: str, sentences: Sequence[Sentence], folder: Folder) -> Iterator[Unit]:
    """The sentences of a report; cut here, without a parse, where none are given."""
    if sentences:
        yield from (Unit(sentence.segment, folder, sentence) for sentence in sentences)
    else:
        yield from (Unit(one, folder) for one in segment(text))
