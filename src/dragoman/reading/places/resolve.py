"""Which place a name means here: people, container, country and area votes, neighbours, the publisher's home.

One name has one meaning in a report, unless the text itself says where another one lies ("Paris, Texas").
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import exp, log10

from ...knowledge.gazetteer import CODE, MAIN, OTHER, SHORT, TOWNS, TYPED, Candidate, Place, distance_km
from .home import Home
from .judge import fits
from .scan import Toponym

_PRIOR = {"country": 5.2, "continent": 5.5, "region": 4.4, "territory": 4.8, "ocean": 5.0, "sea": 5.0}
_HOW = {MAIN: 0.0, OTHER: -1.2, SHORT: -1.0, CODE: 0.0, TYPED: 0.3}
# A middling town's name in another language gives way to a town that is called just so.
_NAMESAKE, _WELL_KNOWN = 1.2, 100_000
# A bare name is the town's rather than the area's when at least this share of the area lives in it.
_SEAT_SHARE = 0.2
_AREA_NOUNS = frozenset({"province", "governorate", "region", "state", "oblast", "department", "county", "district"})
_GEONAMES_KINDS = TOWNS | {"country", "admin1", "admin2"}
# A name votes for its area unless a place elsewhere has more than this share of its people.
_RIVAL_SHARE = 0.02
# How fast the pull of a neighbour fades.
_REACH_KM = 150.0
# A report that tells so often of one country is about it; a small town far from all it tells of is a namesake then.
_TOLD_OF = 3.0
_SHARE = 0.3
_SMALL = 150_000


class Resolver:
    """Chooses the place of each name of one report."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._countries: dict[str, float] = defaultdict(float)
        self._areas: dict[int, float] = defaultdict(float)
        self._anchors: list[tuple[Place, float]] = []

    def resolve(self, toponyms: Sequence[Toponym]) -> None:
        """Set `place` of every accepted toponym, or leave it None where no meaning stands out."""
        accepted = [toponym for toponym in toponyms if toponym.accepted]
        self._vote(toponyms)
        for _ in range(2):
            chosen = self._choose_all(accepted)
            self._anchor(chosen)
        strays = {key for key, place in chosen.items() if self._is_stray(place, chosen.values())}
        for toponym in accepted:
            own = self._choose([toponym], toponym.container) if toponym.container else None
            toponym.place = own or (None if toponym.key in strays else chosen.get(toponym.key))

    def _is_stray(self, place: Place, others: Iterable[Place]) -> bool:
        """True for a small town in a country of which little else in the report tells, where another is its subject.

        The gazetteer lacks many a village of that other country: a namesake elsewhere must not stand for it.
        """
        if place.kind not in TOWNS or place.kind == "capital" or place.population >= _SMALL:
            return False
        told = Counter(self._countries)
        told.update(other.country for other in others if other.row != place.row and other.kind != "country")
        most = max(told.values(), default=0.0)
        if most < _TOLD_OF or told[place.country] >= max(_SHARE * sum(told.values()), 0.01):
            return False
        return self._home.nearness(place) <= 0 and not any(
            other.country == place.country for other in others if other.row != place.row and other.kind != "country"
        )

    def _vote(self, toponyms: Iterable[Toponym]) -> None:
        """Country votes of demonyms and countries, area votes of areas."""
        for toponym in toponyms:
            if toponym.demonym is not None:
                self._vote_for(toponym.demonym, 0.7)
            elif toponym.accepted:
                place = _plain_area(toponym)
                if place is not None:
                    self._vote_for(place, 1.0)

    def _vote_for(self, place: Place, weight: float) -> None:
        """One vote for a place's country and area."""
        if place.country:
            self._countries[place.country] += weight
        if place.admin1 >= 0:
            self._areas[place.admin1] += weight

    def _choose_all(self, accepted: Sequence[Toponym]) -> dict[str, Place]:
        """One meaning for each name, told by all its mentions together."""
        groups: dict[str, list[Toponym]] = defaultdict(list)
        for toponym in accepted:
            groups[toponym.key].append(toponym)
        chosen: dict[str, Place] = {}
        for key, group in groups.items():
            container = next((toponym.container for toponym in group if toponym.container), None)
            place = self._choose(group, container)
            if place is not None:
                chosen[key] = place
        return chosen

    def _choose(self, group: Sequence[Toponym], container: Toponym | None) -> Place | None:
        """The best meaning of one name."""
        candidates = group[0].candidates
        if container is not None:
            inside = [c for c in candidates if any(fits(c, outer) for outer in container.candidates)]
            candidates = tuple(inside) or candidates
        if not candidates:
            return None
        best = max(candidates, key=lambda candidate: (self._score(candidate, group), -candidate.place.row))
        return _seat(best, candidates).place if not _said_as_area(group) else best.place

    def _score(self, candidate: Candidate, group: Sequence[Toponym]) -> float:
        """How well one meaning fits the report."""
        place = candidate.place
        score = self._prior(candidate)
        # The supplement's other names are chosen by hand; those of GeoNames are in every language.
        score += _HOW[candidate.how] * (1.0 if place.kind in _GEONAMES_KINDS else 0.2)
        if candidate.how == OTHER and _has_namesake(place, group[0].candidates):
            score -= _NAMESAKE
        score += self._typed(candidate, group)
        score += 2.0 * self._home.nearness(place)
        total = sum(self._countries.values()) + 2.0
        if place.country:
            score += 2.2 * self._countries.get(place.country, 0.0) / total
        areas = sum(self._areas.values()) + 1.0
        if place.admin1 >= 0:
            score += 2.0 * self._areas.get(place.admin1, 0.0) / areas
        return score + self._pull(place, group[0].key)

    def _prior(self, candidate: Candidate) -> float:
        """Prior of a meaning: the more people, the likelier."""
        place = candidate.place
        if place.kind in _PRIOR:
            return _PRIOR[place.kind]
        if place.kind in TOWNS:
            return 0.62 * log10(place.population + 30) + (1.2 if place.kind == "capital" else 0.0)
        if place.kind == "admin1":
            return 0.55 * log10(place.population + 30) + 0.4
        if place.kind == "admin2":
            return 0.3 * log10(place.population + 30) - 0.2
        return 3.6

    def _typed(self, candidate: Candidate, group: Sequence[Toponym]) -> float:
        """Type words around the name: "city of", "province", "county"."""
        kind = candidate.place.kind
        score = 0.0
        for toponym in group:
            if toponym.typed:
                return 0.0
            if kind == "admin2" and _listed_counties(toponym):
                return 3.0
            words = toponym.words
            before = words.lowers[max(0, toponym.first - 2) : toponym.first]
            after = words.lowers[toponym.last : toponym.last + 1]
            if before and before[-1] == "of" and before[0] in ("city", "town", "village", "suburb", "port"):
                score = max(score, 2.0 if kind in TOWNS else -1.0)
            elif before and before[-1] == "of" and before[0] in ("province", "state", "region", "governorate"):
                score = 2.0 if kind == "admin1" else score
            if after and after[0] in ("province", "governorate", "region", "oblast", "state"):
                score = 1.5 if kind == "admin1" else score
        return score

    def _pull(self, place: Place, key: str) -> float:
        """Attraction of the other places of the report, which fades with distance."""
        if place.kind in ("country", "continent"):
            return 0.0
        pull = 0.0
        for other, weight in self._anchors:
            if other.row != place.row:
                pull += weight * exp(-distance_km(place, other) / _REACH_KM)
        return 1.5 * min(1.0, pull)

    def _anchor(self, chosen: dict[str, Place]) -> None:
        """The towns and areas chosen so far pull the others towards them."""
        near = [place for place in chosen.values() if place.kind not in ("country", "continent", "region")]
        self._anchors = [(place, 1.0 / max(3, len(near))) for place in near[:40]]


def _has_namesake(place: Place, candidates: Sequence[Candidate]) -> bool:
    """True for a town of no great size where another town's own name is the one told."""
    if place.kind not in TOWNS or place.population >= _WELL_KNOWN:
        return False
    return any(other.how == MAIN and other.place.kind in TOWNS for other in candidates)


def _seat(area: Candidate, candidates: Sequence[Candidate]) -> Candidate:
    """The town of the same name that a bare area name means in news ("Kirkuk"), where most of the area lives in it."""
    if area.place.kind not in ("admin1", "admin2"):
        return area
    seats = (
        candidate
        for candidate in candidates
        if candidate.place.kind in TOWNS
        and candidate.how in (MAIN, OTHER)
        and area.place.row in (candidate.place.admin1, candidate.place.admin2)
        and candidate.place.population >= _SEAT_SHARE * area.place.population
    )
    return max(seats, key=lambda candidate: candidate.place.population, default=area)


def _said_as_area(group: Sequence[Toponym]) -> bool:
    """True when a type word says that the area is meant, or the name stands as the container of another."""
    if any(toponym.typed or toponym.coded or _listed_counties(toponym) for toponym in group):
        return True
    return any(_AREA_NOUNS.intersection(_beside(toponym)) for toponym in group)


def _beside(toponym: Toponym) -> list[str]:
    """The word after a name, and the two before it."""
    words = toponym.words
    return words.lowers[toponym.last : toponym.last + 1] + words.lowers[max(0, toponym.first - 2) : toponym.first]


def _plain_area(toponym: Toponym) -> Place | None:
    """The country or area that a name means beyond doubt; None when a place elsewhere of some size shares it."""
    areas = [c for c in toponym.candidates if c.place.kind in ("country", "admin1") and c.how != SHORT]
    if not areas:
        return None
    if any(c.place.kind not in _GEONAMES_KINDS for c in toponym.candidates):
        return None
    first = min(areas, key=lambda c: (c.place.kind != "country", -c.place.population)).place
    rivals = (
        c.place.population for c in toponym.candidates if c.place.country != first.country and c.how in (MAIN, CODE)
    )
    return first if max(rivals, default=0) <= _RIVAL_SHARE * first.population else None


def _listed_counties(toponym: Toponym) -> bool:
    """True inside "Butler, Clark and Warren counties"."""
    words = toponym.words
    for at in range(toponym.last, min(len(words.texts), toponym.last + 24)):
        if words.lowers[at] in ("counties", "parishes"):
            return True
        if not words.capital[at] and words.lowers[at] not in (",", "and", "or"):
            return False
    return False
