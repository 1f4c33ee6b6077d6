"""Relations told by nouns and adjectives: X, a branch of Y; Y's proxy; X's control over Y; forces loyal to X."""

from __future__ import annotations

from collections.abc import Iterator

from ...knowledge.actor_base import ActorBase
from ...model import ActorMention, Span
from .parties import Parties
from .patterns import Pattern, Patterns
from .syntax import Found, Syntax

_AGENTIVE = frozenset({"organisation", "group", "country"})
_BODIES = frozenset({"organisation", "group"})


class Roles:
    """Reads the relations that the nouns of one sentence tell."""

    def __init__(self, syntax: Syntax, parties: Parties, base: ActorBase, patterns: Patterns) -> None:
        self.syntax, self.view, self.parties, self.base, self.patterns = syntax, syntax.view, parties, base, patterns

    def read(self) -> Iterator[Found]:
        """Every relation that a noun or adjective of the sentence tells."""
        for i, tag in enumerate(self.view.tags):
            if tag in ("NN", "NNS", "NNP", "NNPS"):
                yield from self._noun(i)
            elif tag == "JJ":
                yield from self._adjective(i)
            elif tag == "VBG" and (between := self.patterns.between.get(self.view.lower[i])) is not None:
                yield from self._between(i, between)
        for mention in self.parties.mentions:
            yield from self._of_body(mention)

    def _noun(self, i: int) -> Iterator[Found]:
        """X, the leader of Y; Y's leader X; X is part of Y; X with ties to Y; X's control over Y."""
        view, pairs = self.view, self.syntax.pairs
        noun = view.lemma(i)
        compound = f"{view.lower[i - 1]} {noun}" if i else ""
        pattern = self.patterns.nouns.get(compound) or self.patterns.nouns.get(noun)
        if pattern is not None and not self._unsaid(i):
            bearers, owners = self._bearers(i, pattern), self._owners(i, pattern)
            if not bearers and pattern.relation == "part_of" and view.deps[i] in ("nsubj", "dobj", "pobj"):
                # "The youth wing of the party marched": the part is described and has no name.
                bearers = [m for m in self.parties.all_at(i) if (m.actor_id is None) != view.is_name(i)]
            yield from pairs(bearers, pattern, owners, i)
            if not owners and view.tags[i] == "NNS" and pattern.relation in ("allied_with", "fights"):
                yield from self.syntax.among(bearers, pattern, i)  # "X and Y are allies"
        bond = self.patterns.bonds.get(noun)
        if bond is not None and not self._ended(i):
            yield from pairs(self._bound(i), bond, self._mentions(i, bond.joiners), i)
        hold = self.patterns.holds.get(noun)
        if hold is not None and not self._ended(i):
            kinds = ("group", "organisation") if hold.relation == "commands" else ("group", "organisation", "person")
            held = [m for m in self._mentions(i, hold.joiners) if m.type in kinds]
            yield from pairs(self._possessor(i) or self._taker(i), hold, held, i)
        given = self.patterns.backing.get(noun)
        if given is not None and self._taker(i):
            yield from pairs(self._taker(i), given, self._mentions(i, given.joiners, True), i)
        if hold is not None and view.deps[i] == "pobj" and view.lower[view.heads[i]] == "under":
            # "under the command of X", "under X's control"
            obeyed = self._possessor(i) or self._mentions(i, ("of",))
            yield from pairs(obeyed, hold, self._subject_of(view.heads[i]), i)
        between = self.patterns.between.get(noun)
        if between is not None:
            yield from self._between(i, between)

    def _unsaid(self, i: int) -> bool:
        """True where a role is negated: "is not part of", "is no ally", "denied that he was a member"."""
        view = self.view
        if self.syntax.denied(i):
            return True
        if view.deps[i] != "attr":
            return False
        verb = view.heads[i]
        return not self.syntax.asserted(verb) or self.syntax.denied(verb)

    def _ended(self, i: int) -> bool:
        """True where a tie is cut, refused or wanting: "cut ties with", "has no links to", "withdrew its support"."""
        view = self.view
        if any(view.lower[kid] in ("no", "any", "little") for kid in view.kids[i]):
            return True
        verb = view.heads[i]
        return view.deps[i] in ("dobj", "nsubjpass") and (
            view.lemma(verb) in self.patterns.ending_verbs or not self.syntax.asserted(verb)
        )

    def _adjective(self, i: int) -> Iterator[Found]:
        """ "Forces loyal to X", "a party close to Y": people who obey a person are commanded by him."""
        pattern = self.patterns.adjectives.get(self.view.lower[i])
        if pattern is None or self.syntax.denied(i):
            return
        view, parties = self.view, self.parties
        others = self._mentions(i, pattern.joiners)
        if view.deps[i] == "acomp":
            subject = parties.subject(view.heads[i])
            if not self.syntax.asserted(view.heads[i]):
                return
        else:
            subject = view.heads[i]
        ones = parties.all_at(subject) if subject is not None else []
        for other in others:
            obeyed = pattern.relation == "commands"
            if obeyed and other.type != "person":
                yield from self.syntax.pairs(ones, self.patterns.adjectives["allied"], [other], i)
            else:
                yield from self.syntax.pairs(ones, pattern, [other], i)

    def _between(self, i: int, pattern: Pattern) -> Iterator[Found]:
        """ "Clashes between X and Y", "the war of X against Y"."""
        parties = self.parties
        for one in parties.object_of(i, ("between",)):
            yield from self.syntax.among(parties.all_at(one), pattern, i)
        against = self._mentions(i, ("against", "with"))
        if against:
            yield from self.syntax.pairs(self._possessor(i), pattern, against, i)

    def _of_body(self, mention: ActorMention) -> Iterator[Found]:
        """ "Huda Nasser of the Observatory", "Frelimo's Daniel Chapo", "the militia of X", "X's militia"."""
        view, pairs = self.view, self.syntax.pairs
        last = view.at(mention.end - 1)
        head = view.at(mention.head) if mention.head >= 0 else last
        others = [
            m
            for i in self.parties.object_of(head, ("of", "under", "with", "at"))
            if (m := self.parties.at(i)) is not None and m.start > mention.end
        ]
        joiner = view.lower[last + 1] if last + 1 < len(view) else ""
        if joiner == "," and view.lower[last + 2 : last + 3] == ["under"]:
            joiner = "under"
        member, led = self.patterns.bodies["member"], self.patterns.bodies["led"]
        for other in others[:1]:
            named = self._named(mention, "person") and joiner in ("of", "at")
            described = self._described_person(mention) and joiner in ("with", "at")
            if (named or described) and other.type in _BODIES and other.actor_id:
                yield from pairs([mention], member, [other], head)
            elif joiner in ("of", "under") and self._follow(mention, head) and self._named(other, "person"):
                yield from pairs([mention], led, [other], head)
            elif joiner == "of" and self._unit(mention, head) and other.type in _BODIES and other.actor_id:
                yield from pairs([mention], self.patterns.bodies["part"], [other], head)
        owner = self.parties.child(head, "poss")
        if owner is None:
            return
        whose = self.parties.at(owner)
        if whose is None or whose.end > view.starts[head]:
            return
        if self._named(mention, "person") and whose.type in _BODIES and whose.actor_id:
            yield from pairs([mention], member, [whose], head)
        elif self._follow(mention, head) and self._named(whose, "person"):
            yield from pairs([mention], led, [whose], head)

    def _named(self, mention: ActorMention, kind: str) -> bool:
        """True for a mention of this type that is a name."""
        return mention.type == kind and bool(mention.actor_id) and self.view.is_name(self.view.at(mention.end - 1))

    def _described_person(self, mention: ActorMention) -> bool:
        """True for what a named person is said to be, in apposition: "a nurse with the Red Cross"."""
        described = mention.type == "person" and bool(mention.actor_id) and mention.antecedent is not None
        return described and self.view.deps[self.view.at(mention.head)] == "appos"

    def _follow(self, mention: ActorMention, head: int) -> bool:
        """True for people who follow somebody: "militia", "troops", "fighters", a named group."""
        if mention.type in _BODIES and mention.actor_id and self.view.is_name(head):
            return mention.type == "group" or self.view.lemma(head) in self.patterns.follower_nouns
        return self.view.lemma(head) in self.patterns.follower_nouns

    def _unit(self, mention: ActorMention, head: int) -> bool:
        """True for a named part of a force: "the 45th Brigade"."""
        return self.view.is_name(head) and self.view.lower[head] in self.patterns.unit_nouns

    def _mentions(self, i: int, joiners: tuple[str, ...], states: bool = False) -> list[ActorMention]:
        """Mentions that stand after these prepositions of a token."""
        targets = self.parties.object_of(i, joiners)
        if not targets and self.view.deps[i] in ("attr", "appos", "dobj"):
            # "is a fellow at": the parser often hangs the preposition on the verb.
            targets = self.parties.object_of(self.view.heads[i], tuple(j for j in joiners if j))
        return [m for target in targets for m in self.parties.all_at(target, states)]

    def _possessor(self, i: int) -> list[ActorMention]:
        """Mentions that possess a noun: "Tehran's control", "their backer"."""
        owner = self.parties.child(i, "poss")
        if owner is None:
            return []
        if self.view.tags[owner] == "PRP$":
            return self._pronoun_owner(owner)
        if self.view.tags[owner] == "WP$":
            return self._described(i)
        found = [m for m in self.parties.all_at(owner) if m.end <= self.view.starts[i]]
        state = None if found else self.parties.state(owner)  # "Iran's proxy" is one mention
        return [state] if state is not None else found

    def _described(self, i: int) -> list[ActorMention]:
        """Whom "whose" stands for: what the relative clause above a token describes."""
        view = self.view
        for _ in range(4):
            if view.deps[i] == "relcl":
                return self.parties.all_at(view.heads[i])
            i = view.heads[i]
        return []

    def _pronoun_owner(self, owner: int) -> list[ActorMention]:
        """The first fitting party of the sentence for "their", "its", "his" and "her"."""
        kinds = ("person",) if self.view.lower[owner] in ("his", "her") else tuple(_AGENTIVE)
        before = [m for m in self.parties.mentions if m.end <= self.view.starts[owner] and m.type in kinds and m.name]
        return before[:1]

    def _taker(self, i: int) -> list[ActorMention]:
        """Who takes, has or enjoys what a noun tells: "took command of", "enjoys the support of", "in command of"."""
        view, parties = self.view, self.parties
        dep, above = view.deps[i], view.heads[i]
        subject: int | None = None
        if dep == "dobj" and view.lemma(above) in self.patterns.taking_verbs and self.syntax.asserted(above):
            subject = parties.subject(above)
        elif dep == "pobj" and view.lower[above] in ("in", "at"):
            return self._subject_of(above)
        return parties.all_at(subject) if subject is not None else []

    def _subject_of(self, preposition: int) -> list[ActorMention]:
        """Of whom a phrase with a preposition is told: the noun it stands at, or the subject of its verb."""
        view, parties = self.view, self.parties
        on = view.heads[preposition]
        subject = parties.subject(on) if view.tags[on].startswith("VB") else on
        return parties.all_at(subject) if subject is not None else []

    def _owners(self, i: int, pattern: Pattern) -> list[ActorMention]:
        """The other end of a role noun: after its preposition, before it as possessor or as a name."""
        found = self._mentions(i, pattern.joiners) or self._possessor(i)
        if not found:
            before = [k for k in self.view.kids[i] if k < i and self.view.deps[k] in ("compound", "nmod", "amod")]
            found = [m for k in before if (m := self.parties.at(k)) is not None and m.end <= self.view.starts[i]]
            found = found or self._named_before(i)
        if pattern.organisation_only:
            found = [m for m in found if m.type in _AGENTIVE and m.type != "country"]
        return found

    def _named_before(self, i: int) -> list[ActorMention]:
        """The known body named right before a noun and inside its mention: "a former Wagner fighter"."""
        view = self.view
        for size in (4, 3, 2, 1):
            first = i - size
            if first < 0 or not view.is_name(first):
                continue
            start, end = view.starts[first], view.ends[i - 1]
            text = view.sentence.text_span(Span(start, end)).text
            actor = next((self.base.get(a.actor_id) for a in self.base.index.get(text) if a.actor_id), None)
            if actor is not None and actor.type in _BODIES:
                return [ActorMention(start, end, text, actor.type, actor.actor_id, actor.name)]
        return []

    def _bearers(self, i: int, pattern: Pattern) -> list[ActorMention]:
        """Who bears a role noun: the name beside it, the subject of its copula, the subject that acts as it."""
        view, parties = self.view, self.parties
        dep, above = view.deps[i], view.heads[i]
        if dep == "pobj" and view.lower[above] == "of" and view.lower[view.heads[above]] in ("one", "some", "part"):
            i = view.heads[above]  # "one of the groups of the Resistance"
            dep, above = view.deps[i], view.heads[i]
        if dep == "appos":
            return parties.all_at(above)
        if dep in ("attr", "oprd") or (dep == "pobj" and view.lower[above] in ("as", *pattern.under)):
            verb = above if dep != "pobj" else view.heads[above]
            subject = parties.subject(verb)
            return parties.all_at(subject, True) if subject is not None else []
        name = next((k for k in view.kids[i] if view.deps[k] == "appos"), None)
        if name is not None:
            return parties.all_at(name, True)
        if dep == "nsubj" and view.deps[above] == "relcl":
            # "whose main backer is Algeria"
            told = parties.child(above, "attr")
            return parties.all_at(told) if told is not None else []
        if view.tags[i] == "NNS" and pattern.relation == "backs":
            inside = parties.object_of(i, ("in", "among", "like"))
            if inside:
                return parties.all_at(inside[0])
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
            return [found] if found is not None else self._bearers(noun, self.patterns.bodies["member"])
        if view.deps[i] == "dobj":
            subject = parties.subject(above)
            return parties.all_at(subject) if subject is not None else []
        return self._possessor(i)
