"""The report's own date, where no source told it."""

from .infer import date_conflict, infer_published
from .world import DatingWorld

__all__ = ["DatingWorld", "date_conflict", "infer_published"]
