"""Whether the times of two tellings can be one, and how much that says: two days forbid, a rough time agrees little."""

from __future__ import annotations

from .comparison import Comparison
from .units import Unit

DAY = 2.5
NEWS_OF_TWO_DAYS = "each is news of its own day"
"""What is said of a pair whose reports are a day apart, as are the days that they give."""
_FRESH = 1
MONTH = 1.0
_NEXT_DAY, _WEEK, _SEASON, _YEAR = 1.0, 1.5, 0.6, 0.3
_AFTER, MONTH_DAYS = 0.8, 31
# Reports of one event that give it no day are this near; one that gives none is this near to the day of another.
_NEAR_REPORTS, _NEWS_DAYS = 10, 31
# Two persons of the day in both reports.
_SAME_CAST = 2


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
        if not same and _each_of_its_day(a, b):
            return Comparison(_NEXT_DAY, None, ("next day", NEWS_OF_TWO_DAYS))
        return Comparison(DAY if same else _NEXT_DAY, None, ("same day" if same else "next day",))
    score = _by_length(longest)
    if not x.touches(y):
        return Comparison(0.0, "different times")
    return Comparison(score, None, ("times meet",))


def _each_of_its_day(a: Unit, b: Unit) -> bool:
    """True where each of two reports tells as fresh news what happened on its own day: the later one, something newer.

    Not where one tells of a night, which is of both days.
    """
    if a.by_night or b.by_night:
        return False
    lags = [(u.published.end - u.time.end).days for u in (a, b) if u.published.end and u.time.end]
    return len(lags) == 2 and lags[0] == lags[1] and 0 <= lags[0] <= _FRESH


def _by_news(a: Unit, b: Unit) -> Comparison:
    """What lacks a time of its own is of the days before its report; a retelling by name, of the weeks before it.

    Two that both lack one meet only through their reports, and these must be near each other.
    """
    if a.background is b.background is True or a.series or b.series:
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
    if gap > _NEWS_DAYS and not other.retold and not lasting and (dated.time.days or 0) <= MONTH_DAYS:
        return Comparison(0.0, "told weeks apart")
    return Comparison(_by_age(gap, other.retold) if (dated.time.days or 0) <= MONTH_DAYS else 0.0, None)


def _by_age(days: int, retold: bool) -> float:
    reach = ((3, MONTH), (14, _AFTER), (45, _SEASON), (75, _YEAR)) if retold else ((2, _SEASON),)
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
    for limit, score in ((8, _WEEK), (31, MONTH), (100, _SEASON)):
        if days <= limit:
            return score
    return _YEAR
