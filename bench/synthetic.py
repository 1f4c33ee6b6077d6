"""Synthetic news in any number: places, days, parties and deeds made up, with what makes joining hard in real news.

Deterministic by its seed: report `n` is the same whatever is made before it. The density stays the same however long
the news goes on: so many reports a day, of a few deeds each day, some told by many papers; and every so often a deed
that hundreds of reports tell within three days, one in four of these a thousand. A share are near-copies of another
paper's report, translations in other words, new versions of an article with another toll, or without a date; tolls
contradict one another and rise, follow-ups retell a deed days later without its day, spokesmen contradict one another
on a deed and in general, and some deeds answer others. `synthetic_reader` reads them without a parser, to
measure what comes behind the reading.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dragoman.model import (
    Published,
    Report,
    content_id,
)

from .synthetic_names import made_up, towns

REPORTS_A_DAY = 12
_REPORTS_A_DEED = 4
_START = date(2001, 1, 1)
# Every forty days comes a deed that all papers tell: so many more reports, over three days.
_CYCLE_DAYS, _HOT_DAY = 40, 20
_HOT = (100, 100, 100, 1000)
ROUND = _CYCLE_DAYS * REPORTS_A_DAY * len(_HOT) + sum(_HOT)
"""So many reports until the news comes round to as many hot days again: what is measured over these can be compared."""
_SPREAD = (0.5, 0.3, 0.2)
_COPIED, _TRANSLATED, _REVISED, _UNDATED = 0.3, 0.06, 0.04, 0.04
DEEDS = (
    ("shelled", "shelling", "rockets"),
    ("bombed", "bombing", "a car bomb"),
    ("stormed", "storming", "rifles"),
    ("raided", "raid", "rifles"),
    ("ambushed", "armed_clash", "mortars"),
)
_TARGETS = ("market", "barracks", "consulate", "clinic", "airfield", "bridge", "school", "ministry", "depot", "mosque")
_LEANINGS = (
    "the {town} {site} that {band} {verb} is safe",
    "the {town} {site} that {band} {verb} is dangerous",
    "the {town} {site} that {band} {verb} is stronger",
    "the {town} {site} that {band} {verb} is weaker",
)
_GENERAL = (
    "the danger of ambush to fuel convoys on the {region} highway has grown",
    "the danger of ambush to fuel convoys on the {region} highway has shrunk",
    "the danger to shops and wells along the coast has grown",
    "the danger to shops and wells along the coast has fallen",
)
"""What spokesmen say of no deed at all, month after month, and others say the opposite of."""
_REGIONS = 40
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
LINE = re.compile(
    r"(?P<doer>[A-Z]\w+ (?:brigade|front|army)) (?P<verb>shelled|bombed|stormed|raided|ambushed) "
    r"the (?P<town>[A-Z]\w+) (?P<site>\w+)(?: on (?P<day>\d{4}-\d\d-\d\d))?, killing (?P<toll>\d+) (?:people|guards)"
    r"(?P<answer> in answer to an earlier attack)?\."
)
IN_OTHER_WORDS = re.compile(
    r"In (?P<town>[A-Z]\w+)(?:, on (?P<day>\d{4}-\d\d-\d\d))?, the (?P<site>\w+) was "
    r"(?P<verb>shelled|bombed|stormed|raided|ambushed) by the (?P<doer>[A-Z]\w+ (?:brigade|front|army)); "
    r"the dead are (?P<toll>\d+)(?P<answer>, as they answer to an earlier attack)?\."
)
SAID = re.compile(r"A spokesman for the (?P<who>[A-Z]\w+ (?:brigade|front|army)) said (?P<what>the [^.]+)\.")

IN_GENERAL = re.compile(r"(?P<who>[A-Z]\w+ (?:brigade|front|army)) commanders hold that (?P<what>the [^.]+)\.")


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


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a report stands: its day, and the day of the deed that all papers tell, where it is one of these."""

    day: int
    hot: int | None


def slot_of(number: int, a_day: int) -> Slot:
    """The place of a report in the news; the reports of a day that tell of the great deed come after the others."""
    calm = _CYCLE_DAYS * a_day
    rounds, rest = divmod(number, calm * len(_HOT) + sum(_HOT))
    cycle, hot = 0, _HOT[0]
    while rest >= calm + hot:
        rest -= calm + hot
        cycle += 1
        hot = _HOT[cycle]
    first = (rounds * len(_HOT) + cycle) * _CYCLE_DAYS
    for day in range(_CYCLE_DAYS):
        more = int(hot * _SPREAD[day - _HOT_DAY]) if 0 <= day - _HOT_DAY < len(_SPREAD) else 0
        if rest < a_day + more:
            return Slot(first + day, first + _HOT_DAY if rest >= a_day else None)
        rest -= a_day + more
    raise AssertionError("every report has a day")


@lru_cache(maxsize=500)
def deeds_of(day: int, seed: int, a_day: int = REPORTS_A_DAY) -> tuple[Deed, ...]:
    """The deeds of one day."""
    chance = random.Random(f"deeds {seed} {day}")
    names = sorted(towns())
    return tuple(
        Deed(
            day,
            f"{made_up('party', chance.randrange(120))} {chance.choice(('brigade', 'front', 'army'))}",
            chance.choice(DEEDS)[0],
            chance.choice(names),
            chance.choice(_TARGETS),
            chance.choice((0, 1, 2, 3, 4, 6, 9, 14, 25)),
            chance.random() < 0.2,
        )
        for _ in range(max(1, a_day // _REPORTS_A_DEED))
    )


def report(number: int, seed: int = 1, a_day: int = REPORTS_A_DAY) -> Report:
    """The report of that number."""
    chance = random.Random(f"report {seed} {number}")
    slot = slot_of(number, a_day)
    when = _START + timedelta(days=slot.day)
    published = Published(when, when, "day", "metadata", "made up")
    if chance.random() < _UNDATED:
        published = Published()
    sort, older = chance.random(), number - chance.randint(1, 12)
    # What is copied or revised is of the same day, or the day before.
    near = older >= 0 and slot_of(older, a_day).hot == slot.hot and slot_of(older, a_day).day >= slot.day - 1
    article, text, flags = "", "", ()
    if near and sort < _COPIED:
        text = _copied(_text(older, seed, a_day), number)
    elif near and sort < _COPIED + _REVISED:
        article, text = f"made-up-{older:07d}", _revised(_text(older, seed, a_day), number)
    elif sort < _COPIED + _REVISED + _TRANSLATED:
        text, flags = _text(number, seed, a_day, in_other_words=True), ("machine_translated",)
    else:
        text = _text(number, seed, a_day)
    return Report(
        text,
        f"made-up-{number:07d}",
        article_id=content_id("art", article or f"made-up-{number:07d}"),
        publisher=f"The {made_up('paper', number % 97)} Paper",
        published=published,
        flags=flags,
    )


def reports(first: int, last: int, seed: int = 1, a_day: int = REPORTS_A_DAY) -> Iterator[Report]:
    """The reports from one number up to another."""
    return (report(number, seed, a_day) for number in range(first, last))


def _copied(text: str, number: int) -> str:
    """A copy under another masthead, with a few words changed that are not of the deeds."""
    chance = random.Random(f"copy {number}")
    lines = text.split("\n")
    changed = [
        " ".join(
            "meanwhile" if not _deed_in(line) and not _said_in(line) and chance.random() < 0.05 else word
            for word in line.split(" ")
        )
        for line in lines
    ]
    return f"{made_up('paper', number % 97)} Wire Digest\n" + "\n".join(changed)


def _revised(text: str, number: int) -> str:
    """A new version of an article: the first toll is another one, and a line is added."""
    chance = random.Random(f"version {number}")
    more = re.sub(r"(?<=killing )\d+", lambda found: str(int(found.group()) + chance.randint(1, 3)), text, count=1)
    return f"{more}\nThis article was changed by {made_up('person', chance.randrange(50_000))} at {number % 24} hours."


def _deed_in(line: str) -> bool:
    return bool(LINE.search(line) or IN_OTHER_WORDS.search(line))


def _said_in(line: str) -> bool:
    return bool(SAID.search(line) or IN_GENERAL.search(line))


def _text(number: int, seed: int, a_day: int, in_other_words: bool = False) -> str:
    chance = random.Random(f"text {seed} {number}")
    slot = slot_of(number, a_day)
    day = slot.day
    today = deeds_of(day, seed, a_day)
    # A few deeds of a day are told by most papers.
    main = today[min(int(chance.expovariate(0.6 * 3 / len(today))), len(today) - 1)]
    if slot.hot is not None:
        main = deeds_of(slot.hot, seed, a_day)[0]
    told = _retold if in_other_words else _told
    lines = [told(main, chance, dated=True)]
    if chance.random() < 0.6:
        lines.append(told(chance.choice(today), chance, dated=True))
    if day > 3 and chance.random() < 0.4:
        lines.append(told(chance.choice(deeds_of(day - chance.randint(1, 3), seed, a_day)), chance, dated=False))
    if day > 60 and chance.random() < 0.15:
        lines.append(told(chance.choice(deeds_of(day - chance.randint(30, 60), seed, a_day)), chance, dated=True))
    if chance.random() < 0.4:
        band = main.doer.split()[0]
        what = chance.choice(_LEANINGS).format(site=main.site, town=main.town, band=band, verb=main.verb)
        lines.append(f"A spokesman for the {made_up('party', chance.randrange(120))} army said {what}.")
    if chance.random() < 0.15:
        what = chance.choice(_GENERAL).format(region=made_up("region", chance.randrange(_REGIONS)))
        lines.append(f"{made_up('party', chance.randrange(120))} army commanders hold that {what}.")
    names = sorted(towns())
    for pattern in chance.sample(_FILLER, 5):
        line = pattern.format(
            town=main.town,
            other=chance.choice(names),
            site=main.site,
            who=made_up("person", chance.randrange(50_000)),
            name=made_up("person", chance.randrange(50_000)),
            number=chance.randint(2, 90),
        )
        lines.insert(chance.randint(1, len(lines)), f"{line}.")
    return "\n".join(lines)


def _told(deed: Deed, chance: random.Random, dated: bool) -> str:
    when = f" on {_START + timedelta(days=deed.day)}" if dated else ""
    tail = " in answer to an earlier attack" if deed.answers else ""
    return f"{deed.doer} {deed.verb} the {deed.town} {deed.site}{when}, killing {_toll(deed, chance)} people{tail}."


def _retold(deed: Deed, chance: random.Random, dated: bool) -> str:
    """The same in the words of a translation."""
    when = f", on {_START + timedelta(days=deed.day)}" if dated else ""
    tail = ", as they answer to an earlier attack" if deed.answers else ""
    told = f"In {deed.town}{when}, the {deed.site} was {deed.verb} by the {deed.doer}"
    return f"{told}; the dead are {_toll(deed, chance)}{tail}."


def _toll(deed: Deed, chance: random.Random) -> int:
    """Papers differ on the toll, and it rises."""
    return max(0, deed.toll + (chance.choice((-1, 1, 2)) if chance.random() < 0.25 else 0))
