"""Reports: the list of sources with origins, copies and flags, and the reader of one report with its text marked."""

from __future__ import annotations

import json
import re
from typing import Any

from starlette.responses import Response

from ..brief import words
from ..errors import BadSettings
from ..ledger import Ledger
from ..ledger.search import fts_query
from .annotate import LAYERS, annotated, notes_of
from .claims import published
from .pages import Condition, Row, Source, count, page, sorted_as
from .visit import Visit

_AT = re.compile(r"(\d{1,9})-(\d{1,9})")
SORTS = {
    "published": "r.published_start", "publisher": "r.publisher", "title": "r.title", "recorded": "r.recorded_at",
}  # fmt: skip
"""What the list of sources can be sorted by."""
_ORIGIN = "coalesce(o.origin_id, r.origin_given)"
_TABLES = "report r LEFT JOIN origin o ON o.report_id = r.report_id"
_COLUMNS = f"""r.report_id, r.title, r.external_id, r.publisher, r.url, r.kind, r.language, r.flags, r.version,
    r.article_id, r.published_start, r.published_end, r.published_precision, r.published_basis, r.published_reason,
    r.recorded_at,
    {_ORIGIN} AS origin_id, o.reasons,
    (SELECT count(*) FROM mention m WHERE m.report_id = r.report_id) AS mentions"""
_SOURCE = Source(_COLUMNS, _TABLES, "r.report_id", SORTS["published"])


def report_conditions(visit: Visit) -> Condition:
    """Reports that tell of an incident that is asked for; without a filter, every report."""
    question = visit.question
    where = Condition()
    if question.narrowed:
        of = visit.where
        where &= Condition(
            f"""r.report_id IN (SELECT m.report_id FROM incident i
            JOIN incident_mention im ON im.incident_id = i.incident_id
            JOIN mention m ON m.mention_id = im.mention_id WHERE {of.sql})""",
            of.values,
        )
    if origin := question.get("origin"):
        where &= Condition(f"{_ORIGIN} = ?", (origin,))
    if flag := question.get("flag"):
        if flag not in words.FLAG_WORDS:
            raise BadSettings(f"there is no flag {flag!r}: choose one of {', '.join(words.FLAG_WORDS)}")
        where &= Condition("instr(r.flags, ?)", (f'"{flag}"',))
    if told := fts_query(question.get("q")):
        inside = """r.report_id IN (SELECT s.report_id FROM sentence_fts f
            JOIN sentence s ON s.sentence_id = f.rowid WHERE sentence_fts MATCH ?)"""
        where &= Condition(inside, (told,))
    return where


def reports(visit: Visit) -> Response:
    """The list of sources."""
    where = report_conditions(visit)
    source, sort = sorted_as(_SOURCE, visit.question.get("sort"), SORTS, "-published")
    found = page(visit.ledger, source, where, visit.question.get("page"))
    return visit.page(
        "reports.html",
        rows=[_shown(visit.ledger, row) for row in found.rows],
        next=found.next,
        sort=sort,
        total=count(visit.ledger, _TABLES, where),
        skipped=skipped(visit.ledger),
    )


def skipped(ledger: Ledger, most: int = 100) -> list[Row]:
    """Inputs that could not be read, with the reason."""
    query = "SELECT DISTINCT source, reason FROM skipped ORDER BY source, reason LIMIT ?"
    return list(ledger.rows(query, (most,)))


def _shown(ledger: Ledger, row: Row) -> Row:
    """A report's row for people: its date in words, its flags, and how many share its origin."""
    copies = "SELECT count(*) AS n FROM origin WHERE origin_id = ?"
    return row | {
        "published": published(row),
        "flags": [flag for flag in json.loads(row["flags"]) if flag != "no_date"],
        "copies": next(ledger.rows(copies, (row["origin_id"],)))["n"],
    }


def report(visit: Visit) -> Response:
    """One report with everything that was read in it."""
    reading = visit.ledger.reading(visit.path["id"])
    told = reading.report
    labels = {kind.kind: kind.label for kind in visit.desk.kinds.values()}
    notes = notes_of(reading, labels)
    incidents = _incidents_by_mention(visit.ledger, told.report_id)
    versions = "SELECT report_id, version, recorded_at FROM report WHERE article_id = ? ORDER BY version"
    copies = f"SELECT {_COLUMNS} FROM {_TABLES} WHERE {_ORIGIN} = ? AND r.report_id <> ? LIMIT 50"
    own = next(visit.ledger.rows(f"SELECT {_COLUMNS} FROM {_TABLES} WHERE r.report_id = ?", (told.report_id,)))
    return visit.page(
        "report.html",
        report=told,
        reading=reading,
        row=_shown(visit.ledger, own),
        text=annotated(told.text, notes, _stretch(visit.words.get("at", ""), len(told.text))),
        layers=LAYERS,
        labels=labels,
        incidents=incidents,
        versions=list(visit.ledger.rows(versions, (told.article_id,))),
        copies=[_shown(visit.ledger, row) for row in visit.ledger.rows(copies, (told.origin_id, told.report_id))],
        day=words.days(told.published.interval),
    )


def _incidents_by_mention(ledger: Ledger, report_id: str) -> dict[str, dict[str, Any]]:
    """The incident of each mention of a report."""
    rows = ledger.rows(
        """SELECT m.mention_id, i.incident_id, i.summary, i.rejected FROM mention m
        JOIN incident_mention im ON im.mention_id = m.mention_id
        JOIN incident i ON i.incident_id = im.incident_id WHERE m.report_id = ?""",
        (report_id,),
    )
    return {row["mention_id"]: row for row in rows}


def _stretch(word: str, length: int) -> tuple[int, int] | None:
    """The stretch of text that an address points at; None for none, or one outside the text."""
    found = _AT.fullmatch(word)
    if not found:
        return None
    start, end = int(found[1]), int(found[2])
    return (start, end) if start < end <= length else None
