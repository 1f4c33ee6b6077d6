"""What changed and why, on real ledgers that a real reader fills: files are edited between two reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

import dragoman
import dragoman.model
from dragoman.brief import Changes, render_changes
from dragoman.changes import CELLS, Change
from dragoman.cli.app import app
from dragoman.ledger import Filters, Ledger
from dragoman.reading import Reader
from dragoman.settings import Settings

MARKET = "A car bomb exploded at a market in Mosul on Thursday, killing {dead} people and wounding nine, police said."
START = datetime(2026, 11, 20, 8, tzinfo=UTC)


class Hours:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.hour = 0

    def __call__(self) -> datetime:
        return START + timedelta(hours=self.hour)

    def at(self, hour: int) -> str:
        """Write an hour as a person would."""
        return f"{START + timedelta(hours=hour, minutes=30):%Y-%m-%dT%H:%MZ}"


@pytest.fixture(scope="module")
def real_reader() -> Reader:
    return Reader.load(Settings(), by_sentence=True)


class Desk:
    """A ledger, the folder it is fed from, and the clock."""

    def __init__(self, folder: Path, reader: Reader) -> None:
        self.folder, self.clock = folder / "in", Hours()
        self.folder.mkdir()
        self.path = folder / "a.ledger"
        self.ledger = Ledger.open(self.path, reader=reader, clock=self.clock)

    def read(self, hour: int, **files: str) -> None:
        """Write files (name: text) and read the folder at an hour."""
        self.clock.hour = hour
        for name, text in files.items():
            record = {"id": name, "text": text, "published": "2021-03-05", "publisher": name.title()}
            (self.folder / f"{name}.jsonl").write_text(json.dumps(record) + "\n", encoding="utf8")
        self.ledger.add([self.folder])

    def diff(self, before: int, **filters: str) -> tuple[Change, ...]:
        return self.ledger.diff(self.clock.at(before), "now", Filters.of(**filters))


@pytest.fixture
def desk(tmp_path: Path, real_reader: Reader) -> Iterator[Desk]:
    made = Desk(tmp_path, real_reader)
    yield made
    made.ledger.close()


def one(changes: tuple[Change, ...], sort: str, field: str = "") -> Change:
    found = [change for change in changes if change.sort == sort and change.field == field]
    assert len(found) == 1, [(change.sort, change.field, change.before, change.after) for change in changes]
    return found[0]


def test_a_revised_article_changes_the_cell_and_says_so(desk: Desk) -> None:
    desk.read(0, herald=MARKET.format(dead="three"))
    desk.read(2, herald=MARKET.format(dead="seven"))
    killed = one(desk.diff(0), "changed", "killed")
    assert (killed.before, killed.after, killed.why) == ("3", "7", "new version")
    assert "version 2 of Herald" in killed.reason
    assert killed.at == "2026-11-20T10:00:00.000000Z"
    assert [evidence.text for evidence in killed.evidence] == [MARKET.format(dead="seven")]
    incident = desk.ledger.incident(killed.incident_id or "")
    assert incident.origins == 1 and len(incident.reports) == 2
    (disagreement,) = desk.ledger.disagreements()
    assert disagreement.kind == "updated"


def test_a_figure_that_is_corrected_down_is_the_newer_one(desk: Desk) -> None:
    desk.read(0, herald=MARKET.format(dead="seven"))
    desk.read(2, herald=MARKET.format(dead="three"))
    killed = one(desk.diff(0), "changed", "killed")
    assert (killed.before, killed.after) == ("7", "3")


def test_nothing_changed_between_two_moments_without_news(desk: Desk) -> None:
    desk.read(0, herald=MARKET.format(dead="three"))
    desk.read(3, herald=MARKET.format(dead="three"))
    assert desk.diff(0) == ()
    assert desk.diff(1) == ()


def test_a_new_report_adds_incidents_and_support(desk: Desk) -> None:
    desk.read(0, herald=MARKET.format(dead="three"))
    other = "A car bomb on Thursday killed three people at a market in Mosul, the governor said."
    posture = "The United States ordered non-emergency staff to leave its embassy in Baghdad on Friday."
    desk.read(2, tribune=f"{other}\n\n{posture}")
    changes = desk.diff(0)
    assert one(changes, "changed", "origins").why == "new report"
    new = one(changes, "new")
    assert (new.group, new.why) == ("posture", "new report")
    assert "Tribune" in new.reason
    # What was known before the second report is only what the first one told.
    assert desk.ledger.diff(desk.clock.at(-2), desk.clock.at(0))[0].sort == "new"


def test_filters_narrow_what_is_told(desk: Desk) -> None:
    desk.read(0, herald="Police arrested two men in Basra on Thursday.")
    posture = "The United States ordered non-emergency staff to leave its embassy in Baghdad on Friday."
    desk.read(2, tribune=posture, post=MARKET.format(dead="three"))
    assert {change.group for change in desk.diff(0)} == {"posture", "violence"}
    assert {change.group for change in desk.diff(0, kind="posture")} == {"posture"}
    assert desk.diff(0, country="Peru") == ()


def test_a_correction_is_named_with_who_and_why_and_so_is_its_undoing(desk: Desk) -> None:
    desk.read(0, herald=MARKET.format(dead="three"))
    (incident,) = desk.ledger.incidents()
    desk.clock.hour = 2
    made = desk.ledger.correct("set", incident.incident_id, "killed=5", by="ana", reason="hospital list")
    killed = one(desk.diff(0), "changed", "killed")
    assert (killed.before, killed.after, killed.why, killed.by) == ("3", "5", "correction", "ana")
    assert "hospital list" in killed.reason and killed.corrections == (made.correction_id,)
    desk.clock.hour = 4
    undone = desk.ledger.correct("undo", made.correction_id, by="ben")
    back = one(desk.diff(2), "changed", "killed")
    assert (back.before, back.after, back.by, back.corrections) == ("5", "3", "ben", (undone.correction_id,))


def test_what_a_person_rejected_is_gone_and_says_by_whom(desk: Desk) -> None:
    desk.read(0, herald=MARKET.format(dead="three"))
    (incident,) = desk.ledger.incidents()
    desk.clock.hour = 2
    desk.ledger.correct("reject", incident.incident_id, by="ana", reason="a drill")
    gone = one(desk.diff(0), "gone")
    assert (gone.incident_id, gone.why, gone.by) == (incident.incident_id, "correction", "ana")
    assert gone.before == incident.summary


def test_merge_and_split_by_a_person(desk: Desk) -> None:
    desk.read(0, herald=MARKET.format(dead="three"), tribune="Gunmen abducted a doctor in Basra on Wednesday.")
    first, second = (incident.incident_id for incident in desk.ledger.incidents())
    desk.clock.hour = 2
    made = desk.ledger.correct("merge", first, second, by="ana", reason="one plot")
    merged = one(desk.diff(0), "merged")
    assert {merged.incident_id, *merged.others} == {first, second}
    assert merged.by == "ana"
    desk.clock.hour = 4
    desk.ledger.correct("undo", made.correction_id, by="ana")
    split = one(desk.diff(2), "split")
    assert {split.incident_id, *split.others} == {first, second}


def test_a_new_contradiction_is_told_once(desk: Desk) -> None:
    desk.read(0, herald=MARKET.format(dead="three"))
    other = "A car bomb at a market in Mosul on Thursday killed 11 people, the governor said."
    desk.read(2, tribune=other)
    told = one(desk.diff(0), "contradicted", "killed")
    assert told.before is None
    assert set((told.after or "").split(" | ")) == {"3", "11"}
    assert told.why == "new report"


def test_a_newer_reader_is_the_reason_where_it_is(tmp_path: Path, real_reader: Reader) -> None:
    desk = Desk(tmp_path, real_reader)
    desk.read(0, herald=MARKET.format(dead="three"))
    desk.ledger.close()

    class Newer:
        """The same reader, which reads no place any more."""

        name, version = real_reader.name, f"{real_reader.version}+"

        def read(self, report: dragoman.model.Report) -> dragoman.model.Reading:
            from dataclasses import replace

            found = real_reader.read(report)
            return replace(found, mentions=tuple(replace(m, place=None) for m in found.mentions), claims=())

    desk.clock.hour = 2
    with Ledger.open(desk.path, reader=Newer(), clock=desk.clock) as ledger:
        ledger.add([desk.folder])
        place = one(ledger.diff(desk.clock.at(0)), "changed", "place")
    assert (place.before, place.after, place.why) == ("Mosul, Iraq", None, "new reader")


def test_two_ledgers_side_by_side(tmp_path: Path, real_reader: Reader) -> None:
    folders = [tmp_path / name for name in ("monday", "tuesday")]
    for folder, files in zip(folders, (("three", None), ("three", "Gunmen shot two men in Basra.")), strict=True):
        folder.mkdir()
        desk = Desk(folder, real_reader)
        desk.read(0, herald=MARKET.format(dead=files[0]), **({"post": files[1]} if files[1] else {}))
        desk.ledger.close()
    paths = [folder / "a.ledger" for folder in folders]
    assert [change.sort for change in dragoman.diff(*paths)] == ["new"]
    back = dragoman.diff(*reversed(paths))
    assert [(change.sort, change.why) for change in back] == [("gone", "not held")]
    done = CliRunner().invoke(app, ["diff", *map(str, paths), "--format", "json"])
    assert done.exit_code == 0
    assert [change["sort"] for change in json.loads(done.stdout)["changes"]] == ["new"]


# The command


def test_the_command_tells_why_in_each_form(desk: Desk) -> None:
    desk.read(0, herald=MARKET.format(dead="three"))
    desk.read(2, herald=MARKET.format(dead="seven"))
    run = ["diff", desk.clock.at(0), "--ledger", str(desk.path)]
    text = CliRunner().invoke(app, run)
    assert text.exit_code == 0
    assert "killed: 3 → 7" in text.stdout
    assert "because of new version: version 2 of Herald" in text.stdout
    markdown = CliRunner().invoke(app, [*run, "--format", "md"])
    assert "killed: 3 → 7, because of new version" in markdown.stdout
    data = json.loads(CliRunner().invoke(app, [*run, "--format", "json"]).stdout)
    assert [(c["field"], c["before"], c["after"]) for c in data["changes"]] == [("killed", "3", "7")]


@pytest.mark.parametrize(
    "words",
    [
        ["no-such"],
        ["2021-01-01", "2021-13-01"],
        ["now", "--format", "csv"],
        ["now", "--kind", "picnic"],
        ["2021-02-30"],
    ],
)
def test_wrong_words_are_an_error_of_usage(desk: Desk, words: list[str]) -> None:
    assert CliRunner().invoke(app, ["diff", *words, "--ledger", str(desk.path)]).exit_code == 2


def test_no_ledger_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["diff", "now", "--ledger", str(tmp_path / "none.ledger")])
    assert done.exit_code == 1


@pytest.mark.parametrize("moment", ["now", "yesterday", "24h", "7d", "2 weeks ago", "2026-11-20", "2026-11-20T18:00Z"])
def test_moments_that_a_person_can_write(desk: Desk, moment: str) -> None:
    desk.clock.hour = 240
    desk.read(240, herald=MARKET.format(dead="three"))
    found = desk.ledger.diff(moment, "now")
    assert bool(found) is (moment != "now")


def test_an_empty_diff_says_so() -> None:
    assert "Nothing changed." in render_changes(Changes("a", "b", ()))


def test_every_cell_has_a_name_of_the_contract() -> None:
    assert len(set(CELLS)) == len(CELLS)
    assert {"killed", "place", "time", "status", "actor"} <= set(CELLS)
