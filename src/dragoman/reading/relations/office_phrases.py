"""Phrases of offices in one sentence: "the Russian-installed head of the Luhansk region", "Peshawar's police chief"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ...knowledge.actor_base import ActorBase
from ...knowledge.actor_words import Title
from ..actors.view import View
from .parties import Parties
from .patterns import Patterns

_INSIDE = frozenset({"JJ", "NN", "NNS", "NNP", "NNPS", "HYPH", "VBN", "VBD", "CD", "FW", "POS", "AFX"})
_LINKS = 4
"""Prepositions that an office may run over: "head of the press service of the Ministry of Defence"."""
_LONGEST = 8
"""Words that may stand before an office's noun."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens of an office: `start` with its owner ("Tehran's"), `first` its own words, `head` its noun, `last`."""

    start: int
    first: int
    head: int
    last: int
    title: Title | None
    owner: int | None
    """Last token of the owner before "'s"."""
    plural: bool = False
    """True for several holders: "Foreign ministers X of Mali and Y of Niger"."""


@lru_cache(maxsize=8)
def _first_words(nouns: frozenset[str]) -> frozenset[str]:
    """What the offices' nouns begin with, whole or up to a space or hyphen: most words of a text begin none."""
    return nouns | {re.split(r"[ -]", noun)[0] for noun in nouns}


class OfficePhrases:
    """Finds every phrase of an office in one sentence."""

    def __init__(self, view: View, parties: Parties, base: ActorBase, patterns: Patterns) -> None:
        self.view, self.parties, self.base, self.patterns = view, parties, base, patterns

    def read(self) -> Iterator[Phrase]:
        """Phrases from left to right; one inside another is left out."""
        at = 0
        while at < len(self.view):
            found = self._at(at)
            if found is None:
                at += 1
                continue
            yield found
            at = found.head + 1

    def _at(self, i: int) -> Phrase | None:
        """The phrase whose noun, or whose title, begins at a token."""
        view = self.view
        title, head = self._office(i)
        if head < 0:
            return None
        while head + 1 < len(view):  # "Deputy Inspector General", "Chief District Officer"
            further, longer = self._office(head + 1)
            if longer < 0:
                break
            title, head = further, longer
        following = head + 1
        if following < len(view) and (view.tags[following] == "POS" or self._in_longer(head)):
            return None
        first = self._first(i, head)
        start, owner = first, None
        if first and view.tags[first - 1] == "POS":
            owner = first - 2
            start = self._first(owner, owner)
        return Phrase(start, first, head, self._last(head), title, owner, view.tags[head] in ("NNS", "NNPS"))

    def _office(self, i: int) -> tuple[Title | None, int]:
        """The title, if it is one, and the last token of the office that begins at a token; -1 without one."""
        title, head = self._title(i)
        return title, head if title is not None else self._noun(i)

    def _title(self, at: int) -> tuple[Title | None, int]:
        """The longest office of titles.csv that begins at a token, and its last token."""
        view, words = self.view, self.base.words
        fold = self.base.index.folder.fold
        begins = view.is_noun(at) or view.tags[at] in ("JJ", "VBG")
        if not begins or fold(view.lower[at]) not in words.title_starts:
            return None, -1
        best: Title | None = None
        last = -1
        key: list[str] = []
        for i in range(at, min(len(view), at + words.longest_title + 3)):
            if view.lower[i] in ("-", "."):
                continue
            key.append(fold(view.lower[i]))
            title = words.titles.get(tuple(key))
            if title is not None and title.kind == "office":
                best, last = title, i
        return best, last

    def _noun(self, i: int) -> int:
        """Last token of an office's noun that begins at a token: "attaché", "inspector-general"; -1 without one."""
        view = self.view
        if not view.is_noun(i) and view.tags[i] != "JJ":
            return -1
        for size in (5, 4, 3, 2, 1) if view.lower[i] in _first_words(self.patterns.office_nouns) else ():
            words = " ".join(view.lower[i : i + size]).replace(" - ", "-")
            if i + size <= len(view) and words in self.patterns.office_nouns:
                return i + size - 1
        lemma = view.lemma(i).lower()
        return i if view.tags[i] == "NNS" and lemma in self.patterns.office_nouns else -1

    def _in_longer(self, head: int) -> bool:
        """True where the noun only describes another that is no name: "police chief candidates"."""
        view = self.view
        following = head + 1
        if view.lower[following] == "-" or not view.is_noun(following) or self._name_at(following):
            return view.lower[following] == "-"
        return view.deps[head] in ("compound", "nmod", "amod") and view.heads[head] > head

    def _name_at(self, i: int) -> bool:
        """True where a person's name stands at a token."""
        start = self.view.starts[i]
        return any(m.start <= start < m.end and m.type == "person" for m in self.parties.mentions)

    def _first(self, i: int, head: int) -> int:
        """First of the words before a noun that belong to it."""
        view = self.view
        first = i
        while first > 0 and i - first < _LONGEST:
            j = first - 1
            hyphen = view.lower[j] == "-" or (first < len(view) and view.lower[first] == "-")
            if view.tags[j] == "POS" or view.tags[j] not in _INSIDE:
                break
            if not hyphen and not j < view.heads[j] <= head + _LONGEST:
                break
            if view.lower[j] in self.patterns.calendar:
                break
            first = j
        return first

    def _last(self, head: int) -> int:
        """Last token of what an office is of, the prepositions that go with it followed."""
        view = self.view
        last = head
        for _ in range(_LINKS):
            at = last + 1
            if at >= len(view) or view.lower[at] not in self.patterns.office_joiners:
                break
            at += 1
            if at < len(view) and view.tags[at] in ("DT", "PRP$"):
                at += 1
            stop = self._stretch(at)
            if stop == at or (view.lower[at] in self.patterns.calendar and view.is_name(at)):
                break
            last = stop - 1
        return last

    def _stretch(self, at: int) -> int:
        """Token after the run of nouns and their modifiers that begins here; a name after other words ends it."""
        view = self.view
        stop = at
        while stop < len(view) and (view.tags[stop] in _INSIDE or view.lower[stop] == "-"):
            if view.tags[stop] in ("VBD", "VBN") and view.deps[stop] != "amod":
                break
            if stop > at and self._person_begins(stop):
                break
            stop += 1
        return stop

    def _person_begins(self, i: int) -> bool:
        """True where a named person's mention begins."""
        start = self.view.starts[i]
        return any(m.start == start and m.type == "person" for m in self.parties.mentions)
