"""docs/formats.md against the code: every format has its section, every column stands there with its meaning."""

from __future__ import annotations

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
from dragoman.knowledge.house_rules import load_columns
from dragoman.ledger import Ledger
from dragoman.ledger.flat import COLUMNS

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
