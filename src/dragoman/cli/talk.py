"""What the program says to a person: on stderr, so that stdout holds data alone."""

from __future__ import annotations

import errno
import logging
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import typer
import typer.core

from ..errors import BadSettings, DragomanError, NotFound, TooLarge

if TYPE_CHECKING:
    from ..ledger import Added, Progress

EXIT_COULD_NOT = 1
EXIT_SKIPPED = 3
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def say(message: str) -> None:
    """One line to the person."""
    print(printable(message), file=sys.stderr)


def printable(text: str) -> str:
    """Text that any terminal takes: a report's or file's name cannot move the cursor or break the line."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode() for c in text)


class TalkingGroup(typer.core.TyperGroup):
    """The commands, with every error of ours as one clear line and without a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was chosen."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except DragomanError as error:
            logging.getLogger("dragoman").debug("stopped", exc_info=True)
            say(f"dragoman: {error}")
            raise typer.Exit(EXIT_COULD_NOT) from error
        except KeyboardInterrupt:
            stop("every report that was finished is kept")
        except BrokenPipeError as gone:
            _drop_stdout()
            raise typer.Exit(EXIT_COULD_NOT) from gone
        except OSError as error:
            if error.errno not in _NO_ROOM:
                raise
            _drop_stdout()
            say("dragoman: there is no room for what was to be written: make some and run this again")
            raise typer.Exit(EXIT_COULD_NOT) from error
        return result


def _drop_stdout() -> None:
    """Send what is still to be written nowhere: at its end Python would try to write it once more, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def stop(told: str) -> NoReturn:
    """End at once, as after Ctrl-C, saying what is kept: taking the libraries down would cost most of a second."""
    say(f"dragoman: stopped; {told}")
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(EXIT_COULD_NOT)


@contextmanager
def usage() -> Iterator[None]:
    """Inside it, a wrong day, kind, table or format is an error of usage: exit code 2."""
    try:
        yield
    except (BadSettings, NotFound) as error:
        raise typer.BadParameter(str(error)) from error


def report_added(added: Added) -> None:
    """Name every skipped input with its reason, records of one file together, then the sums."""
    from ..ledger import skipped_lines

    for line in skipped_lines(added.skipped):
        say(f"skipped {line}")
    if any(isinstance(item, TooLarge) for item in added.skipped):
        say("a cap can be set: `--limit NAME=VALUE`; docs/intake.md has them all")
    say(str(added))


def leave(added: Added) -> NoReturn:
    """End with the exit code that tells whether something was skipped."""
    raise typer.Exit(EXIT_SKIPPED if added.skipped else 0)


@contextmanager
def progress_bar() -> Iterator[Progress | None]:
    """A bar on a terminal, nothing when piped."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    told = TextColumn("{task.fields[told]}")
    left = (TimeRemainingColumn(), TextColumn("left"))
    columns = (BarColumn(), TaskProgressColumn(), told, *left, TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, told="")
        began, seen = 0.0, 0

        def show(done: int, total: int | None, name: str) -> None:
            nonlocal began, seen
            # From the first report: loading the parser is no reading.
            began, seen = began or time.monotonic(), seen + 1
            # Bytes tell how far the run is, for one file may hold a line or a million reports; the rate is of reports.
            rate = (seen - 1) / max(0.001, time.monotonic() - began)
            told = f"{seen:,} at {rate:,.1f}/s" if seen > 1 else "1"
            bar.update(task, completed=done, total=total, told=told, description=escape(printable(name)[-40:]))

        yield show


def lines(rows: Sequence[Sequence[str]]) -> None:
    """Rows to stdout: aligned and wrapped on a terminal, separated by tabs when piped."""
    if not sys.stdout.isatty():
        for row in rows:
            print("\t".join(printable(cell) for cell in row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    for number in range(max((len(row) for row in rows), default=0)):
        table.add_column(style="bold" if number == 0 else None, no_wrap=number == 0)
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    Console().print(table)
