"""`dragoman.read`: the date that a caller gives."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.api import published_on
from dragoman.errors import BadSettings


@pytest.mark.parametrize(
    ("given", "first", "last", "precision"),
    [
        ("2020-01-02", date(2020, 1, 2), date(2020, 1, 2), "day"),
        (date(2020, 1, 2), date(2020, 1, 2), date(2020, 1, 2), "day"),
        ("2020-01-02T10:00:00Z", date(2020, 1, 2), date(2020, 1, 2), "day"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "month"),
        ("2020", date(2020, 1, 1), date(2020, 12, 31), "year"),
    ],
)
def test_as_exact_as_it_was_written(given: str, first: date, last: date, precision: str) -> None:
    published = published_on(given)
    assert (published.start, published.end, published.precision, published.basis) == (first, last, precision, "given")


def test_no_date_is_unknown() -> None:
    assert published_on(None).basis == "unknown"


@pytest.mark.parametrize("given", ["yesterday", "2020-13", "2020-02-30", ""])
def test_what_is_no_date_is_refused(given: str) -> None:
    with pytest.raises(BadSettings):
        published_on(given)
