"""Counts that belong to one event: its dead, hurt and arrested, and any other number of it.

A number counts only where it hangs on the trigger's own clause, on a participle of it ("killing 24"), on a clause of
the trigger noun ("an attack that killed four"), or on the clause that the trigger explains ("were killed in the
attack", "died when a bomb exploded"). Unknown is None; 0 is only ever what the text says ("no one was hurt").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..knowledge.quantities import Quantities
from ..model import Count, TextSpan
from .clause import children, is_verb, marker, subject
from .lemma import lemma, part_of_speech
from .numbers import number_at, numbers, shipped_quantities
from .parse import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Casualties", "casualties", "numbers"]

_NAMES = frozenset({"NNP", "NNPS"})
_PARTY = ("dobj", "nsubjpass", "nsubj", "attr", "oprd", "pobj")
_NUMBER_DEPS = ("nummod", "amod", "det", "quantmod", "advmod", "nmod", "compound")
_NOUGHT = frozenset({"nobody", "none", "no-one", "noone"})


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
class _Counting:
    """One event's counts in the making."""

    sentence: Sentence
    trigger: Token
    known: Quantities
    found: list[Count] = field(default_factory=list)
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

    # ------------------------------------------------------------ which words belong to the event
    def words(self) -> list[Token]:
        """The trigger, its clause's verb and what hangs on them, without repeats and nearest first."""
        seen: dict[int, Token] = {}
        queue = [self.trigger, *self.above()]
        while queue:
            word = queue.pop(0)
            if word.i not in seen:
                seen[word.i] = word
                queue += self.below(word)
        return list(seen.values())

    def above(self) -> Iterator[Token]:
        """Verbs that the trigger is a part of, or explains."""
        word = self.trigger
        for _ in range(3):
            if word.dep_ not in ("conj", "compound", "appos") or is_verb(word):
                break
            word = word.head
        head = word.head
        if is_verb(word):
            yield from self.above_verb(word, head)
        elif is_verb(head) and word.dep_ in ("dobj", "nsubj", "nsubjpass", "attr", "oprd"):
            yield head
        elif head.dep_ in ("prep", "agent") and word.dep_ == "pobj":
            if head.lower_ in ("in", "by", "during", "from", "of", "at") and self.casualty(head.head):
                yield head.head
            elif head.head.dep_ == "acl" or head.lower_ == "in":
                yield from (child for child in children(head.head, "conj") if self.casualty(child))

    def above_verb(self, verb: Token, head: Token) -> Iterator[Token]:
        """ "died when a bomb exploded", "opened fire, killing": the casualty clause that this one explains."""
        entry = self.casualty(head)
        if verb.dep_ == "advcl" and is_verb(head) and entry:
            # "Clashes killed 12 after troops shelled the town": the twelve are the clashes' own.
            own = marker(verb) == "after" and any(children(head, "nsubj")) and entry[1] == "object"
            if (marker(verb) in ("when", "as", "after", "where", "while") and not own) or verb.tag_ in ("VBG", "VBN"):
                yield head
        elif verb.dep_ == "conj" and self.casualty(head) and self.casualty(verb):
            yield head
        elif verb.dep_ == "acl" and self.casualty(verb):
            yield from children(verb.head, "acl")

    def below(self, word: Token) -> Iterator[Token]:
        """Clauses and nouns that tell more of the same event."""
        for child in word.children:
            if is_verb(child):
                if self.tells_more(word, child):
                    yield child
            elif child.dep_ in ("dobj", "attr", "nsubj", "nsubjpass", "oprd", "conj") and self.casualty(child):
                yield child
            elif child.dep_ == "prep" and child.lower_ == "with":
                yield from (noun for noun in children(child, "pobj") if self.casualty(noun))
            elif child.dep_ in ("acomp", "oprd", "advmod") and self.casualty(child):
                yield child

    def tells_more(self, word: Token, child: Token) -> bool:
        """True for participles, relative clauses of an event noun, and joined verbs with no doer of their own."""
        if child.dep_ == "advcl":
            return child.tag_ in ("VBG", "VBN") and not marker(child) and subject(child) is None
        if child.dep_ in ("relcl", "acl"):
            return not is_verb(word) and (word == self.trigger or word.dep_ in ("dobj", "attr")) and self.is_event(word)
        if child.dep_ == "conj" or child.dep_ in ("xcomp", "dep", "parataxis", "ccomp"):
            if child.dep_ in ("xcomp", "ccomp"):
                return (self.casualty(child) and lemma(word) in ("leave", "be", "get")) or lemma(word) == "help"
            own = subject(child)
            return own is None or (self.casualty(child) is not None and self.number_of(own) is not None)
        return False

    def is_event(self, noun: Token) -> bool:
        """True for the trigger, or a noun that its own clause is about."""
        return noun == self.trigger or (self.trigger.dep_ in ("compound", "amod", "conj") and self.trigger.head == noun)

    def casualty(self, word: Token) -> tuple[str, str] | None:
        """Outcome and place of the victim for a casualty word, else None."""
        table = self.known.casualties
        if is_verb(word):
            base = lemma(word)
            parts = [str(child.lower_) for child in word.children if child.dep_ in ("prt", "oprd", "acomp", "advmod")]
            for key in (*(f"{base} {part}" for part in parts), base):
                if (key, "verb") in table:
                    return table[key, "verb"]
        if part_of_speech(word) == "NOUN" and (lemma(word), "noun") in table:
            return table[lemma(word), "noun"]
        return table.get((str(word.lower_), "adjective")) if word.dep_ != "amod" else None

    # ------------------------------------------------------------ how many, and who
    def outcome(self, word: Token) -> None:
        """Note one casualty word's number and victims."""
        entry = self.casualty(word)
        if lemma(word) == "leave" and is_verb(word):
            self.left(word)
        if entry is None:
            return
        outcome, place = entry
        if place == "lives":
            self.lives(word)
        elif place in ("object", "subject") and is_verb(word):
            for victim in self.parties(word, place):
                self.note(outcome, victim)
        elif place == "of":
            self.of_noun(word, outcome)
        elif place == "self":
            self.itself(word, outcome)
        elif place == "none" and lemma(word) == "injury" and self.is_none(word):
            self.keep(outcome, self.nought(word))

    def parties(self, verb: Token, place: str) -> Iterator[Token]:
        """The victims of a casualty verb."""
        if verb.dep_ == "acl" and verb.tag_ == "VBN" and not any(children(verb, "dobj")):
            yield verb.head
            return
        passive = any(children(verb, "nsubjpass", "auxpass"))
        wanted = ("nsubj", "nsubjpass") if place == "subject" else ("nsubjpass",) if passive else ("dobj",)
        own = list(children(verb, *wanted))
        if not own and verb.dep_ == "conj" and (passive or verb.tag_ == "VBN") and is_verb(verb.head):
            own = list(children(verb.head, "nsubjpass"))
        if not own and passive is False and verb.tag_ == "VBN" and verb.dep_ in ("conj", "ROOT", "ccomp"):
            # "24 people killed and 50 injured": a headline's passive is parsed as active.
            own = list(children(verb, "nsubj"))
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
        if lemma(noun) in ("death", "arrest", "body", "corpse", "detention"):
            if (count := self.attached(noun)) is not None:
                self.keep(outcome, count)
            elif self.is_none(noun):
                self.keep(outcome, self.nought(noun))
        for part in children(noun, "compound"):
            if part.tag_ in _NAMES and lemma(noun) not in ("death", "arrest", "body"):
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
        if (count := self.number_of(victim)) is not None:
            self.keep(outcome, count)

    def noun_phrase(self, noun: Token) -> TextSpan:
        """The victim's words without relative clauses."""
        first = min(
            (child.left_edge.i for child in children(noun, "det", "amod", "compound", "nummod", "poss", "nmod")),
            default=noun.i,
        )
        start = min(first, noun.i)
        return self.sentence.words(noun.doc[start : noun.i + 1])

    def keep(self, outcome: str, count: Count) -> None:
        """The first number told of an outcome stands; people named one by one ("also killed") are added up."""
        first = self.counts.setdefault(outcome, count)
        if first is not count and is_named(first) and is_named(count) and not _same_name(first, count):
            self.counts[outcome] = _sum(self.sentence, sorted((first, count), key=lambda one: one.start or 0), True)

    # ------------------------------------------------------------ numbers of noun phrases
    def number_of(self, noun: Token) -> Count | None:
        """How many a noun phrase with its joined parts stands for; None when it does not say."""
        parts = [noun, *_joined(noun)]
        counts = [self.number_of_one(part) for part in parts]
        known = [count for count in counts if count is not None]
        if not known:
            return None
        if len(known) == 1 and len(parts) == 1:
            return known[0]
        return _sum(self.sentence, known, len(known) == len(parts))

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
        if noun.tag_ == "NN" and any(child.dep_ in ("det", "poss", "amod", "compound") for child in noun.children):
            return self.single(noun, exact=any(child.lower_ in ("a", "an", "another") for child in noun.children))
        return None

    def single(self, noun: Token, exact: bool) -> Count:
        """A count of one; a name leaves open whether there were others."""
        span = self.noun_phrase(noun)
        return Count(1, 1, 1 if exact else None, span.start, span.end, span.text)

    def is_none(self, noun: Token) -> bool:
        """ "no one", "nobody", "no casualties", "none of the guards"."""
        return noun.lower_ in _NOUGHT or any(child.lower_ == "no" and child.dep_ == "det" for child in noun.children)

    def nought(self, noun: Token) -> Count:
        """None at all, as the text says in words."""
        span = self.noun_phrase(noun)
        return Count(0, 0, 0, span.start, span.end, span.text)

    # ------------------------------------------------------------ any other number
    def quantity(self) -> Count | None:
        """Attacks of a series, troops sent, seats lost, protesters: a number on the trigger, its object or doer."""
        told = {(count.start, count.end) for count in self.counts.values()}
        for noun in self.counted():
            count = self.attached(noun)
            if count is not None and (count.start, count.end) not in told:
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


def is_named(count: Count) -> bool:
    """True for a count that stands for people by name, which leaves open whether there were others."""
    words = (count.text or "").split()
    return count.high is None and count.low == count.best and bool(words) and words[-1][0].isupper()


def _same_name(first: Count, second: Count) -> bool:
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


def _sum(sentence: Sentence, counts: Sequence[Count], whole: bool) -> Count:
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
