"""The report's own date, where no source told it."""

from .bounds import anchored
from .chronology import chronicled, dated_by_entry
from .infer import infer_published
from .notes import date_conflict
from .present import standing_now
from .world import DatingWorld

__all__ = [
    "DatingWorld",
    "anchored",
    "chronicled",
    "date_conflict",
    "dated_by_entry",
    "infer_published",
    "standing_now",
]
