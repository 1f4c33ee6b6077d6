"""The report's own date, where no source told it."""

from .bounds import anchored
from .infer import date_conflict, infer_published
from .world import DatingWorld

__all__ = ["DatingWorld", "anchored", "date_conflict", "infer_published"]
