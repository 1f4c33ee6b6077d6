"""Joining: a report, a reading or a decision that is new finds its place in the ledger, without a rebuild.

Invariant: the views come out as `reconcile` would make them of everything recorded, whatever the order and batching.
"""

from .steps import catch_up, forget_new, new_stock, rebuild

__all__ = ["catch_up", "forget_new", "new_stock", "rebuild"]
