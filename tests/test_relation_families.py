"""Families of relations: who leads, backs, belongs to, fights or holds what, in many wordings and places.

Every sentence of data/relation_families.csv was made up for it. `told` is "no" for what must not be read: there the
relation of that name may not be told in the sentence unless it is marked as disputed.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from dragoman.model import Published, Relation, Report
from dragoman.reading import Reader

_DAY = date(2024, 5, 15)
_TABLE = list(
    csv.DictReader((Path(__file__).parent / "data" / "relation_families.csv").open(encoding="utf8", newline=""))
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def _relations(reader: Reader, text: str) -> list[Relation]:
    return reader.read(Report(text, "x", published=Published(_DAY, _DAY, "day", "given"))).relations


@pytest.mark.parametrize("relation", sorted({row["relation"] for row in _TABLE}))
def test_a_relation_is_told_in_many_words(reader: Reader, relation: str) -> None:
    wanted = [row for row in _TABLE if row["told"] == "yes" and row["relation"] == relation]
    missed = [
        row["text"]
        for row in wanted
        if (row["a"], relation, row["b"]) not in {(r.a, r.relation, r.b) for r in _relations(reader, row["text"])}
    ]
    assert missed == []


def test_what_only_looks_like_a_relation_is_none(reader: Reader) -> None:
    wrong = [
        (row["text"], row["relation"])
        for row in _TABLE
        if row["told"] == "no"
        and any(
            r.relation == row["relation"] and r.a == row["a"] and not r.disputed
            for r in _relations(reader, row["text"])
        )
    ]
    assert wrong == []
