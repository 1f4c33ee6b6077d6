"""The first page: what is known of the threat, how it is known, and what has come in since a moment.

Invariant: a section shows what the table shows under the same filters, in another order: what came in since the moment
stands first. What has not happened never stands under what happened.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from starlette.responses import Response

from ..brief import words
from ..brief.outline import telling
from ..ledger import Ledger
from ..model import HAPPENED, Disagreement, Evidence, Incident, from_record
from .fresh import Fresh, Reported, reported_since, was_before, what_came_in
from .incidents import disputed_among, incidents_of, records_of
from .overview import DISPUTES, dispute_conditions, named, reports_told
from .pages import Condition, Row, any_of, count
from .visit import Visit

WARLIKE = ("violence", "coercion", "protest")
_WORDS_OF_DANGER = frozenset({"threat", "warning"})
_NOT_YET = frozenset({"threatened", "announced", "possible"})
_LINES, _DISPUTES = 5, 4


@dataclass(frozen=True, slots=True)
class Section:
    """Incidents of one sort: the first of them, how many there are, and how many of these are new."""

    name: str
    heading: str
    items: tuple[Incident, ...]
    total: int
    new: int
    links: Mapping[str, str]
    """Addresses of all of them, by the words of the link."""
    empty: str


@dataclass(frozen=True, slots=True)
class Sort:
    """What belongs to a section, and where all of it is found."""

    name: str
    heading: str
    parts: Sequence[tuple[frozenset[str], frozenset[str]]]
    """Kinds with the statuses in which they belong here."""
    links: Mapping[str, Mapping[str, str]]
    empty: str

    def holds(self, kind: str, status: str) -> bool:
        """Whether an incident of a kind and status belongs here."""
        return any(kind in kinds and status in statuses for kinds, statuses in self.parts)

    @property
    def condition(self) -> Condition:
        """The same in SQL."""
        some = [any_of("+i.kind", sorted(kinds)) & any_of("+i.status", sorted(held)) for kinds, held in self.parts]
        sql = " OR ".join(f"({one.sql})" for one in some)
        return Condition(f"({sql})", tuple(value for one in some for value in one.values))


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence, and the paper and day of the report that it stands in."""

    evidence: Evidence
    paper: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Deaths:
    """The dead of what happened, least and most, and of how many incidents they are told; `open`: or more."""

    low: int
    high: int
    open: bool
    incidents: int

    @property
    def span(self) -> str:
        """The range in words."""
        told = f"{self.low:,}" if self.low == self.high else f"{self.low:,}–{self.high:,}"
        return f"{told}{' or more' if self.open else ''}"


@dataclass(frozen=True, slots=True)
class Situation:
    """All that the page shows."""

    fresh: Fresh
    sections: Sequence[Section]
    disputed: Collection[str]
    was: Mapping[str, Sequence[tuple[str, str | None]]]
    """By incident, the cells that were otherwise at the moment, each with what it held."""
    quotes: Mapping[str, Quote]
    quarrels: Sequence[tuple[Disagreement, Incident | None]]
    quarrel_total: int
    quarrel_new: int
    deaths: Deaths
    reported: Reported


def situation(visit: Visit) -> Response:
    """What happened, what is only threatened, which posts changed, where reports disagree; the newest word first."""
    found = gathered(visit)
    shown = {field.name: getattr(found, field.name) for field in fields(found)}
    return visit.page("situation.html", **shown, told=reports_told(visit.ledger))


def gathered(visit: Visit) -> Situation:
    """What the page shows under the visitor's filters, since the moment that is asked for."""
    fresh = what_came_in(visit)
    counts = _counts(visit, visit.where)
    sections = _sections(visit, fresh, counts)
    items = [item for section in sections for item in section.items]
    quarrels, quarrel_total, quarrel_new = _disputes(visit, fresh)
    return Situation(
        fresh=fresh,
        sections=sections,
        disputed=disputed_among(visit.ledger, items),
        was=was_before(visit, items, fresh),
        quotes=_quotes(visit.ledger, items),
        quarrels=quarrels,
        quarrel_total=quarrel_total,
        quarrel_new=quarrel_new,
        deaths=_deaths(visit, counts),
        reported=reported_since(visit.ledger, fresh.since),
    )


# The sections


def _sorts(visit: Visit) -> Sequence[Sort]:
    """The sections of the page, in its order."""
    kinds = visit.desk.kinds.values()
    warlike = frozenset(kind.kind for kind in kinds if kind.group in WARLIKE)
    posture = frozenset(kind.kind for kind in kinds if kind.group == "posture")
    told = frozenset(words.STATUS_WORDS) - {"negated", "denied"}
    groups = ",".join(WARLIKE)
    return (
        Sort(
            "happened", "Reported as having happened", [(warlike, frozenset(HAPPENED))],
            {"all of it": {"kind": groups, "status": "happened"}}, "No attack, arrest or protest is reported.",
        ),
        Sort(
            "threatened", "Threatened, warned of, thought possible",
            [(_WORDS_OF_DANGER, told - {"possible"}), (warlike, _NOT_YET)],
            {"threats and warnings": {"kind": ",".join(sorted(_WORDS_OF_DANGER))},
             "deeds not done": {"kind": groups, "status": ",".join(sorted(_NOT_YET))}},
            "No threat or warning is reported.",
        ),
        Sort(
            "posture", "Posture of posts and forces", [(posture, told)],
            {"the posture board": {}}, "No departure, closure, deployment or advisory is reported.",
        ),
    )  # fmt: skip


def _sections(visit: Visit, fresh: Fresh, counts: Sequence[Row]) -> list[Section]:
    """The sections with their first lines and their numbers."""
    came = Condition("i.incident_id IN (SELECT value FROM json_each(?))", (json.dumps(sorted(fresh.new)),))
    new = _counts(visit, visit.where & came) if fresh.new else []
    made = []
    for sort in _sorts(visit):
        items = tuple(incidents_of(records_of(visit.ledger, _first(visit, sort, fresh))))
        page = {"posture": "/posture"}.get(sort.name, "/incidents")
        links = {told: page + visit.question.query(**filters) for told, filters in sort.links.items()}
        total, fresh_ones = (
            sum(row["number"] for row in rows if sort.holds(row["kind"], row["status"])) for rows in (counts, new)
        )
        made.append(Section(sort.name, sort.heading, items, total, fresh_ones, links, sort.empty))
    return made


def _counts(visit: Visit, where: Condition) -> list[Row]:
    """Incidents counted by kind, status and whether they are series, with the killed that are told of them."""
    told = "i.killed_low IS NOT NULL OR i.killed_best IS NOT NULL OR i.killed_high IS NOT NULL"
    query = f"""SELECT i.kind, i.status, i.series, count(*) AS number, sum({told}) AS told,
        sum(coalesce(i.killed_low, i.killed_best, 0)) AS low,
        sum(coalesce(i.killed_high, i.killed_best, i.killed_low, 0)) AS high,
        max(({told}) AND i.killed_high IS NULL AND (i.killed_best IS NULL OR i.killed_best = i.killed_low)) AS open
        FROM incident i WHERE {where.sql} GROUP BY i.kind, i.status, i.series"""
    return list(visit.ledger.rows(query, where.values))


def _first(visit: Visit, sort: Sort, fresh: Fresh) -> list[str]:
    """The incidents to show of a section: new ones first, then those told of again, then the rest, the latest first."""
    where = visit.where & sort.condition
    keys: list[str] = []
    told = fresh.new | fresh.again
    parts = [("IN", ids) for ids in (fresh.new, fresh.again) if ids]
    for word, ids in (*parts, ("NOT IN", told)):
        # One order for all columns, so that an index gives it and the search ends with the lines.
        query = f"""SELECT i.incident_id FROM incident i
            WHERE i.incident_id {word} (SELECT value FROM json_each(?)) AND {where.sql}
            ORDER BY i.time_start DESC, i.incident_id DESC LIMIT ?"""
        rows = visit.ledger.rows(query, (json.dumps(sorted(ids)), *where.values, _LINES - len(keys)))
        keys += [row["incident_id"] for row in rows]
    return keys


def _disputes(visit: Visit, fresh: Fresh) -> tuple[list[tuple[Disagreement, Incident | None]], int, int]:
    """The disagreements to show, each with its incident; how many there are, and how many came up since."""
    where = dispute_conditions(visit) & Condition("d.kind <> 'updated'")
    late = Condition("d.recorded_at > ?", (fresh.since,))
    marked = not (fresh.all_new or visit.question.look[1])
    order = "d.recorded_at > ? DESC, " if marked else ""
    query = f"""SELECT d.record FROM {DISPUTES.tables} WHERE {where.sql}
        ORDER BY {order} i.time_start DESC, d.disagreement_id LIMIT ?"""
    rows = visit.ledger.rows(query, (*where.values, *(late.values if marked else ()), _DISPUTES))
    items = [from_record(Disagreement, json.loads(row["record"])) for row in rows]
    incidents = named(visit.ledger, items)
    told = [(item, incidents.get(item.incident_id or "")) for item in items]
    total = count(visit.ledger, DISPUTES.tables, where)
    return told, total, count(visit.ledger, DISPUTES.tables, where & late) if marked else 0


# Figures


def _deaths(visit: Visit, counts: Iterable[Row]) -> Deaths:
    """The dead of what happened. Series would count them twice."""
    happened = _sorts(visit)[0]
    rows = [row for row in counts if row["told"] and not row["series"] and happened.holds(row["kind"], row["status"])]
    low, high = (sum(row[end] for row in rows) for end in ("low", "high"))
    return Deaths(low, high, any(row["open"] for row in rows), sum(row["told"] for row in rows))


def _quotes(ledger: Ledger, items: Iterable[Incident]) -> dict[str, Quote]:
    """By incident, the sentence to show."""
    told = {item.incident_id: telling(item.evidence) for item in items if item.evidence}
    query = """SELECT report_id, coalesce(publisher, title, external_id) AS paper, published_start AS day FROM report
        WHERE report_id IN (SELECT value FROM json_each(?))"""
    keys = json.dumps(sorted({one.report_id for one in told.values()}))
    of = {row["report_id"]: (row["paper"], row["day"]) for row in ledger.rows(query, (keys,))}
    found = {}
    for key, one in told.items():
        paper, day = of[one.report_id]
        found[key] = Quote(one, paper, date.fromisoformat(day) if day else None)
    return found
