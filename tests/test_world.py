"""Our own reports on other crises and embassies (`bench/world.py`): floors, and gold that can be trusted."""

from __future__ import annotations

import pytest

from bench.common import Figures, records
from bench.world import WORLD, measure
from bench.world_gold import POSTURES, RELATIONS, STATUSES, same_days, same_sentence

GOLD = records(WORLD / "gold.jsonl")
DOCUMENTS = [row for row in GOLD if row["kind"] == "doc"]

FLOORS = {
    "incident_f1": (88, 77),
    "fields": (75, 73),
    "posture": (83, 79),
    "posture_fields": (70, 70),
    "statements": (93, 91),
    "speakers": (85, 81),
    "stances": (75, 71),
    "relations": (79, 81),
    "dated": (85, 60),
    "disagreements": (72, 29),
}
"""The least of a figure on the reports that were read for errors, and on the third that was not: reports 1 to 33.

Since 2026-11-21, two or three points below the figures: one report moves them by so much. The F1 of the unread
third was 81.5 before a report more of it was dated right (60 to 70 %): what hung together undated stands apart.
"""
LATER = {
    "incident_f1": (83, 67),
    "fields": (73, 57),
    "posture": (88, 73),
    "posture_fields": (70, 49),
    "statements": (92, 90),
    "speakers": (84, 70),
    "stances": (78, 60),
    "relations": (76, 78),
    "dated": (93, 85),
    "disagreements": (34, 12),
}
"""The same for reports 34 to 57, two or three points below what the reader reached when they were written or since."""
ALARMS = {(1, "read"): 0, (1, "unread"): 0, (34, "read"): 1, (34, "unread"): 1}
"""Deeds told as done where gold says that nothing happened, at most, by first report and part."""


@pytest.fixture(scope="module")
def figures() -> dict[int, Figures]:
    return {1: measure(numbers=range(34)), 34: measure(numbers=range(34, 100))}


def test_the_reading_carries_beyond_the_crisis_it_was_made_on(figures: dict[int, Figures]) -> None:
    for first, floors in ((1, FLOORS), (34, LATER)):
        for name, leasts in floors.items():
            for part, least in zip(("read", "unread"), leasts, strict=True):
                assert figures[first][f"world.{part}.{name}"].value >= least, (first, part, name)


def test_nothing_that_did_not_happen_is_told_as_happened(figures: dict[int, Figures]) -> None:
    for (first, part), most in ALARMS.items():
        assert figures[first][f"world.{part}.false_alarms"].value <= most, (first, part)
        assert figures[first][f"world.{part}.traps"].value == 0


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
    assert all(row["unread"] == (int(row["id"][:2]) % 3 == 0) for row in DOCUMENTS)
    assert {row["id"] for row in DOCUMENTS} == {path.stem for path in WORLD.glob("*.txt")}


def test_sentences_and_days_are_held_against_each_other_strictly() -> None:
    assert same_sentence("The embassy in Juba was closed on Friday", "On Friday the embassy in Juba was closed.")
    assert not same_sentence("The embassy in Juba was closed on Friday", "Nobody was hurt in the fire at the mill.")
    assert same_days("2021-08-15", {"start": "2021-08-16", "end": "2021-08-16"})
    assert not same_days("2021-08-15", {"start": "2021-01-01", "end": "2021-12-31"})
    assert not same_days("2021-08-15", None)
