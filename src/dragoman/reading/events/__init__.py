"""Events: which words tell of them, of what kind, with whom, where and when."""

from .reader import EventReader

__all__ = ["EventReader"]
