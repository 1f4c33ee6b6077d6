"""What two reports say of one incident where only one of them can be right, and what only seems so."""

from __future__ import annotations

import pytest

from bench.common import reader
from dragoman.api import published_on
from dragoman.model import Report
from dragoman.reconcile import reconcile
from dragoman.reconcile.reconcile import Reconciled

QUARRELS = [
    (
        "weapons",
        "A car bomb killed nine people outside the barracks of Tocoa on Monday, the army said.",
        "Rockets had hit the barracks of Tocoa on Monday, a medic said. Nine people were killed.",
    ),
    (
        "actor",
        "The shooting of the bishop in Choluteca on Friday was the work of a gang, police said.",
        "The bishop shot dead in Choluteca on Friday fell in the street. His own cousins had shot him, a witness said.",
    ),
    (
        "target",
        "A drone killed six people in Zintan on Monday. The air force said that it was an ammunition depot.",
        "Monday's drone strike hit a clinic, nurses said in the evening. Six people were killed in Zintan.",
    ),
    (
        "place",
        "A drone hit a van in the village of Tarlan on Monday and killed its driver, the border guard said.",
        "A van driver was killed by a drone on Monday. It struck on the mill road and not in Tarlan, the mayor said.",
    ),
]
CALM = [
    (
        "A bomb planted under a car killed a judge in Mosul on Monday, police said.",
        "A judge died in Mosul on Monday when an explosive device went off under his car, a court official said.",
    ),
    (
        "Drones and rockets hit the Taji base on Monday, the army said. Two soldiers were wounded.",
        "Two soldiers were wounded at the Taji base on Monday when rockets fell on it, a medic said.",
    ),
    (
        "Jihadists attacked the village of Boni on Friday and killed ten people, the governor said.",
        "The attack on the village of Boni on Friday was the work of Islamic State, the army said. Ten died.",
    ),
    (
        "An air strike hit a market and a barracks in Dara on Sunday, residents said.",
        "The air strike on Dara on Sunday hit a market, a doctor said. Nine people were killed.",
    ),
    (
        "Iran was blamed by the minister for the rocket attack on the Erbil base on Monday.",
        "The rocket attack on the Erbil base on Monday was carried out by a militia, a security official said.",
    ),
]


def _reconciled(*texts: str) -> Reconciled:
    reports = [Report(text=text, external_id=text[:9], published=published_on("2021-06-08")) for text in texts]
    read = [reader().read(report) for report in reports]
    return reconcile(
        reports,
        [mention for one in read for mention in one.mentions],
        [said for one in read for said in one.statements],
        [link for one in read for link in one.links],
    )


@pytest.mark.parametrize(("field", "one", "other"), QUARRELS)
def test_voices_of_two_reports_exclude_each_other_in_either_order(field: str, one: str, other: str) -> None:
    found = _reconciled(one, other).disagreements
    told = [each for each in found if each.field == field]
    assert len(told) == 1
    assert len({e.report_id for side in told[0].sides for e in side.evidence}) == 2
    assert {each.disagreement_id for each in _reconciled(other, one).disagreements} == {
        each.disagreement_id for each in found
    }


@pytest.mark.parametrize(("one", "other"), CALM)
def test_what_can_both_be_true_is_no_quarrel(one: str, other: str) -> None:
    found = _reconciled(one, other)
    # They are told as one incident: the calm is that of the rule, and not of two incidents that never met.
    assert any(len(incident.reports) == 2 for incident in found.incidents)
    assert found.disagreements == ()
