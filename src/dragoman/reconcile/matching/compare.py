"""Comparison: how much speaks for two units telling of one event, and what forbids it.

A contradiction forbids (two days, two cities, two victims); silence never does. A pair joins only when enough speaks
for it: two reports that tell of "an attack" with nothing in common are two events.
"""

from __future__ import annotations

from ..families import Families
from ..versions import revised
from .comparison import JOIN_SCORE, VAGUE_JOIN_SCORE, Comparison
from .parties_met import COUNTRY, PARTY, compare_parties, compare_tolls, great_toll, same_toll
from .places_met import CITY, compare_places, is_point
from .times_met import DAY, MONTH, MONTH_DAYS, NEWS_OF_TWO_DAYS, compare_times
from .units import Unit

__all__ = ["CONTRADICTIONS", "JOIN_SCORE", "SAME_WORDS", "VAGUE_JOIN_SCORE", "Comparison", "compare", "great_toll"]

_KIND, _WEAPON = 2.0, 0.5
# Copies of one sentence in reports of one origin are one telling, whatever else was read from them.
_COPY = 20.0
# Shared words of the sentences themselves: a little each, so that wording alone joins nothing.
_WORD, _WORDS_MOST = 0.15, 0.75

# What few events have in common.
_DISTINCT = frozenset({"victim", "toll", "great toll", "target words", "same target"})

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
        "different targets",
        "different doers",
        "told as another one",
        "one failed, the other did not",
        "orders of different states",
        "tolls far apart",
        "told before it happened",
        "different kinds",
        "a person keeps them apart",
    }
)
"""Vetoes that also forbid two clusters; the others only say that a pair by itself has too little in common."""


def compare(a: Unit, b: Unit, families: Families) -> Comparison:
    """Compare two units of different reports."""
    if a.report_id == b.report_id:
        return _within(a, b, families)
    if a.lines & b.lines and a.origin == b.origin and _of_one_time(a, b):
        return Comparison(_COPY, None, SAME_WORDS)
    edited = revised(a, b)
    if edited and a.standing == b.standing and a.series == b.series and families.may_meet(a.kinds, b.kinds):
        return Comparison(round(_COPY * edited, 3), None, ("revised",))
    return _compare(a, b, families)


def _of_one_time(a: Unit, b: Unit) -> bool:
    """True unless two copies of a sentence are of two times: a daily bulletin says the same of each day."""
    if a.of_a_day and b.of_a_day and not a.time.touches(b.time, slack_days=1):
        return False
    return a.published.touches(b.published, slack_days=MONTH_DAYS) is not False


def _compare(a: Unit, b: Unit, families: Families) -> Comparison:
    forbidden = _never(a, b)
    if forbidden:
        return Comparison(0.0, forbidden)
    parts = [compare_times(a, b), compare_places(a, b), compare_parties(a, b, families), compare_tolls(a, b)]
    veto = next((part.veto for part in parts if part.veto), None)
    if veto:
        return Comparison(0.0, veto)
    kind = _compare_kinds(a, b, parts[1].score >= CITY, families)
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
    if (a.apart or b.apart) and a.of_a_day and b.of_a_day and not a.time.touches(b.time):
        return "told as another one"
    if _one_of_several(a, b) or _one_of_several(b, a):
        return "one of several"
    if a.background != b.background and not (a.time_told and b.time_told) and not _lately(a, b):
        return "history and news"
    standings = {a.standing, b.standing}
    if len(standings) == 1 or standings == {"happened", "denied"}:
        return None
    if standings == {"happened", "announced"} and a.group == b.group == "posture":
        return None
    if standings == {"announced", "open"} or standings == {"announced", "denied"}:
        return None if a.group == b.group == "posture" else "one is planned, the other is not"
    return "one happened, the other may or will"


def _lately(a: Unit, b: Unit) -> bool:
    """True where what one report tells as history by its name ("the raid") is news in another of the weeks before."""
    past, news = (a, b) if a.background else (b, a)
    told, first = past.published.end, news.published.start
    if not past.retold or past.time_told or past.series or told is None or first is None:
        return False
    return -1 <= (told - first).days <= MONTH_DAYS


def _one_as_several(a: Unit, b: Unit) -> bool:
    """True when a plural told as a series is the plural of the other: one double attack, and not a series at all."""
    if any(unit.retold and unit.plural for unit in (a, b)) and same_toll(a, b):
        return True
    if a.numbered or b.numbered:
        return False
    if len(a.lands) > 1 and a.lands == b.lands:
        return True
    if _attack_of(a, b) or _attack_of(b, a):
        return True
    if not (a.plural and b.plural):
        return False
    listed = (len(a.lands) > 1 and not b.lands) or (len(b.lands) > 1 and not a.lands)
    return listed or (a.of_a_day and b.of_a_day and bool(a.time.touches(b.time)))


def _attack_of(a: Unit, b: Unit) -> bool:
    """True where two or three blasts of one day in `a` are "the attack" of that day in `b`."""
    blasts = a.series and a.plural and a.several
    return blasts and b.retold and b.singular and not b.apart and b.time.known and a.time.touches(b.time) is True


def _one_of_several(a: Unit, b: Unit) -> bool:
    """True when `a` tells of attacks in several countries and `b` of the one in a town of one of these."""
    if not (a.several and len(a.lands) > 1 and b.singular and b.place and is_point(b.place)):
        return False
    return len(b.lands) < 2 and b.place.country in a.lands


def _missing(a: Unit, b: Unit, parts: list[Comparison]) -> str | None:
    """What a pair must have besides its score: a vague one, or a denied one, more than others."""
    time, place, party = parts[0], parts[1], parts[2]
    told = {reason for part in parts for reason in part.reasons}
    denied = {a.standing, b.standing} == {"happened", "denied"}
    if denied and not _clearly_denied(time.score, place.score, party.score, told):
        return "not clearly the event that is denied"
    elsewhere = a.names and b.names and not a.names & b.names and place.score < CITY
    if elsewhere and a.group != "posture" and not told & _DISTINCT:
        return "other names for where it happened"
    if parts[3].score < 0 and place.score < CITY and "victim" not in told:
        return "tolls far apart"
    if NEWS_OF_TWO_DAYS in told and not ("victim" in told or same_toll(a, b)):
        return NEWS_OF_TWO_DAYS
    if time.score == 0 and party.score < PARTY + COUNTRY:
        return "no time in common and little else"
    if time.score < MONTH and party.score + place.score < PARTY:
        return "nothing but a rough time in common"
    if "great toll" in told and time.score >= DAY:
        return None
    if time.score >= DAY and ("same scene" in told or told >= {"foreign target", "toll"}):
        return None
    if party.score == 0 and place.score < CITY:
        return "neither parties nor place in common"
    alike = told & {"same site", "same doer", "doer words", *_DISTINCT}
    if a.group == "violence" and not (alike or a.series or b.series) and a.target.own and b.target.own:
        return "other targets, and nothing else of its own in common"
    if not told & {
        "victim",
        "same doer",
        "same target",
        "same city",
        "same name",
        "same places",
        "target words",
        "same site",
        "series of one side",
        "same posts",
    }:
        return "nothing of its own in common"
    return None


def _clearly_denied(time: float, place: float, party: float, told: set[str]) -> bool:
    """True where what one report denies is what the other tells, by two of: its day, its town, whom it struck."""
    town, struck = place >= CITY, bool(told & {"target words", "same target", "victim", "same site", "same posts"})
    return (time >= MONTH and party >= PARTY) or (time >= DAY and (town or struck)) or (time > 0 and town and struck)


def _compare_kinds(a: Unit, b: Unit, town: bool, families: Families) -> Comparison:
    met = _in_common(a, b, town)
    xs, ys = a.kinds - families.unspecific or a.kinds, b.kinds - families.unspecific or b.kinds
    ways = [way for x in sorted(xs) for y in sorted(ys) for way in families.meet(x, y)]
    best = max((way.weight for way in ways if way.needs is None or way.needs in met), default=0.0)
    if best == 0.0:
        return Comparison(0.0, "kinds that meet only with more in common" if ways else "different kinds")
    return Comparison(_KIND * best, None, ("same kind" if best == 1.0 else "kinds meet",))


def _in_common(a: Unit, b: Unit, town: bool) -> set[str]:
    """What two kinds may need in common before they meet: a victim, a party, a target, the moment."""
    found = set()
    day = a.of_a_day and b.of_a_day and bool(a.time.touches(b.time))
    # So many dead on one day are one event, whatever weapon each teller had in mind.
    if a.target.people & b.target.people or (day and same_toll(a, b)):
        found |= {"victim", "party", "target"}
    if (a.doer.ids | a.target.ids) & (b.doer.ids | b.target.ids):
        found.add("party")
    if town and (a.target.own & b.target.own or a.target.ids & b.target.ids or a.sites & b.sites):
        found.add("target")
    if town and day:
        found.add("moment")
    return found
