"""The words of a parsed sentence as plain objects: what rules ask about is read from spaCy once, not at each question.

The attributes are named as spaCy names them. Equal are only the same: a sentence makes each of its tokens once.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .columns import Columns


class Token:
    """One word of a sentence with its place in the parse."""

    __slots__ = ("_columns", "children", "dep_", "doc", "head", "i", "lemma_", "lower_", "pos_", "tag_", "text")

    i: int
    """Number of the word in its sentence."""
    text: str
    """The word as the parser saw it."""
    lower_: str
    tag_: str
    """Fine part of speech, of the Penn Treebank."""
    pos_: str
    """Coarse part of speech of the fine one: see `lemma.coarse`."""
    dep_: str
    """What the word is to its head."""
    head: Token
    """The word above; a root is its own head."""
    children: list[Token]
    """The words below, in text order."""
    doc: tuple[Token, ...]
    """Every word of the sentence."""
    lemma_: str
    """Dictionary form in small letters: verbs to the infinitive, nouns to the singular, else the word itself."""
    _columns: Columns

    def __repr__(self) -> str:
        """The word itself."""
        return self.text

    @property
    def left_edge(self) -> Token:
        """First word of what hangs on this one."""
        return self.doc[self._columns.left[self.i]]

    @property
    def right_edge(self) -> Token:
        """Last word of what hangs on this one."""
        return self.doc[self._columns.right[self.i]]

    @property
    def lefts(self) -> list[Token]:
        """Children that stand before the word."""
        return [child for child in self.children if child.i < self.i]

    @property
    def ancestors(self) -> Iterator[Token]:
        """The words above, the nearest first."""
        word = self
        while word.head is not word:
            word = word.head
            yield word

    @property
    def subtree(self) -> Iterator[Token]:
        """The word and all below it, in text order where no branch crosses another."""
        below = [child for child in self.children if child.i < self.i]
        for child in below:
            yield from child.subtree
        yield self
        for child in self.children[len(below) :]:
            yield from child.subtree

    def nbor(self, step: int = 1) -> Token:
        """The word so many places further. Raises IndexError beyond either end."""
        at = self.i + step
        if at < 0:
            raise IndexError(f"no word stands {-step} before word {self.i}")
        return self.doc[at]

    @property
    def is_alpha(self) -> bool:
        """True for letters alone."""
        return self.text.isalpha()

    @property
    def is_punct(self) -> bool:
        """True for punctuation alone."""
        return all(unicodedata.category(char)[0] == "P" for char in self.text)

    @property
    def like_num(self) -> bool:
        """True for figures and number words of English."""
        from spacy.lang.en.lex_attrs import like_num

        return bool(like_num(self.text))  # type: ignore[no-untyped-call]


def tokens_of(columns: Columns) -> tuple[Token, ...]:
    """The words of one parse."""
    new = Token.__new__
    made = tuple([new(Token) for _ in columns.words])
    rows = zip(
        made,
        columns.words,
        columns.lower,
        columns.lemmas,
        columns.tags,
        columns.parts,
        columns.deps,
        columns.heads,
        columns.kids,
        strict=True,
    )
    for i, (token, word, lower, lemma, tag, part, dep, head, kids) in enumerate(rows):
        token.i = i
        token.text = word
        token.lower_ = lower
        token.lemma_ = lemma
        token.tag_ = tag
        token.pos_ = part
        token.dep_ = dep
        token.head = made[head]
        token.children = [made[kid] for kid in kids]
        token.doc = made
        token._columns = columns
    return made
