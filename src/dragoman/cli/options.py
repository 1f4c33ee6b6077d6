"""Options that several commands share: said once, so that they mean the same everywhere."""

from __future__ import annotations

import os
import shlex
from dataclasses import replace
from pathlib import Path
from typing import Annotated, get_args

import typer

from ..errors import BadSettings, NotFound
from ..ledger import Filters, Ledger
from ..model import Rule
from ..settings import Settings
from .talk import usage

RULES: tuple[Rule, ...] = get_args(Rule)

# Whether it can be read is asked where it is opened, so that the answer is the same for every command.
LedgerFile = Annotated[Path, typer.Option("--ledger", metavar="FILE", help="The ledger's file.", readable=False)]
Knowledge = Annotated[
    list[Path] | None,
    typer.Option("--knowledge", metavar="FOLDER", help="Your own knowledge files, read after the shipped ones."),
]
Since = Annotated[
    str | None,
    typer.Option("--since", metavar="DAY", help="Only incidents that end on this day (2020-01-31) or later."),
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DAY", help="Only incidents that begin on this day or earlier.")
]
About = Annotated[
    str | None,
    typer.Option("--about", metavar="WORDS", help="Only incidents that tell of all these words: parties, place, text."),
]
KindOf = Annotated[
    str | None,
    typer.Option("--kind", metavar="KINDS", help="Only these kinds or groups of kinds, separated by commas."),
]
Country = Annotated[
    str | None,
    typer.Option("--country", metavar="NAME", help="Only incidents in this country: its name or code."),
]
Status = Annotated[
    str | None,
    typer.Option("--status", metavar="STATUSES", help="Only these statuses, separated by commas, or `happened`."),
]
RuleName = Annotated[
    str | None, typer.Option("--rule", metavar="RULE", help=f"How headline values are chosen: {', '.join(RULES)}.")
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="MOMENT", help="The ledger as known then: 2020-01-31, 2020-01-31T18:00Z, yesterday, 7d."
    ),
]
SkippedFile = Annotated[
    Path | None,
    typer.Option(
        "--skipped",
        metavar="FILE",
        help="Also write skipped inputs to this file (.jsonl, .csv, else name, tab, reason).",
    ),
]

DEFAULT_LEDGER = Path("dragoman.ledger")


def command(*words: str, ledger: Path) -> str:
    """A command as a person can type it, with the ledger where it is not the usual one."""
    named = () if ledger == DEFAULT_LEDGER else ("--ledger", str(ledger))
    return f"`dragoman {shlex.join((*words, *named))}`"


def settings_of(knowledge: list[Path] | None) -> Settings:
    """The settings that the options ask for. A folder that is not there is an error of usage."""
    for folder in knowledge or ():
        if not folder.is_dir():
            raise typer.BadParameter(f"there is no folder {folder}", param_hint="--knowledge")
    return replace(Settings(), knowledge=tuple(knowledge or ()))


def filters_of(
    since: str | None,
    until: str | None,
    kind: str | None,
    country: str | None,
    about: str | None,
    status: str | None,
    knowledge: list[Path] | None = None,
) -> Filters:
    """The filters that the options ask for; a wrong one is an error of usage."""
    with usage():
        return Filters.of(since, until, kind, country, about, status, knowledge=knowledge or ())


def open_to_ask(path: Path, settings: Settings | None = None) -> Ledger:
    """Open a ledger that must be there: for writing where it can be, so that a killed run is caught up."""
    if not path.exists() or (path.is_file() and not path.stat().st_size):
        read = command("read", "PATH", ledger=path)
        there = f"{path} is an empty file, not a ledger" if path.exists() else f"there is no ledger at {path}"
        raise NotFound(f"{there}: make one with {read}, where PATH is a file or folder of reports")
    writable = os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)
    return Ledger.open(path, settings, readonly=not writable)


def looked_at(ledger: Ledger, as_of: str | None, rule: str | None) -> Ledger:
    """The ledger as of a moment and under a rule, where they are given; a wrong one is an error of usage."""
    chosen = next((known for known in RULES if known == rule), None)
    if rule and not chosen:
        raise typer.BadParameter(f"there is no rule {rule!r}: choose one of {', '.join(RULES)}", param_hint="--rule")
    if as_of:
        try:
            ledger = ledger.as_of(as_of)
        except BadSettings as error:
            raise typer.BadParameter(str(error), param_hint="--as-of") from error
    return ledger.under(chosen) if chosen and chosen != ledger.rule else ledger
