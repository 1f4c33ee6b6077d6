"""`dragoman watch`: feeds and the pages behind them, politely, into the ledger."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from ..alerts import AlertPlan, Duty
from ..errors import SkipReport
from ..ledger import Added, Ledger
from ..model import Report
from ..watch import State, Watcher, WatchPlan
from .alert import on_duty, report
from .options import DEFAULT_LEDGER, Knowledge, LedgerFile, SkippedFile, settings_of
from .read import write_skipped
from .talk import leave, printable, say

# The longest nap between two looks at the clock: a machine that slept goes on at once when it wakes.
_NAP = 60.0


def watch(
    feeds: Annotated[
        Path, typer.Argument(metavar="FEEDS.toml", help="What to watch; docs/watch.md has one that works.")
    ],
    ledger: LedgerFile = DEFAULT_LEDGER,
    once: Annotated[bool, typer.Option("--once", help="One round of what is due, then end: for cron.")] = False,
    status: Annotated[
        bool, typer.Option("--status", help="Only show how each feed stands; nothing is fetched.")
    ] = False,
    alerts: Annotated[
        Path | None, typer.Option("--alerts", metavar="ALERTS.toml", help="Send alerts after each round.")
    ] = None,
    skipped: SkippedFile = None,
    knowledge: Knowledge = None,
) -> None:
    """Poll feeds, fetch the articles behind them, and keep every version in the ledger.

    Polite: each feed at its own pace, unchanged ones cost nothing, robots.txt is heeded, failing servers are asked less
    and less. It can be stopped at any moment and goes on where it was. What was asked when is kept beside the ledger.

    \b
    Examples:
      dragoman watch FEEDS.toml --ledger iraq.ledger
      dragoman watch FEEDS.toml --ledger iraq.ledger --once     (every quarter of an hour, from cron)
      dragoman watch FEEDS.toml --status
      dragoman watch FEEDS.toml --alerts ALERTS.toml
      dragoman watch examples/watch/FEEDS.toml --once --ledger try.ledger     (offline: docs/watch.md)
    """
    plan = WatchPlan.load(feeds)
    alert_plan = AlertPlan.load(alerts) if alerts else None
    settings = settings_of(knowledge)
    state = State.beside(ledger)
    try:
        if status:
            _show(plan, state)
            return
        watcher = Watcher(plan, state, settings)
        with Ledger.open(ledger, settings) as opened, _ended_by_term(), ExitStack() as stack:
            duty = stack.enter_context(on_duty(alert_plan, opened, ledger)) if alert_plan else None
            if duty:
                duty.begin()
            added = _round(opened, watcher, duty, once)
            while not once:
                _wait(watcher)
                added = _round(opened, watcher, duty)
        if skipped:
            write_skipped(added, skipped)
        leave(added)
    finally:
        state.close()


def _round(ledger: Ledger, watcher: Watcher, duty: Duty | None, once: bool = False) -> Added:
    """One round, told in a line; a round in which nothing was due says nothing."""
    added = ledger.add_reports(_named(watcher.round()))
    if watcher.sums.feeds or watcher.sums.pages or watcher.sums.failed:
        when = datetime.now().astimezone().strftime("%H:%M")
        say(f"{when}  {watcher.sums}; {added.recorded} new, {added.unchanged} known, {len(added.skipped)} skipped")
    if duty:
        report(duty.tour(look=once or added.recorded > 0))
    return added


def _named(found: Iterator[Report | SkipReport]) -> Iterator[Report | SkipReport]:
    """The same, each skipped one named as it comes."""
    for item in found:
        if isinstance(item, SkipReport):
            say(f"skipped {item}")
        yield item


def _wait(watcher: Watcher) -> None:
    while (left := watcher.next_due() - time.time()) > 0:
        time.sleep(min(left, _NAP))


def _show(plan: WatchPlan, state: State) -> None:
    """How each feed stands, on stdout: data."""
    for feed in plan.feeds:
        kept = state.feed(feed.url)
        told = (
            f"failed {kept.failures} times: {kept.said}"
            if kept.failures
            else "fine"
            if kept.asked_at
            else "not asked yet"
        )
        last, coming = (_clock(moment) for moment in (kept.asked_at, kept.next_at or None))
        print("\t".join(map(printable, (feed.name, f"last {last}", f"next {coming}", told, feed.url))))
    waiting = state.waiting()
    say("1 page waits to be fetched" if waiting == 1 else f"{waiting} pages wait to be fetched")


def _clock(moment: float | None) -> str:
    return datetime.fromtimestamp(moment).astimezone().strftime("%Y-%m-%d %H:%M") if moment else "never"


@contextmanager
def _ended_by_term() -> Iterator[None]:
    """A service manager's SIGTERM ends the run as Ctrl-C does: what was finished is kept."""

    def end(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
