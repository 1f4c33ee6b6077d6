"""The status of a deed, composed from the words above it: one climb, one table.

The climb starts at the trigger and walks to the root of the sentence. At each word it asks `knowledge/composition.toml` what
that word does to what was told so far, so that the outer word has the last say: "denied planning to attack" is denied,
"failed to stop the attack" leaves the attack standing. It stops where a deed is taken for granted ("condemned the
attack", "after militias attacked"): nothing further up touches it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from ..knowledge.composition import CompositionTable, Governor
from ..model import Statement, Status
from .clause import (
    child_word,
    children,
    conditions,
    is_definite,
    is_infinitive,
    is_negated,
    is_own_side,
    is_past,
    is_perfect,
    is_present,
    is_progressive,
    is_verb,
    marker,
    modals,
    subject,
    verb_keys,
)
from .lemma import lemma, part_of_speech
from .parse import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLOVER = {"threatened": "THREATEN", "demanded": "REQUEST", "denied": "REJECT"}
"""What PLOVER codes for a deed of that status, whatever its kind."""
_STANCES = {"denies": "deny", "doubts": "suppose", "predicts": "suppose", "demands": "demand", "promises": "announce"}
"""What a statement's stance does to a deed that it tells, where its cue was not met on the climb."""
_OPEN_QUESTIONS = frozenset({"why", "how", "when", "where", "who", "whom"})
_LONGEST_CLIMB = 30


@dataclass(frozen=True, slots=True)
class Composition:
    """A deed's status, PLOVER's type where it is not the kind's own, and the reasons for `show`.

    `news` is False where the deed is only referred to ("vowed to avenge the killing"): PLOVER codes no event for it.
    """

    status: Status
    plover_type: str | None = None
    reason: str = ""
    news: bool = True


def compose(
    sentence: Sentence,
    trigger: Token,
    frame_status: str | None = None,
    statement: Statement | None = None,
    table: CompositionTable | None = None,
) -> Composition:
    """Status of the deed that `trigger` tells, in the light of the words above it and of the statement that holds it.

    `frame_status` may be a status to start from, `order_is_act` (an order of this deed is the deed) or `hostile`.
    `table` defaults to the shipped one.
    """
    climb = _Climb(sentence, trigger, table or _shipped(), frame_status)
    climb.run()
    if statement is not None:
        climb.hear(statement)
    return climb.result()


@lru_cache(maxsize=1)
def _shipped() -> CompositionTable:
    """The shipped table, read once."""
    return CompositionTable.load()


@dataclass
class _Climb:
    """One walk from a trigger to the root; `status` is what is told so far."""

    sentence: Sentence
    trigger: Token
    table: CompositionTable
    frame: str | None
    status: Status = "occurred"
    plover: str | None = None
    reasons: list[str] = field(default_factory=list)
    news: bool = True
    stopped: bool = False
    weak: bool = False
    """Set once the climb went through words that negation does not reach down through."""
    role: bool = False
    """Set once the climb went through "a role in": what is said above is said of the role, not of the deed."""
    met: set[int] = field(default_factory=set)
    came_from: Token | None = None

    def run(self) -> None:
        """Climb until the root or a word that takes the deed for granted."""
        word = lemma(self.trigger)
        self.status = self.table.own.get(word, self.status)
        if self.frame in self.table.effects.keys() | set(_all_statuses()):
            self.status = self.frame if self.frame in _all_statuses() else self.status  # type: ignore[assignment]
        node: Token | None = self.trigger
        for _ in range(_LONGEST_CLIMB):
            if node is None or self.stopped:
                break
            self.look_at(node)
            if self.stopped:
                break
            node, self.came_from = self.up(node), node
        if not self.stopped:
            self.question()

    # ------------------------------------------------------------ the word itself
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

    # ------------------------------------------------------------ upwards
    def up(self, node: Token) -> Token | None:
        """The next word above, after its effect was applied; None at the root or where the deed is taken for granted."""
        head = node.head
        if head == node:
            return None
        if is_verb(node) and node.dep_ not in ("amod", "compound", "dobj", "pobj", "nsubj", "nsubjpass"):
            return self.up_from_verb(node, head)
        return self.up_from_noun(node, head)

    def up_from_verb(self, verb: Token, head: Token) -> Token | None:
        """From a clause to the word that it hangs on."""
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

    def complement(self, verb: Token, head: Token) -> Token | None:
        """ "threatened to attack", "said that they attacked", "is likely to attack"."""
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
            if past and governor.effect in ("announce", "threaten", "demand", "attempt"):
                return head
            if governor.effect == "warn":
                self.warned(verb, governor)
            else:
                self.apply(governor, head, other=subject(verb) is not None)
            return None if self.stopped else head
        if said := self.table.find("said", *keys):
            self.apply(said, head)
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
        """ "it is likely to attack", "it is unacceptable to attack": the adjective governs, a judgement takes for granted."""
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
        own = any(children(verb, "nsubj", "nsubjpass", "aux", "auxpass"))
        if verb.tag_ in ("VB", "VBG") and not own or head.tag_ == "VBN" and verb.tag_ == "VBN" and not own:
            if child_word(head, "cc") != "but":
                return head
        self.met.add(int(head.i))
        return self.up(head) if not self.purpose_apart(verb, head) else None

    def purpose_apart(self, verb: Token, head: Token) -> bool:
        """True for a finite clause joined to an infinitive: it shares nothing with it."""
        finite = verb.tag_ in ("VBD", "VBZ", "VBP") or any(children(verb, "aux", "auxpass"))
        return finite and is_infinitive(head) and not is_infinitive(verb)

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
        elif governor.word.startswith(("survive", "escape", "narrowly")):
            done = lemma(self.trigger) in self.table.completed
            self.effect("attempt" if done else "fact", governor.word)
        else:
            self.apply(governor, verb)

    def role_of(self, verb: Token, keys: list[str]) -> Token | None:
        """ "denied any role in the attack": the attack stands."""
        governor = self.table.find("complement", *keys)
        if governor and governor.effect in ("deny", "negate"):
            self.plover = "REJECT"
            self.reasons.append(f"{governor.word} a part in it")
            self.stopped = True
            return None
        return verb

    def unlisted(self, noun: Token, verb: Token) -> Token | None:
        """A verb that the table does not know: a known deed is taken for granted, another shares the verb's fate."""
        if is_definite(noun) or is_definite(self.trigger):
            self.refer(verb)
            return None
        return verb

    def subject_of(self, noun: Token, verb: Token) -> Token | None:
        """ "the attack failed", "an attack is likely", "attacks could resume"."""
        if not is_verb(verb):
            return None
        predicate = [str(child.lower_) for child in children(verb, "acomp", "attr", "advmod")]
        if lemma(verb) == "be":
            if governor := self.table.find("subject", *predicate):
                self.apply(governor, verb)
                return verb
        elif self.table.find("light subject", *verb_keys(verb)):
            return verb
        elif (governor := self.table.find("subject", *verb_keys(verb))) and not any(children(verb, "dobj", "xcomp")):
            self.apply(governor, verb)
            self.before_launch(verb)
            return verb
        if is_definite(noun) or is_definite(self.trigger):
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
        if self.table.find("carrier", base) and word in ("of", "by", "in") or self.table.find("saying", base):
            return head
        governor = self.table.find("noun", f"{base} {word}", base)
        if governor is None and place == "complement":
            governor = self.table.find("complement", f"{base} {word}", base)
        if governor and governor.effect == "fact" and self.trigger.tag_ == "NN" and not is_definite(self.trigger):
            # "the impact of a withdrawal would be clear": not yet a known deed, so a supposition may still reach it.
            self.weak = True
            return head
        if governor is not None and (word not in ("in", "after", "during", "from", "with", "since") or " " in governor.word):
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

    def refer(self, head: Token) -> None:
        """The deed is taken for granted here."""
        self.stopped = True
        if not is_verb(self.trigger) and self.status == "occurred":
            self.news = False

    # ------------------------------------------------------------ effects
    @property
    def hostile(self) -> bool:
        """True where the deed harms somebody."""
        return self.frame == "hostile" or lemma(self.trigger) in self.table.hostile

    def apply(self, governor: Governor | None, word: Token, other: bool = False) -> None:
        """The effect of a listed word."""
        if governor is None:
            return
        if self.role:
            return
        effect = governor.effect
        if self.frame == "order_is_act" and governor.act:
            effect = governor.act
        elif other and governor.other:
            effect = governor.other
        elif self.hostile and governor.hostile:
            effect = governor.hostile
        if self.weak and effect != "suppose":
            return
        self.effect(effect, governor.word, governor.plover)

    def effect(self, name: str, reason: str, plover: str | None = None) -> None:
        """Apply an effect by name; `fact` and `cease` end the climb."""
        if name == "cease" and self.trigger.tag_ == "NN" and not is_definite(self.trigger):
            name = "foil"
        if name in ("fact", "cease"):
            self.refer(self.trigger)
            self.reasons.append(f"{reason}: taken for granted")
            return
        before = self.status
        self.status = self.table.apply(name, before)
        self.reasons.append(f"{reason}: {self.status}")
        if self.status != before:
            self.plover = None
        if plover and name not in ("suppose", "threaten"):
            self.plover = plover

    def become(self, status: Status, reason: str) -> None:
        """Set the status outright."""
        if status == "ongoing" and self.status not in ("occurred", "attempted"):
            return
        if status == "demanded" and self.status not in ("occurred", "ongoing"):
            return
        self.status, self.plover = status, None
        self.reasons.append(f"{reason}: {status}")

    def question(self) -> None:
        """A question that asks whether it happened; who, why and how take it for granted."""
        text = self.sentence.text.rstrip(" \"”'’)")
        if not text.endswith("?"):
            return
        opener = next((str(token.lower_) for token in self.sentence.doc if token.is_alpha), "")
        if opener not in _OPEN_QUESTIONS:
            self.effect("suppose", "a question")

    def hear(self, statement: Statement) -> None:
        """What the speaker's stance adds, where the climb did not meet the cue itself."""
        start = self.sentence.offset(self.trigger)
        if self.stopped or not any(span.start <= start < span.end for span in statement.content):
            return
        cue = self.sentence.token_at(statement.cue.start) if statement.cue else None
        met = cue is not None and int(cue.i) in self.met
        if self.status == "negated" and not met:
            self.effect("say", "a speaker says so")
            return
        if met:
            return
        if statement.stance == "threatens" and self.status in ("announced", "possible"):
            self.become("threatened", "a threat")
        elif statement.stance == "warns" and self.status == "announced":
            own = is_verb(self.trigger) and is_own_side(self.trigger)
            self.become("threatened" if own else "possible", "a warning")
        elif statement.stance == "predicts" and self.status == "announced":
            if not (is_verb(self.trigger) and is_own_side(self.trigger)):
                self.become("possible", "a prediction")
        elif statement.stance == "demands" and self.status in ("announced", "possible"):
            self.become("demanded", "a demand") if self.status == "announced" else None
        elif statement.stance in ("denies", "doubts") and self.status in (
            "occurred",
            "ongoing",
            "attempted",
            "announced",
        ):
            self.effect(_STANCES[statement.stance], statement.stance)

    def result(self) -> Composition:
        """What the climb found."""
        plover = self.plover or _PLOVER.get(self.status)
        return Composition(self.status, plover, "; ".join(self.reasons), self.news)


def _all_statuses() -> frozenset[str]:
    """Statuses of the contract."""
    from typing import get_args

    return frozenset(get_args(Status))


def _teller(verb: Token) -> Token | None:
    """The verb of saying, warning or deciding whose content this clause is."""
    for _ in range(6):
        if verb.dep_ in ("ccomp", "acl") and verb.head != verb:
            return verb.head if is_verb(verb.head) else verb.head.head if is_verb(verb.head.head) else verb.head
        if verb.dep_ != "conj":
            return None
        verb = verb.head
    return None


def _prepositions(verb: Token) -> list[str]:
    """Prepositions and particles of a verb: call *on*, stop *from*."""
    return [str(child.lower_) for child in children(verb, "prep", "prt") if child.i > verb.i]
