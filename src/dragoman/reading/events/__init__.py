"""Events: which words tell of them, of what kind, with whom, where and when."""

from .announced import by_announcer
from .authority import with_states
from .keepers import with_keepers
from .reader import EventReader
from .slugs import nobody_says

__all__ = ["EventReader", "by_announcer", "nobody_says", "with_keepers", "with_states"]
