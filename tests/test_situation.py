"""The first page of the desk, over real HTTP: what stands in which section, and what came in since a moment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from correction_world import line, open_ledger, report, reports
from desk_visitor import Answer, Visitor, running

from dragoman.knowledge.kinds import load_kinds
from dragoman.ledger import Ledger
from dragoman.model import HAPPENED


@pytest.fixture(scope="module")
def desk(samples: Path) -> Iterator[Visitor]:
    with running(samples) as visitor:
        yield visitor


def listed(answer: Answer, section: str) -> list[str]:
    """The incidents of a section, in its order."""
    found: list[str] = answer.page.xpath(f"//section[@id='s-{section}']//li/@data-incident")
    return found


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def figures(answer: Answer) -> dict[str, str]:
    """The headline figures by their sort."""
    return {one.get("class"): words(one) for one in answer.page.xpath("//ul[@class='figures']/li")}


def test_it_is_the_first_page(desk: Visitor) -> None:
    assert desk.ask("/?country=IQ").headers["location"] == "/situation?country=IQ"
    answer = desk.ask("/situation")
    assert words(answer.page.xpath("//nav[@class='tabs']/a[@aria-current]")[0]) == "Situation"


def test_what_did_not_happen_never_stands_under_what_happened(desk: Visitor, samples: Path) -> None:
    kinds = load_kinds()
    with Ledger.open(samples, readonly=True) as ledger:
        every = {one.incident_id: one for one in ledger.incidents()}
    answer = desk.ask("/situation")
    happened = [every[key] for key in listed(answer, "happened")]
    threatened = [every[key] for key in listed(answer, "threatened")]
    posture = [every[key] for key in listed(answer, "posture")]
    assert happened and threatened and posture
    assert all(one.status in HAPPENED and not one.background for one in happened)
    assert all(one.kind in ("threat", "warning") or one.status not in HAPPENED for one in threatened)
    assert {kinds[one.kind].group for one in posture} == {"posture"}
    days = [one.time.start for one in happened if one.time.start]
    assert days == sorted(days, reverse=True)


def test_every_line_leads_to_its_incident_and_to_its_sentence(desk: Visitor) -> None:
    for one in desk.ask("/situation").page.xpath("//section[@id='s-happened']//li"):
        incident = one.xpath(".//p[@class='told']/a[not(@class)]/@href")[0]
        assert one.get("data-incident") in incident and desk.ask(incident).status == 200
        page = desk.ask(one.xpath(".//p[@class='from']/a/@href")[0].partition("#")[0]).page
        assert page.xpath("//*[@id='at']")
        assert words(one.xpath(".//p[@class='quote']")[0])[:40] in words(page.xpath("//main")[0])


def test_filters_narrow_every_part(desk: Visitor, samples: Path) -> None:
    with Ledger.open(samples, readonly=True) as ledger:
        of_iran = {one.incident_id for one in ledger.incidents(country="IR")}
    answer = desk.ask("/situation?country=IR")
    shown = {key for section in ("happened", "threatened", "posture") for key in listed(answer, section)}
    assert shown <= of_iran
    none = desk.ask("/situation?about=zeppelin")
    assert figures(none)["f-happened"].startswith("0 ") and "no toll is told" in figures(none)["f-deaths"]
    assert "Without filters" in none.text


def test_an_empty_ledger_says_what_to_do(tmp_path: Path) -> None:
    open_ledger(tmp_path).close()
    with running(tmp_path / "a.ledger") as visitor:
        assert "dragoman read" in visitor.ask("/situation").text


def test_what_came_in_since_a_moment_is_marked_and_stands_first(tmp_path: Path) -> None:
    """Two papers today: one raises a toll that was known, one tells of what nobody had told."""
    with open_ledger(tmp_path) as ledger:
        ledger.add_reports(reports()[:2])
        yesterday = max(row["at"] for row in ledger.rows("SELECT recorded_at AS at FROM incident"))
        before = {one.incident_id for one in ledger.incidents()}
        ledger.add_reports([report("evening", line(0, 9)), report("late", line(0, 9)), report("mirror", line(3, 2))])
        ledger.add_reports([report("herald", line(4, 4), line(1, 3)), report("tribune", line(5, 1))])
        after = {one.incident_id: one for one in ledger.incidents()}
    with running(tmp_path / "a.ledger") as visitor:
        answer = visitor.ask(f"/situation?moment={quote(yesterday)}")
        rows = answer.page.xpath("//section[@id='s-happened']//li")
        marks = {row.get("data-incident"): row.xpath(".//span[starts-with(@class, 'chip')]/text()") for row in rows}
        assert not [key for key, chips in marks.items() if "new" in chips and key in before]
        assert [key for key, chips in marks.items() if "told again" in chips]
        raised = next(one for one in after.values() if "Karim" in one.summary)
        was = [row for row in rows if row.get("data-incident") == raised.incident_id]
        assert "killed was" in words(was[0])
        assert "5 reports from" in words(answer.page.xpath("//div[@class='head lead']")[0])
        # Looked at since the beginning, all of it is new, and marks would tell nothing apart.
        whole = visitor.ask("/situation?moment=2000-01-01")
        assert "All of it is new" in whole.text and not whole.page.xpath("//span[contains(@class, 'chip new')]")
        # Nothing has come in since: that is said, and what was known stands.
        still = visitor.ask("/situation?moment=2100-01-01")
        assert "No report was read since" in still.text and listed(still, "happened")
        assert visitor.ask("/situation?moment=some+day").status == 400


def test_new_stands_before_known(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.add_reports([report("gazette", line(4, 4), line(5, 4))])
        yesterday = max(row["at"] for row in ledger.rows("SELECT recorded_at AS at FROM report"))
        ledger.add_reports([report("courier", line(0, 3))])
    with running(tmp_path / "a.ledger") as visitor:
        answer = visitor.ask(f"/situation?moment={quote(yesterday)}")
        first = answer.page.xpath("//section[@id='s-happened']//li")[0]
        # It is older than the others, yet nobody had told of it.
        assert "Karim" in words(first) and "new" in first.xpath(".//span/text()")
        assert "1 new" in figures(answer)["f-happened"] and figures(answer)["f-happened"].startswith("3 ")


def test_what_is_amiss_with_reports_leads_to_them(desk: Visitor) -> None:
    links = desk.ask("/situation").page.xpath("//div[@class='head lead']/p/a/@href")
    (told,) = [one for one in links if "machine_translated" in one]
    page = desk.ask(told).page
    assert page.xpath("//tbody/tr") and all("machine translation" in words(row) for row in page.xpath("//tbody/tr"))
    assert desk.ask("/reports?flag=nonsense").status == 400
