"""Synthetic news in any number: places, days, parties and deeds made up, with what makes joining hard in real news.

Deterministic by its seed: report `n` is the same whatever is made before it. The density stays the same however long
the news goes on: so many reports a day, of a few deeds each day, some told by many papers. A share are near-copies of
another paper's report, tolls contradict one another and rise, follow-ups retell a deed days later without its day,
spokesmen contradict one another, and some deeds answer others. `SyntheticReader` reads them without a parser, for
measures of what comes behind the reading.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from dragoman.model import (
    Count,
    Mention,
    MentionActor,
    MentionTime,
    PlaceMention,
    Published,
    Reading,
    Report,
    Source,
    Span,
    Statement,
    TextSpan,
    ToldLink,
    content_id,
)

REPORTS_A_DAY = 12
_DEEDS_A_DAY = 3
_START = date(2001, 1, 1)
_ONSETS = ("b", "d", "g", "k", "l", "m", "n", "r", "s", "t", "v", "z", "sh", "kh", "tr", "br")
_VOWELS = ("a", "e", "i", "o", "u", "aa", "ei")
_COUNTRIES = (
    "AF",
    "BI",
    "CD",
    "CO",
    "ET",
    "HT",
    "IQ",
    "KE",
    "LB",
    "LY",
    "ML",
    "MM",
    "MZ",
    "NE",
    "NG",
    "PK",
    "SD",
    "SO",
)
_DEEDS = (
    ("shelled", "shelling", "rockets"),
    ("bombed", "bombing", "a car bomb"),
    ("stormed", "storming", "rifles"),
    ("raided", "raid", "rifles"),
    ("ambushed", "armed_clash", "mortars"),
)
_TARGETS = ("market", "barracks", "consulate", "clinic", "airfield", "bridge", "school", "ministry", "depot", "mosque")
_LEANINGS = (
    "the danger to the {site} has grown",
    "the danger to the {site} has shrunk",
    "the {site} in {town} is safe",
    "the {site} in {town} is dangerous",
)
_FILLER = (
    "Shops in {town} stayed shut while {who} swept the glass from the pavement near the {site}",
    "A teacher named {name} said that {number} pupils had slept in the cellar of the {site}",
    "Traffic on the road to {other} was turned back for {number} hours, a driver called {name} said",
    "Prices of flour in {town} rose by {number} percent within the week, {name} the grocer reckoned",
    "{name}, who mends roofs near the {site}, counted {number} holes in the tin above the courtyard",
    "The governor of {other} promised {number} blankets to families who had left {town}",
    "An old well beside the {site} was dug out again by {number} men under a foreman named {name}",
    "Buses between {town} and {other} will run again after {number} days, the operator {name} wrote",
)
_LINE = re.compile(
    r"(?P<doer>[A-Z]\w+ (?:brigade|front|army)) (?P<verb>shelled|bombed|stormed|raided|ambushed) "
    r"the (?P<town>[A-Z]\w+) (?P<site>\w+)(?: on (?P<day>\d{4}-\d\d-\d\d))?, killing (?P<toll>\d+) (?:people|guards)"
    r"(?P<answer> in answer to an earlier attack)?\."
)
_SAID = re.compile(r"A spokesman for the (?P<who>[A-Z]\w+ (?:brigade|front|army)) said (?P<what>the [^.]+)\.")


@lru_cache(maxsize=200_000)
def _word(kind: str, number: int) -> str:
    """A made-up name, the same for the same number."""
    chance = random.Random(f"{kind} {number}")
    return "".join(chance.choice(_ONSETS) + chance.choice(_VOWELS) for _ in range(3)).title()


@lru_cache(maxsize=1)
def towns(number: int = 400) -> dict[str, PlaceMention]:
    """Made-up towns of real countries, by name."""
    found: dict[str, PlaceMention] = {}
    for n in range(number):
        chance = random.Random(f"town {n}")
        name = _word("town", n)
        found[name] = PlaceMention(
            0,
            0,
            name,
            place_id=f"made-up:{n}",
            name=name,
            kind="city",
            lat=round(chance.uniform(-30, 45), 3),
            lon=round(chance.uniform(-20, 90), 3),
            country=_COUNTRIES[n % len(_COUNTRIES)],
            country_name=_COUNTRIES[n % len(_COUNTRIES)],
            precision=1,
            radius_km=5.0,
        )
    return found


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that happened, as the generator knows it."""

    day: int
    doer: str
    verb: str
    town: str
    site: str
    toll: int
    answers: bool


def deeds_of(day: int, seed: int) -> list[Deed]:
    """The deeds of one day."""
    chance = random.Random(f"deeds {seed} {day}")
    names = sorted(towns())
    return [
        Deed(
            day,
            f"{_word('party', chance.randrange(120))} {chance.choice(('brigade', 'front', 'army'))}",
            chance.choice(_DEEDS)[0],
            chance.choice(names),
            chance.choice(_TARGETS),
            chance.choice((0, 1, 2, 3, 4, 6, 9, 14, 25)),
            chance.random() < 0.2,
        )
        for _ in range(_DEEDS_A_DAY)
    ]


def report(number: int, seed: int = 1) -> Report:
    """The report of that number."""
    chance = random.Random(f"report {seed} {number}")
    day = number // REPORTS_A_DAY
    when = _START + timedelta(days=day)
    published = Published(when, when, "day", "metadata", "made up")
    original = number - chance.randint(1, 12)
    if chance.random() < 0.3 and original >= day * REPORTS_A_DAY:
        text = _copied(_text(original, seed), number)
    else:
        text = _text(number, seed)
    return Report(
        text, f"made-up-{number:07d}", publisher=f"The {_word('paper', number % 97)} Paper", published=published
    )


def reports(first: int, last: int, seed: int = 1) -> Iterator[Report]:
    """The reports from one number up to another."""
    return (report(number, seed) for number in range(first, last))


def _copied(text: str, number: int) -> str:
    """A copy under another masthead, with a few words changed that are not of the deeds."""
    chance = random.Random(f"copy {number}")
    lines = text.split("\n")
    changed = [
        " ".join(
            "meanwhile" if not _LINE.search(line) and not _SAID.search(line) and chance.random() < 0.05 else word
            for word in line.split(" ")
        )
        for line in lines
    ]
    return f"{_word('paper', number % 97)} Wire Digest\n" + "\n".join(changed)


def _text(number: int, seed: int) -> str:
    chance = random.Random(f"text {seed} {number}")
    day = number // REPORTS_A_DAY
    today = deeds_of(day, seed)
    # A few deeds of a day are told by most papers.
    main = today[min(int(chance.expovariate(0.6)), len(today) - 1)]
    lines = [_told(main, chance, dated=True)]
    if chance.random() < 0.6:
        lines.append(_told(chance.choice(today), chance, dated=True))
    if day > 3 and chance.random() < 0.4:
        lines.append(_told(chance.choice(deeds_of(day - chance.randint(1, 3), seed)), chance, dated=False))
    if day > 60 and chance.random() < 0.15:
        lines.append(_told(chance.choice(deeds_of(day - chance.randint(30, 60), seed)), chance, dated=True))
    if chance.random() < 0.4:
        what = chance.choice(_LEANINGS).format(site=main.site, town=main.town)
        lines.append(f"A spokesman for the {_word('party', chance.randrange(120))} army said {what}.")
    names = sorted(towns())
    for pattern in chance.sample(_FILLER, 5):
        line = pattern.format(
            town=main.town,
            other=chance.choice(names),
            site=main.site,
            who=_word("person", chance.randrange(50_000)),
            name=_word("person", chance.randrange(50_000)),
            number=chance.randint(2, 90),
        )
        lines.insert(chance.randint(1, len(lines)), f"{line}.")
    return "\n".join(lines)


def _told(deed: Deed, chance: random.Random, dated: bool) -> str:
    # Papers differ on the toll, and it rises.
    toll = max(0, deed.toll + (chance.choice((-1, 1, 2)) if chance.random() < 0.25 else 0))
    when = f" on {_START + timedelta(days=deed.day)}" if dated else ""
    tail = " in answer to an earlier attack" if deed.answers else ""
    return f"{deed.doer} {deed.verb} the {deed.town} {deed.site}{when}, killing {toll} people{tail}."


class SyntheticReader:
    """Reads what this module writes, by its patterns: a few hundred microseconds a report."""

    name = "synthetic"
    version = "1"

    def read(self, report: Report) -> Reading:
        """The deeds, spokesmen and answers of a report."""
        mentions = tuple(_mention(report, match) for match in _LINE.finditer(report.text))
        statements = tuple(_statement(report, match, mentions) for match in _SAID.finditer(report.text))
        links = tuple(
            ToldLink(a.mention_id, b.mention_id, "response_to", None, a.trigger.start, a.trigger.end, a.trigger.text)
            for match, a, b in zip(_LINE.finditer(report.text), mentions, mentions[1:], strict=False)
            if match["answer"]
        )
        spans = tuple(Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", report.text))
        return Reading(report=report, sentences=spans, mentions=mentions, statements=statements, links=links)


def _mention(report: Report, match: re.Match[str]) -> Mention:
    def words(group: str) -> TextSpan:
        return Span(*match.span(group)).of(report.text)

    trigger, town, toll, doer, site = (words(group) for group in ("verb", "town", "toll", "doer", "site"))
    identity = (report.report_id, trigger.start)
    place = replace(towns()[town.text], start=town.start, end=town.end)
    when = None
    if match["day"]:
        day = date.fromisoformat(match["day"])
        when = MentionTime(*match.span("day"), match["day"], match["day"], day, day, "day")
    kind = next(kind for verb, kind, _ in _DEEDS if verb == trigger.text)
    known = f"made-up:{doer.text.lower().replace(' ', '-')}"
    return Mention(
        mention_id=content_id("men", *identity),
        report_id=report.report_id,
        event_id=content_id("evt", *identity),
        sentence=Span(*match.span()),
        trigger=trigger,
        kind=kind,
        plover=None,
        status="occurred",
        actors=(
            MentionActor("actor", "group", doer.start, doer.end, doer.text, known, doer.text),
            MentionActor("recipient", "facility", site.start, site.end, site.text),
        ),
        place=place,
        time=when,
        killed=Count(int(toll.text), int(toll.text), int(toll.text), toll.start, toll.end, toll.text),
        confidence=0.9,
    )


def _statement(report: Report, match: re.Match[str], mentions: tuple[Mention, ...]) -> Statement:
    who, what = Span(*match.span("who")).of(report.text), Span(*match.span("what")).of(report.text)
    return Statement(
        statement_id=content_id("sta", report.report_id, who.start),
        report_id=report.report_id,
        source=Source(who.start, who.end, who.text, None, who.text),
        cue=None,
        content=(what.span,),
        direct=False,
        stance="asserts",
        sentence=Span(*match.span()),
        sentence_text=match.group(),
        text=what.text,
        mentions=tuple(m.mention_id for m in mentions[:1]),
    )
