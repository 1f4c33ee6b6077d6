"""Actor mentions of one sentence by token: who a word of the parse stands for."""

from __future__ import annotations

from collections.abc import Sequence

from ...knowledge.actor_base import ActorBase
from ...model import ActorMention, Span
from ..actors.view import View
from ..parse import starting_in


class Parties:
    """Finds the mention that a token belongs to, and the subjects and conjuncts around it."""

    def __init__(self, view: View, actors: Sequence[ActorMention], base: ActorBase) -> None:
        self.view, self.base = view, base
        self.mentions = starting_in(actors, view.sentence.span)
        self._by_head = {a.head: a for a in self.mentions}

    def at(self, token: int) -> ActorMention | None:
        """The mention whose head is this token, else the shortest that covers it; never a nameless one."""
        start = self.view.starts[token]
        found = self._by_head.get(start)
        if found is None:
            over = [a for a in self.mentions if a.start <= start < a.end]
            found = min(over, key=lambda a: a.end - a.start) if over else None
        return found if found is not None and (found.name or found.actor_id) else None

    def all_at(self, token: int, states: bool = False) -> list[ActorMention]:
        """The mention at a token and those coordinated with it; with `states`, names that are read as ground too."""
        listed = [self.at(i) or (self.state(i) if states else None) for i in self.conjuncts(token)]
        return [mention for mention in listed if mention is not None]

    def state(self, token: int) -> ActorMention | None:
        """The state that is named here where no party was read: a relation makes it one ("rockets from Iran")."""
        view = self.view
        first = token
        while first and view.is_name(first - 1) and view.heads[first - 1] == token:
            first -= 1
        start, end = view.starts[first], view.ends[token]
        text = view.sentence.text_span(Span(start, end)).text
        country = next(
            (a.country for a in self.base.index.get(text) if a.country and a.actor_id in (None, a.country)), None
        )
        actor = self.base.get(country) if country and view.is_name(token) else None
        if actor is None or actor.type != "country":
            return None
        return ActorMention(start, end, text, "country", actor.actor_id, actor.name)

    def conjuncts(self, token: int) -> list[int]:
        """A token and everything coordinated with it."""
        found = [token]
        for i in found:
            found += [kid for kid in self.view.kids[i] if self.view.deps[kid] == "conj" and kid > i]
        return found

    def child(self, token: int, *deps: str) -> int | None:
        """First child of a token by one of these dependencies."""
        return next((kid for kid in self.view.kids[token] if self.view.deps[kid] in deps), None)

    def object_of(self, token: int, joiners: Sequence[str]) -> list[int]:
        """Objects of a token: the direct one for "", else those of the prepositions named."""
        found: list[int] = []
        for kid in self.view.kids[token]:
            if "" in joiners and self.view.deps[kid] == "dobj":
                found.append(kid)
            elif self.view.deps[kid] == "prep" and self.view.lower[kid] in joiners:
                found += [i for i in self.view.kids[kid] if self.view.deps[i] == "pobj"]
        return found

    def subject(self, token: int) -> int | None:
        """Subject of a verb: its own, that of the noun it describes, or that of the clause above it."""
        view = self.view
        for _ in range(6):
            own = self.child(token, "nsubj", "nsubjpass")
            if own is not None:
                return self._behind(own, token)
            above = view.heads[token]
            if above == token:
                return None
            if view.deps[token] in ("acl", "relcl"):
                return above
            token = above
        return None

    def _behind(self, subject: int, verb: int) -> int:
        """ "Several of which are backed by": the noun that the relative clause describes."""
        if self.at(subject) is None and self.view.deps[verb] == "relcl":
            return self.view.heads[verb]
        return subject
