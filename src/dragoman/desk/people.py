"""Actors: who takes part in what, who stands in what relation to whom, since when and by whose word."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import quote

from starlette.responses import Response

from ..brief import words
from ..errors import NotFound
from ..knowledge.actor_base import load_actors
from ..ledger import Ledger
from ..model import Actor, Interval, Relation, from_record
from .draw import Node, Tie, graph
from .dressing import RELATION_WORDS
from .incidents import incident_count, incidents_of
from .pages import Condition, Row, any_of, offset
from .visit import Visit

_PAGE = 50
# A graph of more ties than this is read by nobody; the most told are drawn.
_MOST_TIES = 150
_MOST_INCIDENTS = 100
# Relations that are listed, and sentences that are read of each.
_MOST_BONDS, _MOST_TOLD = 200, 200


@dataclass(frozen=True, slots=True)
class Bond:
    """One relation between two actors over all reports that tell of it."""

    a: str
    a_id: str | None
    relation: str
    office: str
    b: str
    b_id: str | None
    dates: str
    disputed: bool
    told: tuple[Relation, ...]

    @property
    def words(self) -> str:
        """The relation from `a` to `b`, in words."""
        return RELATION_WORDS.get(self.relation, (self.relation.replace("_", " "),))[0]


def actors(visit: Visit) -> Response:
    """Actors of the incidents that are asked for, those of most incidents first, and the graph of their relations."""
    start = offset(visit.question.get("page"))
    keys = ranked(visit.ledger, visit.where, _PAGE + 1, start)
    told = most_told(visit.ledger)
    return visit.page(
        "actors.html",
        rows=parts(visit.ledger, visit.where, keys[:_PAGE]),
        next=str(start + _PAGE) if len(keys) > _PAGE else None,
        bonds=told,
        total_bonds=_bond_count(visit.ledger),
        picture=picture_of(visit, told),
    )


def ranked(ledger: Ledger, where: Condition, size: int, start: int = 0) -> list[str]:
    """Ids of actors by the number of incidents they take part in, the most first.

    Where most incidents are asked for, all are counted from the index alone and those left out are taken off again:
    to look up each incident of each party takes ten times as long.
    """
    every, asked = incident_count(ledger, Condition()), incident_count(ledger, where)
    if 2 * asked <= every:
        query = f"""SELECT actor_id FROM ({_COUNTED.format(where=where.sql)})
            ORDER BY n DESC, actor_id LIMIT ? OFFSET ?"""
        values = where.values
    else:
        left_out = _COUNTED.format(where=f"({where.sql}) IS NOT TRUE")
        query = f"""SELECT e.actor_id FROM (SELECT actor_id, count(DISTINCT incident_id) AS n FROM incident_actor
                WHERE actor_id IS NOT NULL GROUP BY actor_id) e
            LEFT JOIN ({left_out}) o ON o.actor_id = e.actor_id
            WHERE e.n > coalesce(o.n, 0) ORDER BY e.n - coalesce(o.n, 0) DESC, e.actor_id LIMIT ? OFFSET ?"""
        values = where.values
    return [row["actor_id"] for row in ledger.rows(query, (*values, size, start))]


# CROSS JOIN: from the incidents to their parties, never the other way.
_COUNTED = """SELECT a.actor_id, count(DISTINCT a.incident_id) AS n
    FROM incident i CROSS JOIN incident_actor a ON a.incident_id = i.incident_id
    WHERE a.actor_id IS NOT NULL AND {where} GROUP BY a.actor_id"""


def parts(ledger: Ledger, where: Condition, keys: Sequence[str]) -> list[Row]:
    """The parts that some actors take in the incidents that are asked for, in the order of the ids."""
    of = any_of("a.actor_id", keys)
    query = f"""WITH part AS (
            SELECT a.actor_id, min(a.name) AS name, min(a.type) AS type, max(a.role = 'actor') AS acts,
                max(a.role IN ('recipient', 'victim')) AS suffers, min(i.time_start) AS first, max(i.time_end) AS last
            FROM incident_actor a CROSS JOIN incident i ON i.incident_id = a.incident_id
            WHERE {of.sql} AND {where.sql} GROUP BY a.actor_id, a.incident_id
        ) SELECT actor_id, min(name) AS name, min(type) AS type, count(*) AS incidents, sum(acts) AS as_actor,
            sum(suffers) AS as_target, min(first) AS first, max(last) AS last FROM part GROUP BY actor_id"""
    found = {row["actor_id"]: row for row in ledger.rows(query, (*of.values, *where.values))} if keys else {}
    return [_dated(found[key]) for key in keys if key in found]


def _dated(row: Row) -> Row:
    return row | {name: date.fromisoformat(row[name]) for name in ("first", "last") if row[name]}


def bonds(ledger: Ledger, actor_id: str) -> list[Bond]:
    """Relations of one actor, the most told first."""
    query = "SELECT record FROM relation WHERE a_id = ? OR b_id = ? ORDER BY a, relation, b, report_id, start_char"
    relations = [from_record(Relation, json.loads(row["record"])) for row in ledger.rows(query, (actor_id, actor_id))]
    found = [_bond(list(told)) for _, told in groupby(relations, key=lambda r: (r.a, r.relation, r.b))]
    return sorted(found, key=lambda bond: (-len(bond.told), bond.a, bond.b))


def most_told(ledger: Ledger) -> list[Bond]:
    """The relations between actors that most sentences tell of; of each, its tellings up to a page's worth."""
    query = f"SELECT a, relation, b FROM {_PAIRS} ORDER BY count(*) DESC, a, b, relation LIMIT ?"
    found = []
    for row in ledger.rows(query, (_MOST_BONDS,)):
        told = (
            "SELECT record FROM relation WHERE a = ? AND relation = ? AND b = ? ORDER BY report_id, start_char LIMIT ?"
        )
        rows = ledger.rows(told, (row["a"], row["relation"], row["b"], _MOST_TOLD))
        found.append(_bond([from_record(Relation, json.loads(one["record"])) for one in rows]))
    return found


_PAIRS = "relation GROUP BY a, relation, b"


def _bond_count(ledger: Ledger) -> int:
    return int(next(ledger.rows(f"SELECT count(*) AS n FROM (SELECT 1 FROM {_PAIRS})"))["n"])


def _bond(told: list[Relation]) -> Bond:
    one = told[0]
    return Bond(
        one.a, one.a_id, one.relation, (one.office or "").replace("-", " "), one.b, one.b_id, _dates(told),
        any(relation.disputed for relation in told), tuple(told),
    )  # fmt: skip


def _dates(told: Iterable[Relation]) -> str:
    """When a relation is told to have held: `by 31 Dec 2019`, `since May 2018`, `until …`; empty when nobody says."""
    began = [r.since for r in told if r.since.first or r.since.last]
    ended = [r.until for r in told if r.until.first or r.until.last]
    parts = []
    if firm := [d for d in began if d.first]:
        parts.append(f"since {words.days(Interval(firm[0].first, firm[0].last))}")
    elif began:
        parts.append(f"by {words.day(min(d.last for d in began if d.last))}")
    if ended:
        parts.append(f"until {words.days(Interval(ended[0].first, ended[0].last)).removeprefix('until ')}")
    return ", ".join(parts)


def picture_of(visit: Visit, told: list[Bond]) -> object:
    """The graph of the most told relations of actors that are known by an id; None where there is none.

    Offices are told in words: an office is no actor.
    """
    drawn = [bond for bond in told if (bond.b_id if bond.relation == "holds_office" else bond.a_id or bond.b_id)][
        :_MOST_TIES
    ]
    if not drawn:
        return None
    base = load_actors(visit.desk.settings.knowledge)
    nodes: dict[str, Node] = {}
    for bond in drawn:
        for key, name in ((bond.a_id, bond.a), (bond.b_id, bond.b)):
            known = base.get(key or "")
            href = actor_href(visit, key) if key else ""
            nodes.setdefault(
                key or name, Node(key or name, known.name if known else name, href, known.type if known else "unnamed")
            )
    ties = [
        Tie(bond.a_id or bond.a, bond.b_id or bond.b, bond.relation,
            bond.words + (f" {bond.office}" if bond.office else "") + (f", {bond.dates}" if bond.dates else ""),
            actor_href(visit, bond.a_id) if bond.a_id else "")
        for bond in drawn
    ]  # fmt: skip
    return graph(list(nodes.values()), ties)


def actor_href(visit: Visit, actor_id: str) -> str:
    """The address of an actor's page, with the filters in force."""
    return f"/actors/{quote(actor_id)}{visit.question.query()}"


def actor(visit: Visit) -> Response:
    """One actor: names, offices with dates, relations by whose word, and the incidents it takes part in."""
    wanted = visit.path["id"]
    told = bonds(visit.ledger, wanted)
    found = actor_of(visit, wanted)
    where = visit.where & Condition(
        "EXISTS (SELECT 1 FROM incident_actor a WHERE a.incident_id = i.incident_id AND a.actor_id = ?)", (wanted,)
    )
    query = f"""SELECT i.record FROM incident i WHERE {where.sql}
        ORDER BY i.time_start DESC, i.incident_id LIMIT ?"""
    items = incidents_of(visit.ledger.rows(query, (*where.values, _MOST_INCIDENTS)))
    said = """SELECT s.statement_id, s.stance, s.text, s.report_id, s.sentence_start, s.sentence_end, r.publisher,
        r.external_id FROM statement s JOIN report r ON r.report_id = s.report_id WHERE s.source_name = ?
        ORDER BY r.published_start DESC, s.report_id, s.sentence_start LIMIT 50"""
    return visit.page(
        "actor.html",
        actor=found,
        bonds=told,
        picture=picture_of(visit, told),
        items=items,
        most=_MOST_INCIDENTS,
        said=list(visit.ledger.rows(said, (found.name,))),
        roles=_roles(items, wanted),
        sources=_sources(visit.ledger, told),
    )


def actor_of(visit: Visit, actor_id: str) -> Actor:
    """An actor that a report names, with what knowledge has of it. Raises NotFound."""
    query = "SELECT name, text, type, country, sector FROM actor_mention WHERE actor_id = ? ORDER BY text"
    met: list[Row] = list(visit.ledger.rows(query, (actor_id,)))
    known = load_actors(visit.desk.settings.knowledge).get(actor_id)
    party = next(
        visit.ledger.rows("SELECT name, type FROM incident_actor WHERE actor_id = ? LIMIT 1", (actor_id,)), None
    )
    if known:
        return known
    if not met and not party:
        raise NotFound(f"no report names an actor with the id {actor_id}")
    first = met[0] if met else {**(party or {}), "text": "", "country": None, "sector": None}
    wordings = tuple(dict.fromkeys(row["text"] for row in met))
    return Actor(actor_id, first["name"] or first["text"], first["type"], wordings, first["sector"], first["country"])


def _roles(items: Iterable[object], actor_id: str) -> dict[str, str]:
    """The parts that an actor has in some incidents."""
    from ..model import Incident

    found: dict[str, str] = {}
    for item in items:
        if isinstance(item, Incident):
            found[item.incident_id] = ", ".join(
                dict.fromkeys(party.role for party in item.actors if party.actor_id == actor_id)
            )
    return found


def _sources(ledger: Ledger, told: Iterable[Bond]) -> dict[str, str]:
    """What the reports behind some relations are called."""
    keys = sorted({relation.report_id for bond in told for relation in bond.told})[:500]
    if not keys:
        return {}
    query = f"""SELECT report_id AS id, coalesce(publisher, external_id) AS name FROM report
        WHERE report_id IN ({", ".join("?" * len(keys))})"""
    return {row["id"]: row["name"] for row in ledger.rows(query, keys)}
