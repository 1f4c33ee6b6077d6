"""Sentences that tell again of an event told before: its toll in another number, or who claims it."""

from .claims import deeds_claimed
from .tolls import tolls_told_again

__all__ = ["deeds_claimed", "tolls_told_again"]
