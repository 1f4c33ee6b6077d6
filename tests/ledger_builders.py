"""Readings made by hand, and a reader and a reconciler without a model: for tests of the rooms behind the reading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from types import ModuleType, SimpleNamespace
from typing import Any

from dragoman.model import (
    Actor,
    ActorMention,
    Count,
    Dated,
    Mention,
    MentionActor,
    MentionTime,
    PlaceMention,
    Plover,
    Published,
    Reading,
    Relation,
    Report,
    Source,
    Span,
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

OTHER_TOLL = TEXT.replace("killing 3 guards", "killing 4 guards")
"""The same, but for the number of dead."""


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
    guards = find(text, "3 guards" if text.startswith(TEXT) else "4 guards")
    dead, rockets = Span(guards.start, guards.start + 1).of(text), find(text, "Two rockets")
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
        killed=Count(int(dead.text), int(dead.text), int(dead.text), dead.start, dead.end, dead.text),
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
        if report.text.startswith((TEXT, OTHER_TOLL)):
            return make_reading(report)
        return Reading(report=report, sentences=sentences_of(report.text))


@dataclass
class Clock:
    """A clock that a test sets; each look at it is a second later."""

    moment: datetime = datetime(2021, 3, 6, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


KNOWN_ACTORS = {
    "grey-wolves": Actor("grey-wolves", "Grey Wolves", "group", ("Wolves of the North",), "REB", "IRQ", (), "made up")
}


def hand_actor_base() -> ModuleType:
    module = ModuleType("dragoman.knowledge.actor_base")
    module.load_actors = lambda folders=(): SimpleNamespace(get=KNOWN_ACTORS.get, actors=KNOWN_ACTORS)  # type: ignore[attr-defined]
    return module
