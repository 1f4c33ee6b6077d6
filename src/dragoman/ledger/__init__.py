"""One SQLite file: readings and corrections, with their history."""

from .added import Added, Progress, skipped_lines
from .filters import Filters
from .incidents import Incidents
from .ledger import Ledger
from .moment import moment_of
from .page import Page
from .tables import TABLES

__all__ = ["TABLES", "Added", "Filters", "Incidents", "Ledger", "Page", "Progress", "moment_of", "skipped_lines"]
