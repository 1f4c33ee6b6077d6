"""Our own pairs of reports that quarrel, or only seem to: read, reconciled and counted (`bench/quarrels.py`)."""

from __future__ import annotations

from collections import Counter

import pytest

from bench.quarrels import Judged, judged, pairs

# What is found today, less a pair or two: raise these when more is found, never for a single pair's sake.
FOUND, CALM = 64.0, 95.0


@pytest.fixture(scope="module")
def every() -> tuple[Judged, ...]:
    return judged()


def _right(some: list[Judged]) -> float:
    return 100 * sum(one.right for one in some) / len(some)


def test_the_pairs_are_of_both_sorts_and_many_kinds() -> None:
    told = list(pairs())
    sorts = Counter(pair.quarrel for pair in told)
    assert sorts[True] >= 60
    assert sorts[False] >= 20
    assert len({pair.kind for pair in told}) >= 20
    # A quarrel is marked by one sentence of each report, and nothing of the marks is left in the texts.
    for pair in told:
        assert not any("[[" in report.text or "]]" in report.text for report in pair.reports)
        for report, (start, end) in zip(pair.reports, pair.spans, strict=True):
            assert 0 <= start < end <= len(report.text)


def test_quarrels_are_found_and_what_only_seems_one_is_left_alone(every: tuple[Judged, ...]) -> None:
    assert _right([one for one in every if one.pair.quarrel]) >= FOUND
    assert _right([one for one in every if not one.pair.quarrel]) >= CALM


@pytest.mark.parametrize("kind", ["rising", "precision", "silence", "same"])
def test_what_is_never_a_quarrel(every: tuple[Judged, ...], kind: str) -> None:
    wrong = [one for one in every if one.pair.kind == kind and not one.right]
    assert [[report.text for report in one.pair.reports] for one in wrong] == []


def test_a_lost_quarrel_says_where_it_was_lost(every: tuple[Judged, ...]) -> None:
    lost = [one for one in every if one.pair.quarrel and not one.right]
    assert {one.step for one in lost} <= {"not read", "not joined", "no rule"}
    assert not any(one.step for one in every if one.right)
