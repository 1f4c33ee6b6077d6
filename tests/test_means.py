"""How a deed was done: frames of bombs, shots and wrecked things; tellings of one event agree on its kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import BadSettings
from dragoman.knowledge.framebook import FrameBook
from dragoman.model import Mention, Published, Reading, Report
from dragoman.reading import Reader
from dragoman.reading.identity import kinds_of_events


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def _read(reader: Reader, text: str) -> Reading:
    return reader.read(Report(text=text, external_id="x", published=Published()))


def _parties(mention: Mention, *roles: str) -> set[str]:
    return {party.text for party in mention.actors if party.role in roles}


@pytest.mark.parametrize(
    ("text", "kind", "hit"),
    [
        ("Masked men launched two bombs against the bakery.", "bombing", "bakery"),
        ("Men on a lorry machinegunned the bishop's car.", "shooting", "car"),
        ("The clerk was riddled with bullets by strangers.", "shooting", "clerk"),
        ("The doctor received two bullet wounds.", "shooting", "doctor"),
        ("Two pylons were toppled by saboteurs.", "destruction", "pylons"),
        ("The rebels blew up a section of the water pipeline.", "bombing", "water pipeline"),
        ("The mayor of Lima was the target of an attack.", "assault", "mayor"),
        ("The rebels burned the library.", "arson", "library"),
        ("The bodies of three students were found with signs of torture.", "assault", "three students"),
    ],
)
def test_a_deed_is_known_by_its_words(reader: Reader, text: str, kind: str, hit: str) -> None:
    told = [mention for mention in _read(reader, text).mentions if mention.kind == kind]
    assert told, text
    assert any(hit in words for mention in told for words in _parties(mention, "recipient", "victim")), told


def test_a_bomb_found_in_time_is_an_attempt_of_nobody_named(reader: Reader) -> None:
    (mention,) = _read(reader, "Soldiers defused a bomb at the market.").mentions
    assert (mention.kind, mention.status, _parties(mention, "actor")) == ("bombing", "attempted", set())


@pytest.mark.parametrize(
    "text",
    [
        "Talks defused the crisis.",
        "The company launched two products against its rival.",
        "Sales reached the target of the plan.",
        "The study was riddled with errors.",
    ],
)
def test_no_deed_is_made_of_other_things(reader: Reader, text: str) -> None:
    assert not [m for m in _read(reader, text).mentions if m.kind in ("bombing", "shooting", "assault")]


AGAIN = "A bomb exploded outside the bank in Quito on Friday. The attack wounded three clerks, the police said."


def test_a_telling_by_a_general_word_takes_the_kind_of_its_event(reader: Reader) -> None:
    told = _read(reader, AGAIN).mentions
    assert len(told) > 1
    assert {mention.event_id for mention in told} == {told[0].event_id}
    assert {mention.kind for mention in told} == {"bombing"}
    assert all(mention.plover is not None and mention.plover.mode == "explosives" for mention in told)


def test_two_sorts_of_means_leave_the_general_word_alone(reader: Reader) -> None:
    book, (first, *_) = reader.events.book, _read(reader, AGAIN).mentions

    def telling(kind: str, **fields: object) -> Mention:
        return Mention(**{name: getattr(first, name) for name in first.__slots__} | {"kind": kind} | fields)  # type: ignore[arg-type]

    one, general = telling("shelling"), telling("assault")
    assert [m.kind for m in kinds_of_events([one, general], book)] == ["shelling", "shelling"]
    assert [m.kind for m in kinds_of_events([telling("bombing"), one, general], book)][-1] == "assault"
    assert [m.kind for m in kinds_of_events([one, telling("assault", event_id="evt-other")], book)][-1] == "assault"
    assert [m.kind for m in kinds_of_events([one, telling("assault", status="threatened")], book)][-1] == "assault"
    assert [m.kind for m in kinds_of_events([telling("explosion"), general], book)] == ["explosion", "explosion"]


def test_an_unknown_kind_of_means_is_said(tmp_path: Path) -> None:
    (tmp_path / "frames").mkdir()
    (tmp_path / "frames" / "modifiers.toml").write_text('means = "sorcery"\n', encoding="utf8")
    with pytest.raises(BadSettings, match="sorcery"):
        FrameBook.load((tmp_path,))


def test_a_spanish_name_without_the_mothers_is_the_same_person(reader: Reader) -> None:
    text = "Juan Soto Diaz, a judge, was shot dead in Lima on Friday. Colleagues of Juan Soto mourned him."
    people = {actor.actor_id for actor in _read(reader, text).actors if actor.type == "person" and "Soto" in actor.text}
    assert len(people) == 1
