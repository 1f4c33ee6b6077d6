"""A user's own knowledge folder: places and actors of it are read like the shipped ones, and counted."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from dragoman.api import published_on
from dragoman.cli.ref import LISTS
from dragoman.errors import BadSettings, NotFound
from dragoman.knowledge.countries import load_countries, load_states
from dragoman.knowledge.gazetteer import Gazetteer
from dragoman.knowledge.gazetteer_build import current_path
from dragoman.knowledge.gazetteer_geonames import add_countries
from dragoman.knowledge.gazetteer_own import add_supplement
from dragoman.knowledge.gazetteer_table import PlaceTable, write
from dragoman.knowledge.inventory import inventory
from dragoman.knowledge.kind_traits import KindTraits
from dragoman.ledger.filters import Filters
from dragoman.model import Report
from dragoman.reading import Reader
from dragoman.reading.events import EventReader
from dragoman.reading.known import Known
from dragoman.reading.statements.said import StanceWords
from dragoman.reconcile.matching.retold import RetoldPatterns
from dragoman.settings import Settings
from dragoman.sources import Desk, Raw

PLACES = """id,name,aliases,kind,lat,lon,country,admin1,radius_km,description
mine:camp-zarnuk,Camp Zarnuk,Zarnuk base,camp,15.9,32.4,SD,,2,our own compound
"""
GROUPS = """id,name,aliases,type,sector,country,parents,description
mine-red-lantern,Red Lantern Brigade,Red Lantern;RLB,group,REB,SDN,,a made-up band
"""
VOICES = '[question]\nwords = ["domanda"]\n[answer]\nwords = ["risposta"]\n'
RUMOURS = '[rumour]\nwords = ["grapevine"]\n'
CALENDAR = '[5]\nnames = ["floreal"]\n'
TEXT = "Fighters of the Red Lantern Brigade fired six rockets at Camp Zarnuk on Monday, killing two guards."


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings with an own folder, and a gazetteer of the supplements alone: the towns of the world take 20 seconds."""
    folder = tmp_path_factory.mktemp("knowledge")
    own = {"places/supplement.csv": PLACES, "actors/groups.csv": GROUPS, "voices.toml": VOICES, "rumours.toml": RUMOURS}
    for name, text in own.items():
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


INTERVIEW = """A talk with Captain Joana Reyes

Captain Joana Reyes spoke to the paper.

Domanda: Was the pier mined?

Risposta: The pier was mined in May.

Domanda: When will the port open?

Risposta: It is open now."""


def test_own_labels_of_turns_and_own_words_for_a_rumour_are_heard(own: Settings) -> None:
    reader = Reader.load(own)
    said = reader.read(Report(text=INTERVIEW, external_id="own")).statements
    assert {one.source and one.source.name for one in said if "pier" in one.text} == {"Joana Reyes"}
    told = reader.read(Report(text="The grapevine was that rebels had shelled the mill.", external_id="own"))
    assert [mention.status for mention in told.mentions] == ["possible"]


def test_an_own_name_of_a_month_dates_a_header(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/calendar.toml").write_text(CALENDAR, encoding="utf8")
    raw = Raw("The harbour was shelled\n7 floreal 2021\n\nThe harbour was shelled at dawn, dockers said.", "own")
    assert Desk(Settings(knowledge=(tmp_path,))).report(raw, "own").published.start == date(2021, 5, 7)
    assert Desk(Settings()).report(raw, "own").published.start is None


def test_what_the_knowledge_holds_is_counted(own: Settings) -> None:
    held = {one.name: one for one in inventory(own.knowledge)}
    assert held["places/supplement.csv"].own == held["actors/groups.csv"].own == 1
    assert held["actors/groups.csv"].shipped > 800
    assert held["frames/posture.toml"].own == 0 < held["frames/posture.toml"].shipped
    assert all(one.about for one in held.values())


def test_a_state_has_its_name_and_code_from_the_countries() -> None:
    countries = {country.alpha3: country for country in load_countries()}
    states = load_states()
    assert len(states) == len({state.alpha3 for state in states}) > 190
    # A state as a party and its land as a place are called by two names in one case only.
    assert [one.alpha3 for one in states if one.name != countries[one.alpha3].name] == ["PSE"]
    assert all(one.alpha2 == countries[one.alpha3].alpha2 for one in states)


def test_an_own_state_is_a_country_of_the_own_folder_or_says_what_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors/countries.csv").write_text("alpha3,adjectives\nXZZ,Zedlandic\n", encoding="utf8")
    with pytest.raises(BadSettings, match="add it there, or give alpha2 and name"):
        load_states([tmp_path])
    (tmp_path / "places").mkdir()
    land = "alpha2,alpha3,name,capital,geonames_id,lat,lon,radius_km\nXZ,XZZ,Zedland,Zedville,,1,1,10\n"
    (tmp_path / "places/countries.csv").write_text(land, encoding="utf8")
    assert load_states([tmp_path])[-1].name == "Zedland"
    assert Filters.of(country="zedland", knowledge=[tmp_path]).country == "XZ"
    with pytest.raises(NotFound):
        Filters.of(country="zedland")


def test_ref_shows_the_counts(own: Settings) -> None:
    (row,) = LISTS["knowledge"](own, ["places/supplement"])
    assert row[0] == "places/supplement.csv"
    assert row[2] == "1"


OWN_WORDS = {
    "kind_traits.toml": '[in_force]\nkinds = ["demand"]\n',
    "hypernyms.toml": '[night]\nwords = ["gloaming"]\n',
    "quantities.toml": "[vague]\nmyriads = { low = 20000 }\n",
    "composition.toml": '[[governor]]\nwords = ["kibosh"]\nplaces = ["object"]\neffect = "negate"\nnote = "own"\n',
    "standing.toml": '[series]\nowned = ["spate-like"]\n',
    "retold.toml": '[victims]\nthose = ["stricken"]\n',
    "stances.toml": '[stance]\nlosses = ["forfeit"]\n',
    "rumours.toml": RUMOURS,
    "security.toml": '[words]\nzombie = "zombie*"\n',
    "links.toml": '[answer]\nwords = ["comeback"]\n',
    "whereabouts.toml": '[nouns]\nsenders = ["warband"]\n',
}
"""One own word for each table that the reading of events hands down."""


def test_every_table_of_the_events_takes_a_users_own_words(tmp_path: Path) -> None:
    for name, text in OWN_WORDS.items():
        (tmp_path / name).write_text(text, encoding="utf8")
    own, shipped = EventReader.load([tmp_path]).known, EventReader.load().known
    for table in fields(Known):
        if table.name not in ("kinds", "states"):
            assert getattr(own, table.name) != getattr(shipped, table.name), f"{table.name} heeds no own words"
    assert "demand" in own.traits.in_force > shipped.traits.in_force
    assert "forfeit" in StanceWords.load([tmp_path]).losses


def test_own_words_for_whom_a_number_counts_reach_the_tolls_of_reports(tmp_path: Path) -> None:
    (tmp_path / "retold.toml").write_text('[counted]\nattackers = ["marauders"]\n', encoding="utf8")
    own, shipped = RetoldPatterns.load([tmp_path]), RetoldPatterns.load()
    assert own.attackers.match(" masked marauders were shot") and not shipped.attackers.match(" masked marauders")
    assert own.attackers.match(" gunmen were shot") and shipped.attackers.match(" gunmen were shot")


def test_an_own_vague_number_counts_the_dead_of_a_reading(own: Settings, tmp_path: Path) -> None:
    (tmp_path / "quantities.toml").write_text(OWN_WORDS["quantities.toml"], encoding="utf8")
    text = "Shelling killed myriads of people in the town on Monday."
    counts = []
    for folders in (own.knowledge, (*own.knowledge, tmp_path)):
        reading = Reader.load(replace(own, knowledge=folders)).read(Report(text=text, external_id="own"))
        counts.append([mention.killed.low for mention in reading.mentions if mention.killed])
    assert 20000 not in counts[0] and 20000 in counts[1]


def test_a_trait_or_kind_that_is_none_is_refused(tmp_path: Path) -> None:
    for text, said in (
        ('[lastign]\nkinds = ["arson"]\n', "trait 'lastign'"),
        ('[lasting]\nkinds = ["arsn"]\n', "'arsn'"),
    ):
        (tmp_path / "kind_traits.toml").write_text(text, encoding="utf8")
        with pytest.raises(BadSettings, match=said):
            KindTraits.load([tmp_path])
