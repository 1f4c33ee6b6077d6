"""A report's own date solved from several cues that agree: counted weeks, weekdays, dates without a year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ...model import Published, Timex
from ..times.slots import precision_of
from ..times.tense import Tense
from .bounds import day_of
from .shown import plain

_FRESH_DAYS = 21
"""A report that counts the weeks of a year writes within so many days of them."""
_STRETCH_DAYS = 45
"""Longer stretches ("the first half of 2019") are told long after they end."""
_NEAR_DAYS = 45
"""A date without a year that confirms another lies within so many days of it."""
_AHEAD_DAYS = 731
"""Years that a text looks ahead to lie within two of its own."""
_DAY = timedelta(days=1)
_TOLD_ON = re.compile(r"\b(?:said|announced|reported|told \w+|confirmed|stated|declared)(?: late| early)?(?: on)? ?$")
"""What stands before the day on which the news itself was told."""
_LOOK, _LEDE = 24, 600
"""Characters before a time, and those from the top of a report, in which that is looked for."""
_WEEKDAY = re.compile(r"XXXX-WXX-([1-7])(?:T.*)?")
_YEARLESS = re.compile(r"XXXX-(\d\d)-(\d\d)(?:T.*)?")


@dataclass(frozen=True, slots=True)
class _Cue:
    """One bound that the text sets on its own date."""

    first: date
    last: date
    words: str


def solved(text: str, told: Sequence[Timex], tenses: Sequence[Tense | None]) -> Published | None:
    """The days on which everything that the text sets can hold; None unless two cues agree on them."""
    for place, timex in enumerate(told):
        anchor = _anchor(timex, tenses[place])
        if anchor is None:
            continue
        days, cues = _narrowed(text, told, anchor, timex)
        days = _bounded(told, tenses, days, timex, cues)
        telling = timex.start < _LEDE and _TOLD_ON.search(text[max(0, timex.start - _LOOK) : timex.start])
        if days is not None and telling:
            # "police said on Thursday, July 25, 2019": the day on which the news was told.
            days = (anchor.first, anchor.first)
        elif days is None or len(cues) < 2:
            continue
        shown = "; ".join(cue.words for cue in cues)
        return Published(days[0], days[1], precision_of(*days), "inferred", f"solved from the text: {shown}")
    return None


def _anchor(timex: Timex, tense: Tense | None) -> _Cue | None:
    """A cue that names its year and is about now: some weeks or days of a year, or a weekday with its full date."""
    if timex.first is None or timex.last is None or tense == "future":
        return None
    length = (timex.last - timex.first).days + 1
    counted = re.search(r"\b(?:19|20)\d\d\b", timex.text)
    if counted and timex.type == "DURATION" and length <= _STRETCH_DAYS:
        return _Cue(timex.last, timex.last + timedelta(days=_FRESH_DAYS), f'"{plain(timex.text)}" ends {timex.last}')
    with_weekday = counted and length == 1 and re.match(r"[A-Za-z]{3,9}day\b", timex.text)
    if with_weekday and timex.first.strftime("%A").lower() == timex.text.split()[0].strip(",.").lower():
        return _Cue(timex.first, timex.first + 6 * _DAY, f'"{plain(timex.text)}"')
    return None


def _narrowed(
    text: str, told: Sequence[Timex], anchor: _Cue, timex: Timex
) -> tuple[tuple[date, date] | None, list[_Cue]]:
    """The anchor's days, narrowed by weekdays told in its sentence and confirmed by dates without a year."""
    first, last = anchor.first, anchor.last
    cues = [anchor]
    for other in told:
        weekday = _WEEKDAY.fullmatch(other.value)
        if weekday and timex.type == "DURATION" and _same_sentence(text, timex, other):
            day = timex.last or first
            day -= timedelta(days=(day.isoweekday() - int(weekday[1])) % 7)
            # A bare weekday is told within the week, and on its own day it would be "today".
            first, last = max(first, day + _DAY), min(last, day + 6 * _DAY)
            cues.append(_Cue(day, day, f'"{plain(other.text)}" in it is {day}'))
        yearless = _YEARLESS.fullmatch(other.value)
        if yearless and (day_told := _nearest(first, int(yearless[1]), int(yearless[2]))):
            cues.append(_Cue(day_told, day_told, f'"{plain(other.text)}" is {day_told}'))
    return ((first, last) if first <= last else None), cues


def _same_sentence(text: str, one: Timex, other: Timex) -> bool:
    """True when no sentence ends between two times."""
    low, high = sorted((one, other), key=lambda t: t.start)
    return not re.search(r"[.!?][\"”’]?\s+[A-Z“\"]|\n", text[low.end : high.start])


def _nearest(day: date, month: int, dom: int) -> date | None:
    """The day and month nearest to a day, if it lies close by."""
    for year in (day.year, day.year - 1, day.year + 1):
        found = day_of(year, month, dom)
        if found is not None and abs((found - day).days) <= _NEAR_DAYS:
            return found
    return None


def _bounded(
    told: Sequence[Timex],
    tenses: Sequence[Tense | None],
    days: tuple[date, date] | None,
    anchor: Timex,
    cues: list[_Cue],
) -> tuple[date, date] | None:
    """None when the text tells, in the past, of a dated time after these days; years ahead count as agreeing cues."""
    if days is None:
        return None
    for timex, tense in zip(told, tenses, strict=True):
        if timex is anchor or timex.first is None or timex.last is None or timex.type not in ("DATE", "TIME"):
            continue
        if timex.first > days[1] and tense == "past":
            return None
        named = re.search(r"\b(?:19|20)\d\d\b", timex.text)
        if tense == "future" and named and days[1] < timex.last <= days[1] + timedelta(days=_AHEAD_DAYS):
            cues.append(_Cue(days[0], timex.last, f'"{plain(timex.text)}" lies ahead'))
    return days
