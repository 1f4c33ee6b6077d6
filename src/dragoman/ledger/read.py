"""Reading rows back as the value objects they were, in an order that content decides, never the order of recording.

Tables are named without a schema on purpose: a view of the past (`past.py`) lays temporary ones of the same names
over them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from ..errors import NotFound
from ..model import (
    ActorMention,
    Claim,
    Correction,
    Disagreement,
    Incident,
    Link,
    Mention,
    PlaceMention,
    Published,
    Reading,
    Relation,
    Report,
    Rule,
    Span,
    Standing,
    Statement,
    Timex,
    ToldLink,
    from_record,
)
from .filters import Filters, narrowing
from .page import Page

_T = TypeVar("_T")

# The origin is asked for row by row: a view of the past could not be joined without reading all of it.
_REPORT_COLUMNS = """r.report_id, article_id, version, external_id, url, title, publisher, author, published_start,
    published_end, published_precision, published_basis, published_reason, retrieved, language, kind, flags,
    coalesce((SELECT o.origin_id FROM origin o WHERE o.report_id = r.report_id), origin_given) AS origin_id,
    sha256, text, modified"""
_REPORTS = f"SELECT {_REPORT_COLUMNS} FROM report r"

_ORDER = {
    "mention": "report_id, sentence_start, trigger_start, mention_id",
    "statement": "report_id, sentence_start, statement_id",
    "claim": "report_id, mention_id, field, start_char, claim_id",
    "relation": "report_id, start_char, number",
    "told_link": "report_id, number",
    "actor_mention": "report_id, number",
    "place_mention": "report_id, number",
    "timex": "report_id, number",
    "disagreement": "coalesce(incident_id, ''), field, disagreement_id",
    "link": "from_incident, to_incident, link_id",
    "incident": "coalesce(time_start, '~') || ' ' || coalesce(time_end, '') || ' ' || incident_id",
}
"""What each table is sorted by when it is read: ids and content."""


def reports(db: sqlite3.Connection) -> Iterator[Report]:
    """Every report with its text, by date, then id."""
    rows = db.execute(f"{_REPORTS} ORDER BY published_start IS NULL, published_start, external_id, r.report_id")
    return (_report(row) for row in _named(rows))


def report_of(db: sqlite3.Connection, report_id: str) -> Report:
    """One report. Raises NotFound."""
    rows = _named(db.execute(f"{_REPORTS} WHERE r.report_id = ?", (report_id,)))
    for row in rows:
        return _report(row)
    raise NotFound(f"no report has the id {report_id}")


def head_of(db: sqlite3.Connection, report_id: str) -> Report:
    """One report without its text, which is read for nothing where many are looked up. Raises NotFound."""
    query = _REPORTS.replace("sha256, text", "sha256, '' AS text")
    for row in _named(db.execute(f"{query} WHERE r.report_id = ?", (report_id,))):
        return _report(row)
    raise NotFound(f"no report has the id {report_id}")


def reading_of(db: sqlite3.Connection, report_id: str) -> Reading:
    """Everything that was read in one report. Raises NotFound."""
    spans = "SELECT start_char, end_char FROM sentence WHERE report_id = ? ORDER BY number"
    return Reading(
        report=report_of(db, report_id),
        sentences=tuple(Span(*row) for row in db.execute(spans, (report_id,))),
        times=tuple(_of_report(db, "timex", Timex, report_id)),
        places=tuple(_of_report(db, "place_mention", PlaceMention, report_id)),
        actors=tuple(_of_report(db, "actor_mention", ActorMention, report_id)),
        mentions=tuple(_of_report(db, "mention", Mention, report_id)),
        statements=tuple(_of_report(db, "statement", Statement, report_id)),
        relations=tuple(_of_report(db, "relation", Relation, report_id)),
        links=tuple(_of_report(db, "told_link", ToldLink, report_id)),
        claims=tuple(_of_report(db, "claim", Claim, report_id)),
    )


def mentions(db: sqlite3.Connection) -> Iterator[Mention]:
    """Every mention."""
    return _all(db, "mention", Mention)


def mentions_of(db: sqlite3.Connection, report_id: str) -> Iterator[Mention]:
    """The mentions of one report."""
    return _of_report(db, "mention", Mention, report_id)


def statements_of(db: sqlite3.Connection, report_id: str) -> Iterator[Statement]:
    """The statements of one report."""
    return _of_report(db, "statement", Statement, report_id)


def told_links_of(db: sqlite3.Connection, mention_ids: Sequence[str]) -> Iterator[ToldLink]:
    """The ties that some mentions have, at either end, as a report states them."""
    for mention_id in mention_ids:
        query = "SELECT record FROM told_link WHERE from_mention = :me OR to_mention = :me"
        yield from (from_record(ToldLink, json.loads(row[0])) for row in db.execute(query, {"me": mention_id}))


def statements(db: sqlite3.Connection) -> Iterator[Statement]:
    """Every statement."""
    return _all(db, "statement", Statement)


def claims(db: sqlite3.Connection) -> Iterator[Claim]:
    """Every claim."""
    return _all(db, "claim", Claim)


def relations(db: sqlite3.Connection) -> Iterator[Relation]:
    """Every relation between actors, as told."""
    return _all(db, "relation", Relation)


def told_links(db: sqlite3.Connection) -> Iterator[ToldLink]:
    """Every tie between two mentions that a report states."""
    return _all(db, "told_link", ToldLink)


def disagreements(db: sqlite3.Connection) -> Iterator[Disagreement]:
    """Every disagreement."""
    return _all(db, "disagreement", Disagreement)


def incidents(db: sqlite3.Connection, filters: Filters, rejected: bool = False) -> Iterator[Incident]:
    """The incidents that pass the filters, in the order of their days; or those that a person rejected."""
    condition, values = narrowing(filters)
    condition += f" AND rejected = {int(rejected)}"
    rows = db.execute(f"SELECT record FROM incident WHERE {condition} ORDER BY {_ORDER['incident']}", values)
    found = (from_record(Incident, json.loads(row[0])) for row in rows)
    return (incident for incident in found if filters.accepts(incident))


def page(db: sqlite3.Connection, filters: Filters, after: str | None, limit: int, newest: bool) -> Page:
    """The next `limit` incidents that pass the filters, from behind the place `after`; see `Ledger.page`."""
    key, found, last = _ORDER["incident"], list[tuple[str, Incident]](), after
    while len(found) <= limit:
        condition, values = narrowing(filters)
        if last is not None:
            condition, values = f"{condition} AND {key} {'<' if newest else '>'} ?", [*values, last]
        # A plus sign before `rejected` would lose the index that holds the order; see migration 0003.
        query = f"SELECT {key}, incident_id FROM incident WHERE rejected = 0 AND {condition}"
        rows = db.execute(f"{query} ORDER BY {key} {'DESC' if newest else 'ASC'} LIMIT ?", [*values, limit + 1])
        batch = [(place, incident_of(db, incident)) for place, incident in rows.fetchall()]
        found += [one for one in batch if filters.accepts(one[1])]
        if len(batch) <= limit:
            break
        last = batch[-1][0]
    more = len(found) > limit
    found = found[:limit]
    return Page(tuple(incident for _, incident in found), found[-1][0] if found and more else None)


def count(db: sqlite3.Connection, filters: Filters) -> int:
    """How many incidents pass the filters."""
    if filters.about:
        return sum(1 for _ in incidents(db, filters))
    condition, values = narrowing(filters)
    return int(db.execute(f"SELECT count(*) FROM incident WHERE rejected = 0 AND {condition}", values).fetchone()[0])


def incident_of(db: sqlite3.Connection, incident_id: str, table: str = "incident") -> Incident:
    """One incident, rejected or not, out of a table of incidents. Raises NotFound."""
    for (record,) in db.execute(f"SELECT record FROM {table} WHERE incident_id = ?", (incident_id,)):
        return from_record(Incident, json.loads(record))
    raise NotFound(f"no incident has the id {incident_id}")


_OF_INCIDENT = "JOIN incident_mention im USING (mention_id) WHERE im.incident_id = ?"


def tellings_of(db: sqlite3.Connection, incident_id: str) -> Iterator[Mention]:
    """The mentions of one incident."""
    rows = db.execute(f"SELECT record FROM mention {_OF_INCIDENT} ORDER BY {_ORDER['mention']}", (incident_id,))
    return (from_record(Mention, json.loads(row[0])) for row in rows)


def claims_of(db: sqlite3.Connection, incident_id: str) -> Iterator[Claim]:
    """The claims behind one incident."""
    rows = db.execute(f"SELECT record FROM claim {_OF_INCIDENT} ORDER BY {_ORDER['claim']}", (incident_id,))
    return (from_record(Claim, json.loads(row[0])) for row in rows)


def disagreements_of(db: sqlite3.Connection, incident_id: str) -> Iterator[Disagreement]:
    """Where the tellings of one incident disagree."""
    query = f"SELECT record FROM disagreement WHERE incident_id = ? ORDER BY {_ORDER['disagreement']}"
    return (from_record(Disagreement, json.loads(row[0])) for row in db.execute(query, (incident_id,)))


def sentence_number(db: sqlite3.Connection, report_id: str, start: int) -> int | None:
    """The number of the sentence of a report that holds an offset, counted from 0; None when none does."""
    query = """SELECT number FROM sentence WHERE report_id = ? AND start_char <= ? AND ? < end_char
        ORDER BY start_char DESC LIMIT 1"""
    found = db.execute(query, (report_id, start, start)).fetchone()
    return found[0] if found else None


def links(db: sqlite3.Connection) -> Iterator[Link]:
    """Every tie between two incidents."""
    return _all(db, "link", Link)


_DECISIONS = "SELECT correction_id, at, by, op, target, from_value, to_value, reason FROM correction"


def corrections(db: sqlite3.Connection) -> Iterator[Correction]:
    """Every decision of a person, oldest first."""
    return (Correction(*row) for row in db.execute(f"{_DECISIONS} ORDER BY at, correction_id"))


def corrections_of(db: sqlite3.Connection, correction_ids: Sequence[str]) -> Iterator[Correction]:
    """Some decisions, by their ids, as far as they are there."""
    for key in correction_ids:
        yield from (Correction(*row) for row in db.execute(f"{_DECISIONS} WHERE correction_id = ?", (key,)))


def rule(db: sqlite3.Connection) -> Rule:
    """The rule by which the views were last built."""
    row = db.execute("SELECT rule FROM state").fetchone()
    return row[0] if row else "best_supported"


def standings(db: sqlite3.Connection) -> dict[str, Standing]:
    """What became of each correction when the views were last built, by its id."""
    rows = db.execute("SELECT correction_id, state, why FROM correction_state ORDER BY correction_id")
    return {key: Standing(state, why) for key, state, why in rows}


def columns(db: sqlite3.Connection) -> dict[str, list[str]]:
    """Tables and views of the file by name, with their columns in order."""
    named = """SELECT name FROM main.sqlite_master
        WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%' ORDER BY name"""
    return {name: [row[1] for row in db.execute(f"PRAGMA main.table_info({name})")] for (name,) in db.execute(named)}


def _all(db: sqlite3.Connection, table: str, kind: type[_T]) -> Iterator[_T]:
    rows = db.execute(f"SELECT record FROM {table} ORDER BY {_ORDER[table]}")
    return (from_record(kind, json.loads(row[0])) for row in rows)


def _of_report(db: sqlite3.Connection, table: str, kind: type[_T], report_id: str) -> Iterator[_T]:
    rows = db.execute(f"SELECT record FROM {table} WHERE report_id = ? ORDER BY number", (report_id,))
    return (from_record(kind, json.loads(row[0])) for row in rows)


def _named(rows: sqlite3.Cursor) -> Iterator[dict[str, Any]]:
    names = [column[0] for column in rows.description]
    return (dict(zip(names, row, strict=True)) for row in rows)


def _report(row: dict[str, Any]) -> Report:
    published = {key.removeprefix("published_"): row.pop(key) for key in list(row) if key.startswith("published_")}
    for end in ("start", "end"):
        published[end] = date.fromisoformat(published[end]) if published[end] else None
    return Report(**row | {"published": Published(**published), "flags": tuple(json.loads(row["flags"]))})
