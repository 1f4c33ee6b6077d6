"""The report's own date, where no source told it."""

from .bounds import anchored
from .infer import infer_published
from .notes import date_conflict
from .world import DatingWorld

__all__ = ["DatingWorld", "anchored", "date_conflict", "infer_published"]
