"""Who says otherwise: denials and accusations, rejected claims, second numbers, bluffs; read from whole reports."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.model import Published, Report
from dragoman.reading import Reader
from dragoman.reconcile import reconcile


@pytest.fixture(scope="module")
def reader():
    return Reader.load()


def told(reader, *texts, days=None):
    """Disagreements of some reports, by field."""
    readings = []
    for number, text in enumerate(texts):
        day = (days or ["2021-05-04"] * len(texts))[number]
        when = Published(date.fromisoformat(day), date.fromisoformat(day), "day", "given")
        readings.append(reader.read(Report(text=text, external_id=f"r{number}", published=when)))
    result = reconcile(
        [r.report for r in readings],
        [m for r in readings for m in r.mentions],
        [s for r in readings for s in r.statements],
        [link for r in readings for link in r.links],
    )
    return {one.field: one for one in result.disagreements}


def speakers(found):
    return {speaker for side in found.sides for speaker in side.speakers}


def values(found):
    return {side.value for side in found.sides}


ROCKETS = "Nine rockets were fired at the French embassy in Tripoli on Monday night, the interior ministry said."


def test_a_denial_stands_against_the_accusation_of_another_in_the_same_report(reader):
    text = (
        f"{ROCKETS} Foreign Minister Paul Renard blamed the Eastern Brigades. The Southern Front denied any role in it."
    )
    found = told(reader, text)["actor"]
    assert found.kind == "attribution"
    assert any("Renard" in name for name in speakers(found))
    assert any(value.startswith("denied") for value in values(found))


def test_a_denial_without_accuser_or_of_another_matter_is_no_disagreement(reader):
    assert "actor" not in told(reader, f"{ROCKETS} The Southern Front denied any role in it. No group has claimed it.")
    assert "actor" not in told(reader, f"{ROCKETS} The Southern Front denied that it had run out of money.")


def test_a_rejected_claim_stands_against_who_made_it(reader):
    text = "Radio Barka said at least 40 soldiers were killed in the attack on the base. The army rejected the claim."
    (found,) = told(reader, text).values()
    assert {len(side.evidence) for side in found.sides} == {1}
    assert len(speakers(found)) == 2


def test_what_is_rejected_is_a_claim_and_not_a_demand(reader):
    text = "The union urged the army to leave the town. The army rejected the offer."
    assert told(reader, text) == {}


def test_nobody_harmed_stands_against_the_dead_of_the_same_people(reader):
    text = (
        "Rebels fired missiles at a base of Italian troops on Monday.\n\n"
        '"No Italians were harmed in the attack," Defence Minister Carlo Bruni said.\n\n'
        "Rebel radio said that at least 30 Italian soldiers were killed in the attack."
    )
    found = told(reader, text)["killed"]
    assert values(found) == {"0", "at least 30"}


def test_nobody_of_one_side_is_no_quarrel_with_the_dead_of_another(reader):
    text = (
        "Rebels fired missiles at the base on Monday.\n\n"
        '"No Italians were harmed in the attack," Defence Minister Carlo Bruni said.\n\n'
        "The governor said that three Libyan guards were killed in the attack."
    )
    assert "killed" not in told(reader, text)


def test_a_second_number_of_another_speaker_is_a_disagreement(reader):
    text = "Six guards were wounded in the attack, the police said; a hospital source put the number at nine."
    found = told(reader, text)["injured"]
    assert found.kind == "value"
    assert values(found) == {"6", "9"}
    assert "a hospital source" in speakers(found)


def test_a_number_that_its_own_report_replaces_is_updated(reader):
    text = "The bombing of the market killed 31 people, the mayor said. An earlier report gave the number as 12."
    found = told(reader, text)["killed"]
    assert (found.kind, values(found)) == ("updated", {"12", "31"})
    text = "Air strikes on the camp killed 25 fighters, up from the 19 dead it had reported, the Northern Front said."
    found = told(reader, text)["killed"]
    assert (found.kind, values(found)) == ("updated", {"19", "25"})


def test_injuries_diagnosed_after_an_attack_are_its_injured(reader):
    text = "The army said that 50 soldiers had been diagnosed with brain injuries after the missile attack on the base."
    counts = {m.injured.best for m in reader.read(Report(text=text, external_id="a")).mentions if m.injured}
    assert counts == {50}


def test_who_is_not_hurt_is_not_counted(reader):
    text = "The minister was not hurt in the bombing."
    assert not [m for m in reader.read(Report(text=text, external_id="a")).mentions if m.injured]


def test_a_total_is_no_quarrel_with_the_dead_named_beside_it(reader):
    text = "A drone strike killed General Omar Fadel in Tripoli on Monday. The ministry said ten people died in all."
    assert "killed" not in told(reader, text)


def test_a_threat_stands_against_who_calls_it_a_bluff(reader):
    text = (
        "President Lena Orsova threatened to close the embassy in Tripoli unless the shelling stopped.\n\n"
        "A European diplomat called the threat a bluff and said no decision had been made."
    )
    found = told(reader, text)["earnest"]
    assert len(found.sides) == 2
    assert any("diplomat" in name for name in speakers(found))


def test_whom_quoted_words_name_did_not_speak_them(reader):
    text = 'Karl Miller, a former officer, said the war was lost. "They won when we ousted Saddam Hussein," he said.'
    sources = {s.source.name for s in reader.read(Report(text=text, external_id="a")).statements if s.source}
    assert sources == {"Karl Miller"}


def test_the_town_of_a_dateline_is_no_party(reader):
    text = "TRIPOLI, May 3, 2021 (Harbour Wire) - Supporters of the Southern Front broke into the compound on Monday."
    actors = {actor.name for m in reader.read(Report(text=text, external_id="a")).mentions for actor in m.actors}
    assert "Libya" not in actors
