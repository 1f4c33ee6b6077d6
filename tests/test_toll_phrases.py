"""How news tells its tolls: the whole reader on one sentence each, one incident with the dead and the hurt."""

from __future__ import annotations

import pytest

import dragoman
from dragoman.model import Count

PHRASES = {
    "Three people were killed and nine wounded when a bomb exploded in Kabul on Sunday.": ("3", "9"),
    "Three people were killed and nine were wounded when a bomb exploded in Kabul on Sunday.": ("3", "9"),
    "A bomb exploded in Kabul on Sunday, killing three people and wounding nine.": ("3", "9"),
    "Five soldiers died and 12 others were injured in a blast in Quetta on Monday.": ("5", "12"),
    "At least 20 people were killed and dozens injured in a suicide bombing in Mogadishu.": ("20+", "24+"),
    "Two policemen were shot dead and one injured in Karachi.": ("2", "1"),
    "The blast in Lahore killed 12 people and injured 30 others, police said.": ("12", "30"),
    "An air strike on a market in Idlib left 11 civilians dead and 25 injured.": ("11", "25"),
    "A suicide bomber killed at least 15 soldiers and wounded 20 more at a base near Gao on Monday.": ("15+", "20"),
    "Eight people, including three children, were killed and 17 others wounded in a missile strike on Odesa.": (
        "8",
        "17",
    ),
    "Gunmen opened fire on a bus in Minya, killing seven and injuring 19.": ("7", "19"),
    "The attack in Sinai, which killed nine people and left more than 60 wounded, was claimed by rebels.": ("9", "60+"),
    "The death toll from Friday's bombing in Kabul rose to 45.": ("45", None),
    "Officials raised the death toll from the blast in Kabul to 45.": ("45", None),
    "No one was hurt when two rockets landed near the airport in Irbil.": (None, "0"),
    "Militants killed 30 to 40 villagers in Borno on Saturday.": ("30-40", None),
    "Up to 20 fighters were killed in a drone strike in Bayda province.": ("-20", None),
}


def told(count: Count | None) -> str | None:
    """A count in short: `3`, `20+`, `30-40`, `-20`."""
    if count is None:
        return None
    if count.low == count.high:
        return str(count.best)
    return f"{count.low or ''}+" if count.high is None else f"{count.low or ''}-{count.high}"


@pytest.mark.parametrize("text", sorted(PHRASES))
def test_one_incident_with_its_dead_and_hurt(text: str) -> None:
    mentions = dragoman.read(text, published="2021-03-05").mentions
    assert len({one.event_id for one in mentions}) == 1
    dead = {told(one.killed) for one in mentions if one.killed}
    hurt = {told(one.injured) for one in mentions if one.injured}
    assert (dead, hurt) == tuple({count} if count else set() for count in PHRASES[text])


VOICES = {
    "A rocket struck a hostel in Benghazi on Sunday, and 23 workers died, the agency said; the cabinet said that it "
    "could confirm 14 dead.": {23, 14},
    "Soldiers killed some 80 villagers at Djibo, the rights group says; the army speaks of 40 rebels killed.": {80, 40},
    "An air strike on Taiz killed nine people. Hospitals counted 12 bodies.": {9, 12},
    "Shells killed 66 people in Homs on Monday. The councils advance the number of 95 deaths.": {66, 95},
    # Not of the same deed, or not another number of it.
    "An air strike on Taiz killed nine people. Doctors counted two more dead.": {9},
    "An air strike on Taiz killed nine people. Doctors counted 12 dead in Aden.": {9},
    "An air strike on Taiz killed nine people. The council has documented 340 deaths since May.": {9},
    "An air strike on Taiz killed nine people. The army could not confirm 12 dead.": {9},
    "The minister of health spoke in Lima of 40 deaths a year.": set(),
}


@pytest.mark.parametrize("text", sorted(VOICES))
def test_a_toll_in_another_voice_is_told_of_the_deed_before(text: str) -> None:
    mentions = dragoman.read(text, published="2021-03-05").mentions
    assert {one.killed.best for one in mentions if one.killed} == VOICES[text]
    assert len({one.event_id for one in mentions if one.killed}) <= 1
