"""Notes of republication ("originally published in May 2019"): what they date, and where they cannot be right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from ...model import Interval, Published, Timex
from ..times.tense import Tense
from .datelines import other_line
from .shown import plain, shown_days

_NOTE_REACH = 60
"""How far after "originally published" its date may stand."""
_MARK = 3
"""Code points at a phrase's end that may belong to its date."""
_EARLIER = timedelta(days=31)
"""A note this much older than the report contradicts it."""
_CERTAIN = ("metadata", "header", "given")


def date_conflict(text: str, published: Interval, times: Sequence[Timex], notes: Sequence[str]) -> str | None:
    """Why a republication note's date cannot be the report's, or None when nothing contradicts.

    `times` are the report's time expressions, counted from `published`; `notes` the phrases of such notes.
    """
    if published.start is None or published.end is None:
        return None
    note = noted(text, times, notes)
    if note is None or note.last is None or note.first is None:
        return None
    between = [t for t in times if t is not note and _tells_after(t, note.last, published.end)]
    if note.last >= published.start - _EARLIER or len(between) < 2:
        return None
    shown = ", ".join(f'"{plain(t.text)}" ({t.value})' for t in between[:3])
    dated = shown_days(published.start, published.end)
    return f'a note dates the piece "{plain(note.text)}", but it is dated {dated} and tells of later times: {shown}'


def _tells_after(timex: Timex, after: date, until: date) -> bool:
    """True for a time that lies wholly after a day and begins no later than another."""
    counted = timex.type in ("DATE", "TIME") and not timex.value.endswith("_REF")
    if not counted or timex.first is None or timex.first == timex.last == until:
        return False
    return after < timex.first <= until


def noted(text: str, told: Sequence[Timex], phrases: Sequence[str]) -> Timex | None:
    """The first dated time that follows one of the phrases within its sentence."""
    lowered = text.lower()
    held = tuple(phrase for phrase in phrases if phrase.lower() in lowered)
    for match in _pattern(held).finditer(text) if held else ():
        for timex in told:
            between = text[match.end() - _MARK : timex.start]
            near = match.end() - _MARK <= timex.start <= match.end() + _NOTE_REACH
            if near and timex.first is not None and not re.search(r"[.!?]\s", between):
                return timex
    return None


# Few texts hold a phrase, and those one or two.
@lru_cache(maxsize=32)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the phrases as whole words."""
    listed = "|".join(re.escape(phrase) for phrase in phrases)
    return re.compile(rf"\b(?:{listed})\b", re.IGNORECASE)


def checked(text: str, told: Sequence[Timex], note: Timex | None, known: Published) -> Published:
    """A known date, unless it is only the note's and the text has a date line that says otherwise."""
    if note is None or known.basis in _CERTAIN:
        return known
    same = note.first is not None and known.start is not None and note.first <= known.start <= (note.last or note.first)
    better = other_line(text, told, note)
    if not same or better is None or better.first is None or better.first <= (known.end or better.first):
        return known
    reason = f'the date line "{plain(better.text)}", which is later than the note "{plain(note.text)}"'
    return Published(better.first, better.last, "day", "header", reason)


def from_note(told: Sequence[Timex], tenses: Sequence[Tense | None], note: Timex | None) -> Published | None:
    """The date of a note ("first published in May 2019"), where nothing told is later."""
    if note is None or note.first is None or note.last is None:
        return None
    later = [t for t, tense in zip(told, tenses, strict=True) if t is not note and tense != "future" and t.first]
    if any(t.first is not None and t.first > note.last for t in later):
        return None
    return Published(note.first, note.last, note.precision, "text", f'the note "{plain(note.text)}"')
