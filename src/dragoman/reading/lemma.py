"""Dictionary forms and coarse parts of speech on demand: only the words that rules ask about are looked up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.vocab import Vocab

    from .token import Token

_KEPT = "dragoman_lemmas"
_UNSIGNED = (1 << 64) - 1
"""The vocabulary numbers its strings without a sign, numpy gives them with one."""
_MOST = 200_000
"""Answers that are kept: a report of random letters must not fill the memory."""
_TABLES = ("lemma_index", "lemma_exc", "lemma_rules")
_INFLECTED = ("verb", "noun")
_NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_COARSE = {
    "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ", "RB": "ADV", "RBR": "ADV", "RBS": "ADV", "CD": "NUM", "MD": "AUX",
    "PRP": "PRON", "PRP$": "PRON", "WP": "PRON", "WP$": "PRON", "WDT": "PRON", "IN": "ADP", "TO": "ADP", "RP": "ADP",
}  # fmt: skip


def keep_lemma_tables(nlp: Language) -> None:
    """Move the lemmatizer's tables to the vocabulary and take the component itself out of the pipeline."""
    lookups: Any = nlp.vocab.lookups
    if "lemmatizer" in nlp.pipe_names:
        component: Any = nlp.get_pipe("lemmatizer")
        for name in _TABLES:
            if component.lookups.has_table(name) and not lookups.has_table(name):
                lookups.add_table(name, _quick(component.lookups.get_table(name)))
        nlp.remove_pipe("lemmatizer")
    if not hasattr(lookups, _KEPT):
        setattr(lookups, _KEPT, Lemmas.of(lookups, nlp.vocab.strings))


def _quick(table: Any) -> dict[Any, Any]:
    """A table whose long word lists are sets: looking a word up in a list of 57,000 costs more than parsing it."""
    return {key: frozenset(rows) if isinstance(rows, list) and len(rows) > 100 else rows for key, rows in table.items()}


def part_of_speech(token: Token) -> str:
    """Coarse part of speech from the fine tag: VERB, NOUN, ADJ, ADV, NUM, PRON, ADP, AUX or X."""
    return token.pos_


def coarse(tag: str) -> str:
    """Coarse part of speech of a fine tag."""
    if tag.startswith("VB"):
        return "VERB"
    return "NOUN" if tag in _NOUN_TAGS else _COARSE.get(tag, "X")


class Parts(dict[str, str]):
    """Coarse parts of speech by the fine tag, worked out once."""

    def __missing__(self, tag: str) -> str:
        """Work it out."""
        found = self[tag] = coarse(tag)
        return found


def kept(vocab: Vocab) -> Lemmas:
    """The tables of a vocabulary: two models may be loaded, each with its own word numbers."""
    found: Lemmas = getattr(vocab.lookups, _KEPT)
    return found


def lemma(token: Token) -> str:
    """Dictionary form of a token in lower case: verbs to the infinitive, nouns to the singular, else as it stands."""
    return token.lemma_


class Names(dict[int, str]):
    """Tags and dependencies by the vocabulary's number for them, decoded once."""

    def __init__(self, strings: Any) -> None:
        super().__init__()
        self._strings = strings

    def __missing__(self, key: int) -> str:
        """Ask the vocabulary; 0 is no name."""
        name = self[key] = str(self._strings[key & _UNSIGNED]) if key else ""
        return name


class Forms(dict[tuple[str, str], str]):
    """Dictionary forms by word and fine tag, looked up once."""

    def __init__(self, lemmas: Lemmas) -> None:
        super().__init__()
        self._lemmas = lemmas

    def __missing__(self, key: tuple[str, str]) -> str:
        """Look it up."""
        if len(self) > _MOST:
            self.clear()
        found = self[key] = self._lemmas.look_up(key[0], coarse(key[1]))
        return found


@dataclass(frozen=True, slots=True)
class Lemmas:
    """One vocabulary's tables, and every answer they gave, by word and tag."""

    words: Mapping[str, frozenset[str]]
    exceptions: Mapping[str, Mapping[str, Sequence[str]]]
    rules: Mapping[str, Sequence[tuple[str, str]]]
    names: Names
    parts: Parts = field(default_factory=Parts)
    lemma_of: Forms = field(init=False)
    """Dictionary form of a word in small letters with its fine tag."""

    def __post_init__(self) -> None:
        """Nothing was looked up yet."""
        object.__setattr__(self, "lemma_of", Forms(self))

    @classmethod
    def of(cls, lookups: Any, strings: Any) -> Lemmas:
        """The tables of the lemmatizer; its word lists become sets."""
        index, exceptions, rules = (lookups.get_table(name) if lookups.has_table(name) else {} for name in _TABLES)
        return cls({pos: frozenset(index.get(pos, ())) for pos in _INFLECTED}, exceptions, rules, Names(strings))

    def look_up(self, word: str, part: str) -> str:
        """WordNet's method: an exception if there is one, else the first suffix rule that gives a known word."""
        pos = part.lower()
        if pos not in _INFLECTED:
            return word
        index, exceptions = self.words[pos], self.exceptions.get(pos, {})
        if word in exceptions:
            return str(exceptions[word][0])
        if word in index and not (pos == "noun" and word.endswith("s") and word[:-1] in index):
            return word
        for old, new in self.rules.get(pos, ()):
            candidate: str = word[: len(word) - len(old)] + new
            if word.endswith(old) and candidate in index:
                return candidate
        return word
