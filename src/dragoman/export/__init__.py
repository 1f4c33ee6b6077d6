"""Tables out of the ledger, in the formats that other tools read."""

from .account import Account
from .export import export_all, export_table
from .formats import ATTRIBUTION, FORMATS, RULE_OF, TABLES_OF, said_of
from .metadata import write_metadata
from .options import check, check_options

__all__ = [
    "ATTRIBUTION",
    "FORMATS",
    "RULE_OF",
    "TABLES_OF",
    "Account",
    "check",
    "check_options",
    "export_all",
    "export_table",
    "said_of",
    "write_metadata",
]
