"""One deed told in several words, sentences and kinds is one event; another of the same day is another."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.model import Mention, Published, Report
from dragoman.reading import Reader

_DAY = date(2023, 5, 19)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def told(reader: Reader, text: str) -> dict[str, Mention]:
    """Mentions by the trigger's word; the first mention of a word counts."""
    report = Report(text, "x", published=Published(_DAY, _DAY, "day", "given"))
    return {m.trigger.text: m for m in reversed(reader.read(report).mentions)}


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        # A crowd's doings, whatever word they are told by.
        ("Students marched to the Omani embassy and tried to set fire to its gate.", "marched", "set"),
        ("Stones were thrown and a bus burned in front of the court.", "thrown", "burned"),
        ("Rallies were held outside the mission on Monday. Protesters threw bottles.", "Rallies", "threw"),
        # A fight and its captives, a shot and the robbery that it was a part of.
        ("Troops destroyed a column near Faya, killing 40 and capturing 12.", "killing", "capturing"),
        ("A UN car was shot at near Gao in an attempted hijacking.", "shot", "hijacking"),
        # The harm and what it was the result of.
        ("A clerk was killed as a result of a bomb explosion in Lima.", "explosion", "explosion"),
        ("The attack was launched from a van, from which men threw three grenades.", "attack", "threw"),
        ("Guerrillas attacked the mayor's home, killing a guard. Youths shot at the guards.", "attacked", "shot"),
        ("Gunmen killed nine in Kwari on Friday. The attackers rode in at dusk, shooting boys.", "killed", "shooting"),
        ("A bomb exploded in a market in Jos. It also destroyed a kiosk.", "exploded", "destroyed"),
        ("Police broke into the Peruvian mission on Friday. Chile condemned the raid.", "broke", "raid"),
        ("Militants fired on a bus in Reasi on Sunday. The Resistance Front claimed the attack.", "fired", "attack"),
    ],
)  # fmt: skip
def test_one_deed(reader: Reader, text: str, first: str, second: str) -> None:
    found = told(reader, text)
    assert found[first].event_id == found[second].event_id


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("A convoy was fired on in Juba on May 7. The same day a priest was beaten in his house.", "fired", "beaten"),
        ("A convoy was fired on in Juba; nobody was hurt. A priest was assaulted.", "fired", "assaulted"),
        ("Gunmen shot five guards on May 7. On the same evening police opened fire on two cars.", "shot", "opened"),
        ("Marches began after two lawyers were murdered in Lome.", "Marches", "murdered"),
        ("Troops killed 20 people on Friday. The air strikes of Friday in Hama razed a mill.", "killed", "strikes"),
        ("Rebels overran a post on Friday; ten soldiers were killed. Jets struck Hama on Friday.", "overran", "struck"),
        ("Students marched and forced the guards to open fire.", "marched", "open"),
        ("Two men were shot dead in the riots.", "shot", "riots"),
        ("A shop was looted in Lae. In Wau, crowds broke into shops and set a mill alight.", "looted", "broke"),
    ],
)
def test_another_deed(reader: Reader, text: str, first: str, second: str) -> None:
    found = told(reader, text)
    assert first not in found or second not in found or found[first].event_id != found[second].event_id


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("Raiders burned the governor's forecourt.", "burned", "arson"),
        ("Two missiles narrowly missed a cargo plane.", "missed", "shelling"),
        ("Ten men climbed on to the roof of the Omani embassy.", "climbed", "storming"),
        ("Masked men entered the garden of the consul's residence.", "entered", "storming"),
        ("Two F-16s struck a depot near Raqqa.", "struck", "air_strike"),
        ("A crowd threw petrol bombs at the town hall.", "threw", "arson"),
        ("The envoy was pushed to the ground by guards.", "pushed", "assault"),
        ("Militias fought over the airport of Sebha.", "fought", "armed_clash"),
        ("Gunmen attacked a market in Bokkos.", "attacked", "assault"),
        ("Ten of the escaped prisoners were recaptured.", "recaptured", "arrest"),
        ("The president was taken away by an army helicopter.", "taken", "evacuation"),
    ],
)
def test_what_it_was(reader: Reader, text: str, word: str, kind: str) -> None:
    assert told(reader, text)[word].kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "The airline stopped its flights and took them up again on Thursday.",
        "The wounded man was taken to hospital by rebels.",
        "The bank attacked the mass market with cheap loans.",
        "Officers of the RAID have landed on the island.",
        "He told a rally in the capital that he would not resign.",
        "Children climbed on to the roof of the barn.",
        "Tourists entered the garden of the museum.",
        "The plan missed its target.",
        "Engineers climbed the wall of debt.",
    ],
)
def test_no_deed(reader: Reader, text: str) -> None:
    groups = {kind: entry.group for kind, entry in reader.events.book.kinds.items()}
    assert not [m.kind for m in told(reader, text).values() if groups[m.kind] in ("violence", "coercion", "protest")]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Gunmen killed nine people in Kwari on Friday.\n\nThe UN accused the army of mass murder.", "murder"),
        ("Troops killed nine people on Friday, three days after the crackdown.", "crackdown"),
        ("Police blame the Front, which is said to be rich and holds two hostages.", "holds"),
    ],
)
def test_only_named(reader: Reader, text: str, word: str) -> None:
    found = told(reader, text)
    assert word not in found or found[word].background


def test_stones_are_no_series(reader: Reader) -> None:
    assert not told(reader, "Youths had thrown stones at the mission.")["thrown"].series
    assert told(reader, "Militants have attacked embassies.")["attacked"].series
