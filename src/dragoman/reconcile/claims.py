"""Claim ids: the same parts that the reading uses, so that a side of a disagreement names claims that are recorded."""

from __future__ import annotations

from ..model import Mention, MentionActor, MentionTime, PlaceMention, content_id


def claim_id(mention: Mention, field: str, value: str, start: int | None, end: int | None) -> str:
    """The id of one field of one mention, from the mention, the field, its value and where it stands."""
    return content_id("clm", mention.mention_id, field, value, start, end)


def place_value(place: PlaceMention) -> str:
    """A place by its name, else by its words."""
    return place.name or place.text


def time_value(time: MentionTime) -> str:
    """A time by its value, else by its words."""
    return time.value or time.text or ""


def actor_value(actor: MentionActor) -> str:
    """A party by its canonical name, else by its words."""
    return actor.name or actor.text
