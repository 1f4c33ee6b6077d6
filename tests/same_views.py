"""What must be the same however a ledger came to hold what it holds: every table of its views, without the moments."""

from __future__ import annotations

from dragoman.ledger import Ledger
from dragoman.ledger.views import VIEW_TABLES, reconciled, view_rows


def views_of(ledger: Ledger) -> dict[str, list[str]]:
    """The rows of the views as they are stored."""
    found: dict[str, list[str]] = {}
    for table in VIEW_TABLES:
        rows = ledger._db.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in rows.description]
        kept = [dict(zip(names, row, strict=True)) for row in rows]
        found[table] = sorted(repr({n: v for n, v in sorted(row.items()) if n != "recorded_at"}) for row in kept)
    return found


def views_in_one_go(ledger: Ledger) -> dict[str, list[str]]:
    """The rows of the views as `reconcile` makes them of everything recorded at once."""
    found = view_rows(reconciled(ledger._db, ledger.rule, ledger.settings.knowledge))
    return {table: sorted(repr(dict(sorted(row.items()))) for row in found[table]) for table in VIEW_TABLES}


def differences(one: dict[str, list[str]], other: dict[str, list[str]]) -> list[str]:
    """Rows that only one of two has, a few of each table."""
    return [
        f"{table}: {side} {row[:600]}"
        for table in one
        for side, rows in (("-", set(one[table]) - set(other[table])), ("+", set(other[table]) - set(one[table])))
        for row in sorted(rows)[:3]
    ]
