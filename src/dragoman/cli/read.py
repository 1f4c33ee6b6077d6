"""`dragoman read`: reports into the ledger."""

from __future__ import annotations

import csv
import io
import json
import shlex
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from ..errors import SkipReport, StopRun
from ..ledger import Added, Ledger
from ..settings import Limits, Settings, default_limits
from .options import DEFAULT_LEDGER, Knowledge, LedgerFile, SkippedFile, command, settings_of
from .talk import leave, printable, progress_bar, report_added, say, stop, usage

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH…",
        help="Files and folders: text, Markdown, web pages, feeds (RSS, Atom, JSON Feed), WARC, mail (EML, MBOX), PDF, "
        "JSON, JSON lines, CSV, TSV, and ZIP, TAR and gzip files of these; - is standard input.",
    ),
]
Cap = Annotated[
    list[str] | None,
    typer.Option("--limit", metavar="NAME=VALUE", help="Set a cap on input, as `text_chars=900000`; docs/intake.md."),
]
Columns = Annotated[
    str | None,
    typer.Option("--columns", metavar="FIELD=NAME,…", help="Which column or key holds what: text=body,title=headline."),
]


def read(
    paths: Paths,
    ledger: LedgerFile = DEFAULT_LEDGER,
    skipped: SkippedFile = None,
    columns: Columns = None,
    limit: Cap = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", metavar="N", min=1, max=64, help="Processes that read; each takes 300 MB.")
    ] = 1,
    knowledge: Knowledge = None,
) -> None:
    """Read reports into the ledger.

    A report that the ledger holds already changes nothing, and a file that has not changed since it was read is not
    opened again: after a stop, the same command goes on where it was. What cannot be read is named with its reason,
    the rest is read, and the exit code is 3.

    \b
    Examples:
      dragoman read reports/ --ledger iraq.ledger
      dragoman read archive/ --jobs 4
      dragoman read crawl.warc.gz newsletters.mbox feed.xml --skipped skipped.csv
      dragoman read table.csv --columns text=body,title=headline
    """
    settings = _with_input(settings_of(knowledge), columns, limit)
    try:
        with Ledger.open(ledger, settings) as opened:
            added = add(opened, paths, jobs)
    except KeyboardInterrupt:
        again = f"`dragoman {shlex.join(sys.argv[1:])}`" if sys.argv[1:2] == ["read"] else "the same command"
        stop(f"every report that was finished is kept: go on with {again}")
    if skipped:
        write_skipped(added, skipped)
    if added.recorded:
        say(f"next: {command('brief', ledger=ledger)}")
    leave(added)


def add(ledger: Ledger, paths: Sequence[str], jobs: int = 1) -> Added:
    """Read paths into a ledger with a progress bar, then say what came of it."""
    with progress_bar() as progress:
        added = ledger.add(paths, progress, sys.stdin.buffer if "-" in paths else None, jobs)
    report_added(added)
    if not added.read:
        say(f"nothing to read in {', '.join(map(str, paths))}: name files or folders of reports (`dragoman read -h`)")
    return added


def write_skipped(added: Added, path: Path) -> None:
    """Write each skipped input and its reason to a file: JSON lines, CSV, else lines with a tab. Raises StopRun."""
    try:
        path.write_text(_skipped_text(added.skipped, path.suffix.lower()), encoding="utf8")
    except OSError as error:
        raise StopRun(f"{path} cannot be written: {error.strerror}") from error


def _skipped_text(skipped: Sequence[SkipReport], ending: str) -> str:
    rows = [(printable(item.source), type(item).__name__, printable(item.reason)) for item in skipped]
    if ending == ".jsonl":
        named = ({"source": source, "error": error, "reason": reason} for source, error, reason in rows)
        return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in named)
    if ending == ".csv":
        out = io.StringIO()
        # A name can begin like a formula; see `dragoman export --raw`.
        safe = ([f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell for cell in row] for row in rows)
        csv.writer(out, lineterminator="\n").writerows([("source", "error", "reason"), *safe])
        return out.getvalue()
    return "".join(f"{source}\t{reason}\n" for source, _, reason in rows)


def _with_input(settings: Settings, columns: str | None, caps: Sequence[str] | None) -> Settings:
    """The settings with columns and caps as the options name them; a wrong one is an error of usage."""
    pairs = [pair.partition("=") for pair in (columns or "").split(",") if pair.strip()]
    for field, sign, name in pairs:
        if not (field.strip() and sign and name.strip()):
            raise typer.BadParameter("write FIELD=NAME, as in text=body,title=headline", param_hint="--columns")
    chosen = tuple((field.strip(), name.strip()) for field, _, name in pairs)
    with usage():
        limits = Limits.of(*(caps or ()), base=default_limits())
        from ..sources import check_columns

        check_columns(chosen)
    return replace(settings, columns=chosen, limits=limits)
