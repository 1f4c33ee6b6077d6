"""What contradicts in one report, in other words than "denied": labels, clauses, the report's own voice, opposites."""

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
    """The disagreements of one report, but for numbers that only rose."""
    reading = reader.read(Report(text=text, external_id="r", published=published_on("2023-05-02")))
    found = reconcile([reading.report], reading.mentions, reading.statements, reading.links).disagreements
    return [one for one in found if one.kind != "updated"]


def stand_against(found: list[Disagreement], one: str, other: str) -> bool:
    """True where one dispute holds the two on different sides."""
    for dispute in found:
        sides = [" ".join([side.value, *(evidence.text for evidence in side.evidence)]) for side in dispute.sides]
        if any(one in a and other in b for a in sides for b in sides if a != b):
            return True
    return False


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        # A denial in a paragraph of its own, as wires print it, skips what its own side adds.
        (
            "The governor said on Tuesday that insurgents had taken the port.\n\nThe defence ministry disputes this.",
            "had taken",
            "disputes this",
        ),
        (
            "Amnesty said that the state had been asked to close the street.\n\nThe government rejected that. "
            "Its foreign minister said no such request had come.",
            "been asked to close",
            "no such request",
        ),
        ("Guards fired into a crowd, a group says. The prison service calls the account a lie.", "fired", "a lie"),
        ("The opposition said that the king had fled to Dubai. His spokesman scoffed at that.", "fled", "scoffed"),
        ("Elders said that infiltrators fired first. The students call this an insult to the dead.", "fired", "insult"),
        ("A guard said a truck had been found at the gate. The police denied anything of the kind.", "truck", "kind"),
        # In an interview, behind a label.
        (
            "Q (Radio Sud): Your men burned the village of Nduku, its elders say.\n"
            "Colonel Obi: That is a lie. We were never there.",
            "burned the village",
            "That is a lie",
        ),
        # In a clause.
        ("The mayor said that soldiers had looted the market, which the army denies.", "looted", "army denies"),
        ("Officials say that bandits ambushed the bus, a version that the rebels reject.", "ambushed", "rebels reject"),
        # In the report's own voice.
        (
            "CORRECTION: an earlier entry said that the Danish consulate had been looted. It has not; a shop was.",
            "had been looted",
            "It has not",
        ),
        ("It was not, as the minister told three channels, a protest over prices.", "over prices", "not so"),
        ("The rumour that the airport at Lima had been seized was false.", "airport at Lima", "not so"),
        # Side by side.
        (
            "The army said that a dozen of its men died; the rebels said there had been no resistance.",
            "dozen of its men",
            "no resistance",
        ),
        ("Soldiers shot dead ten marchers; the army maintains that no soldier fired.", "shot dead ten", "no soldier"),
        (
            "The ministry maintains that the crowd had firearms. The ombudsman found no firearm at the gate.",
            "had firearms",
            "found no firearm",
        ),
        ("The embassy said its cars were not aimed at; diplomats believe the opposite.", "not aimed", "the opposite"),
        # Words of which only one can be right.
        (
            "The governor said the fire was an accident. The opposition says it was set on purpose.",
            "accident",
            "purpose",
        ),
        ("The junta calls the raid a rescue; the families call it a kidnapping.", "a rescue", "a kidnapping"),
        (
            "The general called it a righteous strike. The ministry admitted that it had been a tragic mistake.",
            "righteous",
            "tragic mistake",
        ),
        (
            "The army said that its men had left Goma; residents said that soldiers were still at the port.",
            "left",
            "still",
        ),
        (
            "The police chief spoke of an isolated incident. The U.N. called it part of a campaign.",
            "isolated",
            "campaign",
        ),
        # Another door, another place, another day.
        (
            "The prosecutor attributes the blast to a cell of the front. His widow accuses the secret service.",
            "the front",
            "secret service",
        ),
        (
            "Ministers said the rocket was fired from Mosul. Officers insisted that it had been launched from Anbar.",
            "from Mosul",
            "from Anbar",
        ),
        (
            "The ministry said the attack took place on Sunday. A guard told the radio that it was on Saturday night.",
            "on Sunday",
            "on Saturday",
        ),
        # A part in a deed that nobody is read as accused of by name.
        ('The minister hinted at a Danish hand. "We had nothing to do with it," the envoy said.', "hand", "nothing"),
    ],
)
def test_a_contradiction_is_told(reader: Reader, text: str, one: str, other: str) -> None:
    assert stand_against(told(reader, text), one, other)


@pytest.mark.parametrize(
    "text",
    [
        "The company denied him a visa. He left on Monday.",
        "The judges denied a request by the father to speak for his son. His cousin said that he was at home.",
        "He was asked whether he would resign. No, he said.",
        "Asked if it was a defeat, the envoy said: No.",
        "The ministry said the road was closed. The embassy said it had no information on the road.",
        "The minister called the attack cowardly; the president called it barbaric.",
        "Kenya said that it would send police to Haiti. Benin said that it would not.",
        "The embassy said its staff were safe. The ministry said that its diplomats would stay.",
        "The consulate said that the port was open. The mayor called this a step forward.",
        "The army said it had lost two posts; the mission said that only essential staff would remain.",
        "She called him. He said that this was an honour.",
        "The general said the bridge was down. The mayor calls that country home.",
        "France suspended visas; Belgium did not.",
        "The army blamed the front for the raid. The U.N. also accused the front.",
        "The ministry said the raid took place on Sunday. The envoy flew home on Monday, the embassy said.",
        "The police said that the bomb was a dud. The mayor said there had been no bomb in Lima since spring.",
    ],
)
def test_what_contradicts_nothing_is_no_disagreement(reader: Reader, text: str) -> None:
    assert told(reader, text) == []
