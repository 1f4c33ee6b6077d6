"""A window for a report's date from what the world knows: tenures, known events, years told.

Invariant: every day on which all current cues can hold lies in the window; a cue that only history explains narrows
nothing, and cues that contradict each other give no window.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from ...knowledge.actor_base import Tenure
from ...model import Published, Timex
from ...model.interval import Precision
from ..parse import Sentence
from ..times.days import months_span
from ..times.tense import Tense
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
_MONTH = re.compile(r"XXXX-(\d\d)|\d{4}-(\d\d)")
_DATED = re.compile(r"\b(?:19|20)\d\d\b")
_MONTHLESS_YEAR = re.compile(r"\b\d{2,4}\b")
_WEEKDAY_DATE = re.compile(r"(?i)(mon|tues|wednes|thurs|fri|satur|sun)day")
_DAY_OF_YEAR = re.compile(r"(?:XXXX|\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_PLACED = frozenset({"in", "since", "during", "from"})
_FREE = frozenset({"by", "until", "till", "through", "before", "to", "for"})
Span = tuple[date, date]


@dataclass(slots=True)
class Evidence:
    """What a report says of its own date."""

    after: list[tuple[date, str]] = field(default_factory=list)
    """Days before which it was not written."""
    within: list[tuple[Span, str]] = field(default_factory=list)
    """Days outside which it was not written."""
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


def gather(
    text: str, sentences: Sequence[Sentence], told: Sequence[Timex], tenses: Sequence[Tense | None], world: DatingWorld
) -> Evidence:
    """All cues of a report."""
    evidence = Evidence()
    words: set[str] = set()
    for unit in units(text, sentences, world.base.index.folder):
        here = [t for t in told if unit.segment.span.start <= t.start < unit.segment.span.end]
        words.update(word.folded for word in unit.words)
        dated = any(_past_year(timex) for timex in here)
        for held in holders(unit, world, dated):
            _add_holder(evidence, held)
    _add_years(evidence, text, told, tenses)
    _add_events(evidence, text, words, told, tenses, world)
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
        evidence.after.append((timex.first, f'"{_plain(timex.text)}" is past'))


def _add_events(
    evidence: Evidence,
    text: str,
    words: set[str],
    told: Sequence[Timex],
    tenses: Sequence[Tense | None],
    world: DatingWorld,
) -> None:
    """Known events: the report is later; a bare month of theirs is the latest such month."""
    for event, match in world.events.named(text, words):
        ahead = re.findall(r"[^\W\d_]+", text[max(0, match.start() - 60) : match.start()].lower().rpartition(". ")[2])
        if event.kind != "term" and set(ahead[-_UNREAL_REACH:]) & world.events.unreal:
            continue
        evidence.after.append((event.first, f'"{_plain(match.group())}" is of {event.first}'))
        if event.kind == "term" or (event.last - event.first).days > 31:
            continue
        for timex, tense in zip(told, tenses, strict=True):
            if tense != "future" and _names_month(text, timex, match, event.first.month):
                until = months_span(event.first.year + 1, event.first.month, event.first.month)[0] - timedelta(days=1)
                shown = f'"{_plain(timex.text)}" of "{_plain(match.group())}" is that of {event.first.year}'
                evidence.within.append(((event.first, until), shown))


def _names_month(text: str, timex: Timex, match: re.Match[str], number: int) -> bool:
    """True for the bare month of an event, in the words just before its name or just after it."""
    found = _MONTH.fullmatch(timex.value)
    if found is None or int(found[1] or found[2]) != number or re.search(r"\d", timex.text):
        return False
    if match.start() <= timex.start < match.end():
        return False
    between = text[timex.end : match.start()] if timex.end <= match.start() else text[match.end() : timex.start]
    return len(between) <= 60 and not re.search(r"[.!?;\n]", between)


def window(evidence: Evidence) -> tuple[Span, list[str]] | None:
    """The days that all evidence leaves, with the words of what bounds them."""
    floor, why = max(evidence.after, default=(date.min, ""), key=lambda cue: cue[0])
    spans: list[Span] = [(floor, date.max)]
    reasons: list[str] = []
    for limits, words in [*_current(evidence, floor), *(([span], words) for span, words in evidence.within)]:
        narrowed = _intersect(spans, limits)
        if not narrowed:
            return None
        if narrowed != spans:
            reasons.append(f"{words} ({_shown(limits)})")
        spans = narrowed
    first, last = spans[0][0], spans[-1][1]
    if first == date.min or last == date.max or (last - first).days > _WIDEST_DAYS:
        return None
    if first == floor and why and not any(str(floor) in reason for reason in reasons):
        reasons.append(why)
    return (first, last), reasons


def _current(evidence: Evidence, floor: date) -> list[tuple[list[Span], str]]:
    """Days of the offices held now; those that were left before the earliest possible day are history."""
    found: list[tuple[list[Span], str, tuple[Tenure, ...]]] = []
    for tenures, words in evidence.current.items():
        limits = _merged(
            (t.since or date.min, t.until + _MARGIN if t.until else date.max)
            for t in tenures
            if t.until is None or t.until > floor + timedelta(days=_OVERLAP_DAYS)
        )
        # Someone who held it before and could hold it again is as likely told of as history.
        if limits and len(limits) == len(_merged((t.since or date.min, t.until or date.max) for t in tenures)):
            found.append((limits, words, tenures))
    return [(limits, words) for limits, words, _ in found]


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


def _plain(words: str) -> str:
    """Words on one line."""
    return " ".join(words.split())
