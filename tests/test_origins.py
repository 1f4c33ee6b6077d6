"""Copies, excerpts and wire stories count as one origin; independent accounts do not."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from tellings import report

from dragoman.reconcile.origins import Agencies, find_origins

AGENCIES = Agencies.load()
STORY = """Rockets struck the edge of an airfield outside Mosul late on Monday, wounding two guards, the provincial
council said. Three of them fell short and burned in a field of barley. The commander of the garrison told reporters
that his men had found the launcher on the back of a lorry parked beside a school, and that its crew had fled before
soldiers came. No group has said that it fired them. It was the fourth time this autumn that the airfield, which
houses foreign advisers, came under fire. The council has asked the government for more watchtowers along the river."""
OTHER = """Residents of a village near the Mosul airfield described a night of fear. "We heard a whistle and then the
windows broke," said a baker. Soldiers closed the road until morning while engineers looked for duds. Two guards were
treated in the town clinic for cuts. The mayor blamed smugglers, a claim the army would not discuss on Tuesday."""


def edited(text: str, seed: int) -> str:
    """A copy with one word in twelve changed and a line of its own."""
    rng = random.Random(seed)
    words = [f"word{rng.randrange(99)}" if rng.random() < 1 / 12 else word for word in text.split()]
    return f"Masthead {seed}\n\n" + " ".join(words)


def origins_of(*reports):
    found = find_origins(reports, AGENCIES)
    return [found.of[one.report_id] for one in reports]


def test_two_accounts_of_one_event_are_two_origins():
    a, b = origins_of(report("a", STORY), report("b", OTHER))
    assert a != b


def test_five_hundred_edited_copies_are_one_origin():
    copies = [report(f"copy{n}", edited(STORY, n), "2021-10-05") for n in range(500)]
    assert len(set(origins_of(report("first", STORY, "2021-10-04"), *copies))) == 1


def test_an_excerpt_is_of_the_origin_of_the_whole():
    excerpt = " ".join(STORY.split()[10:70])
    a, b = origins_of(report("whole", STORY + "\n\n" + OTHER), report("part", excerpt))
    assert a == b


def test_a_digest_does_not_make_one_origin_of_what_it_collects():
    digest = report("digest", STORY + "\n\n" + OTHER, kind="aggregate")
    a, b, _ = origins_of(report("a", STORY), report("b", OTHER), digest)
    assert a != b


def test_two_rewrites_of_a_wire_story_share_its_origin_and_say_why():
    lines = STORY.replace("\n", " ").split(". ")
    short = "MOSUL (Reuters) - " + ". ".join(lines[:3]) + ". " + "Officials elsewhere had nothing to add to it. " * 2
    long = "MOSUL (Reuters) - " + ". ".join([lines[0], lines[2], *lines[4:]]) + ". " + OTHER
    found = find_origins([one := report("short", short), two := report("long", long)], AGENCIES)
    assert found.of[one.report_id] == found.of[two.report_id]
    reasons = [why for report_id in found.of for why in found.reasons.get(report_id, ())]
    assert any("share" in why or "stands in" in why for why in reasons)


def test_an_agency_is_credited_only_where_credits_stand():
    assert AGENCIES.credited("MOSUL, Iraq (Reuters) - Rockets fell") == "Reuters"
    assert AGENCIES.credited("By The Associated Press\n\nRockets fell") == "AP"
    assert AGENCIES.credited("He told Reuters that rockets fell. The AP was not there.") is None


def test_versions_of_one_article_are_one_origin_though_rewritten():
    a, b = origins_of(
        report("v1", STORY, article_id="art-1"), report("v2", "Quite other words now. " * 8, article_id="art-1")
    )
    assert a == b


def test_the_origin_is_named_after_the_earliest_report():
    first, copy = report("first", STORY, "2021-10-04"), report("copy", edited(STORY, 1), "2021-10-06")
    alone = find_origins([first], AGENCIES).of[first.report_id]
    assert origins_of(copy, first) == [alone, alone]


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(6)))
def test_the_order_of_reports_does_not_matter(order):
    texts = [STORY, edited(STORY, 1), edited(STORY, 2), OTHER, edited(OTHER, 3), " ".join(STORY.split()[:60])]
    reports = [report(f"r{n}", text) for n, text in enumerate(texts)]
    assert find_origins([reports[n] for n in order], AGENCIES) == find_origins(reports, AGENCIES)


def test_an_aggregator_page_that_is_one_report_is_of_its_origin():
    page = " ".join(STORY.split()[:80]) + "\n\nThis page was indexed by a machine."
    a, b = origins_of(report("whole", STORY + "\n\n" + OTHER), report("page", page, kind="aggregate"))
    assert a == b


BULLETIN = """Situation report of the coordination office for the northern districts. The office issues it each month
together with its partners and thanks the donors who make the work possible. Access to the camps is by the river road,
and movements after dark are not advised. {news} Partners are asked to send their figures by the fifth of the month.
For maps and contacts see the page of the office, and write to the desk for anything that is missing here."""


def test_bulletins_of_one_form_are_origins_of_their_own():
    march = report("march", BULLETIN.format(news=STORY), "2024-03-05")
    april = report("april", BULLETIN.format(news=OTHER), "2024-05-05")
    again = report("again", BULLETIN.format(news=STORY), "2025-03-05")
    first, second, archive = origins_of(march, april, again)
    assert first != second
    assert first == archive, "an old story published anew is the old one's, however late"
    same_week = report("week", BULLETIN.format(news=OTHER), "2024-03-09")
    assert len(set(origins_of(march, same_week))) == 1, "within days such a likeness is a copy's"
