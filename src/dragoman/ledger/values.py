"""What a person writes for a field of an incident, turned into the value that a correction keeps.

Names are looked up when the decision is made, so that replaying it needs neither gazetteer nor actor base.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from ..errors import BadSettings
from ..knowledge.kinds import load_kinds
from ..model import Actor, Party, PlaceMention, Role
from ..settings import Settings
from .filters import STATUSES
from .moment import day_of

_UNKNOWN = frozenset({"", "?", "unknown"})
_NUMBER = r"(\d{1,9})"
_RANGE = re.compile(rf"{_NUMBER}\s*(?:-|–|to)\s*{_NUMBER}")
_LEAST = re.compile(rf"(?:at least\s+{_NUMBER}|{_NUMBER}\s*\+)")
_MOST = re.compile(rf"at most\s+{_NUMBER}")
# Precision classes of the contract by kind of place; all others are exact.
_PRECISIONS = {"country": 4, "continent": 4, "admin1": 3, "admin2": 3}
_YES_NO = {"yes": "yes", "true": "yes", "no": "no", "false": "no"}


def setting(text: str, settings: Settings) -> tuple[str, str]:
    """Field and kept value of `FIELD=VALUE`. Raises BadSettings for what is no field, or no value of it."""
    from ..reconcile.fields import COUNTS, FIELDS, MARKS, PARTIES, UNKNOWN

    field, sign, given = (part.strip() for part in text.partition("="))
    if field not in FIELDS or not sign:
        raise BadSettings(f"{text!r} sets nothing: write FIELD=VALUE, with FIELD one of {', '.join(FIELDS)}")
    readers: dict[str, Callable[[str, Settings], str]] = {"kind": _kind, "status": _status, "time": _time}
    readers |= dict.fromkeys(COUNTS, _count) | dict.fromkeys(MARKS, _mark) | {"place": _place}
    if given.casefold() in _UNKNOWN and field not in ("kind", "status", *MARKS):
        return field, UNKNOWN
    if field in PARTIES:
        return field, _parties(field, given, settings)
    return field, readers[field](given, settings)


def _count(given: str, settings: Settings) -> str:
    """`12`, `10-14`, `at least 4` or `4+`, `at most 9`."""
    if re.fullmatch(_NUMBER, given):
        return str(int(given))
    found = _RANGE.fullmatch(given)
    if found and int(found[1]) <= int(found[2]):
        return f"{int(found[1])}/?/{int(found[2])}"
    if least := _LEAST.fullmatch(given):
        return f"{int(least[1] or least[2])}/?/?"
    if most := _MOST.fullmatch(given):
        return f"?/?/{int(most[1])}"
    raise BadSettings(f"{given!r} is no count: write 12, 10-14, 4+, `at most 9` or unknown")


def _time(given: str, settings: Settings) -> str:
    """A day, a month, a year, or first/last."""
    if re.fullmatch(r"\d{4}", given):
        return f"{given}-01-01/{given}-12-31"
    if month := re.fullmatch(r"(\d{4})-(\d{2})", given):
        opening = day_of(f"{given}-01") or date.min
        following = (opening + timedelta(days=32)).replace(day=1)
        return f"{month[0]}-01/{following - timedelta(days=1)}"
    first_text, _, last_text = given.partition("/")
    first, last = day_of(first_text), day_of(last_text or first_text)
    if first is None or last is None or first > last:
        raise BadSettings(f"{given!r} is no stretch of days: write 2020-01-31 or 2020-01-01/2020-01-31")
    return f"{first}/{last}"


def _kind(given: str, settings: Settings) -> str:
    if given not in load_kinds(settings.knowledge):
        raise BadSettings(f"no kind is called {given!r}: `dragoman ref kinds` lists them")
    return given


def _status(given: str, settings: Settings) -> str:
    if given not in STATUSES:
        raise BadSettings(f"no status is called {given!r}: `dragoman ref statuses` lists them")
    return given


def _mark(given: str, settings: Settings) -> str:
    if given.casefold() not in _YES_NO:
        raise BadSettings(f"{given!r} is neither yes nor no")
    return _YES_NO[given.casefold()]


def _place(given: str, settings: Settings) -> str:
    """A GeoNames id, or a name: a country, else a town, else an area, the most populous of that name; else the name."""
    from ..knowledge.countries import load_countries
    from ..knowledge.gazetteer import TOWNS, Gazetteer
    from ..reconcile.fields import place_text

    gazetteer = Gazetteer.load(settings)
    named = [candidate.place for candidate in gazetteer.look_up(given)]
    ranked = sorted(named, key=lambda place: (place.kind != "country", place.kind not in TOWNS))
    place = gazetteer.by_id(given) or next(iter(ranked), None)
    if place is None:
        return place_text(PlaceMention(0, 0, "", name=given))
    countries = {country.alpha2: country.name for country in load_countries(settings.knowledge)}
    found = PlaceMention(
        start=0,
        end=0,
        text="",
        place_id=place.place_id,
        name=place.name,
        kind=place.kind,
        lat=place.lat,
        lon=place.lon,
        country=place.country,
        country_name=countries.get(place.country),
        admin1=gazetteer.admin1_name(place),
        precision=_PRECISIONS.get(place.kind, 1),
        radius_km=place.radius_km,
    )
    return place_text(found)


def _parties(role: str, given: str, settings: Settings) -> str:
    """Names separated by semicolons; one that the actor base knows gets its id."""
    from ..knowledge.actor_base import load_actors
    from ..reconcile.fields import parties_text

    base = load_actors(settings.knowledge)
    return parties_text([_party(role, name.strip(), base.resolve(name.strip())) for name in given.split(";")])


def _party(role: str, name: str, known: Actor | None) -> Party:
    """A party by its name; of one that nobody knows, nothing else is said."""
    who: Role = role  # type: ignore[assignment]  # one of PARTIES, which are roles
    if known:
        return Party(who, known.name, known.type, known.actor_id, (), known.sector, known.country)
    return Party(who, name, "unnamed", None, ())
