"""The dead as ACLED counts them: the lowest number told, words of number by table, and 0 where none is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..model import Count, Incident, Mention


@dataclass(frozen=True, slots=True)
class Toll:
    """A number of dead, and why it is not one that a report told, where it is not."""

    number: int
    assumed: str | None = None


def toll_of(incident: Incident, tellings: Sequence[Mention], sub_event: str, rules: Any, ruled: bool = False) -> Toll:
    """The lowest toll told, or that of the rule that a person chose (`ruled`).

    The low end of the ledger's range is the value of its rule `acled_lowest`: a test holds the two against each other.
    """
    killed = incident.killed
    if killed is None:
        return Toll(0, "no death toll is told: it stands as 0, as ACLED codes it, and is tagged")
    number = killed.low if killed.low is not None else 0
    if ruled:
        return Toll(killed.best if killed.best is not None else number)
    if any(applied.op == "set" and applied.field == "killed" for applied in incident.corrections):
        return Toll(number)
    words = next((m.killed.text for m in tellings if m.killed and m.killed.text and _floor(m.killed) == number), None)
    by_word = _of_word(words, sub_event, rules["words"]) if words else None
    if by_word is not None:
        return Toll(by_word, "a word stands for its toll (several, dozens, hundreds): coded by ACLED's numbers")
    if killed.high != killed.low:
        return Toll(number, "its toll is a range: the lowest number stands")
    return Toll(number)


def _floor(count: Count) -> int:
    known = [n for n in (count.low, count.best) if n is not None]
    return min(known) if known else 0


def _of_word(words: str, sub_event: str, table: Any) -> int | None:
    """What words of number count for; None for any other: digits, "several hundred", "dozens of thousands"."""
    told = words.casefold()
    few, many = table["few"], table["many"]
    for word, number in table.items():
        if isinstance(number, int) and _is(told, word, table["multipliers"]):
            return number
    if any(_is(told, word, table["multipliers"]) for word in few["words"]):
        return int(many["number"] if sub_event in many["sub_events"] else few["number"])
    return None


def _is(told: str, word: str, multipliers: Sequence[str]) -> bool:
    """True for a word of number, alone or before what is counted."""
    if told != word and not told.startswith(f"{word} "):
        return False
    rest = told[len(word) :]
    return not any(letter.isdigit() for letter in rest) and not any(other in rest for other in multipliers)
