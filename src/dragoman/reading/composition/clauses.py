"""What stands on a word of the climb: modifiers of a noun, adverbs, modals, tense and negation of a clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..clause import (
    children,
    conditions,
    is_negated,
    is_own_side,
    is_past,
    is_perfect,
    is_progressive,
    is_verb,
    marker,
    modals,
    verb_keys,
)
from ..lemma import lemma
from .effects import Effects

if TYPE_CHECKING:
    from ..token import Token

_OPEN_QUESTIONS = frozenset({"why", "how", "when", "where", "who", "whom"})


class Clauses(Effects):
    """The climb's look at one word."""

    def look_at(self, node: Token) -> None:
        """What stands on a word of the climb: modifiers of a noun, the clause of a verb."""
        self.met.add(int(node.i))
        if is_verb(node) and node.dep_ not in ("amod", "compound"):
            self.clause(node)
        elif node == self.trigger or self.shares_modifiers(node):
            self.modifiers(node)

    def shares_modifiers(self, noun: Token) -> bool:
        """Modifiers of a noun above count, save where the deed below is joined to it with modifiers of its own."""
        below = self.came_from
        if below is None or below.dep_ != "conj":
            return below is None or below.dep_ != "appos"
        return not any(below.children) or not any(children(below, "amod", "det", "compound", "poss", "nummod"))

    def modifiers(self, noun: Token) -> None:
        """ "attempted murder", "a looming attack", "no attack"."""
        for child in children(noun, "amod", "compound", "det", "advmod", "neg", "nmod"):
            if child.dep_ == "det" and child.lower_ == "any" and self.weak:
                continue
            if child.lower_ == "no" and noun != self.trigger and lemma(noun) in self.table.plans:
                self.unplanned = True
            self.apply(self.table.find("modifier", str(child.lower_), lemma(child)), child)
            if child.dep_ == "compound":
                # "the threatened embassy closure": the participle may hang on the compound's first part.
                for word in children(child, "amod"):
                    self.apply(self.table.find("modifier", str(word.lower_)), word)

    def clause(self, verb: Token) -> None:
        """Adverbs, modals, tense, negation and conjunction of one clause, from the inside out."""
        for child in children(verb, "advmod", "npadvmod"):
            if child.tag_ != "WRB" and child.i < verb.i:
                past_fact = is_past(verb) or is_perfect(verb)
                governor = self.table.find("modifier", str(child.lower_))
                if governor and not (governor.effect == "suppose" and past_fact):
                    self.apply(governor, child)
        if verb == self.trigger and is_progressive(verb):
            self.become("ongoing", "in progress")
        for word in modals(verb):
            self.modal(verb, word)
        if not self.weak and is_negated(verb, self.came_from):
            self.negate(verb)
        self.apply(self.table.find("marker", marker(verb)), verb)
        if self.is_imperative(verb):
            self.become("demanded", "imperative")

    def negate(self, verb: Token) -> None:
        """Negation of a clause; it leaves standing what was going on ("have not stopped attacking")."""
        if self.role:
            self.reasons.append("no part in it")
            self.plover, self.stopped = "REJECT", True
            return
        if not self.table.leaving_open.isdisjoint(verb_keys(verb)) and self.came_from is not None:
            self.become("possible", "not ruled out")
            return
        self.status = self.table.apply("negate", self.status)
        self.plover = None
        self.reasons.append("negated")

    def modal(self, verb: Token, word: str) -> None:
        """Modal verbs; the conditional and the reported future need the clauses around them."""
        governor = self.table.find("modal", word)
        if governor is None:
            return
        effect = governor.effect
        if effect == "suppose" and word in ("would", "'d"):
            effect = self.conditional(verb)
        elif effect == "demand" and is_perfect(verb):
            effect = "unrealised" if word in ("should", "ought") else "suppose"
        elif effect == "announce" and conditions(verb) and (self.hostile or "unless" in conditions(verb)):
            effect = "threaten"
        if effect == "announce" and self.weak and not is_verb(self.trigger):
            # "said it would be weakened by a withdrawal": what is foretold is the outcome, not the deed.
            effect = "suppose"
        self.effect(effect, word, governor.plover if effect == "demand" else None)

    def conditional(self, verb: Token) -> str:
        """What "would" does: a threat with "unless", unreal in the perfect, a reported future, else a supposition."""
        told = _teller(verb)
        if "unless" in conditions(verb):
            return "threaten"
        if is_perfect(verb):
            return "unrealised"
        if "if" in conditions(verb):
            return "threaten" if self.hostile and is_own_side(verb) and told is not None else "suppose"
        return "announce" if told is not None and is_past(told) else "suppose"

    def is_imperative(self, verb: Token) -> bool:
        """A bare verb at the head of a sentence or quotation, with no subject."""
        if verb.tag_ != "VB" or verb.dep_ not in ("ROOT", "ccomp") or self.sentence.segment.heading:
            return False
        helped = any(children(verb, "aux", "auxpass", "nsubj", "nsubjpass"))
        before = str(verb.doc[verb.i - 1].text) if verb.i else '"'
        return not helped and before in ('"', "“", "'", ":", ",", "please", "not")

    def question(self) -> None:
        """A question that asks whether it happened; who, why and how take it for granted."""
        text = self.sentence.text.rstrip(" \"”'’)")
        if not text.endswith("?"):
            return
        opener = next((str(token.lower_) for token in self.sentence.tokens if token.is_alpha), "")
        if opener not in _OPEN_QUESTIONS:
            self.effect("suppose", "a question")


def _teller(verb: Token) -> Token | None:
    """The verb of saying, warning or deciding whose content this clause is."""
    for _ in range(6):
        if verb.dep_ in ("ccomp", "acl") and verb.head != verb:
            return verb.head if is_verb(verb.head) else verb.head.head if is_verb(verb.head.head) else verb.head
        if verb.dep_ != "conj":
            return None
        verb = verb.head
    return None
