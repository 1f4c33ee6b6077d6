"""Across reports: which are copies, which tell of one event, where they disagree, what links them as told."""

from .accounts import Lore
from .clusters import cluster_mentions
from .origins import Origins
from .reconcile import Reconciled, reconcile

__all__ = ["Lore", "Origins", "Reconciled", "cluster_mentions", "reconcile"]
