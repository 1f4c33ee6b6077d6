"""Units: the tellings of one event inside one report, seen as one profile that can be compared with others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..model import HAPPENED, UNKNOWN_TIME, Count, Interval, Mention, MentionActor, PlaceMention, Report, Statement
from .families import Families
from .retold import told_apart, wording_of
from .words import FUNCTION_WORDS, content_words, stem, words

DOERS = frozenset({"actor", "blamed", "claimant"})
"""Roles of those who did it, or are said to have."""

OFFICIAL_SECTORS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "IGO"})
"""PLOVER sectors whose word counts as official."""

_POINT = 2
_KILLINGS = frozenset({"assassination", "execution"})
_LONG_DAYS = 31
# A double attack is one event of a day or a night, however plural its noun.
_ONE_EVENT_DAYS, _WEEK_DAYS = 2, 8
_SEVERAL = 3
# A sentence of fewer words may stand in any report.
_LEAST_WORDS = 4
_SERIES_REACH = timedelta(days=45)
# Ordered from what the text says outright to what follows from it.
_STANDING = {"happened": HAPPENED, "announced": {"announced"}, "denied": {"negated", "denied"}}


@dataclass(frozen=True, slots=True)
class Parties:
    """The parties on one side of an event, as they are compared."""

    ids: frozenset[str]
    stems: frozenset[str]
    own: frozenset[str]
    """Stems that are not common to all sorts of parties."""
    countries: frozenset[str]
    people: frozenset[str]
    """Named persons, by id or by the last word of their name."""
    states: frozenset[str]
    """Countries whose officials stand here."""

    @classmethod
    def of(cls, actors: Sequence[MentionActor], families: Families) -> Parties:
        """What some actors are compared by."""
        roots = frozenset(stem(word) for actor in actors for word in actor_words(actor))
        return cls(
            ids=frozenset(actor.actor_id for actor in actors if actor.actor_id),
            stems=roots,
            own=frozenset(one for one in roots - families.common_parties if len(one) > 1 and not one.isdigit()),
            countries=frozenset(actor.country for actor in actors if actor.country),
            people=frozenset(_person(actor) for actor in actors if _is_named_person(actor)),
            states=frozenset(a.country for a in actors if a.country and a.sector in OFFICIAL_SECTORS),
        )


def _is_named_person(actor: MentionActor) -> bool:
    return actor.type == "person" and bool(actor.actor_id or (actor.name and " " in actor.name.strip()))


def _person(actor: MentionActor) -> str:
    return actor.actor_id or (actor.name or actor.text).split()[-1].lower()


@dataclass(frozen=True)
class Unit:
    """One event as one report tells it."""

    report_id: str
    event_id: str
    origin: str
    published: Interval
    mentions: tuple[Mention, ...]
    kind: str
    kinds: frozenset[str]
    group: str
    standing: str
    series: bool
    background: bool
    doer: Parties
    target: Parties
    place: PlaceMention | None
    time: Interval
    time_told: bool
    killed: Count | None
    injured: Count | None
    weapons: frozenset[str]
    wording: frozenset[str] = frozenset()
    """Content stems of its sentences."""
    posts: frozenset[str] = frozenset()
    """Sorts of post ("embassy", "consulate") that its sentences name."""
    cast: frozenset[str] = frozenset()
    """Known persons named in the whole report: who is on stage dates what has no date."""
    lands: frozenset[str] = frozenset()
    """Countries in which one of its sentences says that it happened, where the sentence lists several."""
    lines: frozenset[str] = frozenset()
    """Its longer sentences with the word that tells the event: copies of one report share these."""
    retold: bool = False
    """Told at first by a noun that the reader is taken to know ("the bombings")."""
    loose: bool = False
    """Its time stands by another word of the sentence, and may be that word's."""
    plural: bool = False
    """Told by a plural noun, or as many."""
    singular: bool = False
    """Told by a singular noun."""
    apart: bool = False
    """Its sentence says that it is another one than the one before."""
    numbered: bool = False
    """A series that is told with its number, or with a time longer than a week."""
    article: str = ""
    """The article that its report is a version of."""
    survivors: frozenset[str] = frozenset()
    """Persons whom it was meant to kill, and did not."""
    dead: frozenset[str] = frozenset()
    """Persons whom it killed."""
    sites: frozenset[str] = frozenset()
    """Sorts of site that it struck ("market", "school"), by stem."""

    @property
    def key(self) -> tuple[str, int, int, str]:
        """What orders units, from content alone."""
        first = self.mentions[0]
        return (self.report_id, first.sentence.start, first.trigger.start, self.event_id)

    @property
    def vague(self) -> bool:
        """True when the time is unknown, not surely its own, or longer than a month."""
        days = self.time.days
        return days is None or days > _LONG_DAYS or self.loose

    @property
    def several(self) -> bool:
        """True for one event told as several: bombings in two countries, attacks of one day."""
        dead = self.killed.best if self.killed else None
        known = self.retold and (dead or 0) > _SEVERAL
        return self.plural and (known or (not self.numbered and (len(self.lands) > 1 or self.of_a_day)))

    @property
    def of_a_day(self) -> bool:
        """True when its own time is a day or two."""
        days = self.time.days
        return days is not None and days <= _ONE_EVENT_DAYS and not self.loose


def standing_of(status: str) -> str:
    """Coarse status: `happened`, `announced`, `denied`, else `open` (threatened, demanded, possible)."""
    return next((name for name, members in _STANDING.items() if status in members), "open")


def mention_order(mention: Mention) -> tuple[str, int, int, str]:
    """The order of mentions that does not depend on how they came in."""
    return (mention.report_id, mention.sentence.start, mention.trigger.start, mention.mention_id)


def most_precise_time(mentions: Iterable[Mention]) -> Interval:
    """The shortest interval that any telling gives; the earlier telling on a tie; unknown when none gives one."""
    known = [
        Interval(m.time.first, m.time.last, m.time.precision)
        for m in mentions
        if m.time and (m.time.first or m.time.last)
    ]
    closed = [time for time in known if time.known]
    if closed:
        return min(closed, key=lambda time: time.days or 0)
    return known[0] if known else UNKNOWN_TIME


def most_exact_place(mentions: Iterable[Mention]) -> PlaceMention | None:
    """The most exact resolved place of the tellings, else an unresolved one, else None."""
    places = [m.place for m in mentions if m.place]
    resolved = [place for place in places if place.precision is not None]
    if resolved:
        return min(resolved, key=lambda place: (place.precision or 9, place.radius_km or 0.0))
    return places[0] if places else None


def headline_kind(kinds: Sequence[str], families: Families) -> str:
    """The kind most often told, leaving unspecific ones aside where there is another; the first told on a tie."""
    telling = [kind for kind in kinds if kind not in families.unspecific] or list(kinds)
    telling = [families.finer.get(kind, kind) if families.finer.get(kind) in telling else kind for kind in telling]
    counts = Counter(telling)
    return max(telling, key=lambda kind: (counts[kind], -telling.index(kind)))


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
    mentions: Sequence[Mention], report: Report, origin: str, families: Families, cast: frozenset[str] = frozenset()
) -> Unit:
    """The profile of the tellings of one event in one report."""
    ordered = tuple(sorted(mentions, key=mention_order))
    kinds = [m.kind for m in ordered]
    standings = [standing_of(m.status) for m in ordered]
    standing = next(name for name in ("happened", "announced", "open", "denied") if name in standings)
    kind = headline_kind(kinds, families)
    series = sum(m.series for m in ordered) * 2 > len(ordered)
    background = all(m.background for m in ordered)
    time, told = _time_of(ordered, report, series, background)
    told_as = [wording_of(report.text, m, families.deeds, families.reactions) for m in ordered]
    sentences = [report.text[m.sentence.start : m.sentence.end] for m in ordered]
    told_words = [words(one) for one in sentences]
    wording = frozenset(stem(word) for several in told_words for word in several if word not in FUNCTION_WORDS)
    return Unit(
        report_id=report.report_id,
        event_id=ordered[0].event_id,
        origin=origin,
        published=report.published.interval,
        mentions=ordered,
        kind=kind,
        kinds=frozenset(kinds),
        group=families.group(kind),
        standing=standing,
        series=series,
        background=background,
        doer=Parties.of(_actors(ordered, doers=True), families),
        target=Parties.of(_actors(ordered, doers=False), families),
        place=most_exact_place(ordered),
        time=time,
        time_told=told,
        killed=_first_known(m.killed for m in ordered),
        injured=_first_known(m.injured for m in ordered),
        weapons=frozenset(weapon.class_ for m in ordered for weapon in m.weapons),
        wording=wording,
        posts=wording & families.posts,
        cast=cast,
        article=report.article_id,
        survivors=frozenset(person for m in ordered if m.status == "attempted" for person in _struck(m)),
        sites=frozenset(site for m in ordered for words_ in _sites(m) for site in families.sites_in(words_)),
        dead=frozenset(person for m in ordered if _kills(m) for person in _struck(m)),
        lands=max((families.lands.of(one) for one in sentences), key=len),
        lines=frozenset(line for m, several in zip(ordered, told_words, strict=True) if (line := _line(m, several))),
        retold=told_as[0].definite,
        loose=_loose(ordered, [one.loose for one in told_as], time),
        plural=series or any(one.plural for one in told_as),
        singular=any(one.singular for one in told_as) and not any(one.plural for one in told_as),
        apart=any(told_apart(report.text, m) for m in ordered),
        numbered=series and (any(_many(m.quantity) for m in ordered) or (told and (time.days or 0) > _WEEK_DAYS)),
    )


def _many(count: Count | None) -> bool:
    """True for more than one event can be told to have: "a dozen attacks", and not "two embassies"."""
    return count is not None and max(count.best or 0, count.low or 0) > _SEVERAL


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
    casts = _casts([m for members in together.values() for m in members.values()], statements)
    units = [
        make_unit(list(members.values()), reports[report], origins.get(report, ""), families, casts[report])
        for (report, _), members in together.items()
    ]
    return sorted(units, key=lambda unit: unit.key)


def _casts(mentions: Iterable[Mention], statements: Iterable[Statement]) -> Mapping[str, frozenset[str]]:
    """Known persons who act or speak in each report."""
    named: dict[str, set[str]] = defaultdict(set)
    people: set[str] = set()
    for mention in mentions:
        named[mention.report_id] |= {actor.actor_id for actor in mention.actors if actor.actor_id}
        people |= {actor.actor_id for actor in mention.actors if actor.actor_id and actor.type == "person"}
    for statement in statements:
        if statement.source and statement.source.actor_id:
            named[statement.report_id].add(statement.source.actor_id)
    return {report: frozenset(ids & people) for report, ids in named.items()}


def _sites(mention: Mention) -> Iterator[str]:
    """The words for the site of a deed: its targets that are facilities, and the place itself where it is one."""
    yield from (a.text for a in mention.actors if a.type == "facility" and a.role not in DOERS)
    if mention.place and (mention.place.precision or 9) <= _POINT:
        yield mention.place.text


def _struck(mention: Mention) -> Iterator[str]:
    """The named persons who are the targets of a deed."""
    return (_person(a) for a in mention.actors if a.role in ("victim", "recipient") and _is_named_person(a))


def _kills(mention: Mention) -> bool:
    """True for a telling of a deed that killed whom it names: a killing by its kind, or with a toll of one or more."""
    if mention.status not in ("occurred", "ongoing"):
        return False
    toll = mention.killed is not None and (mention.killed.best or mention.killed.low or 0) > 0
    return mention.kind in _KILLINGS or (toll and any(a.role == "victim" for a in mention.actors))


def actor_words(actor: MentionActor) -> frozenset[str]:
    """Content words of an actor's name and wording."""
    return frozenset(content_words(f"{actor.name or ''} {actor.text}"))
