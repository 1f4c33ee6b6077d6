"""Tables out of the ledger, in the formats that other tools read."""

from .export import export_all, export_table
from .formats import ATTRIBUTION, FORMATS, TABLES_OF

__all__ = ["ATTRIBUTION", "FORMATS", "TABLES_OF", "export_all", "export_table"]
