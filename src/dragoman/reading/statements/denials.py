"""What a content denies by itself: "no soldier fired", "that is flat wrong", "would not accept", "hard to believe"."""

from __future__ import annotations

from .doers import doer_of, is_owned
from .said import Said, StanceWords, negated

REFUSALS = frozenset({"not", "n't", "no", "never", "neither", "nor", "none", "nobody", "nothing"})
_PAST = frozenset({"had", "has", "have", "was", "were", "did", "been", "'ve", "'d"})
_NO_ONE = frozenset({"nobody", "no-one", "noone", "none", "nothing"})
_BRIEF = 9
"""Words of a clause that only says that something is wrong."""


def is_denial(content: Said, words: StanceWords) -> bool:
    """An answer of no, or something said not to be, not to have been seen, or not to be the speaker's doing."""
    tree = content.tree
    plain = [i for i in content.tokens if tree.lower[i].isalnum()]
    if plain and tree.lower[plain[0]] == "no" and plain[0] + 1 < len(tree) and tree.lower[plain[0] + 1] in ",.":
        return True
    if any(tree.lower[i] == "no" and tree.lower[i + 1 : i + 2] == ["such"] for i in content.tokens):
        return True
    main = content.main()
    if main is None or content.words & {"will", "wo", "'ll"}:
        return False
    near = [main, *tree.kids[main]]
    far = {*near, *(g for k in near for g in tree.kids[k])}
    if any(
        tree.lower[i] == "not" and i + 1 < len(tree) and tree.lower[i + 1] in ("only", "all", "every")
        for i in content.tokens
    ):
        return False
    if nobody_did(content, main):
        who = tree.kid(main, "nsubj", "nsubjpass")
        return who is None or tree.lemma[who] not in words.not_there
    negative = any(tree.lower[i] in REFUSALS for i in near) or any(
        tree.lower[i] in ("no", "neither", "none", "zero") and tree.dep[tree.head[i]] in ("nsubj", "attr", "dobj")
        for i in far
    )
    if not negative:
        return False
    scope = {tree.lemma[i] for i in far} | {tree.lower[i] for i in far}
    return bool(scope & words.involvement) and (tree.lemma[main] in words.perceive or tree.lemma[main] == "be")


def was_none(content: Said, words: StanceWords) -> bool:
    """ "There was no demonstration", "there has been no evacuation": told of what was or has been."""
    tree, main = content.tree, content.main()
    if main is None or tree.lemma[main] != "be" or not any(tree.dep[k] == "expl" for k in tree.kids[main]):
        return False
    if tree.lower[main] not in ("was", "were", "been"):
        return False
    for k in tree.kids[main]:
        if tree.dep[k] == "attr" and any(tree.lower[d] == "no" for d in tree.kids[k]):
            near = {tree.lemma[k], *(tree.lower[d] for d in tree.kids[k])}
            return not near & words.not_there
    return False


def nobody_did(content: Said, verb: int) -> bool:
    """True for "no soldier fired", "nobody had been shot": a deed of the past that no one did or suffered."""
    tree = content.tree
    helps = {tree.lower[k] for k in tree.kids[verb] if tree.dep[k] in ("aux", "auxpass")}
    if any(tree.tag[k] == "MD" for k in tree.kids[verb]) or not (tree.tag[verb] == "VBD" or helps & _PAST):
        return False
    who = tree.kid(verb, "nsubj", "nsubjpass")
    if who is None or tree.lemma[verb] == "be":
        return False
    if tree.lower[who] == "one" and any(tree.lower[k] == "not" for k in tree.kids[who]):
        return True
    return tree.lower[who] in _NO_ONE or (
        tree.is_noun(who) and any(tree.lower[k] in ("no", "zero") for k in tree.kids[who])
    )


def refuses(content: Said, words: StanceWords, speaker: set[str]) -> bool:
    """Own side, will or would, not, and a verb of yielding: "would not accept a single soldier"."""
    tree, main = content.tree, content.main()
    if main is None or not negated(tree, main):
        return False
    doer = doer_of(tree, main)
    yields = tree.lemma[main] in words.refusing
    modal = any(tree.lower[k] in ("would", "wo", "will", "'ll") for k in tree.kids[main])
    # "It will not close its consulate": what others said that it would do.
    will = any(tree.lower[k] in ("wo", "will", "'ll") for k in tree.kids[main])
    keeps = will and tree.lemma[main] not in words.happening | words.silence | words.relentless | words.perceive
    return modal and (yields or keeps) and doer is not None and (tree.lower[doer] in speaker or is_owned(tree, doer))


def is_wrong(content: Said, words: StanceWords) -> bool:
    """ "That is flat wrong", "the number is not correct", "that figure is from a comic book"."""
    tree, main = content.tree, content.main()
    if main is None or tree.lemma[main] != "be" or tree.tag[main] not in ("VBZ", "VBP", "VBD"):
        return False
    who = tree.kid(main, "nsubj")
    if who is None or not (tree.lemma[who] in words.accounts or tree.lower[who] in ("we", "they", "you", "he", "she")):
        return False
    behind = {tree.lower[i] for i in range(main + 1, tree.right[main] + 1)}
    if negated(tree, main):
        return tree.lemma[who] in words.accounts and bool(behind & words.correct) and len(behind) < _BRIEF
    what = tree.kid(main, "acomp", "attr", "prep", "oprd")
    near = {tree.lower[what], *(tree.lower[k] for k in range(tree.left[what], tree.right[what] + 1))} if what else set()
    person = tree.lemma[who] not in words.accounts
    return bool(near & (words.wrong if person else words.wrong | words.scorn)) and len(behind) < _BRIEF


def is_open(content: Said, words: StanceWords) -> bool:
    """ "It could not verify the figure", "hard to believe": left open, or held for untrue."""
    tree, main = content.tree, content.main()
    if main is not None and tree.lemma[main] in words.verifying and negated(tree, main):
        return True
    hard = content.words & {"hard", "difficult"} and content.words & {"believe", "swallow", "credit", "imagine"}
    return bool(hard) and len(content.tokens) < 2 * _BRIEF
