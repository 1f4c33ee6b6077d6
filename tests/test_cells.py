"""The cells of an incident's row, class by class: whom a text blames, when "at dawn" was, what is no party."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.model import Mention, Published, Reading, Report
from dragoman.reading import Reader

_FRIDAY = date(2021, 5, 14)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def read(reader: Reader, text: str, day: date | None = _FRIDAY) -> Reading:
    """The reading of a report of a known day."""
    published = Published(day, day, "day", "given") if day else Published()
    return reader.read(Report(text, "x", published=published))


def deed(reader: Reader, text: str, kind: str) -> Mention:
    """The first telling of one kind."""
    return next(mention for mention in read(reader, text).mentions if mention.kind == kind)


def roles(mention: Mention) -> dict[str, set[str]]:
    """The words of the parties by role."""
    found: dict[str, set[str]] = {}
    for party in mention.actors:
        found.setdefault(party.role, set()).add(party.text)
    return found


# ---------------------------------------------------------------- who is only accused
@pytest.mark.parametrize(
    ("text", "kind", "blamed"),
    [
        ("Bogota accused Caracas of standing behind the raid on the post in Arauca.", "raid", {"Caracas"}),
        ("The mayor accused the Seleka of having carried out the attack on the church.", "assault", {"Seleka"}),
        ("The army accused the rebels of shelling the clinic in Bambari.", "shelling", {"rebels"}),
        ("The rebels were accused of burning the village.", "arson", {"rebels"}),
        ("The militia, which is accused of kidnapping two nuns, denied it.", "abduction", {"militia"}),
        ("The ELN is believed to be behind the bombing of the pipeline.", "bombing", {"ELN"}),
        ("Witnesses blamed the police for shooting the marchers.", "shooting", {"police"}),
    ],
)
def test_whom_a_sentence_only_accuses_is_blamed(reader: Reader, text: str, kind: str, blamed: set[str]) -> None:
    found = roles(deed(reader, text, kind))
    assert found.get("blamed") == blamed
    assert "actor" not in found


@pytest.mark.parametrize(
    ("text", "kind", "actor"),
    [
        ("Quito accused Lima of backing the gunmen who attacked the consulate.", "assault", {"gunmen"}),
        ("Three men were convicted of bombing the embassy.", "bombing", {"Three men"}),
        ("Officials said the ELN carried out the bombing.", "bombing", {"ELN"}),
    ],
)
def test_doers_beside_an_accusation_stay_doers(reader: Reader, text: str, kind: str, actor: set[str]) -> None:
    assert roles(deed(reader, text, kind)).get("actor") == actor


def test_the_country_accused_is_no_place(reader: Reader) -> None:
    assert deed(reader, "Bogota accused Caracas of arming the rebels.", "accusation").place is None


# ---------------------------------------------------------------- amounts and papers
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("There were more than a dozen attacks on police posts in Papua last year.", "assault"),
        ("Nearly a dozen raids on farms were recorded in May.", "raid"),
        ("The council voted for a resolution on the border.", "vote"),
        ("The assembly rejected a resolution calling for sanctions on Mali.", "rejection"),
    ],
)
def test_an_amount_or_a_paper_is_no_party(reader: Reader, text: str, kind: str) -> None:
    words = {word for party in roles(deed(reader, text, kind)).values() for word in party}
    assert not any("dozen" in word or "resolution" in word for word in words)


def test_an_amount_of_deeds_is_their_number(reader: Reader) -> None:
    series = deed(reader, "There were more than a dozen attacks on police posts in Papua last year.", "assault")
    assert series.series and series.quantity is not None and series.quantity.best == 12


# ---------------------------------------------------------------- a place before a colon
@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("Niger: ten soldiers killed in ambush near Mali border", "assault", "Niger"),
        ("Benin: gunmen kill six farmers in the north", "assault", "Benin"),
        ("Jos: gunmen abduct 30 pupils", "abduction", "Jos"),
    ],
)
def test_a_place_before_a_colon_is_where_and_not_who_says(reader: Reader, text: str, kind: str, place: str) -> None:
    reading = read(reader, text)
    mention = next(found for found in reading.mentions if found.kind == kind)
    assert mention.place is not None and mention.place.text == place
    assert mention.statement_id is None
    assert not reading.statements


@pytest.mark.parametrize("text", ["Iran: talks are over", "Russia: Ukraine shelled a village near Belgorod"])
def test_a_state_before_a_colon_still_speaks(reader: Reader, text: str) -> None:
    assert [said.source.text for said in read(reader, text).statements if said.source] == [text.split(":")[0]]


def test_a_deed_is_not_what_its_doer_says(reader: Reader) -> None:
    assert not read(reader, "Gunmen attacked the police station in Kaduna.").statements
    assert read(reader, "The senator attacked the decision to stay in Mali.").statements


# ---------------------------------------------------------------- parts of a day
@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Rockets were fired at the airport in Erbil overnight.", 13, 14),
        ("Gunmen raided the farm in the early hours.", 14, 14),
        ("The mayor toured the port on Tuesday. Shells hit the market there at dawn.", 11, 11),
        ("Shells hit the market before sunrise on Wednesday.", 12, 12),
        ("A bomb went off in the night from Monday to Tuesday.", 10, 11),
    ],
)
def test_a_part_of_a_day_has_the_day_of_the_story(reader: Reader, text: str, first: int, last: int) -> None:
    mention = next(found for found in read(reader, text).mentions if found.time is not None)
    assert mention.time is not None
    assert (mention.time.first, mention.time.last) == (date(2021, 5, first), date(2021, 5, last))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Rockets were fired at the airport overnight.", None),
        ("The two towns signed a pact on 3 March 1998. It held. It was praised. Shells hit the port at dawn.", _FRIDAY),
        ("The camp will be attacked at dawn.", _FRIDAY),
    ],
)
def test_a_part_of_a_day_without_a_day_near_it_has_none(reader: Reader, text: str, day: date | None) -> None:
    assert all(mention.time is None or mention.time.first != _FRIDAY for mention in read(reader, text, day).mentions)
    assert not [found for found in read(reader, text, day).times if found.first and found.text in ("overnight", "dawn")]


# ---------------------------------------------------------------- lists
@pytest.mark.parametrize(
    ("text", "killed", "victims"),
    [
        ("Gunmen killed a nurse, two drivers and a guard in Nuh.", 4, {"nurse", "two drivers", "guard"}),
        ("Rebels killed Juan Perez, a teacher and activist.", 1, {"Juan Perez"}),
        ("Five people, a driver and four passengers, were killed.", 5, {"Five people"}),
        ("Gunmen shot dead the mayor, a doctor and father of three, in Nuh.", 1, {"mayor"}),
        ("A nurse and two drivers lost their lives in the attack on the convoy.", 3, {"nurse", "two drivers"}),
        ("The two guards died in the blast.", 2, {"two guards"}),
    ],
)
def test_every_member_of_a_list_counts_and_no_apposition_does(
    reader: Reader, text: str, killed: int, victims: set[str]
) -> None:
    mention = next(found for found in read(reader, text).mentions if found.killed)
    assert mention.killed is not None and mention.killed.best == killed
    assert roles(mention)["victim"] == victims


def test_the_targets_of_a_list(reader: Reader) -> None:
    attack = deed(reader, "The attack targeted an army base, a police station and a bridge in Birao.", "assault")
    assert roles(attack)["recipient"] == {"army base", "police station", "bridge"}
    clash = deed(reader, "Protesters clashed with police and ruling-party supporters in Lusaka.", "armed_clash")
    assert roles(clash)["recipient"] == {"police", "ruling-party supporters"}
    vehicles = deed(reader, "Gunmen attacked police and army vehicles in Kano.", "assault")
    assert roles(vehicles)["recipient"] == {"army vehicles"}


# ---------------------------------------------------------------- deaths told after the deed
@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("A rocket hit the bus near Gao. The driver died.", 1),
        ("Bus hit by mine: the driver died.", 1),
        ("A minibus struck a landmine near Gao. Three passengers lost their lives.", 3),
        ("A grenade was thrown into the bar. The owner died of her wounds.", 1),
        ("A bomb went off in the market. The former president died of cancer.", None),
        ("A bomb went off in the market. Two ministers died in a plane crash.", None),
        ("A bomb went off in the market, killing six. Two of the vendors died in hospital.", 6),
        ("The army threatened to shell the town. Three men died.", None),
    ],
)
def test_deaths_after_a_deed_are_its_toll(reader: Reader, text: str, killed: int | None) -> None:
    told = {mention.killed.best for mention in read(reader, text).mentions if mention.killed}
    assert told == ({killed} if killed else set())


@pytest.mark.parametrize(
    "text",
    [
        "A bus hit a mine near Gao.",
        "A truck drove over a roadside bomb near Gao.",
        "Two boys stepped on a landmine near Gao.",
    ],
)
def test_who_hits_a_mine_is_hit(reader: Reader, text: str) -> None:
    mention = deed(reader, text, "bombing")
    assert set(roles(mention)) == {"recipient"} and mention.place is not None and mention.place.text == "Gao"


# ---------------------------------------------------------------- names
@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Emirates suspended flights to Baghdad.", "emirates-airline"),
        ("The Emirates suspended flights to Baghdad.", "ARE"),
        ("The United Arab Emirates suspended flights to Baghdad.", "ARE"),
    ],
)
def test_an_airline_is_no_state(reader: Reader, text: str, actor: str) -> None:
    mention = deed(reader, text, "service_suspension")
    assert [party.actor_id for party in mention.actors if party.role == "actor"] == [actor]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A car bomb killed three people in Ras al-Ayn on Thursday.", "SY"),
        ("A car bomb in Syria's Ras al-Ayn killed three people.", "SY"),
        ("A bomb in Lebanon's Tripoli killed three people.", "LB"),
        ("Turkish forces shelled Ras al-Ain.", "SY"),
    ],
)
def test_a_town_by_its_own_name_and_its_country(reader: Reader, text: str, country: str) -> None:
    place = next(mention.place for mention in read(reader, text).mentions if mention.place is not None)
    assert place.country == country


# ---------------------------------------------------------------- datelines and entries
def told_day(reader: Reader, text: str) -> date | None:
    """The day that a report of unknown date is read to be of."""
    return read(reader, text, None).report.published.start


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "BUNIA, Democratic Republic of the Congo, March 14, 2023 (Wire) - Gunmen attacked the airport on Tuesday.",
            date(2023, 3, 14),
        ),
        ("ADANA, June 3 2019 (Wire) - Protesters laid siege to the consulate in Adana on Monday.", date(2019, 6, 3)),
        (
            "Gunmen have kidnapped five nurses, police said on Thursday, July 25, 2019.\n\nThey were taken from a bus.",
            date(2019, 7, 25),
        ),
    ],
)
def test_a_report_has_the_day_that_its_head_tells(reader: Reader, text: str, day: date) -> None:
    assert told_day(reader, text) == day


_ENTRIES = """Two weeks in Port Sudan

4 May 2025 - Drones hit an ammunition depot near Port Sudan. No one was hurt.

6 May - Gunmen kill two guards at the bank.

9 May - At least 14 people die in an air strike on Abu Shouk camp.

14 May - The fire at the depot is out. The attack on Port Sudan was the first in two years of war.
"""


def test_what_opens_an_entry_is_no_part_of_its_sentence(reader: Reader) -> None:
    mentions = [m for m in read(reader, _ENTRIES, None).mentions if m.kind in ("drone_strike", "assault", "air_strike")]
    told = {m.kind: (m.time.first if m.time else None, roles(m)) for m in reversed(mentions) if m.time}
    assert told["drone_strike"] == (date(2025, 5, 4), {"recipient": {"ammunition depot"}})
    assert told["assault"][0] == date(2025, 5, 6)
    assert told["air_strike"][1].get("victim") == {"14 people"}


def test_the_attack_of_a_later_entry_is_not_of_its_day(reader: Reader) -> None:
    mentions = read(reader, _ENTRIES, None).mentions
    last = next(m for m in mentions if m.trigger.text == "attack")
    assert last.time is None
    assert not any(party.text == "Sudan" for party in last.actors)


# ---------------------------------------------------------------- places and means
def test_the_place_of_what_a_deed_followed_is_not_its_own(reader: Reader) -> None:
    text = "The siege of the bank followed the hanging in Tehran of a student."
    siege = next(m for m in read(reader, text).mentions if m.trigger.text == "siege")
    assert siege.place is None or siege.place.text != "Tehran"


def test_a_siege_is_laid_to_what_is_besieged(reader: Reader) -> None:
    found = roles(deed(reader, "Rebels laid siege to the barracks in Kidal.", "armed_clash"))
    assert found == {"actor": {"Rebels"}, "recipient": {"barracks"}}


def test_towns_of_three_countries_are_no_one_place(reader: Reader) -> None:
    assert deed(reader, "Militants attacked banks in Amman, Beirut and Cairo.", "assault").place is None
    assert deed(reader, "Militants attacked banks in Basra, Erbil and Mosul.", "assault").place is not None


@pytest.mark.parametrize(
    ("text", "kind", "weapons"),
    [
        ("The army targeted ballistic missiles stored at the depot.", "assault", set()),
        ("Militants fired two rockets at the depot.", "shelling", {"rockets"}),
        ("Explosions rock the main fuel depot in Aden.", "explosion", set()),
    ],
)
def test_what_was_hit_is_no_weapon(reader: Reader, text: str, kind: str, weapons: set[str]) -> None:
    mention = deed(reader, text, kind)
    assert {weapon.text.split()[-1] for weapon in mention.weapons} == weapons


def test_leaving_a_pact_is_nowhere_and_not_now(reader: Reader) -> None:
    text = (
        "They chose to withdraw from the nuclear deal and now launch air strikes in Yemen. Fighting went on in Yemen."
    )
    leaving = deed(reader, text, "withdrawal")
    assert leaving.place is None and leaving.time is None


def test_a_battle_of_words_is_no_clash(reader: Reader) -> None:
    assert not [m for m in read(reader, "The minister won this battle.").mentions if m.kind == "armed_clash"]


def test_a_headline_verb_is_a_verb(reader: Reader) -> None:
    strike = deed(reader, "Russian missiles strike Kyiv, Kharkiv and Odesa before dawn.", "shelling")
    assert roles(strike).get("actor") == {"Russian"}


def test_the_lede_is_news_though_it_says_have(reader: Reader) -> None:
    text = (
        "Suspected bandits have kidnapped five nurses after ambushing their bus near Jos, police said. The nurses work"
        " for a charity. It asked for their release. The army is looking for them. Their families wait in Jos."
    )
    assert not deed(reader, text, "abduction").background
