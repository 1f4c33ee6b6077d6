"""GDELT's files as leads: pointers with their place, bad lines named, nothing fetched and nothing believed."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.errors import Malformed, SkipReport, TooLarge, Unreadable
from dragoman.export.sheet import heads_of
from dragoman.settings import Limits
from dragoman.sources.gdelt import EVENT_COLUMNS, Lead, read_leads


def event(url: str = "https://example.org/a", **cells: str) -> str:
    """One line of an Events file; its columns are those that our own export in GDELT's order has."""
    names = heads_of("gdelt-columns")
    given_ = {"GlobalEventID": "901", "Day": "20200103", "EventCode": "194", "DATEADDED": "20200103101500"} | cells
    given_ |= {"ActionGeo_Fullname": "Baghdad, Iraq", "ActionGeo_CountryCode": "IZ", "ActionGeo_Lat": "33.3"}
    given_ |= {"ActionGeo_Long": "44.4", "SOURCEURL": url}
    assert len(names) == EVENT_COLUMNS
    return "\t".join(given_.get(name, "") for name in names)


def mention(url: str = "https://example.org/b", kind: str = "1") -> str:
    cells = ["901", "20200103101500", "20200103120000", kind, "example.org", url, "1", *([""] * 9)]
    return "\t".join(cells)


def leads_of(path: Path, limits: Limits | None = None) -> tuple[list[Lead], list[SkipReport]]:
    found = list(read_leads(path, limits))
    return [one for one in found if isinstance(one, Lead)], [one for one in found if isinstance(one, SkipReport)]


def test_events_and_mentions_are_leads(tmp_path: Path) -> None:
    path = tmp_path / "a.export.CSV"
    path.write_text(f"{event()}\n{mention()}\n")
    (first, second), skipped = leads_of(path)
    assert first == Lead(
        "https://example.org/a",
        "2020-01-03T10:15:00Z",
        "2020-01-03",
        "Baghdad, Iraq",
        "IZ",
        33.3,
        44.4,
        "194",
        "901",
        "a.export.CSV",
    )
    assert (second.url, second.seen, second.day, second.place) == (
        "https://example.org/b",
        "2020-01-03T12:00:00Z",
        "2020-01-03",
        None,
    )
    assert skipped == []


def test_a_zip_is_read_as_it_comes(tmp_path: Path) -> None:
    path = tmp_path / "a.export.CSV.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.export.CSV", f"{event()}\n")
    assert len(leads_of(path)[0]) == 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("one\ttwo", "2 columns"),
        (event("BBC Monitoring"), "no address"),
        (event("ftp://example.org/a"), "no address"),
        (event("file:///etc/passwd"), "no address"),
        (mention(kind="2"), "open web"),
    ],
)
def test_a_line_without_an_address_is_skipped_with_its_reason(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "a.CSV"
    path.write_text(f"{line}\n{event()}\n")
    found, skipped = leads_of(path)
    assert len(found) == len(skipped) == 1
    assert reason in skipped[0].reason and "line 1" in skipped[0].source


def test_passwords_in_addresses_are_dropped(tmp_path: Path) -> None:
    path = tmp_path / "a.CSV"
    path.write_text(event("https://user:secret@example.org:8443/a#part") + "\n")
    assert leads_of(path)[0][0].url == "https://example.org:8443/a"


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"no such file or directory$"):
        leads_of(tmp_path / "none.CSV")
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04 no zip")
    with pytest.raises(Malformed):
        leads_of(broken)
    two = tmp_path / "two.zip"
    with zipfile.ZipFile(two, "w") as archive:
        archive.writestr("a", "")
        archive.writestr("b", "")
    with pytest.raises(Malformed):
        leads_of(two)
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"0" * 2_000_000)
    with pytest.raises(TooLarge):
        leads_of(bomb, Limits(file_bytes=1_000_000))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400) | st.text(max_size=200).map(lambda text: event(text).encode()))
def test_any_bytes_are_leads_or_skipped(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "any.CSV"
    path.write_bytes(data)
    try:
        found, _ = leads_of(path)
    except SkipReport:
        return
    assert all(lead.url.startswith(("http://", "https://")) for lead in found)


def test_the_command(tmp_path: Path) -> None:
    path = tmp_path / "a.CSV"
    other = event("https://example.org/c", EventCode="040")
    path.write_text("\n".join([event(), event(), other, "broken"]) + "\n")
    run = CliRunner().invoke(app, ["leads", str(path)])
    assert run.exit_code == 3
    assert [json.loads(line)["cameo"] for line in io.StringIO(run.stdout)] == ["194", "040"]
    assert "4 lines, 2 leads, 1 skipped" in run.stderr
    run = CliRunner().invoke(app, ["leads", str(path), "--urls", "--country", "IZ", "--cameo", "18,19"])
    assert run.stdout == "https://example.org/a\n"
    run = CliRunner().invoke(app, ["leads", str(path), "--country", "US"])
    assert run.stdout == ""


def test_our_own_export_is_readable_as_gdelt(samples: Path, tmp_path: Path) -> None:
    from dragoman.export import export_table
    from dragoman.ledger import Ledger

    path = tmp_path / "ours.CSV"
    with Ledger.open(samples, readonly=True) as ledger, path.open("wb") as out:
        export_table(ledger, "incidents", "gdelt-columns", out)
    found, skipped = leads_of(path)
    assert found
    assert all("no address" in one.reason for one in skipped)


def test_a_country_by_name_is_refused_not_unmatched(tmp_path: Path) -> None:
    run = CliRunner().invoke(app, ["leads", str(tmp_path / "a.CSV"), "--country", "Iraq"])
    assert run.exit_code == 2 and "FIPS" in run.stderr
