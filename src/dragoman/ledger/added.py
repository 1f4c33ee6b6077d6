"""What came of reading inputs into the ledger.

Invariant: read = recorded + unchanged + skipped + in a language that is not read; nothing is dropped unseen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import SkipReport
from ..knowledge.languages import language_name

Progress = Callable[[int, int | None, str], None]
"""Told after each report: how far the run is, of how much (bytes of files; None: not known), and the input's name."""


@dataclass(slots=True)
class Added:
    """The sums of one run, each skipped input with its reason, and how many reports are in which other language."""

    recorded: int = 0
    unchanged: int = 0
    skipped: list[SkipReport] = field(default_factory=list)
    other_languages: Counter[str] = field(default_factory=Counter)
    """By ISO 639 code: reports that are kept with what is known of them, and not read."""

    @property
    def read(self) -> int:
        """How many inputs were seen."""
        return self.recorded + self.unchanged + len(self.skipped) + self.other_languages.total()

    def __str__(self) -> str:
        told = f"{self.read} read = {self.recorded} recorded + {self.unchanged} unchanged + {len(self.skipped)} skipped"
        if not self.other_languages:
            return told
        names = ", ".join(f"{count} in {language_name(code)}" for code, count in self.other_languages.most_common())
        return f"{told} + {self.other_languages.total()} in other languages ({names}: kept, not read)"


_RECORD = re.compile(r"(?P<file>.+), (?P<line>(?:line|row|record|item|message) \d+)$", re.DOTALL)


_MANY_FILES = 5
"""More files of one folder with one reason are told in a line."""


def skipped_lines(skipped: Iterable[SkipReport]) -> list[str]:
    """Each skipped input with its reason, in order; records of one file, or many files of one folder, that share a
    reason are told in one line."""
    found: dict[tuple[str, str], list[SkipReport]] = {}
    for item in skipped:
        record = _RECORD.match(item.source)
        # What stands in brackets differs from line to line ("column 10"); the reason before it is the same.
        key = (record["file"], item.reason.partition(" (")[0]) if record else (item.source, item.reason)
        found.setdefault(key, []).append(item)
    alone = Counter((Path(file).parent, reason) for (file, reason), items in found.items() if len(items) == 1)
    lines: dict[tuple[str, str], str] = {}
    for (file, reason), items in found.items():
        folder = Path(file).parent
        if len(items) > 1:
            lines[file, reason] = f"{file}: {len(items)} records, {reason} (first: {_line(items[0])})"
        elif (count := alone[folder, reason]) > _MANY_FILES:
            lines.setdefault((str(folder), reason), f"{folder}: {count} files, {reason} (first: {Path(file).name})")
        else:
            lines[file, reason] = str(items[0])
    return list(lines.values())


def _line(item: SkipReport) -> str:
    """Where in its file a record stands."""
    record = _RECORD.match(item.source)
    return record["line"] if record else item.source
