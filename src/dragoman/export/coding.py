"""What the hand-coded houses share: parties in order, sources, the middle of a time, decimals, quotations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from ..model import HAPPENED, Disagreement, Evidence, Incident, Interval, Party, Report

OUR_OWN = "Dragoman's own reading of published reports"
"""What an export in another project's columns says of itself: the columns are theirs, the data are ours."""


def parties(incident: Incident, *roles: str) -> list[Party]:
    """The parties of an incident in some roles, in the order of the roles, each name once."""
    found = [party for role in roles for party in incident.actors if party.role == role]
    return list({party.name: party for party in reversed(found)}.values())[::-1]


def names(found: Iterable[Party]) -> list[str]:
    """The names of parties."""
    return [party.name for party in found]


def joined(values: Iterable[str | None]) -> str | None:
    """Values in one cell, each once; None where there is none."""
    return "; ".join(dict.fromkeys(value for value in values if value)) or None


def did_not_happen(incident: Incident) -> str | None:
    """Why an incident may not stand among events that happened, if so."""
    return None if incident.status in HAPPENED else f"it is told as {incident.status}, not as having happened"


AS_OF = "no day is told: the day of the report on which it stood so is here"
"""What is lost where a column takes a day for that of the deed."""
_WEEK = 7


def spread(time: Interval) -> int:
    """Days within which an incident's time is known; what only stood so on a report's day is of the days before it."""
    return max(time.days or 0, _WEEK) if time.as_of else (time.days or 0)


def middle(start: date, end: date) -> date:
    """The middle day of an interval, the earlier of two."""
    return start + timedelta(days=(end - start).days // 2)


def decimal(value: float | None, places: int = 4) -> Decimal | None:
    """A coordinate with so many decimals: a number, whatever its sign, and the same bytes everywhere."""
    return None if value is None else Decimal(f"{value:.{places}f}")


def cited(evidence: Evidence) -> str:
    """A sentence with its place in its report, which `dragoman show` finds by the id before the colon."""
    return f"{evidence.text} [{evidence.report_id}:{evidence.start}-{evidence.end}]"


def cited_once(evidence: Iterable[Evidence]) -> list[str]:
    """Sentences, each once with every place where it stands: copies of a story tell in the same words."""
    places: dict[str, list[str]] = {}
    for one in evidence:
        places.setdefault(one.text, []).append(f"[{one.report_id}:{one.start}-{one.end}]")
    return [f"{text} {' '.join(held)}" for text, held in places.items()]


def told_sides(dispute: Disagreement) -> str:
    """A disagreement in words: every side with its value, how many independent origins hold it, and who says so."""
    return f"{dispute.field}: {'; against '.join(_side(s.value, s.origins, s.speakers) for s in dispute.sides)}"


def _side(value: str, origins: int, speakers: Sequence[str]) -> str:
    said = f", {', '.join(speakers)}" if speakers else ""
    return f"{value} ({origins} origin{'' if origins == 1 else 's'}{said})"


def sources(heads: Sequence[Report]) -> str | None:
    """Who published the reports, each once; a report of an unknown publisher by the name that it came with."""
    return joined(head.publisher or f"unknown publisher ({head.external_id})" for head in heads)


def urls(heads: Iterable[Report]) -> list[str]:
    """The addresses of reports, each once; anything but http and https is no address to follow."""
    return list(dict.fromkeys(head.url for head in heads if head.url and head.url.startswith(("http://", "https://"))))
