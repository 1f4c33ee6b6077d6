"""What a careful analyst writes down from wire copy, live pages, bulletins, translations: a table for each class."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.model import HAPPENED, Count, Mention, Published, Reading, Report
from dragoman.reading import Reader

_DAY = date(2024, 5, 15)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


def read(reader: Reader, text: str) -> Reading:
    return reader.read(Report(text, "x", published=Published(_DAY, _DAY, "day", "given")))


def one(reading: Reading) -> list[Mention]:
    """The tellings of the event that is told most often, all of which happened."""
    events: dict[str, list[Mention]] = {}
    for mention in reading.mentions:
        events.setdefault(mention.event_id, []).append(mention)
    return max(events.values(), key=len)


def who(mentions: list[Mention] | tuple[Mention, ...], *roles: str) -> set[str]:
    return {party.name or party.text for m in mentions for party in m.actors if party.role in roles}


def ends(count: Count | None) -> tuple[int | None, int | None, int | None] | None:
    return (count.low, count.best, count.high) if count else None


# ---------------------------------------------------------------- headlines
@pytest.mark.parametrize(
    ("text", "kind", "killed", "injured"),
    [
        ("3 hurt in shooting at hospital", "shooting", None, (3, 3, 3)),
        ("More than 100 dead in militia raid on village, activists say", "assault", (100, 100, None), None),
        ("Five killed, 22 wounded in attack on textile firm", "assault", (5, 5, 5), (22, 22, 22)),
        ("Aid convoy hit by drone in Darfur: 3 aid workers killed", "drone_strike", (3, 3, 3), None),
        ("Barracks attacked: more than 70 killed, hundreds wounded", "assault", (70, 70, None), (200, None, None)),
        ("Rival cartel infighting leaves at least 30 dead", "armed_clash", (30, 30, None), None),
        ("Gunmen kill priest in Butembo", "assault", (1, 1, 1), None),
        ("Attack on military base leaves two soldiers dead", "assault", (2, 2, 2), None),
    ],
)
def test_headlines_tell_their_tolls(
    reader: Reader, text: str, kind: str, killed: tuple[int, ...] | None, injured: tuple[int, ...] | None
) -> None:
    mentions = read(reader, text).mentions
    assert kind in {m.kind for m in mentions}
    assert killed in {ends(m.killed) for m in mentions} and injured in {ends(m.injured) for m in mentions}
    assert not any(m.quantity for m in mentions)
    assert "troop_level" not in {m.kind for m in mentions}


def test_a_headline_on_the_line_above_is_a_sentence_of_its_own(reader: Reader) -> None:
    text = (
        "Pagers explode across the country, killing nine and wounding 2,800\n"
        "At least nine people were killed and some 2,800 wounded when pagers exploded on Tuesday, the minister said.\n"
    )
    reading = read(reader, text)
    assert [text[s.start : s.end] for s in reading.sentences] == text.strip().split("\n")
    told = one(reading)
    assert {m.sentence.start for m in told} == {0, text.index("At least")}
    assert "explosion" in {m.kind for m in told} and (9, 9, 9) in {ends(m.killed) for m in told}


def test_the_entries_of_a_live_page_stand_apart(reader: Reader) -> None:
    text = (
        "14:10 - Army drone targets the airport; no casualties reported\n"
        "The ministry says its air defences intercepted the drones over the town.\n"
        "13:45 - 25 killed in market shelling on Sunday\n"
        "The toll is likely to rise, the coordinator says in a statement to reporters.\n"
    )
    starts = {text[s.start : s.start + 9] for s in read(reader, text).sentences}
    assert {"14:10 - A", "The minis", "13:45 - 2", "The toll "} <= starts


def test_wrapped_lines_are_still_one_sentence(reader: Reader) -> None:
    text = (
        "Militants attacked a convoy of lorries on the road to the northern town of\n"
        "Kidal on Monday, killing four soldiers and wounding nine others, the army's\n"
        "spokesman said on Tuesday.\n"
    )
    assert len(read(reader, text).sentences) == 1


# ---------------------------------------------------------------- who did it
@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Russian missiles hit a school in Kharkiv, killing two.", "Russia"),
        ("A Houthi drone struck a house in Tel Aviv.", "Houthis"),
        ("The depot was hit by a Ukrainian drone.", "Ukraine"),
        ("A bridge was hit by an Iranian-made drone.", None),
        ("Soviet-era rockets hit the market.", None),
    ],
)
def test_whose_weapon_it_was(reader: Reader, text: str, doer: str | None) -> None:
    assert who(read(reader, text).mentions, "actor") == ({doer} if doer else set())


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("Gunmen killed nine people at a mosque in Herat. Islamic State claimed responsibility.", "Islamic State"),
        ("A tanker was hit by a missile off Hodeidah. The Houthis claimed responsibility.", "Houthis"),
        (
            "A bomb killed four in Mogadishu. Twelve others were hurt. Responsibility was claimed by al-Shabaab.",
            "Al-Shabaab",
        ),
        ("A bomb killed four soldiers in Quetta. The Balochistan Liberation Army claimed the attack.",
         "Balochistan Liberation Army"),
    ],
)  # fmt: skip
def test_who_claims_finds_the_deed(reader: Reader, text: str, claimant: str) -> None:
    reading = read(reader, text)
    told = one(reading)
    assert claimant in who(told, "claimant")
    assert any(m.killed or m.weapons for m in told) and all(m.status in HAPPENED for m in told)
    assert "claims_responsibility" in {s.stance for s in reading.statements}


@pytest.mark.parametrize(
    "claim",
    [
        "No group has claimed responsibility.",
        "Nobody has claimed responsibility for the blast.",
        "No one has claimed the attack.",
        "The militia has not claimed the attack.",
    ],
)
def test_nobody_claims(reader: Reader, claim: str) -> None:
    reading = read(reader, f"Two people were killed in a blast in Quetta. {claim}")
    assert not who(reading.mentions, "claimant")
    assert "claims_responsibility" not in {s.stance for s in reading.statements}
    assert all(m.status in HAPPENED and (m.plover is None or m.plover.type != "REJECT") for m in reading.mentions)


def test_a_state_s_own_killing_is_no_deed_that_a_group_claims(reader: Reader) -> None:
    text = (
        "A bomb exploded at a hotel in Mogadishu, killing five people. The Somali army killed three gunmen. "
        "Al-Shabaab claimed responsibility."
    )
    claimed = [m for m in read(reader, text).mentions if who((m,), "claimant")]
    bombed = [m for m in read(reader, text).mentions if m.kind == "bombing"]
    assert claimed and {m.event_id for m in claimed} <= {m.event_id for m in bombed}


def test_who_is_blamed_finds_the_deed(reader: Reader) -> None:
    text = (
        "A car bomb exploded outside a court in Bannu, killing three lawyers. Officials blamed the Pakistani Taliban."
    )
    told = one(read(reader, text))
    assert {m.kind for m in told} == {"bombing"}
    assert who(told, "blamed") == {"Tehrik-i-Taliban Pakistan"}
    delay = "A bomb killed three lawyers in Bannu. Police blamed the Pakistani Taliban for the delay."
    assert not who(read(reader, delay).mentions, "blamed")


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        ("Three of the dead were Spaniards and one was a Lithuanian.", {"Spaniards"}),
        ("The dead included citizens of Australia and Poland.", {"citizens of Australia and Poland"}),
        ("Two of those killed were Filipinos.", {"Filipinos"}),
        ("Most of the victims were farmers.", {"farmers"}),
        ("None of the victims was a soldier.", set()),
        ("The report was a shock.", set()),
    ],
)
def test_who_the_victims_were(reader: Reader, text: str, victims: set[str]) -> None:
    mentions = read(reader, f"Nine people were killed in an air strike on Monday. {text}").mentions
    told = {party.text for m in mentions for party in m.actors if party.role == "victim"} - {"Nine people"}
    assert told == victims
    assert {ends(m.killed) for m in mentions if m.killed} == {(9, 9, 9)}


@pytest.mark.parametrize(
    "text",
    ["The embassy said it has no plans to suspend services.", "Rebels said they had no plans to leave the town."],
)
def test_no_plans_denies_nothing(reader: Reader, text: str) -> None:
    reading = read(reader, text)
    assert {m.status for m in reading.mentions} == {"negated"}
    assert "denies" not in {s.stance for s in reading.statements}


def test_who_is_only_accused_is_blamed(reader: Reader) -> None:
    text = "Human Rights Watch accused both the army and the RSF of executing detainees."
    deed = next(m for m in read(reader, text).mentions if m.kind == "execution")
    assert {party.text for party in deed.actors if party.role == "blamed"} == {"army", "RSF"}
    assert not any(party.role == "actor" for party in deed.actors)


def test_that_nobody_knows_who_did_it_denies_nothing(reader: Reader) -> None:
    text = "A drone struck an aid convoy in Darfur, killing three. It was not clear who carried out the attack."
    assert {m.status for m in read(reader, text).mentions} == {"occurred"}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Islamic State claims Moscow concert hall attack that killed 133", "Moscow"),
        ("The president called the protests treason and deployed the army.", "protests"),
        ("Nine people were killed and 140 others wounded when rebels attacked the town.", "140 others"),
        ("A bomb at a market left 12 dead and wounded dozens.", "dozens"),
        ("An aid convoy came under fire near Gamboru; no staff were hurt.", "staff"),
        ("Gang members opened fire outside a hospital in the capital, wounding three.", "capital"),
        ("Gunmen abducted two nuns on the road to Goma.", "road"),
        ("Israel launched a strike against Hezbollah in Lebanon and Syria on Sunday, killing 24 people.", "Syria"),
    ],
)
def test_what_is_no_party(reader: Reader, text: str, wrong: str) -> None:
    mentions = read(reader, text).mentions
    assert mentions
    roles = ("actor", "recipient", "victim", "claimant", "blamed")
    assert not any(wrong == words or words.startswith(f"{wrong} ") for words in who(mentions, *roles))


def test_who_is_called_on_is_not_where_it_is(reader: Reader) -> None:
    mentions = read(reader, "Parliament voted on Sunday to call on the United States to withdraw its forces.").mentions
    assert {m.kind for m in mentions} >= {"vote", "withdrawal"}
    assert all(m.place is None for m in mentions)


# ---------------------------------------------------------------- one deed, one telling
@pytest.mark.parametrize(
    ("text", "kind", "killed"),
    [
        ("Israeli aircraft struck tents in Khan Younis, killing at least 19 people and wounding 60.", "air_strike",
         (19, 19, None)),
        ("A suicide bomber detonated explosives in Kabul, killing six people and wounding 13.", "suicide_bombing",
         (6, 6, 6)),
        ("Two missiles hit an academy in Poltava, killing 51 people and injuring 271.", "shelling", (51, 51, 51)),
        ("Police opened fire on demonstrators, with at least five protesters killed and dozens wounded.", "shooting",
         (5, 5, None)),
        ("Masked men armed with pistols burst into a studio and killed two guards.", "storming", (2, 2, 2)),
        ("A car packed with explosives blew up outside a cafe, killing nine people.", "bombing", (9, 9, 9)),
    ],
)  # fmt: skip
def test_outcomes_are_folded_into_the_deed(
    reader: Reader, text: str, kind: str, killed: tuple[int | None, ...]
) -> None:
    mentions = [m for m in read(reader, text).mentions if m.status in HAPPENED]
    assert kind in {m.kind for m in mentions} and len({m.event_id for m in mentions}) == 1
    assert killed in {ends(m.killed) for m in mentions}
    assert not {"19 people", "six people", "51 people"} & who(tuple(mentions), "recipient")


def test_means_against_one_crowd_are_one_use_of_force(reader: Reader) -> None:
    text = "Police used tear gas and water cannon against the marchers and threw stun grenades."
    (mention,) = read(reader, text).mentions
    assert mention.kind == "crowd_control"
    assert who((mention,), "recipient") == {"marchers"} and who((mention,), "actor") == {"Police"}


@pytest.mark.parametrize(
    ("text", "kind", "hit"),
    [
        ("Protesters set fire to two police boxes in Dhaka.", "arson", {"police boxes"}),
        ("Israel said it had targeted military infrastructure in Hodeidah.", "assault", {"military infrastructure"}),
        ("Two people were killed by falling debris after a drone strike in Jericho.", "drone_strike", set()),
    ],
)
def test_what_was_hit(reader: Reader, text: str, kind: str, hit: set[str]) -> None:
    mentions = read(reader, text).mentions
    assert kind in {m.kind for m in mentions}
    assert who(mentions, "recipient") == hit and "falling debris" not in who(mentions, "actor")


def test_killings_and_arrests_of_one_sentence_keep_their_numbers_apart(reader: Reader) -> None:
    mentions = read(reader, "The prosecutor said one officer had been killed and 749 people arrested.").mentions
    told = {m.kind: (ends(m.killed), ends(m.arrested)) for m in mentions}
    assert told == {"assault": ((1, 1, 1), None), "arrest": (None, (749, 749, 749))}


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed 23 people in Musakhail. In a separate assault in Kalat, gunmen killed 10 people.",
        "Gunmen killed four people in Duran. In another attack, two brothers were shot dead outside a bar.",
        "Rockets hit Haifa on Sunday. The attack was in response to the April 1 strike on a consulate in Damascus.",
    ],
)
def test_two_deeds_stay_two(reader: Reader, text: str) -> None:
    deeds = [m for m in read(reader, text).mentions if reader.events.book.kinds[m.kind].group == "violence"]
    assert len({m.event_id for m in deeds}) == 2


def test_what_is_answered_lends_no_day_to_the_answer(reader: Reader) -> None:
    text = "Iran said the attack was in response to the April 1 strike on its consulate in Damascus."
    told = {m.trigger.text: m.time for m in read(reader, text).mentions}
    assert told["attack"] is None and told["strike"] is not None


# ---------------------------------------------------------------- tolls
@pytest.mark.parametrize(
    ("text", "field", "number"),
    [
        ("Rescuers pulled four more bodies from the rubble, raising the toll to 55.", "killed", 55),
        ("The civil emergency service had earlier given a toll of 40.", "killed", 40),
        ("An earlier count by the police put the dead at five.", "killed", 5),
        ("The death toll later climbed to 31.", "killed", 31),
        ("The number of wounded rose to 90.", "injured", 90),
        ("The number of refugees rose to 900.", "killed", None),
    ],
)
def test_tolls_are_told_again_in_many_ways(reader: Reader, text: str, field: str, number: int | None) -> None:
    mentions = read(reader, f"A missile hit a hospital in Kyiv, killing 19 people and wounding 60. {text}").mentions
    counts = [getattr(m, field) for m in mentions]
    assert number is None or number in {count.best for count in counts if count}
    assert 900 not in {count.best for count in counts if count}


def test_a_headline_s_new_toll_is_of_the_deed_below(reader: Reader) -> None:
    text = "Poltava death toll rises to 55\n\nFour more people died after a missile strike on Poltava, police said."
    told = one(read(reader, text))
    assert 55 in {m.killed.best for m in told if m.killed}


def test_no_deaths_is_never_said_of_a_deed_that_killed(reader: Reader) -> None:
    text = (
        "A girl was wounded by shrapnel in the desert. Iran had said it would answer the strike on its consulate, "
        "which killed seven officers. There were no deaths."
    )
    zeros = [m.event_id for m in read(reader, text).mentions if m.killed and m.killed.best == 0]
    deadly = [m.event_id for m in read(reader, text).mentions if m.killed and m.killed.best]
    assert not set(zeros) & set(deadly)


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Thirteen policemen were beaten to death by a mob.", 13),
        ("A rocket hit a football pitch, killing 12 children and teenagers.", 12),
        ("Six martyrs and a number of wounded arrived at the hospital after an air strike on a house.", None),
        ("He wrote of the massacre of 1982.", None),
        ("Rebels captured Myawaddy on Thursday.", None),
    ],
)
def test_what_counts_and_what_does_not(reader: Reader, text: str, killed: int | None) -> None:
    mentions = read(reader, text).mentions
    assert mentions
    assert [m.killed.best for m in mentions if m.killed] == ([killed] if killed else [])
    assert not any(m.arrested for m in mentions)


# ---------------------------------------------------------------- false alarms of the same words
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Fighters armed with machetes attacked a village.", "aid"),
        ("A wounded man was delivered to the hospital after a drone attack.", "aid"),
        ("The governor offered a reward after gunmen killed three men.", "agreement"),
        ("Six people were killed in an attack at a campaign rally.", "protest"),
        ("Guerrillas kidnapped 5 soldiers in the south of the country.", "troop_level"),
        ("The government has not responded to requests for comment after soldiers shot a boy.", "inaction"),
    ],
)
def test_no_event_beside_the_deed(reader: Reader, text: str, kind: str) -> None:
    kinds = {m.kind for m in read(reader, text).mentions}
    assert kinds and kind not in kinds


@pytest.mark.parametrize("text", ["A curfew is in effect until Wednesday.", "The embassy is closed through Friday."])
def test_when_a_posture_ends_is_not_when_it_was(reader: Reader, text: str) -> None:
    mentions = read(reader, text).mentions
    # It stands as of the day of its report.
    assert mentions and all(m.time is None or (m.time.value, m.time.last) == ("PRESENT_REF", _DAY) for m in mentions)


def test_what_is_rare_is_not_dated_by_the_last_time(reader: Reader) -> None:
    mentions = read(reader, "Air strikes kill 492 in the country's deadliest day since 2006").mentions
    assert mentions and not any(m.background or m.time for m in mentions)


def test_that_none_were_recorded_is_the_report_s_own_word(reader: Reader) -> None:
    (mention,) = read(reader, "No attacks were recorded in the district during the period.").mentions
    assert (mention.status, mention.plover) == ("negated", None)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Since that day not a stone was thrown in Mitrovica.", "negated"),
        ("Not one shot was fired in Goma on Friday.", "negated"),
        ("Not only soldiers were killed in Goma on Friday.", "occurred"),
        ("The attack in Lomé will not remain unpunished, the president said.", "occurred"),
        ("The killing of the mayor in Recife remains unsolved.", "occurred"),
        ("An attack remains possible, the police in Lomé said.", "possible"),
        ("The opposition called a rally in Dakar for Friday.", "announced"),
    ],
)
def test_what_a_denial_touches(reader: Reader, text: str, status: str) -> None:
    deeds = {m.status for m in read(reader, text).mentions if m.kind not in ("threat", "prediction", "accusation")}
    assert deeds == {status}


def test_a_bare_heading_tells_of_nothing(reader: Reader) -> None:
    text = "Travel advice\n\nDemonstrations\n\nAvoid crowds in the capital.\n\nRocket attacks\n\nKeep away from bases."
    assert not [m for m in read(reader, text).mentions if m.kind in ("protest", "shelling", "assault")]


def test_the_day_on_which_a_killing_is_judged_is_not_its_own(reader: Reader) -> None:
    text = (
        "A guard was shot dead in Baku on May 10. The president met his wife on May 13 and called the killing terror."
    )
    days = {m.time.first for m in read(reader, text).mentions if m.time and m.kind in ("shooting", "assault")}
    assert days == {date(2024, 5, 10)}


def test_whose_consulate_it_is_tells_no_place(reader: Reader) -> None:
    shot = next(
        m for m in read(reader, "A man fired on the consulate of Italy in Lomé.").mentions if m.kind == "shooting"
    )
    assert shot.place is not None and shot.place.text == "Lomé"
    bare = next(m for m in read(reader, "A man fired on the consulate of Italy.").mentions if m.kind == "shooting")
    assert bare.place is None


def test_a_day_that_is_told_later_is_the_deed_s_own(reader: Reader) -> None:
    told = (
        "The alert came after a suicide bomber blew himself up at a checkpoint in Quetta, killing a policeman. "
        "A group claimed it. The minister said that the men behind Friday's attack had come from the hills."
    )
    report = Report(told, "x", published=Published(date(2024, 5, 14), date(2024, 5, 14), "day", "given"))
    deeds = [m for m in reader.read(report).mentions if m.kind in ("suicide_bombing", "assault", "bombing")]
    assert len({m.event_id for m in deeds}) == 1
    assert {m.time.first for m in deeds if m.time} == {date(2024, 5, 10)}


def test_a_night_s_attack_is_not_the_killing_that_it_answered(reader: Reader) -> None:
    text = (
        "The army fired missiles at two bases early on Wednesday in retaliation for the killing of the mayor. "
        '"Nobody was harmed in last night\'s attack by the army," the president said. '
        "State television said that at least 80 soldiers were killed."
    )
    found = read(reader, text).mentions
    before = {m.event_id for m in found if any(p.text.endswith("mayor") for p in m.actors)}
    assert before and not before & {m.event_id for m in found if m.killed and m.killed.low == 80}


def test_who_says_nothing_fails_at_nothing(reader: Reader) -> None:
    told = read(reader, "The army and the police gave no indication that troops would leave, and no details.").mentions
    assert "inaction" not in {m.kind for m in told}
