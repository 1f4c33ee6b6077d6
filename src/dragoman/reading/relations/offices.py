"""Offices: "Iraqi Prime Minister Mustafa al-Kadhimi", "Fuad Hussein, the foreign minister of Iraq"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...knowledge.actor_base import ActorBase
from ...model import ActorMention
from ..actors.view import View
from .office_phrases import OfficePhrases, Phrase
from .office_words import OfficeWords
from .parties import Parties
from .patterns import Patterns

_CLOSING = frozenset({",", ".", ";", ":", ")", "]", "—", "–", "--", "-", '"', "”", "?", "!", "’", "'"})
_MARKS = frozenset({'"', "“", "”", "``", "''"})
_RANK = 5
"""Words of a rank in front of a name, with its article and marks."""
_OPENING = frozenset({",", "(", "—", "–", "--", "-"})


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody's office as told: `b` in words ("Prime Minister of Iraq"), `of` the country or body, and where."""

    person: ActorMention
    office: str
    b: str
    of: str | None
    first: int
    last: int


class Offices:
    """Finds who holds which office in one sentence."""

    def __init__(self, view: View, parties: Parties, base: ActorBase, patterns: Patterns) -> None:
        self.view, self.parties, self.base, self.patterns = view, parties, base, patterns
        self._told = OfficeWords(view, parties, base, patterns)
        self._people = [
            m for m in parties.mentions if m.type == "person" and m.actor_id and view.is_name(view.at(m.end - 1))
        ]

    def read(self) -> Iterator[Held]:
        """Offices told before a name, beside it and by a verb; then ranks."""
        if not self._people:
            return
        seen: set[tuple[str | None, str]] = set()
        titled: set[int] = set()
        for phrase in OfficePhrases(self.view, self.parties, self.base, self.patterns).read():
            for person in self._bearers(phrase):
                office = phrase.title.office if phrase.title is not None else None
                of, words = self._told.of(phrase, person)
                office = office or self.view.lower[phrase.head]
                titled.add(person.start)
                if (person.name, office) not in seen:
                    seen.add((person.name, office))
                    yield Held(person, office, words, of, phrase.first, phrase.last)
        for person in self._people:
            if person.start not in titled:
                yield from self._rank(person)

    def _rank(self, person: ActorMention) -> Iterator[Held]:
        """The rank inside a mention, in front of the name: "Gen. Mark Milley"."""
        view, titles = self.view, self.base.words.titles
        fold = self.base.index.folder.fold
        first, last = view.at(person.start), view.at(person.end - 1)
        for i in range(first, last):
            for stop in range(min(last, i + 3), i, -1):
                key = tuple(fold(view.lower[j]) for j in range(i, stop) if view.lower[j] not in (".", "-"))
                title = titles.get(key)
                if title is not None and title.kind == "rank":
                    of, words = self._told.of_rank(title, person, first, i)
                    yield Held(person, title.text, words, of, i, stop - 1)
                    return

    def _bearers(self, phrase: Phrase) -> list[ActorMention]:
        """The people whose office a phrase tells."""
        view = self.view
        named = self._right_before(phrase)
        if named is not None:
            if phrase.plural:
                return [m for m in self.parties.all_at(view.at(named.head)) if m in self._people]
            return [named]
        if phrase.plural and view.lower[max(0, phrase.first - 3) : phrase.first][:2] != ["one", "of"]:
            return []
        found = self._after_comma(phrase) or self._before_comma(phrase) or self._told_by_verb(phrase)
        return [found] if found is not None else []

    def _starting(self, token: int) -> ActorMention | None:
        """The named person whose mention begins at a token, a rank or honorific of it included."""
        if token >= len(self.view):
            return None
        return next((m for m in self._people if m.start == self.view.starts[token]), None)

    def _right_before(self, phrase: Phrase) -> ActorMention | None:
        """The name that an office stands directly before: "Kherson governor Viktor Malyna"."""
        view = self.view
        for end in (phrase.last, phrase.head):
            following = end + 1
            if following < len(view) and view.lower[following] == ".":
                following += 1
            found = self._starting(following)
            if found is None and following < len(view):
                at = view.starts[following]
                inside = (m for m in self._people if m.start < at < m.end and m.start <= view.starts[phrase.head])
                found = next(inside, None)
            if found is not None:
                return found
        bodies = self.base.words.agents
        for m in self._people:  # "Inspector-General of Police Kwame Boateng"
            first, last = view.at(m.start), view.at(m.end - 1)
            if first == phrase.head + 2 and last == phrase.last > first + 1 and view.lower[first] in bodies:
                return m
        return None

    def _after_comma(self, phrase: Phrase) -> ActorMention | None:
        """The name in apposition after an office: "the prefect of Toliara, Hery Rakoto, said"."""
        view = self.view
        comma = phrase.last + 1
        if comma >= len(view) - 1 or view.lower[comma] not in _OPENING:
            return None
        found = self._starting(comma + 1) or self._behind_rank(comma + 1)
        if found is None:
            return None
        after = view.at(found.end - 1) + 1
        if after >= len(view) or view.lower[after] in _CLOSING:
            return found
        head = view.at(found.head)
        joined = view.deps[head] == "appos" and phrase.first <= view.heads[head] <= phrase.last
        return found if joined and view.tags[after] not in ("VBD", "VBZ", "VBP") else None

    def _behind_rank(self, at: int) -> ActorMention | None:
        """The name behind a rank that is told as a noun: "the prosecutor, the colonel Aimé Zola"."""
        view = self.view
        for i in range(at, min(at + _RANK, len(view))):
            if (found := self._starting(i)) is not None:
                return found if i > at else None
            if not (view.tags[i] in ("DT", "NN", "JJ", "NNP") or view.lower[i] in _MARKS):
                return None
        return None

    def _before_comma(self, phrase: Phrase) -> ActorMention | None:
        """The name that an office stands in apposition to: "Rui Matavele, administrator of the Macomia district"."""
        view = self.view
        at = phrase.start - 1
        if at > 0 and view.tags[at] in ("DT", "PRP$"):
            at -= 1
        if at < 1 or view.lower[at] not in _OPENING:
            return None
        at -= 1
        if at > 1 and view.tags[at] == "CD" and view.lower[at - 1] == ",":
            at -= 2  # "Luis Peña, 44, mayor of Cali"
        found = next((m for m in self._people if view.at(m.end - 1) == at), None) or self._further(phrase, at)
        if found is None:
            return None
        if self._apart(phrase):
            return None
        after = phrase.last + 1
        closed = after >= len(view) or view.lower[after] in _CLOSING or view.tags[after] in ("WP", "WDT", "CC", "IN")
        joined = view.deps[phrase.head] == "appos" and view.heads[phrase.head] == view.at(found.head)
        return self._first_named(found) if closed or joined else None

    def _further(self, phrase: Phrase, at: int) -> ActorMention | None:
        """The name whose own "of" phrase stands between: "Ann Poe of the Nile Institute, a former security officer"."""
        view = self.view
        above = view.heads[phrase.head]
        if view.deps[phrase.head] != "appos" or not above <= at:
            return None
        for _ in range(2):
            if view.deps[above] == "pobj":
                above = view.heads[view.heads[above]]
        return next((m for m in self._people if view.at(m.end - 1) == above and above < at), None)

    def _apart(self, phrase: Phrase) -> bool:
        """True where the noun of a phrase is the subject of a verb: "Ana Ruiz left, the mayor said"."""
        return self.view.deps[phrase.head] in ("nsubj", "nsubjpass")

    def _first_named(self, found: ActorMention) -> ActorMention:
        """The name before an alias: "Wilmer Cano, alias Gorila, the head of"."""
        view = self.view
        at = view.at(found.start) - 1
        if at < 1 or view.lower[at] not in self.patterns.alias_words:
            return found
        return next((m for m in self._people if view.at(m.end - 1) in (at - 1, at - 2, at - 3)), found)

    def _told_by_verb(self, phrase: Phrase) -> ActorMention | None:
        """ "X was ambassador in 1998", "X serves as governor", "named X as its envoy"."""
        view, parties = self.view, self.parties
        dep, above = view.deps[phrase.head], view.heads[phrase.head]
        token: int | None = None
        if dep == "attr" and self._stands(above) and not self._denied(phrase, above):
            token = parties.subject(above)
        elif dep in ("oprd", "attr") or (dep == "pobj" and view.lower[above] in ("as", "of")):
            verb = above if dep != "pobj" else view.heads[above]
            if view.deps[above] == "prep" and not view.tags[verb].startswith("VB"):
                verb = view.heads[verb]
            entering = self.patterns.entering.get(view.lemma(verb))
            if entering is None or not self._stands(verb):
                return None
            if entering == "object" and parties.child(verb, "nsubjpass") is None:
                token = parties.child(verb, "dobj", "nsubj") if view.tags[verb] != "VBN" else view.heads[verb]
                token = parties.child(verb, "dobj") or token
            else:
                token = parties.subject(verb)
        found = parties.at(token) if token is not None else None
        return found if found is not None and found.type == "person" and found.actor_id else None

    def _denied(self, phrase: Phrase, verb: int) -> bool:
        """True for "is no minister", "is not governor"."""
        view = self.view
        if any(view.deps[kid] == "neg" or view.lower[kid] == "no" for kid in view.kids[phrase.head]):
            return True
        return any(view.lemma(j) in self.patterns.doubt_verbs for j in (view.heads[verb],) if j != verb)

    def _stands(self, verb: int) -> bool:
        """True for a verb told as a fact: not negated, not in the future, not an infinitive or gerund of another."""
        view = self.view
        kids = view.kids[verb]
        if any(view.deps[kid] == "neg" or view.tags[kid] in ("MD", "TO") for kid in kids):
            return False
        return view.tags[verb] in ("VBD", "VBZ", "VBP", "VBN")
