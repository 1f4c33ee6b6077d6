"""The vectors that are kept are spaCy's own, whatever was read before, and an unknown model is left alone."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import settings as sized
from hypothesis import strategies as st

from dragoman.reading.vectors import WordVectors, keep_word_vectors
from dragoman.settings import Settings

NEAR = 1e-4


@pytest.fixture(scope="module")
def pipeline():
    return spacy.load(Settings().model)


@pytest.fixture(scope="module")
def vectors(pipeline):
    model = pipeline.get_pipe("tok2vec").model
    return WordVectors(model.get_ref("embed"), model.get_ref("encode"))


WORDS = st.sampled_from(
    ["Rockets", "hit", "the", "", "U.S.", "can't", "14", " ", "\n", "Балад", "عراق", "x" * 40, "'s", "😀"]
)


@sized(max_examples=40, deadline=None)
@given(texts=st.lists(st.lists(WORDS, max_size=30).map(" ".join), min_size=1, max_size=4))
def test_vectors_are_those_of_spacy(pipeline, vectors, texts):
    docs = [pipeline.make_doc(text) for text in texts]
    theirs = pipeline.get_pipe("tok2vec").model.predict(docs)
    for doc, a, b in zip(docs, theirs, vectors.of(docs), strict=True):
        assert b.shape == (len(doc), 96) and b.dtype == np.float32
        if len(doc):
            assert np.abs(a - b).max() < NEAR


def test_what_was_read_before_makes_no_difference(pipeline):
    model = pipeline.get_pipe("tok2vec").model
    fresh, used = (WordVectors(model.get_ref("embed"), model.get_ref("encode")) for _ in range(2))
    docs = [pipeline.make_doc("Gunmen opened fire on a convoy near Balad, killing two.")]
    for text in ("Balad", "Two convoys of gunmen, killing near", "fire on a"):
        used.of([pipeline.make_doc(text)])
    assert np.array_equal(fresh.of(docs)[0], used.of(docs)[0])


def test_a_vector_is_of_its_own_doc_alone(pipeline, vectors):
    alone = pipeline.make_doc("Officials denied it.")
    other = pipeline.make_doc("A drone was shot down over the base on Monday night.")
    assert np.abs(vectors.of([alone])[0] - vectors.of([other, alone, other])[1]).max() < NEAR


def test_a_full_memory_is_emptied_and_the_vectors_stay_right(pipeline, monkeypatch):
    monkeypatch.setattr("dragoman.reading.vectors._MOST", 5)
    model = pipeline.get_pipe("tok2vec").model
    small = WordVectors(model.get_ref("embed"), model.get_ref("encode"))
    for text in ("One two three four five six seven.", "Eight nine ten, one two three eleven twelve."):
        docs = [pipeline.make_doc(text)]
        assert np.abs(model.predict(docs)[0] - small.of(docs)[0]).max() < NEAR


def test_a_model_of_another_sort_is_left_as_it_is():
    other = spacy.blank("en")
    assert keep_word_vectors(other) is False
    other.add_pipe(
        "tok2vec",
        config={"model": {"@architectures": "spacy.HashEmbedCNN.v2", "width": 16, "depth": 2, "embed_size": 50,
                          "window_size": 2, "maxout_pieces": 3, "subword_features": True, "pretrained_vectors": None}},
    )  # fmt: skip
    other.initialize()
    before = other.get_pipe("tok2vec").model
    assert keep_word_vectors(other) is False
    assert other.get_pipe("tok2vec").model is before
