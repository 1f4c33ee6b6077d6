"""Finding what may be a place: words of each sentence, and the longest gazetteer names that begin at each of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...knowledge.gazetteer import CODE, Candidate, Gazetteer, Place
from ...knowledge.toponyms import fold
from ..parse import Sentence
from .lexicon import Lexicon

LONGEST = 8
_JOINERS = frozenset(
    {"of", "the", "and", "de", "del", "la", "el", "al", "da", "do", "du", "des", "le", "y", "e", "upon", "on"}
    | {"-", "–", "'", "'s", "’s", "’", "/", "&", "bin", "ben", "um", "ash", "as", "az", "with", "between"}
    | {"‘s", "main", "international"}
    # "Dar es Salaam", "Deir ez Zor", "Bir en Nahas", "Ad Duluiyah", "Fontenay aux Roses"
    | {
        "i",
        "es",
        "ez",
        "en",
        "er",
        "an",
        "ar",
        "ad",
        "ed",
        "et",
        "at",
        "ath",
        "ud",
        "ul",
        "bou",
        "sur",
        "sous",
        "aux",
        "au",
        "am",
    }
)


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence as plain lists, for quick reading: words as the report has them, folded, tags, offsets."""

    sentence: Sentence
    texts: list[str]
    lowers: list[str]
    tags: list[str]
    starts: list[int]
    ends: list[int]
    capital: list[bool]
    """True for words that may belong to a name: capitals in mixed text; nouns and adjectives in text without case."""
    caseless: bool

    def slice(self, first: int, last: int) -> str:
        """The sentence's words from `first` to `last` (exclusive), as written."""
        base = self.sentence.span.start
        return self.sentence.text[self.starts[first] - base : self.ends[last - 1] - base]

    def touching(self, left: int) -> bool:
        """True when nothing but white space stands between a word and the next."""
        return left + 1 < len(self.texts) and self.texts[left + 1][:1] not in ",;:.()"


@dataclass(slots=True)
class Toponym:
    """A stretch that may name a place, with what speaks for it and, later, the place it was taken for."""

    words: Words
    first: int
    last: int
    """Word numbers in the sentence, `last` exclusive."""
    key: str
    candidates: tuple[Candidate, ...]
    score: float = 0.0
    accepted: bool = False
    container: Toponym | None = None
    place: Place | None = None
    near: bool = False
    demonym: Place | None = None
    typed: str = ""
    """The type word that belongs to the name: "province", "city", "river"."""
    coded: bool = False
    evidence: list[str] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Report offset of the first character."""
        return self.words.starts[self.first]

    @property
    def end(self) -> int:
        """Report offset after the last character."""
        return self.words.ends[self.last - 1]


def words_of(sentence: Sentence, caseless: bool) -> Words:
    """The sentence's tokens as lists."""
    texts, lowers, tags, starts, ends, capital = [], [], [], [], [], []
    base = sentence.span.start
    own, read = sentence.text, sentence.columns
    for tag, start, end in zip(read.tags, read.starts, read.ends, strict=True):
        word = own[start - base : end - base]
        if not word.strip():
            continue
        texts.append(word)
        lowers.append(word.lower())
        tags.append(tag)
        starts.append(start)
        ends.append(end)
        capital.append((tag[:2] in ("NN", "JJ", "FW") and word[0].isalpha()) if caseless else word[0].isupper())
    return Words(sentence, texts, lowers, tags, starts, ends, capital, caseless)


class Scanner:
    """Finds names in sentences by the gazetteer's longest match."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self._gazetteer = gazetteer
        self._demonyms = lexicon.demonyms
        self._tails = lexicon.classes["natural"] | lexicon.area_words | lexicon.classes["tail"]
        self._starts = lexicon.classes["start"]

    def scan(self, words: Words) -> list[Toponym]:
        """Names of one sentence from left to right, none overlapping another."""
        found: list[Toponym] = []
        at, count = 0, len(words.texts)
        while at < count:
            toponym = None
            if words.capital[at] or words.lowers[at] in self._starts:
                toponym = self._longest(words, at)
            if toponym is None:
                at += 1
                continue
            found.append(toponym)
            at = toponym.last
        return found

    def _longest(self, words: Words, first: int) -> Toponym | None:
        """The longest name or demonym that begins at a word."""
        for last in range(self._reach(words, first), first, -1):
            closing = words.lowers[last - 1]
            if not (words.capital[last - 1] or closing in self._tails):
                continue
            if last - first == 1 and not words.capital[first]:
                continue
            surface = words.slice(first, last)
            key = fold(surface)
            if not key:
                continue
            if key in self._demonyms and not (words.caseless and words.tags[first][:2] not in ("NN", "JJ")):
                return Toponym(words, first, last, key, (), demonym=self._demonyms[key])
            candidates = self._fitting(words, first, last, surface, key)
            if candidates:
                coded = all(candidate.how == CODE for candidate in candidates)
                typed = closing if last - first > 1 and closing in self._tails else ""
                return Toponym(words, first, last, key, candidates, typed=typed, coded=coded)
        return None

    def _reach(self, words: Words, first: int) -> int:
        """How far a name that begins at `first` may run."""
        last = first + 1
        limit = min(len(words.texts), first + LONGEST)
        while last < limit and (
            words.capital[last] or words.lowers[last] in _JOINERS or words.lowers[last] in self._tails
        ):
            last += 1
        return last

    def _fitting(self, words: Words, first: int, last: int, surface: str, key: str) -> tuple[Candidate, ...]:
        """Candidates of a name; codes only where they are written as codes."""
        candidates = self._gazetteer.look_up_key(key)
        if not candidates or last - first > 3:
            return candidates
        letters = surface.replace(".", "").replace(" ", "")
        shouted = letters.isupper() and (not words.caseless or "." in surface)
        if shouted or ("." in surface and surface[0].isupper()):
            codes = tuple(candidate for candidate in candidates if candidate.how == CODE)
            if codes and (len(letters) <= 4 or "." in surface):
                return codes
            if len(letters) == 3 and not words.caseless:
                # "SYL hotel": letters of a name, and no town that some list spells so; "FEZ" in a dateline is one.
                return tuple(candidate for candidate in candidates if candidate.place.name.upper() == letters)
            return candidates if len(letters) > 2 else ()
        return tuple(candidate for candidate in candidates if candidate.how != CODE) if len(letters) > 2 else ()
