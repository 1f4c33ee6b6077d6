"""Retorts and contradictions: what one says right after another, and against it."""

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


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        (
            "The envoy of Chile said that the guards had kept him in his house. "
            "The ministry in Lima answered that the guards were there for his safety.",
            "kept him",
            "for his safety",
        ),
        (
            "The consul of Norway complained that nobody had shared the warning. "
            "A Danish official insisted that the consul had been told on Monday.",
            "nobody had shared",
            "been told on Monday",
        ),
        (
            "The army said that the bridge at Kaya was open to traffic. "
            "Drivers said that the bridge at Kaya was not open.",
            "open to traffic",
            "not open",
        ),
        # What a report tells in its own voice can be denied too.
        (
            "Soldiers and guards opened fire on a crowd in the quarter of Polana, killing five. "
            "The ministry denied that soldiers fired on any crowd.",
            "opened fire",
            "denied that soldiers",
        ),
        ("Farmers say that the army burned the mill. That is not true, the army told Radio Sud.", "burned", "not true"),
        ("Officials of Kenya blamed Egypt for the raid, and Cairo denied it.", "Egypt", "denied it"),
    ],
)
def test_a_reply_stands_against_what_it_answers(reader: Reader, text: str, one: str, other: str) -> None:
    values = [{side.value for side in dispute.sides} for dispute in told(reader, text)]
    assert any(any(one in v for v in sides) and any(other in v for v in sides) for sides in values), values


@pytest.mark.parametrize(
    "text",
    [
        # A deed is no retort.
        "The council agreed to close its airspace. Minsk answered on Monday by banning airlines of ten states.",
        # Nor is the answer to a question.
        "Will the consulate close? The consul said that he could not say. The envoy stressed that it was late.",
        # Both say that it is not so.
        "The palace said that the king has no plans to meet the envoy. "
        "A spokesman said that the king has no plans to meet the envoy or the council.",
        # "Not only" negates nothing.
        "The envoy said that rebels attacked missions in Lima. "
        "The consul said that rebels attacked missions not only in Lima.",
        # Another day.
        "The army said on Friday that the bridge at Kaya would be open on Monday. "
        "Drivers said that the bridge at Kaya was not open on Sunday.",
        # Who insists answers nobody when nobody complained.
        "The consul said that the talks went well. The envoy insisted that the weather was fine.",
        # A clause that tells which limp it was.
        "He came out of the war in Karabakh as a lieutenant with a limp that he denied having.",
        # A ban denies no march.
        "Thousands joined a march in Lima on Monday. By nightfall the governor had banned all marches in Lima.",
    ],
)
def test_what_only_follows_is_no_reply(reader: Reader, text: str) -> None:
    assert told(reader, text) == []
