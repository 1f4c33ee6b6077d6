"""Offices: "Iraqi Prime Minister Mustafa al-Kadhimi", "Fuad Hussein, the foreign minister of Iraq"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...knowledge.actor_base import ActorBase
from ...knowledge.actor_words import Title
from ...model import ActorMention, Span
from ..actors.view import View
from .parties import Parties
from .patterns import Patterns


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

    def read(self) -> Iterator[Held]:
        """Offices told before a name, and beside or after it."""
        seen: set[tuple[str | None, str]] = set()
        for held in (*self._before_names(), *self._beside_names()):
            key = (held.person.name, held.office)
            if key not in seen:
                seen.add(key)
                yield held

    def _before_names(self) -> Iterator[Held]:
        """Titles inside a person's mention, in front of the name."""
        for mention in self.parties.mentions:
            if mention.type == "person" and mention.actor_id:
                first, last = self.view.at(mention.start), self.view.at(mention.end - 1)
                yield from self._title_in(mention, first, last)

    def _title_in(self, mention: ActorMention, first: int, last: int) -> Iterator[Held]:
        """The first office or rank among the tokens of a mention."""
        for i in range(first, last):
            found = self._title(i, last)
            if found is not None:
                title, stop = found
                of = self._of_words(first, i, mention, title)
                words = title.text if of or i > first else self._with_noun(first, title)
                yield Held(mention, title.office or title.text, self._label(words, of), of, first, stop)
                return

    def _with_noun(self, first: int, title: Title) -> str:
        """A title with the noun right before it: "rebel leader"."""
        view = self.view
        noun = first - 1
        plain = noun >= 0 and view.tags[noun] in ("NN", "NNP") and view.lower[noun] in self.base.words.agents
        return f"{view.lower[noun]} {title.text.lower()}" if plain else title.text

    def _of_words(self, first: int, stop: int, mention: ActorMention, title: Title) -> str | None:
        """What the words before a title say it is an office of: a country, or a body by its name.

        Without such words it is of the holder's country where that has such an office: "leader" is not one of a state.
        """
        if stop > first:
            start, end = self.view.starts[first], self.view.ends[stop - 1]
            text = self.view.sentence.text_span(self._span(start, end)).text
            aliases = self.base.index.get(text)
            if aliases and aliases[0].actor_id:
                actor = self.base.get(aliases[0].actor_id)
                return actor.name if actor is not None else text
            return text.removesuffix("'s").removesuffix("’s")
        of_state = title.kind == "rank" or (title.office, mention.country) in self.base.offices_of_states
        if of_state and mention.country in self.base.countries:
            return self.base.countries[mention.country or ""].name
        return None

    def _beside_names(self) -> Iterator[Held]:
        """ "X, the Y of Z" and "X is the Y of Z", and "the Y of Z, X"."""
        view = self.view
        for i, tag in enumerate(view.tags):
            if tag not in ("NN", "NNP"):
                continue
            person = self._bearer(i)
            if person is None or person.type != "person" or person.actor_id is None:
                continue
            title = self._title_ending(i)
            if title is None:
                continue
            stop, of = self._after(i)
            words = view.sentence.text_span(self._span(view.starts[title[1]], view.ends[stop])).text
            before = self._country_before(title[1])
            yield Held(
                person, title[0].office or title[0].text, self._label(words, before), before or of, title[1], stop
            )

    def _country_before(self, first: int) -> str | None:
        """The country or body named directly before a title that stands beside a name."""
        for size in (1, 2, 3):
            if first - size < 0:
                break
            span = self._span(self.view.starts[first - size], self.view.ends[first - 1])
            for alias in self.base.index.get(self.view.sentence.text_span(span).text):
                actor = self.base.get(alias.actor_id) if alias.actor_id else None
                if actor is not None and actor.type != "person":
                    return actor.name
        return None

    def _bearer(self, i: int) -> ActorMention | None:
        """The person whose office a noun tells."""
        view, parties = self.view, self.parties
        if view.deps[i] == "appos":
            return parties.at(view.heads[i])
        if view.deps[i] == "attr":
            subject = parties.subject(view.heads[i])
            return parties.at(subject) if subject is not None else None
        name = parties.child(i, "appos")
        return parties.at(name) if name is not None and name > i else None

    def _after(self, i: int) -> tuple[int, str | None]:
        """Last token of the office with "of Z", and Z's canonical name."""
        view = self.view
        for kid in view.kids[i]:
            if kid > i and view.lower[kid] in self.patterns.office_joiners and view.deps[kid] == "prep":
                target = next((k for k in view.kids[kid] if view.deps[k] == "pobj"), None)
                if target is not None:
                    mention = self.parties.at(target)
                    stop = view.at(mention.end - 1) if mention is not None else target
                    return max(stop, target), mention.name if mention is not None else view.words[target]
        return i, None

    def _title_ending(self, i: int) -> tuple[Title, int] | None:
        """The longest office whose words end (or whose head noun stands) at token `i`, and its first token."""
        for first in range(max(0, i - 3), i + 1):
            found = self._title(first, min(len(self.view) - 1, i + 2))
            if found is not None and found[1] >= i and found[0].kind == "office":
                return found[0], first
        return None

    def _title(self, at: int, limit: int) -> tuple[Title, int] | None:
        """The longest office or rank that begins at token `at` and ends before `limit`."""
        view, words = self.view, self.base.words
        fold = self.base.index.folder.fold
        if fold(view.lower[at]) not in words.title_starts:
            return None
        best: tuple[Title, int] | None = None
        key: list[str] = []
        for i in range(at, min(limit + 1, at + words.longest_title + 3)):
            if view.lower[i] in ("-", "."):
                continue
            key.append(fold(view.lower[i]))
            title = words.titles.get(tuple(key))
            if title is not None and title.kind in ("office", "rank"):
                best = (title, i)
        return best

    def _label(self, title: str, of: str | None) -> str:
        """An office in words: "Prime Minister of Iraq"."""
        if not of or of.lower() in title.lower():
            return title
        if " of " not in title and " for " not in title:
            return f"{title} of {of}"
        country = next((a.country for a in self.base.index.get(of) if a.actor_id == a.country), None)
        return f"{self.base.organs.adjective(country)} {title}" if country else title

    def _span(self, start: int, end: int) -> Span:
        """A span of the report."""
        return Span(start, end)
