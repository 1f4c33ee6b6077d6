"""The force of a content by itself, where its cue only says: denial, threat, warning, demand, forecast or claim."""

from __future__ import annotations

from ...model import Stance
from .denials import is_denial, is_open, is_wrong, refuses, was_none
from .doers import doer_of, is_future, is_owned
from .said import Said, StanceWords, negated
from .threats import AUTHORITY, is_held_out, is_threat
from .tree import Tree

_PERHAPS = frozenset({"could", "might", "may"})


def content_stance(content: Said, words: StanceWords, speaker: set[str]) -> Stance:
    """What the content itself does, when its cue only says."""
    if not content.tokens:
        return "asserts"
    tree, said = content.tree, content.words
    future = is_future(content, words)
    planned = future and _is_planned(content, words, speaker)
    if not said & {"report", "spread"} and any(
        tree.lower[i] in words.deny or (tree.lemma[i] in words.deny and not tree.is_verb(i)) for i in content.tokens
    ):
        return "denies"
    if (said & words.doubt and not future) or is_open(content, words):
        return "doubts"
    if is_threat(content, words, speaker) or (future and is_held_out(content, words, speaker)):
        return "threatens"
    if (
        is_wrong(content, words)
        or is_denial(content, words)
        or was_none(content, words)
        or refuses(content, words, speaker)
    ):
        return "denies"
    if _danger_ahead(content, words):
        return "warns"
    if future and said & words.menacing_object and said & {"could", "might", "may"}:
        return "warns"
    main = content.main()
    if said & words.obligation and main is not None and not _perfect(tree, content.tokens):
        return "demands"
    first = next((i for i in content.tokens if tree.lower[i][0].isalnum()), content.tokens[0])
    if tree.tag[first] in ("WP", "WRB") or tree.lower[content.tokens[-1]] == "?":
        return "asserts"
    if _is_order(content):
        return "demands"
    if planned:
        return "promises" if _by_us(content, words) else "asserts"
    if future or _foretold(content, words) or _does_not_see(content):
        return "predicts"
    return "asserts"


def _is_planned(content: Said, words: StanceWords, speaker: set[str]) -> bool:
    """True for what the speaker's own side will do: announced, and no forecast."""
    tree, main = content.tree, content.main()
    modal = {tree.lower[i] for i in content.tokens if tree.tag[i] == "MD"}
    if (
        main is None
        or modal & _PERHAPS
        or content.words & words.foretell - {"soon"}
        or content.words & {"if", "unless"}
    ):
        return False
    doer = doer_of(tree, main)
    own = doer is not None and (tree.lower[doer] in speaker or is_owned(tree, doer))
    passive = tree.kid(main, "auxpass") is not None
    plain = own and (tree.lemma[main] not in words.happening or tree.kid(main, "acomp", "attr", "oprd") is None)
    if AUTHORITY not in speaker:
        return plain
    # What happens by itself or harms is foretold even by who governs; an inquiry is set up by it.
    set_up = tree.kid(main, "expl") is not None and "would" not in modal
    return plain or passive or set_up or tree.lemma[main] not in words.happening | words.hostile


def _is_order(content: Said) -> bool:
    """True for "Do not travel to the coast": a bare verb that opens what is said, with nobody before it."""
    tree, main = content.tree, content.main()
    if main is None or tree.tag[main] != "VB" or tree.kid(main, "nsubj", "nsubjpass") is not None:
        return False
    opening = [tree.lower[i] for i in content.tokens if i < main and tree.lower[i].isalpha()]
    return all(word in ("do", "not", "please", "never", "always") for word in opening)


def _by_us(content: Said, words: StanceWords) -> bool:
    """True for "we will" and "I shall" with a deed, said in the speaker's own voice."""
    tree, main = content.tree, content.main()
    doer = doer_of(tree, main) if main is not None else None
    if main is None or doer is None or tree.lower[doer] not in words.speaker or negated(tree, main):
        return False
    modal = {tree.lower[k] for k in tree.kids[main] if tree.tag[k] == "MD"}
    return bool(modal & {"will", "'ll", "shall"}) and tree.lemma[main] not in words.happening


def _foretold(content: Said, words: StanceWords) -> bool:
    """True for "likely to fall", "bound to fail": a forecast without will; "is likely higher" is an estimate."""
    tree = content.tree
    return any(
        (tree.lemma[i] in words.foretell or tree.lower[i] in words.foretell) and tree.kid(i, "xcomp") is not None
        for i in content.tokens
    )


def _danger_ahead(content: Said, words: StanceWords) -> bool:
    """A danger as doer or object near the main verb, with a word that it grows or comes."""
    tree, main = content.tree, content.main()
    if not content.words & words.looming:
        return False
    for i in content.tokens:
        if tree.lemma[i] in words.danger and tree.dep[i] in (
            "nsubj",
            "nsubjpass",
            "dobj",
            "pobj",
            "attr",
            "conj",
            "appos",
        ):
            steps, at = 0, i
            while at != main and tree.head[at] != at and steps < 4:
                at, steps = tree.head[at], steps + 1
            kids = {tree.lower[k] for k in tree.kids[i]} | {tree.lower[k] for k in tree.kids[at]} | {tree.lemma[at]}
            if (main is None or at == main) and kids & words.looming:
                return True
    return False


def _perfect(tree: Tree, tokens: list[int]) -> bool:
    """True for what should have been: blame for the past and no demand."""
    return any(tree.lower[i] in ("have", "'ve") and tree.dep[i] == "aux" for i in tokens)


def _does_not_see(content: Said) -> bool:
    """A forecast in the negative: "I don't see him doing it"."""
    tree = content.tree
    for i in content.tokens:
        if tree.lemma[i] in ("see", "expect", "foresee") and negated(tree, i):
            below = tree.kid(i, "ccomp", "xcomp", "dobj")
            if below is not None and (tree.tag[below] == "VBG" or tree.kid(below, "acl") is not None):
                return True
    return False
