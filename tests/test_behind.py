"""What stands behind a line: why tellings were joined, whose copies they are, who speaks of its own deeds, chains."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.brief import outline, render, show
from dragoman.brief.chains import chain_of, chains
from dragoman.brief.interest import MARK, interests
from dragoman.cli.app import app
from dragoman.errors import NotFound
from dragoman.ledger import Filters, Ledger
from dragoman.model import Actor, Evidence, Incident, Interval, Link, Party
from dragoman.reading import Reader
from dragoman.settings import Settings

COPIED = (
    "Rockets fired by Kataib Hezbollah hit a base near Kirkuk on Friday, killing an American contractor, police said. "
    "The governor of the province visited the base in the evening and promised that the attackers would be found."
)
TEXTS = {
    "herald": COPIED,
    "post": COPIED.replace("promised", "said again"),
    "gazette": (
        "An American contractor was killed when rockets hit a base near Kirkuk on Friday. "
        "On Sunday American planes bombed Kataib Hezbollah in Syria in response to the rocket attack near Kirkuk. "
        "Kataib Hezbollah denied that it had fired the rockets at the base near Kirkuk on Friday."
    ),
}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    folder = tmp_path_factory.mktemp("behind")
    records = ({"id": name, "text": text, "published": "2019-12-30"} for name, text in TEXTS.items())
    lines = "".join(f"{json.dumps(record)}\n" for record in records)
    (folder / "in.jsonl").write_text(lines, encoding="utf8")
    with Ledger.open(folder / "a.ledger", reader=Reader.load(Settings(), by_sentence=True)) as made:
        made.add([folder / "in.jsonl"])
        yield made


def joined(ledger: Ledger) -> Incident:
    (found,) = [one for one in ledger.incidents(kind="shelling") if len(one.reports) == 3]
    return found


def test_why_tellings_were_joined_is_told(ledger: Ledger) -> None:
    incident = joined(ledger)
    assert incident.origins == 2
    told = ledger.joined(incident.incident_id)
    assert len(told) == 2
    assert {"same words"} < {reason for one in told for reason in one.reasons}
    assert all(one.by_itself for one in told)
    page = show(ledger, incident.incident_id)
    assert "Why joined" in page
    with pytest.raises(NotFound):
        ledger.joined("inc-nothing")


def test_origins_are_told_with_the_reason_of_a_copy(ledger: Ledger) -> None:
    page = show(ledger, joined(ledger).incident_id)
    part = page[page.index("\nOrigins") :]
    assert "herald" in part and "post" in part
    assert "of their wording" in part
    assert "because" in show(ledger, "herald")


def test_a_chain_is_shown_from_either_end(ledger: Ledger) -> None:
    (link,) = [one for one in ledger.links() if one.relation == "response_to"]
    for end in (link.from_id, link.to_id):
        page = show(ledger, end)
        assert "Chain, as told" in page
        assert "answered by" in page
        assert "← this one" in page


# Chains


def incident(name: str, day: str) -> Incident:
    return Incident(
        name, "assault", None, "occurred", False, False, (), None,
        Interval(date.fromisoformat(day), date.fromisoformat(day), "day"),
        None, None, None, None, (), name, (), 1, (), (), "best_supported",
    )  # fmt: skip


def answer(a: str, b: str, relation: str = "response_to") -> Link:
    return Link(f"lnk-{a}{b}", a, b, relation, "stated", None, (Evidence("r", 0, 1, "x"),))  # type: ignore[arg-type]


DAYS = {"attack": "2019-12-27", "strike": "2019-12-29", "storming": "2019-12-31", "killing": "2020-01-03"}
INCIDENTS = {name: incident(name, day) for name, day in DAYS.items()}
LINKS = [answer("strike", "attack"), answer("storming", "strike"), answer("killing", "storming")]


@pytest.mark.parametrize("start", list(DAYS))
def test_a_chain_is_whole_wherever_one_looks_from(start: str) -> None:
    chain = chain_of(start, LINKS, INCIDENTS)
    assert [(depth, one.incident_id) for depth, one, _ in chain] == list(enumerate(DAYS))
    assert chain[0][2] is None and all(link is not None for _, _, link in chain[1:])


def test_sequence_and_parts_make_no_chain() -> None:
    assert chain_of("attack", [answer("strike", "attack", "part_of")], INCIDENTS) == []
    assert chain_of("killing", LINKS[:1], INCIDENTS) == []
    assert chains(LINKS[:1], list(INCIDENTS.values())) == []
    assert len(chains(LINKS[:2], list(INCIDENTS.values()))) == 1


def test_deeds_that_answer_each_other_end() -> None:
    ring = [*LINKS, answer("attack", "killing")]
    assert [one.incident_id for _, one, _ in chain_of("strike", ring, INCIDENTS)] == list(DAYS)


# Who speaks of its own deeds


def test_a_party_and_its_officials_are_interested() -> None:
    brigade = Party("actor", "Grey Brigade", "group", "grey-brigade", ("Grey Brigade",))
    state = Party("recipient", "Freedonia", "country", "FRD", ("Freedonia",), country="FRD")
    shelled = replace(INCIDENTS["attack"], actors=(brigade, state))
    asked = interests(
        [
            Actor("grey-brigade", "Grey Brigade", "group", sector="REB"),
            Actor("ann", "Ann Minister", "person", sector="GOV", country="FRD"),
            Actor("bob", "Bob Writer", "person", sector="JRN", country="FRD"),
        ]
    )
    assert asked("Grey Brigade", shelled) and asked("grey-brigade", shelled) and asked("Ann Minister", shelled)
    assert not asked("Bob Writer", shelled)
    assert not asked("nobody known", shelled)
    assert not asked("Grey Brigade", None)


def test_the_mark_stands_beside_a_speaker(ledger: Ledger) -> None:
    page = show(ledger, joined(ledger).incident_id)

    assert f"({MARK})" in page


# The brief and its filters


def test_the_brief_counts_what_a_person_rejected(ledger: Ledger, tmp_path: Path) -> None:
    assert "rejected by a person" not in render(outline(ledger))
    strike = next(iter(ledger.incidents(kind="air_strike")))
    made = ledger.correct("reject", strike.incident_id, by="ana", reason="a drill")
    assert "1 incident rejected by a person, not shown" in render(outline(ledger))
    assert "rejected by a person" not in render(outline(ledger, Filters.of(kind="posture")))
    ledger.correct("undo", made.correction_id, by="ana")


@pytest.mark.parametrize(
    ("name", "code"),
    [("Iraq", "IQ"), ("iq", "IQ"), ("IRQ", "IQ"), ("the Netherlands", "NL"), ("United States", "US"), ("usa", "US")],
)
def test_a_country_by_any_of_its_names(name: str, code: str) -> None:
    assert Filters.of(country=name).country == code


@pytest.mark.parametrize(
    ("name", "hint"), [("Irak", "Iraq"), ("Narnia", "no country"), ("Baghdad City", "write its name")]
)
def test_an_unknown_country_is_an_error_of_usage_with_near_names(name: str, hint: str, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=hint):
        Filters.of(country=name)
    done = CliRunner().invoke(app, ["brief", "--country", name, "--ledger", str(tmp_path / "a.ledger")])
    assert done.exit_code == 2
