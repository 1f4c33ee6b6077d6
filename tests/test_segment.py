"""Paragraphs, quotations and sentences; case repair keeps every offset."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading.case import CaseRepair, case_of
from dragoman.reading.segment import paragraphs, quotations, segment


def words(text: str) -> list[str]:
    return [text[s.span.start : s.span.end] for s in segment(text)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Gen. Ali Karim met Mr. Smith on Jan. 9. They talked.", 2),
        ("He lives in the U.S. The army left.", 2),
        ("The U.S. embassy was hit at 5 p.m. on Sunday.", 1),
        ("“We will not go. We will stay,” he said. Then he left.", 3),
        ("What happened? Nobody knows! It ended.", 3),
        ("It cost 3.5 million dollars. Nobody paid.", 2),
        ("Well… not exactly. Or at least not entirely.", 2),
    ],
)
def test_sentence_ends(text: str, count: int) -> None:
    assert len(words(text)) == count


def test_wrapped_lines_are_one_paragraph_and_blank_lines_part() -> None:
    text = (
        "   THE POLICE REPORTED TODAY THAT A BOMB EXPLODED IN FRONT OF THE\n"
        "BANK IN THE CENTRE OF THE CITY AND THAT NOBODY WAS HURT IN THE BLAST.\n\n   THE ARMY DENIED IT."
    )
    assert len(paragraphs(text)) == 2


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (
            "Gunmen killed three people in\nMosul on Monday. Police said so.",
            "Gunmen killed three people in\nMosul on Monday.",
        ),
        (
            "The attack, which killed\n\nthree people, was in Basra.",
            "The attack, which killed\n\nthree people, was in Basra.",
        ),
        ("He met Gen.\nJohn Smith in the capital.", "He met Gen.\nJohn Smith in the capital."),
        # A headline may end with such a word; what follows begins afresh.
        ("What we live for\n\nThe army said so.", "What we live for"),
        ("Where the troops were\nThe army said so.", "Where the troops were"),
        ("An army marches on\n\nMOSUL, May 3 (Wire) - Troops moved north of the river.", "An army marches on"),
    ],
)
def test_a_line_end_inside_a_sentence_does_not_split_it(text: str, first: str) -> None:
    assert words(text)[0] == first


def test_headings_are_told_from_sentences() -> None:
    found = segment("Rising tension\n\nThe army closed the road.")
    assert [s.heading for s in found] == [True, False]


def test_quotes_reset_at_each_paragraph() -> None:
    text = '"First words.\n\n"Second words," she said.\n\nNo quote here.'
    spans = quotations(text, paragraphs(text))
    assert [text[s.start : s.end] for s in spans] == ["First words.", "Second words,"]


def test_a_sentence_without_end_is_cut() -> None:
    assert max(len(s.parser_text) for s in segment("word " * 2000, longest=500)) <= 500


@given(st.text(max_size=500))
def test_segments_are_ordered_apart_and_of_equal_length(text: str) -> None:
    found = segment(text)
    assert all(len(s.parser_text) == s.span.end - s.span.start for s in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@given(st.text(max_size=300))
def test_case_repair_keeps_the_length(text: str) -> None:
    repair = CaseRepair(frozenset({"the", "army", "said"}), {"iraq": "Iraq"})
    assert len(repair.repair(text)) == len(text)


def test_case_repair_knows_words_and_names() -> None:
    repair = CaseRepair(
        frozenset({"the", "army", "of", "said", "that", "a", "bomb", "explode", "in"}), {"colombia": "Colombia"}
    )
    text = "THE ARMY OF COLOMBIA SAID THAT A BOMB EXPLODED IN MEDELLIN (ELN)."
    assert repair.repair(text) == "The army of Colombia said that a bomb exploded in Medellin (ELN)."


def test_case_of() -> None:
    assert case_of("THE ARMY SAID THAT THE BRIDGE WAS BLOWN UP AT NIGHT") == "upper"
    assert case_of("the army said that the bridge was blown up at night, police said") == "lower"
    assert case_of("The army said that the bridge was blown up at night.") == "mixed"


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("BAGHDAD (Wire) - Rockets hit the airport, police said.", "BAGHDAD (Wire) -"),
        ("TUZ KHURMATU, Iraq, Jan. 3 (Wire) — Rockets hit the market.", "TUZ KHURMATU, Iraq, Jan. 3 (Wire) —"),
        ("MOSUL—Rockets hit the airport, police said.", "MOSUL—"),
        ("BASRA: Rockets hit the airport, police said.", "BASRA:"),
        ("BAMAKO — protesters burned a lorry on Monday, police said.", "BAMAKO —"),
        ("LA PAZ, 4 FEB 91 (PRENSA) -- [TEXT] A BOMB WENT OFF IN A BANK.", "LA PAZ, 4 FEB 91 (PRENSA) -- [TEXT]"),
        ("nagpur: two men were held for theft on monday, police said.", "nagpur:"),
    ],
)
def test_a_dateline_stands_by_itself(text, dateline):
    first, second = [text[s.span.start : s.span.end] for s in segment(text)]
    assert first == dateline
    assert second == text[len(dateline) :].strip()


@pytest.mark.parametrize(
    "text",
    [
        "NATO - the alliance of the north - sent two ships to the strait.",
        "THE ARMY SAID -- AND THE POLICE AGREED -- THAT THE BRIDGE WAS BLOWN UP.",
        "Residents said: Rockets hit the airport and burned a lorry.",
        "MOSUL - Quiet.",
    ],
)
def test_what_is_no_dateline_is_not_cut(text):
    assert [text[s.span.start : s.span.end] for s in segment(text)] == [text]
