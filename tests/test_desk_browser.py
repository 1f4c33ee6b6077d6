"""The desk in a real Chromium: views, decisions by keyboard, no scripts, small, dark, hostile, accessible."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from desk_world import (
    AXE,
    NARROW,
    SCRIPT,
    VIEWS,
    WIDE,
    Seen,
    Visitor,
    chromium,
    read_ledger,
    seen,
    served,
    visiting,
    written,
)
from playwright.sync_api import Browser, Page, expect, sync_playwright

from dragoman.ledger import Ledger
from dragoman.model import Incident
from dragoman.reading import Reader

pytestmark = pytest.mark.skipif(
    chromium() is None, reason="there is no Chromium on this machine: apt-get install chromium"
)
with_scripts = pytest.mark.skipif(not SCRIPT.exists(), reason="the desk's scripts are not built: make desk")


@dataclass(frozen=True)
class Place:
    """A desk at work: its address, its ledger's file, what reads for it."""

    base: str
    path: Path
    reader: Reader

    def incidents(self) -> list[Incident]:
        with Ledger.open(self.path, reader=self.reader, readonly=True) as ledger:
            return [*ledger.incidents(), *ledger.rejected()]

    def incident(self, incident_id: str) -> Incident:
        return next(item for item in self.incidents() if item.incident_id == incident_id)

    def rebuild(self) -> None:
        """Make every view anew from claims and corrections."""
        with Ledger.open(self.path, reader=self.reader) as ledger:
            ledger.rebuild()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


@pytest.fixture(scope="module")
def ledger_file(samples: Path, reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, and the hostile reports."""
    folder = tmp_path_factory.mktemp("desk")
    return read_ledger(Path(shutil.copy(samples, folder / "house.ledger")), written(folder), reader)


@pytest.fixture(scope="module")
def look(ledger_file: Path, reader: Reader) -> Iterator[Place]:
    """A desk that nobody changes."""
    with served(ledger_file) as base:
        yield Place(base, ledger_file, reader)


@pytest.fixture
def work(ledger_file: Path, reader: Reader, tmp_path: Path) -> Iterator[Place]:
    """A desk of one's own, to change."""
    path = Path(shutil.copy(ledger_file, tmp_path / "own.ledger"))
    with served(path) as base:
        yield Place(base, path, reader)


@pytest.fixture
def visitor(browser: Browser, look: Place) -> Iterator[Visitor]:
    with visiting(browser, look.base) as made:
        yield made
        assert made.troubles == []


@pytest.fixture
def reviewer(browser: Browser, work: Place) -> Iterator[Visitor]:
    with visiting(browser, work.base) as made:
        yield made
        assert made.troubles == []


def told_with(place: Place, kind: str, words: str) -> Incident:
    """The incident of a kind that rests on a sentence with some words."""
    return next(item for item in place.incidents() if item.kind == kind and any(words in e.text for e in item.evidence))


def all_views(place: Place) -> list[str]:
    """Every view, with pages of an incident, an actor and a report."""
    incident = next(item for item in place.incidents() if item.disagreements)
    actor = next(party.actor_id for item in place.incidents() for party in item.actors if party.actor_id)
    return [*VIEWS, f"/incidents/{incident.incident_id}", f"/actors/{actor}", f"/reports/{incident.reports[0]}"]


# ---------------------------------------------------------------- views


@pytest.fixture(scope="module")
def walk(browser: Browser, look: Place) -> dict[str, Seen]:
    """Every view and report, and pages of incidents, each opened once."""
    views = all_views(look)
    # Only colours differ in the dark, and each kind of page has them all.
    some = ("/situation", "/incidents", "/timeline", "/map", "/brief")
    dark = {view for view in views if view.count("/") > 1 or view in some}
    more = [f"/incidents/{i.incident_id}" for i in look.incidents() if any("2020" in e.text for e in i.evidence)][:12]
    more += [f"/reports/{key}" for key in reports(look).values()]
    axe = AXE.read_text(encoding="utf8") if AXE.exists() else ""
    with visiting(browser, look.base) as made:
        found = {view: seen(made, view, axe, view in dark) for view in views}
        found |= {address: seen(made, address, "", False) for address in more if address not in found}
        assert made.troubles == []
    return found


def test_every_view_opens_and_fits_wide_and_on_a_telephone(walk: dict[str, Seen]) -> None:
    for address, page in walk.items():
        assert page.headings == 1, address
        assert page.width <= WIDE["width"] and page.narrow <= NARROW["width"], address


def test_reading_needs_no_script(browser: Browser, look: Place) -> None:
    with visiting(browser, look.base, java_script_enabled=False) as plain:
        for address in all_views(look):
            page = plain.open(address)
            assert len(page.locator("main").inner_text()) > 40 or address == "/add", address
        page = plain.open("/incidents")
        rows = page.locator("tr[data-incident]").count()
        page.select_option("select[name=kind]", "bombing")
        page.click("#filters button[type=submit]")
        assert "kind=bombing" in page.url
        assert 0 < page.locator("tr[data-incident]").count() < rows
        page = plain.open("/timeline")
        assert page.locator("svg.draw-timeline a").count() > 5
        page.locator("svg.draw-timeline a").first.click()
        assert "/incidents/" in page.url
        page = plain.open("/map")
        assert page.locator("svg.draw-world").count() == 1


def test_filters_unfold_on_a_telephone_without_a_script(browser: Browser, look: Place) -> None:
    with visiting(browser, look.base, viewport=NARROW, java_script_enabled=False) as small:
        page = small.open("/incidents?kind=bombing")
        expect(page.locator("#filters")).to_be_hidden()
        expect(page.locator("label.fold")).to_have_text("Filters (1 set)")
        page.locator("label.fold").click()
        page.select_option("select[name=status]", "happened")
        page.click("#filters button[type=submit]")
        assert "kind=bombing" in page.url and "status=happened" in page.url
        page.set_viewport_size({"width": 1200, "height": 800})
        expect(page.locator("#filters")).to_be_visible()
        expect(page.locator("label.fold")).to_be_hidden()


def test_an_address_is_enough_to_see_the_same_again(visitor: Visitor) -> None:
    page = visitor.open("/incidents?kind=shelling&since=2020-01-01&until=2020-12-31&sort=time")
    assert page.input_value("#filters input[name=since]") == "2020-01-01"
    seen = page.locator("tr[data-incident]").evaluate_all("rows => rows.map(row => row.dataset.incident)")
    assert seen
    page.click("nav.tabs a[href^='/map']")
    assert "kind=shelling" in page.url
    page.click("nav.tabs a[href^='/incidents']")
    again = page.locator("tr[data-incident]").evaluate_all("rows => rows.map(row => row.dataset.incident)")
    assert sorted(again) == sorted(seen)


def test_a_claim_leads_to_its_words_in_the_report(visitor: Visitor, look: Place) -> None:
    bombing = told_with(look, "bombing", "Kandahar")
    page = visitor.open(f"/incidents/{bombing.incident_id}")
    page.locator("#f-killed .claims .src a").first.click()
    page.wait_for_url(re.compile("/reports/.*at="))
    assert re.search("nine|seven", " ".join(page.locator("mark.m-at").all_inner_texts()))


# ---------------------------------------------------------------- hostile texts


def test_hostile_texts_stay_texts(walk: dict[str, Seen], look: Place) -> None:
    for address, page in walk.items():
        assert not page.hacked and not page.foreign, address
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", page.text), address
    told = walk[f"/reports/{reports(look)['hostile-1']}"].text
    assert "<script>window.hacked=4</script>" in told
    assert "[U+202E]" in told


def reports(place: Place) -> dict[str, str]:
    """Ids of reports by the ids they came with."""
    with Ledger.open(place.path, reader=place.reader, readonly=True) as ledger:
        return {
            row["external_id"]: row["report_id"] for row in ledger.rows("SELECT external_id, report_id FROM report")
        }


# ---------------------------------------------------------------- what can be seen by all


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: make desk")
def test_nothing_serious_stands_in_the_way_of_anybody(walk: dict[str, Seen]) -> None:
    """axe-core finds no serious or critical violation on any view, nor of contrast in the dark."""
    assert {address: page.serious for address, page in walk.items() if page.serious} == {}
    assert {address: page.dark for address, page in walk.items() if page.dark} == {}


def test_dark_is_dark(browser: Browser, look: Place) -> None:
    light: dict[str, float] = {}
    for scheme in ("light", "dark"):
        with visiting(browser, look.base, color_scheme=scheme) as visitor:
            page = visitor.open("/map")
            colours = page.evaluate(
                "['body', 'svg .sea', 'figcaption'].map((name, n) => getComputedStyle(document.querySelector(name))"
                "[['backgroundColor', 'fill', 'color'][n]])"
            )
            light[scheme] = [sum(map(float, re.findall(r"[\d.]+", colour)[:3])) / 765 for colour in colours]  # type: ignore[assignment]
    # Paper is light, whatever the screen is.
    with visiting(browser, look.base, color_scheme="dark") as visitor:
        page = visitor.open("/map")
        page.emulate_media(media="print")
        sea = page.evaluate("getComputedStyle(document.querySelector('svg .sea')).fill")
        assert sum(map(float, re.findall(r"[\d.]+", sea)[:3])) / 765 > 0.8
    assert light["light"][0] > 0.8 and light["light"][1] > 0.8 > light["light"][2]  # type: ignore[index]
    assert light["dark"][0] < 0.2 and light["dark"][1] < 0.2 < light["dark"][2]  # type: ignore[index]


# ---------------------------------------------------------------- keys


@with_scripts
def test_rows_are_walked_and_opened(visitor: Visitor) -> None:
    page = visitor.open("/incidents")
    ids = page.locator("tr[data-incident]").evaluate_all("rows => rows.map(row => row.dataset.incident)")
    for key in "jjjk":
        page.keyboard.press(key)
    assert page.locator('tr[aria-current="true"]').get_attribute("data-incident") == ids[1]
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/incidents/{ids[1]}*")
    page.go_back()
    page.keyboard.press("g")
    page.keyboard.press("m")
    page.wait_for_url("**/map*")


@with_scripts
def test_a_row_shows_its_sentence_and_a_cell_leads_to_its_claims(visitor: Visitor) -> None:
    page = visitor.open("/incidents")
    row = page.locator("tr[data-incident]:has(.c-toll .toll)").first
    expect(page.locator(".peek:visible")).to_have_count(0)
    row.locator("a").first.focus()
    expect(row.locator(".peek")).to_be_visible()
    expect(page.locator(".peek:visible")).to_have_count(1)
    page.keyboard.press("e")
    shown = page.locator("tr[data-incident]").count()
    expect(page.locator(".peek:visible")).to_have_count(shown)
    page.reload()
    expect(page.locator(".peek:visible")).to_have_count(shown)
    page.keyboard.press("e")
    for cell in (".c-toll", ".c-where"):
        row = page.locator(f"tr[data-incident]:has({cell} a.cell)").first
        row.locator(f"{cell} a.cell").click()
        page.wait_for_url("**/incidents/*#f-*")
        claims = page.locator("section.field:target li")
        expect(claims.first).to_be_visible()
        page.go_back()


@with_scripts
def test_search_and_help_are_a_key_away(visitor: Visitor) -> None:
    page = visitor.open("/map")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("search the sentences")
    page.keyboard.press("j")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.keyboard.press("/")
    page.keyboard.type("gunmen? jk g i")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=gunmen*")


@with_scripts
def test_filters_send_themselves_and_the_timeline_is_brushed(visitor: Visitor) -> None:
    page = visitor.open("/timeline")
    page.select_option("select[name=country]", "IQ")
    page.wait_for_url("**/timeline?country=IQ")
    expect(page.locator("select[name=country]")).to_be_focused()
    picture = page.locator("svg.draw-timeline")
    first, last = picture.get_attribute("data-first") or "", picture.get_attribute("data-last") or ""
    box = picture.bounding_box()
    assert box
    y = box["y"] + box["height"] - 12
    page.mouse.move(box["x"] + box["width"] * 0.4, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, y, steps=4)
    page.mouse.up()
    page.wait_for_url("**since=*")
    since, until = page.input_value("input[name=since]"), page.input_value("input[name=until]")
    assert first < since < until < last and "country=IQ" in page.url
    page.get_by_role("region", name="timeline").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(lambda url: since not in url)
    assert first <= page.input_value("input[name=since]") < since


@with_scripts
def test_the_map_is_zoomed_and_a_number_opens_its_list(visitor: Visitor) -> None:
    page = visitor.open("/map")
    picture = page.locator("svg.draw-world")
    whole = picture.get_attribute("viewBox")
    page.get_by_role("button", name="Nearer").click()
    near = picture.get_attribute("viewBox")
    assert near != whole and float((near or "").split()[2]) < float((whole or "").split()[2])
    page.keyboard.press("v")
    expect(page.get_by_role("region", name="map")).to_be_focused()
    page.keyboard.press("ArrowRight")
    assert float((picture.get_attribute("viewBox") or "").split()[0]) > float((near or "").split()[0])
    page.keyboard.press("0")
    assert picture.get_attribute("viewBox") == whole
    page.keyboard.press("+")
    page.get_by_role("button", name="Only what is seen").click()
    page.wait_for_url("**/map?area=*")
    west, south, east, north = (float(edge) for edge in page.input_value("#filters input[name=area]").split(","))
    assert west < east and south < north
    assert page.locator("nav.tabs a[href*='area=']").count() > 5
    page = visitor.open("/map")
    number = page.locator("svg.draw-world a[href^='#map-place']", has=page.locator("circle")).first
    target = (number.get_attribute("href") or "").removeprefix("#")
    number.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"[id='{target}']")).to_be_visible()


@with_scripts
def test_sentences_are_copied_and_a_table_is_sorted_in_place(browser: Browser, look: Place) -> None:
    bombing = told_with(look, "bombing", "Kandahar")
    with visiting(browser, look.base, permissions=["clipboard-read", "clipboard-write"]) as visitor:
        page = visitor.open(f"/incidents/{bombing.incident_id}")
        page.keyboard.press("c")
        expect(page.locator("button.copy")).to_have_text("Copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert "car bomb" in copied and "/reports/rep-" in copied
        page.keyboard.press("y")
        expect(page.locator("#citation + p button")).to_have_text("Copied")
        cited = page.evaluate("navigator.clipboard.readText()")
        assert bombing.incident_id in cited and bombing.summary in cited and "Reported by" in cited
        page = visitor.open("/incidents?about=embassy")
        asked: list[str] = []
        page.on("request", lambda request: request.resource_type == "document" and asked.append(request.url))
        page.locator("thead a", has_text="Origins").click()
        numbers = [
            int(n) for n in page.locator("td.c-origins").evaluate_all("cells => cells.map(c => c.dataset.value)")
        ]
        assert numbers == sorted(numbers) and len(set(numbers)) > 1 and not asked
        assert "sort=origins" in page.url
        page.locator("thead a", has_text="Origins").click()
        numbers = [
            int(n) for n in page.locator("td.c-origins").evaluate_all("cells => cells.map(c => c.dataset.value)")
        ]
        assert numbers == sorted(numbers, reverse=True) and not asked
        assert visitor.troubles == []


# ---------------------------------------------------------------- decisions by keyboard


def decide(page: Page, key: str, *fields: tuple[str, str]) -> None:
    """Press a key, fill in what it opens from the keyboard alone, send it with Enter; who decides is asked then."""
    page.keyboard.press(key)
    form = page.locator("form:has(:focus)")
    for name, value in fields:
        if name == "by":
            if len(fields) > 1:
                page.keyboard.press("Enter")
            form = page.locator("form[data-op=name]")
        field = form.locator(f"[name={name}]")
        for _ in range(12):
            if field.evaluate("field => field === document.activeElement"):
                break
            page.keyboard.press("Tab")
        expect(field).to_be_focused()
        page.keyboard.type(value)
    with page.expect_navigation(url=re.compile("said=")):
        page.keyboard.press("Enter")


@with_scripts
def test_a_toll_is_set_by_keyboard_survives_a_rebuild_and_is_undone(reviewer: Visitor, work: Place) -> None:
    bombing = told_with(work, "bombing", "Kandahar")
    page = reviewer.open(f"/incidents/{bombing.incident_id}")
    assert bombing.killed and bombing.killed.best != 11
    decide(page, "s", ("field", "killed"), ("value", "11"), ("reason", "hospital list"), ("by", "Ann"))
    expect(page.locator("table.values")).to_contain_text("11")
    expect(page.locator("#review")).to_contain_text("hospital list")
    killed = work.incident(bombing.incident_id).killed
    assert killed and killed.best == 11
    work.rebuild()
    page.reload()
    expect(page.locator("table.values tr", has_text="killed")).to_contain_text("set by Ann")
    killed = work.incident(bombing.incident_id).killed
    assert killed and killed.best == 11
    with page.expect_navigation():
        page.keyboard.press("u")
    expect(page.locator("table.values tr", has_text="killed")).not_to_contain_text("set by Ann")
    assert work.incident(bombing.incident_id).killed == bombing.killed


@with_scripts
def test_incidents_are_accepted_rejected_and_noted_by_keyboard(reviewer: Visitor, work: Place) -> None:
    bombing = told_with(work, "bombing", "Kandahar")
    page = reviewer.open(f"/incidents/{bombing.incident_id}")
    decide(page, "n", ("reason", "call the stringer"), ("by", "Ann"))
    expect(page.locator("#review")).to_contain_text("call the stringer")
    decide(page, "a", ("reason", "seen on video"))
    expect(page.locator("#review")).to_contain_text("accept")
    decide(page, "r", ("reason", "a film set"))
    assert work.incident(bombing.incident_id).rejected
    work.rebuild()
    page.reload()
    expect(page.locator("main")).to_contain_text("rejected")
    assert work.incident(bombing.incident_id).rejected
    page.goto(f"{work.base}/incidents?about=Kandahar")
    assert page.locator(f"tr[data-incident='{bombing.incident_id}']").count() == 0


@with_scripts
def test_incidents_are_merged_and_kept_apart_by_keyboard(reviewer: Visitor, work: Place) -> None:
    bombing = told_with(work, "bombing", "Kandahar")
    shooting = told_with(work, "shooting", "Kabul")
    before = len(work.incidents())
    page = reviewer.open(f"/incidents/{bombing.incident_id}")
    decide(page, "m", ("value", shooting.incident_id), ("reason", "one attack"), ("by", "Ann"))
    assert len(work.incidents()) == before - 1
    work.rebuild()
    assert len(work.incidents()) == before - 1
    page.reload()
    with page.expect_navigation():
        page.keyboard.press("u")
    assert len(work.incidents()) == before
    page = reviewer.open(f"/incidents/{bombing.incident_id}")
    decide(page, "x", ("value", shooting.incident_id), ("reason", "two places"))
    work.rebuild()
    page.reload()
    expect(page.locator("#review")).to_contain_text("two places")
    assert len(work.incidents()) == before


@with_scripts
def test_a_telling_is_split_off_by_keyboard(reviewer: Visitor, work: Place) -> None:
    joined = max(work.incidents(), key=lambda item: len(item.mentions))
    page = reviewer.open(f"/incidents/{joined.incident_id}")
    page.keyboard.press("p")
    telling = page.locator("form[data-op=split] select")
    expect(telling).to_be_focused()
    page.keyboard.press("ArrowDown")
    chosen = telling.input_value()
    assert chosen in joined.mentions
    page.keyboard.press("Tab")
    page.keyboard.type("another day")
    page.keyboard.press("Enter")
    expect(page.locator("form[data-op=name] [name=by]")).to_be_focused()
    page.keyboard.type("Ann")
    with page.expect_navigation(url=re.compile("said=")):
        page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("split")
    holders = {chosen in item.mentions: item.incident_id for item in work.incidents() if item.mentions}
    rest = [item for item in work.incidents() if set(item.mentions) & (set(joined.mentions) - {chosen})]
    assert all(chosen not in item.mentions for item in rest) and holders[True]


@with_scripts
def test_the_queue_is_worked_through_without_a_mouse(reviewer: Visitor, work: Place) -> None:
    page = reviewer.open("/queue")
    first, second = page.locator(".due").nth(0), page.locator(".due").nth(1)
    one, two = first.get_attribute("data-incident") or "", second.get_attribute("data-incident") or ""
    page.keyboard.press("a")
    assert page.locator('[aria-current="true"][data-row]').get_attribute("data-incident") == one
    assert not work.incident(one).corrections
    decide(page, "a", ("by", "Ann"))
    assert page.locator(f".due[data-incident='{one}']").count() == 0
    assert page.locator('[aria-current="true"][data-row]').get_attribute("data-incident") == two
    with page.expect_navigation(url=re.compile("said=")):
        page.keyboard.press("a")
    assert [c.op for c in work.incident(one).corrections] == ["accept"]
    assert [c.op for c in work.incident(two).corrections] == ["accept"]


@with_scripts
def test_a_report_is_dropped_on_the_page(reviewer: Visitor, work: Place) -> None:
    page = reviewer.open("/add")
    with page.expect_navigation(url=re.compile("/reports")):
        page.evaluate(
            """() => { const files = new DataTransfer();
            const told = "A roadside bomb killed four soldiers near Ghazni on 5 May 2021, officials said.";
            files.items.add(new File([told], "ghazni.txt"));
            document.dispatchEvent(new DragEvent("drop", {dataTransfer: files, bubbles: true, cancelable: true})); }"""
        )
    expect(page.locator("main")).to_contain_text("1 read")
    bombing = told_with(work, "bombing", "Ghazni")
    assert bombing.killed and bombing.killed.best == 4


def test_a_decision_needs_no_script(browser: Browser, work: Place) -> None:
    bombing = told_with(work, "bombing", "Kandahar")
    with visiting(browser, work.base, java_script_enabled=False) as plain:
        page = plain.open(f"/incidents/{bombing.incident_id}")
        page.locator("form[data-op=name] [name=by]").fill("Ann")
        page.locator("form[data-op=name] button").click()
        form = page.locator(".forms form[data-op=set]")
        form.locator("[name=value]").fill("10-12")
        form.locator("[name=reason]").fill("two hospitals")
        form.locator("button").click()
        expect(page.locator("table.values")).to_contain_text("set by Ann")
    killed = work.incident(bombing.incident_id).killed
    assert killed and (killed.low, killed.high) == (10, 12)


def test_a_desk_for_reading_offers_no_decision(browser: Browser, ledger_file: Path) -> None:
    with served(ledger_file, review=False) as base, visiting(browser, base) as visitor:
        page = visitor.open("/incidents")
        page.locator("tr[data-incident] a").first.click()
        page.wait_for_url("**/incidents/*")
        assert page.locator("form[method=post]").count() == 0
        for key in "arsmxn":
            page.keyboard.press(key)
        assert page.locator("form:has(:focus)").count() == 0
