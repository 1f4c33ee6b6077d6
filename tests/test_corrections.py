"""Corrections: a person's decision holds over every rebuild and rereading, goes nowhere else, and can be taken back."""

from __future__ import annotations

import json
import random
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer.main
from correction_world import about, exports, open_ledger, report, reports, telling
from correction_world import line as line_of
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from dragoman.brief import outline, render, show
from dragoman.cli import app
from dragoman.errors import BadSettings, NotFound, StopRun
from dragoman.ledger import Ledger
from dragoman.ledger.decide import OPS
from dragoman.ledger.decisions import corrections_of, lines_of
from dragoman.ledger.values import setting
from dragoman.model import Anchor, ClaimWords, Correction, Incident, Mention, Span, Target, Tellings
from dragoman.reconcile import Lore, reconcile
from dragoman.reconcile.decisions.bonds import Bonds
from dragoman.reconcile.fields import FIELDS, unreadable, value_of
from dragoman.settings import Settings

DEPOTS = ("Karim", "Nadir", "Zahir", "Omara", "Yunus", "Latif")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path) as opened:
        opened.add_reports(reports())
        yield opened


def state(ledger: Ledger, correction: Correction) -> str:
    return ledger.standings()[correction.correction_id].state


def reread(folder: Path, changed: bool = True) -> Ledger:
    """The same file, its reports read anew by another reader."""
    opened = open_ledger(folder, changed=changed)
    opened.add_reports(reports())
    return opened


# Each decision


def test_set_beats_the_rule_and_says_by_whom(ledger: Ledger) -> None:
    incident = about(ledger, "courier", "Karim")
    made = ledger.correct("set", incident.incident_id, "killed=10-14", by="Ana", reason="hospital list")
    now = ledger.incident(incident.incident_id)
    assert now.killed and (now.killed.low, now.killed.best, now.killed.high) == (10, None, 14)
    assert "10–14 killed" in now.summary
    assert [(mark.op, mark.field, mark.by) for mark in now.corrections] == [("set", "killed", "Ana")]
    assert made.from_value == "killed=3/3/5"
    for rule in ("acled_lowest", "ucdp_range"):
        assert ledger.under(rule).incident(incident.incident_id).killed == now.killed  # type: ignore[arg-type]
    assert "(set by Ana)" in render(outline(ledger), "text")
    shown = show(ledger, incident.incident_id)
    assert re.search(r"set killed +by Ana, \d{4}-\d\d-\d\d, was 3–5: hospital list  cor-", shown)


@pytest.mark.parametrize(
    ("given", "field", "wanted"),
    [
        ("status=denied", "status", "denied"),
        ("kind=bombing", "kind", "bombing"),
        ("killed=unknown", "killed", None),
        ("place=unknown", "place", None),
        ("background=yes", "background", True),
    ],
)
def test_set_of_other_fields(ledger: Ledger, given: str, field: str, wanted: object) -> None:
    incident = about(ledger, "courier", "Karim")
    ledger.correct("set", incident.incident_id, given, by="Ana", reason="seen")
    assert getattr(ledger.incident(incident.incident_id), field) == wanted


def test_a_set_status_and_kind_bring_their_code(ledger: Ledger) -> None:
    key = about(ledger, "courier", "Karim").incident_id
    ledger.correct("set", key, "kind=arrest", by="Ana", reason="seen")
    assert (plover := ledger.incident(key).plover) and (plover.type, plover.mode) != ("ASSAULT", "heavy-weapons")
    ledger.correct("set", key, "status=threatened", by="Ana", reason="seen")
    assert (plover := ledger.incident(key).plover) and plover.type == "THREATEN"
    ledger.correct("set", key, "status=negated", by="Ana", reason="seen")
    assert ledger.incident(key).plover is None


def test_set_of_time_place_and_parties(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "dragoman.ledger.values._place",
        lambda given, settings: json.dumps({"start": 0, "end": 0, "text": "", "name": given, "country": "IQ"}),
    )
    key = about(ledger, "courier", "Karim").incident_id
    for value in ("time=2021-04", "place=Tell Nowhere", "actor=Magpie brigade; Stork brigade"):
        ledger.correct("set", key, value, by="Ana", reason="seen")
    now = ledger.incident(key)
    assert (str(now.time.start), str(now.time.end), now.time.precision) == ("2021-04-01", "2021-04-30", "month")
    assert now.place and (now.place.name, now.place.country) == ("Tell Nowhere", "IQ")
    assert [party.name for party in now.actors if party.role == "actor"] == ["Magpie brigade", "Stork brigade"]
    assert [party.name for party in now.actors if party.role == "recipient"] == ["the Karim depot"]
    assert len(ledger.incidents(country="IQ", until="2021-04-30")) == 1


def test_the_last_setting_holds(ledger: Ledger) -> None:
    key = about(ledger, "courier", "Karim").incident_id
    first = ledger.correct("set", key, "killed=7", by="Ana", reason="a")
    last = ledger.correct("set", key, "killed=8", by="Ben", reason="b")
    assert (now := ledger.incident(key).killed) and now.best == 8
    assert (state(ledger, first), state(ledger, last)) == ("superseded", "in force")
    ledger.correct("undo", last.correction_id, by="Ana")
    assert (now := ledger.incident(key).killed) and now.best == 7
    assert state(ledger, first) == "in force"


def test_a_rejected_incident_counts_for_nothing_and_is_listed(ledger: Ledger) -> None:
    before = len(ledger.incidents())
    incident = about(ledger, "courier", "Karim")
    assert any(one.incident_id == incident.incident_id for one in ledger.disagreements())
    ledger.correct("reject", incident.incident_id, by="Ana", reason="a film set")
    assert len(ledger.incidents()) == before - 1
    assert [one.incident_id for one in ledger.rejected()] == [incident.incident_id]
    assert not any(one.incident_id == incident.incident_id for one in ledger.disagreements())
    assert "a film set" in show(ledger, incident.incident_id)
    assert "Karim" not in render(outline(ledger), "text").split("WHERE THE REPORTS")[0]
    ledger.correct("accept", incident.incident_id, by="Ben", reason="no film")
    assert len(ledger.incidents()) == before
    assert [mark.op for mark in ledger.incident(incident.incident_id).corrections] == ["accept"]


def test_a_rejected_telling_leaves_the_incident_its_id(ledger: Ledger) -> None:
    incident = about(ledger, "courier", "Karim")
    founder = incident.mentions[0]
    ledger.correct("reject", founder, by="Ana", reason="copied from elsewhere")
    now = ledger.incident(incident.incident_id)
    assert set(now.mentions) == set(incident.mentions) - {founder}
    assert [one.mentions for one in ledger.rejected()] == [(founder,)]


def test_a_rejected_sentence_rejects_what_it_tells(ledger: Ledger) -> None:
    told = telling(ledger, "courier", "Nadir")
    ledger.correct("reject", f"{told.report_id}:{told.sentence.start}-{told.sentence.end}", by="Ana", reason="satire")
    assert [one.mentions for one in ledger.rejected()] == [(told.mention_id,)]


@pytest.mark.parametrize("field", ["killed", "place", "time", "actor"])
def test_a_rejected_claim_is_taken_out_of_its_telling(ledger: Ledger, field: str) -> None:
    told = telling(ledger, "mirror", "Karim")
    claim = next(c for c in ledger.claims() if c.mention_id == told.mention_id and c.field == field)
    before = about(ledger, "mirror", "Karim")
    made = ledger.correct("reject", claim.claim_id, by="Ana", reason="a misprint")
    now = about(ledger, "mirror", "Karim")
    assert state(ledger, made) == "in force"
    assert [(mark.op, mark.field) for mark in now.corrections] == [("reject", field)]
    if field == "killed":
        assert before.killed and now.killed and (before.killed.high, now.killed.high) == (5, 4)
        assert not any(s.value == "5" for d in ledger.disagreements() if d.field == "killed" for s in d.sides
                       if d.incident_id == now.incident_id)  # fmt: skip
    assert claim in list(ledger.claims())


def test_merge_makes_one_incident_and_both_ids_lead_to_it(ledger: Ledger) -> None:
    a, b = about(ledger, "courier", "Karim"), about(ledger, "courier", "Zahir")
    made = ledger.correct("merge", a.incident_id, b.incident_id, by="Ana", reason="one raid")
    merged = ledger.incident(a.incident_id)
    assert set(merged.mentions) == {*a.mentions, *b.mentions}
    assert ledger.incident(b.incident_id) == merged
    gone = next(key for key in (a.incident_id, b.incident_id) if key != merged.incident_id)
    assert f"{gone} is now {merged.incident_id}" in show(ledger, gone)
    # A new report of either side joins, though it contradicts the other.
    ledger.add_reports([report("latecomer", line_of(0, 3))])
    assert telling(ledger, "latecomer", "Karim").mention_id in ledger.incident(a.incident_id).mentions
    ledger.correct("undo", made.correction_id, by="Ana")
    assert ledger.incident(b.incident_id).mentions == b.mentions


def test_split_takes_a_telling_out_and_the_rest_keeps_the_id(ledger: Ledger) -> None:
    incident = about(ledger, "courier", "Karim")
    leaver = incident.mentions[0]
    made = ledger.correct("split", leaver, by="Ana", reason="the week before")
    rest = ledger.incident(incident.incident_id)
    assert set(rest.mentions) == set(incident.mentions) - {leaver}
    alone = next(one for one in ledger.incidents() if leaver in one.mentions)
    assert alone.mentions == (leaver,) and alone.incident_id != incident.incident_id
    ledger.correct("undo", made.correction_id, by="Ana")
    assert ledger.incident(alone.incident_id).incident_id == incident.incident_id


def test_keep_apart_holds_tellings_apart(ledger: Ledger) -> None:
    incident = about(ledger, "courier", "Karim")
    a, b = incident.mentions[:2]
    made = ledger.correct("keep_apart", a, b, by="Ana", reason="two depots")
    assert state(ledger, made) == "in force"
    assert not any({a, b} <= set(one.mentions) for one in ledger.incidents())
    merged = ledger.correct(
        "merge",
        next(one.incident_id for one in ledger.incidents() if a in one.mentions),
        next(one.incident_id for one in ledger.incidents() if b in one.mentions),
        by="Ben",
        reason="one depot after all",
    )
    assert any({a, b} <= set(one.mentions) for one in ledger.incidents())
    assert (state(ledger, made), state(ledger, merged)) == ("superseded", "in force")


def test_a_note_changes_nothing_but_is_shown(ledger: Ledger) -> None:
    before = about(ledger, "courier", "Karim")
    ledger.correct("note", before.incident_id, by="Ana", reason="ask the Mosul office")
    after = ledger.incident(before.incident_id)
    assert (after.killed, after.mentions, after.summary) == (before.killed, before.mentions, before.summary)
    assert "ask the Mosul office" in show(ledger, before.incident_id)
    told = telling(ledger, "courier", "Karim")
    end = len(ledger.report(told.report_id).text)
    nothing_told = ledger.correct("note", f"{told.report_id}:{end - 20}-{end}", by="Ana", reason="filler")
    assert state(ledger, nothing_told) == "in force"


def test_an_undo_can_be_undone(ledger: Ledger) -> None:
    key = about(ledger, "courier", "Karim").incident_id
    made = ledger.correct("set", key, "killed=9", by="Ana", reason="seen")
    undone = ledger.correct("undo", made.correction_id, by="Ben")
    assert state(ledger, made) == "undone"
    ledger.correct("undo", undone.correction_id, by="Ana")
    assert state(ledger, made) == "in force"
    assert (now := ledger.incident(key).killed) and now.best == 9


# What is refused


@pytest.mark.parametrize(
    ("op", "target", "value", "by", "reason", "error"),
    [
        ("reject", "inc-none", None, "Ana", "x", NotFound),
        ("reject", "KARIM", None, "", "x", BadSettings),
        ("reject", "KARIM", None, "world", "x", BadSettings),
        ("reject", "KARIM", None, "Ana", " ", BadSettings),
        ("note", "KARIM", None, "Ana", "", BadSettings),
        ("forget", "KARIM", None, "Ana", "x", BadSettings),
        ("set", "KARIM", "killed=many", "Ana", "x", BadSettings),
        ("set", "KARIM", "killed=14-10", "Ana", "x", BadSettings),
        ("set", "KARIM", "mood=bad", "Ana", "x", BadSettings),
        ("set", "KARIM", "kind=shellling", "Ana", "x", BadSettings),
        ("set", "KARIM", "status=maybe", "Ana", "x", BadSettings),
        ("set", "KARIM", "time=2021-05-09/2021-05-01", "Ana", "x", BadSettings),
        ("set", "KARIM", "time=noon", "Ana", "x", BadSettings),
        ("merge", "KARIM", "KARIM", "Ana", "x", BadSettings),
        ("keep_apart", "KARIM", "KARIM", "Ana", "x", BadSettings),
        ("split", "KARIM", None, "Ana", "x", BadSettings),
        ("undo", "cor-none", None, "Ana", "", NotFound),
    ],
)
def test_nonsense_is_refused_and_not_recorded(
    ledger: Ledger, op: str, target: str, value: str | None, by: str, reason: str, error: type[Exception]
) -> None:
    key = about(ledger, "courier", "Karim").incident_id
    target, value = (key if word == "KARIM" else word for word in (target, value))  # type: ignore[assignment]
    with pytest.raises(error):
        ledger.correct(op, target, value, by=by, reason=reason)  # type: ignore[arg-type]
    assert not list(ledger.corrections())


def test_a_telling_cannot_lose_its_kind(ledger: Ledger) -> None:
    claim = next(c for c in ledger.claims() if c.field == "status")
    with pytest.raises(BadSettings, match="status"):
        ledger.correct("reject", claim.claim_id, by="Ana", reason="x")


def test_places_in_reports_are_checked(ledger: Ledger) -> None:
    told = telling(ledger, "courier", "Karim")
    for place in ("0-999999", "9-9", "x-y"):
        with pytest.raises((BadSettings, NotFound)):
            ledger.correct("note", f"{told.report_id}:{place}", by="Ana", reason="x")
    text = ledger.report(told.report_id).text
    with pytest.raises(BadSettings, match="several incidents"):
        ledger.correct("set", f"{told.report_id}:0-{len(text)}", "killed=1", by="Ana", reason="x")


def test_reading_and_rebuilding_never_decide(ledger: Ledger, tmp_path: Path) -> None:
    ledger.rebuild()
    ledger.rebuild("acled_lowest")
    assert not list(ledger.corrections())
    with open_ledger(tmp_path, changed=True) as again:
        again.add_reports(reports())
        assert not list(again.corrections())


def test_decisions_are_kept_for_good(ledger: Ledger, tmp_path: Path) -> None:
    made = ledger.correct("note", about(ledger, "courier", "Karim").incident_id, by="Ana", reason="x")
    with sqlite3.connect(tmp_path / "a.ledger") as db, pytest.raises(sqlite3.IntegrityError):
        db.execute("UPDATE correction SET by = 'Ben'")
    with Ledger.open(tmp_path / "a.ledger", readonly=True) as reading, pytest.raises(StopRun):
        reading.correct("undo", made.correction_id, by="Ana")


def test_as_of_knows_what_was_decided_by_then(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as opened:
        opened.add_reports(reports())
        key = about(opened, "courier", "Karim").incident_id
        before = opened.incident(key).killed
        made = opened.correct("set", key, "killed=9", by="Ana", reason="x")
        undone = opened.correct("undo", made.correction_id, by="Ana")
        then = opened.as_of(made.at)
        assert [one.op for one in then.corrections()] == ["set"]
        assert (set_ := then.incident(key).killed) and set_.best == 9
        assert opened.as_of(undone.at).incident(key).killed == before


# Rereading


def test_decisions_survive_a_changed_reader(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as first:
        first.add_reports(reports())
        karim, nadir = about(first, "courier", "Karim"), about(first, "courier", "Nadir")
        latif = about(first, "gazette", "Latif")
        kept = [
            first.correct("set", karim.incident_id, "killed=9", by="Ana", reason="x"),
            first.correct("reject", nadir.incident_id, by="Ana", reason="x"),
        ]
        lost = first.correct("set", latif.incident_id, "killed=9", by="Ana", reason="x")
        old = {one.incident_id for one in first.incidents()}
    with reread(tmp_path) as second:
        assert old.isdisjoint(one.incident_id for one in second.incidents())
        assert [state(second, one) for one in kept] == ["in force", "in force"]
        assert second.stale_corrections() == [lost]
        assert (now := second.incident(karim.incident_id).killed) and now.best == 9
        assert second.incident(nadir.incident_id).rejected
        assert not any(one.killed and one.killed.best == 9 for one in second.incidents(about="Yunus"))
    with reread(tmp_path, changed=False) as third:
        assert third.stale_corrections() == []
        assert (now := third.incident(latif.incident_id).killed) and now.best == 9


def test_an_uncorrected_id_leads_on_after_rereading(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as first:
        first.add_reports(reports())
        old = about(first, "courier", "Zahir")
    with reread(tmp_path) as second:
        assert second.incident(old.incident_id).incident_id == about(second, "courier", "Zahir").incident_id
        with pytest.raises(NotFound):
            second.incident("inc-0000000000000000")


def test_a_telling_that_can_no_longer_be_told_from_another_is_stale(ledger: Ledger) -> None:
    told = telling(ledger, "courier", "Karim")
    anchor = Anchor.of(told)
    moved = [
        _moved(told, "men-a", told.trigger.start, told.trigger.end + 1),
        _moved(told, "men-b", told.trigger.start, told.trigger.end + 2),
    ]
    assert Tellings([moved[0]]).at(anchor) == ["men-a"]
    assert Tellings(moved).at(anchor) == []


def _moved(told: Mention, key: str, start: int, end: int) -> Mention:
    trigger = replace(told.trigger, start=start, end=end)
    return replace(told, mention_id=key, trigger=trigger)


# The property: two hundred decisions, a rebuild, a changed reader, and back


def random_decision(ledger: Ledger, chance: random.Random) -> Correction:
    """One decision of any sort about anything in the ledger."""
    while True:
        incidents = [one.incident_id for one in (*ledger.incidents(), *ledger.rejected())]
        mentions = list(ledger.mentions())
        told = chance.choice(mentions)
        claims = [one.claim_id for one in ledger.claims() if one.field not in ("kind", "status")]
        spot = f"{told.report_id}:{told.sentence.start}-{told.sentence.end}"
        anything = chance.choice([chance.choice(incidents), told.mention_id, chance.choice(claims), spot])
        op = chance.choice(list(OPS))
        values = [
            "killed=9",
            "killed=10-14",
            "injured=4+",
            "time=2021-05",
            "status=denied",
            "kind=bombing",
            "series=yes",
        ]
        try:
            if op == "set":
                return ledger.correct(op, chance.choice(incidents), chance.choice(values), by="Ana", reason="x")
            if op == "merge":
                return ledger.correct(op, *chance.sample(incidents, 2), by="Ben", reason="x")
            if op == "keep_apart":
                pair = chance.sample([one.mention_id for one in mentions], 2)
                return ledger.correct(op, *pair, by="Cem", reason="x")
            if op == "split":
                return ledger.correct(op, told.mention_id, by="Dua", reason="x")
            if op == "undo":
                made = [one.correction_id for one in ledger.corrections()]
                return ledger.correct(op, chance.choice(made), by="Eve") if made else random_decision(ledger, chance)
            return ledger.correct(op, anything, by="Fay", reason="x")
        except BadSettings:
            continue


def check(ledger: Ledger) -> dict[str, int]:
    """Every correction is in force and does what it says, or is listed with the reason why it does not."""
    standings, corrections = ledger.standings(), list(ledger.corrections())
    assert set(standings) == {one.correction_id for one in corrections}
    told = Tellings(ledger.mentions())
    home = {m: one for one in (*ledger.incidents(), *ledger.rejected()) for m in one.mentions}
    assert set(home) == set(told.by_id)
    assert len({one.incident_id for one in home.values()}) == len(set(map(id, home.values())))
    undone = {
        one.target for one in corrections if one.op == "undo" and standings[one.correction_id].state == "in force"
    }
    sums: dict[str, int] = {}
    for number, one in enumerate(corrections):
        became = standings[one.correction_id]
        sums[became.state] = sums.get(became.state, 0) + 1
        assert (became.state == "undone") == (one.correction_id in undone)
        assert (became.state == "in force") == (became.why == "")
        if one.op != "undo":
            target = Target.parse(one.target)
            other = Target.parse(_other(one))
            if became.state == "in force":
                assert _does(one, told.of(target), told.of(other), home)
            if became.state == "superseded":
                assert any(standings[late.correction_id].state == "in force" for late in corrections[number + 1 :])
    return sums


def _other(one: Correction) -> str:
    return (one.to_value if one.op in ("merge", "keep_apart") else one.from_value if one.op == "split" else "") or ""


def _does(one: Correction, here: list[str], there: list[str], home: dict[str, Incident]) -> bool:
    """Whether an effect that a decision must have is there to be seen."""
    places = [home[m] for m in here]
    others = [home[m] for m in there if m not in here]
    if one.op == "set":
        field, _, value = (one.to_value or "").partition("=")
        return any(one.correction_id in _marks(place) and value_of(place, field) == value for place in places)
    if one.op == "merge":
        return any(a is b for a in places for b in others)
    if one.op in ("keep_apart", "split"):
        return bool(here and there) and not any(a is b for a in places for b in others)
    if one.op == "reject" and "#" not in one.target:
        return any(place.rejected for place in places)
    return one.op in ("note", "accept", "reject")


def _marks(incident: Incident) -> set[str]:
    return {mark.correction_id for mark in incident.corrections}


def test_two_hundred_random_decisions(tmp_path: Path) -> None:
    chance = random.Random(1)
    with open_ledger(tmp_path) as first:
        first.add_reports(reports())
        untouched = exports(first)
        for _ in range(200):
            random_decision(first, chance)
        sums = check(first)
        assert sums["in force"] > 20 and sums["superseded"] and not sums.get("stale")
        corrected = exports(first)
        assert corrected != untouched
        first.rebuild()
        assert exports(first) == corrected
    with reread(tmp_path) as second:
        sums = check(second)
        assert sum(sums.values()) == 200 and sums["stale"] and sums["in force"] > 20
        _stale_rest_on_nothing(second)
    with reread(tmp_path, changed=False) as third:
        assert exports(third) == corrected
        _undo_all(third)
        assert exports(third) == untouched


def _stale_rest_on_nothing(ledger: Ledger) -> None:
    """A stale correction is one whose words nobody reads an event in any more, on one of its sides."""
    triggers = [(m.report_id, m.trigger) for m in ledger.mentions()]
    for one in ledger.stale_corrections():
        sides = [Target.parse(text) for text in (one.target, _other(one)) if text]
        anchors = [side.anchors for side in sides]
        assert one.op == "undo" or any(
            not any(a.report_id == r and a.span.overlaps(t) for a in side for r, t in triggers)
            or any(a.claim for a in side)
            for side in anchors
        )


def _undo_all(ledger: Ledger) -> None:
    """Take everything back, in as many rounds as undone undos make needful."""
    for round_ in range(10):
        standings = ledger.standings()
        left = [o for o in ledger.corrections() if o.op != "undo" and standings[o.correction_id].state != "undone"]
        if not left:
            return
        at = f"2099-01-01T00:00:{round_:02}.000000Z"
        undos = [Correction.made(at, "Ana", "undo", one.correction_id, None, None, "") for one in left]
        assert ledger.add_corrections(undos) == len(left)
    raise AssertionError("some corrections cannot be undone")


def test_corrections_are_applied_in_any_order_to_reports_in_any_order(tmp_path: Path) -> None:
    chance = random.Random(3)
    with open_ledger(tmp_path) as first:
        first.add_reports(reports())
        for _ in range(60):
            random_decision(first, chance)
        made, wanted = list(first.corrections()), exports(first)
        given = [list(items()) for items in (first.reports, first.mentions, first.statements)]
    results = []
    for _ in range(3):
        for items in (*given, made):
            chance.shuffle(items)  # type: ignore[arg-type]
        results.append(reconcile(*given, [], made, lore=Lore.load()))  # type: ignore[arg-type]
    assert results[0] == results[1] == results[2]
    with open_ledger(tmp_path, "b") as second:
        assert second.add_corrections(made) == 60
        for one in reversed(reports()):
            second.add_reports([one])
        assert exports(second) == wanted
        assert second.add_corrections(corrections_of(list(lines_of(made)))) == 0


# Small parts


SPANS = st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)).map(lambda ends: Span(*ends))
CLAIMS = st.builds(ClaimWords, st.sampled_from(["killed", "place"]), st.text(), SPANS)
ANCHORS = st.builds(Anchor, st.just("rep-1"), SPANS) | st.builds(
    Anchor, st.just("rep-2"), SPANS, st.just("shelling"), st.just("men-1"), st.none() | CLAIMS
)


@given(st.builds(Target, st.lists(ANCHORS, min_size=1).map(tuple), st.none() | st.just("inc-1")))
def test_targets_are_read_as_they_were_written(target: Target) -> None:
    assert Target.parse(str(target)) == target


@given(st.lists(st.tuples(st.booleans(), st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=30))
def test_bonds_never_join_what_is_kept_apart(steps: list[tuple[bool, str, str]]) -> None:
    bonds = Bonds()
    parted, bound = [], []
    for binds, a, b in steps:
        if binds and bonds.bind(a, b):
            bound.append((a, b))
        if not binds and bonds.part(a, b):
            parted.append((a, b))
    assert all(bonds.root(a) != bonds.root(b) for a, b in parted)
    assert all(bonds.root(a) == bonds.root(b) for a, b in bound)


@given(st.sampled_from(FIELDS), st.text())
def test_what_is_kept_can_be_read_again(field: str, text: str) -> None:
    if field in ("place", "actor", "recipient", "victim"):
        return
    try:
        kept = "=".join(setting(f"{field}={text}", Settings()))
    except BadSettings:
        return
    assert unreadable(kept) == ""


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("killed=12", "12"),
        ("killed=0", "0"),
        ("killed=10-14", "10/?/14"),
        ("killed=10–14", "10/?/14"),
        ("killed=at least 4", "4/?/?"),
        ("injured=4+", "4/?/?"),
        ("injured=at most 9", "?/?/9"),
        ("killed=unknown", "?"),
        ("time=2020-02", "2020-02-01/2020-02-29"),
        ("time=2020", "2020-01-01/2020-12-31"),
        ("time=2020-01-02", "2020-01-02/2020-01-02"),
        ("series=No", "no"),
    ],
)
def test_values_as_a_person_writes_them(given: str, kept: str) -> None:
    assert setting(given, Settings())[1] == kept


class Atlas:
    """Stands in for the gazetteer, which takes seconds to build."""

    places = (
        SimpleNamespace(place_id="1", name="Tarn", kind="admin1", lat=1.0, lon=2.0, country="IQ", radius_km=90.0),
        SimpleNamespace(place_id="2", name="Tarn", kind="city", lat=1.5, lon=2.5, country="IQ", radius_km=5.0),
    )

    @classmethod
    def load(cls, settings: Settings) -> Atlas:
        return cls()

    def look_up(self, name: str) -> list[SimpleNamespace]:
        return [SimpleNamespace(place=place) for place in self.places if place.name == name]

    def by_id(self, key: str) -> SimpleNamespace | None:
        return next((place for place in self.places if place.place_id == key), None)

    def admin1_name(self, place: SimpleNamespace) -> str:
        return "Tarn Governorate"


def test_a_place_is_looked_up_when_it_is_set(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.knowledge.gazetteer.Gazetteer", Atlas)
    key = about(ledger, "courier", "Karim").incident_id
    for name, place_id, precision in (("Tarn", "2", 1), ("1", "1", 3)):
        ledger.correct("set", key, f"place={name}", by="Ana", reason="seen")
        assert (place := ledger.incident(key).place) and (place.place_id, place.precision) == (place_id, precision)
        assert (place.country_name, place.admin1) == ("Iraq", "Tarn Governorate")
        assert " · Tarn · 3 May 2021" in ledger.incident(key).summary
    ledger.correct("set", key, "place=Tell Nowhere", by="Ana", reason="seen")
    assert (place := ledger.incident(key).place) and (place.name, place.lat) == ("Tell Nowhere", None)
    assert "was Tarn: seen" in show(ledger, key)


# The command line


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["correct", *arguments, "--ledger", str(folder / "a.ledger")])
    return done.exit_code, done.stdout


def test_the_command(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as first:
        first.add_reports(reports())
        a, b = (about(first, "courier", depot).incident_id for depot in ("Karim", "Nadir"))
    code, made = run(tmp_path, "set", a, "killed=9", "--reason", "hospital list", "--by", "Ana")
    assert code == 0 and made.startswith("cor-")
    assert run(tmp_path, "merge", a, b, "--reason", "one raid")[0] == 0
    assert run(tmp_path, "set", a, "killed=lots", "--reason", "x")[0] == 2
    assert run(tmp_path, "set", a, "killed=1")[0] == 2
    assert run(tmp_path, "reject", "inc-none", "--reason", "x")[0] == 1
    rows = [row.split("\t") for row in run(tmp_path, "list")[1].splitlines()]
    assert [row[1] for row in rows] == ["in force", "in force"]
    assert rows[0][3:6] == ["Ana", f"set {a} killed=9", "hospital list"]
    assert run(tmp_path, "list", "--stale")[1] == ""
    file = tmp_path / "corrections.jsonl"
    assert run(tmp_path, "export", "-o", str(file))[0] == 0
    assert [json.loads(row)["op"] for row in file.read_text().splitlines()] == ["set", "merge"]
    assert run(tmp_path, "import", str(file))[0] == 0
    assert len(run(tmp_path, "list")[1].splitlines()) == 2
    assert run(tmp_path, "undo", made.strip())[0] == 0
    assert [row.split("\t")[1] for row in run(tmp_path, "list")[1].splitlines()] == ["undone", "in force", "in force"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda record: record | {"by": "Ben"},
        lambda record: record | {"op": "forget"},
        lambda record: {key: value for key, value in record.items() if key != "at"},
        lambda record: record | {"target": 5},
        lambda record: [record],
    ],
)
def test_a_spoilt_file_is_refused_whole(tmp_path: Path, spoil: object) -> None:
    with open_ledger(tmp_path) as first:
        first.add_reports(reports())
        key = about(first, "courier", "Karim").incident_id
        first.correct("note", key, by="Ana", reason="one")
        last = first.correct("note", key, by="Ana", reason="two")
        rows = [json.loads(row) for row in lines_of(first.corrections())]
    with open_ledger(tmp_path, "b") as second, pytest.raises(BadSettings, match="line 2"):
        second.add_corrections(corrections_of([json.dumps(rows[0]), json.dumps(spoil(rows[1]))]))  # type: ignore[operator]
    with open_ledger(tmp_path, "b") as second:
        assert not list(second.corrections())
        assert second.add_corrections([last]) == 1
        assert second.stale_corrections() == [last]


def commands() -> dict[str, object]:
    found: dict[str, object] = typer.main.get_command(app).commands["correct"].commands  # type: ignore[attr-defined]
    return found


def test_every_decision_has_a_command() -> None:
    assert {name.replace("-", "_") for name in commands()} == {*OPS, "list", "export", "import"}


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_subcommand_is_documented_with_an_example(name: str) -> None:
    docs = (Path(__file__).parent.parent / "docs" / "cli.md").read_text(encoding="utf8")
    (section,) = [part for part in re.split(r"^## ", docs, flags=re.MULTILINE) if part.startswith("`dragoman correct")]
    assert f"`correct {name} " in section or f"`correct {name}`" in section
    assert f"  dragoman correct {name}" in CliRunner().invoke(app, ["correct", name, "--help"]).stdout
    for parameter in commands()[name].params:  # type: ignore[attr-defined]
        for option in parameter.opts if parameter.param_type_name == "option" else ():
            assert f"`{option}" in section, option


def test_every_field_and_decision_is_explained() -> None:
    docs = (Path(__file__).parent.parent / "docs" / "corrections.md").read_text(encoding="utf8")
    assert not [name for name in (*FIELDS, *OPS) if f"`{name}`" not in docs]
