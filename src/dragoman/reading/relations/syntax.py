"""Relations told by verbs and nouns: X backs Y, Y is led by X, X is part of Y, X's control over Y."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...model import ActorMention, RelationName
from ..actors.view import View
from .parties import Parties
from .patterns import Pattern, Patterns

_AGENTIVE = frozenset({"organisation", "group", "country"})


@dataclass(frozen=True, slots=True)
class Found:
    """A relation as the syntax tells it: two mentions and the token that says so."""

    a: ActorMention
    relation: RelationName
    b: ActorMention
    token: int
    office: str | None = None


class Syntax:
    """Reads the relations of one sentence off its parse."""

    def __init__(self, view: View, parties: Parties, patterns: Patterns) -> None:
        self.view, self.parties, self.patterns = view, parties, patterns

    def read(self) -> Iterator[Found]:
        """Every relation that a verb or noun of the sentence tells."""
        view = self.view
        for i, tag in enumerate(view.tags):
            if tag.startswith("VB"):
                pattern = self.patterns.verbs.get(view.lemma(i))
                if pattern is not None:
                    yield from self._verb(i, pattern)
            elif tag in ("NN", "NNS", "NNP"):
                yield from self._noun(i)

    def _verb(self, i: int, pattern: Pattern) -> Iterator[Found]:
        """X backs Y; Y is backed by X; Y, backed by X."""
        parties = self.parties
        agent = parties.child(i, "agent")
        done_by = [k for k in self.view.kids[agent] if self.view.deps[k] == "pobj"] if agent is not None else []
        if done_by:
            passive = parties.child(i, "nsubjpass")
            undergoer = parties.subject(i) if passive is not None or self.view.deps[i] != "amod" else self.view.heads[i]
            if undergoer is not None and undergoer != i:
                yield from self._pairs(parties.all_at(done_by[0]), pattern, parties.all_at(undergoer), i)
            return
        if parties.child(i, "nsubjpass") is not None and "" in pattern.joiners:
            return
        if not self._asserted(i) or any(self.view.lower[kid] in pattern.unless for kid in self.view.kids[i]):
            return
        doer = parties.subject(i)
        if doer is None:
            return
        for target in parties.object_of(i, pattern.joiners):
            yield from self._pairs(parties.all_at(doer), pattern, parties.all_at(target), i)

    def _asserted(self, i: int) -> bool:
        """False for negated verbs and bare infinitives: "should back", "help X fight", "neither X nor Y supports"."""
        view = self.view
        if self.parties.child(i, "neg") is not None:
            return False
        subject = self.parties.child(i, "nsubj")
        if subject is not None and any(view.lower[j] in ("neither", "nor") for j in (subject, *view.kids[subject])):
            return False
        if any(view.lower[j] in ("neither", "nor") for j in view.kids[i]):
            return False
        helpers = [view.lemma(kid) for kid in view.kids[i] if view.deps[kid] in ("aux", "auxpass")]
        return view.tags[i] != "VB" or "do" in helpers or view.lemma(view.heads[i]) in ("use", "continue", "begin")

    def _noun(self, i: int) -> Iterator[Found]:
        """X, the leader of Y; Y's leader X; X is part of Y; X with ties to Y; X's control over Y."""
        noun = self.view.lemma(i)
        compound = f"{self.view.lower[i - 1]} {noun}" if i else ""
        pattern = self.patterns.nouns.get(compound) or self.patterns.nouns.get(noun)
        if pattern is not None:
            owners = self._owners(i, pattern)
            yield from self._pairs(self._bearers(i), pattern, owners, i)
        bond = self.patterns.bonds.get(noun)
        if bond is not None:
            yield from self._pairs(self._bound(i), bond, self._mentions(i, bond.joiners), i)
        hold = self.patterns.holds.get(noun)
        if hold is not None:
            held = [m for m in self._mentions(i, hold.joiners) if m.type in ("group", "organisation")]
            yield from self._pairs(self._possessor(i), hold, held, i)

    def _mentions(self, i: int, joiners: tuple[str, ...]) -> list[ActorMention]:
        """Mentions that stand after these prepositions of a token."""
        targets = self.parties.object_of(i, joiners)
        if not targets and self.view.deps[i] in ("attr", "appos"):
            # "is a fellow at": the parser often hangs the preposition on the verb.
            targets = self.parties.object_of(self.view.heads[i], tuple(j for j in joiners if j))
        return [m for target in targets for m in self.parties.all_at(target)]

    def _possessor(self, i: int) -> list[ActorMention]:
        """Mentions that possess a noun: "Tehran's control", "their backer"."""
        owner = self.parties.child(i, "poss")
        if owner is None:
            return []
        if self.view.tags[owner] == "PRP$":
            return self._pronoun_owner(owner)
        return [m for m in self.parties.all_at(owner) if m.end <= self.view.starts[i]]

    def _pronoun_owner(self, owner: int) -> list[ActorMention]:
        """The first fitting party of the sentence for "their", "its", "his" and "her"."""
        kinds = ("person",) if self.view.lower[owner] in ("his", "her") else tuple(_AGENTIVE)
        before = [m for m in self.parties.mentions if m.end <= self.view.starts[owner] and m.type in kinds and m.name]
        return before[:1]

    def _owners(self, i: int, pattern: Pattern) -> list[ActorMention]:
        """The other end of a role noun: after its preposition, before it as possessor or as a name."""
        found = self._mentions(i, pattern.joiners) or self._possessor(i)
        if not found:
            before = [k for k in self.view.kids[i] if k < i and self.view.deps[k] in ("compound", "nmod")]
            found = [m for k in before if (m := self.parties.at(k)) is not None and m.end <= self.view.starts[i]]
        if pattern.organisation_only:
            found = [m for m in found if m.type in _AGENTIVE and m.type != "country"]
        return found

    def _bearers(self, i: int) -> list[ActorMention]:
        """Who bears a role noun: the name beside it, the subject of its copula, the subject that acts as it."""
        view, parties = self.view, self.parties
        dep, above = view.deps[i], view.heads[i]
        if dep == "appos":
            return parties.all_at(above)
        if dep in ("attr", "oprd") or (dep == "pobj" and view.lower[above] == "as"):
            verb = above if dep != "pobj" else view.heads[above]
            subject = parties.subject(verb)
            return parties.all_at(subject) if subject is not None else []
        name = next((k for k in view.kids[i] if view.deps[k] == "appos"), None)
        if name is not None:
            return parties.all_at(name)
        if dep in ("compound", "nmod") and above > i:
            found = parties.at(above)
            return [found] if found is not None and found.type == "person" else []
        return []

    def _bound(self, i: int) -> list[ActorMention]:
        """Who has ties: "an alliance with ties to", "X has links to"."""
        view, parties = self.view, self.parties
        above = view.heads[i]
        if view.deps[i] == "pobj" and view.lower[above] == "with":
            noun = view.heads[above]
            found = parties.at(noun)
            return [found] if found is not None else self._bearers(noun)
        if view.deps[i] == "dobj":
            subject = parties.subject(above)
            return parties.all_at(subject) if subject is not None else []
        return self._possessor(i)

    def _pairs(
        self, ones: Iterable[ActorMention], pattern: Pattern, others: Iterable[ActorMention], token: int
    ) -> Iterator[Found]:
        """Every pair of two different parties."""
        listed = list(others)
        for one in ones:
            for other in listed:
                a, b = (other, one) if pattern.reverse else (one, other)
                if a.name != b.name and "facility" not in (a.type, b.type):
                    yield Found(a, pattern.relation, b, token)
