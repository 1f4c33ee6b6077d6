"""The past as it stood: any moment of a history shows what a ledger held then, another rule what a rebuild gives."""

from __future__ import annotations

import random
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from correction_world import WorldReader, reports
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from same_views import differences, views_in_one_go, views_of
from test_corrections import random_decision
from test_incremental import Line, LineReader, worlds

from dragoman.changes import changes_between
from dragoman.ledger import Ledger, past
from dragoman.ledger.known import known_at
from dragoman.model import Report

RULES = ("acled_lowest", "ucdp_range", "latest_official")
World = dict[str, tuple[Report, tuple[Line, ...]]]


class Ticking:
    """A clock that goes on by a second whenever it is asked."""

    def __init__(self) -> None:
        self.now = datetime(2021, 6, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def stood(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing may be reconciled anew to show the past."""

    def forbidden(*_: object) -> None:
        raise AssertionError("reconciled anew")

    monkeypatch.setattr("dragoman.ledger.laid.lay_views", forbidden)


def history(ledger: Ledger, world: World, chance: random.Random) -> dict[datetime, dict[str, list[str]]]:
    """Live through some days of reports, decisions and a second reader; the views after each step, by its moment."""
    waiting = [report for report, _ in world.values()]
    chance.shuffle(waiting)
    clock = ledger._clock
    found = {clock(): views_of(ledger)}
    while waiting:
        ledger.add_reports([waiting.pop() for _ in range(min(chance.randint(1, 3), len(waiting)))])
        found[clock()] = views_of(ledger)
        if chance.random() < 0.4 and len(ledger.incidents()) > 1:
            random_decision(ledger, chance)
            found[clock()] = views_of(ledger)
    ledger._reader = LineReader(world, version="2")
    ledger.add_reports([world[key][0] for key in chance.sample(sorted(world), min(2, len(world)))])
    found[clock()] = views_of(ledger)
    ledger.rebuild()
    found[clock()] = views_of(ledger)
    return found


@given(worlds(), st.integers(0, 10**6).map(random.Random))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_every_moment_of_a_history_shows_what_was_known_then(stood: None, world: World, chance: random.Random) -> None:
    with Ledger.open(":memory:", reader=LineReader(world), clock=Ticking()) as ledger:
        for moment, views in history(ledger, world, chance).items():
            then = ledger.as_of(moment)
            assert differences(views, views_of(then)) == []
            # What is recorded is hidden and brought back so that it comes to the same.
            assert differences(views, views_in_one_go(then)) == []


@given(worlds(), st.integers(0, 10**6).map(random.Random), st.sampled_from(RULES))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_another_rule_gives_what_a_rebuild_by_it_gives(world: World, chance: random.Random, rule: str) -> None:
    with Ledger.open(":memory:", reader=LineReader(world), clock=Ticking()) as ledger:
        moments = list(history(ledger, world, chance))
        now, then = ledger.under(rule), ledger.as_of(chance.choice(moments), rule)  # type: ignore[arg-type]
        assert now.rule == then.rule == rule
        assert differences(views_in_one_go(then), views_of(then)) == []
        ledger.rebuild(rule)  # type: ignore[arg-type]
        assert differences(views_of(ledger), views_of(now)) == []


@given(worlds(), st.integers(0, 10**6).map(random.Random))
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_a_diff_of_what_changed_is_the_diff_of_all(stood: None, world: World, chance: random.Random) -> None:
    with Ledger.open(":memory:", reader=LineReader(world), clock=Ticking()) as ledger:
        moments = list(history(ledger, world, chance))
        for before, after in ((chance.choice(moments), "now"), sorted(chance.choices(moments, k=2))):
            all_of_both = changes_between(known_at(ledger, before), known_at(ledger, after))
            assert ledger.diff(before, after) == all_of_both


def test_an_older_ledger_joins_anew_and_keeps_its_past(tmp_path: Path) -> None:
    """What migration 0041 empties is made again, batch by batch; moments before it are then worked out."""
    path = tmp_path / "old.ledger"
    clock = Ticking()
    with Ledger.open(path, reader=WorldReader(), clock=clock) as ledger:
        ledger.add_reports(reports()[:3])
        moment = clock()
        then = views_of(ledger)
        ledger.add_reports(reports()[3:])
        kept = views_of(ledger)
    db = sqlite3.connect(path)
    db.execute("ALTER TABLE voice_tie DROP COLUMN season")
    db.execute("DELETE FROM schema_version WHERE version > 40")
    db.execute("PRAGMA user_version = 40")
    db.commit()
    db.close()
    with Ledger.open(path, reader=WorldReader(), clock=clock) as ledger:
        assert ledger.count() == len(kept["incident"])
        assert differences(kept, views_of(ledger)) == []
        assert differences(then, views_of(ledger.as_of(moment))) == []
        assert ledger.diff(moment)


def test_a_rule_follows_many_decisions(stood: None) -> None:
    chance = random.Random(5)
    with Ledger.open(":memory:", reader=WorldReader(), clock=Ticking()) as ledger:
        ledger.add_reports(reports())
        for _ in range(40):
            random_decision(ledger, chance)
        view = ledger.under("acled_lowest")
        ledger.rebuild("acled_lowest")
        assert differences(views_of(ledger), views_of(view)) == []


def test_a_moment_in_the_midst_of_a_run_is_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = past.lay_views

    def noted(*given: object) -> None:
        asked.append(str(given[2]))
        real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("dragoman.ledger.laid.lay_views", noted)
    with Ledger.open(":memory:", reader=WorldReader(), clock=Ticking()) as ledger:
        ledger.add_reports(reports())
        second = sorted(row["recorded_at"] for row in ledger.rows("SELECT recorded_at FROM report"))[1]
        midst = ledger.as_of(second)
        assert len(list(midst.reports())) == 2 and asked == [second]
        by_two = {report.report_id for report in midst.reports()}
        with Ledger.open(":memory:", reader=WorldReader()) as other:
            other.add_reports([report for report in reports() if report.report_id in by_two])
            assert differences(views_of(other), views_of(midst)) == []
