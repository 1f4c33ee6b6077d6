"""Dragoman keeps a ledger you can check: what happened, who says so, and where the reports disagree."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import diff, read
    from .errors import DragomanError
    from .ledger import Ledger
    from .settings import Settings

__version__ = "0.1.0"

__all__ = ["DragomanError", "Ledger", "Settings", "__version__", "diff", "read"]

_HOMES = {"DragomanError": "errors", "Ledger": "ledger", "Settings": "settings", "diff": "api", "read": "api"}
"""Which module each public name lives in, imported on first use so that `import dragoman` is quick."""


def __getattr__(name: str) -> Any:
    """Import a public name on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
