"""Stances: what is done by saying it, in sentences of this test's own; half of them only sound like it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from dragoman.model import Report
from dragoman.reading import Reader
from dragoman.reading.statements import StatementReader


@lru_cache(maxsize=1)
def reader() -> Reader:
    return Reader.load()


SAID = [
    ("asserts", "The president announced that all staff would leave the country at once."),
    ("asserts", "The ministry said there will be an inquiry."),
    ("predicts", "The minister said the rebels would attack the town."),
    ("predicts", "The minister said the currency would collapse."),
    ("predicts", "The scholar said the talks would resume in May."),
    ("asserts", '"Who will feed my children," the widow said.'),
    ("warns", '"Do not travel to the coast because of the risk of kidnapping," the ministry said.'),
    ("demands", '"Stay at home," the governor said.'),
    ("asserts", '"Go was what they said," the nurse said.'),
    ("predicts", "The Kenyan army said that al-Shabaab would strike Nairobi again."),
    ("threatens", "The Iranian foreign minister said the Iranian army would strike back."),
    ("asserts", "The foreign ministry said its consul would work from Dakar until further notice."),
    ("asserts", "Sweden and Norway have said that they will quit the force."),
    ("asserts", "The interior minister said the prisoners would be moved on Friday."),
    ("predicts", "Analysts say the government will fall within weeks."),
    ("predicts", "The minister said the war would last for years."),
    ("predicts", "The mayor said the river could flood the camp."),
    ("promises", '"We will rebuild every school," the governor said.'),
    ("predicts", '"We will be dead by Monday," a resident said.'),
    ("threatens", '"We shall hunt down every one of them," the general said.'),
    ("threatens", "The president said the army would retaliate at once."),
    ("threatens", "The prime minister said the border would be closed if rebels crossed the river."),
    ("denies", "The president said he would not accept a single foreign soldier."),
    ("denies", "The police maintain that no officer fired."),
    ("denies", "The mayor said that he knew of no such order."),
    ("denies", "The company said no such payment had been made."),
    ("denies", "The general insisted that nobody had given an order."),
    ("denies", '"I have found zero evidence of a blockade," the monitor wrote.'),
    ("denies", "The minister called the figure imaginary."),
    ("denies", '"We reject the findings of the report," the envoy said.'),
    ("demands", '"We call on both sides to lay down their arms," the bishop said.'),
    ("demands", '"I ask our neighbours to help us," the king told parliament.'),
    ("demands", "The embassy told its citizens to leave the province."),
    ("demands", "The consulate advised travellers not to visit the coast."),
    ("demands", "The union wants the minister to resign."),
    ("warns", "The embassy told Americans to avoid the port because of the risk of kidnapping."),
    ("promises", '"We assure all missions that no harm will come to them," the commander said.'),
    ("promises", "The king swore to protect the shrine."),
    ("threatens", "The militia swore to avenge its dead."),
    ("asserts", "The mayor called the plan a trick."),
    ("asserts", "The opposition criticised the threat."),
    ("asserts", "The agency says the true toll is likely higher than 40."),
    ("predicts", "The agency says the toll is likely to rise."),
    ("asserts", "The minister said the dead could have been saved."),
    ("claims_responsibility", "The Red Hand bombed the bridge on Monday. The Red Hand claimed it."),
    ("asserts", "He told me to my face that the road was open."),
    ("asserts", "The minister said that officers had been found in the cells."),
    ("asserts", "These are local boys of the cell, the officer said."),
    ("asserts", "The embassy will stay open, the ambassador said."),
    ("asserts", "The minister wants to resign."),
    ("asserts", "No decision has been taken, the ministry said."),
    ("doubts", "The envoy said he doubted the army's account."),
    ("warns", "The bishop said he feared a massacre."),
    ("asserts", "The officer told the court that he had not slept."),
]


@pytest.mark.parametrize(("stance", "text"), SAID)
def test_stance(stance: str, text: str) -> None:
    found = reader().read(Report(text=text, external_id="stance")).statements
    assert [one.stance for one in found][-1:] == [stance], [(one.stance, one.text) for one in found]


FAMILIES = [
    ("denies", "The ministry rubbished the report of a massacre."),
    ("denies", "The general poured scorn on the claim that his men had fled."),
    ("denies", "The army dismissed the report as propaganda."),
    ("denies", "The governor hit back at the accusation, calling it a lie."),
    ("denies", "The minister walked back his remark that troops had left."),
    ("denies", "The firm refuted allegations that it had paid the militia."),
    ("denies", "The mayor scotched rumours that the hospital would close."),
    ("denies", "The palace quashed rumours that the king had fled."),
    ("denies", "The ministry shot down the suggestion that police had fired."),
    ("denies", "The spokesman brushed aside the report."),
    ("denies", "The bishop disavowed the letter."),
    ("denies", "The ministry shrugged off claims of torture."),
    ("denies", "The junta brushed off criticism of the arrests."),
    ("denies", "The army disputed the toll."),
    ("denies", "The government contested the account of the villagers."),
    ("denies", "The minister took issue with the figure of 200 dead."),
    ("denies", "The police threw cold water on the theory of a bomb."),
    ("denies", "The army branded the video a fake."),
    ("denies", "The president laughed off the rumour of a coup."),
    ("denies", "The embassy set the record straight, saying nobody had been evacuated."),
    ("denies", "The cabinet waved away reports of a split."),
    ("denies", "Kigali bristled at the charge and rejected it."),
    ("doubts", "The opposition cast doubt on the official toll."),
    ("doubts", "Diplomats voiced scepticism about the truce."),
    ("doubts", "Residents questioned whether the shells had come from the hill."),
    ("doubts", "Experts are sceptical that the ceasefire will hold."),
    ("doubts", "The commission was not convinced that the rebels had fired first."),
    ("doubts", "The judge found the confession implausible."),
    ("doubts", "The envoy expressed doubts about the vote."),
    ("doubts", "The paper queried the army's version."),
    ("doubts", "Two officials disbelieve the account."),
    ("warns", "The agency cautioned that the dam could burst."),
    ("warns", "The embassy issued a warning of attacks on hotels."),
    ("warns", "The agency sounded the alarm over the famine."),
    ("warns", "The bishop raised the spectre of civil war."),
    ("warns", "The ministry alerted residents to the danger of mines."),
    ("warns", "The United Nations voiced alarm at the fighting."),
    ("warns", "The charity fears that the camp will be shelled."),
    ("warns", "The mission put its staff on alert for kidnappings."),
    ("warns", "The envoy spoke of a growing danger of war."),
    ("threatens", "The rebels threatened to shell the port."),
    ("threatens", "The commander issued an ultimatum to the town."),
    ("threatens", "The militia swore revenge for the killings."),
    ("threatens", "The group vowed revenge."),
    ("threatens", "The president said there would be consequences."),
    ("threatens", "The general promised a crushing response to any attack."),
    ("threatens", "The army warned that it would crush the revolt."),
    ("threatens", "The cartel put a price on the mayor's head."),
    ("threatens", "The militia reserved the right to strike back."),
    ("threatens", "The leader served notice that his men would take the capital."),
    ("threatens", "The junta gave the envoys a 48-hour ultimatum."),
    ("threatens", "The sheikh vowed to make the invaders pay."),
    ("demands", "The envoy urged restraint."),
    ("demands", "The two powers urged calm on both sides."),
    ("demands", "The union called for the minister's resignation."),
    ("demands", "The opposition clamoured for an inquiry."),
    ("demands", "The council appealed for calm."),
    ("demands", "The bishops pleaded with the rebels to free the girls."),
    ("demands", "The court ordered the release of the editor."),
    ("demands", "Families implored the army to hold its fire."),
    ("demands", "The bloc insisted on the withdrawal of the troops."),
    ("demands", "The ministry told staff to stay at home."),
    ("demands", "The embassy advised its nationals against travel to the north."),
    ("demands", "The mayor begged residents to leave the valley."),
    ("promises", "The president vowed to rebuild the port."),
    ("promises", "The junta pledged to hold elections within a year."),
    ("promises", "The ministry gave assurances that the staff would be safe."),
    ("promises", "The premier guaranteed the safety of the envoys."),
    ("promises", "The rebels undertook to free the hostages."),
    ("promises", "The king gave his word that the road would be open."),
    ("promises", "The president committed himself to a handover of power."),
    ("promises", "The envoy offered to mediate."),
    ("claims_responsibility", "The group claimed responsibility for the blast."),
    ("claims_responsibility", "The brigade took credit for the raid."),
    ("claims_responsibility", "The movement said it was behind the ambush."),
    ("claims_responsibility", "The rebels admitted carrying out the bombing."),
    ("claims_responsibility", "The cell said that it had planted the bomb."),
    ("claims_responsibility", '"We carried out the attack," the group said.'),
    ("claims_responsibility", "The militia owned the attack in a statement."),
    ("predicts", "The bank forecast a fall in trade."),
    ("predicts", "The general expects the siege to last for months."),
    ("predicts", "Observers foresee a long war."),
    ("asserts", "The commander owned up to the mistake."),
    ("asserts", "The minister doubled down on his claim that the rebels were beaten."),
    ("asserts", "The president paid tribute to the dead."),
    ("asserts", "The minister let slip that talks were under way."),
    ("asserts", "The senator came to the defence of the general."),
    ("asserts", "The coalition pinned the blame on the militia."),
    ("asserts", "The party chief paid tribute to the guards."),
    ("asserts", "The envoy held the militia responsible."),
    ("asserts", "The mayor pinned the fire on looters."),
    ("asserts", "The union spoke out against the curfew."),
    ("asserts", "The king lavished praise on the rescuers."),
]


@pytest.mark.parametrize(("stance", "text"), FAMILIES)
def test_words_of_a_stance_that_the_model_never_met(stance: str, text: str) -> None:
    found = reader().read(Report(text=text, external_id="stance")).statements
    assert [one.stance for one in found][-1:] == [stance], [(one.stance, one.text) for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "The river rose two metres overnight.",
        "The army entered the town at dawn.",
        "The rebels burned the mill.",
        "The minister flew to Malta.",
        "The army shot down a drone over the bay.",
        "He walked back to the embassy at night.",
        "The storm knocked down forty houses.",
        "The company owns the port.",
        "Rebels seized the depot and took back the town.",
        "The surgeon stood by the bed.",
        "Soldiers set out for the border at dawn.",
        "The ministry spelled the name wrong.",
        "Gunmen put a bomb under the bridge.",
        "The general put down his cup.",
        "The patrol hit a mine.",
    ],
)
def test_the_same_words_that_do_other_things_say_nothing(text: str) -> None:
    assert not reader().read(Report(text=text, external_id="stance")).statements


def test_a_users_own_family_of_words_is_heeded(tmp_path: Path) -> None:
    family = '[[family]]\ndescription = "own"\nstance = "denies"\nphrases = ["hoot at"]\n'
    (tmp_path / "cue_families.toml").write_text(family, encoding="utf8")
    text = "The mayor hooted at the report."
    sentences = reader().parsed(Report(text=text, external_id="own"))
    assert not StatementReader.load().read(Report(text=text, external_id="own"), sentences)
    found = StatementReader.load([tmp_path]).read(Report(text=text, external_id="own"), sentences)
    assert [(one.stance, one.text) for one in found] == [("denies", "the report")]
