"""docs/formats.md against the code: every format has its section, every column stands there with its meaning."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import openpyxl
import pytest

from dragoman.export import FORMATS, export_table
from dragoman.export.ftm import STATEMENT_COLUMNS
from dragoman.export.metadata import queries
from dragoman.export.stix_objects import EXTENSION_PROPERTIES
from dragoman.export.workbook import OWN_COLUMNS
from dragoman.knowledge.flat_columns import described, meaning_of
from dragoman.knowledge.house_rules import load_columns
from dragoman.ledger import Ledger
from dragoman.ledger.flat import COLUMNS
from dragoman.ledger.shapes import COLUMNS_OF, SHAPES

COLUMNS_PAGE = (Path(__file__).parent.parent / "docs" / "columns.md").read_text(encoding="utf8")
PAGE = (Path(__file__).parent.parent / "docs" / "formats.md").read_text(encoding="utf8")
SECTIONS = {part.split("\n", 1)[0]: part for part in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]}


def section(format: str) -> str:
    return next(text for head, text in SECTIONS.items() if format in head.split(", "))


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_has_an_example_and_what_it_cannot_carry(format: str) -> None:
    text = section(format)
    assert f"--format {format}" in text or format in ("jsonl", "parquet")
    assert "Cannot carry: " in text


@pytest.mark.parametrize("format", FORMATS)
def test_every_column_is_documented(format: str) -> None:
    text = section(format)
    for column in load_columns(format):
        tag = f" `{column.tag}` |" if column.tag else ""
        assert f"| `{column.name}` |{tag} {column.description} |\n" in text, column.name


FLAT = {**COLUMNS, **{f"incidents as {shape}": COLUMNS_OF[shape] for shape in SHAPES if shape != "wide"}}


@pytest.mark.parametrize("table", FLAT)
def test_every_flat_column_is_documented(table: str) -> None:
    """The page has a table for each, column by column in order: a column that is added without a word fails here."""
    section = COLUMNS_PAGE.split(f"\n## {table}\n", 1)[1].split("\n## ", 1)[0]
    told = [line for line in section.splitlines() if line.startswith("| `")]
    assert told == [f"| `{c.name}` | {c.type} | {meaning_of(table, c.name)} |" for c in FLAT[table]]


def test_no_column_is_described_that_is_not_there() -> None:
    held = {(table, column.name) for table, columns in FLAT.items() for column in columns}
    for table, column in described():
        assert (table, column) in held or (not table and column in {name for _, name in held}), (table, column)


def test_the_columns_of_a_house_are_those_it_writes(samples: Path) -> None:
    """The heading row comes from columns.csv; here, that each row has as many cells as it has names."""
    for format, delimiter, heads in (
        ("acled-columns", ",", 1),
        ("ucdp-columns", ",", 1),
        ("polecat", "\t", 1),
        ("hxl", ",", 2),
    ):
        rows = list(csv.reader(io.StringIO(exported(samples, format).decode(), newline=""), delimiter=delimiter))
        assert rows[0] == [column.name for column in load_columns(format)]
        assert len(rows) > heads and {len(row) for row in rows} == {len(rows[0])}
    for line in exported(samples, "gdelt-columns").decode().splitlines():
        assert line.count("\t") + 1 == len(load_columns("gdelt-columns"))
    for name, held in re.findall(r'<Data name="(\w+)">(.)', exported(samples, "kml").decode()):
        assert held and name in {column.name for column in load_columns("kml")}


def test_columns_of_a_statement_and_of_the_extension_are_documented() -> None:
    for name in STATEMENT_COLUMNS:
        assert f"`{name}`" in section("ftm")
    for name, what in EXTENSION_PROPERTIES.items():
        assert f"| `{name}` | {what} |" in section("stix")
    for query in queries():
        assert f"| {query.title} | `{query.name}` |" in SECTIONS["The ledger file itself"]


def exported(samples: Path, format: str) -> bytes:
    out = io.BytesIO()
    with Ledger.open(samples, readonly=True) as ledger:
        export_table(ledger, "incidents", format, out)
    return out.getvalue()


def test_what_is_written_is_what_is_documented(samples: Path) -> None:
    (feature, *_) = json.loads(exported(samples, "geojson"))["features"]
    assert set(re.findall(r"`(\w+)`", section("geojson").split("Properties:")[1])) == set(feature["properties"])
    record = json.loads(exported(samples, "plover").splitlines()[0])
    assert list(record) == [column.name for column in load_columns("plover")]
    for item in json.loads(exported(samples, "stix"))["objects"]:
        for held in item.get("extensions", {}).values():
            assert set(held) - {"extension_type"} <= set(EXTENSION_PROPERTIES)
    book = openpyxl.load_workbook(io.BytesIO(exported(samples, "xlsx")), read_only=True)
    for name in book.sheetnames:
        assert f"`{name}`" in section("xlsx")
        heads = [cell for row in book[name].iter_rows(max_row=1, values_only=True) for cell in row]
        own = [column.name for column in OWN_COLUMNS.get(name, ())]
        held = {column.name for column in COLUMNS.get(name, ())}
        assert name == "README" or {head for head in heads if head not in held} <= set(own)
        for column in own:
            assert f"`{name}.{column}`" in section("xlsx")
