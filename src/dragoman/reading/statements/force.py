"""The force of a content by itself, where its cue only says: denial, threat, warning, demand, forecast or claim."""

from __future__ import annotations

from ...model import Stance
from .said import Said, StanceWords, negated
from .tree import Tree

REFUSALS = frozenset({"not", "n't", "no", "never", "neither", "nor", "none", "nobody", "nothing"})


def content_stance(content: Said, words: StanceWords, speaker: set[str]) -> Stance:
    """What the content itself does, when its cue only says."""
    if not content.tokens:
        return "asserts"
    tree, said = content.tree, content.words
    future = _future(content, words)
    if said & words.deny and not said & {"report", "spread"}:
        return "denies"
    if said & words.doubt and not future:
        return "doubts"
    if _threat(content, words, speaker, future):
        return "threatens"
    if _denial(content, words) or _was_none(content, words):
        return "denies"
    if _danger_ahead(content, words):
        return "warns"
    if future and said & words.menacing_object and said & {"could", "might", "may"}:
        return "warns"
    main = content.main()
    if said & words.obligation and main is not None and not _perfect(tree, content.tokens):
        return "demands"
    if future or said & words.foretell or _does_not_see(content):
        return "predicts"
    return "asserts"


def _future(content: Said, words: StanceWords) -> bool:
    """True when the main clause, or one joined to it, tells of what is to come."""
    tree = content.tree
    if _going_to(content):
        return True
    inside = set(content.tokens)
    for i in content.tokens:
        if tree.tag[i] != "MD" or tree.lower[i] not in words.future:
            continue
        verb = tree.head[i]
        if tree.lower[i] in ("will", "wo", "'ll") and negated(tree, verb):
            continue
        while tree.dep[verb] in ("conj", "parataxis") and tree.head[verb] in inside:
            verb = tree.head[verb]
        if tree.head[verb] not in inside or tree.head[verb] == verb or tree.dep[verb] == "ROOT":
            return True
    return False


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


def _going_to(content: Said) -> bool:
    """True for "going to" with a verb after it."""
    tree = content.tree
    return any(tree.lower[i] == "going" and tree.kid(i, "xcomp") is not None for i in content.tokens)


def _perfect(tree: Tree, tokens: list[int]) -> bool:
    """True for what should have been: blame for the past and no demand."""
    return any(tree.lower[i] in ("have", "'ve") and tree.dep[i] == "aux" for i in tokens)


def _threat(content: Said, words: StanceWords, speaker: set[str], future: bool) -> bool:
    """Harm to come from the speaker: a hostile verb under will or going to with the speaker as its doer."""
    tree = content.tree
    hesitate = any(tree.lemma[i] == "hesitate" and negated(tree, i) for i in content.tokens)
    if not future and not hesitate:
        return False
    for i in content.tokens:
        lemma = tree.lemma[i]
        if tree.is_verb(i) and (lemma in words.hostile or lemma in words.menace):
            doer = _doer(tree, i)
            if doer is not None and (tree.lower[doer] in speaker or _owned(tree, doer)):
                return True
    for i in content.tokens:
        if (
            tree.lemma[i] in words.losses
            and tree.is_verb(i)
            and (doer := _doer(tree, i)) is not None
            and tree.lower[doer] == "you"
        ):
            return True
    return bool({"will", "'ll"} & content.words and content.words & {"you", "your"} and content.words & words.menace)


def _owned(tree: Tree, noun: int) -> bool:
    """True for the speaker's own people: "our forces", "his fighters"."""
    owner = tree.kid(noun, "poss")
    return owner is not None and tree.lower[owner] in ("our", "my", "his", "her", "their", "its")


def _doer(tree: Tree, verb: int) -> int | None:
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


def _denial(content: Said, words: StanceWords) -> bool:
    """An answer of no, or something said not to be, not to have been seen, or not to be the speaker's doing."""
    tree = content.tree
    plain = [i for i in content.tokens if tree.lower[i].isalnum()]
    if plain and tree.lower[plain[0]] == "no" and plain[0] + 1 < len(tree) and tree.lower[plain[0] + 1] == ",":
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
    negative = any(tree.lower[i] in REFUSALS for i in near) or any(
        tree.lower[i] in ("no", "neither", "none") and tree.dep[tree.head[i]] in ("nsubj", "attr", "dobj") for i in far
    )
    if not negative:
        return False
    scope = {tree.lemma[i] for i in far} | {tree.lower[i] for i in far}
    return bool(scope & words.involvement) and (tree.lemma[main] in words.perceive or tree.lemma[main] == "be")


def _was_none(content: Said, words: StanceWords) -> bool:
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


def _does_not_see(content: Said) -> bool:
    """A forecast in the negative: "I don't see him doing it"."""
    tree = content.tree
    for i in content.tokens:
        if tree.lemma[i] in ("see", "expect", "foresee") and negated(tree, i):
            below = tree.kid(i, "ccomp", "xcomp", "dobj")
            if below is not None and (tree.tag[below] == "VBG" or tree.kid(below, "acl") is not None):
                return True
    return False
