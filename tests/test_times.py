"""The time tagger: one sentence or more for each family of rules, and what must hold on any text."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model import UNKNOWN_TIME, Interval, Timex
from dragoman.reading.parse import Parser, Sentence
from dragoman.reading.segment import segment
from dragoman.reading.times import TimeTagger
from dragoman.reading.times.days import days_of, holiday_of
from dragoman.reading.times.lexicon import Holiday, Lexicon
from dragoman.reading.times.tagger import MAKERS
from dragoman.settings import Settings

TAGGER = TimeTagger.load()
WEDNESDAY = date(2021, 3, 17)
"""The day that the reports of these tests are of."""


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser.load(Settings().model)


def on(day: date | None) -> Interval:
    return Interval(day, day, "day") if day else UNKNOWN_TIME


def tag(text: str, day: date | None = WEDNESDAY, sentences: list[Sentence] | None = None) -> list[Timex]:
    return TAGGER.tag(text, sentences or [], on(day))


def told(text: str, day: date | None = WEDNESDAY) -> list[tuple[str, str, str]]:
    return [(found.text, found.type, found.value) for found in tag(text, day)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The raid of 2019-11-04 failed.", "2019-11-04", "2019-11-04"),
        ("The raid of November 4, 2019 failed.", "November 4, 2019", "2019-11-04"),
        ("The raid of Nov. 4th, 2019 failed.", "Nov. 4th, 2019", "2019-11-04"),
        ("The raid of Monday, Nov. 4, 2019, failed.", "Monday, Nov. 4, 2019", "2019-11-04"),
        ("The raid of 4 November 2019 failed.", "4 November 2019", "2019-11-04"),
        ("The raid of the 4th of November, 2019 failed.", "the 4th of November, 2019", "2019-11-04"),
        ("THE RAID OF 4 NOV 89 FAILED, THE ARMY OF THE REPUBLIC HAS REPORTED.", "4 NOV 89", "1989-11-04"),
        ("date 2019-11-04 Loading", "2019-11-04", "2019-11-04"),
        ("The raid of 11/24/2019 failed.", "11/24/2019", "2019-11-24"),
        ("The raid of 24.11.2019 failed.", "24.11.2019", "2019-11-24"),
        ("The raid of November 2019 failed.", "November 2019", "2019-11"),
        ("It began in early June 2018.", "early June 2018", "2018-06"),
        ("It began in 1987.", "1987", "1987"),
        ("It began in the 1990s.", "1990s", "199"),
        ("It began in the 19th century.", "the 19th century", "18"),
        ("It fell in the third quarter of 2018.", "the third quarter of 2018", "2018-Q3"),
        ("It fell in the second half of 2018.", "the second half of 2018", "2018-H2"),
        ("It was the lowest since '82.", "'82", "1982"),
        ("They fled in the summer of 2014.", "the summer of 2014", "2014-SU"),
        ("The towers of 9/11 burned.", "9/11", "2001-09-11"),
        ("They met on the last Friday of May 2019.", "the last Friday of May 2019", "2019-05-31"),
        ("They met in the week of March 8, 2021.", "the week of March 8, 2021", "2021-W10"),
    ],
)
def test_absolute_times(text: str, words: str, value: str) -> None:
    assert (words, "DATE", value) in told(text)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Gunmen fled yesterday.", "yesterday", "2021-03-16"),
        ("Talks resume tomorrow.", "tomorrow", "2021-03-18"),
        ("He died the day before yesterday.", "the day before yesterday", "2021-03-15"),
        ("Police said Thursday that he fled.", "Thursday", "2021-03-11"),
        ("Police said Wednesday that he fled.", "Wednesday", "2021-03-17"),
        ("The court will rule on Friday.", "Friday", "2021-03-19"),
        ("He died last Sunday.", "last Sunday", "2021-03-14"),
        ("They meet next Monday.", "next Monday", "2021-03-22"),
        ("He fled on Friday last week.", "Friday last week", "2021-03-12"),
        ("He was arrested last June.", "last June", "2020-06"),
        ("He was arrested in December.", "December", "2020-12"),
        ("The vote will be held in June.", "June", "2021-06"),
        ("He was shot on Jan. 9.", "Jan. 9", "2021-01-09"),
        ("He was shot on 24 December.", "24 December", "2020-12-24"),
        ("He was shot two days ago.", "two days ago", "2021-03-15"),
        ("He was shot three weeks ago.", "three weeks ago", "2021-W08"),
        ("He was shot four months ago.", "four months ago", "2020-11"),
        ("He was shot twelve years ago.", "twelve years ago", "2009"),
        ("He was shot last week.", "last week", "2021-W10"),
        ("He was shot earlier this month.", "earlier this month", "2021-03"),
        ("He was shot late last year.", "late last year", "2020"),
        ("It was last year's worst raid.", "last year", "2020"),
        ("It was last year’s worst raid.", "last year", "2020"),
        ("The army attacked last summer.", "last summer", "2020-SU"),
        ("In last fall’s elections they lost.", "last fall", "2020-FA"),
        ("Over the summer, bombs hit the depot.", "the summer", "2020-SU"),
        ("He was shot over the weekend.", "the weekend", "2021-W10-WE"),
        ("The toll rose in the fourth quarter.", "the fourth quarter", "2020-Q4"),
        ("They fled last Thanksgiving.", "last Thanksgiving", "2020-11-26"),
        ("They were killed on Christmas Eve.", "Christmas Eve", "2020-12-24"),
        ("They were killed on Good Friday 2019.", "Good Friday 2019", "2019-04-19"),
        ("The mission was over by the end of this year.", "the end of this year", "2021"),
        ("It grew in April of last year.", "April of last year", "2020-04"),
    ],
)
def test_times_counted_from_the_report(text: str, words: str, value: str) -> None:
    assert (words, value) in [(found[0], found[2]) for found in told(text)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The base was hit on Sunday. Two days before that, a convoy was hit.", "Two days before that", "2021-03-12"),
        ("The base was hit on March 3. The next day, troops came.", "The next day", "2021-03-04"),
        ("The base was hit on March 3. The previous day, troops left.", "The previous day", "2021-03-02"),
        ("He was born on May 5, 1990, and died the same day.", "the same day", "1990-05-05"),
        ("The base was built in 1958. A year later it burned.", "A year later", "1959"),
        ("The base was built in June 1958. A year earlier it was sand.", "A year earlier", "1957-06"),
        ("It was hit on March 3. Three days later it was hit again.", "Three days later", "2021-03-06"),
    ],
)
def test_times_counted_from_the_text(text: str, words: str, value: str) -> None:
    assert (words, value) in [(found[0], found[2]) for found in told(text)]


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("The siege lasted three days.", "three days", "DURATION", "P3D"),
        ("It was a 16-hour flight.", "16-hour", "DURATION", "PT16H"),
        ("It took two and a half years.", "two and a half years", "DURATION", "P2.5Y"),
        ("It took 5 1/2 hours.", "5 1/2 hours", "DURATION", "PT5H30M"),
        ("It took half an hour.", "half an hour", "DURATION", "PT30M"),
        ("It took more than a decade.", "more than a decade", "DURATION", "P10Y"),
        ("It took about six weeks.", "six weeks", "DURATION", "P6W"),
        ("They waited for weeks.", "weeks", "DURATION", "PXW"),
        ("It is a decades-long war.", "decades-long", "DURATION", "PXY"),
        ("He prays every day.", "every day", "SET", "P1D"),
        ("A daily patrol passes.", "daily", "SET", "P1D"),
        ("They fire rockets several times a week.", "several times a week", "SET", "P1W"),
        ("They met twice a month.", "twice a month", "SET", "P1M"),
        ("They march every Friday.", "every Friday", "SET", "XXXX-WXX-5"),
        ("It went off at 10:35 a.m. Friday.", "10:35 a.m. Friday", "TIME", "2021-03-12T10:35"),
        ("It fell Friday. At 14:48 UTC it stopped.", "14:48 UTC", "TIME", "2021-03-12T14:48Z"),
        ("He fled Monday night.", "Monday night", "TIME", "2021-03-15TNI"),
        ("He fled yesterday morning.", "yesterday morning", "TIME", "2021-03-16TMO"),
        ("He fled at noon.", "noon", "TIME", "2021-03-17T12:00"),
        ("He now lives abroad.", "now", "DATE", "PRESENT_REF"),
        ("He recently moved.", "recently", "DATE", "PAST_REF"),
        ("It may happen in the near future.", "the near future", "DATE", "FUTURE_REF"),
    ],
)
def test_durations_sets_clock_times_and_references(text: str, words: str, kind: str, value: str) -> None:
    assert (words, kind, value) in told(text)


def days(text: str, words: str, day: date | None = WEDNESDAY) -> tuple[date | None, date | None, str]:
    found = next(timex for timex in tag(text, day) if timex.text == words)
    return found.first, found.last, found.precision


def test_days_and_precision_of_values() -> None:
    assert days("He died in June 2018.", "June 2018") == (date(2018, 6, 1), date(2018, 6, 30), "month")
    assert days("He died in 2018.", "2018") == (date(2018, 1, 1), date(2018, 12, 31), "year")
    assert days("He died last summer.", "last summer") == (date(2020, 6, 1), date(2020, 8, 31), "season")
    assert days("It ends by the end of 2023.", "the end of 2023") == (date(2023, 9, 1), date(2023, 12, 31), "season")
    assert days("He died last week.", "last week") == (date(2021, 3, 8), date(2021, 3, 14), "week")
    assert days("It lasted three days.", "three days") == (None, None, "unknown")


def test_counted_parts_of_a_year_are_one_expression_with_its_own_days() -> None:
    assert days("The first two weeks of 2020 saw four raids.", "The first two weeks of 2020") == (
        date(2020, 1, 1),
        date(2020, 1, 14),
        "month",
    )
    assert days("It rained in the last three days of May 2019.", "the last three days of May 2019")[:2] == (
        date(2019, 5, 29),
        date(2019, 5, 31),
    )


def test_almost_a_month_ago_is_a_window_after_the_month_is_counted() -> None:
    (found,) = tag("He threatened them almost a month ago.")
    assert (found.value, found.mod, found.precision) == ("2021-02", "APPROX", "week")
    assert found.first == date(2021, 2, 17)
    assert found.last is not None and found.first < found.last < WEDNESDAY - timedelta(days=15)


def test_more_than_a_year_ago_lies_before_that_day() -> None:
    (found,) = tag("He threatened them more than a year ago.")
    assert found.mod == "MORE_THAN"
    assert found.last == date(2020, 3, 17)
    assert found.first is not None and found.first < date(2020, 3, 17)


def test_fuzzy_stretches_end_at_the_report() -> None:
    first, last, _ = days("It got worse in recent months.", "recent months")
    assert last == WEDNESDAY
    assert first is not None and first < date(2021, 1, 1)
    assert days("It got worse in the past two months.", "the past two months")[:2] == (date(2021, 1, 17), WEDNESDAY)
    assert days("They left months ago.", "months ago")[1] == date(2021, 1, 17)


def test_ranges_are_two_expressions_that_share_their_year() -> None:
    assert told("It grew from June to August 2019.") == [
        ("June", "DATE", "2019-06"),
        ("August 2019", "DATE", "2019-08"),
    ]
    assert told("It grew between November and January 2020.")[0] == ("November", "DATE", "2019-11")
    assert [found[2] for found in told("They met on Feb. 4 and 5.")] == ["2021-02-04", "2021-02-05"]
    assert days("They met on March 3-5, 2019.", "March 3-5, 2019")[:2] == (date(2019, 3, 3), date(2019, 3, 5))


def test_an_early_january_report_looks_back() -> None:
    january = date(2020, 1, 2)
    text = "In May, tankers were attacked. Over the summer, depots blew up. Militants killed him Friday."
    assert [found.value for found in tag(text, january)] == ["2019-05", "2019-SU", "2019-12-27"]


def test_the_parse_decides_between_past_and_future(parser: Parser) -> None:
    text = "The party that lost in October will choose its leader in a vote planned for the capital on Saturday."
    sentences = parser.parse(text, segment(text))
    assert [found.value for found in tag(text, WEDNESDAY, sentences)] == ["2020-10", "2021-03-20"]
    past = "The march that he had planned for months was held in the capital on Saturday."
    sentences = parser.parse(past, segment(past))
    assert tag(past, WEDNESDAY, sentences)[-1].value == "2021-03-13"


def test_a_month_names_a_strike_and_not_a_march_or_a_modal() -> None:
    assert told("He spoke of the January strike.") == [("January", "DATE", "2021-01")]
    assert told("Protesters march through the city and may stay.") == []
    assert told("They returned in May.")[0][0] == "May"
    assert told("THE GUERRILLAS MAY ATTACK THE CITY AGAIN, THE ARMY SAID IN A COMMUNIQUE.") == []
    assert told("Mr. May and April Ludgate spoke.") == []


def test_ages_figures_and_names_are_no_times() -> None:
    assert told("The 44-year-old man, 17 years old then, lost 2000 dollars.") == []
    assert told("More than 2000 people came.") == []
    assert told("The Sunday Times and the Daily Mail wrote about it.") == []
    assert told("After the fall of the city they fled.") == []


def test_upper_and_lower_case_texts_are_read() -> None:
    text = "The army said Tuesday that rebels had attacked the town on 3 March and fled two days later."
    expected = ["2021-03-16", "2021-03-03", "2021-03-05"]
    for written in (text, text.upper(), text.lower()):
        assert [found.value for found in tag(written)] == expected


def test_without_a_date_relative_times_keep_unknown_parts() -> None:
    text = "Police said Thursday that in December and on Jan. 9 he fled. He came last year, yesterday and last summer."
    found = tag(text, None)
    assert [timex.value for timex in found] == [
        "XXXX-WXX-4",
        "XXXX-12",
        "XXXX-01-09",
        "XXXX",
        "XXXX-XX-XX",
        "XXXX-SU",
    ]
    assert all(timex.first is None and timex.last is None for timex in found)


def test_without_a_date_the_text_still_anchors_what_follows_in_it() -> None:
    found = tag("On May 5, 1990, he was born; the next day he was named.", None)
    assert [timex.value for timex in found] == ["1990-05-05", "1990-05-06"]


def test_a_vague_report_date_gives_what_all_its_days_agree_on() -> None:
    week = Interval(date(2022, 1, 14), date(2022, 1, 19), "week")
    found = TAGGER.tag("He fled Thursday, last week and in December.", [], week)
    assert [timex.value for timex in found] == ["2022-01-13", "2022-WXX", "2021-12"]
    assert (found[1].first, found[1].last) == (date(2022, 1, 3), date(2022, 1, 16))


def test_a_year_is_no_day_for_weekdays() -> None:
    (found,) = TAGGER.tag("He fled Thursday.", [], Interval(date(2022, 1, 1), date(2022, 12, 31), "year"))
    assert (found.first, found.last) == (None, None)
    assert found.value == "XXXX-WXX-4"


def test_lines_that_do_not_wrap_part_expressions() -> None:
    text = "Lowest level in six years\nFebruary 20, 2009\nShares fell on Thursday."
    assert [found[0] for found in told(text)] == ["six years", "February 20, 2009", "Thursday"]


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2020-WI", date(2020, 12, 1), date(2021, 2, 28)),
        ("2020-W53", date(2020, 12, 28), date(2021, 1, 3)),
        ("199", date(1990, 1, 1), date(1999, 12, 31)),
        ("2019-Q4", date(2019, 10, 1), date(2019, 12, 31)),
        ("2020-01-02T10:30Z", date(2020, 1, 2), date(2020, 1, 2)),
    ],
)
def test_days_of_values(value: str, first: date, last: date) -> None:
    found = days_of(value)
    assert found is not None and found[:2] == (first, last)


@pytest.mark.parametrize("value", ["XXXX-12", "P3D", "PRESENT_REF", "2021-02-30", "2021-13", "2021-W54"])
def test_values_without_days(value: str) -> None:
    assert days_of(value) is None


@pytest.mark.parametrize(
    ("holiday", "year", "first"),
    [
        (Holiday("easter", (0,)), 2024, date(2024, 3, 31)),
        (Holiday("orthodox", (0,)), 2024, date(2024, 5, 5)),
        (Holiday("nth", (11, 4, 4)), 2023, date(2023, 11, 23)),
        (Holiday("nth", (5, 1, -1)), 2023, date(2023, 5, 29)),
        (Holiday("nth", (11, 2, 0)), 2022, date(2022, 11, 8)),
        (Holiday("islamic", (9, 1, 30)), 2020, date(2020, 4, 24)),
    ],
)
def test_feasts(holiday: Holiday, year: int, first: date) -> None:
    assert holiday_of(holiday, year)[0] == first


def test_every_rule_has_a_maker_and_every_maker_a_rule() -> None:
    used = {rule.make for rule in Lexicon.load().rules}
    assert used == set(MAKERS)


WORDS = """two three a an the of in on by to since until last next this past first few several Friday Monday May
March Jan. 9 31 2019 2022 '82 1990s day days week weeks month months year years ago earlier later before
after that summer fall Christmas Eve Easter quarter third half end early late mid - , . 10:35 a.m. UTC
noon morning night yesterday today every times per almost more than now recently 12/31/2019 2020-01-02 0
99 99999999999 decade century attack ’ s"""
PIECES = st.sampled_from(["\n", *WORDS.split()])


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=30), st.one_of(st.none(), st.dates(date(1, 1, 1), date(9999, 12, 31))))
def test_any_row_of_time_words_gives_true_spans_and_ordered_days(words: list[str], day: date | None) -> None:
    check(" ".join(words), day)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200), st.one_of(st.none(), st.dates(date(1950, 1, 1), date(2060, 1, 1))))
def test_any_text_gives_true_spans_and_ordered_days(text: str, day: date | None) -> None:
    check(text, day)


def check(text: str, day: date | None) -> None:
    found = tag(text, day)
    assert [timex.start for timex in found] == sorted(timex.start for timex in found)
    for before, after in pairwise(found):
        assert before.end <= after.start
    for timex in found:
        assert timex.text == text[timex.start : timex.end] != ""
        assert (timex.first is None) == (timex.last is None)
        assert timex.first is None or timex.last is None or timex.first <= timex.last


def test_now_is_the_whole_window_of_a_report_that_has_no_day():
    half = Interval(date(2020, 6, 6), date(2020, 12, 31), "year")
    (now, friday) = TAGGER.tag("They are now firing mortars. A convoy left on Friday.", [], half)
    assert (now.value, now.first, now.last, now.precision) == ("PRESENT_REF", half.start, half.end, "year")
    assert friday.first is None
    years = Interval(date(2017, 1, 1), date(2019, 12, 31), "unknown")
    (now,) = TAGGER.tag("They are now firing mortars.", [], years)
    assert now.first is None
