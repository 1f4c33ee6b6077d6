"""The deed whose outcome a word tells: "killed in the blast", "a strike that wounded two", "fired, killing four"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lemma import lemma
from .arguments import Arguments, arguments
from .scene import Scene
from .syntax import above_amount, gapped, is_verb, kids, spread
from .told import Told

if TYPE_CHECKING:
    from ..token import Token


_BY_WHICH = frozenset({"in", "by", "during", "from", "after", "at", "amid", "with", "following", "because"})
_FAR = 8
"""How many words up from a relative clause its deed is looked for."""
_MISSING = frozenset({"go", "remain", "be"})
"""Verbs of "three went missing", joined to those of the dead."""
_CAUSES = frozenset({"when", "as", "after"})


def group_of(scene: Scene, told: Told) -> str:
    """Group of an event's kind."""
    kind = scene.book.kinds.get(told.kind)
    return kind.group if kind else ""


def host_of(scene: Scene, told: Told, by_index: dict[int, Told], gone: set[int]) -> Told | None:
    """The event of which this verb only tells the outcome or the target, or None."""
    if not (told.frame.effect or told.kind == "effect" or group_of(scene, told) == "violence"):
        return None

    def alive(token: Token) -> Told | None:
        return by_index.get(token.i) if token.i not in gone else None

    args = arguments(told.trigger)
    for token in args.subjects:
        host = (
            _nearer(told, token, by_index, gone)
            or alive(token)
            or alive(above_amount(token))
            or _of_named(token, by_index, gone)
        )
        if host and group_of(scene, host) == "violence":
            return host
    if not (told.frame.effect or told.kind == "effect"):
        return None
    joined = [*gapped(told.trigger), *(verb for verb in kids(told.trigger, "conj") if _shares_cause(verb, by_index))]
    phrases = [(prep, spread(kids(prep, "pobj"))) for verb in joined for prep in kids(verb, "prep")]
    for prep, tokens in [*args.preps, *(phrases if args.passive else ())]:
        inner = _behind_outcome(scene, tokens)
        if prep.lower_ in _BY_WHICH or inner:
            for token in inner or [*tokens, *kids(prep, "pcomp")]:
                host = alive(token) or _of_named(token, by_index, gone)
                if host and group_of(scene, host) == "violence":
                    return host
    return (
        _host_in_which(scene, told, args, by_index, gone)
        or _host_below(scene, told, args, by_index, gone)
        or _host_above(scene, told, by_index, gone)
    )


def _shares_cause(verb: Token, by_index: dict[int, Told]) -> bool:
    """ "One was killed and two went missing in the blast", "one was killed and three injured as a result of it"."""
    harmed = by_index.get(verb.i)
    return lemma(verb) in _MISSING or (harmed is not None and harmed.frame.effect and verb.tag_ == "VBN")


def _behind_outcome(scene: Scene, tokens: list[Token]) -> list[Token]:
    """What "as a result of" and "as a consequence of" name: the deed behind the outcome."""
    nouns = [token for token in tokens if "outcome" in scene.classes(token)]
    return [word for noun in nouns for prep in kids(noun, "prep") if prep.lower_ == "of" for word in kids(prep, "pobj")]


def _host_in_which(scene: Scene, told: Told, args: Arguments, by_index: dict[int, Told], gone: set[int]) -> Told | None:
    """The deed before a clause that tells its outcome: "the firing on its members in which one person was killed"."""
    verb = told.trigger
    if verb.dep_ != "relcl" or not any(
        prep.lower_ in _BY_WHICH and any(token.lower_ == "which" for token in tokens) for prep, tokens in args.preps
    ):
        return None
    node = verb.head
    for _ in range(_FAR):
        host = by_index.get(node.i)
        if host is not None and node.i not in gone and group_of(scene, host) == "violence":
            return host
        if is_verb(node) or node.head == node:
            return None
        node = node.head
    return None


def _host_below(scene: Scene, told: Told, args: Arguments, by_index: dict[int, Told], gone: set[int]) -> Told | None:
    """The deed of which a passive tells the outcome: "two were killed when police opened fire"."""
    if args.subjects or not (args.passive or lemma(told.trigger) in scene.known.quantities.dying):
        return None
    verbs = [told.trigger, *(verb for verb in kids(told.trigger, "conj") if is_verb(verb) and not kids(verb, "dobj"))]
    for clause in (clause for verb in verbs for clause in kids(verb, "advcl")):
        opener = {str(child.lower_) for child in kids(clause, "mark", "advmod")}
        if not opener & _CAUSES or any(child.i < clause.i for child in kids(clause, "npadvmod")):
            # "two days after gunmen stormed a bank": another deed, of another day.
            continue
        for word in (clause, *spread(kids(clause, "dobj")), *kids(clause, "conj")):
            host = by_index.get(word.i)
            if host is not None and word.i not in gone and group_of(scene, host) == "violence" and host is not told:
                return host
    return None


def _of_named(token: Token, by_index: dict[int, Told], gone: set[int]) -> Told | None:
    """The event told on a weapon or a doer: "damaged by two rockets fired from the hills", "in police firing"."""
    for child in kids(token, "acl", "relcl"):
        host = by_index.get(child.i)
        if host is not None and child.i not in gone and (host.named == token or host.noun):
            return host
    return None


def _nearer(told: Told, subject: Token, by_index: dict[int, Told], gone: set[int]) -> Told | None:
    """Of several nouns of event before a relative clause, the one right before it is meant."""
    if told.trigger.dep_ != "relcl" or subject.i > told.trigger.i or subject.i not in by_index:
        return None
    between = [
        told_
        for index, told_ in by_index.items()
        if subject.i < index < told.trigger.i and told_.noun and index not in gone
    ]
    return between[-1] if between else None


def is_accompanying(verb: Token) -> bool:
    """ "Police opened fire, with at least five protesters killed, dozens wounded": an outcome told beside the deed."""
    if verb.tag_ not in ("VBN", "VBD") or kids(verb, "aux", "auxpass"):
        return False
    subject = bool(kids(verb, "nsubj", "nsubjpass"))
    if verb.dep_ == "conj" and is_verb(verb.head):
        beside = [c for prep in kids(verb.head, "prep") if prep.lower_ == "with" for c in kids(prep, "pcomp")]
        return is_accompanying(verb.head) or (subject and any(is_accompanying(clause) for clause in beside))
    if verb.dep_ == "pcomp":
        return subject and verb.head.lower_ == "with"
    return subject and verb.dep_ == "advcl" and any(c.lower_ == "with" for c in kids(verb, "mark", "prep"))


def _host_above(scene: Scene, told: Told, by_index: dict[int, Told], gone: set[int]) -> Told | None:
    """The deed of which a participle or joined verb tells the outcome: "launched a strike, killing 24"."""
    verb = told.trigger
    accompanying = is_accompanying(verb)
    if verb.dep_ not in ("advcl", "acl", "conj", "xcomp", "dep") and not accompanying:
        return None
    if not accompanying and (kids(verb, "nsubj", "nsubjpass") or (verb.dep_ == "advcl" and verb.tag_ != "VBG")):
        return None
    head = verb.head.head if verb.dep_ == "pcomp" else verb.head
    candidates = (
        [head, *(token for token in spread(kids(head, "dobj", "nsubj", "nsubjpass")))] if is_verb(head) else [head]
    )
    climb = head
    for _ in range(3):
        if climb.head == climb or is_verb(climb):
            break
        climb = climb.head
        candidates.append(climb)
    if hangs_aside(verb):
        above = head.head if is_verb(head.head) else next((up for up in head.head.ancestors if is_verb(up)), head.head)
        candidates += [above, *spread(kids(above, "nsubj", "nsubjpass", "dobj"))]
    for token in candidates:
        host = by_index.get(token.i)
        if host and host is not told and host.trigger.i not in gone and _has_outcome(scene, host):
            return host
        owner = next((item for item in by_index.values() if token in item.extra and item.trigger.i not in gone), None)
        if owner is not None and owner is not told and _has_outcome(scene, owner):
            return owner
    return None


def hangs_aside(verb: Token) -> bool:
    """ "A blast rocked a mosque as worshippers were leaving, killing seven": under "leaving" in the parse."""
    while verb.dep_ == "conj" and is_verb(verb.head):
        verb = verb.head
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or not is_verb(verb.head):
        return False
    if verb.head.dep_ == "relcl":
        # "Troops stormed a hall where inmates had rebelled, killing 25."
        return verb.left_edge.i > 0 and verb.nbor(-1).text == ","
    return verb.head.dep_ == "advcl" and is_verb(verb.head.head)


def _has_outcome(scene: Scene, told: Told) -> bool:
    """True for deeds of which a participle tells the outcome: violence, and force against a crowd."""
    return group_of(scene, told) == "violence" or told.kind == "crowd_control"
