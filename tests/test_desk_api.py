"""The API: every address answers as the OpenAPI document says, pages are whole, and records are the contract's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import jsonschema
import pytest
from correction_world import about, open_ledger, reports
from desk_visitor import Visitor, running

from dragoman.desk.api import API
from dragoman.desk.openapi import ADDRESSES, document
from dragoman.ledger import Ledger
from dragoman.model import as_record


@pytest.fixture(scope="module")
def house(samples: Path) -> Path:
    """The samples, read by the real reader."""
    return samples


@pytest.fixture(scope="module")
def desk(house: Path) -> Iterator[Visitor]:
    with running(house) as visitor:
        yield visitor


def check(answer: Any, path: str, method: str = "get", status: str = "200") -> None:
    """Hold an answer against the schema that the document gives for it."""
    told = document()
    schema = told["paths"][path][method]["responses"][status]["content"]["application/json"]["schema"]
    jsonschema.Draft202012Validator({**schema, "components": told["components"]}).validate(answer)


def records(visitor: Visitor, path: str) -> list[Any]:
    """The records of all pages of a list."""
    found: list[Any] = []
    while path:
        answer = visitor.ask(path)
        assert answer.status == 200, answer.text
        found += answer.data["items"]
        path = answer.data["next"] or ""
    return found


def test_every_address_is_described_and_answered() -> None:
    assert set(ADDRESSES) == {path.replace("{id:path}", "{id}") for path in API}
    told = document()
    assert told["openapi"] == "3.1.0"
    assert json.loads(json.dumps(told)) == told
    names = [get["operationId"] for methods in told["paths"].values() for get in methods.values()]
    assert len(names) == len(set(names))


def test_every_schema_is_one_and_every_reference_leads_somewhere() -> None:
    told = document()
    for schema in told["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    wanted = {part.split('"')[0] for part in json.dumps(told).split('"#/components/schemas/')[1:]}
    assert wanted <= set(told["components"]["schemas"])


LISTS = [path for path, told in ADDRESSES.items() if told.listed]


@pytest.mark.parametrize("path", LISTS)
def test_lists_answer_as_described(desk: Visitor, path: str) -> None:
    asked = {"/api/changes": "?moment=2019-01-01", "/api/search": "?q=embassy"}.get(path, "")
    answer = desk.ask(f"{path}{asked}")
    assert answer.status == 200, answer.text
    assert answer.headers["content-type"].startswith("application/json")
    check(answer.data, path)
    assert answer.data["items"] or path in ("/api/corrections", "/api/links")


ASKED = {
    "since": "2019-12-01", "until": "2021-12-31", "kind": "violence,closure", "group": "posture", "country": "Iraq",
    "area": "40,30,50,38", "about": "embassy", "status": "happened", "origins": "1", "disputed": "0",
    "background": "all", "dated": "no", "as_of": "2100-01-01", "rule": "acled_lowest", "limit": "3", "sort": "-killed",
    "flag": "machine_translated", "stance": "denies", "q": "embassy", "moment": "2019-01-01", "text": "1",
}  # fmt: skip


@pytest.mark.parametrize("path", LISTS)
def test_every_documented_parameter_is_taken(desk: Visitor, path: str) -> None:
    needed = {"/api/changes": {"moment": "2019-01-01"}, "/api/search": {"q": "embassy"}}.get(path, {})
    names = {name for group in ADDRESSES[path].parameters for name in group}
    whole = desk.ask(f"{path}?{urlencode(needed)}").data["items"]
    for name in names - {"page"}:
        answer = desk.ask(f"{path}?{urlencode(needed | {name: ASKED[name]})}")
        assert answer.status == 200, (name, answer.text)
        check(answer.data, path)
        assert len(answer.data["items"]) <= max(len(whole), 100)
        if name == "limit":
            assert len(answer.data["items"]) <= 3
    if "page" in names:
        found = records(desk, f"{path}?{urlencode(needed | {'limit': '5'})}")
        assert len(found) >= len(whole)
        assert found[: len(whole)] == whole
    for name in ("since", "area", "rule", "as_of"):
        if name in names:
            assert desk.ask(f"{path}?{urlencode(needed | {name: 'nonsense'})}").status == 400


def test_the_situation_is_that_of_the_page(desk: Visitor) -> None:
    for asked in ("", "?kind=violence&since=2019-12-01", "?moment=2019-01-01", "?country=FJ"):
        told = desk.ask(f"/api/situation{asked}").data
        check(told, "/api/situation")
        page = desk.ask(f"/situation{asked}").page
        shown = page.xpath("//ul[@class='cards']/li/@data-incident")
        assert sorted(shown) == sorted(
            line["incident"]["incident_id"] for part in told["sections"] for line in part["items"]
        )
        totals = {part["name"]: part["total"] for part in told["sections"]}
        for name, total in (*totals.items(), ("disputed", told["disagreements"]["total"])):
            assert page.xpath(f"string(//li[@class='f-{name}']//b)") == f"{total:,}"
        if not told["killed"]["incidents"]:
            assert told["killed"]["low"] is None and told["killed"]["high"] is None
    assert totals == {"happened": 0, "threatened": 0, "posture": 0}
    for name in {name for group in ADDRESSES["/api/situation"].parameters for name in group}:
        answer = desk.ask(f"/api/situation?{urlencode({name: ASKED[name]})}")
        assert answer.status == 200, (name, answer.text)
        check(answer.data, "/api/situation")
    assert desk.ask("/api/situation?moment=nonsense").status == 400


def test_counts_add_up_to_the_incidents(desk: Visitor) -> None:
    told = records(desk, "/api/incidents?country=IQ&limit=50")
    dated = [one for one in told if one["time"]["start"]]
    placed = [one for one in told if one["place"] and one["place"]["lat"] is not None]
    assert sum(one["number"] for one in records(desk, "/api/days?country=IQ")) == len(dated) > 3
    assert sum(one["number"] for one in records(desk, "/api/points?country=IQ")) == len(placed) > 3
    parties = records(desk, "/api/parties?country=IQ&limit=5")
    wanted = {party["actor_id"] for one in told for party in one["actors"]} - {None}
    assert {one["actor_id"] for one in parties} == wanted
    assert [one["incidents"] for one in parties] == sorted((one["incidents"] for one in parties), reverse=True)
    assert all(one["reasons"] and one["score"] > 0 for one in records(desk, "/api/queue?country=IQ"))


def test_single_records_answer_as_described(desk: Visitor) -> None:
    for path, key, prefix in (
        ("/api/incidents", "incident_id", ""),
        ("/api/reports", "report_id", "?text=1"),
        ("/api/actors", "actor_id", ""),
    ):
        for item in desk.ask(path).data["items"]:
            answer = desk.ask(f"{path}/{quote(item[key])}{prefix}")
            assert answer.status == 200, answer.text
            check(answer.data, f"{path}/{{id}}")


def test_texts_leave_only_when_asked_for(desk: Visitor) -> None:
    key = desk.ask("/api/reports").data["items"][0]["report_id"]
    assert "text" not in desk.ask(f"/api/reports/{key}").data["report"]
    assert "text" in desk.ask(f"/api/reports/{key}?text=1").data["report"]


@pytest.mark.parametrize("table", ["incidents", "statements", "disagreements", "relations", "links", "reports"])
def test_pages_hold_every_record_of_the_contract_once(desk: Visitor, house: Path, table: str) -> None:
    with Ledger.open(house, readonly=True) as ledger:
        wanted = list(ledger.table(table))
    query = "?background=all&limit=7" if table == "incidents" else "?limit=7"
    found = records(desk, f"/api/{table}{query}")

    def key(record: Any) -> str:
        return json.dumps(record, sort_keys=True)

    assert sorted(map(key, found)) == sorted(map(key, wanted))


def test_actors_and_posture_page_too(desk: Visitor, house: Path) -> None:
    with Ledger.open(house, readonly=True) as ledger:
        wanted = {one.actor_id for one in ledger.actors()}
    assert {one["actor_id"] for one in records(desk, "/api/actors?limit=9")} == wanted
    posts = desk.ask("/api/posture").data["items"]
    assert {"U.S. Embassy in Iraq"} <= {one["post"] for one in posts}


def test_filters_are_those_of_the_views(desk: Visitor, house: Path) -> None:
    with Ledger.open(house, readonly=True) as ledger:
        wanted = {one.incident_id for one in ledger.incidents(kind="violence", since="2020-01-01")}
    found = records(desk, "/api/incidents?kind=violence&since=2020-01-01&background=all&limit=5")
    assert {one["incident_id"] for one in found} == wanted
    assert len(wanted) > 5


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/incidents?limit=0", 400),
        ("/api/incidents?limit=ten", 400),
        ("/api/incidents?since=nope", 400),
        ("/api/incidents?page=x", 400),
        ("/api/incidents/inc-none", 404),
        ("/api/reports/rep-none", 404),
        ("/api/actors/nobody", 404),
        ("/api/search", 400),
        ("/api/changes", 400),
        ("/api/incidents?contry=Iraq", 400),
        ("/api/nowhere", 404),
    ],
)
def test_errors_are_data(desk: Visitor, path: str, status: int) -> None:
    answer = desk.ask(path)
    assert answer.status == status
    assert len(answer.data["error"]) > 10


def test_a_parameter_that_nobody_knows_is_refused(desk: Visitor) -> None:
    told = desk.ask("/api/incidents?contry=Iraq").data["error"]
    assert told == "there is no parameter 'contry': did you mean country? /api lists them all"
    # The links of the pages carry words of other views, which stay harmless.
    assert desk.ask("/api/incidents?days=all&sort=-killed").status == 200
    assert desk.ask("/situation?utm_source=mail").status == 200


def test_a_correction_by_program(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.add_reports(reports())
        key = about(ledger, "courier", "Karim").incident_id
    with running(tmp_path / "a.ledger", review=True) as visitor:

        def post(**words: Any) -> Any:
            return visitor.ask("/api/corrections", "POST", json.dumps(words).encode(), Content_Type="application/json")

        made = post(op="set", target=key, value="killed=12", reason="hospital list", by="Ana")
        assert made.status == 201
        check(made.data, "/api/corrections", "post", "201")
        told = visitor.ask(f"/api/incidents/{key}").data
        check(told, "/api/incidents/{id}")
        assert told["incident"]["killed"]["best"] == 12
        assert [one["state"] for one in told["corrections"]] == ["in force"]
        listed = visitor.ask("/api/corrections").data
        check(listed, "/api/corrections")
        assert len(listed["items"]) == 1
        assert post(op="set", target=key, value="killed=lots", reason="x", by="Ana").status == 400
        assert post(op="set", target=key, value=12, reason="x", by="Ana").status == 400
        assert post(op="note", target=key, reason="x").status == 400
        assert visitor.ask("/api/corrections", "POST", b"{", Content_Type="application/json").status == 400
    with open_ledger(tmp_path) as ledger:
        assert [as_record(one)["reason"] for one in ledger.corrections()] == ["hospital list"]


def test_the_past_is_asked_the_same_way(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.add_reports(reports()[:1])
        moment = next(ledger.rows("SELECT recorded_at AS at FROM state"))["at"]
        ledger.add_reports(reports()[1:])
    with running(tmp_path / "a.ledger") as visitor:
        assert len(visitor.ask(f"/api/reports?as_of={quote(moment)}").data["items"]) == 1
        assert len(visitor.ask("/api/reports").data["items"]) == 5
        changes = visitor.ask(f"/api/changes?moment={quote(moment)}").data
        check(changes, "/api/changes")
        assert {one["why"] for one in changes["items"]} == {"new report"}
