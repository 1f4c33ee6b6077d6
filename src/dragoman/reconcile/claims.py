"""Claims behind the sides of a disagreement, by the ids that the reading gives them (`reading/claims.py`).

Invariant: for any field of a mention, the id here equals that of the recorded claim, so every cell can be traced.
"""

from __future__ import annotations

from datetime import date

from ..model import Count, Mention, MentionActor, MentionTime, PlaceMention, TextSpan, content_id


def _claim_id(mention: Mention, field: str, value: str, start: int | None, end: int | None, text: str | None) -> str:
    if start is None or end is None or text is None:
        return _at(mention, field, value, mention.trigger)
    return _at(mention, field, value, TextSpan(start, end, text))


def _at(mention: Mention, field: str, value: str, words: TextSpan) -> str:
    return content_id("clm", mention.mention_id, field, value, words.start, words.end)


def count_claim(mention: Mention, field: str, count: Count) -> str:
    """The id of the claim on a count: an exact number, or `low/best/high` with `?` for an unknown."""
    ends = (count.low, count.best, count.high)
    exact = ends[0] is not None and len(set(ends)) == 1
    value = str(ends[0]) if exact else "/".join("?" if end is None else str(end) for end in ends)
    return _claim_id(mention, field, value, count.start, count.end, count.text)


def place_claim(mention: Mention, place: PlaceMention) -> str:
    """The id of the claim on the place."""
    value = place.place_id or place.name or place.text
    return _claim_id(mention, "place", value, place.start, place.end, place.text)


def time_claim(mention: Mention, time: MentionTime) -> str:
    """The id of the claim on the time: its days, else its value."""
    days: tuple[date | None, date | None] = (time.first, time.last)
    value = "/".join(day.isoformat() if day else "?" for day in days) if any(days) else time.value or ""
    return _claim_id(mention, "time", value, time.start, time.end, time.text)


def actor_claim(mention: Mention, actor: MentionActor) -> str:
    """The id of the claim on a party in its role."""
    value = actor.actor_id or actor.name or actor.text
    return _claim_id(mention, actor.role, value, actor.start, actor.end, actor.text)


def status_claim(mention: Mention) -> str:
    """The id of the claim on the status."""
    return _at(mention, "status", mention.status, mention.trigger)
