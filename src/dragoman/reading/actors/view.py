"""A parsed sentence as plain lists, with the questions that readers of names and nouns ask of it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..parse import Sentence

_NAME_TAGS = frozenset({"NNP", "NNPS"})
_NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})


@dataclass(slots=True)
class View:
    """Token `i` of a sentence: `words[i]` as written, `lower[i]`, `tags[i]`, `deps[i]`, `heads[i]`, report offsets."""

    sentence: Sentence
    words: list[str]
    lower: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    starts: list[int]
    ends: list[int]
    kids: list[list[int]]
    lemmas: list[str]

    def __len__(self) -> int:
        """Number of tokens."""
        return len(self.words)

    def lemma(self, i: int) -> str:
        """Dictionary form of token `i`."""
        return self.lemmas[i]

    def is_name(self, i: int) -> bool:
        """True for a token tagged as a proper noun."""
        return self.tags[i] in _NAME_TAGS

    def is_noun(self, i: int) -> bool:
        """True for a token tagged as any noun."""
        return self.tags[i] in _NOUN_TAGS

    def at(self, offset: int) -> int:
        """Number of the token at or before a report offset."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def text(self, first: int, last: int, report: str) -> str:
        """The report's words from token `first` to token `last`."""
        return report[self.starts[first] : self.ends[last]]

    def root_of(self, first: int, last: int) -> int:
        """The token of a stretch that the rest of the sentence points at: the one whose head lies outside."""
        for i in range(first, last + 1):
            head = self.heads[i]
            if (head < first or head > last or head == i) and self.deps[i] != "punct":
                return i
        return last

    def left_edge(self, head: int) -> int:
        """First token of the contiguous modifiers before `head`."""
        first = head
        while first > 0 and self._hangs_on(first - 1, head):
            first -= 1
        return first

    def _hangs_on(self, i: int, head: int) -> bool:
        """True when token `i` depends on `head`, directly or through other words before it."""
        for _ in range(12):
            above = self.heads[i]
            if above == head:
                return self.deps[i] not in _NOT_INSIDE
            if above == i or above > head or self.deps[i] in _NOT_INSIDE:
                return False
            i = above
        return False

    def preposition_of(self, i: int) -> tuple[str, int]:
        """The preposition that governs token `i`, following conjuncts, and what it hangs on; ("", -1) without one."""
        i = self.first_conjunct(i)
        above = self.heads[i]
        if self.deps[i] in ("pobj", "pcomp") or self.tags[above] in ("IN", "TO"):
            return self.lower[above], self.heads[above]
        return "", -1

    def first_conjunct(self, i: int) -> int:
        """The first member of the coordination that token `i` is in."""
        while self.deps[i] == "conj" and self.heads[i] < i:
            i = self.heads[i]
        return i

    def role(self, i: int) -> tuple[str, int]:
        """Dependency and head of token `i`, those of the first conjunct where it is coordinated."""
        first = self.first_conjunct(i)
        return self.deps[first], self.heads[first]

    def of_object(self, head: int, prepositions: frozenset[str]) -> int | None:
        """The object of the first such preposition that hangs on `head`, or None."""
        for kid in self.kids[head]:
            if kid > head and self.lower[kid] in prepositions and self.tags[kid] in ("IN", "TO"):
                for grandchild in self.kids[kid]:
                    if self.deps[grandchild] == "pobj":
                        return grandchild
        return None


_NOT_INSIDE = frozenset(
    {"cc", "preconj", "relcl", "mark", "nsubj", "dobj", "aux", "neg", "advcl", "acl", "intj", "parataxis"}
)


def view(sentence: Sentence) -> View:
    """The parse of a sentence as lists, read once."""
    found: View | None = sentence.memo.get("view")
    if found is None:
        read = sentence.columns
        found = sentence.memo["view"] = View(
            sentence,
            read.words,
            read.lower,
            read.tags,
            read.deps,
            read.heads,
            read.starts,
            read.ends,
            read.kids,
            read.lemmas,
        )
    return found
