"""Whose words a report is made of: labels of turns, issuers, authors; and rumours, which nobody stands behind."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import Reading, Report
from dragoman.reading import Reader
from dragoman.reading.labels import labels_of
from dragoman.reading.segment import paragraphs, segment

TRANSCRIPT = """ANNA OKORO, ANCHOR: Good evening. Three bridges were blown up in the delta. Minister, what happened?

PETER MBEKI, TRANSPORT MINISTER: It was sabotage. I ordered the river police to close the ferries.

OKORO: Who did it?

MBEKI: I don't know. We are told to be patient.

(BEGIN VIDEO CLIP)

ROSA DIALLO (through translator): My brother was on that bridge.

(END VIDEO CLIP)

OKORO: We'll be right back."""

INTERVIEW = """The harbour chief speaks

Captain Joana Reyes spoke to the paper on Sunday.

Q: Was the pier mined?

A: The pier was mined in May. We have cleared it.

Q: When will the port open?

A: On Friday, if the sea lets us."""

STATEMENT = """PRESS RELEASE
Ministry of Ports and Fisheries
3 May 2019

Gunmen attacked the lighthouse at Kanda on Wednesday. We have closed our office in the harbour.

The governor said that the road was safe."""

THREAD = """@delta_eyes · thread, 4 posts · 2 Aug 2016, 7:15 PM

1/ Shots at the customs house in Bissora tonight.

2/ I counted eleven bursts on the tape.

3/ The customs office says nobody was hurt."""


@lru_cache(maxsize=1)
def reader() -> Reader:
    return Reader.load()


@lru_cache(maxsize=16)
def read(text: str, kind: str = "news") -> Reading:
    return reader().read(Report(text=text, external_id="t", kind=kind))


def speaker(text: str, words: str, kind: str = "news") -> str | None:
    """Who is told to say the statement that holds some words."""
    for said in read(text, kind).statements:
        if words in said.text and said.source is not None:
            return said.source.name or said.source.text
    return None


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (TRANSCRIPT, "It was sabotage", "Peter Mbeki"),
        (TRANSCRIPT, "close the ferries", "Peter Mbeki"),
        (TRANSCRIPT, "be patient", "Peter Mbeki"),
        (TRANSCRIPT, "on that bridge", "Rosa Diallo"),
        (INTERVIEW, "The pier was mined", "Joana Reyes"),
        (STATEMENT, "Gunmen attacked the lighthouse", "Ministry of Ports and Fisheries"),
        (STATEMENT, "We have closed our office", "Ministry of Ports and Fisheries"),
        (STATEMENT, "the road was safe", "governor"),
        (THREAD, "eleven bursts", "@delta_eyes"),
        (THREAD, "nobody was hurt", "customs office"),
    ],
)
def test_the_label_the_issuer_or_the_author_speaks(text: str, words: str, name: str) -> None:
    assert name in (speaker(text, words) or "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TRANSCRIPT, "Three bridges were blown up"),
        (TRANSCRIPT, "Who did it"),
        (INTERVIEW, "When will the port open"),
        (THREAD, "Shots at the customs house"),
        ("Gunmen attacked the lighthouse. We have closed our office.", "We have closed our office"),
    ],
)
def test_who_tells_the_news_or_asks_makes_no_statement(text: str, words: str) -> None:
    assert speaker(text, words) is None


def test_we_of_an_issuer_is_the_doer() -> None:
    (closure,) = [m for m in read(STATEMENT).mentions if m.kind == "closure"]
    assert "Ministry of Ports and Fisheries" in {party.name for party in closure.actors if party.role == "actor"}


@pytest.mark.parametrize(
    "text",
    [
        "Location: Bissora\n\nKilled: 3\n\nInjured: 9\n\nWeapon: rifles",
        "KIRA: two dead\n\nLast night the mill burned.",
        "Update: the road is open.\n\nUpdate: the road is shut.\n\nNote: times are local.",
        "Summary: the mill burned.\n\nThe police came late.",
    ],
)
def test_fields_and_headings_are_no_labels_of_speech(text: str) -> None:
    assert labels_of(text, paragraphs(text)) == {}


def test_a_label_and_a_number_stand_outside_their_sentence() -> None:
    words = [TRANSCRIPT[s.span.start : s.span.end] for s in segment(TRANSCRIPT)]
    assert "It was sabotage." in words and "PETER MBEKI, TRANSPORT MINISTER:" in words
    assert "Shots at the customs house in Bissora tonight." in [
        THREAD[s.span.start : s.span.end] for s in segment(THREAD)
    ]


@given(st.text(alphabet='ABab :.,()?\n"QA1/•', max_size=120))
def test_labels_of_any_text_stand_where_they_say(text: str) -> None:
    paras = paragraphs(text)
    for number, label in labels_of(text, paras).items():
        assert paras[number].start <= label.span.start <= label.name.start < label.name.end <= label.span.end
    for one in segment(text):
        assert 0 <= one.span.start < one.span.end <= len(text)


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("A rumour that rebels had stormed the prison in Kanda turned out to be a film shoot.", "storming", "denied"),
        ("A rumour that rebels had stormed the prison turned out to be true.", "storming", "occurred"),
        ("There were rumours that soldiers had shot ten students.", "shooting", "possible"),
        ("A message going round on WhatsApp that the mission was evacuated by boat is false.", "evacuation", "denied"),
        ("Posts on Facebook claiming that rebels had stormed the mill are fake.", "storming", "denied"),
        ("The claim that soldiers shot ten students is a hoax, the ministry said.", "shooting", "denied"),
        ("Untrue: rebels stormed the mill on Monday.", "storming", "denied"),
        ("Talk in the market was that gunmen had killed the mayor. That is not true.", "assault", "denied"),
        ("Talk in the market was that gunmen had killed the mayor. The shops closed.", "assault", "possible"),
        ("Reports on Telegram that the army had shelled the clinic could not be confirmed.", "shelling", "possible"),
        ("The page shared, as proof of a massacre in Kanda, a photo of a play.", "assault", "possible"),
        ("The ministry's statement that soldiers shot ten students was read on radio.", "shooting", "occurred"),
        ("A report by the commission said that soldiers had shot ten students.", "shooting", "occurred"),
        ("He told reporters that gunmen had killed the mayor.", "assault", "occurred"),
    ],
)
def test_a_rumour_never_counts_as_happened(text: str, kind: str, status: str) -> None:
    assert (kind, status) in {(mention.kind, mention.status) for mention in read(text).mentions}


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("The health ministry's count of the dead stood at 41 on Monday.", "stood at 41", "health ministry"),
        ("Government figures stop at 17.", "stop at 17", "Government"),
        ("There were rumours in Kanda that soldiers had shot ten students.", "had shot ten", "rumours"),
        ("A message going round on WhatsApp that the mill had burned is false.", "the mill had burned", "message"),
        ("Kanda live\n\n15:10 Interior Minister Rosa Diallo: the bridge is shut.", "the bridge is shut", "Rosa Diallo"),
        ("Interior ministry this morning: the ban on boats stands.", "the ban on boats", "nterior ministry"),
    ],
)
def test_counts_rumours_and_labels_have_their_speaker(text: str, words: str, name: str) -> None:
    assert name in (speaker(text, words) or "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Footage of the bridge circulating online was false.", "the bridge"),
        ("The number of the house stood at 41.", "stood at 41"),
        ("The price of fuel: a history.", "a history"),
    ],
)
def test_a_thing_shown_or_counted_is_nobodys_word(text: str, words: str) -> None:
    assert speaker(text, words) is None


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Two drivers pleaded not guilty to arson in Kanda.", "denies"),
        ("The villagers do not recognize that description of the night.", "doubts"),
        ("The mayor swears that he did not know of the boats.", "denies"),
        ('"There was no demonstration at the mill," the mayor said.', "denies"),
        ('"There was no time to lose at the mill," the mayor said.', "asserts"),
        ("The mayor insists that the bridge is safe.", "asserts"),
    ],
)
def test_what_was_not_is_denied(text: str, stance: str) -> None:
    assert stance in {said.stance for said in read(text).statements}
