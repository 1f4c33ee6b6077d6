"""Every format read back by a library of its own users, and compared with the ledger cell by cell."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import hxl
import openpyxl
import pytest
import shapely
import shapely.geometry
from hand_rooms import hand  # noqa: F401  (a fixture)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from incident_ledgers import KARSA, a_disagreement, a_ledger, a_report, an_incident
from lxml import etree

from dragoman.export import FORMATS, TABLES_OF, Account, export_table
from dragoman.export.sheet import FORMULA_STARTS, heads_of
from dragoman.export.workbook import SHEETS
from dragoman.ledger import Ledger
from dragoman.ledger.flat import COLUMNS
from dragoman.ledger.shapes import COLUMNS_OF, SHAPES, records_in
from dragoman.model import Count, Incident, Interval, Party, as_record

pytestmark = pytest.mark.usefixtures("hand")

HOUSES = [format for format in FORMATS if TABLES_OF[format] == ("incidents",)]
REPORTS = [a_report(0), a_report(1, url="https://example.org/1?a=1&b=2", title="=1+1")]
DENIED = an_incident(REPORTS[0], 2, status="denied", place=None, killed=None)
PLAIN = an_incident(REPORTS, 1, injured=Count(10, None, None, 0, 2, "at least 10"))
HOSTILE = an_incident(
    REPORTS[0],
    3,
    summary='=HYPERLINK("x")\t]]> & <b> \x07 €',
    actors=(Party("actor", "@group\n, the", "group", None, ("-x",), None, None),),
    place=replace(KARSA, name='+"Karsa"; <&>', radius_km=None, precision=4),
    killed=None,
    time=Interval(date(2021, 3, 1), date(2021, 3, 31), "month"),
)


@pytest.fixture
def ledger(tmp_path: Path, hand: None) -> Iterator[Ledger]:  # noqa: F811
    with a_ledger(tmp_path / "a.ledger", [PLAIN, DENIED, HOSTILE], REPORTS, [a_disagreement(PLAIN)]) as opened:
        yield opened


def exported(ledger: Ledger, format: str, **options: Any) -> bytes:
    out = io.BytesIO()
    export_table(ledger, "incidents", format, out, **options)
    return out.getvalue()


def undone(cell: str) -> str:
    """A cell without the mark that keeps a spreadsheet from running it."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


@pytest.mark.parametrize("format", HOUSES)
def test_what_is_read_is_written_or_accounted_for(ledger: Ledger, format: str) -> None:
    account, lines = Account(), io.StringIO()
    exported(ledger, format, account=account)
    assert account.written + account.left_out.total() == len(ledger.incidents())
    told = Account(lines)
    exported(ledger, format, account=told)
    rows = lines.getvalue().splitlines()
    assert rows[0] == "what,reason,incident_id"
    if format != "xlsx":
        assert len(rows) - 1 == told.left_out.total() + told.lost.total()


@pytest.mark.parametrize("format", HOUSES)
def test_the_same_ledger_gives_the_same_bytes(ledger: Ledger, format: str) -> None:
    assert exported(ledger, format) == exported(ledger, format)


def test_hxl_with_libhxl(ledger: Ledger) -> None:
    source = hxl.data(io.BytesIO(exported(ledger, "hxl")))
    assert source.headers == heads_of("hxl")
    rows = list(source)
    happened = [PLAIN, HOSTILE]
    by_id = {row.get("#event+code"): row for row in rows}
    assert set(by_id) == {incident.incident_id for incident in happened}
    plain = by_id[PLAIN.incident_id]
    assert [plain.get(f"#affected+killed{end}") for end in ("-min-max", "+min", "+max")] == ["4", "3", "5"]
    assert (plain.get("#affected+injured-min-max"), plain.get("#affected+injured+min")) == (None, "10")
    assert (plain.get("#date+start"), plain.get("#geo+lat"), plain.get("#geo+lon")) == (
        "2021-03-04",
        "33.500000",
        "-44.250000",
    )
    assert plain.get("#country+code+v_iso3") == "IRQ"
    assert undone(by_id[HOSTILE.incident_id].get("#loc+name")) == '+"Karsa"; <&>'


def test_hxl_is_valid_by_its_own_schema(samples: Path) -> None:
    with Ledger.open(samples, readonly=True) as ledger:
        report = hxl.validate(hxl.data(io.BytesIO(exported(ledger, "hxl"))))
    assert report["is_valid"], [(issue["tag_pattern"], issue["description"]) for issue in report["issues"]]


def test_geojson_with_shapely(ledger: Ledger) -> None:
    collection = json.loads(exported(ledger, "geojson"))
    assert len(collection["features"]) == 3
    for feature in collection["features"]:
        incident = ledger.incident(feature["id"])
        if incident.place is None:
            assert feature["geometry"] is None
            continue
        point = shapely.geometry.shape(feature["geometry"])
        assert point.is_valid
        assert (point.x, point.y) == (incident.place.lon, incident.place.lat)
        ends = [feature["properties"][f"killed_{end}"] for end in ("low", "best", "high")]
        assert ends == (
            [incident.killed.low, incident.killed.best, incident.killed.high] if incident.killed else [None] * 3
        )


def test_kml_is_xml_and_its_circles_are_round(ledger: Ledger) -> None:
    tree = etree.fromstring(exported(ledger, "kml"))
    space = {"k": "http://www.opengis.net/kml/2.2"}
    marks = {mark.get("id"): mark for mark in tree.findall(".//k:Placemark", space)}
    assert set(marks) == {PLAIN.incident_id, HOSTILE.incident_id}
    plain = marks[PLAIN.incident_id]
    assert plain.findtext("k:TimeSpan/k:begin", namespaces=space) == "2021-03-04"
    held = {data.get("name"): data.findtext("k:value", namespaces=space) for data in plain.iter("{*}Data")}
    assert (held["killed"], held["injured"], held["status"]) == ("3–5", "at least 10", "occurred")
    corners = [
        tuple(map(float, c.split(","))) for c in plain.findtext(".//k:Polygon//k:coordinates", "", space).split()
    ]
    ring = shapely.Polygon(corners)
    assert ring.is_valid and ring.exterior.is_ccw and corners[0] == corners[-1]
    assert (ring.centroid.x, ring.centroid.y) == pytest.approx((KARSA.lon, KARSA.lat), abs=1e-4)
    # A degree of latitude is 111.2 km.
    assert (ring.bounds[3] - ring.bounds[1]) / 2 * 111.2 == pytest.approx(2.0, rel=0.01)
    assert plain.findtext("k:styleUrl", namespaces=space) == "#incident"
    hostile = marks[HOSTILE.incident_id]
    assert hostile.findtext("k:styleUrl", namespaces=space) == "#country"
    styles = {style.get("id") for style in tree.findall(".//k:Style", space)}
    assert styles == {"incident", "country"}
    assert hostile.findtext("k:name", namespaces=space) == HOSTILE.summary.replace("\x07", "\ufffd")
    assert hostile.find(".//k:Polygon", space) is None


@pytest.mark.parametrize(("lat", "lon", "radius"), [(89.9, 0.0, 50.0), (0.0, 179.99, 50.0), (-70.0, -179.9, 900.0)])
def test_no_circle_passes_a_pole_or_the_date_line(lat: float, lon: float, radius: float) -> None:
    from dragoman.export.kml import _ring

    assert _ring(replace(KARSA, lat=lat, lon=lon, radius_km=radius)) == []


def test_ftm_statements_with_followthemoney(ledger: Ledger) -> None:
    followthemoney = pytest.importorskip("followthemoney", reason="followthemoney needs ICU to compile: extra `ftm`")
    from followthemoney.statement.serialize import read_csv_statements

    statements = list(read_csv_statements(io.BytesIO(exported(ledger, "ftm", raw=True))))
    entities = [json.loads(line) for line in exported(ledger, "ftm-entities").splitlines()]
    assert len({statement.id for statement in statements}) == len(statements)
    for statement in statements:
        assert statement.id == statement.generate_key()
        if statement.prop != "id":
            prop = followthemoney.model.get(statement.schema).get(statement.prop)
            assert prop is not None, (statement.schema, statement.prop)
            assert prop.type.name == statement.prop_type
            if prop.type.name not in ("entity", "string", "text", "name", "address", "number"):
                assert prop.type.clean(statement.value) == statement.value
    known = {entity["id"]: entity for entity in entities}
    for entity in entities:
        proxy = followthemoney.model.get_proxy(entity)
        assert proxy.to_dict()["properties"].keys() == entity["properties"].keys()
        followthemoney.model.get(entity["schema"]).validate(entity)
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert followthemoney.model.get(known[value]["schema"]).is_a(prop.range), (prop, value)
    event = known[PLAIN.incident_id]["properties"]
    assert sorted(event["proof"]) == sorted(PLAIN.reports)
    assert event["notes"] == ["killed: 3 to 5, best 4", "injured: 10 to open, best open"]
    assert known[DENIED.incident_id]["properties"]["name"][0].startswith("[denied]")


def workbook(ledger: Ledger, **options: Any) -> Any:
    return openpyxl.load_workbook(io.BytesIO(exported(ledger, "xlsx", **options)))


def test_xlsx_with_openpyxl(ledger: Ledger) -> None:
    book = workbook(ledger)
    assert book.sheetnames == list(SHEETS)
    sheet = book["incidents"]
    assert sheet.freeze_panes == "B2"
    heads = [cell.value for cell in sheet[1]]
    columns = {column.name: column for column in COLUMNS["incidents"]}
    assert sorted([*heads, "evidence"]) == sorted(columns)
    records = {incident.incident_id: as_record(incident) for incident in ledger.incidents()}
    assert sheet.max_row == len(records) + 1
    for row in sheet.iter_rows(min_row=2):
        record = records[row[0].value]
        for head, cell in zip(heads, row, strict=True):
            assert_same_cell(cell, columns[head].take(record), columns[head].type)
    (dispute,) = rows_of(book["disagreements"])
    assert (dispute["disagreement_id"], dispute["incident_id"]) == ("dis-0000000000000000", PLAIN.incident_id)
    assert dispute["told"] == "killed: 3 (1 origin, the army); against 5 (1 origin, a doctor)"
    assert book["reports"].max_row == 3
    assert any("GeoNames" in str(cell.value) for cell in book["README"]["A"])


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    heads, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_xlsx_leads_from_an_incident_to_its_sentences_and_reports(ledger: Ledger) -> None:
    book = workbook(ledger)
    evidence = rows_of(book["evidence"])
    assert [(row["incident_id"], row["report_id"], row["start"], row["end"], row["sentence"]) for row in evidence] == [
        (incident.incident_id, told.report_id, told.start, told.end, told.text)
        for incident in ledger.incidents()
        for told in incident.evidence
    ]
    for cell in book["incidents"]["A"][1:]:
        sheet, place = cell.hyperlink.location.split("!")
        row = book[sheet.strip("'")][place].row
        assert evidence[row - 2]["incident_id"] == cell.value
        assert row == 2 or evidence[row - 3]["incident_id"] != cell.value
    url = [cell.value for cell in book["evidence"][1]].index("url")
    linked = {row[url].value: row[url].hyperlink.target for row in book["evidence"].iter_rows(2) if row[url].hyperlink}
    assert linked == {"https://example.org/1?a=1&b=2": "https://example.org/1?a=1&b=2"}
    sheet = book["incidents"]
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet.column_dimensions["A"].width > 10 and not sheet.column_dimensions["A"].hidden
    folded = [size for size in sheet.column_dimensions.values() if size.hidden]
    assert folded and all(size.outlineLevel == 1 for size in folded)


def test_xlsx_has_no_link_but_to_the_web_and_not_too_many(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.export.xlsx_rows.LINKS_A_SHEET", 2)
    book = workbook(ledger)
    assert sum(cell.hyperlink is not None for cell in book["incidents"]["A"]) == 2
    for name in book.sheetnames:
        for row in book[name].iter_rows():
            for cell in row:
                target = cell.hyperlink and cell.hyperlink.target
                assert target is None or target.startswith(("http://", "https://"))


@given(text=st.text(min_size=1, max_size=30) | st.sampled_from(["_x0041_", "a\r\nb", " lead", "\ufffe", "]]>", "<b>&"]))
def test_any_text_stands_in_a_sheet_as_text(text: str) -> None:
    from openpyxl.utils.escape import unescape

    from dragoman.export.xlsx_file import Frame
    from dragoman.export.xlsx_rows import Shown, Table
    from dragoman.ledger.flat import columns_at

    frame, out = Frame(), io.BytesIO()
    table = Table("x", [Shown(column, 20) for column in columns_at("text", "text")], frame.styles, raw=True)
    table.add({"text": text})
    frame.save([table], ["note"], out)
    cell = openpyxl.load_workbook(out)["x"]["A2"]
    # What XML cannot hold is replaced; Excel reads its own escapes back, openpyxl leaves that to its caller.
    held = "".join(c if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff") else "\ufffd" for c in text)
    assert unescape(cell.value) == held
    assert cell.data_type == "s"


def assert_same_cell(cell: Any, value: Any, type_: str) -> None:
    """A cell of the workbook holds the value with its type, and no formula."""
    assert cell.data_type != "f"
    if isinstance(cell.value, datetime):
        assert cell.value.date().isoformat() == value
    elif type_ == "list":
        assert (cell.value or "") == "; ".join(value or ())
    elif isinstance(value, str):
        assert cell.value == value.replace("\x07", "\ufffd")
        assert cell.quotePrefix == value.startswith(FORMULA_STARTS)
    else:
        # openpyxl gives a whole number back as an int, whatever it was written as.
        assert cell.value == value
        assert isinstance(cell.value, bool) == isinstance(value, bool)


def test_xlsx_raw_and_narrowed(ledger: Ledger) -> None:
    from dragoman.ledger import Filters

    raw = workbook(ledger, raw=True)
    assert not any(cell.quotePrefix for row in raw["incidents"].iter_rows() for cell in row)
    assert not any(cell.data_type == "f" for row in raw["incidents"].iter_rows() for cell in row)
    narrow = workbook(ledger, filters=Filters.of(until="2021-03-01"))
    assert narrow["incidents"].max_row == 2
    assert [row["report_id"] for row in rows_of(narrow["reports"])] == [REPORTS[0].report_id]


def test_a_sheet_that_is_full_goes_on_in_another(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.export.xlsx_rows.ROWS_A_SHEET", 3)
    book = workbook(ledger)
    assert [book[name].max_row for name in ("incidents", "incidents 2")] == [3, 2]
    assert book["incidents 2"]["A2"].hyperlink.location == "'evidence 2'!A3"
    told = Account()
    exported(ledger, "xlsx", account=told)
    assert "incidents fill more than one of Excel's sheets: incidents, incidents 2" in told.lost
    monkeypatch.setattr("dragoman.export.xlsx_rows.CELL_CHARS", 20)
    account = Account()
    exported(ledger, "xlsx", account=account)
    assert sum(count for reason, count in account.lost.items() if "longer" in reason) > 3


@pytest.mark.parametrize("shape", SHAPES)
def test_frames_and_files_hold_the_same_cells(ledger: Ledger, shape: str) -> None:
    import duckdb
    import pandas
    import polars
    import pyarrow.parquet

    incidents = ledger.incidents()
    rows = incidents.to_dicts(shape)
    assert rows and list(rows[0]) == [column.name for column in COLUMNS_OF[shape]]  # type: ignore[index]
    assert incidents.to_arrow(shape).to_pylist() == rows
    assert incidents.to_polars(shape).to_dicts() == rows
    frame = incidents.to_pandas(shape)
    for row, (_, held) in zip(rows, frame.iterrows(), strict=True):
        for name, value in row.items():
            cell = held[name]
            assert cell == value if isinstance(value, list) else (pandas.isna(cell) if value is None else cell == value)
    assert str(frame["killed_low"].dtype) == "Int64"
    file = io.BytesIO(exported(ledger, "parquet", shape=shape))
    table = pyarrow.parquet.read_table(file)
    assert table.to_pylist() == rows
    assert polars.read_parquet(io.BytesIO(file.getvalue())).to_dicts() == rows
    with duckdb.connect() as duck:
        duck.register("held", table)
        assert duck.execute("SELECT count(*) FROM held").fetchone() == (len(rows),)
    lines = exported(ledger, "csv", shape=shape, raw=True)
    text = pandas.read_csv(io.BytesIO(lines), dtype=str, keep_default_na=False)
    for row, (_, held) in zip(rows, text.iterrows(), strict=True):
        for name, value in row.items():
            assert held[name] == as_csv(value), name
    if shape != "wide":
        assert [json.loads(line) for line in exported(ledger, "jsonl", shape=shape).splitlines()] == rows


def as_csv(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return "; ".join(value) if isinstance(value, list) else str(value)


def test_incidents_are_an_arrow_stream(ledger: Ledger) -> None:
    import polars
    import pyarrow

    incidents = ledger.incidents()
    table = pyarrow.RecordBatchReader.from_stream(incidents).read_all()
    assert table.to_pylist() == incidents.to_dicts()
    assert polars.DataFrame(incidents).height == 3
    empty = ledger.incidents(since="2030-01-01")
    assert empty.to_arrow().num_rows == len(empty.to_pandas()) == empty.to_polars().height == 0


def test_no_incident_is_lost_by_lengthening(ledger: Ledger) -> None:
    for shape in SHAPES:
        found = {row["incident_id"] for row in ledger.incidents().to_dicts(shape)}
        assert found == {incident.incident_id for incident in ledger.incidents()}


def test_incidents_without_their_ledger_say_so(ledger: Ledger) -> None:
    from dragoman.errors import BadSettings
    from dragoman.ledger import Incidents

    with pytest.raises(BadSettings, match="without their ledger"):
        Incidents([PLAIN]).to_dicts("claims")
    with pytest.raises(BadSettings, match="no shape"):
        ledger.incidents().to_arrow("long")
    assert len(ledger.incidents()[:1].to_dicts("claims")) == 1


TEXT = st.text(max_size=20)
COUNTS = st.none() | st.builds(
    lambda n: Count(n[0], n[1], n[2]), st.tuples(*[st.integers(0, 9) | st.none()] * 3).map(lambda t: t)
)
INCIDENTS = st.builds(
    lambda number, name, summary, killed, days, status, kind, radius: an_incident(
        REPORTS,
        number,
        summary=summary,
        killed=killed,
        status=status,
        kind=kind,
        actors=(Party("actor", name or "x", "group", None, (name,), "REB", "IRQ"),),
        time=Interval(date(2021, 3, 1), date(2021, 3, days), "week") if days else Interval(),
        place=replace(KARSA, name=name or None, radius_km=radius),
    ),
    st.integers(0, 2**40),
    TEXT,
    TEXT,
    COUNTS,
    st.none() | st.integers(1, 31),
    st.sampled_from(["occurred", "attempted", "denied", "possible"]),
    st.sampled_from(["shelling", "protest", "threat", "shooting", "troop_level"]),
    st.none() | st.floats(0, 20000),
)


@pytest.mark.parametrize("format", HOUSES)
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(incidents=st.lists(INCIDENTS, max_size=4, unique_by=lambda incident: incident.incident_id))
def test_any_incident_leaves_in_any_format(
    tmp_path_factory: pytest.TempPathFactory, format: str, incidents: list[Incident]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    with a_ledger(folder / "a.ledger", incidents, REPORTS) as ledger:
        account = Account()
        data = exported(ledger, format, account=account)
        assert account.written + account.left_out.total() == len(incidents)
        assert READS[format](data) == account.written


def _rows(data: bytes, delimiter: str = ",", heads: int = 1) -> int:
    import csv

    rows = list(csv.reader(io.StringIO(data.decode(), newline=""), delimiter=delimiter))
    assert len({len(row) for row in rows}) == 1
    return len(rows) - heads


def _stix(data: bytes) -> int:
    import stix2

    bundle = stix2.parse(data.decode(), allow_custom=False)
    return sum(item.type == "incident" for item in bundle.objects)


READS: dict[str, Callable[[bytes], int]] = {
    "acled-columns": _rows,
    "ucdp-columns": _rows,
    "polecat": lambda data: _rows(data, "\t"),
    "hxl": lambda data: _rows(data, heads=2),
    "gdelt-columns": lambda data: len([line for line in data.decode().split("\n")[:-1] if line.count("\t") == 60]),
    "plover": lambda data: len([json.loads(line) for line in data.split(b"\n")[:-1]]),
    "geojson": lambda data: len(json.loads(data)["features"]),
    "stix": _stix,
    "kml": lambda data: len(etree.fromstring(data).findall(".//{*}Placemark")),
    "ftm": lambda data: data.decode().count('"id","id","Event"'),
    "ftm-entities": lambda data: data.decode().count('"schema": "Event"'),
    "xlsx": lambda data: openpyxl.load_workbook(io.BytesIO(data))["incidents"].max_row - 1,
}


def test_every_house_is_read_back() -> None:
    assert set(READS) == set(HOUSES)
    assert records_in is not None
