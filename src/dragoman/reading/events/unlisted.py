"""Places that no gazetteer lists, told by grammar alone: "at Dolokuru", "the village of Pakuor", "Kibati market".

Only a sentence that tells of an event is looked at, and only names that nothing else has taken: no listed place, no
known actor, no time. Such a place has its name and no point; what the same words put around it ("in South Waziristan",
"some 25 km from Dori") or the whole report lends it a country and a coarser precision, never a point of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ...knowledge.whereabouts import PlaceWords
from ...model import ActorMention, PlaceMention, Timex
from ..lemma import lemma
from ..parse import Sentence, starting_in

if TYPE_CHECKING:
    from ..token import Token

_STRANGER = "act-"
"""How the ids of actors begin whom only the report itself names."""
_SHORTEST = 3
_BESIDE_KM = 40.0
"""How far from a listed place "a village near" it may be taken to lie, where no distance is told."""
_NEAR, _REGION = 2, 3
_BETWEEN = re.compile(
    r"(?:, | \()(?:\w[\w-]* ){0,4}(?:\d+ ?(?:km|kilomet\w+|miles?) )?(?:\w+ ){0,3}|"
    r" (?:\w+ ){0,3}(?:in|of|near|outside|from) (?:the )?(?:\w+ ){0,4}"
)
"""What may stand between an unlisted place and the listed one that it lies in or by."""


class Unlisted:
    """Finds unlisted places; holds the words of place and nothing of any report."""

    def __init__(self, words: PlaceWords) -> None:
        self._words = words

    def of(
        self,
        sentence: Sentence,
        listed: Sequence[PlaceMention],
        actors: Sequence[ActorMention],
        times: Sequence[Timex],
    ) -> list[PlaceMention]:
        """The unlisted places of one sentence, in text order; none in a heading whose words all have capitals."""
        if sentence.segment.heading and _is_titled(sentence):
            return []
        taken = [(p.start, p.end) for p in starting_in(listed, sentence.span)]
        taken += [(t.start, t.end) for t in starting_in(times, sentence.span)]
        taken += [(a.start, a.end) for a in starting_in(actors, sentence.span) if not _is_open(a)]
        found: list[PlaceMention] = []
        for token in sentence.tokens:
            if not _is_name(token) or (token.head.i == token.i + 1 and _is_name(token.head)):
                continue
            run = _run_of(token)
            if not self._stands(token, run[0]) or any(word.lower_ in self._words.not_places for word in run):
                continue
            span = sentence.words(run)
            if len(span.text) < _SHORTEST or any(start < span.end and span.start < end for start, end in taken):
                continue
            found.append(PlaceMention(span.start, span.end, span.text, name=span.text))
        return found

    def _stands(self, token: Token, first: Token) -> bool:
        """True where the grammar makes a name a place."""
        head, words = token.head, self._words
        noun = head.lower_ in words.sites
        if token.dep_ in ("compound", "nmod") and head.i > token.i:
            # "Kibati village", "the Bentarou crossing"
            return noun
        if token.dep_ == "appos" or (head.i == first.i - 1 and head.tag_ == "NN"):
            # "the village Kyauk Pyin Seik"
            return noun
        if any(child.dep_ == "appos" and child.lower_ in words.sites for child in token.children):
            # "Dolokuru, a village near Dori"
            return True
        if token.dep_ == "conj" and _is_name(head) and head.dep_ == "pobj":
            # "between Kalembe and Pinga"
            return head.head.lower_ == "between"
        if any(child.dep_ == "relcl" and _says_where(child) for child in token.children):
            return True
        if token.dep_ == "dobj" and lemma(head) in words.entered:
            return True
        if token.dep_ != "pobj":
            return False
        if head.lower_ in ("of", "to", "from"):
            return head.head.lower_ in words.sites
        return head.lower_ in words.inside or head.lower_ == "between"


def within_listed(
    sentence: Sentence, place: PlaceMention | None, listed: Sequence[PlaceMention]
) -> PlaceMention | None:
    """An unlisted place with what the listed place that its words put it in or by lends: country, region, radius."""
    if place is None or place.place_id is not None or place.country is not None:
        return place
    base = sentence.span.start
    for other in starting_in(listed, sentence.span):
        if other.country is None or other.kind == "demonym" or not place.end <= other.start:
            continue
        between = sentence.text[place.end - base : other.start - base]
        if not _BETWEEN.fullmatch(between):
            return place
        return lent(place, other, (place.start, other.end), sentence.text[place.start - base : other.end - base])
    return place


def lent(place: PlaceMention, other: PlaceMention, span: tuple[int, int], text: str) -> PlaceMention:
    """An unlisted place that lies in or by another: at its point, no more exactly than near it."""
    radius = other.radius_km if other.radius_km is not None else _BESIDE_KM
    precision = max(_NEAR, other.precision or _REGION)
    return replace(
        other,
        start=span[0],
        end=span[1],
        text=text,
        place_id=None,
        name=place.name,
        kind=None,
        precision=precision,
        radius_km=radius,
        link=place.link,
    )


def _is_name(token: Token) -> bool:
    """True for a word that is a name or a part of one, not an abbreviation in capitals."""
    text = token.text
    return token.tag_ in ("NNP", "NNPS") and text[:1].isupper() and not (text.isupper() and len(text) > 1)


def _run_of(token: Token) -> list[Token]:
    """The words of a name, from the first that belongs to it: "Um Karaaba", "Tin-Akoff", "Ban Nong Khai Sai"."""
    words = [token]
    for before in reversed(token.doc[: token.i]):
        joined = before.text in ("-", "–") or (before.text[:1].islower() and before.lower_.rstrip("-") == "al")
        inside = before.head in words or before.head == token or joined
        if not (inside and (_is_name(before) or joined)):
            break
        words.append(before)
    while words and not _is_name(words[-1]):
        words.pop()
    return words[::-1]


def _is_open(actor: ActorMention) -> bool:
    """True for an actor whom only the report names and who may be a place: "the hamlet of Lakhta Sar"."""
    if actor.actor_id is None:
        return actor.type == "facility" or actor.text[:1].islower()
    return actor.actor_id.startswith(_STRANGER)


def _says_where(clause: Token) -> bool:
    """True for "fled Nyabiondo, where fighters shot": what the clause hangs on is a place."""
    return any(word.lower_ == "where" for word in clause.children)


def _is_titled(sentence: Sentence) -> bool:
    """True for a line whose long words all begin with capitals: what is a name there, nobody can tell."""
    long = [token.text for token in sentence.tokens if len(token.text) > 3 and token.is_alpha]
    return bool(long) and sum(word[:1].isupper() for word in long) > 0.6 * len(long)
