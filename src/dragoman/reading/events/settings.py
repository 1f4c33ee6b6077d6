"""Settings in which words of violence tell of something else: games, drills, fiction, markets; reports of peace."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...knowledge.frame import Setting
from ...knowledge.framebook import FrameBook
from ...knowledge.security import SecurityWords
from ...model import Mention, Span
from ..lemma import lemma
from ..parse import Sentence
from .syntax import modifiers_of, noun_phrases
from .told import Told

if TYPE_CHECKING:
    from ..token import Token

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_ENOUGH = 2
"""Words of a setting that must stand in a sentence when none of them is telling by itself."""


class SettingReader:
    """Tells which stretches and sentences hold no real violence."""

    def __init__(self, book: FrameBook) -> None:
        self._book = book
        phrases = "|".join(re.escape(phrase) for phrase in sorted(book.idioms, key=len, reverse=True))
        self._idioms = re.compile(rf"\b(?:{phrases})\b") if phrases else None

    def idioms(self, sentence: Sentence) -> list[Span]:
        """Stretches (report offsets) that are idioms."""
        if self._idioms is None:
            return []
        base = sentence.span.start
        return [Span(base + m.start(), base + m.end()) for m in self._idioms.finditer(sentence.text.lower())]

    def told_otherwise(self, sentence: Sentence) -> tuple[frozenset[str], bool]:
        """Groups and kinds that the settings of a sentence tell no event of, and whether it is set in a drill."""
        lowered = sentence.text.lower()
        words = set(_WORD.findall(lowered))
        found = [setting for setting in self._book.settings if _is_set(setting, lowered, words)]
        return frozenset().union(*(setting.drops for setting in found)), any(setting.governors for setting in found)

    def drill(self, told: Told) -> bool:
        """True for a deed done in an exercise: "fired missiles during an exercise"."""
        drill = next((setting for setting in self._book.settings if setting.governors), None)
        return drill is not None and _has_phrase(told.trigger, drill)


def told_in_earnest(text: str, sentences: int, found: list[Mention], words: SecurityWords) -> list[Mention]:
    """The mentions, without those of kinds that only a report of security tells where this one is of other matters."""
    if not any(mention.kind in words.kinds for mention in found) or words.earnest(text, sentences):
        return found
    return [mention for mention in found if mention.kind not in words.kinds]


def _is_set(setting: Setting, lowered: str, words: set[str]) -> bool:
    """True for a sentence (in small letters, and its words) that is set in a game, a film, a market."""
    if words & setting.unless:
        return False
    counted = words & setting.words
    return (
        any(_stands_in(phrase, lowered) for phrase in setting.phrases)
        or bool(words & setting.strong)
        or (len(counted) >= _ENOUGH and (not setting.topical or bool(counted & setting.topical)))
        or any(re.search(pattern, lowered) for pattern in setting.patterns)
    )


def _stands_in(phrase: str, lowered: str) -> bool:
    """True where the phrase stands in whole words: "in the opera" is not in "in the operation"."""
    at = lowered.find(phrase)
    after = lowered[at + len(phrase) : at + len(phrase) + 1]
    return at >= 0 and not after.isalnum() and not lowered[max(0, at - 1) : at].isalnum()


def _has_phrase(trigger: Token, setting: Setting) -> bool:
    """True when the trigger, or the verb above it, has a phrase or a compound with a word of the setting."""
    for node in (trigger, trigger.head):
        found = [
            token
            for prep, tokens in noun_phrases(node)
            if prep.lower_ in ("in", "during", "as", "at")
            for token in tokens
        ]
        if any(_is_governor(token, setting) for token in [*found, *modifiers_of(node)]):
            return True
    return _is_governor(trigger.head, setting)


def _is_governor(token: Token, setting: Setting) -> bool:
    """True for a word that makes a drill of what stands under it."""
    return lemma(token) in setting.governors or str(token.lower_) in setting.governors
