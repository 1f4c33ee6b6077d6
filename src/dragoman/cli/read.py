"""`dragoman read`: reports into the ledger."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from ..errors import StopRun
from ..ledger import Added, Ledger
from .options import DEFAULT_LEDGER, Knowledge, LedgerFile, SkippedFile, command, settings_of
from .talk import leave, printable, progress_bar, report_added, say

Paths = Annotated[
    list[str], typer.Argument(metavar="PATH…", help="Files and folders (.txt .md .html .jsonl); - is standard input.")
]


def read(
    paths: Paths,
    ledger: LedgerFile = DEFAULT_LEDGER,
    skipped: SkippedFile = None,
    knowledge: Knowledge = None,
) -> None:
    """Read reports into the ledger.

    A report that the ledger holds already changes nothing. What cannot be read is named with its reason, the rest is
    read, and the exit code is 3.

    \b
    Example:
      dragoman read reports/ --ledger iraq.ledger
    """
    with Ledger.open(ledger, settings_of(knowledge)) as opened:
        added = add(opened, paths)
    if skipped:
        write_skipped(added, skipped)
    if added.recorded:
        say(f"next: {command('brief', ledger=ledger)}")
    leave(added)


def add(ledger: Ledger, paths: Sequence[str]) -> Added:
    """Read paths into a ledger with a progress bar, then say what came of it."""
    with progress_bar() as progress:
        added = ledger.add(paths, progress, sys.stdin.buffer if "-" in paths else None)
    report_added(added)
    if not added.read:
        say(f"nothing to read in {', '.join(map(str, paths))}: name files or folders of .txt, .md, .html or .jsonl")
    return added


def write_skipped(added: Added, path: Path) -> None:
    """Write each skipped input and its reason to a file. Raises StopRun when it cannot be written."""
    text = "".join(f"{printable(item.source)}\t{printable(item.reason)}\n" for item in added.skipped)
    try:
        path.write_text(text, encoding="utf8")
    except OSError as error:
        raise StopRun(f"{path} cannot be written: {error.strerror}") from error
