"""What all ways of telling share that have no verb of saying: whose word, by what cue, and what is told.

Method: patterns over the parse, with words that are data (tellings.toml). Invariant: a way opens only on a word of its
own, so that a text without these words costs a look into a set.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ...knowledge.tables import tables
from .tree import Range, Tree

_NAME = ("NN", "JJ", "CD", "POS", "DT", "PRP$", "HYPH", "VBN", "VBG")
_STOPS = frozenset({",", ".", ";", ":", "(", ")", "[", "]", "--", "—", "–", "?", "!"})


@dataclass(frozen=True, slots=True)
class TellingWords:
    """Words by which something is somebody's word (data: tellings.toml)."""

    word_of: frozenset[str]
    own_word: frozenset[str]
    counting: frozenset[str]
    counting_of: frozenset[str]
    counted: frozenset[str]
    blunt: frozenset[str]
    opening: frozenset[str]

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> TellingWords:
        """The shipped lists with a user's own words added. Raises BadSettings when a file is broken."""
        lists: dict[str, set[str]] = {name: set() for name in cls.__slots__}
        for table in tables("tellings.toml", folders):
            for name, entry in table.items():
                lists.setdefault(name, set()).update(entry["words"])
        return cls(**{name: frozenset(lists[name]) for name in cls.__slots__})


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing told: tokens of who speaks and of the cue, and of what is told in one or two stretches."""

    tree: Tree
    source: Range
    cue: Range
    content: tuple[Range, ...]
    stance: str = ""
    """What it does, where its own words do not tell."""


def phrase_from(tree: Tree, first: int, last: int | None = None) -> Range | None:
    """The noun phrase that begins at a token, with phrases of "of", "in", "at" behind it, up to the first stop."""
    end = len(tree) - 1 if last is None else last
    at, noun = first, None
    while at <= end and tree.lower[at] not in _STOPS and not tree.is_mark(at):
        if tree.is_noun(at) or tree.tag[at] in ("PRP", "DT", "CD") or tree.lower[at] in ("others", "latter", "former"):
            noun = at
        elif not tree.tag[at].startswith(_NAME) and tree.lower[at] not in (
            "of",
            "in",
            "at",
            "for",
            "from",
            "and",
            "on",
        ):
            break
        at += 1
    return (first, noun) if noun is not None else None


def head_noun(tree: Tree, tokens: Range) -> int:
    """The last noun of a phrase before its first preposition or comma."""
    head = tokens[0]
    for i in range(tokens[0], tokens[1] + 1):
        if tree.tag[i] == "IN" or tree.lower[i] == ",":
            break
        if tree.is_noun(i) or tree.tag[i] in ("PRP", "DT"):
            head = i
    return head
