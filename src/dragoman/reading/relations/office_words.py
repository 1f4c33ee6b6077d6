"""Offices in words: what an office is of, and its label ("Prime Minister of Iraq", "governor of North Kivu")."""

from __future__ import annotations

from ...knowledge.actor_base import ActorBase
from ...knowledge.actor_words import Title
from ...model import ActorMention, Span
from ..actors.view import View
from .office_phrases import Phrase
from .parties import Parties
from .patterns import Patterns


class OfficeWords:
    """Says the offices of one sentence."""

    def __init__(self, view: View, parties: Parties, base: ActorBase, patterns: Patterns) -> None:
        self.view, self.parties, self.base, self.patterns = view, parties, base, patterns

    def of_rank(self, title: Title, person: ActorMention, first: int, at: int) -> tuple[str | None, str]:
        """Whose rank it is, and the rank in words; `first` to `at` are the tokens before it."""
        of = self._country(first, at) or self._own_country(person)
        return of, self._label(title.text, of)

    def of(self, phrase: Phrase, person: ActorMention) -> tuple[str | None, str]:
        """What an office is of, and the office in words."""
        view = self.view
        first = phrase.first
        if phrase.plural:
            of = next((m.name for m in self._of_each(person)), None)
            words = f"{self._text(first, phrase.head - 1)} " if phrase.head > first else ""
            return of, self._label(f"{words}{view.lemma(phrase.head).lower()}", of)
        owner = self._owner(phrase)
        size, country = self._leading_country(first, phrase.head)
        words = self._text(first + size, phrase.last)
        of = owner or country or self._after(phrase)
        if phrase.last == phrase.head and phrase.title is not None and first + size >= self._title_start(phrase):
            words = phrase.title.text
            if of is None and view.starts[phrase.head] >= person.start:
                of = self._own_country(person, phrase)
        if owner or country:
            return of, self._label(words, of)
        plain = phrase.last == phrase.head and of and of.lower() not in words.lower()
        return of, self._label(words, of) if plain else words

    def _of_each(self, person: ActorMention) -> list[ActorMention]:
        """What stands after "of" behind a name."""
        ends = self.parties.object_of(self.view.at(person.head), ("of",))
        return [mention for i in ends[:1] for mention in self.parties.all_at(i, states=True)[:1]]

    def _title_start(self, phrase: Phrase) -> int:
        """First token of the title that ends a phrase."""
        size = len(phrase.title.words) if phrase.title is not None else 1
        return phrase.head - size + 1

    def _owner(self, phrase: Phrase) -> str | None:
        """Whose office it is, told by "'s"."""
        if phrase.owner is None:
            return None
        mention = self.parties.at(phrase.owner)
        if mention is not None and mention.type != "person" and self.view.at(mention.end - 1) <= phrase.owner + 1:
            return mention.name
        return self._text(phrase.start, phrase.owner)

    def _after(self, phrase: Phrase) -> str | None:
        """What stands after the preposition of an office, by its canonical name."""
        view = self.view
        if phrase.last == phrase.head:
            return None
        inside = [
            m
            for m in self.parties.mentions
            if view.starts[phrase.head] < m.start and m.end <= view.ends[phrase.last] and m.type != "person" and m.name
        ]
        if inside:
            return inside[0].name
        at = phrase.head + 2
        return self._text(at + (view.tags[at] in ("DT", "PRP$")), phrase.last) if at <= phrase.last else None

    def _leading_country(self, first: int, head: int) -> tuple[int, str | None]:
        """How many words at the start of an office tell of which country or body: "Iraqi", "Karen National Union"."""
        for size in (6, 5, 4, 3, 2, 1):
            if first + size <= head:
                name = self._country(first, first + size)
                if name is not None:
                    return size, name
        return 0, None

    def _country(self, first: int, stop: int) -> str | None:
        """The country or body that these tokens name."""
        if stop <= first:
            return None
        for alias in self.base.index.get(self._text(first, stop - 1)):
            actor = self.base.get(alias.actor_id) if alias.actor_id else None
            if actor is not None and actor.type != "person":
                return actor.name
        return None

    def _own_country(self, person: ActorMention, phrase: Phrase | None = None) -> str | None:
        """The holder's country, where that has such an office: "leader" is not one of a state."""
        title = phrase.title if phrase is not None else None
        if title is not None and (title.office, person.country) not in self.base.offices_of_states:
            return None
        country = self.base.countries.get(person.country or "")
        return country.name if country is not None else None

    def _label(self, words: str, of: str | None) -> str:
        """An office in words: "Prime Minister of Iraq"."""
        if not of or of.lower() in words.lower():
            return words
        if not any(f" {joiner} " in words for joiner in self.patterns.office_joiners):
            return f"{words} of {of}"
        country = next((a.country for a in self.base.index.get(of) if a.actor_id == a.country), None)
        owner = self.base.organs.adjective(country) if country else f"{of}'s"
        return f"{owner} {words}"

    def _text(self, first: int, last: int) -> str:
        """The report's words from token to token; a plain word that opens the sentence is written small."""
        view = self.view
        if first == 0 and view.tags[0] in ("NN", "JJ") and view.words[last].islower():
            return view.lower[0] + view.sentence.text_span(Span(view.ends[0], view.ends[last])).text
        return self.view.sentence.text_span(Span(self.view.starts[first], self.view.ends[last])).text
