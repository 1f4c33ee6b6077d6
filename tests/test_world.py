"""Our own reports on other crises and embassies (`bench/world.py`): floors, and gold that can be trusted."""

from __future__ import annotations

import pytest

from bench.common import Figures, records
from bench.world import WORLD, measure
from bench.world_gold import POSTURES, RELATIONS, STATUSES, agree, same_days, same_sentence

GOLD = records(WORLD / "gold.jsonl")
DOCUMENTS = [row for row in GOLD if row["kind"] == "doc"]

FLOORS = {
    (1, 33): {
        "incident_f1": 92,
        "standing": 87,
        "fields": 80,
        "posture": 89,
        "posture_fields": 84,
        "statements": 95,
        "speakers": 90,
        "stances": 85,
        "relations": 88,
        "dated": 85,
        "disagreements": 82,
        "false_alarms": 0,
    },
    (34, 57): {
        "incident_f1": 82,
        "standing": 93,
        "fields": 77,
        "posture": 89,
        "posture_fields": 82,
        "statements": 94,
        "speakers": 87,
        "stances": 82,
        "relations": 82,
        "dated": 97,
        "disagreements": 63,
        "false_alarms": 2,
    },
    (58, 83): {
        "incident_f1": 79,
        "standing": 92,
        "fields": 72,
        "posture": 88,
        "posture_fields": 81,
        "statements": 91,
        "speakers": 83,
        "stances": 80,
        "relations": 78,
        "dated": 97,
        "disagreements": 45,
        "joined": 24,
        "false_alarms": 3,
    },
    (84, 99): {
        "incident_f1": 67,
        "standing": 71,
        "fields": 58,
        "posture": 47,
        "posture_fields": 62,
        "statements": 84,
        "speakers": 69,
        "stances": 65,
        "relations": 73,
        "dated": 66,
        "disagreements": 9,
        "false_alarms": 6,
    },
}
"""The least of a figure (of false alarms the most), by first and last report; two points or so below what is so."""


@pytest.fixture(scope="module")
def figures() -> dict[tuple[int, int], Figures]:
    return {(first, last): measure(numbers=range(first, last + 1)) for first, last in FLOORS}


def test_the_reading_carries_beyond_the_crisis_it_was_made_on(figures: dict[tuple[int, int], Figures]) -> None:
    for numbers, floors in FLOORS.items():
        for name, least in floors.items():
            value = next(figure.value for key, figure in figures[numbers].items() if key.endswith("." + name))
            assert value <= least if name == "false_alarms" else value >= least, (numbers, name, value)


def test_no_trap_is_sprung(figures: dict[tuple[int, int], Figures]) -> None:
    assert all(figure.value == 0 for found in figures.values() for name, figure in found.items() if "traps" in name)


def test_every_sentence_of_the_gold_stands_in_its_report() -> None:
    texts = {row["id"]: " ".join((WORLD / f"{row['id']}.txt").read_text(encoding="utf8").split()) for row in DOCUMENTS}
    for row in DOCUMENTS:
        for part in ("incidents", "posture", "claims", "relations", "not_incidents"):
            for gold in row[part]:
                for sentence in (gold["sentence"], *gold.get("alt_sentences", ())):
                    assert " ".join(sentence.split()) in texts[row["id"]]
    for row in GOLD:
        for side in (row.get("side_a", ()), row.get("side_b", ())):
            assert all(" ".join(one["sentence"].split()) in texts[one["doc"]] for one in side)


def test_the_gold_uses_names_that_the_measure_knows() -> None:
    for row in DOCUMENTS:
        assert all(gold["action"] in POSTURES and gold["status"] in STATUSES for gold in row["posture"])
        assert all(gold["relation"] in RELATIONS for gold in row["relations"])
    assert all(row["unread"] == (int(row["id"][:2]) > 83) for row in DOCUMENTS)
    assert {row["id"] for row in DOCUMENTS} == {path.stem for path in WORLD.glob("*.txt")}


def test_the_gold_does_not_mind_the_case_that_a_report_is_written_in() -> None:
    told = "Two guards were shot at the Straße gate of the embassy in Juba"
    for written in (told.upper(), told.lower()):
        assert same_sentence(told, written) and agree([told], [written])


def test_sentences_and_days_are_held_against_each_other_strictly() -> None:
    assert same_sentence("The embassy in Juba was closed on Friday", "On Friday the embassy in Juba was closed.")
    assert not same_sentence("The embassy in Juba was closed on Friday", "Nobody was hurt in the fire at the mill.")
    assert same_days("2021-08-15", {"start": "2021-08-16", "end": "2021-08-16"})
    assert not same_days("2021-08-15", {"start": "2021-01-01", "end": "2021-12-31"})
    assert not same_days("2021-08-15", None)
