"""From head words to the parties of a mention: the actor found at that head, else the noun phrase itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ...model import DOERS, ActorMention, MentionActor, Role, TextSpan
from ..lemma import lemma, part_of_speech
from ..parse import Sentence, starting_in
from .fitness import PRONOUNS, is_fit
from .owners import by_adjective, owner, with_group
from .phrases import bare_name, covering, described_as, from_actor, is_outcome, noun_phrase, type_of, without_number
from .scene import Scene
from .syntax import kids, spread
from .told import Told

if TYPE_CHECKING:
    from ..token import Token


_ROLES: tuple[Role, ...] = ("actor", "recipient", "victim", "claimant", "blamed")
_NAMING = frozenset({"name", "identify", "call", "know"})
_PART = frozenset({"including", "among"})


def heads_of_actors(sentence: Sentence, actors: Sequence[ActorMention]) -> dict[int, ActorMention]:
    """Token index of each actor's head, of `actors` in text order; where two share one, the longer wins."""
    found: dict[int, ActorMention] = {}
    for actor in starting_in(actors, sentence.span):
        token = sentence.token_at(actor.head if actor.head >= 0 else actor.end - 1)
        if token is not None and (token.i not in found or _length(found[token.i]) < _length(actor)):
            found[token.i] = actor
    return found


def full_names(actors: Sequence[ActorMention], text: str) -> dict[str, tuple[int, int]]:
    """Where each person is first named in full: later mentions by surname stand for that."""
    found: dict[str, tuple[int, int]] = {}
    for actor in actors:
        if actor.type == "person" and actor.actor_id and actor.name and actor.antecedent is None:
            start, end = bare_name(text, actor.start, actor.end, actor.name)
            held = found.get(actor.actor_id)
            if held is None or len(text[start:end].split()) > len(text[held[0] : held[1]].split()):
                found[actor.actor_id] = (start, end)
    return found


def _length(actor: ActorMention) -> int:
    """Length of an actor's words."""
    return actor.end - actor.start


def parties(
    scene: Scene, told: Told, text: str, full: Mapping[str, tuple[int, int]] | None = None
) -> tuple[MentionActor, ...]:
    """Every party of an event, in role order, each span once; people told by their group bring the group along.

    `full`: where each person is named in full (see `full_names`).
    """
    found: list[MentionActor] = []
    seen: set[tuple[str, int, int]] = set()
    for role in _ROLES:
        for token in _with_parts(scene, role, told.parties.get(role, ())):
            party = owner(scene, role, token, text) or _party(scene, role, token, text)
            if (
                party is None
                or ((role in DOERS or role == "victim") and _is_denied(token))
                or not is_fit(scene, told, party, token)
            ):
                continue
            for one in with_group(scene, _in_full(party, text, full or {}), token, text):
                if (role, one.start, one.end) not in seen:
                    seen.add((role, one.start, one.end))
                    found.append(one)
    hurt = {(party.start, party.end) for party in found if party.role == "victim"}
    kind = scene.book.kinds.get(told.kind)
    # "The president survived an attempt to kill him": whom it was on is no doer of it.
    own = ("recipient", "actor") if kind is not None and kind.group == "violence" else ("recipient",)
    return tuple(party for party in found if party.role not in own or (party.start, party.end) not in hurt)


def _with_parts(scene: Scene, role: Role, tokens: Sequence[Token]) -> Iterator[Token]:
    """Party words: names for descriptions that have them in apposition, parts of those who suffer."""
    for token in tokens:
        yield from _whole(scene, role, token) or _named(scene, token)
        yield from _misjoined(scene, token)
        if role in ("recipient", "victim"):
            for prep in kids(token, "prep"):
                if prep.lower_ in _PART:
                    yield from spread(kids(prep, "pobj"))


def _whole(scene: Scene, role: Role, token: Token) -> list[Token]:
    """The building whose wall, gate or roof was hit: "the wall of the embassy", "the ministry's gate"."""
    if role != "recipient" or "part_of_building" not in scene.classes(token):
        return []
    owners = [word for prep in kids(token, "prep") if prep.lower_ == "of" for word in spread(kids(prep, "pobj"))]
    return [word for word in (*owners, *kids(token, "poss", "compound")) if scene.is_building(word)]


def _misjoined(scene: Scene, token: Token) -> list[Token]:
    """ "police and ruling-party supporters": people whom the parser took for a quality of the people behind "and"."""
    first = [child for child in kids(token, "nmod") if child.i < token.i and child.i in scene.actors]
    if not first or not scene.classes(token) & {"person", "crowd", "gunman"}:
        return []
    return [
        child for child in first
        if child.i + 1 < token.i and child.nbor(1).lower_ == "and"
        and scene.actors[child.i] is not scene.actors.get(token.i)
    ]  # fmt: skip


def _named(scene: Scene, token: Token) -> list[Token]:
    """The names of persons in apposition to a description ("the mayor, Juan Perez"), else the word itself."""
    own = scene.actors.get(token.i)
    if own is not None and own.actor_id is not None:
        return [token]
    twin = next((word for word in kids(token.head, token.dep_) if word.left_edge.i == token.i + 1), None)
    for other in (
        *kids(token, "appos"), *([token.head] if token.dep_ == "appos" else []), *([twin] if twin is not None else [])
    ):  # fmt: skip
        names = [word for word in spread([other]) if _is_person(scene, word)]
        if names:
            return names
        if own is not None and own.type == "group" and _is_group(scene, other):
            # "the guerrilla organization Shining Path"
            return [other]
    # "a man named Juan Perez", "an American identified as John Ward"
    told = [word for clause in kids(token, "acl") if lemma(clause) in _NAMING for word in clause.subtree]
    return [word for word in told if _is_person(scene, word)][:1] or [token]


def _is_group(scene: Scene, token: Token) -> bool:
    """True for the head of a known group's own name."""
    actor = scene.actors.get(token.i)
    return actor is not None and actor.type == "group" and actor.actor_id is not None and actor.named is None


def _is_person(scene: Scene, token: Token) -> bool:
    """True for the head of a person's name."""
    actor = scene.actors.get(token.i)
    return actor is not None and actor.type == "person" and actor.actor_id is not None


def _in_full(party: MentionActor, text: str, full: Mapping[str, tuple[int, int]]) -> MentionActor:
    """A person told by surname stands for the full name told elsewhere; the link keeps where the surname stands."""
    start, end = full.get(party.actor_id or "", (party.start, party.end))
    if party.type != "person" or len(text[start:end].split()) <= len(party.text.split()):
        return party
    return replace(party, start=start, end=end, text=text[start:end], link=party.link or (party.start, party.end))


def _party(scene: Scene, role: Role, token: Token, text: str) -> MentionActor | None:
    """The party that a head word stands for; None for a pronoun nobody resolved and for words that are no party."""
    actor = scene.actors.get(token.i) or covering(scene, token)
    if actor is not None:
        if actor.antecedent is None and actor.actor_id is None and token.tag_ in PRONOUNS:
            return None
        party = _after_time(scene, from_actor(role, actor, text, described_as(scene, actor, token, text)), text)
        return without_number(scene.sentence, party, text)
    if token.tag_ in PRONOUNS or part_of_speech(token) not in ("NOUN", "ADJ", "NUM"):
        return None
    state = by_adjective(scene, role, token)
    if state is not None:
        return state
    if part_of_speech(token) == "ADJ" and not token.text[:1].isupper():
        return None
    if token.lower_ in scene.book.nouns and token.tag_ in ("NN", "NNS"):
        return None
    words = noun_phrase(scene.sentence, token)
    party = MentionActor(role, type_of(scene, token), words.start, words.end, words.text)
    return without_number(scene.sentence, party, text)


def _after_time(scene: Scene, party: MentionActor, text: str) -> MentionActor:
    """A party without the time that the parser hung before it: "Last weekend gunmen"."""
    if party.actor_id is not None or party.link is not None:
        return party
    words = scene.sentence.tokens_in(TextSpan(party.start, party.end, ""))
    first = next((i for i, word in enumerate(words) if word.i not in scene.times and not is_outcome(word)), 0)
    start = scene.sentence.offset(words[first]) if first else party.start
    return replace(party, start=start, text=text[start : party.end])


def _is_denied(token: Token) -> bool:
    """True for "no group" and "none": nobody claims."""
    denying = any(word.lower_ in ("no", "neither") for word in kids(token, "det"))
    return denying or token.lower_ in ("none", "nobody")
