"""The ledger as JSON under /api: the contract's records, under the same filters and pages as the views.

A list is `{"items": […], "next": address or null}`; `next` is the whole address of the next page.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import or_
from typing import Any, TypeVar

from starlette.responses import Response

from ..errors import BadSettings
from ..ledger.search import fts_query
from ..model import as_record
from . import changes, overview
from .claims import claim_rows
from .incidents import incident_page
from .pages import Condition, Page, Row, Source, any_of, page
from .people import actor_of, offset, parts, ranked
from .report import report_conditions
from .search import due, found_sentences
from .situation_record import situation_record
from .statements import STANCES, statement_conditions
from .visit import Handler, Visit

LIMIT, MOST = 100, 1_000
"""Records of a page, unless `limit` says otherwise, and the most it may say."""
T = TypeVar("T")


def _limit(visit: Visit) -> int:
    given = visit.words.get("limit", "")
    if given and not (given.isdecimal() and 1 <= int(given[:9]) <= MOST):
        raise BadSettings(f"limit={given[:20]} is none: write a number from 1 to {MOST}")
    return int(given) if given else LIMIT


def _list(visit: Visit, items: Iterable[Any], next_: str | None) -> Response:
    limit = visit.words.get("limit") or None
    address = f"{visit.address}{visit.question.here(page=next_, limit=limit)}" if next_ else None
    return visit.data({"items": list(items), "next": address})


def _cut(visit: Visit, items: Sequence[T]) -> tuple[Sequence[T], str | None]:
    """The page that is asked for of what is held in memory, and the word of the next one."""
    size, start = _limit(visit), offset(visit.question.get("page"))
    return items[start : start + size], str(start + size) if start + size < len(items) else None


def _records(found: Page) -> list[Any]:
    return [json.loads(row["record"]) for row in found.rows]


def _table(table: str, key: str, sort: str, where: Condition | None = None) -> Handler:
    """A handler that pages through the records of a table of the ledger."""
    source = Source("t.record", f"{table} t", f"t.{key}", f"t.{sort}")

    def handler(visit: Visit) -> Response:
        found = page(visit.ledger, source, where or Condition(), visit.question.get("page"), _limit(visit))
        return _list(visit, _records(found), found.next)

    return handler


def incidents(visit: Visit) -> Response:
    """Incidents, filtered and sorted as the table is."""
    found, _ = incident_page(visit.ledger, visit.question, visit.where, _limit(visit))
    return _list(visit, _records(found), found.next)


def incident(visit: Visit) -> Response:
    """One incident with its claims, disagreements, links and corrections."""
    from .incident import decisions_of, disputes_of, ties_of

    found = visit.ledger.incident(visit.path["id"])
    return visit.data(
        {
            "incident": as_record(found),
            "claims": [_claim(row) for row in claim_rows(visit.ledger, found)],
            "disagreements": as_record(disputes_of(visit.ledger, found)),
            "links": [as_record(tie["link"]) for tie in ties_of(visit.ledger, found)],
            "corrections": [
                as_record(one) | {"state": standing.state, "why": standing.why}
                for one, standing in decisions_of(visit.ledger, found)
            ],
        }
    )


def _claim(row: Row) -> Row:
    """A claim with the sentence it stands in."""
    names = (
        "claim_id",
        "mention_id",
        "report_id",
        "field",
        "value",
        "raw",
        "speaker_id",
        "status",
        "origin_id",
        "sentence",
    )
    return {name: row[name] for name in names} | {"start": row["start_char"], "end": row["end_char"]}


_REPORTS = Source(
    "r.report_id", "report r LEFT JOIN origin o ON o.report_id = r.report_id", "r.report_id", "r.published_start", True
)


def reports(visit: Visit) -> Response:
    """Reports without their texts, newest first."""
    found = page(visit.ledger, _REPORTS, report_conditions(visit), visit.question.get("page"), _limit(visit))
    return _list(visit, [_report(visit, row["report_id"]) for row in found.rows], found.next)


def _report(visit: Visit, report_id: str) -> Row:
    """A report without its text: that is its publisher's, and leaves the ledger only when asked for."""
    record: Row = as_record(visit.ledger.report(report_id))
    record.pop("text")
    return record


def report(visit: Visit) -> Response:
    """One report and everything read in it; its text only with `text=1`."""
    record = visit.ledger.reading(visit.path["id"]).to_dict()
    if visit.words.get("text") != "1":
        record["report"].pop("text")
    return visit.data(record)


def disagreements(visit: Visit) -> Response:
    """Disagreements, those on the newest incidents first."""
    where = overview.dispute_conditions(visit)
    found = page(visit.ledger, overview.DISPUTES, where, visit.question.get("page"), _limit(visit))
    return _list(visit, _records(found), found.next)


def statements(visit: Visit) -> Response:
    """Statements of all reports, of all stances unless `stance` says otherwise."""
    wanted = visit.question.get("stance") or ",".join(STANCES)
    asked = replace(visit, question=replace(visit.question, given={**visit.question.given, "stance": wanted}))
    source = Source(
        "s.record", "statement s JOIN report r ON r.report_id = s.report_id", "s.statement_id", "s.report_id"
    )
    where = statement_conditions(asked)
    found = page(visit.ledger, source, where, visit.question.get("page"), _limit(visit))
    return _list(visit, _records(found), found.next)


def actors(visit: Visit) -> Response:
    """Every actor that a report names by a known id, with its names and offices."""
    source = Source(
        "t.actor_id",
        "(SELECT DISTINCT actor_id FROM actor_mention WHERE actor_id IS NOT NULL) t",
        "t.actor_id",
        "t.actor_id",
    )
    found = page(visit.ledger, source, Condition(), visit.question.get("page"), _limit(visit))
    return _list(visit, [as_record(actor_of(visit, row["actor_id"])) for row in found.rows], found.next)


def actor(visit: Visit) -> Response:
    """One actor, with the relations that reports tell of."""
    key = visit.path["id"]
    where = Condition("a_id = ? OR b_id = ?", (key, key))
    query = f"SELECT record FROM relation WHERE {where.sql} ORDER BY report_id, number"
    relations = [json.loads(row["record"]) for row in visit.ledger.rows(query, where.values)]
    return visit.data({"actor": as_record(actor_of(visit, key)), "relations": relations})


def parties(visit: Visit) -> Response:
    """The actors of the incidents that pass the filters, those of most incidents first, with the parts they take."""
    size, start = _limit(visit), offset(visit.question.get("page"))
    keys = ranked(visit.ledger, visit.where, size + 1, start)
    rows = parts(visit.ledger, visit.where, keys[:size])
    days = ({name: row[name] and str(row[name]) for name in ("first", "last")} for row in rows)
    return _list(visit, map(or_, rows, days), str(start + size) if len(keys) > size else None)


def queue(visit: Visit) -> Response:
    """The incidents that most deserve a person's look, each with the reasons."""
    found = [
        {"incident": as_record(one.incident), "score": one.score, "reasons": list(one.reasons)}
        for one in due(visit, _limit(visit))
    ]
    return _list(visit, found, None)


def days(visit: Visit) -> Response:
    """The incidents that pass the filters, counted by day, month or year and by group: what the timeline draws."""
    return _list(visit, map(as_record, overview.day_counts(visit, visit.where)), None)


def points(visit: Visit) -> Response:
    """The incidents that pass the filters, counted by the point they are placed at: what the map draws."""
    return _list(visit, map(as_record, overview.place_counts(visit, visit.where)), None)


def places(visit: Visit) -> Response:
    """Every place of the gazetteer that a report names."""
    columns = """t.place_id, min(t.name) AS name, min(t.kind) AS kind, min(t.latitude) AS lat, min(t.longitude) AS lon,
        min(t.country) AS country, min(t.country_name) AS country_name, min(t.admin1) AS admin1"""
    inner = f"(SELECT {columns} FROM place_mention t WHERE t.place_id IS NOT NULL GROUP BY t.place_id) p"
    source = Source("p.*", inner, "p.place_id", "p.name")
    found = page(visit.ledger, source, Condition(), visit.question.get("page"), _limit(visit))
    names = ("place_id", "name", "kind", "lat", "lon", "country", "country_name", "admin1")
    return _list(visit, [{name: row[name] for name in names} for row in found.rows], found.next)


def posture(visit: Visit) -> Response:
    """The posture board: each post with its posture records, the newest first."""
    items, total = overview.posture_lines(visit)
    posts = [
        {"post": post.name, "actor_id": post.actor_id, "incidents": as_record(list(post.lines))}
        for post in overview.posts_of(items)
    ]
    return visit.data({"items": posts, "total": total, "next": None})


def changed(visit: Visit) -> Response:
    """What changed since `moment`."""
    moment = visit.question.get("moment")
    if not moment:
        raise BadSettings("say since when: ?moment=2020-01-31, or ?moment=2020-01-31T18:00Z")
    found, following = _cut(visit, changes.since(visit, moment).changes)
    return _list(visit, as_record(list(found)), following)


def search(visit: Visit) -> Response:
    """Sentences that hold all the words of `q`, the best match first."""
    if not fts_query(visit.question.get("q")):
        raise BadSettings('say what to look for: ?q=embassy, or ?q="ordered departure"')
    size = _limit(visit)
    rows, more, start = found_sentences(visit, size)
    names = ("report_id", "text", "incident_id")
    items = [{name: row[name] for name in names} | {"start": row["start_char"], "end": row["end_char"]} for row in rows]
    return _list(visit, items, str(start + size) if more else None)


def corrections(visit: Visit) -> Response:
    """Every decision of a person, oldest first, with what became of it."""
    standings = visit.ledger.standings()
    states = {key: standing.state for key, standing in standings.items()}
    found, following = _cut(visit, list(visit.ledger.corrections()))
    told = [as_record(one) | {"state": states.get(one.correction_id, "in force")} for one in found]
    return _list(visit, told, following)


def links(visit: Visit) -> Response:
    """Ties between incidents that pass the filters at both ends."""
    where = Condition()
    if visit.question.narrowed:
        of = visit.where
        inside = f"IN (SELECT i.incident_id FROM incident i WHERE {of.sql})"
        where = Condition(f"t.from_incident {inside} AND t.to_incident {inside}", (*of.values, *of.values))
    return _table("link", "link_id", "from_incident", where)(visit)


def relations(visit: Visit) -> Response:
    """Relations between actors as told; one row for each telling."""
    source = Source("t.record", "relation t", "t.report_id || ':' || printf('%06d', t.number)", "t.a")
    found = page(visit.ledger, source, any_of("t.relation", ()), visit.question.get("page"), _limit(visit))
    return _list(visit, _records(found), found.next)


API: dict[str, Handler] = {
    "/api/situation": situation_record,
    "/api/incidents": incidents,
    "/api/incidents/{id}": incident,
    "/api/reports": reports,
    "/api/reports/{id}": report,
    "/api/statements": statements,
    "/api/disagreements": disagreements,
    "/api/actors": actors,
    "/api/actors/{id:path}": actor,
    "/api/parties": parties,
    "/api/relations": relations,
    "/api/links": links,
    "/api/places": places,
    "/api/days": days,
    "/api/points": points,
    "/api/queue": queue,
    "/api/posture": posture,
    "/api/changes": changed,
    "/api/search": search,
    "/api/corrections": corrections,
}
"""What answers each address of the API; openapi.py describes them."""
