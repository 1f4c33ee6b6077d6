"""What an analyst keeps open all day: the ledger in a browser of this machine, and the corrections made there.

Reads the ledger and computes no facts of its own; what a reviewer decides goes through `Ledger.correct`.
"""

from .app import make_app
from .guard import Door
from .serve import serve
from .visit import Desk

__all__ = ["Desk", "Door", "make_app", "serve"]
