"""Dates at the head of a report: on a line of their own, or in a dateline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...model import Published, Timex
from ..dateline import in_dateline
from .bounds import day_of
from .shown import plain, shown_days

_HEAD_CHARS, _HEAD_LINES = 1200, 12
"""Where a date line can stand."""
_OF_YEAR = re.compile(r"(?:XXXX|\d{4})-(\d\d)-(\d\d)")
_FULL = re.compile(r"\d{4}-\d\d-\d\d")


def date_line(text: str, told: Sequence[Timex], allowed: frozenset[str]) -> Published | None:
    """A full date on a line of its own, or in a dateline, at the top of the report. `allowed`: words of such lines."""
    for timex in told:
        if timex.start > _HEAD_CHARS or text.count("\n", 0, timex.start) > _HEAD_LINES:
            return None
        if timex.precision != "day" or not _FULL.match(timex.value) or timex.first is None:
            continue
        if not any(char.isdigit() for char in timex.text):
            continue
        if _stands_alone(text, timex, allowed) or in_dateline(text, timex.start, timex.end):
            reason = f'the date line "{plain(timex.text)}"'
            return Published(timex.first, timex.last, "day", "header", reason)
    return None


def on_dateline(text: str, told: Sequence[Timex], known: Published) -> Published:
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
        days = [day for year in years if (day := day_of(year, int(found[1]), int(found[2])))]
        inside = [day for day in days if known.start <= day <= known.end]
        if len(inside) == 1:
            reason = f'the dateline "{plain(timex.text)}" within {shown_days(known.start, known.end)}: {known.reason}'
            return Published(inside[0], inside[0], "day", "header", reason)
    return known


def other_line(text: str, told: Sequence[Timex], note: Timex) -> Timex | None:
    """The first full date other than a note's that stands alone on a line at the top of the report."""
    lines = (t for t in told if t is not note and t.precision == "day" and _FULL.fullmatch(t.value))
    return next((t for t in lines if t.start < _HEAD_CHARS and _stands_alone(text, t, frozenset())), None)


def _stands_alone(text: str, timex: Timex, allowed: frozenset[str]) -> bool:
    """True when nothing but header words stands before the date on its line, and no sentence after it."""
    begin = text.rfind("\n", 0, timex.start) + 1
    end = text.find("\n", timex.end)
    before = re.findall(r"[^\W\d_]+", text[begin : timex.start].lower())
    after = text[timex.end : end if end >= 0 else len(text)].strip()
    words = re.findall(r"[^\W\d_]+", after.lower())
    return set(before) <= allowed and (set(words) <= allowed or (":" in after[:12] and not after.endswith(".")))
