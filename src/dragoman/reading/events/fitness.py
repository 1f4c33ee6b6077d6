"""Whether words can be a party at all: amounts, stretches of time, weapons and abstractions do and suffer nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...model import DOERS, MentionActor, Weapon
from ..lemma import lemma
from .scene import Scene
from .syntax import kids
from .told import Told

if TYPE_CHECKING:
    from ..token import Token


_NOBODY = frozenset(
    {"one", "another", "other", "others", "some", "many", "those", "few", "anyone", "anybody", "nobody"}
)
"""Words that stand for people without telling anything of them: their number is a count, they are no party."""
_COUNTED = frozenset(
    {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozens", "hundreds", "thousands",
     "several", "others", "another", "some", "many"}
)  # fmt: skip
"""What a pronoun may stand for that tells nobody: "three of them" after "five rockets"."""
_MORE = frozenset({"many", "several", "some", "few", "dozen", "more", "least", "other"})
_VAGUE = frozenset({"dozens", "hundreds", "thousands", "scores", "several", "dozen"})
_CROWDS = frozenset({"dozens", "scores", "hundreds", "thousands", "tens"})
"""Amounts that are a crowd where they march: "thousands demonstrated"."""
_WHO = frozenset({"person", "individual", "official", "gunman", "force", "staff", "crowd"})
_PAPER = frozenset({"document_word", "document", "law", "proposal", "no party"})
"""Classes of words for papers and of nothing else: a post is a place as well."""
CRAFT = frozenset({"aircraft", "ship", "drone", "rocket", "armour"})
_WEAPONS = frozenset({"drone", "rocket", "bomb"})
_SIZES = frozenset({"mm", "cm", "calibre", "caliber", "millimetre", "millimetres", "millimeter", "millimeters"})
PRONOUNS = frozenset({"PRP", "PRP$", "WP", "WDT", "DT", "EX", "WP$"})


def is_fit(scene: Scene, told: Told, party: MentionActor, token: Token) -> bool:
    """False for words that cannot do or suffer violence: amounts alone, places, times, weapons and abstractions."""
    kind = scene.book.kinds.get(told.kind)
    if kind is None or _covers(scene, party, told.trigger):
        return False
    if party.link is not None and party.text.lower() in _COUNTED:
        return False
    if kind.group == "posture" and party.role == "recipient" and token.i in scene.places and party.type != "facility":
        # "European embassies leave Baghdad", "troops exit Iraq": the ground they leave or enter is a place.
        return False
    if not any(char.isalpha() for char in party.text):
        return False
    if party.role == "recipient" and party.type == "country" and _is_listed_place(scene, token):
        return False
    if party.type == "country" and party.link is None and _is_part_of_name(scene, party, token):
        return False
    if party.actor_id is not None or party.link is not None or party.role in ("claimant", "blamed"):
        return True
    if kind.group == "protest" and party.role == "actor" and token.lower_ in _CROWDS:
        return True
    if _is_number(scene, party, token) or _is_duration(scene, token):
        return False
    if kind.group != "violence":
        return _can_deal(scene, party, token)
    if token.tag_ in ("NNP", "NNPS"):
        return token.i not in scene.places or token.i in scene.actors
    listed = scene.book.classes.get(lemma(token), frozenset())
    if party.role in ("actor", "blamed") and (_WEAPONS & listed or token.lower_ in _SIZES):
        # "six drones blew up a hangar", "three 107 mm rockets landed": what struck is no one who did it.
        return False
    if party.role == "actor":
        return party.type not in ("facility",) and ("no party" not in listed or "individual" in listed)
    return "no party" not in listed or "individual" in listed


def without_arms(parties: Sequence[MentionActor], weapons: Sequence[Weapon]) -> tuple[MentionActor, ...]:
    """Parties without those that are arms: "fired machineguns" hit no machineguns; a craft shot down was hit."""
    arms = [(weapon.start, weapon.end) for weapon in weapons]
    return tuple(
        party for party in parties
        if party.role in DOERS or party.type not in ("organisation", "unnamed")
        or not any(start < party.end and party.start < end for start, end in arms)
    )  # fmt: skip


def _is_part_of_name(scene: Scene, party: MentionActor, token: Token) -> bool:
    """True for a country's name that only ends a town's: "an attack on Port Sudan"."""
    return token.i in scene.places and any(
        child.i in scene.places and scene.sentence.offset(child) < party.start for child in kids(token, "compound")
    )


def _is_listed_place(scene: Scene, token: Token) -> bool:
    """True for the second of two places: "a strike on the group in Iraq and Syria", whatever the parser joins."""
    if token.i < 3 or token.nbor(-1).lower_ not in ("and", "or"):
        return False
    first = token.nbor(-2)
    return first.i in scene.places and first.dep_ == "pobj" and first.head.lower_ in ("in", "across", "inside", "over")


def _covers(scene: Scene, party: MentionActor, word: Token) -> bool:
    """True where the party is the event's own word: "Travel Advisory" of a travel advisory."""
    own = party.link is None and party.start <= scene.sentence.offset(word) < party.end
    return own and (word.tag_ in ("NNP", "NNPS") or not scene.classes(word) & _WHO)


def _is_number(scene: Scene, party: MentionActor, token: Token) -> bool:
    """True for an amount without the people or things it counts: "three of them", "more than 40", "38 of 55"."""
    if token.lower_ in _NOBODY and (len(party.text) == len(token.text) or _only_counted(scene, token)):
        return True
    nobody = party.role == "actor" and _only_counted(scene, token)
    if token.lower_ in _VAGUE and (len(party.text) == len(token.text) or nobody):
        # "more than a dozen attacks": how many there were, and nobody who made them.
        return True
    if token.tag_ != "CD":
        return False
    counted = [word for prep in kids(token, "prep") if prep.lower_ == "of" for word in kids(prep, "pobj")]
    return not any(scene.classes(word) & _WHO for word in counted if word.tag_ not in PRONOUNS)


def _only_counted(scene: Scene, token: Token) -> bool:
    """True for "140 others", "a dozen others": their number says all that is told of them."""
    words = [
        child for child in token.children if child.dep_ not in ("punct", "prep", "relcl", "acl", "appos", "conj", "cc")
    ]
    return all(child.tag_ in ("CD", "DT", "RB", "JJR", "IN", "NNS") or child.lower_ in _MORE for child in words)


def _is_duration(scene: Scene, token: Token) -> bool:
    """True for a stretch of time: "more than a year", "the past week"."""
    return scene.is_time(token) and token.i not in scene.actors and token.tag_ not in ("NNP", "NNPS")


def _can_deal(scene: Scene, party: MentionActor, token: Token) -> bool:
    """False for abstractions and papers ("voted for a resolution"), and for craft that do what only people do."""
    listed = scene.book.classes.get(lemma(token), frozenset())
    if "document_word" in listed and listed <= _PAPER and party.type == "unnamed" and token.tag_ in ("NN", "NNS"):
        # A group's communique still tells of the group.
        return any(child.i in scene.actors for child in kids(token, "compound", "poss"))
    if token.tag_ in ("NNP", "NNPS") or (token.i in scene.actors and party.type != "facility"):
        return True
    if party.role == "actor" and CRAFT & listed:
        return False
    return "no party" not in listed or "individual" in listed
