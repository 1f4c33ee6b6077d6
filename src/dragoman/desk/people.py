"""Actors: who takes part in what, who stands in what relation to whom, since when and by whose word."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
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
from .incidents import conditions, incidents_of
from .pages import Condition, Row
from .visit import Visit

_PAGE = 100
# A graph of more ties than this is read by nobody; the most told are drawn.
_MOST_TIES = 150
_MOST_INCIDENTS = 100


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
    where = conditions(visit.question)
    start = _offset(visit.question.get("page"))
    rows = list(visit.ledger.rows(_ACTORS.format(where=where.sql), (*where.values, _PAGE + 1, start)))
    told = bonds(visit.ledger)
    return visit.page(
        "actors.html",
        rows=rows[:_PAGE],
        next=str(start + _PAGE) if len(rows) > _PAGE else None,
        bonds=told[:200],
        total_bonds=len(told),
        picture=picture_of(visit, told),
    )


_ACTORS = """WITH chosen AS MATERIALIZED (
        SELECT i.incident_id, i.time_start, i.time_end FROM incident i WHERE {where}
    ), counted AS (
        SELECT a.actor_id, min(a.name) AS name, min(a.type) AS type, count(DISTINCT a.incident_id) AS incidents,
            sum(a.role = 'actor') AS as_actor, sum(a.role IN ('recipient', 'victim')) AS as_target,
            min(c.time_start) AS first, max(c.time_end) AS last
        FROM incident_actor a JOIN chosen c ON c.incident_id = a.incident_id
        WHERE a.actor_id IS NOT NULL GROUP BY a.actor_id
    ) SELECT * FROM counted ORDER BY incidents DESC, actor_id LIMIT ? OFFSET ?"""


def _offset(word: str) -> int:
    return int(word) if word.isdecimal() and len(word) < 8 else 0


def bonds(ledger: Ledger, actor_id: str = "") -> list[Bond]:
    """Relations between actors (of one, where given), the most told first."""
    where = Condition("a_id = ? OR b_id = ?", (actor_id, actor_id)) if actor_id else Condition()
    query = f"SELECT record FROM relation WHERE {where.sql} ORDER BY a, relation, b, report_id, start_char"
    relations = [from_record(Relation, json.loads(row["record"])) for row in ledger.rows(query, where.values)]
    found = [_bond(list(told)) for _, told in groupby(relations, key=lambda r: (r.a, r.relation, r.b))]
    return sorted(found, key=lambda bond: (-len(bond.told), bond.a, bond.b))


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
    where = conditions(visit.question) & Condition(
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
