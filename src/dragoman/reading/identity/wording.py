"""How two words of one sentence hang together, and what a noun's article says of its being new or known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model import Mention
from ..clause import children, is_definite, is_verb
from ..lemma import lemma, part_of_speech

if TYPE_CHECKING:
    from ..token import Token


def opens(token: Token | None) -> bool:
    """True for "a strike", "another attack": a noun that brings in something new."""
    return token is not None and any(child.lower_ in ("a", "an", "another", "one") for child in token.children)


def hangs_on(lower: Token, upper: Token) -> bool:
    """True when one word tells more of the other: relative clause, participle, apposition, light verb."""
    if lower.dep_ == "advcl" and _is_participle(lower) and _carried_by(upper, lower.head):
        return True
    if _is_afterthought(lower, upper) or _by_means(lower, upper):
        return True
    path: list[str] = []
    word = lower
    while word != upper:
        if word.head == word or len(path) > 5:
            return False
        path.append(str(word.dep_) + (":verb" if is_verb(word) else ""))
        word = word.head
    steps = [step.split(":")[0] for step in path]
    if any(step in ("conj", "ccomp", "parataxis", "csubj") for step in steps):
        return False
    if "advcl" in steps:
        return steps == ["advcl"] and _is_participle(lower)
    if "pobj" in steps or "pcomp" in steps:
        return "appos" in steps
    return all(
        step in ("relcl", "acl", "appos", "dobj", "nsubj", "nsubjpass", "xcomp", "compound", "amod", "attr")
        for step in steps
    )


def _is_afterthought(lower: Token, upper: Token) -> bool:
    """ "strikes on two occasions, targeting depots"; "an assassination by drone, an attack that"."""
    if lower.i <= upper.i or is_verb(upper):
        return False
    before = lower.doc[lower.left_edge.i - 1].text if lower.left_edge.i else ""
    if lower.dep_ == "appos":
        verb = next((word for word in lower.ancestors if is_verb(word)), None)
        return verb is not None and verb in upper.ancestors
    return (
        lower.dep_ == "acl" and before == "," and _is_participle(lower) and upper.dep_ in ("dobj", "nsubjpass", "nsubj")
    )


def _by_means(lower: Token, upper: Token) -> bool:
    """ "an attempt on his life with a drone that struck the house": a clause on the means of the deed."""
    means = lower.head
    if (
        lower.dep_ not in ("relcl", "acl")
        or means.dep_ != "pobj"
        or means.head.lower_ not in ("with", "by", "using", "via")
    ):
        return False
    deed = means.head.head
    while upper != deed and upper.dep_ in ("compound", "dobj", "nsubjpass", "nmod") and upper.head != upper:
        upper = upper.head
    return upper == deed


def _is_participle(verb: Token) -> bool:
    """True for ", killing 24": a participle with no conjunction and no doer of its own."""
    return verb.tag_ == "VBG" and not any(child.dep_ in ("mark", "nsubj", "nsubjpass") for child in verb.children)


def _carried_by(noun: Token, verb: Token) -> bool:
    """True where a verb, or the infinitive under it, carries out the deed that a noun names: "ordered strikes"."""
    if noun.dep_ not in ("dobj", "nsubjpass") or not is_verb(noun.head):
        return False
    return noun.head == verb or (noun.head.dep_ in ("xcomp", "ccomp") and noun.head.head == verb)


_POINTERS = frozenset({"it", "this", "that", "which", "what"})


def renames(noun: Token, naming: frozenset[str]) -> bool:
    """ "called it an assassination", "it was the worst attack in years": a new name for a deed already told."""
    verb = noun.head
    if noun.dep_ == "pobj" and verb.lower_ == "as":
        verb = verb.head
    if not is_verb(verb):
        return False
    if lemma(verb) == "be" and noun.dep_ == "attr":
        return any(child.lower_ in _POINTERS for child in children(verb, "nsubj"))
    if lemma(verb) not in naming or noun.dep_ not in ("oprd", "ccomp", "attr", "dobj", "pobj", "nsubj"):
        return False
    # The parser may make "it" the object of the verb, or the subject of a small clause with the noun.
    return any(child.lower_ in _POINTERS for child in (*children(verb, "dobj", "nsubj"), *children(noun, "nsubj")))


def is_same(noun: Token) -> bool:
    """ "died in the same strike"."""
    return any(child.lower_ == "same" for child in children(noun, "amod"))


def names_known_thing(verb: Token, mention: Mention) -> bool:
    """ "the missiles hit the hangar", "one of the rockets fell": weapons that were told of before."""
    weapons = {word for weapon in mention.weapons for word in weapon.text.lower().split()}
    nouns = [*children(verb, "nsubj", "nsubjpass", "dobj"), *([verb.head] if verb.dep_ == "relcl" else [])]
    for noun in nouns:
        parts = [noun] if noun.lower_ in weapons else []
        for preposition in children(noun, "prep"):
            if preposition.lower_ == "of" and (noun.lower_ in _PARTS | _COUNTED or noun.tag_ == "CD"):
                parts += children(preposition, "pobj")
        for part in parts:
            if part.lower_ in ("them", "these", "those") or (part.lower_ in weapons and is_definite(part)):
                return True
    return False


_PARTS = frozenset({"one", "some", "most", "several", "many", "none", "all", "each", "both", "two", "three"})
_COUNTED = frozenset({"dozen", "half", "number", "couple", "rest", "majority"})


def is_alleged(verb: Token, allegations: frozenset[str]) -> Token | None:
    """ "led to allegations that they had struck it": the noun of saying that a deed is told by, else None."""
    for word in (verb, *verb.ancestors):
        if word.dep_ in ("acl", "ccomp") and part_of_speech(word.head) == "NOUN" and lemma(word.head) in allegations:
            found: Token = word.head
            return found
        if word is not verb and word.dep_ not in ("conj", "xcomp"):
            return None
    return None
