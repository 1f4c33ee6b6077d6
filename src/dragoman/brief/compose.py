"""Sorting the ledger's contents into the sections of a brief.

Invariant: a line is a view of one incident, disagreement or report of the ledger; nothing is computed here that the
ledger does not hold. What did not happen never stands under what happened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ..knowledge.kinds import Kind
from ..model import HAPPENED, Evidence, Incident, Interval, Link, Report, Statement
from . import words
from .chains import told_chains
from .disputes import disputes
from .glance import glance
from .outline import Contents, Line, Outline, Said, SourceLine, one_line

WARLIKE = frozenset({"violence", "coercion", "protest"})
# A content of fewer words is told by its sentence.
_TELLING_WORDS = 4
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


def compose(contents: Contents, kinds: Mapping[str, Kind], title: str = "Dragoman brief", footer: str = "") -> Outline:
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
    done, stance, danger = (_newest_first(lines) for lines in (happened, posture, threats))
    quarrels = disputes(contents, kinds)
    return Outline(
        title=title,
        counts=_counts(contents, happened, posture, threats, sources),
        happened=done,
        posture=stance,
        threats=danger,
        not_happened=_newest_first(refuted),
        diplomacy=_newest_first(talk),
        disputes=quarrels,
        said=_said(contents.statements),
        background=_newest_first([line for i, line in lines if i.background and i.status in HAPPENED]),
        unknown=_unknown(happened, contents.reports),
        chains=told_chains(contents, kinds),
        sources=sources,
        skipped=tuple(contents.skipped),
        reports=reports,
        footer=footer,
        narrowed=contents.narrowed,
        numbers={source.report_id: source.number for source in sources},
        glance=glance(done, danger, stance, quarrels, kinds),
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
    told = _told(incident, reports)
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
        told=words.days(told) if told else "",
        told_day=str(told.start) if told else "",
        evidence=incident.evidence,
        unknown=words.missing(incident),
        links=ties,
        disputed=disputed,
        incident=incident,
    )


def _told(incident: Incident, reports: Mapping[str, Report]) -> Interval | None:
    """The date of the first dated report that tells of an incident; None for none."""
    dated = [reports[r].published.interval for r in incident.reports if r in reports and reports[r].published.start]
    return min(dated, key=lambda time: (str(time.start), str(time.end)), default=None)


def _newest_first(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Newest first, undated lines last by when they were told; ties by id, so that the input's order never shows."""
    by_id = sorted(lines, key=lambda line: line.id)
    return tuple(sorted(by_id, key=lambda line: (line.sort_day, line.told_day), reverse=True))


_TIES = {
    "response_to": "told as a response to",
    "part_of": "part of",
    "follow_up": "follows up",
    "cancels": "cancels",
}


def _ties(
    links: Sequence[Link], incidents: Sequence[Incident], kinds: Mapping[str, Kind]
) -> dict[str, tuple[str, ...]]:
    """For each incident, its told ties in words."""
    by_id = {incident.incident_id: incident for incident in incidents}
    found: dict[str, tuple[str, ...]] = {}
    for link in links:
        other = by_id.get(link.to_id)
        if other is None or link.from_id not in by_id:
            continue
        kind = kinds.get(other.kind)
        label = words.short(other, kind.label if kind else other.kind)
        tie = f"{_TIES[link.relation]}: {label}"
        if tie not in found.get(link.from_id, ()):
            found[link.from_id] = (*found.get(link.from_id, ()), tie)
    return found


def _said(statements: Sequence[Statement]) -> tuple[Said, ...]:
    """Statements that take a stance, each speaker's together, in a fixed order; copies of one stand as one."""
    found: dict[tuple[str, str, str], list[tuple[Evidence, str]]] = {}
    for s in statements:
        if s.source is not None and s.stance in _STANCES_WORTH_A_LINE:
            key = (s.source.name or s.source.text, s.stance, _words_said(s))
            evidence = Evidence(s.report_id, s.sentence.start, s.sentence.end, s.sentence_text)
            found.setdefault(key, []).append((evidence, s.statement_id))
    lines = [
        Said(min(ident for _, ident in told), *key, tuple(sorted({evidence for evidence, _ in told})))
        for key, told in found.items()
    ]
    return tuple(sorted(lines, key=lambda said: (said.speaker.lower(), said.stance, said.evidence, said.id)))


def _words_said(statement: Statement) -> str:
    """The content; the whole sentence where the content alone ("the claim") says nothing."""
    content = one_line(statement.text).removeprefix("that ")
    repeats = statement.stance == "claims_responsibility" and content.lower().startswith("responsibility")
    return content if len(content.split()) >= _TELLING_WORDS and not repeats else one_line(statement.sentence_text)


def _sources(reports: Sequence[Report]) -> tuple[SourceLine, ...]:
    """Reports as numbered sources; origins are numbered in the same order, so that copies share a number."""
    ordered = sorted(reports, key=lambda r: (r.external_id, r.report_id))
    origins: dict[str, int] = {}
    first: dict[int, int] = {}
    lines = []
    for number, report in enumerate(ordered, start=1):
        origin = origins.setdefault(report.origin_id, len(origins) + 1)
        earlier = first.setdefault(origin, number)
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
                earlier if earlier != number else None,
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
    unread = sum("unsupported_language" in report.flags for report in contents.reports)
    counted = [
        f"{words.many(len(contents.reports), 'report')} from {words.many(origins, 'independent origin')}"
        + (f"; {words.many(contents.skips, 'input')} skipped" if contents.skips else ""),
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
    if unread:
        counted.insert(1, f"{words.many(unread, 'report')} in other languages: kept, not read")
    if contents.rejected:
        counted.append(f"{words.many(contents.rejected, 'incident')} rejected by a person, not shown")
    deaths = words.total_killed([line.incident for line in single if line.incident])
    return (*counted, deaths) if deaths else tuple(counted)


def _unknown(happened: Sequence[Line], reports: Sequence[Report]) -> tuple[str, ...]:
    """What the reports do not tell, gap by gap, with the kinds of incident it is untold of; reports without a date."""
    gaps = []
    for gap in words.GAPS.values():
        kinds = Counter(line.what for line in happened if gap in line.unknown)
        if kinds:
            common = [
                f"{kind} {number}" for kind, number in sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
            ]
            gaps.append(f"{kinds.total()} of {words.many(len(happened), 'line')}: {gap} ({words.listed(common, 4)})")
    undated = sorted(report.title or report.external_id for report in reports if report.published.start is None)
    if undated:
        gaps.append(f"{words.many(len(undated), 'report')} of unknown date: {words.listed(undated, 6)}")
    return tuple(gaps)
