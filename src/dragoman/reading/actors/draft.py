"""A mention in the making: found in one sentence, resolved against the whole report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ...knowledge.actor_base import ActorBase
from ...knowledge.actor_names import NameMatch
from ...model import ActorType, PlaceMention
from .view import View

DraftKind = Literal["person", "known", "organisation", "described", "office", "country", "facility", "pronoun"]


@dataclass(slots=True)
class Draft:
    """What is known of a mention so far. Tokens `first` to `last` with head token `head` of sentence `sentence`."""

    sentence: int
    first: int
    last: int
    head: int
    kind: DraftKind
    type: ActorType
    actor_id: str | None = None
    name: str | None = None
    sector: str | None = None
    country: str | None = None
    plural: bool = False
    gender: str | None = None
    definite: bool = False
    certain: bool = True
    """False for a capitalised stranger that only the rest of the report can tell to be a party."""
    bare: str = ""
    """The name without titles, as written."""
    noun: str = ""
    """Head noun of a description, in its dictionary form."""
    named: tuple[int, int] | None = None
    """First and last token of the known name that a description holds: "FMLN" in "FMLN units"."""
    office: str | None = None
    rank: str = ""
    """The rank before a person's name, as one word in full: "general"."""
    host: str | None = None
    """Alpha-3 code of the country that a mission stands in, where its own words tell."""
    antecedent: tuple[int, int] | None = None
    start: int = 0
    definite_subject: bool = False
    head_word: str = ""
    end: int = 0


@dataclass(frozen=True, slots=True)
class Unit:
    """A known name in a sentence, as tokens `first` to `last`."""

    first: int
    last: int
    match: NameMatch

    @property
    def country(self) -> str | None:
        """Country of the first reading of the name that is a country's own word; None when it names something else."""
        for alias in self.match.aliases:
            if alias.kind != "name" or (alias.actor_id is not None and alias.actor_id == alias.country):
                return alias.country
        return None

    def has_kind(self, *kinds: str) -> bool:
        """True when a reading of the name is of one of these kinds."""
        return any(alias.kind in kinds for alias in self.match.aliases)

    @property
    def is_state(self) -> bool:
        """True when the words are a country's name, adjective, people or capital."""
        return any(alias.kind != "name" or alias.actor_id == alias.country for alias in self.match.aliases)


@dataclass(slots=True)
class Scene:
    """Everything that readers of one sentence share."""

    base: ActorBase
    report: str
    number: int
    view: View
    units: list[Unit]
    unit_at: dict[int, Unit]
    places: list[PlaceMention]
    on: date | None
    near: frozenset[str]
    """Countries (alpha-3) that the report names, for telling namesakes apart."""
    free_case: bool
    taken: set[int]
    """Tokens that a named mention has claimed."""
    folded: list[str]
    """Words of the sentence as keys of names have them."""

    def place_over(self, first: int, last: int) -> PlaceMention | None:
        """A place mention that overlaps these tokens."""
        start, end = self.view.starts[first], self.view.ends[last]
        return next((place for place in self.places if place.start < end and start < place.end), None)
