"""Linking: a table of weights decides which phrases near a deed are its parties."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.model import Published, Reading, Report
from dragoman.reading import Reader
from dragoman.reading.linking import Linker
from dragoman.reading.linking.model import BIAS, PARTS, LinkWeights

FILLER = " The governor spoke of taxes. The rain went on. Buses did not run. Schools will open on Monday."
"""Sentences that tell of no deed: a report of fewer than five sentences is not linked."""
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


def _long(reader: Reader, text: str) -> Reading:
    return _read(reader, text + FILLER)


def _only(part: str, feature: str, weight: float = 12.0) -> dict[str, tuple[float, ...]]:
    """Weights under which a phrase with one feature is one part, and nothing else is anything."""
    none = (-6.0,) * len(PARTS)
    return {BIAS: none, feature: tuple(weight if name == part else 0.0 for name in PARTS)}


def _words(reading: Reading, role: str) -> set[str]:
    return {party.text for mention in reading.mentions for party in mention.actors if party.role == role}


def test_without_weights_the_rules_stand(reader: Reader) -> None:
    plain = _long(_with(reader, LinkWeights({}, {})), APART)
    nothing = _long(_with(reader, LinkWeights({BIAS: (0.0,) * 5}, {})), APART)
    assert plain.mentions
    assert _words(plain, "actor") == set()
    assert nothing.mentions != plain.mentions


def test_a_likely_phrase_joins_the_deed_of_its_sentence(reader: Reader) -> None:
    text = "Two gunmen who waited in a grey car fled. Shots were fired at the mayor's house in Lima while guards slept."
    weights = LinkWeights(_only("doer", "word guard"), {})
    reading = _long(_with(reader, weights), text)
    party = next(p for m in reading.mentions for p in m.actors if "guards" in p.text)
    assert (party.role, party.type, party.link) == ("actor", "person", None)
    assert reading.report.text[party.start : party.end] == party.text


def test_a_phrase_of_the_next_sentence_keeps_the_words_it_is_tied_to(reader: Reader) -> None:
    text = "A bomb exploded last night at the offices of the water company. The windows of a school were broken."
    reading = _long(_with(reader, LinkWeights(_only("target", "word window"), {})), text)
    parties = [(m, p) for m in reading.mentions for p in m.actors if p.text.startswith("windows")]
    assert parties
    for mention, party in parties:
        if not mention.sentence.start <= party.start < mention.sentence.end:
            assert party.link == (mention.trigger.start, mention.trigger.end)


def test_words_that_syntax_ties_to_another_event_join_no_deed(reader: Reader) -> None:
    text = "A bomb killed two guards in Lima on Monday. It came after a series of attacks on police posts."
    reading = _long(_with(reader, LinkWeights(_only("target", "word post"), {})), text)
    assert {m.kind for m in reading.mentions for p in m.actors if "posts" in p.text} == {"assault"}


def test_a_deed_whose_doer_is_named_takes_none_from_another_sentence(reader: Reader) -> None:
    text = "Hezbollah shot a man in Beirut on Monday. Rebels in the hills cheered the shooting of the man."
    reading = _long(_with(reader, LinkWeights(_only("doer", "word rebel"), {})), text)
    assert _words(reading, "actor") == {"Hezbollah"}


def test_the_cut_is_chosen_by_its_weights(reader: Reader) -> None:
    text = "A bomb exploded in Lima and wrecked seven empty trucks of the army."
    for cut, words in (("whole", "seven empty trucks"), ("bare", "empty trucks")):
        weights = LinkWeights(_only("target", "word truck"), {cut: 5.0})
        assert words in _words(_long(_with(reader, weights), text), "recipient"), cut


LONG = (
    "A mob burned a bus in Quito on Friday. Stones attacked the mayor's mood on Friday. The governor "
    "spoke of a sad day. The rain went on. Buses did not run. Schools will open on Monday."
)


def test_people_and_things_hit_never_leave(reader: Reader) -> None:
    reading = _read(_with(reader, LinkWeights({BIAS: (-9.0,) * 5}, {})), LONG)
    assert any("mob" in words.lower() for words in _words(reading, "actor"))
    assert any("bus" in words for words in _words(reading, "recipient"))
    assert not any("mood" in words for words in _words(reading, "recipient"))


def test_a_thing_that_the_model_knows_may_leave(reader: Reader) -> None:
    text = "A bomb exploded near a motorcycle and gunmen burned a bus in Lima on Friday."
    never = {BIAS: (-9.0,) * 5}
    plain = _words(_long(_with(reader, LinkWeights(never, {})), text), "recipient")
    assert any("motorcycle" in words for words in plain)
    known = LinkWeights({**never, "word motorcycle": (0.0,) * 5, "word bus": (0.0,) * 5, "word gunman": (0.0,) * 5}, {})
    reading = _long(_with(reader, known), text)
    assert not any("motorcycle" in words for words in _words(reading, "recipient"))
    assert any("bus" in words for words in _words(reading, "recipient")), "the object of a deed stays"
    # People that the model knows stay: its keys leave out whole armies.
    assert any("gunmen" in words.lower() for words in _words(reading, "actor"))


def test_an_event_that_is_only_touched_on_is_background(reader: Reader) -> None:
    rest = " The governor spoke of taxes. Soldiers met refugees. Buses did not run. Schools will open on Monday."
    never, always = (
        LinkWeights({BIAS: (-9.0,) * 5}, {}),
        LinkWeights({BIAS: (-9.0,) * 5, "word governor": (19.0,) * 5}, {}),
    )
    touched = "The fighting shaped the talk in Quito, and the governor knew it."
    assert [m.background for m in _read(_with(reader, never), touched + rest).mentions if m.kind == "armed_clash"] == [
        True
    ]
    assert [m.background for m in _read(_with(reader, always), touched + rest).mentions if m.kind == "armed_clash"] == [
        False
    ]
    dated = "The fighting shaped the talk in Quito on Friday, and 12 people were killed."
    assert not any(m.background for m in _read(_with(reader, never), dated + rest).mentions)
    # A report of a sentence or two is about what it tells.
    assert not any(m.background for m in _read(_with(reader, never), touched).mentions)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("U.S. aircraft struck a depot near Erbil on Friday.", "U.S."),
        ("Turkish warplanes bombed a village in Duhok.", "Turkish"),
    ],
)
def test_a_craft_acts_for_those_whose_it_is(reader: Reader, text: str, who: str) -> None:
    assert who in _words(_read(reader, text), "actor")


def test_no_group_is_no_claimant_and_posters_hang(reader: Reader) -> None:
    assert _words(_read(reader, "No group claimed responsibility for the bombing in Lima."), "claimant") == set()
    assert _read(reader, "Supporters hung a poster of the commander on the wall.").mentions == ()


def test_a_past_outcome_proves_a_deed_that_was_planned(reader: Reader) -> None:
    done = _read(reader, "The bombing that killed nine people was planned by the cartel.")
    plan = _read(reader, "The bombing that would kill nine people was planned by the cartel.")
    assert [m.status for m in done.mentions] == ["occurred"]
    assert "occurred" not in {m.status for m in plan.mentions}


def test_a_report_without_violence_is_left_alone(reader: Reader) -> None:
    text = "The minister met farmers in Quito. Guards stood at the door."
    everything = LinkWeights({BIAS: (9.0,) * 5}, {})
    plain = _read(_with(reader, LinkWeights({}, {})), text)
    assert _read(_with(reader, everything), text).mentions == plain.mentions
    assert _long(_with(reader, everything), text).mentions == _long(_with(reader, LinkWeights({}, {})), text).mentions


def test_the_shipped_weights_hold_no_names() -> None:
    weights = LinkWeights.load()
    assert len(weights.parts) > 1000 and len(weights.words) > 200
    words = {part for name in weights.parts for part in name.split()}
    assert not words & {"fmln", "galan", "escobar", "salvador", "medellin", "bogota"}
