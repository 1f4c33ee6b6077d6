"""What lies behind an incident besides its claims: whose reports they are, why they were joined, what answered what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from ..ledger import Ledger
from ..model import Incident, Report
from . import words
from .chains import chain_of
from .interest import MARK, Interested

_BY = {"stated": "the report states it", "claimed": "claimed"}


def origin_lines(
    ledger: Ledger, incident: Incident, sources: Mapping[str, str], interested: Interested
) -> Iterator[str]:
    """Each independent origin with its reports, and why several are one."""
    reports: dict[str, list[Report]] = defaultdict(list)
    for one in incident.reports:
        report = ledger.report(one)
        reports[report.origin_id].append(report)
    if len(incident.reports) < 2:
        return
    yield "\nOrigins"
    for number, (origin, some) in enumerate(reports.items(), start=1):
        yield f"  {number}  {'; '.join(f'{sources[one.report_id]} ({one.report_id})' for one in some)}"
        why = ledger.origin_reasons(origin)
        yield from (f"       {reason}" for reason in why if len(some) > 1)
        party = next((one.publisher for one in some if one.publisher and interested(one.publisher, incident)), None)
        if party or any(one.kind == "official" for one in some):
            yield f"       {f'published by {party}, {MARK}' if party else 'an official release'}"


def joined_lines(ledger: Ledger, incident: Incident, sources: Mapping[str, str]) -> Iterator[str]:
    """Why each report's telling was put to the ones before it."""
    told = ledger.joined(incident.incident_id)
    if told:
        yield "\nWhy joined"
    for one in told:
        fits = ", ".join(one.reasons) or "little"
        how = f"{fits} ({one.score:.1f})" if one.by_itself else f"by way of another telling ({one.doubt or fits})"
        yield f"  {sources[one.report_id]} with {sources[one.other_id]}: {how}"


def chain_lines(ledger: Ledger, incident: Incident) -> Iterator[str]:
    """The chain of answers that an incident is part of, as told."""
    links = list(ledger.links())
    ends = {end for link in links for end in (link.from_id, link.to_id)}
    if incident.incident_id not in ends:
        return
    incidents = {one: ledger.incident(one) for one in sorted(ends)}
    chain = chain_of(incident.incident_id, links, incidents)
    if chain:
        yield "\nChain, as told"
    for depth, one, link in chain:
        here = "  ← this one" if one.incident_id == incident.incident_id else ""
        how = f" ({_BY[link.basis]})" if link else ""
        answer = "answered by " if link else ""
        when = words.days(one.time)
        yield f"  {'   ' * depth}{answer}{one.summary}{'' if when else ', undated'}{how}  {one.incident_id}{here}"
