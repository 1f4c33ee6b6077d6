"""Claims behind the sides of a disagreement, by the ids that the reading gives them (`reading/claims.py`).

Invariant: for any field of a mention, the id here equals that of the recorded claim, so every cell can be traced.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from ...model import (
    ClaimWords,
    Count,
    Mention,
    MentionActor,
    MentionTime,
    PlaceMention,
    Span,
    TextSpan,
    content_id,
)

COUNTS = ("killed", "injured", "arrested", "quantity")


def _claim_id(mention: Mention, field: str, value: str, start: int | None, end: int | None, text: str | None) -> str:
    if start is None or end is None or text is None:
        return _at(mention, field, value, mention.trigger)
    return _at(mention, field, value, TextSpan(start, end, text))


def _at(mention: Mention, field: str, value: str, words: TextSpan) -> str:
    return content_id("clm", mention.mention_id, field, value, words.start, words.end)


def count_claim(mention: Mention, field: str, count: Count) -> str:
    """The id of the claim on a count: an exact number, or `low/best/high` with `?` for an unknown."""
    return _claim_id(mention, field, count_value(count), count.start, count.end, count.text)


def count_value(count: Count) -> str:
    """A count as a claim writes it."""
    ends = (count.low, count.best, count.high)
    exact = ends[0] is not None and len(set(ends)) == 1
    return str(ends[0]) if exact else "/".join("?" if end is None else str(end) for end in ends)


def place_claim(mention: Mention, place: PlaceMention) -> str:
    """The id of the claim on the place."""
    return _claim_id(mention, "place", place_value(place), place.start, place.end, place.text)


def place_value(place: PlaceMention) -> str:
    """A place as a claim writes it."""
    return place.place_id or place.name or place.text


def time_claim(mention: Mention, time: MentionTime) -> str:
    """The id of the claim on the time: its days, else its value."""
    return _claim_id(mention, "time", time_value(time), time.start, time.end, time.text)


def time_value(time: MentionTime) -> str:
    """A time as a claim writes it."""
    days: tuple[date | None, date | None] = (time.first, time.last)
    return "/".join(day.isoformat() if day else "?" for day in days) if any(days) else time.value or ""


def actor_claim(mention: Mention, actor: MentionActor) -> str:
    """The id of the claim on a party in its role."""
    return _claim_id(mention, actor.role, actor_value(actor), actor.start, actor.end, actor.text)


def actor_value(actor: MentionActor) -> str:
    """A party as a claim writes it."""
    return actor.actor_id or actor.name or actor.text


def status_claim(mention: Mention) -> str:
    """The id of the claim on the status."""
    return _at(mention, "status", mention.status, mention.trigger)


def without_claim(mention: Mention, claim: ClaimWords) -> Mention | None:
    """The mention with one claim taken out; None when it has no such claim, or cannot be without it (kind, status)."""
    changed: dict[str, Any] = {}
    if claim.field == "weapon":
        changed["weapons"] = tuple(w for w in mention.weapons if w.class_ != claim.value or not _near(claim, w))
    elif claim.field in (*COUNTS, "place", "time"):
        told = getattr(mention, claim.field)
        changed[claim.field] = None if told and _value(told) == claim.value and _meets(claim, mention, told) else told
    else:
        changed["actors"] = tuple(actor for actor in mention.actors if not _is_party(actor, claim))
    found = replace(mention, **changed)
    return found if found != mention else None


def _value(told: Count | PlaceMention | MentionTime) -> str:
    if isinstance(told, Count):
        return count_value(told)
    return place_value(told) if isinstance(told, PlaceMention) else time_value(told)


def _is_party(actor: MentionActor, claim: ClaimWords) -> bool:
    return actor.role == claim.field and actor_value(actor) == claim.value and _near(claim, actor)


def _meets(claim: ClaimWords, mention: Mention, told: Count | PlaceMention | MentionTime) -> bool:
    """True when a value stands in the claim's words; a value without words of its own stands at the trigger."""
    return _near(claim, mention.trigger if told.start is None or told.end is None else told)


def _near(claim: ClaimWords, item: Any) -> bool:
    return claim.words.overlaps(Span(item.start, item.end))
