"""What came of reading inputs into the ledger.

Invariant: read = recorded + unchanged + skipped; nothing is dropped unseen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ..errors import SkipReport

Progress = Callable[[int, int | None, str], None]
"""Told after each input: how many are done, of how many (None: not known), and the input's name."""


@dataclass(slots=True)
class Added:
    """The sums of one run, and each skipped input with its reason."""

    recorded: int = 0
    unchanged: int = 0
    skipped: list[SkipReport] = field(default_factory=list)

    @property
    def read(self) -> int:
        """How many inputs were seen."""
        return self.recorded + self.unchanged + len(self.skipped)

    def __str__(self) -> str:
        return f"{self.read} read = {self.recorded} recorded + {self.unchanged} unchanged + {len(self.skipped)} skipped"


_RECORD = re.compile(r"(?P<file>.+), line (?P<line>\d+)$", re.DOTALL)


def skipped_lines(skipped: Iterable[SkipReport]) -> list[str]:
    """Each skipped input with its reason, in order; records of one file that share a reason are told in one line."""
    found: dict[tuple[str, str], list[SkipReport]] = {}
    for item in skipped:
        record = _RECORD.match(item.source)
        # What stands in brackets differs from line to line ("column 10"); the reason before it is the same.
        key = (record["file"], item.reason.partition(" (")[0]) if record else (item.source, item.reason)
        found.setdefault(key, []).append(item)
    return [
        str(items[0]) if len(items) == 1 else f"{file}: {len(items)} records, {reason} (first: {_line(items[0])})"
        for (file, reason), items in found.items()
    ]


def _line(item: SkipReport) -> str:
    """Where in its file a record stands."""
    record = _RECORD.match(item.source)
    return f"line {record['line']}" if record else item.source
