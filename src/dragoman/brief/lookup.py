"""Looking a thing of the ledger up by its id, and what reports are called."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from ..errors import NotFound
from ..ledger import Ledger
from . import words

Row = TypeVar("Row")
SHORTEST = 6
"""An id may be shortened to this many characters as long as only one thing begins so."""


def one_of(rows: Iterable[Row], wanted: str, id_of: Callable[[Row], str]) -> Row | None:
    """The row with an id, or the only one whose id begins so. Raises NotFound when several do."""
    near: list[Row] = []
    for row in rows:
        if id_of(row) == wanted:
            return row
        if len(wanted) >= SHORTEST and id_of(row).startswith(wanted):
            near.append(row)
    if len(near) > 1:
        raise NotFound(f"{wanted!r} is the beginning of {len(near)} ids; give more of it")
    return near[0] if near else None


def sources_of(ledger: Ledger) -> dict[str, str]:
    """Report ids and how the reports are called."""
    return {
        r.report_id: f"{r.publisher or r.external_id}, {words.days(r.published.interval) or 'undated'}"
        for r in ledger.reports()
    }


def flat(text: str) -> str:
    """Text in one line."""
    return " ".join(text.split())
