"""What came of reading inputs into the ledger.

Invariant: read = recorded + unchanged + skipped; nothing is dropped unseen.
"""

from __future__ import annotations

from collections.abc import Callable
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
