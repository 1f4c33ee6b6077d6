"""Units: the tellings of one event inside one report, seen as one profile that can be compared with others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ...model import HAPPENED, UNKNOWN_TIME, Count, Interval, Mention, MentionActor, PlaceMention
from ..families import Families
from ..words import content_words, stem

OFFICIAL_SECTORS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "IGO"})
"""PLOVER sectors whose word counts as official."""

_LONG_DAYS = 31
# A double attack is one event of a day or a night, however plural its noun.
_ONE_EVENT_DAYS = 2
SEVERAL = 3
"""More dead, or more events, than one is told to have."""
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
            people=frozenset(person_of(actor) for actor in actors if is_named_person(actor)),
            states=frozenset(a.country for a in actors if a.country and a.sector in OFFICIAL_SECTORS),
        )


def is_named_person(actor: MentionActor) -> bool:
    """True for a person with a name of more than one word, or whom the actor base knows; not for "aid workers"."""
    if actor.type != "person" or actor.actor_id:
        return actor.type == "person"
    parts = (actor.name or "").split()
    return len(parts) > 1 and not parts[-1].islower()


def person_of(actor: MentionActor) -> str:
    """What a person is compared by: id, else the last word of the name."""
    return actor.actor_id or (actor.name or actor.text).split()[-1].lower()


@dataclass(frozen=True)
class Unit:
    """One event as one report tells it."""

    report_id: str
    event_id: str
    origin: str
    published: Interval
    mentions: tuple[Mention, ...]
    """Its tellings; left away (`bare`) where only other units are compared with it."""
    ids: tuple[str, ...]
    """The ids of its mentions, in order."""
    at: tuple[int, int]
    """Where its first mention stands: its sentence and its trigger."""
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
    by_night: bool = False
    """Told as of a night or an early morning, which two reports count to two days."""
    names: frozenset[str] = frozenset()
    """Names that its sentences give for where it happened, and that of its place."""
    foreign: frozenset[str] = frozenset()
    """Countries of those struck, where it is surely another one."""
    scene: frozenset[str] = frozenset()
    """Names of the one town of which its report tells, where its sentences name none."""

    @property
    def key(self) -> tuple[str, int, int, str]:
        """What orders units, from content alone."""
        return (self.report_id, *self.at, self.event_id)

    @property
    def bare(self) -> Unit:
        """The unit without its mentions, as it is kept to be compared with units of other reports."""
        return replace(self, mentions=())

    @property
    def vague(self) -> bool:
        """True when the time is unknown, not surely its own, or longer than a month."""
        days = self.time.days
        return days is None or days > _LONG_DAYS or self.loose

    @property
    def several(self) -> bool:
        """True for one event told as several: bombings in two countries, attacks of one day."""
        dead = self.killed.best if self.killed else None
        known = self.retold and (dead or 0) > SEVERAL
        days = self.time.days
        of_a_day = days is not None and days <= _ONE_EVENT_DAYS
        return self.plural and (known or (not self.numbered and (len(self.lands) > 1 or of_a_day)))

    @property
    def of_a_day(self) -> bool:
        """True when its own time is a day or two."""
        days = self.time.days
        return days is not None and days <= _ONE_EVENT_DAYS and not self.loose


_WORDS = "words"


def standing_of(status: str) -> str:
    """Coarse status: `happened`, `announced`, `denied`, else `open` (threatened, demanded, possible)."""
    return next((name for name, members in _STANDING.items() if status in members), "open")


def that_assert(mentions: Sequence[Mention], kind: str, families: Families) -> list[Mention]:
    """The tellings whose status says whether an incident of `kind` happened.

    "The threat to close the embassy" is an uttered threat and an unhappened closure: words about a deed (group
    `words`) say nothing of the deed itself, wherever a telling of the deed is there.
    """
    if families.group(kind) == _WORDS:
        return list(mentions)
    return [m for m in mentions if families.group(m.kind) != _WORDS] or list(mentions)


def mention_order(mention: Mention) -> tuple[str, int, int, str]:
    """The order of mentions that does not depend on how they came in."""
    return (mention.report_id, mention.sentence.start, mention.trigger.start, mention.mention_id)


def most_precise_time(mentions: Iterable[Mention]) -> Interval:
    """The shortest interval that any telling gives in words; the earlier on a tie; unknown when none gives one."""
    known = [
        Interval(m.time.first, m.time.last, m.time.precision)
        for m in mentions
        if m.time and not m.time.as_of and (m.time.first or m.time.last)
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
    telling = [kind for kind in kinds if kind not in families.unspecific | families.traits.captures]
    telling = telling or [kind for kind in kinds if kind not in families.traits.captures] or list(kinds)
    telling = [families.finer.get(kind, kind) if families.finer.get(kind) in telling else kind for kind in telling]
    counts = Counter(telling)
    return max(telling, key=lambda kind: (counts[kind], -telling.index(kind)))


def actor_words(actor: MentionActor) -> frozenset[str]:
    """Content words of an actor's name and wording."""
    return frozenset(content_words(f"{actor.name or ''} {actor.text}"))
