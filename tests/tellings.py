"""Reports, mentions and statements made by hand, for the tests of reconciliation."""

from __future__ import annotations

from datetime import date
from typing import Any

from dragoman.model import (
    Count,
    Mention,
    MentionActor,
    MentionTime,
    PlaceMention,
    Published,
    Report,
    Source,
    Span,
    Statement,
    TextSpan,
    ToldLink,
    content_id,
)

PLACES: dict[str, dict[str, Any]] = {
    "Mosul": {"place_id": "99072", "lat": 36.335, "lon": 43.119, "country": "IQ", "precision": 1, "radius_km": 10.0},
    "Basra": {"place_id": "99532", "lat": 30.508, "lon": 47.783, "country": "IQ", "precision": 1, "radius_km": 10.0},
    "Baghdad": {"place_id": "98182", "lat": 33.341, "lon": 44.401, "country": "IQ", "precision": 1, "radius_km": 15.0},
    "Iraq": {"place_id": "99237", "lat": 33.0, "lon": 44.0, "country": "IQ", "precision": 4, "radius_km": 500.0},
    "Syria": {"place_id": "163843", "lat": 35.0, "lon": 38.0, "country": "SY", "precision": 4, "radius_km": 400.0},
}


def filler(name: str) -> str:
    """Sixty words that no other report has: the rest of an account of its own."""
    return " ".join(f"{name}{number}" for number in range(60)) + "."


def day(text: str) -> date:
    return date.fromisoformat(text)


def report(external_id: str, text: str, published: str | None = None, **more: Any) -> Report:
    when = Published(day(published), day(published), "day", "given") if published else Published()
    return Report(text=text, external_id=external_id, published=when, **more)


def span_of(source: Report, words: str) -> TextSpan:
    start = source.text.index(words)
    return TextSpan(start, start + len(words), words)


def sentence_of(source: Report, words: str) -> Span:
    """The line of the report in which the words stand."""
    at = source.text.index(words)
    start = source.text.rfind("\n", 0, at) + 1
    end = source.text.find("\n", at)
    return Span(start, end if end >= 0 else len(source.text))


def actor(source: Report, role: Any, words: str, type_: Any = "group", **more: Any) -> MentionActor:
    found = span_of(source, words)
    return MentionActor(role, type_, found.start, found.end, words, **more)


def place(source: Report, words: str) -> PlaceMention:
    found = span_of(source, words)
    known = PLACES[words.split()[-1]]
    return PlaceMention(found.start, found.end, words, name=words.split()[-1], kind="city", **known)


def time(first: str, last: str | None = None, precision: Any = "day") -> MentionTime:
    return MentionTime(0, 0, first, first, day(first), day(last or first), precision)


def count(source: Report, words: str, number: int) -> Count:
    found = span_of(source, words)
    return Count(number, number, number, found.start, found.end, words)


def mention(source: Report, trigger: str, kind: str, status: Any = "occurred", **more: Any) -> Mention:
    found = span_of(source, trigger)
    identity = content_id("men", source.report_id, found.start, kind)
    event = more.pop("event_id", content_id("evt", source.report_id, found.start, kind))
    sentence = sentence_of(source, trigger)
    return Mention(identity, source.report_id, event, sentence, found, kind, None, status, **more)


def statement(source: Report, speaker: str, content: str, stance: Any = "asserts", **more: Any) -> Statement:
    said = span_of(source, content)
    who = span_of(source, speaker)
    sentence = sentence_of(source, content)
    line = source.text[sentence.start : sentence.end]
    return Statement(
        statement_id=content_id("sta", source.report_id, said.start, speaker),
        report_id=source.report_id,
        source=Source(who.start, who.end, speaker, name=more.pop("name", speaker), actor_id=more.pop("actor_id", None)),
        cue=None,
        content=(said.span,),
        direct=False,
        stance=stance,
        sentence=sentence,
        sentence_text=line,
        text=line,
        **more,
    )


def link(start: Mention, end: Mention, relation: Any, source: Report, words: str, **more: Any) -> ToldLink:
    found = span_of(source, words)
    return ToldLink(start.mention_id, end.mention_id, relation, more.get("statement_id"), found.start, found.end, words)
