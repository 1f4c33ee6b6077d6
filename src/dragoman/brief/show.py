"""One thing of the ledger with everything it rests on: `dragoman show ID`, or the name of an actor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, groupby
from typing import Any, TypeVar

from ..errors import NotFound
from ..knowledge.kinds import load_kinds
from ..ledger import Ledger
from ..ledger.cells import FIELDS, shown
from ..model import Actor, Claim, Disagreement, Evidence, Incident, Mention, Relation, Report, Statement
from . import words

Row = TypeVar("Row")
# An id may be shortened to this many characters as long as only one thing begins so.
_SHORTEST = 6
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
    actor = _actor(ledger, wanted)
    if actor is not None:
        return "\n".join(actor) + "\n"
    raise NotFound(
        f"nothing in this ledger has the id or name {wanted!r}; ids stand at the end of each line of the brief"
    )


def _one(rows: Iterable[Row], wanted: str, id_of: Callable[[Row], str]) -> Row | None:
    """The row with an id, or the only one whose id begins so. Raises NotFound when several do."""
    near: list[Row] = []
    for row in rows:
        if id_of(row) == wanted:
            return row
        if len(wanted) >= _SHORTEST and id_of(row).startswith(wanted):
            near.append(row)
    if len(near) > 1:
        raise NotFound(f"{wanted!r} is the beginning of {len(near)} ids; give more of it")
    return near[0] if near else None


def _sources(ledger: Ledger) -> dict[str, str]:
    """Report ids and how the reports are called."""
    return {
        r.report_id: f"{r.publisher or r.external_id}, {words.days(r.published.interval) or 'undated'}"
        for r in ledger.reports()
    }


def _incident(ledger: Ledger, wanted: str) -> Iterator[str] | None:
    """An incident: its headline, every claim field by field, its ties and disagreements."""
    found = _one(chain(ledger.incidents(), ledger.rejected()), wanted, lambda i: i.incident_id)
    if found is None and wanted.startswith("inc-"):
        with suppress(NotFound):
            found = ledger.incident(wanted)
            moved = f"{wanted} is now {found.incident_id}"
            return chain([moved], _incident_lines(ledger, found))
    return _incident_lines(ledger, found) if found else None


def _incident_lines(ledger: Ledger, incident: Incident) -> Iterator[str]:
    kind = load_kinds(ledger.settings.knowledge).get(incident.kind)
    sources = _sources(ledger)
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
    yield from _claims([claim for claim in ledger.claims() if claim.mention_id in mentions], ledger, sources)
    ties = [link for link in ledger.links() if incident.incident_id in (link.from_id, link.to_id)]
    for link in ties:
        yield f"\n{link.relation.replace('_', ' ')} ({link.basis}): {link.from_id} → {link.to_id}"
        yield from _evidence_lines(link.evidence, sources)
    for dispute in ledger.disagreements():
        if dispute.incident_id == incident.incident_id:
            yield ""
            yield from _dispute_lines(dispute, sources)


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
            said = f": {_flat(one.reason)}" if one.reason else ""
            what = f"{one.op.replace('_', ' ')} {mark.field or ''}".strip()
            change = f", was {shown(one.from_value or '').partition('=')[2]}" if one.op == "set" else ""
            yield f"  {what:<10} by {one.by}, {one.at[:10]}{change}{said}  {one.correction_id}"


def _claims(claims: Sequence[Claim], ledger: Ledger, sources: dict[str, str]) -> Iterator[str]:
    """Claims field by field and value by value, each with the words it was read from."""
    names = _names(ledger)
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
    return f"“{_flat(claim.raw)}”{said} ({where})  {claim.claim_id}"


def _names(ledger: Ledger) -> dict[str, str]:
    """What actors and places are called, by their ids."""
    places = {place.place_id: place.name for place in ledger.places() if place.place_id and place.name}
    return {**places, **{actor.actor_id: actor.name for actor in ledger.actors()}}


def _evidence_lines(evidence: Sequence[Evidence], sources: dict[str, str]) -> Iterator[str]:
    """Sentences with the report and the offsets they stand at."""
    for item in evidence:
        yield f"  ({sources.get(item.report_id, item.report_id)}, {item.start}–{item.end}) {_flat(item.text)}"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _dispute_lines(dispute: Disagreement, sources: dict[str, str]) -> Iterator[str]:
    label = "updated" if dispute.kind == "updated" else "disagreement"
    about = dispute.about.partition(": ")[2] if dispute.incident_id else ""
    yield f"{dispute.disagreement_id}  {label}: {words.question(dispute.field).lower()}{about and ': ' + about}"
    for side in dispute.sides:
        who = f" — {', '.join(side.speakers)}" if side.speakers else ""
        yield f"  ▪ {side.value}{who} ({words.many(side.origins, 'origin')})"
        yield from (f"  {line}" for line in _evidence_lines(side.evidence, sources))


def _disagreement(ledger: Ledger, wanted: str) -> Iterator[str] | None:
    found = _one(ledger.disagreements(), wanted, lambda d: d.disagreement_id)
    return _dispute_lines(found, _sources(ledger)) if found else None


def _report(ledger: Ledger, wanted: str) -> Iterator[str] | None:
    """A report by id, or by the name its file or record had."""
    rows = list(ledger.reports())
    found = _one(rows, wanted, lambda r: r.report_id) or next((r for r in rows if r.external_id == wanted), None)
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
    yield "\nIncidents told in it"
    for incident in ledger.incidents():
        if report.report_id in incident.reports:
            yield f"  {incident.incident_id}  {incident.summary}"


def _mention(ledger: Ledger, wanted: str) -> Iterator[str] | None:
    found = _one(ledger.mentions(), wanted, lambda m: m.mention_id)
    return _mention_lines(ledger, found) if found else None


def _mention_lines(ledger: Ledger, mention: Mention) -> Iterator[str]:
    text = ledger.report(mention.report_id).text
    sources = _sources(ledger)
    status = words.STATUS_WORDS[mention.status]
    yield f"{mention.mention_id}  {mention.kind}, {status}, trigger “{mention.trigger.text}”"
    yield f"  {_flat(text[mention.sentence.start : mention.sentence.end])}"
    names = _names(ledger)
    told = (claim for claim in ledger.claims() if claim.mention_id == mention.mention_id)
    yield from (_claim_line(claim, sources, names) for claim in told)


def _claim(ledger: Ledger, wanted: str) -> Iterator[str] | None:
    found = _one(ledger.claims(), wanted, lambda c: c.claim_id)
    if found is None:
        return None
    mention = next(m for m in ledger.mentions() if m.mention_id == found.mention_id)
    return iter([_claim_line(found, _sources(ledger), _names(ledger)).strip(), *_mention_lines(ledger, mention)])


def _statement(ledger: Ledger, wanted: str) -> Iterator[str] | None:
    found = _one(ledger.statements(), wanted, lambda s: s.statement_id)
    return _statement_lines(ledger, found) if found else None


def _statement_lines(ledger: Ledger, said: Statement) -> Iterator[str]:
    source = said.source
    who = (source.name or source.text) if source else "nobody named"
    yield f"{said.statement_id}  {who} {said.stance.replace('_', ' ')}"
    yield f"  words      {_flat(said.text)}"
    yield f"  in         {_flat(said.sentence_text)}"
    yield f"  report     {_sources(ledger).get(said.report_id)} {said.report_id}"
    yield from (f"  tells of   {mention}" for mention in said.mentions)


def _actor(ledger: Ledger, wanted: str) -> Iterator[str] | None:
    """An actor by id, name or alias."""
    small = wanted.casefold()
    actors = list(ledger.actors())
    found = _one(actors, wanted, lambda a: a.actor_id) or next(
        (a for a in actors if small == a.name.casefold() or small in (alias.casefold() for alias in a.aliases)), None
    )
    return _actor_lines(ledger, found) if found else None


def _actor_lines(ledger: Ledger, actor: Actor) -> Iterator[str]:
    """Who they are, with whom, since when and by whose word, and what they took part in."""
    yield f"{actor.actor_id}  {actor.name} ({actor.type}{', ' + actor.country if actor.country else ''})"
    if actor.description:
        yield f"  {actor.description}"
    if actor.aliases:
        yield f"  also       {'; '.join(actor.aliases)}"
    for office in actor.roles:
        since, until = (day.isoformat() if day else "?" for day in (office.since, office.until))
        of = f", {office.of}" if office.of else ""
        yield f"  office     {office.office}{of} ({since} to {until}; from the knowledge base)"
    sources = _sources(ledger)
    told = [r for r in ledger.relations() if actor.actor_id in (r.a_id, r.b_id)]
    yield from (_relation_line(relation, sources) for relation in told)
    for incident in ledger.incidents():
        roles = sorted({party.role for party in incident.actors if party.actor_id == actor.actor_id})
        if roles:
            yield f"  {'/'.join(roles):<10} {incident.incident_id}  {incident.summary}"


def _relation_line(relation: Relation, sources: dict[str, str]) -> str:
    """A relation as told, with the day it is told for."""
    day = relation.since.last or relation.until.first
    dated = f", by {words.day(day)}" if day else ""
    doubt = " (disputed)" if relation.disputed else ""
    what = relation.office or relation.relation.replace("_", " ")
    told = f"“{_flat(relation.text)}” ({sources.get(relation.report_id)})"
    return f"  relation   {relation.a} — {what} — {relation.b}{dated}{doubt}  {told}"
