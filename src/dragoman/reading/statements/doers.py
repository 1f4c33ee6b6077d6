"""Who does what a content tells of, and whether it is to come: what threats, denials and plans are told by."""

from __future__ import annotations

from .said import Said, StanceWords, negated
from .tree import Tree


def doer_of(tree: Tree, verb: int) -> int | None:
    """Subject of a verb or of the clause above it."""
    at = verb
    for _ in range(4):
        found = tree.kid(at, "nsubj")
        if found is not None:
            return found
        if tree.head[at] == at or tree.dep[at] not in ("conj", "xcomp", "advcl"):
            return None
        at = tree.head[at]
    return None


def is_owned(tree: Tree, noun: int) -> bool:
    """True for the speaker's own people: "our forces", "his fighters"."""
    owner = tree.kid(noun, "poss")
    return owner is not None and tree.lower[owner] in ("our", "my", "his", "her", "their", "its")


def is_future(content: Said, words: StanceWords) -> bool:
    """True when the main clause, or one joined to it, tells of what is to come."""
    tree = content.tree
    if going_to(content):
        return True
    inside = set(content.tokens)
    for i in content.tokens:
        if tree.tag[i] != "MD" or tree.lower[i] not in words.future:
            continue
        verb = tree.head[i]
        if tree.lower[i] in ("will", "wo", "'ll") and negated(tree, verb):
            continue
        if any(tree.lower[k] in ("have", "'ve") and tree.dep[k] == "aux" for k in tree.kids[verb]):
            # "could have been saved": what did not happen.
            continue
        while tree.dep[verb] in ("conj", "parataxis") and tree.head[verb] in inside:
            verb = tree.head[verb]
        if tree.head[verb] not in inside or tree.head[verb] == verb or tree.dep[verb] == "ROOT":
            return True
    return False


def going_to(content: Said) -> bool:
    """True for "going to" with a verb after it."""
    tree = content.tree
    return any(tree.lower[i] == "going" and tree.kid(i, "xcomp") is not None for i in content.tokens)
