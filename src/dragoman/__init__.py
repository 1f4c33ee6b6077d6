"""Dragoman keeps a ledger you can check: what happened, who says so, and where the reports disagree."""

__version__ = "0.1.0"
