"""Counts that belong to one event: its dead, hurt and arrested, and any other number of it.

A number counts only where it hangs on the trigger's own clause, on a participle of it ("killing 24"), on a clause of
the trigger noun ("an attack that killed four"), or on the clause that the trigger explains ("were killed in the
attack", "died when a bomb exploded"). Unknown is None; 0 is only ever what the text says ("no one was hurt").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...knowledge.quantities import Quantities
from ...model import Count, TextSpan
from ..clause import children, is_infinitive, is_negated, is_verb, whole_of
from ..lemma import lemma
from ..numbers import number_at, numbers, shipped_quantities
from ..parse import Sentence
from .amounts import is_named, same_name, summed
from .belonging import Belonging

if TYPE_CHECKING:
    from ..token import Token

_NAMES = frozenset({"NNP", "NNPS"})


@dataclass(frozen=True, slots=True)
class Casualties:
    """Counts of one event, each None where the text does not say, and the words that tell of the victims."""

    killed: Count | None = None
    injured: Count | None = None
    arrested: Count | None = None
    quantity: Count | None = None
    victims: tuple[TextSpan, ...] = ()


def casualties(sentence: Sentence, trigger: Token, quantities: Quantities | None = None) -> Casualties:
    """Counts and victims of the event that `trigger` tells."""
    return _Counting(sentence, trigger, quantities or shipped_quantities()).run()


@dataclass
class _Counting(Belonging):
    """One event's counts in the making."""

    counts: dict[str, Count] = field(default_factory=dict)
    victims: dict[tuple[int, int], TextSpan] = field(default_factory=dict)

    def run(self) -> Casualties:
        """Walk the words of the event, note each outcome with its number, then look for another number."""
        self.found = numbers(self.sentence, self.known)
        for word in self.words():
            self.outcome(word)
        return Casualties(
            self.counts.get("killed"),
            self.counts.get("injured"),
            self.counts.get("arrested"),
            self.quantity(),
            tuple(self.victims.values()),
        )

    # ------------------------------------------------------------ how many, and who
    def outcome(self, word: Token) -> None:
        """Note one casualty word's number and victims."""
        entry = self.casualty(word)
        if lemma(word) == "leave" and is_verb(word):
            self.left(word)
        if entry is None or (word is not self.trigger and word.dep_ in ("acl", "advcl") and is_infinitive(word)):
            # "opened fire in an attempt to kill the envoy": an aim is no toll.
            return
        outcome, place = entry
        if place == "lives":
            self.lives(word)
        elif place == "own lives":
            if any(lemma(child) == "life" for child in children(word, "dobj")):
                for victim in self.parties(word, "subject"):
                    self.note(outcome, victim)
        elif place in ("object", "subject") and is_verb(word):
            if any(children(word, "nummod")) and (count := self.attached(word)) is not None:
                # "3 hurt in shooting": a headline's participle with a bare number.
                self.keep(outcome, count)
            for victim in self.parties(word, place):
                if lemma(victim) in self.known.things:
                    continue
                # "The minister was not hurt" leaves open who else was: that is no zero.
                if not is_negated(word, victim) or self.is_none(victim):
                    self.note(outcome, victim)
        elif place == "injury" and is_verb(word) and self.suffers(word):
            for victim in self.parties(word, "object" if any(children(word, "nsubjpass")) else "subject"):
                self.note(outcome, victim)
        elif place == "of":
            self.of_noun(word, outcome)
        elif place == "self":
            self.itself(word, outcome)
        elif place == "none" and lemma(word) == "injury" and self.is_none(word):
            self.keep(outcome, self.nought(word))

    def suffers(self, verb: Token) -> bool:
        """True where what one suffers, or is treated for, is a wound: "diagnosed with brain injuries"."""
        nouns = [
            noun
            for child in verb.children
            for noun in ([child] if child.dep_ == "dobj" else children(child, "pobj") if child.dep_ == "prep" else ())
        ]
        return any(self.known.casualties.get((lemma(noun), "noun")) == ("injured", "none") for noun in nouns)

    def parties(self, verb: Token, place: str) -> Iterator[Token]:
        """The victims of a casualty verb."""
        if verb.dep_ == "acl" and verb.tag_ == "VBN" and not any(children(verb, "dobj")):
            yield whole_of(verb.head)
            return
        passive = any(children(verb, "nsubjpass", "auxpass"))
        wanted = ("nsubj", "nsubjpass") if place == "subject" else ("nsubjpass",) if passive else ("dobj",)
        own = list(children(verb, *wanted))
        bare = verb.tag_ == "VBD" and not any(children(verb, "dobj")) and _is_bare_number(verb)
        if (
            not own
            and not passive
            and (verb.tag_ == "VBN" or bare)
            and verb.dep_ in ("conj", "ROOT", "ccomp", "advcl", "pcomp")
        ):
            # "24 people killed and 50 injured": a headline's passive is parsed as active.
            own = list(children(verb, "nsubj"))
        if not own and verb.dep_ == "conj" and (passive or verb.tag_ == "VBN") and is_verb(verb.head):
            own = list(children(verb.head, "nsubjpass"))
        if not own and verb.dep_ == "relcl" and (passive or place == "subject"):
            own = [verb.head]
        for victim in own:
            yield self.resolve(victim, verb)

    def resolve(self, victim: Token, verb: Token) -> Token:
        """For "who was killed", the noun that the clause stands on."""
        if victim.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
            return verb.head
        return victim

    def of_noun(self, noun: Token, outcome: str) -> None:
        """ "the death of a civilian", "the murder of two nuns", "his death"."""
        for preposition in children(noun, "prep"):
            if preposition.lower_ == "of":
                for victim in children(preposition, "pobj"):
                    self.note(outcome, victim)
        for owner in children(noun, "poss"):
            if owner.tag_ in _NAMES or owner.lower_ in ("his", "her"):
                self.note(outcome, owner)
        if lemma(noun) in self.known.tolls:
            if (count := self.attached(noun)) is not None:
                self.keep(outcome, count)
            elif self.is_none(noun):
                self.keep(outcome, self.nought(noun))
        for part in children(noun, "compound"):
            if part.tag_ in _NAMES and lemma(noun) not in self.known.tolls:
                self.note(outcome, part)

    def itself(self, word: Token, outcome: str) -> None:
        """ "three fatalities", "12 wounded", "no casualties"."""
        if outcome == "casualties":
            if self.is_none(word):
                for name in ("killed", "injured"):
                    self.keep(name, self.nought(word))
            return
        if self.is_none(word):
            self.keep(outcome, self.nought(word))
        elif (count := self.attached(word) or self.just_before(word)) is not None:
            self.keep(outcome, count)

    def left(self, verb: Token) -> None:
        """ "leaving 5 dead and 12 wounded": each number goes with the next word of outcome."""
        within = sorted(verb.subtree, key=lambda token: token.i)
        pending: Count | None = None
        for token in within:
            if token.i <= verb.i:
                continue
            count = number_at(self.found, self.sentence.token_span(token))
            pending = count or pending
            entry = self.known.casualties.get((str(token.lower_), "adjective"))
            if entry and pending:
                self.keep(entry[0], pending)
                pending = None

    def lives(self, verb: Token) -> None:
        """ "claimed 12 lives"."""
        for child in children(verb, "dobj"):
            if lemma(child) == "life" and (count := self.attached(child)):
                self.keep("killed", count)

    def note(self, outcome: str, victim: Token) -> None:
        """Record who it was, and how many where that is told."""
        if lemma(victim) not in self.known.collective or victim.tag_ in _NAMES:
            self.victims.setdefault((victim.left_edge.i, victim.i), self.noun_phrase(victim))
        count = self.number_of(victim)
        if count is None or _is_year(victim):
            return
        for name in ("killed", "injured") if outcome == "casualties" and count.best == 0 else (outcome,):
            self.keep("injured" if name == "casualties" else name, count)

    def keep(self, outcome: str, count: Count) -> None:
        """The first number told of an outcome stands; people named one by one ("also killed") are added up."""
        first = self.counts.setdefault(outcome, count)
        if first is not count and is_named(first) and is_named(count) and not same_name(first, count):
            self.counts[outcome] = summed(self.sentence, sorted((first, count), key=lambda one: one.start or 0), True)

    # ------------------------------------------------------------ any other number
    def quantity(self) -> Count | None:
        """Attacks of a series, troops sent, seats lost, protesters: a number on the trigger, its object or doer."""
        told = {(count.start, count.end) for count in self.counts.values()}
        for noun in self.counted():
            count = self.attached(noun)
            if count is not None and (count.start, count.end) not in told and not _is_of_year(count, noun):
                return count
        return None

    def counted(self) -> Iterator[Token]:
        """Nouns whose number is the event's, nearest first."""
        word = self.trigger
        if not is_verb(word):
            yield word
            if word.dep_ in ("pobj",) and word.head.lower_ == "of" and self.attached(word.head.head) is not None:
                yield word.head.head
            for preposition in children(word, "prep"):
                if preposition.lower_ == "of":
                    yield from children(preposition, "pobj")
        else:
            yield from children(word, "dobj", "nsubjpass", "attr")
            if word.dep_ == "acl" and word.tag_ == "VBN":
                yield word.head
            yield from children(word, "nsubj")


def _is_bare_number(verb: Token) -> bool:
    """True for "14 injured", where the number is all there is of the subject."""
    return any(child.tag_ == "CD" for child in children(verb, "nsubj"))


def _is_of_year(count: Count, noun: Token) -> bool:
    """True for "a 2023 blast": a year before a singular noun counts nothing."""
    words = count.text or ""
    return noun.tag_ in ("NN", "NNP") and words.isdigit() and len(words) == 4 and 1800 <= int(words) <= 2100


def _is_year(word: Token) -> bool:
    """True for "1982" in "the massacre of 1982"."""
    return word.tag_ == "CD" and word.text.isdigit() and 1800 <= int(word.text) <= 2100 and not any(word.children)
