"""What `--help` prints: arguments called as a person would call them, and commands with all of their first paragraph.

Typer names Python's types (`<list[str]>`), sets braces round what must be given, and cuts what does not fit a line.
"""

from __future__ import annotations

import re
from typing import Any

import typer.core

_TYPE = re.compile(r" <[^>]*>$")
_BRACES = re.compile(r"[{}]|(?<=…\])\.\.\.|(?<=…\})\.\.\.")


class PlainCommand(typer.core.TyperCommand):
    """A command of the program."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The words behind the command's name in its line of usage."""
        return [_BRACES.sub("", piece) for piece in super().collect_usage_pieces(ctx)]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Arguments, then options, each with what it is for."""
        for title, sort in (("Arguments", "argument"), ("Options", "option")):
            told = (param.get_help_record(ctx) for param in self.get_params(ctx) if param.param_type_name == sort)
            rows = [(_TYPE.sub("", name) if sort == "argument" else name, words) for name, words in filter(None, told)]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)


class PlainGroup(typer.core.TyperGroup):
    """A command that has commands of its own."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Every command with the first paragraph of its help, whole."""
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(name, " ".join((one.help or "").split("\n\n")[0].split())) for name, one in commands if one]
        with formatter.section("Commands"):
            formatter.write_dl(rows)
