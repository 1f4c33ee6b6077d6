"""Short answers whose verb stands before: "Mr Moss does not.", "and so does the mayor"."""

from __future__ import annotations

from collections.abc import Iterator

from ...knowledge.cues import CueBook
from .speaker_words import SpeakerWords
from .telling import Telling
from .tree import Page, Tree

_DO = frozenset({"do", "does", "did"})
_LONGEST = 12


def elided(page: Page, book: CueBook, speakers: SpeakerWords) -> Iterator[Telling]:
    """Every short answer of a page."""
    before = None
    for tree in page.trees:
        if not _DO.isdisjoint(tree.lower):
            short = before is not None and len(tree) <= _LONGEST
            told = _does_not(before, tree, book, speakers) if short and before is not None else None
            told = told or _so_does(tree, book, speakers)
            if told is not None:
                yield told
        before = tree


def _does_not(before: Tree, tree: Tree, book: CueBook, speakers: SpeakerWords) -> Telling | None:
    """Who does not think or say what the sentence before says that another does."""
    verb = next((i for i, word in enumerate(tree.lower) if word in _DO and tree.head[i] == i), None)
    who = tree.kid(verb, "nsubj") if verb is not None else None
    if verb is None or who is None or not (tree.tag[who] == "NNP" or tree.lemma[who] in speakers.speaking):
        return None
    ends = all(not tree.lower[i][0].isalnum() for i in range(verb + 2, len(tree)))
    said = any(_says(before, i, book) for i in range(len(before)))
    if not ends or tree.lower[verb + 1 : verb + 2] not in (["not"], ["n't"]) or not said:
        return None
    return Telling(tree, (tree.left[who], tree.right[who]), (verb, verb), ((verb, verb + 1),), "denies")


def _so_does(tree: Tree, book: CueBook, speakers: SpeakerWords) -> Telling | None:
    """Who says the same: "The ministry denies it, and so does Colonel Bah"."""
    so = next((i for i in range(1, len(tree) - 2) if tree.lower[i] == "so" and tree.lower[i + 1] in _DO), None)
    said = next((i for i in range(so or 0) if _says(tree, i, book)), None)
    if so is None or said is None or tree.quoted[so]:
        return None
    last = next((i for i in range(len(tree) - 1, so + 1, -1) if tree.is_noun(i)), so)
    if last <= so + 1 or not (tree.tag[last] == "NNP" or tree.lemma[last] in speakers.speaking):
        return None
    cue = book.verbs[tree.lemma[said]]
    return Telling(tree, (so + 2, last), (so + 1, so + 1), ((so, so + 1),), cue.stance)


def _says(tree: Tree, i: int, book: CueBook) -> bool:
    """True for a finite verb of saying or thinking."""
    return tree.tag[i] in ("VBZ", "VBD", "VBP") and tree.lemma[i] in book.verbs and not tree.quoted[i]
