"""Inverted verbs of translations: "The road is mined, warned the deputy mayor", "Confirmed the ministry that ...".

The parser takes who speaks for whom is spoken to, and gives the subject of what is said a second verb. Where a finite
verb of saying opens behind a whole clause and its comma, or the sentence, and a noun that can speak follows it with
nothing joined behind ("informed the elders and left"), the tree is hung anew as it is for "said the mayor".
"""

from __future__ import annotations

from ...knowledge.cues import CueBook
from ..columns import edges_of
from .parted import parted_speaker
from .speaker_words import SpeakerWords
from .tree import Page, Tree

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_HELPS = frozenset({"has", "have", "had"})
_OBJECTS = frozenset({"dobj", "nsubj", "nsubjpass", "attr", "oprd", "ccomp", "dative", "appos", "npadvmod", "dep"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_OPENS = frozenset({"and", "but", "also"})
_ARTICLES = frozenset({"DT", "PRP$"})
_INSIDE = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "CD"})
_WHEN = frozenset({"this", "yesterday", "today", "last"})
_DAYS = frozenset({"(", ")", "afternoon", "evening", "morning", "midday", "night"})
_LATE = 3
"""Words before a verb that opens its sentence: "And also confirmed"."""


def mend_inverted(page: Page, book: CueBook, words: SpeakerWords) -> None:
    """Hang inverted verbs of a page anew, in place."""
    for tree in page.trees:
        if tree.heading:
            continue
        for verb in range(len(tree)):
            if tree.tag[verb] in _FINITE or tree.tag[verb] == "VBN":
                _mend(tree, verb, book, words)
            if verb not in tree.mended and (speaker := parted_speaker(tree, verb, book, words)) is not None:
                _hang(tree, verb, speaker, None, None)


def _mend(tree: Tree, verb: int, book: CueBook, words: SpeakerWords) -> None:
    """Hang one verb anew where it is inverted."""
    phrase = words.inverted.get(" ".join(tree.lower[verb : verb + 2]))
    cue = book.verbs.get(tree.lemma[verb])
    late = tree.lemma[verb] in words.behind and tree.lower[verb - 1 : verb] == [","]
    if phrase is None and not late and (cue is None or not {"clause", "quote"} & set(cue.frames) or tree.quoted[verb]):
        return
    if tree.lemma[verb] in words.addressing and tree.lower[verb + 1 : verb + 2] not in (["us"], ["me"]):
        return
    first = verb - 1 if verb > 0 and tree.lower[verb - 1] in _HELPS else verb
    opens = first < _LATE and all(word in _OPENS for word in tree.lower[:first])
    behind = first > 1 and (tree.lower[first - 1] == "," or tree.is_mark(first - 1))
    if not (opens or behind) or _has_subject(tree, verb, first):
        return
    if behind and (parted := _parted_subject(tree, first, verb)) is not None:
        aside = tree.head[verb]
        _hang(tree, verb, parted, None, phrase)
        _hang_on(tree, aside, parted, "acl")
        return
    if behind and (titled := _titled_subject(tree, first, words)) is not None:
        _hang(tree, verb, titled, None, phrase)
        return
    after = verb + (2 if phrase else 1)
    speaker = _speaker(tree, verb, after, words.speaking)
    if speaker is None and behind:
        speaker = _late_speaker(tree, after, words.speaking)
    if speaker is None or _goes_on(tree, verb, speaker):
        return
    if (tree.dep[speaker], tree.head[speaker]) == ("nsubj", verb):
        _give_back(tree, verb, first)
        return
    said = _clause_behind(tree, verb, speaker) if opens else _clause_before(tree, first, verb)
    if said is not None and (opens or _clause_behind(tree, verb, speaker) is None):
        _hang(tree, verb, speaker, said, phrase)
        if late:
            tree.lemma = [*tree.lemma[:verb], "say", *tree.lemma[verb + 1 :]]


def _has_subject(tree: Tree, verb: int, first: int) -> bool:
    """True for a verb with a subject before it; what one comma parts from it is none ("until new notice, said")."""
    for k in tree.kids[verb]:
        if tree.dep[k] in _SUBJECTS and k < verb and not tree.is_verb(k):
            return not (tree.lower[first - 1] == "," and tree.lower[k:first].count(",") == 1)
    return False


def _speaker(tree: Tree, verb: int, after: int, speaking: frozenset[str]) -> int | None:
    """The first noun behind a verb that can speak, with nothing but what it is said to or when before it."""
    for at in range(after, len(tree)):
        above = tree.head[at]
        if tree.lower[at] in (",", "that") or tree.is_mark(at):
            return None
        if tree.dep[at] == "ccomp" and above == verb and tree.shape[at][0].isupper() and tree.head[at - 1] == at:
            # "announced the official agency Sana": a name that was taken for a verb.
            return at
        if not tree.is_noun(at) or tree.dep[at] in ("compound", "pobj", "poss", "npadvmod", "nmod"):
            continue
        if tree.dep[at] == "nsubj" and above == at + 1 and tree.dep[above] == "ccomp" and tree.head[above] == verb:
            continue
        near = above == verb or (above in tree.kids[verb] and above == verb + 1)
        if not near or tree.dep[at] not in _OBJECTS:
            return None
        names = tree.tag[at].startswith("NNP") and tree.tag[at] != "NNPS"
        return at if names or tree.lemma[at] in speaking else None
    return None


def _late_speaker(tree: Tree, after: int, speaking: frozenset[str]) -> int | None:
    """The noun behind when, where and to whom it was said: "informed this Thursday the secretary".

    A phrase before it ends where an article opens the next one; the noun ends the sentence, or its name does.
    """
    at, size = after, len(tree)
    while at < size and (tree.tag[at] in ("RB", "PRP") or tree.dep[at] == "npadvmod"):
        at += 1
    while at < size and (tree.tag[at] in ("IN", "TO") or tree.lower[at] in _WHEN):
        phrase = at
        at += 1 + (at + 1 < size and tree.tag[at] in ("IN", "TO") and tree.tag[at + 1] in _ARTICLES)
        while at < size and (tree.tag[at] in _INSIDE or tree.lower[at] in _DAYS):
            at += 1
        if at == phrase + 1 and tree.lower[phrase] not in _WHEN:
            return None
    if at == after or at >= size or tree.tag[at] not in _ARTICLES:
        return None
    noun = at + 1
    while noun + 1 < size and tree.tag[noun] in _INSIDE and tree.tag[noun + 1] in ("NN", "NNS", "NNP"):
        noun += 1
    named = noun + 2 < size and tree.is_noun(noun) and tree.lower[size - 1] == "." and tree.tag[size - 2] == "NNP"
    named = named and "," in tree.lower[noun:size]
    run = [i for i in range(at + 1, min(noun + 1, size)) if tree.lemma[i] in speaking or (named and i == noun)]
    ends = any(tree.lower[i] in (",", ".") for i in range(noun, size))
    return run[-1] if run and ends and not any(tree.tag[i] in _FINITE for i in range(noun, size)) else None


def _give_back(tree: Tree, verb: int, first: int) -> None:
    """The subject of a clause that a verb of saying in it was given: "Many of them, said a doctor, had been shot"."""
    above = tree.head[verb]
    mine = [k for k in tree.kids[verb] if tree.dep[k] in _SUBJECTS and k < first]
    if mine and above > verb and tree.is_verb(above) and tree.kid(above, *_SUBJECTS) is None:
        tree.head, tree.dep = list(tree.head), list(tree.dep)
        passive = tree.kid(above, "auxpass") is not None
        _hang_on(tree, mine[-1], above, "nsubjpass" if passive else "nsubj")


def _parted_subject(tree: Tree, first: int, verb: int) -> int | None:
    """The subject before a participle in commas that was read as its verb: "The envoy, waited on Monday, has said"."""
    above = tree.head[verb]
    who = tree.kid(above, "nsubj")
    if tree.dep[verb] != "conj" or who is None or not who < above < first or tree.tag[above] not in ("VBD", "VBN"):
        return None
    joined = any(tree.dep[k] == "cc" for k in tree.kids[above])
    return who if tree.lower[above - 1] == "," and tree.head[above] == above and not joined else None


def _titled_subject(tree: Tree, first: int, words: SpeakerWords) -> int | None:
    """The office before a name in commas that was hung on what stands before: "..., its chief, Rosa Pim, said"."""
    name = first - 2
    if name < 1 or tree.lower[first - 1] != "," or tree.dep[name] != "appos" or not tree.tag[name].startswith("NNP"):
        return None
    office, opens = tree.head[name], tree.left[name] - 1
    before = tree.lower[tree.left[office] - 1] if tree.left[office] > 0 else ""
    stands = office < opens and tree.lower[opens] == "," and before in (",", ";", "and", "but", "while", "though")
    return office if stands and tree.lemma[office] in words.speaking and tree.dep[office] not in _SUBJECTS else None


def _goes_on(tree: Tree, verb: int, speaker: int) -> bool:
    """True where the verb is one of a row ("informed the elders and left"), or its noun is to do something."""
    for k in tree.kids[verb]:
        if k > speaker and (
            tree.dep[k] in ("cc", "conj", "xcomp") or (tree.dep[k] == "prep" and tree.lower[k] == "as")
        ):
            return True
    return any(tree.dep[k] == "cc" and k > verb for k in tree.kids[tree.head[verb]])


def _clause_before(tree: Tree, first: int, verb: int) -> int | None:
    """The verb of a whole clause that ends before an inverted verb."""
    for top in range(first):
        if (tree.head[top] < first and tree.head[top] != top) or not (tree.is_verb(top) or tree.tag[top] == "MD"):
            continue
        helps = [top, *(k for k in tree.kids[top] if tree.dep[k] in ("aux", "auxpass"))]
        finite = any(tree.tag[k] in _FINITE or tree.tag[k] == "MD" for k in helps)
        if finite and any(tree.dep[k] in _SUBJECTS and tree.head[k] in helps and k < top for k in range(top)):
            return top
    return None


def _clause_behind(tree: Tree, verb: int, speaker: int) -> int | None:
    """The verb of a clause with "that" behind the speaker."""
    for at in range(speaker + 1, len(tree)):
        if tree.lower[at] == "that" and tree.dep[at] == "mark" and tree.tag[at] == "IN":
            return tree.head[at]
    return None


def _hang(tree: Tree, verb: int, speaker: int, said: int | None, phrase: str | None) -> None:
    """Make the verb the root, the noun its subject, and the clause before or behind it what is said."""
    # The parse is shared with all who read the sentence: theirs stays as it is.
    tree.head, tree.dep, tree.tag = list(tree.head), list(tree.dep), list(tree.tag)
    if tree.dep[speaker] == "ccomp":
        tree.tag[speaker] = "NNP"
        for k in tree.kids[speaker]:
            tree.dep[k] = "compound" if tree.dep[k] == "nsubj" else tree.dep[k]
    if tree.tag[verb] == "VBN" and not (verb and tree.lower[verb - 1] in _HELPS):
        tree.tag[verb] = "VBD"
    if phrase is not None:
        tree.lemma = [*tree.lemma[:verb], phrase, *tree.lemma[verb + 1 :]]
        tree.head[verb + 1], tree.dep[verb + 1] = verb, "prt"
    for k in tree.kids[verb]:
        if tree.dep[k] in _SUBJECTS and k < verb:
            tree.dep[k] = "dep"
        elif speaker < k and tree.dep[k] == "npadvmod" and tree.is_noun(k) and tree.lower[tree.left[k] - 1] == ",":
            # "the spokesman, the minister Ali, that ..."
            tree.head[k], tree.dep[k] = speaker, "appos"
    tree.head[verb], tree.dep[verb] = verb, "ROOT"
    tree.head[speaker], tree.dep[speaker] = verb, "nsubj"
    if said is not None:
        tree.head[said], tree.dep[said] = verb, "ccomp"
    tree.mended.append(verb)
    _join(tree)


def _hang_on(tree: Tree, word: int, above: int, dep: str) -> None:
    """Hang one word on another, in a tree whose lists are its own."""
    tree.head[word], tree.dep[word] = above, dep
    _join(tree)


def _join(tree: Tree) -> None:
    """Dependants and edges anew, from the heads."""
    tree.kids = [[] for _ in tree.head]
    for i, above in enumerate(tree.head):
        if above != i:
            tree.kids[above].append(i)
    tree.left, tree.right = edges_of(tree.head, tree.kids)
