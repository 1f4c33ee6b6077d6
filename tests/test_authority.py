"""Whose measure it is: the state behind a post or its people, who announces it, what "it" and "its plan" stand for."""

from __future__ import annotations

import pytest

from dragoman.model import Report
from dragoman.reading import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def doers(reader: Reader, text: str, kind: str) -> set[str | None]:
    """The names of the doers of the last event of one kind."""
    mention = [m for m in reader.read(Report(text, "t")).mentions if m.kind == kind][-1]
    return {party.name for party in mention.actors if party.role == "actor"}


@pytest.mark.parametrize(
    ("text", "kind", "state"),
    [
        ("The Swedish consulate in Istanbul was closed on Monday.", "closure", "Sweden"),
        ("Portugal's embassy in Bissau has suspended visas.", "service_suspension", "Portugal"),
        ("Kenyan diplomats left the embassy in Juba.", "evacuation", "Kenya"),
        ("The 250 French troops based in Bangui stay.", "troop_level", "France"),
    ],
)
def test_the_state_behind_a_post_or_its_people_is_a_doer(reader: Reader, text: str, kind: str, state: str) -> None:
    assert state in doers(reader, text, kind)


def test_what_others_demand_and_what_another_state_does_is_not_its_own(reader: Reader) -> None:
    assert "France" not in doers(reader, "Protesters demanded that the French embassy be closed.", "closure")
    assert "United States" not in doers(reader, "Joe Biden withdrew American troops from Kabul.", "withdrawal")
    assert doers(reader, "Iran closed the British embassy in Tehran.", "closure") == {"Iran"}


@pytest.mark.parametrize(
    ("text", "kind", "who"),
    [
        (
            "The Pentagon announced that 300 Marines would be sent to the port.",
            "deployment",
            "U.S. Department of Defense",
        ),
        ("Mexico's foreign ministry said that all staff will leave Quito.", "evacuation", "Mexican Foreign Ministry"),
    ],
)
def test_who_announces_what_is_planned_decides_it(reader: Reader, text: str, kind: str, who: str) -> None:
    assert who in doers(reader, text, kind)


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine's defence ministry said that Russian tanks would be sent to the border.",
        "Witnesses said that troops had been sent to the port.",
        "The defence ministry of Mali said that troops had been sent to the port of Dakar.",
    ],
)
def test_who_only_tells_of_moves_of_forces_orders_none(reader: Reader, text: str) -> None:
    assert not doers(reader, text, "deployment") - {"Russia"}


@pytest.mark.parametrize(
    ("text", "kind", "who"),
    [
        ("As for Norway, it closed its embassy in Bamako.", "closure", "Norway"),
        ("Air France said that it had cancelled its flights to Tunis.", "service_suspension", "Air France"),
        (
            "The Danish embassy in Niamey warned of crowds. It closed its visa section.",
            "closure",
            "Danish Embassy in Niger",
        ),
        ("Poland has no intention of closing its mission in Minsk.", "closure", "Poland"),
        ("Peru confirmed its plan to shut its consulate in Cali.", "closure", "Peru"),
        ("The rebels condemned Spain for its decision to close the mission.", "closure", "Spain"),
    ],
)
def test_it_and_its_plan_are_of_whom_the_text_speaks(reader: Reader, text: str, kind: str, who: str) -> None:
    found = doers(reader, text, kind)
    assert who in found and "rebels" not in found
