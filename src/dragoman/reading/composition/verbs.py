"""From a deed told by a verb to the word that its clause hangs on."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from ...knowledge.composition import Governor
from ..clause import (
    child_word,
    children,
    is_definite,
    is_infinitive,
    is_negated,
    is_own_side,
    is_past,
    is_perfect,
    is_present,
    is_verb,
    marker,
    modals,
    subject,
    verb_keys,
)
from ..lemma import lemma, part_of_speech
from .clauses import Clauses

if TYPE_CHECKING:
    from ..token import Token


_REPORTING = frozenset({"announce", "report", "confirm", "declare", "claim"})


class Verbs(Clauses):
    """The climb's steps upward from clauses."""

    @abstractmethod
    def up(self, node: Token) -> Token | None:
        """The next word above."""

    @abstractmethod
    def through(self, word: str, head: Token, place: str) -> Token | None:
        """On through a preposition."""

    def up_from_verb(self, verb: Token, head: Token) -> Token | None:
        """From a clause to the word that it hangs on."""
        if self._is_own_clause(verb, head):
            return None
        self._of_stray_noun(verb)
        match verb.dep_:
            case "xcomp" | "ccomp":
                return self.complement(verb, head)
            case "pcomp":
                return self.after_preposition(verb, head)
            case "acl":
                return self.of_noun(verb, head)
            case "relcl":
                return self.relative(head)
            case "advcl":
                return self.adverbial(verb, head)
            case "conj":
                return self.joined(verb, head)
            case "csubj":
                self.effect("suppose", "a deed in general")
        return None

    def _is_own_clause(self, verb: Token, head: Token) -> bool:
        """ "They fired rockets; no casualties were reported": what stands behind a semicolon tells nothing of it."""
        if verb.dep_ != "ccomp" or any(word.tag_ in ("PRP", "DT") for word in children(head, "dobj")):
            # "Rebels attacked the depot; the army denies it" points back.
            return False
        return any(word.text == ";" for word in verb.doc[verb.i : max(verb.i, head.i)])

    def _of_stray_noun(self, verb: Token) -> None:
        """ "preparations to withdraw had begun": the parser takes the noun above an infinitive for its subject."""
        for noun in children(verb, "nsubj"):
            governor = self.table.find("noun", lemma(noun)) if is_infinitive(verb) else None
            if governor is not None:
                self.apply(governor, noun)

    def complement(self, verb: Token, head: Token) -> Token | None:
        """ "threatened to attack", "said that they attacked", "is likely to attack"."""
        if _is_open_question(verb):
            # "It was not clear who carried out the attack": that somebody did is taken for granted.
            self.refer(head)
            return None
        below = _prepositions(head)
        keys = [*(f"{lemma(head)} {word}" for word in below), *verb_keys(head)]
        if lemma(head) == "be" and any(children(head, "acomp")) and is_infinitive(verb):
            return self.judged(head)
        if lemma(head) in ("be", "go"):
            if is_infinitive(verb) and (lemma(head) == "be" or head.tag_ == "VBG"):
                self.effect("announce", f"{head.text} to")
            return head
        governor = self.table.find("complement", *keys)
        if governor is not None:
            past = verb.dep_ == "ccomp" and (is_past(verb) or is_perfect(verb)) and not modals(verb)
            # "announces downing a plane": a gerund tells what was done.
            past = past or (lemma(head) in _REPORTING and verb.tag_ == "VBG" and not _prepositions(head))
            if past and governor.effect in ("announce", "threaten", "demand", "attempt"):
                return head
            if governor.effect == "warn":
                self.warned(verb, governor)
            else:
                self.apply(governor, head, other=subject(verb) is not None)
            return None if self.stopped else head
        if said := self.table.find("said", *keys):
            self.apply(said, head)
            if is_infinitive(head) and _is_told(verb):
                # "called to say that they had bombed it": only the saying is a purpose.
                return None
        elif verb.dep_ == "xcomp":
            if is_infinitive(verb) and any(children(head, "prep")) and not self.table.find("purpose", *keys):
                # "massed near the town to attack it": a phrase of place between the two makes it a purpose.
                self.effect("suppose", "a purpose")
            return head
        if is_negated(head, verb):
            self.effect("suppose", f"not {lemma(head)}")
        self.met.add(int(head.i))
        return self.up(head)

    def judged(self, verb: Token) -> Token | None:
        """ "it is likely to attack"; "it is unacceptable to attack" judges what is taken for granted."""
        adjectives = [str(child.lower_) for child in children(verb, "acomp")]
        if governor := self.table.find("complement", *adjectives):
            self.apply(governor, verb)
            return verb
        if self.table.find("judgement", *adjectives):
            self.reasons.append(f"{adjectives[0]}: judged")
            return None
        self.effect("suppose", adjectives[0])
        return verb

    def warned(self, verb: Token, governor: Governor) -> None:
        """A deed to come by the speaker's own side is threatened; by others it is only possible."""
        own = is_own_side(verb) or self.status == "threatened"
        if self.status in ("announced", "possible", "threatened", "ongoing") and verb != self.trigger:
            own = own or self.status == "threatened"
        if self.status in ("announced", "threatened") or (self.status == "possible" and own and self.hostile):
            self.become("threatened" if own else "possible", governor.word)
        elif not (is_past(verb) or is_perfect(verb)) and self.status in ("occurred", "ongoing") and is_infinitive(verb):
            self.become("demanded", governor.word)

    def after_preposition(self, verb: Token, preposition: Token) -> Token | None:
        """ "accused of firing", "prevented from attacking", "without firing", "by firing"."""
        word, head = str(preposition.lower_), preposition.head
        if head.lower_ in ("than", "as") and head.dep_ == "prep":
            # "less interested in talking than in fighting": the compared verb tells how far it goes.
            return head.head
        for marking in (word, f"{head.lower_} {word}"):
            if governor := self.table.find("marker", marking):
                self.apply(governor, preposition)
                return None
        if head.dep_ in ("dobj", "nsubjpass") and is_verb(head.head):
            # The parser often hangs "of" and "from" on the object: "accused the rebels of firing".
            keys = [key for key in verb_keys(head.head, word) if " " in key]
            if self.table.find("object", *keys) or self.table.find("complement", *keys):
                return self.through(word, head.head, "complement")
        return self.through(word, head, "complement")

    def of_noun(self, verb: Token, noun: Token) -> Token | None:
        """ "a plot to bomb", "indications that they attacked", "people killed", "an attack targeting"."""
        if governor := self.table.find("noun", lemma(noun)):
            self.apply(governor, noun)
            return None if self.stopped else noun
        if self.table.find("saying", lemma(noun)):
            return self.claimed(noun)
        if is_infinitive(verb):
            if noun.lower_ not in ("first", "last", "only", "one", "latest", "second", "third"):
                self.effect("suppose", f"{noun.text} to")
            return None
        return self.relative(noun)

    def claimed(self, noun: Token) -> Token | None:
        """ "rejected claims that they bombed"."""
        verb = noun.head
        if not is_verb(verb) or noun.dep_ not in ("dobj", "nsubjpass"):
            return None
        if governor := self.table.find("claim", *verb_keys(verb)):
            self.apply(governor, verb)
        self.came_from = noun
        return verb

    def relative(self, noun: Token) -> Token | None:
        """A clause on a noun is told for itself, save where the noun is a deed too or none at all."""
        if any(child.lower_ in ("no", "any") for child in children(noun, "det")):
            self.modifiers(noun)
            return None
        if lemma(noun) in self.table.hostile and not is_definite(noun):
            return noun
        return None

    def adverbial(self, verb: Token, head: Token) -> Token | None:
        """Clauses of purpose, time and manner."""
        word = marker(verb)
        if self.table.find("marker", word):
            return None
        if is_infinitive(verb):
            return self.purpose(verb, head)
        if word or verb.tag_ in ("VBD", "VBZ", "VBP"):
            if word in ("when", "once", "until", "before", "after", "whenever") and is_present(verb):
                future = modals(head) if is_verb(head) else []
                if future and not is_perfect(verb):
                    self.effect("suppose", f"{word} it comes")
            return None
        return self.ruled(verb, head)

    def ruled(self, verb: Token, head: Token) -> Token | None:
        """ "ruled out pulling its soldiers out": the parser may take what a phrasal verb governs for a manner."""
        phrases = [key for key in verb_keys(head) if " " in key]
        governor = self.table.find("complement", *phrases) if phrases and verb.tag_ == "VBG" else None
        if governor is not None:
            self.apply(governor, head)
            return None if self.stopped else head
        return head

    def purpose(self, verb: Token, head: Token) -> Token | None:
        """ "marched to attack" is a purpose; "a plot to bomb" and "were sent to kill" may be parsed the same way."""
        noun = verb.doc[verb.left_edge.i - 1] if verb.left_edge.i else head
        if part_of_speech(noun) == "NOUN" and noun.head == head and (governor := self.table.find("noun", lemma(noun))):
            self.apply(governor, noun)
            return noun
        keys = [*(f"{lemma(head)} {word}" for word in _prepositions(head)), *verb_keys(head)]
        governor = self.table.find("complement", *keys)
        if governor and lemma(head) not in ("be", "go"):
            self.apply(governor, head)
            return None if self.stopped else head
        if self.table.find("purpose", *keys):
            return head
        if lemma(head) == "be" and any(children(head, "acomp")):
            return self.judged(head)
        self.effect("suppose", "a purpose")
        return None

    def joined(self, verb: Token, head: Token) -> Token | None:
        """ "did not attack or kill": a bare verb shares the modals and the negation of the one it is joined to."""
        if not is_verb(head):
            # A gerund in a list of nouns: "the risk of theft, kidnapping and war".
            return head if verb.tag_ == "VBG" else None
        if verb.tag_ == "VBG" and head.tag_ == "VB" and _opens_clause(verb):
            self.effect("suppose", "a deed in general")
            return None
        own = any(children(verb, "nsubj", "nsubjpass", "aux", "auxpass"))
        alike = verb.tag_ in ("VB", "VBG") or verb.tag_ == head.tag_ == "VBN"
        if alike and not own and child_word(head, "cc") != "but":
            return head
        elided = verb.tag_ in ("VBN", "VBD") and not any(children(verb, "aux", "auxpass", "dobj")) and modals(head)
        if elided and subject(verb) is not None:
            # "the embassy would close and all diplomats [would be] removed"
            return head
        self.met.add(int(head.i))
        return self.up(head) if not self.purpose_apart(verb, head) else None

    def purpose_apart(self, verb: Token, head: Token) -> bool:
        """True for a finite clause joined to an infinitive: it shares nothing with it."""
        finite = verb.tag_ in ("VBD", "VBZ", "VBP") or any(children(verb, "aux", "auxpass"))
        return finite and is_infinitive(head) and not is_infinitive(verb)


def _opens_clause(gerund: Token) -> bool:
    """ "they try to split us and closing the border would help them": the subject of the next clause."""
    rest = gerund.doc[gerund.i + 1 :]
    verb = next((token for token in rest if modals(token)), None)
    return verb is not None and subject(verb) is None and verb.dep_ in ("conj", "ccomp", "ROOT", "dep")


def _is_told(verb: Token) -> bool:
    """ "that they had bombed it": a clause that tells what was, not whether or what may be."""
    past = verb.dep_ == "ccomp" and (is_past(verb) or is_perfect(verb)) and not modals(verb)
    return past and marker(verb) not in ("whether", "if")


def _is_open_question(verb: Token) -> bool:
    """ "who carried it out", "which group was behind it", "how they attacked": told as done, a part of it unknown."""
    first = verb.left_edge
    asking = first.tag_ in ("WP", "WP$", "WDT", "WRB") and first.lower_ not in (
        "that",
        "whatever",
        "whoever",
        "when",
        "if",
    )
    return asking and (is_past(verb) or is_perfect(verb)) and not modals(verb)


def _prepositions(verb: Token) -> list[str]:
    """Prepositions and particles of a verb: call *on*, stop *from*."""
    return [str(child.lower_) for child in children(verb, "prep", "prt") if child.i > verb.i]
