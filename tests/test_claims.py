"""Claims: one for each known field, each with the words it was read from."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ledger_builders import TEXT, make_reading

from dragoman.model import Count
from dragoman.reading.claims import FIELDS, claims_of, claims_of_reading, count_value


def test_one_claim_for_each_known_field() -> None:
    hit = make_reading().mentions[0]
    claims = {claim.field: (claim.value, claim.raw) for claim in claims_of(hit, "hand", "1")}
    assert claims == {
        "kind": ("shelling", "hit"),
        "status": ("occurred", "hit"),
        "victim": ("3 guards", "3 guards"),
        "place": ("9001", "Karsa"),
        "time": ("2021-03-04/2021-03-04", "4 March 2021"),
        "killed": ("3", "3"),
        "weapon": ("rocket", "Two rockets"),
    }
    assert set(claims) <= set(FIELDS)


def test_every_claim_quotes_the_text() -> None:
    claims = claims_of_reading(make_reading(), "hand", "1")
    assert len(claims) == 14
    assert all(TEXT[claim.start : claim.end] == claim.raw for claim in claims)
    assert len({claim.claim_id for claim in claims}) == len(claims)
    assert {(claim.reader, claim.reader_version) for claim in claims} == {("hand", "1")}


def test_a_speaker_stands_behind_what_is_said() -> None:
    reading = make_reading()
    hit, fired, _ = reading.mentions
    said = {statement.statement_id: statement for statement in reading.statements}
    assert {(c.speaker_id, c.speaker) for c in claims_of(hit, "hand", "1", said)} == {(None, None)}
    assert {(c.speaker_id, c.speaker) for c in claims_of(fired, "hand", "1", said)} == {(None, "governor of Karsa")}
    denied = replace(fired, statement_id=reading.statements[1].statement_id)
    assert {(c.speaker_id, c.speaker) for c in claims_of(denied, "hand", "1", said)} == {("grey-wolves", "Grey Wolves")}


def test_what_has_no_words_is_anchored_at_the_trigger() -> None:
    shelled = make_reading().mentions[2]
    (time,) = [claim for claim in claims_of(shelled, "hand", "1") if claim.field == "time"]
    assert (time.value, time.raw) == ("2021-03-04/2021-03-05", "shelling")


def test_unknown_makes_no_claim() -> None:
    bare = replace(make_reading().mentions[2], time=None, injured=Count(), killed=Count(start=0, end=3, text="Two"))
    assert [claim.field for claim in claims_of(bare, "hand", "1")] == ["kind", "status"]


def test_the_same_party_twice_is_one_claim() -> None:
    hit = make_reading().mentions[0]
    twice = replace(hit, actors=hit.actors * 2)
    assert claims_of(twice, "hand", "1") == claims_of(hit, "hand", "1")


def test_ids_do_not_depend_on_the_reader() -> None:
    hit = make_reading().mentions[0]
    first, second = claims_of(hit, "hand", "1"), claims_of(hit, "other", "2")
    assert [claim.claim_id for claim in first] == [claim.claim_id for claim in second]


@pytest.mark.parametrize(
    ("count", "value"),
    [
        (Count(3, 3, 3), "3"),
        (Count(0, 0, 0), "0"),
        (Count(10, None, None), "10/?/?"),
        (Count(None, None, 5), "?/?/5"),
        (Count(10, 12, 20), "10/12/20"),
    ],
)
def test_counts_are_written_for_machines(count: Count, value: str) -> None:
    assert count_value(count) == value
