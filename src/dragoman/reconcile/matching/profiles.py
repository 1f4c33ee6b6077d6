"""Profiles: units made from the mentions of a report, with all that other units are compared by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ...model import DOERS, Count, Interval, Mention, MentionActor, PlaceMention, Report, Statement
from ..families import Families
from ..words import FUNCTION_WORDS, stem, words
from .names import names_of, scene_of
from .places_met import is_point
from .retold import told_apart, wording_of
from .units import (
    SEVERAL,
    Parties,
    Unit,
    headline_kind,
    is_named_person,
    mention_order,
    most_exact_place,
    most_precise_time,
    person_of,
    standing_of,
    that_assert,
)

_POINT = 2
_WEEK_DAYS = 8
# A sentence of fewer words may stand in any report.
_LEAST_WORDS = 4
_SERIES_REACH = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class Stage:
    """What all events of one report have in common."""

    cast: frozenset[str] = frozenset()
    """Known persons who act or speak in it."""
    scene: frozenset[str] = frozenset()
    """Names of the one town of which it tells."""


EMPTY_STAGE = Stage()


def _first_known(counts: Iterable[Count | None]) -> Count | None:
    return next((count for count in counts if count is not None and count.known), None)


def _actors(mentions: Sequence[Mention], doers: bool) -> tuple[MentionActor, ...]:
    return tuple(actor for m in mentions for actor in m.actors if (actor.role in DOERS) == doers)


def _time_of(mentions: Sequence[Mention], report: Report, series: bool, background: bool) -> tuple[Interval, bool]:
    """A unit's time. A current series told without one belongs to the weeks before its report."""
    told = most_precise_time(mentions)
    published = report.published.interval
    if told.known or not series or background or not published.known:
        return told, told.known
    start: date | None = published.start
    assert start is not None
    return Interval(start - _SERIES_REACH, published.end, "season"), False


def make_unit(
    mentions: Sequence[Mention], report: Report, origin: str, families: Families, stage: Stage = EMPTY_STAGE
) -> Unit:
    """The profile of the tellings of one event in one report."""
    ordered = tuple(sorted(mentions, key=mention_order))
    kinds = [m.kind for m in ordered]
    kind = headline_kind(kinds, families)
    standings = {standing_of(m.status) for m in that_assert(ordered, kind, families)}
    standing = next(name for name in ("happened", "announced", "open", "denied") if name in standings)
    series = sum(m.series for m in ordered) * 2 > len(ordered)
    background = all(m.background for m in ordered)
    time, told = _time_of(ordered, report, series, background)
    told_as = [wording_of(report.text, m, families.deeds, families.reactions, families.retold) for m in ordered]
    sentences = [report.text[m.sentence.start : m.sentence.end] for m in ordered]
    told_words = [words(one) for one in sentences]
    place = most_exact_place(ordered)
    names = names_of(sentences, place, families)
    target = Parties.of(_actors(ordered, doers=False), families)
    land = families.lands.alpha3.get(place.country) if place and place.country else None
    wording = frozenset(stem(word) for several in told_words for word in several if word not in FUNCTION_WORDS)
    return Unit(
        report_id=report.report_id,
        event_id=ordered[0].event_id,
        origin=origin,
        published=report.published.interval,
        mentions=ordered,
        ids=tuple(m.mention_id for m in ordered),
        at=(ordered[0].sentence.start, ordered[0].trigger.start),
        kind=kind,
        kinds=frozenset(kinds),
        group=families.group(kind),
        standing=standing,
        series=series,
        background=background,
        doer=Parties.of(_actors(ordered, doers=True), families),
        target=target,
        place=place,
        time=time,
        time_told=told,
        killed=_first_known(m.killed for m in ordered),
        injured=_first_known(m.injured for m in ordered),
        weapons=frozenset(weapon.class_ for m in ordered for weapon in m.weapons),
        wording=wording,
        posts=wording & families.posts,
        cast=stage.cast,
        article=report.article_id,
        survivors=frozenset(person for m in ordered if m.status == "attempted" for person in _struck(m)),
        sites=frozenset(site for m in ordered for words_ in _sites(m) for site in families.sites_in(words_)),
        dead=frozenset(person for m in ordered if _kills(m, families) for person in _struck(m)),
        lands=max((families.lands.of(one) for one in sentences), key=len),
        lines=frozenset(line for m, several in zip(ordered, told_words, strict=True) if (line := _line(m, several))),
        retold=told_as[0].definite,
        loose=_loose(ordered, [one.loose for one in told_as], time),
        plural=series or any(one.plural for one in told_as),
        singular=any(one.singular for one in told_as) and not any(one.plural for one in told_as),
        apart=any(told_apart(report.text, m, families.retold) for m in ordered),
        foreign=target.countries - {land} if land else frozenset(),
        by_night=bool(wording & families.night),
        names=names,
        scene=frozenset() if place and is_point(place) else stage.scene,
        numbered=series and (any(_many(m.quantity) for m in ordered) or (told and (time.days or 0) > _WEEK_DAYS)),
    )


def _many(count: Count | None) -> bool:
    """True for more than one event can be told to have: "a dozen attacks", and not "two embassies"."""
    return count is not None and max(count.best or 0, count.low or 0) > SEVERAL


def _line(mention: Mention, found: Sequence[str]) -> str | None:
    """The words of a longer sentence and the trigger in it, in a form that copies share."""
    return f"{mention.trigger.text.lower()}|{' '.join(found)}" if len(found) >= _LEAST_WORDS else None


def _loose(mentions: Sequence[Mention], loose: Sequence[bool], time: Interval) -> bool:
    """True when every telling that gives the time of a unit gives it by another word."""
    giving = [
        flag
        for m, flag in zip(mentions, loose, strict=True)
        if m.time and m.time.first == time.start and m.time.last == time.end
    ]
    return bool(giving) and all(giving)


def make_units(
    mentions: Iterable[Mention],
    statements: Iterable[Statement],
    reports: Mapping[str, Report],
    origins: Mapping[str, str],
    families: Families,
) -> list[Unit]:
    """All units, in an order that depends on content alone. A mention without an event id stands by itself."""
    together: dict[tuple[str, str], dict[str, Mention]] = {}
    for mention in mentions:
        if mention.report_id in reports:
            key = (mention.report_id, mention.event_id or mention.mention_id)
            together.setdefault(key, {})[mention.mention_id] = mention
    stages = _stages([m for members in together.values() for m in members.values()], statements, reports, families)
    units = [
        make_unit(list(members.values()), reports[report], origins.get(report, ""), families, stages[report])
        for (report, _), members in together.items()
    ]
    return sorted(units, key=lambda unit: unit.key)


def _stages(
    mentions: Iterable[Mention], statements: Iterable[Statement], reports: Mapping[str, Report], families: Families
) -> Mapping[str, Stage]:
    """Known persons who act or speak in each report, and the town of which it tells."""
    named: dict[str, set[str]] = defaultdict(set)
    people: set[str] = set()
    places: dict[str, list[PlaceMention]] = defaultdict(list)
    for mention in mentions:
        named[mention.report_id] |= {actor.actor_id for actor in mention.actors if actor.actor_id}
        people |= {actor.actor_id for actor in mention.actors if actor.actor_id and actor.type == "person"}
        places[mention.report_id] += [mention.place] if mention.place else []
    for statement in statements:
        if statement.source and statement.source.actor_id:
            named[statement.report_id].add(statement.source.actor_id)
    return {
        report: Stage(frozenset(ids & people), scene_of(reports[report], places[report], families))
        for report, ids in named.items()
        if report in reports
    }


def _sites(mention: Mention) -> Iterator[str]:
    """The words for the site of a deed: its targets that are facilities, and the place itself where it is one."""
    yield from (a.text for a in mention.actors if a.type == "facility" and a.role not in DOERS)
    if mention.place and (mention.place.precision or 9) <= _POINT:
        yield mention.place.text


def _struck(mention: Mention) -> Iterator[str]:
    """The named persons who are the targets of a deed."""
    return (person_of(a) for a in mention.actors if a.role in ("victim", "recipient") and is_named_person(a))


def _kills(mention: Mention, families: Families) -> bool:
    """True for a telling of a deed that killed whom it names: a killing by its kind, or with a toll of one or more."""
    if mention.status not in ("occurred", "ongoing"):
        return False
    toll = mention.killed is not None and (mention.killed.best or mention.killed.low or 0) > 0
    return mention.kind in families.traits.killings or (toll and any(a.role == "victim" for a in mention.actors))
