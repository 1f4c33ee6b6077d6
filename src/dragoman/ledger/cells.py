"""What views need to print the cells of the ledger: the fields of a claim in order, and a value in words."""

from ..reading.claims import FIELDS
from ..reconcile.fields import shown

__all__ = ["FIELDS", "shown"]
