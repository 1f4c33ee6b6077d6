"""In which words parties are told, and whose a deed is: sentences of many constructions, each with what is expected."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dragoman.model import Report
from dragoman.reading import Reader

with (Path(__file__).parent / "data" / "party_words.tsv").open(encoding="utf8", newline="") as _file:
    CASES = list(csv.DictReader(_file, delimiter="\t"))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


@pytest.mark.parametrize("case", CASES, ids=[case["what"] for case in CASES])
def test_parties_are_told_in_the_words_that_name_them(reader: Reader, case: dict[str, str]) -> None:
    reading = reader.read(Report(text=case["text"], external_id="x"))
    told = next(mention for mention in reading.mentions if mention.trigger.text == case["trigger"])
    assert sorted(p.text for p in told.actors if p.role == case["role"]) == case["expected"].split("|")
    assert all(case["text"][p.start : p.end] == p.text for p in told.actors)


def test_the_name_within_a_description_is_kept_by_its_span(reader: Reader) -> None:
    text = "FMLN units attacked the bridge at San Marcos on Monday."
    units = next(one for one in reader.read(Report(text=text, external_id="x")).actors if one.text == "FMLN units")
    assert units.named is not None
    assert text[slice(*units.named)] == "FMLN"


def test_an_arm_is_told_without_what_comes_out_of_it(reader: Reader) -> None:
    reading = reader.read(Report(text="Two farmers were killed by machine-gun fire in Apopa.", external_id="x"))
    assert [weapon.text for mention in reading.mentions for weapon in mention.weapons] == ["machine-gun"]


def test_what_is_fired_is_nobody_that_was_hit(reader: Reader) -> None:
    text = "The agents fired machineguns at the crowd in Shinahota."
    fired = next(m for m in reader.read(Report(text=text, external_id="x")).mentions if m.trigger.text == "fired")
    assert [weapon.text for weapon in fired.weapons] == ["machineguns"]
    assert "machineguns" not in {party.text for party in fired.actors}


def test_case_repair_knows_words_that_no_table_of_the_language_has(reader: Reader) -> None:
    told = (
        "U.S. CITIZENS AND POLICEMEN WERE MACHINEGUNNED BY NARCOTRAFFICKERS, ANTIGOVERNMENT CLERGYMEN SAID IN BOGOTA. "
        "A CAR OF JORGE PROANO AND A FACT FOR DR LUIS INTERIANO."
    )
    assert reader.case.repair(told) == (
        "U.S. citizens and policemen were machinegunned by narcotraffickers, antigovernment clergymen said in Bogota. "
        "A car of Jorge Proano and a fact for DR Luis Interiano."
    )
