"""`dragoman diff`: what changed between two moments, or two ledgers, and why."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import BadSettings
from ..ledger import moment_of
from .options import (
    DEFAULT_LEDGER,
    About,
    Country,
    KindOf,
    LedgerFile,
    Since,
    Status,
    Until,
    filters_of,
    open_to_ask,
)
from .output import STDOUT, output, page

if TYPE_CHECKING:
    from ..brief import Changes

_FORMATS = ("text", "md", "json")
_MOMENT = "A moment (2026-11-20, 2026-11-20T18:00Z, 24h, 7d, yesterday, now) or a ledger's file."

Before = Annotated[str, typer.Argument(metavar="A", help=_MOMENT)]
After = Annotated[str, typer.Argument(metavar="B", help="The same; now where it is left out.")]
Format = Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help=f"One of {', '.join(_FORMATS)}.")]
Pager = Annotated[bool, typer.Option("--pager/--no-pager", help="On a terminal, page what is longer than the screen.")]
Output = Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Where it goes; - is standard output.")]


def diff(
    before: Before,
    after: After = "now",
    ledger: LedgerFile = DEFAULT_LEDGER,
    format: Format = "text",
    out: Output = STDOUT,
    since: Since = None,
    until: Until = None,
    about: About = None,
    kind: KindOf = None,
    country: Country = None,
    status: Status = None,
    pager: Pager = True,
) -> None:
    """Tell what changed from A to B, cell by cell, and why: new report, new version, correction, new reader.

    \b
    Examples:
      dragoman diff yesterday
      dragoman diff 2026-11-19 2026-11-20T18:00Z --country Iraq --kind violence
      dragoman diff monday.ledger tuesday.ledger --format json
    """
    if format not in _FORMATS:
        raise typer.BadParameter(f"there is no format {format!r}: choose one of {', '.join(_FORMATS)}")
    from ..brief import Changes

    filters = filters_of(since, until, kind, country, about, status)
    with ExitStack() as opened:
        named = [opened.enter_context(open_to_ask(file)) if (file := _file(one)) else None for one in (before, after)]
        # A moment is one of the ledger that --ledger names, also where the other side is another ledger's file.
        asked = next((one for one in named if one and None not in named), None)
        asked = asked or opened.enter_context(open_to_ask(ledger))
        for one, word in zip(named, (before, after), strict=True):
            if one is None:
                _check(word)
        told = Changes(before, after, asked.diff(named[0] or before, named[1] or after, filters))
        _write(told, format, out, pager)


def _write(told: Changes, format: str, where: str, pager: bool) -> None:
    """The changes to where they go; text on a terminal is coloured, fits the screen, and is paged."""
    from ..brief import render_changes

    if where == STDOUT and format == "text" and sys.stdout.isatty():
        # https://no-color.org: any value that is not empty turns colours off.
        page(
            render_changes(told, format, shutil.get_terminal_size().columns, not os.environ.get("NO_COLOR")),
            pager,
        )
        return
    text = render_changes(told, format)
    with output(where) as stream:
        stream.write(text.encode("utf8", "backslashreplace"))


def _file(word: str) -> Path | None:
    """The ledger's file that an argument names, else None."""
    path = Path(word)
    return path if path.is_file() else None


def _check(word: str) -> None:
    """A word that is no file must be a moment. Raises BadParameter, an error of usage."""
    try:
        moment_of(word)
    except BadSettings as error:
        raise typer.BadParameter(f"{error}; nor is there a ledger of that name") from error
