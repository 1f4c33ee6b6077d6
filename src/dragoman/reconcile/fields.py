"""Fields of an incident that a person can set: from the value as a correction keeps it to the incident that has it.

Values are written for machines: counts as `12` or `low/best/high` and days as `first/last`, with `?` for what is not
known; a place and parties as JSON of the contract; kind, status, series and background as their words.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, get_args

from ..model import Count, Incident, Interval, Party, PlaceMention, Plover, Status, from_record
from ..model.interval import Precision
from ..model.wording import number
from .families import Families
from .summary import write_summary

COUNTS = ("killed", "injured", "arrested", "quantity")
PARTIES = ("actor", "recipient", "victim")
MARKS = ("series", "background")
FIELDS = ("kind", "status", "place", "time", *COUNTS, *PARTIES, *MARKS)
"""Every field that a person can set."""

UNKNOWN = "?"
_PLOVER = {"threatened": "THREATEN", "demanded": "REQUEST", "denied": "REJECT", "possible": None, "negated": None}
# The longest stretch of days that each precision stands for.
_PRECISIONS: Sequence[tuple[int, Precision]] = ((1, "day"), (7, "week"), (31, "month"), (100, "season"))


def with_field(incident: Incident, field: str, value: str, families: Families) -> Incident:
    """The incident with one field as a person set it. Raises ValueError for what is no value of the field."""
    changed: dict[str, Any] = {}
    if field in COUNTS:
        changed[field] = count_of(value)
    elif field in PARTIES:
        others = tuple(party for party in incident.actors if party.role != field)
        changed["actors"] = (*parties_of(value), *others)
    elif field in MARKS:
        changed[field] = value == "yes"
    elif field == "place":
        changed[field] = None if value == UNKNOWN else _place(value)
    elif field == "time":
        changed[field] = time_of(value)
    elif field in ("kind", "status"):
        changed[field] = value
    else:
        raise ValueError(f"an incident has no field {field!r}")
    found = replace(incident, **changed)
    return _coded(found, families) if field in ("kind", "status") else found


def unreadable(setting: str) -> str:
    """What is wrong with a `field=value` that a correction holds; empty when nothing is."""
    field, _, value = setting.partition("=")
    if field not in FIELDS:
        return f"an incident has no field {field!r}"
    readers: dict[str, Callable[[str], object]] = {"time": time_of, "place": _place, "status": _status}
    readers |= dict.fromkeys(COUNTS, count_of) | dict.fromkeys(PARTIES, parties_of)
    try:
        if value != UNKNOWN and field in readers:
            readers[field](value)
    except (ValueError, TypeError, AttributeError) as error:
        return f"{value!r} is no value of {field} ({error})"
    return "" if value else f"{field} is set to nothing"


def _place(value: str) -> PlaceMention:
    return from_record(PlaceMention, json.loads(value))


def _status(value: str) -> None:
    if value not in get_args(Status):
        raise ValueError("no such status")


def summed_up(incident: Incident, families: Families) -> Incident:
    """The incident with its line written anew."""
    tolls: list[tuple[str, Count | None]] = [
        ("killed", incident.killed), ("injured", incident.injured), ("arrested", incident.arrested),
    ]  # fmt: skip
    line = write_summary(
        families.label(incident.kind),
        incident.status,
        incident.series,
        incident.actors,
        incident.place,
        incident.time,
        tolls,
        bool(incident.withdrawn),
    )
    return replace(incident, summary=line)


def value_of(incident: Incident, field: str) -> str:
    """A field as a correction writes it: what `with_field` reads."""
    value: Any = getattr(incident, field, None)
    if field in COUNTS:
        return count_text(value)
    if field in PARTIES:
        return parties_text([party for party in incident.actors if party.role == field])
    if field in MARKS:
        return "yes" if value else "no"
    if field == "place":
        return place_text(value)
    if field == "time":
        return f"{value.start or UNKNOWN}/{value.end or UNKNOWN}" if value.start or value.end else UNKNOWN
    return str(value)


def shown(setting: str) -> str:
    """A `field=value` that a correction holds, for people: places and parties by their names."""
    field, sign, value = setting.partition("=")
    if value in ("", UNKNOWN) or unreadable(setting):
        return f"{field}{sign}{'unknown' if value == UNKNOWN else value}"
    if field == "place":
        value = _place(value).name or UNKNOWN
    elif field in PARTIES:
        value = "; ".join(party.name for party in parties_of(value))
    elif field in COUNTS and (count := count_of(value)):
        value = number(count)
    return f"{field}={value}"


def count_of(value: str) -> Count | None:
    """`12`, `low/best/high` or `?`. Raises ValueError."""
    ends = [None if end == UNKNOWN else int(end) for end in value.split("/")]
    low, best, high = ends * 3 if len(ends) == 1 else ends
    return None if (low, best, high) == (None, None, None) else Count(low, best, high)


def count_text(count: Count | None) -> str:
    """What `count_of` reads."""
    if count is None or not count.known:
        return UNKNOWN
    ends = [UNKNOWN if end is None else str(end) for end in (count.low, count.best, count.high)]
    return ends[0] if len(set(ends)) == 1 else "/".join(ends)


def time_of(value: str) -> Interval:
    """`first/last`, either of them `?`, or `?` alone. Raises ValueError."""
    first, _, last = value.partition("/")
    start, end = (None if day in ("", UNKNOWN) else date.fromisoformat(day) for day in (first, last))
    if start is None or end is None:
        return Interval(start, end)
    days = (end - start).days + 1
    return Interval(start, end, next((name for most, name in _PRECISIONS if days <= most), "year"))


def place_text(place: PlaceMention | None) -> str:
    """A place by what identifies it; the words of a report belong to the report and are left out."""
    if place is None:
        return UNKNOWN
    names = ("place_id", "name", "kind", "lat", "lon", "country", "country_name", "admin1", "precision", "radius_km")
    known = {name: getattr(place, name) for name in names if getattr(place, name) is not None}
    return _json({"start": 0, "end": 0, "text": "", "name": place.name or place.text, **known})


def parties_of(value: str) -> tuple[Party, ...]:
    """Parties from a JSON list, or `?`. Raises ValueError."""
    return () if value == UNKNOWN else tuple(from_record(Party, party) for party in json.loads(value))


def parties_text(parties: Sequence[Party]) -> str:
    """What `parties_of` reads."""
    if not parties:
        return UNKNOWN
    names = ("role", "name", "type", "actor_id", "sector", "country")
    return _json([{name: getattr(party, name) for name in names} | {"texts": []} for party in parties])


def _coded(incident: Incident, families: Families) -> Incident:
    """The incident with the PLOVER code that its kind and status have by the contract."""
    kind, status = families.kinds.get(incident.kind), incident.status
    if status in _PLOVER:
        type_ = _PLOVER[status]
        return replace(incident, plover=Plover(type_) if type_ else None)
    if kind is None or kind.plover_type is None:
        return replace(incident, plover=None)
    return replace(incident, plover=Plover(kind.plover_type, kind.plover_mode))


def _json(record: Any) -> str:
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
