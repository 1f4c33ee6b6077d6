"""The guarded fetcher: the only part of the program that speaks to a network, and the only way in which it does."""

from .fetcher import Fetched, Fetcher
from .guard import Allowed, Resolve, Target, printed, vet
from .pace import Pace
from .robots import Robots

__all__ = ["Allowed", "Fetched", "Fetcher", "Pace", "Resolve", "Robots", "Target", "printed", "vet"]
