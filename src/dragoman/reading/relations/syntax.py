"""Relations told by verbs: X backs Y, Y is led by X, the group that X arms, X sends weapons to Y, X and Y clash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from ...model import ActorMention, RelationName
from ..actors.view import View
from .parties import Parties
from .patterns import Pattern, Patterns

_HELPED = frozenset({"use", "continue", "begin"})


@dataclass(frozen=True, slots=True)
class Found:
    """A relation as the syntax tells it: two mentions, the token that says so, and whether it is denied there."""

    a: ActorMention
    relation: RelationName
    b: ActorMention
    token: int
    denied: bool = False


class Syntax:
    """Reads the relations that the verbs of one sentence tell."""

    def __init__(self, view: View, parties: Parties, patterns: Patterns) -> None:
        self.view, self.parties, self.patterns = view, parties, patterns

    def read(self) -> Iterator[Found]:
        """Every relation that a verb of the sentence tells."""
        view = self.view
        for i, tag in enumerate(view.tags):
            if not tag.startswith("VB"):
                continue
            for pattern in self.patterns.verbs.get(view.lemma(i), ()):
                yield from self._verb(i, pattern)
            gift = self.patterns.gifts.get(view.lemma(i))
            if gift is not None:
                yield from self._gift(i, gift)

    def _verb(self, i: int, pattern: Pattern) -> Iterator[Found]:
        """X backs Y; Y is backed by X; Y, backed by X; Y, whom X backs."""
        parties, view = self.parties, self.view
        agent = parties.child(i, "agent")
        done_by = [k for k in view.kids[agent] if view.deps[k] == "pobj"] if agent is not None else []
        if done_by:
            passive = parties.child(i, "nsubjpass")
            undergoer = parties.subject(i) if passive is not None or view.deps[i] != "amod" else view.heads[i]
            if undergoer is not None and undergoer != i and not self.denied(i):
                yield from self.pairs(parties.all_at(done_by[0]), pattern, parties.all_at(undergoer), i)
            return
        if parties.child(i, "nsubjpass") is not None and "" in pattern.joiners:
            return
        around = {view.lower[kid] for kid in view.kids[i]}
        if not self.asserted(i) or around & set(pattern.unless) or (pattern.needs and not around & set(pattern.needs)):
            return
        doer = self.doer(i)
        if doer is None:
            return
        targets = parties.object_of(i, pattern.joiners)
        if "" in pattern.joiners and view.deps[i] == "relcl" and self._own_subject(i):
            # "which Belgrade supports": the object is the relative pronoun, or there is none
            targets = [t for t in targets if view.tags[t] not in ("WDT", "WP")] or [view.heads[i]]
        made_of = pattern.relation == "part_of" and pattern.reverse
        for target in targets:
            yield from self.pairs(parties.all_at(doer), pattern, parties.all_at(target, made_of), i)
        wars = all(view.lemma(target) in self.patterns.between for target in targets)
        if wars and pattern.relation == "fights":  # "X and Y clashed", "X and Y fought a war"
            yield from self.among(parties.all_at(doer), pattern, i)

    def _own_subject(self, i: int) -> bool:
        """True where a verb of a relative clause has a subject that is no relative pronoun: "which Iran funds"."""
        subject = self.parties.child(i, "nsubj")
        return subject is not None and self.view.tags[subject] not in ("WDT", "WP")

    def _gift(self, i: int, gift: Pattern) -> Iterator[Found]:
        """X sends weapons to Y; Y gets its rockets from X."""
        parties, view = self.parties, self.view
        if not self.asserted(i):
            return
        things = [k for k in view.kids[i] if view.deps[k] in ("dobj", "nsubjpass", "oprd")]
        if not any(view.lemma(k) in self.patterns.support_things for t in things for k in parties.conjuncts(t)):
            return
        ends = [
            grand
            for kid in (*view.kids[i], *(k for thing in things for k in view.kids[thing]))
            if view.lower[kid] in gift.joiners and view.deps[kid] in ("prep", "dative")
            for grand in view.kids[kid]
            if view.deps[grand] == "pobj"
        ]
        ends += [kid for kid in view.kids[i] if view.deps[kid] == "dative" and view.is_noun(kid)]
        doer = self.doer(i)
        if doer is not None and not (things and doer in things):
            for end in ends:
                yield from self.pairs(parties.all_at(doer, True), gift, parties.all_at(end, True), i)

    def doer(self, i: int) -> int | None:
        """Who does a verb; "accused X of arming" is told of X."""
        view, parties = self.view, self.parties
        above = view.heads[i]
        if view.tags[i] in ("VBG", "VBN") and view.deps[i] == "pcomp":
            verb = view.heads[above]
            blamed = parties.child(verb, "dobj", "nsubjpass")
            if blamed is not None and view.lemma(verb) in self.patterns.blame_verbs:
                return blamed
        return parties.subject(i)

    def asserted(self, i: int) -> bool:
        """False for negated verbs, futures and bare infinitives: "should back", "help X fight", "neither X nor Y"."""
        view = self.view
        kids = view.kids[i]
        if any(view.deps[kid] == "neg" or view.lower[kid] in ("neither", "nor", "never") for kid in kids):
            return False
        subject = self.parties.child(i, "nsubj")
        if subject is not None and any(view.lower[j] in ("neither", "nor") for j in (subject, *view.kids[subject])):
            return False
        if any(view.tags[kid] == "MD" for kid in kids):
            return False
        above = view.heads[i]
        if view.deps[i] in ("xcomp", "pcomp") and view.lemma(above) in self.patterns.ending_verbs:
            return False
        helpers = [view.lemma(kid) for kid in kids if view.deps[kid] in ("aux", "auxpass")]
        return view.tags[i] != "VB" or bool({"do", "have"} & set(helpers)) or view.lemma(above) in _HELPED

    def denied(self, i: int) -> bool:
        """True where a word is negated or stands under a verb of denial: "denied that he was", "is no ally"."""
        view = self.view
        if any(view.deps[kid] == "neg" or view.lower[kid] in ("no", "not") for kid in view.kids[i]):
            return True
        above = view.heads[i]
        return view.deps[i] in ("xcomp", "ccomp", "pcomp") and view.lemma(above) in self.patterns.denial_verbs

    def among(self, ones: list[ActorMention], pattern: Pattern, token: int) -> Iterator[Found]:
        """Each of several parties and the next: "X and Y clashed"."""
        for one, other in pairwise(ones):
            yield from self.pairs([one], pattern, [other], token)

    def pairs(
        self, ones: Iterable[ActorMention], pattern: Pattern, others: Iterable[ActorMention], token: int
    ) -> Iterator[Found]:
        """Every pair of two different parties."""
        listed = list(others)
        denied = self.denied(token)
        for one in ones:
            for other in listed:
                a, b = (other, one) if pattern.reverse else (one, other)
                if a.name != b.name and "facility" not in (a.type, b.type):
                    yield Found(a, pattern.relation, b, token, denied)
