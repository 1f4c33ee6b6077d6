"""Claims of an incident: each in its sentence, grouped by field and value, with names for ids and origins counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from ..brief import words
from ..knowledge.actor_base import load_actors
from ..ledger import Ledger
from ..ledger.cells import FIELDS
from ..model import Count, Incident, Interval, Target, content_id
from .pages import Row, any_of
from .visit import Visit

NAMED = frozenset({"actor", "recipient", "victim", "claimant", "blamed", "place"})
"""Fields whose values are ids of actors or places."""
COUNTED = frozenset({"killed", "injured", "arrested", "quantity"})
"""Fields whose values are counts."""


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
    speaker_id: str
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

    def wordings(self) -> list[list[ClaimLine]]:
        """The claims by their words: copies of a sentence stand together."""
        found: dict[tuple[str, int, int], list[ClaimLine]] = {}
        for line in self.claims:
            found.setdefault((" ".join(line.sentence.split()), line.start, line.end), []).append(line)
        return list(found.values())


def claim_rows(ledger: Ledger, incident: Incident) -> list[Row]:
    """Every claim of an incident with its sentence, report and origin, in the order of fields and reports."""
    rows = ledger.rows(
        """SELECT c.claim_id, c.mention_id, c.report_id, c.field, c.value, c.raw, c.start_char, c.end_char,
            c.speaker_id, c.status, json_extract(c.record, '$.speaker') AS speaker, c.recorded_at,
            m.sentence_start, m.sentence_end, m.trigger_text,
            substr(r.text, m.sentence_start + 1, m.sentence_end - m.sentence_start) AS sentence,
            max(c.start_char - 80, 0) AS around_start,
            substr(r.text, max(c.start_char - 80, 0) + 1, c.end_char - max(c.start_char - 80, 0) + 80) AS around,
            r.title, r.external_id, r.publisher, r.url, r.published_start, r.published_end, r.published_precision,
            r.recorded_at AS report_recorded_at, coalesce(o.origin_id, r.origin_given) AS origin_id
        FROM incident_mention im JOIN mention m ON m.mention_id = im.mention_id
        JOIN claim c ON c.mention_id = m.mention_id JOIN report r ON r.report_id = m.report_id
        LEFT JOIN origin o ON o.report_id = r.report_id
        WHERE im.incident_id = ?
        ORDER BY r.published_start IS NULL, r.published_start, r.report_id, m.sentence_start,
            c.start_char, c.claim_id""",
        (incident.incident_id,),
    )
    return list(rows)


def names_of(ledger: Ledger, rows: Iterable[Row], folders: Iterable[Any] = ()) -> dict[str, str]:
    """What the actors and places of some claims are called, by their ids."""
    values = sorted({str(row["value"]) for row in rows if row["field"] in NAMED})
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
    if field in NAMED:
        return names.get(value, value)
    if field == "kind":
        return visit.desk.label(value)
    if field == "status":
        return words.STATUS_WORDS.get(value, value)
    if field in COUNTED:
        return counted(value)
    if field == "time":
        return days_of(value)
    return value.replace("_", " ")


def counted(value: str) -> str:
    """`12`, or `low/best/high` with `?`, as people say it."""
    ends = [None if end == "?" else int(end) for end in value.split("/") if end == "?" or end.isdecimal()]
    if len(ends) == 1:
        ends = ends * 3
    return words.number(Count(ends[0], ends[1], ends[2])) if len(ends) == 3 else value


def days_of(value: str) -> str:
    """`first/last` as people write days."""
    first, _, last = value.partition("/")
    try:
        start, end = (None if day in ("", "?") else date.fromisoformat(day) for day in (first, last or first))
    except ValueError:
        return value
    return words.days(Interval(start, end)) or value


def published(row: Row) -> str:
    """When a report was published, from its columns; empty when unknown."""
    return days_of(f"{row['published_start'] or '?'}/{row['published_end'] or '?'}").replace("?/?", "")


def claim_groups(
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
        speaker_id=row["speaker_id"] or "",
        publisher=row["publisher"] or row["title"] or row["external_id"],
        published=published(row),
        origin=origins[row["origin_id"]],
        rejected=row["claim_id"] in rejected,
    )


def rejected_claims(incident: Incident, ledger: Ledger) -> frozenset[str]:
    """Claims of an incident that a person took out of their tellings: listed, and counting for nothing."""
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
