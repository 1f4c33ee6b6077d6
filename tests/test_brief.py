"""The brief: what happened apart from what did not, every line with its sentence, hostile text as text."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.brief import FORMATS, Contents, compose, render, shortened, words
from dragoman.brief.outline import Line
from dragoman.brief.page import marked
from dragoman.brief.timeline import timeline
from dragoman.errors import Malformed, NotFound
from dragoman.knowledge.kinds import load_kinds
from dragoman.ledger import skipped_lines
from dragoman.model import Count, Disagreement, Evidence, Incident, Interval, Party, Published, Report, Side, Status

KINDS = load_kinds()
TEXT = (
    "Rockets hit the base on Sunday. Two soldiers died, the army said. The rebels denied it. "
    "<b>Bold</b> claims followed."
)


def report(text: str = TEXT, name: str = "one") -> Report:
    return Report(
        text, name, title=f"Report {name}", published=Published(date(2021, 5, 3), date(2021, 5, 3), "day", "header")
    )


def evidence(source: Report, words_: str) -> Evidence:
    start = source.text.index(words_)
    return Evidence(source.report_id, start, start + len(words_), words_)


def incident(
    source: Report, status: Status = "occurred", kind: str = "shelling", ident: str = "inc-a", **more: object
) -> Incident:
    fields: dict[str, object] = {
        "incident_id": ident,
        "kind": kind,
        "plover": None,
        "status": status,
        "series": False,
        "background": False,
        "actors": (
            Party("actor", "rebels", "group", None, ("rebels",)),
            Party("recipient", "base", "facility", None, ("base",)),
        ),
        "place": None,
        "time": Interval(date(2021, 5, 2), date(2021, 5, 2), "day"),
        "killed": Count(2, 2, 2),
        "injured": None,
        "arrested": None,
        "quantity": None,
        "weapons": (),
        "summary": "",
        "reports": (source.report_id,),
        "origins": 1,
        "evidence": (evidence(source, "Rockets hit the base on Sunday."),),
        "disagreements": (),
        "rule": "best_supported",
    }
    return Incident(**{**fields, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize("status", ["announced", "threatened", "demanded", "possible", "negated", "denied"])
def test_what_did_not_happen_never_stands_under_what_happened(status: Status) -> None:
    source = report()
    brief = compose(Contents([source], [incident(source, status)], [], [], []), KINDS)
    assert not brief.happened


@pytest.mark.parametrize("status", ["occurred", "ongoing", "attempted"])
def test_what_happened_stands_there(status: Status) -> None:
    source = report()
    brief = compose(Contents([source], [incident(source, status)], [], [], []), KINDS)
    assert [line.status for line in brief.happened] == [status]


def test_background_is_kept_apart() -> None:
    source = report()
    brief = compose(Contents([source], [incident(source, background=True)], [], [], []), KINDS)
    assert not brief.happened and len(brief.background) == 1


def test_newest_first_and_undated_last() -> None:
    source = report()
    old = incident(source, ident="inc-old", time=Interval(date(2020, 1, 1), date(2020, 1, 1), "day"))
    new = incident(source, ident="inc-new")
    undated = incident(source, ident="inc-undated", time=Interval())
    brief = compose(Contents([source], [old, undated, new], [], [], []), KINDS)
    assert [line.id for line in brief.happened] == ["inc-new", "inc-old", "inc-undated"]


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_holds_the_line_its_sentence_and_its_id(form: str) -> None:
    source = report()
    side = Side("2", 1, (), (evidence(source, "Two soldiers died, the army said."),), ("the army",))
    other = Side("none", 1, (), (evidence(source, "The rebels denied it."),), ("the rebels",))
    quarrel = Disagreement("dis-1", "inc-a", "killed", (side, other), "value")
    brief = compose(Contents([source], [incident(source)], [], [quarrel], []), KINDS)
    shown = " ".join(render(brief, form).replace("\\", "").split())
    for needed in ("Rockets hit the base on Sunday.", "inc-a", "The rebels denied it.", "Report one"):
        assert needed in shown, needed


def test_a_long_brief_begins_with_a_glance_at_what_weighs_most() -> None:
    source = report()
    day = [Interval(date(2021, 5, n), date(2021, 5, n), "day") for n in range(1, 15)]
    killed = {2: Count(90, 90, 90), 7: Count(4, 4, 4), 8: Count(None, None, 6)}
    told = [incident(source, ident=f"inc-{n}", time=day[n], series=n == 13, killed=killed.get(n)) for n in range(14)]
    told.append(incident(source, "threatened", ident="inc-t", time=day[3]))
    told.append(incident(source, "denied", ident="inc-d", time=day[13]))
    sides = tuple(
        Side(value, 1, (), (evidence(source, "Two soldiers died"),), (speaker,))
        for value, speaker in (("2", "the army"), ("3", "a hospital"))
    )
    quarrel = Disagreement("dis-a", "inc-1", "killed", sides, "value")
    brief = compose(Contents([source], told, (), [quarrel], ()), KINDS)
    found = {part.heading: [key for key, _ in part.lines] for part in brief.glance}
    # The deadliest of the latest week first, shown latest first; older deaths, a series and what is denied are no news.
    assert found == {
        "Happened": ["inc-12", "inc-11", "inc-10", "inc-8", "inc-7"],
        "Only threatened or warned of": ["inc-t"],
        "Disputed": ["dis-a"],
    }
    text = " ".join(render(brief, "text").split())
    assert "2 — the army / 3 — a hospital" in text and text.index("AT A GLANCE") < text.index("WHAT HAPPENED")
    page = render(brief, "html")
    assert all(f'href="#{key}"' in page and f'id="{key}"' in page for keys in found.values() for key in keys)
    assert "At a glance" in render(brief, "md") and json.loads(render(brief, "json"))["glance"]
    assert not compose(Contents([source], told[:3], (), [quarrel], ()), KINDS).glance


def test_a_glance_weighs_undated_deeds_by_the_day_they_were_told_and_violence_before_the_rest() -> None:
    source = report()
    week = [Interval(date(2021, 5, n), date(2021, 5, n), "day") for n in range(1, 8)]
    told = [incident(source, kind="arrest", ident=f"inc-{n}", time=week[n], killed=None) for n in range(6)]
    told += [incident(source, kind="arrest", ident=f"inc-again-{n}", time=week[n], killed=None) for n in range(6)]
    told.append(incident(source, ident="inc-fire", time=week[6], killed=None))
    told.append(incident(source, ident="inc-undated", time=Interval(), killed=Count(9, 9, 9)))
    brief = compose(Contents([source], told, (), (), ()), KINDS)
    (happened,) = (part for part in brief.glance if part.heading == "Happened")
    assert {"inc-fire", "inc-undated"} < {key for key, _ in happened.lines}
    assert happened.lines[0][0] == "inc-fire"


def test_a_brief_cut_short_counts_what_it_leaves_out() -> None:
    source = report()
    told = [
        incident(source, ident=f"inc-{n}", time=Interval(date(2021, 5, n + 1), date(2021, 5, n + 1), "day"))
        for n in range(7)
    ]
    told.append(incident(source, "threatened", ident="inc-t"))
    whole = compose(Contents([source], told, (), (), ()), KINDS)
    cut = shortened(whole, 3)
    for form in ("text", "md"):
        shown = " ".join(render(cut, form).split())
        assert [f"inc-{n}" in shown for n in range(7)] == [False] * 4 + [True] * 3 and "inc-t" in shown
        assert shown.count("and 4 more: --most 0 prints all") == 1
    assert "WHAT HAPPENED (7)" in render(cut, "text")
    assert shortened(whole, 0) is whole and shortened(whole, 7) == whole


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(NotFound):
        render(compose(Contents([], [], [], [], []), KINDS), "pdf")


def test_json_is_json_and_has_no_report_text() -> None:
    source = report()
    record = json.loads(render(compose(Contents([source], [incident(source)], [], [], []), KINDS), "json"))
    assert record["happened"][0]["id"] == "inc-a" and "reports" not in record


def test_plain_text_has_no_escape_codes_and_colour_has() -> None:
    source = report()
    brief = compose(Contents([source], [incident(source)], [], [], []), KINDS)
    assert "\x1b[" not in render(brief, "text") and "\x1b[" in render(brief, "text", colour=True)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


@given(st.text(max_size=200))
def test_hostile_text_adds_no_element_to_the_page(text: str) -> None:
    parser = Tags()
    parser.feed(str(marked("rep-1", text, [(0, len(text) // 2)] if len(text) > 1 else [])))
    assert set(parser.tags) <= {"mark", "span"}


# Each example renders two whole pages, which compiles the template twice: slow, but not too slow.
@settings(deadline=None, max_examples=30)
@given(st.text(min_size=1, max_size=80))
def test_hostile_titles_add_no_element_to_the_page(words_: str) -> None:
    source = report("Plain words.", "x")
    hostile = Report(source.text, "x", title=words_, publisher=words_)
    parser, plain = Tags(), Tags()
    parser.feed(render(compose(Contents([hostile], [], [], [], []), KINDS), "html"))
    harmless = Report(source.text, "x", title="t", publisher="p")
    plain.feed(render(compose(Contents([harmless], [], [], [], []), KINDS), "html"))
    assert parser.tags == plain.tags


def test_the_page_fetches_nothing_and_runs_nothing() -> None:
    source = report()
    page = render(compose(Contents([source], [incident(source)], [], [], []), KINDS), "html")
    assert "<script" not in page and not re.search(r"""(?:src|href)=["'](?!#)""", page)
    assert "default-src 'none'" in page


def test_bidi_controls_are_shown_not_obeyed() -> None:
    assert "\u202e" not in marked("r", "a\u202eb", []) and "U+202E" in marked("r", "a\u202eb", [])


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (Count(24, 24, 24), "24"),
        (Count(3, 3, None), "at least 3"),
        (Count(2, None, 5), "2–5"),
        (Count(None, None, 10), "at most 10"),
        (Count(0, 0, 0), "0"),
        (Count(), ""),
        (None, ""),
    ],
)
def test_counts_in_words(count: Count | None, text: str) -> None:
    assert words.number(count) == text


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2020, 1, 3), date(2020, 1, 3), "3 Jan 2020"),
        (date(2020, 1, 1), date(2020, 1, 31), "Jan 2020"),
        (date(2020, 1, 1), date(2020, 12, 31), "2020"),
        (date(2020, 1, 3), date(2020, 1, 9), "3–9 Jan 2020"),
        (date(2020, 1, 30), date(2020, 2, 2), "30 Jan–2 Feb 2020"),
        (date(2019, 12, 30), date(2020, 1, 2), "30 Dec 2019–2 Jan 2020"),
        (date(2019, 6, 1), date(2019, 8, 31), "Jun–Aug 2019"),
        (None, date(2020, 1, 3), "until 3 Jan 2020"),
        (None, None, ""),
    ],
)
def test_days_in_words(start: date | None, end: date | None, text: str) -> None:
    assert words.days(Interval(start, end)) == text


def test_seasons_in_words() -> None:
    assert words.days(Interval(date(2019, 6, 1), date(2019, 8, 31), "season")) == "summer 2019"


# The text


def test_lines_hang_and_fit() -> None:
    source = report()
    brief = compose(Contents([source], [incident(source)], [], [], []), KINDS)
    lines = render(brief, "text", width=50).splitlines()
    assert max(map(len, lines)) <= 50
    (first,) = (number for number, line in enumerate(lines) if line.startswith("  2 May 2021"))
    assert lines[first + 1].startswith("      ") and "inc-a" in lines[first] + lines[first + 1] + lines[first + 2]


def test_a_copied_sentence_stands_once_with_both_numbers() -> None:
    one, two = report(name="one"), report(name="two")
    sentence = "Rockets hit the base on Sunday."
    told = incident(one, evidence=(evidence(one, sentence), evidence(two, sentence)))
    shown = render(compose(Contents([one, two], [told], [], [], []), KINDS), "text")
    assert shown.count(sentence) == 1
    assert f"[1] [2] {sentence}" in shown


def test_only_what_is_not_plain_is_marked() -> None:
    source = report()
    plain = incident(source)
    marked_ = incident(source, "attempted", ident="inc-b", origins=3)
    shown = render(compose(Contents([source], [plain, marked_], [], [], []), KINDS), "text")
    (first,) = re.findall(r".*inc-a", shown)
    (second,) = re.findall(r".*inc-b", shown)
    assert "happened" not in first and "origin" not in first
    assert "[attempted]" in second and "3 origins" in second


def test_gaps_are_counted_not_listed() -> None:
    source = report()
    many = [incident(source, ident=f"inc-{n}", actors=()) for n in range(5)]
    brief = compose(Contents([source], many, [], [], []), KINDS)
    assert brief.unknown[0] == "5 of 5 lines: nobody is named as the actor (Rocket or shell fire 5)"
    assert len(brief.unknown) == 2


def test_an_empty_brief_is_short() -> None:
    shown = render(compose(Contents([], [], [], [], [], ("x.txt: no such file",), 1), KINDS), "text")
    assert "No report was read" in shown and "x.txt: no such file" in shown and "WHAT HAPPENED" not in shown


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c", "d"], "a, b, c and d"),
        (["a", "b", "c", "d", "e"], "a, b, c and 2 more"),
    ],
)
def test_names_as_people_list_them(names: list[str], text: str) -> None:
    assert words.listed(names) == text


def test_skips_of_one_file_stand_in_one_line() -> None:
    skipped = [
        Malformed("a.jsonl, line 2", "not valid JSON (column 3)"),
        Malformed("b.txt", "binary"),
        Malformed("a.jsonl, line 5", "not valid JSON (column 9)"),
    ]
    assert skipped_lines(skipped) == [
        "a.jsonl: 2 records, not valid JSON (first: line 2)",
        "b.txt: binary",
    ]
    assert skipped_lines(skipped[:1]) == ["a.jsonl, line 2: not valid JSON (column 3)"]


# The page


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=12))
def test_every_sentence_has_one_anchor_where_it_begins(spans: list[tuple[int, int]]) -> None:
    """Also where sentences overlap: each link must land somewhere, and the text stays whole."""
    text = "Rockets & mortars hit <the base>. " * 3
    page = str(marked("r", text, [(start, start + length) for start, length in spans]))
    anchors = re.findall(r'id="s-r-(\d+)"', page)
    assert sorted(map(int, anchors)) == sorted({start for start, _ in spans})
    assert html.unescape(re.sub(r"<[^>]*>", "", page)) == text
    for anchor in anchors:
        after = html.unescape(re.sub(r"<[^>]*>", "", page.split(f'id="s-r-{anchor}">', 1)[1]))
        assert after == text[int(anchor) :]


def test_every_link_of_the_page_lands() -> None:
    source = report()
    side = Side("2", 1, (), (evidence(source, "Two soldiers died, the army said."),), ("the army",))
    other = Side("none", 1, (), (evidence(source, "The rebels denied it."),), ("the rebels",))
    quarrels = [
        Disagreement("dis-1", "inc-a", "killed", (side, other), "value"),
        Disagreement("dis-2", "inc-filtered-out", "killed", (side, other), "value"),
    ]
    page = render(compose(Contents([source], [incident(source)], [], quarrels, []), KINDS), "html")
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    digits = "".join(2 * digit for digit in colour) if len(colour) == 3 else colour
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_every_colour_can_be_read() -> None:
    """WCAG AA: text has a contrast of 4.5 to what it stands on, by day, by night and in print."""
    page = render(compose(Contents([report()], [], [], [], []), KINDS), "html")
    schemes = [dict(re.findall(r"--(\w+):#(\w+)", found)) for found in re.findall(r":root\{([^}]*)\}", page)]
    assert len(schemes) == 3
    for colours in schemes:
        for text in ("ink", "soft", "accent", "occ", "att", "ann", "thr", "den"):
            for ground in ("paper", "card"):
                assert contrast(colours[text], colours[ground]) >= 4.5, (text, colours[text], ground)
        assert contrast(colours["ink"], colours["mark"]) >= 4.5


def dated(ident: str, first: date, last: date) -> Line:
    source = report()
    told = incident(source, ident=ident, time=Interval(first, last, "day"))
    (line,) = compose(Contents([source], [told], [], [], []), KINDS).happened
    return line


def test_no_bar_hides_another() -> None:
    day = date(2021, 5, 3)
    lines = [dated(f"inc-{n}", day, day) for n in range(20)] + [dated("inc-long", date(2021, 1, 1), date(2021, 12, 31))]
    picture = timeline([("What happened", lines), ("Posture", [])])
    assert picture
    (lane,) = picture.lanes
    assert len(lane.bars) == 21
    for one, other in combinations(lane.bars, 2):
        assert one.y != other.y or one.x + one.width <= other.x or other.x + other.width <= one.x
    assert all(bar.x >= 0 and bar.x + bar.width <= 1000 and bar.y + 11 < picture.height for bar in lane.bars)


def test_one_far_date_does_not_stretch_the_picture() -> None:
    lines = [dated(f"inc-{n}", date(2021, 5, n), date(2021, 5, n)) for n in range(1, 29)]
    far = dated("inc-far", date(2003, 3, 20), date(2003, 3, 20))
    picture, alone = timeline([("What happened", [*lines, far])]), timeline([("What happened", lines)])
    assert picture and alone and (picture.outside, alone.outside) == (1, 0)
    assert picture.ticks == alone.ticks and picture.lanes == alone.lanes
    assert "1 line of days far from these not drawn" in render(
        replace(compose(Contents([report()], [], [], [], []), KINDS), happened=(*lines, far)), "html"
    )


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [
        (date(2021, 5, 3), date(2021, 5, 3), "3 May 2021"),
        (date(2019, 5, 3), date(2022, 1, 20), "Jan 2020"),
        (date(1990, 5, 3), date(2022, 1, 20), "2000"),
        (date(2021, 12, 2), date(2022, 4, 20), "Feb 2022"),
    ],
)
def test_the_axis_begins_its_periods_where_they_begin(first: date, last: date, label: str) -> None:
    picture = timeline([("What happened", [dated("inc-a", first, first), dated("inc-b", last, last)])])
    assert picture
    assert label in [tick.label for tick in picture.ticks]
    assert 1 <= len(picture.ticks) <= 10


BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER = next((path for name in BROWSERS if (path := shutil.which(name))), None)


@pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")
def test_a_real_browser_shows_the_lines_without_script(tmp_path: Path) -> None:
    source = report()
    page = tmp_path / "brief.html"
    page.write_text(render(compose(Contents([source], [incident(source)], [], [], []), KINDS), "html"), encoding="utf8")
    command = [
        str(BROWSER),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--dump-dom",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        f"--user-data-dir={tmp_path / 'profile'}",
        page.as_uri(),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert "Rockets hit the base on Sunday." in done.stdout
    assert "&lt;b&gt;Bold&lt;/b&gt;" in done.stdout
