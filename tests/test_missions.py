"""Whose embassy it is: "its embassy", "the mission" and "the consulate" are never taken for another state's post."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.model import Published, Report
from dragoman.reading import Reader
from dragoman.reconcile.families import Families
from dragoman.reconcile.headline.incidents import headline_status
from dragoman.reconcile.matching.units import that_assert

_DAY = date(2023, 8, 3)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def missions(reader: Reader, text: str) -> dict[str, str | None]:
    """Ids of the missions of a report by their words, the last mention of the same words winning."""
    report = Report(text, "x", published=Published(_DAY, _DAY, "day", "given"))
    return {
        actor.text: actor.actor_id
        for actor in reader.read(report).actors
        if "sion" in actor.text or "mbass" in actor.text or "onsul" in actor.text
    }


@pytest.mark.parametrize(
    ("text", "words", "whose"),
    [
        ("France has yet to decide whether to close its embassy in Niamey.", "its embassy", "FRA/embassy/NER"),
        ("The U.S. Embassy in Niger is quiet. Germany said its embassy stays open.", "its embassy", "DEU/embassy"),
        ("The U.S. Embassy in Niger was quiet. The embassy said visas were suspended.", "embassy", "USA/embassy/NER"),
        (
            "Shells hit the British embassy in Khartoum. The Foreign Office said the mission had been evacuated.",
            "mission",
            "GBR/embassy/SDN",
        ),
        ("The British embassy in Khartoum was hit. The consulate in Erbil was also attacked.", "consulate", None),
        ("The Pakistani embassy and the Indian embassy are shut. The embassies are empty.", "embassies", None),
        ("The Pakistani embassy in Kabul was shut. The embassy in Bamako was not.", "embassy", None),
        (
            "Russia's embassy in Damascus was shelled. The United Nations condemned the attack on its mission.",
            "its mission",
            None,
        ),
        (
            "The French embassy in Niamey was stormed. A crowd outside the French embassy burned flags.",
            "French embassy",
            "FRA/embassy/NER",
        ),
    ],
)
def test_whose(reader: Reader, text: str, words: str, whose: str | None) -> None:
    assert missions(reader, text)[words] == whose


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("Germany ruled out pulling its soldiers out of Mali.", "pulling", "negated"),
        ("The minister's threat to close the Norwegian Embassy in Juba shocked traders.", "close", "threatened"),
        ("London has given no indication that it aims to withdraw its troops from Estonia.", "withdraw", "denied"),
    ],
)
def test_status_of_a_posture(reader: Reader, text: str, word: str, status: str) -> None:
    assert {m.trigger.text: m.status for m in reader.read(Report(text, "x")).mentions}[word] == status


@pytest.mark.parametrize(
    "text",
    [
        "The talks are meant to bring Libya back to the table.",
        "Local forces battle what is left of the once-mighty group.",
    ],
)
def test_no_posture(reader: Reader, text: str) -> None:
    assert not [m for m in reader.read(Report(text, "x")).mentions if m.kind == "withdrawal"]


def test_withdrawals_told_apart(reader: Reader) -> None:
    """What is denied of one country and done in another, and a treaty left and a base left, are two events each."""
    for text in (
        "There is no sign that Spain will withdraw its forces from Latvia, unlike its recent pullout from Mali.",
        "Spain withdrew from the nuclear deal. Spanish troops have withdrawn from the base at Gao.",
    ):
        found = [m for m in reader.read(Report(text, "x")).mentions if m.kind == "withdrawal"]
        assert len({m.event_id for m in found}) == len(found) == 2, text


def test_a_threat_uttered_is_no_closure(reader: Reader) -> None:
    """The words of a threat have been said; the deed they threaten has not been done."""
    text = (
        "Mr Holm’s threat to close the Danish Embassy shocked Kabul. The threat itself weakens the governor, he said."
    )
    mentions = reader.read(Report(text, "x")).mentions
    assert {"closure", "threat"} <= {m.kind for m in mentions}
    families = Families.load()
    assert headline_status(that_assert(mentions, "closure", families), "closure") == "threatened"
    assert headline_status(that_assert(mentions, "threat", families), "threat") == "occurred"


def test_the_ground_that_is_left_is_no_recipient(reader: Reader) -> None:
    """Embassies depart a city and troops exit a country: both are places of the event and no party to it."""
    mentions = reader.read(Report("European embassies departed Juba. Spanish troops left Mali.", "x")).mentions
    assert {m.kind for m in mentions} == {"evacuation", "withdrawal"}
    assert not [party for m in mentions for party in m.actors if party.role == "recipient"]
    assert {m.place.text for m in mentions if m.place} == {"Juba", "Mali"}
