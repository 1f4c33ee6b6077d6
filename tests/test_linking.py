"""Linking: a table of weights decides which phrases near a deed are its parties."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.model import Published, Reading, Report
from dragoman.reading import Reader
from dragoman.reading.linking import Linker
from dragoman.reading.linking.model import BIAS, PARTS, LinkWeights

APART = (
    "SANTA ROSA, 4 May (Wire) - A bomb exploded last night at the offices of the water company. The blast also damaged "
    "two parked trucks. Nobody was hurt."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def _with(reader: Reader, weights: LinkWeights) -> Reader:
    old = reader.linker
    return replace(reader, linker=Linker(old.book, reader.events.weapons, weights, old.titles))


def _read(reader: Reader, text: str) -> Reading:
    return reader.read(Report(text=text, external_id="x", published=Published()))


def _only(part: str, feature: str, weight: float = 12.0) -> dict[str, tuple[float, ...]]:
    """Weights under which a phrase with one feature is one part, and nothing else is anything."""
    none = (-6.0,) * len(PARTS)
    return {BIAS: none, feature: tuple(weight if name == part else 0.0 for name in PARTS)}


def _words(reading: Reading, role: str) -> set[str]:
    return {party.text for mention in reading.mentions for party in mention.actors if party.role == role}


def test_without_weights_the_rules_stand(reader: Reader) -> None:
    plain = _read(_with(reader, LinkWeights({}, {})), APART)
    nothing = _read(_with(reader, LinkWeights({BIAS: (0.0,) * 5}, {})), APART)
    assert plain.mentions
    assert _words(plain, "actor") == set()
    assert nothing.mentions != plain.mentions


def test_a_likely_phrase_joins_the_deed_of_its_sentence(reader: Reader) -> None:
    text = "Two gunmen who waited in a grey car fled. Shots were fired at the mayor's house in Lima while guards slept."
    weights = LinkWeights(_only("doer", "word guard"), {})
    reading = _read(_with(reader, weights), text)
    party = next(p for m in reading.mentions for p in m.actors if "guards" in p.text)
    assert (party.role, party.type, party.link) == ("actor", "person", None)
    assert text[party.start : party.end] == party.text


def test_a_phrase_of_the_next_sentence_keeps_the_words_it_is_tied_to(reader: Reader) -> None:
    text = "A bomb exploded last night at the offices of the water company. The windows of a school were broken."
    reading = _read(_with(reader, LinkWeights(_only("target", "word window"), {})), text)
    parties = [(m, p) for m in reading.mentions for p in m.actors if p.text.startswith("windows")]
    assert parties
    for mention, party in parties:
        if not mention.sentence.start <= party.start < mention.sentence.end:
            assert party.link == (mention.trigger.start, mention.trigger.end)


def test_the_cut_is_chosen_by_its_weights(reader: Reader) -> None:
    text = "A bomb exploded in Lima and wrecked seven empty trucks of the army."
    for cut, words in (("whole", "seven empty trucks"), ("bare", "empty trucks"), ("head", "trucks")):
        weights = LinkWeights(_only("target", "word truck"), {cut: 5.0})
        assert words in _words(_read(_with(reader, weights), text), "recipient"), cut


def test_people_never_leave_and_things_do(reader: Reader) -> None:
    text = "A mob set fire to a market hall in Quito on Friday."
    doubtful = LinkWeights({BIAS: (-9.0,) * 5}, {})
    reading = _read(_with(reader, doubtful), text)
    assert any("mob" in words.lower() for words in _words(reading, "actor"))
    assert not any("hall" in words for words in _words(reading, "recipient"))


def test_a_report_without_violence_is_left_alone(reader: Reader) -> None:
    text = "The minister met farmers in Quito. Guards stood at the door."
    everything = LinkWeights({BIAS: (9.0,) * 5}, {})
    plain = _read(_with(reader, LinkWeights({}, {})), text)
    assert _read(_with(reader, everything), text).mentions == plain.mentions


def test_the_shipped_weights_hold_no_names() -> None:
    weights = LinkWeights.load()
    assert len(weights.parts) > 1000 and len(weights.words) > 200
    words = {part for name in weights.parts for part in name.split()}
    assert not words & {"fmln", "galan", "escobar", "salvador", "medellin", "bogota"}
