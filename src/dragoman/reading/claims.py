"""Mentions taken apart into claims, one for each field: a pure function, and the unit that every cell traces back to.

Invariant: `raw` equals the report's text from `start` to `end`. A field without words of its own (a day inferred from
the date of the report) is anchored at the event's trigger.

Values are written for machines. Days: `2020-01-01/2020-01-31`. Counts: `12` when exact, else `low/best/high` with `?`
for what the text does not say (`10/?/?`: "at least ten"). Actors and places: the id where there is one, else the name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..model import (
    Claim,
    Count,
    Mention,
    MentionActor,
    MentionTime,
    PlaceMention,
    Reading,
    Source,
    Statement,
    TextSpan,
    content_id,
)

FIELDS = {
    "kind": "what sort of event the sentence tells of",
    "status": "whether it happened, is threatened, denied, and so on",
    "actor": "who did it",
    "recipient": "to whom it was done",
    "victim": "who was hurt or killed",
    "claimant": "who claims to have done it",
    "blamed": "whom a speaker blames for it",
    "place": "where: the gazetteer's id, else the name",
    "time": "when: first day/last day",
    "killed": "how many were killed",
    "injured": "how many were injured",
    "arrested": "how many were arrested",
    "quantity": "any other number that belongs to the event",
    "weapon": "the class of a weapon used",
}
"""Every field that a claim can be about, with what it says."""


@dataclass(frozen=True, slots=True)
class _Field:
    """One field of a mention before it is signed: its value, and the words it was read from."""

    name: str
    value: str
    words: TextSpan


def claims_of_reading(reading: Reading, reader: str, version: str) -> tuple[Claim, ...]:
    """The claims of every mention of a reading, in order."""
    said = {statement.statement_id: statement for statement in reading.statements}
    return tuple(claim for mention in reading.mentions for claim in claims_of(mention, reader, version, said))


def claims_of(
    mention: Mention, reader: str, version: str, statements: Mapping[str, Statement] | None = None
) -> list[Claim]:
    """One claim for each known field of a mention; `statements` by id say whose words they are."""
    statement = (statements or {}).get(mention.statement_id or "")
    source = statement.source if statement else None
    distinct = dict.fromkeys(_fields(mention))
    return [_signed(field, mention, source, reader, version) for field in distinct]


def count_value(count: Count) -> str:
    """A count as a claim writes it: `12`, or `low/best/high` with `?` for an unknown."""
    ends = (count.low, count.best, count.high)
    if ends[0] is not None and len(set(ends)) == 1:
        return str(ends[0])
    return "/".join("?" if end is None else str(end) for end in ends)


def _signed(field: _Field, mention: Mention, source: Source | None, reader: str, version: str) -> Claim:
    words = field.words
    return Claim(
        claim_id=content_id("clm", mention.mention_id, field.name, field.value, words.start, words.end),
        mention_id=mention.mention_id,
        report_id=mention.report_id,
        field=field.name,
        value=field.value,
        raw=words.text,
        start=words.start,
        end=words.end,
        speaker_id=source.actor_id if source else None,
        status=mention.status,
        reader=reader,
        reader_version=version,
        speaker=(source.name or source.text) if source else None,
    )


def _fields(mention: Mention) -> Iterator[_Field]:
    yield _Field("kind", mention.kind, mention.trigger)
    yield _Field("status", mention.status, mention.trigger)
    yield from (_actor(actor) for actor in mention.actors)
    if mention.place:
        yield _place(mention.place)
    if mention.time:
        yield from _time(mention.time, mention.trigger)
    for name in ("killed", "injured", "arrested", "quantity"):
        count: Count | None = getattr(mention, name)
        if count and count.known:
            yield _Field(name, count_value(count), _anchored(count, mention.trigger))
    for weapon in mention.weapons:
        yield _Field("weapon", weapon.class_, TextSpan(weapon.start, weapon.end, weapon.text))


def _actor(actor: MentionActor) -> _Field:
    value = actor.actor_id or actor.name or actor.text
    return _Field(actor.role, value, TextSpan(actor.start, actor.end, actor.text))


def _place(place: PlaceMention) -> _Field:
    value = place.place_id or place.name or place.text
    return _Field("place", value, TextSpan(place.start, place.end, place.text))


def _time(time: MentionTime, trigger: TextSpan) -> Iterator[_Field]:
    if time.first or time.last:
        days = (day.isoformat() if day else "?" for day in (time.first, time.last))
        yield _Field("time", "/".join(days), _anchored(time, trigger))
    elif time.value:
        yield _Field("time", time.value, _anchored(time, trigger))


def _anchored(told: Count | MentionTime, trigger: TextSpan) -> TextSpan:
    """Where a value was read: its own words, else the trigger."""
    if told.start is None or told.end is None or told.text is None:
        return trigger
    return TextSpan(told.start, told.end, told.text)
