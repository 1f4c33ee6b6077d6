"""How many a noun phrase stands for: its number, one person, none, or the sum of its parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...knowledge.quantities import Quantities
from ...model import Count, TextSpan
from ..clause import children, is_verb
from ..lemma import lemma
from ..numbers import number_at
from ..parse import Sentence

if TYPE_CHECKING:
    from ..token import Token

_NUMBER_DEPS = ("nummod", "amod", "det", "quantmod", "advmod", "nmod", "compound")
_NOUGHT = frozenset({"nobody", "none", "no-one", "noone"})


@dataclass
class Amounts:
    """Numbers of the noun phrases of one sentence; `found` are all of the sentence's numbers."""

    sentence: Sentence
    trigger: Token
    known: Quantities
    found: list[Count] = field(default_factory=list)

    def number_of(self, noun: Token) -> Count | None:
        """How many a noun phrase with its joined parts stands for; None when it does not say."""
        parts = [noun, *_joined(noun)]
        counts = [self.number_of_one(part) or self.shared(noun, part) for part in parts]
        known = [count for count in counts if count is not None]
        if not known:
            return None
        if len(known) == 1 and (len(parts) == 1 or self.spans(noun, parts)):
            return known[0]
        return summed(self.sentence, known, len(known) == len(parts))

    def shared(self, first: Token, part: Token) -> Count | None:
        """One more person behind the "her" of "her father and brother"."""
        bare = part is not first and part.tag_ == "NN" and not any(children(part, *_NUMBER_DEPS, "poss", "prep"))
        if not bare or lemma(part) in self.known.collective | self.known.things:
            return None
        return self.single(part, exact=False) if any(children(first, "poss")) else None

    def spans(self, noun: Token, parts: Sequence[Token]) -> bool:
        """True for "12 children and teenagers": one number for both bare plurals."""
        if len(parts) != 2 or self.attached(noun) is None or any(part.tag_ != "NNS" for part in parts):
            return False
        return not any(child.dep_ in ("det", "nummod", "poss") for child in parts[1].children)

    def number_of_one(self, noun: Token) -> Count | None:
        """How many one noun stands for, without what is joined to it."""
        if self.is_none(noun):
            return self.nought(noun)
        if (count := self.attached(noun)) is not None:
            return count
        return self.one(noun)

    def attached(self, noun: Token) -> Count | None:
        """The number that is this word, or that stands before it as its own."""
        own = number_at(self.found, self.sentence.token_span(noun))
        if own is not None:
            return own
        before = (child for child in children(noun, *_NUMBER_DEPS) if child.i < noun.i)
        counts = (number_at(self.found, self.sentence.token_span(child)) for child in before)
        return next((count for count in counts if count is not None), None)

    def just_before(self, word: Token) -> Count | None:
        """The number within the three words before: "at least 12 people dead"."""
        for token in reversed(list(word.doc[max(0, word.i - 3) : word.i])):
            if token.is_punct or token.lower_ in ("and", "or"):
                return None
            if (count := number_at(self.found, self.sentence.token_span(token))) is not None:
                return count
        return None

    def one(self, noun: Token) -> Count | None:
        """One person: a name, a pronoun, a singular noun for a human being."""
        if str(noun.lower_) in self.known.single:
            return self.single(noun, exact=True)
        if lemma(noun) in self.known.collective or str(noun.lower_) in self.known.collective:
            return None
        if noun.tag_ == "NNP":
            return self.single(noun, exact=False)
        bare = self.sentence.segment.heading and not any(noun.children)
        if noun.tag_ == "NN" and bare and noun.dep_ in ("dobj", "nsubjpass"):
            # "gunmen kill priest": a headline leaves the article out.
            return self.single(noun, exact=True)
        if noun.tag_ == "NN" and any(child.dep_ in ("det", "poss", "amod", "compound") for child in noun.children):
            return self.single(noun, exact=any(child.lower_ in ("a", "an", "another") for child in noun.children))
        return None

    def single(self, noun: Token, exact: bool) -> Count:
        """A count of one; a name leaves open whether there were others."""
        span = self.noun_phrase(noun)
        return Count(1, 1, 1 if exact else None, span.start, span.end, span.text)

    def noun_phrase(self, noun: Token) -> TextSpan:
        """The victim's words without relative clauses."""
        first = min(
            (child.left_edge.i for child in children(noun, "det", "amod", "compound", "nummod", "poss", "nmod")),
            default=noun.i,
        )
        start = min(first, noun.i)
        return self.sentence.words(noun.doc[start : noun.i + 1])

    def is_none(self, noun: Token) -> bool:
        """ "no one", "nobody", "no casualties", "none of the guards"."""
        return noun.lower_ in _NOUGHT or any(child.lower_ == "no" and child.dep_ == "det" for child in noun.children)

    def nought(self, noun: Token) -> Count:
        """None at all, as the text says in words."""
        span = self.noun_phrase(noun)
        return Count(0, 0, 0, span.start, span.end, span.text)


def is_named(count: Count) -> bool:
    """True for a count that stands for people by name, which leaves open whether there were others."""
    words = (count.text or "").split()
    # "al-Muhandis", "d'Aubuisson": the particle of a name is small.
    capital = bool(words) and any(part[:1].isupper() for part in re.split(r"[-'’]", words[-1]))
    return count.high is None and count.low == count.best and capital


def same_name(first: Count, second: Count) -> bool:
    """True for overlapping words or one surname."""
    if (first.start or 0) < (second.end or 0) and (second.start or 0) < (first.end or 0):
        return True
    return (second.text or "").split()[-1:] == (first.text or "").split()[-1:]


def _joined(noun: Token) -> list[Token]:
    """Nouns joined to one by "and" or commas."""
    found: list[Token] = []
    for child in children(noun, "conj"):
        if not is_verb(child):
            found += [child, *_joined(child)]
    return found


def summed(sentence: Sentence, counts: Sequence[Count], whole: bool) -> Count:
    """The sum of several counts; with a part unknown only the floor is known."""
    low = sum(count.low if count.low is not None else count.best or 0 for count in counts)
    best = sum(count.best for count in counts if count.best is not None)
    all_best = whole and all(count.best is not None for count in counts)
    all_high = whole and all(count.high is not None for count in counts)
    start = min(count.start for count in counts if count.start is not None)
    end = max(count.end for count in counts if count.end is not None)
    base = sentence.span.start
    return Count(
        low,
        best if all_best else None,
        sum(count.high for count in counts if count.high is not None) if all_high else None,
        start,
        end,
        sentence.text[start - base : end - base],
    )
