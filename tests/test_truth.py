"""Every cell of a line is true to its sentence: parties that can act, deeds that were done, one line for one deed."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.model import Mention, Published, Report
from dragoman.reading import Reader

_DAY = date(2024, 5, 15)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def read(reader: Reader, text: str) -> tuple[Mention, ...]:
    """The mentions of a report of a known day."""
    return reader.read(Report(text, "x", published=Published(_DAY, _DAY, "day", "given"))).mentions


def who(mentions: tuple[Mention, ...], *roles: str) -> set[str]:
    """The words of all parties in some roles, of every mention."""
    return {party.text for mention in mentions for party in mention.actors if party.role in (roles or (party.role,))}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("A bomber blew himself up at a checkpoint, killing three guards and wounding more than 40.", "more than 40"),
        ("Five rockets fell on the port, and three of them hit the customs house.", "three"),
        ("The rebels have attacked the very foundation of the state.", "very foundation"),
        ("The group denied any part in the kidnapping.", "part"),
        ("Travel Advisory: Chad - Level 4: Do Not Travel", "Travel Advisory"),
        ("A diplomat said preparations to withdraw the staff had already begun.", "preparations"),
        ("More than 90 foreigners were evacuated by ship from the port.", "ship"),
        ("No party has claimed the attack on the mosque.", "party"),
        ("The governor survived an attempt to kill him.", "him"),
    ],
)
def test_numbers_abstractions_and_craft_are_no_parties(reader: Reader, text: str, wrong: str) -> None:
    mentions = read(reader, text)
    assert mentions
    assert wrong not in who(mentions)


def test_the_people_of_such_sentences_stay(reader: Reader) -> None:
    text = "A bomber blew himself up at a checkpoint, killing three guards and wounding more than 40."
    assert "three guards" in who(read(reader, text), "victim", "recipient")
    moved = who(read(reader, "More than 90 foreigners were evacuated by ship from the port."), "recipient")
    assert any("foreigners" in words for words in moved)


def test_a_time_before_the_doer_is_no_part_of_his_name(reader: Reader) -> None:
    mentions = read(reader, "Last weekend gunmen stormed the prison in Gonaives.")
    assert who(mentions, "actor") == {"gunmen"}
    assert mentions[0].time is not None and mentions[0].time.text == "Last weekend"


@pytest.mark.parametrize("verb", ["shot down", "intercepted"])
def test_drones_stopped_in_flight_are_an_attempt_by_nobody_told(reader: Reader, verb: str) -> None:
    mention = read(reader, f"Air defences {verb} two drones before they reached the refinery.")[0]
    assert (mention.kind, mention.status) == ("drone_strike", "attempted")
    assert not who((mention,), "actor")


def test_a_drone_that_is_shot_down_is_itself_what_was_hit(reader: Reader) -> None:
    mention = read(reader, "Iran shot down an American surveillance drone over the strait.")[0]
    assert (mention.kind, mention.status) == ("shelling", "occurred")
    assert "Iran" in who((mention,), "actor")


@pytest.mark.parametrize("who_", ["The State Department", "The police", "The army", "The embassy"])
def test_no_comment_is_no_event(reader: Reader, who_: str) -> None:
    assert not read(reader, f"{who_} declined to comment on private conversations.")


def test_who_leaves_a_building_withdraws_no_forces(reader: Reader) -> None:
    kinds = {mention.kind for mention in read(reader, "A drone strike killed the general as he left the airport.")}
    assert kinds == {"drone_strike"}
    assert read(reader, "French troops left the base at Gao on Monday.")[0].kind == "withdrawal"


def test_who_urged_others_to_leave_also_suspended_the_services(reader: Reader) -> None:
    mentions = read(reader, "The French embassy urged citizens to leave Niger and suspended all consular services.")
    suspended = next(mention for mention in mentions if mention.kind == "service_suspension")
    assert not {text for text in who((suspended,), "actor") if "citizens" in text}
    assert suspended.actors[0].actor_id == mentions[0].actors[0].actor_id


def test_preparations_to_withdraw_are_no_withdrawal_yet(reader: Reader) -> None:
    mention = read(reader, "A diplomat said preparations to withdraw the staff had already begun.")[0]
    assert mention.status == "announced"


def test_who_says_that_captives_were_freed_was_not_freed(reader: Reader) -> None:
    mentions = read(reader, "Four miners kidnapped last month in Arauca were released, the Red Cross said.")
    released = next(mention for mention in mentions if mention.kind == "release")
    assert who((released,), "recipient") == {"Four miners"}


def test_what_stands_behind_a_semicolon_casts_no_doubt(reader: Reader) -> None:
    text = "The militia said it fired rockets at the town of Safed; no casualties were reported."
    assert {mention.status for mention in read(reader, text)} == {"occurred"}
    denied = read(reader, "Saudi Arabia says Iran attacked its refinery; Tehran denies it.")
    assert denied[0].status == "denied"


def test_a_denier_is_no_second_doer(reader: Reader) -> None:
    text = (
        "Mortar rounds fired by al Shabaab landed in a camp on Monday, killing four soldiers. "
        "No damage to the airport was reported. "
        "Government troops killed 30 militants in Mudug, the ministry said; al Shabaab denied the claim. "
        "A car bomb outside a cafe on Sunday night killed nine people, police said. "
        "The group often strikes in the capital."
    )
    killed = [m for m in read(reader, text) if m.killed is not None and m.killed.best == 30]
    assert killed and who(tuple(killed), "actor") == {"Government troops"}


def test_a_car_bomb_and_an_air_strike_are_two_deeds(reader: Reader) -> None:
    text = (
        "Troops backed by U.S. air strikes killed 30 militants in Mudug, the ministry said. "
        "A car bomb outside a cafe killed nine people, police said."
    )
    of = {mention.kind: mention.event_id for mention in read(reader, text)}
    assert of["air_strike"] != of["bombing"]


def test_an_attempt_on_somebody_has_no_dead(reader: Reader) -> None:
    mentions = read(reader, "Gunmen opened fire in an attempt to assassinate the head of mission.")
    assert all(mention.killed is None for mention in mentions)


def test_a_second_victim_of_the_same_strike(reader: Reader) -> None:
    text = (
        "A U.S. drone strike killed General Farid Karimi near the airport on Friday. "
        "Hasan al-Tamimi, his deputy, died in the same strike. Officials said ten people were killed in all."
    )
    assert len({mention.event_id for mention in read(reader, text)}) == 1


def test_fighters_are_no_aircraft(reader: Reader) -> None:
    assert read(reader, "Jihadist fighters attacked an army post in central Mali.")[0].kind == "assault"
    assert read(reader, "Fighter jets attacked an army post in central Mali.")[0].kind == "air_strike"


def test_a_state_told_by_its_adjective_goes_by_its_name(reader: Reader) -> None:
    strike = read(reader, "The retaliatory American airstrikes on the militia killed nobody.")[0]
    states = [party for party in strike.actors if party.role == "actor"]
    assert [(one.type, one.actor_id, one.name) for one in states] == [("country", "USA", "United States")]
    tank = read(reader, "Two peacekeepers were hurt when an Israeli tank fired at a watchtower.")[0]
    assert any(one.role == "actor" and one.actor_id == "ISR" for one in tank.actors)


def test_gas_fired_to_disperse_a_crowd_is_one_event(reader: Reader) -> None:
    mentions = read(reader, "Police fired tear gas to disperse the crowd.")
    assert len(mentions) == 1
    assert who(mentions, "recipient") == {"crowd"}


def test_people_who_run_are_no_evacuation(reader: Reader) -> None:
    assert "evacuation" not in {m.kind for m in read(reader, "Two villagers were hit by stray bullets as they fled.")}


def test_a_summoned_envoy_is_told(reader: Reader) -> None:
    assert "Chinese ambassador" in who(read(reader, "Manila summoned the Chinese ambassador over the incident."))
