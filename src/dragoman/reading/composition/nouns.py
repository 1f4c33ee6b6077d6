"""From a deed told by a noun to the verb, preposition or noun that it hangs on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...knowledge.composition import Governor
from ..clause import children, is_definite, is_negated, is_past, is_verb, modals, verb_keys
from ..lemma import lemma
from .verbs import Verbs

if TYPE_CHECKING:
    from ..token import Token


_COPULAS = frozenset({"be", "remain", "stay", "become", "seem", "appear", "look", "go"})


class Nouns(Verbs):
    """The climb's steps upward, from nouns and in general."""

    def is_proved(self) -> bool:
        """ "the bombing that killed nine was planned in May": an outcome told in the past, with no doubt of its own."""
        for clause in children(self.trigger, "relcl"):
            aux = [str(child.tag_) for child in children(clause, "aux", "auxpass")]
            past = clause.tag_ == "VBD" or "VBD" in aux
            if lemma(clause) in self.table.proving and past and "MD" not in aux and not any(children(clause, "neg")):
                return True
        return False

    def up(self, node: Token) -> Token | None:
        """The next word above, its effect applied; None at the root or where the deed is taken for granted."""
        head = node.head
        if head == node:
            return None
        if is_verb(node) and node.dep_ not in ("amod", "compound", "dobj", "pobj", "nsubj", "nsubjpass"):
            return self.up_from_verb(node, head)
        return self.up_from_noun(node, head)

    def up_from_noun(self, noun: Token, head: Token) -> Token | None:
        """From a noun to its verb, preposition or noun."""
        match noun.dep_:
            case "dobj" | "nsubjpass" | "oprd" | "dative" | "npadvmod":
                return self.object_of(noun, head)
            case "nsubj":
                return self.subject_of(noun, head)
            case "attr":
                return head
            case "pobj" | "pcomp":
                return self.in_phrase(noun, head)
            case "conj" if is_verb(head) and (listed := _phrase_before(noun, head)) is not None:
                if is_negated(head):
                    self.effect("suppose", "why not to")
                    return None
                return self.in_phrase(listed, listed.head)
            case "conj" | "appos":
                return head
            case "compound" | "nmod" | "amod":
                if governor := self.table.find("modifier", lemma(head)):
                    self.apply(governor, head)
                return head
            case "poss":
                self.refer(head)
        return None

    def object_of(self, noun: Token, verb: Token) -> Token | None:
        """ "launched an attack", "foiled the attack", "the attack was called off"."""
        if not is_verb(verb):
            return None
        keys = verb_keys(verb)
        if self.role:
            return self.role_of(verb, keys)
        if self.table.find("saying", lemma(noun)) and self.table.find("claim", *keys) and noun != self.trigger:
            return self.claimed(noun)
        two_part = [key for key in keys if " " in key]
        governor = self.table.find("object", *two_part)
        if governor is None and self.table.find("light", *keys):
            return verb
        governor = governor or self.table.find("object", *keys)
        if governor is not None:
            self.govern_object(governor, noun, verb)
            return None if self.stopped else verb
        return self.unlisted(noun, verb)

    def govern_object(self, governor: Governor, noun: Token, verb: Token) -> None:
        """Effect of a listed verb or preposition on a deed told by a noun."""
        if governor.effect == "warn":
            self.become("possible", governor.word)
        elif governor.effect == "announce" and _is_known_work(noun, verb):
            # "The riot was planned by the gang": a known deed, and who was behind it.
            self.effect("fact", governor.word)
        elif governor.word.startswith(("survive", "escape", "narrowly")):
            done = lemma(self.trigger) in self.table.completed
            self.effect("attempt" if done else "fact", governor.word)
        else:
            self.apply(governor, verb)

    def role_of(self, verb: Token, keys: list[str]) -> Token | None:
        """ "denied any role in the attack": the attack stands."""
        taking = self.table.find("object", *keys)
        if taking is not None and taking.effect == "fact" and is_negated(verb):
            # "Nobody has claimed responsibility for the blast": the blast is known, whoever claims it.
            self.refer(verb)
            return None
        governor = self.table.find("complement", *keys)
        if governor and governor.effect in ("deny", "negate"):
            self.plover = "REJECT"
            self.reasons.append(f"{governor.word} a part in it")
            self.stopped = True
            return None
        return verb

    def unlisted(self, noun: Token, verb: Token) -> Token | None:
        """A verb that the table does not know: a known deed is taken for granted, another shares the verb's fate."""
        if self.is_known(noun):
            self.refer(verb)
            return None
        return verb

    def is_known(self, noun: Token) -> bool:
        """True where the deed, or the noun that leads to it, is one that readers know of."""
        return is_definite(self.trigger) or (is_definite(noun) and not self.unsure)

    def subject_of(self, noun: Token, verb: Token) -> Token | None:
        """ "the attack failed", "an attack is likely", "attacks could resume"."""
        if not is_verb(verb):
            return None
        predicate = [str(child.lower_) for child in children(verb, "acomp", "attr", "advmod", "oprd")]
        copula = lemma(verb) in _COPULAS
        if copula and (governor := self.table.find("subject", *predicate)):
            self.apply(governor, verb)
            return verb
        if lemma(verb) == "be" or (copula and predicate):
            # "The attack will not remain unpunished" says nothing against it.
            pass
        elif self.table.find("light subject", *verb_keys(verb)):
            return verb
        elif (governor := self.table.find("subject", *verb_keys(verb))) and not any(children(verb, "dobj", "xcomp")):
            self.apply(governor, verb)
            self.before_launch(verb)
            return verb
        if self.is_known(noun):
            self.stopped = True
            return None
        self.weak = True
        return verb

    def before_launch(self, verb: Token) -> None:
        """ "failed before launch": it never came to an attempt."""
        for child in children(verb, "prep"):
            if child.lower_ == "before" and any(lemma(word) == "launch" for word in child.subtree):
                self.effect("unrealised", "before launch")

    def in_phrase(self, noun: Token, preposition: Token) -> Token | None:
        """ "warned of an attack", "the risk of attack", "in case of attack", "killed in the attack"."""
        word, head = str(preposition.lower_), preposition.head
        for marking in (f"{head.lower_} {word}", word):
            if governor := self.table.find("marker", marking):
                self.apply(governor, preposition)
                return None
        if head.dep_ == "pobj" and (governor := self.table.find("marker", f"in {head.lower_} {word}")):
            self.apply(governor, head)
            return None
        if (guard := self.table.find("preposition", word)) and not is_definite(noun) and not self.listed(word, head):
            self.apply(guard, preposition)
            return None
        return self.through(word, head, "object")

    def listed(self, word: str, head: Token) -> Governor | None:
        """The table's entry for a head with its preposition, in any place a noun can take."""
        keys = (f"{lemma(head)} {word}", lemma(head))
        return self.table.find("object", *keys) or self.table.find("noun", *keys)

    def through(self, word: str, head: Token, place: str) -> Token | None:
        """On through a preposition to the verb, noun or adjective that it belongs to."""
        if (fear := self.worry(word, head)) and not is_definite(self.trigger):
            self.apply(fear, head)
            return None
        if is_verb(head):
            return self.through_verb(word, head, place)
        base = lemma(head)
        if self.table.find("role", base) and word in ("in", "of", "for", "behind", "with", "to"):
            self.role = True
            return head
        if (self.table.find("carrier", base) and word in ("of", "by", "in")) or self.table.find("saying", base):
            return head
        governor = self.table.find("noun", f"{base} {word}", base)
        if governor is None and place == "complement":
            governor = self.table.find("complement", f"{base} {word}", base)
        if governor and governor.effect == "fact" and self.trigger.tag_ == "NN" and not is_definite(self.trigger):
            # "the impact of a withdrawal would be clear": not yet a known deed, so a supposition may still reach it.
            self.weak = self.unsure = True
            return head
        if governor is not None and (
            word not in ("in", "after", "during", "from", "with", "since") or " " in governor.word
        ):
            if base in ("threat", "threats") and word in ("of", "from"):
                self.effect("suppose", f"{base} {word}")
            else:
                self.apply(governor, head)
            return None if self.stopped else head
        return self.beyond(head)

    def through_verb(self, word: str, verb: Token, place: str) -> Token | None:
        """A verb with its preposition."""
        if word == "by" and place == "complement":
            return verb
        two_part = [key for key in verb_keys(verb, word) if " " in key]
        if self.table.find("light", *two_part):
            return verb
        governor = self.table.find("object", *two_part) or self.table.find("complement", *two_part)
        if governor is not None:
            self.govern_object(governor, self.trigger, verb)
            return None if self.stopped else verb
        return self.beyond(verb)

    def worry(self, word: str, head: Token) -> Governor | None:
        """The noun of fear that "over" and "about" belong to, where the parser hung them on another word."""
        if word not in ("over", "about"):
            return None
        verbs = [one for one in (head, *head.ancestors) if is_verb(one)][:1]
        nouns = [noun for verb in verbs for noun in children(verb, "dobj", "nsubj", "nsubjpass")]
        found = (self.table.find("noun", lemma(noun)) for noun in nouns)
        return next((governor for governor in found if governor and governor.effect == "suppose"), None)

    def beyond(self, head: Token) -> Token | None:
        """Through a phrase that says nothing of the deed: only a supposition reaches one that is not yet known."""
        if is_definite(self.trigger) or is_verb(self.trigger):
            self.refer(head)
            return None
        self.weak = True
        return head


def _is_known_work(noun: Token, verb: Token) -> bool:
    """ "The riot was planned by the gang": a known deed and whose work it was; nothing says that it is to come."""
    to_come = any(modals(clause) for clause in children(noun, "relcl"))
    return is_past(verb) and is_definite(noun) and any(children(verb, "agent")) and not to_come


def _phrase_before(noun: Token, verb: Token) -> Token | None:
    """ "do not travel due to crime, kidnapping and war": the phrase whose list was hung on the verb."""
    if is_verb(noun):
        return None
    inside = [word for word in verb.subtree if word.i < noun.i and word.dep_ == "pobj"]
    return inside[-1] if inside else None
