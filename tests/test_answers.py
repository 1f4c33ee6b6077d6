"""What answers what inside one report: denials and the accounts they deny, reassurance and warnings."""

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
    reading = reader.read(Report(text=text, external_id="r", published=published_on("2023-05-02")))
    return list(reconcile([reading.report], reading.mentions, reading.statements, reading.links).disagreements)


def sides(found: Disagreement) -> list[str]:
    return ["; ".join(evidence.text for evidence in side.evidence) for side in found.sides]


def on(field: str, found: list[Disagreement]) -> list[Disagreement]:
    return [one for one in found if one.field == field]


@pytest.mark.parametrize(
    ("text", "account", "denial"),
    [
        (
            "The front said on Saturday that it had taken Birao. The government denied this.",
            "front said",
            "denied this",
        ),
        (
            "The ministry said that power would be handed to a council. The rebels denied that any such deal existed.",
            "handed to a council",
            "any such deal",
        ),
        (
            "A guard said a truck bomb had been found at the gate. The secret service denied having found any truck.",
            "A guard said",
            "having found",
        ),
        (
            "A clinic said nine patients died for want of power; the government denied that anyone died of it.",
            "A clinic said",
            "denied that anyone",
        ),
        ("Radio Sud said that rebels held the port. The army called that a lie.", "Radio Sud", "a lie"),
        ("The general said he had advised the king to wait. The king said nobody gave such advice.", "advised", "such"),
        (
            "The front denied that its men shot at a Dutch convoy, which turned back after a blast at the consulate. "
            "The army said the front was responsible.",
            "army said",
            "Dutch convoy",
        ),
        (
            "Radio Sud said that the envoy had met rebels. The ministry rejected the notion that the envoy met anyone.",
            "Radio Sud",
            "rejected the notion",
        ),
        (
            "The navy announced that it had sunk the ship in coordination with Norway. "
            "A Danish official denied that Norway coordinated with anybody.",
            "navy announced",
            "coordinated with",
        ),
    ],
)
def test_a_denial_stands_against_what_it_answers(reader: Reader, text: str, account: str, denial: str) -> None:
    (found,) = on("claim", told(reader, text))
    assert len(found.sides) == 2
    assert any(account in side for side in sides(found))
    assert any(denial in side for side in sides(found))


@pytest.mark.parametrize(
    "text",
    [
        "The union urged the army to leave the town. The army rejected the offer.",
        "France flew out its staff on Monday. Norway said it had no plans to evacuate its embassy.",
        "The minister said that taxes would rise. The envoy denied that he had met the king in spring.",
        "The consulate stays shut, said Minister Anna Holm, who denied that she had ordered anyone out.",
        "Officials in Lima were not amused. The police chief said that he knew of no such threat.",
        "A clinic in Lima counted nine dead. State television denied any bombardment.",
        "The envoy said that a Dutch convoy was shot at near the consulate. "
        "The front denied that its men shot at a Chinese convoy near the consulate.",
        "The ministry asked the missions to stay and said that safety of diplomats was its duty. "
        "Anna Holm denied the departure of the U.N. mission.",
    ],
)
def test_what_denies_nothing_that_was_told_is_no_disagreement(reader: Reader, text: str) -> None:
    assert on("claim", told(reader, text)) == []


def test_reassurance_stands_against_the_warnings_of_others(reader: Reader) -> None:
    text = (
        "The U.S. embassy in Freedonia warned on Monday of attacks at the airport. "
        'Police spokesman Karl Oder told reporters that the situation was "under control".'
    )
    (found,) = on("danger", told(reader, text))
    assert {speaker for side in found.sides for speaker in side.speakers} >= {"Karl Oder"}
    assert any("warned on Monday" in side for side in sides(found))


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. embassy warned of attacks at the airport. The police said that the situation was not under control.",
        "The police said that the situation was under control.",
        "The embassy warned of attacks at the airport. The embassy said that its staff were in good health.",
    ],
)
def test_without_warning_and_reassurance_there_is_no_quarrel_on_danger(reader: Reader, text: str) -> None:
    assert on("danger", told(reader, text)) == []
