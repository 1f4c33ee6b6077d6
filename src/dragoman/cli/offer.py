"""What the program offers: its commands by name, each imported only when it is called for.

`dragoman --help` names them all and imports none: loading the whole program took half a second.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any

import typer

from .help import PlainCommand
from .talk import TalkingGroup

OFFERED: Mapping[str, str] = {
    "read": "Read reports into the ledger.",
    "brief": "Tell what happened, who says so, and where the reports disagree.",
    "show": "Print every claim behind one line of a brief, each with its sentence.",
    "diff": "Tell what changed from A to B, cell by cell, and why: new report, new version, correction, new reader.",
    "export": "Write a table of the ledger in a format that other tools read.",
    "leads": "List the reports that GDELT points at, each address once, as leads to fetch: never as facts.",
    "serve": "Show the ledger in the browser: incidents, timeline, map, posture, disagreements, actors, sources; until"
    " Ctrl-C.",
    "ref": "Print the words that the ledger uses, and what they mean.",
    "watch": "Poll feeds, fetch the articles behind them, and keep every version in the ledger.",
    "alert": "Send alerts about what changed in the ledger since the last time, each change once.",
    "doctor": "Check the installation: one line for each part, and exit code 1 when one fails.",
    "correct": "Accept, reject, set, merge, keep apart or split what was read, with who, when and why.",
}
"""Every command with the first line of its own help, in the order of `--help`."""
_HOMES = {"show": "brief"}
"""The modules of commands that are not called as their module is."""


class Offer(Mapping[str, Any]):
    """The commands, ready to run."""

    def __getitem__(self, name: str) -> Any:
        if name not in OFFERED:
            raise KeyError(name)
        return _command(name)

    def __iter__(self) -> Iterator[str]:
        return iter(OFFERED)

    def __len__(self) -> int:
        return len(OFFERED)


class OfferingGroup(TalkingGroup):
    """All commands of the program."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.commands = Offer()  # type: ignore[assignment]  # Nothing is ever added to it.

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in order."""
        return list(OFFERED)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """What each command is for, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(OFFERED.items()))


@cache
def _command(name: str) -> Any:
    found = getattr(import_module(f".{_HOMES.get(name, name)}", __package__), name)
    if isinstance(found, typer.Typer):
        return typer.main.get_command(found)
    home = typer.Typer(add_completion=False, rich_markup_mode=None)
    home.command(name, cls=PlainCommand)(found)
    return typer.main.get_command(home)
