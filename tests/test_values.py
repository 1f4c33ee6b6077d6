"""Headline values by named rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tellings import count, filler, mention, place, report, time

from dragoman.model import Count, Interval, Party, Rule
from dragoman.model.wording import days
from dragoman.reconcile import reconcile
from dragoman.reconcile.headline.told import Told
from dragoman.reconcile.headline.values import count_by_rule
from dragoman.reconcile.summary import write_summary

TEXT = "Shells hit the market of Mosul on 3 May, killing {n} people.\n{tail}"
TAILS = [filler(name) for name in "abcd"]


def world(*tolls, kinds=None, days=None):
    """Independent reports of one shelling, each with its toll."""
    reports, mentions = [], []
    for n, toll in enumerate(tolls):
        source = report(f"r{n}", TEXT.format(n=toll, tail=TAILS[n]), (days or ["2021-05-04"] * 9)[n],
                        kind=(kinds or ["news"] * 9)[n])  # fmt: skip
        killed = count(source, f"{toll} people", toll) if toll is not None else None
        mentions.append(mention(source, "Shells", "shelling", time=time("2021-05-03"), place=place(source, "Mosul"),
                                killed=killed))  # fmt: skip
        reports.append(source)
    return reports, mentions


def killed(rule: Rule, *tolls, **more):
    reports, mentions = world(*tolls, **more)
    (one,) = reconcile(reports, mentions, [], [], rule=rule).incidents
    assert one.rule == rule
    return (one.killed.low, one.killed.best, one.killed.high) if one.killed else None


def test_best_supported_takes_the_number_of_most_origins_and_keeps_the_range():
    assert killed("best_supported", 9, 7, 7) == (7, 7, 9)


def test_acled_takes_the_lowest_and_ucdp_keeps_low_best_and_high():
    assert killed("acled_lowest", 9, 7, 9) == (7, 7, 7)
    assert killed("ucdp_range", 9, 7, 9) == (7, 9, 9)


def test_latest_official_prefers_an_official_report_to_a_later_one():
    kinds, days = ["official", "news", "official"], ["2021-05-04", "2021-05-09", "2021-05-06"]
    assert killed("latest_official", 3, 20, 5, kinds=kinds, days=days) == (3, 5, 20)


def test_unknown_stays_none_and_is_never_zero():
    assert killed("best_supported", None, None) is None
    assert killed("best_supported", None, 4) == (4, 4, 4)


def test_copies_have_one_vote_together():
    reports, mentions = world(9, 7)
    for n in range(5):
        copy = report(f"copy{n}", reports[0].text + f" Copy {n}.", "2021-05-05")
        reports.append(copy)
        mentions.append(replace(mentions[0], mention_id=f"men-copy{n}", report_id=copy.report_id))
    (one,) = reconcile(reports, mentions, [], []).incidents
    assert one.origins == 2
    assert (one.killed.low, one.killed.high) == (7, 9)
    assert len(one.reports) == 7


def test_a_floor_leaves_the_upper_end_open():
    source, (told,) = world(4)[0][0], world(4)[1]
    floor = Told(Count(4, None, None), told, source.origin_id, date(2021, 5, 4), False, None)
    got = count_by_rule([floor], "best_supported")
    # "Several" is a floor and no number: it must never be shown as exactly four.
    assert (got.low, got.best, got.high) == (4, None, None)
    told_least = replace(floor, value=Count(4, 4, None))
    got = count_by_rule([told_least], "best_supported")
    assert (got.low, got.best, got.high) == (4, 4, None)
    ceiling = replace(floor, value=Count(None, None, 30))
    for rule in ("best_supported", "acled_lowest", "ucdp_range", "latest_official"):
        got = count_by_rule([ceiling], rule)
        assert (got.low, got.best, got.high) == (None, None, 30), rule


counts = st.builds(
    lambda low, more: Count(low, None, low + more) if more else Count(low, low, low), st.integers(0, 500),
    st.integers(0, 40),
)  # fmt: skip
rules = st.sampled_from(["best_supported", "acled_lowest", "ucdp_range", "latest_official"])


@given(st.lists(counts, min_size=1, max_size=6), rules, st.randoms(use_true_random=False))
def test_the_best_lies_between_the_ends_and_order_does_not_matter(values, rule, rng):
    base = world(1)[1][0]
    told = [Told(value, replace(base, mention_id=f"m{n}", report_id=f"r{n}"), f"o{n}", None, False, None)
            for n, value in enumerate(values)]  # fmt: skip
    got = count_by_rule(told, rule)
    assert got.low <= got.best <= got.high
    assert got.low >= min(value.low for value in values)
    rng.shuffle(told)
    assert count_by_rule(told, rule) == got


def test_the_summary_reads_as_a_line():
    parties = (
        Party("actor", "Black Banner", "group", None, ("Black Banner",)),
        Party("recipient", "airfield", "facility", None, ("the airfield",)),
    )
    line = write_summary("Rocket or shell fire", "occurred", False, parties, None,
                         Interval(date(2021, 5, 3), date(2021, 5, 3), "day"), [("killed", Count(1, 1, 1))])  # fmt: skip
    assert line == "Rocket or shell fire: Black Banner → airfield · 3 May 2021 · 1 killed"
    assert write_summary("Closure", "threatened", False, (), None, Interval(), []) == "Closure (threatened)"


def test_times_read_as_people_write_them():
    assert days(Interval(date(2020, 1, 1), date(2020, 1, 31), "month")) == "Jan 2020"
    assert days(Interval(date(2022, 1, 1), date(2022, 1, 14), "week")) == "1–14 Jan 2022"
    assert days(Interval(date(2021, 1, 1), date(2021, 12, 31), "year")) == "2021"
    assert days(Interval()) == ""


def tellings_of(*claims):
    """Claims as (origin, speaker, day, count); a claim told later in its report stands further down."""
    base = world(1)[1][0]
    return [
        Told(
            value,
            replace(base, mention_id=f"m{n}", report_id=origin, trigger=replace(base.trigger, start=n, end=n + 1)),
            origin, date(2021, 5, day), False, speaker,
        )
        for n, (origin, speaker, day, value) in enumerate(claims)
    ]  # fmt: skip


ONE, AT_LEAST_22 = Count(1, 1, 1), Count(22, 22, None)


@pytest.mark.parametrize(
    ("claims", "best"),
    [
        # An exact number is no better than "at least" for being exact: the later one stands.
        ([("a", None, 4, ONE), ("b", None, 5, AT_LEAST_22)], 22),
        # Two origins that say "at least" agree with each other against one.
        ([("a", None, 4, AT_LEAST_22), ("b", None, 4, Count(20, 20, None)), ("c", None, 5, ONE)], 22),
        # "At least 20" leaves room for 22: both speak for 22.
        ([("a", None, 4, Count(20, 20, None)), ("b", None, 4, Count(22, 22, 22)), ("c", None, 5, Count(9, 9, 9))], 22),
        # A number is better than "dozens".
        ([("a", None, 5, Count(24, None, None)), ("b", None, 4, Count(7, 7, 7))], 7),
        # In one report what is told first stands, unless others of its voices agree on another number.
        ([("a", "police", 4, AT_LEAST_22), ("a", "a farmer", 4, ONE)], 22),
        ([("a", None, 4, Count(20, 20, None)), ("a", "police", 4, Count(22, 22, 22))], 22),
    ],
)
def test_a_number_is_as_good_as_those_who_can_agree_with_it(claims, best):
    got = count_by_rule(tellings_of(*claims), "best_supported")
    assert got.best == best


def test_the_range_keeps_the_number_of_every_voice_of_a_report():
    told = tellings_of(("a", "police", 4, Count(23, 23, 23)), ("a", "the ministry", 4, Count(14, 14, 14)))
    got = count_by_rule(told, "best_supported")
    assert (got.low, got.best, got.high) == (14, 23, 23)
