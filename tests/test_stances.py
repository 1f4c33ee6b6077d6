"""Stances: what is done by saying it, in sentences of this test's own; half of them only sound like it."""

from __future__ import annotations

from functools import lru_cache

import pytest

from dragoman.model import Report
from dragoman.reading import Reader


@lru_cache(maxsize=1)
def reader() -> Reader:
    return Reader.load()


SAID = [
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
