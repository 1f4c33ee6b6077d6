"""Numbers of the dead that two voices of one report count otherwise, though the second names no deed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.api import published_on
from dragoman.knowledge.numerals import value
from dragoman.knowledge.tolls import TollWords
from dragoman.model import Disagreement, Report
from dragoman.reading import Reader
from dragoman.reading.numbers import spelled
from dragoman.reconcile import reconcile
from dragoman.reconcile.disputes.passages import Page
from dragoman.reconcile.disputes.tolls_said import page_tolls


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


@pytest.fixture(scope="module")
def known() -> TollWords:
    return TollWords.load()


def told(reader: Reader, text: str) -> list[Disagreement]:
    reading = reader.read(Report(text=text, external_id="r", published=published_on("2023-05-02")))
    found = reconcile([reading.report], reading.mentions, reading.statements, reading.links).disagreements
    return [one for one in found if one.field in ("killed", "injured", "arrested")]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Police in Dhaka put the dead at 11. Hospital staff spoke of at least 30 bodies.", {"11", "at least 30"}),
        ("A monitoring group says 125 people have been killed. Government figures stop at 21.", {"125", "21"}),
        ("Four soldiers died in the blast at Kidal, the army said. The rebels boasted of 25.", {"4", "25"}),
        (
            "Three people were killed by a bomb, police said. Nurses had counted four dead civilians, not three.",
            {"3", "4"},
        ),
        ("Of the raiders four were killed, the front says; Lima's number is three.", {"4", "3"}),
        (
            "A fourth person has died in the riots, the ministry says. The union puts the number of dead at six.",
            {"4", "6"},
        ),
        (
            "How many died? The minister said that it was 22. Doctors told reporters that they had 67 bodies.",
            {"22", "67"},
        ),
        ("Two soldiers were killed on Saturday, the rebels say. The army says no soldier has died there.", {"2", "0"}),
    ],
)
def test_numbers_of_two_voices_stand_against_each_other(reader: Reader, text: str, values: set[str]) -> None:
    assert values in [{side.value for side in found.sides} for found in told(reader, text) if found.kind == "value"]


def test_who_says_that_a_number_is_too_low_disputes_it(reader: Reader) -> None:
    text = (
        "The ministry had counted at least 427 dead by Monday. "
        "The U.N. says the true toll is likely higher because clinics have closed."
    )
    (found,) = (one for one in told(reader, text) if one.kind == "value")
    assert {side.value for side in found.sides} == {"at least 427", "true toll is likely higher"}


@pytest.mark.parametrize(
    "text",
    [
        # Another place, other people, another year, a part of it, more of them.
        "Six soldiers were killed in Mopti, the army said. In Gao three people died, according to the U.N.",
        "Twelve soldiers were killed, the army said. Three policemen died as well, the union said.",
        "In 1979 a mob killed two clerks, older residents say. In 2008 a bomb killed 50 people, the police said.",
        "The group said that 30 people were killed. Nine of them were children, the ministry said.",
        "Police said that two men had been arrested. Three others are sought, the prosecutor said.",
        # One voice; agreement; a longer time; a word for "up to date".
        "Nine people were killed, police said. Police said that nine bodies had been found.",
        "At least 20 people died, the mayor said. A doctor spoke of 22 dead.",
        "A bomb killed five people, police said. A monitor counts 300 people killed since spring.",
        "At first officials spoke of four dead. By evening the number had risen to nine.",
    ],
)
def test_numbers_of_something_else_do_not(reader: Reader, text: str) -> None:
    assert [one for one in told(reader, text) if one.kind == "value"] == []


def test_a_newer_number_is_an_update(reader: Reader) -> None:
    text = "The command said that an attack had wounded 25 soldiers at the base. It then raised the number to 34."
    (found,) = told(reader, text)
    assert (found.kind, {side.value for side in found.sides}) == ("updated", {"25", "34"})


@given(st.integers(min_value=1, max_value=999))
def test_numbers_are_read_in_digits_and_words(number: int) -> None:
    assert value(str(number)) == number
    words = spelled(number).replace("one hundred", "a hundred", 1)
    assert value(words.replace("hundred ", "hundred and ")) == number


@given(st.text(max_size=300))
def test_any_text_is_cut_into_sentences_that_stand_in_it(text: str) -> None:
    passages = Page.of(text, ()).passages
    assert all(text[one.span.start : one.span.end] == one.text for one in passages)
    assert all(a.span.end <= b.span.start for a, b in pairwise(passages))


@given(st.text(alphabet="0123456789 ,.;dead killed not of the two", max_size=80))
def test_any_text_gives_tolls_that_stand_in_it(known: TollWords, text: str) -> None:
    for toll in page_tolls(Page.of(text, ()), known):
        assert toll.count.known
        assert text[toll.at.start : toll.at.end] == toll.count.text
