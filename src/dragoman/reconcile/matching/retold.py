"""Retelling: the deed named by a noun that the reader is taken to know, and a time that may be another word's.

"The president on Tuesday condemned the bombings" retells the bombings; Tuesday is the day of the condemnation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ...knowledge.tables import tables
from ...model import Count, Mention
from ..words import stem
from ..words import words as words_of

_DEFINITE = re.compile(
    r"\b(?:the|these|those|this|that|both|its|their|his|her|\w+['’]s)\s+(?:[\w.,'’\"“`-]+\s+){0,5}$", re.IGNORECASE
)
# Words between a deed and its time when the time is the deed's own: "the Aug. 7 terrorist blasts".
_NEAR_WORDS = 2
# "the attack on the embassy in Kabul on Friday": what belongs to a noun stands between it and its own time. What
# is taken is never given back: in a text of capitals each letter could begin a word, with no end of ways to cut it.
_OF_THE_NOUN = (
    r"(?:[\s,]|\b[A-Z0-9][\w.'’-]*+"
    r"|\b(?:on|in|at|of|against|near|outside|by|the|a|an|and|two|three|last|this|early|late)\b"
    r"|\b(?:{sites})\b)*+"
)
# How far before a deed the word stands that reacts to it: "condemned the deadly terrorist bombings".
_REACTION_WORDS = 5
_ARTICLES = frozenset({"a", "an", "the", "this", "that", "these", "those", "of", "in", "on", "to"})
_VERBAL = re.compile(r"\s++(?!(?:of|in|on|at|by|that|which|and|was|were|has|had|have|is|are|to|or|near|outside)\b)\w")
_NUMBER = r"(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?)"
_PART = re.compile(
    rf"[^.;,\d]{{0,40}}?\b(?:in|at)\s+(?:the\s+)?[A-Z][^.;\d]{{0,40}}?\band\s+(?:at least\s+|another\s+)?{_NUMBER}"
    r"\s+(?:others?\s+|more\s+|people\s+)?(?:in|at)\s+(?:the\s+)?[A-Z]"
)
_OF_THEM = re.compile(r"\s+of\s+(?:the|them|these|those|its|his|her|their)\b", re.IGNORECASE)
_OF_ALL = re.compile(r"^[\s\"“`']*Of\s+(?:those|the|these|them)\b")


@dataclass(frozen=True, slots=True)
class RetoldPatterns:
    """What the words of retold.toml look like in a sentence."""

    attackers: re.Pattern[str]
    """Matches behind a number of those who did the deed."""
    everyone: re.Pattern[str]
    """Matches behind a number of all who came to harm."""
    some: re.Pattern[str]
    """Matches behind a number of one group among them."""
    apart: re.Pattern[str]
    of_the_noun: re.Pattern[str]
    """Matches what belongs to a noun and stands between it and its own time."""

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> RetoldPatterns:
        """Read the shipped words and a user's own. Raises BadSettings for a wrong file."""
        words: dict[str, list[str]] = {}
        for table in tables("retold.toml", folders):
            for section in ("counted", "apart", "sites"):
                for name, listed in table.get(section, {}).items():
                    if isinstance(listed, list):
                        words.setdefault(f"{section} {name}", []).extend(map(str, listed))

        def any_of(name: str) -> str:
            longest_first = sorted(words.get(name, ()), key=len, reverse=True)
            return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first) or "(?!)"

        before = any_of("counted of_attackers")
        return cls(
            re.compile(rf"(?:\s+(?:{before})){{0,3}}\s+(?:{any_of('counted attackers')})\b", re.IGNORECASE),
            re.compile(rf"\s+(?:other\s+|more\s+)?(?:{any_of('counted everyone')})\b", re.IGNORECASE),
            re.compile(rf"\s+(?:[\w.'’-]+\s+){{0,2}}?(?:{any_of('counted some')})\b", re.IGNORECASE),
            re.compile(rf"\b(?:{any_of('apart words')})\b", re.IGNORECASE),
            re.compile(_OF_THE_NOUN.format(sites=any_of("sites words"))),
        )


@dataclass(frozen=True, slots=True)
class Wording:
    """How a deed is told in its sentence."""

    definite: bool
    """By a noun that the reader is taken to know: "the bombings"."""
    plural: bool
    """By a plural noun."""
    singular: bool
    """By a singular noun."""
    loose: bool
    """Its time stands apart from it, by another word of the sentence."""


def wording_of(
    text: str, mention: Mention, nouns: frozenset[str], reactions: frozenset[str], patterns: RetoldPatterns
) -> Wording:
    """How a mention tells its deed.

    `nouns` are stems of nouns for deeds, `reactions` of words that take a deed already known as their object
    ("condemn", "victim"); `text` is the report's.
    """
    words = mention.trigger.text.lower().split()
    last = words[-1].strip(".,'’\"”") if words else ""
    noun = stem(last) in nouns and not last.endswith("ed")
    before = text[mention.sentence.start : mention.trigger.start]
    definite = noun and _DEFINITE.search(before) is not None
    if last.endswith("ing") and not definite and _VERBAL.match(text, mention.trigger.end):
        noun = False
    plural = noun and last.endswith("s") and not last.endswith("ss")
    reacting = [word for word in words_of(before)[-_REACTION_WORDS:] if stem(word) in reactions] if noun else []
    # The day after "condemned the bombing of the mission" may be either's; after "a response to" it is the deed's.
    loose = noun and _apart_from_time(text, mention, any(word.endswith("ed") for word in reacting), patterns)
    return Wording(definite or bool(reacting), plural, noun and not plural, loose)


def _apart_from_time(text: str, mention: Mention, reacting: bool, patterns: RetoldPatterns) -> bool:
    """True when the words that give the time stand in the sentence, but not beside the deed."""
    time = mention.time
    if time is None or time.start is None or time.end is None:
        return False
    if not (mention.sentence.start <= time.start and time.end <= mention.sentence.end):
        return False
    if time.start >= mention.trigger.end:
        between = len(text[mention.trigger.end : time.start].split())
        if between <= _NEAR_WORDS:
            return False
        return reacting or patterns.of_the_noun.fullmatch(text, mention.trigger.end, time.start) is None
    before = words_of(text[time.end : mention.trigger.start])
    return len(before) > _NEAR_WORDS or any(word in _ARTICLES or word.endswith("ed") for word in before)


def told_apart(text: str, mention: Mention, patterns: RetoldPatterns) -> bool:
    """True when a sentence says that its deed is another one: "a second bomb", "in a separate attack"."""
    return patterns.apart.search(text, mention.sentence.start, mention.sentence.end) is not None


def counts_attackers(text: str, mention: Mention, count: Count, patterns: RetoldPatterns) -> bool:
    """True for a number of those who did the deed: "killing all five attackers", "the two bombers died"."""
    if count.end is None:
        return False
    after = text[count.end : mention.sentence.end]
    return patterns.attackers.match(after) is not None


def counts_people(text: str, mention: Mention, count: Count, patterns: RetoldPatterns) -> bool:
    """True for a number of all who came to harm: "at least nine people were killed"."""
    return count.end is not None and patterns.everyone.match(text[count.end : mention.sentence.end]) is not None


def counts_some(text: str, mention: Mention, count: Count, patterns: RetoldPatterns) -> bool:
    """True for a number of one group among the people who came to harm: "three soldiers died"."""
    return count.end is not None and patterns.some.match(text[count.end : mention.sentence.end]) is not None


def is_part(text: str, mention: Mention, count: Count) -> bool:
    """True for a toll of one of several places: "killed 9 people in A and 2 in B", "of those, 2 died in B"."""
    if count.end is None or count.start is None:
        return False
    sentence = text[mention.sentence.start : mention.sentence.end]
    if _OF_ALL.match(sentence):
        return True
    return any(pattern.match(text, count.end, mention.sentence.end) for pattern in (_PART, _OF_THEM))
