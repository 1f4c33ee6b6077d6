"""A reading as the rows of the ledger's tables: a pure function, one per table, without SQL."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from ..model import (
    ActorMention,
    Claim,
    Count,
    Mention,
    MentionActor,
    PlaceMention,
    Reading,
    Relation,
    Report,
    Span,
    Statement,
    Timex,
    ToldLink,
    as_record,
)

Row = dict[str, Any]


def dumps(record: Any) -> str:
    """Compact JSON, letters as they are: the same record always gives the same text."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def rows_of(reading: Reading) -> dict[str, list[Row]]:
    """The rows of one reading by table, in the order in which they can be inserted (the report's own row apart)."""
    report = reading.report
    return {
        "sentence": [_sentence(report, n, span) for n, span in enumerate(reading.sentences)],
        "statement": _counted(reading.statements, _statement),
        "mention": _counted(reading.mentions, _mention),
        "mention_actor": [_mention_actor(m, n, a) for m in reading.mentions for n, a in enumerate(m.actors)],
        "claim": _counted(reading.claims, _claim),
        "actor_mention": _numbered(report, reading.actors, _actor),
        "place_mention": _numbered(report, reading.places, _place),
        "timex": _numbered(report, reading.times, _timex),
        "relation": _numbered(report, reading.relations, _relation),
        "told_link": _numbered(report, reading.links, _told_link),
    }


READING_TABLES = (
    "sentence",
    "statement",
    "mention",
    "mention_actor",
    "claim",
    "actor_mention",
    "place_mention",
    "timex",
    "relation",
    "told_link",
)
"""The tables that hold what a reader made of a report."""


def report_row(report: Report) -> Row:
    """The row of the report itself."""
    published = report.published
    return {
        "report_id": report.report_id,
        "article_id": report.article_id,
        "version": report.version,
        "external_id": report.external_id,
        "url": report.url,
        "title": report.title,
        "publisher": report.publisher,
        "author": report.author,
        "published_start": _day(published.start),
        "published_end": _day(published.end),
        "published_precision": published.precision,
        "published_basis": published.basis,
        "published_reason": published.reason,
        "retrieved": report.retrieved,
        "language": report.language,
        "kind": report.kind,
        "flags": dumps(list(report.flags)),
        "origin_given": report.origin_id,
        "sha256": report.sha256,
        "text": report.text,
        "modified": report.modified,
    }


def counts(holder: Any, names: Sequence[str] = ("killed", "injured", "arrested", "quantity")) -> Row:
    """Each count of a mention or incident as three columns; unknown stays None."""
    row: Row = {}
    for name in names:
        count: Count | None = getattr(holder, name)
        for end in ("low", "best", "high"):
            row[f"{name}_{end}"] = getattr(count, end) if count else None
    return row


def joined(names: Sequence[str]) -> str | None:
    """Distinct names in one cell, in their order; None where there is none."""
    return "; ".join(dict.fromkeys(names)) or None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _counted(items: Sequence[Any], row: Callable[[Any], Row]) -> list[Row]:
    return [{"number": number, **row(item)} for number, item in enumerate(items)]


def _numbered(report: Report, items: Sequence[Any], row: Callable[[Any], Row]) -> list[Row]:
    return [{"report_id": report.report_id, "number": n, **row(item)} for n, item in enumerate(items)]


def _sentence(report: Report, number: int, span: Span) -> Row:
    words = report.text[span.start : span.end]
    return {"report_id": report.report_id, "number": number, **_span(span), "text": words}


def _span(item: Any) -> Row:
    return {"start_char": item.start, "end_char": item.end}


def _statement(statement: Statement) -> Row:
    source = statement.source
    return {
        "statement_id": statement.statement_id,
        "report_id": statement.report_id,
        "source": source.text if source else None,
        "source_name": source.name if source else None,
        "source_actor_id": source.actor_id if source else None,
        "cue": statement.cue.text if statement.cue else None,
        "stance": statement.stance,
        "direct": statement.direct,
        "sentence_start": statement.sentence.start,
        "sentence_end": statement.sentence.end,
        "sentence_text": statement.sentence_text,
        "text": statement.text,
        "record": dumps(as_record(statement)),
    }


def _mention(mention: Mention) -> Row:
    place, time = mention.place, mention.time
    return {
        "mention_id": mention.mention_id,
        "report_id": mention.report_id,
        "event_id": mention.event_id,
        "kind": mention.kind,
        "status": mention.status,
        "plover_type": mention.plover.type if mention.plover else None,
        "plover_mode": mention.plover.mode if mention.plover else None,
        "series": mention.series,
        "background": mention.background,
        "sentence_start": mention.sentence.start,
        "sentence_end": mention.sentence.end,
        "trigger_start": mention.trigger.start,
        "trigger_end": mention.trigger.end,
        "trigger_text": mention.trigger.text,
        "place": (place.name or place.text) if place else None,
        "place_id": place.place_id if place else None,
        "country": place.country if place else None,
        "time_start": _day(time.first) if time else None,
        "time_end": _day(time.last) if time else None,
        "time_precision": time.precision if time else None,
        **counts(mention),
        "weapons": joined([weapon.class_ for weapon in mention.weapons]),
        "statement_id": mention.statement_id,
        "confidence": mention.confidence,
        "record": dumps(as_record(mention)),
    }


def _mention_actor(mention: Mention, number: int, actor: MentionActor) -> Row:
    return {
        "mention_id": mention.mention_id,
        "number": number,
        "role": actor.role,
        "type": actor.type,
        **_span(actor),
        "text": actor.text,
        "actor_id": actor.actor_id,
        "name": actor.name,
    }


def _claim(claim: Claim) -> Row:
    record = as_record(claim)
    columns = {key: value for key, value in record.items() if key not in ("start", "end", "speaker")}
    return {**columns, **_span(claim), "record": dumps(record)}


def _actor(actor: ActorMention) -> Row:
    names = ("text", "type", "actor_id", "name", "sector", "country")
    return {**_span(actor), **_named(actor, names), "record": dumps(as_record(actor))}


def _place(place: PlaceMention) -> Row:
    names = ("text", "place_id", "name", "kind", "country", "country_name", "admin1")
    where = {"latitude": place.lat, "longitude": place.lon}
    return {**_span(place), **_named(place, names), **where, "record": dumps(as_record(place))}


def _timex(timex: Timex) -> Row:
    days = {"first": _day(timex.first), "last": _day(timex.last)}
    return {**_span(timex), **_named(timex, ("text", "type", "value")), **days, "record": dumps(as_record(timex))}


def _relation(relation: Relation) -> Row:
    names = ("relation_id", "a", "relation", "b", "a_id", "b_id", "office", "disputed", "text", "statement_id")
    return {**_span(relation), **_named(relation, names), "record": dumps(as_record(relation))}


def _told_link(link: ToldLink) -> Row:
    names = ("from_mention", "to_mention", "relation", "text")
    return {**_span(link), **_named(link, names), "record": dumps(as_record(link))}


def _named(item: Any, names: Sequence[str]) -> Row:
    return {name: getattr(item, name) for name in names}
