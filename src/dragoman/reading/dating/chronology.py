"""Chronologies: reports whose paragraphs each open with a date, in order.

"23 January 2022 – ... 24 January – ...": a date without its year takes that of the entry before it, and what an entry
tells without a time of its own was on the entry's day.

Invariant: a report is a chronology only with three entries or more whose days never go back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from ...model import HAPPENED, Mention, MentionTime, Timex

_LEAST_ENTRIES = 3
_OPENING = re.compile(r"\s*(?:[•*–—-]\s*)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?", re.IGNORECASE)
"""What may stand before the date of an entry on its line."""
_AFTER = re.compile(r"\s*(?:[.:|–—-]|\n|$)")
"""What follows the date of an entry."""
_KNOWN = re.compile(r"\b(?:the|that|this|those|these)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
"""What stands before a noun that the reader is taken to know: "the attack", "this second blast"."""
_YEARLESS = re.compile(r"XXXX-(\d\d)-(\d\d)")
_FULL = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated entry: from its date to the next entry's."""

    timex: Timex
    start: int
    end: int


def chronicled(text: str, times: Sequence[Timex]) -> list[Timex]:
    """The times, where those of a chronology that lack a year take it from the entries before."""
    heads = {timex.start for timex in _heads(text, times)}
    if len(heads) < _LEAST_ENTRIES:
        return list(times)
    found, last = [], None
    for timex in times:
        yearless = _YEARLESS.fullmatch(timex.value)
        if timex.start in heads:
            if yearless and last is not None:
                timex = _in_year(timex, last)
            last = timex.first or last
        elif yearless and last is not None:
            timex = _nearest_year(timex, last)
        found.append(timex)
    return found


def entries(text: str, times: Sequence[Timex]) -> list[Entry]:
    """The entries of a chronology in order; none for a report that is not one."""
    heads = [timex for timex in _heads(text, times) if timex.first is not None]
    days = [timex.first for timex in heads if timex.first is not None]
    if len(heads) < _LEAST_ENTRIES or any(one > other for one, other in pairwise(days)):
        return []
    ends = [timex.start for timex in heads[1:]]
    return [Entry(timex, timex.start, end) for timex, end in zip(heads, [*ends, len(text)], strict=True)]


def dated_by_entry(text: str, mentions: Sequence[Mention], times: Sequence[Timex]) -> list[Mention]:
    """The mentions, with the day of their entry where they have no time of their own."""
    found = entries(text, times)
    if not found:
        return list(mentions)
    wanting = (m.time is None and not (m.background or m.series) for m in mentions)
    return [
        _dated(m, found) if wants and not _looks_back(text, m, mentions, found) else m
        for wants, m in zip(wanting, mentions, strict=True)
    ]


def _looks_back(text: str, mention: Mention, mentions: Sequence[Mention], found: Sequence[Entry]) -> bool:
    """True for "the attack" of a later entry, where an earlier entry tells such a deed and this one does not."""
    at = mention.trigger.start
    if not _KNOWN.search(text[max(0, at - 40) : at]) or mention.killed or mention.injured:
        return False
    begin = next((one.start for one in found if one.start <= at < one.end), at)
    before = [m for m in mentions if m.trigger.start < at and m.status in HAPPENED]
    like = [m for m in before if m.kind == mention.kind] or [m for m in before if _of_one_sort(m, mention)]
    return bool(like) and all(m.trigger.start < begin for m in like)


def _of_one_sort(one: Mention, other: Mention) -> bool:
    """True for two deeds of one PLOVER type."""
    return one.plover is not None and other.plover is not None and one.plover.type == other.plover.type


def _dated(mention: Mention, found: Sequence[Entry]) -> Mention:
    entry = next((one for one in found if one.start <= mention.trigger.start < one.end), None)
    if entry is None:
        return mention
    t = entry.timex
    return replace(mention, time=MentionTime(t.start, t.end, t.text, t.value, t.first, t.last, t.precision))


def _heads(text: str, times: Sequence[Timex]) -> list[Timex]:
    """Dates of a day, told in figures, that open a line and are set off from what follows."""
    found = []
    for timex in times:
        if timex.type != "DATE" or not (_FULL.fullmatch(timex.value) or _YEARLESS.fullmatch(timex.value)):
            continue
        line = text.rfind("\n", 0, timex.start) + 1
        opens = _OPENING.fullmatch(text[line : timex.start]) is not None
        if opens and any(char.isdigit() for char in timex.text) and _AFTER.match(text, timex.end):
            found.append(timex)
    return found


def _in_year(timex: Timex, last: date) -> Timex:
    """A date without a year, in the first year in which it is not before the last entry."""
    month, day = (int(part) for part in timex.value[5:].split("-"))
    year = last.year + ((month, day) < (last.month, last.day))
    return _on(timex, year, month, day)


def _nearest_year(timex: Timex, last: date) -> Timex:
    """A date without a year, in the year in which it lies nearest to its entry."""
    month, day = (int(part) for part in timex.value[5:].split("-"))
    ahead = (month - last.month) % 12
    year = last.year + (last.month + ahead > 12) if ahead <= 6 else last.year - (last.month - (12 - ahead) < 1)
    return _on(timex, year, month, day)


def _on(timex: Timex, year: int, month: int, day: int) -> Timex:
    try:
        found = date(year, month, day)
    except ValueError:
        return timex
    return replace(timex, value=found.isoformat(), first=found, last=found, precision="day")
