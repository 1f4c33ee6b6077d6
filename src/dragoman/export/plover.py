"""PLOVER records, a JSON object a line, with the sentence offsets of `text_info` filled, which the standard asks for.

Types and modes are those of the ledger (`kinds.csv`); quad codes and resolutions: houses/plover.toml. PLOVER's
`time`, `endtime` and `event_scale` are unknown; `coded_date` and `coded_time` would change the bytes from run to run.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from ..model import Count, Incident, Party, PlaceMention, Report
from .account import Account
from .coding import OUR_OWN, parties, urls
from .formats import ATTRIBUTION, PLOVER_ATTRIBUTION
from .job import Job


def write_plover(job: Job, out: BinaryIO) -> None:
    """Write incidents as PLOVER records, one a line."""
    for record in _records(job):
        out.write(json.dumps(record, ensure_ascii=False).encode("utf8") + b"\n")


def _records(job: Job) -> Iterator[dict[str, Any]]:
    rules = job.house("plover")
    return (_record(job, incident, rules) for incident in codable(job, rules))


def codable(job: Job, rules: Any) -> Iterator[Incident]:
    """The incidents that PLOVER can code; the job's account holds the others, and what is lost of these."""
    for incident in job.incidents():
        reason = _refusal(job, incident, rules)
        if reason:
            job.account.leave_out(incident.incident_id, reason)
            continue
        job.account.written += 1
        _count_losses(job.account, incident)
        yield incident


def _refusal(job: Job, incident: Incident, rules: Any) -> str | None:
    """Why an incident has no PLOVER record; None where it has one."""
    if incident.plover is None:
        return "PLOVER has no code for it"
    if dated(job, incident, rules) is None:
        return "its time is unknown, and PLOVER requires a date"
    return None


def dated(job: Job, incident: Incident, rules: Any) -> date | None:
    """The first day of an incident; of news that tells no day, that of its first report, as machine coders have it."""
    if incident.time.start or incident.background or rules["undated"] != "published":
        return incident.time.start
    days = [head.published.start for head in job.heads(incident) if head.published.precision == "day"]
    return min((day for day in days if day), default=None)


def _count_losses(account: Account, incident: Incident) -> None:
    """What an incident has that a PLOVER record does not."""
    held: list[tuple[object, str]] = [
        (parties(incident, "blamed", "claimant"), "blame and claims of responsibility have no field"),
        (
            any(not _exact(n) for n in (incident.killed, incident.injured, incident.arrested)),
            "a range of a count has no field: the best number stands",
        ),
        (incident.disagreements, "disagreements have no field: `dragoman show` has them"),
        (incident.weapons, "weapons have no field but the mode"),
        (incident.time.start is None, "its time is unknown: the day of publication stands, as machine coders have it"),
    ]
    for value, reason in held:
        if value:
            account.lose(incident.incident_id, reason)


def _exact(count: Count | None) -> bool:
    return count is None or count.low == count.best == count.high


def _record(job: Job, incident: Incident, rules: Any) -> dict[str, Any]:
    plover, time, day = incident.plover, incident.time, dated(job, incident, rules)
    assert plover and day
    heads = job.heads(incident)
    addresses = urls(heads)
    sentence = incident.evidence[0] if incident.evidence else None
    tellings = job.tellings(incident)
    undated = "" if time.start else "; date: the day of publication"
    return {
        "id": incident.incident_id,
        "has_event": True,
        "date": day.isoformat(),
        "enddate": time.end.isoformat() if time.end and time.end != time.start else None,
        "actor": [entity(party) for party in parties(incident, "actor")],
        "recipient": [entity(party) for party in parties(incident, "recipient", "victim")],
        "event": [plover.type],
        "mode": [plover.mode] if plover.mode else [],
        "context": list(plover.context),
        "event_loc": location(incident.place, rules) if incident.place else None,
        "event_text": list(dict.fromkeys(mention.trigger.text for mention in tellings)),
        "size": {"dead": best(incident.killed), "injured": best(incident.injured), "arrested": best(incident.arrested)},
        "quad_code": rules["quad"].get(plover.type),
        "link": addresses[0] if addresses else None,
        "text": sentence.text if sentence else None,
        "text_info": text_info(job, incident),
        "cite_info": cite_info(heads, addresses),
        "coder": "dragoman",
        "comment": f"{OUR_OWN}; status {incident.status}; {incident.origins} independent origins{undated}",
    }


def entity(party: Party) -> dict[str, Any]:
    """One party. `identifier_id` is the ledger's id of the actor, which `dragoman show` finds."""
    code = party.country or ""
    return {
        "code": f"{code} {party.sector}".strip() if party.sector else code or None,
        "sector": party.sector,
        "entity_text": list(party.texts),
        "identifier_id": party.actor_id,
        "identifier_text": party.name,
    }


def location(place: PlaceMention, rules: Any) -> dict[str, Any]:
    """Where it happened. A place that no gazetteer holds keeps its words alone."""
    near = rules["resolution_of_kind"].get(place.kind or "") if place.precision in (1, 2) else None
    resolution = near or rules["resolution"].get(str(place.precision))
    return {
        "extracted_place": place.text,
        "resolved_place": place.name,
        "geonameid": place.place_id if place.place_id and place.place_id.isdigit() else None,
        "lat": place.lat,
        "lon": place.lon,
        "province": place.admin1,
        "country": place.country_name,
        "country_code": place.country,
        "feature_class": None,
        "feature_code": place.kind,
        "resolution": resolution,
    }


def best(count: Count | None) -> int | None:
    """The best number of a count; where only a floor is told, the floor; unknown stays None."""
    if count is None:
        return None
    return count.best if count.best is not None else count.low


def text_info(job: Job, incident: Incident) -> dict[str, Any] | None:
    """Where the sentence of `text` stands in its report (code points); in `text_story` every sentence that tells."""
    story = [
        {
            "report_id": evidence.report_id,
            "sequence": job.ledger.sentence_number(evidence.report_id, evidence.start),
            "start": evidence.start,
            "end": evidence.end,
            "text": evidence.text,
        }
        for evidence in incident.evidence
    ]
    if not story:
        return None
    return {key: story[0][key] for key in ("report_id", "sequence", "start", "end")} | {"text_story": story}


def cite_info(heads: list[Report], addresses: list[str]) -> dict[str, Any]:
    """Who published it, and under which licences the codes stand; the reports are their publishers'."""
    return {
        "corpus": "dragoman ledger",
        "citation": [head.report_id for head in heads],
        "url": addresses,
        "title": [head.title for head in heads if head.title],
        "language": list(dict.fromkeys(head.language for head in heads)),
        "publication": list(dict.fromkeys(head.publisher for head in heads if head.publisher)),
        "license": f"{PLOVER_ATTRIBUTION}; {ATTRIBUTION}",
        "copyright": "the reports are their publishers'",
        "coder": "dragoman",
        "codebook": "PLOVER",
    }
