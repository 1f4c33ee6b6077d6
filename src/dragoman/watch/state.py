"""What was asked when and what is still to be asked: a small SQLite file beside the ledger.

It holds no facts. Lost or deleted, the feeds are simply asked afresh, and the ledger knows what it has already.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from ..sidecar import open_sidecar

_TABLES = """
CREATE TABLE IF NOT EXISTS feed (
    url TEXT PRIMARY KEY, etag TEXT, modified TEXT, next_at REAL NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0, asked_at REAL, said TEXT
);
CREATE TABLE IF NOT EXISTS page (
    url TEXT PRIMARY KEY, title TEXT, published TEXT, publisher TEXT, etag TEXT, modified TEXT,
    next_at REAL, visits INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0, asked_at REAL, said TEXT
);
CREATE INDEX IF NOT EXISTS page_due ON page (next_at) WHERE next_at IS NOT NULL;
"""


@dataclass(frozen=True, slots=True)
class FeedState:
    """How a feed stands. Times are seconds since 1970; `said` is what went wrong last, or None."""

    url: str
    etag: str | None = None
    modified: str | None = None
    next_at: float = 0.0
    failures: int = 0
    asked_at: float | None = None
    said: str | None = None


@dataclass(frozen=True, slots=True)
class PageState:
    """How an article's page stands: what the feed told of it, and when it is next asked (None: no more)."""

    url: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    etag: str | None = None
    modified: str | None = None
    next_at: float | None = 0.0
    visits: int = 0
    failures: int = 0
    asked_at: float | None = None
    said: str | None = None


class State:
    """The file. Every change is its own transaction, so that a run can end anywhere."""

    def __init__(self, db: sqlite3.Connection, path: str) -> None:
        self._db, self.path = db, path

    @classmethod
    def beside(cls, ledger: str | Path) -> Self:
        """Open `LEDGER.watch`, making it where there is none. Raises LedgerDamaged."""
        path = f"{ledger}.watch"
        return cls(open_sidecar(path, _TABLES, "delete it, and all feeds are asked afresh"), path)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def feed(self, url: str) -> FeedState:
        """How a feed stands; one never asked is due at once."""
        row = self._db.execute("SELECT * FROM feed WHERE url = ?", (url,)).fetchone()
        return FeedState(*row) if row else FeedState(url)

    def save_feed(self, feed: FeedState) -> None:
        """Keep how a feed stands."""
        row = (feed.url, feed.etag, feed.modified, feed.next_at, feed.failures, feed.asked_at, feed.said)
        self._db.execute("INSERT OR REPLACE INTO feed VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def enqueue(self, page: PageState) -> bool:
        """Put a page on the queue; False when it is known already."""
        row = (page.url, page.title, page.published, page.publisher, page.next_at)
        found = self._db.execute(
            "INSERT OR IGNORE INTO page (url, title, published, publisher, next_at) VALUES (?, ?, ?, ?, ?)", row
        )
        return found.rowcount == 1

    def page(self, url: str) -> PageState | None:
        """How a page stands; None for one never heard of."""
        row = self._db.execute("SELECT * FROM page WHERE url = ?", (url,)).fetchone()
        return PageState(*row) if row else None

    def due_pages(self, now: float) -> Iterator[PageState]:
        """The pages to ask now, the longest due first, each once."""
        with closing(self._db.execute("SELECT url FROM page WHERE next_at <= ? ORDER BY next_at, url", (now,))) as rows:
            urls = [url for (url,) in rows]
        for url in urls:
            found = self.page(url)
            if found:
                yield found

    def save_page(self, page: PageState) -> None:
        """Keep how a page stands."""
        row = (page.etag, page.modified, page.next_at, page.visits, page.failures, page.asked_at, page.said, page.url)
        self._db.execute(
            "UPDATE page SET etag = ?, modified = ?, next_at = ?, visits = ?, failures = ?, asked_at = ?, said = ?"
            " WHERE url = ?",
            row,
        )

    def waiting(self) -> int:
        """How many pages were never fetched and still shall be."""
        row = self._db.execute("SELECT count(*) FROM page WHERE visits = 0 AND next_at IS NOT NULL").fetchone()
        return int(row[0])

    def next_page_at(self) -> float | None:
        """When the next page is due; None when none is."""
        row = self._db.execute("SELECT min(next_at) FROM page WHERE next_at IS NOT NULL").fetchone()
        return float(row[0]) if row[0] is not None else None
