"""Tolls in another voice: "the council speaks of 95 dead", "the government could confirm 14 deaths".

Such a clause tells no deed, only how many of it somebody counts. Left alone are numbers of something more ("three more
dead") and of somewhere or sometime else ("12 dead in Idlib", "40 deaths since May").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...knowledge.retold import RetoldWords
from ...model import Count
from ..clause import children, is_negated, is_verb
from ..lemma import lemma
from ..numbers import number_at
from ..parse import Sentence

if TYPE_CHECKING:
    from ..token import Token

_ELSEWHERE = frozenset({"in", "at", "near", "on", "since", "during", "over", "from", "between", "around", "outside"})
_NAMES = frozenset({"NNP", "NNPS", "CD"})
_TIMES = frozenset({"week", "month", "year", "day", "weekend", "night", "today", "yesterday"})
_FURTHER = frozenset({"more", "other", "another", "further", "additional", "others", "previous"})
_PARTICIPLES = frozenset({"VBN", "VBD"})


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of the dead or hurt, by whose subject it is given, with the word that says what is counted."""

    words: str
    """What says of which outcome the number is."""
    count: Count
    noun: Token
    subject: Token | None


def counted(sentence: Sentence, words: RetoldWords, found: Sequence[Count]) -> Iterator[Counted]:
    """Every such number of a sentence."""
    for verb in sentence.tokens:
        if not is_verb(verb) or is_negated(verb):
            continue
        base = lemma(verb)
        nouns = [*children(verb, "dobj")] if base in words.tell else []
        if base in words.speak:
            nouns += [noun for prep in children(verb, "prep") if prep.lower_ == "of" for noun in children(prep, "pobj")]
        for noun in nouns:
            told = _number(noun, sentence, found)
            if told is not None and not _elsewhere(verb, noun):
                yield Counted(told[0], told[1], noun, next(iter(children(verb, "nsubj")), None))


def _number(noun: Token, sentence: Sentence, found: Sequence[Count]) -> tuple[str, Count] | None:
    """What is counted and how many: "14 dead", "dozens of bodies", "the number of 95 deaths", "40 rebels killed"."""
    inner = [word for prep in children(noun, "prep") if prep.lower_ == "of" for word in children(prep, "pobj")]
    for counted_noun in (noun, *inner):
        if any(word.lower_ in _FURTHER for word in counted_noun.children):
            return None
        outcome = [counted_noun, *(word for word in children(counted_noun, "acl") if word.tag_ in _PARTICIPLES)]
        said = " ".join(str(word.text) for word in outcome)
        for word in (counted_noun, *children(counted_noun, "nummod"), noun):
            count = number_at(found, sentence.token_span(word))
            if count is not None:
                return said, count
    return None


def _elsewhere(verb: Token, noun: Token) -> bool:
    """True where the clause says where or when: then it may be another deed that is counted."""
    around = [*children(verb, "prep"), *(prep for word in noun.subtree for prep in children(word, "prep"))]
    if any(word.lower_ in _TIMES for word in (*children(verb, "npadvmod"), *children(noun, "npadvmod"))):
        return True
    return any(
        prep.lower_ in _ELSEWHERE
        and any(word.tag_ in _NAMES or lemma(word) in _TIMES for one in children(prep, "pobj") for word in one.subtree)
        for prep in around
    )
