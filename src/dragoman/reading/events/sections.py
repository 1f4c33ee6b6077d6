"""What headings say of where: the places of a title, and the country that heads each item of a digest.

"Niger coup: live updates", "TRAVEL ADVICE: BURUNDI" say where a report is set; "JORDAN" alone on a line, and later
"GUINEA", say it of the items below them. A country that acts in a title ("Russia closes consulate") is no place there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...model import ActorMention, PlaceMention
from ..parse import Sentence, starting_in
from .beside import head_of

_COUNTRY = 4
"""Precision of a place that is known to its country only."""
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_BETWEEN = re.compile(r"[\W_]*(?:and[\W_]+)?", re.IGNORECASE)
"""What may stand beside the places of a heading that is nothing but places."""


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a report under a heading that is a place."""

    start: int
    end: int
    place: PlaceMention


def sections_of(sentences: Sequence[Sentence], places: Sequence[PlaceMention]) -> list[Section]:
    """The sections of a digest, each under its own country; none where headings name one country or none."""
    heads = []
    for sentence in sentences:
        if not sentence.segment.heading:
            continue
        inside = [place for place in starting_in(places, sentence.span) if place.country]
        if inside and _is_only(sentence, inside):
            heads.append((sentence.span.end, inside))
    if len({place.country for _, inside in heads for place in inside}) < 2 or len(heads) < 2:
        return []
    ends = [inside[0].start for _, inside in heads[1:]] + [sentences[-1].span.end]
    return [Section(start, end, inside[0]) for (start, inside), end in zip(heads, ends, strict=True)]


def named_in_title(
    sentences: Sequence[Sentence], places: Sequence[PlaceMention], actors: Sequence[ActorMention]
) -> list[PlaceMention]:
    """The countries and capitals of the headings that open a report, without those that act or own somebody.

    A smaller place of a title may as well be a namesake of what it means ("the gate at Abbey"), unless it is alone.
    """
    parties = [actor for actor in actors if actor.type != "country"]
    found: list[PlaceMention] = []
    for sentence in sentences:
        if not sentence.segment.heading:
            break
        inside = [place for place in starting_in(places, sentence.span) if place.country]
        alone = bool(inside) and _is_only(sentence, inside)
        for place in inside:
            head = head_of(sentence, place.start, place.end)
            owns = any(one.start <= place.start and place.end < one.end for one in parties)
            large = place.precision == _COUNTRY or place.kind == "capital"
            acts = owns or head is None or head.dep_ in _SUBJECTS
            if alone or (large and not acts):
                found.append(place)
    return found


def _is_only(sentence: Sentence, inside: Sequence[PlaceMention]) -> bool:
    """True for a heading that is nothing but places."""
    start = sentence.span.start
    rest = sentence.text
    for place in reversed(inside):
        rest = rest[: place.start - start] + " " + rest[place.end - start :]
    return _BETWEEN.fullmatch(rest) is not None
