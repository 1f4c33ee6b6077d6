"""One report in, one reading out: a pure function of (report, knowledge, models)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .reader import Reader

__all__ = ["Reader"]


def __getattr__(name: str) -> Any:
    """Load the reader only when it is asked for: its parts import the parser."""
    if name == "Reader":
        from .reader import Reader

        return Reader
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
