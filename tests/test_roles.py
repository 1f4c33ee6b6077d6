"""Who did what to whom: names and types of parties, culprits told by explicit ties, case repair, force and inaction."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import Mention, Report
from dragoman.reading.case import CaseRepair, CaseWords
from dragoman.reading.reader import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def told(reader: Reader, text: str, kind: str) -> Mention:
    """The first mention of a kind."""
    mentions = reader.read(Report(text, "test")).mentions
    assert all(text[a.start : a.end] == a.text for m in mentions for a in m.actors)
    return next(m for m in mentions if m.kind == kind)


def parties(mention: Mention, *roles: str) -> set[tuple[str, str]]:
    """Text and type of the parties in some roles."""
    return {(a.text, a.type) for a in mention.actors if a.role in roles}


@pytest.mark.parametrize(
    ("text", "kind", "roles", "expected"),
    [
        # People told by description are persons, and bring the group along that they are told to be of.
        ("Three masked gunmen kidnapped the mayor.", "abduction", ("actor",), {("Three masked gunmen", "person")}),
        (
            "FMLN guerrillas attacked a substation on Monday.",
            "assault",
            ("actor",),
            {("guerrillas", "person"), ("FMLN", "group")},
        ),
        (
            "Guatemalan army troops killed nine peasants on Monday.",
            "assault",
            ("actor",),
            {("Guatemalan army troops", "person"), ("Guatemalan army", "group")},
        ),
        ("Two nurses were taken at gunpoint in Gao.", "abduction", ("victim", "recipient"), {("Two nurses", "person")}),
        ("A bomb, set off by two guerrillas, cut a line.", "bombing", ("actor",), {("two guerrillas", "person")}),
        ("Rebels claimed responsibility for the deaths of guards.", "assault", ("claimant",), {("Rebels", "person")}),
        (
            "The attack on the dam was carried out by members of the Shining Path.",
            "assault",
            ("actor",),
            {("members of the Shining Path", "person"), ("Shining Path", "group")},
        ),
        # Persons stand with their bare names.
        ("Rebels murdered Senator Carlos Mora on Friday.", "assault", ("victim",), {("Carlos Mora", "person")}),
        ("The rebels shot the mayor, Pedro Alva.", "shooting", ("victim",), {("Pedro Alva", "person")}),
        # Lists of things that were hit, and things that gazetteers of buildings leave out.
        (
            "Terrorists blew up two transformers, a bank and several power poles.",
            "bombing",
            ("recipient",),
            {("transformers", "facility"), ("bank", "facility"), ("power poles", "facility")},
        ),
        # Culprits by explicit ties.
        (
            "The minister held the rebels responsible for the attack on the bridge.",
            "assault",
            ("blamed",),
            {("rebels", "person")},
        ),
        ("The bombing was attributed to the Shining Path.", "bombing", ("blamed",), {("Shining Path", "group")}),
        (
            "Two soldiers were charged with the murder of a teacher.",
            "assault",
            ("blamed",),
            {("Two soldiers", "person")},
        ),
        (
            "The first days of June saw the militias launch four attacks on army camps, "
            "including a rocket attack that hit the airport.",
            "shelling",
            ("actor",),
            {("militias", "group")},
        ),
        # Amounts alone are counts and no parties.
        ("Gunmen killed two and wounded five in the market.", "assault", ("victim",), set()),
    ],
)
def test_parties(reader: Reader, text: str, kind: str, roles: tuple[str, ...], expected: set[tuple[str, str]]) -> None:
    assert parties(told(reader, text, kind), *roles) == expected


def test_parts_of_those_who_suffer(reader: Reader) -> None:
    text = "Soldiers murdered six priests, including Pablo Ibarra and Luis Soto, at dawn."
    names = {name for name, _ in parties(told(reader, text, "assault"), "victim")}
    assert {"Pablo Ibarra", "Luis Soto"} <= names


def test_a_surname_stands_for_the_full_name(reader: Reader) -> None:
    text = "Judge Elena Robles had asked for guards. Gunmen killed Robles on Sunday."
    victim = next(a for m in reader.read(Report(text, "t")).mentions for a in m.actors if a.role == "victim")
    assert victim.text == "Elena Robles"
    assert victim.link is not None and text[slice(*victim.link)] == "Robles"


def test_the_guerrillas_are_of_the_one_group_of_their_paragraph(reader: Reader) -> None:
    text = "The Shining Path held a rally in the hills. Later guerrillas attacked a police post."
    groups = [a for a in told(reader, text, "assault").actors if a.role == "actor" and a.type == "group"]
    assert [a.text for a in groups] == ["Shining Path"]
    apart = text.replace(". Later", ".\n\nLater")
    assert not [a for a in told(reader, apart, "assault").actors if a.role == "actor" and a.type == "group"]


@pytest.mark.parametrize(
    ("text", "kind", "killed"),
    [
        ("four persons were killed in police firing on monday, officials in the town said.", "shooting", 4),
        ("Nine people have been killed in firing by the police.", "shooting", 9),
        ("Six students were killed when police opened fire on a march.", "shooting", None),
    ],
)
def test_deaths_by_police_are_their_deed(reader: Reader, text: str, kind: str, killed: int | None) -> None:
    mention = told(reader, text, kind)
    assert any(a.role == "actor" and "police" in a.text for a in mention.actors)
    if killed is not None:
        assert mention.killed is not None and mention.killed.best == killed


@pytest.mark.parametrize(
    "text",
    [
        "The police failed to contain the mobs.",
        "The police were mute spectators.",
        "Policemen watched as the mob burned the shops.",
        "The police have not been able to arrest the killers.",
        "Police refused to register the complaint.",
    ],
)
def test_inaction(reader: Reader, text: str) -> None:
    mention = told(reader, text, "inaction")
    assert any(a.role == "actor" for a in mention.actors)


@pytest.mark.parametrize(
    ("text", "plover"),
    [
        ("The two navies held joint exercises off the coast.", "COOPERATE"),
        ("Norway imposed sanctions on the junta.", "COERCE"),
        ("The museum returned a stolen painting to Peru.", "CONCEDE"),
        ("The senate passed a resolution condemning the premier.", "ACCUSE"),
        ("The island has sheltered refugees from the delta.", "AID"),
    ],
)
def test_plover_types(reader: Reader, text: str, plover: str) -> None:
    found = [m.plover.type for m in reader.read(Report(text, "t")).mentions if m.plover]
    assert plover in found


def test_students_of_a_university_are_no_building(reader: Reader) -> None:
    text = "Police seized university students Hugo Mora and Raul Paz."
    assert all(m.kind != "storming" for m in reader.read(Report(text, "t")).mentions)


REPAIR = CaseRepair(
    common=frozenset(
        (
            "the",
            "army",
            "said",
            "that",
            "president",
            "guerrilla",
            "city",
            "was",
            "who",
            "path",
            "shining",
            "marti",
            "may",
        )
    ),
    names={"peru": "Peru"},
    nouns=frozenset({"marti", "city", "president", "path"}),
    words=CaseWords(
        given=frozenset({"luis", "elena"}), titles=frozenset({"president"}), ordinary=frozenset({"guerrilla"})
    ),
    phrases={("shining", "path"): [(("shining", "path"), ["Shining", "Path"])]},
)


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        (
            "THE ARMY SAID THAT PRESIDENT LUIS MARTI WAS IN THE CITY. MARTI WAS SAID",
            "The army said that President Luis Marti was in the city. Marti was said",
        ),
        (
            "THE ARMY OF PERU SAID THAT THE SHINING PATH WAS IN THE CITY ON 5 MAY",
            "The army of Peru said that the Shining Path was in the city on 5 May",
        ),
        (
            "THE GUERRILLA WHO WAS IN THE CITY IS THE GUERRILLA WHO SAID THAT",
            "The guerrilla who was in the city is the guerrilla who said that",
        ),
    ],
)
def test_case_repair_by_neighbours(text: str, repaired: str) -> None:
    assert REPAIR.repair(text) == repaired


@given(st.text(alphabet="ABC marti luis.\"[]'-\n", min_size=40, max_size=200))
def test_case_repair_never_moves_a_letter(text: str) -> None:
    repaired = REPAIR.repair(text.upper())
    assert repaired.lower() == text.upper().lower()
