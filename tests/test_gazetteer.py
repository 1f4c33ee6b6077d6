"""The gazetteer: built once (some 20 seconds) into a folder of this test run, then looked up."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import MissingModel
from dragoman.knowledge.gazetteer import MAIN, Gazetteer, distance_km, great_circle_km, name_hash
from dragoman.knowledge.gazetteer_build import current_path
from dragoman.knowledge.tables import rows, split
from dragoman.knowledge.toponyms import fold, without_article
from dragoman.settings import Settings


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(cache=tmp_path_factory.getbasetemp() / "gazetteer-cache")


@pytest.fixture(scope="session")
def gazetteer(settings: Settings) -> Iterator[Gazetteer]:
    yield Gazetteer.load(settings)


def first(gazetteer: Gazetteer, name: str, kind: str) -> str | None:
    found = [c.place for c in gazetteer.look_up(name) if c.place.kind == kind]
    return found[0].place_id if found else None


@pytest.mark.parametrize("name", ["Irbil", "Erbil", "Arbil", "Hawler"])
def test_transliterations_lead_to_one_town(gazetteer: Gazetteer, name: str) -> None:
    assert first(gazetteer, name, "city") == "95446"


@pytest.mark.parametrize("name", ["al-Qaim", "Al Qaim", "Qaim", "Al-Qa'im", "al-Qāʾim"])
def test_arabic_articles_and_marks_do_not_matter(gazetteer: Gazetteer, name: str) -> None:
    assert first(gazetteer, name, "city") == "92138"


def test_names_have_every_meaning(gazetteer: Gazetteer) -> None:
    countries = {c.place.country for c in gazetteer.look_up("Paris") if c.place.kind in ("city", "capital")}
    assert {"FR", "US"} <= countries
    assert first(gazetteer, "Paris", "capital") == "2988507"


def test_capitals_are_marked(gazetteer: Gazetteer) -> None:
    assert first(gazetteer, "Baghdad", "capital") == "98182"


@pytest.mark.parametrize(
    ("text", "place_id"), [("Ala.", "4829764"), ("N.Y.", "5128638"), ("U.K.", "2635167"), ("DRC", "203312")]
)
def test_abbreviations(gazetteer: Gazetteer, text: str, place_id: str) -> None:
    assert place_id in {c.place.place_id for c in gazetteer.look_up(text)}


@pytest.mark.parametrize(
    "name", ["Iraq-Syria border", "Syria–Iraq border", "Syrian border with Iraq", "border between Iraq and Syria"]
)
def test_borders_have_many_names(gazetteer: Gazetteer, name: str) -> None:
    assert first(gazetteer, name, "border") == "dragoman:border-iq-sy"


def test_supplement_joins_the_place_that_geonames_has(gazetteer: Gazetteer) -> None:
    (hodeidah,) = [c.place for c in gazetteer.look_up("Hodeida") if c.place.kind == "city"]
    assert hodeidah.place_id.isdigit()
    assert hodeidah.country == "YE"


def test_areas_have_points_and_extents(gazetteer: Gazetteer) -> None:
    anbar = next(c.place for c in gazetteer.look_up("Anbar province") if c.place.kind == "admin1")
    assert great_circle_km(anbar.lat, anbar.lon, 33.0, 42.5) < 150
    assert 50 < anbar.radius_km < 400


def test_the_gulf_is_water(gazetteer: Gazetteer) -> None:
    assert any(c.place.kind == "gulf" for c in gazetteer.look_up("Gulf"))


def test_unknown_names_have_no_meaning(gazetteer: Gazetteer) -> None:
    assert gazetteer.look_up("Xyzzyville-on-Nowhere") == ()
    assert gazetteer.look_up("") == ()


def test_by_id(gazetteer: Gazetteer) -> None:
    iraq = gazetteer.by_id("99237")
    assert iraq is not None
    assert (iraq.name, iraq.kind, iraq.country) == ("Iraq", "country", "IQ")
    assert gazetteer.by_id("no such id") is None


def test_a_file_is_built_once_and_leaves_no_debris(gazetteer: Gazetteer, settings: Settings) -> None:
    path = current_path(settings)
    before = path.stat().st_mtime_ns
    assert len(Gazetteer.load(settings)) == len(gazetteer) > 250_000
    assert path.stat().st_mtime_ns == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_own_knowledge_makes_another_file(settings: Settings, tmp_path: Path) -> None:
    own = tmp_path / "places"
    own.mkdir()
    (own / "supplement.csv").write_text("id,name,aliases,kind,lat,lon,country,admin1,radius_km,description\n")
    assert current_path(Settings(cache=settings.cache, knowledge=(tmp_path,))) != current_path(settings)


def test_a_file_that_is_no_gazetteer_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "gazetteer.bin"
    wrong.write_bytes(b"not a gazetteer\n")
    with pytest.raises(MissingModel, match="make setup"):
        Gazetteer(wrong)


def test_distance(gazetteer: Gazetteer) -> None:
    baghdad = next(c.place for c in gazetteer.look_up("Baghdad") if c.place.kind == "capital")
    kirkuk = next(c.place for c in gazetteer.look_up("Kirkuk") if c.place.kind == "city")
    assert 220 < distance_km(baghdad, kirkuk) < 260


def test_every_supplement_place_can_be_found(gazetteer: Gazetteer) -> None:
    entries = list(rows("places/supplement.csv"))
    assert len(entries) >= 600
    assert len({entry["id"] for entry in entries}) == len(entries)
    for entry in entries:
        for name in (entry["name"], *split(entry["aliases"])):
            near = [
                c for c in gazetteer.look_up(name)
                if great_circle_km(c.place.lat, c.place.lon, float(entry["lat"]), float(entry["lon"])) < 25
            ]  # fmt: skip
            assert near, f"{name} ({entry['id']})"
        assert entry["description"]


def test_supplement_points_lie_in_the_country_they_name(gazetteer: Gazetteer) -> None:
    for entry in rows("places/supplement.csv"):
        if not entry["country"]:
            continue
        country = next(r for r in rows("places/countries.csv") if r["alpha2"] == entry["country"])
        km = great_circle_km(float(entry["lat"]), float(entry["lon"]), float(country["lat"]), float(country["lon"]))
        # No place lies farther from its country's middle than a few times the country's radius (islands, long states).
        assert km < 4 * float(country["radius_km"]) + 600, entry["id"]


def test_countries_are_complete() -> None:
    entries = {row["alpha2"]: row for row in rows("places/countries.csv")}
    assert len(entries) == 250
    assert all(row["geonames_id"].isdigit() and -90 <= float(row["lat"]) <= 90 for row in entries.values())
    assert "Iraqi" in split(entries["IQ"]["demonyms"])


def test_borders_name_neighbours() -> None:
    neighbours = {row["alpha2"]: set(split(row["neighbours"])) for row in rows("places/countries.csv")}
    for row in rows("places/borders.csv"):
        joined = row["b"] in neighbours[row["a"]] or row["a"] in neighbours[row["b"]]
        assert joined or {row["a"], row["b"]} & {"PS", "XK", "EH", "HK", "SD", "SS", "SG"}, row["name"]


def test_knowledge_files_have_no_ragged_rows() -> None:
    folder = Path(__file__).parents[1] / "src" / "dragoman" / "knowledge" / "places"
    for file in folder.glob("*.csv"):
        with file.open(encoding="utf8", newline="") as lines:
            widths = {len(row) for row in csv.reader(lines)}
        assert len(widths) == 1, file.name


def test_the_supplement_holds_facilities_and_regions_of_the_world() -> None:
    entries = list(rows("places/supplement.csv", ()))
    places = [row for row in entries if row["kind"] not in ("continent", "city", "town", "village")]
    assert len(places) >= 600
    assert len({row["country"] for row in entries}) >= 80
    assert len({row["id"] for row in entries}) == len(entries)
    for row in entries:
        assert row["description"] and row["kind"], row["id"]
        assert -90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180, row["id"]


def test_main_name_wins_over_others(gazetteer: Gazetteer) -> None:
    how = {c.place.place_id: c.how for c in gazetteer.look_up("Baghdad")}
    assert how["98182"] == MAIN


@given(st.text(max_size=40))
def test_fold_is_stable_and_ascii(name: str) -> None:
    key = fold(name)
    assert key.isascii()
    assert fold(key) == key
    assert without_article(key) in key


@given(st.text(alphabet=st.characters(min_codepoint=97, max_codepoint=122), min_size=1, max_size=30))
def test_hashes_are_64_bits(key: str) -> None:
    assert 0 <= name_hash(key) < 2**64
