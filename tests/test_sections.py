"""What headings say of where: a title's country, a town alone on a line, the country that heads an item of a digest."""

from __future__ import annotations

import pytest

from dragoman.model import Report
from dragoman.reading import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def countries(reader: Reader, text: str) -> dict[str, str | None]:
    """The country of each event, by the word that tells it."""
    mentions = reader.read(Report(text, "t")).mentions
    return {m.trigger.text: m.place.country_name if m.place else None for m in mentions}


@pytest.mark.parametrize(
    "title",
    [
        "Gabon coup: live updates",
        "SECURITY BRIEF - GABON",
        "Calm returns to Libreville",
        "Gabon's capital wakes to shots",
    ],
)
def test_a_title_says_where_it_all_is(reader: Reader, title: str) -> None:
    text = (
        f"{title}\n\nBy our reporters\n\nSoldiers stormed the radio station at dawn. A journalist was arrested there."
    )
    assert countries(reader, text) == {"stormed": "Gabon", "arrested": "Gabon"}


@pytest.mark.parametrize(
    "title",
    [
        "Gabon closes the radio station",
        "Gabon's ambassador is angry",
        "Two stations fall silent",
    ],
)
def test_who_acts_in_a_title_is_no_place(reader: Reader, title: str) -> None:
    text = (
        f"{title}\n\nBy our reporters\n\nSoldiers stormed the radio station at dawn. A journalist was arrested there."
    )
    found = countries(reader, text)
    assert found["stormed"] is None and found["arrested"] is None


def test_a_title_yields_to_what_the_report_tells(reader: Reader) -> None:
    text = (
        "Calm returns to Gabon\n\nRebels shelled a market in Kaduna, in the north of Nigeria. In Kano, in Nigeria, and"
        " in Jos, in Nigeria too, police were on patrol.\n\nSoldiers stormed a radio station."
    )
    assert countries(reader, text)["stormed"] != "Gabon"


def test_a_town_alone_on_a_line_is_a_dateline(reader: Reader) -> None:
    text = "Three shots in the square\n\nBy Ana Sol\nLIBREVILLE\n\nSoldiers stormed the radio station at dawn."
    assert countries(reader, text)["stormed"] == "Gabon"


def test_items_of_a_digest_are_each_in_their_own_country(reader: Reader) -> None:
    text = (
        "THE WEEK\n\nGABON\nSoldiers stormed the radio station.\n\nPERU\nThe bridge has been shut since Monday.\n\n"
        "LAOS – VIETNAM\nA policeman was kidnapped."
    )
    assert countries(reader, text) == {"stormed": "Gabon", "shut": "Peru", "kidnapped": "Laos"}
