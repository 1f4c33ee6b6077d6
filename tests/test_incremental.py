"""Joining piece by piece: any order and batching, with decisions and newer readings between, gives one ledger."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from correction_world import WorldReader, reports
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from same_views import differences, views_in_one_go, views_of
from tellings import actor, count, filler, mention, place, span_of, time
from test_corrections import random_decision

from dragoman.ledger import Ledger
from dragoman.ledger.joining import blocks as kept_blocks
from dragoman.model import (
    Mention,
    MentionTime,
    Published,
    Reading,
    Report,
    Source,
    Span,
    Statement,
    ToldLink,
    content_id,
)
from dragoman.reconcile.disputes import dispute
from dragoman.reconcile.matching import blocks

TOWNS = ("Mosul", "Basra", "Baghdad")
PARTIES = ("Falcon brigade", "Heron brigade", "army")
LEANING = (
    "the threat to the consulate has grown",
    "the threat to the consulate has shrunk",
    "the consulate is safe",
    "the consulate is dangerous",
)


@dataclass(frozen=True)
class Line:
    """One sentence of a report: a deed, and perhaps what somebody says of it."""

    party: int
    town: int
    day: int | None
    killed: int
    said: int | None
    answers: bool

    def text(self) -> str:
        said = f" A spokesman for {PARTIES[self.party - 1]} said {LEANING[self.said]}." if self.said is not None else ""
        when = f" on {self.date}" if self.day is not None else ""
        tail = f"{' in response' if self.answers else ''}.{said}"
        return (
            f"{PARTIES[self.party]} shelled the depot in {TOWNS[self.town]}{when}, killing {self.killed} guards{tail}"
        )

    @property
    def date(self) -> date:
        return date(2021, 5, 3) + timedelta(days=self.day or 0)


LINES = st.builds(
    Line,
    party=st.integers(0, 2),
    town=st.integers(0, 2),
    day=st.none() | st.integers(0, 4),
    killed=st.integers(2, 4),
    said=st.none() | st.integers(0, 3),
    answers=st.booleans(),
)


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, tuple[Report, tuple[Line, ...]]]:
    """Some reports by id, among them near-copies and versions of one article, with the lines that each tells."""
    found: dict[str, tuple[Report, tuple[Line, ...]]] = {}
    copied = draw(st.lists(LINES, min_size=1, max_size=3))
    for number in range(draw(st.integers(3, 9))):
        copy = draw(st.booleans())
        lines = tuple(copied) if copy else tuple(draw(st.lists(LINES, min_size=1, max_size=3)))
        text = "\n".join([*(line.text() for line in lines), filler("copied" if copy else f"own{number}")])
        if copy:
            text = f"Masthead {number}\n{text}"
        day = draw(st.none() | st.integers(0, 6).map(lambda n: date(2021, 5, 4) + timedelta(days=n)))
        published = Published(day, day, "day", "given") if day else Published()
        article = {"article_id": f"art-{number % 2}"} if draw(st.integers(0, 4)) == 0 else {}
        report = Report(text, f"r{number}", publisher=f"Paper {number}", published=published, **article)
        found[report.report_id] = (report, lines)
    return found


@dataclass
class LineReader:
    """Reads the lines of a world. The second version dates nothing and sees one line less of every other report."""

    world: dict[str, tuple[Report, tuple[Line, ...]]]
    version: str = "1"
    name: str = "lines"

    def read(self, report: Report) -> Reading:
        lines = self.world[report.report_id][1]
        if self.version == "2" and int(report.external_id[1:]) % 2:
            lines = lines[1:]
        told = list(self._told(report, lines))
        mentions = tuple(m for m, _ in told)
        statements = tuple(said for _, said in told if said)
        links = tuple(
            ToldLink(a.mention_id, b.mention_id, "response_to", None, a.trigger.start, a.trigger.end, a.trigger.text)
            for a, b, line in zip(mentions[1:], mentions, lines[1:], strict=False)
            if line.answers
        )
        spans = tuple(dict.fromkeys(m.sentence for m in mentions))
        return Reading(report=report, sentences=spans, mentions=mentions, statements=statements, links=links)

    def _told(self, report: Report, lines: tuple[Line, ...]) -> Iterator[tuple[Mention, Statement | None]]:
        at = 0
        for line in lines:
            text = line.text()
            start = report.text.index(text, at)
            at = start + len(text)
            end = start + text.index(".") + 1
            part = replace(report, text=" " * start + report.text[start:end])
            told = mention(
                part,
                "shelled",
                "shelling",
                actors=(
                    # With an id, by which those without a day are found in blocks that can be crowded.
                    actor(part, "actor", PARTIES[line.party], "group", actor_id=f"party-{line.party}"),
                    actor(part, "recipient", "the depot"),
                ),
                place=place(part, TOWNS[line.town]),
                time=_time(part, line) if line.day is not None and self.version == "1" else None,
                killed=count(part, str(line.killed), line.killed),
            )
            key = (report.report_id, start)
            told = replace(
                told,
                report_id=report.report_id,
                mention_id=content_id("men", *key),
                event_id=content_id("evt", *key),
                sentence=Span(start, end),
            )
            yield told, self._said(report, line, start + len(line.text()), end, told)

    def _said(self, report: Report, line: Line, stop: int, start: int, told: Mention) -> Statement | None:
        if line.said is None:
            return None
        words = LEANING[line.said]
        sentence = Span(start + 1, stop)
        text = report.text[sentence.start : sentence.end]
        at = sentence.start + text.index(words)
        who = PARTIES[line.party - 1]
        name = sentence.start + text.index(who)
        return Statement(
            statement_id=content_id("sta", report.report_id, sentence.start),
            report_id=report.report_id,
            source=Source(name, name + len(who), who, None, who),
            cue=None,
            content=(Span(at, at + len(words)),),
            direct=False,
            stance="asserts",
            sentence=sentence,
            sentence_text=text,
            text=words,
            mentions=(told.mention_id,),
        )


def _time(source: Report, line: Line) -> MentionTime:
    found = span_of(source, str(line.date))
    return replace(time(str(line.date)), start=found.start, end=found.end, text=found.text)


def check(ledger: Ledger) -> None:
    """The ledger holds what a rebuild would give, and what `reconcile` makes of everything at once."""
    kept = views_of(ledger)
    assert differences(views_in_one_go(ledger), kept) == []
    ledger.rebuild()
    assert differences(kept, views_of(ledger)) == []


@pytest.fixture(params=["as it is", "crowded"])
def crowding(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Blocks that are crowded when they hold more than two or three, so that a few reports crowd them."""
    if request.param == "crowded":
        for module in (blocks, kept_blocks):
            monkeypatch.setattr(module, "CROWD", 3)
        monkeypatch.setattr(blocks, "LEADERS", 2)
        monkeypatch.setattr(dispute, "CROWD", 2)
        monkeypatch.setattr("dragoman.ledger.joining.quarrels.CROWD", 2)
        monkeypatch.setattr("dragoman.reconcile.origins.OLDEST", 2)
        monkeypatch.setattr("dragoman.ledger.joining.kin.OLDEST", 2)
        monkeypatch.setattr("dragoman.ledger.joining.steps.BATCH", 2)
    return str(request.param)


@given(worlds(), st.integers(0, 10**6).map(random.Random))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_any_order_and_batching_gives_what_all_at_once_gives(
    crowding: str, world: dict[str, tuple[Report, tuple[Line, ...]]], chance: random.Random
) -> None:
    waiting = [report for report, _ in world.values()]
    chance.shuffle(waiting)
    with Ledger.open(":memory:", reader=LineReader(world)) as ledger:
        while waiting:
            size = chance.randint(1, 3)
            assert not ledger.add_reports(waiting[:size]).skipped
            waiting = waiting[size:]
            if chance.random() < 0.3 and len(ledger.incidents()) > 1:
                random_decision(ledger, chance)
        kept = views_of(ledger)
        assert differences(views_in_one_go(ledger), kept) == []
        ledger._reader = LineReader(world, version="2")
        ledger.add_reports([world[key][0] for key in chance.sample(sorted(world), min(2, len(world)))])
        check(ledger)


def test_many_decisions_in_between(crowding: str) -> None:
    chance = random.Random(11)
    with Ledger.open(":memory:", reader=WorldReader()) as ledger:
        for report in chance.sample(reports(), 5):
            ledger.add_reports([report])
            for _ in range(8):
                random_decision(ledger, chance)
                assert differences(views_in_one_go(ledger), views_of(ledger)) == []
        ledger._reader = WorldReader(changed=True)
        for report in chance.sample(reports(), 5):
            ledger.add_reports([report])
            assert differences(views_in_one_go(ledger), views_of(ledger)) == []
        check(ledger)


def test_one_more_report_leaves_the_others_alone() -> None:
    """Rows that have nothing to do with a new report keep the moment at which they were recorded."""
    with Ledger.open(":memory:", reader=WorldReader()) as ledger:
        ledger.add_reports(reports()[:4])
        before = dict(ledger._db.execute("SELECT incident_id, recorded_at FROM incident"))
        ledger.add_reports([reports()[4]])
        after = dict(ledger._db.execute("SELECT incident_id, recorded_at FROM incident"))
    same = {incident for incident, at in before.items() if after.get(incident) == at}
    assert same and len(same) < len(before)
