"""Looking for words: the sentences that hold them, by SQLite's full-text index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from ..model import Evidence


def search(db: sqlite3.Connection, words: str) -> Iterator[Evidence]:
    """Sentences that hold all of the words (or "phrases in quotes"), best match first; inflected forms match too."""
    query = fts_query(words)
    if not query:
        return
    rows = db.execute(
        """SELECT s.report_id, s.start_char, s.end_char, s.text
        FROM sentence_fts f JOIN sentence s ON s.sentence_id = f.rowid
        WHERE sentence_fts MATCH ? ORDER BY f.rank, s.report_id, s.start_char""",
        (query,),
    )
    yield from (Evidence(*row) for row in rows)


def fts_query(words: str) -> str:
    """A person's words as an FTS5 query without operators: each word or quoted phrase a string, all required."""
    phrases = [part for i, part in enumerate(words.split('"')) for part in ([part] if i % 2 else part.split())]
    return " ".join(f'"{phrase}"' for phrase in phrases if any(letter.isalnum() for letter in phrase))
