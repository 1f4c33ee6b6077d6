"""A window for a report's date from what the world knows: tenures, known events, years told.

Invariant: every day on which all current cues can hold lies in the window; a cue that only history explains narrows
nothing, and cues that contradict each other give no window.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from ...knowledge.actor_base import Tenure
from ...model import Interval, Published, Timex
from ...model.interval import Precision
from ..parse import Sentence
from ..times.days import months_span
from ..times.tense import Tense
from .shown import plain
from .tenure import Held, earliest, holders
from .unit import Unit, units
from .world import DatingWorld

_WIDEST_DAYS = 1100
"""A window wider than about three years is no date."""
_OVERLAP_DAYS = 30
"""An office left so soon after the earliest possible day was left before: its holder is told of as history."""
_MARGIN = timedelta(days=7)
"""How long a paper goes on calling somebody by an office just left."""
_UNREAL_REACH = 6
"""How many words before an event can make it one that has not happened."""
_SHORT_DAYS = 31
_MONTH_REACH = 60
"""How far from an event its bare month may stand."""
_YEARLESS = timedelta(days=330)
"""A date told without its year lies no further from the report."""
_FIRST_YEAR, _LAST_YEAR = 1960, 2060
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile("|".join(_WEEKDAYS), re.IGNORECASE)
_BARE_WEEKDAY = re.compile(r"XXXX-WXX-[1-7](?:T.*)?")
_FEW_WEEKDAYS = 2
_WEEK = timedelta(days=6)
_DAY_OF_YEAR = re.compile(r"(?:XXXX|\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_WORD = re.compile(r"[^\W_]+")
_MONTH = re.compile(r"XXXX-(\d\d)|\d{4}-(\d\d)")
_DATED = re.compile(r"\b(?:19|20)\d\d\b")
_PLACED = frozenset({"in", "since", "during", "from"})
_FREE = frozenset({"by", "until", "till", "through", "before", "to", "for"})
Span = tuple[date, date]


@dataclass(slots=True)
class Evidence:
    """What a report says of its own date."""

    after: list[tuple[date, str]] = field(default_factory=list)
    """Days before which it was not written."""
    within: list[tuple[list[Span], str]] = field(default_factory=list)
    """Stretches of days outside which it was not written."""
    current: dict[tuple[Tenure, ...], str] = field(default_factory=dict)
    """Offices held when it was written."""


def bounded(
    text: str, sentences: Sequence[Sentence], told: Sequence[Timex], tenses: Sequence[Tense | None], world: DatingWorld
) -> Published | None:
    """The window that offices, known events and years leave; None when it is open, wide or contradictory."""
    evidence = gather(text, sentences, told, tenses, world)
    found = window(evidence)
    if found is None:
        return None
    (first, last), reasons = found
    return Published(first, last, precision_of_window(first, last), "inferred", "bounded by: " + "; ".join(reasons))


def precision_of_window(first: date, last: date) -> Precision:
    """Precision of a window of publication: longer than two years it is that of no unit."""
    length = (last - first).days + 1
    steps: tuple[tuple[int, Precision], ...] = ((1, "day"), (10, "week"), (45, "month"), (130, "season"), (740, "year"))
    return next((name for limit, name in steps if length <= limit), "unknown")


def anchored(
    text: str, sentences: Sequence[Sentence], told: Sequence[Timex], published: Interval, world: DatingWorld
) -> list[Timex]:
    """The report's times, where a bare month next to a known event is that event's.

    Only for a report whose own date does not tell the year by itself: unknown, or wider than a month.
    """
    if published.days is not None and published.days <= _SHORT_DAYS:
        return list(told)
    found = {timex.start: timex for timex in told}
    for unit in units(text, sentences, world.base.index.folder):
        words = set(_WORD.findall(unit.text.lower()))
        here = [t for t in told if unit.segment.span.start <= t.start < unit.segment.span.end and _MONTH.match(t.value)]
        if not here or words.isdisjoint(world.events.by_word):
            continue
        for event, match in world.events.named(unit.text, words):
            first, last = months_span(event.first.year, event.first.month, event.first.month)
            possible = published.start is None or first + timedelta(days=366) > published.start
            if event.kind == "term" or (event.last - event.first).days > _SHORT_DAYS or not possible:
                continue
            for timex in here:
                if timex.first is None and _names_month(unit, timex, match, first.month):
                    value = f"{first.year:04d}-{first.month:02d}"
                    found[timex.start] = replace(timex, value=value, first=first, last=last, precision="month")
    return [found[timex.start] for timex in told]


def gather(
    text: str, sentences: Sequence[Sentence], told: Sequence[Timex], tenses: Sequence[Tense | None], world: DatingWorld
) -> Evidence:
    """All cues of a report."""
    evidence = Evidence()
    for unit in units(text, sentences, world.base.index.folder):
        words = set(_WORD.findall(unit.text.lower()))
        offices, events = not words.isdisjoint(world.gate), not words.isdisjoint(world.events.by_word)
        if not offices and not events:
            continue
        span = unit.segment.span
        here = [i for i, timex in enumerate(told) if span.start <= timex.start < span.end]
        if offices:
            dated = any(_past_year(told[i]) for i in here)
            for held in holders(unit, world, dated):
                _add_holder(evidence, held)
        if events:
            _add_events(evidence, unit, words, [(told[i], tenses[i]) for i in here], world)
    _add_years(evidence, text, told, tenses)
    _add_weekdays(evidence, told, tenses)
    return evidence


def _past_year(timex: Timex) -> bool:
    """True for a time with its year, which a writer names for what is not of these days."""
    return bool(_DATED.search(timex.text)) and timex.type in ("DATE", "TIME", "DURATION")


def _add_holder(evidence: Evidence, held: Held) -> None:
    """The days of one naming of an office holder."""
    since = earliest(held)
    if since is not None:
        shown = f"{held.name} was {held.office} before" if held.former else f"{held.name} is {held.office}"
        evidence.after.append((since, f"{shown} ({'until' if held.former else 'since'} {since})"))
    if held.current and not held.former:
        evidence.current.setdefault(held.tenures, f"{held.name} is {held.office}")


def _add_years(evidence: Evidence, text: str, told: Sequence[Timex], tenses: Sequence[Tense | None]) -> None:
    """Named years told as past: the report is later."""
    for timex, tense in zip(told, tenses, strict=True):
        if tense != "past" or timex.first is None or timex.type not in ("DATE", "TIME") or not _past_year(timex):
            continue
        before = text[max(0, timex.start - 12) : timex.start].lower().split()
        # "the 2016 candidates" can be of next year; "in 2016" told as past cannot.
        placed = bool(before) and before[-1] in _PLACED
        bare = timex.text.strip().isdigit()
        if timex.mod in ("AFTER", "END") or (bare and not placed) or (before and before[-1] in _FREE):
            continue
        # A paper dated by another clock can seem a day older than what it tells.
        evidence.after.append((timex.first - timedelta(days=1), f'"{plain(timex.text)}" is past'))


def _add_weekdays(evidence: Evidence, told: Sequence[Timex], tenses: Sequence[Tense | None]) -> None:
    """A weekday with its date but no year ("Wednesday, May 15"): the years in which they fall together.

    Where bare weekdays are told as past beside it, all are of one week: with more days between, none would be clear.
    """
    bare = sum(
        tense == "past" and _BARE_WEEKDAY.fullmatch(timex.value) is not None
        for timex, tense in zip(told, tenses, strict=True)
    )
    for timex, tense in zip(told, tenses, strict=True):
        weekday = _WEEKDAY.match(timex.text)
        found = _DAY_OF_YEAR.fullmatch(timex.value)
        if weekday is None or found is None or _DATED.search(timex.text):
            continue
        number = _WEEKDAYS.index(weekday[0].lower()) + 1
        back = timedelta(0) if tense == "past" else _YEARLESS
        ahead = timedelta(0) if tense == "future" else _YEARLESS
        if tense == "past" and bare >= _FEW_WEEKDAYS:
            ahead = _WEEK
        days = (day_of(year, int(found[1]), int(found[2])) for year in range(_FIRST_YEAR, _LAST_YEAR))
        spans = [(day - back, day + ahead) for day in days if day and day.isoweekday() == number]
        if spans:
            evidence.within.append((spans, f'"{plain(timex.text)}"'))


def day_of(year: int, month: int, dom: int) -> date | None:
    """A date, or None when there is no such day."""
    try:
        return date(year, month, dom)
    except ValueError:
        return None


def _add_events(
    evidence: Evidence, unit: Unit, words: set[str], told: Sequence[tuple[Timex, Tense | None]], world: DatingWorld
) -> None:
    """Known events: the report is later; a bare month of theirs is the latest such month."""
    for event, match in world.events.named(unit.text, words):
        ahead = _WORD.findall(unit.text[: match.start()].lower())
        if event.kind != "term" and not world.events.unreal.isdisjoint(ahead[-_UNREAL_REACH:]):
            continue
        evidence.after.append((event.first, f'"{plain(match.group())}" is of {event.first}'))
        if event.kind == "term" or (event.last - event.first).days > _SHORT_DAYS:
            continue
        for timex, tense in told:
            if tense != "future" and _names_month(unit, timex, match, event.first.month):
                until = months_span(event.first.year + 1, event.first.month, event.first.month)[0] - timedelta(days=1)
                shown = f'"{plain(timex.text)}" of "{plain(match.group())}" is that of {event.first.year}'
                evidence.within.append(([(event.first, until)], shown))


def _names_month(unit: Unit, timex: Timex, match: re.Match[str], number: int) -> bool:
    """True for the bare month of an event, in the words just before its name or just after it."""
    found = _MONTH.fullmatch(timex.value)
    if found is None or int(found[1] or found[2]) != number or re.search(r"\d", timex.text):
        return False
    start, end = timex.start - unit.start, timex.end - unit.start
    if match.start() <= start < match.end():
        return False
    between = unit.text[end : match.start()] if end <= match.start() else unit.text[match.end() : start]
    return len(between) <= _MONTH_REACH and not re.search(r"[.!?;]", between)


def window(evidence: Evidence) -> tuple[Span, list[str]] | None:
    """The days that all evidence leaves, with the words of what bounds them."""
    floor, why = max(evidence.after, default=(date.min, ""), key=lambda cue: cue[0])
    spans: list[Span] = [(floor, date.max)]
    reasons: list[str] = []
    for limits, words in [*_current(evidence, floor), *evidence.within]:
        spans = _intersect(spans, limits)
        if not spans:
            return None
        # Weekdays fall on a date in many years; only the stretches that count are shown.
        limits = [limit for limit in limits if _intersect([limit], spans)]
        reasons.append(f"{words} ({_shown(limits)})")
    first, last = spans[0][0], spans[-1][1]
    if first == date.min or last == date.max or (last - first).days > _WIDEST_DAYS:
        return None
    if first == floor and why and not any(str(floor) in reason for reason in reasons):
        reasons.append(why)
    return (first, last), reasons


def _current(evidence: Evidence, floor: date) -> list[tuple[list[Span], str]]:
    """Days of the offices held now; those that were left before the earliest possible day are history."""
    found: list[tuple[list[Span], str]] = []
    for tenures, words in evidence.current.items():
        if any(_succeeds(later, tenures) for later in evidence.current):
            continue
        limits = _merged(
            (t.since or date.min, t.until + _MARGIN if t.until else date.max)
            for t in tenures
            if t.until is None or t.until > floor + timedelta(days=_OVERLAP_DAYS)
        )
        # Someone who held it before and could hold it again is as likely told of as history.
        if limits and len(limits) == len(_merged((t.since or date.min, t.until or date.max) for t in tenures)):
            found.append((limits, words))
    return found


def _succeeds(later: Sequence[Tenure], earlier: Sequence[Tenure]) -> bool:
    """True when other people hold the same office later: then the earlier ones are told of as history."""
    if {t.person for t in later} & {t.person for t in earlier} or (later[0].office, later[0].of) != (
        earlier[0].office,
        earlier[0].of,
    ):
        return False
    return min(t.since or date.min for t in later) > min(t.since or date.min for t in earlier)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that touch made one."""
    found: list[Span] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def _intersect(one: Sequence[Span], other: Sequence[Span]) -> list[Span]:
    """Days in both."""
    pairs = ((max(a[0], b[0]), min(a[1], b[1])) for a in one for b in other)
    return sorted((first, last) for first, last in pairs if first <= last)


def _shown(spans: Sequence[Span]) -> str:
    """Days in words: "since 2020-05-07", "until 2021-01-20", "2018-04-26 to 2021-01-20"."""
    return " or ".join(
        f"since {a}" if b == date.max else f"until {b}" if a == date.min else f"{a} to {b}" for a, b in spans
    )
