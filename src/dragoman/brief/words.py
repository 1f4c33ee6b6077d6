"""Cells in words: dates with their precision, tolls as ranges, parties with an arrow, gaps by name.

How a day, a number or a list of names is said is `model/wording.py`'s; here stands what is said of an incident.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..model import DOERS, Incident, PlaceMention
from ..model.wording import day, days, listed, number, sides

__all__ = ["day", "days", "listed", "number"]

STATUS_WORDS = {
    "occurred": "happened",
    "ongoing": "going on",
    "attempted": "attempted",
    "announced": "announced",
    "threatened": "threatened",
    "demanded": "demanded",
    "possible": "possible",
    "negated": "did not happen",
    "denied": "denied",
}
FLAG_WORDS = {
    "machine_translated": "machine translation",
    "republished": "re-post",
    "date_conflict": "dates conflict",
    "truncated": "breaks off",
    "boilerplate_removed": "debris removed",
    "mojibake_repaired": "characters repaired",
    "upper_case": "all capitals",
    "lower_case": "all small letters",
    "no_date": "no date",
    "unsupported_language": "language not read",
}
BASIS_WORDS = {
    "metadata": "from its metadata",
    "header": "from its header",
    "text": "from its text",
    "inferred": "worked out",
    "given": "as given",
    "unknown": "",
}
"""How a report's date is known."""
QUESTIONS = {
    "actor": "Who did it",
    "responsibility": "Who did it",
    "recipient": "To whom",
    "place": "Where",
    "time": "When",
    "published": "When it was written",
    "killed": "How many were killed",
    "injured": "How many were injured",
    "arrested": "How many were arrested",
    "quantity": "How many",
    "occurrence": "Whether it happened",
    "claim": "Whether a claim is true",
    "danger": "How great the danger is",
    "nature": "What it was",
    "target": "What was struck",
    "weapons": "With what it was done",
    "truth": "What is so",
    "amount": "More or less",
    "power": "Stronger or weaker",
    "help": "Help or harm",
    "earnest": "Meant or not",
}
"""What a disagreement on a field is about; other fields are called by their names."""
GAPS = {
    "actor": "nobody is named as the actor",
    "place": "no place is told",
    "time": "no date is told",
}
"""What reports may leave untold of an incident."""
_COUNTED = {
    "troop_level": "troops",
    "deployment": "sent",
    "withdrawal": "leaving",
    "mobilization": "called up",
    "evacuation": "taken out",
    "ordered_departure": "ordered to leave",
    "expulsion": "expelled",
    "protest": "in the crowd",
    "riot": "in the crowd",
    "election": "seats",
    "vote": "votes",
    "release": "freed",
    "abduction": "taken",
}
"""What an incident's quantity counts, kind by kind; other kinds' quantities (rockets, targets) stay in `show`."""


def many(number: int, one: str, more: str | None = None) -> str:
    """`1 report`, `2 reports`."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def toll(incident: Incident) -> str:
    """Killed, injured, arrested and other counts; empty when nothing is known, never zero for unknown."""
    counted = (("killed", incident.killed), ("injured", incident.injured), ("arrested", incident.arrested))
    parts = [f"{number(count)} {word}" for word, count in counted if number(count)]
    amount = number(incident.quantity)
    if amount and incident.kind in _COUNTED:
        parts.append(f"{amount} {_COUNTED[incident.kind]}")
    elif amount and incident.series:
        parts.append(f"{amount} times")
    return ", ".join(parts)


def parties(incident: Incident) -> str:
    """Actor → recipient, with claimants and those blamed marked as such."""
    return sides(incident.actors)


def first_party(incident: Incident) -> str:
    """The field of the party that is named first; empty where nobody is named."""
    roles = ("actor", "claimant", "blamed", "recipient", "victim")
    return next((role for role in roles if any(party.role == role for party in incident.actors)), "")


def first_count(incident: Incident) -> str:
    """The field of the number that is told first; empty where none is told."""
    counts = ("killed", "injured", "arrested", "quantity")
    return next((name for name in counts if number(getattr(incident, name))), "")


def question(field: str) -> str:
    """What a disagreement on a field is about."""
    return QUESTIONS.get(field, field.replace("_", " ").capitalize())


def place(where: PlaceMention | None) -> str:
    """A place with its country; words alone when it was not resolved."""
    if where is None:
        return ""
    name = where.name or where.text
    near = "near " if where.precision == 2 and not name.lower().startswith("near") else ""
    country = where.country_name
    return f"{near}{name}, {country}" if country and country != name and country not in name else f"{near}{name}"


def weapons(incident: Incident) -> str:
    """Weapons by their words, each once."""
    return ", ".join(dict.fromkeys(weapon.text.lower() for weapon in incident.weapons))


def what(incident: Incident, label: str) -> str:
    """The kind in words; a series says so."""
    return f"{label} (series)" if incident.series and incident.kind not in ("troop_level", "threat") else label


def short(incident: Incident, label: str) -> str:
    """An incident in a few words, for pointing at it."""
    return line((what(incident, label), parties(incident), place(incident.place), days(incident.time)))


def line(parts: Iterable[str]) -> str:
    """Parts of a line, points between them; before those to whom something was done the arrow is enough."""
    return " · ".join(part for part in parts if part).replace(" · → ", " → ")


def signed(cell: str, incident: Incident, *fields: str) -> str:
    """A cell of a line, with who set any of its fields by hand. A value that was emptied is no longer there to sign."""
    by = dict.fromkeys(mark.by for mark in incident.corrections if mark.op == "set" and mark.field in fields)
    return f"{cell} (set by {', '.join(by)})" if by and cell else cell


def missing(incident: Incident) -> tuple[str, ...]:
    """What no report tells of an incident that happened."""
    gaps = []
    roles = {party.role for party in incident.actors}
    if not roles & DOERS:
        gaps.append(GAPS["actor"])
    if incident.place is None:
        gaps.append(GAPS["place"])
    if not incident.time.known:
        gaps.append(GAPS["time"])
    return tuple(gaps)


def total_killed(incidents: Sequence[Incident]) -> str:
    """Deaths over single incidents as a range, with how many incidents tell no toll; empty when none is told."""
    told = [i.killed for i in incidents if i.killed is not None and i.killed.known]
    if not told:
        return ""
    low = sum(c.low if c.low is not None else c.best or 0 for c in told)
    high = sum(c.high if c.high is not None else c.best if c.best is not None else c.low or 0 for c in told)
    # "At least 4" and "dozens" say nothing of the upper end.
    open_ended = any(c.high is None and c.best in (None, c.low) for c in told)
    untold = len(incidents) - len(told)
    span = f"{low:,}" if low == high else f"{low:,}–{high:,}"
    return f"{span}{' or more' if open_ended else ''} people reported killed in {many(len(told), 'incident')}" + (
        f"; {many(untold, 'incident')} without a death toll" if untold else ""
    )
