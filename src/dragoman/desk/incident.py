"""The page of one incident: its headline with the rule behind it, every claim with its sentence, and its history."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response

from ..brief import words
from ..errors import NotFound
from ..ledger import Ledger
from ..model import Correction, Disagreement, Incident, Link, Standing, from_record
from .claims import (
    COUNTED,
    ClaimGroup,
    called,
    claim_groups,
    claim_rows,
    names_of,
    numbered,
    published,
    rejected_claims,
)
from .dressing import outside
from .pages import Condition, Row
from .visit import Visit

# Sentences of one value that the page lists; a war-long series has thousands.
_MOST_CLAIMS = 60
# Reports that a citation names.
_MOST_CITED = 8
_TOLD = ("kind", "status", "time", "place", "killed", "injured", "arrested")
"""Fields whose change from report to report is the history of what was known."""
_HEADLINE = (
    "kind", "status", "time", "place", "actor", "recipient", "victim", "killed", "injured", "arrested", "quantity",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Telling:
    """What one report told of an incident, as a line of the history."""

    report_id: str
    title: str
    publisher: str
    published: str
    recorded: str
    origin: int
    fields: Mapping[str, str]


def incident(visit: Visit) -> Response:
    """The page; an id of before a merge or split leads to the incident that holds its tellings now."""
    wanted = visit.path["id"]
    try:
        found = visit.ledger.incident(wanted)
    except NotFound:
        if visit.question.look[0] is None:
            raise
        return visit.page("unknown.html", wanted=wanted)
    if found.incident_id != wanted:
        here = visit.question.here()
        said = f"{'&' if here else '?'}said={quote(visit.words['said'])}" if visit.words.get("said") else ""
        return RedirectResponse(f"/incidents/{found.incident_id}{here}{said}", 302)
    rows = claim_rows(visit.ledger, found)
    names = names_of(visit.ledger, rows, visit.desk.settings.knowledge)
    origins = numbered(row["origin_id"] for row in rows)
    rejected = rejected_claims(found, visit.ledger)
    groups = claim_groups(rows, names, origins, rejected, visit)
    disputes = disputes_of(visit.ledger, found)
    return visit.page(
        "incident.html",
        incident=found,
        label=words.what(found, visit.desk.label(found.kind)),
        headline=_headline(found, groups, visit),
        groups=groups,
        most_claims=_MOST_CLAIMS,
        history=_history(rows, names, origins, visit),
        disputes=disputes,
        disputed_fields=frozenset(item.field for item in disputes),
        tellings=tellings_of(rows),
        ties=ties_of(visit.ledger, found),
        decisions=decisions_of(visit.ledger, found),
        missing=words.missing(found),
        rule=visit.question.look[1] or found.rule,
        citation=_citation(visit, found, rows),
        neighbours=_neighbours(visit.ledger, found),
        actor_names=names,
    )


def _headline(incident: Incident, groups: Mapping[str, list[ClaimGroup]], visit: Visit) -> list[dict[str, Any]]:
    """The chosen value of each field, how it came to be, and how many values stand against each other."""
    made = {one.correction_id: one for one in visit.ledger.corrections()} if incident.corrections else {}
    by = {mark.field: (mark.by, made[mark.correction_id].reason if mark.correction_id in made else "")
          for mark in incident.corrections if mark.op == "set"}  # fmt: skip
    found = []
    for field in _HEADLINE:
        value = headline_value(incident, field, visit)
        told = groups.get(field, [])
        if value or told:
            found.append({"field": field, "value": value, "values": len(told), "by": by.get(field)})
    return found


def headline_value(incident: Incident, field: str, visit: Visit) -> str:
    """The chosen value of a field, for people; empty when unknown."""
    if field == "kind":
        return words.what(incident, visit.desk.label(incident.kind))
    if field == "status":
        return words.STATUS_WORDS[incident.status]
    if field == "time":
        return words.days(incident.time)
    if field == "place":
        return words.place(incident.place)
    if field in COUNTED:
        return words.number(getattr(incident, field))
    return ", ".join(dict.fromkeys(party.name for party in incident.actors if party.role == field))


def _history(rows: list[Row], names: Mapping[str, str], origins: Mapping[str, int], visit: Visit) -> list[Telling]:
    """What each report told, the first published first: how the knowledge of an incident grew."""
    found = []
    for report_id, told in groupby(sorted(rows, key=_when), key=lambda row: row["report_id"]):
        lines = list(told)
        fields: dict[str, list[str]] = {}
        for row in lines:
            if row["field"] in _TOLD:
                value = called(row["field"], row["value"], names, visit)
                fields.setdefault(row["field"], []).append(value)
        first = lines[0]
        found.append(
            Telling(
                report_id=report_id,
                title=first["title"] or first["external_id"],
                publisher=first["publisher"] or "",
                published=published(first),
                recorded=first["report_recorded_at"],
                origin=origins[first["origin_id"]],
                fields={field: ", ".join(dict.fromkeys(values)) for field, values in fields.items()},
            )
        )
    return found


def tellings_of(rows: list[Row]) -> list[dict[str, str]]:
    """The tellings of an incident, in the order of its claims: trigger, sentence, publisher."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        told = {"mention_id": row["mention_id"], "trigger": row["trigger_text"], "sentence": row["sentence"]}
        found.setdefault(row["mention_id"], told | {"publisher": row["publisher"] or row["external_id"]})
    return list(found.values())


def _when(row: Row) -> tuple[Any, ...]:
    return (row["published_start"] is None, row["published_start"] or "", row["report_recorded_at"], row["report_id"])


def _citation(visit: Visit, incident: Incident, rows: list[Row]) -> str:
    """The incident as others may cite it: what is told, by which reports, in which ledger, as known when."""
    told = {row["report_id"]: row for row in sorted(rows, key=_when)}
    papers = [", ".join(filter(None, _named(row))) for row in told.values()]
    more = f"; and {len(papers) - _MOST_CITED} more reports" if len(papers) > _MOST_CITED else ""
    known = visit.question.look[0] or max((row["report_recorded_at"] for row in rows), default="")
    origins = words.many(incident.origins, "independent origin")
    return (
        f"{incident.summary}. Status: {words.STATUS_WORDS[incident.status]}; {origins}. "
        f"Reported by {'; '.join(papers[:_MOST_CITED])}{more}. {incident.incident_id}, Dragoman ledger "
        f"{visit.desk.path.name} as of {known[:10]}, values by {visit.question.look[1] or incident.rule}."
    )


def _named(row: Row) -> tuple[str | None, ...]:
    """A report as it is cited: paper, title, day, address."""
    return (row["publisher"], f"“{row['title'] or row['external_id']}”", published(row), outside(row["url"]))


def disputes_of(ledger: Ledger, incident: Incident) -> list[Disagreement]:
    """The disagreements on an incident, quarrels before updated figures."""
    query = "SELECT record FROM disagreement WHERE incident_id = ? ORDER BY kind = 'updated', field, disagreement_id"
    rows = ledger.rows(query, (incident.incident_id,))
    return [from_record(Disagreement, json.loads(row["record"])) for row in rows]


def ties_of(ledger: Ledger, incident: Incident) -> list[dict[str, Any]]:
    """Told ties of an incident, each with the other end and whether that is where it leads from."""
    query = """SELECT l.record, l.from_incident, l.to_incident, o.summary FROM link l
        JOIN incident o ON o.incident_id = CASE l.from_incident WHEN ? THEN l.to_incident ELSE l.from_incident END
        WHERE l.from_incident = ? OR l.to_incident = ? ORDER BY l.link_id"""
    found = []
    for row in ledger.rows(query, (incident.incident_id,) * 3):
        outward = row["from_incident"] == incident.incident_id
        other = row["to_incident"] if outward else row["from_incident"]
        link = from_record(Link, json.loads(row["record"]))
        found.append({"link": link, "other": other, "summary": row["summary"], "outward": outward})
    return found


def decisions_of(ledger: Ledger, incident: Incident) -> list[tuple[Correction, Standing]]:
    """What persons decided about an incident or a telling of it, newest first, in force or not."""
    marked = {mark.correction_id for mark in incident.corrections}
    query = """SELECT correction_id FROM correction c WHERE c.target LIKE ? OR c.to_value LIKE ? OR EXISTS (
        SELECT 1 FROM incident_mention im WHERE im.incident_id = ?
        AND (instr(c.target, im.mention_id) OR instr(coalesce(c.to_value, ''), im.mention_id)))"""
    key = incident.incident_id
    named = {row["correction_id"] for row in ledger.rows(query, (f"{key}%", f"{key}%", key))}
    if not marked | named:
        return []
    standings = ledger.standings()
    found = [one for one in ledger.corrections() if one.correction_id in marked | named]
    return [(one, standings.get(one.correction_id, Standing("in force"))) for one in reversed(found)]


def _neighbours(ledger: Ledger, incident: Incident, most: int = 8) -> list[Row]:
    """Incidents of the same days and country, to merge with or keep apart. Being near is no tie."""
    if incident.time.start is None or incident.time.end is None:
        return []
    where = Condition("i.rejected = 0 AND i.incident_id <> ?", (incident.incident_id,))
    where &= Condition("i.time_start BETWEEN date(?, '-3 days') AND date(?, '+3 days')",
                       (str(incident.time.start), str(incident.time.end)))  # fmt: skip
    if incident.place and incident.place.country:
        where &= Condition("i.country = ?", (incident.place.country,))
    query = f"""SELECT i.incident_id, i.summary FROM incident i WHERE {where.sql}
        ORDER BY i.kind <> ?, i.time_start, i.incident_id LIMIT ?"""
    return list(ledger.rows(query, (*where.values, incident.kind, most)))
