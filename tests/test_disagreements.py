"""Where reports disagree, and where they only seem to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tellings import actor, count, filler, link, mention, place, report, statement, time

from dragoman.model import Published
from dragoman.reconcile import reconcile

TAILS = {name: filler(name) for name in "ab"}


def shelling(name, text, published=None, status="occurred", when="2021-05-03", **more):
    source = report(name, f"{text}\n{TAILS[name]}", published)
    killed = count(source, more["killed"], int(more["killed"].split()[0])) if "killed" in more else None
    doers = tuple(
        actor(source, "blamed", words, "group", actor_id=words.lower(), name=words) for words in more.get("doers", ())
    )
    target = actor(source, "recipient", "Falcon market", "facility", actor_id="falcon")
    told = mention(source, "Shells", "shelling", status, time=time(when), killed=killed, actors=(*doers, target),
                   place=place(source, more.get("where", "Mosul")), statement_id=more.get("statement_id"))  # fmt: skip
    return source, told


def fields(reports, mentions, statements=()):
    return {d.field: d for d in reconcile(reports, mentions, list(statements), []).disagreements}


def test_two_tolls_of_one_day_are_a_disagreement_with_both_sentences():
    a, x = shelling("a", "Shells hit Falcon market in Mosul, killing 3 people.", "2021-05-04", killed="3 people")
    b, y = shelling("b", "Shells hit Falcon market in Mosul and 11 people died.", "2021-05-04", killed="11 people")
    found = fields([a, b], [x, y])["killed"]
    assert found.kind == "value"
    assert {side.value for side in found.sides} == {"3", "11"}
    assert {e.text for side in found.sides for e in side.evidence} == {a.text.split("\n")[0], b.text.split("\n")[0]}


def test_a_toll_that_rises_from_one_day_to_the_next_is_updated():
    a, x = shelling("a", "Shells hit Falcon market in Mosul, killing 3 people.", "2021-05-04", killed="3 people")
    b, y = shelling("b", "Shells hit Falcon market in Mosul and 11 people died.", "2021-05-06", killed="11 people")
    assert fields([a, b], [x, y])["killed"].kind == "updated"
    a, x = shelling("a", "Shells hit Falcon market in Mosul, killing 3 people.", "2021-05-08", killed="3 people")
    assert fields([a, b], [x, y])["killed"].kind == "value"


def test_silence_and_equal_values_are_no_disagreement():
    a, x = shelling("a", "Shells hit Falcon market in Mosul, killing 3 people.", "2021-05-04", killed="3 people")
    b, y = shelling("b", "Shells hit Falcon market in Mosul at noon.", "2021-05-04")
    assert fields([a, b], [x, y]) == {}
    b, y = shelling("b", "Shells hit Falcon market in Mosul where 3 people fell.", killed="3 people")
    assert fields([a, b], [x, y]) == {}


def test_two_culprits_are_a_disagreement_on_who_did_it():
    a, x = shelling("a", "Shells hit Falcon market in Mosul; Redshirts did it.", "2021-05-04", doers=["Redshirts"])
    b, y = shelling("b", "Shells hit Falcon market in Mosul, fired by Greycoats.", "2021-05-04", doers=["Greycoats"])
    found = fields([a, b], [x, y])["actor"]
    assert found.kind == "attribution"
    assert {side.value for side in found.sides} == {"Redshirts", "Greycoats"}


def test_a_denial_of_involvement_stands_against_the_blame():
    a, x = shelling("a", "Shells hit Falcon market in Mosul; Redshirts did it.", "2021-05-04", doers=["Redshirts"])
    b, y = shelling("b", "A spokesman denied involvement in it: Shells hit Falcon market in Mosul.", "2021-05-04")
    denial = statement(b, "spokesman", "involvement in it", "denies", mentions=(y.mention_id,))
    found = fields([a, b], [x, y], [denial])["actor"]
    assert {side.value for side in found.sides} == {"Redshirts", "involvement in it"}


def test_an_event_that_one_report_denies_is_one_incident_with_a_disagreement():
    a, x = shelling("a", "Shells of the Redshirts hit Falcon market in Mosul.", "2021-05-04", doers=["Redshirts"])
    b, y = shelling("b", "No Shells hit Falcon market in Mosul, said Redshirts.", "2021-05-04", "denied",
                    doers=["Redshirts"])  # fmt: skip
    result = reconcile([a, b], [x, y], [], [])
    assert [i.status for i in result.incidents] == ["occurred"]
    assert [d.kind for d in result.disagreements] == ["occurrence"]
    assert result.incidents[0].disagreements == (result.disagreements[0].disagreement_id,)


ORDER = "The Foreign Office ordered staff of its embassy in Baghdad and its consulate in {town} to leave."


def test_one_order_for_two_towns_is_a_disagreement_on_the_place():
    reports, mentions = [], []
    for name, town in (("a", "Basra"), ("b", "Mosul")):
        source = report(name, f"{ORDER.format(town=town)}\n{TAILS[name]}", "2021-05-04")
        parties = (actor(source, "actor", "Foreign Office", "organisation", actor_id="fco"),
                   actor(source, "recipient", "staff", "group", actor_id="staff"))  # fmt: skip
        mentions.append(mention(source, "ordered", "ordered_departure", actors=parties, time=time("2021-05-03"),
                                place=place(source, "Baghdad")))  # fmt: skip
        reports.append(source)
    assert {side.value for side in fields(reports, mentions)["place"].sides} == {"Basra", "Mosul"}


def disputes(*lines, published=("2021-05-04", "2021-05-04")):
    """Statements, each a line `speaker | words | stance`, of one report, or of two where a line starts with `2`."""
    texts = {"1": "", "2": ""}
    parsed = []
    for line in lines:
        number, rest = ("2", line[1:]) if line.startswith("2") else ("1", line)
        speaker, words, stance = (part.strip() for part in rest.split("|"))
        texts[number] += f"{speaker} said {words}.\n"
        parsed.append((number, speaker, words, stance))
    sources = {n: report(n, text, day) for (n, text), day in zip(texts.items(), published, strict=True) if text}
    told = [statement(sources[n], speaker, words, stance) for n, speaker, words, stance in parsed]
    return reconcile(list(sources.values()), [], told, []).disagreements


def test_opposite_leanings_of_two_speakers_on_one_matter_are_a_dispute():
    (found,) = disputes(
        "Karim | the threat from smugglers along the border has grown | asserts",
        "Nadia | there has been no increase in the threat from smugglers on the border | asserts",
    )
    assert {side.speakers for side in found.sides} == {("Karim",), ("Nadia",)}


def test_one_speaker_other_matters_and_other_years_are_no_dispute():
    grown = "Karim | the threat from smugglers along the border has grown | asserts"
    shrunk = "the threat from smugglers along the border has weakened"
    assert disputes(grown, f"Karim | {shrunk} | asserts") == ()
    assert disputes(grown, "Nadia | the price of bread has fallen | asserts") == ()
    assert disputes(grown, f"2Nadia | {shrunk} | asserts", published=("2021-05-04", "2022-05-04")) == ()
    assert len(disputes(grown, f"2Nadia | {shrunk} | asserts")) == 1


def test_a_bluff_stands_against_the_threat_it_calls_one():
    (found,) = disputes(
        "Minister Vogel | the consulate in Basra would close unless the rocket fire ends | threatens",
        "officers | the threat to leave Basra was a bluff to make the governor act | doubts",
    )
    assert {side.speakers for side in found.sides} == {("Minister Vogel",), ("officers",)}


def test_a_misconception_stands_against_what_the_writer_says_is_so():
    text = (
        "A misconception is that the militia fired rockets only after the raid. "
        "Yet the raid came after forty rockets of the militia had fallen."
    )
    source = report("a", text)
    told = statement(source, "misconception", "the militia fired rockets only after the raid")
    sentence = text[: text.index(" Yet")]
    told = type(told)(**{**{n: getattr(told, n) for n in told.__slots__}, "sentence_text": sentence,
                         "sentence": type(told.sentence)(0, len(sentence))})  # fmt: skip
    (found,) = reconcile([source], [], [told], []).disagreements
    assert sorted(e.text for side in found.sides for e in side.evidence) == sorted(
        [sentence, text[len(sentence) + 1 :]]
    )


def test_an_admission_in_the_sentence_of_a_denial_has_two_sides():
    text = (
        "Salim admitted what the Redshirts have been denying, that they were behind the ambushes.\n"
        "“You will never end the ambushes of the Redshirts,” Salim said."
    )
    source = report("a", text)
    first = statement(source, "Salim", "they were behind the ambushes")
    second = statement(source, "Salim", "You will never end the ambushes of the Redshirts")
    (found,) = reconcile([source], [], [first, second], []).disagreements
    assert sorted(len(side.evidence) for side in found.sides) == [1, 2]


def test_a_document_whose_dates_conflict_says_so_with_both_lines():
    when = Published(time("2020-11-02").first, time("2020-11-02").last, "day", "header")
    text = "November 2, 2020 | Analysis\n\nThe border is quiet.\nThis piece first appeared in March 2018 elsewhere."
    source = report("a", text, flags=("date_conflict",))
    source = type(source)(text=text, external_id="a", published=when, flags=("date_conflict",))
    (found,) = reconcile([source], [], [], []).disagreements
    assert found.field == "published"
    assert {side.value for side in found.sides} == {text.split("\n")[0], text.split("\n")[3]}


def test_links_join_incidents_only_as_told():
    source = report("a", "Rockets fell on Mosul. In response jets bombed Basra.", "2021-05-04")
    rockets = mention(source, "Rockets", "shelling")
    jets = mention(source, "jets", "air_strike")
    told = link(jets, rockets, "response_to", source, "In response")
    (found,) = reconcile([source], [rockets, jets], [], [told]).links
    assert (found.relation, found.basis, found.evidence[0].text) == ("response_to", "stated", "In response")
    assert reconcile([source], [rockets, jets], [], []).links == ()


# Sides that differ by their precision alone, or by what one leaves out, are none


def told_twice(*fields):
    """Two independent reports of one bombing; each pair of fields is what the one and the other tell of it."""
    first = report("a", f"A bomb in Mosul killed 3 people at a market on 4 March. {filler('a')}", "2021-03-05")
    second = report("b", f"The bomb in Mosul killed 3 people at a market in Iraq. {filler('b')}", "2021-03-05")
    mentions = []
    for source, more in zip((first, second), fields, strict=True):
        target = actor(source, "recipient", "market", "facility")
        mentions.append(mention(source, "bomb", "bombing", actors=(target,), **more(source)))
    found = reconcile([first, second], mentions, [], [])
    assert [len(one.reports) for one in found.incidents] == [2]
    return [(one.field, one.kind) for one in found.disagreements]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # A city and the country it lies in; a day and the month it lies in; a number, and "at least" a smaller one.
        (lambda s: {"place": place(s, "Mosul")}, lambda s: {"place": place(s, "Iraq"), "time": time("2021-03-04")}),
        (lambda s: {"time": time("2021-03-04"), "place": place(s, "Mosul")},
         lambda s: {"time": time("2021-03-01", "2021-03-31", "month"), "place": place(s, "Mosul")}),
        (lambda s: {"time": time("2021-03-04"), "place": place(s, "Mosul"), "killed": count(s, "3 people", 3)},
         lambda s: {"time": time("2021-03-04"), "place": place(s, "Mosul"),
                    "killed": replace(count(s, "3 people", 3), low=2, best=2, high=None)}),
        # What one of the two does not tell.
        (lambda s: {"time": time("2021-03-04"), "place": place(s, "Mosul"), "killed": count(s, "3 people", 3)},
         lambda s: {"time": time("2021-03-04"), "place": place(s, "Mosul")}),
        (lambda s: {"time": time("2021-03-04"), "place": place(s, "Mosul")}, lambda s: {"place": place(s, "Mosul")}),
    ],
    ids=["city and country", "day and month", "number and floor", "a toll untold", "a day untold"],
)  # fmt: skip
def test_precision_and_silence_are_no_sides(one, other) -> None:
    assert told_twice(one, other) == []


def test_two_numbers_of_two_origins_are() -> None:
    day_and_town = {"time": time("2021-03-04")}
    assert told_twice(
        lambda s: day_and_town | {"place": place(s, "Mosul"), "killed": count(s, "3 people", 3)},
        lambda s: day_and_town | {"place": place(s, "Mosul"), "killed": count(s, "3 people", 9)},
    ) == [("killed", "value")]
