"""`dragoman brief` and `dragoman show`: what the reports tell, and every claim behind a line of it."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..ledger import Added, Ledger
from ..settings import Settings
from .options import (
    DEFAULT_LEDGER,
    About,
    AsOf,
    Country,
    KindOf,
    Knowledge,
    LedgerFile,
    RuleName,
    Since,
    SkippedFile,
    Status,
    Until,
    command,
    filters_of,
    looked_at,
    open_to_ask,
    settings_of,
)
from .output import STDOUT, check_file, output, page
from .read import add, write_skipped
from .talk import leave, say

if TYPE_CHECKING:
    from ..brief import Outline

BRIEF_FORMATS = ("text", "md", "html", "json")

Paths = Annotated[
    list[str] | None,
    typer.Argument(metavar="PATH…", help="Reports to read for this brief alone; without any, the ledger is told of."),
]
Format = Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help=f"One of {', '.join(BRIEF_FORMATS)}.")]
Pager = Annotated[bool, typer.Option("--pager/--no-pager", help="On a terminal, page what is longer than the screen.")]
Output = Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Where it goes; - is standard output.")]

Most = Annotated[
    int,
    typer.Option(
        "--most", metavar="N", min=0, help="Lines a section in text and Markdown, the newest first; 0 prints all."
    ),
]
_MOST = 100


def brief(
    paths: Paths = None,
    ledger: LedgerFile = DEFAULT_LEDGER,
    format: Format = "text",
    out: Output = STDOUT,
    since: Since = None,
    until: Until = None,
    about: About = None,
    kind: KindOf = None,
    country: Country = None,
    status: Status = None,
    rule: RuleName = None,
    as_of: AsOf = None,
    skipped: SkippedFile = None,
    knowledge: Knowledge = None,
    most: Most = _MOST,
    pager: Pager = True,
) -> None:
    """Tell what happened, who says so, and where the reports disagree.

    With PATHs, these are read and told of, and nothing is kept. Without, the ledger is told of.

    \b
    Examples:
      dragoman brief reports/
      dragoman brief --ledger iraq.ledger --since 2019-12-27 --about embassy
      dragoman brief reports/ --format html -o brief.html
    """
    if format not in BRIEF_FORMATS:
        raise typer.BadParameter(f"there is no format {format!r}: choose one of {', '.join(BRIEF_FORMATS)}")
    from ..brief import outline

    check_file(out)
    filters = filters_of(since, until, kind, country, about, status, knowledge)
    settings = settings_of(knowledge)
    with _told_of(paths or [], ledger, settings) as (opened, added):
        told = outline(looked_at(opened, as_of, rule), filters, added.skipped, footer=_footer(paths or [], ledger))
        _write(told, format, out, most, pager)
        if as_of and not told.sources and not told.narrowed:
            say(f"no report was recorded by {as_of}: --as-of asks when reports were recorded, --until when it happened")
    if skipped:
        write_skipped(added, skipped)
    leave(added)


def show(
    id: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="An id, or the first six characters of it; a report's file name; an actor's name."
        ),
    ],
    ledger: LedgerFile = DEFAULT_LEDGER,
    pager: Pager = True,
) -> None:
    """Print every claim behind one line of a brief, each with its sentence.

    \b
    Examples:
      dragoman show inc-0123456789abcdef --ledger iraq.ledger
      dragoman show "Islamic State"           (an actor: what it takes part in, and by whose word)
    """
    from ..brief import show as told

    with open_to_ask(ledger) as opened:
        page(told(opened, id), pager)


@contextmanager
def _told_of(paths: list[str], file: Path, settings: Settings) -> Iterator[tuple[Ledger, Added]]:
    """The ledger to tell of: a passing one made from the paths, or the one in the file."""
    if not paths:
        with open_to_ask(file, settings) as ledger:
            yield ledger, Added()
        return
    with (
        tempfile.TemporaryDirectory(prefix="dragoman-") as folder,
        Ledger.open(Path(folder) / "brief.ledger", settings) as ledger,
    ):
        yield ledger, add(ledger, paths)


def _footer(paths: list[str], ledger: Path) -> str:
    """How to look behind a line: a brief of paths has kept nothing that `show` could open."""
    show = command("show", "ID", ledger=ledger)
    first = f"{command('read', *paths, ledger=ledger)}, then " if paths else ""
    return f"To look behind a line: {first}{show}"


def _write(told: Outline, format: str, where: str, most: int, pager: bool) -> None:
    """The brief to where it goes; text on a terminal is coloured, fits the screen, and is paged.

    What people read from top to bottom is cut to `most` lines a section; a page is searched, and data is whole.
    """
    from ..brief import render, shortened

    told = shortened(told, most) if format in ("text", "md") else told
    if where == STDOUT and format == "text" and sys.stdout.isatty():
        # https://no-color.org: any value that is not empty turns colours off.
        page(render(told, format, shutil.get_terminal_size().columns, not os.environ.get("NO_COLOR")), pager)
        return
    text = render(told, format)
    with output(where) as out:
        out.write(text.encode("utf8", "backslashreplace"))
