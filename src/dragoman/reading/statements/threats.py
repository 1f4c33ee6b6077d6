"""Harm held out by what somebody says: "we will strike back", "whoever touches it will pay"."""

from __future__ import annotations

from .denials import REFUSALS
from .doers import doer_of, is_future, is_owned
from .said import Said, StanceWords, negated

AUTHORITY = "<authority>"
"""Among the speaker's own words: it is a state, a body or a party, and what it says will be done is its plan."""
_WILL = frozenset({"will", "'ll", "shall"})


def is_threat(content: Said, words: StanceWords, speaker: set[str]) -> bool:
    """Harm to come from the speaker: a hostile verb under will or going to with the speaker as its doer."""
    tree, future = content.tree, is_future(content, words)
    hesitate = any(tree.lemma[i] == "hesitate" and negated(tree, i) for i in content.tokens)
    if not future and not hesitate and not content.words & _WILL:
        return False
    if _whoever(content, words):
        return True
    for i in content.tokens:
        lemma = tree.lemma[i]
        if not (future or hesitate) and not any(tree.lower[k] in _WILL and tree.tag[k] == "MD" for k in tree.kids[i]):
            continue
        if tree.is_verb(i) and (lemma in words.hostile or lemma in words.menace):
            doer = doer_of(tree, i)
            if doer is not None and (tree.lower[doer] in speaker or is_owned(tree, doer)):
                return True
    for i in content.tokens:
        if (
            tree.lemma[i] in words.losses
            and tree.is_verb(i)
            and (doer := doer_of(tree, i)) is not None
            and tree.lower[doer] == "you"
        ):
            return True
    if AUTHORITY in speaker and any(tree.dep[i] == "expl" for i in content.tokens) and content.words & words.menace:
        # "There will be consequences"
        return not content.words & REFUSALS
    if not (future or hesitate):
        return False
    if "if" in content.words and _by_us_if(content, words):
        return True
    return bool({"will", "'ll"} & content.words and content.words & {"you", "your"} and content.words & words.menace)


def is_held_out(content: Said, words: StanceWords, speaker: set[str]) -> bool:
    """What an authority will do to others if they do not obey: "the crossing would be shut if troops moved"."""
    tree = content.tree
    if AUTHORITY not in speaker or not content.words & {"if", "unless"}:
        return False
    for i in content.tokens:
        if not tree.is_verb(i) or tree.lemma[i] not in words.leverage | words.hostile:
            continue
        clause = any(tree.dep[k] == "advcl" and tree.kid(k, "mark") is not None for k in tree.kids[i])
        doer = doer_of(tree, i)
        own = tree.kid(i, "auxpass") is not None or (doer is not None and tree.lower[doer] in speaker)
        if clause and own and any(tree.tag[k] == "MD" for k in tree.kids[i]):
            return True
    return False


def _whoever(content: Said, words: StanceWords) -> bool:
    """ "Whoever touches it will pay": harm held out to anybody."""
    told = [content.tree.lower[i] for i in content.tokens if content.tree.lower[i].isalnum()][:3]
    anyone = (
        told[:1] in (["whoever"], ["anyone"], ["anybody"]) or told[:2] == ["those", "who"] or told[1:2] == ["whoever"]
    )
    return (
        anyone
        and bool(content.words & _WILL)
        and bool(content.words & (words.losses | words.menace | {"punish", "face", "answer"}))
    )


def _by_us_if(content: Said, words: StanceWords) -> bool:
    """ "If it happens again we will close the mission"; "may have to use force if"."""
    tree = content.tree
    for i in content.tokens:
        if not tree.is_verb(i) or tree.lemma[i] not in words.leverage | words.hostile:
            continue
        doer = doer_of(tree, i)
        own = doer is not None and tree.lower[doer] == "we" and any(tree.lower[k] in _WILL for k in tree.kids[i])
        force = tree.lemma[i] == "use" and any(tree.lower[k] == "force" for k in tree.kids[i])
        if own or force:
            return True
    return False
