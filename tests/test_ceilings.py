""" "Killed up to 20 people": whom a verb is done to where a number has a ceiling, and what merely goes up."""

from __future__ import annotations

import pytest

from dragoman.reading.parse import Parser
from dragoman.reading.segment import segment
from dragoman.settings import Settings


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser.load(Settings().model)


@pytest.mark.parametrize(
    ("text", "verb", "noun"),
    [
        ("Rebels kidnapped up to 16 foreign advisers from a bazaar.", "kidnapped", "advisers"),
        ("Soldiers killed up to 20 villagers on Friday.", "killed", "villagers"),
        ("Militants fired up to 30 rockets at the base.", "fired", "rockets"),
        ("The blast wounded up to 40 commuters.", "wounded", "commuters"),
        ("The army will send up to 4,000 troops to the border.", "send", "troops"),
        ("Police arrested up to 12 students and closed the campus.", "arrested", "students"),
    ],
)
def test_what_is_counted_is_the_object(parser: Parser, text: str, verb: str, noun: str) -> None:
    tokens = parser.parse(text, segment(text))[0].tokens
    counted = next(token for token in tokens if token.text == noun)
    assert (counted.dep_, counted.head.text) == ("dobj", verb)
    assert next(token for token in tokens if token.text == "up").head.tag_ == "CD"


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Costs rose up to 20 percent.", "percent"),
        ("Up to 40 people were injured in the blast.", "people"),
        ("The road leads up to the two villages.", "villages"),
        ("He put his hands up to two guards.", "guards"),
    ],
)
def test_what_goes_up_has_no_such_object(parser: Parser, text: str, noun: str) -> None:
    tokens = parser.parse(text, segment(text))[0].tokens
    assert next(token for token in tokens if token.text == noun).dep_ != "dobj"
