"""Headlines in the present tense, whose verb the tagger takes for a noun, and piles of nouns that are no deed.

The lines of data/headlines.csv were made up before the rule was written; four of the 60 deeds are still missed, and 16
of the 40 traps are told as something, nearly all of them by the noun of a deed or as the same words are in prose.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model import Mention, Report
from dragoman.reading import Reader

_LINES = list(csv.DictReader((Path(__file__).parent / "data" / "headlines.csv").open(encoding="utf8")))
_BODY = "\n\nThere was no more news on Tuesday.\n"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def told(reader: Reader, headline: str) -> list[Mention]:
    """What a headline tells, with a line of text below it."""
    return [m for m in reader.read(Report(headline + _BODY, "t")).mentions if m.sentence.start == 0]


def test_deeds_and_measures_of_headlines_are_told(reader: Reader) -> None:
    deeds = [line for line in _LINES if line["kinds"] != "none"]
    told_of = {line["text"]: {mention.kind for mention in told(reader, line["text"])} for line in deeds}
    missed = [line["text"] for line in deeds if not set(line["kinds"].split(";")) & told_of[line["text"]]]
    assert len(deeds) == 60 and len(missed) <= 4, missed


def test_piles_of_nouns_sport_and_business_are_no_more_often_deeds_than_in_prose(reader: Reader) -> None:
    traps = [line["text"] for line in _LINES if line["kinds"] == "none"]
    sprung = [text for text in traps if told(reader, text)]
    assert len(traps) == 40 and len(sprung) <= 16, sprung


def test_the_words_before_the_verb_are_the_doer_and_those_behind_it_the_object(reader: Reader) -> None:
    (deed,) = told(reader, "Insurgents torch church in Pemba")
    assert deed.trigger.text == "torch" and deed.kind == "arson"
    assert {(party.role, party.text) for party in deed.actors} == {("actor", "Insurgents"), ("recipient", "church")}
    assert deed.place is not None and deed.place.text == "Pemba"


@pytest.mark.parametrize(
    ("line", "verb"),
    [
        ("Finnair halts flights to Tbilisi", "halts"),
        ("Rebels shell town in eastern Congo", "shell"),
        ("UK orders families out of Islamabad", "orders"),
        ("Police arrest activists in Kampala", "arrest"),
    ],
)
def test_the_noun_becomes_the_verb_under_its_own_word(reader: Reader, line: str, verb: str) -> None:
    sentence = reader.parsed(Report(line + _BODY, "t"))[0]
    word = next(token for token in sentence.tokens if token.text == verb)
    assert word.pos_ == "VERB" and word.dep_ == "ROOT" and sentence.token_span(word).start == line.index(verb)


@pytest.mark.parametrize(
    "line", ["Gang murders inquiry", "Police arrest warrant", "Airport orders list", "Rebels target list"]
)
def test_a_noun_with_its_sequel_stays_a_noun(reader: Reader, line: str) -> None:
    assert all(token.pos_ != "VERB" for token in reader.parsed(Report(line + _BODY, "t"))[0].tokens)


_WORDS = [
    "Rebels",
    "Kenya",
    "halts",
    "shell",
    "orders",
    "town",
    "flights",
    "to",
    "the",
    ":",
    "12",
    "arrest",
    "police",
    "é",
]


@given(st.lists(st.sampled_from(_WORDS)))
@settings(max_examples=40)
def test_every_word_keeps_its_place_whatever_is_parsed_again(reader: Reader, words: list[str]) -> None:
    text = "Mali " + " ".join(words)
    for sentence in reader.parsed(Report(text, "t")):
        parsed = sentence.segment.parser_text
        for token in sentence.tokens:
            span = sentence.token_span(token)
            assert parsed[span.start - sentence.span.start : span.end - sentence.span.start] == token.text
