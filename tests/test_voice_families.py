"""Families of who says what: wires, briefings, notices, live pages, notes, translations, chains of hearsay.

Every passage of data/voices.tsv was made up for it before the rules were looked at; `aside` ones were never looked at
since. `told` is "no" for what that speaker must not be made to say. The counts are what the reader finds; those who
teach it more raise them.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest

from dragoman.model import Published, Report, Statement
from dragoman.reading import Reader

_DAY = date(2024, 5, 15)
_ALIKE = [{"warns", "threatens"}, {"denies", "doubts"}, {"predicts", "asserts"}]
_TABLE = list(
    csv.DictReader((Path(__file__).parent / "data" / "voices.tsv").open(encoding="utf8", newline=""), delimiter="\t")
)


def _said(statement: Statement, row: dict[str, str], text: str) -> bool:
    """True where the statement is that speaker's and holds these words."""
    start = text.index(row["words"])
    source = statement.source
    if source is None or not any(c.start < start + len(row["words"]) and start < c.end for c in statement.content):
        return False
    heard = f"{source.text} {source.name or ''}".lower()
    return any(name.lower() in heard for name in row["speaker"].split(","))


def _stands(statement: Statement, row: dict[str, str]) -> bool:
    wanted = set(row["stance"].split(","))
    for alike in _ALIKE:
        wanted |= alike if wanted & alike else set()
    return statement.stance in wanted or row["stance"] == "*"


@pytest.fixture(scope="module")
def found() -> Counter[str]:
    reader = replace(Reader.load(), by_sentence=True)
    counts: Counter[str] = Counter()
    for words, rows in groupby(_TABLE, key=lambda row: row["text"]):
        text = words.replace("\\n", "\n")
        statements = reader.read(Report(text, "x", published=Published(_DAY, _DAY, "day", "given"))).statements
        for row in rows:
            right = any(_said(one, row, text) and _stands(one, row) for one in statements)
            counts[f"{row['part']} {row['told']}"] += right
    return counts


def test_most_of_what_is_said_is_heard_with_its_speaker_and_stance(found: Counter[str]) -> None:
    assert found["seen yes"] >= 180


def test_what_was_kept_aside_is_heard_nearly_as_often(found: Counter[str]) -> None:
    assert found["aside yes"] >= 56


def test_other_uses_of_the_same_words_make_nobody_say_them(found: Counter[str]) -> None:
    assert found["seen no"] + found["aside no"] <= 4
