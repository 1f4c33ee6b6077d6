"""Statements: who says, believes, orders or denies what, in which stance."""

from .reader import StatementReader
from .tree import build_page, page_of

__all__ = ["StatementReader", "build_page", "page_of"]
