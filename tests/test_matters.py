"""Matters: general statements that oppose one another form disputes that a person can read, however long it goes on."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from same_views import differences, views_in_one_go, views_of
from tellings import report, statement

from bench.synthetic import reports as synthetic
from bench.synthetic_reader import SyntheticReader
from dragoman.ledger import Ledger
from dragoman.model import Count, Disagreement, Report, Statement
from dragoman.reconcile import reconcile
from dragoman.reconcile.disputes import matters, tolls_told

START = date(2021, 3, 1)
_MATTERS = ("the {place} border road and its smugglers", "the {place} wells and their pumps")


def said(number: int, day: int, matter: str, way: str) -> tuple[Report, Statement]:
    """A report of one day in which somebody says that a threat has grown, or shrunk."""
    words = f"the threat to {matter} has {way}"
    source = report(f"r{number}", f"Speaker {number} said {words}.\n", str(START + timedelta(days=day)))
    return source, statement(source, f"Speaker {number}", words)


def disputes(told: list[tuple[Report, Statement]]) -> list[Disagreement]:
    """What is disputed among some statements, the oldest first."""
    found = reconcile([source for source, _ in told], [], [one for _, one in told], []).disagreements
    return sorted(found, key=lambda one: min(reports_of(one)))


def reports_of(one: Disagreement) -> set[str]:
    return {evidence.report_id for side in one.sides for evidence in side.evidence}


def days_of(one: Disagreement, told: list[tuple[Report, Statement]]) -> set[int]:
    known = {source.report_id: source.published.start for source, _ in told}
    return {(known[key] - START).days for key in reports_of(one)}  # type: ignore[operator]


def test_what_a_dispute_is_about_is_told_in_its_own_words() -> None:
    (one,) = disputes(
        [
            said(1, 0, "the Mandera border posts of Kenya", "grown"),
            said(2, 1, "Kenyan border posts at Mandera", "shrunk"),
        ]
    )
    told = one.about.partition(": ")[2].split(", ")
    assert {"border", "posts", "Mandera"} <= set(told)
    text = " ".join(evidence.text for side in one.sides for evidence in side.evidence)
    assert all(word in text for word in told)


def test_a_chain_over_the_year_is_a_dispute_a_season() -> None:
    matter = _MATTERS[0].format(place="Samarra")
    told = [said(n, n * 40, matter, ("grown", "shrunk")[n % 2]) for n in range(10)]
    found = disputes(told)
    assert len(found) == 4
    assert sorted(max(days_of(one, told)) // 92 for one in found) == [0, 1, 2, 3]
    assert max(max(days) - min(days) for days in (days_of(one, told) for one in found)) <= 92 + 60


def test_a_large_dispute_is_parted_by_what_its_pairs_are_about() -> None:
    # All share the smugglers of the border road; each four one place besides.
    places = [f"Q{letter}arra" for letter in "abcdefghij"]
    told = [
        said(n, n % 5, _MATTERS[0].format(place=place), way)
        for n, (place, way) in enumerate((place, way) for place in places for way in ("grown", "shrunk") * 2)
    ]
    found = disputes(told)
    assert all(sum(len(side.claims) for side in one.sides) <= matters._MOST for one in found)
    of_places = [one for one in found if any(place[:4].lower() in one.about.lower() for place in places)]
    assert {place for place in places for one in of_places if place[:4].lower() in one.about.lower()} == set(places)


def test_where_no_words_tell_them_apart_those_of_one_week_speak_to_each_other() -> None:
    matter = _MATTERS[1].format(place="Samarra")
    told = [said(n, n, matter, ("grown", "shrunk")[n % 2]) for n in range(30)]
    found = disputes(told)
    weeks = [{(START + timedelta(days=day)).isocalendar()[1] for day in days_of(one, told)} for one in found]
    assert len(found) == 5 and all(len(week) == 1 for week in weeks)


def test_a_word_that_very_many_use_is_no_matter() -> None:
    matter = _MATTERS[1].format(place="Samarra")
    told = [said(n, n % 7, matter, ("grown", "shrunk")[n % 2]) for n in range(70)]
    assert disputes(told) == []
    # By a rarer word they still meet.
    told += [said(100 + n, n, _MATTERS[1].format(place="Yathrib"), ("grown", "shrunk")[n]) for n in range(2)]
    (found,) = disputes(told)
    assert {*found.about.partition(": ")[2].split(", ")} >= {"Yathrib"}


@pytest.mark.parametrize("most", [3, 24])
def test_disputes_are_the_same_in_any_order_and_batching(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matters, "_MOST", most)
    monkeypatch.setattr("dragoman.reconcile.disputes.dispute.CROWD", 20)
    monkeypatch.setattr("dragoman.ledger.joining.quarrels.CROWD", 20)
    chance = random.Random(most)
    # A part of three months' news: general statements among deeds.
    news = [one for one in synthetic(0, 1200) if "commanders hold" in one.text][::3]
    chance.shuffle(news)
    with Ledger.open(":memory:", reader=SyntheticReader()) as ledger:
        while news:
            size = chance.randint(1, 30)
            ledger.add_reports(news[:size])
            news = news[size:]
        general = [one for one in ledger.disagreements() if one.incident_id is None]
        assert len({one.about for one in general}) > 3
        assert differences(views_in_one_go(ledger), views_of(ledger)) == []


class _Number(tolls_told._Item):
    """A number with what it is judged by given outright."""

    def __init__(self, low: int, voice: str, article: str, name: str, day: int | None, people: str) -> None:
        self.low, self.high = low, low
        self.number, self.nobody = True, low == 0
        self.report_id = article + name
        self.speaker, self.voice = voice or None, (self.report_id, voice)
        self.published = START + timedelta(days=day) if day is not None else None
        self.words = str(low)
        self.kind = (self.low, self.high, self.number, self.nobody, self.speaker, self.published, self.words)
        self.report = Report(self.report_id, name, article_id=article, version=1 + len(name))
        self.people, self.earlier = frozenset(people), voice == "c"
        self.item = Count(low, low, low)  # type: ignore[assignment]


NUMBERS = st.builds(
    _Number,
    low=st.integers(0, 3),
    voice=st.sampled_from(("", "a", "b", "c")),
    article=st.sampled_from("xyz"),
    name=st.sampled_from(("r", "rr", "rrr")),
    day=st.none() | st.integers(0, 2),
    people=st.sampled_from(("", "p", "q", "pq")),
)


@given(st.lists(NUMBERS, max_size=12))
@settings(max_examples=80, deadline=None)
def test_numbers_that_are_alike_are_judged_at_once_as_one_by_one(items: list[_Number]) -> None:
    """Every two numbers by the plain rule, against the way that spares a million pairs."""
    own = frozenset({"b"})
    rising, quarrel = set[int](), set[int]()
    for a in items:
        for b in items:
            revised = tolls_told._replaces(a, b)
            apart = a.low < b.low and (revised or a.voice != b.voice)
            if not apart or not tolls_told._speak_of_the_same(a, b, own, a.report_id == b.report_id):
                continue
            rose = (a.published or date.max) < (b.published or date.min)
            (rising if revised or rose else quarrel).update((id(a), id(b)))
    found = tolls_told._set_apart(items, own)
    assert [{id(one) for pair in some for side in pair for one in side} for some in found] == [rising, quarrel]
