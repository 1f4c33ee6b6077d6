"""Case repair for texts that are in capitals or small letters throughout, letter for letter, so that offsets hold.

A parser trained on mixed case takes every word of such a text for a name, or none. Words of the language get small
letters; names that knowledge has, whole phrases first, and words that the language does not have, get a capital;
acronyms stay. What a table of words cannot tell, the neighbours do: a surname follows a given name, a title a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from .case_words import CALENDAR, MONTHS, ORDINARY

if TYPE_CHECKING:
    from spacy.language import Language

    from ..knowledge.gazetteer import Gazetteer

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_STOPS = re.compile(r"(?:^|[.!?][\"”']?\s++|\n[^\S\n]*+\n\s*+|(?:^|[\s(])[\"“]\s*+)$")
_INITIAL = re.compile(r"\b[^\W\d_]\.[ \n]$")
"""A letter with a full stop and one space behind it: "U.S. troops", "Juan J. Perez" end no sentence."""
_OPENING_NOTE = re.compile(r"(?:^|--|\]|[.!?\"]|\n[ \t]*\n)\s*\[[^\[\]]*\]\s*$")
"""A note of the wire in square brackets at the start of a text or sentence: what follows it opens a sentence."""
_JOINT = re.compile(r"[\s.,-]*$")
_SUFFIXES = ("", "s", "es", "ed", "d", "ing", "ly", "er", "ers", "r", "est", "st", "'s", "’s")
# Shorter runs of letters tell too little about a text's case.
_LETTERS = 40
_FEWEST, _SMALL = 0.004, 0.15
"""Shares of capitals and of small letters below which a text is all in small letters, or all in capitals."""
_PREFIXES = ("anti", "counter", "inter", "narco", "neo", "non", "pro", "sub", "ultra")
_LETTERS_JOINED = 6
# Towns smaller than this, and names shorter than that, are more often the common noun.
_LARGE = 250_000
_LETTERS_OF_TOWN = 5


# One report asks several times; the texts of more than one are not kept.
@lru_cache(maxsize=1)
def case_of(text: str) -> str:
    """`upper` or `lower` when nearly all letters of a longer text are so, else `mixed`."""
    # The first quarter of most texts has too many capitals and too many small letters for the rest to matter.
    opening = text[: len(text) // 4]
    if sum(map(str.isupper, opening)) > _FEWEST * len(text) and sum(map(str.islower, opening)) > _SMALL * len(text):
        return "mixed"
    letters = "".join(filter(str.isalpha, text))
    if len(letters) < _LETTERS:
        return "mixed"
    capitals = sum(map(str.isupper, letters)) / len(letters)
    return "upper" if capitals > 1 - _SMALL else "lower" if capitals < _FEWEST else "mixed"


@dataclass(frozen=True, slots=True)
class CaseWords:
    """Words of knowledge that case repair rests on: given names, titles, and nouns of people that are never names."""

    given: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    ordinary: frozenset[str] = frozenset()
    spoken: frozenset[str] = frozenset()
    """Words for people, buildings and weapons in small letters, which a table of the language may lack."""
    parts: frozenset[str] = frozenset()
    """Nouns that newsrooms write together with others ("gun" and "ship")."""


@dataclass(frozen=True, slots=True)
class CaseRepair:
    """`common` holds words of the language; `names` maps small letters to the form a name is written in."""

    common: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    nouns: frozenset[str] = frozenset()
    """Those of the common words that are nouns and nothing else: a large town of that name may be meant."""
    gazetteer: Gazetteer | None = None
    words: CaseWords = CaseWords()
    phrases: Mapping[tuple[str, str], Sequence[tuple[tuple[str, ...], list[str]]]] = field(default_factory=dict)
    """Names of several words, the longest first, by their first two: in small letters, and as they are written."""

    @classmethod
    def load(
        cls, nlp: Language, names: Iterable[str], gazetteer: Gazetteer | None = None, words: CaseWords | None = None
    ) -> CaseRepair:
        """Common words from the parser's own tables and stop words; names from knowledge, word by word."""
        tables: Any = nlp.vocab.lookups.get_table("lemma_index")
        exceptions: Any = nlp.vocab.lookups.get_table("lemma_exc")
        stops = frozenset(nlp.Defaults.stop_words)
        words = words or CaseWords()
        common = {word for pos in ("noun", "verb", "adj", "adv") for word in tables.get(pos, ())} | words.spoken
        common |= {word for pos in ("noun", "verb", "adj", "adv") for word in exceptions.get(pos, {})} | stops
        forms: dict[str, str] = {}
        phrases: dict[tuple[str, str], list[tuple[str, ...]]] = {}
        for name in names:
            parts = tuple(_WORD.findall(name))
            if len(parts) > 1 and not name.islower():
                phrases.setdefault((parts[0].lower(), parts[1].lower()), []).append(parts)
            for word in parts:
                small = word.lower()
                ordinary = small in stops or small in words.ordinary or _singular(small) in words.ordinary
                spoken = small in common or _singular(small) in common
                if not word.islower() and not ordinary and (len(parts) == 1 or not spoken):
                    forms.setdefault(small, word)
        others = {word for pos in ("verb", "adj", "adv") for word in tables.get(pos, ())} | stops
        longest = {
            opening: [
                (tuple(map(str.lower, parts)), list(parts))
                for parts in sorted(dict.fromkeys(found), key=len, reverse=True)
            ]
            for opening, found in phrases.items()
        }
        only_nouns = frozenset(tables.get("noun", ())) - others
        return cls(frozenset(common), forms, only_nouns, gazetteer, words, longest)

    def repair(self, text: str) -> str:
        """The text with plausible case, of the same length; unchanged when its case is already mixed."""
        if case_of(text) == "mixed":
            return text
        found = list(_WORD.finditer(text))
        small = [match[0].lower() for match in found]
        forms: list[str] = []
        while len(forms) < len(found):
            forms += self._phrase(found, small, len(forms), text) or [self._form(found, len(forms), forms, text)]
        self._again(found, forms)
        self._titles(found, forms, text)
        pieces: list[str] = []
        at = 0
        for match, form in zip(found, forms, strict=True):
            same = len(form) == len(match.group())
            pieces += [text[at : match.start()], form if same else match.group()]
            at = match.end()
        return "".join([*pieces, text[at:]])

    def _phrase(self, found: Sequence[re.Match[str]], small: Sequence[str], at: int, text: str) -> list[str]:
        """The forms of a name of several words that begins at word `at`, or nothing. `small`: words in lower case."""
        for lower, forms in self.phrases.get((small[at], small[at + 1] if at + 1 < len(small) else ""), ()):
            stop = at + len(lower)
            if tuple(small[at:stop]) == lower and all(
                _JOINT.match(text[a.end() : b.start()]) for a, b in pairwise(found[at:stop])
            ):
                return forms
        return []

    def _form(self, found: Sequence[re.Match[str]], number: int, before: Sequence[str], text: str) -> str:
        """One word as it would stand in mixed case; a form of another length is never used."""
        match = found[number]
        at, small = match.start(), match.group().lower()
        bare = small.split("'")[0].split("’")[0]
        if small in CALENDAR or (small in MONTHS and _dated(text, match)):
            form = small.capitalize()
        elif small in self.names or bare in self.names:
            form = self.names.get(small) or self.names[bare] + small[len(bare) :]
        elif _is_initial(text, match):
            form = small.upper()
        elif not self._is_common(bare) or self._is_town(bare) or self._is_person(bare, found, number, before, text):
            short = bare not in self.words.titles and self._is_acronym(bare, text, at)
            form = small.upper() if short else small[:1].upper() + small[1:]
        elif _opens(text, at):
            form = small[:1].upper() + small[1:]
        else:
            form = small
        return form

    def _is_person(
        self, bare: str, found: Sequence[re.Match[str]], number: int, before: Sequence[str], text: str
    ) -> bool:
        """True for a given name before another name, and for a surname that is also a noun after a given name."""
        last = found[number - 1].group().lower() if number and _adjoins(text, found[number - 1], found[number]) else ""
        follows = last in self.words.given and before[number - 1][:1].isupper()
        if bare in self.words.given and (bare in self.nouns or follows or last in self.words.titles):
            return True
        surname = bare in self.nouns or _singular(bare) in self.words.given
        return follows and surname and not self._is_ordinary(bare) and bare not in self.words.titles

    def _again(self, found: Sequence[re.Match[str]], forms: list[str]) -> None:
        """A surname told apart once by its given name is one throughout the text."""
        pairs = zip(found, forms, found[1:], forms[1:], strict=False)
        known = {
            second.group().lower()
            for first, a, second, b in pairs
            if a[:1].isupper() and b[:1].isupper() and first.group().lower() in self.words.given
        }
        for number, match in enumerate(found):
            small = match.group().lower()
            bare = small.split("'")[0].split("’")[0]
            if forms[number].islower() and bare in known and not self._is_ordinary(bare):
                forms[number] = small.capitalize()

    def _is_ordinary(self, bare: str) -> bool:
        """True for nouns of people and for words that are more than nouns: no surname is told by them."""
        known = bare in self.common and bare not in self.nouns
        return known or bare in self.words.ordinary or _singular(bare) in self.words.ordinary

    def _titles(self, found: Sequence[re.Match[str]], forms: list[str], text: str) -> None:
        """Capitals for titles that stand before a name: "President Cerezo"."""
        for number in range(len(found) - 2, -1, -1):
            after = forms[number + 1]
            named = after[:1].isupper() and not after.isupper() and after.lower() not in self.words.ordinary
            if forms[number] in self.words.titles and named and _adjoins(text, found[number], found[number + 1]):
                forms[number] = forms[number].capitalize()

    def _is_town(self, small: str) -> bool:
        """True for a noun that is also the name of a country, a province or a large town."""
        if self.gazetteer is None or len(small) < _LETTERS_OF_TOWN or small not in self.nouns:
            return False
        return any(
            candidate.place.kind in ("country", "admin1") or candidate.place.population >= _LARGE
            for candidate in self.gazetteer.look_up(small)
        )

    @staticmethod
    def _is_acronym(bare: str, text: str, at: int) -> bool:
        """True for a short word without vowels, or one that stands alone in brackets."""
        if len(bare) > 6:
            return False
        bracketed = text[max(0, at - 1) : at] in ("(", "[") and text[at + len(bare) : at + len(bare) + 1] in (")", "]")
        return bracketed or not set(bare) & set("aeiouy")

    def _is_common(self, small: str) -> bool:
        """True when the word, or what is left without an ending, is a word of the language."""
        if len(small) <= 2 or small in self.common or small in ORDINARY:
            return True
        return (
            any(
                small.endswith(suffix)
                and (small[: -len(suffix)] in self.common or small[: -len(suffix)] + "e" in self.common)
                for suffix in _SUFFIXES[1:]
            )
            or (small.endswith("ies") and small[:-3] + "y" in self.common)
            or (len(small) > 5 and small[-3:] in ("ied", "ing") and small[:-4] in self.common)
            or (len(small) > 5 and small.endswith("ed") and small[-3] == small[-4] and small[:-3] in self.common)
            or (small.endswith("men") and small[:-2] + "an" in self.common)
            or self._is_compound(small)
            or any(small.startswith(before) and self._is_joined(small[len(before) :]) for before in _PREFIXES)
        )

    def _is_joined(self, rest: str) -> bool:
        """True for what stands behind a prefix without a hyphen: "antigovernment", "narcotraffickers"."""
        return len(rest) >= _LETTERS_JOINED and self._is_common(rest)

    def _is_compound(self, small: str) -> bool:
        """True for two nouns written as one: "gunships", "powerline"."""
        whole = _singular(small)
        return len(whole) > 6 and any(
            whole[:cut] in self.words.parts and whole[cut:] in self.words.parts for cut in range(3, len(whole) - 3)
        )


def _singular(small: str) -> str:
    """A plural's singular by its ending alone."""
    if small.endswith("ies"):
        return small[:-3] + "y"
    if small.endswith("men"):
        return small[:-2] + "an"
    return small[:-1] if small.endswith("s") else small


def _opens(text: str, at: int) -> bool:
    """True where a word opens a sentence or a quotation."""
    before = text[max(0, at - 8) : at]
    if at == 0 or (_STOPS.search(before) and not _INITIAL.search(before)):
        return True
    return "]" in before and _OPENING_NOTE.search(text[max(0, at - 120) : at]) is not None


def _dated(text: str, match: re.Match[str]) -> bool:
    """True for "may" and "march" beside a number."""
    around = text[max(0, match.start() - 4) : match.start()] + " " + text[match.end() : match.end() + 4]
    return any(map(str.isdigit, around))


def _is_initial(text: str, match: re.Match[str]) -> bool:
    """True for a letter with a full stop ("U.S.", "J. Smith") and for the pronoun of the first person."""
    if len(match.group()) > 1:
        return False
    return text[match.end() : match.end() + 1] == "." or match.group().lower() == "i"


def _adjoins(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    """True when only spaces stand between two words."""
    return not text[first.end() : second.start()].strip()
