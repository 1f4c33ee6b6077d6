"""Files in, reports out: each input comes out once, clean and dated, or skipped with a reason."""

from __future__ import annotations

import io
import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import DragomanError, EmptyReport, Malformed, NotText, SkipReport, TooLarge, Unreadable
from dragoman.model import Report
from dragoman.settings import Limits, Settings
from dragoman.sources import count_inputs, read_paths, report_of_text
from dragoman.sources.calendar import Calendar
from dragoman.sources.clean import Debris, clean
from dragoman.sources.dates import from_header, from_url, from_value, parse_date

DEBRIS = Debris.load()


def reports(*paths: Path, settings: Settings | None = None) -> list[Report]:
    found = list(read_paths(paths, settings))
    assert all(isinstance(item, Report) for item in found), found
    return [item for item in found if isinstance(item, Report)]


def skipped(*paths: Path, settings: Settings | None = None) -> list[SkipReport]:
    return [item for item in read_paths(paths, settings) if isinstance(item, SkipReport)]


def test_a_folder_gives_each_file_once_in_name_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt"):
        (tmp_path / name).write_text(f"Shots were fired in {name}.")
    assert [r.external_id for r in reports(tmp_path, tmp_path / "a.txt")] == ["a", "b"]
    assert count_inputs([tmp_path]) == 2


def test_front_matter_and_markup_of_markdown(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text(
        '---\ntitle: "A title"\npublished: 2021-03-04\n---\n# Heading\n\nA **bomb** went off in [Basra](http://x.example).\n'
    )
    (report,) = reports(path)
    assert (report.title, report.published.start, report.published.basis) == ("A title", date(2021, 3, 4), "metadata")
    assert "A bomb went off in Basra." in report.text


def test_a_page_gives_its_article_and_its_metadata(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    body = "".join(
        f"<p>Paragraph {n}: gunmen attacked a police post near the river and two officers were hurt.</p>"
        for n in range(4)
    )
    path.write_text(
        '<html><head><title>T</title><meta property="og:site_name" content="The Paper">'
        '<meta property="article:published_time" content="2020-02-03T10:00:00Z"></head>'
        f"<body><nav>Home World</nav><article><h1>Post attacked</h1>{body}</article></body></html>"
    )
    (report,) = reports(path)
    assert report.publisher == "The Paper"
    assert report.published.start == date(2020, 2, 3)
    assert "<p>" not in report.text and "gunmen attacked" in report.text


def test_json_lines_bad_lines_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "items.jsonl"
    good = {"id": "x1", "text": "A mortar shell hit the market.", "published": "2020-05-06", "publisher": "Agency"}
    path.write_text("\n".join([json.dumps(good), "{not json", json.dumps({"title": "no text"}), json.dumps([1])]))
    found = list(read_paths([path]))
    assert [type(item) for item in found] == [Report, Malformed, Malformed, Malformed]
    assert "line 2" in str(found[1])


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("empty.txt", b"", EmptyReport),
        ("blank.txt", b" \n\t\n", EmptyReport),
        ("binary.txt", bytes(range(256)) * 4, NotText),
        ("picture.png", b"\x89PNG\r\n\x1a\n0000", NotText),
        ("long.txt", b"word " * 100_001, TooLarge),
        ("line.jsonl", b'{"text": "' + b"a" * 2_100_000 + b'"}', TooLarge),
        ("page.html", b"<html><body></body></html>", EmptyReport),
    ],
)
def test_what_cannot_be_read_is_skipped_with_its_reason(
    tmp_path: Path, name: str, data: bytes, error: type[SkipReport]
) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text("A car bomb exploded outside the ministry.")
    (bad,) = skipped(tmp_path)
    assert isinstance(bad, error)
    assert name in bad.source and bad.reason
    assert len(list(read_paths([tmp_path]))) == 2


def test_a_missing_path_is_skipped_not_fatal(tmp_path: Path) -> None:
    (bad,) = skipped(tmp_path / "nothing.txt")
    assert isinstance(bad, Unreadable)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_rights_is_named(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0)
    try:
        assert isinstance(skipped(tmp_path)[0], Unreadable)
    finally:
        closed.chmod(0o700)


def test_caps_can_be_set(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Some words here.")
    assert isinstance(skipped(tmp_path, settings=Settings(limits=Limits(text_chars=5)))[0], TooLarge)


def test_standard_input_is_text_or_json_lines() -> None:
    text = next(iter(read_paths(["-"], stdin=io.BytesIO(b"Rebels took the town."))))
    record = next(iter(read_paths(["-"], stdin=io.BytesIO(b'{"id": "r", "text": "Rebels took the town."}'))))
    assert isinstance(text, Report) and isinstance(record, Report)
    assert (text.external_id, record.external_id) == ("stdin", "r")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_give_the_same_text(tmp_path: Path, encoding: str) -> None:
    words = "The café owner said “we heard gunfire near the old bridge” on Monday."
    (tmp_path / "a.txt").write_bytes(words.encode(encoding))
    assert reports(tmp_path)[0].text == words


def test_debris_goes_and_the_crawlers_date_stays_as_evidence() -> None:
    raw = " date 2019-11-05 Loading...\n\nProtesters blocked the port. 39; The army fired.\n\nShare Facebook Twitter\n"
    report = report_of_text(raw)
    assert report.text == "Protesters blocked the port. The army fired."
    assert (report.published.start, report.published.basis) == (date(2019, 11, 5), "header")
    assert "boilerplate_removed" in report.flags


def test_a_republication_note_stays_and_is_flagged() -> None:
    report = report_of_text("The bridge was blown up.\n\nThis article was originally published in May 2017.")
    assert "republished" in report.flags and "May 2017" in report.text


def test_mojibake_is_repaired_and_flagged() -> None:
    report = report_of_text("The ministerâ€™s convoy was hit, he said â€œtwiceâ€\x9d.".encode().decode("utf-8"))
    assert "minister’s" in report.text and "mojibake_repaired" in report.flags


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("October 22, 2020 Topic: Iraq\n\nBody text here.", date(2020, 10, 22)),
        ("Headline\nPublished: 3 March 2021\n\nBody text.", date(2021, 3, 3)),
        ("LIMA, 5 JUN 89 (AGENCY) -- [TEXT] THE ARMY SAID.", date(1989, 6, 5)),
        ("KABUL, January 8, 2020 - A blast was heard.", date(2020, 1, 8)),
        ("This story is from March 10, 2002\n\nsurat: the police.", date(2002, 3, 10)),
    ],
)
def test_dates_on_the_face_of_a_report(text: str, day: date) -> None:
    found = from_header(text)
    assert (found.start, found.basis) == (day, "header")


def test_a_date_inside_running_text_is_not_the_reports_own() -> None:
    assert from_header("The treaty of 4 May 1999 was signed by both sides in the old capital.").start is None


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2020-01-02T03:04:05Z", date(2020, 1, 2)),
        ("20200102", date(2020, 1, 2)),
        ("Thu, 02 Jan 2020 10:00:00 GMT", date(2020, 1, 2)),
        (1577923200, date(2020, 1, 2)),
        ("nonsense", None),
        ("2020-13-45", None),
    ],
)
def test_metadata_dates(value: object, day: date | None) -> None:
    assert from_value(value, "metadata", "field").start == day


def test_dates_in_addresses() -> None:
    assert from_url("https://paper.example/2020/01/02/story").start == date(2020, 1, 2)
    assert from_url("https://paper.example/story-12345").start is None


def test_kinds_of_report() -> None:
    assert report_of_text("Travel Advisory: Level 4: Do Not Travel\n\nU.S. citizens should leave.").kind == "official"
    assert (
        report_of_text("I think it is a mistake. I believe so. In my view, let’s be clear, make no mistake.").kind
        == "opinion"
    )
    assert report_of_text("Gunmen killed two policemen in Basra, the army said.").kind == "news"


def test_other_languages_are_recorded_as_such() -> None:
    text = (
        "Les forces armées ont annoncé que deux soldats avaient été tués dans une embuscade près de la frontière. " * 4
    )
    report = report_of_text(text)
    assert report.language == "fr" and "unsupported_language" in report.flags


def test_secrets_in_addresses_are_dropped(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        json.dumps({"text": "A bomb went off.", "url": "https://me:pw@a.example/x?id=3&token=abc&utm_source=q"})
    )
    assert reports(path)[0].url == "https://a.example/x?id=3"


def test_the_same_text_is_the_same_report_under_one_address() -> None:
    one, two = report_of_text("Shots were fired."), report_of_text("Shots were fired.")
    other = report_of_text("Shots were fired again.")
    assert one.report_id == two.report_id != other.report_id
    assert one.article_id == other.article_id


@given(st.text(max_size=400))
def test_cleaning_is_idempotent_and_never_fails(text: str) -> None:
    once = clean(text, DEBRIS)
    assert clean(once.text, DEBRIS).text == once.text


@given(st.binary(max_size=300))
def test_any_bytes_give_a_report_or_a_reason(data: bytes) -> None:
    found = list(read_paths(["-"], stdin=io.BytesIO(data)))
    assert found and all(isinstance(item, (Report, SkipReport)) for item in found)


@given(st.text(max_size=60))
def test_dates_of_any_words_never_fail(words: str) -> None:
    parse_date(words)
    try:
        from_value(words, "metadata", "field")
    except DragomanError as error:  # pragma: no cover - would be a defect
        raise AssertionError from error


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("9 of June of 2022", date(2022, 6, 9)),
        ("Translated from the Spanish: lunes, 4 de marzo de 2019", date(2019, 3, 4)),
        ("lunes, 4 de marzo de 2019", date(2019, 3, 4)),
        ("El Faro del Puerto (Lima), 1º de marzo de 2019", date(2019, 3, 1)),
        ("La Dépêche du Fleuve — publié le 3 août 2021 à 10h30", date(2021, 8, 3)),
        ("Agency Steppe, Almaty. 05.01.2022. Comment", date(2022, 1, 5)),
        ("14 февраля 2020 года", date(2020, 2, 14)),
        ("14 февраля 2020 г., 14:05 МСК", date(2020, 2, 14)),
        ("Sınır Postası, köşe yazısı, 19 Aralık 2016 Pazartesi", date(2016, 12, 19)),
        ("الثلاثاء 12 مارس 2019", date(2019, 3, 12)),
        ("20 يناير/كانون الثاني 2019", date(2019, 1, 20)),
        ("7. Mai 2015", date(2015, 5, 7)),
        ("@harbour_watch · thread, 9 posts · 2 Aug 2016, 7:15 PM", date(2016, 8, 2)),
        ("R 151930Z MAR 19", date(2019, 3, 15)),
        ("04/25/2018", date(2018, 4, 25)),
        ("04/05/2018", None),
        ("31 июня 2020", None),
        ("How the night of 9 May 2010 changed the port", None),
    ],
)
def test_a_header_line_is_dated_in_the_words_of_its_language(line: str, day: date | None) -> None:
    assert from_header(f"A paper of the coast\n{line}\n\nThe port was shelled, dockers said.").start == day


def test_a_date_in_another_language_inside_a_sentence_is_not_the_reports_own() -> None:
    assert from_header("The writer of the note, dated 4 de marzo de 2019, was never found by anybody.").start is None


@given(st.text(max_size=80))
def test_lines_of_any_words_have_a_day_or_none(line: str) -> None:
    day = Calendar.load().day_of_line(line)
    assert day is None or isinstance(day, date)
