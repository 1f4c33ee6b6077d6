"""What missions, states, carriers and bodies do about danger, in the words of news of all sorts."""

from __future__ import annotations

import pytest

from dragoman.model import Report
from dragoman.reading import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Britain on Saturday told its nationals to leave Zarnland as soon as possible.", "advisory", "occurred"),
        ("Saudi Arabia and Kuwait have called on their citizens to leave Lebanon at once.", "advisory", "occurred"),
        ("The advisory was downgraded to Level 3.", "advisory", "occurred"),
        ("The agency told staff to work from home through Wednesday.", "security_alert", "occurred"),
        ("Special forces in two helicopters lifted 90 people from the embassy in Juba.", "evacuation", "occurred"),
        ("Spain flew out 70 of its nationals on Sunday.", "evacuation", "occurred"),
        ("Greece took 91 of its citizens by ship to Crete.", "evacuation", "occurred"),
        ("The embassy was emptied on Sunday night.", "evacuation", "occurred"),
        ("The ambassador left with her team in the morning.", "evacuation", "occurred"),
        ("Italy ordered the mandatory repatriation of 300 workers.", "evacuation", "occurred"),
        ("The State Department authorized the departure of family members.", "authorized_departure", "occurred"),
        ("The consulate will remain closed to visitors until further notice.", "closure", "announced"),
        ("The embassy said it would be closed to the public on Wednesday.", "closure", "announced"),
        ("Lufthansa has scrapped all flights to Tehran until further notice.", "service_suspension", "occurred"),
        ("The embassy has halted all movements of its personnel inside the city.", "restriction", "occurred"),
        ("The 160 guardsmen and troops near Lviv were ordered out of the country.", "withdrawal", "occurred"),
        ("A Marine team landed inside the embassy compound before dawn.", "deployment", "occurred"),
        ("The State Department lifted the ordered departure of family members.", "reopening", "occurred"),
        ("The Danish embassy asked its staff not to drive to the northern districts.", "security_alert", "occurred"),
        ("The Korean embassy asked its people to stay off the streets.", "advisory", "occurred"),
        ("Kenya recommended to its citizens not to visit Zarnland.", "advisory", "occurred"),
        ("The ministry recommended to avoid all travel to the coast.", "advisory", "occurred"),
        ("The staff of the mission are not permitted to use public transport.", "restriction", "occurred"),
        ("The embassy has ceased to work.", "closure", "occurred"),
        ("The embassy closed its consular section for the week.", "closure", "occurred"),
        ("Chad closed the crossing on Monday and opened it again on Friday.", "reopening", "occurred"),
        ("The Indian High Commission will open again tomorrow.", "reopening", "announced"),
        ("Soldiers guard the embassies still.", "deployment", "occurred"),
        ("The force brought in 300 Spanish troops.", "deployment", "occurred"),
        ("More than 400 soldiers were on standby.", "mobilization", "occurred"),
        ("Ghana has sent a plane for its diplomats.", "evacuation", "occurred"),
        ("The diplomats took off on Sunday from the airport in a chartered flight.", "evacuation", "occurred"),
        ("Officials said that no military airlift was planned.", "evacuation", "denied"),
        ("The visa counter is suspended until June.", "service_suspension", "occurred"),
        ("Riyadh cut ties and gave Iranian diplomats 48 hours to leave.", "expulsion", "occurred"),
    ],
)
def test_posture_is_told_in_many_words(reader: Reader, text: str, kind: str, status: str) -> None:
    found = {(mention.kind, mention.status) for mention in reader.read(Report(text=text, external_id="t")).mentions}
    assert (kind, status) in found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Residents of Omdurman told reporters that shelling went on through the night.", "ordered_departure"),
        ("The senate set up a committee of its own in May.", "release"),
        ("The general took over on January 1 from his rival.", "abduction"),
        ("The rebels agreed to lay down their weapons.", "closure"),
        ("The clinic asked its staff not to smoke.", "ordered_departure"),
        ("The police guard found the purse of a tourist.", "deployment"),
        ("The museum will open again on Monday.", "closure"),
        ("The United Nations sent 21 people to Bosnia to investigate the matter.", "evacuation"),
    ],
)
def test_words_that_look_like_it_tell_no_posture(reader: Reader, text: str, kind: str) -> None:
    assert kind not in {mention.kind for mention in reader.read(Report(text=text, external_id="t")).mentions}


def test_where_people_are_taken_is_not_where_they_left(reader: Reader) -> None:
    text = "France flew out 388 people to Djibouti on Sunday. The embassy in Khartoum was closed."
    found = {m.kind: m.place for m in reader.read(Report(text=text, external_id="t")).mentions}
    assert found["closure"] is not None and found["closure"].name == "Khartoum"
    assert found["evacuation"] is None or found["evacuation"].country != "DJ"


def test_where_something_is_said_is_not_where_it_is(reader: Reader) -> None:
    text = "The minister said in Canberra that the embassy had been closed."
    (closure,) = [m for m in reader.read(Report(text=text, external_id="t")).mentions if m.kind == "closure"]
    assert closure.place is None or closure.place.name != "Canberra"


def test_a_name_set_off_behind_its_description_is_that_persons(reader: Reader) -> None:
    text = 'A spokesman for the front, Karim Osei, denied it. "We were far away," he said.'
    sources = [said.source for said in reader.read(Report(text=text, external_id="t")).statements if said.source]
    assert {source.name for source in sources} == {"Karim Osei"}


@pytest.mark.parametrize(
    ("text", "kind", "doer"),
    [
        ("The consulate in Kanda has been closed, the Danish Foreign Ministry said.", "closure", "Danish"),
        (
            "PRESS RELEASE\nMinistry of Ports\n\nThe office in Kanda is closed to visitors.",
            "closure",
            "Ministry of Ports",
        ),
        ("PRESS RELEASE\nMinistry of Ports\n\nThe airport in Kanda is closed.", "closure", None),
        ("The consulate in Kanda has been closed, residents said.", "closure", None),
        ("The French embassy in Kanda has been closed, the Danish Foreign Ministry said.", "closure", "France"),
    ],
)
def test_who_announces_a_measure_orders_it(reader: Reader, text: str, kind: str, doer: str | None) -> None:
    (told,) = [m for m in reader.read(Report(text=text, external_id="t")).mentions if m.kind == kind]
    doers = [f"{party.text} {party.name}" for party in told.actors if party.role == "actor"]
    assert any(doer in one for one in doers) if doer else not doers
