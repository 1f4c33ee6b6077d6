"""Where the report's own words put its buildings: "the embassy in Baghdad", "the Baghdad embassy"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ...knowledge.countries import Country
from ...model import ActorMention, PlaceMention, TextSpan
from ..parse import Sentence
from .beside import BESIDE


def homes_of(
    text: str, sentences: Sequence[Sentence], places: Sequence[PlaceMention], actors: Sequence[ActorMention]
) -> dict[str, list[PlaceMention]]:
    """The places that the report's own words give to buildings, by identity and sort or by sort, in text order."""
    homes: dict[str, list[PlaceMention]] = defaultdict(list)
    for actor in actors:
        if actor.type != "facility":
            continue
        for place in places:
            if place.kind == "demonym" or place.country is None or not _belongs(text, actor, place):
                continue
            link = _span_around(sentences, place.start)
            linked = replace(place, link=link)
            if actor.actor_id:
                homes[f"{actor.actor_id} {sort_of(actor.text)}"].append(linked)
            homes[sort_of(actor.text)].append(linked)
    return homes


def seat_of(country: Country, words: TextSpan, seen: Sequence[PlaceMention]) -> PlaceMention:
    """ "The Serbian capital": where the report names it with its point, else its name in its country."""
    named = next((p for p in seen if p.kind == "capital" and p.country == country.alpha2), None)
    if named is not None:
        return replace(named, link=(named.start, named.end))
    return PlaceMention(
        words.start, words.end, words.text, None, country.capital, None, country.lat, country.lon,
        country.alpha2, country.name, None, 4, country.radius_km,
    )  # fmt: skip


def _span_around(sentences: Sequence[Sentence], at: int) -> tuple[int, int] | None:
    """Offsets of the sentence that covers an offset."""
    return next(((s.span.start, s.span.end) for s in sentences if s.span.start <= at < s.span.end), None)


def _belongs(text: str, actor: ActorMention, place: PlaceMention) -> bool:
    """True for "the embassy in Baghdad", "the Baghdad embassy"."""
    if actor.start <= place.start and place.end < actor.end:
        return place.precision != 4
    near = actor.end <= place.start <= actor.end + 60
    return near and BESIDE.fullmatch(text[actor.end : place.start]) is not None


def sort_of(words: str) -> str:
    """The noun that says what sort of building it is."""
    return words.split()[-1].lower().strip(".,'’") if words.split() else ""
