"""Reads what `synthetic` writes, by its patterns and without a parser, to measure what comes behind the reading."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from dragoman.model import (
    Count,
    Mention,
    MentionActor,
    MentionTime,
    Reading,
    Report,
    Source,
    Span,
    Statement,
    TextSpan,
    ToldLink,
    content_id,
)

from .synthetic import DEEDS, IN_GENERAL, IN_OTHER_WORDS, LINE, SAID
from .synthetic_names import towns


class SyntheticReader:
    """Reads the deeds, spokesmen and answers of made-up news: a few hundred microseconds a report."""

    name = "synthetic"
    version = "3"

    def read(self, report: Report) -> Reading:
        """The deeds, spokesmen and answers of a report."""
        found = [match for pattern in (LINE, IN_OTHER_WORDS) for match in pattern.finditer(report.text)]
        mentions = tuple(_mention(report, match) for match in found)
        statements = (
            *(_statement(report, match, mentions[:1]) for match in SAID.finditer(report.text)),
            *(_statement(report, match, ()) for match in IN_GENERAL.finditer(report.text)),
        )
        links = tuple(
            ToldLink(a.mention_id, b.mention_id, "response_to", None, a.trigger.start, a.trigger.end, a.trigger.text)
            for match, a, b in zip(found, mentions, mentions[1:], strict=False)
            if match["answer"]
        )
        spans = tuple(Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", report.text))
        return Reading(report=report, sentences=spans, mentions=mentions, statements=statements, links=links)


def _mention(report: Report, match: re.Match[str]) -> Mention:
    def words(group: str) -> TextSpan:
        return Span(*match.span(group)).of(report.text)

    trigger, town, toll, doer, site = (words(group) for group in ("verb", "town", "toll", "doer", "site"))
    identity = (report.report_id, trigger.start)
    place = replace(towns()[town.text], start=town.start, end=town.end)
    when = None
    if match["day"]:
        day = date.fromisoformat(match["day"])
        when = MentionTime(*match.span("day"), match["day"], match["day"], day, day, "day")
    kind = next(kind for verb, kind, _ in DEEDS if verb == trigger.text)
    known = f"made-up:{doer.text.lower().replace(' ', '-')}"
    return Mention(
        mention_id=content_id("men", *identity),
        report_id=report.report_id,
        event_id=content_id("evt", *identity),
        sentence=Span(*match.span()),
        trigger=trigger,
        kind=kind,
        plover=None,
        status="occurred",
        actors=(
            MentionActor("actor", "group", doer.start, doer.end, doer.text, known, doer.text),
            MentionActor("recipient", "facility", site.start, site.end, site.text),
        ),
        place=place,
        time=when,
        killed=Count(int(toll.text), int(toll.text), int(toll.text), toll.start, toll.end, toll.text),
        confidence=0.9,
    )


def _statement(report: Report, match: re.Match[str], mentions: tuple[Mention, ...]) -> Statement:
    who, what = Span(*match.span("who")).of(report.text), Span(*match.span("what")).of(report.text)
    return Statement(
        statement_id=content_id("sta", report.report_id, who.start),
        report_id=report.report_id,
        source=Source(who.start, who.end, who.text, None, who.text),
        cue=None,
        content=(what.span,),
        direct=False,
        stance="asserts",
        sentence=Span(*match.span()),
        sentence_text=match.group(),
        text=what.text,
        mentions=tuple(m.mention_id for m in mentions),
    )
