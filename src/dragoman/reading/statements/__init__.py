"""Statements: who says, believes, orders or denies what, in which stance."""

from .reader import StatementReader
from .sentences import by_sentence

__all__ = ["StatementReader", "by_sentence"]
