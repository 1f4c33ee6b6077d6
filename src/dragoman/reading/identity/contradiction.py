"""What rules out that two tellings are of one event: days, places, tolls, sides, a series against a deed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ...knowledge.kind_traits import KindTraits
from ...knowledge.links import LinkCues
from ...model import HAPPENED, Count, PlaceMention
from ..counts import is_named
from ..known import Known
from .evidence import EXACT, people, related
from .telling import Telling

if TYPE_CHECKING:
    from ..token import Token

_NEAR_KM = 15.0
"""A district, a base or an airport this near to a city's point is told by the city's name too."""
_EARTH_KM = 6371.0


def contradict(a: Telling, b: Telling, known: Known) -> bool:
    """True when the two say things that cannot both be of one event, whatever their kinds and statuses."""
    return (
        _series_differ(a, b)
        or _counted_apart(a, b)
        or _dated_apart(a, b)
        or _times_differ(a, b, known.traits)
        or places_differ(a.mention.place, b.mention.place)
        or _told_anew(a, b)
        or _set_against(a, b)
        or _roots_differ(a, b)
        or _swapped(a, b)
        or _targets_differ(a, b)
        or _means_differ(a, b)
        or _history_differs(a, b)
        or _answers(a, b, known.links)
    )


def _series_differ(a: Telling, b: Telling) -> bool:
    """A series and a deed are two, save that "the strikes" and "the shelling" may retell either."""
    if a.mention.series == b.mention.series:
        return False
    single = a if not a.mention.series else b
    return not (single.plural or single.mass)


def _counted_apart(a: Telling, b: Telling) -> bool:
    """ "after three dozen attacks" and "attacks have been increasing": a closed series and one that goes on."""
    if not (a.mention.series and b.mention.series) or a.definite or b.definite or a.present == b.present:
        return False
    if a.vague or b.vague or a.pronoun or b.pronoun:
        return False
    counted = a if a.mention.quantity else b
    return bool(a.mention.quantity) != bool(b.mention.quantity) and not counted.present


def _dated_apart(a: Telling, b: Telling) -> bool:
    """ "attacks last summer prompted a reply" and "attacks are rising": a dated series of the past is not today's."""
    if not (a.mention.series and b.mention.series) or a.definite or b.definite or a.present == b.present:
        return False
    if a.vague or b.vague or a.pronoun or b.pronoun:
        return False
    dated = a if a.time else b
    return (a.time is None) != (b.time is None) and not dated.present


def _times_differ(a: Telling, b: Telling, traits: KindTraits) -> bool:
    """Days that do not touch; for two series, times that are not mostly the same."""
    if a.time is None or b.time is None:
        return False
    # A night belongs to two days; rockets of one day and an air strike of the next night are still two deeds.
    kinds = {a.mention.kind, b.mention.kind}
    one_sort = len(kinds) == 1 or "assault" in kinds or kinds <= traits.lasting
    if not a.time.touches(b.time, slack_days=1 if one_sort and (a.night or b.night) else 0):
        return True
    if a.mention.series and b.mention.series and a.time.days and b.time.days:
        short, long = sorted((a.time.days, b.time.days))
        return short / long < 0.5
    return False


def places_differ(a: PlaceMention | None, b: PlaceMention | None) -> bool:
    """Two exact places that are not one: neither lies in the other ("the Green Zone" lies in Baghdad)."""
    if a is None or b is None or a.place_id is None or b.place_id is None or a.place_id == b.place_id:
        return False
    if a.link or b.link:
        # A place that another sentence lent is no word of this telling.
        return False
    if (a.precision or 4) > EXACT or (b.precision or 4) > EXACT:
        return False
    return _distance_km(a, b) > max(a.radius_km or 0.0, b.radius_km or 0.0, _NEAR_KM)


def _told_anew(a: Telling, b: Telling) -> bool:
    """ "In a second attack" is none of those told before; what only dates a deed is not that deed."""
    first, later = sorted((a, b), key=lambda telling: telling.number)
    if first.sentence == later.sentence:
        return first.anchor != later.anchor
    return later.anew and not people(first) & people(later)


def _set_against(a: Telling, b: Telling) -> bool:
    """One sentence that tells a deed of one country and denies, plans or fears it of another tells of two."""
    first, second = a.mention.place, b.mention.place
    if a.sentence != b.sentence or first is None or second is None or first.link or second.link:
        return False
    lands = {first.country, second.country}
    return None not in lands and len(lands) > 1 and (a.mention.status in HAPPENED) != (b.mention.status in HAPPENED)


def _roots_differ(a: Telling, b: Telling) -> bool:
    """Leaving a treaty (PLOVER REJECT) and leaving a base (RETREAT) are two withdrawals."""
    done = a.mention.status in HAPPENED and b.mention.status in HAPPENED
    first, second = a.mention.plover, b.mention.plover
    return a.posture and b.posture and done and first is not None and second is not None and first.type != second.type


def _distance_km(a: PlaceMention, b: PlaceMention) -> float:
    """Distance over a sphere (haversine), in kilometres; infinite where a place has no point."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    north, south = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((south - north) / 2) ** 2
    half += math.cos(north) * math.cos(south) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(half))


def _swapped(a: Telling, b: Telling) -> bool:
    """One's doer is the other's target."""
    if a.posture:
        return False
    first = (a.actors.ids - a.targets.ids) & (b.targets.ids - b.actors.ids)
    second = (b.actors.ids - b.targets.ids) & (a.targets.ids - a.actors.ids)
    return bool(first or second)


def _targets_differ(a: Telling, b: Telling) -> bool:
    """Two exact tolls that differ, of targets that differ."""
    if a.mention.series or b.mention.series or related(a.targets, b.targets) or a.account or b.account:
        # A doer's own account may give another toll: that is what the two disagree on.
        return False
    if any(_is_bare_toll(one) for one in (a, b)):
        # "Three soldiers died and 27 were hurt": a later count of the deed that was told, by another voice.
        return False
    both = a.targets.known and b.targets.known
    return both and (
        _other_number(a.mention.killed, b.mention.killed) or _other_number(a.mention.injured, b.mention.injured)
    )


def _is_bare_toll(telling: Telling) -> bool:
    """A toll without a place and a day of its own."""
    place = telling.mention.place
    return telling.toll and telling.time is None and (place is None or place.link is not None)


def _means_differ(a: Telling, b: Telling) -> bool:
    """A car bomb and an air strike are two deeds."""
    return not (a.mention.series or b.mention.series) and bool(a.means and b.means) and a.means != b.means


def _answers(a: Telling, b: Telling, cues: LinkCues) -> bool:
    """ "the attack was in response to a strike": what answers and what it answers are two."""
    if a.sentence != b.sentence or a.token is None or b.token is None or a.token.doc is not b.token.doc:
        return False
    return _is_behind_answer(a.token, b.token, cues) or _is_behind_answer(b.token, a.token, cues)


def _is_behind_answer(inner: Token, outer: Token, cues: LinkCues) -> bool:
    """True for a word that an answer is to, where the other word stands outside that phrase."""
    for node in (inner, *inner.ancestors):
        if node.dep_ == "pobj" and node.head.lower_ in ("to", "for") and node.head.head.lower_ in cues.answers:
            return outer != node and node not in outer.ancestors
    return False


def _other_number(a: Count | None, b: Count | None) -> bool:
    """True for two known bests that differ; the number of those named is no toll that a larger one contradicts."""
    if a is None or b is None or a.best is None or b.best is None or a.best == b.best:
        return False
    return not is_named(min((a, b), key=lambda count: count.best or 0))


def _history_differs(a: Telling, b: Telling) -> bool:
    """History and news are two, unless they are told of the same days or victims, or side by side by the same hands."""
    if a.mention.background == b.mention.background:
        return False
    if people(a) & people(b) or (a.time and b.time and a.time == b.time):
        return False
    near = abs(a.sentence - b.sentence) <= 2
    return not (near and a.mention.series and b.mention.series and a.time is None and b.time is None)
