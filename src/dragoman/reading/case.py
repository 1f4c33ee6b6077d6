"""Case repair for texts that are in capitals or small letters throughout, letter for letter, so that offsets hold.

A parser trained on mixed case takes every word of such a text for a name, or none. Words of the language get small
letters; words that knowledge has as names, and words that the language does not have, get a capital; acronyms stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

    from ..knowledge.gazetteer import Gazetteer

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_STOPS = re.compile(r"(?:^|[.!?]\s+|\n\s*\n\s*|--\s*|\]\s*|\"\s*)$")
_SUFFIXES = ("", "s", "es", "ed", "d", "ing", "ly", "er", "ers", "'s", "’s")
# Shorter runs of letters tell too little about a text's case.
_LETTERS = 40
# Towns smaller than this, and names shorter than that, are more often the common noun.
_LARGE = 250_000
_LETTERS_OF_TOWN = 5


# One report asks several times; the texts of more than one are not kept.
@lru_cache(maxsize=1)
def case_of(text: str) -> str:
    """`upper` or `lower` when nearly all letters of a longer text are so, else `mixed`."""
    letters = "".join(filter(str.isalpha, text))
    if len(letters) < _LETTERS:
        return "mixed"
    capitals = sum(map(str.isupper, letters)) / len(letters)
    return "upper" if capitals > 0.85 else "lower" if capitals < 0.004 else "mixed"


@dataclass(frozen=True, slots=True)
class CaseRepair:
    """`common` holds words of the language; `names` maps small letters to the form a name is written in."""

    common: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    nouns: frozenset[str] = frozenset()
    """Those of the common words that are nouns and nothing else: a large town of that name may be meant."""
    gazetteer: Gazetteer | None = None

    @classmethod
    def load(cls, nlp: Language, names: Iterable[str], gazetteer: Gazetteer | None = None) -> CaseRepair:
        """Common words from the parser's own tables and stop words; names from knowledge, word by word."""
        tables: Any = nlp.vocab.lookups.get_table("lemma_index")
        exceptions: Any = nlp.vocab.lookups.get_table("lemma_exc")
        common = {word for pos in ("noun", "verb", "adj", "adv") for word in tables.get(pos, ())}
        common |= {word for pos in ("noun", "verb", "adj", "adv") for word in exceptions.get(pos, {})}
        common |= set(nlp.Defaults.stop_words)
        forms: dict[str, str] = {}
        for name in names:
            words = _WORD.findall(name)
            for word in words:
                if not word.islower() and (len(words) == 1 or word.lower() not in common):
                    forms.setdefault(word.lower(), word)
        others = {word for pos in ("verb", "adj", "adv") for word in tables.get(pos, ())} | set(nlp.Defaults.stop_words)
        return cls(frozenset(common), forms, frozenset(tables.get("noun", ())) - others, gazetteer)

    def repair(self, text: str) -> str:
        """The text with plausible case, of the same length; unchanged when its case is already mixed."""
        if case_of(text) == "mixed":
            return text
        pieces: list[str] = []
        at = 0
        for match in _WORD.finditer(text):
            pieces += [text[at : match.start()], self._form(match.group(), text, match.start())]
            at = match.end()
        return "".join([*pieces, text[at:]])

    def _form(self, word: str, text: str, at: int) -> str:
        """One word as it would stand in mixed case; a form of another length is never used."""
        small = word.lower()
        bare = small.split("'")[0].split("’")[0]
        form = small
        if small in self.names or bare in self.names:
            form = self.names.get(small) or self.names[bare] + small[len(bare) :]
        elif not self._is_common(bare) or self._is_town(bare):
            form = small.upper() if self._is_acronym(bare, text, at) else small[:1].upper() + small[1:]
        elif at == 0 or _STOPS.search(text[max(0, at - 8) : at]):
            form = small[:1].upper() + small[1:]
        return form if len(form) == len(word) else word

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
        if len(small) <= 2 or small in self.common:
            return True
        return (
            any(
                small.endswith(suffix)
                and (small[: -len(suffix)] in self.common or small[: -len(suffix)] + "e" in self.common)
                for suffix in _SUFFIXES[1:]
            )
            or (small.endswith("ies") and small[:-3] + "y" in self.common)
            or (len(small) > 5 and small[-3:] in ("ied", "ing") and small[:-4] in self.common)
        )
