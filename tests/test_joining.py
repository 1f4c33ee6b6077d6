"""Joining on the way reports really tell: retellings, double attacks, copies, rising tolls; and what stays apart."""

from __future__ import annotations

import pytest
from tellings import actor, count, filler, mention, place, report, statement, time

from dragoman.model import MentionTime, PlaceMention
from dragoman.reconcile import reconcile
from dragoman.reconcile.families import Families
from dragoman.reconcile.lands import Lands
from dragoman.reconcile.matching.retold import is_part, wording_of


@pytest.fixture(scope="module")
def families():
    return Families.load()


def groups(reports, mentions):
    """The names of the reports of each incident, sorted."""
    names = {r.report_id: r.external_id for r in reports}
    found = reconcile(reports, mentions, [], []).incidents
    return sorted(sorted(names[one] for one in incident.reports) for incident in found)


def when(source, words, first, last=None):
    """A time whose words stand in the report."""
    found = source.text.index(words)
    days = time(first, last, "day" if last is None else "week")
    return MentionTime(found, found + len(words), words, first, days.first, days.last, days.precision)


def telling(name, text, published, trigger, kind="bombing", **more):
    source = report(name, f"{text}\n{filler(name)}", published)
    target = actor(source, "recipient", more["target"], "facility") if "target" in more else None
    moment = when(source, more["when"], *more["days"]) if "when" in more else None
    spot = place(source, more["where"]) if "where" in more else None
    killed = count(source, more["killed"], int(more["killed"].split()[0])) if "killed" in more else None
    parties = (target,) if target else ()
    told = mention(source, trigger, kind, more.get("status", "occurred"), actors=parties, time=moment,
                   place=spot, killed=killed, series=more.get("series", False))  # fmt: skip
    return source, told


# Lists of lands


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bombs went off in Kenya and Tanzania on Monday.", {"KE", "TZ"}),
        ("They hit the missions in Nairobi, Kenya, and Kampala, Uganda, at noon.", {"KE", "UG"}),
        ("Blasts in the Kenyan and Ugandan capitals killed many.", {"KE", "UG"}),
        ("It killed 9 people in Kenya and 2 in Uganda.", {"KE", "UG"}),
        ("He is held in U.S. custody.", set()),
        ("A bomb hit the French embassy in Mali.", {"ML"}),
        ("The Iraqi army fired.", set()),
    ],
)
def test_a_list_of_places_gives_its_countries(text, found):
    assert Lands.load().of(text) == found


# Retelling


def test_a_definite_noun_retells_and_a_day_beside_another_verb_is_loose(families):
    text = "The minister on Tuesday condemned the bombing of the mission."
    source = report("r", text)
    told = mention(source, "bombing", "bombing", time=when(source, "Tuesday", "2021-05-04"))
    found = wording_of(text, told, families.deeds, families.reactions, families.retold)
    assert found.definite and found.loose and found.singular and not found.plural


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The bombings on May 3 killed many.", "May 3"),
        ("The May 3 bombings killed many.", "May 3"),
        ("The bombings at missions in Kenya and Uganda on May 3 killed many.", "May 3"),
    ],
)
def test_a_day_beside_its_deed_is_its_own(families, text, words):
    source = report("r", text)
    told = mention(source, "bombings", "bombing", time=when(source, words, "2021-05-03"))
    assert not wording_of(text, told, families.deeds, families.reactions, families.retold).loose


@pytest.mark.parametrize(
    "between",
    ["CONDEMNED BY THE COUNCIL OF MINISTERS AND THE ASSEMBLY, AS REPORTED", "OF THE, OF AND IN OF " * 8 + "(UNSIGNED)"],
)
def test_a_sentence_in_capitals_is_weighed_at_once(families, between):
    """There are endless ways to cut capitals into words: a search that tried them all would never end."""
    text = f"THE BOMBING {between} (SOURCES) BY MAY 3, WAS THE LAST."
    source = report("r", text)
    told = mention(source, "BOMBING", "bombing", time=when(source, "MAY 3", "2021-05-03"))
    assert wording_of(text, told, families.deeds, families.reactions, families.retold).loose


def test_a_retelling_without_a_day_joins_the_one_event_that_it_can_mean():
    a, x = telling("a", "A bomb exploded at the Falcon mission in Mosul on Monday.", "2021-05-04", "exploded",
                   target="Falcon mission", when="Monday", days=["2021-05-03"], where="Mosul")  # fmt: skip
    b, y = telling("b", "The minister mourned the victims of the bombing of the Falcon mission in Iraq.", "2021-05-10",
                   "bombing", target="Falcon mission", where="Iraq")  # fmt: skip
    assert groups([a, b], [x, y]) == [["a", "b"]]
    c, z = telling("c", "A bomb exploded at the Falcon mission in Mosul on Thursday.", "2021-05-07", "exploded",
                   target="Falcon mission", when="Thursday", days=["2021-05-06"], where="Mosul")  # fmt: skip
    assert groups([a, b, c], [x, y, z]) == [["a"], ["b"], ["c"]]


def test_a_retelling_does_not_join_what_came_after_it_or_long_before_it():
    a, x = telling("a", "The minister mourned the victims of the bombing of the Falcon mission in Iraq.", "2021-05-01",
                   "bombing", target="Falcon mission", where="Iraq")  # fmt: skip
    for day in ("2021-05-03", "2020-11-03"):
        b, y = telling("b", f"A bomb exploded at the Falcon mission in Mosul on {day}.", "2021-05-04", "exploded",
                       target="Falcon mission", when=day, days=[day], where="Mosul")  # fmt: skip
        assert groups([a, b], [x, y]) == [["a"], ["b"]]


def test_the_day_of_a_condemnation_is_not_that_of_the_deed():
    a, x = telling("a", "A bomb exploded at the Falcon mission in Mosul on Monday.", "2021-05-04", "exploded",
                   target="Falcon mission", when="Monday", days=["2021-05-03"], where="Mosul")  # fmt: skip
    b, y = telling("b", "The minister on Friday condemned the bombing of the Falcon mission in Mosul.", "2021-05-07",
                   "bombing", target="Falcon mission", when="Friday", days=["2021-05-07"], where="Mosul")  # fmt: skip
    result = reconcile([a, b], [x, y], [], [])
    assert len(result.incidents) == 1
    assert str(result.incidents[0].time.start) == "2021-05-03"
    assert result.disagreements == ()


def test_two_attacks_on_one_target_in_one_week_stay_apart():
    a, x = telling("a", "Rockets hit the Falcon mission in Mosul on Monday.", "2021-05-04", "Rockets", "shelling",
                   target="Falcon mission", when="Monday", days=["2021-05-03"], where="Mosul")  # fmt: skip
    b, y = telling("b", "The attack on the Falcon mission in Mosul on Friday hurt nobody.", "2021-05-08", "attack",
                   "shelling", target="Falcon mission", when="Friday", days=["2021-05-07"], where="Mosul")  # fmt: skip
    assert groups([a, b], [x, y]) == [["a"], ["b"]]


# One event told as several


def double(name, text, published, trigger="bombings", **more):
    return telling(name, text, published, trigger, **more)


def test_a_double_attack_is_one_incident_however_it_is_told():
    tellings = [
        double("a", "Bombs exploded at missions in the Kenyan and Ugandan capitals on Monday, killing 80 people.",
               "2021-05-03", "exploded", target="missions", when="Monday", days=["2021-05-03"], killed="80 people"),
        double("b", "The bombings of the missions in Kenya and Uganda were condemned.", "2021-05-05", target="missions",
               series=True),
        double("c", "The bombings on May 3 at missions in Kenya and Uganda killed 217 people.", "2021-05-09",
               target="missions", when="May 3", days=["2021-05-03"], killed="217 people"),
    ]  # fmt: skip
    reports, mentions = [r for r, _ in tellings], [m for _, m in tellings]
    result = reconcile(reports, mentions, [], [])
    (one,) = result.incidents
    assert one.origins == 3
    assert not one.series
    (toll,) = result.disagreements
    assert (toll.field, toll.kind) == ("killed", "updated")
    assert {side.value for side in toll.sides} == {"80", "217"}


def test_one_of_two_attacks_is_not_both():
    kenya = {"place_id": "184745", "lat": -1.283, "lon": 36.817, "country": "KE", "precision": 1, "radius_km": 10.0}
    a, x = double("a", "The bombings on May 3 at missions in Kenya and Uganda killed 217 people.", "2021-05-09",
                  target="missions", when="May 3", days=["2021-05-03"], killed="217 people")  # fmt: skip
    b = report("b", f"The bombing on May 3 at the mission in Nairobi killed 200 people.\n{filler('b')}", "2021-05-09")
    spot = b.text.index("Nairobi")
    y = mention(b, "bombing", "bombing", time=when(b, "May 3", "2021-05-03"), killed=count(b, "200 people", 200),
                actors=(actor(b, "recipient", "mission", "facility"),),
                place=PlaceMention(spot, spot + 7, "Nairobi", name="Nairobi", kind="capital", **kenya))  # fmt: skip
    assert groups([a, b], [x, y]) == [["a"], ["b"]]


def test_a_numbered_series_never_joins_a_double_attack():
    a, x = double("a", "Bombs exploded at missions in Kenya and Uganda on Monday.", "2021-05-03", "exploded",
                  target="missions", when="Monday", days=["2021-05-03"])  # fmt: skip
    source = report("b", f"A dozen bombings hit missions in Kenya and Uganda.\n{filler('b')}", "2021-05-05")
    y = mention(source, "bombings", "bombing", series=True, quantity=count(source, "dozen", 12),
                actors=(actor(source, "recipient", "missions", "facility"),))  # fmt: skip
    assert groups([a, source], [x, y]) == [["a"], ["b"]]


def test_a_great_toll_tells_an_event_of_a_day():
    a, x = telling("a", "The blast on May 3 killed 217 people.", "2021-05-05", "blast", when="May 3",
                   days=["2021-05-03"], killed="217 people")  # fmt: skip
    b, y = telling("b", "The bombing on May 3 killed 220 people.", "2021-05-07", "bombing", when="May 3",
                   days=["2021-05-03"], killed="220 people")  # fmt: skip
    assert groups([a, b], [x, y]) == [["a", "b"]]
    c, z = telling("c", "The bombing on May 3 killed 2 people.", "2021-05-07", "bombing", when="May 3",
                   days=["2021-05-03"], killed="2 people")  # fmt: skip
    assert groups([a, c], [x, z]) == [["a"], ["c"]]


# Copies


def test_copies_tell_one_event_in_one_sentence_whatever_was_read_from_them():
    body = "Guards drove the crowd back with gas at the gate. " + filler("body")
    a, b = report("a", body, "2021-05-03"), report("b", f"Another headline\n{body}", "2021-05-06")
    x = mention(a, "drove", "crowd_control", time=time("2021-05-03"))
    y = mention(b, "drove", "crowd_control")
    result = reconcile([a, b], [x, y], [], [])
    (one,) = result.incidents
    assert one.origins == 1
    y = mention(b, "drove", "crowd_control", time=time("2021-05-06"))
    assert groups([a, b], [x, y]) == [["a"], ["b"]]


def test_the_same_sentence_of_two_originators_is_not_enough():
    line = "Nobody claimed the attack that came at dawn."
    a, b = report("a", f"{line}\n{filler('a')}", "2021-05-03"), report("b", f"{line}\n{filler('b')}", "2021-05-20")
    assert groups([a, b], [mention(a, "attack", "assault"), mention(b, "attack", "assault")]) == [["a"], ["b"]]


# Tolls and voices


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The bombings killed 247 people in Kenya and 10 in Uganda.", "247"),
        ("Of those killed, 11 died in Uganda.", "11"),
        ("It said 3 of the rockets fell short.", "3"),
    ],
)
def test_a_part_of_a_toll_is_told_from_the_whole(text, number):
    source = report("r", text)
    told = mention(source, "killed" if "killed" in text else "said", "bombing")
    assert is_part(text, told, count(source, number, int(number)))
    whole = report("w", "The bombings killed 257 people in Kenya and Uganda.")
    assert not is_part(whole.text, mention(whole, "killed", "bombing"), count(whole, "257", 257))


def test_a_part_of_a_toll_is_no_quarrel_with_the_whole():
    a, x = double("a", "The bombings on May 3 killed 247 people in Kenya and 10 in Uganda.", "2021-05-09",
                  when="May 3", days=["2021-05-03"], killed="247 people")  # fmt: skip
    b, y = double("b", "The bombings on May 3 killed 257 people in Kenya and Uganda.", "2021-05-09", when="May 3",
                  days=["2021-05-03"], killed="257 people")  # fmt: skip
    result = reconcile([a, b], [x, y], [], [])
    assert len(result.incidents) == 1
    assert result.disagreements == ()


def test_numbers_that_quarrel_and_numbers_that_rose_are_told_apart():
    tolls = [("a", "2021-05-04", 3), ("b", "2021-05-06", 11), ("c", "2021-05-06", 14)]
    made = [telling(name, f"Shells hit Falcon market in Mosul on May 3, killing {n} people.", day, "Shells", "shelling",
                    target="Falcon market", when="May 3", days=["2021-05-03"], where="Mosul", killed=f"{n} people")
            for name, day, n in tolls]  # fmt: skip
    found = reconcile([r for r, _ in made], [m for _, m in made], [], []).disagreements
    sides = {one.kind: {side.value for side in one.sides} for one in found}
    assert sides == {"value": {"11", "14"}, "updated": {"3", "11", "14"}}


def test_a_confirmation_beside_a_denial_by_one_voice_is_no_admission():
    text = "Police confirmed the attack and denied that officers were behind it."
    source = report("r", text)
    told = [
        statement(source, "Police", "the attack", "asserts"),
        statement(source, "Police", "that officers were behind it", "denies"),
    ]
    assert reconcile([source], [], told, []).disagreements == ()


def test_ownership_is_no_admission():
    text = "Officers took him away, said Dawn, a paper owned by the ruling party, which denied nothing."
    source = report("r", text)
    assert reconcile([source], [], [statement(source, "Dawn", "Officers took him away")], []).disagreements == ()


def test_denials_of_one_voice_in_two_reports_are_no_dispute():
    made = []
    for name in "ab":
        text = f"The ministry denied any role in the bombing of the Falcon mission on May 3.\n{filler(name)}"
        source = report(name, text, "2021-05-04")
        told = mention(source, "bombing", "bombing", time=when(source, "May 3", "2021-05-03"),
                       actors=(actor(source, "recipient", "Falcon mission", "facility"),))  # fmt: skip
        denial = statement(source, "ministry", "any role in the bombing", "denies", mentions=(told.mention_id,))
        made.append((source, told, denial))
    result = reconcile([r for r, _, _ in made], [m for _, m, _ in made], [s for _, _, s in made], [])
    assert len(result.incidents) == 1
    assert result.disagreements == ()
