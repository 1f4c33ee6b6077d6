"""Events: which words tell of them, of what kind, with whom, where and when."""

from .reader import EventReader
from .slugs import nobody_says

__all__ = ["EventReader", "nobody_says"]
