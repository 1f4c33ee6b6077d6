"""Runs every pattern of the package over strings on which a careless one takes for ever: `test_patterns.py` runs this.

A program of its own, since a pattern that never ends cannot be stopped from within.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from typing import Any

_CHARS = 1_500
_PIECES = (
    " ", "\n", " \n", "a", "A", "1", "(", ".", '"', "-", "a ", "A ", "Aa ", "A.", "1,", ", ", "a-", "# ", "[", "**",
)  # fmt: skip
HOSTILE = [(piece * _CHARS)[:_CHARS] + "\x00" for piece in _PIECES]
_MADE: dict[tuple[Any, int], tuple[str, re.Pattern[Any]]] = {}


def watched() -> None:
    """From now on, every pattern that a module of the package makes is noted."""
    compiled = re.compile

    def noted(pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        made = compiled(pattern, flags)
        caller = str(sys._getframe(1).f_globals.get("__name__", ""))
        if caller.startswith("dragoman."):
            _MADE[made.pattern, made.flags] = (caller, made)
        return made

    re.compile = noted  # type: ignore[assignment]


def main() -> None:
    """Import the package, load what reads documents, and search every hostile string with every pattern."""
    watched()
    package = importlib.import_module("dragoman")
    for module in pkgutil.walk_packages(package.__path__, "dragoman."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    documents = importlib.import_module("dragoman.sources.documents")
    documents.Desk(importlib.import_module("dragoman.settings").Settings())
    for caller, pattern in _MADE.values():
        print(f"{caller}: {pattern.pattern!r}"[:300], flush=True)
        for text in HOSTILE:
            pattern.search(text.encode() if isinstance(pattern.pattern, bytes) else text)  # type: ignore[call-overload]
    print(f"{len(_MADE)} patterns", flush=True)


if __name__ == "__main__":
    main()
