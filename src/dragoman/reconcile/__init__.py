"""Across reports: which are copies, which tell of one event, where they disagree, what links them as told."""

from .clusters import cluster_mentions
from .origins import Origins
from .reconcile import Lore, Reconciled, reconcile

__all__ = ["Lore", "Origins", "Reconciled", "cluster_mentions", "reconcile"]
