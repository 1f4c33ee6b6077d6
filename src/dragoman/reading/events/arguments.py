"""Who does what to whom in one clause: doers, objects and phrases of a verb, passives turned to their active sense."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..clause import whole_of
from ..lemma import lemma
from .subjects import RELATIVE, surface_subject
from .syntax import is_passive, is_verb, kids, particle, spread

if TYPE_CHECKING:
    from ..token import Token


_INTO = frozenset({"into", "onto", "toward", "towards"})
"""Prepositions of where something is brought, which no noun takes by itself."""
_AWAY = frozenset({"out", "home", "back", "away"})


@dataclass(slots=True)
class Arguments:
    """The parts of one clause or noun phrase, each a list of head words, conjuncts and amounts looked through."""

    subjects: list[Token] = field(default_factory=list)
    objects: list[Token] = field(default_factory=list)
    datives: list[Token] = field(default_factory=list)
    preps: list[tuple[Token, list[Token]]] = field(default_factory=list)
    passive: bool = False


def arguments(verb: Token) -> Arguments:
    """Subjects (doers), objects, datives and prepositional phrases of a verb; passives turned to their active sense."""
    found = Arguments(passive=is_passive(verb))
    surface = spread([*surface_subject(verb), *_further_subjects(verb)])
    for prep in kids(verb, "prep", "agent"):
        # "climbed on to the roof"
        last = next((to for to in kids(prep, "prep") if (prep.lower_, to.lower_) == ("on", "to")), prep)
        found.preps.append((prep, spread(kids(last, "pobj"))))
        # "walked out of the talks"
        inner = kids(prep, "prep") if prep.lower_ == "out" else ()
        found.preps += [(of, spread(kids(of, "pobj"))) for of in inner if of.lower_ == "of"]
    for given in kids(verb, "dative"):
        if given.lower_ == "for":
            # "sent a plane for its diplomats"
            found.preps.append((given, spread(kids(given, "pobj"))))
        else:
            found.datives += spread([given])
    objects = spread(_listed_objects(verb))
    if found.passive:
        found.objects = [whole_of(verb.head)] if verb.dep_ == "acl" and not kids(verb, "nsubjpass") else surface
        found.objects = found.objects + objects
        agents = [token for prep, tokens in found.preps if prep.lower_ == "by" for token in tokens]
        found.subjects = agents or _agents_behind(verb, found)
        return found
    if verb.tag_ == "VBN" and verb.dep_ == "ccomp" and lemma(verb.head) == "have" and particle(verb) & _AWAY:
        # "had its people flown out": who has it done does it; who "had its windows smashed" does not.
        found.subjects, found.objects = spread(surface_subject(verb.head)), surface
        return found
    found.subjects = surface
    found.objects = objects or _shared_object(verb) or _relative_object(verb)
    _phrases_of_objects(found)
    return found


def _further_subjects(verb: Token) -> list[Token]:
    """The rest of a list that the parser broke in two: "Anna Lind, the mayor, | two guards and a driver were shot"."""
    own = kids(verb, "nsubj", "nsubjpass")
    later = [token for token in own[1:] if token.tag_.startswith("NN") and token.dep_ == own[0].dep_]
    return [token for token in later if token.i < verb.i and kids(token, "conj")]


def _agents_behind(verb: Token, found: Arguments) -> list[Token]:
    """The doers of a passive that the parser hangs on its place: "were seized at the station by soldiers"."""
    places = [token for prep, tokens in found.preps if prep.lower_ in ("at", "in", "near") for token in tokens]
    behind = [prep for token in places for prep in kids(token, "prep") if prep.lower_ == "by"]
    # Of one thing ("in the house by the river") it may tell where; of several people ("by soldiers") it tells who.
    return spread(inner for prep in behind for inner in kids(prep, "pobj") if inner.tag_ == "NNS")


def _listed_objects(verb: Token) -> list[Token]:
    """Objects of a verb, with the end of a list that the parser hung on the verb: "the bank, a hotel, | and the mill".

    What the parser takes for an apposition of the object is then another part of the list.
    """
    objects = kids(verb, "dobj")
    if not objects:
        # "shot down the others": the parser may hang the object on the particle.
        return [word for part in kids(verb, "prt") for word in kids(part, "pobj")]
    strays = [token for token in kids(verb, "conj") if token.i > objects[-1].i and token.tag_.startswith("NN")]
    if not strays:
        return objects
    return [*objects, *(inner for token in objects for inner in kids(token, "appos")), *strays]


def _phrases_of_objects(found: Arguments) -> None:
    """Phrases that the parser hung on an object ("fired rockets at the base") belong to the verb as well."""
    for token in list(found.objects):
        for prep in kids(token, "prep"):
            if prep.lower_ not in ("of", "by"):
                found.preps.append((prep, spread(kids(prep, "pobj"))))
            elif prep.lower_ == "of":
                # "put a company of paratroopers into the capital"
                deeper = [to for inner in kids(prep, "pobj") for to in kids(inner, "prep") if to.lower_ in _INTO]
                found.preps += [(to, spread(kids(to, "pobj"))) for to in deeper]


def _shared_object(verb: Token) -> list[Token]:
    """ "attacked and burned the post": the first verb shares the object of the one joined to it."""
    for child in kids(verb, "conj"):
        if is_verb(child) and not kids(child, "nsubj", "nsubjpass") and child.i - verb.i <= 3:
            return spread(kids(child, "dobj"))
    return []


def _relative_object(verb: Token) -> list[Token]:
    """ "an embassy (that) rebels attacked": the object of a relative clause that has a subject and no object."""
    subjects = kids(verb, "nsubj")
    if verb.dep_ == "relcl" and subjects and subjects[0].lower_ not in RELATIVE and not kids(verb, "dobj", "prep"):
        return [verb.head]
    return []
