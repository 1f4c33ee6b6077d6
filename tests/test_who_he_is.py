"""Whom "he", "it" and "whose embassy" stand for, and whose wall was hit, where the nearest name is the wrong one."""

from __future__ import annotations

import pytest

from dragoman.knowledge.actor_base import load_actors
from dragoman.model import Mention, Published, Report
from dragoman.reading import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def mentions(reader: Reader, text: str, kind: str) -> list[Mention]:
    found = [m for m in reader.read(Report(text, "x", published=Published())).mentions if m.kind == kind]
    assert found, kind
    return found


def parties(found: list[Mention], role: str) -> set[str]:
    return {party.name or party.text for m in found for party in m.actors if party.role == role}


@pytest.mark.parametrize(
    ("text", "kind", "role", "name"),
    [
        ("Tomas Vega was held in Lima. His lawyer, Ines Duarte, feared that he could be killed.", "assault", "victim",
         "Tomas Vega"),
        ("Amina Diallo was arrested in Conakry. Her brother, Ousmane Bah, feared that she could be killed.", "assault",
         "victim", "Amina Diallo"),
        ("Peru and Chile condemned the raid, and Bolivia said that it was closing its embassy.", "closure", "actor",
         "Bolivia"),
        ("Japan's embassy protested. Norway, whose embassy in Juba was attacked, did not.", "assault",
         "recipient", "Norwegian Embassy in South Sudan"),
    ],
)  # fmt: skip
def test_whom_a_pronoun_stands_for(reader: Reader, text: str, kind: str, role: str, name: str) -> None:
    assert parties(mentions(reader, text, kind), role) == {name}


@pytest.mark.parametrize(
    ("text", "kind", "building"),
    [
        ("Police scaled the wall of the Turkish embassy in Baku.", "storming", "Turkish Embassy in Azerbaijan"),
        ("Gunmen threw grenades at the gate of the consulate in Herat.", "bombing", "consulate"),
        ("Police broke down the door of the newspaper's office in Managua.", "storming", "office"),
    ],
)  # fmt: skip
def test_walls_and_gates_stand_for_their_building(reader: Reader, text: str, kind: str, building: str) -> None:
    assert parties(mentions(reader, text, kind), "recipient") == {building}


def test_walls_of_no_building(reader: Reader) -> None:
    for text in ("Stocks climbed the wall of worry again.", "The minister hit a wall of silence in the village."):
        kinds = {m.kind for m in reader.read(Report(text, "x", published=Published())).mentions}
        assert not kinds & {"storming", "assault", "shelling"}


def test_a_killing_that_names_its_own_victim_retells_nothing(reader: Reader) -> None:
    text = (
        "The minister said that several of the embassy's people had been hurt in Quito on Friday. "
        "She had suggested that the murder of the candidate Luis Ortega helped the president. "
        "Ortega was shot dead at a rally in Loja on August 9, 2023."
    )
    found = reader.read(Report(text, "x", published=Published())).mentions
    hurt = {m.event_id for m in found if m.injured}
    killed = {m.event_id for m in found if m.killed}
    assert hurt and killed and not hurt & killed


def test_first_names_tell_one_gender_or_none() -> None:
    base = load_actors()
    assert base.gender_called("Fatima") == "f" and base.gender_called("GIORGIO") == "m"
    assert base.gender_called("José") == base.gender_called("Jose") == "m"
    assert base.gender_called("Andrea") is None and base.gender_called("Zzyzx") is None
