"""Verbs with the words that make them one cue: "poured scorn on the report", "shot down the claim", "gave his word"."""

from __future__ import annotations

from ...knowledge.cues import CueBook, Idiom
from .frames import Option
from .tree import Tree

_REACH = 8
"""Tokens between two words of an idiom."""
_OBJECTS = ("dobj", "nsubjpass", "pobj", "ccomp", "pcomp", "oprd")


def idiom_at(tree: Tree, head: int, book: CueBook) -> tuple[Idiom, int] | None:
    """The idiom that a verb opens and the last token of its words; None for the verb alone."""
    for idiom in book.idioms.get(tree.lemma[head], ()):
        found = _stands(tree, head, idiom.words)
        if found is not None and _fits(tree, found, idiom, book):
            return idiom, found[-1]
    return None


def between(tree: Tree, head: int, last: int) -> Option | None:
    """What stands inside an idiom: "brushed the report aside"."""
    for k in tree.kids[head]:
        if tree.dep[k] == "dobj" and head < tree.left[k] and tree.right[k] < last:
            return Option("dobj", ((tree.left[k], tree.right[k]),))
    return None


def _stands(tree: Tree, head: int, words: tuple[str, ...]) -> list[int] | None:
    """A verb and the words that hang on it behind it, in their order; None where one is missing."""
    found = [head]
    for word in words:
        reach = range(found[-1] + 1, min(found[-1] + _REACH, len(tree)))
        at = next((k for k in reach if word in (tree.lower[k], tree.lemma[k]) and _hangs(tree, k, found)), None)
        if at is None:
            return None
        found.append(at)
    return found


def _hangs(tree: Tree, word: int, found: list[int]) -> bool:
    """True for a word that hangs on one of an idiom's, or an adjective or noun one step below."""
    above = tree.head[word]
    return above in found or (tree.tag[word][:2] in ("JJ", "NN") and tree.head[above] in found)


def _fits(tree: Tree, found: list[int], idiom: Idiom, book: CueBook) -> bool:
    """True where the object is of the sort that the idiom asks for."""
    if not idiom.of:
        return True
    objects = [k for at in found for k in tree.kids[at] if tree.dep[k] in _OBJECTS and k not in found]
    if idiom.of == "words":
        return any(tree.lemma[k] in book.nouns or tree.dep[k] == "ccomp" for k in objects)
    near = [k for at in objects for k in (at, *tree.kids[at])]
    return any(tree.lemma[k] in book.deeds for k in near)
