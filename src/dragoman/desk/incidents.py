"""Incidents as the desk asks for them: conditions in SQL, a page of records, and light rows for pictures."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..knowledge.kinds import Kind
from ..ledger import Filters, Ledger
from ..ledger.search import fts_query
from ..model import Incident, from_record
from .pages import Condition, Page, Row, Source, any_of, count, page, sorted_as
from .question import Question

SORTS = {
    "time": "i.time_start",
    "kind": "i.kind",
    "status": "i.status",
    "place": "i.place",
    "killed": "coalesce(i.killed_best, i.killed_low, i.killed_high)",
    "injured": "coalesce(i.injured_best, i.injured_low, i.injured_high)",
    "origins": "i.origins",
    "recorded": "i.recorded_at",
}
"""What the table of incidents can be sorted by, with its column."""
USUAL_SORT = "-time"
DISPUTED = "EXISTS (SELECT 1 FROM disagreement d WHERE d.incident_id = i.incident_id AND d.kind <> 'updated')"
SOURCE = Source("i.incident_id", "incident i", "i.incident_id", SORTS["time"], True)


def conditions(question: Question, ledger: Ledger | None = None) -> Condition:
    """What an incident `i` must meet to be shown; the words of `about` are looked up in the ledger, if one is given."""
    filters = question.filters
    where = Condition(f"i.rejected = {int(question.get('rejected') == 'only')}")
    if question.background != "all":
        where &= Condition(f"i.background = {int(question.background == 'only')}")
    # The plus signs keep SQLite to the one index that holds all of this in order (migration 0020).
    if question.dated == "no":
        where &= undated(filters)
    elif filters.since or filters.until:
        where &= Condition("+i.time_end >= ?", (filters.since.isoformat(),)) if filters.since else Condition()
        where &= Condition("i.time_start <= ?", (filters.until.isoformat(),)) if filters.until else Condition()
    where &= any_of("+i.kind", sorted(filters.kinds))
    where &= any_of("+i.status", sorted(filters.statuses))
    where &= any_of("+i.country", question.countries)
    if question.area:
        west, south, east, north = question.area
        within = "BETWEEN ? AND ?" if west <= east else "NOT BETWEEN ? AND ?"
        edges = (west, east) if west <= east else (east, west)
        where &= Condition(f"i.latitude BETWEEN ? AND ? AND i.longitude {within}", (south, north, *edges))
    if question.origins is not None:
        where &= Condition("i.origins >= ?", (question.origins,))
    if question.disputed is not None:
        where &= Condition(DISPUTED if question.disputed else f"NOT {DISPUTED}")
    if ledger and (about := (filters.about or "").split()):
        found = json.dumps(sorted(_about(ledger, about, question.kinds)))
        where &= Condition("+i.incident_id IN (SELECT value FROM json_each(?))", (found,))
    return where


def undated(filters: Filters) -> Condition:
    """Incidents without a date; the days that are asked for are those of the reports that tell of them."""
    where = Condition("i.time_start IS NULL AND i.time_end IS NULL")
    told = Condition("r.published_end >= ?", (filters.since.isoformat(),)) if filters.since else Condition()
    told &= Condition("r.published_start <= ?", (filters.until.isoformat(),)) if filters.until else Condition()
    if told.sql != "1":
        where &= Condition(
            f"""EXISTS (SELECT 1 FROM incident_mention im JOIN mention m ON m.mention_id = im.mention_id
            JOIN report r ON r.report_id = m.report_id WHERE im.incident_id = i.incident_id AND {told.sql})""",
            told.values,
        )
    return where


# Each name once, by leaps through an index: an actor has one name in thousands of incidents, a place too.
_LEAPS = """WITH RECURSIVE n (name) AS (SELECT min({column}) FROM {table} UNION ALL
    SELECT (SELECT min(b.{column}) FROM {table} b WHERE b.{column} > n.name) FROM n WHERE n.name IS NOT NULL)
    SELECT name FROM n WHERE name LIKE ? ESCAPE '\\'"""
_OF_NAME = f"""incident_actor a WHERE a.name IN ({_LEAPS.format(column="name", table="incident_actor")})"""
_OF_PLACE = f"""incident a WHERE a.place IN ({_LEAPS.format(column="place", table="incident")})"""
_OF_SENTENCE = """sentence_fts f JOIN sentence s ON s.sentence_id = f.rowid
    JOIN mention m ON m.report_id = s.report_id AND m.sentence_start = s.start_char
    JOIN incident_mention a ON a.mention_id = m.mention_id WHERE sentence_fts MATCH ?"""


def _about(ledger: Ledger, asked: Sequence[str], kinds: Mapping[str, Kind]) -> set[str]:
    """The ids of incidents that each word tells of, looked up once for a whole page."""
    found: set[str] | None = None
    for word in asked:
        held: set[str] = set()
        for source, values in _telling_of(word, kinds):
            # One row with all ids: a row for each would take as long as the search.
            ids = next(ledger.rows(f"SELECT json_group_array(a.incident_id) AS ids FROM {source}", values))["ids"]
            held.update(json.loads(ids))
        found = held if found is None else found & held
        if not found:
            break
    return found or set()


def _telling_of(word: str, kinds: Mapping[str, Kind]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Where incidents with a word are found: by their kind or place, a name of a party, a sentence about them."""
    like = f"%{_escaped(word)}%"
    if named := [kind.kind for kind in kinds.values() if word.casefold() in f"{kind.kind} {kind.label}".casefold()]:
        of_kind = any_of("a.kind", named)
        yield f"incident a WHERE {of_kind.sql}", of_kind.values
    yield _OF_PLACE, (like,)
    yield _OF_NAME, (like,)
    if told := fts_query(word):
        yield _OF_SENTENCE, (told,)


def _escaped(word: str) -> str:
    for sign in ("\\", "%", "_"):
        word = word.replace(sign, f"\\{sign}")
    return word


def incident_page(ledger: Ledger, question: Question, where: Condition, size: int) -> tuple[Page, str]:
    """One page of incidents that meet a condition (rows with their `record`), and the sort in force.

    Raises BadSettings.
    """
    source, sort = sorted_as(SOURCE, question.get("sort"), SORTS, USUAL_SORT)
    found = page(ledger, source, where, question.get("page"), size)
    return Page(records_of(ledger, [row["incident_id"] for row in found.rows]), found.next), sort


def records_of(ledger: Ledger, keys: Iterable[str]) -> list[Row]:
    """The rows with the `record` of some incidents, in their order: only what is shown is read."""
    query = "SELECT record FROM incident WHERE incident_id = ?"
    return [row for key in keys for row in ledger.rows(query, (key,))]


def incidents_of(rows: Iterable[Row]) -> list[Incident]:
    """The value objects of rows with a `record`."""
    return [from_record(Incident, json.loads(row["record"])) for row in rows]


def incident_count(ledger: Ledger, where: Condition) -> int:
    """How many incidents meet a condition."""
    return count(ledger, "incident i", where)


def disputed_among(ledger: Ledger, incidents: Iterable[Incident]) -> frozenset[str]:
    """The ids of those incidents whose sources disagree (a figure that was only updated is no quarrel)."""
    where = any_of("incident_id", [one.incident_id for one in incidents])
    if where.sql == "1":
        return frozenset()
    query = f"SELECT DISTINCT incident_id AS id FROM disagreement WHERE kind <> 'updated' AND {where.sql}"
    return frozenset(row["id"] for row in ledger.rows(query, where.values))


def light_rows(ledger: Ledger, where: Condition, most: int) -> list[Row]:
    """The columns that pictures are drawn from, in the order of days; no record is decoded."""
    query = f"""SELECT i.incident_id, i.kind, i.status, i.series, i.time_start, i.time_end, i.time_precision, i.place,
        i.country, i.country_name, i.latitude, i.longitude, i.origins, i.summary,
        coalesce(i.killed_best, i.killed_low, i.killed_high) AS killed,
        json_extract(i.record, '$.place.radius_km') AS radius_km,
        json_extract(i.record, '$.place.precision') AS place_precision,
        {DISPUTED} AS disputed,
        CASE WHEN coalesce(i.time_start, i.time_end) IS NULL THEN (SELECT min(r.published_start)
            FROM incident_mention im
            JOIN mention m ON m.mention_id = im.mention_id JOIN report r ON r.report_id = m.report_id
            WHERE im.incident_id = i.incident_id) END AS told
        FROM incident i WHERE {where.sql} ORDER BY i.time_start LIMIT ?"""
    return list(ledger.rows(query, (*where.values, most)))


def countries_told(ledger: Ledger) -> list[tuple[str, str]]:
    """Codes and names of the countries that incidents lie in, by name."""
    codes = ledger.rows("SELECT DISTINCT country AS code FROM incident WHERE country IS NOT NULL")
    found = []
    for row in codes:
        query = "SELECT country_name AS name FROM incident WHERE country = ? AND country_name IS NOT NULL LIMIT 1"
        named = next(ledger.rows(query, (row["code"],)), {"name": row["code"]})
        found.append((row["code"], named["name"]))
    return sorted(found, key=lambda pair: pair[1])
