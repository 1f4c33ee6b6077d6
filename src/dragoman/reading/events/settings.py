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
    from collections.abc import Iterable

    from ..token import Token

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_PART = re.compile(r"[^\W_]+")
_ENOUGH = 2
"""Words of a setting that must stand in a sentence when none of them is telling by itself."""


class SettingReader:
    """Tells which stretches and sentences hold no real violence."""

    def __init__(self, book: FrameBook) -> None:
        phrases = "|".join(re.escape(phrase) for phrase in sorted(book.idioms, key=len, reverse=True))
        self._idioms = re.compile(rf"\b(?:{phrases})\b")
        self._idiom_words = _by_word(book.idioms).keys()
        self._settings = [
            (setting, _by_word(setting.phrases), [re.compile(pattern) for pattern in setting.patterns])
            for setting in book.settings
        ]

    def idioms(self, sentence: Sentence) -> list[Span]:
        """Stretches (report offsets) that are idioms."""
        lowered, _, single = _words_of(sentence)
        if self._idiom_words.isdisjoint(single):
            return []
        base = sentence.span.start
        return [Span(base + m.start(), base + m.end()) for m in self._idioms.finditer(lowered)]

    def told_otherwise(self, sentence: Sentence) -> tuple[frozenset[str], bool]:
        """Groups and kinds that the settings of a sentence tell no event of, and whether it is set in a drill."""
        lowered, words, single = _words_of(sentence)
        found = []
        for setting, phrases, patterns in self._settings:
            if words.isdisjoint(setting.unless) and (
                _is_counted(setting, words)
                or any(_stands_in(phrase, lowered) for word in phrases.keys() & single for phrase in phrases[word])
                or any(pattern.search(lowered) for pattern in patterns)
            ):
                found.append(setting)
        return frozenset().union(*(setting.drops for setting in found)), any(setting.governors for setting in found)

    def drill(self, told: Told) -> bool:
        """True for a deed done in an exercise: "fired missiles during an exercise"."""
        drill = next((setting for setting, _, _ in self._settings if setting.governors), None)
        return drill is not None and _has_phrase(told.trigger, drill)


def told_in_earnest(text: str, sentences: int, found: list[Mention], words: SecurityWords) -> list[Mention]:
    """The mentions, without those of kinds that only a report of security tells where this one is of other matters.

    What cost lives or hurt people stays: nobody dies of a battle of words.
    """
    if not any(mention.kind in words.kinds for mention in found) or words.earnest(text, sentences):
        return found
    return [one for one in found if one.kind not in words.kinds or one.killed or one.injured]


def _words_of(sentence: Sentence) -> tuple[str, set[str], set[str]]:
    """A sentence in small letters, its words, and these with the parts of "opera-goers" by themselves."""
    found: tuple[str, set[str], set[str]] | None = sentence.memo.get("words of settings")
    if found is None:
        lowered = sentence.text.lower()
        words = set(_WORD.findall(lowered))
        parts = {part for word in words if "-" in word for part in word.split("-")} if "-" in lowered else set()
        found = sentence.memo["words of settings"] = lowered, words, words | parts
    return found


def _by_word(phrases: Iterable[str]) -> dict[str, list[str]]:
    """Phrases by the longest of their words, which a sentence must have before one is looked for."""
    found: dict[str, list[str]] = {}
    for phrase in phrases:
        found.setdefault(max(_PART.findall(phrase), key=len, default=""), []).append(phrase)
    return found


def _is_counted(setting: Setting, words: set[str]) -> bool:
    """True for words that make a sentence one of a game, a film, a market."""
    if not words.isdisjoint(setting.strong):
        return True
    counted = words & setting.words
    return len(counted) >= _ENOUGH and (not setting.topical or bool(counted & setting.topical))


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
