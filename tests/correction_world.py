"""A small war told by several papers, and a reader of it that can be changed: for the tests of corrections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from tellings import PLACES, filler

from dragoman.export import export_table
from dragoman.ledger import Ledger
from dragoman.model import (
    Count,
    Incident,
    Mention,
    MentionActor,
    MentionTime,
    PlaceMention,
    Published,
    Reading,
    Report,
    Span,
    TextSpan,
    content_id,
)

_LINE = re.compile(
    r"(?P<doer>\w+ brigade) (?P<trigger>shelled|raided) (?P<target>the \w+ depot) in (?P<place>\w+) "
    r"on (?P<day>\d{4}-\d\d-\d\d), killing (?P<killed>\d+) guards\."
)
_KINDS = {"shelled": "shelling", "raided": "raid"}
EVENTS = (
    ("Falcon", "shelled", "Karim", "Mosul", "2021-05-03"),
    ("Falcon", "raided", "Nadir", "Basra", "2021-05-04"),
    ("Heron", "shelled", "Zahir", "Baghdad", "2021-05-06"),
    ("Heron", "raided", "Omara", "Mosul", "2021-05-09"),
    ("Osprey", "shelled", "Latif", "Basra", "2021-05-12"),
    ("Osprey", "raided", "Yunus", "Baghdad", "2021-05-15"),
)


def line(event: int, killed: int) -> str:
    doer, deed, target, place, day = EVENTS[event]
    return f"{doer} brigade {deed} the {target} depot in {place} on {day}, killing {killed} guards."


def report(name: str, *lines: str) -> Report:
    text = "\n".join([*lines, filler(name)])
    day = date(2021, 5, 20)
    return Report(text, name, publisher=name.title(), published=Published(day, day, "day", "given"))


def reports() -> list[Report]:
    """Five papers; each event stands in two to four of them."""
    return [
        report("courier", *(line(event, 3) for event in (0, 1, 2, 3))),
        report("gazette", *(line(event, 4) for event in (0, 2, 4, 5))),
        report("herald", *(line(event, 3) for event in (1, 3, 5))),
        report("mirror", *(line(event, 5) for event in (0, 1, 4))),
        report("tribune", *(line(event, 3) for event in (0, 2, 3, 5))),
    ]


@dataclass
class WorldReader:
    """Reads the lines. `changed`: ids differ, triggers are wider, one event is no longer seen and one is told anew."""

    changed: bool = False
    name: str = "world"

    @property
    def version(self) -> str:
        return "2" if self.changed else "1"

    def read(self, report: Report) -> Reading:
        found = tuple(self._mentions(report))
        return Reading(report=report, sentences=tuple(m.sentence for m in found), mentions=found)

    def _mentions(self, report: Report) -> Iterator[Mention]:
        for match in _LINE.finditer(report.text):
            if not (self.changed and "Latif" in match["target"]):
                yield self._mention(report, match)

    def _mention(self, report: Report, match: re.Match[str]) -> Mention:
        def words(group: str) -> TextSpan:
            return Span(*match.span(group)).of(report.text)

        trigger, where, day, toll = (words(group) for group in ("trigger", "place", "day", "killed"))
        if self.changed:
            trigger = Span(trigger.start, words("target").start + 3).of(report.text)
        identity = (report.report_id, trigger.start, trigger.end, *(["new"] if self.changed else []))
        when = date.fromisoformat(day.text)
        number = int(toll.text)
        place = PlaceMention(where.start, where.end, where.text, name=where.text, kind="city", **PLACES[where.text])
        parties = (("actor", words("doer")), ("recipient", words("target")))
        return Mention(
            mention_id=content_id("men", *identity),
            report_id=report.report_id,
            event_id=content_id("evt", *identity),
            sentence=Span(*match.span()),
            trigger=trigger,
            kind=_KINDS[match["trigger"]],
            plover=None,
            status="occurred",
            actors=tuple(
                MentionActor(role, "group", who.start, who.end, who.text, name=who.text)  # type: ignore[arg-type]
                for role, who in parties
            ),
            place=place,
            time=MentionTime(day.start, day.end, day.text, day.text, when, when, "day"),
            killed=Count(number, number, number, toll.start, toll.end, toll.text),
        )


def open_ledger(folder: Path, name: str = "a", changed: bool = False) -> Ledger:
    return Ledger.open(folder / f"{name}.ledger", reader=WorldReader(changed))


def exports(ledger: Ledger) -> dict[str, bytes]:
    """What leaves the ledger, byte for byte."""
    found = {}
    for table in ("incidents", "disagreements", "links", "mentions", "claims"):
        out = BytesIO()
        export_table(ledger, table, "jsonl", out)
        found[table] = out.getvalue()
    return found


def telling(ledger: Ledger, paper: str, depot: str) -> Mention:
    """What a paper tells of a depot."""
    of = {r.external_id: r for r in ledger.reports()}[paper]
    return next(
        m
        for m in ledger.mentions()
        if m.report_id == of.report_id and depot in of.text[m.sentence.start : m.sentence.end]
    )


def about(ledger: Ledger, paper: str, depot: str) -> Incident:
    """The incident, rejected or not, that holds what a paper tells of a depot."""
    wanted = telling(ledger, paper, depot).mention_id
    return next(i for i in (*ledger.incidents(), *ledger.rejected()) if wanted in i.mentions)
