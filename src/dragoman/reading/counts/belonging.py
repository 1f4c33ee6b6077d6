"""Which words of a sentence belong to one event, so that their numbers are its counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..clause import children, is_verb, marker, subject
from ..lemma import lemma, part_of_speech
from .amounts import Amounts

if TYPE_CHECKING:
    from ..token import Token


@dataclass
class Belonging(Amounts):
    """The words of one event."""

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
        """Verbs that the trigger is a part of, or explains, and the outcomes that these are joined to."""
        for verb in self.nearest_above():
            yield verb
            # "Three were killed and nine wounded when a bomb exploded": the bomb hangs on the last of the outcomes.
            while self.casualty(verb) and (other := self.joined_to(verb)) is not None and self.casualty(other):
                verb = other
                yield verb

    def joined_to(self, verb: Token) -> Token | None:
        """The verb that this one is joined to, also where it is taken for a word on the number: "dozens injured"."""
        if verb.dep_ == "acl" and verb.tag_ == "VBN":
            verb = verb.head
        return verb.head if verb.dep_ == "conj" and is_verb(verb.head) else None

    def nearest_above(self) -> Iterator[Token]:
        """Verbs that the trigger is a part of, or explains."""
        word = self.trigger
        for _ in range(3):
            if word.dep_ not in ("conj", "compound", "appos") or is_verb(word):
                break
            word = word.head
        head = word.head
        if word.dep_ == "pcomp" and head.dep_ == "prep" and self.casualty(head.head) and self.explains(head):
            # "3 hurt in shooting": a gerund that stands as a noun.
            yield head.head
        elif is_verb(word):
            yield from self.above_verb(word, head)
        elif is_verb(head) and word.dep_ in ("dobj", "nsubj", "nsubjpass", "attr", "oprd"):
            yield head
        elif head.dep_ in ("prep", "agent") and word.dep_ in ("pobj", "pcomp"):
            if self.casualty(head.head) and self.explains(head):
                yield head.head
            elif head.head.dep_ == "acl" or head.lower_ == "in":
                yield from (child for child in children(head.head, "conj") if self.casualty(child))

    def explains(self, preposition: Token) -> bool:
        """ "died in the attack", "hurt after the blast"; whom they arrested after it is another matter."""
        entry = self.casualty(preposition.head)
        if preposition.lower_ in ("after", "following"):
            return entry is not None and entry[0] == "injured"
        return preposition.lower_ in ("in", "by", "during", "from", "of", "at")

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
            elif child.dep_ == "conj" and is_verb(word) and child.tag_ in ("CD", "NN", "NNS"):
                yield from (verb for verb in children(child, "acl") if verb.tag_ == "VBN" and self.casualty(verb))
            elif child.dep_ == "prep" and child.lower_ == "with":
                yield from (noun for noun in children(child, "pobj", "pcomp") if self.casualty(noun))
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
            # "shot dead six migrants": the parser may hang the word on the victims.
            parts += [str(word.nbor(1).lower_)] if word.i + 1 < len(word.doc) and word.nbor(1).tag_ == "JJ" else []
            # "shot three farmers dead": behind the victims.
            behind = [child.right_edge.i + 1 for child in children(word, "dobj")]
            parts += [str(word.doc[i].lower_) for i in behind if i < len(word.doc) and word.doc[i].tag_ == "JJ"] + [
                str(part.lower_) for child in children(word, "dobj") for part in child.children if part.i > child.i
            ]
            if any(
                child.lower_ == "to" and any(children(child, "pobj")) and "death" in _words_of(child)
                for child in children(word, "prep")
            ):
                # "beaten to death", "stabbed to death"
                return ("killed", "object")
            for key in (*(f"{base} {part}" for part in parts), base):
                if (key, "verb") in table:
                    return table[key, "verb"]
        if part_of_speech(word) == "NOUN" and (lemma(word), "noun") in table:
            return table[lemma(word), "noun"]
        return table.get((str(word.lower_), "adjective")) if word.dep_ != "amod" else None


def _words_of(preposition: Token) -> set[str]:
    """The words behind a preposition, in small letters."""
    return {str(child.lower_) for child in children(preposition, "pobj")}
