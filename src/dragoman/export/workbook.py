"""An Excel workbook: incidents and what they rest on, a sheet a table, to be read by people and by programs.

What a person reads stands first; the rest of the columns are folded away behind a plus sign. An incident's id leads to
its sentences, an address to its report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from ..ledger.flat import COLUMNS, Column, columns_at
from ..model import Evidence, Incident, as_record
from .coding import OUR_OWN, told_sides
from .formats import ATTRIBUTION, PLOVER_ATTRIBUTION
from .job import Job
from .spill import Spill
from .xlsx_file import Frame
from .xlsx_rows import CELL_CHARS, LINKS_A_SHEET, Record, Shown, Table

OWN_COLUMNS = {
    "evidence": [
        *columns_at("text", "incident_id", "publisher", "published_start", "sentence", "title", "url"),
        *columns_at("text", "report_id"),
        *columns_at("integer", "start", "end"),
    ],
    "claims": columns_at("text", "incident_id"),
    "disagreements": columns_at("text", "told"),
}
"""Columns that no table of the ledger has: sentences by incident, and what ties a row to its incident."""

_SHOWN: dict[str, dict[str, int]] = {
    "incidents": {
        "incident_id": 22,
        "time_start": 12,
        "time_end": 12,
        "time_precision": 14,
        "kind": 20,
        "status": 12,
        "summary": 50,
        "place": 18,
        "admin1": 16,
        "country_name": 16,
        "actor": 24,
        "claimant": 20,
        "blamed": 20,
        "recipient": 24,
        "victim": 24,
        "killed_low": 11,
        "killed_best": 11,
        "killed_high": 11,
        "injured_low": 12,
        "injured_best": 12,
        "injured_high": 12,
        "weapons": 18,
        "origins": 8,
        "series": 8,
        "background": 11,
        "lat": 10,
        "lon": 10,
        "geo_precision": 13,
        "radius_km": 10,
        "disagreements": 22,
    },
    "evidence": {
        "incident_id": 22,
        "publisher": 22,
        "published_start": 15,
        "sentence": 90,
        "title": 40,
        "url": 40,
        "report_id": 22,
        "start": 8,
        "end": 8,
    },
    "claims": {
        "incident_id": 22,
        "field": 14,
        "value": 40,
        "raw": 40,
        "speaker": 24,
        "status": 12,
        "report_id": 22,
        "start": 8,
        "end": 8,
    },
    "statements": {
        "source": 28,
        "source_name": 24,
        "stance": 14,
        "sentence_text": 90,
        "cue": 14,
        "direct": 8,
        "report_id": 22,
    },
    "disagreements": {"incident_id": 22, "field": 12, "kind": 12, "about": 40, "told": 70, "disagreement_id": 22},
    "actors": {"name": 30, "type": 14, "sector": 9, "country": 9, "aliases": 50, "description": 60, "actor_id": 26},
    "reports": {
        "published_start": 15,
        "publisher": 24,
        "title": 60,
        "url": 40,
        "language": 10,
        "kind": 11,
        "report_id": 22,
        "origin_id": 22,
        "flags": 20,
    },
}
"""The columns that a person reads, in order, with their widths in characters. Wide ones are wrapped."""
_LEFT_OUT = {"incidents": ("evidence",), "reports": ("text",)}
"""Columns that have a sheet of their own, or that are their publishers'."""
_FOLDED_WIDTH = 16
_WRAPPED_FROM = 18
_NEVER_WRAPPED = ("url", "incident_id", "report_id", "disagreement_id", "origin_id", "kind")
_HELD_BY_ALL = ("statements", "report_id"), ("actors", "actor_id"), ("reports", "report_id")

SHEETS = (*_SHOWN, "README")
"""The sheets, in order. All but the first and the last hold what belongs to the incidents."""


def write_xlsx(job: Job, out: BinaryIO) -> None:
    """Write incidents and what belongs to them as one workbook."""
    frame = Frame()
    tables = {name: Table(name, columns_of(name), frame.styles, job.raw) for name in _SHOWN}
    with Spill() as spill:
        for incident in job.incidents():
            job.account.written += 1
            _add_incident(job, incident, tables, spill)
        for name, records in _belonging(job, spill):
            for record in records:
                tables[name].add(record, {"url": _address(record.get("url"))})
    cut = sum(table.cut for table in tables.values())
    if cut:
        job.account.lost[f"a cell's text is longer than Excel's {CELL_CHARS} characters: cut"] += cut
    for table in tables.values():
        if len(table.parts) > 1:
            names = ", ".join(part.name for part in table.parts)
            job.account.lost[f"{table.name} fill more than one of Excel's sheets: {names}"] += 1
    frame.save(list(tables.values()), _readme(job), out)


def columns_of(table: str) -> list[Shown]:
    """The columns of a sheet: those that a person reads, then the others of the table, folded."""
    held = {column.name: column for column in (*OWN_COLUMNS.get(table, ()), *COLUMNS.get(table, ()))}
    for name in _LEFT_OUT.get(table, ()):
        del held[name]
    shown = _SHOWN[table]
    first = [_shown(held[name], width) for name, width in shown.items()]
    return first + [Shown(column, _FOLDED_WIDTH, folded=True) for name, column in held.items() if name not in shown]


def _shown(column: Column, width: int) -> Shown:
    return Shown(column, width, wrapped=width >= _WRAPPED_FROM and column.name not in _NEVER_WRAPPED)


def _add_incident(job: Job, incident: Incident, tables: Mapping[str, Table], spill: Spill) -> None:
    """An incident with its sentences, claims and disagreements."""
    places = [_add_evidence(job, incident, evidence, tables["evidence"]) for evidence in incident.evidence]
    tables["incidents"].add(as_record(incident), {"incident_id": places[0] if places else None})
    for claim in job.claims(incident):
        tables["claims"].add(as_record(claim) | {"incident_id": incident.incident_id})
    for dispute in job.disagreements(incident):
        tables["disagreements"].add(as_record(dispute) | {"told": told_sides(dispute)})
    for id_ in (*incident.reports, *(party.actor_id for party in incident.actors if party.actor_id)):
        spill.first(id_)


def _add_evidence(job: Job, incident: Incident, evidence: Evidence, table: Table) -> str:
    """A sentence with its report; where it stands in the workbook."""
    head = job.head(evidence.report_id)
    address = _address(head.url)
    record = {
        "incident_id": incident.incident_id,
        "publisher": head.publisher,
        "published_start": head.published.start.isoformat() if head.published.start else None,
        "sentence": evidence.text,
        "title": head.title,
        "url": address,
        "report_id": evidence.report_id,
        "start": evidence.start,
        "end": evidence.end,
    }
    return table.add(record, {"url": address})


def _address(url: str | None) -> str | None:
    """An address that a click may follow."""
    return url if url and url.startswith(("http://", "https://")) else None


def _belonging(job: Job, spill: Spill) -> Iterator[tuple[str, Iterable[Record]]]:
    """Records of the tables that incidents point at: all of them, or those of the incidents that pass the filters."""
    narrowed = job.filters.any
    for table, key in _HELD_BY_ALL:
        records = job.ledger.table(table)
        yield table, (record for record in records if not narrowed or spill.has(record[key]))


def _readme(job: Job) -> list[str]:
    return [
        OUR_OWN,
        "It says what is reported, by whom, and how independently. It does not say what is true.",
        ATTRIBUTION,
        PLOVER_ATTRIBUTION,
        "incidents: what happened, over all reports that tell of it; also what is threatened or denied: see status.",
        "Only occurred, ongoing and attempted count as having happened.",
        "An empty cell is unknown; it is never zero.",
        "evidence: the sentences that tell of each incident, with their place in the report (code points).",
        "A click on an incident's id leads to its first sentence, a click on an address to the report:",
        f"the first {LINKS_A_SHEET:,} of a sheet can be clicked.",
        "claims: every field of every telling, with its words and their place in the report.",
        "statements: who says what. disagreements: claims that cannot all be true. actors, reports: who, whence.",
        "origins counts independent originators: copies of one story count once.",
        f"Headline values are chosen by the rule {job.ledger.rule}.",
        "Every id can be looked up: dragoman show ID prints each claim behind it with its sentence.",
        "Columns that programs need are folded away: the plus sign above the sheet opens them.",
        "Lists stand in one cell, separated by semicolons; actors and sides stand as JSON.",
    ]
