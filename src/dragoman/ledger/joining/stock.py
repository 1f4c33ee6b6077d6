"""Stock: what joining reads again and again of the recorded rows, the latest kept in memory, never all."""

from __future__ import annotations

import json
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import Any, Generic, TypeVar

from ...model import Mention, Report, Statement
from ...reconcile import Lore
from ...reconcile.disputes.views import View, Views, views_of
from ...reconcile.headline.told import World
from ...reconcile.origins import Print, print_of
from ...reconcile.versions import Newest, newest_of
from .. import read

_K = TypeVar("_K", bound=Hashable)
_V = TypeVar("_V")
_P = TypeVar("_P")
# So many reports, with what was read in them, are some hundred megabytes: two months of news, and what it is joined to.
_REPORTS = 4000
# SQLite takes so many values in one statement.
_MOST_VALUES = 900
# Twelve bits of months, from 1750 to 2091; what lies beyond is put with the last.
_FIRST_MONTH, _MONTHS = 1750 * 12, 1 << 12


class Recent(Generic[_K, _V]):
    """The values last asked for, at most `size` of them; the others are made again by `make`."""

    def __init__(self, make: Callable[[_K], _V], size: int) -> None:
        self._make, self._size = make, size
        self._kept: OrderedDict[_K, _V] = OrderedDict()

    def __getitem__(self, key: _K) -> _V:
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        found = self._make(key)
        self[key] = found
        return found

    def __setitem__(self, key: _K, value: _V) -> None:
        self._kept[key] = value
        if len(self._kept) > self._size:
            self._kept.popitem(last=False)

    def drop(self, key: _K) -> None:
        """Forget a value that is no longer so."""
        self._kept.pop(key, None)


class Stock:
    """Reports and what was read in them, by id. Of what is recorded anew `forget` must be told."""

    def __init__(self, db: sqlite3.Connection, lore: Lore) -> None:
        self.db, self.lore = db, lore
        self.version = version_of(db)
        """Whether another process has written since."""
        self._parts: dict[Callable[[Stock], Any], Any] = {}
        self.report: Recent[str, Report] = Recent(lambda key: read.report_of(db, key), _REPORTS)
        self.mentions: Recent[str, tuple[Mention, ...]] = Recent(lambda key: tuple(read.mentions_of(db, key)), _REPORTS)
        self.statements: Recent[str, tuple[Statement, ...]] = Recent(
            lambda key: tuple(read.statements_of(db, key)), _REPORTS
        )
        self._views: Recent[str, tuple[View, ...]] = Recent(
            lambda key: views_of(self.report[key], self.statements[key], lore.polarity), _REPORTS
        )
        self.print: Recent[str, Print] = Recent(lambda key: print_of(self.report[key], lore.agencies), _REPORTS)

    def part(self, kind: Callable[[Stock], _P]) -> _P:
        """What others keep from batch to batch, made when first asked for."""
        found: _P = self._parts.setdefault(kind, None) or kind(self)
        self._parts[kind] = found
        return found

    def forget(self, reports: Iterable[str]) -> None:
        """Forget reports that were recorded anew, or numbered otherwise."""
        for report in reports:
            for kept in (self.report, self.mentions, self.statements, self._views, self.print):
                kept.drop(report)

    def world(self, reports: Sequence[str], mentions: Iterable[Mention]) -> World:
        """Some reports as reconciliation looks things up in them, with their mentions as persons left them."""
        statements = [said for report in reports for said in self.statements[report]]
        known = [self.report[one] for one in reports]
        newest = self._newest(report.article_id for report in known)
        return World.of(known, list(mentions), statements, self.origins(reports), newest)

    def _newest(self, articles: Iterable[str]) -> Newest:
        """The newest version of each of some articles."""
        query = "SELECT article_id, version, report_id, flags FROM report WHERE article_id IN"
        rows = self.rows(query, sorted(set(articles)))
        return newest_of((article, version, report, json.loads(flags)) for article, version, report, flags in rows)

    def world_of_origins(self, reports: Sequence[str]) -> World:
        """Some reports by nothing but their origins."""
        return World.of((), (), (), self.origins(reports))

    def views(self, reports: Sequence[str]) -> Views:
        """What is said in some reports, as parties to disputes."""
        return Views.gathered([view for report in reports for view in self._views[report]])

    def origins(self, reports: Iterable[str]) -> dict[str, str]:
        """The origin of each of some reports."""
        return dict(self.rows("SELECT report_id, origin_id FROM origin WHERE report_id IN", sorted(set(reports))))

    def rows(self, query: str, values: Sequence[object], end: str = "") -> Iterator[Any]:
        """The rows of a query that ends in `IN`, for any number of values."""
        for chunk in chunks(values, _MOST_VALUES):
            yield from self.db.execute(f"{query} ({', '.join('?' * len(chunk))}) {end}", chunk).fetchall()


def version_of(db: sqlite3.Connection) -> int:
    """A number that changes when another connection has written to the file."""
    return int(db.execute("PRAGMA data_version").fetchone()[0])


def chunks(values: Sequence[_V], size: int) -> Iterator[Sequence[_V]]:
    """The values in stretches of at most `size`."""
    yield from (values[start : start + size] for start in range(0, len(values), size))


def number_of(*parts: object, month: int | None = None) -> int:
    """A block as a number of 63 bits, which SQLite keeps in eight bytes.

    Blocks of one `month` (counted from year 0) lie side by side, so that what a day's news touches is a few pages of
    the file, however many years it holds; those of any time come after all of these.
    """
    text = "\x1f".join(map(str, parts))
    digest = int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")
    if month is None:
        return 1 << 62 | digest >> 2
    return min(max(month - _FIRST_MONTH, 0), _MONTHS - 1) << 50 | digest >> 14
