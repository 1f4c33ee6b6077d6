"""The brief: what happened apart from what did not, every line with its sentence, hostile text as text."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.brief import FORMATS, Contents, compose, render, words
from dragoman.brief.page import marked
from dragoman.errors import NotFound
from dragoman.knowledge.kinds import load_kinds
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
    assert set(parser.tags) <= {"mark"}


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
        (Count(None, None, 10), "up to 10"),
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
