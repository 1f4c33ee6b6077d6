"""Tolls across reports: what two reports of one incident count, though the sentence with the number names no deed.

"A blast tore through the station. Hospital officials counted 19 bodies by the evening." A number is of the deed that
its sentence tells, else of the one told last before it. Numbers of other people, of another place, of other days or of
a longer time are set against nothing; a higher number of a later day is `updated`.

Invariant: local to one incident and its reports.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from ...model import HAPPENED, Disagreement, Incident, Mention, Side
from ...model.wording import number as count_words
from ..headline.told import World
from .claims import COUNTS
from .passages import Page
from .polarity import Polarity
from .sides import Kind, make_disagreement
from .tolls_said import Toll, conflict, page_tolls
from .unite import unite_sides
from .views import View, Views, speakers_of

# A number tells of a deed at most so many sentences before it.
_SENTENCES = 3
_CROWD = 24
"""Where so many reports tell of a deed, the numbers in the sentences that tell it are enough."""


@dataclass(frozen=True)
class _Number:
    """One number that a report gives for an incident, and who gives it."""

    toll: Toll
    report: str
    origin: str
    day: date | None
    view: View | None
    counted: bool
    """It stands as the count of a telling, and is judged with these (`tolls_told.py`)."""

    @property
    def high(self) -> int:
        return self.toll.count.best or self.toll.count.low or 0

    @property
    def voice(self) -> str:
        return self.view.speaker if self.view else ""


def find_tolls_across(
    incident: Incident, views: Views, world: World, polarity: Polarity, joined: Mapping[str, Incident]
) -> Iterator[Disagreement]:
    """The numbers of each field that reports of different origins count otherwise."""
    if len(incident.reports) > _CROWD:
        return
    told = [
        number
        for report in sorted(set(incident.reports))
        for number in _numbers(report, incident, views, world, polarity, joined)
    ]
    for field in sorted({one.toll.field for one in told if one.toll.field}):
        for kind in ("value", "updated"):
            found = [
                number
                for pair in combinations([one for one in told if one.toll.field == field], 2)
                if _apart(*pair) and (kind == "updated") is _rises(*pair)
                for number in pair
            ]
            if found:
                yield _dispute(incident, field, kind, found, world)


def _numbers(
    report: str, incident: Incident, views: Views, world: World, polarity: Polarity, joined: Mapping[str, Incident]
) -> Iterator[_Number]:
    """The numbers of a report that are of the incident."""
    here = views.by_report.get(report, ())
    known = {*(view.statement.sentence for view in here), *world.sentences.get(report, ())}
    page = Page.of(world.reports[report].text, known)
    tolls = page_tolls(page, polarity.tolls)
    if not tolls:
        return
    deeds = [m for m in world.mentions.get(report, ()) if m.status in HAPPENED and m.mention_id in joined]
    at = {m.mention_id: place.number for m in deeds if (place := page.at(m.trigger.start)) is not None}
    for toll in tolls:
        if _is_of(toll, incident, deeds, at, joined):
            around = [v for v in here if any(s.start <= toll.at.start < s.end for s in v.statement.content)]
            view = min(around, key=lambda v: sum(s.end - s.start for s in v.statement.content), default=None)
            origin = world.origins.get(report, report)
            counted = any(_is_count(m, toll) for m in deeds)
            if not counted and any(m.sentence.start <= toll.at.start < m.sentence.end for m in deeds):
                # Its own sentence tells a deed and this is no count of it, or a person has rejected that it is.
                continue
            yield _Number(toll, report, origin, world.published(report).start, view, counted)


def _is_count(mention: Mention, toll: Toll) -> bool:
    """True where a number is a count of a telling."""
    count = getattr(mention, toll.field) if toll.field in COUNTS else None
    return count is not None and count.start is not None and count.start <= toll.at.start < (count.end or 0)


def _is_of(
    toll: Toll,
    incident: Incident,
    deeds: Sequence[Mention],
    at: Mapping[str, int],
    joined: Mapping[str, Incident],
) -> bool:
    """True where a number is of the incident: its sentence tells of it alone, or it was the deed told last before."""
    back = [(toll.passage.number - at[m.mention_id], m) for m in deeds if m.mention_id in at]
    near = min((apart for apart, _ in back if 0 <= apart <= _SENTENCES), default=None)
    told = [joined[m.mention_id] for apart, m in back if apart == near]
    mine = [one.incident_id == incident.incident_id and not one.series for one in told]
    return near is not None and all(mine)


def _apart(one: _Number, other: _Number) -> bool:
    """True where two numbers of two origins cannot both be right, and are of the same."""
    a, b = one.toll, other.toll
    if one.counted and other.counted:
        return False
    if one.origin == other.origin or (one.voice and one.voice == other.voice) or not conflict(a.count, b.count):
        return False
    if (a.places and b.places and not a.places & b.places) or not _of_one_sort(one, other):
        return False
    if any(mine and its and mine.isdisjoint(its) for mine, its in zip(a.days, b.days, strict=True)):
        return False
    return a.period == b.period


def _of_one_sort(one: _Number, other: _Number) -> bool:
    """True unless one number may be a part of the other: three policemen, and seven dead."""
    a, b = one.toll.people, other.toll.people
    if a and b:
        return bool(a & b)
    part, whole = (one, other) if a else (other, one)
    return not part.toll.people or part.high > whole.high


def _rises(one: _Number, other: _Number) -> bool:
    """True where the report of a later day gives the higher number."""
    low, high = sorted((one, other), key=lambda number: number.high)
    return low.high > 0 and low.day is not None and high.day is not None and low.day < high.day


def _dispute(incident: Incident, field: str, kind: str, told: Sequence[_Number], world: World) -> Disagreement:
    sides = unite_sides([_side(one, world) for one in dict.fromkeys(told)], world)
    of: Kind = "updated" if kind == "updated" else "value"
    return make_disagreement(incident, field, sides, of, f"{field}: {incident.summary}")


def _side(one: _Number, world: World) -> Side:
    claims = (one.view.statement.statement_id,) if one.view else ()
    speakers = speakers_of([one.view]) if one.view else ()
    return Side(count_words(one.toll.count), 1, claims, (world.evidence(one.report, one.toll.passage.span),), speakers)
