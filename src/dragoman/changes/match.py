"""Which incident of then is which of now: by the tellings that both rest on, else by the words at which these stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..model import Incident
from .record import Known

Anchor = tuple[str, int]


@dataclass(frozen=True)
class Matched:
    """Then and now. An incident of then has one heir at most, and an heir one parent: the one it shares most with."""

    same: tuple[tuple[Incident, Incident], ...]
    merged: tuple[tuple[Incident, Incident], ...]
    """Of then, and that of now in which it went up."""
    split: tuple[tuple[Incident, Incident], ...]
    """Of now, and that of then from which it came."""
    gone: tuple[Incident, ...]
    new: tuple[Incident, ...]

    def present(self) -> Mapping[str, str]:
        """Ids of then and the ids under which these incidents stand now."""
        pairs = [*self.same, *self.merged]
        return {old.incident_id: new.incident_id for old, new in pairs}


def match(before: Known, after: Known) -> Matched:
    """Match the incidents of two states."""
    shared = _shared(before, after)
    heir = {old: _best(counts, old) for old, counts in shared.items()}
    back: dict[str, Counter[str]] = defaultdict(Counter)
    for old, counts in shared.items():
        for new, number in counts.items():
            back[new][old] = number
    parent = {new: _best(counts, new) for new, counts in back.items()}
    old_of, new_of = before.incidents, after.incidents
    same = {old: new for old, new in heir.items() if parent[new] == old}
    merged = [(old_of[old], new_of[new]) for old, new in sorted(heir.items()) if old not in same]
    split = [
        (new_of[new], old_of[old]) for new, old in sorted(parent.items()) if heir[old] != new and same.get(old) != new
    ]
    return Matched(
        same=tuple((old_of[old], new_of[new]) for old, new in sorted(same.items())),
        merged=tuple(merged),
        split=tuple(split),
        gone=tuple(one for key, one in sorted(old_of.items()) if key not in heir),
        new=tuple(one for key, one in sorted(new_of.items()) if key not in parent),
    )


def _best(counts: Counter[str], own: str) -> str:
    """The id that shares most; on a tie the one that kept its name, else the first."""
    return min(counts, key=lambda one: (-counts[one], one != own, one))


def _shared(before: Known, after: Known) -> dict[str, Counter[str]]:
    """How many tellings each incident of then shares with those of now."""
    now = {mention: one.incident_id for one in after.incidents.values() for mention in one.mentions}
    found: dict[str, Counter[str]] = defaultdict(Counter)
    left: list[Incident] = []
    for old in before.incidents.values():
        counts = Counter(now[mention] for mention in old.mentions if mention in now)
        if counts:
            found[old.incident_id] = counts
        else:
            left.append(old)
    if not left:
        return found
    # A newer reader gives a telling another id; its words stand where they stood.
    known = {mention for one in before.incidents.values() for mention in one.mentions}
    fresh = {mention: one for mention, one in now.items() if mention not in known}
    places: dict[Anchor, str] = {}
    for mention, one in sorted(fresh.items()):
        for anchor in _anchors(after, [mention]):
            places.setdefault(anchor, one)
    for old in left:
        counts = Counter(places[anchor] for anchor in _anchors(before, old.mentions) if anchor in places)
        if counts:
            found[old.incident_id] = counts
    return found


def _anchors(known: Known, mentions: Iterable[str]) -> list[Anchor]:
    told = (known.mention(mention) for mention in mentions)
    return [(one.report_id, one.trigger.start) for one in told if one is not None]
