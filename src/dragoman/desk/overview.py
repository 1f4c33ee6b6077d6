"""The views over many incidents: the table, the timeline, the map, the posture board and the disagreements."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from starlette.responses import Response

from ..brief import words
from ..ledger import Ledger
from ..model import Disagreement, Incident, Party, from_record
from .draw import DayCount, Mark, PlaceCount, density, histogram, timeline, world
from .incidents import (
    DISPUTED,
    conditions,
    disputed_among,
    incident_count,
    incident_page,
    incidents_of,
    light_rows,
    records_of,
)
from .pages import PAGE_ROWS, Condition, Row, Source, count, page
from .question import Area
from .visit import Visit

# So many incidents are drawn one by one; more are counted in SQL and drawn as counts.
MOST_MARKS = 2_000
# The posture board is for reading at a glance.
MOST_POSTURE = 300
# An area smaller than this is one spot.
_SPOT_DEG = 0.05
_POSTS = ("facility", "organisation", "group", "country")
DISPUTES = Source("d.record", "disagreement d LEFT JOIN incident i ON i.incident_id = d.incident_id",
                   "d.disagreement_id", "i.time_start", True)  # fmt: skip


def incidents(visit: Visit) -> Response:
    """The table of incidents."""
    found, sort = incident_page(visit.ledger, visit.question, visit.where, PAGE_ROWS)
    items = incidents_of(found.rows)
    where = visit.where
    return visit.page(
        "incidents.html",
        items=items,
        disputed=disputed_among(visit.ledger, items),
        next=found.next,
        sort=sort,
        total=incident_count(visit.ledger, where),
        hidden=_hidden(visit),
        undated=_undated(visit),
        told=reports_told(visit.ledger),
        command=_command(visit),
    )


def _command(visit: Visit) -> str:
    """What exports the list in a terminal. What the command has no option for is left out."""
    given = {name: visit.question.get(name) for name in ("since", "until", "about", "status", "rule", "as_of")}
    given["kind"] = visit.question.get("kind") or visit.question.get("group")
    given["country"] = visit.question.countries[0] if len(visit.question.countries) == 1 else ""
    options = [word for name, value in given.items() if value for word in (f"--{name.replace('_', '-')}", value)]
    where = ["--ledger", str(visit.desk.path)]
    return shlex.join(["dragoman", "export", "incidents", *where, *options, "--format", "csv", "-o", "incidents.csv"])


def _hidden(visit: Visit) -> dict[str, int]:
    """How many incidents that pass the filters are kept back by what is usual: told as history, rejected."""
    question = visit.question
    history = replace(question, background="only")
    rejected = replace(question, given={**question.given, "rejected": "only"}, background="all")
    return {
        "history": incident_count(visit.ledger, conditions(history, visit.ledger)),
        "rejected": incident_count(visit.ledger, conditions(rejected, visit.ledger)),
    }


def _undated(visit: Visit) -> int:
    """How many incidents without a date were told in the days that are asked for; the filter of days drops them."""
    question = visit.question
    if question.dated == "no" or not (question.filters.since or question.filters.until):
        return 0
    return incident_count(visit.ledger, conditions(replace(question, dated="no"), visit.ledger))


def reports_told(ledger: Ledger) -> int:
    """How many reports the ledger holds."""
    return count(ledger, "report", Condition())


def timeline_view(visit: Visit) -> Response:
    """Incidents over time; too many for bars are counted by day, month or year. `days=all` draws far days as well."""
    whole = visit.question.get("days") == "all"
    other = f"/timeline{visit.question.query(days=None if whole else 'all')}"
    where = visit.where
    total = incident_count(visit.ledger, where)
    filters = visit.question.filters
    undated = incident_count(visit.ledger, where & Condition("i.time_start IS NULL AND i.time_end IS NULL"))
    if total > MOST_MARKS:
        counts = day_counts(visit, where)
        picture = histogram(counts, undated, filters.since, filters.until, whole=whole, other=other)
    else:
        picture = timeline(_marks(visit, where), filters.since, filters.until, whole=whole, other=other)
    return visit.page("timeline.html", picture=picture, total=total, undated=_undated(visit))


def map_view(visit: Visit) -> Response:
    """Incidents on the map, each as large as its place is uncertain."""
    where = visit.where
    total = incident_count(visit.ledger, where)
    unplaced = incident_count(visit.ledger, where & Condition("i.latitude IS NULL"))

    def linked(area: Area) -> str:
        """The map of an area; of a single spot the table, since no map can be closer."""
        west, south, east, north = area
        view = "incidents" if east - west < _SPOT_DEG and north - south < _SPOT_DEG else "map"
        return f"/{view}{visit.question.query(area=','.join(f'{edge:g}' for edge in area))}"

    if total > MOST_MARKS:
        picture = density(place_counts(visit, where), unplaced, linked)
    else:
        picture = world(_marks(visit, where))
    return visit.page("map.html", picture=picture, total=total, undated=_undated(visit))


def _marks(visit: Visit, where: Condition) -> list[Mark]:
    return [_mark(visit, row) for row in light_rows(visit.ledger, where, MOST_MARKS)]


def _mark(visit: Visit, row: Row) -> Mark:
    return Mark(
        incident_id=row["incident_id"],
        label=row["summary"],
        href=f"/incidents/{row['incident_id']}{visit.question.query()}",
        group=visit.desk.group(row["kind"]),
        first=_day(row["time_start"]),
        last=_day(row["time_end"]),
        lat=row["latitude"],
        lon=row["longitude"],
        radius_km=row["radius_km"],
        precision=row["place_precision"],
        origins=row["origins"],
        killed=row["killed"],
        disputed=bool(row["disputed"]),
        country=row["country"],
        place=row["place"],
        told=_day(row["told"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def day_counts(visit: Visit, where: Condition) -> list[DayCount]:
    """Incidents counted by day where they span under two years, else by month, over a century by year."""
    span = "SELECT min(i.time_start) AS first, max(i.time_start) AS last FROM incident i WHERE " + where.sql
    row = next(visit.ledger.rows(span, where.values))
    if not row["first"]:
        return []
    years = int(row["last"][:4]) - int(row["first"][:4])
    chars, rest = (10, "") if years < 2 else (7, "-01") if years < 100 else (4, "-01-01")
    query = f"""SELECT substr(i.time_start, 1, {chars}) AS day, i.kind, count(*) AS number,
        sum(i.time_start IS NOT i.time_end) AS uncertain, sum({DISPUTED}) AS disputed
        FROM incident i WHERE {where.sql} AND i.time_start IS NOT NULL GROUP BY 1, 2"""
    sums: dict[tuple[str, str], list[int]] = {}
    for row in visit.ledger.rows(query, where.values):
        held = sums.setdefault((row["day"], visit.desk.group(row["kind"])), [0, 0, 0])
        for place, name in enumerate(("number", "uncertain", "disputed")):
            held[place] += row[name]
    return [DayCount(date.fromisoformat(day + rest), group, *held) for (day, group), held in sorted(sums.items())]


def place_counts(visit: Visit, where: Condition) -> list[PlaceCount]:
    """Incidents counted by the point they are placed at."""
    query = f"""SELECT g.*, json_extract(o.record, '$.place.precision') AS precision FROM (
            SELECT i.latitude, i.longitude, i.country, count(*) AS number, sum({DISPUTED}) AS disputed,
                min(i.incident_id) AS one
            FROM incident i WHERE {where.sql} AND i.latitude IS NOT NULL GROUP BY i.latitude, i.longitude, i.country
        ) g JOIN incident o ON o.incident_id = g.one"""
    return [
        PlaceCount(row["latitude"], row["longitude"], row["number"], row["precision"], row["country"], row["disputed"])
        for row in visit.ledger.rows(query, where.values)
    ]


# Posture


@dataclass(frozen=True, slots=True)
class Post:
    """One post (an embassy, a mission, a force) with its posture lines, the newest first."""

    name: str
    actor_id: str | None
    lines: tuple[Incident, ...]


def posture(visit: Visit) -> Response:
    """Which post stands how, since when, by whose order."""
    items, total = posture_lines(visit)
    return visit.page(
        "posture.html",
        posts=posts_of(items),
        total=total,
        shown=len(items),
        disputed=disputed_among(visit.ledger, items),
        by_order=by_order,
    )


def posture_lines(visit: Visit) -> tuple[list[Incident], int]:
    """Posture records that pass the filters, the newest first, up to a board's worth; and how many there are."""
    kinds = [kind.kind for kind in visit.desk.kinds.values() if kind.group == "posture"]
    where = visit.where & Condition(f"+i.kind IN ({', '.join('?' * len(kinds))})", tuple(kinds))
    query = f"""SELECT i.incident_id FROM incident i WHERE {where.sql}
        ORDER BY i.time_start DESC, i.incident_id LIMIT ?"""
    keys = [row["incident_id"] for row in visit.ledger.rows(query, (*where.values, MOST_POSTURE))]
    rows = records_of(visit.ledger, keys)
    return incidents_of(rows), incident_count(visit.ledger, where)


def posts_of(items: Iterable[Incident]) -> list[Post]:
    """Posture lines by post; posts of the newest line first, what belongs to no named post by its place, last."""
    found: dict[tuple[bool, str], list[Incident]] = {}
    ids: dict[tuple[bool, str], str | None] = {}
    for item in items:
        party = _post(item)
        key = (party is None, _called(party, item) if party else words.place(item.place) or "no place told")
        ids.setdefault(key, party.actor_id if party else None)
        found.setdefault(key, []).append(item)
    posts = [(key[0], Post(key[1], ids[key], tuple(lines))) for key, lines in found.items()]
    return [post for _, post in sorted(posts, key=lambda pair: pair[0])]


def _post(item: Incident) -> Party | None:
    """The post that a line is about: a named party it is done to, a facility first; else a facility that acts."""
    objects = [p for p in item.actors if p.role in ("recipient", "victim")]
    subjects = [p for p in item.actors if p.role == "actor"]
    ranked = sorted((p for p in objects if p.actor_id), key=lambda p: _rank(p.type))
    facilities = [p for p in subjects if p.type == "facility" and p.actor_id]
    return next(iter([*ranked, *facilities]), None)


def _called(post: Party, item: Incident) -> str:
    """What a post is called: of embassies whose host no report names, each country's is one of its own."""
    host = item.place.country_name if item.place else None
    known = post.type != "facility" or not host or " in " in post.name or host in post.name
    return post.name if known else f"{post.name}, {host}"


def _rank(kind: str) -> int:
    return _POSTS.index(kind) if kind in _POSTS else len(_POSTS)


def by_order(item: Incident) -> str:
    """Who gave the order, by name; empty when nobody is told."""
    post = _post(item)
    names = [p.name for p in item.actors if p.role == "actor" and (post is None or p.name != post.name)]
    return words.listed(list(dict.fromkeys(names)))


# Disagreements


def disagreements(visit: Visit) -> Response:
    """Where the reports disagree, the sides next to each other."""
    where = dispute_conditions(visit)
    found = page(visit.ledger, DISPUTES, where, visit.question.get("page"), 25)
    items = [from_record(Disagreement, json.loads(row["record"])) for row in found.rows]
    return visit.page(
        "disagreements.html",
        items=items,
        incidents=named(visit.ledger, items),
        next=found.next,
        total=count(visit.ledger, DISPUTES.tables, where),
    )


def dispute_conditions(visit: Visit) -> Condition:
    """Disagreements on incidents that are asked for; those between statements only when nothing is filtered."""
    where = visit.where
    if visit.question.narrowed:
        return where
    return Condition(f"(i.incident_id IS NULL OR ({where.sql}))", where.values)


def named(ledger: Ledger, items: Sequence[Disagreement]) -> dict[str, Incident]:
    """The incidents that some disagreements are about."""
    keys = sorted({item.incident_id for item in items if item.incident_id})
    return {one.incident_id: one for one in incidents_of(records_of(ledger, keys))}
