"""The desk over real HTTP: its views, that every link leads somewhere, and that a decision shows at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest
from correction_world import about, line, open_ledger, report, reports
from desk_visitor import Answer, Visitor, running
from incident_ledgers import KARSA, a_report, an_incident

from dragoman.brief import outline, render
from dragoman.desk.app import PAGES
from dragoman.desk.incidents import SORTS
from dragoman.desk.kept import Kept
from dragoman.desk.looks import state_at
from dragoman.desk.moments import Seen
from dragoman.desk.overview import posts_of
from dragoman.ledger import Ledger
from dragoman.model import Incident, Party


@pytest.fixture(scope="module")
def house(samples: Path) -> Path:
    """The samples, read by the real reader."""
    return samples


@pytest.fixture(scope="module")
def desk(house: Path) -> Iterator[Visitor]:
    with running(house) as visitor:
        yield visitor


@pytest.fixture
def review(tmp_path: Path) -> Iterator[tuple[Visitor, Path]]:
    """A small war of six events in five papers, on a desk that takes corrections."""
    with open_ledger(tmp_path) as ledger:
        ledger.add_reports(reports())
    with running(tmp_path / "a.ledger", review=True) as visitor:
        yield visitor, tmp_path


def ids(answer: Answer) -> list[str]:
    """The incidents of a page, in its order."""
    found: list[str] = answer.page.xpath("//tr/@data-incident")
    return found


def every(visitor: Visitor, path: str) -> list[str]:
    """The incidents of all pages of a table."""
    found: list[str] = []
    while path:
        answer = visitor.ask(path)
        assert answer.status == 200
        found += ids(answer)
        path = next(iter(answer.page.xpath("//a[@rel='next']/@href")), "")
    return found


# Views


@pytest.mark.parametrize("path", [path for path in PAGES if "{" not in path])
def test_every_view_is_a_whole_page(desk: Visitor, path: str) -> None:
    answer = desk.ask(path)
    assert answer.status == 200
    page = answer.page
    assert len(page.xpath("//h1")) == 1
    assert page.xpath("//html/@lang")
    if path != "/brief":
        assert page.xpath("//main") and page.xpath("//a[@class='skip']/@href") == ["#main"]
        assert not page.xpath("//*[@style]") and not page.xpath("//style")
        assert not [one for one in page.xpath("//script") if one.text]


def test_every_link_of_every_page_leads_somewhere(desk: Visitor) -> None:
    seen: set[str] = set()
    todo = ["/"]
    while todo:
        path = todo.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = desk.ask(path)
        if answer.status in (302, 303):
            todo.append(answer.headers["location"])
            continue
        assert answer.status == 200, path
        if "html" not in answer.headers["content-type"]:
            continue
        page = answer.page
        names = page.xpath("//@id")
        assert len(names) == len(set(names)), path
        for href in page.xpath("//a/@href | //link/@href | //form[not(@method='post')]/@action"):
            if href.startswith("#"):
                assert href[1:] in names, (path, href)
            target = urlsplit(urljoin(f"http://desk{path}", href))
            # Orders, rules and moments multiply; one page of each sort is enough.
            told = f"{target.path}?{target.query}"
            if target.netloc == "desk" and not (seen_enough(target.query) or "/static/desk.js" in href):
                todo.append(target.path if told.endswith("?") else told)
    assert len(seen) > 150


def seen_enough(query: str) -> bool:
    return any(word in query for word in ("sort=", "rule=", "as_of=", "background=", "moment="))


@pytest.mark.parametrize("sort", [*SORTS, *(f"-{name}" for name in SORTS)])
def test_every_order_pages_through_every_incident_once(desk: Visitor, house: Path, sort: str) -> None:
    with Ledger.open(house, readonly=True) as ledger:
        wanted = {one.incident_id: one for one in ledger.incidents()}
    found = every(desk, f"/incidents?background=all&sort={sort}")
    assert len(found) > 50
    assert sorted(found) == sorted(wanted)
    if sort == "-time":
        days = [wanted[one].time.start for one in found]
        dated = [day for day in days if day]
        assert dated == sorted(dated, reverse=True)
        assert days[len(dated) :] == [None] * (len(days) - len(dated))


@pytest.mark.parametrize(
    ("query", "filters"),
    [
        ("since=2020-01-01&until=2020-12-31", {"since": "2020-01-01", "until": "2020-12-31"}),
        ("kind=violence", {"kind": "violence"}),
        ("kind=shelling,closure", {"kind": "shelling,closure"}),
        ("country=IQ", {"country": "IQ"}),
        ("country=Iraq&status=happened", {"country": "Iraq", "status": "happened"}),
        ("status=threatened", {"status": "threatened"}),
    ],
)
def test_filters_let_through_what_the_ledger_lets_through(
    desk: Visitor, house: Path, query: str, filters: dict[str, str]
) -> None:
    with Ledger.open(house, readonly=True) as ledger:
        wanted = {one.incident_id for one in ledger.incidents(**filters)}  # type: ignore[arg-type]
    assert wanted
    assert set(every(desk, f"/incidents?background=all&{query}")) == wanted


@pytest.mark.parametrize("area", [(44.0, 33.0, 45.0, 34.0), (40.0, 30.0, 43.0, 36.0), (44.5, -90.0, 40.0, 90.0)])
def test_an_area_of_the_map_holds_for_all_views(desk: Visitor, house: Path, area: tuple[float, ...]) -> None:
    west, south, east, north = area

    def inside(lat: float | None, lon: float | None) -> bool:
        if lat is None or lon is None:
            return False
        around = west <= lon <= east if west <= east else lon >= west or lon <= east
        return south <= lat <= north and around

    with Ledger.open(house, readonly=True) as ledger:
        wanted = {one.incident_id for one in ledger.incidents() if one.place and inside(one.place.lat, one.place.lon)}
    asked = f"area={','.join(f'{edge:g}' for edge in area)}"
    assert set(every(desk, f"/incidents?background=all&{asked}")) == wanted
    page = desk.ask(f"/incidents?{asked}").page
    assert page.xpath("//form[@id='filters']//input[@name='area']/@value") == [asked.removeprefix("area=")]
    assert all("area=" in href for href in page.xpath("//nav[@class='tabs']/a/@href"))


def test_what_has_no_date_is_found_by_the_day_it_was_told(desk: Visitor, house: Path) -> None:
    with Ledger.open(house, readonly=True) as ledger:
        days = {one.report_id: one.published for one in ledger.reports()}
        undated = [one for one in ledger.incidents() if not (one.time.start or one.time.end)]
    first, last = date(2020, 9, 1), date(2020, 12, 31)
    wanted = {
        one.incident_id
        for one in undated
        if any(
            day.start and day.end and day.start <= last and day.end >= first
            for day in map(days.get, one.reports)
            if day
        )
    }
    assert len(undated) > len(wanted) > 3
    asked = f"since={first}&until={last}&background=all"
    assert set(every(desk, f"/incidents?{asked}&dated=no")) == wanted
    assert not wanted & set(every(desk, f"/incidents?{asked}"))
    page = desk.ask(f"/incidents?{asked}").page
    assert f"{len(wanted)} incidents without a date were told in these days" in page.text_content()
    assert set(every(desk, "/incidents?background=all&dated=no")) == {one.incident_id for one in undated}


def test_about_looks_at_names_lines_and_sentences(desk: Visitor, house: Path) -> None:
    with Ledger.open(house, readonly=True) as ledger:
        told = {one.incident_id: one for one in ledger.incidents()}
    found = every(desk, "/incidents?background=all&about=green%20zone")
    assert 3 < len(found) < len(told)
    for key in found:
        words = " ".join(
            [told[key].summary, *(e.text for e in told[key].evidence), *(p.name for p in told[key].actors)]
        )
        assert "green" in words.lower() and "zone" in words.lower()
    assert every(desk, "/incidents?about=%25") == []


def test_origins_and_disputes_filter(desk: Visitor, house: Path) -> None:
    with Ledger.open(house, readonly=True) as ledger:
        quarrels = {one.incident_id for one in ledger.disagreements() if one.kind != "updated"} - {None}
        several = {one.incident_id for one in ledger.incidents() if one.origins >= 2}
    assert set(every(desk, "/incidents?background=all&disputed=1")) == quarrels
    assert set(every(desk, "/incidents?background=all&origins=2")) == several
    assert not set(every(desk, "/incidents?background=all&disputed=0")) & quarrels


@pytest.mark.parametrize("query", ["", "background=all", "kind=violence", "about=embassy", "since=2020-01-01"])
def test_actors_stand_by_the_number_of_their_incidents(desk: Visitor, house: Path, query: str) -> None:
    shown = set(every(desk, f"/incidents?{query}"))
    told: dict[str, list[set[str]]] = {}
    with Ledger.open(house, readonly=True) as ledger:
        for item in ledger.incidents():
            for party in item.actors if item.incident_id in shown else ():
                if party.actor_id:
                    parts = told.setdefault(party.actor_id, [set(), set(), set()])
                    for part, roles in zip(parts, ((), ("actor",), ("recipient", "victim")), strict=True):
                        if not roles or party.role in roles:
                            part.add(item.incident_id)
    wanted = sorted(told, key=lambda key: (-len(told[key][0]), key))
    rows = desk.ask(f"/actors?{query}").page.xpath("//table[@id='actors']/tbody/tr")
    found = [urlsplit(row.xpath(".//a/@href")[0]).path.removeprefix("/actors/") for row in rows]
    assert [unquote(key) for key in found] == wanted[:50]
    for row, key in zip(rows, wanted, strict=False):
        cells = row.xpath("./td[starts-with(@class, 'num')]/text()")
        assert [int(cell) for cell in cells] == [len(part) for part in told[key]]


def test_the_last_visit_and_kept_moments_are_come_back_to(house: Path) -> None:
    with running(house) as visitor:
        assert "last visit" not in visitor.ask("/changes").text
        visitor.cookies["dragoman_seen"] = quote(" 2020-03-04T17:30Z")
        page = visitor.ask("/changes").page
        links = {
            " ".join(one.text_content().split()): one.get("href") for one in page.xpath("//ul[@class='moments']//a")
        }
        assert links["last visit 2020-03-04 17:30"] == f"/changes?moment={quote('2020-03-04T17:30Z', safe='')}"
        # The same visit goes on: what was before it stays before it.
        assert "2020-03-04 17:30" in visitor.ask("/changes").text
        since = visitor.ask(links["last visit 2020-03-04 17:30"])
        assert "since 2020-03-04 17:30 UTC" in since.page.xpath("//h1")[0].text_content()
        kept = {"name": " hand\u202eover ", "moment": "2021-01-02T03:04Z", "next": "/changes"}
        assert visitor.send("/moments", kept).status == 303
        assert visitor.send("/moments", kept, Origin="http://elsewhere.example").status == 403
        assert visitor.send("/moments", kept | {"moment": "some day"}).status == 400
        text = visitor.ask("/changes").text
        assert "2021-01-02 03:04" in text and "\u202e" not in text
        assert 'value="2021-01-02T03:04Z"' in visitor.ask("/incidents").text
        visitor.send("/moments", kept | {"forget": "1"})
        assert "2021-01-02 03:04" not in visitor.ask("/changes").text


def test_moments_between_two_recordings_are_one_view(review: tuple[Visitor, Path]) -> None:
    visitor, folder = review
    with open_ledger(folder) as ledger:
        key = about(ledger, "courier", "Karim").incident_id
        stamps = sorted({row["at"] for row in ledger.rows("SELECT recorded_at AS at FROM report")})
        before, after = state_at(ledger, "2000-01-01T00:00:00.000000Z"), state_at(ledger, "2100-01-01T00:00:00.000000Z")
        assert before[1] == "2000-01-01T00:00:00.000000Z" and after[1] == stamps[-1]
        assert state_at(ledger, "2101-01-01T00:00:00.000000Z") == after
    visitor.decide("note", key, reason="call the stringer")
    with open_ledger(folder) as ledger:
        numbered, last = state_at(ledger, "2100-01-01T00:00:00.000000Z")
        assert numbered > after[0] and last == next(ledger.corrections()).at
        assert state_at(ledger, stamps[-1])[1] == stamps[-1]


def test_what_took_long_is_kept_for_a_few_keys() -> None:
    made: list[int] = []

    def make(key: int) -> int:
        return kept.get(key, lambda: made.append(key) or key)

    kept: Kept[int] = Kept(2)
    assert [make(key) for key in (1, 2, 1, 3, 1, 2)] == [1, 2, 1, 3, 1, 2]
    assert made == [1, 2, 3, 2]


def test_changes_are_of_the_present_state(review: tuple[Visitor, Path]) -> None:
    visitor, folder = review
    with open_ledger(folder) as ledger:
        key = about(ledger, "courier", "Karim").incident_id
        moment = quote(max(row["at"] for row in ledger.rows("SELECT recorded_at AS at FROM report")))
    assert "Nothing changed" in visitor.ask(f"/changes?moment={moment}").text
    visitor.decide("set", key, value="killed=7", reason="hospital list")
    for _ in range(2):
        assert key in visitor.ask(f"/changes?moment={moment}").text


def test_what_changed_is_capped_by_what_changed(review: tuple[Visitor, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    visitor, folder = review
    with open_ledger(folder) as ledger:
        key = about(ledger, "courier", "Karim").incident_id
        (last,) = (row["at"] for row in ledger.rows("SELECT recorded_at AS at FROM state"))
        assert ledger.count() > 1
    monkeypatch.setattr("dragoman.desk.changes._MOST_CHANGED", 1)
    visitor.decide("set", key, value="killed=7", reason="hospital list")
    # A ledger may hold any number of incidents: one of them changed since.
    assert key in visitor.ask(f"/changes?moment={quote(last)}").text
    refused = visitor.ask(f"/changes?moment={quote('2019-01-01')}")
    assert refused.status == 400 and "choose a later moment" in refused.text


def test_what_changed_comes_in_pages_by_sort_of_change(desk: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.desk.changes._FIRST", 2)
    monkeypatch.setattr("dragoman.desk.changes.PAGE_ROWS", 3)
    every_change = "//ul[@class='changes']/li/@data-incident"
    whole = {one["incident_id"] for one in desk.ask("/api/changes?moment=2019-01-01").data["items"]
             if one["sort"] == "new" and one["group"] != "posture"}  # fmt: skip
    page = desk.ask("/changes?moment=2019-01-01").page
    (section,) = page.xpath("//section[@id='new-incidents']")
    assert len(section.xpath(".//li")) == 2 < len(whole)
    (jump,) = page.xpath("//ul[@aria-label='sorts of change']//a[starts-with(., 'New incidents')]")
    assert jump.xpath("string(b)") == str(len(whole))
    assert {a.get("href") for a in section.xpath("./p/a")} == {jump.get("href")}
    found: list[str] = []
    address = jump.get("href")
    while address:
        page = desk.ask(address).page
        assert len(page.xpath("//main//section")) == 1
        found += page.xpath(every_change)
        address = next(iter(page.xpath("//a[@rel='next']/@href")), None)
    assert Counter(found) == Counter(whole)
    # A sort that is short stands whole on the first page, and is jumped to there.
    monkeypatch.setattr("dragoman.desk.changes._FIRST", 10_000)
    page = desk.ask("/changes?moment=2019-01-01").page
    jumps = page.xpath("//ul[@aria-label='sorts of change']//a/@href")
    assert jumps == [f"#{one}" for one in page.xpath("//main//section/@id")]
    assert "No such change" in desk.ask("/changes?moment=2019-01-01&part=nothing").text


def test_a_visit_ends_after_a_pause() -> None:
    first = Seen.of("", datetime(2020, 1, 1, 8, 0, tzinfo=UTC))
    assert (first.before, first.latest) == ("", "2020-01-01T08:00Z")
    again = Seen.of(first.cookie, datetime(2020, 1, 1, 8, 59, tzinfo=UTC))
    assert (again.before, again.latest) == ("", "2020-01-01T08:59Z")
    next_day = Seen.of(again.cookie, datetime(2020, 1, 2, 8, 0, tzinfo=UTC))
    assert (next_day.before, next_day.latest) == ("2020-01-01T08:59Z", "2020-01-02T08:00Z")
    assert Seen.of(next_day.cookie, datetime(2020, 1, 2, 8, 30, tzinfo=UTC)).before == "2020-01-01T08:59Z"
    for broken in ("x", "<b> 2020-01-01T08:00Z", "2020-13-01T00:00Z 2020-01-01T08:00Z", "  "):
        assert Seen.of(broken).before == ""


@pytest.mark.parametrize(
    "query", ["country=IQ", "origins=2", "disputed=1", "area=44,33,45,34", "country=IR,SY", "dated=no&since=2020-09-01"]
)
def test_the_brief_to_print_has_the_same_filters(desk: Visitor, query: str) -> None:
    wanted = set(every(desk, f"/incidents?background=all&{query}"))
    told = set(re.findall(r"inc-[0-9a-f]{16}", desk.ask(f"/brief?{query}").text))
    assert told <= wanted and (told or not wanted)


def test_who_speaks_for_itself_is_marked(desk: Visitor, house: Path) -> None:
    page = desk.ask("/disagreements").page
    marked = {
        one.xpath("preceding-sibling::bdi[1]")[0].text_content() for one in page.xpath("//span[@class='chip party']")
    }
    everybody = {one.text_content() for one in page.xpath("//p[@class='by']/bdi")}
    with Ledger.open(house, readonly=True) as ledger:
        told = render(outline(ledger), "text")
    assert marked and marked < everybody
    for speaker in everybody:
        assert (f"{speaker} (a party to it)" in told) == (speaker in marked), speaker


def test_tabs_keep_the_filters(desk: Visitor) -> None:
    page = desk.ask("/incidents?since=2020-01-01&kind=violence&sort=killed").page
    for href in page.xpath("//nav[@class='tabs']/a/@href"):
        assert "since=2020-01-01&kind=violence" in href and "sort" not in href
    fields = {one.get("name"): one for one in page.xpath("//form[@id='filters']//input")}
    assert fields["since"].get("value") == "2020-01-01"
    assert page.xpath("//select[@name='kind']/option[@selected]/@value | //optgroup/option[@selected]/@value") == [
        "violence"
    ]
    assert page.xpath("//th[@aria-sort]/@aria-sort") == ["ascending"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/incidents?since=yesterday-ish", 400),
        ("/incidents?area=1,2,3", 400),
        ("/incidents?area=0,nan,10,20", 400),
        ("/incidents?area=0,20,10,10", 400),
        ("/incidents?kind=warcrime", 400),
        ("/incidents?country=Irak", 400),
        ("/incidents?rule=mine", 400),
        ("/incidents?sort=colour", 400),
        ("/incidents?page=broken", 400),
        ("/incidents?page=W10", 400),
        ("/incidents?origins=many", 400),
        ("/incidents?as_of=whenever", 400),
        (f"/incidents?about={'a' * 600}", 400),
        ("/incidents/inc-none", 404),
        ("/reports/rep-none", 404),
        ("/actors/nobody-at-all", 404),
        ("/nowhere", 404),
    ],
)
def test_errors_say_what_to_do(desk: Visitor, path: str, status: int) -> None:
    answer = desk.ask(path)
    assert answer.status == status
    assert len(answer.page.xpath("//main//p")[0].text_content()) > 15
    assert "Traceback" not in answer.text


def test_an_incident_shows_every_claim_in_its_sentence(desk: Visitor, house: Path) -> None:
    with Ledger.open(house, readonly=True) as ledger:
        incident = max(ledger.incidents(), key=lambda one: len(one.mentions))
        claims = {one.claim_id: one for one in ledger.claims() if one.mention_id in incident.mentions}
    page = desk.ask(f"/incidents/{incident.incident_id}").page
    shown = {one.get("id"): one for one in page.xpath("//ul[@class='claims']//li[@class='src']")}
    assert set(shown) == set(claims)
    for key, element in shown.items():
        (marked,) = element.xpath("ancestor::li//mark")
        assert marked.text_content() == claims[key].raw
    assert not page.xpath("//form[@data-op]")


def test_headline_values_follow_the_rule(desk: Visitor, house: Path) -> None:
    with Ledger.open(house, readonly=True) as ledger:
        told = [one for one in ledger.incidents() if one.killed and one.killed.low is not None and one.killed.high]
        incident = next(one for one in told if one.killed and one.killed.low != one.killed.high)
    cells = {}
    for rule in ("best_supported", "acled_lowest"):
        page = desk.ask(f"/incidents/{incident.incident_id}?rule={rule}").page
        (row,) = page.xpath("//table[contains(@class, 'values')]//tr[th/a[text()='killed']]")
        cells[rule] = row.xpath("td")[0].text_content()
        assert page.xpath("//p[@class='rules']/b")[0].text == rule
    assert "–" in cells["best_supported"] and "–" not in cells["acled_lowest"]


def test_the_reader_shows_the_text_as_it_is(desk: Visitor, house: Path) -> None:
    with Ledger.open(house, readonly=True) as ledger:
        told = list(ledger.reports())
        mentions = list(ledger.mentions())
    for one in told:
        page = desk.ask(f"/reports/{one.report_id}").page
        (text,) = page.xpath("//section[@class='text']")
        assert text.text_content() == one.text
        marked = {element.text_content() for element in text.xpath(".//mark[contains(@class, 'm-event')]")}
        triggers = {m.trigger.text for m in mentions if m.report_id == one.report_id}
        assert not triggers or marked
        assert all(any(piece in trigger for trigger in triggers) for piece in marked)


def test_a_place_of_a_report_can_be_pointed_at(desk: Visitor, house: Path) -> None:
    with Ledger.open(house, readonly=True) as ledger:
        evidence = next(iter(ledger.incidents())).evidence[0]
    page = desk.ask(f"/reports/{evidence.report_id}?at={evidence.start}-{evidence.end}").page
    framed = "".join(one.text_content() for one in page.xpath("//mark[contains(@class, 'm-at')]"))
    assert framed == evidence.text
    assert len(page.xpath("//*[@id='at']")) == 1
    assert not desk.ask(f"/reports/{evidence.report_id}?at=5-99999999").page.xpath("//*[@id='at']")


def test_as_of_shows_what_was_known_then(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.add_reports(reports()[:2])
        moment = max(row["at"] for row in ledger.rows("SELECT recorded_at AS at FROM state"))
        before = {one.incident_id for one in ledger.incidents()}
        ledger.add_reports(reports()[2:])
        after = {one.incident_id for one in ledger.incidents()}
    with running(tmp_path / "a.ledger") as visitor:
        assert set(every(visitor, f"/incidents?as_of={quote(moment)}")) == before
        assert set(every(visitor, "/incidents")) == after
        assert len(visitor.ask(f"/reports?as_of={quote(moment)}").page.xpath("//main//tbody/tr")) == 2
        changes = visitor.ask(f"/changes?moment={quote(moment)}")
        assert changes.status == 200 and "new report" in changes.text


def test_the_posture_board_names_the_post_and_the_order(desk: Visitor) -> None:
    page = desk.ask("/posture").page
    posts = [one.text_content().strip() for one in page.xpath("//th[@scope='rowgroup']")]
    assert "U.S. Embassy in Iraq" in posts
    assert len(posts) == len(set(posts))


def test_embassies_whose_host_is_not_named_are_posts_of_their_countries() -> None:
    embassy = Party("recipient", "U.S. Embassy", "facility", "USA/embassy", ("the embassy",))
    hosted = replace(embassy, name="U.S. Embassy in Iraq", actor_id="USA/embassy/IRQ")

    def at(country: str | None, party: Party = embassy) -> Incident:
        place = replace(KARSA, country_name=country) if country else None
        return an_incident(a_report(), kind="closure", actors=(party,), place=place)

    told = [at("Nepal"), at("Kosovo"), at("Nepal"), at(None), at("Jordan", hosted)]
    assert [(post.name, len(post.lines)) for post in posts_of(told)] == [
        ("U.S. Embassy, Nepal", 2), ("U.S. Embassy, Kosovo", 1), ("U.S. Embassy", 1), ("U.S. Embassy in Iraq", 1),
    ]  # fmt: skip


def test_statements_by_stance(desk: Visitor, house: Path) -> None:
    with Ledger.open(house, readonly=True) as ledger:
        wanted = sum(1 for one in ledger.statements() if one.stance == "denies")
    page = desk.ask("/statements?stance=denies").page
    assert len(page.xpath("//tbody/tr")) == wanted > 0
    assert {one.text for one in page.xpath("//tbody//td/i")} == {"denies"}
    assert "asserts" not in {one.text for one in desk.ask("/statements").page.xpath("//tbody//td/i")}
    assert desk.ask("/statements?stance=mumbles").status == 400


def test_search_marks_what_was_looked_for(desk: Visitor) -> None:
    page = desk.ask("/search?q=rockets").page
    hits = page.xpath("//ul[@class='hits']/li")
    assert hits
    assert all(one.xpath(".//mark") for one in hits)
    assert desk.ask("/search?q=%22OR%20NEAR(%20*").status == 200
    assert not desk.ask("/search?q=xylophone").page.xpath("//ul[@class='hits']/li")


def test_the_queue_says_why(desk: Visitor) -> None:
    page = desk.ask("/queue").page
    sections = page.xpath("//section[contains(@class, 'due')]")
    assert len(sections) > 10
    assert all(one.xpath(".//p[@class='why']/span") for one in sections)
    assert "disagree" in sections[0].text_content()


def test_the_brief_brings_its_own_style_and_no_other(desk: Visitor) -> None:
    answer = desk.ask("/brief?kind=violence")
    policy = answer.headers["content-security-policy"]
    assert "style-src 'sha256-" in policy and "unsafe" not in policy and "script" not in policy


def test_the_brief_leads_back_to_the_views_of_the_same_question(desk: Visitor) -> None:
    asked = "?until=2021-12-31&kind=violence&about=%22%3E%3Cb%3E"
    links = desk.ask(f"/brief{asked}").page.xpath("//nav[@aria-label='back to the desk']/a/@href")
    assert links == [f"/{view}{asked}" for view in ("situation", "incidents", "timeline", "map")]
    assert desk.ask(links[1]).status == 200


def test_an_empty_ledger_says_what_to_do(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "new.ledger").close()
    with running(tmp_path / "new.ledger") as visitor:
        for path in [path for path in PAGES if "{" not in path]:
            answer = visitor.ask(path)
            assert answer.status == 200, path
        assert "dragoman read" in visitor.ask("/incidents").text


# Review


def test_a_set_value_shows_at_once_and_can_be_undone(review: tuple[Visitor, Path]) -> None:
    visitor, folder = review
    with open_ledger(folder) as ledger:
        key = about(ledger, "courier", "Karim").incident_id
    answer = visitor.decide("set", key, field="killed", value="10-14", next=f"/incidents/{key}")
    assert answer.status == 303
    assert answer.headers["location"].startswith(f"/incidents/{key}?said=cor-")
    page = visitor.ask(answer.headers["location"]).page
    assert "10–14 killed" in page.xpath("//h1")[0].text_content()
    assert "set by Ana" in page.xpath("//table[contains(@class, 'values')]")[0].text_content()
    (made,) = re.findall(r"said=(cor-\w+)", answer.headers["location"])
    assert visitor.decide("undo", made, reason="").status == 303
    assert "10–14" not in visitor.ask(f"/incidents/{key}").page.xpath("//h1")[0].text_content()
    rows = visitor.ask("/corrections").page.xpath("//tbody/tr")
    assert [row.xpath("td")[2].text_content().split()[0] for row in rows] == ["undo", "set"]


def test_merge_split_and_keep_apart(review: tuple[Visitor, Path]) -> None:
    visitor, folder = review
    with open_ledger(folder) as ledger:
        a, b = (about(ledger, "courier", depot) for depot in ("Karim", "Zahir"))
    assert visitor.decide("merge", a.incident_id, value=b.incident_id).status == 303
    gone = visitor.ask(f"/incidents/{b.incident_id}")
    kept = visitor.ask(f"/incidents/{a.incident_id}")
    assert sorted((gone.status, kept.status)) == [200, 302]
    with open_ledger(folder) as ledger:
        whole = ledger.incident(a.incident_id)
        assert set(whole.mentions) == {*a.mentions, *b.mentions}
    assert visitor.decide("split", b.mentions[0]).status == 303
    with open_ledger(folder) as ledger:
        assert b.mentions[0] not in ledger.incident(a.incident_id).mentions
    assert visitor.decide("keep_apart", a.mentions[0], value=b.mentions[0]).status == 303


def test_reject_accept_and_note(review: tuple[Visitor, Path]) -> None:
    visitor, folder = review
    with open_ledger(folder) as ledger:
        key = about(ledger, "courier", "Karim").incident_id
    first = ids(visitor.ask("/incidents"))
    assert visitor.decide("reject", key, reason="a film set").status == 303
    assert set(first) - set(ids(visitor.ask("/incidents"))) == {key}
    assert ids(visitor.ask("/incidents?rejected=only")) == [key]
    assert "a film set" in visitor.ask(f"/incidents/{key}").text
    assert visitor.decide("accept", key).status == 303
    assert ids(visitor.ask("/incidents")) == first
    assert visitor.decide("note", key, reason="ask the Mosul office").status == 303
    assert "ask the Mosul office" in visitor.ask(f"/incidents/{key}").text


def test_what_was_accepted_leaves_the_queue(review: tuple[Visitor, Path]) -> None:
    visitor, _ = review
    due = visitor.ask("/queue").page.xpath("//section[contains(@class, 'due')]/@data-incident")
    visitor.decide("accept", due[0])
    assert due[0] not in visitor.ask("/queue").page.xpath("//section[contains(@class, 'due')]/@data-incident")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ({"op": "set", "value": "killed=lots"}, 400),
        ({"op": "set", "value": "killed=1", "reason": ""}, 400),
        ({"op": "forget"}, 400),
        ({"op": "accept", "target": "inc-none-of-it"}, 404),
        ({"op": "accept", "by": " "}, 400),
    ],
)
def test_a_decision_without_sense_is_refused(review: tuple[Visitor, Path], words: dict[str, str], status: int) -> None:
    visitor, folder = review
    with open_ledger(folder) as ledger:
        key = about(ledger, "courier", "Karim").incident_id
    form = {"target": key, "csrf": visitor.csrf(), "by": "Ana", "reason": "seen"} | words
    assert visitor.send("/review", form).status == status
    with open_ledger(folder) as ledger:
        assert not list(ledger.corrections())


def test_the_name_is_asked_once(review: tuple[Visitor, Path]) -> None:
    visitor, folder = review
    with open_ledger(folder) as ledger:
        key = about(ledger, "courier", "Karim").incident_id
    assert visitor.ask(f"/incidents/{key}").page.xpath("//input[@name='by' and @type='text']")
    visitor.decide("accept", key, by="Ana Müller; x=1")
    page = visitor.ask(f"/incidents/{key}").page
    assert not page.xpath("//input[@name='by' and @type='text'][not(ancestor::details)]")
    assert set(page.xpath("//input[@name='by']/@value")) == {"Ana Müller; x=1"}
    assert visitor.send("/review", {"op": "note", "target": key, "csrf": visitor.csrf(), "reason": "x"}).status == 303
    with open_ledger(folder) as ledger:
        assert {one.by for one in ledger.corrections()} == {"Ana Müller; x=1"}


def test_after_a_form_one_stays_on_the_desk(review: tuple[Visitor, Path]) -> None:
    visitor, folder = review
    with open_ledger(folder) as ledger:
        key = about(ledger, "courier", "Karim").incident_id
    for elsewhere in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", ""):
        answer = visitor.decide("note", key, next=elsewhere)
        assert answer.headers["location"].startswith("/incidents?said=")


def test_a_new_report_is_seen_by_the_next_page(review: tuple[Visitor, Path]) -> None:
    visitor, folder = review
    key = ids(visitor.ask("/incidents"))[0]
    with open_ledger(folder) as ledger:
        ledger.add_reports([report("latecomer", line(0, 9))])
        told = about(ledger, "latecomer", "Karim").incident_id
    assert "latecomer" in visitor.ask(f"/incidents/{told}").text.lower()
    assert key


def test_a_pasted_report_is_read(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "new.ledger").close()
    text = "Baghdad, 3 May 2021. Gunmen shot dead four policemen in Kirkuk on Monday, the interior ministry said."
    with running(tmp_path / "new.ledger", review=True) as visitor:
        form = {
            "csrf": visitor.csrf(),
            "text": text,
            "title": "Four killed",
            "publisher": "Desk",
            "published": "2021-05-03",
        }
        answer = visitor.send("/add", form)
        assert answer.status == 303 and "recorded=1" in answer.headers["location"]
        assert "Four killed" in visitor.ask(answer.headers["location"]).text
        assert "Kirkuk" in visitor.ask("/incidents").text
        again = visitor.send("/add", form)
        assert "recorded=0" in again.headers["location"]
        assert visitor.send("/add", {"csrf": visitor.csrf(), "text": "  "}).status == 400


def test_a_dropped_file_is_read_or_named(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "new.ledger").close()
    with running(tmp_path / "new.ledger", review=True) as visitor:
        edge = "--------desk"
        parts = [("csrf", "", visitor.csrf().encode())]
        parts += [
            ("file", "../../etc/one.txt", b"Rockets hit the embassy in Baghdad on 3 May 2021."),
            ("file", "two.bin", b"\x00" * 90),
        ]
        body = b""
        for name, file, content in parts:
            told = f'form-data; name="{name}"' + (f'; filename="{file}"' if file else "")
            body += f"--{edge}\r\nContent-Disposition: {told}\r\n\r\n".encode() + content + b"\r\n"
        body += f"--{edge}--\r\n".encode()
        answer = visitor.ask(
            "/add", "POST", body, Origin=f"http://{visitor.host}", Content_Type=f"multipart/form-data; boundary={edge}"
        )
        assert answer.status == 303
        assert "recorded=1" in answer.headers["location"] and "skipped=" in answer.headers["location"]
