"""Where and when one event was: the place and the time that its own clause gives it, never ones from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...model import MentionActor, MentionTime, PlaceMention, Timex
from ..parse import Sentence
from .syntax import above_amount, is_verb, path_length
from .told import Told

if TYPE_CHECKING:
    from spacy.tokens import Token

_WHERE = frozenset(
    {"in", "at", "near", "outside", "inside", "around", "across", "along", "throughout", "over", "off", "within",
     "from", "between", "north", "south", "east", "west", "to", "into", "on", "of", "toward", "towards", "against"}
)  # fmt: skip
_FARTHEST = 7
"""Steps in the parse beyond which a place or time belongs to another clause; a sole one may be farther."""
_NEVER = 99


def _head(sentence: Sentence, start: int, end: int) -> Token | None:
    """The word of a stretch that the rest of it hangs on."""
    inside = [token for token in sentence.tokens if start <= sentence.offset(token) < end]
    return next((token for token in inside if token.head not in inside or token.head == token), None)


def place_of(
    sentence: Sentence,
    told: Told,
    others: Sequence[Told],
    places: Sequence[PlaceMention],
    actors: Sequence[MentionActor],
) -> PlaceMention | None:
    """The place of an event: in its own phrases, in its clause, at what was hit, else the sentence's only place."""
    usable = [(place, head) for place in places if (head := _head(sentence, place.start, place.end)) is not None]
    usable = [(place, head) for place, head in usable if not _is_party(sentence, place, head, actors)]
    ranked = sorted((_distance(told, others, head), place.start, place) for place, head in usable)
    if ranked and (
        ranked[0][0] <= _FARTHEST or (len({place.text for _, _, place in ranked}) == 1 and ranked[0][0] < _NEVER)
    ):
        return ranked[0][2]
    return None


def _is_party(sentence: Sentence, place: PlaceMention, head: Token, actors: Sequence[MentionActor]) -> bool:
    """True for a place that acts ("Iran fired"), is a nation's adjective, or says whose people somebody is."""
    if head.tag_ in ("JJ", "NNPS") or place.kind == "demonym":
        return True
    for actor in actors:
        if actor.start <= place.start and place.end <= actor.end:
            inside_facility = actor.type == "facility" or (
                actor.role in ("recipient", "victim") and actor.start < place.start
            )
            if actor.role in ("actor", "claimant", "blamed") and not _in_phrase(head):
                return True
            if not inside_facility and not _in_phrase(head):
                return actor.role not in ("recipient", "victim") or head.dep_ in ("poss", "nsubj")
    return head.dep_ in ("nsubj", "agent") or (head.dep_ == "poss" and head.head.dep_ in ("nsubj",))


def _in_phrase(head: Token) -> bool:
    """True for a place that stands behind a preposition of place."""
    return head.dep_ == "pobj" and head.head.lower_ in _WHERE and head.head.lower_ not in ("by", "against", "of")


def _distance(told: Told, others: Sequence[Told], head: Token) -> int:
    """Steps from the event's nearest word to the place; places that another event is closer to are farther away."""
    own = min(path_length(word, head) for word in told.words)
    rivals = [min(path_length(word, head) for word in other.words) for other in others if other is not told]
    return own + 4 * any(rival < own for rival in rivals)


def time_of(sentence: Sentence, told: Told, others: Sequence[Told], times: Sequence[Timex]) -> MentionTime | None:
    """The time of an event: the time expression nearest in the parse, its own clause first; None where none fits."""
    usable: list[tuple[int, int, Timex]] = []
    for timex in times:
        head = _head(sentence, timex.start, timex.end)
        if head is None or timex.first is None or timex.type in ("DURATION", "SET"):
            continue
        distance = _distance(told, others, head)
        if _is_of_telling(head, told):
            distance += 5
        usable.append((distance, timex.start, timex))
    usable.sort(key=lambda item: item[:2])
    if not usable:
        return None
    distance, _, timex = usable[0]
    if distance > _FARTHEST + 3 and len(usable) > 1:
        return None
    return MentionTime(timex.start, timex.end, timex.text, timex.value, timex.first, timex.last, timex.precision)


def _is_of_telling(head: Token, told: Told) -> bool:
    """True for a time that hangs on the verb of saying and not on the deed ("said on Monday")."""
    node = head
    while not is_verb(node) and node.head != node:
        node = node.head
    inner = above_amount(told.trigger)
    return is_verb(node) and any(child.dep_ == "ccomp" and inner in child.subtree for child in node.children)
