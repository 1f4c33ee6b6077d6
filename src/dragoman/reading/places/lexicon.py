"""Words that tell a place from other names: the classes of `places/cues.csv`, given names, demonyms, publishers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ...knowledge.countries import load_countries
from ...knowledge.gazetteer import Gazetteer, Place
from ...knowledge.tables import rows
from ...knowledge.toponyms import fold

# Regions rank before towns where a demonym's place name has several meanings.
_DEMONYM_KINDS = ("country", "region", "continent", "admin1", "territory", "city")


@dataclass(frozen=True, slots=True)
class Publisher:
    """Where a publisher sits: `city` and `admin1` may be empty (a national paper)."""

    domain: str
    city: str
    admin1: str
    country: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the place reader knows about words, loaded once."""

    classes: dict[str, frozenset[str]]
    given_names: frozenset[str]
    demonyms: dict[str, Place]
    publishers: dict[str, Publisher]
    country_names: dict[str, str]
    area_words: frozenset[str]
    town_words: frozenset[str]

    @classmethod
    def load(cls, gazetteer: Gazetteer, folders: Sequence[Path] = ()) -> Lexicon:
        """Read the shipped files and the user's own."""
        classes: dict[str, set[str]] = defaultdict(set)
        for row in rows("places/cues.csv", folders):
            classes[row["class"]].add(row["word"])
        area_words = list(rows("places/area_words.csv", folders))
        return cls(
            classes={name: frozenset(words) for name, words in classes.items()},
            given_names=frozenset(fold(row["name"]) for row in rows("places/given_names.csv", folders)),
            demonyms=_demonyms(gazetteer, folders),
            publishers={
                row["domain"]: Publisher(row["domain"], row["city"], row["admin1"], row["country"])
                for row in rows("places/publishers.csv", folders)
            },
            country_names={country.alpha2: country.name for country in load_countries(folders)},
            area_words=frozenset(row["word"] for row in area_words if row["type"] == "area"),
            town_words=frozenset(row["word"] for row in area_words if row["type"] == "town"),
        )


def _demonyms(gazetteer: Gazetteer, folders: Sequence[Path]) -> dict[str, Place]:
    """Folded demonyms and the places they belong to."""
    found: dict[str, Place] = {}
    for row in rows("places/demonyms.csv", folders):
        place = _named(gazetteer, row["place"], row["country"])
        if place is not None:
            found[fold(row["word"])] = place
    for country in load_countries(folders):
        place = gazetteer.by_id(country.place_id)
        for word in country.demonyms:
            if place is not None:
                found[fold(word)] = place
    return found


def _named(gazetteer: Gazetteer, name: str, country: str) -> Place | None:
    """The foremost place of a name in a country ("" for any), regions before towns."""
    fitting = [
        candidate.place
        for candidate in gazetteer.look_up(name)
        if candidate.place.kind in _DEMONYM_KINDS and country in ("", candidate.place.country)
    ]
    return min(fitting, key=lambda place: _DEMONYM_KINDS.index(place.kind), default=None)
