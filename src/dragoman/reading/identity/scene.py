"""One deed told by several clauses of a sentence: its harm and its cause, its stages, one doer's doings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..clause import children, is_verb
from ..known import Known
from ..lemma import lemma
from .telling import Telling
from .wording import opens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..token import Token

_VIOLENCE = frozenset({"violence", "coercion", "protest"})
_WHEN = frozenset({"after", "when", "as", "while"})
"""Words whose clause tells how the harm of the main clause came about: "nine died when gunmen stormed a hotel"."""
_TAKES_PLACE = frozenset({"be", "come", "happen", "occur", "take", "launch", "carry", "perpetrate", "commit", "stage"})
_WHERE = frozenset({"when", "where", "which"})


def is_one_scene(later: Telling, before: Telling, known: Known) -> bool:
    """True when two words of one sentence tell one deed: its harm and its cause, its stages, one doer's doings."""
    if later.token is None or before.token is None or later.mention.series or before.mention.series:
        return False
    if not {later.group, before.group} <= _VIOLENCE:
        return False
    return (
        _causes(later, before)
        or _causes(before, later)
        or _is_toll_of(before.token, later.token, known)
        or _is_dated_by(before.token, later.token, known)
        or _is_within(before.token, later.token)
        or _is_stage(later.token, before.token, known)
        or _one_doer(later, before)
    )


def _causes(cause: Telling, harm: Telling) -> bool:
    """ "Six people were killed as police fired": a harm with nobody who did it, and the clause that tells how."""
    verb, word = cause.token, harm.token
    if verb is None or word is None or cause.noun or harm.actors.known or harm.group == "protest":
        # "Protests began after two men were murdered": what people march for is no part of the march.
        return False
    while verb.dep_ == "conj" and is_verb(verb.head):  # "after gunmen burst in and opened fire"
        verb = verb.head
    marks = children(verb, "mark", "advmod")
    if verb.dep_ != "advcl" or not any(mark.lower_ in _WHEN for mark in marks) or _is_later(verb):
        return False
    above = verb.head
    joined = above.dep_ == "conj" and above.head == word  # "were killed and hundreds injured as police fired"
    return joined or above == word or any(above in (up, up.head) for up in _clause(word))


def _is_toll_of(toll: Token, deed: Token, known: Known) -> bool:
    """ "the death toll from a shooting"."""
    named = (lemma(toll), "noun") in known.quantities.casualties
    return named and not is_verb(toll) and deed.dep_ == "pobj" and deed.head.head == toll


def _is_later(verb: Token) -> bool:
    """ "killed two days after gunmen stormed": a stretch of time between the two makes them two."""
    return any(child.dep_ in ("npadvmod", "nmod", "dep") and child.i < verb.i for child in verb.children)


def _clause(word: Token) -> Iterator[Token]:
    """The verbs that a word stands under, up to the end of its clause."""
    for up in word.ancestors:
        yield up
        if is_verb(up) and up.dep_ in ("ROOT", "ccomp", "advcl", "relcl"):
            return


def _is_dated_by(noun: Token, verb: Token, known: Known) -> bool:
    """ "The last assault was on August 2, when gunmen killed 37": the noun and the clause that tells it."""
    copula = noun.head
    if noun.dep_ not in ("nsubj", "nsubjpass") or not is_verb(verb) or verb.dep_ not in ("relcl", "advcl"):
        return False
    if lemma(copula) not in _TAKES_PLACE | known.families.phases or copula not in verb.ancestors:
        return False
    opened = [*children(verb, "advmod", "mark"), *(word for prep in children(verb, "prep") for word in prep.children)]
    return any(word.lower_ in _WHERE for word in opened)


def _is_within(verb: Token, noun: Token) -> bool:
    """ "was shot at in an attempted robbery": one deed and what it was a part of."""
    if is_verb(noun) or noun.dep_ != "pobj" or noun.head.lower_ not in ("in", "during") or noun.head.head != verb:
        return False
    return noun.tag_ == "NN" and opens(noun)


def _is_stage(later: Token, before: Token, known: Known) -> bool:
    """ "the attack began with an explosion followed by gunfire": stages of one deed."""
    if is_verb(later):
        return False
    for up in later.ancestors:
        if not is_verb(up):
            continue
        if lemma(up) == "follow" and up.tag_ == "VBN":
            return up.head == before or before in up.ancestors or _is_stage(up.head, before, known)
        begins = lemma(up) in known.families.phases and any(c == before for c in children(up, "nsubj", "nsubjpass"))
        return begins and any(child.lower_ in ("with", "in") for child in children(up, "prep"))
    return False


def _one_doer(later: Telling, before: Telling) -> bool:
    """ "stormed the hall, shot at the crowd and set it ablaze": verbs joined under one doer, at one place."""
    token = later.token
    if token is None or later.noun or before.noun or later.time not in (None, before.time):
        return False
    word = token
    while word.dep_ == "conj" and word != before.token and is_verb(word.head):
        word = word.head
    if word != before.token or word == token or any(children(token, "nsubj", "nsubjpass")):
        return False
    places = later.mention.place, before.mention.place
    apart = all(places) and places[0].place_id != places[1].place_id  # type: ignore[union-attr]
    return bool(before.mention.actors) and not apart and not (later.targets.names and before.targets.names)
