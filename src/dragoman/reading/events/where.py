"""Where one event was: the place that its own words give it, never one that only names a party or a speaker.

Each place of the sentence has a standing: nothing for one that is only a name's part ("U.S. embassy", "Iran-backed"), a
culprit's or a speaker's ("officials in Baghdad said"); else a cost, lowest behind a preposition of the event's own
words or of what was hit. The cost and the steps in the parse are added; the nearest wins, or the more exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...knowledge.links import LinkCues
from ...knowledge.whereabouts import PlaceWords
from ...model import DOERS, MentionActor, PlaceMention, TextSpan
from ..parse import Sentence
from .apart import separated, upward
from .beside import HIT, beside_rival_target, beside_target, first_joined, head_of
from .listed import covering, listed_abroad
from .syntax import is_verb, kids, path_length
from .told import Told

if TYPE_CHECKING:
    from ..token import Token

_COUNTRY = 4
"""Precision of a place that is known to its country only."""
_OWN, _NEAR, _FAR, _LOOSE = 0, 2, 4, 6
_FARTHEST = 8
"""Steps and costs beyond which a place belongs to another clause; the only one of a sentence may be farther."""
_FARTHEST_SOLE = 12


class PlaceFinder:
    """Finds the place of an event; holds the words of place and nothing of any report."""

    def __init__(self, words: PlaceWords, cues: LinkCues) -> None:
        self.words = self._words = words
        self._cues = cues

    def place_of(
        self,
        sentence: Sentence,
        told: Told,
        others: Sequence[Told],
        places: Sequence[PlaceMention],
        actors: Sequence[MentionActor],
        cue: TextSpan | None = None,
    ) -> PlaceMention | None:
        """The place of an event as its own sentence tells it, or None; two joined by "and" are covered by its words.

        `cue` is the word that says that somebody tells of the event: where it was said is no place of the event.
        """
        said = sentence.token_at(cue.start) if cue and sentence.span.start <= cue.start < sentence.span.end else None
        said = None if said in told.words else said
        rivals = [other for other in others if other is not told]
        ranked: list[tuple[int, int, PlaceMention]] = []
        for place in places:
            head = head_of(sentence, place.start, place.end)
            if head is None or place.kind == "demonym" or _where_said(head, said):
                continue
            cost = beside_target(sentence, place, actors)
            if cost is None and not beside_rival_target(sentence, place, head, rivals):
                cost = self._cost(sentence, told, rivals, place, head, actors)
            if cost is not None:
                ranked.append((cost, place.start, place))
        ranked.sort(key=lambda item: item[:2])
        if not ranked:
            return None
        countries = {place.country for _, _, place in ranked}
        if ranked[0][0] > (_FARTHEST_SOLE if len(countries) == 1 else _FARTHEST):
            return None
        best = _most_exact(ranked)
        return None if listed_abroad(sentence, best, places) else covering(sentence, best, places)

    def _cost(
        self,
        sentence: Sentence,
        told: Told,
        rivals: Sequence[Told],
        place: PlaceMention,
        head: Token,
        actors: Sequence[MentionActor],
    ) -> int | None:
        """What it costs to take a place for the event's, by its standing and distance; None where it is none at all."""
        node = first_joined(head)
        standing = self._standing(told, place, node)
        if standing is None or node.head.head.lower_ == "based" or self._describes_other(told, rivals, node):
            return None
        inside = any(a.start <= place.start < a.end and a.role not in HIT for a in actors)
        if standing >= _NEAR and inside and not self._is_crowd(told, node.head):
            return None
        apart = separated(told, rivals, head, self._cues)
        if apart is None:
            return None
        own = min(path_length(word, head) for word in told.words)
        rival = any(path_length(word, head) < own for other in rivals for word in other.words)
        return standing + own + 4 * rival + apart + _aside(told, node)

    def _standing(self, told: Told, place: PlaceMention, head: Token) -> int | None:
        """How a place stands to the event by its own grammar."""
        words = set(told.words)
        if any(clause.dep_ == "relcl" and clause in words and _says_where(clause) for clause in head.children):
            return _OWN
        match head.dep_:
            case "pobj":
                if _is_called_on(place, head, words) or self._is_owner(place, head):
                    return None
                return self._behind(told, head.head, words, place.country is None)
            case "dobj" | "nsubjpass":
                if told.kind in self._words.addressed:
                    return None
                moved = told.noun and is_verb(head.head) and told.kind in self._words.moves
                return _OWN if head.head in words or moved else None
            case "compound" | "nmod" | "poss" | "amod" | "npadvmod":
                return self._modifying(told, place, head, words)
            case "conj" if not is_verb(head.head):
                return _of_joined(told, head.head)
        return None

    def _is_owner(self, place: PlaceMention, head: Token) -> bool:
        """True for the country of "the consulate of Italy", which stands somewhere else."""
        whose = head.head.lower_ == "of" and place.precision == _COUNTRY
        return whose and head.head.head.lower_ in self._words.missions

    def _modifying(self, told: Told, place: PlaceMention, head: Token, words: set[Token]) -> int | None:
        """A town before the deed or a building ("the Kabul bombing", "a Mosul hospital"); a country is a party."""
        noun = head.head
        while noun.dep_ in ("compound", "nmod") and noun not in words:
            noun = noun.head
        if noun.lower_ in self._words.parts:
            return self._standing(told, place, noun) if noun.dep_ in ("pobj", "dobj", "nsubjpass") else None
        if place.precision == _COUNTRY:
            return None
        if noun in words or head.head in words:
            return _OWN
        hit = {token for role in HIT for token in told.parties.get(role, ())}
        return _NEAR if noun in hit or self._is_crowd(told, noun) else None

    def _is_crowd(self, told: Told, noun: Token) -> bool:
        """True for the many of a town who take to its streets: "Basra residents marched"."""
        doers = told.parties.get("actor", ())
        return told.kind in self._words.crowds and noun in doers and noun.tag_ in ("NNS", "NN")

    def _behind(self, told: Told, prep: Token, words: set[Token], unlisted: bool = False) -> int | None:
        """The standing of a place behind a preposition."""
        word, anchor = prep.lower_, prep.head
        if anchor.dep_ in ("prep", "advmod") and not is_verb(anchor) and anchor.lower_ not in self._words.parts:
            word, anchor = (word if word in self._words.at else anchor.lower_), anchor.head
        own = anchor in words
        if word in self._words.at:
            return _OWN
        if word in ("to", "for", "toward", "towards", "into", "via", "through") and told.kind in self._words.leaves:
            return None
        if word in self._words.over:
            return _OWN if own or word in ("into", "over", "between") else _FAR
        if word == "of":
            if own or anchor.lower_ in self._words.parts or (unlisted and anchor.lower_ in self._words.sites):
                return _OWN
            return self._of_thing(anchor, words)
        if word == "to":
            if anchor.lower_ in self._words.ways:
                # "on the road to Elwak"
                return _NEAR
            return _NEAR if told.kind in self._words.moves else _LOOSE if own else None
        if word == "from":
            return _OWN if told.kind in self._words.moves and (own or is_verb(anchor)) else None
        if word == "against":
            return _FAR if own else None
        return None

    def _of_thing(self, thing: Token, words: set[Token]) -> int | None:
        """ "in the mountains of Sindh", "in front of the court of Basra", "attacked the garrison of Goma"."""
        if thing.dep_ in ("dobj", "nsubjpass"):
            return 1 if thing.head in words and thing.lower_ not in self._words.missions else None
        if thing.dep_ != "pobj":
            return None
        above = thing.head
        inside = above.lower_ == "of" and above.head.lower_ in self._words.front
        return 1 if inside or above.lower_ in self._words.at | {"on"} else None

    def _describes_other(self, told: Told, rivals: Sequence[Told], head: Token) -> bool:
        """True for a place inside the words for a culprit, or for the subject of a clause above the event's own."""
        words = set(told.words)
        told_of = {word for other in rivals for word in other.words}
        doers = {token for role in DOERS for token in told.parties.get(role, ())}
        for node in upward(head):
            if node in words:
                return False
            if node in doers and not _may_be_anywhere(node) and not (node == head.head and self._is_crowd(told, node)):
                return True
            if node.lower_ in ("according", "citing"):
                return True
            other = node.dep_ == "nsubj" and node.head not in words and node not in told_of
            if other and _tells(node.head, told.trigger):
                return True
        return False


def _most_exact(ranked: Sequence[tuple[int, int, PlaceMention]]) -> PlaceMention:
    """The nearest place, or a more exact one of the same country that is hardly farther ("in Iraq ... near Kirkuk")."""
    cost, _, best = ranked[0]
    for other_cost, _, other in ranked[1:]:
        closer = other_cost <= min(cost + _FAR, _FARTHEST)
        if closer and other.country == best.country and (other.precision or 9) < (best.precision or 9):
            return other
    return best


# ---------------------------------------------------------------- the standing of a place
def _where_said(head: Token, said: Token | None) -> bool:
    """True for "said in Canberra" and "In Washington, the senator called it"; not for what hangs on other words."""
    joined = first_joined(head)
    return said is not None and joined.dep_ == "pobj" and joined.head.dep_ == "prep" and joined.head.head == said


def _says_where(clause: Token) -> bool:
    """True for ", where gunmen shot two": the clause tells what happened at what it hangs on."""
    return any(word.lower_ == "where" for word in kids(clause, "advmod"))


def _of_joined(told: Told, other: Token) -> int | None:
    """A place that the parser joined to another noun ("against the group in Iraq and Syria") is a last resort."""
    return _FAR if other.dep_ == "pobj" else None


def _aside(told: Told, head: Token) -> int:
    """What it costs that a place describes a noun of another clause ("alarmed lawmakers in Rome"), or that clause."""
    words = set(told.words)
    mine = words | {token for role in HIT for token in told.parties.get(role, ())}
    above = set(upward(told.trigger))
    through_noun = False
    for node in upward(head):
        if node in mine:
            return 0
        if is_verb(node):
            if node not in above:
                return _FAR
            direct = node == told.trigger.head or (told.noun and _carries(told.trigger, node))
            return 0 if direct else _LOOSE if through_noun else 1
        through_noun = through_noun or node.tag_.startswith("NN")
    return 0


def _carries(noun: Token, verb: Token) -> bool:
    """True for the verb right above a noun of event, over "of" and "in": "carried out a series of attacks"."""
    for node in upward(noun):
        if node == verb:
            return True
        if is_verb(node) or node.dep_ in ("relcl", "acl", "advcl", "ccomp"):
            return False
    return False


def _may_be_anywhere(doer: Token) -> bool:
    """ "gunmen in Mosul shot two": bare and unnamed doers were where they did it."""
    modified = any(child.dep_ in ("amod", "compound", "poss", "relcl", "acl") for child in doer.children)
    return doer.tag_ in ("NN", "NNS") and not modified and not any(c.lower_ == "the" for c in kids(doer, "det"))


def _tells(verb: Token, trigger: Token) -> bool:
    """True where a verb has the event in its complement: it tells of it or makes it."""
    for node in (trigger, *upward(trigger)):
        if node.head == verb and node.dep_ in ("ccomp", "xcomp", "parataxis", "advcl"):
            return True
        if node == verb:
            return False
    return False


def _is_called_on(place: PlaceMention, head: Token, words: set[Token]) -> bool:
    """True for the country of "called on the United States to leave": it is asked, and not where anything is."""
    preposition = head.head
    return place.precision == _COUNTRY and preposition.lower_ in ("on", "upon") and preposition.head not in words
