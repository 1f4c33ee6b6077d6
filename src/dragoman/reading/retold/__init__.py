"""Sentences that tell again of an event told before: its toll in another number, who claims it, who was hurt."""

from .claims import deeds_claimed
from .deaths import deaths_told
from .tolls import tolls_told_again
from .victims import victims_told

__all__ = ["deaths_told", "deeds_claimed", "tolls_told_again", "victims_told"]
