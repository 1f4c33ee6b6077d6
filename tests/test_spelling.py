"""Misspelt surnames: slips are the known person's, other people's names are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading.actors.spelling import edits, is_misspelt

NAMES = st.text("abcdeimnorstz", min_size=0, max_size=12)


@pytest.mark.parametrize(
    ("written", "known", "same_first"),
    [
        ("solemeini", "soleimani", False),
        ("zelenksy", "zelensky", False),
        ("guteres", "guterres", True),
        ("netanyaho", "netanyahu", False),
        ("museveny", "museveni", False),
        ("burhane", "burhann", True),
    ],
)
def test_slips_are_found(written, known, same_first):
    assert is_misspelt(written, known, same_first)


@pytest.mark.parametrize(
    ("written", "known", "same_first"),
    [
        ("hassan", "hussein", True),
        ("hussein", "hassani", False),
        ("rahmati", "rahmani", False),
        ("karimova", "karimov", True),
        ("medvedeva", "medvedev", False),
        ("mahmoud", "mohammed", False),
        ("salami", "salimi", True),
        ("johnson", "jackson", True),
        ("soleimani", "suleimanov", False),
        ("biden", "bidden", True),
    ],
)
def test_other_people_are_not(written, known, same_first):
    assert not is_misspelt(written, known, same_first)


@given(NAMES, NAMES)
def test_it_goes_both_ways_and_never_for_short_or_equal_names(one, other):
    assert is_misspelt(one, other) == is_misspelt(other, one)
    assert not is_misspelt(one, one)
    if min(len(one), len(other)) < 7:
        assert not is_misspelt(one, other, same_first=True)


@given(NAMES, NAMES, NAMES)
def test_edits_are_a_distance(one, other, third):
    far = 30
    assert (edits(one, other, far) == 0) == (one == other)
    assert edits(one, other, far) == edits(other, one, far)
    assert edits(one, third, far) <= edits(one, other, far) + edits(other, third, far)
    assert edits(one, other, 1) == min(edits(one, other, far), 2)
