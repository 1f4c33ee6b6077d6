"""The report's own date, where no source told it: from a date line, a note, or by solving what the text sets.

Invariant: a date found here agrees with at least two cues of the text, or stands on a line of its own. History told in
the past ("in 2018", "in January 2020") dates nothing by itself: a writer names the year of what is not recent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from ...model import Interval, Published, Timex
from ..dateline import in_dateline
from ..parse import Sentence
from ..times import TimeTagger
from ..times.dates_told import DatingWords
from ..times.slots import precision_of
from ..times.tense import Tense
from .bounds import bounded
from .world import DatingWorld

_HEAD_CHARS, _HEAD_LINES = 1200, 12
"""Where a date line can stand."""
_NOTE_REACH = 60
"""How far after "originally published" its date may stand."""
_FRESH_DAYS = 21
"""A report that counts the weeks of a year writes within so many days of them."""
_STRETCH_DAYS = 45
"""Longer stretches ("the first half of 2019") are told long after they end."""
_NEAR_DAYS = 45
"""A date without a year that confirms another lies within so many days of it."""
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
_NO_DATE = Interval()
_WEEKDAY = re.compile(r"XXXX-WXX-([1-7])(?:T.*)?")
_YEARLESS = re.compile(r"XXXX-(\d\d)-(\d\d)(?:T.*)?")
_OF_YEAR = re.compile(r"(?:XXXX|\d{4})-(\d\d)-(\d\d)")
_FULL = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class _Cue:
    """One bound that the text sets on its own date."""

    first: date
    last: date
    words: str


def infer_published(
    text: str,
    sentences: Sequence[Sentence],
    times: TimeTagger,
    known: Published,
    world: DatingWorld | None = None,
) -> Published:
    """The report's own date: `known` when it is known, else what the text itself settles, else `known` unchanged.

    With `world`, a report that settles no date is bounded by the offices, known events and years that it tells of,
    where these leave no more than about three years. The result's `reason` says in words which expressions settled it.
    """
    told = times.tag(text, sentences, known.interval)
    note = _note(text, told, times)
    if known.start is not None or known.end is not None:
        return _on_dateline(text, told, _checked(text, told, note, known))
    header = _date_line(text, told, times)
    if header is not None:
        return header
    tenses = times.tenses(text, sentences, told)
    found = _solve(text, told, tenses)
    if found is not None:
        return found
    noted = _from_note(text, told, tenses, note)
    window = bounded(text, sentences, told, tenses, world) if world is not None else None
    if noted is not None and not _excluded(noted, window):
        return noted
    return _on_dateline(text, told, window) if window else known


def _on_dateline(text: str, told: Sequence[Timex], known: Published) -> Published:
    """The one day of a vague date that a dateline without its year can mean ("BAGHDAD, Dec. 31 (Agency) --")."""
    if known.start is None or known.end is None or known.start == known.end:
        return known
    for timex in told:
        if timex.start > _HEAD_CHARS:
            break
        found = _OF_YEAR.fullmatch(timex.value)
        if (
            found is None
            or not any(char.isdigit() for char in timex.text)
            or not in_dateline(text, timex.start, timex.end)
        ):
            continue
        years = range(known.start.year, known.end.year + 1)
        days = [day for year in years if (day := _day(year, int(found[1]), int(found[2])))]
        inside = [day for day in days if known.start <= day <= known.end]
        if len(inside) == 1:
            reason = f'the dateline "{_plain(timex.text)}" within {_days(known.start, known.end)}: {known.reason}'
            return Published(inside[0], inside[0], "day", "header", reason)
    return known


def _day(year: int, month: int, dom: int) -> date | None:
    """A date, or None when there is no such day."""
    try:
        return date(year, month, dom)
    except ValueError:
        return None


def _excluded(noted: Published, window: Published | None) -> bool:
    """True when a note's date lies before everything that the world allows."""
    return bool(window and window.start and noted.end and noted.end < window.start)


def date_conflict(text: str, published: Interval, times: Sequence[Timex], notes: Sequence[str] = ()) -> str | None:
    """Why a republication note's date cannot be the report's, or None when nothing contradicts.

    `times` are the report's time expressions, counted from `published`; `notes` the phrases of such notes (the shipped
    ones when empty).
    """
    if published.start is None or published.end is None:
        return None
    note = _noted(text, times, notes or _shipped_notes())
    if note is None or note.last is None or note.first is None:
        return None
    between = [t for t in times if t is not note and _tells_after(t, note.last, published.end)]
    if note.last >= published.start - timedelta(days=31) or len(between) < 2:
        return None
    shown = ", ".join(f'"{_plain(t.text)}" ({t.value})' for t in between[:3])
    dated = _days(published.start, published.end)
    return f'a note dates the piece "{_plain(note.text)}", but it is dated {dated} and tells of later times: {shown}'


@lru_cache(maxsize=1)
def _shipped_notes() -> tuple[str, ...]:
    """Phrases of republication notes from the shipped knowledge, read once."""
    return DatingWords.load().notes


def _tells_after(timex: Timex, after: date, until: date) -> bool:
    """True for a time that lies wholly after a day and begins no later than another."""
    counted = timex.type in ("DATE", "TIME") and not timex.value.endswith("_REF")
    if not counted or timex.first is None or timex.first == timex.last == until:
        return False
    return after < timex.first <= until


def _note(text: str, told: Sequence[Timex], times: TimeTagger) -> Timex | None:
    """The date of a republication note."""
    return _noted(text, told, times.dating.notes)


def _noted(text: str, told: Sequence[Timex], phrases: Sequence[str]) -> Timex | None:
    """The first dated time that follows one of the phrases within its sentence."""
    pattern = "|".join(re.escape(phrase) for phrase in phrases)
    if not pattern:
        return None
    for match in re.finditer(rf"\b(?:{pattern})\b", text, re.IGNORECASE):
        for timex in told:
            between = text[match.end() - 3 : timex.start]
            near = match.end() - 3 <= timex.start <= match.end() + _NOTE_REACH
            if near and timex.first is not None and not re.search(r"[.!?]\s", between):
                return timex
    return None


def _checked(text: str, told: Sequence[Timex], note: Timex | None, known: Published) -> Published:
    """A known date, unless it is only the note's and the text has a date line that says otherwise."""
    if note is None or known.basis in ("metadata", "header", "given"):
        return known
    lines = [t for t in told if t is not note and t.precision == "day" and _FULL.fullmatch(t.value)]
    same = note.first is not None and known.start is not None and note.first <= known.start <= (note.last or note.first)
    better = next((t for t in lines if t.start < _HEAD_CHARS and _stands_alone(text, t, frozenset())), None)
    if not same or better is None or better.first is None or better.first <= (known.end or better.first):
        return known
    reason = f'the date line "{_plain(better.text)}", which is later than the note "{_plain(note.text)}"'
    return Published(better.first, better.last, "day", "header", reason)


def _date_line(text: str, told: Sequence[Timex], times: TimeTagger) -> Published | None:
    """A full date on a line of its own, or in a dateline, at the top of the report."""
    for timex in told:
        if timex.start > _HEAD_CHARS or text.count("\n", 0, timex.start) > _HEAD_LINES:
            return None
        if timex.precision != "day" or not _FULL.match(timex.value) or timex.first is None:
            continue
        if not any(char.isdigit() for char in timex.text):
            continue
        if _stands_alone(text, timex, times.dating.header) or in_dateline(text, timex.start, timex.end):
            reason = f'the date line "{_plain(timex.text)}"'
            return Published(timex.first, timex.last, "day", "header", reason)
    return None


def _stands_alone(text: str, timex: Timex, allowed: frozenset[str]) -> bool:
    """True when nothing but header words stands before the date on its line, and no sentence after it."""
    begin = text.rfind("\n", 0, timex.start) + 1
    end = text.find("\n", timex.end)
    before = re.findall(r"[^\W\d_]+", text[begin : timex.start].lower())
    after = text[timex.end : end if end >= 0 else len(text)].strip()
    words = re.findall(r"[^\W\d_]+", after.lower())
    return set(before) <= allowed and (set(words) <= allowed or (":" in after[:12] and not after.endswith(".")))


def _solve(text: str, told: Sequence[Timex], tenses: Sequence[Tense | None]) -> Published | None:
    """The days on which everything that the text sets can hold; None unless two cues agree on them."""
    for place, timex in enumerate(told):
        anchor = _anchor(timex, tenses[place])
        if anchor is None:
            continue
        days, cues = _narrowed(text, told, anchor, timex)
        days = _bounded(told, tenses, days, timex, cues)
        if days is None or len(cues) < 2:
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
        return _Cue(timex.last, timex.last + timedelta(days=_FRESH_DAYS), f'"{_plain(timex.text)}" ends {timex.last}')
    with_weekday = counted and length == 1 and re.match(r"[A-Za-z]{3,9}day\b", timex.text)
    if with_weekday and timex.first.strftime("%A").lower() == timex.text.split()[0].strip(",.").lower():
        return _Cue(timex.first, timex.first + 6 * _DAY, f'"{_plain(timex.text)}"')
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
            cues.append(_Cue(day, day, f'"{_plain(other.text)}" in it is {day}'))
        yearless = _YEARLESS.fullmatch(other.value)
        if yearless and (day_told := _nearest(first, int(yearless[1]), int(yearless[2]))):
            cues.append(_Cue(day_told, day_told, f'"{_plain(other.text)}" is {day_told}'))
    return ((first, last) if first <= last else None), cues


def _same_sentence(text: str, one: Timex, other: Timex) -> bool:
    """True when no sentence ends between two times."""
    low, high = sorted((one, other), key=lambda t: t.start)
    return not re.search(r"[.!?][\"”’]?\s+[A-Z“\"]|\n", text[low.end : high.start])


def _nearest(day: date, month: int, dom: int) -> date | None:
    """The day and month nearest to a day, if it lies close by."""
    for year in (day.year, day.year - 1, day.year + 1):
        found = _day(year, month, dom)
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
        if tense == "future" and named and days[1] < timex.last <= days[1] + timedelta(days=731):
            cues.append(_Cue(days[0], timex.last, f'"{_plain(timex.text)}" lies ahead'))
    return days


def _from_note(
    text: str, told: Sequence[Timex], tenses: Sequence[Tense | None], note: Timex | None
) -> Published | None:
    """The date of a note ("first published in May 2019"), where nothing told is later."""
    if note is None or note.first is None or note.last is None:
        return None
    later = [t for t, tense in zip(told, tenses, strict=True) if t is not note and tense != "future" and t.first]
    if any(t.first is not None and t.first > note.last for t in later):
        return None
    return Published(note.first, note.last, note.precision, "text", f'the note "{_plain(note.text)}"')


def _plain(words: str) -> str:
    """Words on one line."""
    return " ".join(words.split())


def _days(first: date, last: date) -> str:
    """One day, or two with a dash."""
    return str(first) if first == last else f"{first} to {last}"
