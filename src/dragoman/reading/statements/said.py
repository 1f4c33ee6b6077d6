"""What is said, as words of one sentence, and the lists by which its force is told (data: stances.toml)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ...knowledge.tables import tables
from .frames import Option
from .tree import Tree


@dataclass(frozen=True, slots=True)
class StanceWords:
    """Words of a content that turn a stance, by use (data: stances.toml)."""

    hostile: frozenset[str]
    menace: frozenset[str]
    danger: frozenset[str]
    looming: frozenset[str]
    menacing_object: frozenset[str]
    doubt: frozenset[str]
    deny: frozenset[str]
    involvement: frozenset[str]
    perceive: frozenset[str]
    responsibility: frozenset[str]
    future: frozenset[str]
    foretell: frozenset[str]
    obligation: frozenset[str]
    speaker: frozenset[str]
    refuse: frozenset[str]
    silence: frozenset[str]
    withheld: frozenset[str]
    insisting: frozenset[str]
    not_there: frozenset[str]
    plans: frozenset[str]
    relentless: frozenset[str]
    claimed: frozenset[str]
    losses: frozenset[str]
    directing: frozenset[str]
    vowing: frozenset[str]
    echoing: frozenset[str]
    leverage: frozenset[str]
    refusing: frozenset[str]
    happening: frozenset[str]
    heed: frozenset[str]
    unbelieving: frozenset[str]
    perpetrating: frozenset[str]
    device: frozenset[str]
    scorn: frozenset[str]
    calling: frozenset[str]
    accounts: frozenset[str]
    wrong: frozenset[str]
    correct: frozenset[str]
    striking: frozenset[str]
    handiwork: frozenset[str]
    complaining: frozenset[str]
    wanted: frozenset[str]
    verifying: frozenset[str]

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> StanceWords:
        """The shipped lists with a user's own words added."""
        lists: dict[str, set[str]] = {}
        for table in tables("stances.toml", folders):
            for use, words in table.get("stance", {}).items():
                lists.setdefault(use, set()).update(words)
        return cls(**{use: frozenset(lists.get(use, ())) for use in cls.__dataclass_fields__})


@dataclass(slots=True)
class Said:
    """The words of a content in one sentence, and its main verb if it has one."""

    tree: Tree
    tokens: list[int]
    words: set[str] = field(init=False)
    """All its words and dictionary forms."""
    _main: int | None = field(init=False, default=-1)

    def __post_init__(self) -> None:
        """Gather the words once: many rules ask for them."""
        self.words = {self.tree.lower[i] for i in self.tokens} | {self.tree.lemma[i] for i in self.tokens}

    def holds(self, token: int) -> bool:
        """True when a token belongs to the content."""
        return token in self.tokens

    def main(self) -> int | None:
        """The verb (or copula) on which the content hangs."""
        if self._main == -1:
            inside, head = set(self.tokens), self.tree.head
            tops = (i for i in self.tokens if head[i] not in inside or head[i] == i)
            self._main = next((i for i in tops if self.tree.is_verb(i)), None)
        return self._main


def said_in(tree: Tree, option: Option) -> Said:
    """The tokens of a content."""
    return Said(tree, [i for lo, hi in option.ranges for i in range(lo, hi + 1)])


def negated(tree: Tree, verb: int) -> bool:
    """True when a verb has a negation of its own."""
    return any(tree.dep[k] == "neg" or tree.lower[k] in ("never", "neither") for k in tree.kids[verb])
