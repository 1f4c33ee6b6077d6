"""The steps taken in numpy lead to spaCy's own parse, and an unknown parser is left alone."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import settings as sized
from hypothesis import strategies as st

from dragoman.reading.parse import Parser
from dragoman.reading.steps import take_steps
from dragoman.settings import Settings

PIECES = st.sampled_from(
    ["Gunmen who had fled", "the ministry said", "killed at least twelve", "won't", "( )", "\"We deny it,\"",
     "U.S.-led", "...", "", " ", "\n", "Балад", "x" * 40, "14", "near Balad, where", "and burned.", "Nobody saw them."]
)  # fmt: skip


@pytest.fixture(scope="module")
def theirs():
    return spacy.load(Settings().model, exclude=["ner", "attribute_ruler", "lemmatizer", "senter"])


@pytest.fixture(scope="module")
def ours():
    return Parser.load(Settings().model)


@sized(max_examples=40, deadline=None)
@given(texts=st.lists(st.lists(PIECES, max_size=9).map(" ".join), min_size=1, max_size=5))
def test_the_parse_is_that_of_spacy(theirs, ours, texts):
    for one, other in zip(theirs.pipe(texts), ours.docs(texts), strict=True):
        assert one.to_array(["TAG", "DEP", "HEAD"]).tolist() == other.to_array(["TAG", "DEP", "HEAD"]).tolist()


def test_a_long_report_is_walked_in_parts(theirs, ours, monkeypatch):
    texts = [f"Guard {number} said the gate was shut." for number in range(12)]
    whole = [doc.to_array(["DEP", "HEAD"]).tolist() for doc in theirs.pipe(texts)]
    monkeypatch.setattr("dragoman.reading.steps._MOST", 20)
    assert [doc.to_array(["DEP", "HEAD"]).tolist() for doc in ours.docs(texts)] == whole


def test_a_parser_of_another_sort_parses_as_it_did(theirs):
    blank = spacy.blank("en")
    assert take_steps(blank) is None
    beam = spacy.load(Settings().model, exclude=["ner", "attribute_ruler", "lemmatizer", "senter"])
    beam.get_pipe("parser").cfg["beam_width"] = 4
    assert take_steps(beam) is None
    assert "parser" in beam.pipe_names
