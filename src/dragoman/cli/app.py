"""The command line: what stands above all commands."""

from __future__ import annotations

import logging
from typing import Annotated

import typer

from .. import __version__
from .offer import OfferingGroup

app = typer.Typer(
    name="dragoman",
    cls=OfferingGroup,
    no_args_is_help=True,
    add_completion=False,
    # Our errors are one line; a fault of the program keeps Python's own traceback, which needs no decoration.
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        print(f"dragoman {__version__}")
        raise typer.Exit()


@app.callback(
    help="""Read news of political violence into a ledger you can check: what happened, who says so, who disagrees.

    \b
    Examples:
      dragoman brief reports/                 (reads a folder and tells of it; nothing is kept)
      dragoman read reports/ && dragoman serve --review
    """
)
def top(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback behind an error, on stderr.")] = False,
) -> None:
    """Set what holds for every command."""
    if debug:
        logging.basicConfig(level=logging.WARNING)
        logging.getLogger("dragoman").setLevel(logging.DEBUG)
