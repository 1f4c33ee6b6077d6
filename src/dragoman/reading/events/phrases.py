"""The words of a party and what they tell of it: its noun phrase, its bare name, its type."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ...model import DOERS, ActorMention, MentionActor, Role, TextSpan
from ...model.actor import ActorType
from ..parse import Sentence
from .scene import Scene

if TYPE_CHECKING:
    from ..token import Token


_LEFT = frozenset({"compound", "amod", "nummod", "nmod", "poss", "quantmod", "advmod", "case", "punct", "npadvmod"})
_BEFORE_OF = re.compile(r"\s(?:of|from|in|who|that|with)\s")
_NOTE = re.compile(r"\[[^\[\]]*\]\s*(?=\w)")
"""A note of the wire in square brackets that the parser took for a part of the phrase."""
_AMOUNTS = frozenset({
    "several", "some", "many", "few", "other", "various", "numerous", "most", "another", "both", "same", "dozen",
    "dozens", "hundreds", "of", "least", "about", "more", "than",
})  # fmt: skip
_NAME_WORD = re.compile(r"[^\W\d_][\w'’.-]*")


def covering(scene: Scene, token: Token) -> ActorMention | None:
    """An actor whose words hold this one, where the parser took another word for the head."""
    at = scene.sentence.offset(token)
    return next((a for a in scene.actors.values() if a.start <= at < a.end and token.tag_ in ("NNP", "NNPS")), None)


def from_actor(role: Role, actor: ActorMention, text: str, type_: ActorType) -> MentionActor:
    """A party from an actor; a resolved pronoun or noun stands where its antecedent does, and the link says so."""
    start, end, link = actor.start, actor.end, None
    if actor.antecedent is not None:
        (start, end), link = actor.antecedent, (actor.start, actor.end)
    elif actor.named is not None and type_ in ("group", "organisation") and role in DOERS:
        # "FMLN units", "suspected FMLN": whose they are is the party.
        start, end = actor.named
    if type_ == "person" and actor.name and actor.actor_id:
        start, end = bare_name(text, start, end, actor.name)
    note = _NOTE.match(text, start, end)
    if note is not None and actor.actor_id is None:
        start = note.end()
    return MentionActor(
        role, type_, start, end, text[start:end], actor.actor_id, actor.name, actor.sector, actor.country, link
    )


def described_as(scene: Scene, actor: ActorMention, token: Token, text: str) -> ActorType:
    """People told by description ("guerrillas", "three soldiers") are persons; the force they serve in is a group."""
    if actor.actor_id is not None or actor.type not in ("group", "unnamed"):
        return actor.type
    if actor.antecedent is not None:
        return _type_of_words(scene, text[actor.antecedent[0] : actor.antecedent[1]], actor.type)
    return _type_of_words(scene, str(token.lower_), actor.type)


def _type_of_words(scene: Scene, words: str, told: ActorType) -> ActorType:
    """Type of what a pronoun stands for, by the head of its words."""
    head = _BEFORE_OF.split(words.lower().strip())[0].split()
    forms = _singulars(head[-1]) if head else ()
    listed = frozenset().union(*(scene.book.classes.get(form, frozenset()) for form in forms))
    return "person" if "individual" in listed and "body" not in listed else told


def _singulars(word: str) -> tuple[str, ...]:
    """A word and what it may be the plural of."""
    return word, word.removesuffix("s"), word.replace("men", "man")


def type_of(scene: Scene, token: Token) -> ActorType:
    """Type of an undescribed party by its noun's classes."""
    if token.tag_ in ("NNP", "NNPS") and token.i in scene.places:
        return "country"
    named = token.tag_ in ("NNP", "NNPS")
    listed = set(scene.book.classes.get(str(token.lower_), ()))
    own = listed if named else listed | scene.classes(token)
    if not named and "individual" in own and "body" not in own:
        return "person"
    if own & {"thing"} and not own & {"person", "gunman", "force"}:
        return "facility"
    if own & {"person", "gunman", "official", "crowd", "staff"}:
        return "person" if not own & {"force"} or own & {"person"} else "group"
    if own & {"force"}:
        return "group"
    if "country" in own and not named:
        return "country"
    return "organisation" if named else "unnamed"


def is_outcome(word: Token) -> bool:
    """True for "dead" right behind its verb: "shoot dead six migrants"."""
    return word.lower_ == "dead" and word.i > 0 and str(word.nbor(-1).tag_).startswith("VB")


def bare_name(text: str, start: int, end: int, name: str) -> tuple[int, int]:
    """The stretch of a person's words that is the name, titles and offices left off; all of it where none is found."""
    parts = {word.lower() for word in _NAME_WORD.findall(name)}
    words = list(_NAME_WORD.finditer(text, start, end))
    own = [at for at, word in enumerate(words) if word.group().lower() in parts]
    if not own:
        return start, end
    last = own[-1]
    # "Alan Garcia Perez" is known as Alan Garcia: the second surname is his as well.
    while last + 1 < len(words) and _goes_on(text, words[last], words[last + 1]):
        last += 1
    return words[own[0]].start(), words[last].end()


def _goes_on(text: str, word: re.Match[str], after: re.Match[str]) -> bool:
    """True for a second name right behind the first, with nothing but space between them."""
    return text[word.end() : after.start()].isspace() and after.group()[:1].isupper()


def without_number(sentence: Sentence, party: MentionActor, text: str) -> MentionActor:
    """A thing hit by what it is, not by how many: "three buses", "several homes" and "the same pipeline".

    The linking model words things so; a thing told twice, with its number and without, is then one.
    """
    if party.type != "facility" or party.actor_id is not None or party.link is not None:
        return party
    words = sentence.tokens_in(TextSpan(party.start, party.end, ""))
    first = 0
    while first + 1 < len(words) and _counts(words[first]) and not words[first + 1].text.startswith(("-", "–")):
        first += 1
    start = sentence.offset(words[first]) if first else party.start
    return replace(party, start=start, text=text[start : party.end])


def _counts(word: Token) -> bool:
    """True for a number and for the words that stand for one."""
    return word.tag_ == "CD" or word.lower_ in _AMOUNTS


def noun_phrase(sentence: Sentence, head: Token) -> TextSpan:
    """A noun phrase without determiner, relative clause and most phrases behind it; "of" and places stay."""
    words = [head]
    for child in head.children:
        if child.i < head.i and child.dep_ in _LEFT and child.lower_ not in (",", "-", "--", "—"):
            words += [token for token in child.subtree if token.i < head.i]
    left = sorted(words, key=lambda token: token.i)
    while left[0] != head and (
        left[0].is_punct or is_outcome(left[0]) or left[0].tag_ in ("DT", "RB", "PRP$", "IN", "CC")
    ):
        left = left[1:]
    tail = next(
        (child for child in head.children if child.dep_ == "prep" and child.lower_ == "of" and child.i == head.i + 1),
        None,
    )
    if tail is not None:
        left += [token for token in tail.subtree if token.i - tail.i <= 6 and not token.is_punct]
    return sentence.words(left)
