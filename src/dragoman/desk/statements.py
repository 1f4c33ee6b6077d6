"""Who says what: threats, warnings, denials, demands and claims, by whom, in which report."""

from __future__ import annotations

from typing import get_args

from starlette.responses import Response

from ..errors import BadSettings
from ..ledger.search import fts_query
from ..model import Stance
from .claims import published
from .pages import PAGE_ROWS, Condition, Source, any_of, count, page
from .visit import Visit

STANCES: tuple[Stance, ...] = get_args(Stance)
_TABLES = "statement s JOIN report r ON r.report_id = s.report_id"
_COLUMNS = """s.statement_id, s.report_id, s.stance, coalesce(s.source_name, s.source) AS speaker, s.source_actor_id,
    s.sentence_start, s.sentence_end, s.text, s.direct, r.title, r.external_id, r.publisher, r.published_start,
    r.published_end"""
_SOURCE = Source(_COLUMNS, _TABLES, "s.statement_id", "r.published_start", True)


def statements(visit: Visit) -> Response:
    """Statements, the newest first, of the stances that are asked for; plain assertions only when asked for."""
    where = statement_conditions(visit)
    found = page(visit.ledger, _SOURCE, where, visit.question.get("page"), PAGE_ROWS)
    return visit.page(
        "statements.html",
        rows=[row | {"published": published(row)} for row in found.rows],
        next=found.next,
        total=count(visit.ledger, _TABLES, where),
        stances=STANCES,
        stance=visit.question.get("stance"),
    )


def statement_conditions(visit: Visit) -> Condition:
    """Stance, words of the sentence, days of the report. Raises BadSettings for a stance that there is not."""
    question = visit.question
    chosen = [word for word in question.get("stance").split(",") if word]
    if unknown := [word for word in chosen if word not in STANCES]:
        raise BadSettings(f"there is no stance {unknown[0]!r}: choose one of {', '.join(STANCES)}")
    where = any_of("s.stance", chosen or [stance for stance in STANCES if stance != "asserts"])
    if told := fts_query(" ".join(filter(None, (question.get("q"), question.get("about"))))):
        inside = """(s.report_id, s.sentence_start) IN (SELECT t.report_id, t.start_char FROM sentence_fts f
            JOIN sentence t ON t.sentence_id = f.rowid WHERE sentence_fts MATCH ?)"""
        where &= Condition(inside, (told,))
    if question.filters.since:
        where &= Condition("r.published_end >= ?", (question.filters.since.isoformat(),))
    if question.filters.until:
        where &= Condition("r.published_start <= ?", (question.filters.until.isoformat(),))
    return where
