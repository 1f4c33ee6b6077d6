"""Names for where a deed happened, and states of things that two reports dispute with no deed between them."""

from __future__ import annotations

from datetime import date
from math import inf

import pytest

from dragoman.model import Interval
from dragoman.reconcile.disputes.polarity import Polarity
from dragoman.reconcile.disputes.states import DANGER, least_shared, of_danger
from dragoman.reconcile.families import Families
from dragoman.reconcile.matching.names import names_in


@pytest.fixture(scope="module")
def families() -> Families:
    return Families.load()


@pytest.fixture(scope="module")
def polarity() -> Polarity:
    return Polarity.load()


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Jihadists overran the Ourale camp before dawn.", {"ourale"}),
        ("A blast tore through the main bus station of Kindi on Tuesday.", {"kindi"}),
        ("Near Lodko a mine went off.", {"lodko"}),
        ("The Polish embassy in Kenya was told of it on Monday.", set()),
        ("The minister spoke according to Reuters of NATO planes.", set()),
        ("SHELLS FELL IN KINDI", set()),
    ],
)
def test_names_for_where_it_happened(sentence: str, names: set[str], families: Families) -> None:
    assert set(names_in(sentence, families)) == names


def _days(first: int, second: int) -> tuple[Interval, Interval]:
    one, other = (Interval(date(2024, 3, n), date(2024, 3, n), "day") for n in (first, second))
    return one, other


@pytest.mark.parametrize(
    ("texts", "days", "shared", "least"),
    [
        (("The Sebba crossing is open.", "The Sebba crossing is closed."), (4, 5), {"sebba"}, 0.9),
        (("The Sebba crossing is open.", "The Sebba crossing is closed."), (4, 9), {"sebba"}, inf),
        (("The Polish consulate in Adra is open.", "The Italian consulate in Adra is closed."), (4, 4), {"adra"}, 2.0),
    ],
)
def test_two_reports_dispute_one_state_of_days_that_meet(
    texts: tuple[str, str], days: tuple[int, int], shared: set[str], least: float, polarity: Polarity
) -> None:
    assert least_shared("passage", texts, _days(*days), shared, polarity) == least


@pytest.mark.parametrize(
    ("text", "stance", "sign"),
    [
        ("there is no threat to hotels in Adra", "asserts", -1),
        ("there is a serious risk of attacks on hotels in Adra", "asserts", 1),
        ("hotels in Adra may be attacked", "warns", 1),
        ("no threat would be tolerated in Adra", "demands", 0),
        ("the hotel in Adra has forty rooms", "asserts", 0),
    ],
)
def test_who_warns_leans_against_who_reassures(text: str, stance: str, sign: int, polarity: Polarity) -> None:
    found = of_danger(text, stance, polarity.matter(text), polarity)
    assert [(one.axis, one.sign) for one in found] == ([(DANGER, sign)] if sign else [])
