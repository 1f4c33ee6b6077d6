"""The ledger file as other tools open it: described to the last column, and ten questions that run."""

from __future__ import annotations

import io
import json
import sqlite3
from pathlib import Path

import duckdb
import pytest

from dragoman.export import export_all
from dragoman.export.metadata import Query, metadata, queries, write_metadata
from dragoman.ledger import TABLES, Ledger

TOLD = (
    "incident",
    "mention",
    "claim",
    "statement",
    "disagreement",
    "link",
    "relation",
    "report",
    "correction",
    "origin",
)
"""Tables that a person asks; those that the program works with are hidden."""
QUERIES = {query.name: query for query in queries()}


@pytest.fixture(scope="module")
def duck(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """DuckDB with every exported Parquet file under its table's name."""
    folder = tmp_path_factory.mktemp("parquet")
    with Ledger.open(samples, readonly=True) as ledger:
        export_all(ledger, folder, "parquet")
    connection = duckdb.connect()
    for table in TABLES:
        connection.execute(f"CREATE VIEW {table} AS SELECT * FROM '{folder / table}.parquet'")
    return connection


def test_every_table_and_column_is_described(samples: Path) -> None:
    with Ledger.open(samples, readonly=True) as ledger:
        found = metadata(ledger)["databases"]["samples"]["tables"]
        held = ledger.columns()
        out = io.BytesIO()
        write_metadata(ledger, out)
        assert json.loads(out.getvalue()) == metadata(ledger)
    assert set(found) == set(held)
    assert set(TOLD) <= {table for table in found if "description" in found[table]}
    for table, columns in held.items():
        if found[table] == {"hidden": True}:
            continue
        assert found[table]["description"], table
        assert set(columns) - set(found[table]["columns"]) == set(), table
        assert set(found[table]["facets"]) <= set(columns)
        assert found[table].get("label_column", columns[0]) in columns


def test_ids_that_point_are_foreign_keys(samples: Path) -> None:
    with sqlite3.connect(samples) as db:
        for table, column in (
            ("incident_mention", "incident_id"),
            ("incident_actor", "incident_id"),
            ("claim", "mention_id"),
            ("mention", "report_id"),
            ("disagreement", "incident_id"),
            ("disagreement_side", "disagreement_id"),
            ("statement", "report_id"),
            ("link", "from_incident"),
        ):
            assert column in {row[3] for row in db.execute(f"PRAGMA foreign_key_list({table})")}
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        keys = [row for table in tables for row in db.execute(f"PRAGMA foreign_key_list('{table}')")]
        # Datasette fails on a key that does not name its column.
        assert keys and all(key[4] for key in keys)


def test_there_are_ten_questions() -> None:
    assert len(QUERIES) == 10


@pytest.mark.parametrize("name", QUERIES)
def test_a_question_has_one_answer_in_sqlite_and_duckdb(
    samples: Path,
    duck: duckdb.DuckDBPyConnection,
    name: str,
) -> None:
    query: Query = QUERIES[name]
    with sqlite3.connect(samples) as db:
        rows = db.execute(query.sql).fetchall()
        heads = [column[0] for column in db.execute(query.sql).description]
    answer = duck.execute(query.duckdb)
    assert answer.description
    others = [column[0] for column in answer.description]
    found = answer.fetchall()
    assert rows, "the samples give this question no answer"
    assert len(rows) == len(found)
    shared = [head for head in heads if head in others and head != "publishers"]
    ours = [tuple(str(row[heads.index(head)]) for head in shared) for row in rows]
    theirs = [tuple(str(row[others.index(head)]) for head in shared) for row in found]
    assert sorted(ours) == sorted(theirs)
