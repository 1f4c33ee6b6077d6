"""Readings made by hand, and a reader and a reconciler without a model: for tests of the rooms behind the reading."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from types import ModuleType, SimpleNamespace
from typing import Any

from dragoman.model import (
    Actor,
    ActorMention,
    Correction,
    Count,
    Dated,
    Disagreement,
    Evidence,
    Incident,
    Interval,
    Link,
    Mention,
    MentionActor,
    MentionTime,
    Party,
    PlaceMention,
    Plover,
    Published,
    Reading,
    Relation,
    Report,
    Rule,
    Side,
    Source,
    Span,
    Standing,
    Statement,
    TextSpan,
    Timex,
    ToldLink,
    Weapon,
    content_id,
)

TEXT = (
    "Two rockets hit the depot in Karsa on 4 March 2021, killing 3 guards. "
    "The governor said the Grey Wolves fired them. "
    "The Grey Wolves denied it. "
    "Troops answered with shelling that injured at least 10 people."
)


def find(text: str, words: str, after: int = 0) -> TextSpan:
    start = text.index(words, after)
    return TextSpan(start, start + len(words), words)


def sentences_of(text: str) -> tuple[Span, ...]:
    return tuple(Span(m.start(), m.end()) for m in re.finditer(r"\S[^.]*\.", text))


def make_report(text: str = TEXT, external_id: str = "a-report", **fields: Any) -> Report:
    published = Published(date(2021, 3, 5), date(2021, 3, 5), "day", "header", "a dateline")
    return Report(text=text, external_id=external_id, **{"published": published, **fields})


def make_reading(report: Report | None = None) -> Reading:
    """A full reading of TEXT, or of any report whose text has it at its beginning."""
    report = report or make_report()
    text, owner = report.text, report.report_id
    spans = sentences_of(text)
    first, said, denied, answer = spans[:4]

    def key(*parts: object) -> str:
        return content_id("men", owner, *parts)

    governor, wolves = find(text, "The governor"), find(text, "the Grey Wolves")
    again = find(text, "The Grey Wolves")
    karsa, day = find(text, "Karsa"), find(text, "4 March 2021")
    place = PlaceMention(
        karsa.start, karsa.end, "Karsa", "9001", "Karsa", "city", 33.5, 44.25, "IQ", "Iraq", "Diyala", 1, 2.0
    )
    timex = Timex(day.start, day.end, day.text, "DATE", "2021-03-04", date(2021, 3, 4), date(2021, 3, 4), "day")
    time = MentionTime(day.start, day.end, day.text, "2021-03-04", date(2021, 3, 4), date(2021, 3, 4), "day")
    statement = Statement(
        statement_id=content_id("sta", owner, said.start),
        report_id=owner,
        source=Source(governor.start, governor.end, governor.text, None, "governor of Karsa"),
        cue=find(text, "said"),
        content=(Span(wolves.start, said.end - 1),),
        direct=False,
        stance="asserts",
        sentence=said,
        sentence_text=text[said.start : said.end],
        text=text[wolves.start : said.end - 1],
        mentions=(key("fired"),),
        topic=("fire", "wolf"),
    )
    denial = Statement(
        statement_id=content_id("sta", owner, denied.start),
        report_id=owner,
        source=Source(again.start, again.end, again.text, "grey-wolves", "Grey Wolves"),
        cue=find(text, "denied"),
        content=(),
        direct=False,
        stance="denies",
        sentence=denied,
        sentence_text=text[denied.start : denied.end],
        text="it",
    )
    three, rockets, guards = find(text, "3"), find(text, "Two rockets"), find(text, "3 guards")
    hit = Mention(
        mention_id=key("hit"),
        report_id=owner,
        event_id="e1",
        sentence=first,
        trigger=find(text, "hit"),
        kind="shelling",
        plover=Plover("ASSAULT", "heavy-weapons", ("military",)),
        status="occurred",
        actors=(MentionActor("victim", "unnamed", guards.start, guards.end, guards.text),),
        place=place,
        time=time,
        killed=Count(3, 3, 3, three.start, three.end, "3"),
        weapons=(Weapon(rockets.start, rockets.end, rockets.text, "rocket"),),
        confidence=0.9,
    )
    fired = Mention(
        mention_id=key("fired"),
        report_id=owner,
        event_id="e1",
        sentence=said,
        trigger=find(text, "fired"),
        kind="shelling",
        plover=Plover("ASSAULT"),
        status="occurred",
        actors=(MentionActor("blamed", "group", wolves.start, wolves.end, wolves.text, "grey-wolves", "Grey Wolves"),),
        statement_id=statement.statement_id,
    )
    ten = find(text, "at least 10")
    shelled = Mention(
        mention_id=key("shelling"),
        report_id=owner,
        event_id="e2",
        sentence=answer,
        trigger=find(text, "shelling"),
        kind="shelling",
        plover=None,
        status="occurred",
        time=MentionTime(None, None, None, None, date(2021, 3, 4), date(2021, 3, 5), "day"),
        injured=Count(10, None, None, ten.start, ten.end, ten.text),
    )
    answered = find(text, "answered")
    return Reading(
        report=report,
        sentences=spans,
        times=(timex,),
        places=(place,),
        actors=(
            ActorMention(wolves.start, wolves.end, wolves.text, "group", "grey-wolves", "Grey Wolves", "REB", "IRQ"),
            ActorMention(again.start, again.end, again.text, "group", "grey-wolves", "Grey Wolves", "REB", "IRQ"),
            ActorMention(guards.start, guards.end, guards.text, "unnamed"),
        ),
        mentions=(hit, fired, shelled),
        statements=(statement, denial),
        relations=(
            Relation(
                content_id("rel", owner, wolves.start),
                owner,
                "Grey Wolves",
                "fights",
                "Troops",
                "grey-wolves",
                None,
                Dated(date(2021, 1, 1), None),
                Dated(),
                wolves.start,
                wolves.end,
                wolves.text,
                statement_id=statement.statement_id,
            ),
        ),
        links=(
            ToldLink(shelled.mention_id, hit.mention_id, "response_to", None, answered.start, answered.end, "answered"),
        ),
    )


@dataclass
class HandReader:
    """A reader that knows TEXT; other texts get sentences only, and "CRASH" makes it fail."""

    name: str = "hand"
    version: str = "1"
    delay_seconds: float = 0.0

    def read(self, report: Report) -> Reading:
        if self.delay_seconds:
            import time

            time.sleep(self.delay_seconds)
        if "CRASH" in report.text:
            raise ValueError("the hand slipped")
        if report.text.startswith(TEXT):
            return make_reading(report)
        return Reading(report=report, sentences=sentences_of(report.text))


@dataclass
class Clock:
    """A clock that a test sets; each look at it is a second later."""

    moment: datetime = datetime(2021, 3, 6, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


@dataclass(frozen=True)
class HandReconciled:
    origins: dict[str, str]
    origin_reasons: dict[str, tuple[str, ...]]
    incidents: tuple[Incident, ...]
    disagreements: tuple[Disagreement, ...]
    links: tuple[Link, ...]
    corrections: dict[str, Standing] = field(default_factory=dict)


def hand_reconcile(
    reports: Sequence[Report],
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    told: Sequence[ToldLink],
    corrections: Sequence[Correction] = (),
    rule: Rule = "best_supported",
    lore: object = None,
) -> HandReconciled:
    """One incident for each event_id over all reports; copies of one text share an origin."""
    text = {report.report_id: report.text for report in reports}
    origins = {report.report_id: content_id("org", report.sha256) for report in reports}
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        groups[mention.event_id].append(mention)
    incidents = tuple(_incident(event, groups[event], text, origins, rule) for event in sorted(groups))
    of = {mention.mention_id: event for event, items in groups.items() for mention in items}
    links = {
        (of[link.from_mention], of[link.to_mention]): Evidence(_owner(link, mentions), link.start, link.end, link.text)
        for link in told
    }
    return HandReconciled(
        origins,
        dict.fromkeys(origins.values(), ("one text",)),
        incidents,
        tuple(_disagreement(incident) for incident in incidents if len(incident.evidence) > 1),
        tuple(
            Link(content_id("lnk", a, b), _key(a), _key(b), "response_to", "stated", None, (evidence,))
            for (a, b), evidence in sorted(links.items())
        ),
    )


def _owner(link: ToldLink, mentions: Sequence[Mention]) -> str:
    return next(mention.report_id for mention in mentions if mention.mention_id == link.from_mention)


def _key(event: str) -> str:
    return content_id("inc", event)


def _incident(event: str, items: list[Mention], text: dict[str, str], origins: dict[str, str], rule: Rule) -> Incident:
    items = sorted(items, key=lambda m: (m.report_id, m.sentence, m.mention_id))
    first = items[0]
    spans = sorted({(m.report_id, m.sentence.start, m.sentence.end) for m in items})
    evidence = tuple(Evidence(r, s, e, text[r][s:e]) for r, s, e in spans)
    parties: dict[tuple[str, str], list[MentionActor]] = defaultdict(list)
    for mention in items:
        for actor in mention.actors:
            parties[actor.role, actor.name or actor.text].append(actor)
    time = next((m.time for m in items if m.time), None)
    reports = tuple(dict.fromkeys(m.report_id for m in items))
    incident = Incident(
        incident_id=_key(event),
        kind=first.kind,
        plover=first.plover,
        status=first.status,
        series=False,
        background=False,
        actors=tuple(
            Party(role, name, who[0].type, who[0].actor_id, tuple(sorted({a.text for a in who})))
            for (role, name), who in sorted(parties.items())
        ),
        place=next((m.place for m in items if m.place), None),
        time=Interval(time.first, time.last, time.precision) if time else Interval(),
        killed=next((m.killed for m in items if m.killed), None),
        injured=next((m.injured for m in items if m.injured), None),
        arrested=None,
        quantity=None,
        weapons=first.weapons,
        summary=f"{first.kind} told {len(items)} times",
        reports=reports,
        origins=len({origins[r] for r in reports}),
        evidence=evidence,
        disagreements=(),
        rule=rule,
        mentions=tuple(m.mention_id for m in items),
    )
    disagreement = (_disagreement(incident).disagreement_id,) if len(evidence) > 1 else ()
    return replace(incident, disagreements=disagreement)


def _disagreement(incident: Incident) -> Disagreement:
    sides = tuple(Side(f"side {n}", 1, (), (evidence,), ("somebody",)) for n, evidence in enumerate(incident.evidence))
    return Disagreement(
        content_id("dis", incident.incident_id), incident.incident_id, "actor", sides, "attribution", "who"
    )


class HandLore:
    @classmethod
    def load(cls, folders: tuple[object, ...] = ()) -> HandLore:
        return cls()


KNOWN_ACTORS = {
    "grey-wolves": Actor("grey-wolves", "Grey Wolves", "group", ("Wolves of the North",), "REB", "IRQ", (), "made up")
}


def hand_rooms() -> Iterator[tuple[str, str, object]]:
    """(module, name, stand-in) for the rooms that a test of the ledger does without: reconcile, the actor base."""
    yield "dragoman.reconcile", "reconcile", hand_reconcile
    yield "dragoman.reconcile", "Lore", HandLore


def hand_actor_base() -> ModuleType:
    module = ModuleType("dragoman.knowledge.actor_base")
    module.load_actors = lambda folders=(): SimpleNamespace(get=KNOWN_ACTORS.get, actors=KNOWN_ACTORS)  # type: ignore[attr-defined]
    return module
