"""The cells of an incident in words, and which tellings speak for a cell."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Count, Incident, Mention
from ..model.wording import days, number

_COUNTS = ("killed", "injured", "arrested", "quantity")
_ROLES = ("actor", "claimant", "blamed", "recipient", "victim")
_WHOLE = ("kind", "status", "series", "background", "origins", "withdrawn")
CELLS = (*_WHOLE[:4], "time", "place", *_COUNTS, *_ROLES, "weapons", *_WHOLE[4:])
"""Every cell that is compared, in the order in which changes are told."""


def cell(incident: Incident, field: str) -> str | None:
    """What a cell holds, in words; None where nothing is known."""
    if field in _COUNTS:
        count: Count | None = getattr(incident, field)
        return number(count) or None
    if field in _ROLES:
        names = sorted({party.name for party in incident.actors if party.role == field})
        return "; ".join(names) or None
    if field == "weapons":
        return "; ".join(sorted({weapon.class_ for weapon in incident.weapons})) or None
    if field == "time":
        return days(incident.time) or None
    if field == "place":
        place = incident.place
        return ", ".join(dict.fromkeys(filter(None, (place.name or place.text, place.country_name)))) if place else None
    value = getattr(incident, field)
    if field == "withdrawn":
        return "yes" if value else "no"
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def differing(old: Incident, new: Incident) -> Iterator[tuple[str, str | None, str | None]]:
    """Each cell that differs: its name, what it held, what it holds."""
    for field in CELLS:
        before, after = cell(old, field), cell(new, field)
        if before != after:
            yield field, before, after


def tells(mention: Mention, field: str) -> bool:
    """True when a telling gives a value for a cell."""
    if field in _ROLES:
        return any(actor.role == field for actor in mention.actors)
    if field in (*_WHOLE, ""):
        return True
    value = getattr(mention, field)
    return bool(value.known) if isinstance(value, Count) else bool(value)
