"""Whom a sentence ties to a deed by a verb of claiming or blaming: "held the group responsible for the attack"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lemma import lemma
from .arguments import Arguments, arguments
from .scene import Scene
from .subjects import surface_subject
from .syntax import above_amount, is_passive, is_verb, kids, spread
from .told import Told

if TYPE_CHECKING:
    from ..token import Token


_CLIMB = 8
"""Steps from a deed up to the verb that accuses somebody of it."""
_OF_DEED = frozenset({"of", "for", "with", "over", "in"})
_NOBODY_NAMED = frozenset({"those", "anyone", "someone", "person", "persons", "people", "all", "one"})


def tie(scene: Scene, told: Told) -> None:
    """Parties tied to the deed by a verb of claiming or blaming."""
    node = above_amount(told.trigger)
    # A participle may be read as a verb of its own: "attacks on ships attributed to" with the attacks as subject.
    misread = node.dep_ == "nsubj" and not kids(node.head, "dobj", "aux")
    places = [(node, node.head)] if node.dep_ in ("dobj", "nsubjpass") or misread else []
    places += [(node, child) for child in kids(told.trigger, "acl", "relcl")]
    places += [(told.trigger, verb) for verb in _last_participles(told.trigger)]
    if node.dep_ == "pobj":
        places.append((node.head, node.head.head))
    for where, verb in places:
        _tie_to(scene, told, where, verb)
    if node.dep_ == "pobj" and node.head.lower_ in ("for", "of", "in", "behind"):
        above = node.head.head
        told.add("blamed", _culprits(scene, above))
        if "culprit" in scene.book.classes.get(lemma(above), ()) and str(above.tag_).startswith("NN"):
            told.add("blamed", spread([above]))


def only_accused(scene: Scene, told: Told) -> None:
    """Doers whom the sentence only accuses become those whom it blames: "accused Chad of standing behind the raid"."""
    doers = told.parties.get("actor", [])
    if not doers:
        return
    accused = _accused_above(scene, told.trigger)
    blamed = [token for token in doers if token in accused]
    if blamed:
        told.parties["actor"] = [token for token in doers if token not in blamed]
        told.parties.setdefault("blamed", []).extend(blamed)


def _accused_above(scene: Scene, trigger: Token) -> list[Token]:
    """Whom a verb of accusing above a deed accuses of it, or whom somebody believes to have done it."""
    node, through = trigger, False
    for _ in range(_CLIMB):
        head = node.head
        if head == node or node.dep_ in ("relcl", "advcl"):
            return []
        # The parser may hang the phrase on whoever is accused: "accused the rebels of shelling the town".
        through = (node.dep_ == "prep" and node.lower_ in _OF_DEED) or (
            through and node.dep_ in ("dobj", "nsubjpass", "conj")
        )
        if is_verb(head) and "accusing" in scene.book.classes.get(lemma(head), ()):
            stands = (through or node.dep_ == "xcomp") and not kids(head, "neg")
            return _objects(head) if stands else []
        node = head
    return []


def _objects(verb: Token) -> list[Token]:
    """Whom a verb of accusing accuses: its object, its passive's subject, the noun that its participle hangs on."""
    if is_passive(verb):
        return [verb.head] if verb.dep_ == "acl" else spread(surface_subject(verb))
    return spread(kids(verb, "dobj"))


def _last_participles(noun: Token) -> list[Token]:
    """ "attacks on ships in the strait attributed to": participles that the parser hung on the noun's last phrase."""
    found: list[Token] = []
    inner = [word for prep in kids(noun, "prep") for word in kids(prep, "pobj")]
    while inner:
        found += [verb for word in inner for verb in kids(word, "acl") if verb.tag_ == "VBN"]
        inner = [
            deeper for word in inner for child in kids(word, "prep", "conj") for deeper in (*kids(child, "pobj"), child)
            if not is_verb(deeper) and deeper.dep_ in ("pobj", "conj")
        ]  # fmt: skip
    return found


def _culprits(scene: Scene, word: Token) -> list[Token]:
    """Whom "responsible for" speaks of: "held X responsible for", "X is guilty of", "X, responsible for"."""
    if "culpable" not in scene.book.classes.get(str(word.lower_), ()):
        return []
    head = word.head
    if not is_verb(head) and word.dep_ in ("amod", "acomp", "oprd", "appos", "acl") and head != word:
        return [] if head.lower_ in _NOBODY_NAMED else spread([head])
    if word.dep_ in ("oprd", "xcomp", "ccomp", "dobj") and kids(head, "dobj", "nsubjpass"):
        return spread(kids(head, "dobj", "nsubjpass"))
    if word.dep_ in ("acomp", "oprd", "attr", "xcomp") and is_verb(head):
        return arguments(head).subjects or arguments(head).objects
    return []


def _tie_to(scene: Scene, told: Told, where: Token, verb: Token) -> None:
    """Try every tie of the frame book on one place that the deed stands in."""
    through = ""
    if not is_verb(verb):
        through, verb = lemma(verb), verb.head
        if not is_verb(verb):
            return
    args = None
    denied = bool(kids(verb, "neg"))
    for tie in scene.book.ties:
        if (
            lemma(verb) not in tie.verbs
            or (denied and tie.role == "claimant")
            or bool(tie.through) != bool(through)
            or (through and through not in tie.through)
        ):
            continue
        here = where.dep_ in ("dobj", "nsubjpass", "nsubj") or where is told.trigger
        stands = "object" if here else str(where.lower_)
        if stands not in tie.deed or (where.dep_ == "nsubj" and "subject" in tie.party):
            continue
        args = args or arguments(verb)
        told.add(tie.role, _party_of(args, tie.party, told))


def _party_of(args: Arguments, party: tuple[str, ...], told: Told) -> list[Token]:
    """The words that stand where a tie says its party stands."""
    if "subject" in party:
        return list(args.subjects)
    if "object" in party:
        return [token for token in args.objects if token != told.trigger]
    return [token for prep, tokens in args.preps if prep.lower_ in party for token in tokens]
