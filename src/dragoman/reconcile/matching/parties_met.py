"""Whether the parties of two tellings can be one, and their tolls: who did it, to whom, how many."""

from __future__ import annotations

from ...model import Count
from ..families import Families
from .comparison import Comparison
from .units import Parties, Unit

PARTY, COUNTRY = 1.5, 0.6
_VICTIM, _WORDS = 3.0, 1.0
_TOLL, _TOLL_ABOUT, _TOLL_SMALL = 1.5, 1.0, 0.7
_FEW = 3
# So many dead on one day tell an event from others by themselves; reports of it differ by a tenth.
_GREAT_TOLL, _ABOUT = 20, 0.1


def compare_parties(a: Unit, b: Unit, families: Families) -> Comparison:
    """Shared victims, targets and doers speak for a pair; other persons struck, other sites, other states forbid it."""
    people_a, people_b = a.target.people, b.target.people
    forbidden = _other_parties(a, b, families)
    if forbidden:
        return Comparison(0.0, forbidden)
    score, reasons = 0.0, []
    if people_a & people_b:
        score, reasons = _VICTIM, ["victim"]
    else:
        score, reason = _side(a.target, b.target, "target")
        if score < _WORDS and a.sites & b.sites:
            score, reason = _WORDS, "same site"
        reasons += [reason] if reason else []
    if a.foreign & b.foreign:
        reasons.append("foreign target")
    doers, reason = _side(a.doer, b.doer, "doer")
    reasons += [reason] if reason else []
    if a.series and b.series and score > 0 and doers > 0:
        # A series is told of classes ("militias", "Americans"): here the common words are the parties.
        score, doers = max(score, _WORDS), max(doers, _WORDS)
        reasons.append("series of one side")
    if a.group == b.group == "posture":
        # Orders of one state, whether its minister or his ministry is named.
        doers = max(doers, _WORDS if a.doer.states & b.doer.states else 0.0)
        if a.posts & b.posts:
            score = max(score, PARTY if len(a.posts & b.posts) > 1 else _WORDS)
            reasons.append("same posts")
    return Comparison(score + doers, None, tuple(reasons))


def _other_parties(a: Unit, b: Unit, families: Families) -> str | None:
    """What the parties of two tellings rule out; None when they may be those of one event."""
    xs, ys = a.target, b.target
    if a.group == b.group == "violence":
        if xs.people and ys.people and not xs.people & ys.people:
            return "different victims"
        if a.survivors & b.dead or b.survivors & a.dead:
            return "one failed, the other did not"
    if a.group == b.group == "posture" and a.doer.states and b.doer.states:
        return None if a.doer.states & b.doer.states else "orders of different states"
    toll = same_toll(a, b) and great_toll(a.killed)
    known = bool(xs.people & ys.people or xs.ids & ys.ids or toll or (a.series and b.series))
    if known or a.group == "posture":
        return None
    # Who says what else was struck names both: "a command post, and not a hospital".
    spoken = a.sites & b.wording or b.sites & a.wording
    if a.sites and b.sites and not spoken and not families.one_site(a.sites, b.sites):
        return "different targets"
    strangers = _strangers(a.doer, b.doer) and not (xs.own & ys.own or a.sites & b.sites)
    return "different doers" if strangers and xs.stems and ys.stems else None


def _strangers(xs: Parties, ys: Parties) -> bool:
    """True for two sets of known parties of which none is the other's, nor of its country, nor called alike."""
    known = bool(xs.ids and ys.ids)
    return known and not (xs.ids & ys.ids or xs.own & ys.own or xs.countries & ys.countries or xs.people or ys.people)


def same_toll(a: Unit, b: Unit) -> bool:
    """True for one number of dead, more than a few: of one day and town, that is one event."""
    x, y = a.killed, b.killed
    return x is not None and y is not None and x.best == y.best and (x.best or 0) > _FEW


def _side(xs: Parties, ys: Parties, name: str) -> tuple[float, str | None]:
    """How much the parties on one side agree: by identity, by their own words, by country."""
    if xs.ids & ys.ids:
        return PARTY, f"same {name}"
    if xs.own & ys.own:
        return _WORDS, f"{name} words"
    if xs.countries & ys.countries:
        return COUNTRY, f"{name} of one country"
    if xs.stems & ys.stems:
        return COUNTRY / 2, None
    return 0.0, None


def compare_tolls(a: Unit, b: Unit) -> Comparison:
    """Equal tolls speak for a pair; tolls far apart speak against it; a small difference is what reports do."""
    score = 0.0
    for x, y in ((a.killed, b.killed), (a.injured, b.injured)):
        if x is None or y is None or x.best is None or y.best is None:
            continue
        if x.best == y.best:
            score += _TOLL if x.best > _FEW else _TOLL_SMALL
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
