"""What changed between two states of what is known, and why. Diffs and alerts are made of these."""

from .cells import CELLS
from .compare import changes_between
from .record import Change, Known, Sort, Why

__all__ = ["CELLS", "Change", "Known", "Sort", "Why", "changes_between"]
