"""The ledger: what goes in comes out, nothing is dropped unseen, and nothing of the order of files shows."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hand_rooms import hand  # noqa: F401  (a fixture)
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from ledger_builders import OTHER_TOLL, TEXT, Clock, HandReader, make_reading, make_report
from tellings import filler

from dragoman.errors import BadSettings, LedgerBusy, LedgerDamaged, NotFound, SkipReport, StopRun
from dragoman.ledger import TABLES, Filters, Ledger
from dragoman.ledger import store as store_module
from dragoman.ledger.check import problems
from dragoman.ledger.filters import narrowing
from dragoman.ledger.joining.steps import MEMORY_TABLES
from dragoman.ledger.migrate import migrations, newest
from dragoman.ledger.moment import moment_of
from dragoman.ledger.search import fts_query
from dragoman.model import (
    ActorMention,
    Claim,
    Mention,
    PlaceMention,
    Published,
    Reading,
    Relation,
    Report,
    Span,
    Statement,
    TextSpan,
    Timex,
    ToldLink,
    as_record,
    from_record,
)

pytestmark = pytest.mark.usefixtures("hand")
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(int, st.integers(-(2**62), 2**62))


def opened(path: Path, **options: object) -> Ledger:
    return Ledger.open(path / "a.ledger", **{"reader": HandReader(), "clock": Clock(), **options})  # type: ignore[arg-type]


def tables_of(ledger: Ledger) -> dict[str, list[str]]:
    return {name: [json.dumps(record) for record in ledger.table(name, full_text=True)] for name in TABLES}


# In and out


def test_a_reading_comes_back_as_it_was(tmp_path: Path) -> None:
    report = make_report(url="https://example.org/1", title="Rockets", publisher="The Paper", author="A. Writer")
    with opened(tmp_path) as ledger:
        added = ledger.add_reports([report])
        back = ledger.reading(report.report_id)
    assert (added.read, added.recorded) == (1, 1)
    assert back.claims
    assert replace(back, claims=(), report=replace(back.report, origin_id=report.origin_id)) == make_reading(report)


_OBJECTS = (Mention, Statement, Claim, Relation, ToldLink, ActorMention, PlaceMention, Timex, Published, Reading)


@given(st.data(), st.sampled_from(_OBJECTS))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_value_object_survives_its_record(data: st.DataObject, kind: type) -> None:
    value = data.draw(st.from_type(kind))
    assert from_record(kind, json.loads(json.dumps(as_record(value)))) == value


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Any reading whose ids resolve; its offsets may be anything, for the tables do not care."""
    report = Report(text=draw(st.text(min_size=1, max_size=80)), external_id=draw(st.text(max_size=9)))
    owner = report.report_id
    said = draw(st.lists(st.uuids().map(str), unique=True, max_size=2))
    told = draw(st.lists(st.uuids().map(str), unique=True, max_size=3))
    statement_id = st.sampled_from([None, *said])
    statements = [draw(st.builds(Statement, statement_id=st.just(key), report_id=st.just(owner))) for key in said]
    mentions = [
        draw(st.builds(Mention, mention_id=st.just(key), report_id=st.just(owner), statement_id=statement_id))
        for key in told
    ]
    return Reading(
        report=report,
        sentences=(Span(0, len(report.text)),),
        times=tuple(draw(st.lists(st.from_type(Timex), max_size=2))),
        places=tuple(draw(st.lists(st.from_type(PlaceMention), max_size=2))),
        actors=tuple(draw(st.lists(st.from_type(ActorMention), max_size=2))),
        mentions=tuple(mentions),
        statements=tuple(statements),
        relations=tuple(
            draw(st.lists(st.builds(Relation, report_id=st.just(owner), statement_id=statement_id), max_size=2))
        ),
    )


@given(readings())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_reading_survives_the_tables(reading: Reading) -> None:
    from dragoman.ledger import write

    with Ledger.open(":memory:") as ledger:
        db = ledger._db
        db.execute("INSERT INTO run (run_id, program_version, recorded_at) VALUES (1, '0', 'now')")
        write.record(db, reading, ("any", "1"), 1, "now")
        back = ledger.reading(reading.report.report_id)
        assert back == reading
        write.record(db, reading, ("any", "2"), 1, "later")
        assert ledger.reading(reading.report.report_id) == reading


def test_reading_again_changes_nothing(tmp_path: Path) -> None:
    reports = [make_report(), make_report("Nothing happened here.", "quiet")]
    with opened(tmp_path) as ledger:
        ledger.add_reports(reports)
        before = tables_of(ledger)
        again = ledger.add_reports(reports)
        assert (again.read, again.recorded, again.unchanged) == (2, 0, 2)
        assert tables_of(ledger) == before


def test_a_newer_reader_reads_again(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.add_reports([make_report()])
    with opened(tmp_path, reader=HandReader(version="2")) as ledger:
        assert ledger.add_reports([make_report()]).recorded == 1
        assert {claim.reader_version for claim in ledger.claims()} == {"2"}
        assert len(list(ledger.reports())) == 1


def test_the_reader_may_find_a_better_date(tmp_path: Path) -> None:
    class Dating(HandReader):
        def read(self, report: Report) -> Reading:
            better = Published(date(2021, 3, 1), date(2021, 3, 31), "month", "inferred")
            return replace(super().read(report), report=replace(report, published=better, flags=("no_date",)))

    with opened(tmp_path, reader=Dating()) as ledger:
        ledger.add_reports([make_report()])
        (stored,) = ledger.reports()
    assert (stored.published.basis, stored.published.precision, stored.flags) == ("inferred", "month", ("no_date",))


# Counting


def test_every_input_is_counted(tmp_path: Path) -> None:
    seen: list[tuple[int, int | None, str]] = []
    inputs = [make_report(), SkipReport("bad.bin", "binary"), make_report(), make_report("CRASH now.", "crash")]
    with opened(tmp_path) as ledger:
        added = ledger.add_reports(inputs, lambda done, total, name: seen.append((done, total, name)), 4)
        assert ledger.skipped() == [
            ("bad.bin", "binary"),
            ("crash", "the reader failed on it (ValueError: the hand slipped)"),
        ]
        assert len(list(ledger.reports())) == 1
    assert (added.read, added.recorded, added.unchanged, len(added.skipped)) == (4, 1, 1, 2)
    assert [done for done, _, _ in seen] == [1, 2, 3, 4]
    assert seen[1] == (2, 4, "bad.bin")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda r: replace(r, places=(replace(r.places[0], text="Elsewhere"),)),
        lambda r: replace(r, mentions=(replace(r.mentions[0], trigger=TextSpan(0, 3, "hit")), *r.mentions[1:])),
        lambda r: replace(r, mentions=(*r.mentions, r.mentions[0])),
        lambda r: replace(r, statements=()),
        lambda r: replace(r, sentences=(*r.sentences, Span(0, 10_000))),
        lambda r: replace(r, mentions=(replace(r.mentions[0], report_id="rep-other"), *r.mentions[1:])),
        lambda r: replace(r, statements=(replace(r.statements[0], sentence_text="No."), r.statements[1])),
    ],
)
def test_an_unsound_reading_is_refused_whole(tmp_path: Path, spoil: object) -> None:
    class Unsound(HandReader):
        def read(self, report: Report) -> Reading:
            return spoil(make_reading(report))  # type: ignore[operator, no-any-return]

    assert not list(problems(make_reading()))
    with opened(tmp_path, reader=Unsound()) as ledger:
        added = ledger.add_reports([make_report()])
        assert "not sound" in added.skipped[0].reason
        assert not list(ledger.reports())


def test_half_a_surrogate_pair_costs_one_report(tmp_path: Path) -> None:
    class Plain(HandReader):
        def read(self, report: Report) -> Reading:
            return Reading(report=report)

    with opened(tmp_path, reader=Plain()) as ledger:
        added = ledger.add_reports([make_report("A broken \ud83d sign.", "broken"), make_report()])
    assert (added.recorded, [skipped.source for skipped in added.skipped]) == (1, ["broken"])


# Order, versions, copies


def mixed_reports() -> list[Report]:
    early = Published(date(2021, 3, 5), date(2021, 3, 5), "day", "header")
    late = Published(date(2021, 3, 7), date(2021, 3, 7), "day", "header")
    return [
        make_report(external_id="wire"),
        make_report(external_id="repost"),
        make_report(TEXT + " The toll rose.", "article", published=late, article_id="art-1"),
        make_report(TEXT + " Early news.", "article", published=early, article_id="art-1"),
        make_report(TEXT + " Undated.", "article", published=Published(), article_id="art-1"),
        make_report("Quiet day.", "quiet"),
    ]


def test_the_order_of_files_does_not_show(tmp_path: Path) -> None:
    seen = []
    for number in range(4):
        reports = mixed_reports()
        random.Random(number).shuffle(reports)
        with Ledger.open(tmp_path / f"{number}.ledger", reader=HandReader()) as ledger:
            ledger.add_reports(reports)
            seen.append(tables_of(ledger))
    assert seen[0]["incidents"]
    assert all(tables == seen[0] for tables in seen)


def test_versions_follow_the_dates_of_one_run_and_then_the_runs(tmp_path: Path) -> None:
    early, late, undated = (mixed_reports()[n] for n in (3, 2, 4))
    older = make_report(TEXT + " An older text.", "article", published=Published(date(2020, 1, 1)), article_id="art-1")
    with opened(tmp_path) as ledger:
        ledger.add_reports([undated, late, early])
        ledger.add_reports([older])
        versions = {report.report_id: report.version for report in ledger.reports()}
    assert [versions[report.report_id] for report in (early, late, undated, older)] == [1, 2, 3, 4]


def test_copies_share_an_origin(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.add_reports(mixed_reports()[:2])
        first, second = ledger.reports()
        assert first.origin_id == second.origin_id
        assert [incident.origins for incident in ledger.incidents()] == [1, 1]


# Asking


def test_filters(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.add_reports([make_report()])
        asked = ledger.incidents
        assert len(asked()) == 2
        assert len(asked(since="2021-03-05")) == 1
        assert len(asked(until="2021-03-03")) == 0
        assert len(asked(kind="violence")) == len(asked(kind="raid, shelling")) == 2
        assert len(asked(kind="posture")) == 0
        assert len(asked(country="iq")) == len(asked(country="Iraq")) == 1
        assert len(asked(about="grey WOLVES rockets")) == 1
        assert len(asked(about="penguins")) == 0
        assert len(asked(status="happened")) == 2
        assert len(asked(status="denied")) == 0
        with pytest.raises(NotFound, match="ref kinds"):
            asked(kind="shellling")
        with pytest.raises(NotFound, match="ref statuses"):
            asked(status="maybe")
        with pytest.raises(BadSettings, match="2020-01-31"):
            asked(since="last week")


def scattered(tmp_path: Path, number: int = 9) -> Ledger:
    ledger = opened(tmp_path)
    ledger.add_reports(
        make_report(text=f"{TEXT} Copy {n}.", external_id=f"r{n}", url=f"https://x.org/{n}") for n in range(number)
    )
    changes = [(n, f"2021-03-{n // 2 + 1:02}" if n % 4 else None) for n in range(number)]
    for n, day in changes:
        row = ledger._db.execute("SELECT * FROM incident WHERE country = 'IQ' LIMIT 1")
        names = [column[0] for column in row.description]
        one = dict(zip(names, row.fetchone(), strict=True))
        record = json.loads(one["record"])
        record["incident_id"] = one["incident_id"] = f"inc-{n}"
        record["time"] = {"start": day, "end": day, "precision": "day" if day else "unknown"}
        one |= {"time_start": day, "time_end": day, "record": json.dumps(record)}
        ledger._db.execute(f"INSERT INTO incident VALUES ({', '.join('?' * len(one))})", list(one.values()))
    return ledger


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("limit", [1, 2, 3, 50])
@pytest.mark.parametrize("asked", [{}, {"since": "2021-03-02"}, {"about": "wolves"}, {"country": "iraq"}])
def test_pages_are_the_list_in_pieces(tmp_path: Path, limit: int, newest_first: bool, asked: dict[str, str]) -> None:
    with scattered(tmp_path) as ledger:
        filters = Filters.of(**asked)
        whole = [one.incident_id for one in ledger.select(filters)]
        found: list[str] = []
        after = None
        while True:
            page = ledger.page(filters, after, limit, newest_first)
            assert len(page.incidents) <= limit
            found += [one.incident_id for one in page.incidents]
            after = page.after
            if after is None:
                break
            assert len(page.incidents) == limit
    assert len(whole) > 5
    assert found == (whole[::-1] if newest_first else whole)
    assert ledger_count(tmp_path, filters) == len(whole)


def ledger_count(tmp_path: Path, filters: Filters) -> int:
    with Ledger.open(tmp_path / "a.ledger", readonly=True) as ledger:
        return ledger.count(filters)


def test_a_page_reads_the_index_and_sorts_nothing(tmp_path: Path) -> None:
    with scattered(tmp_path) as ledger:
        seen: list[str] = []
        ledger._db.set_trace_callback(seen.append)
        ledger.page(Filters.of(kind="shelling", since="2021-03-01", country="IQ"), None, 2, newest=True)
        ledger._db.set_trace_callback(None)
        query = next(one for one in seen if "ORDER BY" in one)
        plan = " ".join(row[3] for row in ledger._db.execute(f"EXPLAIN QUERY PLAN {query}"))
    assert "incident_page" in plan
    assert "TEMP B-TREE" not in plan


def test_unknown_time_is_neither_before_nor_after(tmp_path: Path) -> None:
    from dragoman.model import Interval

    with opened(tmp_path) as ledger:
        ledger.add_reports([make_report()])
        undated = replace(ledger.incidents()[0], time=Interval())
    assert Filters().accepts(undated)
    assert not Filters.of(since="1900-01-01").accepts(undated)
    assert not Filters.of(until="2100-01-01").accepts(undated)


@given(
    since=st.none() | st.dates(date(2021, 3, 1), date(2021, 3, 8)),
    until=st.none() | st.dates(date(2021, 3, 1), date(2021, 3, 8)),
    kind=st.sampled_from([None, "violence", "posture", "shelling"]),
    status=st.sampled_from([None, "happened", "denied"]),
)
@settings(max_examples=40, deadline=None)
def test_the_sql_loses_nothing_that_the_filter_accepts(
    since: date | None, until: date | None, kind: str | None, status: str | None
) -> None:
    assume(since is None or until is None or since <= until)
    with Ledger.open(":memory:", reader=HandReader()) as ledger:
        ledger.add_reports([make_report()])
        filters = Filters.of(since, until, kind, None, None, status)
        condition, values = narrowing(filters)
        kept = {row[0] for row in ledger._db.execute(f"SELECT incident_id FROM incident WHERE {condition}", values)}
        assert {i.incident_id for i in ledger.incidents() if filters.accepts(i)} <= kept


def test_search_finds_inflected_words_and_phrases(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.add_reports([make_report(), make_report("A rocket.", "other")])
        assert len(list(ledger.search("rocket"))) == 2
        (found,) = ledger.search('rockets "the depot"')
        assert found.text == TEXT[found.start : found.end]
        assert not list(ledger.search('"depot the"'))


@given(st.text(max_size=30))
@settings(max_examples=150, deadline=None)
def test_no_words_break_the_search(words: str) -> None:
    with sqlite3.connect(":memory:") as db:
        db.execute("CREATE VIRTUAL TABLE t USING fts5 (text)")
        query = fts_query(words.replace("\0", ""))
        if query:
            db.execute("SELECT * FROM t WHERE t MATCH ?", (query,)).fetchall()


def test_tables_to_pandas(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    with opened(tmp_path) as ledger:
        ledger.add_reports([make_report()])
        frame = ledger.incidents().to_pandas()
    assert list(frame["killed_best"].fillna(-1)) == [3, -1]
    assert pandas.isna(frame["killed_best"][1])


def test_a_missing_data_frame_library_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with opened(tmp_path) as ledger, pytest.raises(BadSettings, match="pip install polars"):
        ledger.incidents().to_polars()


def test_actors_and_places_are_gathered(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.add_reports([make_report(), make_report(external_id="repost")])
        (actor,), (place,) = ledger.actors(), ledger.places()
    assert actor.aliases == ("Wolves of the North", "The Grey Wolves", "the Grey Wolves")
    assert (place.place_id, place.country, place.lat) == ("9001", "IQ", 33.5)


def test_an_unknown_table_or_report_is_named(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        with pytest.raises(NotFound, match="incidents"):
            ledger.table("incident")
        with pytest.raises(NotFound, match="rep-1"):
            ledger.report("rep-1")


# Looking back


def test_as_of_shows_what_was_known(tmp_path: Path) -> None:
    clock = Clock()
    first, later = make_report(), make_report(TEXT + " More.", "later")
    with opened(tmp_path, clock=clock) as ledger:
        ledger.add_reports([first])
        then, known_then = clock.moment, tables_of(ledger)
        ledger._reader = HandReader(version="2")
        ledger.add_reports([first, later])
        assert len(list(ledger.reports())) == 2
        past = ledger.as_of(then)
        assert tables_of(past) == known_then
        assert past.reading(first.report_id).claims[0].reader_version == "1"
        assert len(list(past.search("rockets"))) == 1
        assert tables_of(ledger.as_of("2100-01-01")) == tables_of(ledger)
        assert not list(ledger.as_of("2000-01-01").reports())
        with pytest.raises(StopRun, match="reading only"):
            past.add_reports([later])


def test_a_past_within_memory(tmp_path: Path) -> None:
    clock = Clock()
    with Ledger.open(":memory:", reader=HandReader(), clock=clock) as ledger:
        ledger.add_reports([make_report()])
        then = clock.moment
        ledger.add_reports([make_report("Quiet.", "quiet")])
        assert len(list(ledger.as_of(then).reports())) == 1


def test_another_rule_is_a_view(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.add_reports([make_report()])
        view = ledger.under("acled_lowest")
        assert {incident.rule for incident in view.incidents()} == {"acled_lowest"}
        assert {incident.rule for incident in ledger.incidents()} == {"best_supported"}
        assert view.as_of("2100-01-01").rule == "acled_lowest"
        ledger.rebuild("ucdp_range")
        assert {incident.rule for incident in ledger.incidents()} == {"ucdp_range"}


@pytest.mark.parametrize(
    ("given", "stamp"),
    [
        ("2020-01-31", "2020-01-31T23:59:59.999999Z"),
        ("2020-01-31T18:00Z", "2020-01-31T18:00:00.000000Z"),
        ("2020-01-31T18:00+03:00", "2020-01-31T15:00:00.000000Z"),
        (date(2020, 1, 31), "2020-01-31T23:59:59.999999Z"),
    ],
)
def test_moments(given: str, stamp: str) -> None:
    assert moment_of(given) == stamp


@pytest.mark.parametrize(
    ("given", "stamp"),
    [("yesterday 08:00", "2020-02-29T08:00"), ("today 7:30", "2020-03-01T07:30"), ("Yesterday", "2020-02-29T23:59")],
)
def test_moments_counted_from_the_present(given: str, stamp: str) -> None:
    assert moment_of(given, datetime(2020, 3, 1, 2, 0, tzinfo=timezone(timedelta(hours=1)))).startswith(stamp)
    with pytest.raises(BadSettings):
        moment_of("yesterday 24:00")


def test_rows_of_views_that_did_not_change_keep_their_moment(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.add_reports([make_report()])
        before = dict(ledger._db.execute("SELECT incident_id, recorded_at FROM incident"))
        ledger.add_reports([make_report("Quiet.", "quiet")])
        assert dict(ledger._db.execute("SELECT incident_id, recorded_at FROM incident")) == before


# The file


def test_the_file_is_private_and_a_plain_sqlite_ledger(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.add_reports(
            [make_report(f"{TEXT} {filler('one')}", "a"), make_report(f"{OTHER_TOLL} {filler('two')}", "b")]
        )
    path = tmp_path / "a.ledger"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert db.execute("PRAGMA user_version").fetchone()[0] == newest()
    assert db.execute("SELECT count(*) FROM schema_version").fetchone()[0] == len(migrations())
    assert db.execute("SELECT count(*) FROM incident_overview").fetchone()[0] == 2
    for view in ("evidence_overview", "statement_overview", "disagreement_overview", "report_overview"):
        assert db.execute(f"SELECT count(*) FROM {view}").fetchone()[0] > 0
    db.close()


def test_every_row_says_when_it_was_recorded(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.add_reports([make_report(), SkipReport("x", "y")])
        names = [
            row[0]
            for row in ledger._db.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sentence_fts%'"
            )
            # What joining remembers is no record of anything.
            if row[0] not in (*MEMORY_TABLES, "todo_report", "todo_correction")
        ]
        for name in names:
            for (at,) in ledger._db.execute(f"SELECT recorded_at FROM {name}"):
                assert at.endswith("Z") and len(at) == 27, name
    assert "mention" in names


def test_read_only(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.add_reports([make_report()])
    with opened(tmp_path, readonly=True) as ledger:
        assert len(ledger.incidents()) == 2
        with pytest.raises(StopRun, match="reading only"):
            ledger.add_reports([make_report()])
        with pytest.raises(StopRun, match="reading only"):
            ledger.rebuild()


def test_what_is_no_ledger_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="dragoman read"):
        Ledger.open(tmp_path / "none.ledger", readonly=True)
    with pytest.raises(NotFound, match="no folder"):
        Ledger.open(tmp_path / "none" / "a.ledger")
    with pytest.raises(LedgerDamaged, match="folder"):
        Ledger.open(tmp_path)
    text = tmp_path / "notes.txt"
    text.write_text("These are notes, not a ledger.")
    with pytest.raises(LedgerDamaged, match="not a Dragoman ledger"):
        Ledger.open(text)
    assert text.read_text() == "These are notes, not a ledger."
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE t (x)")
    with pytest.raises(LedgerDamaged, match="another program"):
        Ledger.open(other)


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    opened(tmp_path).close()
    with sqlite3.connect(tmp_path / "a.ledger") as db:
        db.execute(f"PRAGMA user_version = {newest() + 1}")
    for readonly in (False, True):
        with pytest.raises(LedgerDamaged, match="newer"):
            opened(tmp_path, readonly=readonly)


def test_a_torn_file_is_told(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        ledger.add_reports([make_report()])
    path = tmp_path / "a.ledger"
    data = bytearray(path.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(LedgerDamaged), opened(tmp_path) as ledger:
        ledger.checked()


def test_corrections_cannot_be_changed(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        db = ledger._db
        db.execute("INSERT INTO correction VALUES ('c', '2021', 'me', 'note', 't', NULL, NULL, 'why', '2021')")
        for change in ("UPDATE correction SET reason = ''", "DELETE FROM correction"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                db.execute(change)
        assert [correction.op for correction in ledger.corrections()] == ["note"]


# Two writers, and killed ones


def test_a_second_writer_waits(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    Ledger.open(path).close()
    holder = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    threading.Timer(0.4, lambda: holder.execute("COMMIT")).start()
    started = time.monotonic()
    with opened(tmp_path) as ledger:
        assert ledger.add_reports([make_report()]).recorded == 1
    assert time.monotonic() - started > 0.3
    holder.close()


def test_a_writer_that_waits_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.ledger"
    with opened(tmp_path) as ledger:
        ledger.add_reports([make_report()])
    connect = store_module.connect
    monkeypatch.setattr("dragoman.ledger.ledger.connect", lambda path, readonly=False: connect(path, readonly, 0.1))
    with sqlite3.connect(path, isolation_level=None) as holder:
        holder.execute("BEGIN IMMEDIATE")
        with opened(tmp_path) as ledger:
            with pytest.raises(LedgerBusy, match="another process"):
                ledger.add_reports([make_report(external_id="second")])
            # Reading never waits.
            assert len(ledger.incidents()) == 2
        holder.execute("ROLLBACK")


# The alarm counts processor time, which no load on the machine stretches, and nobody handles it: it kills like kill -9.
_KILLED = """
import signal, sys
from ledger_builders import HandReader, make_report
from dragoman.ledger import Ledger
with Ledger.open(sys.argv[1], reader=HandReader()) as ledger:
    signal.setitimer(signal.ITIMER_PROF, float(sys.argv[2]))
    ledger.add_reports(make_report(external_id=f"r{n}") for n in range(60))
"""


def test_a_killed_run_loses_nothing_and_repeats_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.ledger"
    chance = random.Random(5)
    recorded = kills = 0
    while kills < 5 or not recorded:
        killed = subprocess.run(
            [sys.executable, "-c", _KILLED, str(path), str(chance.uniform(0.001, 0.1))],
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])},
            check=False,
        )
        kills += killed.returncode == -signal.SIGPROF
        with Ledger.open(path, readonly=True) as ledger:
            ledger.checked()
            found = len(list(ledger.reports()))
            assert found >= recorded
            recorded = found
        if not killed.returncode:
            break
    assert recorded > 0 and kills > 0
    with Ledger.open(path) as ledger:
        # The views catch up with what the killed runs recorded.
        assert sorted({r for i in ledger.incidents() for r in i.reports}) == sorted(
            r.report_id for r in ledger.reports()
        )
    with Ledger.open(path, reader=HandReader()) as ledger:
        added = ledger.add_reports(make_report(external_id=f"r{n}") for n in range(60))
        assert (added.recorded, added.unchanged) == (60 - recorded, recorded)
    whole = Ledger.open(tmp_path / "whole.ledger", reader=HandReader())
    whole.add_reports(make_report(external_id=f"r{n}") for n in range(60))
    with Ledger.open(path) as ledger, whole:
        assert tables_of(ledger) == tables_of(whole)


def test_stopping_in_the_middle_keeps_what_was_done(tmp_path: Path) -> None:
    def inputs() -> object:
        yield make_report()
        raise KeyboardInterrupt

    with opened(tmp_path) as ledger:
        with pytest.raises(KeyboardInterrupt):
            ledger.add_reports(inputs())  # type: ignore[arg-type]
        assert len(list(ledger.reports())) == 1
        assert len(ledger.incidents()) == 2
        run = ledger._db.execute("SELECT read, recorded FROM run").fetchone()
    assert run == (1, 1)


def test_every_table_is_documented(tmp_path: Path) -> None:
    text = (Path(__file__).parent.parent / "docs" / "ledger.md").read_text(encoding="utf8")
    with opened(tmp_path) as ledger:
        rows = ledger._db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        names = [name for (name,) in rows if not name.startswith("sentence_fts_") and not name.startswith("sqlite_")]
    assert not [name for name in names if f"`{name}`" not in text]
