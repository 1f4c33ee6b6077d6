"""Ordinary news: words of security that tell of none, and reports that are of other matters altogether.

Every sentence was made up for these tests.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from dragoman.errors import BadSettings
from dragoman.knowledge.security import SecurityWords
from dragoman.model import Published, Report
from dragoman.reading import Reader

_DAY = date(2024, 5, 15)
_GROUPS = ("posture", "violence", "coercion", "protest")
_TRAPS = list(csv.DictReader((Path(__file__).parent / "data" / "news_traps.csv").open(encoding="utf8")))
_PEACE = [
    "The town council met on Tuesday.",
    "Members spoke about the new library for two hours.",
    "The builder said the roof would cost more.",
    "A vote on the plan is due in June.",
    "The mayor thanked all those who came.",
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def _told(reader: Reader, text: str) -> list[tuple[str, str]]:
    """Kind and word of each deed or measure that counts as told."""
    mentions = reader.read(Report(text, "x", published=Published(_DAY, _DAY, "day", "given"))).mentions
    kinds = reader.events.book.kinds
    return [
        (m.kind, m.trigger.text)
        for m in mentions
        if m.status not in ("possible", "negated", "denied") and not m.background and kinds[m.kind].group in _GROUPS
    ]


@pytest.mark.parametrize("sort", sorted({row["sort"] for row in _TRAPS}))
def test_ordinary_sentences_tell_of_no_danger(reader: Reader, sort: str) -> None:
    alarms = {row["text"]: _told(reader, row["text"]) for row in _TRAPS if row["sort"] == sort}
    assert {text: found for text, found in alarms.items() if found} == {}


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The school remains closed until Thursday.", "closure"),
        ("Residents were evacuated from the street.", "evacuation"),
        ("Troops were deployed along the river.", "deployment"),
    ],
)
def test_a_report_of_other_matters_tells_no_measure(reader: Reader, sentence: str, kind: str) -> None:
    """The same sentence is a measure by itself, and in a report that is of security."""
    assert kind in [told for told, _ in _told(reader, sentence)]
    assert kind not in [told for told, _ in _told(reader, " ".join([*_PEACE, sentence.replace("Troops", "Crews")]))]
    security = "Gunmen had raided the embassy the week before."
    assert kind in [told for told, _ in _told(reader, " ".join([*_PEACE, security, sentence]))]


def test_ordinary_crime_is_told_in_any_report(reader: Reader) -> None:
    told = _told(reader, " ".join([*_PEACE, "A man stabbed a waiter in the old town on Monday."]))
    assert [kind for kind, _ in told] == ["assault"]


@pytest.mark.parametrize(
    ("text", "sentences", "earnest"),
    [
        ("The embassy of the republic", 9, False),
        ("The embassy and its embassies", 9, False),
        ("The embassy and the troops", 9, True),
        ("AN ARMY'S MUTINY", 9, True),
        ("Nothing of the sort, but short", 4, True),
        ("Nothing of the sort, and long", 5, False),
        ("U.N. inspectors saw no frontline", 5, True),
        ("a gangway and a warehouse", 5, False),
    ],
)
def test_different_words_make_a_report_of_security(text: str, sentences: int, earnest: bool) -> None:
    assert SecurityWords.load().earnest(text, sentences) is earnest


def test_words_of_your_own_count(tmp_path: Path) -> None:
    text, folders = "The zombies of the embassy", (tmp_path,)
    assert not _loaded(()).earnest(text, 9)
    (tmp_path / "security.toml").write_text('[words]\nzombie = "zombie*"\n', encoding="utf8")
    assert _loaded(folders).earnest(text, 9)
    (tmp_path / "security.toml").write_text('[gate]\nkinds = ["no_such_kind"]\n', encoding="utf8")
    with pytest.raises(BadSettings, match="no_such_kind"):
        _loaded(folders)


def _loaded(folders: Sequence[Path]) -> SecurityWords:
    return SecurityWords.load(folders)
