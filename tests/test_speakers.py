"""Who speaks: inverted verbs of translations, offices and names in commas, whom he, she and "the general" stand for."""

from __future__ import annotations

from functools import lru_cache

import pytest

from dragoman.model import Report, Statement
from dragoman.reading import Reader


@lru_cache(maxsize=1)
def reader() -> Reader:
    return Reader.load()


def said(text: str) -> list[Statement]:
    return list(reader().read(Report(text=text, external_id="speakers")).statements)


def speakers(text: str) -> list[str | None]:
    return [(one.source.name or one.source.text) if one.source else None for one in said(text)]


INVERTED = [
    ("The bridge will stay shut until Monday, informed the Ministry of Transport.", "Ministry of Transport"),
    ('"We regret the loss of life", declared the spokeswoman of the Palace, Marie Dupont.', "Marie Dupont"),
    ("The talks have failed, has announced the official agency Tishreen.", "Tishreen"),
    ("Three policemen died in the ambush, indicated a security source.", "security source"),
    ('"It is a tragedy", let fall the mayor, with a drawn face.', "mayor"),
    ("And added the minister that the border remains closed.", "minister"),
    ("Confirmed the spokesman of the army, Colonel Adam Idris, that the base was attacked at dawn.", "Adam Idris"),
    ("Twelve soldiers were killed, has affirmed Tuesday the ministry of Defence in a communiqué.", "ministry"),
    (
        'The Russian minister Sergei Orlov, waited Tuesday in Algiers, has judged "absurd" the accusations.',
        "Sergei Orlov",
    ),
]


@pytest.mark.parametrize(("text", "speaker"), INVERTED)
def test_who_stands_behind_an_inverted_verb_speaks(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The general returned to the capital, accused the president of treason and left.", "general"),
        ("The rebels entered the town, informed the elders of their demands and hoisted a flag.", "rebels"),
        ("The minister resigned, announced the party congress for June, and flew home.", "minister"),
        ("Rosa Pim, who keeps a shop by the port, told the Daily Post that the guns had stopped.", "Rosa Pim"),
    ],
)
def test_a_row_of_verbs_keeps_its_subject(text: str, speaker: str) -> None:
    assert set(speakers(text)) == {speaker}


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("The hospital received the bodies of seven men, its chief executive, Paki Moro, said.", "Paki Moro"),
        (
            "President Maria Lopez called the vote an insult, and her adviser, Rolando Gomez, said it was void.",
            "Rolando Gomez",
        ),
        ("The minister said that the guard stood by, which Tehran disputes.", "Tehran"),
        ("Gen. José Prado turned to the reporters. The general said it had been staged.", "José Prado"),
        ("Colonel Abu Haidar left. The minister said that he was ill.", "minister"),
        ("Julie Marsh lowered the flag herself. All American staff had left, she said.", "Julie Marsh"),
        ("F-16s watched from above, the press secretary, John Kirk, said. He named no base.", "John Kirk"),
        (
            "At the Saint Thomas mission school the headmistress, Anna Dorval, shut the gates. She said so twice.",
            "Anna Dorval",
        ),
        ('The lawyer Eva Brandt rose. "The policeman died in a traffic of bullets," she said.', "Eva Brandt"),
    ],
)
def test_who_speaks_last(text: str, last: str) -> None:
    assert speakers(text)[-1] == last
