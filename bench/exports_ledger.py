"""Synthetic ledgers for `bench.exports`: rows of the views, written as the program itself writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from dragoman.ledger import Ledger
from dragoman.ledger.rows import rows_of
from dragoman.ledger.views import disagreement_rows, incident_rows
from dragoman.ledger.write import insert
from dragoman.model import (
    Claim,
    Count,
    Disagreement,
    Evidence,
    Incident,
    Interval,
    Mention,
    MentionActor,
    MentionTime,
    Party,
    PlaceMention,
    Plover,
    Published,
    Reading,
    Report,
    Side,
    Span,
    TextSpan,
    content_id,
)

KINDS = (("shelling", "ASSAULT", "heavy-weapons"), ("shooting", "ASSAULT", "firearms"), ("protest", "PROTEST", "demo"))
PARTIES = (
    ("Grey Wolves", "group", "grey-wolves", "REB", "IRQ"),
    ("Iraqi army", "organisation", "IRQ/army", "MIL", "IRQ"),
    ("farmers", "unnamed", None, "CVL", "IRQ"),
)
BATCH = 1000


def make_ledger(path: Path, incidents: int) -> None:
    """A ledger of so many incidents, with their reports, mentions, claims and disagreements."""
    with Ledger.open(path) as ledger:
        db = ledger._db
        db.execute("PRAGMA synchronous = OFF")
        db.execute("INSERT INTO run (run_id, recorded_at, program_version) VALUES (1, '2021-01-01T00:00:00Z', 'bench')")
        for batch in _batches(range(incidents), BATCH):
            db.execute("BEGIN")
            tables: dict[str, list[dict[str, Any]]] = {}
            for number in batch:
                for table, rows in _rows(number).items():
                    tables.setdefault(table, []).extend(rows)
            stamp = {"recorded_at": "2021-01-01T00:00:00Z"}
            for table, rows in tables.items():
                insert(db, table, (stamp | row for row in rows))
            db.execute("COMMIT")
        db.execute("UPDATE state SET changes_seen = changes")


def _batches(items: Iterable[int], size: int) -> Iterator[list[int]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def _rows(number: int) -> dict[str, list[dict[str, Any]]]:
    """The rows of one incident and of what it rests on, by table."""
    reports = [_report(number, copy) for copy in range(3 if number % 5 == 0 else 1)]
    mentions = [_mention(report, number) for report in reports]
    incident = _incident(number, reports, mentions)
    disputes = [_dispute(incident)] if len(reports) > 1 else []
    incident = replace(incident, disagreements=tuple(one.disagreement_id for one in disputes))
    found: dict[str, list[dict[str, Any]]] = {}
    for report, mention in zip(reports, mentions, strict=True):
        found.setdefault("report", []).append(_report_row(report))
        reading = Reading(
            report=report,
            sentences=(mention.sentence,),
            times=(),
            places=(),
            actors=(),
            mentions=(mention,),
            statements=(),
            relations=(),
            links=(),
            claims=tuple(_claims(mention)),
        )
        for table, rows in rows_of(reading).items():
            found.setdefault(table, []).extend(rows)
    views = incident_rows([incident]) | disagreement_rows(disputes)
    return found | {table: rows for table, rows in views.items() if rows}


def _report(number: int, copy: int) -> Report:
    day = date(2019, 1, 1) + timedelta(days=number % 1000)
    text = f"Incident {number} of paper {copy}: rockets hit the depot, killing {number % 9} guards, police said."
    published = Published(day, day, "day", "header", "a dateline")
    name = f"r{number}-{copy}"
    return Report(text, name, f"https://example.org/{name}", f"Story {number}", f"Paper {number % 50}", published)


def _report_row(report: Report) -> dict[str, Any]:
    from dragoman.ledger.rows import report_row

    return report_row(report) | {"run_id": 1}


def _mention(report: Report, number: int) -> Mention:
    kind, type_, mode = KINDS[number % len(KINDS)]
    start = report.text.index("rockets hit")
    day = report.published.start
    return Mention(
        mention_id=content_id("men", report.report_id),
        report_id=report.report_id,
        event_id="e1",
        sentence=Span(0, len(report.text)),
        trigger=TextSpan(start + 8, start + 11, "hit"),
        kind=kind,
        plover=Plover(type_, mode),
        status="occurred",
        actors=(MentionActor("actor", "group", start, start + 7, "rockets", "grey-wolves", "Grey Wolves"),),
        time=MentionTime(None, None, None, None, day, day, "day"),
        killed=Count(number % 9, number % 9, number % 9, start, start + 1, report.text[start]),
    )


def _claims(mention: Mention) -> Iterator[Claim]:
    for field, value in (
        ("kind", mention.kind),
        ("status", "occurred"),
        ("killed", str(mention.killed and mention.killed.best)),
    ):
        where = mention.trigger
        yield Claim(
            content_id("clm", mention.mention_id, field),
            mention.mention_id,
            mention.report_id,
            field,
            value,
            where.text,
            where.start,
            where.end,
            None,
            "occurred",
            "bench",
            "1",
        )


def _incident(number: int, reports: list[Report], mentions: list[Mention]) -> Incident:
    kind, type_, mode = KINDS[number % len(KINDS)]
    day = reports[0].published.start
    lat, lon = 29 + number % 800 / 100, 39 + number % 900 / 100
    dead = number % 9
    return Incident(
        incident_id=content_id("inc", number),
        kind=kind,
        plover=Plover(type_, mode),
        status="occurred",
        series=False,
        background=False,
        actors=tuple(
            Party(role, name, type_, key, (name,), sector, country)  # type: ignore[arg-type]
            for role, (name, type_, key, sector, country) in zip(("actor", "recipient", "victim"), PARTIES, strict=True)
        ),
        place=PlaceMention(
            0, 5, "depot", str(90000 + number % 700), "Karsa", "city", lat, lon, "IQ", "Iraq", "Diyala", 1, 2.0
        ),
        time=Interval(day, day, "day"),
        killed=Count(dead, dead + 1, dead + 2, 0, 1, "3"),
        injured=None,
        arrested=None,
        quantity=None,
        weapons=(),
        summary=f"Rocket fire on Karsa ({number})",
        reports=tuple(report.report_id for report in reports),
        origins=len(reports),
        evidence=tuple(Evidence(report.report_id, 0, len(report.text), report.text) for report in reports),
        disagreements=(),
        rule="best_supported",
        mentions=tuple(mention.mention_id for mention in mentions),
    )


def _dispute(incident: Incident) -> Disagreement:
    sides = tuple(Side(value, 1, (), incident.evidence[:1], ("police",)) for value in ("3", "5"))
    return Disagreement(content_id("dis", incident.incident_id), incident.incident_id, "killed", sides, "value", "toll")
