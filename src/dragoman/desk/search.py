"""Search over sentences, and what most deserves a person's look, with the reasons."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from ..ledger.search import fts_query
from ..model import Incident
from .claims import published
from .incidents import DISPUTED, incidents_of, records_of
from .pages import PAGE_ROWS, Condition, Row, offset
from .visit import Visit


def search(visit: Visit) -> Response:
    """Sentences that hold all words, the best match first, each with the incidents it tells of."""
    rows, more, start = found_sentences(visit, PAGE_ROWS)
    return visit.page(
        "search.html",
        rows=rows,
        next=str(start + PAGE_ROWS) if more else None,
        asked=bool(fts_query(visit.question.get("q"))),
    )


def found_sentences(visit: Visit, size: int) -> tuple[list[Row], bool, int]:
    """A page of sentences, whether there are more, and where the page starts."""
    told = fts_query(visit.question.get("q"))
    start = offset(visit.question.get("page"))
    if not told:
        return [], False, 0
    where = Condition("sentence_fts MATCH ?", (told,)) & _of_days(visit)
    query = f"""SELECT s.report_id, s.start_char, s.end_char, s.text,
        highlight(sentence_fts, 0, char(2), char(3)) AS marked,
        r.title, r.external_id, r.publisher, r.published_start, r.published_end,
        (SELECT min(im.incident_id) FROM mention m JOIN incident_mention im ON im.mention_id = m.mention_id
         WHERE m.report_id = s.report_id AND m.sentence_start = s.start_char) AS incident_id
        FROM sentence_fts f JOIN sentence s ON s.sentence_id = f.rowid JOIN report r ON r.report_id = s.report_id
        WHERE {where.sql} ORDER BY f.rank, s.report_id, s.start_char LIMIT ? OFFSET ?"""
    rows = list(visit.ledger.rows(query, (*where.values, size + 1, start)))
    return (
        [row | {"pieces": _pieces(row["marked"]), "published": published(row)} for row in rows[:size]],
        len(rows) > size,
        start,
    )


def _of_days(visit: Visit) -> Condition:
    """Sentences of reports of some days; other filters are of incidents."""
    filters, where = visit.question.filters, Condition()
    if filters.since:
        where &= Condition("r.published_end >= ?", (filters.since.isoformat(),))
    if filters.until:
        where &= Condition("r.published_start <= ?", (filters.until.isoformat(),))
    return where


def _pieces(marked: str) -> list[tuple[str, bool]]:
    """Text and whether it was looked for, piece by piece."""
    found = []
    for number, part in enumerate(marked.split("\x02")):
        hit, sign, rest = part.partition("\x03")
        if number and sign:
            found += [(hit, True), (rest, False)]
        else:
            found.append((part.replace("\x03", ""), False))
    return [(text, hit) for text, hit in found if text]


# What most deserves a look


@dataclass(frozen=True, slots=True)
class Due:
    """An incident that a person should look at, and why."""

    incident: Incident
    score: float
    reasons: tuple[str, ...]


_UNSURE = 0.5
_KILLED = "coalesce(i.killed_high, i.killed_best, i.killed_low, 0)"
_SCORE = f"""({DISPUTED}) * 3.0 + (i.origins = 1) * 1.0 + (i.confidence < {_UNSURE}) * 2.0
    + ({_KILLED} >= 1) * 1.0 + ({_KILLED} >= 10) * 2.0 + (i.place IS NULL OR i.time_start IS NULL) * 0.5
    + (i.series = 0 AND i.status IN ('occurred', 'ongoing')) * 0.5"""
_UNSEEN = """i.incident_id NOT IN (SELECT substr(c.target, 1, instr(c.target || ' ', ' ') - 1) FROM correction c
    JOIN correction_state s ON s.correction_id = c.correction_id
    WHERE s.state = 'in force' AND c.op IN ('accept', 'set'))"""


def queue(visit: Visit) -> Response:
    """What most deserves a look, each with its reasons; what a person accepted or set is not asked again."""
    found = due(visit, PAGE_ROWS)
    return visit.page("queue.html", items=found)


def due(visit: Visit, size: int) -> list[Due]:
    """The incidents that most deserve a look."""
    where = visit.where & Condition(_UNSEEN)
    query = f"""SELECT i.incident_id, {_SCORE} AS score, {DISPUTED} AS disputed FROM incident i WHERE {where.sql}
        ORDER BY score DESC, i.time_start DESC, i.incident_id LIMIT ?"""
    rows = list(visit.ledger.rows(query, (*where.values, size)))
    items = incidents_of(records_of(visit.ledger, [row["incident_id"] for row in rows]))
    found = [
        Due(item, row["score"], _reasons(item, bool(row["disputed"]))) for row, item in zip(rows, items, strict=True)
    ]
    return [one for one in found if one.reasons]


def _reasons(item: Incident, disputed: bool) -> tuple[str, ...]:
    """Why an incident is in the queue, the heaviest reason first."""
    killed = item.killed.high or item.killed.best or item.killed.low or 0 if item.killed else 0
    told = (
        (disputed, "its sources disagree"),
        (killed >= 10, f"many killed ({killed})"),
        (item.confidence < _UNSURE, f"the reading is unsure ({item.confidence:.2f})"),
        (item.origins == 1, "one origin only"),
        (0 < killed < 10, "people were killed"),
        (item.place is None, "no place"),
        (item.time.start is None, "no date"),
    )
    return tuple(words for holds, words in told if holds)
