"""From head words to the parties of a mention: the actor found at that head, else the noun phrase itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...model import ActorMention, MentionActor, Role, TextSpan
from ...model.actor import ActorType
from ..lemma import lemma, part_of_speech
from ..parse import Sentence
from .match import Scene
from .told import Told

if TYPE_CHECKING:
    from spacy.tokens import Token

_ROLES: tuple[Role, ...] = ("actor", "recipient", "victim", "claimant", "blamed")
_LEFT = frozenset({"compound", "amod", "nummod", "nmod", "poss", "quantmod", "advmod", "case", "punct", "npadvmod"})
_BODIES = frozenset({"militia", "faction", "gang", "proxy", "cartel", "insurgency", "group", "mob", "swarm", "crowd"})
"""Nouns of people that name a body and not its members."""
_PRONOUNS = frozenset({"PRP", "PRP$", "WP", "WDT", "DT", "EX", "WP$"})


def heads_of_actors(sentence: Sentence, actors: Sequence[ActorMention]) -> dict[int, ActorMention]:
    """Token index of each actor's head; where two share one, the longer wins."""
    found: dict[int, ActorMention] = {}
    for actor in actors:
        if not sentence.span.start <= actor.start < sentence.span.end:
            continue
        token = sentence.token_at(actor.head if actor.head >= 0 else actor.end - 1)
        if token is not None and (token.i not in found or _length(found[token.i]) < _length(actor)):
            found[token.i] = actor
    return found


def _length(actor: ActorMention) -> int:
    """Length of an actor's words."""
    return actor.end - actor.start


def parties(scene: Scene, told: Told, text: str) -> tuple[MentionActor, ...]:
    """Every party of an event, in role order, each span once."""
    found: list[MentionActor] = []
    seen: set[tuple[str, int, int]] = set()
    for role in _ROLES:
        for token in told.parties.get(role, ()):
            party = _party(scene, role, token, text)
            if party and (role, party.start, party.end) not in seen:
                seen.add((role, party.start, party.end))
                found.append(party)
    hurt = {(party.start, party.end) for party in found if party.role == "victim"}
    return tuple(party for party in found if party.role != "recipient" or (party.start, party.end) not in hurt)


def _party(scene: Scene, role: Role, token: Token, text: str) -> MentionActor | None:
    """The party that a head word stands for; None for a pronoun nobody resolved and for words that are no party."""
    actor = scene.actors.get(token.i) or _covering(scene, token)
    if actor is not None:
        return _from_actor(role, actor, text, _described_as(scene, actor, token))
    if token.tag_ in _PRONOUNS or part_of_speech(token) not in ("NOUN", "ADJ", "NUM"):
        return None
    if part_of_speech(token) == "ADJ" and not token.text[:1].isupper():
        return None
    if token.lower_ in scene.book.nouns and token.tag_ in ("NN", "NNS"):
        return None
    words = noun_phrase(scene.sentence, token)
    return MentionActor(role, _type_of(scene, token), words.start, words.end, words.text)


def _covering(scene: Scene, token: Token) -> ActorMention | None:
    """An actor whose words hold this one, where the parser took another word for the head."""
    at = scene.sentence.offset(token)
    return next((a for a in scene.actors.values() if a.start <= at < a.end and token.tag_ in ("NNP", "NNPS")), None)


def _described_as(scene: Scene, actor: ActorMention, token: Token) -> ActorType:
    """People told by description ("guerrillas", "three soldiers") are persons; the force they serve in is a group."""
    described = actor.actor_id is None and token.tag_ in ("NN", "NNS") and actor.type in ("group", "unnamed")
    people = scene.book.classes.get(lemma(token), frozenset()) & {"gunman", "person"} and lemma(token) not in _BODIES
    return "person" if described and people else actor.type


def _from_actor(role: Role, actor: ActorMention, text: str, type_: ActorType) -> MentionActor:
    """A party from an actor; a resolved pronoun or noun stands where its antecedent does, and the link says so."""
    start, end, link = actor.start, actor.end, None
    if actor.antecedent is not None:
        (start, end), link = actor.antecedent, (actor.start, actor.end)
    return MentionActor(
        role, type_, start, end, text[start:end], actor.actor_id, actor.name, actor.sector, actor.country, link
    )


def noun_phrase(sentence: Sentence, head: Token) -> TextSpan:
    """A noun phrase without determiner, relative clause and most phrases behind it; "of" and places stay."""
    words = [head]
    for child in head.children:
        if child.i < head.i and child.dep_ in _LEFT and child.lower_ not in (",", "-", "--", "—"):
            words += [token for token in child.subtree if token.i < head.i]
    left = sorted(words, key=lambda token: token.i)
    while left[0] != head and (left[0].is_punct or left[0].tag_ in ("DT", "RB", "PRP$", "IN", "CC")):
        left = left[1:]
    tail = next(
        (child for child in head.children if child.dep_ == "prep" and child.lower_ == "of" and child.i == head.i + 1),
        None,
    )
    if tail is not None:
        left += [token for token in tail.subtree if token.i - tail.i <= 6 and not token.is_punct]
    return sentence.words(left)


def _type_of(scene: Scene, token: Token) -> ActorType:
    """Type of an undescribed party by its noun's classes."""
    if token.tag_ in ("NNP", "NNPS") and token.i in scene.places:
        return "country"
    named = token.tag_ in ("NNP", "NNPS")
    listed = set(scene.book.classes.get(str(token.lower_), ()))
    own = listed if named else listed | scene.classes(token)
    if own & {"facility", "vehicle", "ship", "aircraft"} and not own & {"person", "gunman", "force"}:
        return "facility"
    if own & {"person", "gunman", "official", "crowd", "staff"}:
        return "person" if not own & {"force"} or own & {"person"} else "group"
    if own & {"force"}:
        return "group"
    if "country" in own and not named:
        return "country"
    return "organisation" if named else "unnamed"
