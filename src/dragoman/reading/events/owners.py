"""Whose the doers are: the group of "FMLN guerrillas", the state of "U.S. aircraft" and "American airstrikes"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ...model import DOERS, MentionActor, Role, TextSpan
from ..lemma import lemma
from .fitness import CRAFT, PRONOUNS
from .phrases import covering, from_actor, noun_phrase
from .scene import Scene
from .subjects import THEIRS, surface_subject
from .syntax import kids, modifiers_of, noun_phrases

if TYPE_CHECKING:
    from ..token import Token


_OF = frozenset({"of", "from", "with", "for"})
_SENDING = frozenset({"country", "group", "organisation"})
"""Types of actors that have craft and weapons."""


def with_group(scene: Scene, party: MentionActor, token: Token, text: str) -> list[MentionActor]:
    """A party and the group it is told to be of: "FMLN guerrillas", "members of the Shining Path"."""
    listed = scene.book.classes.get(lemma(token), frozenset())
    people = token.tag_ in ("NN", "NNS") and "individual" in listed and "body" not in listed
    # "A spokesman for the front claimed": the claim is the front's.
    people = people or (party.role == "claimant" and party.type in ("person", "unnamed") and party.actor_id is None)
    if party.role not in DOERS or not people:
        return [party]
    if party.link is not None:
        if party.type not in ("group", "organisation"):
            return [party]
        # "The guerrillas" after the group's name: the people of this sentence, and the group by its link.
        start, end = party.link
        return [MentionActor(party.role, "person", start, end, text[start:end]), party]
    if party.actor_id is not None and party.type in ("group", "organisation"):
        # "FMLN rebels" stands for the FMLN in the actor reader: the people and their group are told in one phrase.
        if "/" in party.actor_id:
            # "the coast guard", "Spanish troops": a body of its state by a noun that elsewhere tells of persons.
            body = next((word for word in kids(token, "compound") if "body" in scene.classes(word)), None)
            if body is None or token.tag_ != "NNS":
                return [party]
            # "army troops": the people, and the body that they are of.
            end = scene.sentence.token_span(body).end
            own = replace(party, type="person", actor_id=None, name=None)
            return [own, replace(party, end=end, text=text[party.start : end])]
        return _people_of(scene, party, token, text)
    if lemma(token) == "member":
        whole = noun_phrase(scene.sentence, token)
        found = [replace(party, start=whole.start, end=whole.end, text=whole.text)]
    else:
        found = [party]
    belonging = [word for clause in kids(token, "acl") if lemma(clause) == "belong" for word in _behind(clause)]
    near = [
        *modifiers_of(token),
        *belonging,
        *(word for prep, words in noun_phrases(token) if prep.lower_ in _OF for word in words),
    ]
    # "members of the 22nd front of the FARC"
    near += [w for word in near for prep, words in noun_phrases(word) if prep.lower_ == "of" for w in words]
    for word in near:
        actor = scene.actors.get(word.i) or covering(scene, word)
        if actor is not None and actor.type in ("group", "organisation") and (actor.actor_id or actor.name):
            found.append(from_actor(party.role, actor, text, actor.type))
    return found


def _people_of(scene: Scene, party: MentionActor, token: Token, text: str) -> list[MentionActor]:
    """The people of a known group and the group, of one phrase: the "urban guerrillas" of "FMLN urban guerrillas"."""
    actor = scene.actors.get(token.i)
    if actor is None or actor.named is None or actor.antecedent is not None:
        return [party]
    start, end = actor.start, actor.end
    words = scene.sentence.tokens_in(TextSpan(start, end, ""))
    # "Friday 50 FARC rebels": when is no part of who.
    start = next((scene.sentence.offset(word) for word in words if word.i not in scene.times), start)
    if not any(char.isdigit() for char in text[start : actor.named[0]]):
        # How many there were stays with them: "50 FARC rebels".
        start = actor.named[1] + len(text[actor.named[1] : end]) - len(text[actor.named[1] : end].lstrip(" \n-"))
    return [replace(party, type="person", start=start, end=end, text=text[start:end], actor_id=None, name=None), party]


def _behind(clause: Token) -> list[Token]:
    """The objects of the "to" of a clause: "men belonging to the front"."""
    return [word for prep in kids(clause, "prep") if prep.lower_ == "to" for word in kids(prep, "pobj")]


def owner(scene: Scene, role: Role, token: Token, text: str) -> MentionActor | None:
    """Whose a craft or weapon is: "U.S. aircraft struck" tells of the United States, which the craft belong to."""
    if role not in ("actor", "blamed") or token.tag_ not in ("NN", "NNS"):
        return None
    if not CRAFT & scene.book.classes.get(lemma(token), frozenset()):
        return None
    whole = scene.actors.get(token.i)
    force = next((word for word in kids(token, "compound") if "force" in scene.classes(word)), None)
    if whole is not None and force is not None and whole.start < scene.sentence.offset(force):
        # "Salvadoran Air Force helicopters": the force, not its state.
        end = scene.sentence.token_span(force).end
        return MentionActor(role, "group", whole.start, end, text[whole.start : end], None, None, "MIL", whole.country)
    for word in [*modifiers_of(token), *_holders(token)]:
        actor = scene.actors.get(word.i) or covering(scene, word)
        if actor is not None and actor.type in _SENDING and (actor.antecedent is None or word.tag_ == "PRP$"):
            return from_actor(role, actor, text, actor.type)
        span = scene.sentence.token_span(word)
        if whole is not None and whole.country and word.tag_ in ("NNP", "JJ") and whole.start == span.start:
            words = text[span.start : span.end]
            name = next((one.name for one in scene.known.states.values() if one.alpha3 == whole.country), None)
            return MentionActor(role, "country", span.start, span.end, words, whole.country, name, "GOV", whole.country)
        if actor is None and word.tag_ in ("NN", "NNS") and word.lower_ in scene.known.places.senders:
            # "Saudi-led coalition jets", "the regime's helicopters"
            before = kids(word, "amod", "compound", "poss") if word.dep_ != "compound" else []
            first = min([word, *(child for child in before if child.tag_ not in PRONOUNS)], key=lambda one: one.i)
            start = scene.sentence.offset(first)
            return MentionActor(role, "group", start, span.end, text[start : span.end])
    return None


def _holders(weapon: Token) -> list[Token]:
    """Whose a weapon is by other words than those before it: "whose aircraft", "a helicopter of the junta"."""
    found: list[Token] = []
    for word in kids(weapon, "poss"):
        clause = weapon.head
        if word.lower_ == "whose":
            found += [clause.head] if clause.dep_ == "relcl" else []
        elif word.lower_ in THEIRS and clause.dep_ == "ccomp":
            # "Pakistan says its jets bombed": those of who says so.
            found += surface_subject(clause.head)
    for prep, words in noun_phrases(weapon):
        found += words if prep.lower_ == "of" else []
    return found


def is_of_state(scene: Scene, word: Token) -> bool:
    """True for the adjective of a state before a noun: "Russian missiles"."""
    return word.dep_ in ("amod", "compound", "nmod") and word.lower_ in scene.known.states


def by_adjective(scene: Scene, role: Role, token: Token) -> MentionActor | None:
    """ "American airstrikes": the state whose deed the noun tells."""
    if token.dep_ not in ("amod", "compound", "nmod") or token.lower_ not in scene.known.states:
        return None
    state = scene.known.states[str(token.lower_)]
    words = scene.sentence.words([token])
    return MentionActor(
        role, "country", words.start, words.end, words.text, state.alpha3, state.name, "GOV", state.alpha3
    )
