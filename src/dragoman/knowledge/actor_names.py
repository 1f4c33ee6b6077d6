"""Names as keys: one spelling for many, so that Kata'ib, Kataeb and KATAIB are the same word.

Invariant: `words` gives offsets into the text as it stands; only the key is folded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

NameKind = Literal["name", "demonym", "adjective", "capital", "people"]
Case = Literal["acronym", "single", "multi"]

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’‘ʼ`´][^\W_]+)*")
_APOSTROPHES = re.compile(r"['’‘ʼ`´.]")
_HYPHENS = frozenset("-‐‑–")
_MOST = 200_000
"""Answers that are kept: a report of random letters must not fill the memory."""
_ARTICLES = frozenset({"al", "el", "as", "ash", "ad", "an", "ar", "at", "az", "ul"})


class Word(NamedTuple):
    """One word of a text: its folded form, its offsets, and whether it is an Arabic article that keys leave out."""

    folded: str
    start: int
    end: int
    article: bool


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of one actor. `kind` says how it names it; `case` how strictly its capitals are asked for."""

    actor_id: str | None
    text: str
    kind: NameKind
    case: Case
    country: str | None = None


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A stretch of a text that is a known name, with everything it may name."""

    start: int
    end: int
    aliases: tuple[Alias, ...]


class Folder:
    """Folds words: case, accents, apostrophes and the spellings of spellings.csv."""

    def __init__(self, spellings: Mapping[str, str]) -> None:
        self._spellings = dict(spellings)
        self._known: dict[str, str] = {}
        self._seen: dict[str, tuple[str, int, bool]] = {}
        self._keys: dict[str, tuple[str, ...]] = {}

    def fold(self, word: str) -> str:
        """The word as keys have it."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) > _MOST:
                self._known.clear()
            bare = _APOSTROPHES.sub("", unicodedata.normalize("NFKD", word.lower()))
            bare = "".join(char for char in bare if not unicodedata.combining(char))
            found = self._known[word] = self._spellings.get(bare, bare)
        return found

    def words(self, text: str, start: int = 0, end: int | None = None) -> list[Word]:
        """Words of a stretch of text, possessive endings left off."""
        limit = len(text) if end is None else end
        found: list[Word] = []
        seen, read, make = self._seen.get, self._read, tuple.__new__
        for match in _WORD.finditer(text, start, limit):
            word = match[0]
            folded, size, article = seen(word) or read(word)
            begin = match.start()
            stop = begin + size
            if article:
                after = text[stop : stop + 1]
                article = after in _HYPHENS or (folded == "al" and after == " ")
            # A tuple made directly costs a third of one made by name: every word of every report passes here.
            found.append(make(Word, (folded, begin, stop, article)))
        return found

    def _read(self, word: str) -> tuple[str, int, bool]:
        """The folded form of a word, its length without a possessive ending, and whether it may be an article."""
        if len(self._seen) > _MOST:
            self._seen.clear()
        own = word[:-2] if word[-1] in "sS" and len(word) > 2 and word[-2] in "'’‘`´" else word
        folded = self.fold(own)
        found = self._seen[word] = folded, len(own), folded in _ARTICLES
        return found

    def fold_all(self, words: Iterable[str]) -> list[str]:
        """Each of the words as keys have it."""
        known, fold = self._known.get, self.fold
        return [known(word) or fold(word) for word in words]

    def key(self, name: str) -> tuple[str, ...]:
        """Key of a name: its folded words without articles; a lone word keeps its article."""
        found = self._keys.get(name)
        if found is None:
            if len(self._keys) > _MOST:
                self._keys.clear()
            found = self._keys[name] = key_of(self.words(name))
        return found


def key_of(words: Iterable[Word]) -> tuple[str, ...]:
    """Key of words already folded."""
    listed = list(words)
    bare = [word.folded for word in listed if not word.article]
    if bare and bare[0] == "the" and len(bare) > 1:
        bare = bare[1:]
    if len(bare) == 1 and len(listed) > 1 and listed[0].article:
        return ("al", bare[0])
    return tuple(bare) or tuple(word.folded for word in listed)


def case_of_name(name: str) -> Case:
    """Whether a name is an acronym, a single word or several."""
    parts = re.findall(r"[^\W_]+", name)
    letters = [char for char in name if char.isalpha()]
    if len(letters) <= 7 and all(char.isupper() for char in letters) and " " not in name.strip():
        return "acronym"
    return "multi" if len(parts) > 1 else "single"


class NameIndex:
    """Finds known names in text, longest first."""

    def __init__(self, folder: Folder, common: Iterable[str] = ()) -> None:
        self.folder = folder
        self._common = frozenset(folder.key(word) for word in common)
        self._names: dict[tuple[str, ...], tuple[Alias, ...]] = {}
        self._longest: dict[str, int] = {}

    def add(self, alias: Alias) -> None:
        """Add one name; the same actor is listed once under a key."""
        key = self.folder.key(alias.text)
        if not key:
            return
        have = self._names.get(key, ())
        if any(other.actor_id == alias.actor_id and other.kind == alias.kind for other in have):
            return
        self._names[key] = (*have, alias)
        self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def texts(self) -> Iterator[str]:
        """Every name as it is written."""
        return (alias.text for aliases in self._names.values() for alias in aliases)

    def get(self, name: str) -> tuple[Alias, ...]:
        """Everything a name may name, by its key."""
        return self._names.get(self.folder.key(name), ())

    def scan(self, text: str, start: int, end: int, free_case: bool = False) -> list[NameMatch]:
        """Known names in a stretch of text, from left to right, longest first, none overlapping."""
        words = self.folder.words(text, start, end)
        found: list[NameMatch] = []
        openers = self._longest
        at, size = 0, len(words)
        while at < size:
            lead = words[at]
            if lead[0] not in openers and not lead[3]:
                at += 1
                continue
            match, used = self._match(text, words, at, free_case)
            if match is not None:
                found.append(match)
            at += used
        return found

    def _match(self, text: str, words: list[Word], at: int, free_case: bool) -> tuple[NameMatch | None, int]:
        """The longest name that begins at word `at`, and how many words to move on."""
        lead = words[at]
        longest = self._longest.get(lead.folded, 0)
        if lead.article and at + 1 < len(words):
            longest = max(longest, self._longest.get(words[at + 1].folded, 0))
        if not longest:
            return None, 1
        for stop, key in reversed(_spans(words, at, longest)):
            aliases = self._names.get(key)
            if aliases is None or (free_case and key in self._common):
                continue
            surface = text[lead.start : words[stop - 1].end]
            fit = tuple(alias for alias in aliases if fits_case(alias, surface, free_case))
            if fit and "\n\n" not in surface and not _broken(surface):
                return NameMatch(lead.start, words[stop - 1].end, fit), stop - at
        return None, 1


def _broken(surface: str) -> bool:
    """True when a sentence mark stands inside what would be a name."""
    return any(mark in surface for mark in (";", ":", "(", ")", '"', "“", "”")) or ", " in surface


def _spans(words: list[Word], at: int, longest: int) -> list[tuple[int, tuple[str, ...]]]:
    """Ends and keys of the candidates that begin at `at`, shortest first."""
    spans: list[tuple[int, tuple[str, ...]]] = []
    key: list[str] = []
    for stop in range(at, min(len(words), at + 2 * longest + 1)):
        word = words[stop]
        if word.article:
            if stop == at and stop + 1 < len(words):
                spans.append((stop + 2, ("al", words[stop + 1].folded)))
            continue
        key.append(word.folded)
        if len(key) > longest:
            break
        spans.append((stop + 1, tuple(key)))
    return spans


def fits_case(alias: Alias, surface: str, free_case: bool) -> bool:
    """True when the capitals of the words in the text are those that a name of this case has."""
    if free_case:
        letters = sum(char.isalpha() for char in alias.text)
        return alias.case != "acronym" or letters > 2 or "." in surface
    if alias.case == "acronym":
        return surface.upper() == surface
    if alias.case == "single":
        return surface[:1].isupper() or any(part[:1].isupper() for part in re.split(r"[-\s]", surface)[1:])
    return any(char.isupper() for char in surface)
