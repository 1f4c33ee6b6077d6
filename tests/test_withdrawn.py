"""What a newer version of an article no longer tells is withdrawn by its source, unless another one still tells it."""

from __future__ import annotations

from datetime import date

from same_views import differences, views_in_one_go, views_of
from tellings import filler
from test_incremental import Line, LineReader
from test_past import Ticking

from dragoman.ledger import Ledger
from dragoman.model import Published, Report

LINE = Line(party=0, town=0, day=1, killed=3, said=None, answers=False)
OTHER = Line(party=1, town=1, day=2, killed=2, said=None, answers=False)
World = dict[str, tuple[Report, tuple[Line, ...]]]


def report(name: str, article: str, lines: tuple[Line, ...], flags: tuple[str, ...] = ()) -> World:
    text = "\n".join([*(line.text() for line in lines), filler(name)])
    day = date(2021, 5, 5)
    found = Report(
        text, name, article_id=article, publisher=name, published=Published(day, day, "day", "given"), flags=flags
    )
    return {found.report_id: (found, lines)}


FIRST = report("r0", "art-a", (LINE, OTHER))
DROPPED = report("r1", "art-a", (OTHER,))
SILENT = report("r1", "art-a", (OTHER,), ("truncated",))
TOLD_AGAIN = report("r2", "art-a", (LINE, OTHER))
ELSEWHERE = report("r3", "art-b", (LINE,))


def of_the_line(ledger: Ledger) -> list[tuple[bool, str]]:
    """Whether the deed in Mosul is withdrawn, and its line."""
    assert differences(views_in_one_go(ledger), views_of(ledger)) == []
    return [(bool(one.withdrawn), one.summary) for one in ledger.incidents() if one.killed and one.killed.best == 3]


def added(*steps: World) -> Ledger:
    world = {key: told for step in (FIRST, *steps) for key, told in step.items()}
    ledger = Ledger.open(":memory:", reader=LineReader(world), clock=Ticking())
    for step in (FIRST, *steps):
        ledger.add_reports([told[0] for told in step.values()])
    return ledger


def test_a_deed_that_a_newer_version_drops_is_withdrawn() -> None:
    with added(DROPPED) as ledger:
        [(withdrawn, summary)] = of_the_line(ledger)
        assert withdrawn and "withdrawn by its source" in summary
        # The rest of the article stands.
        assert [one.withdrawn for one in ledger.incidents() if one.killed and one.killed.best == 2] == [()]
        [dropped] = [one for one in ledger.incidents() if one.withdrawn]
        assert dropped.withdrawn == tuple(DROPPED)


def test_it_is_told_as_a_change_with_the_version_that_made_it() -> None:
    with added() as ledger:
        before = ledger._clock()
        ledger._reader = LineReader(FIRST | DROPPED)
        ledger.add_reports([told[0] for told in DROPPED.values()])
        [change] = [one for one in ledger.diff(before) if one.field == "withdrawn"]
        assert (change.before, change.after, change.why) == ("no", "yes", "new version")
        assert "withdrawn by its source" in change.summary


def test_it_is_not_withdrawn_while_another_article_tells_it() -> None:
    with added(DROPPED, ELSEWHERE) as ledger:
        assert [withdrawn for withdrawn, _ in of_the_line(ledger)] == [False]


def test_a_version_that_tells_it_again_takes_it_back() -> None:
    with added(DROPPED, TOLD_AGAIN) as ledger:
        assert [withdrawn for withdrawn, _ in of_the_line(ledger)] == [False]


def test_a_version_that_stops_short_drops_nothing() -> None:
    with added(SILENT) as ledger:
        assert [withdrawn for withdrawn, _ in of_the_line(ledger)] == [False]
