"""Who, whom, how many, where and when: invented passages by class, each with what its incident must tell.

`tests/data/deeds.tsv`: the class, the passage (published on 15 May 2024, a Wednesday) and what is wanted: kinds that
answer it, then cells. Of a cell "/" parts what may stand there, "-" is unknown, a day may be a range; `n` is the number
of incidents told as news (one at most where it is not given); "none" is a passage that tells of no deed at all. Of the
208 passages that were written those stand there that are read right; a mistake of today is no test.
"""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from bench.common import together
from bench.world_gold import HAPPENED, VIOLENCE, words
from dragoman.api import published_on
from dragoman.model import Count, Incident, Report

ROWS = Path(__file__).parent / "data" / "deeds.tsv"
SMALL = frozenset(words("the a an of in on at to and or for by with from its his her their"))
ROLES = {"actor": {"actor", "blamed", "claimant"}, "target": {"recipient", "victim"}}
CLASSES = {"who": 18, "whom": 12, "toll": 20, "where": 15, "when": 13, "kind": 14, "join": 5, "trap": 18}
"""The least number of passages of a class."""


def plain(text: object) -> set[str]:
    """Words without accents, in the singular as well."""
    folded = unicodedata.normalize("NFD", str(text or ""))
    found = set(words("".join(char for char in folded if not unicodedata.combining(char)))) - SMALL
    return found | {word.rstrip("s") for word in found}


def named(wanted: str, told: list[str]) -> bool:
    """True where one of the wanted names shares a word with one of those told; "-" wants none."""
    if wanted == "-":
        return not told
    return any(plain(one) & plain(other) for one in wanted.split("/") for other in told)


def counted(wanted: str, told: Count | None) -> bool:
    """True where one of the wanted numbers is an end or the best of what is told."""
    values = {told.low, told.best, told.high} if told else {None}
    return any(values == {None} if one == "-" else int(one) in values for one in wanted.split("/"))


def edge(text: str, last: bool) -> date:
    """First or last day of "2024-05-13", "2024-05" or "2024"."""
    year, month, day = [*map(int, text.split("-")), 0, 0][:3]
    if day:
        return date(year, month, day)
    if not last:
        return date(year, month or 1, 1)
    return date(year + (month in (0, 12)), (month % 12) + 1, 1) - timedelta(1) if month else date(year, 12, 31)


def right(cell: str, wanted: str, told: Incident) -> bool:
    """True where an incident tells a cell as it is wanted."""
    if cell in ROLES:
        parties = [one for one in told.actors if one.role in ROLES[cell]]
        return named(wanted, [text for one in parties for text in (one.name, *one.texts) if text])
    if cell in ("killed", "injured"):
        return counted(wanted, getattr(told, cell))
    place = told.place
    if cell in ("place", "country"):
        whole = [place.name, place.text] if place and cell == "place" else []
        whole += [place.country_name, place.name] if place and cell == "country" else []
        return named(wanted, [name for name in whole if name])
    first, last = edge(wanted.split("/")[0], False), edge(wanted.split("/")[-1], True)
    time = told.time
    return time.start is not None and first <= time.start and (time.end or time.start) <= last


def misses(number: int, text: str, wanted: str) -> list[str]:
    """What is not told as it is wanted."""
    _, found = together([Report(text=text.replace("\\n", "\n"), external_id=str(number), published=published_on(DAY))])
    news = [one for one in found.incidents if one.kind in VIOLENCE and one.status in HAPPENED and not one.background]
    kinds, *cells = [part.strip() for part in wanted.split(";")]
    asked = dict(cell.split("=", 1) for cell in cells)
    if kinds == "none" or "status" in asked:
        return [one.summary for one in news if kinds == "none" or one.kind in kinds.split("/")]
    numbers = [int(one) for one in asked.pop("n", "0/1").split("/")]
    told = [one for one in news if one.kind in kinds.split("/")]
    wrong = [[cell for cell, value in asked.items() if not right(cell, value, one)] for one in told]
    best = min(wrong, key=len, default=["kind"])
    return best + (["n"] if len(news) not in numbers else [])


DAY = "2024-05-15"


@pytest.fixture(scope="module")
def passages() -> list[tuple[str, str, str]]:
    with ROWS.open(encoding="utf8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["class"], row["text"], row["wanted"]) for row in rows]


def test_the_passages_cover_every_class(passages: list[tuple[str, str, str]]) -> None:
    found = Counter(sort for sort, _, _ in passages)
    assert all(found[sort] >= least for sort, least in CLASSES.items()), found


def test_what_a_passage_tells_of_its_deed_is_told(passages: list[tuple[str, str, str]]) -> None:
    wrong = {text: bad for number, (_, text, wanted) in enumerate(passages) if (bad := misses(number, text, wanted))}
    assert not wrong


def test_a_wrong_cell_is_noticed() -> None:
    text = "Gunmen shot three farmers dead near Dori on Monday."
    assert misses(0, text, "shooting; actor=gunmen; killed=3; place=Dori; day=2024-05-13") == []
    assert misses(0, text, "shooting; actor=police; killed=4; place=Kaya; day=2024-05-12") == [
        "actor", "killed", "place", "day",
    ]  # fmt: skip
    assert misses(0, text, "none")
