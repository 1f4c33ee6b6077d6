"""Across reports: which are copies, which tell of one event, where they disagree, what links them as told."""

from .origins import Origins
from .reconcile import Lore, Reconciled, reconcile

__all__ = ["Lore", "Origins", "Reconciled", "reconcile"]
