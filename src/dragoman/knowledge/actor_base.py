"""The actors of the world, as data: states and their organs, groups, organisations, people and the offices they held.

Invariant: an id is the slug of the data file, `alpha-3` for a state, `alpha-3/organ` for an organ of a state and
`alpha-3/embassy/host` for a mission, so that the same actor has the same id on every machine.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import cast

from ..errors import BadSettings
from ..model import Actor, ActorType, Office
from .actor_names import Alias, Folder, NameIndex, NameKind, NameMatch, case_of_name
from .actor_words import ActorWords, load_words
from .countries import State, load_states
from .organs import Organs, load_organs
from .tables import rows, split

_GROUP_TYPES = {"organisation": "organisation", "party": "organisation", "coalition": "organisation"}


@dataclass(frozen=True, slots=True)
class Tenure:
    """One person in one office."""

    person: str
    office: str
    of: str | None
    since: date | None
    until: date | None

    def covers(self, on: date) -> bool:
        """True when the office was held on that day, as far as the data knows."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class ActorBase:
    """Everything the reader knows of actors before it reads. Build it with `load_actors`; it never changes."""

    actors: dict[str, Actor]
    parents: dict[str, tuple[str, ...]]
    genders: dict[str, str]
    first_names: dict[str, str]
    """Gender ("m", "f") by folded first name, where a name is one gender's."""
    countries: dict[str, State]
    tenures: tuple[Tenure, ...]
    organs: Organs
    words: ActorWords
    index: NameIndex
    alpha3: dict[str, str] = field(default_factory=dict)
    """ISO alpha-3 by alpha-2."""
    by_last_name: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def scan(self, text: str, start: int, end: int, free_case: bool = False) -> list[NameMatch]:
        """Known names in a stretch of text."""
        return self.index.scan(text, start, end, free_case)

    def resolve(self, name: str, on: date | None = None, near: Iterable[str] = ()) -> Actor | None:
        """The actor that a name stands for; on a day and near these countries where several bear it; else None."""
        aliases = self.index.get(name)
        found = self.choose(aliases, on, near)
        return found or self.organs.named(name, self.index)

    def choose(self, aliases: Sequence[Alias], on: date | None, near: Iterable[str] = ()) -> Actor | None:
        """The namesake that fits the countries and the day best; the first of the data files where nothing decides."""
        listed = [actor for alias in aliases if alias.actor_id and (actor := self.get(alias.actor_id))]
        if len(listed) <= 1:
            return listed[0] if listed else None
        countries = set(near)
        best = [actor for actor in listed if actor.country in countries] or listed
        if on is not None and len(best) > 1:
            best = [actor for actor in best if any(t.covers(on) for t in self.held_by(actor.actor_id))] or best
        return best[0]

    def get(self, actor_id: str) -> Actor | None:
        """The actor of an id, organs of states included; None when there is none."""
        return self.actors.get(actor_id) or self.organs.get(actor_id)

    def organ(self, country: str, organ: str) -> Actor | None:
        """An organ of a state by its key ("foreign-ministry") or its words ("foreign ministry")."""
        return self.organs.of(country, organ)

    def embassy(self, country: str, host: str | None) -> Actor | None:
        """The mission of one state in another."""
        return self.organs.embassy(country, host)

    def gender_called(self, first_name: str) -> str | None:
        """Gender that a first name tells ("m", "f"); None for a name of both, or one that the data does not have."""
        return self.first_names.get(self.index.folder.fold(first_name))

    def holder(self, office: str, of: str | None, on: date | None) -> Actor | None:
        """Who held an office on a day; None without a day, or when no one or more than one did by the data."""
        if on is None:
            return None
        held = {t.person for t in self.tenures if t.office == office and t.of == of and t.covers(on)}
        return self.actors.get(held.pop()) if len(held) == 1 else None

    def held_by(self, person: str) -> tuple[Tenure, ...]:
        """Every office of a person."""
        return self._held.get(person, ())

    def bearing(self, last_name: str) -> list[Actor]:
        """People whose name ends with this word."""
        key = self.index.folder.key(last_name)
        return [self.actors[i] for i in self.by_last_name.get(key[-1], ())] if key else []

    @property
    def offices_of_states(self) -> frozenset[tuple[str, str]]:
        """Every office of every state that the data knows a holder of, gathered at first use."""
        found: frozenset[tuple[str, str]] | None = self.__dict__.get("_offices_cache")
        if found is None:
            found = frozenset((t.office, t.of) for t in self.tenures if t.of in self.countries)
            self.__dict__["_offices_cache"] = found
        return found

    def called(self, first_name: str) -> tuple[tuple[str, Actor], ...]:
        """People with this folded first name, each with a folded surname of theirs."""
        found: dict[str, tuple[tuple[str, Actor], ...]] | None = self.__dict__.get("_called_cache")
        if found is None:
            listed: dict[str, dict[tuple[str, str], Actor]] = {}
            for actor in self.actors.values():
                for name in (actor.name, *actor.aliases) if actor.type == "person" else ():
                    key = self.index.folder.key(name)
                    if len(key) > 1:
                        listed.setdefault(key[0], {})[key[-1], actor.actor_id] = actor
            found = {first: tuple((last, a) for (last, _), a in told.items()) for first, told in listed.items()}
            self.__dict__["_called_cache"] = found
        return found.get(first_name, ())

    @property
    def _held(self) -> dict[str, tuple[Tenure, ...]]:
        """Offices by person, built at first use."""
        found = self.__dict__.get("_held_cache")
        if found is None:
            listed: dict[str, list[Tenure]] = {}
            for tenure in self.tenures:
                listed.setdefault(tenure.person, []).append(tenure)
            found = {person: tuple(held) for person, held in listed.items()}
            self.__dict__["_held_cache"] = found
        return cast("dict[str, tuple[Tenure, ...]]", found)


def load_actors(folders: Sequence[Path] = ()) -> ActorBase:
    """Read every actor file, the shipped ones and then the user's own. Raises BadSettings for a broken one."""
    # The shipped base is asked for by several rooms and never changes; a user's folder may, between two readings.
    return _load(folders) if folders else _shipped()


@lru_cache(maxsize=1)
def _shipped() -> ActorBase:
    return _load(())


def _load(folders: Sequence[Path]) -> ActorBase:
    folder = Folder({row["spelling"]: row["folded"] for row in rows("actors/spellings.csv", folders)})
    index = NameIndex(folder, (row["word"] for row in rows("actors/common_names.csv", folders)))
    countries = _countries(index, folders)
    organs = load_organs(index, {c.alpha3: (c.name, c.adjectives) for c in countries.values()}, folders)
    tenures = tuple(_tenures(folders))
    actors: dict[str, Actor] = {
        c.alpha3: Actor(c.alpha3, c.name, "country", (*c.adjectives, *c.capitals), "GOV", c.alpha3)
        for c in countries.values()
    }
    parents: dict[str, tuple[str, ...]] = {}
    genders: dict[str, str] = {}
    _add_groups(actors, parents, index, folders)
    _add_people(actors, genders, tenures, index, folders)
    alpha3 = {c.alpha2: c.alpha3 for c in countries.values()}
    lasts = _last_names(actors, folder)
    words = load_words(folder, folders)
    given = _first_names(folder, folders)
    return ActorBase(actors, parents, genders, given, countries, tenures, organs, words, index, alpha3, lasts)


def _first_names(folder: Folder, folders: Sequence[Path]) -> dict[str, str]:
    """Gender by folded first name: a name that is listed for both tells nothing."""
    found: dict[str, set[str]] = {}
    for row in rows("actors/first_names.csv", folders):
        if row["gender"] not in ("m", "f"):
            raise BadSettings(f"actors/first_names.csv: the gender {row['gender']!r}; write m or f")
        for name in split(row["names"]):
            found.setdefault(folder.fold(name), set()).add(row["gender"])
    return {name: genders.pop() for name, genders in found.items() if len(genders) == 1}


def _countries(index: NameIndex, folders: Sequence[Path]) -> dict[str, State]:
    """Countries with their names, adjectives, people and capitals, and the peoples of demonyms.csv."""
    found: dict[str, State] = {}
    for state in load_states(folders):
        found[state.alpha3] = state
        kinds: tuple[tuple[NameKind, tuple[str, ...]], ...] = (
            ("name", (state.name, *state.aliases)),
            ("adjective", state.adjectives),
            ("demonym", state.demonyms),
            ("capital", state.capitals),
        )
        for kind, names in kinds:
            for name in names:
                index.add(Alias(state.alpha3, name, kind, case_of_name(name), state.alpha3))
    for row in rows("actors/demonyms.csv", folders):
        index.add(Alias(None, row["word"], "people", case_of_name(row["word"]), row["country"] or None))
    return found


def _add_groups(
    actors: dict[str, Actor], parents: dict[str, tuple[str, ...]], index: NameIndex, folders: Sequence[Path]
) -> None:
    """Armed groups, parties and organisations."""
    for name in ("actors/groups.csv", "actors/organisations.csv"):
        for row in rows(name, folders):
            kind = _GROUP_TYPES.get(row["type"], "group" if name.endswith("groups.csv") else "organisation")
            aliases = split(row["aliases"])
            actors[row["id"]] = Actor(
                row["id"],
                row["name"],
                cast(ActorType, kind),
                aliases,
                row["sector"] or None,
                row["country"] or None,
                (),
                row["description"],
            )
            parents[row["id"]] = split(row.get("parents", ""))
            for alias in (row["name"], *aliases):
                index.add(Alias(row["id"], alias, "name", case_of_name(alias), row["country"] or None))


def _add_people(
    actors: dict[str, Actor],
    genders: dict[str, str],
    tenures: Sequence[Tenure],
    index: NameIndex,
    folders: Sequence[Path],
) -> None:
    """People with the offices they held."""
    held: dict[str, list[Tenure]] = {}
    for tenure in tenures:
        held.setdefault(tenure.person, []).append(tenure)
    for row in rows("actors/people.csv", folders):
        person, aliases, country = row["id"], split(row["aliases"]), row["country"] or None
        roles = tuple(Office(t.office, t.of, t.since, t.until) for t in held.get(person, ()))
        actors[person] = Actor(person, row["name"], "person", aliases, None, country, roles)
        if row["gender"]:
            genders[person] = row["gender"]
        for alias in (row["name"], *aliases):
            index.add(Alias(person, alias, "name", case_of_name(alias), country))


def _tenures(folders: Sequence[Path]) -> Iterable[Tenure]:
    """Rows of offices.csv."""
    for row in rows("actors/offices.csv", folders):
        since, until = _day(row["since"], last=False), _day(row["until"], last=True)
        yield Tenure(row["person"], row["office"], row["of"] or None, since, until)


def _day(cell: str, last: bool) -> date | None:
    """First or last day that "2017", "2017-01" or "2017-01-20" can mean. Raises BadSettings for anything else."""
    if not cell:
        return None
    try:
        parts = [int(part) for part in cell.split("-")]
        year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
        day = parts[2] if len(parts) > 2 else (monthrange(year, month)[1] if last else 1)
        return date(year, month, day)
    except (ValueError, IndexError) as error:
        raise BadSettings(f"actors/offices.csv: {cell!r} is no date (year, year-month or year-month-day)") from error


def _last_names(actors: dict[str, Actor], folder: Folder) -> dict[str, tuple[str, ...]]:
    """Ids of people by the last word of their names and aliases."""
    found: dict[str, list[str]] = {}
    for actor in actors.values():
        if actor.type == "person":
            for key in {folder.key(name)[-1] for name in (actor.name, *actor.aliases) if folder.key(name)}:
                found.setdefault(key, []).append(actor.actor_id)
    return {key: tuple(ids) for key, ids in found.items()}
