"""The place reader: names found in sentences, judged, resolved and written down as place mentions."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from ...knowledge.gazetteer import Gazetteer, Place
from ...model import PlaceMention
from ...settings import Settings
from ..case import case_of
from ..parse import Sentence
from .home import find_home
from .judge import OWNED, STRONG, Judge, contains
from .lexicon import Lexicon
from .people import surnames
from .resolve import Resolver
from .scan import Scanner, Toponym, Words, words_of

_SMALL_WORD = re.compile(r"(?<![\w'’])[a-z]{3,}")
_DISTANCE = re.compile(r"(?<!\d)(\d++(?:\.\d++)?)\s*+-?(km|kilomet|mile)", re.IGNORECASE)
_KM_OF_MILE = 1.609
# What "near" and "outside" a town mean in news: the next villages and bases.
_NEAR_KM = 20.0
_EXACT, _NEAR, _REGION, _COUNTRY = 1, 2, 3, 4
_WIDE_KM = 40.0


class PlaceReader:
    """Reads the places of a report. Built once by `load` and shared; `read` keeps nothing between reports."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self.gazetteer = gazetteer
        self._lexicon = lexicon
        self._scanner = Scanner(gazetteer, lexicon)

    @classmethod
    def load(cls, settings: Settings | None = None, progress: Callable[[str], None] | None = None) -> PlaceReader:
        """Load the gazetteer (built on first use) and the word classes."""
        chosen = settings or Settings()
        gazetteer = Gazetteer.load(chosen, progress)
        return cls(gazetteer, Lexicon.load(gazetteer, chosen.knowledge))

    def read(
        self, text: str, sentences: Sequence[Sentence], home: str | None = None, *, demonyms: bool = False
    ) -> list[PlaceMention]:
        """Every place named in the report, in order of the text; with `demonyms`, "Iraqi" too (kind `demonym`).

        `home` is the publisher's name or address in any case; None when it is not known.
        """
        caseless = case_of(text) != "mixed"
        lines = [words_of(sentence, caseless) for sentence in sentences]
        toponyms = self._find(text, lines, home)
        return [
            self._demonym(text, toponym) if toponym.demonym is not None else self._mention(text, toponym)
            for toponym in toponyms
            if (toponym.accepted or (demonyms and toponym.demonym is not None))
        ]

    def _find(self, text: str, lines: Sequence[Words], home: str | None) -> list[Toponym]:
        """Toponyms of the report, judged and resolved."""
        found_home = find_home(home, self._lexicon, self.gazetteer)
        small_words = frozenset(_SMALL_WORD.findall(text))
        judge = Judge(self._lexicon, found_home, surnames(lines, self._lexicon), small_words)
        toponyms: list[Toponym] = []
        for words in lines:
            found = self._scanner.scan(words)
            judge.judge(found)
            _tie_containers(found)
            toponyms += found
        _one_sense(toponyms)
        Resolver(found_home).resolve(toponyms)
        return toponyms

    def _demonym(self, text: str, toponym: Toponym) -> PlaceMention:
        """A demonym with the place it belongs to."""
        place = toponym.demonym
        assert place is not None
        return self._written(text, toponym, place, "demonym", *_precision(place, toponym))

    def _mention(self, text: str, toponym: Toponym) -> PlaceMention:
        """A toponym as the contract has it."""
        place = toponym.place
        if place is None:
            return PlaceMention(toponym.start, toponym.end, text[toponym.start : toponym.end])
        return self._written(text, toponym, place, place.kind, *_precision(place, toponym))

    def _written(
        self, text: str, toponym: Toponym, place: Place, kind: str, precision: int, radius_km: float
    ) -> PlaceMention:
        """A mention of a known place."""
        return PlaceMention(
            toponym.start,
            toponym.end,
            text[toponym.start : toponym.end],
            place.place_id,
            place.name,
            kind,
            place.lat,
            place.lon,
            place.country or None,
            self._lexicon.country_names.get(place.country),
            self.gazetteer.admin1_name(place),
            precision,
            radius_km,
        )


def _precision(place: Place, toponym: Toponym) -> tuple[int, float]:
    """Precision class and radius in kilometres of a mention of a place."""
    if place.kind == "country":
        return _COUNTRY, place.radius_km
    if toponym.near:
        away = _told_distance_km(toponym)
        return _NEAR, round(place.radius_km + (away or _NEAR_KM), 1)
    if place.kind in ("admin1", "admin2") or place.radius_km >= _WIDE_KM:
        return (_REGION if place.kind != "continent" else _COUNTRY), place.radius_km
    return _EXACT, place.radius_km


def _told_distance_km(toponym: Toponym) -> float | None:
    """Kilometres of "50 km north of Kirkuk", or None."""
    words = toponym.words
    before = words.slice(max(0, toponym.first - 9), toponym.first) if toponym.first else ""
    found = list(_DISTANCE.finditer(before))
    if not found:
        return None
    number, unit = float(found[-1][1]), found[-1][2].lower()
    return number * _KM_OF_MILE if unit == "mile" else number


def _tie_containers(toponyms: Sequence[Toponym]) -> None:
    """ "Paris, Texas": the second says which one the first is."""
    for number, (toponym, following) in enumerate(pairwise(toponyms)):
        if toponym.demonym is not None or following.demonym is not None or not toponym.accepted:
            continue
        between = toponym.words.lowers[toponym.last : following.first]
        if between in ([","], ["("], ["in"], [",", "in"], []) and following.accepted and contains(following, toponym):
            toponym.container = following
            if number and toponyms[number - 1].container is toponym:
                toponyms[number - 1].container = toponym if not contains(following, toponyms[number - 1]) else following
        elif between in OWNED and following.accepted and contains(toponym, following):
            following.container = toponym


def _one_sense(toponyms: Sequence[Toponym]) -> None:
    """A name that is surely a place once is one wherever nothing speaks against it."""
    sure = {toponym.key for toponym in toponyms if toponym.score >= STRONG}
    for toponym in toponyms:
        if not toponym.accepted and toponym.key in sure and toponym.score > -0.5:
            toponym.accepted = True
