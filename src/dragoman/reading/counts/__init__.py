"""Counts that belong to one event: its dead, hurt and arrested, and any other number of it."""

from ..numbers import numbers
from .amounts import is_named
from .counting import Casualties, casualties

__all__ = ["Casualties", "casualties", "is_named", "numbers"]
