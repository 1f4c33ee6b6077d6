"""The ledger in Datasette itself, over HTTP: described, every question answered, facets and foreign keys at work."""

from __future__ import annotations

import io
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

import duckdb
import pytest

from dragoman.export.metadata import metadata, queries, write_metadata
from dragoman.ledger import Ledger

pytest.importorskip("datasette", reason="Datasette is not installed: `make test` installs it with the other dev tools")


@pytest.fixture(scope="module")
def described(samples: Path) -> dict[str, Any]:
    with Ledger.open(samples, readonly=True) as ledger:
        return metadata(ledger)["databases"]["samples"]


@pytest.fixture(scope="module")
def served(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of Datasette with the samples' ledger, as docs/formats.md starts it."""
    folder = tmp_path_factory.mktemp("datasette")
    with Ledger.open(samples, readonly=True) as ledger, (folder / "metadata.json").open("wb") as out:
        write_metadata(ledger, out)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [
        "-m",
        "datasette",
        str(samples),
        "-m",
        str(folder / "metadata.json"),
        "--host",
        "127.0.0.1",
        "-p",
        str(port),
    ]
    with (folder / "log").open("wb") as log, subprocess.Popen([sys.executable, *words], stderr=log, stdout=log) as run:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address, run, folder / "log")
            yield address
        finally:
            run.terminate()


def _wait_for(address: str, run: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        assert run.poll() is None, log.read_text(errors="replace")
        try:
            with urlopen(f"{address}/-/versions.json", timeout=30):
                return
        except URLError:
            time.sleep(0.1)
    raise AssertionError(log.read_text(errors="replace"))


def asked(address: str, path: str, **options: str) -> Any:
    with urlopen(f"{address}{path}.json?{urlencode(options)}", timeout=60) as answer:
        return json.loads(answer.read())


def test_every_question_is_answered(served: str, samples: Path) -> None:
    import sqlite3

    with sqlite3.connect(samples) as db:
        for query in queries():
            answer = asked(served, f"/samples/{query.name}", _shape="objects")
            assert answer["ok"], query.name
            rows = db.execute(query.sql)
            heads = [head[0] for head in rows.description]
            assert answer["rows"] == [dict(zip(heads, row, strict=True)) for row in rows], query.name
            assert answer["rows"], query.name
    assert len(queries()) == 10


def test_tables_are_described_and_inner_ones_hidden(served: str, described: dict[str, Any]) -> None:
    database = asked(served, "/samples")
    shown = {table["name"]: table["hidden"] for table in database["tables"]}
    for name, told in described["tables"].items():
        if name in shown and told.get("hidden"):
            assert shown[name], name
    assert {query["name"] for query in database["queries"]} == {query.name for query in queries()}
    with urlopen(f"{served}/samples/incident_overview", timeout=60) as page:
        html = page.read().decode()
    assert described["tables"]["incident_overview"]["description"] in html
    assert "GeoNames" in html


def test_facets_count_and_rows_add_up(served: str, described: dict[str, Any]) -> None:
    for table in ("incident", "incident_overview", "statement", "claim"):
        answer = asked(served, f"/samples/{table}")
        total = answer["filtered_table_rows_count"]
        assert total > 0
        facets = answer["facet_results"]
        assert set(described["tables"][table]["facets"]) <= set(facets), table
        kinds = next(iter(described["tables"][table]["facets"]))
        if not facets[kinds]["truncated"]:
            assert sum(value["count"] for value in facets[kinds]["results"]) == total


def test_foreign_keys_lead_to_the_row(served: str) -> None:
    answer = asked(served, "/samples/disagreement", _labels="on", _shape="objects")
    (row, *_) = answer["rows"]
    incident = row["incident_id"]
    assert incident["value"].startswith("inc-") and incident["label"]
    found = asked(served, f"/samples/incident/{incident['value']}", _shape="objects", _extras="foreign_key_tables")
    assert found["rows"][0]["summary"] == incident["label"]
    others = {key["other_table"]: key["count"] for key in found["foreign_key_tables"]}
    assert others["disagreement"] >= 1 and others["incident_mention"] >= 1


def test_the_ledger_is_not_written(served: str, samples: Path) -> None:
    with urlopen(f"{served}/-/databases.json", timeout=60) as answer:
        held = {base["name"]: base for base in json.loads(answer.read())}
    assert Path(held["samples"]["path"]).name == samples.name
    sql = "DELETE FROM incident"
    try:
        with urlopen(f"{served}/samples.json?{urlencode({'sql': sql})}", timeout=60) as answer:
            assert not json.loads(answer.read())["ok"]
    except URLError as error:
        assert "400" in str(error)
    with Ledger.open(samples, readonly=True) as ledger:
        assert len(ledger.incidents()) > 0


def test_duckdb_opens_the_ledger_file(samples: Path) -> None:
    with duckdb.connect() as duck:
        try:
            duck.execute("LOAD sqlite")
        except duckdb.Error:
            pytest.skip("DuckDB's extension for SQLite files is not installed: `INSTALL sqlite` in DuckDB fetches it")
        duck.execute(f"ATTACH '{samples}' AS ledger (TYPE sqlite, READ_ONLY)")
        with Ledger.open(samples, readonly=True) as ledger:
            found = duck.execute("SELECT count(*) FROM ledger.incident WHERE NOT rejected").fetchone()
            assert found == (len(ledger.incidents()),)


def test_duckdb_opens_the_parquet(samples: Path, tmp_path: Path) -> None:
    from dragoman.export import export_table

    with Ledger.open(samples, readonly=True) as ledger:
        out = io.BytesIO()
        export_table(ledger, "incidents", "parquet", out)
        records = {incident.incident_id: incident for incident in ledger.incidents()}
    (tmp_path / "incidents.parquet").write_bytes(out.getvalue())
    rows = duckdb.sql(
        f"SELECT incident_id, kind, killed_low, killed_high FROM '{tmp_path}/incidents.parquet'"
    ).fetchall()
    assert {row[0]: row[1:] for row in rows} == {
        id_: (one.kind, one.killed.low if one.killed else None, one.killed.high if one.killed else None)
        for id_, one in records.items()
    }
