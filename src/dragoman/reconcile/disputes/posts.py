"""Orders to posts: "the embassy and its consulate in A" against "the embassy and its consulate in B"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache

from ...model import Disagreement, Evidence, Incident, Side
from ..families import Families
from ..headline.told import World
from ..matching.units import Unit

_TOWN = r"([A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)"
Make = Callable[..., Disagreement]


@lru_cache(maxsize=8)
def posts_pattern(sorts: frozenset[str]) -> re.Pattern[str]:
    """What finds a sort of post with its town: groups are the sort and the town. A hyphen may be a space."""
    words = "|".join(
        re.escape(sort).replace(r"\-", "[ -]") for sort in sorted(sorts, key=lambda sort: (-len(sort), sort))
    )
    return re.compile(rf"\b({words or '(?!)'})\s+(?:in|at|near|of)\s+(?:the\s+)?{_TOWN}")


def posts_that_differ(
    incident: Incident, units: Sequence[Unit], world: World, families: Families, make: Make
) -> Disagreement | None:
    """Posts of one sort that different origins put in different towns, in what they tell of one order.

    A sort of post is compared only where each side names one town for it: lists of towns need not exclude each other.
    """
    if units[0].group != "posture" or len({unit.origin for unit in units}) < 2:
        return None
    towns: dict[str, dict[str, dict[str, set[Evidence]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
    for unit in units:
        for mention in unit.mentions:
            evidence = world.evidence(mention.report_id, mention.sentence)
            for match in posts_pattern(families.posts_of_towns).finditer(evidence.text):
                towns[match.group(1).lower()][unit.origin][match.group(2)].add(evidence)
    for sort, by_origin in sorted(towns.items()):
        sides = _sides(by_origin)
        if len(sides) > 1:
            return make(incident, "place", sides, "value", f"which {sort}: {incident.summary}")
    return None


def _sides(by_origin: dict[str, dict[str, set[Evidence]]]) -> list[Side]:
    """One side for each town that an origin names alone."""
    evidence: dict[str, set[Evidence]] = defaultdict(set)
    holders: dict[str, int] = defaultdict(int)
    for named in by_origin.values():
        if len(named) == 1:
            town, told = next(iter(named.items()))
            evidence[town] |= told
            holders[town] += 1
    return [Side(town, holders[town], (), tuple(sorted(told))) for town, told in sorted(evidence.items())]
