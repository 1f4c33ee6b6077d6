"""What joins across reports, and what never does."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tellings import actor, count, filler, mention, place, report, statement, time

from dragoman.reconcile import reconcile


def incidents(reports, mentions):
    return reconcile(reports, mentions, [], []).incidents


def killing(external_id, text, kind, when, where, **more):
    source = report(external_id, text, "2021-03-20")
    victim = actor(source, "victim", "Omar Haddad", "person", name="Omar Haddad")
    doer = [actor(source, "actor", more["doer"], "country", actor_id="jordan", country="JOR")] if "doer" in more else []
    told = mention(
        source, more["trigger"], kind, actors=(*doer, victim), time=when, place=place(source, where) if where else None
    )
    return source, told


def test_a_strike_and_an_assassination_of_one_victim_are_one_incident():
    a, x = killing("a", "A drone strike near Mosul killed Omar Haddad on 3 March.", "drone_strike",
                   time("2021-03-03"), "Mosul", trigger="drone strike")  # fmt: skip
    b, y = killing("b", "The assassination of Omar Haddad in March angered Iraq.", "assassination",
                   time("2021-03-01", "2021-03-31", "month"), "Iraq", trigger="assassination")  # fmt: skip
    (one,) = incidents([a, b], [x, y])
    assert one.origins == 2
    assert one.reports == tuple(sorted([a.report_id, b.report_id]))
    assert one.time.start == one.time.end == x.time.first


def test_two_days_two_cities_and_two_victims_stay_apart():
    base = "Rockets hit the Falcon base in {where} on {day}, wounding {who}."
    first = report("first", base.format(where="Mosul", day="Monday", who="Ali Karim"))
    others = [("Mosul", "2021-05-20", "Ali Karim"), ("Basra", "2021-05-03", "Ali Karim"),
              ("Mosul", "2021-05-03", "Sami Nour")]  # fmt: skip

    def telling(source, where, when, who):
        target = actor(source, "recipient", "Falcon base", "facility", actor_id="falcon")
        victim = actor(source, "victim", who, "person", name=who)
        return mention(
            source, "Rockets", "shelling", actors=(target, victim), time=time(when), place=place(source, where)
        )

    told = telling(first, "Mosul", "2021-05-03", "Ali Karim")
    twin = report("twin", base.format(where="Mosul", day="Monday", who="Ali Karim") + " So said a guard of the place.")
    assert len(incidents([first, twin], [told, telling(twin, "Mosul", "2021-05-03", "Ali Karim")])) == 1
    for where, when, who in others:
        other = report("other", base.format(where=where, day="a day", who=who))
        assert len(incidents([first, other], [told, telling(other, where, when, who)])) == 2


def test_nothing_in_common_but_the_kind_joins_nothing():
    a, b = report("a", "There was an attack."), report("b", "An attack was reported.")
    assert len(incidents([a, b], [mention(a, "attack", "assault"), mention(b, "attack", "assault")])) == 2


def test_a_series_never_joins_a_single_event():
    a = report("a", "Rockets hit the Falcon base in Mosul on Monday.")
    b = report("b", "Rockets hit the Falcon base in Mosul on most Mondays.")
    told = [
        mention(s, "Rockets", "shelling", series=series, time=time("2021-05-03"), place=place(s, "Mosul"),
                actors=(actor(s, "recipient", "Falcon base", "facility", actor_id="falcon"),))
        for s, series in ((a, False), (b, True))
    ]  # fmt: skip
    assert len(incidents([a, b], told)) == 2


def test_a_threatened_deed_never_joins_the_deed():
    a = report("a", "The ministry closed its consulate in Basra on Monday.")
    b = report("b", "The ministry threatened to close its consulate in Basra on Monday.")

    def told(source, status, trigger):
        return mention(source, trigger, "closure", status, time=time("2021-05-03"), place=place(source, "Basra"),
                       actors=(actor(source, "actor", "ministry", "organisation", actor_id="mfa"),))  # fmt: skip

    assert len(incidents([a, b], [told(a, "occurred", "closed"), told(b, "threatened", "close")])) == 2


def test_an_order_whose_day_is_unknown_joins_by_authority_and_object():
    a = report("a", "The Foreign Office ordered staff of its embassy in Baghdad to leave on Wednesday.")
    b = report("b", "In June the Foreign Office evacuated staff from its embassy in Iraq.", "2021-08-01")

    def told(source, kind, trigger, when, where):
        parties = (
            actor(source, "actor", "Foreign Office", "organisation", actor_id="fco", country="GBR"),
            actor(source, "recipient", "staff", "group", actor_id="fco-embassy", country="GBR"),
        )
        return mention(source, trigger, kind, actors=parties, time=when, place=place(source, where))

    june = time("2021-06-01", "2021-06-30", "month")
    x, y = told(a, "ordered_departure", "ordered", None, "Baghdad"), told(b, "evacuation", "evacuated", june, "Iraq")
    assert len(incidents([a, b], [x, y])) == 1


def test_a_vague_telling_that_fits_two_events_joins_neither():
    def told(external_id, text, when):
        source = report(external_id, text)
        parties = (
            actor(source, "actor", "Black Banner", "group", actor_id="banner"),
            actor(source, "recipient", "Falcon base", "facility", actor_id="falcon"),
        )
        return source, mention(source, "fired", "shelling", actors=parties, time=when, place=place(source, "Mosul"))

    a, x = told("a", "Black Banner fired at Falcon base near Mosul on the third.", time("2021-05-03"))
    b, y = told("b", "Black Banner fired at Falcon base near Mosul on the ninth.", time("2021-05-09"))
    c, z = told("c", "Black Banner once fired at Falcon base near Mosul.", None)
    assert len(incidents([a, c], [x, z])) == 1
    assert len(incidents([a, b, c], [x, y, z])) == 3


def test_the_id_stays_when_a_later_report_joins():
    a, x = killing("a", "A strike near Mosul killed Omar Haddad on 3 March.", "air_strike", time("2021-03-03"), "Mosul",
                   trigger="strike")  # fmt: skip
    later = report("later", "Omar Haddad died in a strike near Mosul that day, his party said.", "2021-04-20")
    y = mention(later, "strike", "air_strike", time=time("2021-03-03"), place=place(later, "Mosul"),
                actors=(actor(later, "victim", "Omar Haddad", "person", name="Omar Haddad"),))  # fmt: skip
    (alone,) = incidents([a], [x])
    (both,) = incidents([a, later], [x, y])
    assert both.incident_id == alone.incident_id
    assert len(both.reports) == 2


TOWNS = ("Mosul", "Basra")


@st.composite
def worlds(draw):
    """A few reports of rocket fire with days, places, parties and tolls drawn at random."""
    reports, mentions, statements = [], [], []
    for n in range(draw(st.integers(2, 6))):
        town, number = draw(st.sampled_from(TOWNS)), draw(st.integers(1, 4))
        text = f"Report {n}: Rockets hit Falcon base near {town}, killing {number} guards.\nA captain said: no."
        source = report(f"r{n}", text, draw(st.sampled_from(["2021-05-04", "2021-05-06", None])))
        when = draw(st.sampled_from([None, time("2021-05-03"), time("2021-05-04"), time("2021-05-01", "2021-05-31")]))
        parties = (actor(source, "recipient", "Falcon base", "facility", actor_id="falcon"),)
        where = draw(st.sampled_from([None, place(source, town)]))
        status = draw(st.sampled_from(["occurred", "denied", "threatened"]))
        mentions.append(mention(source, "Rockets", "shelling", status, actors=parties, time=when, place=where,
                                killed=count(source, f"{number} guards", number)))  # fmt: skip
        statements.append(statement(source, "captain", "no"))
        reports.append(source)
    return reports, mentions, statements


@settings(max_examples=60, deadline=None)
@given(worlds(), st.randoms(use_true_random=False))
def test_any_order_gives_the_same_ledger(world, rng):
    reports, mentions, statements = world
    before = reconcile(reports, mentions, statements, [])
    for items in (reports, mentions, statements):
        rng.shuffle(items)
    assert reconcile(reports, mentions, statements, []) == before


@settings(max_examples=40, deadline=None)
@given(worlds())
def test_every_mention_has_one_incident_and_evidence_is_the_reports_text(world):
    reports, mentions, statements = world
    result = reconcile(reports, mentions, statements, [])
    told = [m for incident in result.incidents for m in incident.mentions]
    assert sorted(told) == sorted(m.mention_id for m in mentions)
    texts = {r.report_id: r.text for r in reports}
    evidence = [e for i in result.incidents for e in i.evidence]
    evidence += [e for d in result.disagreements for side in d.sides for e in side.evidence]
    assert all(texts[e.report_id][e.start : e.end] == e.text for e in evidence)


def test_copies_of_one_report_tell_one_event_however_little_it_says():
    body = "Guards fired tear gas to drive a crowd back.\n" + filler("wire")
    first, copy = report("first", body), report("copy", "Another heading\n" + body)
    other = report("other", "Guards fired tear gas to drive a crowd back.\n" + filler("own"))
    told = [mention(source, "fired", "crowd_control") for source in (first, copy, other)]
    found = incidents([first, copy, other], told)
    assert sorted(len(one.reports) for one in found) == [1, 2]
    assert {one.origins for one in found} == {1}
