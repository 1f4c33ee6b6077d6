"""Watching feeds: polite polling, pages behind the items, their later versions; resumable at any moment."""

from .plan import FeedPlan, WatchPlan
from .rounds import Watcher
from .state import State

__all__ = ["FeedPlan", "State", "WatchPlan", "Watcher"]
