"""`dragoman export`: tables out of the ledger."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ..export import ATTRIBUTION, FORMATS, export_all, export_table
from ..export.export import check
from ..ledger import TABLES, Filters, Ledger
from .options import (
    DEFAULT_LEDGER,
    About,
    AsOf,
    Country,
    KindOf,
    LedgerFile,
    RuleName,
    Since,
    Status,
    Until,
    filters_of,
    looked_at,
    open_to_ask,
)
from .output import STDOUT, output
from .talk import say, usage

Table = Annotated[str | None, typer.Argument(metavar="TABLE", help=f"One of {', '.join(TABLES)}.")]
Format = Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help=f"One of {', '.join(FORMATS)}.")]
Output = Annotated[
    str,
    typer.Option("--output", "-o", metavar="FILE", help="Where it goes; - is standard output. With --all, a folder."),
]


def export(
    table: Table = None,
    ledger: LedgerFile = DEFAULT_LEDGER,
    format: Format = "jsonl",
    out: Output = STDOUT,
    all: Annotated[
        bool, typer.Option("--all", help="Every table, one file each, into the folder of --output.")
    ] = False,
    since: Since = None,
    until: Until = None,
    about: About = None,
    kind: KindOf = None,
    country: Country = None,
    status: Status = None,
    rule: RuleName = None,
    as_of: AsOf = None,
    full_text: Annotated[
        bool, typer.Option("--full-text", help="With reports: their whole text, which is their publishers'.")
    ] = False,
    raw: Annotated[
        bool, typer.Option("--raw", help="In CSV: text as it is, even where a spreadsheet would run it as a formula.")
    ] = False,
) -> None:
    """Write a table of the ledger in a format that other tools read.

    \b
    Examples:
      dragoman export incidents --format csv -o incidents.csv
      dragoman export incidents --format geojson --since 2020-01-01 > map.geojson
      dragoman export --all -o export/
    """
    filters = filters_of(since, until, kind, country, about, status)
    _check(table, format, out, all, filters)
    with open_to_ask(ledger) as opened:
        looked = looked_at(opened, as_of, rule)
        if all:
            export_all(looked, Path(out), format, full_text, raw)
        else:
            _one(looked, str(table), format, out, filters, full_text, raw)


def _one(ledger: Ledger, table: str, format: str, out: str, filters: Filters, full_text: bool, raw: bool) -> None:
    with output(out) as stream:
        export_table(ledger, table, format, stream, filters, full_text, raw)
    if table in ("incidents", "mentions", "places"):
        say(ATTRIBUTION)


def _check(table: str | None, format: str, out: str, all: bool, filters: Filters) -> None:
    """Refuse what makes no sense together, as an error of usage, before the ledger is opened."""
    if all == bool(table):
        raise typer.BadParameter(f"name one table ({', '.join(TABLES)}), or use --all")
    if all and out == STDOUT:
        raise typer.BadParameter("--all writes many files: name their folder with -o FOLDER")
    if filters.any and table != "incidents":
        raise typer.BadParameter("--since, --until, --about, --kind, --country and --status narrow incidents only")
    if format == "parquet" and out == STDOUT and sys.stdout.isatty():
        raise typer.BadParameter("Parquet is no text: name a file with -o FILE")
    with usage():
        check(table or "incidents", format)
