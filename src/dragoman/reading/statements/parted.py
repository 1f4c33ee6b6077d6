"""Speakers whom the parser parted from their verb: "…," the mayor of Sula, Ivo Kos, told reporters.

Where nothing but a noun that can speak, with its apposition, stands between a quotation or clause and a finite verb of
saying without a subject, that noun speaks. Method: the stretch before the verb is read as written.
"""

from __future__ import annotations

from ...knowledge.cues import CueBook
from .speaker_words import SpeakerWords
from .tree import Tree

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_OPENS = frozenset({"DT", "PRP$", "NNP", "NN", "NNS", "NNPS", "JJ", "CD"})
_CLAUSE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_REACH = 24
"""Words of the longest speaker with its apposition."""


def parted_speaker(tree: Tree, verb: int, book: CueBook, words: SpeakerWords) -> int | None:
    """The noun of the speaker that was parted from a verb of saying; None where the verb has one or nobody fits."""
    cue = book.verbs.get(tree.lemma[verb])
    if cue is None or not {"clause", "quote"} & set(cue.frames) or tree.quoted[verb] or tree.tag[verb] not in _FINITE:
        return None
    if any(tree.dep[k] in ("nsubj", "nsubjpass", "auxpass") for k in tree.kids[verb]):
        return None
    opens = _opening(tree, verb)
    if opens is None or tree.tag[opens] not in _OPENS:
        return None
    noun = opens
    while noun + 1 < verb and tree.tag[noun + 1] in _OPENS - {"DT", "PRP$"}:
        noun += 1
    whole = noun + 1 == verb or tree.lower[verb - 1] == ","
    joined = any(tree.lower[i] in ("and", "or", "but", "that", "who", "which") for i in range(opens, verb))
    speaks = tree.lemma[noun] in words.speaking or (tree.tag[noun] == "NNP" and tree.lower[opens - 1] != ",")
    return noun if whole and speaks and not joined else None


def _opening(tree: Tree, verb: int) -> int | None:
    """The first word behind the quotation mark, else behind the comma of a clause, nearest before a verb."""
    commas = []
    for i in range(verb - 1, max(0, verb - _REACH), -1):
        if tree.is_mark(i):
            return i + 1
        if tree.tag[i] in _CLAUSE or tree.quoted[i]:
            break
        if tree.lower[i] == ",":
            commas.append(i)
    told = [i for i in commas if i + 1 < verb - 1 and any(tree.tag[k] in _CLAUSE for k in range(i))]
    return told[-1] + 1 if told else None
