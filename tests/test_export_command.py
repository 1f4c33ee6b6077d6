"""`dragoman export` to other houses: what it says, what it writes beside, and that every id leads back."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from dragoman.brief.show import show
from dragoman.cli import app
from dragoman.export import FORMATS, RULE_OF, TABLES_OF, Account, export_table
from dragoman.ledger import Ledger
from dragoman.ledger.shapes import SHAPES

TEXTUAL = [format for format in FORMATS if TABLES_OF[format] == ("incidents",) and format != "xlsx"]


def dragoman(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.mark.parametrize("format", TEXTUAL)
def test_every_id_of_an_export_leads_back(samples: Path, format: str) -> None:
    run = dragoman("export", "incidents", "--ledger", samples, "--format", format)
    assert run.exit_code == 0
    with Ledger.open(samples, readonly=True) as ledger:
        incidents = sorted(set(re.findall(r"\binc-[0-9a-f]{16}\b", run.stdout)))
        reports = sorted(set(re.findall(r"\brep-[0-9a-f]{16}\b", run.stdout)))
        assert incidents
        assert reports or format in ("polecat", "gdelt-columns", "geojson")
        for id_ in incidents:
            assert ledger.incident(id_).incident_id == id_
        for id_ in reports:
            assert ledger.report(id_)
        assert incidents[0] in show(ledger, incidents[0])


@pytest.mark.parametrize("format", TEXTUAL)
def test_a_citation_gives_the_sentence(samples: Path, format: str) -> None:
    run = dragoman("export", "incidents", "--ledger", samples, "--format", format)
    with Ledger.open(samples, readonly=True) as ledger:
        for sentence, report, start, end in re.findall(
            r"([^\[\]<>\n\"\\]{20,}) \[(rep-[0-9a-f]{16}):(\d+)-(\d+)\]", run.stdout
        ):
            cited = ledger.report(report).text[int(start) : int(end)]
            assert cited.endswith(sentence.strip()[-20:]) or format in ("kml", "ftm", "ftm-entities", "stix", "plover")


def test_credits_and_losses_go_to_stderr_and_files(samples: Path, tmp_path: Path) -> None:
    report, notice = tmp_path / "left.csv", tmp_path / "credits.txt"
    run = dragoman(
        "export", "incidents", "--ledger", samples, "-f", "acled-columns", "--report", report, "--notice", notice
    )
    assert run.exit_code == 0
    assert "not ACLED data" in run.stderr and "GeoNames" in run.stderr
    assert "not ACLED data" in notice.read_text() and "CC BY 4.0" in notice.read_text()
    rows = list(csv.DictReader(io.StringIO(report.read_text())))
    left = [row for row in rows if row["what"] == "left out"]
    assert f"{len(left)} left out" in run.stderr
    with Ledger.open(samples, readonly=True) as ledger:
        total = len(ledger.incidents())
    ids = {row["event_id_cnty"].split("/")[0] for row in csv.DictReader(io.StringIO(run.stdout, newline=""))}
    assert len(ids) + len(left) == total
    for row in left:
        assert dragoman("show", row["incident_id"], "--ledger", samples).exit_code == 0
        break


def test_filters_narrow_every_house(samples: Path) -> None:
    for format in TEXTUAL:
        whole = dragoman("export", "incidents", "--ledger", samples, "-f", format).stdout
        none = dragoman("export", "incidents", "--ledger", samples, "-f", format, "--since", "2040-01-01").stdout
        some = dragoman("export", "incidents", "--ledger", samples, "-f", format, "--kind", "drone_strike").stdout
        assert len(none) <= len(some) < len(whole), format
        assert "inc-" not in none


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("filters", [{}, {"kind": "violence"}, {"country": "Iraq", "since": "2020-01-01"}])
def test_command_and_library_are_twins(samples: Path, shape: str, filters: dict[str, str]) -> None:
    options = [word for name, value in filters.items() for word in (f"--{name}", value)]
    run = dragoman("export", "incidents", "--ledger", samples, "-f", "csv", "--raw", "--shape", shape, *options)
    assert run.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(run.stdout, newline="")))
    with Ledger.open(samples, readonly=True) as ledger:
        held = ledger.incidents(**filters).to_dicts(shape)  # type: ignore[arg-type]
    assert len(rows) == len(held) > 0
    for row, known in zip(rows, held, strict=True):
        assert row == {name: _cell(value) for name, value in known.items()}


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return "; ".join(value) if isinstance(value, list) else str(value)


def test_what_makes_no_sense_is_an_error_of_usage(samples: Path) -> None:
    for words in (
        ("incidents", "-f", "stix", "--shape", "actors"),
        ("claims", "-f", "csv", "--shape", "actors"),
        ("incidents", "-f", "csv", "--shape", "long"),
        ("claims", "-f", "stix"),
    ):
        assert dragoman("export", *words, "--ledger", samples).exit_code == 2, words


def test_metadata_is_written_for_datasette(samples: Path, tmp_path: Path) -> None:
    run = dragoman("export", "metadata", "--ledger", samples)
    assert run.exit_code == 0
    assert len(json.loads(run.stdout)["databases"]["samples"]["queries"]) == 10
    assert dragoman("export", "metadata", "--ledger", samples, "-o", tmp_path / "m.json").exit_code == 0
    assert json.loads((tmp_path / "m.json").read_text())["title"] == "Dragoman ledger"


@pytest.mark.parametrize("format", RULE_OF)
def test_a_house_takes_what_its_rule_would_choose(samples: Path, format: str) -> None:
    """The range of the stored values and the ledger valued anew by the house's rule give the same tolls."""
    columns = {"acled-columns": ["fatalities"], "ucdp-columns": ["low", "best", "high"]}[format]
    ids = {"acled-columns": "event_id_cnty", "ucdp-columns": "id"}[format]

    def tolls(ledger: Ledger, ruled: bool) -> dict[str, list[str]]:
        out = io.BytesIO()
        export_table(ledger, "incidents", format, out, account=Account(), ruled=ruled)
        rows = csv.DictReader(io.StringIO(out.getvalue().decode(), newline=""))
        return {row[ids]: [row[column] for column in columns] for row in rows}

    with Ledger.open(samples, readonly=True) as ledger:
        own = tolls(ledger, False)
        assert own
        assert own == tolls(ledger.under(RULE_OF[format]), True)
        assert own == tolls(ledger.under("acled_lowest" if format == "ucdp-columns" else "latest_official"), False)
