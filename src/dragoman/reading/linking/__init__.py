"""Parties that no link of syntax ties to an event: a linear model finds them in the clauses around it."""

from .linker import Linker

__all__ = ["Linker"]
