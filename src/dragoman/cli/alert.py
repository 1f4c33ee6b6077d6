"""`dragoman alert`: tell of changes of knowledge that somebody asked to hear of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from ..alerts import AlertPlan, Duty, Outbox, sink_of
from ..alerts.duty import Told
from ..alerts.wording import told as told_of
from ..brief import because
from ..ledger import Ledger, moment_of
from .options import DEFAULT_LEDGER, Knowledge, LedgerFile, open_to_ask, settings_of
from .talk import printable, say

DryRun = Annotated[bool, typer.Option("--dry-run", help="Only print what would be sent; nothing is sent or noted.")]


def alert(
    alerts: Annotated[Path, typer.Argument(metavar="ALERTS.toml", help="What to tell whom; docs/alerts.md has one.")],
    ledger: LedgerFile = DEFAULT_LEDGER,
    dry_run: DryRun = False,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="MOMENT", help="With --dry-run: changes since then (24h, 2026-11-20)."),
    ] = None,
    knowledge: Knowledge = None,
) -> None:
    """Send alerts about what changed in the ledger since the last time, each change once.

    The first run only notes the moment: alerts begin from there. In quiet hours they wait.

    \b
    Examples:
      dragoman alert ALERTS.toml --dry-run --since 24h
      dragoman read reports/ && dragoman alert ALERTS.toml
      dragoman watch FEEDS.toml --alerts ALERTS.toml     (after every round)
    """
    if since and not dry_run:
        raise typer.BadParameter("it goes with --dry-run: what was told once is not told again", param_hint="--since")
    plan = AlertPlan.load(alerts)
    with open_to_ask(ledger, settings_of(knowledge)) as opened, on_duty(plan, opened, ledger) as duty:
        if dry_run:
            preview(duty, moment_of(since) if since else None)
            return
        if fresh := duty.begin():
            say(f"first run of {', '.join(fresh)}: what changes from now on is told")
        told = duty.tour()
    report(told)
    raise typer.Exit(1 if told.failed else 0)


@contextmanager
def on_duty(plan: AlertPlan, opened: Ledger, ledger: Path) -> Iterator[Duty]:
    """Somebody on duty for the alerts of a file."""
    sinks = {name: sink_of(name, settings, plan.folder) for name, settings in plan.sinks.items()}
    outbox = Outbox.beside(ledger)
    try:
        yield Duty(plan, opened, outbox, sinks)
    finally:
        outbox.close()


def preview(duty: Duty, since: str | None = None) -> None:
    """Print what would be sent, as data."""
    found = list(duty.preview(since))
    for query, change in found:
        cells = (query.name, ", ".join(query.to), told_of(change), because(change))
        print("\t".join(map(printable, cells)))
    say(f"{len(found)} alert{'s' * (len(found) != 1)} would be sent")


def report(told: Told) -> None:
    """Say what a tour came to; one that found nothing says nothing."""
    for failure in told.failed:
        say(f"alert not sent, kept for the next run: {failure}")
    if told.queued or told.sent or told.held:
        held = f", {told.held} held for quiet hours" if told.held else ""
        say(f"{told.queued} new alert{'s' * (told.queued != 1)}, {told.sent} sent{held}")
