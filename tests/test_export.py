"""Exports: the contract's records, evidence that stands in the text, formats that their own readers take."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
from hand_rooms import hand  # noqa: F401  (a fixture)
from hypothesis import given
from hypothesis import strategies as st
from ledger_builders import OTHER_TOLL, TEXT, HandReader, make_reading, make_report
from tellings import filler

from dragoman.errors import NotFound
from dragoman.export import FORMATS, TABLES_OF, export_all, export_table
from dragoman.export.sheet import FORMULA_STARTS, defused, write_csv
from dragoman.ledger import TABLES, Filters, Ledger
from dragoman.ledger.flat import COLUMNS, Column
from dragoman.model import Reading, Report

pytestmark = pytest.mark.usefixtures("hand")

CONTRACT = {
    "reports": "report_id article_id version external_id url title publisher published retrieved language kind flags "
    "origin_id sha256",
    "mentions": "mention_id report_id sentence trigger kind plover status series background actors place time killed "
    "injured arrested weapons statement_id confidence",
    "claims": "claim_id mention_id report_id field value raw start end speaker_id status reader reader_version",
    "statements": "statement_id report_id source cue content direct stance sentence_text mentions",
    "incidents": "incident_id kind plover status series background actors place time killed injured arrested weapons "
    "summary reports origins evidence disagreements rule",
    "links": "link_id from to relation basis speaker_id evidence",
    "disagreements": "disagreement_id incident_id field sides kind",
    "relations": "relation_id a relation b since until claims",
    "actors": "actor_id name aliases sector country roles",
    "places": "place_id name kind lat lon country country_name admin1 precision radius_km",
}
"""The names of the ledger contract, version 1."""


@pytest.fixture
def ledger(tmp_path: Path, hand: None) -> Any:  # noqa: F811
    reports = [
        make_report(f"{TEXT} {filler('one')}", url="https://example.org/1", title="Rockets", publisher="The Paper"),
        make_report(f"{OTHER_TOLL} {filler('two')}", "second", title="=HYPERLINK(1)"),
        make_report("Ein Satz. Noch einer, mit \u2028 Zeile und 😀 Bild.", "third"),
    ]
    with Ledger.open(tmp_path / "a.ledger", reader=HandReader()) as opened:
        opened.add_reports(reports)
        yield opened


def exported(ledger: Ledger, table: str, format: str = "jsonl", **options: Any) -> bytes:
    out = io.BytesIO()
    export_table(ledger, table, format, out, **options)
    return out.getvalue()


def records(ledger: Ledger, table: str, **options: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in exported(ledger, table, **options).decode().split("\n")[:-1]]


@pytest.mark.parametrize("table", TABLES)
def test_records_have_the_names_of_the_contract(ledger: Ledger, table: str) -> None:
    found = records(ledger, table)
    assert found
    for record in found:
        assert set(CONTRACT[table].split()) <= set(record)


def test_the_contract_is_the_list_of_tables() -> None:
    assert set(CONTRACT) == set(TABLES) == set(COLUMNS)


def test_shapes_inside_records(ledger: Ledger) -> None:
    incident = next(record for record in records(ledger, "incidents") if record["killed"])
    assert incident["time"] == {"start": "2021-03-04", "end": "2021-03-04", "precision": "day", "as_of": False}
    assert {"role", "name", "actor_id", "texts"} <= set(incident["actors"][0])
    assert {"text", "class"} <= set(incident["weapons"][0])
    assert set(incident["evidence"][0]) == {"report_id", "start", "end", "text"}
    assert incident["killed"]["best"] == 3
    assert incident["injured"] is None
    published = records(ledger, "reports")[0]["published"]
    assert {"start", "end", "precision", "basis"} <= set(published)
    side = records(ledger, "disagreements")[0]["sides"][0]
    assert {"value", "origins", "claims", "evidence"} <= set(side)


@pytest.mark.parametrize("table", TABLES)
def test_every_text_stands_in_its_report_at_its_offsets(ledger: Ledger, table: str) -> None:
    texts = {record["report_id"]: record["text"] for record in records(ledger, "reports", full_text=True)}
    checked = 0
    for record in records(ledger, table):
        for owner, part in _owned(record, record.get("report_id")):
            for start, end, words in texts_of(part):
                assert owner is not None
                assert texts[owner][start:end] == words
                checked += 1
    assert checked or table in ("reports", "actors", "places")


def texts_of(part: dict[str, Any]) -> Iterator[tuple[int, int, str]]:
    """The (start, end, words) of one flat part of a record, under every name that the contract gives them."""
    for start, end, words in (("start", "end", "text"), ("start_char", "end_char", "text"), ("start", "end", "raw")):
        found = part.get(start), part.get(end), part.get(words)
        if isinstance(found[0], int) and isinstance(found[1], int) and isinstance(found[2], str):
            yield found[0], found[1], found[2]


def _owned(record: Any, owner: str | None) -> Any:
    """Each flat part of a record with the report that its offsets point into."""
    if isinstance(record, dict):
        owner = record.get("report_id", owner)
        yield owner, {key: value for key, value in record.items() if not isinstance(value, (dict, list))}
        for key, value in record.items():
            # Place and numbers of an incident are those of one of its tellings, whose report the record does not name.
            if "incident_id" in record and key in ("place", "killed", "injured", "arrested", "quantity", "weapons"):
                continue
            yield from _owned(value, owner)
    elif isinstance(record, list):
        for item in record:
            yield from _owned(item, owner)


def test_text_of_reports_leaves_only_when_asked(ledger: Ledger) -> None:
    for format in ("jsonl", "csv", "parquet"):
        assert b"two58 two59" not in exported(ledger, "reports", format)
    assert all("text" not in record for record in records(ledger, "reports"))
    assert b"two58 two59" in exported(ledger, "reports", full_text=True)


def test_lines_are_lines_for_every_reader(ledger: Ledger) -> None:
    data = exported(ledger, "reports", full_text=True)
    assert len(data.decode().splitlines()) == 3
    assert "😀".encode() in data


def test_filters_narrow_incidents(ledger: Ledger) -> None:
    later = records(ledger, "incidents", filters=Filters.of(since="2021-03-05"))
    assert 0 < len(later) < len(records(ledger, "incidents"))


@pytest.mark.parametrize("table", TABLES)
def test_csv_and_parquet_tell_the_same(ledger: Ledger, table: str) -> None:
    rows = list(csv.DictReader(io.StringIO(exported(ledger, table, "csv", raw=True).decode(), newline="")))
    parquet = pyarrow.parquet.read_table(io.BytesIO(exported(ledger, table, "parquet")))
    assert len(rows) == parquet.num_rows == len(records(ledger, table))
    assert list(rows[0]) == parquet.column_names
    for row, typed in zip(rows, parquet.to_pylist(), strict=True):
        for name, cell in row.items():
            value = typed[name]
            if value is None:
                assert cell == ""
            elif isinstance(value, list):
                assert cell == "; ".join(value)
            elif isinstance(value, bool):
                assert cell == str(value).lower()
            else:
                assert cell == str(value)


def test_flat_columns_of_an_incident(ledger: Ledger) -> None:
    rows = list(csv.DictReader(io.StringIO(exported(ledger, "incidents", "csv").decode())))
    row = next(row for row in rows if row["killed_best"])
    assert (row["killed_low"], row["killed_best"], row["killed_high"], row["injured_best"]) == ("3", "3", "4", "")
    assert (row["time_start"], row["place"], row["lat"], row["blamed"]) == (
        "2021-03-04",
        "Karsa",
        "33.5",
        "Grey Wolves",
    )
    assert (row["weapons"], row["weapon_classes"], row["series"]) == ("Two rockets", "rocket", "false")
    assert json.loads(row["evidence"])[0]["text"].startswith("Two rockets")


def test_parquet_types_do_not_depend_on_what_is_there(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "empty.ledger") as empty:
        schemas = {
            table: pyarrow.parquet.read_schema(io.BytesIO(exported(empty, table, "parquet")))
            for table in TABLES
            if table != "actors"
        }
    assert str(schemas["incidents"].field("killed_best").type) == "int64"
    assert b"GeoNames" in schemas["incidents"].metadata[b"attribution"]


@given(st.text(max_size=12) | st.sampled_from([f"{start}1+1" for start in FORMULA_STARTS]))
def test_no_text_cell_is_a_formula(text: str) -> None:
    cell = defused(text)
    assert not cell.startswith(FORMULA_STARTS)
    assert cell in (text, f"'{text}")
    out = io.BytesIO()
    columns = [Column("text", "text", lambda r: r["text"]), Column("n", "integer", lambda r: r["n"])]
    write_csv(columns, [{"text": text, "n": -1}], out)
    (row,) = csv.DictReader(io.StringIO(out.getvalue().decode(), newline=""))
    assert (row["text"], row["n"]) == (cell, "-1")


def test_formulas_in_titles_are_defused_and_raw_on_request(ledger: Ledger) -> None:
    assert b"'=HYPERLINK" in exported(ledger, "reports", "csv")
    assert b"'=HYPERLINK" not in exported(ledger, "reports", "csv", raw=True)
    assert b"'=HYPERLINK" not in exported(ledger, "reports", "jsonl")


def test_geojson(ledger: Ledger) -> None:
    collection = json.loads(exported(ledger, "incidents", "geojson"))
    assert collection["type"] == "FeatureCollection"
    placed, *unplaced = sorted(collection["features"], key=lambda feature: feature["geometry"] is None)
    assert placed["geometry"] == {"type": "Point", "coordinates": [44.25, 33.5]}
    assert unplaced and {feature["geometry"] for feature in unplaced} == {None}
    properties = placed["properties"]
    assert (properties["date"], properties["type"], properties["subtype"]) == ("2021-03-04", "violence", "shelling")
    assert (properties["killed_best"], properties["injured_best"]) == (3, None)
    assert (properties["n_reports"], properties["n_independent"], properties["blamed"]) == (2, 2, "Grey Wolves")
    assert properties["evidence_url"] in (None, "https://example.org/1")
    wanted = (
        "id date date_end time_precision type subtype actors targets weapon killed_low killed_best killed_high "
        "injured_low injured_best injured_high place geo_precision radius_km n_reports n_independent status "
        "evidence_url"
    )
    assert set(wanted.split()) <= set(properties)


def test_geojson_of_nothing_is_valid(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "empty.ledger") as empty:
        assert json.loads(exported(empty, "incidents", "geojson"))["features"] == []


def test_what_does_not_meet_is_refused(ledger: Ledger) -> None:
    for table, format in (("incident", "jsonl"), ("incidents", "docx"), ("reports", "geojson")):
        with pytest.raises(NotFound):
            exported(ledger, table, format)


def test_all_tables_into_a_folder(ledger: Ledger, tmp_path: Path) -> None:
    written = export_all(ledger, tmp_path / "out")
    assert [path.name for path in written] == [f"{table}.jsonl" for table in TABLES]
    assert "CC BY 4.0" in (tmp_path / "out" / "ATTRIBUTION.txt").read_text()
    again = export_all(ledger, tmp_path / "again")
    assert [path.read_bytes() for path in written] == [path.read_bytes() for path in again]
    assert set(TABLES_OF) == set(FORMATS)


def test_the_check_of_evidence_can_fail(ledger: Ledger) -> None:
    class Lying(HandReader):
        def read(self, report: Report) -> Reading:
            reading = make_reading(report)
            return replace(
                reading, actors=(replace(reading.actors[0], end=reading.actors[0].end + 1), *reading.actors[1:])
            )

    ledger._reader = Lying()
    added = ledger.add_reports([make_report(TEXT + " A lie.", "lie")])
    assert "do not give" in added.skipped[0].reason
