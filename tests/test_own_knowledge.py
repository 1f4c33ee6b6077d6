"""A user's own knowledge folder: places and actors of it are read like the shipped ones, and counted."""

from __future__ import annotations

import pytest

from dragoman.api import published_on
from dragoman.cli.ref import LISTS
from dragoman.knowledge.gazetteer import Gazetteer
from dragoman.knowledge.gazetteer_build import current_path
from dragoman.knowledge.gazetteer_geonames import add_countries
from dragoman.knowledge.gazetteer_own import add_supplement
from dragoman.knowledge.gazetteer_table import PlaceTable, write
from dragoman.knowledge.inventory import inventory
from dragoman.knowledge.tables import rows
from dragoman.model import Report
from dragoman.reading import Reader
from dragoman.settings import Settings

PLACES = """id,name,aliases,kind,lat,lon,country,admin1,radius_km,description
mine:camp-zarnuk,Camp Zarnuk,Zarnuk base,camp,15.9,32.4,SD,,2,our own compound
"""
GROUPS = """id,name,aliases,type,sector,country,parents,description
mine-red-lantern,Red Lantern Brigade,Red Lantern;RLB,group,REB,SDN,,a made-up band
"""
TEXT = "Fighters of the Red Lantern Brigade fired six rockets at Camp Zarnuk on Monday, killing two guards."


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings with an own folder, and a gazetteer of the supplements alone: the towns of the world take 20 seconds."""
    folder = tmp_path_factory.mktemp("knowledge")
    for name, text in (("places/supplement.csv", PLACES), ("actors/groups.csv", GROUPS)):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf8")
    settings = Settings(cache=tmp_path_factory.mktemp("cache"), knowledge=(folder,))
    table = PlaceTable()
    add_countries(table, settings.knowledge)
    add_supplement(table, settings.knowledge)
    write(table, current_path(settings))
    return settings


def test_an_own_place_is_in_the_gazetteer_under_all_its_names(own: Settings) -> None:
    gazetteer = Gazetteer.load(own)
    for name in ("Camp Zarnuk", "Zarnuk base"):
        (found,) = gazetteer.look_up(name)
        assert (found.place.place_id, found.place.country) == ("mine:camp-zarnuk", "SD")


def test_own_places_and_actors_stand_in_a_reading(own: Settings) -> None:
    reading = Reader.load(own).read(Report(text=TEXT, external_id="own", published=published_on("2023-05-02")))
    (shelling,) = [mention for mention in reading.mentions if mention.kind == "shelling"]
    assert shelling.place is not None and shelling.place.place_id == "mine:camp-zarnuk"
    assert "mine-red-lantern" in {actor.actor_id for actor in shelling.actors}


def test_what_the_knowledge_holds_is_counted(own: Settings) -> None:
    held = {one.name: one for one in inventory(own.knowledge)}
    assert held["places/supplement.csv"].own == held["actors/groups.csv"].own == 1
    assert held["actors/groups.csv"].shipped > 800
    assert held["frames/posture.toml"].own == 0 < held["frames/posture.toml"].shipped
    assert all(one.about for one in held.values())


def test_a_state_has_one_name_and_one_code_as_party_and_as_place() -> None:
    places = {row["alpha3"]: row for row in rows("places/countries.csv")}
    for state in rows("actors/countries.csv"):
        place = places[state["alpha3"]]
        assert state["alpha2"] == place["alpha2"]
        # A state as a party and its land as a place are two things in one case only.
        assert state["name"] == place["name"] or state["alpha3"] == "PSE"


def test_ref_shows_the_counts(own: Settings) -> None:
    (row,) = LISTS["knowledge"](own, ["places/supplement"])
    assert row[0] == "places/supplement.csv"
    assert row[2] == "1"
