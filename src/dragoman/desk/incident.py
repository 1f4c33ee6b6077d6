"""The page of one incident: its headline with the rule behind it, every claim with its sentence, and its history."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from starlette.responses import RedirectResponse, Response

from ..brief import words
from ..knowledge.actor_base import load_actors
from ..ledger import Ledger
from ..ledger.cells import FIELDS
from ..model import Correction, Count, Disagreement, Incident, Link, Standing, from_record
from .pages import Condition, Row, any_of
from .visit import Visit

_NAMED = frozenset({"actor", "recipient", "victim", "claimant", "blamed", "place"})
"""Fields whose values are ids of actors or places."""
_COUNTED = frozenset({"killed", "injured", "arrested", "quantity"})
_TOLD = ("kind", "status", "time", "place", "killed", "injured", "arrested")
"""Fields whose change from report to report is the history of what was known."""
_HEADLINE = ("kind", "status", "time", "place", "actor", "recipient", "victim", "killed", "injured", "arrested", "quantity")


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One claim in its sentence: offsets of its words are counted in the sentence."""

    claim_id: str
    mention_id: str
    report_id: str
    value: str
    sentence: str
    start: int
    end: int
    report_start: int
    report_end: int
    speaker: str
    publisher: str
    published: str
    origin: int
    rejected: bool


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """Claims of one value of a field, with how many independent origins hold it."""

    field: str
    value: str
    status: str
    origins: int
    claims: tuple[ClaimLine, ...]


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
    mentions: tuple[str, ...]


def incident(visit: Visit) -> Response:
    """The page; an id of before a merge or split leads to the incident that holds its tellings now."""
    wanted = visit.path["id"]
    found = visit.ledger.incident(wanted)
    if found.incident_id != wanted:
        return RedirectResponse(f"/incidents/{found.incident_id}{visit.question.here()}", 302)
    rows = claim_rows(visit.ledger, found)
    names = names_of(visit.ledger, rows, visit.desk.settings.knowledge)
    origins = numbered(row["origin_id"] for row in rows)
    rejected = _rejected_claims(found, visit.ledger)
    groups = _groups(rows, names, origins, rejected, visit)
    return visit.page(
        "incident.html",
        incident=found,
        label=words.what(found, visit.desk.label(found.kind)),
        headline=_headline(found, groups, visit),
        groups=groups,
        history=_history(rows, names, origins, visit),
        disputes=disputes_of(visit.ledger, found),
        ties=ties_of(visit.ledger, found),
        decisions=decisions_of(visit.ledger, found),
        missing=words.missing(found),
        rule=visit.question.look[1] or found.rule,
        neighbours=_neighbours(visit.ledger, found),
        actor_names=names,
    )


def claim_rows(ledger: Ledger, incident: Incident) -> list[Row]:
    """Every claim of an incident with its sentence, report and origin, in the order of fields and reports."""
    rows = ledger.rows(
        """SELECT c.claim_id, c.mention_id, c.report_id, c.field, c.value, c.raw, c.start_char, c.end_char, c.speaker_id,
            c.status, json_extract(c.record, '$.speaker') AS speaker, c.recorded_at,
            m.sentence_start, m.sentence_end,
            substr(r.text, m.sentence_start + 1, m.sentence_end - m.sentence_start) AS sentence,
            max(c.start_char - 80, 0) AS around_start,
            substr(r.text, max(c.start_char - 80, 0) + 1, c.end_char - max(c.start_char - 80, 0) + 80) AS around,
            r.title, r.external_id, r.publisher, r.published_start, r.published_end, r.published_precision,
            r.recorded_at AS report_recorded_at, coalesce(o.origin_id, r.origin_given) AS origin_id
        FROM incident_mention im JOIN mention m ON m.mention_id = im.mention_id
        JOIN claim c ON c.mention_id = m.mention_id JOIN report r ON r.report_id = m.report_id
        LEFT JOIN origin o ON o.report_id = r.report_id
        WHERE im.incident_id = ?
        ORDER BY r.published_start IS NULL, r.published_start, r.report_id, m.sentence_start, c.start_char, c.claim_id""",
        (incident.incident_id,),
    )
    return list(rows)


def names_of(ledger: Ledger, rows: Iterable[Row], folders: Iterable[Any] = ()) -> dict[str, str]:
    """What the actors and places of some claims are called, by their ids."""
    values = sorted({str(row["value"]) for row in rows if row["field"] in _NAMED})
    speakers = sorted({str(row["speaker_id"]) for row in rows if row["speaker_id"]})
    found: dict[str, str] = {}
    for start in range(0, len(values), 500):
        where = any_of("place_id", values[start : start + 500])
        query = f"SELECT DISTINCT place_id AS id, name FROM place_mention WHERE name IS NOT NULL AND {where.sql}"
        found |= {row["id"]: row["name"] for row in ledger.rows(query, where.values)}
    base = load_actors(tuple(folders))
    for key in (*values, *speakers):
        known = base.get(key)
        name = known.name if known else _met(ledger, key)
        if name:
            found[key] = name
    return found


def _met(ledger: Ledger, actor_id: str) -> str | None:
    """The name of an actor that knowledge lacks, as a report has it."""
    query = "SELECT coalesce(name, text) AS name FROM actor_mention WHERE actor_id = ? LIMIT 1"
    return next((row["name"] for row in ledger.rows(query, (actor_id,))), None)


def numbered(keys: Iterable[str]) -> dict[str, int]:
    """Origins by number, in the order they are met."""
    found: dict[str, int] = {}
    for key in keys:
        found.setdefault(key, len(found) + 1)
    return found


def called(field: str, value: str, names: Mapping[str, str], visit: Visit) -> str:
    """A claim's value for people: names for ids, words for codes, ranges for counts."""
    if field in _NAMED:
        return names.get(value, value)
    if field == "kind":
        return visit.desk.label(value)
    if field == "status":
        return words.STATUS_WORDS.get(value, value)
    if field in _COUNTED:
        return counted(value)
    if field == "time":
        return days_of(value)
    return value.replace("_", " ")


def counted(value: str) -> str:
    """`12`, or `low/best/high` with `?`, as people say it."""
    ends = [None if end == "?" else int(end) for end in value.split("/") if end == "?" or end.isdecimal()]
    if len(ends) == 1:
        ends = ends * 3
    return words.number(Count(*ends)) if len(ends) == 3 else value


def days_of(value: str) -> str:
    """`first/last` as people write days."""
    from datetime import date

    from ..model import Interval

    first, _, last = value.partition("/")
    try:
        start, end = (None if day in ("", "?") else date.fromisoformat(day) for day in (first, last or first))
    except ValueError:
        return value
    return words.days(Interval(start, end)) or value


def _groups(
    rows: list[Row], names: Mapping[str, str], origins: Mapping[str, int], rejected: frozenset[str], visit: Visit
) -> dict[str, list[ClaimGroup]]:
    """Claims field by field, and value by value within a field, the best supported first."""
    fields = {name: number for number, name in enumerate(FIELDS)}
    ordered = sorted(rows, key=lambda row: (fields.get(row["field"], 99), row["value"], row["status"]))
    found: dict[str, list[ClaimGroup]] = {}
    for (field, value, status), told in groupby(ordered, key=lambda row: (row["field"], row["value"], row["status"])):
        lines = tuple(_claim_line(row, origins, rejected) for row in told)
        number = len({line.origin for line in lines if not line.rejected})
        found.setdefault(field, []).append(ClaimGroup(field, called(field, value, names, visit), status, number, lines))
    return {field: sorted(groups, key=lambda group: -group.origins) for field, groups in found.items()}


def _claim_line(row: Row, origins: Mapping[str, int], rejected: frozenset[str]) -> ClaimLine:
    inside = row["sentence_start"] <= row["start_char"] and row["end_char"] <= row["sentence_end"]
    # A place or toll may have been told in another sentence, by an explicit link: that one is shown.
    sentence, opens = (row["sentence"], row["sentence_start"]) if inside else (row["around"], row["around_start"])
    start = row["start_char"] - opens
    return ClaimLine(
        claim_id=row["claim_id"],
        mention_id=row["mention_id"],
        report_id=row["report_id"],
        value=row["raw"],
        sentence=sentence,
        start=start,
        end=start + row["end_char"] - row["start_char"],
        report_start=opens,
        report_end=opens + len(sentence),
        speaker=row["speaker"] or "",
        publisher=row["publisher"] or row["external_id"],
        published=published(row),
        origin=origins[row["origin_id"]],
        rejected=row["claim_id"] in rejected,
    )


def published(row: Row) -> str:
    """When a report was published, from its columns; empty when unknown."""
    return days_of(f"{row['published_start'] or '?'}/{row['published_end'] or '?'}").replace("?/?", "")


def _rejected_claims(incident: Incident, ledger: Ledger) -> frozenset[str]:
    """Claims of an incident that a person took out of their tellings: listed, and counting for nothing."""
    from ..model import Target, content_id

    made = {one.correction_id: one for one in ledger.corrections()} if incident.corrections else {}
    found = set()
    for mark in incident.corrections:
        one = made.get(mark.correction_id)
        if one and one.op == "reject":
            for anchor in Target.parse(one.target).anchors:
                claim = anchor.claim
                if claim and anchor.mention_id:
                    parts = (anchor.mention_id, claim.field, claim.value, claim.words.start, claim.words.end)
                    found.add(content_id("clm", *parts))
    return frozenset(found)


def _headline(incident: Incident, groups: Mapping[str, list[ClaimGroup]], visit: Visit) -> list[dict[str, Any]]:
    """The chosen value of each field, how it came to be, and how many values stand against each other."""
    by = {mark.field: mark.by for mark in incident.corrections if mark.op == "set"}
    found = []
    for field in _HEADLINE:
        value = headline_value(incident, field, visit)
        told = groups.get(field, [])
        if value or told:
            found.append({"field": field, "value": value, "values": len(told), "by": by.get(field, "")})
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
    if field in _COUNTED:
        return words.number(getattr(incident, field))
    return ", ".join(dict.fromkeys(party.name for party in incident.actors if party.role == field))


def _history(
    rows: list[Row], names: Mapping[str, str], origins: Mapping[str, int], visit: Visit
) -> list[Telling]:
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
                mentions=tuple(dict.fromkeys(row["mention_id"] for row in lines)),
            )
        )
    return found


def _when(row: Row) -> tuple[Any, ...]:
    return (row["published_start"] is None, row["published_start"] or "", row["report_recorded_at"], row["report_id"])


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
    """Incidents of the same days and country, for merging and keeping apart. Being near is no tie, and none is drawn."""
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
