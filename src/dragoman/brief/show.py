"""One thing of the ledger with everything it rests on: `dragoman show ID`, or the name of an actor."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain, groupby
from typing import Any

from ..errors import NotFound
from ..knowledge.kinds import load_kinds
from ..ledger import Ledger
from ..ledger.cells import FIELDS, shown
from ..model import Claim, Disagreement, Evidence, Incident, Mention, Report, Statement
from . import words
from .behind import chain_lines, joined_lines, origin_lines
from .interest import MARK, interests
from .lookup import SHORTEST, flat, one_of, sources_of
from .show_actor import actor_told

_NAMED = frozenset({"actor", "recipient", "victim", "claimant", "blamed", "place"})
"""Fields whose values are ids of actors or places."""


def show(ledger: Ledger, wanted: str) -> str:
    """What the ledger holds of an id (or its beginning), or of an actor's name. Raises NotFound."""
    views: tuple[tuple[str, Callable[[Ledger, str], Iterator[str] | None]], ...] = (
        ("inc", _incident),
        ("rep", _report),
        ("men", _mention),
        ("clm", _claim),
        ("sta", _statement),
        ("dis", _disagreement),
    )
    for _, view in views:
        lines = view(ledger, wanted)
        if lines is not None:
            return "\n".join(lines) + "\n"
    actor = actor_told(ledger, wanted)
    if actor is not None:
        return "\n".join(actor) + "\n"
    short = f", of which at least {SHORTEST} characters are needed" if len(wanted) < SHORTEST else ""
    raise NotFound(
        f"nothing in this ledger has the id or name {wanted!r}; ids stand at the end of each line of the brief{short}"
    )


def _incident(ledger: Ledger, wanted: str) -> Iterator[str] | None:
    """An incident: its headline, every claim field by field, its ties and disagreements."""
    found = one_of(chain(ledger.incidents(), ledger.rejected()), wanted, lambda i: i.incident_id)
    if found is None and wanted.startswith("inc-"):
        with suppress(NotFound):
            found = ledger.incident(wanted)
            moved = f"{wanted} is now {found.incident_id}"
            return chain([moved], _incident_lines(ledger, found))
    return _incident_lines(ledger, found) if found else None


def _incident_lines(ledger: Ledger, incident: Incident) -> Iterator[str]:
    kind = load_kinds(ledger.settings.knowledge).get(incident.kind)
    sources = sources_of(ledger)
    yield f"{incident.incident_id}  {words.what(incident, kind.label if kind else incident.kind)}"
    cells = {
        "status": words.STATUS_WORDS[incident.status],
        "when": words.days(incident.time) or "not told",
        "who": words.parties(incident) or "not told",
        "where": words.place(incident.place) or "not told",
        "toll": words.toll(incident) or "not told",
        "weapons": words.weapons(incident) or "not told",
        "PLOVER": f"{incident.plover.type} {incident.plover.mode or ''}".strip() if incident.plover else "none",
        "ACLED": f"{kind.acled_event} / {kind.acled_sub_event}" if kind else "none",
        "origins": f"{incident.origins} independent, in {words.many(len(incident.reports), 'report')}",
        "values by": incident.rule,
    }
    yield from (f"  {name:<10} {value}" for name, value in cells.items())
    yield from _correction_lines(ledger, incident)
    mentions = {m.mention_id: m for m in ledger.mentions() if m.mention_id in set(incident.mentions)}
    yield "\nTold in"
    yield from _evidence_lines(incident.evidence, sources)
    yield "\nClaims"
    interested = interests(ledger.actors())
    marks = {who: MARK for who in _speakers(ledger, incident) if interested(who, incident)}
    yield from _claims([c for c in ledger.claims() if c.mention_id in mentions], ledger, sources, marks)
    yield from joined_lines(ledger, incident, sources)
    yield from origin_lines(ledger, incident, sources, interested)
    yield from chain_lines(ledger, incident)
    ties = [link for link in ledger.links() if incident.incident_id in (link.from_id, link.to_id)]
    for link in ties:
        yield f"\n{link.relation.replace('_', ' ')} ({link.basis}): {link.from_id} → {link.to_id}"
        yield from _evidence_lines(link.evidence, sources)
    for dispute in ledger.disagreements():
        if dispute.incident_id == incident.incident_id:
            yield ""
            yield from _dispute_lines(dispute, sources, marks)


def _speakers(ledger: Ledger, incident: Incident) -> set[str]:
    """Everyone who says something of an incident, by id and name."""
    own = set(incident.mentions)
    told = {claim.speaker_id for claim in ledger.claims() if claim.mention_id in own and claim.speaker_id}
    about = (one for one in ledger.disagreements() if one.incident_id == incident.incident_id)
    return told | {speaker for one in about for side in one.sides for speaker in side.speakers}


def _correction_lines(ledger: Ledger, incident: Incident) -> Iterator[str]:
    """What persons decided on an incident: who, when and why."""
    if incident.rejected:
        yield "  rejected   counts for nothing"
    marks = {mark.correction_id: mark for mark in incident.corrections}
    if marks:
        yield "\nCorrections"
    for one in ledger.corrections():
        if one.correction_id in marks:
            mark = marks[one.correction_id]
            said = f": {flat(one.reason)}" if one.reason else ""
            what = f"{one.op.replace('_', ' ')} {mark.field or ''}".strip()
            change = f", was {shown(one.from_value or '').partition('=')[2]}" if one.op == "set" else ""
            yield f"  {what:<10} by {one.by}, {one.at[:10]}{change}{said}  {one.correction_id}"


def _claims(
    claims: Sequence[Claim], ledger: Ledger, sources: dict[str, str], marks: Mapping[str, str]
) -> Iterator[str]:
    """Claims field by field and value by value, each with the words it was read from."""
    names = _names(ledger)
    names |= {who: f"{names.get(who, who)} ({mark})" for who, mark in marks.items()}
    fields = list(FIELDS)
    ordered = sorted(claims, key=lambda c: (fields.index(c.field), c.value, c.status, c.report_id, c.start, c.claim_id))
    for (field, value, status), told in groupby(ordered, key=lambda c: (c.field, c.value, c.status)):
        mark = "" if status in ("occurred", "ongoing") else f" [{words.STATUS_WORDS[status]}]"
        yield f"  {field:<10} {_called(field, value, names)}{mark}"
        yield from (f"      {_claim_words(claim, sources, names)}" for claim in told)


def _claim_line(claim: Claim, sources: dict[str, str], names: dict[str, str]) -> str:
    """One claim in one line."""
    value = _called(claim.field, claim.value, names)
    return f"  {claim.field:<10} {value}  {_claim_words(claim, sources, names)}"


def _called(field: str, value: str, names: dict[str, str]) -> str:
    """A claim's value by its name: a place's id is a bare number, and so are counts, which have none."""
    return names.get(value, value) if field in _NAMED else value


def _claim_words(claim: Claim, sources: dict[str, str], names: dict[str, str]) -> str:
    """The words a claim was read from, whose word it is, and where."""
    said = f" said by {names.get(claim.speaker_id, claim.speaker_id)}" if claim.speaker_id else ""
    where = f"{sources.get(claim.report_id, claim.report_id)}, {claim.start}–{claim.end}"
    return f"“{flat(claim.raw)}”{said} ({where})  {claim.claim_id}"


def _names(ledger: Ledger) -> dict[str, str]:
    """What actors and places are called, by their ids."""
    places = {place.place_id: place.name for place in ledger.places() if place.place_id and place.name}
    return {**places, **{actor.actor_id: actor.name for actor in ledger.actors()}}


def _evidence_lines(evidence: Sequence[Evidence], sources: dict[str, str]) -> Iterator[str]:
    """Sentences with the report and the offsets they stand at."""
    for item in evidence:
        yield f"  ({sources.get(item.report_id, item.report_id)}, {item.start}–{item.end}) {flat(item.text)}"


def _dispute_lines(
    dispute: Disagreement, sources: dict[str, str], marks: Mapping[str, str] | None = None
) -> Iterator[str]:
    label = "updated" if dispute.kind == "updated" else "disagreement"
    about = dispute.about.partition(": ")[2] if dispute.incident_id else ""
    yield f"{dispute.disagreement_id}  {label}: {words.question(dispute.field).lower()}{about and ': ' + about}"
    for side in dispute.sides:
        marked = [f"{one} ({marks[one]})" if marks and one in marks else one for one in side.speakers]
        who = f" — {', '.join(marked)}" if marked else ""
        yield f"  ▪ {side.value}{who} ({words.many(side.origins, 'origin')})"
        yield from (f"  {line}" for line in _evidence_lines(side.evidence, sources))


def _disagreement(ledger: Ledger, wanted: str) -> Iterator[str] | None:
    found = one_of(ledger.disagreements(), wanted, lambda d: d.disagreement_id)
    return _dispute_lines(found, sources_of(ledger)) if found else None


def _report(ledger: Ledger, wanted: str) -> Iterator[str] | None:
    """A report by id, or by the name its file or record had."""
    rows = list(ledger.reports())
    found = one_of(rows, wanted, lambda r: r.report_id) or next((r for r in rows if r.external_id == wanted), None)
    return _report_lines(ledger, found, rows) if found else None


def _report_lines(ledger: Ledger, report: Report, reports: Sequence[Report]) -> Iterator[str]:
    yield f"{report.report_id}  {report.title or report.external_id}"
    dated = words.days(report.published.interval) or "unknown"
    cells: dict[str, Any] = {
        "file": report.external_id,
        "publisher": report.publisher,
        "address": report.url,
        "author": report.author,
        "published": f"{dated} ({report.published.basis}: {report.published.reason or 'no reason'})",
        "sort": report.kind,
        "language": report.language,
        "flags": ", ".join(words.FLAG_WORDS.get(flag, flag) for flag in report.flags) or "none",
        "version": f"{report.version} of {report.article_id}",
        "origin": report.origin_id,
    }
    yield from (f"  {name:<10} {value}" for name, value in cells.items() if value)
    copies = [r for r in reports if r.origin_id == report.origin_id and r.report_id != report.report_id]
    yield from (f"  same origin {r.report_id}  {r.title or r.external_id}" for r in copies)
    yield from (f"    because  {why}" for why in ledger.origin_reasons(report.origin_id))
    yield "\nIncidents told in it"
    for incident in ledger.incidents():
        if report.report_id in incident.reports:
            yield f"  {incident.incident_id}  {incident.summary}"


def _mention(ledger: Ledger, wanted: str) -> Iterator[str] | None:
    found = one_of(ledger.mentions(), wanted, lambda m: m.mention_id)
    return _mention_lines(ledger, found) if found else None


def _mention_lines(ledger: Ledger, mention: Mention) -> Iterator[str]:
    text = ledger.report(mention.report_id).text
    sources = sources_of(ledger)
    status = words.STATUS_WORDS[mention.status]
    yield f"{mention.mention_id}  {mention.kind}, {status}, trigger “{mention.trigger.text}”"
    yield f"  {flat(text[mention.sentence.start : mention.sentence.end])}"
    names = _names(ledger)
    told = (claim for claim in ledger.claims() if claim.mention_id == mention.mention_id)
    yield from (_claim_line(claim, sources, names) for claim in told)


def _claim(ledger: Ledger, wanted: str) -> Iterator[str] | None:
    found = one_of(ledger.claims(), wanted, lambda c: c.claim_id)
    if found is None:
        return None
    mention = next(m for m in ledger.mentions() if m.mention_id == found.mention_id)
    return iter([_claim_line(found, sources_of(ledger), _names(ledger)).strip(), *_mention_lines(ledger, mention)])


def _statement(ledger: Ledger, wanted: str) -> Iterator[str] | None:
    found = one_of(ledger.statements(), wanted, lambda s: s.statement_id)
    return _statement_lines(ledger, found) if found else None


def _statement_lines(ledger: Ledger, said: Statement) -> Iterator[str]:
    source = said.source
    who = (source.name or source.text) if source else "nobody named"
    yield f"{said.statement_id}  {who} {said.stance.replace('_', ' ')}"
    yield f"  words      {flat(said.text)}"
    yield f"  in         {flat(said.sentence_text)}"
    yield f"  report     {sources_of(ledger).get(said.report_id)} {said.report_id}"
    yield from (f"  tells of   {mention}" for mention in said.mentions)
