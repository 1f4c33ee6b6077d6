"""What the brief says, before it is dressed as text, Markdown or a page. Every line keeps the evidence it rests on.

Invariant: a line is a view of one incident, disagreement or report of the ledger; nothing is computed here that the
ledger does not hold. What did not happen never stands under what happened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..knowledge.kinds import Kind
from ..model import HAPPENED, Disagreement, Evidence, Incident, Link, Report, Statement
from . import words


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the brief: an incident or posture with what a reader asks first."""

    id: str
    when: str
    what: str
    who: str
    where: str
    toll: str
    weapon: str
    status: str
    origins: int
    series: bool
    sort_day: str
    told: str
    """When it was reported, for lines without a date of their own; empty when that is unknown too."""
    evidence: tuple[Evidence, ...]
    unknown: tuple[str, ...]
    links: tuple[str, ...] = ()
    disputed: bool = False
    incident: Incident | None = None


@dataclass(frozen=True, slots=True)
class Dispute:
    """One disagreement with its sides next to each other."""

    id: str
    about: str
    kind: str
    field: str
    incident_id: str | None
    sides: tuple[DisputeSide, ...]


@dataclass(frozen=True, slots=True)
class DisputeSide:
    """One side: what it holds, who says so, from how many independent origins."""

    value: str
    speakers: str
    origins: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One statement worth a line: who, in what stance, and the words."""

    id: str
    speaker: str
    stance: str
    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One report as a source: where from, of when, how that is known, with what faults."""

    number: int
    report_id: str
    label: str
    publisher: str
    published: str
    basis: str
    kind: str
    flags: tuple[str, ...]
    origin: int
    reason: str


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole brief."""

    title: str
    counts: tuple[str, ...]
    happened: tuple[Line, ...]
    posture: tuple[Line, ...]
    threats: tuple[Line, ...]
    not_happened: tuple[Line, ...]
    diplomacy: tuple[Line, ...]
    disputes: tuple[Dispute, ...]
    said: tuple[Said, ...]
    background: tuple[Line, ...]
    unknown: tuple[str, ...]
    sources: tuple[SourceLine, ...]
    skipped: tuple[str, ...]
    reports: Mapping[str, Report]

    def source_number(self, report_id: str) -> int:
        """The number by which the brief refers to a report."""
        return next((line.number for line in self.sources if line.report_id == report_id), 0)


@dataclass(frozen=True, slots=True)
class Contents:
    """What the ledger holds for one brief, already narrowed by the user's filters."""

    reports: Sequence[Report]
    incidents: Sequence[Incident]
    statements: Sequence[Statement]
    disagreements: Sequence[Disagreement]
    links: Sequence[Link]
    skipped: Sequence[str] = ()
    actor_names: Mapping[str, str] | None = None


WARLIKE = frozenset({"violence", "coercion", "protest"})
_STANCES_WORTH_A_LINE = (
    "denies",
    "threatens",
    "warns",
    "doubts",
    "demands",
    "claims_responsibility",
    "promises",
    "predicts",
)


def compose(contents: Contents, kinds: Mapping[str, Kind], title: str = "Dragoman brief") -> Outline:
    """Sort the ledger's contents into the sections of a brief."""
    sources = _sources(contents.reports)
    reports = {report.report_id: report for report in contents.reports}
    ties = _ties(contents.links, contents.incidents, kinds)
    disputed = {dispute.incident_id for dispute in contents.disagreements if dispute.kind != "updated"}
    lines = [
        (i, _line(i, kinds, reports, ties.get(i.incident_id, ()), i.incident_id in disputed))
        for i in contents.incidents
    ]
    current = [(i, line) for i, line in lines if not i.background]
    happened = [line for i, line in current if _group(i, kinds) in WARLIKE and i.status in HAPPENED]
    posture = [line for i, line in current if _group(i, kinds) == "posture" and i.status not in ("negated", "denied")]
    threats = [line for i, line in current if _is_threat(i, kinds)]
    refuted = [line for i, line in current if i.status in ("negated", "denied") and _group(i, kinds) != "words"]
    talk = [
        line
        for i, line in current
        if _group(i, kinds) in ("words", "other") and i.status in HAPPENED and not _is_threat(i, kinds)
    ]
    return Outline(
        title=title,
        counts=_counts(contents, happened, posture, threats, sources),
        happened=_newest_first(happened),
        posture=_newest_first(posture),
        threats=_newest_first(threats),
        not_happened=_newest_first(refuted),
        diplomacy=_newest_first(talk),
        disputes=tuple(_dispute(d, contents, kinds) for d in contents.disagreements),
        said=_said(contents.statements),
        background=_newest_first([line for i, line in lines if i.background and i.status in HAPPENED]),
        unknown=_unknown(happened, contents.reports),
        sources=sources,
        skipped=tuple(contents.skipped),
        reports=reports,
    )


def _group(incident: Incident, kinds: Mapping[str, Kind]) -> str:
    """The contract's group of an incident's kind."""
    kind = kinds.get(incident.kind)
    return kind.group if kind else "other"


def _is_threat(incident: Incident, kinds: Mapping[str, Kind]) -> bool:
    """Threats and warnings, and deeds of violence that are only threatened, announced or thought possible."""
    if incident.kind in ("threat", "warning"):
        return incident.status not in ("negated", "denied", "possible")
    return _group(incident, kinds) in WARLIKE and incident.status in ("threatened", "announced", "possible")


def _line(
    incident: Incident, kinds: Mapping[str, Kind], reports: Mapping[str, Report], ties: tuple[str, ...], disputed: bool
) -> Line:
    """One incident as a line."""
    kind = kinds.get(incident.kind)
    return Line(
        id=incident.incident_id,
        when=words.signed(words.days(incident.time), incident, "time"),
        what=words.signed(
            words.what(incident, kind.label if kind else incident.kind), incident, "kind", "status", "series"
        ),
        who=words.signed(words.parties(incident), incident, "actor", "recipient", "victim"),
        where=words.signed(words.place(incident.place), incident, "place"),
        toll=words.signed(words.toll(incident), incident, "killed", "injured", "arrested", "quantity"),
        weapon=words.weapons(incident),
        status=incident.status,
        origins=incident.origins,
        series=incident.series,
        sort_day=incident.time.start.isoformat() if incident.time.start else "",
        told=_told(incident, reports),
        evidence=incident.evidence,
        unknown=words.missing(incident),
        links=ties,
        disputed=disputed,
        incident=incident,
    )


def _told(incident: Incident, reports: Mapping[str, Report]) -> str:
    """The date of the first dated report that tells of an incident; empty for none."""
    dated = [reports[r].published.interval for r in incident.reports if r in reports and reports[r].published.start]
    first = min(dated, key=lambda time: (str(time.start), str(time.end)), default=None)
    return words.days(first) if first else ""


def _newest_first(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Newest first; undated lines last; ties by id, so that the order never depends on the input's."""
    return tuple(sorted(sorted(lines, key=lambda line: line.id), key=lambda line: line.sort_day, reverse=True))


def _ties(
    links: Sequence[Link], incidents: Sequence[Incident], kinds: Mapping[str, Kind]
) -> dict[str, tuple[str, ...]]:
    """For each incident, its told ties in words."""
    by_id = {incident.incident_id: incident for incident in incidents}
    verb = {
        "response_to": "told as a response to",
        "part_of": "part of",
        "follow_up": "follows up",
        "cancels": "cancels",
    }
    found: dict[str, tuple[str, ...]] = {}
    for link in links:
        other = by_id.get(link.to_id)
        if other is None or link.from_id not in by_id:
            continue
        kind = kinds.get(other.kind)
        label = words.short(other, kind.label if kind else other.kind)
        verb = {
            "response_to": "told as a response to",
            "part_of": "part of",
            "follow_up": "follows up",
            "cancels": "cancels",
        }
        found[link.from_id] = (*found.get(link.from_id, ()), f"{verb[link.relation]}: {label}")
    return found


def _dispute(disagreement: Disagreement, contents: Contents, kinds: Mapping[str, Kind]) -> Dispute:
    """A disagreement in words."""
    incident = next((i for i in contents.incidents if i.incident_id == disagreement.incident_id), None)
    about = disagreement.about
    if incident is not None:
        kind = kinds.get(incident.kind)
        about = about or words.short(incident, kind.label if kind else incident.kind)
    names = contents.actor_names or {}
    sides = tuple(
        DisputeSide(side.value, ", ".join(names.get(s, s) for s in side.speakers), side.origins, side.evidence)
        for side in disagreement.sides
    )
    return Dispute(
        disagreement.disagreement_id, about, disagreement.kind, disagreement.field, disagreement.incident_id, sides
    )


def _said(statements: Sequence[Statement]) -> tuple[Said, ...]:
    """Statements that take a stance, each speaker's together, in a fixed order."""
    lines = [
        Said(
            s.statement_id,
            s.source.name or s.source.text,
            s.stance,
            s.text,
            Evidence(s.report_id, s.sentence.start, s.sentence.end, s.sentence_text),
        )
        for s in statements
        if s.source is not None and s.stance in _STANCES_WORTH_A_LINE
    ]
    return tuple(sorted(lines, key=lambda said: (said.speaker.lower(), said.stance, said.evidence, said.id)))


def _sources(reports: Sequence[Report]) -> tuple[SourceLine, ...]:
    """Reports as numbered sources; origins are numbered in the same order, so that copies share a number."""
    ordered = sorted(reports, key=lambda r: (r.external_id, r.report_id))
    origins: dict[str, int] = {}
    lines = []
    for number, report in enumerate(ordered, start=1):
        origin = origins.setdefault(report.origin_id, len(origins) + 1)
        lines.append(
            SourceLine(
                number,
                report.report_id,
                report.title or report.external_id,
                report.publisher or "",
                words.days(report.published.interval),
                report.published.basis,
                report.kind,
                report.flags,
                origin,
                report.published.reason,
            )
        )
    return tuple(lines)


def _counts(
    contents: Contents,
    happened: Sequence[Line],
    posture: Sequence[Line],
    threats: Sequence[Line],
    sources: Sequence[SourceLine],
) -> tuple[str, ...]:
    """The headline figures, each a sentence."""
    origins = len({line.origin for line in sources})
    single = [line for line in happened if not line.series]
    quarrels = [d for d in contents.disagreements if d.kind != "updated"]
    updates = len(contents.disagreements) - len(quarrels)
    counted = [
        f"{words.many(len(contents.reports), 'report')} from {words.many(origins, 'independent origin')}"
        + (f"; {len(contents.skipped)} skipped" if contents.skipped else ""),
        f"{words.many(len(single), 'incident')} reported as having happened"
        + (
            f", and {words.many(len(happened) - len(single), 'series', 'series')}"
            if len(single) < len(happened)
            else ""
        ),
        words.many(len(posture), "posture line"),
        words.many(len(threats), "threat or warning", "threats and warnings"),
        words.many(len(quarrels), "disagreement") + (f", {words.many(updates, 'updated figure')}" if updates else ""),
    ]
    deaths = words.total_killed([line.incident for line in single if line.incident])
    return (*counted, deaths) if deaths else tuple(counted)


def _unknown(happened: Sequence[Line], reports: Sequence[Report]) -> tuple[str, ...]:
    """What the reports do not tell, line by line, and reports without a date."""
    gaps = [
        f"{line.what}{', ' + line.when if line.when else ''}: {', '.join(line.unknown)}"
        for line in happened
        if line.unknown
    ]
    undated = [
        f"{report.title or report.external_id}: its own date is not known"
        for report in reports
        if report.published.start is None
    ]
    return (*gaps, *sorted(undated))


def as_dict(brief: Outline) -> dict[str, Any]:
    """The brief as plain data, for `--format json`; report texts are left out."""
    from ..model import as_record

    record: dict[str, Any] = as_record(brief)
    record.pop("reports")
    for section in ("happened", "posture", "threats", "not_happened", "diplomacy", "background"):
        for line in record[section]:
            line.pop("incident")
    return record
