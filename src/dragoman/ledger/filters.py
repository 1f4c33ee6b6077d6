"""Which incidents a person asks for. Every condition given must hold; a condition not given lets all pass."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Self, get_args

from ..errors import BadSettings, NotFound
from ..knowledge.countries import codes_by_word
from ..knowledge.kinds import load_kinds
from ..model import HAPPENED, Incident, Status
from .moment import day_of

STATUSES: tuple[str, ...] = get_args(Status)


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions on incidents. An incident without a known time fails `since` and `until`: unknown is not a guess."""

    since: date | None = None
    """First day: the incident may not end before it."""
    until: date | None = None
    """Last day: the incident may not begin after it."""
    kinds: frozenset[str] = frozenset()
    country: str | None = None
    """ISO alpha-2 code or the country's name, capitals or not."""
    about: str | None = None
    """Words that must all stand in its parties, place, weapons, summary or evidence, capitals or not."""
    statuses: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        since: str | date | None = None,
        until: str | date | None = None,
        kind: str | None = None,
        country: str | None = None,
        about: str | None = None,
        status: str | None = None,
        *,
        knowledge: Sequence[Path] = (),
    ) -> Self:
        """Filters from what a person wrote: `kind` and `status` may list several with commas; a group names its kinds.

        `knowledge`: a user's own folders, whose kinds and countries are known too.

        Raises BadSettings (no day, or the first behind the last) and NotFound (no such kind, status or country).
        """
        first, last = day_of(since), day_of(until)
        if first and last and first > last:
            raise BadSettings(f"no day lies from {first} to {last}: the first day comes after the last")
        return cls(
            since=first,
            until=last,
            kinds=_kinds(kind, knowledge),
            country=_country(country, knowledge),
            about=about.strip() or None if about else None,
            statuses=_statuses(status),
        )

    @property
    def any(self) -> bool:
        """True when at least one condition is given."""
        return self != Filters()

    def accepts(self, incident: Incident) -> bool:
        """True when every condition holds for the incident."""
        return (
            self._in_time(incident)
            and (not self.kinds or incident.kind in self.kinds)
            and (not self.statuses or incident.status in self.statuses)
            and self._in_country(incident)
            and self._is_about(incident)
        )

    def _in_time(self, incident: Incident) -> bool:
        start, end = incident.time.start, incident.time.end
        if self.since and (end is None or end < self.since):
            return False
        return not (self.until and (start is None or start > self.until))

    def _in_country(self, incident: Incident) -> bool:
        if not self.country:
            return True
        place, wanted = incident.place, self.country.casefold()
        names = (place.country, place.country_name) if place else ()
        return wanted in {name.casefold() for name in names if name}

    def _is_about(self, incident: Incident) -> bool:
        if not self.about:
            return True
        told = "\n".join(_words_of(incident)).casefold()
        return all(word in told for word in self.about.casefold().split())


def _words_of(incident: Incident) -> list[str]:
    """Everything about an incident that a person could look for by its words."""
    words = [incident.kind, incident.kind.replace("_", " "), incident.summary]
    words += [text for party in incident.actors for text in (party.name, *party.texts)]
    words += [text for weapon in incident.weapons for text in (weapon.text, weapon.class_)]
    words += [evidence.text for evidence in incident.evidence]
    if incident.place:
        words += [incident.place.text, incident.place.name or "", incident.place.country_name or ""]
    return words


def _kinds(given: str | None, knowledge: Sequence[Path]) -> frozenset[str]:
    known = load_kinds(knowledge)
    groups = {kind.group for kind in known.values()}
    chosen: set[str] = set()
    for name in _names(given):
        if name not in known and name not in groups:
            hint = _meant(name, {*known, *groups})
            raise NotFound(f"no kind or group of kinds is called {name!r}: {hint}`dragoman ref kinds` lists them")
        chosen |= {key for key, kind in known.items() if name in (key, kind.group)}
    return frozenset(chosen)


def _statuses(given: str | None) -> frozenset[str]:
    chosen: set[str] = set()
    for name in _names(given):
        if name != "happened" and name not in STATUSES:
            hint = _meant(name, {"happened", *STATUSES})
            raise NotFound(f"no status is called {name!r}: {hint}`dragoman ref statuses` lists them")
        chosen |= HAPPENED if name == "happened" else {name}
    return frozenset(chosen)


def _meant(name: str, known: Collection[str]) -> str:
    """The words that a wrong one may have been meant for, as a question; empty where none is near."""
    near = get_close_matches(name, sorted(known), n=3, cutoff=0.7)
    return f"did you mean {', '.join(near)}? " if near else ""


def _country(given: str | None, knowledge: Sequence[Path]) -> str | None:
    """A country's code, from its name, another name of it, or a code. Raises NotFound."""
    wanted = (given or "").strip()
    return country_code(wanted, codes_by_word(knowledge)) if wanted else None


def country_code(wanted: str, known: Mapping[str, str]) -> str:
    """The code of a country, from names in small letters and their codes. Raises NotFound, with names that are near."""
    code = known.get(wanted.casefold().removeprefix("the "))
    if code is None:
        near = get_close_matches(wanted.casefold(), known, n=3, cutoff=0.7)
        # Of several words for one country the nearest: a code beside its country's name helps nobody.
        nearest = {known[name]: name for name in reversed(near)}
        names = ", ".join(name.upper() if len(name) < 4 else name.title() for name in reversed(nearest.values()))
        hint = f"did you mean {names}?" if near else "write its name or two-letter code"
        raise NotFound(f"no country is called {wanted!r}: {hint}")
    return code


def _names(given: str | None) -> list[str]:
    return [part.strip().lower() for part in (given or "").split(",") if part.strip()]


def narrowing(filters: Filters) -> tuple[str, list[str]]:
    """An SQL condition, and its values, that no accepted incident fails: it spares reading the rest.

    It says all but `about`, and but a country's name with letters that SQLite cannot match without regard to case.
    The plus signs keep SQLite to the index that holds the order (migration 0003), in which it can look at all of these.
    """
    parts: list[str] = []
    values: list[str] = []
    if filters.since:
        parts.append("+time_end >= ?")
        values.append(filters.since.isoformat())
    if filters.until:
        parts.append("+time_start <= ?")
        values.append(filters.until.isoformat())
    for column, chosen in (("kind", filters.kinds), ("status", filters.statuses)):
        if chosen:
            parts.append(f"+{column} IN ({', '.join('?' * len(chosen))})")
            values += sorted(chosen)
    if filters.country and len(filters.country) == 2:
        # No country's whole name has two letters.
        parts.append("+country = ? COLLATE NOCASE")
        values.append(filters.country)
    elif filters.country and filters.country.isascii():
        parts.append("country_name = ? COLLATE NOCASE")
        values.append(filters.country)
    return " AND ".join(parts) or "1", values
