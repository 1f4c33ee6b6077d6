"""One sentence as frames see it: its actors by head word, its places and times, and what class a word is of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...knowledge.frame import Frame
from ...knowledge.framebook import FrameBook
from ...model import ActorMention
from ..known import Known, shipped
from ..lemma import lemma, part_of_speech
from ..parse import Sentence
from .called import forms, named, of_phrase, parted
from .gate import FrameGate, Words
from .syntax import kids

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..token import Token

_CLASSES_OF_TYPE = {
    "person": ("person", "official"),
    "country": ("country",),
    "group": ("gunman", "force"),
    "organisation": ("country", "official"),
    "facility": ("facility", "building"),
}
"""What an actor may stand for in a constraint, by its type."""
_SECTOR_CLASSES = {"MIL": ("force",), "COP": ("force", "child_of_state"), "REB": ("gunman",), "UAF": ("gunman",),
                   "NGO": ("relief_body",), "IGO": ("relief_body",)}  # fmt: skip
_IRREGULAR = frozenset({"REB", "UAF", "CRM"})
"""Sectors of armed groups that no state commands: they plant bombs, they have no bombers."""
_PRONOUN_CLASSES = frozenset({"person", "official", "gunman", "crowd", "force", "country", "staff"})
TIME_WORDS = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "day", "night", "morning", "evening",
     "afternoon", "week", "month", "year", "dawn", "noon", "midnight", "time", "weekend", "today", "january",
     "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
     "jan.", "feb.", "mar.", "apr.", "jun.", "jul.", "aug.", "sept.", "sep.", "oct.", "nov.", "dec.", "summer",
     "winter", "spring", "occasion", "autumn", "yesterday", "tomorrow", "tonight", "decade", "century"}
)  # fmt: skip
"""The calendar's words: a closed class, needed where no time expression was found around them."""
PERSONAL = frozenset({"he", "she", "they", "who", "him", "her", "them", "we", "us", "i", "me", "you"})
_ONE_PERSON = frozenset({"he", "she", "him", "her", "i", "me"})
_OF_MANY = frozenset({"force", "country", "crowd", "staff"})
"""What one person is not: no troops, no state, no mission's people."""


@dataclass(slots=True)
class Scene:
    """One sentence with what earlier steps found in it: actors by head word, and the frames."""

    sentence: Sentence
    book: FrameBook
    actors: Mapping[int, ActorMention] = field(default_factory=dict)
    """Index of a head token to the actor it names."""
    places: frozenset[int] = frozenset()
    """Indexes of tokens that lie in a place name."""
    times: frozenset[int] = frozenset()
    """Indexes of tokens that lie in a time expression."""
    armed: bool = False
    """True when the sentence names a weapon at all, so that sentences without one are not searched again."""
    known: Known = field(default_factory=shipped)
    _told: dict[int, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)
    """What a head word is called and its classes, by its index: many frames ask for them."""
    gate: FrameGate | None = None
    """What keeps out frames whose words the sentence does not have."""
    _words: Words | None = None

    def frames_of(self, verb: str) -> Sequence[Frame]:
        """Frames of a verb that this sentence may hold, the most demanding first."""
        if self.gate is None:
            return self.book.verbs[verb]
        if self._words is None:
            self._words = self.gate.words_of(self.sentence)
        return self.gate.open_to(verb, self._words)

    def is_time(self, token: Token) -> bool:
        """True for a day, month or other time, which is never a party."""
        return token.i in self.times or lemma(token) in TIME_WORDS

    def classes(self, token: Token) -> set[str]:
        """Classes that a head word belongs to, by its form, its actor and its place in the gazetteer."""
        listed = set(self.book.classes.get(lemma(token), ())) | set(self.book.classes.get(str(token.lower_), ()))
        found = set(listed)
        if token.lower_ == "fire" and not kids(token, "compound", "poss", "amod"):
            # "Fire killed 17 workers" tells of a blaze, "Israeli fire killed two" of shots.
            found.add("plain_fire")
        if lemma(token) == "bomber":
            # One bomber is a person with a bomb; a state's bombers, and any of a make, are aircraft.
            alone = token.tag_ == "NN" and not kids(token, "compound", "nmod") and not _has_state(token)
            found.add("suicider" if alone else "war_bomber")
            found.discard("aircraft" if alone else "suicider")
        actor = self.actors.get(token.i)
        if "weapon" in listed and token.text[:1].islower():
            # "HIMARS rockets", "FPV drones": a name before a weapon makes no party of it.
            actor = None
        if actor is not None:
            found.update(_CLASSES_OF_TYPE.get(actor.type, ()))
            if "vehicle" in listed:
                found.discard("building")
            found.update(_SECTOR_CLASSES.get(actor.sector or "", ()))
            if actor.type == "group" and actor.sector == "CVL" and actor.country:
                # "told Thais to leave": the people of a state, by its name.
                found.add("nationals")
            if actor.sector in _IRREGULAR or ("gunman" in listed and "force" not in listed):
                found.discard("force")
        elif token.tag_ in ("NNP", "NNPS") and not found and token.i not in self.places:
            # A name nobody knows may be of a person, a state or a group: names can all act. A place moves no troops.
            found.update(("country", "person", "official", "gunman", "force"))
        if token.i in self.places:
            found.update(("country", "town"))
        if token.lower_ in PERSONAL:
            found |= _PRONOUN_CLASSES if token.lower_ not in _ONE_PERSON else _PRONOUN_CLASSES - _OF_MANY
        if part_of_speech(token) == "NUM" or token.lower_ in ("one", "some", "others", "another"):
            found.update(("person",))
        return found

    def is_building(self, token: Token) -> bool:
        """True for a facility in which things happen: no name of a place, no town."""
        if token.i in self.places or "town" in self.book.classes.get(lemma(token), ()):
            return "airport" in forms(token) and token.i not in self.places
        return "facility" in self.classes(token)

    def fits(self, token: Token, wanted: Iterable[str]) -> bool:
        """True when a head word is one of the wanted words or of a wanted class."""
        words, groups, phrases = parted(tuple(wanted))
        if token.i not in self._told:
            self._told[token.i] = named(token), frozenset(self.classes(token))
        called, classes = self._told[token.i]
        if not words.isdisjoint(called) or not groups.isdisjoint(classes):
            return True
        return any(self._is_of(token, forms(token), phrase) for phrase in phrases)

    def _is_of(self, token: Token, words: set[str], wanted: str) -> bool:
        """ "roof of @building": such a noun of such a thing."""
        noun, _, group = wanted.partition(" of @")
        return noun in words and any(group in self.classes(inner) for inner in of_phrase(token))

    def fits_compound(self, token: Token, wanted: Iterable[str]) -> bool:
        """The head word fits, or a noun it is compounded with ("visa services")."""
        if self.fits(token, wanted):
            return True
        if "individual" in self.book.classes.get(lemma(token), ()):
            # "university students" are no university.
            return False
        return not forms(token) & self.book.nouns.keys() and any(
            self.fits(child, wanted) for child in kids(token, "compound")
        )


def _has_state(noun: Token) -> bool:
    """True for a noun with a name or an adjective of a country before it: "a Russian bomber"."""
    return any(child.text[:1].isupper() for child in kids(noun, "amod", "poss"))
