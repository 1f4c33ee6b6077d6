"""Sentences that tell again of an event told before: its toll, who claims it, who was hurt, what broke."""

from .bodies import bodies_told
from .claims import deeds_claimed
from .damage import damage_told
from .deaths import deaths_told
from .tolls import tolls_told_again
from .victims import victims_told

__all__ = ["bodies_told", "damage_told", "deaths_told", "deeds_claimed", "tolls_told_again", "victims_told"]
