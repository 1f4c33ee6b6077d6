"""Two accounts of one matter with no word of denial: another culprit, taken or held, versions, disbelief."""

from __future__ import annotations

import pytest

from dragoman.api import published_on
from dragoman.model import Disagreement, Report
from dragoman.reading import Reader
from dragoman.reconcile import reconcile


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def told(reader: Reader, text: str) -> list[Disagreement]:
    """The disagreements of one report."""
    reading = reader.read(Report(text=text, external_id="r", published=published_on("2021-06-02")))
    return list(reconcile([reading.report], reading.mentions, reading.statements, reading.links).disagreements)


def sides(found: Disagreement) -> set[str]:
    return {side.value for side in found.sides}


RIVALS = [
    # Another culprit.
    (
        "The governor of Huila tweeted that guerrillas set the depot alight; "
        "investigators said that a short circuit probably did.",
        "guerrillas",
        "short circuit",
    ),
    (
        "The junta in Yangon blames the blast on a bomb planted by students. "
        "Two engineers of the plant said that a leaking gas tank did it.",
        "bomb planted by students",
        "leaking gas tank",
    ),
    # Taken or still held.
    (
        "The rebels captured the airport of Bria on Friday, a U.N. official said. "
        "The army said that it still held the airport.",
        "captured the airport",
        "still held",
    ),
    (
        "The separatists said that they had seized the town of Marinka. "
        "The ministry in Kyiv said that its troops had repelled the assault on the town.",
        "seized the town",
        "repelled",
    ),
    # The text itself says that accounts differ.
    (
        "The embassy in Minsk said on Monday that its staff had left of their own will. "
        "The foreign minister tells a different story. He said that the consul had been told to pack.",
        "of their own will",
        "told to pack",
    ),
    (
        "The army of Chad said on Sunday that it had killed two hundred rebels near Faya. "
        "A rebel commander told a radio station that all his men were alive. Neither account could be verified.",
        "two hundred",
        "alive",
    ),
    # Not believed.
    ("The junta says that it knew nothing of the raid; nobody in Niamey believes it.", "knew nothing", "believes it"),
]


@pytest.mark.parametrize(("text", "one", "other"), RIVALS)
def test_rival_accounts_stand_side_by_side(reader: Reader, text: str, one: str, other: str) -> None:
    found = told(reader, text)
    assert any(
        any(one in value for value in sides(dispute)) and any(other in value for value in sides(dispute))
        for dispute in found
    ), [sides(dispute) for dispute in found]


@pytest.mark.parametrize(
    "text",
    [
        # Both name one culprit.
        "The mayor said that the guerrillas set the depot alight; the police said that guerrillas probably did.",
        # Who did the like is no rival.
        "The mayor said that Peru closed its border; the consul said that Chile also did.",
        # Two places.
        "The rebels captured Bria, a U.N. official said. The army said that it still held the bridge at Bambari.",
        # One voice.
        "The army said that the rebels had seized the town. It said that it still held the bridge.",
        # Nothing was said that could be believed.
        "Peru closed its border on Monday. Lima was quiet. Some tourists could not believe their luck.",
        # Nobody else gave an account.
        "The consul tells a different story each day. The consulate in Lima is open.",
    ],
)
def test_near_pairs_are_no_rivals(reader: Reader, text: str) -> None:
    rivals = [one for one in told(reader, text) if one.about.startswith(("who or what", "who holds", "which account"))]
    assert rivals == []
