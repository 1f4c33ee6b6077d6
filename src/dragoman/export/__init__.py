"""Tables out of the ledger, in the formats that other tools read."""

from .account import Account
from .export import check, export_all, export_table
from .formats import ATTRIBUTION, FORMATS, RULE_OF, TABLES_OF, said_of
from .metadata import write_metadata

__all__ = [
    "ATTRIBUTION",
    "FORMATS",
    "RULE_OF",
    "TABLES_OF",
    "Account",
    "check",
    "export_all",
    "export_table",
    "said_of",
    "write_metadata",
]
