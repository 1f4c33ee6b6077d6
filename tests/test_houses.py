"""House formats: the columns of each, its coding rules, and nothing lost in silence."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import stix2
from hand_rooms import hand  # noqa: F401  (a fixture)
from incident_ledgers import KARSA, SENTENCE, a_disagreement, a_ledger, a_report, an_incident

from dragoman.export import FORMATS, RULE_OF, TABLES_OF, Account, export_table
from dragoman.export.sheet import heads_of
from dragoman.export.ucdp import priogrid
from dragoman.knowledge.house_rules import load_codes, load_house
from dragoman.knowledge.kinds import load_kinds
from dragoman.ledger import Ledger
from dragoman.model import Applied, Count, Incident, Interval, Party

pytestmark = pytest.mark.usefixtures("hand")

ACLED, UCDP, POLECAT = heads_of("acled-columns"), heads_of("ucdp-columns"), heads_of("polecat")
REPORT = a_report()
CIVILIAN = Party("victim", "farmers", "unnamed", None, ("two farmers",), "CVL", None)
ARMY = Party("actor", "Iraqi army", "organisation", "IRQ/army", ("the army",), "MIL", "IRQ")
US = Party("actor", "United States", "country", "USA", ("U.S.",), "GOV", "USA")
WOLVES, GUARDS = an_incident(REPORT).actors

Export = Callable[..., tuple[list[dict[str, str]], Account]]


@pytest.fixture
def export(tmp_path: Path) -> Iterator[Export]:
    """Export incidents made by hand in a format of rows; give the rows and the account."""
    opened: list[Ledger] = []

    def run(format: str, *incidents: Incident, **options: Any) -> tuple[list[dict[str, str]], Account]:
        ledger = a_ledger(tmp_path / f"{len(opened)}.ledger", incidents, [REPORT])
        opened.append(ledger)
        out, account = io.BytesIO(), Account()
        export_table(ledger, "incidents", format, out, account=account, **options)
        text = io.StringIO(out.getvalue().decode(), newline="")
        if format == "plover":
            return [json.loads(line) for line in text], account
        return list(csv.DictReader(text, delimiter="\t" if format == "polecat" else ",")), account

    yield run
    for ledger in opened:
        ledger.close()


def test_columns_are_those_of_the_houses() -> None:
    assert (len(ACLED), len(UCDP), len(POLECAT)) == (31, 49, 40)
    assert (ACLED[0], ACLED[-1], UCDP[-1], POLECAT[-1]) == ("event_id_cnty", "timestamp", "gwnob", "Version")
    for columns in (ACLED, UCDP, POLECAT):
        assert len(set(columns)) == len(columns)
    assert set(TABLES_OF) == set(FORMATS)
    assert set(RULE_OF) <= set(FORMATS)


# ACLED


def test_acled_row(export: Export) -> None:
    (row,), account = export("acled-columns", an_incident(REPORT))
    assert list(row) == ACLED
    assert {key: row[key] for key in ACLED[:20]} == {
        "event_id_cnty": "inc-0000000000000000",
        "event_date": "2021-03-04",
        "year": "2021",
        "time_precision": "1",
        "disorder_type": "Political violence",
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Shelling/artillery/missile attack",
        "actor1": "Grey Wolves",
        "assoc_actor_1": "",
        "inter1": "Rebel group",
        "actor2": "guards",
        "assoc_actor_2": "",
        "inter2": "State forces",
        "interaction": "State forces-Rebel group",
        "civilian_targeting": "",
        "iso": "368",
        "region": "Middle East",
        "country": "Iraq",
        "admin1": "Diyala",
        "admin2": "",
    }
    assert (row["latitude"], row["longitude"], row["geo_precision"]) == ("33.5000", "-44.2500", "1")
    assert (row["source"], row["fatalities"]) == ("Paper 0", "3")
    assert SENTENCE in row["notes"] and f"{REPORT.report_id}:0-{len(SENTENCE)}" in row["notes"]
    assert "not ACLED data" in row["tags"]
    assert (account.written, account.left_out) == (1, {})


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"status": "threatened"}, "threatened"),
        ({"status": "denied"}, "denied"),
        ({"status": "possible"}, "possible"),
        ({"series": True}, "aggregate"),
        ({"kind": "threat"}, "words"),
        ({"kind": "closure"}, "posture"),
        ({"time": Interval()}, "time is unknown"),
        ({"time": Interval(date(2021, 3, 1), date(2021, 4, 30), "season")}, "less well than to a month"),
        ({"place": None}, "place is unknown"),
        ({"place": replace(KARSA, lat=None, lon=None)}, "no coordinates"),
        ({"place": replace(KARSA, precision=4)}, "only to a country"),
    ],
)
def test_what_acled_would_not_code_is_left_out_and_said(export: Export, fields: dict[str, Any], reason: str) -> None:
    rows, account = export("acled-columns", an_incident(REPORT, **fields))
    assert rows == []
    assert account.left_out.total() == 1
    assert reason in next(iter(account.left_out))
    assert any(reason in line for line in account.summary("acled-columns"))


@pytest.mark.parametrize(
    ("first", "last", "day", "precision"),
    [(4, 4, "2021-03-04", "1"), (4, 5, "2021-03-04", "2"), (1, 7, "2021-03-04", "2"), (1, 31, "2021-03-16", "3")],
)
def test_acled_time_is_the_middle(export: Export, first: int, last: int, day: str, precision: str) -> None:
    time = Interval(date(2021, 3, first), date(2021, 3, last), "month")
    (row,), _ = export("acled-columns", an_incident(REPORT, time=time))
    assert (row["event_date"], row["time_precision"]) == (day, precision)


@pytest.mark.parametrize(
    ("killed", "kind", "dead"),
    [
        (Count(3, 4, 5, 0, 1, "3"), "assault", "3"),
        (None, "assault", "0"),
        (Count(None, None, 7, 0, 1, "at most 7"), "assault", "0"),
        (Count(0, 0, 0, 0, 1, "nobody"), "assault", "0"),
    ],
)
def test_acled_takes_the_lowest_toll(export: Export, killed: Count | None, kind: str, dead: str) -> None:
    (row,), account = export("acled-columns", an_incident(REPORT, killed=killed, kind=kind))
    assert row["fatalities"] == dead
    assert ("no death toll" in row["tags"]) == (killed is None)
    assert any("range" in reason for reason in account.lost) == (killed is not None and killed.low != killed.high)


def test_a_rule_that_a_person_chose_goes_before_the_house(export: Export) -> None:
    (row,), _ = export("acled-columns", an_incident(REPORT), ruled=True)
    assert row["fatalities"] == "4"


@pytest.mark.parametrize(
    ("words", "sub_event", "number"),
    [
        ("several", "Attack", 3),
        ("several", "Air/drone strike", 10),
        ("many", "Suicide bomb", 10),
        ("a few", "Attack", 3),
        ("dozens", "Attack", 12),
        ("dozens of civilians", "Attack", 12),
        ("hundreds", "Attack", 100),
        ("dozens of thousands", "Attack", None),
        ("several hundred", "Attack", None),
        ("12", "Attack", None),
        ("some 40", "Attack", None),
        ("two", "Attack", None),
    ],
)
def test_acled_words_of_number(words: str, sub_event: str, number: int | None) -> None:
    from dragoman.export.acled_tolls import _of_word

    assert _of_word(words, sub_event, load_house("acled")["words"]) == number


def test_acled_parties_decide_the_event(export: Export) -> None:
    attack = an_incident(REPORT, kind="shooting", weapons=())
    (battle,), _ = export("acled-columns", attack)
    assert (battle["event_type"], battle["sub_event_type"]) == ("Battles", "Armed clash")
    (civilians,), _ = export("acled-columns", replace(attack, actors=(WOLVES, CIVILIAN)))
    assert (civilians["event_type"], civilians["sub_event_type"]) == ("Violence against civilians", "Attack")
    assert (civilians["actor2"], civilians["assoc_actor_2"]) == ("Civilians (Iraq)", "farmers")
    assert civilians["civilian_targeting"] == "Civilians targeted"
    assert civilians["interaction"] == "Rebel group-Civilians"
    (unknown,), _ = export("acled-columns", replace(attack, actors=()))
    assert (unknown["actor1"], unknown["inter1"], unknown["interaction"]) == ("", "", "")


def test_acled_states_abroad_and_crowds(export: Export) -> None:
    (abroad,), _ = export("acled-columns", an_incident(REPORT, kind="air_strike", actors=(US, GUARDS)))
    assert (abroad["actor1"], abroad["inter1"]) == ("United States", "External/Other forces")
    students = Party("actor", "students", "unnamed", None, ("students",), "EDU", None)
    (crowd,), _ = export("acled-columns", an_incident(REPORT, kind="protest", actors=(students,)))
    assert (crowd["actor1"], crowd["assoc_actor_1"]) == ("Protesters (Iraq)", "students")
    assert (crowd["inter1"], crowd["interaction"]) == ("Protesters", "Protesters only")
    assert crowd["disorder_type"] == "Demonstrations"


def test_acled_splits_only_what_is_told_to_have_lasted(hand: None, tmp_path: Path) -> None:  # noqa: F811
    from dragoman.export.acled import _days
    from dragoman.export.job import Job

    time = Interval(date(2021, 3, 3), date(2021, 3, 5), "day")
    incident = an_incident(REPORT, kind="armed_clash", time=time, killed=Count(8, 8, 8, 0, 1, "8"))
    rules = load_house("acled")
    with a_ledger(tmp_path / "a.ledger", [incident], [REPORT]) as ledger:
        job = Job(ledger)
        assert [day.fatalities for day in _days(job, incident, "Armed clash", rules)] == [8]
        mention = next(iter(_lasting(time)))
        object.__setattr__(job, "tellings", lambda _incident: [mention])
        days = list(_days(job, incident, "Armed clash", rules))
    assert [(str(day.day), day.precision, day.fatalities, day.number) for day in days] == [
        ("2021-03-03", 1, 4, 1),
        ("2021-03-04", 1, 2, 2),
        ("2021-03-05", 1, 2, 3),
    ]


def _lasting(time: Interval) -> Iterator[Any]:
    from ledger_builders import make_reading

    mention = make_reading().mentions[0]
    assert mention.time
    told = replace(mention.time, value="2021-03-03/2021-03-05", first=time.start, last=time.end)
    yield replace(mention, time=told, killed=Count(8, 8, 8, 0, 1, "8"))


def test_a_toll_that_a_person_set_is_no_word(export: Export) -> None:
    incident = an_incident(REPORT, killed=Count(12, 12, 12, None, None, "several"))
    set_by_hand = replace(incident, corrections=(Applied("cor-1", "set", "killed", "Ana"),))
    (row,), _ = export("acled-columns", set_by_hand)
    assert row["fatalities"] == "12"


# UCDP


def test_ucdp_row(export: Export) -> None:
    (row,), account = export("ucdp-columns", an_incident(REPORT))
    assert list(row) == UCDP
    assert (row["id"], row["type_of_violence"], row["event_clarity"]) == ("inc-0000000000000000", "1", "1")
    assert (row["low"], row["best"], row["high"]) == ("3", "4", "5")
    assert (row["side_a"], row["gwnoa"], row["side_b"]) == ("guards", "645", "Grey Wolves")
    assert (row["deaths_a"], row["deaths_b"], row["deaths_civilians"], row["deaths_unknown"]) == ("4", "0", "0", "0")
    assert (row["where_prec"], row["date_prec"], row["date_start"], row["date_end"]) == (
        "1",
        "1",
        "2021-03-04",
        "2021-03-04",
    )
    assert (row["geom_wkt"], row["country_id"], row["region"]) == ("POINT (-44.250000 33.500000)", "645", "Middle East")
    assert REPORT.report_id in row["source_article"]
    assert account.written == 1


def test_ucdp_sides(export: Export) -> None:
    (one_sided,), _ = export("ucdp-columns", an_incident(REPORT, actors=(WOLVES, CIVILIAN)))
    assert (one_sided["type_of_violence"], one_sided["side_a"], one_sided["side_b"]) == (
        "3",
        "Grey Wolves",
        "Civilians",
    )
    assert one_sided["deaths_civilians"] == "4"
    rivals = replace(WOLVES, role="recipient", name="Red Foxes", actor_id="red-foxes")
    (non_state,), _ = export("ucdp-columns", an_incident(REPORT, actors=(WOLVES, rivals)))
    assert (non_state["type_of_violence"], non_state["deaths_unknown"], non_state["deaths_b"]) == ("2", "4", "0")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"killed": None}, "no death toll is told"),
        ({"killed": Count(0, 0, 0)}, "nobody died"),
        ({"kind": "arrest"}, "armed force"),
        ({"kind": "cyber_attack"}, "armed force"),
        ({"status": "denied"}, "denied"),
        ({"actors": (CIVILIAN,)}, "no dyad"),
        ({"actors": (Party("blamed", "Grey Wolves", "group", "w", (), "REB", "IRQ"), CIVILIAN)}, "no dyad"),
        ({"time": Interval(date(2019, 1, 1), date(2020, 12, 31), "year")}, "less well than to a year"),
    ],
)
def test_what_ucdp_would_not_code_is_left_out_and_said(export: Export, fields: dict[str, Any], reason: str) -> None:
    rows, account = export("ucdp-columns", an_incident(REPORT, **fields))
    assert rows == []
    assert reason in next(iter(account.left_out))


def test_ucdp_counts_a_death_in_any_estimate_and_closes_open_ends(export: Export) -> None:
    rows, account = export(
        "ucdp-columns",
        an_incident(REPORT, 1, killed=Count(4, None, None)),
        an_incident(REPORT, 2, killed=Count(0, 0, 9)),
        an_incident(REPORT, 3, series=True),
    )
    assert [(row["low"], row["best"], row["high"]) for row in rows] == [
        ("4", "4", "4"),
        ("0", "0", "9"),
        ("3", "4", "5"),
    ]
    assert [row["event_clarity"] for row in rows] == ["1", "1", "2"]
    assert account.lost["an end of its toll is open: the nearest number told stands there"] == 1


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (KARSA, "1"),
        (replace(KARSA, precision=2), "2"),
        (replace(KARSA, precision=3, kind="province"), "4"),
        (replace(KARSA, precision=3, kind="district"), "3"),
        (replace(KARSA, precision=3, kind="desert"), "5"),
        (replace(KARSA, precision=4, kind="country"), "6"),
    ],
)
def test_ucdp_precision_of_the_place(export: Export, place: Any, expected: str) -> None:
    (row,), _ = export("ucdp-columns", an_incident(REPORT, place=place))
    assert row["where_prec"] == expected


def test_priogrid_cells() -> None:
    # The first cell is at the south west, the last at the north east (PRIO-GRID codebook).
    assert priogrid(-89.9, -179.9) == 1
    assert priogrid(89.9, 179.9) == 360 * 720
    assert priogrid(0.25, 0.25) == 180 * 720 + 361


# PLOVER and POLECAT


def test_plover_offsets_point_into_the_report(export: Export) -> None:
    (record,), _ = export("plover", an_incident(REPORT))
    info: Any = record["text_info"]
    assert REPORT.text[info["start"] : info["end"]] == record["text"] == SENTENCE
    assert info["sequence"] == 0
    assert info["text_story"][0]["report_id"] == REPORT.report_id
    event: Any = record
    assert (event["id"], event["date"], event["event"], event["mode"]) == (
        "inc-0000000000000000",
        "2021-03-04",
        ["ASSAULT"],
        ["heavy-weapons"],
    )
    assert (event["quad_code"], event["size"]) == (4, {"dead": 4, "injured": None, "arrested": None})
    assert event["actor"][0] | {"entity_text": None} == {
        "code": "IRQ REB",
        "sector": "REB",
        "entity_text": None,
        "identifier_id": "grey-wolves",
        "identifier_text": "Grey Wolves",
    }
    assert event["event_loc"]["geonameid"] == "9001"
    assert "CC BY-SA" in event["cite_info"]["license"] and "GeoNames" in event["cite_info"]["license"]


def test_plover_dates_news_by_publication_and_history_never(export: Export) -> None:
    news, history = an_incident(REPORT, 1, time=Interval()), an_incident(REPORT, 2, time=Interval(), background=True)
    (record,), account = export("plover", news, history)
    assert record["date"] == "2021-03-05"
    assert "day of publication" in record["comment"]
    assert sum(account.left_out.values()) == 1


def test_polecat_row(export: Export) -> None:
    (row,), _ = export("polecat", an_incident(REPORT))
    assert list(row) == POLECAT
    assert (row["Event ID"], row["Event Date"], row["Event Type"]) == ("inc-0000000000000000", "2021-03-04", "ASSAULT")
    assert (row["Quad Code"], row["Actor COW"], row["Latitude"]) == ("MATERIAL CONFLICT", "645", "33.5000")
    assert (row["Recipient Name"], row["Recipient Country"]) == ("guards", "IRQ")


def test_every_plover_type_has_a_quad_code() -> None:
    types = {kind.plover_type for kind in load_kinds().values() if kind.plover_type} | {"THREATEN", "REQUEST", "REJECT"}
    assert types <= set(load_house("plover")["quad"])


# Tables


def test_every_kind_has_its_codes() -> None:
    codes, acled = load_codes(), load_house("acled")
    not_coded = {kind for kinds in acled["not_coded"].values() for kind in kinds}
    assert not_coded <= set(load_kinds())
    for kind in load_kinds().values():
        assert kind.acled_event in acled["disorder"]
        if kind.kind not in ("troop_level", "mission_change", "inaction", "appointment", "election", "vote", "other"):
            assert codes.cameo_of(kind.kind, "occurred"), kind.kind


def test_every_country_has_its_region() -> None:
    codes = load_codes().countries
    assert codes["IQ"] is codes["IRQ"]
    assert (codes["IQ"].numeric, codes["IQ"].fips, codes["IQ"].gw) == (368, "IZ", 645)
    assert {code.ucdp_region for code in codes.values()} - {None} == {
        "Africa",
        "Americas",
        "Asia",
        "Europe",
        "Middle East",
    }
    assert len({code.acled_region for code in codes.values()}) == 18
    numbers = [code.gw for key, code in codes.items() if len(key) == 2 and code.gw]
    assert len(numbers) == len(set(numbers)) > 190


def test_a_user_may_add_to_a_house(tmp_path: Path) -> None:
    (tmp_path / "houses").mkdir()
    (tmp_path / "houses" / "plover.toml").write_text('undated = "left out"\n')
    rules = load_house("plover", (tmp_path,))
    assert (rules["undated"], rules["quad"]["ASSAULT"]) == ("left out", 4)


# GDELT


def test_gdelt_row(export: Export, tmp_path: Path) -> None:
    hostile = replace(WOLVES, name='=Grey "Wolves"\t1', texts=())
    incident = an_incident(REPORT, actors=(hostile, GUARDS))
    (row,) = gdelt_rows(tmp_path, incident)
    cells = dict(zip(heads_of("gdelt-columns"), row, strict=True))
    assert (cells["GlobalEventID"], cells["Day"], cells["MonthYear"], cells["Year"]) == (
        "inc-0000000000000000",
        "20210304",
        "202103",
        "2021",
    )
    # The codebook's own example of the fraction: (month * 30 + day) / 365, months counted from 0.
    assert cells["FractionDate"] == "2021.1753"
    assert (cells["EventCode"], cells["EventBaseCode"], cells["EventRootCode"]) == ("194", "194", "19")
    assert (cells["QuadClass"], cells["GoldsteinScale"], cells["NumArticles"]) == ("4", "-10.0", "1")
    assert (cells["Actor1Code"], cells["Actor1Name"]) == ("IRQREB", "'=GREY 'WOLVES' 1")
    assert (cells["ActionGeo_Type"], cells["ActionGeo_CountryCode"], cells["ActionGeo_Lat"]) == ("4", "IZ", "33.5000")
    assert cells["ActionGeo_Long"] == "-44.2500"
    assert cells["IsRootEvent"] == "1"


def gdelt_rows(folder: Path, *incidents: Incident) -> list[list[str]]:
    """As a reader of GDELT's own files takes them: pandas, tabs, no heading, text."""
    import pandas

    with a_ledger(folder / "gdelt.ledger", incidents, [REPORT]) as ledger:
        out = io.BytesIO()
        export_table(ledger, "incidents", "gdelt-columns", out)
    frame = pandas.read_csv(io.BytesIO(out.getvalue()), sep="\t", header=None, dtype=str, keep_default_na=False)
    assert frame.shape[1] == 61
    rows: list[list[str]] = frame.to_numpy().tolist()
    return rows


@pytest.mark.parametrize(
    ("kind", "status", "code", "quad"),
    [
        ("assassination", "attempted", "185", "4"),
        ("closure", "threatened", "130", "3"),
        ("aid", "demanded", "100", "3"),
        ("air_strike", "denied", "120", "3"),
        ("meeting", "occurred", "040", "1"),
        ("release", "occurred", "0841", "2"),
    ],
)
def test_cameo_follows_kind_and_status(tmp_path: Path, kind: str, status: str, code: str, quad: str) -> None:
    fields: dict[str, Any] = {"kind": kind, "status": status}
    (row,) = gdelt_rows(tmp_path, an_incident(REPORT, **fields))
    assert (row[26], row[29]) == (code, quad)


# STIX


def bundle_of(ledger: Ledger) -> tuple[bytes, Any, Account]:
    out, account = io.BytesIO(), Account()
    export_table(ledger, "incidents", "stix", out, account=account)
    return out.getvalue(), stix2.parse(out.getvalue().decode(), allow_custom=False), account


def test_stix_is_read_by_its_own_library(tmp_path: Path) -> None:
    other = a_report(2, url="https://example.org/2")
    incident = an_incident([REPORT, other])
    threat = an_incident(REPORT, 1, status="threatened")
    with a_ledger(tmp_path / "a.ledger", [incident, threat], [REPORT, other], [a_disagreement(incident)]) as ledger:
        data, bundle, account = bundle_of(ledger)
        assert data == bundle_of(ledger)[0]
    kinds = [item.type for item in bundle.objects]
    assert (kinds.count("incident"), kinds.count("report"), kinds.count("opinion"), kinds.count("sighting")) == (
        1,
        2,
        1,
        1,
    )
    found = {item.type: item for item in bundle.objects}
    assert found["threat-actor"].name == "Grey Wolves"
    assert found["location"].precision == 2000.0
    held = found["incident"].extensions[found["extension-definition"].id]
    assert (held["incident_id"], held["killed_low"], held["killed_high"]) == ("inc-0000000000000000", 3, 5)
    assert "injured_low" not in held
    assert "3 (1 origin, the army)" in found["opinion"].explanation
    tie = next(item for item in bundle.objects if item.get("relationship_type") == "attributed-to")
    assert (str(tie.start_time)[:10], str(tie.stop_time)[:10]) == ("2021-03-04", "2021-03-05")
    ids = {item.id for item in bundle.objects}
    assert len(ids) == len(bundle.objects)
    for item in bundle.objects:
        for name, value in item.items():
            refs = value if name.endswith("_refs") else [value] if name.endswith("_ref") else []
            assert set(refs) <= ids, (item.type, name)
    assert account.left_out.total() == 1
    marking = next(item.id for item in bundle.objects if item.type == "marking-definition")
    for item in bundle.objects:
        if item.type not in ("marking-definition", "extension-definition") and item.get("name") != "Dragoman":
            assert item.object_marking_refs == [marking], item.type


def test_stix_names_no_publisher_that_nobody_knows_and_tells_a_sentence_once(tmp_path: Path) -> None:
    bare, copy = a_report(4, publisher=None), a_report(5)
    crowd = Party("victim", "Americans", "person", None, ("Americans",), None, None)
    incident = an_incident([bare, copy], actors=(crowd,))
    with a_ledger(tmp_path / "a.ledger", [incident], [bare, copy]) as ledger:
        _, bundle, _ = bundle_of(ledger)
    found = {item.type: item for item in bundle.objects}
    assert found["incident"].description.count(SENTENCE) == 1
    assert all(report in found["incident"].description for report in incident.reports)
    names = {item.name: item.identity_class for item in bundle.objects if item.type == "identity"}
    assert names == {"Dragoman": "system", "Paper 5": "organization", "Americans": "unknown"}
    assert len(found["sighting"].where_sighted_refs) == 1
    assert {ref.source_name for ref in found["incident"].external_references} == {
        "dragoman",
        "Paper 5",
        "unknown publisher",
    }


def test_stix_of_undated_reports_and_placeless_incidents(tmp_path: Path) -> None:
    undated = a_report(3, published=replace(REPORT.published, start=None, end=None, precision="unknown"))
    incident = an_incident(undated, time=Interval(), place=replace(KARSA, lat=None, lon=None, country=None))
    with a_ledger(tmp_path / "a.ledger", [incident], [undated]) as ledger:
        _, bundle, account = bundle_of(ledger)
    assert {item.type for item in bundle.objects} >= {"incident", "sighting"}
    assert not {item.type for item in bundle.objects} & {"report", "location"}
    assert len(account.lost) == 2
