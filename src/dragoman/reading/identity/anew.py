"""Deeds that a sentence sets apart: "in a second attack", "since troops seized power"; and the dead of one known."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ..clause import children, is_verb
from ..known import Known
from ..lemma import lemma
from ..parse import Sentence

if TYPE_CHECKING:
    from ..token import Token

_SINCE = frozenset({"since", "until"})
"""Words whose clause dates the deed of the main clause by another: "the deadliest attack since troops seized power"."""
_AGAIN = frozenset({"they", "it", "this", "that"})
_AMONG = frozenset({"of", "among", "amongst"})


def is_anchor(token: Token | None) -> bool:
    """True for a deed that only dates another one of its sentence."""
    if token is None:
        return False
    marks = [child.lower_ for child in children(token, "mark")]
    preposition = token.head.lower_ if token.dep_ in ("pobj", "pcomp") else ""
    return any(mark in _SINCE for mark in marks) or preposition in _SINCE


def is_new(token: Token | None, sentence: Sentence | None, known: Known) -> bool:
    """True for a deed that its sentence tells as another one: "a second attack", "separately, a strike hit"."""
    if token is None or sentence is None:
        return False
    if not is_verb(token) and any(child.lower_ in known.families.another for child in children(token, "amod", "det")):
        return True
    opened = _opening(known.families.anew).match(sentence.text)
    return opened is not None and not _is_more(sentence, opened.end()) and not _is_aside(token)


def is_next(token: Token | None, sentence: Sentence | None, known: Known) -> bool:
    """True for the deed of a sentence that "the same evening" opens: one more on the day of the deed before it."""
    if token is None or sentence is None or not _opening(known.families.then).match(sentence.text):
        return False
    while token.dep_ == "conj":
        token = token.head
    return is_verb(token) and token.dep_ == "ROOT" and not any(child.lower_ in _AGAIN for child in token.children)


def is_part(token: Token | None, known: Known) -> bool:
    """True for harm to people of a deed already told: "two of the dead were shot", "a boy was among those killed"."""
    if token is None or not is_verb(token):
        return False
    whole = token.dep_ == "acl" and token.head.lower_ == "those" and token.head.head.lower_ in _AMONG
    of_them = (
        word
        for subject in children(token, "nsubj", "nsubjpass")
        for preposition in children(subject, "prep")
        if preposition.lower_ in _AMONG
        for word in children(preposition, "pobj")
    )
    return whole or any(
        lemma(word) in known.families.victims or word.lower_ in known.families.victims for word in of_them
    )


def _is_more(sentence: Sentence, end: int) -> bool:
    """True for "another 16 people were wounded": more people of the deed at hand."""
    after = next((token for token in sentence.tokens if sentence.offset(token) >= sentence.span.start + end), None)
    return after is not None and bool(after.like_num)


def _is_aside(token: Token) -> bool:
    """True in a clause of time or a relative clause: "in a second blast, those who came to help were hit"."""
    return any(word.dep_ in ("relcl", "advcl") for word in (token, *token.ancestors))


@lru_cache(maxsize=4)
def _opening(words: frozenset[str]) -> re.Pattern[str]:
    """What opens a sentence about another deed."""
    listed = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"\W{{0,3}}(?:{listed or '(?!)'})\b", re.IGNORECASE)
