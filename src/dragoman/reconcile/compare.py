"""Comparison: how much speaks for two units telling of one event, and what forbids it.

A contradiction forbids (two days, two cities, two victims); silence never does. A pair joins only when enough speaks
for it: two reports that tell of "an attack" with nothing in common are two events.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from ..model import Count, PlaceMention
from .families import Families, Meeting
from .units import Parties, Unit

_EARTH_KM = 6371.0
# Weights of agreement, chosen so that a pair needs its kind, its time and one of parties or place to reach the bar.
JOIN_SCORE = 4.0
VAGUE_JOIN_SCORE = 4.5
_KIND, _VICTIM, _PARTY, _PARTY_WORDS, _PARTY_COUNTRY = 2.0, 3.0, 1.5, 1.0, 0.6
_DAY, _NEXT_DAY, _WEEK, _MONTH, _SEASON, _YEAR = 2.5, 1.0, 1.5, 1.0, 0.6, 0.3
_AFTER, _MONTH_DAYS = 0.8, 31
# Reports of one event that give it no day are this near; one that gives none is this near to the day of another.
_NEAR_REPORTS, _NEWS_DAYS = 10, 31
_CITY, _REGION, _COUNTRY = 2.0, 1.2, 0.7
# Copies of one sentence in reports of one origin are one telling, whatever else was read from them.
_COPY = 20.0
_TOLL, _TOLL_ABOUT, _TOLL_SMALL, _WEAPON = 1.5, 1.0, 0.7, 0.5
# So many dead on one day tell an event from others by themselves; reports of it differ by a tenth.
_GREAT_TOLL, _ABOUT = 20, 0.1
# Two persons of the day in both reports.
_SAME_CAST = 2
# Shared words of the sentences themselves: a little each, so that wording alone joins nothing.
_WORD, _WORDS_MOST = 0.15, 0.75
# Reports differ on "Baghdad" and "outside Baghdad"; the next town is farther.
_SLACK_KM, _DEFAULT_RADIUS_KM = 15.0, 10.0

SAME_WORDS = ("same words",)
"""The reason for a pair of copies."""

CONTRADICTIONS = frozenset(
    {
        "one report keeps them apart",
        "a series is no single event",
        "one of several",
        "history and news",
        "one happened, the other may or will",
        "one is planned, the other is not",
        "different times",
        "different places",
        "different victims",
        "told before it happened",
        "different kinds",
        "a person keeps them apart",
    }
)
"""Vetoes that also forbid two clusters; the others only say that a pair by itself has too little in common."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The verdict on a pair: its score, what forbids it (else None), and what spoke for it."""

    score: float
    veto: str | None
    reasons: tuple[str, ...] = ()

    @property
    def joins(self) -> bool:
        """True when nothing forbids the pair and it reaches the bar."""
        return self.veto is None and self.score >= JOIN_SCORE

    @property
    def copies(self) -> bool:
        """True for one sentence told twice."""
        return self.veto is None and self.reasons == SAME_WORDS


def distance_km(a: PlaceMention, b: PlaceMention) -> float | None:
    """Great-circle distance by the haversine formula; None when a point is unknown."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(min(1.0, half)))


def compare(a: Unit, b: Unit, families: Families) -> Comparison:
    """Compare two units of different reports."""
    if a.report_id == b.report_id:
        return _within(a, b, families)
    if a.lines & b.lines and a.origin == b.origin and _of_one_time(a, b):
        return Comparison(_COPY, None, SAME_WORDS)
    return _compare(a, b, families)


def _of_one_time(a: Unit, b: Unit) -> bool:
    """True unless two copies of a sentence are of two times: a daily bulletin says the same of each day."""
    if a.of_a_day and b.of_a_day and not a.time.touches(b.time, slack_days=1):
        return False
    return a.published.touches(b.published, slack_days=_MONTH_DAYS) is not False


def _compare(a: Unit, b: Unit, families: Families) -> Comparison:
    forbidden = _never(a, b)
    if forbidden:
        return Comparison(0.0, forbidden)
    parts = [compare_times(a, b), compare_places(a, b), _compare_parties(a, b), _compare_tolls(a, b)]
    veto = next((part.veto for part in parts if part.veto), None)
    if veto:
        return Comparison(0.0, veto)
    kind = _compare_kinds(a, b, families)
    if kind.veto:
        return kind
    weapon = _WEAPON if a.weapons & b.weapons else 0.0
    parts.append(kind)
    words = (a.wording & b.wording) - families.common_parties
    score = sum(part.score for part in parts) + weapon + min(_WORDS_MOST, _WORD * len(words))
    missing = _missing(a, b, parts)
    if missing:
        return Comparison(score, missing)
    return Comparison(round(score, 3), None, tuple(reason for part in parts for reason in part.reasons))


def _within(a: Unit, b: Unit, families: Families) -> Comparison:
    """Two units of one report: two events, unless one of them tells nothing that would tell it from the other.

    They never join by themselves; where both join a third, the report did not mean to keep them apart.
    """
    apart = Comparison(0.0, "one report keeps them apart")
    if {m.sentence for m in a.mentions} & {m.sentence for m in b.mentions}:
        return apart
    if a.apart or b.apart or not (_tells_nothing(a) or _tells_nothing(b)) or _two_deeds(a, b):
        return apart
    verdict = _compare(a, b, families)
    return apart if verdict.veto in CONTRADICTIONS else Comparison(0.0, None)


def _tells_nothing(unit: Unit) -> bool:
    """True for a retelling by a noun ("the attack") that adds neither a day of its own nor a toll."""
    return unit.retold and not unit.of_a_day and unit.killed is None and unit.injured is None


def _two_deeds(a: Unit, b: Unit) -> bool:
    """True when both name a target, and not the same one."""
    xs, ys = a.target, b.target
    return bool(xs.own and ys.own) and not (xs.own & ys.own or xs.ids & ys.ids)


def _never(a: Unit, b: Unit) -> str | None:
    """What keeps two units apart whatever they share."""
    if a.series != b.series and not _one_as_several(a, b):
        return "a series is no single event"
    if _one_of_several(a, b) or _one_of_several(b, a):
        return "one of several"
    if a.background != b.background and not (a.time_told and b.time_told):
        return "history and news"
    standings = {a.standing, b.standing}
    if len(standings) == 1 or standings == {"happened", "denied"}:
        return None
    if standings == {"happened", "announced"} and a.group == b.group == "posture":
        return None
    if standings == {"announced", "open"} or standings == {"announced", "denied"}:
        return None if a.group == b.group == "posture" else "one is planned, the other is not"
    return "one happened, the other may or will"


def _one_as_several(a: Unit, b: Unit) -> bool:
    """True when a plural told as a series is the plural of the other: one double attack, and not a series at all."""
    if a.numbered or b.numbered:
        return False
    if len(a.lands) > 1 and a.lands == b.lands:
        return True
    if not (a.plural and b.plural):
        return False
    listed = (len(a.lands) > 1 and not b.lands) or (len(b.lands) > 1 and not a.lands)
    return listed or (a.of_a_day and b.of_a_day and bool(a.time.touches(b.time)))


def _one_of_several(a: Unit, b: Unit) -> bool:
    """True when `a` tells of attacks in several countries and `b` of the one in a town of one of these."""
    if not (a.several and len(a.lands) > 1 and b.singular and b.place and _is_point(b.place)):
        return False
    return len(b.lands) < 2 and b.place.country in a.lands


def _missing(a: Unit, b: Unit, parts: list[Comparison]) -> str | None:
    """What a pair must have besides its score: a vague one, or a denied one, more than others."""
    time, place, party = parts[0], parts[1], parts[2]
    told = {reason for part in parts for reason in part.reasons}
    if {a.standing, b.standing} == {"happened", "denied"} and not (time.score >= _MONTH and party.score >= _PARTY):
        return "not clearly the event that is denied"
    if time.score == 0 and party.score < _PARTY + _PARTY_COUNTRY:
        return "no time in common and little else"
    if time.score < _MONTH and party.score + place.score < _PARTY:
        return "nothing but a rough time in common"
    if "great toll" in told and time.score >= _DAY:
        return None
    if party.score == 0 and place.score < _CITY:
        return "neither parties nor place in common"
    if not told & {
        "victim",
        "same doer",
        "same target",
        "same city",
        "same places",
        "target words",
        "series of one side",
        "same posts",
    }:
        return "nothing of its own in common"
    return None


def compare_times(a: Unit, b: Unit) -> Comparison:
    """Times agree as far as the coarser one tells; two different days forbid."""
    x, y = a.time, b.time
    if _foretold(a, b) or _foretold(b, a):
        return Comparison(0.0, "told before it happened")
    if not (x.known and y.known) or ((a.loose or b.loose) and not x.touches(y)):
        return Comparison(_SEASON, None, ("same cast",)) if _same_days(a, b) else _by_news(a, b)
    if not x.touches(y, slack_days=1):
        return Comparison(0.0, "different times")
    longest = max(x.days or 0, y.days or 0)
    if longest <= 2:
        same = x.touches(y) or False
        return Comparison(_DAY if same else _NEXT_DAY, None, ("same day" if same else "next day",))
    score = _by_length(longest)
    if not x.touches(y):
        return Comparison(0.0, "different times")
    return Comparison(score, None, ("times meet",))


def _by_news(a: Unit, b: Unit) -> Comparison:
    """What lacks a time of its own is of the days before its report; a retelling by name, of the weeks before it.

    Two that both lack one meet only through their reports, and these must be near each other.
    """
    if a.background or b.background or a.series or b.series:
        return Comparison(0.0, None)
    own = [unit.time.known and not unit.loose for unit in (a, b)]
    ends = [unit.time.end if mine else unit.published.end for unit, mine in zip((a, b), own, strict=True)]
    if ends[0] is None or ends[1] is None:
        return Comparison(0.0, None)
    gap = abs((ends[1] - ends[0]).days)
    lasting = a.group == "posture" or bool(a.target.people & b.target.people)
    if not any(own):
        if gap > _NEAR_REPORTS and not lasting:
            return Comparison(0.0, "told weeks apart")
        return Comparison(_by_age(gap, a.retold or b.retold), None)
    dated, other = (a, b) if own[0] else (b, a)
    if gap > _NEWS_DAYS and not other.retold and not lasting and (dated.time.days or 0) <= _MONTH_DAYS:
        return Comparison(0.0, "told weeks apart")
    return Comparison(_by_age(gap, other.retold) if (dated.time.days or 0) <= _MONTH_DAYS else 0.0, None)


def _by_age(days: int, retold: bool) -> float:
    reach = ((3, _MONTH), (14, _AFTER), (45, _SEASON), (75, _YEAR)) if retold else ((2, _SEASON),)
    return next((score for limit, score in reach if days <= limit), 0.0)


def _foretold(a: Unit, b: Unit) -> bool:
    """True when `b` tells without a time of what happened, in a report older than the day `a` gives."""
    if not a.time.start or a.loose or (b.time.known and not b.loose) or b.standing != "happened" or not b.published.end:
        return False
    return a.time.start > b.published.end


def _same_days(a: Unit, b: Unit) -> bool:
    """True when a report without any date has the same persons on stage: it is of the other's time, more or less."""
    undated = (not a.time.known and not a.published.known) or (not b.time.known and not b.published.known)
    return undated and len(a.cast & b.cast) >= _SAME_CAST


def _by_length(days: int) -> float:
    for limit, score in ((8, _WEEK), (31, _MONTH), (100, _SEASON)):
        if days <= limit:
            return score
    return _YEAR


def _lands(unit: Unit) -> frozenset[str]:
    """The countries that a unit tells of: those that a sentence lists, else that of its place."""
    country = unit.place.country if unit.place else None
    return unit.lands or frozenset([country] if country else [])


def _radius(place: PlaceMention) -> float:
    return place.radius_km if place.radius_km is not None else _DEFAULT_RADIUS_KM


def _is_point(place: PlaceMention) -> bool:
    return place.precision is not None and place.precision <= 2


def places_conflict(a: PlaceMention, b: PlaceMention) -> bool:
    """True when two places cannot be one: other countries, or points farther apart than their uncertainty."""
    if a.country and b.country and a.country != b.country:
        return True
    if not (_is_point(a) and _is_point(b)) or (a.place_id and a.place_id == b.place_id):
        return False
    apart = distance_km(a, b)
    return apart is not None and apart > _radius(a) + _radius(b) + _SLACK_KM


def compare_places(a: Unit, b: Unit) -> Comparison:
    """Places agree as far as the coarser one tells; two different cities forbid, but not for orders to many posts."""
    if len(a.lands) > 1 and a.lands == b.lands:
        return Comparison(_CITY, None, ("same places",))
    if a.place is None or b.place is None:
        return Comparison(0.0, None)
    if places_conflict(a.place, b.place) and not (_lands(a) & _lands(b) and max(len(a.lands), len(b.lands)) > 1):
        same_country = a.place.country == b.place.country and a.place.country is not None
        if a.group == b.group == "posture" and same_country:
            return Comparison(0.0, None, ("other post",))
        return Comparison(0.0, "different places")
    if any(place.precision == 4 and place.link is not None for place in (a.place, b.place)):
        # The setting of a whole report: all its events share it, so that it tells none from another.
        return Comparison(0.0, None)
    if a.place.place_id and a.place.place_id == b.place.place_id and not _is_point(a.place):
        return Comparison(_COUNTRY if a.place.precision == 4 else _REGION, None, ("same region",))
    if _is_point(a.place) and _is_point(b.place):
        near = distance_km(a.place, b.place) is not None or a.place.place_id == b.place.place_id
        return Comparison(_CITY, None, ("same city",)) if near else Comparison(0.0, None)
    if a.place.country and a.place.country == b.place.country:
        if a.place.admin1 and a.place.admin1 == b.place.admin1:
            return Comparison(_REGION, None, ("same region",))
        return Comparison(_COUNTRY, None, ("same country",))
    return Comparison(0.0, None)


def _compare_parties(a: Unit, b: Unit) -> Comparison:
    people_a, people_b = a.target.people, b.target.people
    if people_a and people_b and not people_a & people_b and a.group == b.group == "violence":
        return Comparison(0.0, "different victims")
    score, reasons = 0.0, []
    if people_a & people_b:
        score, reasons = _VICTIM, ["victim"]
    else:
        score, reason = _side(a.target, b.target, "target")
        reasons += [reason] if reason else []
    doers, reason = _side(a.doer, b.doer, "doer")
    reasons += [reason] if reason else []
    if a.series and b.series and score > 0 and doers > 0:
        # A series is told of classes ("militias", "Americans"): here the common words are the parties.
        score, doers = max(score, _PARTY_WORDS), max(doers, _PARTY_WORDS)
        reasons.append("series of one side")
    if a.group == b.group == "posture":
        # Orders of one state, whether its minister or his ministry is named.
        doers = max(doers, _PARTY_WORDS if a.doer.states & b.doer.states else 0.0)
        if a.posts & b.posts:
            score = max(score, _PARTY if len(a.posts & b.posts) > 1 else _PARTY_WORDS)
            reasons.append("same posts")
    return Comparison(score + doers, None, tuple(reasons))


def _side(xs: Parties, ys: Parties, name: str) -> tuple[float, str | None]:
    """How much the parties on one side agree: by identity, by their own words, by country."""
    if xs.ids & ys.ids:
        return _PARTY, f"same {name}"
    if xs.own & ys.own:
        return _PARTY_WORDS, f"{name} words"
    if xs.countries & ys.countries:
        return _PARTY_COUNTRY, f"{name} of one country"
    if xs.stems & ys.stems:
        return _PARTY_COUNTRY / 2, None
    return 0.0, None


def _compare_tolls(a: Unit, b: Unit) -> Comparison:
    """Equal tolls speak for a pair; tolls far apart speak against it; a small difference is what reports do."""
    score = 0.0
    for x, y in ((a.killed, b.killed), (a.injured, b.injured)):
        if x is None or y is None or x.best is None or y.best is None:
            continue
        if x.best == y.best:
            score += _TOLL if x.best > 3 else _TOLL_SMALL
        elif great_toll(x) and great_toll(y) and abs(x.best - y.best) <= _ABOUT * max(x.best, y.best):
            score += _TOLL_ABOUT
        elif max(x.best, y.best) > 3 * min(x.best, y.best) + 5 and not _open_ended(x, y):
            score -= _TOLL
    great = score > 0 and great_toll(a.killed) and great_toll(b.killed)
    return Comparison(score, None, ("great toll",) if great else ("toll",) if score > 0 else ())


def great_toll(count: Count | None) -> bool:
    """True for a number of dead that few days see twice."""
    return count is not None and (count.best or 0) >= _GREAT_TOLL


def _open_ended(x: Count, y: Count) -> bool:
    """True when the smaller count is a floor ("at least"), which a larger one does not contradict."""
    smaller = x if (x.best or 0) <= (y.best or 0) else y
    return smaller.high is None


def _compare_kinds(a: Unit, b: Unit, families: Families) -> Comparison:
    victims = bool(a.target.people & b.target.people)
    party = victims or bool((a.doer.ids | a.target.ids) & (b.doer.ids | b.target.ids))
    xs, ys = a.kinds - families.unspecific or a.kinds, b.kinds - families.unspecific or b.kinds
    ways = [way for x in sorted(xs) for y in sorted(ys) for way in families.meet(x, y)]
    best = max((way.weight for way in ways if _met(way, victims, party)), default=0.0)
    if best == 0.0:
        return Comparison(0.0, "kinds that meet only with more in common" if ways else "different kinds")
    return Comparison(_KIND * best, None, ("same kind" if best == 1.0 else "kinds meet",))


def _met(way: Meeting, victims: bool, party: bool) -> bool:
    return way.needs is None or (victims if way.needs == "victim" else party)
