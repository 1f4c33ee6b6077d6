"""Events told by verbs: which parties stand in which role."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..lemma import lemma
from .match import Match, match_verb
from .owners import is_of_state
from .scene import Scene
from .subjects import THEIRS, surface_subject
from .syntax import is_verb, kids, modifiers_of, spread
from .told import Told

if TYPE_CHECKING:
    from ..token import Token

_AT = frozenset({"on", "at", "against", "upon", "toward", "towards", "into", "onto", "over"})
_WITH = frozenset({"with", "to", "from", "for", "on", "upon", "against", "between", "at", "of"})
_JOINT = frozenset({"with", "between", "against", "among"})
_FORCES = frozenset({"force", "gunman", "child_of_state"})
"""Classes of common nouns for those whose weapons strike."""
_STRUCK = frozenset({"vehicle", "building", "part_of_building"})
_BESIDE = frozenset({"in", "inside", "near", "outside", "beside", "under", "beneath", "behind", "by", "opposite"})
"""Prepositions behind which a building or a vehicle is what a weapon struck."""
_SHARED = frozenset({"joint", "combined", "trilateral", "bilateral", "multinational"})


def told_by_verb(scene: Scene, verb: Token) -> Told | None:
    """The event that a verb tells, or None; a frame of kind "none" gives a Told that only blocks others."""
    if not is_verb(verb):
        return None
    match = match_verb(scene, verb)
    if match is None:
        return None
    told = Told(verb, match.frame.kind, match.frame, noun=False, named=match.named, status=match.frame.status)
    if told.kind == "explosion" and any(_is_laden(scene, token) for token in match.args.subjects):
        told.kind = "bombing"
    if match.frame.roles == "driven" and any(_is_laden(scene, token) for token in match.args.objects):
        told.kind = "suicide_bombing"
    _fill(scene, told, match)
    _by_instrument(scene, told, match)
    told.add("actor", _at_hands_of(match))
    if told.kind == "air_strike" and any(_is_bare_bomber(token) for token in match.args.subjects):
        # "Bombers hit consulate": people with bombs; "Russian bombers" are aircraft.
        told.kind = "bombing"
    _jointly(scene, told, match)
    return told


def _at_hands_of(match: Match) -> list[Token]:
    """ "died at the hands of soldiers", "tortured at the hands of the police"."""
    hands = [
        token for prep, tokens in match.args.preps if prep.lower_ == "at" for token in tokens if lemma(token) == "hand"
    ]
    inner = [prep for token in hands for prep in kids(token, "prep") if prep.lower_ == "of"]
    return spread(word for prep in inner for word in kids(prep, "pobj"))


def _is_bare_bomber(token: Token) -> bool:
    """True for "bombers" with no word that tells whose aircraft they are."""
    return token.lower_ in ("bomber", "bombers") and not kids(token, "compound", "amod", "poss", "nmod")


def _jointly(scene: Scene, told: Told, match: Match) -> None:
    """Exercises that several forces hold together are cooperation in PLOVER; those of one state a show of arms."""
    if told.kind != "mobilization" or match.named is None or "drill" not in scene.classes(match.named):
        return
    others = [t for prep, tokens in match.args.preps if prep.lower_ in _JOINT for t in tokens if _party(scene, t)]
    joint = any(child.lower_ in _SHARED for child in kids(match.named, "amod", "compound"))
    if joint or len(told.parties.get("actor", [])) + len(others) > 1:
        told.add("recipient", others)
        told.frame = replace(told.frame, plover="COOPERATE")


def told_by_modal(scene: Scene, modal: Token) -> Told | None:
    """ "said that they must leave": a demand, where the verb itself tells of no event."""
    verb = modal.head
    frame = next((frame for frame in scene.book.modals.get(str(modal.lower_), ())), None)
    if frame is None or modal.dep_ != "aux" or verb.dep_ != "ccomp" or kids(verb, "neg") or match_verb(scene, verb):
        return None
    told = Told(modal, frame.kind, frame, noun=False)
    told.add("actor", spread(surface_subject(verb.head)))
    told.add("recipient", spread(surface_subject(verb)))
    told.add("recipient", spread(kids(verb, "dobj")))
    return told


def _by_instrument(scene: Scene, told: Told, match: Match) -> None:
    """ "attacked the base with rockets": the instrument sets the kind of an attack that is otherwise untold."""
    if told.kind != "assault":
        return
    for prep, tokens in match.args.preps:
        if prep.lower_ in ("with", "using", "via", "by"):
            for token in tokens:
                found = scene.book.modifiers.get(lemma(token)) or scene.book.modifiers.get(str(token.lower_))
                if found and found[1] != "strike_action" and "crowd" not in scene.classes(token):
                    told.kind = found[1]
    for child in kids(told.trigger, "advcl", "xcomp", "prep"):
        if child.lower_ == "using":
            for token in spread(kids(child, "dobj", "pobj")):
                found = scene.book.modifiers.get(lemma(token))
                told.kind = found[1] if found else told.kind


def _fill(scene: Scene, told: Told, match: Match) -> None:
    """Parties from the arguments, by the roles that the frame gives them."""
    args, roles = match.args, match.frame.roles
    group = scene.book.kinds[told.kind].group if told.kind in scene.book.kinds else ""
    if roles == "weapon-subject":
        people = any("person" in scene.classes(token) and not _is_unknown_name(scene, token) for token in args.objects)
        told.add("victim" if people else "recipient", args.objects)
        told.add("recipient", _targets(scene, match, []))
        told.add("actor", [owner for token in args.subjects for owner in _senders(scene, token)])
        return
    if roles == "subject-recipient":
        told.add("recipient", args.subjects or args.objects)
        return
    if roles == "stopped":
        # "the army shot down three drones": who stops an attack is no doer of it, and what was stopped no target.
        return
    if roles == "found":
        # "police found eight bodies with bullet wounds": who finds the dead did not kill them.
        told.add(match.frame.object_role, args.objects)
        return
    told.add("actor", args.subjects)
    if roles == "driven":
        told.add(
            "recipient", [t for prep, tokens in args.preps if prep.lower_ in _AT for t in tokens if _aimed(scene, t)]
        )
        return
    if roles in ("weapon", "weapon-only", "reflexive"):
        if roles != "weapon-only":
            told.add("recipient", args.datives + _targets(scene, match, []))
        if told.kind == "arson":
            # "set fire to two police boxes"
            told.add("recipient", [t for prep, tokens in args.preps if prep.lower_ == "to" for t in tokens])
        return
    told.add(match.frame.object_role, _without(scene, args.objects, told, match))
    if roles == "subject-object":
        # "pushed to the ground", "taken at gunpoint": the phrases are part of the saying.
        return
    told.add("recipient", args.datives)
    if group == "violence" and match.named is not None and match.named in args.objects:
        # "laid siege to the consulate"
        told.add("recipient", [t for prep, tokens in args.preps if prep.lower_ == "to" for t in tokens])
    if group == "violence":
        told.add("recipient", [] if told.parties.get("recipient") else _targets(scene, match, []))
    if told.kind in scene.known.traits.with_another:
        told.add(
            "recipient", [t for prep, tokens in args.preps if prep.lower_ in _JOINT for t in tokens if _party(scene, t)]
        )
    if group in ("words", "protest") or told.kind in ("advisory", "security_alert"):
        told.add(
            "recipient", [t for prep, tokens in args.preps if prep.lower_ in _WITH for t in tokens if _party(scene, t)]
        )


def _is_laden(scene: Scene, token: Token) -> bool:
    """True for "a car packed with explosives", "an explosives-laden truck", "a car bomb"."""
    near = [word for word in token.subtree if abs(word.i - token.i) <= 5 and word != token]
    return any("laden" in scene.book.classes.get(lemma(word), ()) for word in near)


def _is_unknown_name(scene: Scene, token: Token) -> bool:
    """True for a name that nobody knows: a ship is hit as well as a person."""
    return token.tag_ in ("NNP", "NNPS") and token.i not in scene.actors


def _senders(scene: Scene, weapon: Token) -> list[Token]:
    """Whose a weapon is, by the name before it: "Russian missiles", "a Houthi drone"; "Iranian-made" says nothing."""
    found: list[Token] = []
    for word in [*modifiers_of(weapon), *kids(weapon, "poss"), *_given_by(weapon)]:
        after = word.nbor(1) if word.i + 1 < len(word.doc) else None
        if after is not None and after.text in ("-", "–"):
            continue
        actor = scene.actors.get(word.i)
        named = actor is not None and actor.actor_id is not None and actor.type in ("country", "group", "organisation")
        force = word.dep_ in ("compound", "poss", "pobj") and _sends(scene, word)
        if named or force or is_of_state(scene, word):
            found.append(word)
        elif word.lower_ in THEIRS and actor is None and is_verb(weapon.head):
            # "Turkey says that its drones struck": those of who says so.
            above = weapon.head.head
            found += surface_subject(above) if weapon.head.dep_ == "ccomp" and is_verb(above) else []
    return found[:1]


def _sends(scene: Scene, word: Token) -> bool:
    """True for a common noun of those whose weapons strike."""
    return bool(scene.classes(word) & _FORCES) or word.lower_ in scene.known.places.senders


def _given_by(weapon: Token) -> list[Token]:
    """Whose a weapon is by words behind it: "missiles of the junta", "rockets from the Houthis"; a place is no one."""
    return [word for prep in kids(weapon, "prep") if prep.lower_ == "of" for word in kids(prep, "pobj")]


def _without(scene: Scene, objects: list[Token], told: Told, match: Match) -> list[Token]:
    """Objects that can be a party: a word that only names the deed ("hold talks") is none in words and diplomacy."""
    if match.named is not None and told.kind in scene.known.traits.named_by_object:
        # An envoy who is summoned is a party all the same.
        return [token for token in objects if token != match.named or scene.fits(token, ("@envoy",))]
    return objects


def _targets(scene: Scene, match: Match, first: list[Token]) -> list[Token]:
    """What a weapon is aimed at: objects, else phrases with at, on, into; a bare place is a place and no target."""
    found = list(first)
    for prep, tokens in match.args.preps:
        if prep.lower_ in _AT:
            found += [inner for token in tokens if _aimed(scene, token) for inner in _inner(scene, token)]
        elif prep.lower_ in _BESIDE:
            found += [inner for token in tokens for inner in _inner(scene, token) if _is_struck(scene, inner)]
    return found


def _inner(scene: Scene, token: Token) -> list[Token]:
    """What a part belongs to: the court of "in front of the court", the market of "at the edge of the market"."""
    if token.lower_ not in scene.known.places.belonging or token.i in scene.places:
        return [token]
    whole = [word for prep in kids(token, "prep") if prep.lower_ == "of" for word in spread(kids(prep, "pobj"))]
    return [word for word in whole or kids(token, "compound") if word.tag_.startswith("NN")] or [token]


def _is_struck(scene: Scene, token: Token) -> bool:
    """True for a building, or a vehicle: "under a school bus"."""
    classes = scene.classes(token)
    struck = not _STRUCK.isdisjoint(classes)
    return scene.is_building(token) or (struck and token.i not in scene.places)


def _aimed(scene: Scene, token: Token) -> bool:
    """True for words that can be aimed at; days and times are not."""
    return str(token.tag_).startswith(("NN", "PRP")) and not scene.is_time(token)


def _party(scene: Scene, token: Token) -> bool:
    """True for a word that can be a party: an actor that was found, a name, or people by their class."""
    if scene.is_time(token):
        return False
    if token.i in scene.actors:
        return True
    return bool(scene.classes(token) & {"person", "official", "country", "force", "gunman", "crowd", "mission"})
