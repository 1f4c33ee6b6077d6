"""Semicolons: "the mayor tweeted that rebels did it; the paper found that they did not" are two sentences here.

A parser hangs one clause on the other, and then the second speaker says what the first one does. Where both clauses
have a cue with a subject of its own, or the first one ends in its cue ("…, the group says; the army speaks of 40"), the
tree is parted there and no content crosses. A list that one speaker goes through ("said that A; that B") stays whole.
"""

from __future__ import annotations

from ...knowledge.cues import CueBook
from ..columns import edges_of
from .frames import SUBJECTS, Candidate, Option
from .tree import Page, Range, Tree

_SEMICOLON = ";"
# "He said that the road was shut; that nobody could pass": what opens one more of the same.
_GOES_ON = frozenset({"that", "to", "and", "or"})
# Between a cue and the semicolon that ends its clause: "the ministry said on Monday;".
_TAIL_WORDS = 3


def part_at_semicolons(page: Page, book: CueBook) -> None:
    """Part the trees of a page, in place, at the semicolons where another speaker's clause begins."""
    for tree in page.trees:
        if _SEMICOLON in tree.lower:
            tree.cuts = [i for i, word in enumerate(tree.lower) if word == _SEMICOLON and _parts(tree, i, book)]
            if tree.cuts:
                _part(tree)


def keep_to_clause(candidate: Candidate) -> Candidate:
    """A candidate whose contents stay in the clause of its cue."""
    tree, head = candidate.tree, candidate.head
    low = max((cut + 1 for cut in tree.cuts if cut < head), default=0)
    high = min((cut - 1 for cut in tree.cuts if cut > head), default=len(tree) - 1)
    contents: dict[tuple[Range, ...], Option] = {}
    for option in candidate.contents:
        kept = tuple((max(lo, low), min(hi, high)) for lo, hi in option.ranges if lo <= high and hi >= low)
        if kept or not option.ranges:
            contents.setdefault(kept, Option(option.kind, kept))
    candidate.contents = list(contents.values())
    return candidate


def _parts(tree: Tree, at: int, book: CueBook) -> bool:
    """True where a semicolon stands between two speakers."""
    if tree.quoted[at] or at + 1 >= len(tree) or tree.lower[at + 1] in _GOES_ON:
        return False
    before, after = _bounds(tree, at)
    mine = [i for i in range(before, at) if _is_cue(tree, i, book)]
    its = [i for i in range(at + 1, after) if _is_cue(tree, i, book)]
    return bool(mine) and (bool(its) or at - mine[-1] <= _TAIL_WORDS)


def _bounds(tree: Tree, at: int) -> Range:
    """Where the clause before a semicolon begins and the clause after it ends, by the semicolons around."""
    others = [i for i, word in enumerate(tree.lower) if word == _SEMICOLON and i != at]
    return max((i + 1 for i in others if i < at), default=0), min((i for i in others if i > at), default=len(tree))


def _is_cue(tree: Tree, i: int, book: CueBook) -> bool:
    """True for a finite verb of saying with a subject beside it."""
    if tree.quoted[i] or not tree.is_verb(i) or tree.lemma[i] not in book.verbs:
        return False
    return tree.tag[i] not in ("VB", "VBG") and tree.kid(i, *SUBJECTS) is not None


def _part(tree: Tree) -> None:
    """Every word that hangs on one beyond a cut becomes a root of its own."""
    clause, number = [0] * len(tree), 0
    for i in range(len(tree)):
        clause[i] = number
        number += i in tree.cuts
    # The parse is shared with all who read the sentence: theirs stays as it is.
    tree.head, tree.dep = list(tree.head), list(tree.dep)
    for i, above in enumerate(tree.head):
        if above != i and clause[above] != clause[i]:
            tree.head[i], tree.dep[i] = i, "ROOT"
    tree.kids = [[] for _ in tree.head]
    for i, above in enumerate(tree.head):
        if above != i:
            tree.kids[above].append(i)
    tree.left, tree.right = edges_of(tree.head, tree.kids)
