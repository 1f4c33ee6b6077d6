"""One SQLite file: readings and corrections, with their history."""

from .added import Added, Progress
from .filters import Filters
from .incidents import Incidents
from .ledger import Ledger
from .tables import TABLES

__all__ = ["TABLES", "Added", "Filters", "Incidents", "Ledger", "Progress"]
