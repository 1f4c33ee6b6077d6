"""`dragoman export`: tables out of the ledger."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from ..errors import StopRun
from ..export import FORMATS, Account, check, check_options, export_all, export_table, said_of, write_metadata
from ..ledger import TABLES, Filters
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
    Status,
    Until,
    filters_of,
    looked_at,
    open_to_ask,
    settings_of,
)
from .output import STDOUT, output
from .talk import say, usage

DEFAULT_FORMAT = "jsonl"
METADATA = "metadata"
"""What stands in the place of a table for the description of the whole file, as Datasette reads it."""

Table = Annotated[str | None, typer.Argument(metavar="TABLE", help=f"One of {', '.join(TABLES)}; or metadata.")]
Format = Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help=f"One of {', '.join(FORMATS)}.")]
Output = Annotated[
    str,
    typer.Option("--output", "-o", metavar="FILE", help="Where it goes; - is standard output. With --all, a folder."),
]

Report = Annotated[
    Path | None,
    typer.Option(
        "--report", metavar="FILE", help="Also write to a CSV file what the format could not carry: an incident a line."
    ),
]
Shape = Annotated[
    str,
    typer.Option("--shape", metavar="SHAPE", help="Incidents in flat columns: wide (a row each), actors, or claims."),
]
Notice = Annotated[
    Path | None,
    typer.Option("--notice", metavar="FILE", help="Also write whose data it is and whom to credit to a file."),
]


def export(
    table: Table = None,
    ledger: LedgerFile = DEFAULT_LEDGER,
    format: Format = DEFAULT_FORMAT,
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
        bool,
        typer.Option("--raw", help="In sheets: text as it is, even where a spreadsheet would run it as a formula."),
    ] = False,
    shape: Shape = "wide",
    report: Report = None,
    notice: Notice = None,
    knowledge: Knowledge = None,
) -> None:
    """Write a table of the ledger in a format that other tools read.

    What a format cannot carry is counted at the end, by reason. `dragoman ref formats` tells what each format is for.

    \b
    Examples:
      dragoman export incidents --format csv -o incidents.csv
      dragoman export incidents --format geojson --since 2020-01-01 > map.geojson
      dragoman export incidents --format acled-columns --country Iraq --report left-out.csv -o acled.csv
      dragoman export incidents --format stix --kind violence -o bundle.json
      dragoman export incidents --format csv --shape actors > parties.csv
      dragoman export --all --format parquet -o export/
      dragoman export metadata -o metadata.json && datasette dragoman.ledger -m metadata.json
    """
    filters = filters_of(since, until, kind, country, about, status, knowledge)
    chosen = Chosen(table, format, out, all, full_text, raw, shape, filters, rule, as_of, report, notice)
    _check(chosen)
    if table == METADATA:
        with open_to_ask(ledger, settings_of(knowledge)) as opened, output(out) as stream:
            write_metadata(opened, stream)
        return
    with open_to_ask(ledger, settings_of(knowledge)) as opened:
        looked = looked_at(opened, as_of, rule)
        if all:
            try:
                export_all(looked, Path(out), format, full_text, raw)
            except OSError as error:
                raise StopRun(f"{out} cannot be written: {error.strerror}") from error
        else:
            with _account(report) as account, output(out) as stream:
                export_table(looked, str(table), format, stream, filters, full_text, raw, account, bool(rule), shape)
            credits = said_of(format, str(table))
            for line in (*account.summary(format), *credits):
                say(line)
            if notice:
                with output(str(notice)) as stream:
                    stream.write("".join(f"{line}\n" for line in credits).encode("utf8"))


@contextmanager
def _account(report: Path | None) -> Iterator[Account]:
    """An account of what is lost, written to a file where one is named."""
    if report is None:
        yield Account()
        return
    with output(str(report)) as stream:
        text = TextIOWrapper(stream, encoding="utf8", newline="", write_through=True)
        try:
            yield Account(text)
        finally:
            # `output` closes the file, and leaves standard output open.
            text.detach()


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person asked for."""

    table: str | None
    format: str
    out: str
    all: bool
    full_text: bool
    raw: bool
    shape: str
    filters: Filters
    rule: str | None
    as_of: str | None
    report: Path | None
    notice: Path | None


def _check(chosen: Chosen) -> None:
    """Refuse what makes no sense together, as an error of usage, before the ledger is opened."""
    table, format = chosen.table, chosen.format
    if chosen.all == bool(table):
        raise typer.BadParameter(f"name one table ({', '.join(TABLES)}), or use --all")
    if table == METADATA:
        _check_metadata(chosen)
        return
    if chosen.all and chosen.out == STDOUT:
        raise typer.BadParameter("--all writes many files: name their folder with -o FOLDER")
    if chosen.all and chosen.report:
        raise typer.BadParameter("--report is for one table: `jsonl`, `csv` and `parquet` carry everything")
    if chosen.all and chosen.notice:
        raise typer.BadParameter("--all writes the credits itself, to ATTRIBUTION.txt: leave out --notice")
    if format in ("parquet", "xlsx") and chosen.out == STDOUT and sys.stdout.isatty():
        raise typer.BadParameter(f"{format} is no text: name a file with -o FILE")
    with usage():
        check(table or "incidents", format)
        check_options(
            table,
            format,
            filtered=chosen.filters.any,
            full_text=chosen.full_text,
            raw=chosen.raw,
            ruled=bool(chosen.rule),
            shape=chosen.shape,
        )


def _check_metadata(chosen: Chosen) -> None:
    """The description of the file is the same whatever one asks of its tables."""
    plain = Chosen(METADATA, DEFAULT_FORMAT, chosen.out, False, False, False, "wide", Filters(), *[None] * 4)
    if chosen != plain:
        raise typer.BadParameter("metadata describes the whole file: it takes no option but --ledger and -o")
