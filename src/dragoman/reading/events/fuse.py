"""One event per clause: outcomes and retellings inside a sentence are folded into the event they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...knowledge.kind_traits import KindTraits
from ..lemma import lemma
from .arguments import arguments
from .blame import only_accused, tie
from .hosts import group_of, hangs_aside, host_of
from .nominal import is_irregular
from .scene import Scene
from .syntax import above_amount, is_verb, kids, spread
from .told import Told

if TYPE_CHECKING:
    from ..token import Token


_UNSAID = frozenset({"effect", "object", "none"})


def fuse(scene: Scene, found: list[Told]) -> list[Told]:
    """The events of one sentence, each once."""
    by_index = {told.trigger.i: told for told in found}
    gone: set[int] = set()
    for told in found:
        gone |= _in_phrase(told, by_index)
        if told.named is not None and not told.noun:
            _consume(scene, told, by_index, gone)
    for step in (_outcomes, _renamings, _further_means, _aims):
        # One after another: what one step folds away is no event for the next.
        step(scene, found, by_index, gone)
    gone |= {told.trigger.i for told in found if _is_ordered(told, by_index, scene.known.traits)}
    hit = {
        token.i for told in found if _is_violent(scene, told) for tokens in told.parties.values() for token in tokens
    }
    gone |= {told.trigger.i for told in found if told.trigger.i in hit and _is_no_level(told)}
    for told in found:
        if told.noun and told.trigger.i not in gone:
            tie(scene, told)
            _share(told, by_index)
    for told in found:
        if group_of(scene, told) in ("violence", "coercion"):
            only_accused(scene, told)
        if told.kind == "raid" and any(is_irregular(scene, token) for token in told.parties.get("blamed", ())):
            told.kind = "assault"
    return [told for told in found if told.trigger.i not in gone and told.kind not in _UNSAID]


def _outcomes(scene: Scene, found: list[Told], by_index: dict[int, Told], gone: set[int]) -> None:
    """Verbs that only tell the outcome of another event."""
    for told in found:
        if told.trigger.i in gone or told.noun:
            continue
        host = host_of(scene, told, by_index, gone)
        if host is not None and host is not told:
            _absorb(scene, host, told)
            gone.add(told.trigger.i)
    gone |= {told.trigger.i for told in found if _is_accidental(scene, told, found, by_index)}


def _renamings(scene: Scene, found: list[Told], by_index: dict[int, Told], gone: set[int]) -> None:
    """Nouns that are a part of a series, or rename an event."""
    for told in found:
        if told.noun and told.trigger.i not in gone:
            _part_of_series(told, by_index)
            twin = _twin(scene, told, by_index, gone)
            if twin is not None:
                if _sums_up(told.trigger):
                    tie(scene, told)
                for role, tokens in told.parties.items():
                    twin.add(role, tokens)
                twin.extra.append(told.trigger)
                gone.add(told.trigger.i)


def _further_means(scene: Scene, found: list[Told], by_index: dict[int, Told], gone: set[int]) -> None:
    """Verbs joined to one of the same use of force."""
    for told in found:
        joined = told.trigger.dep_ == "conj" and told.trigger.i not in gone
        first = by_index.get(told.trigger.head.i) if joined else None
        if first is not None and first.trigger.i not in gone and _is_more_of(told, first):
            first.extra.append(told.trigger)
            first.add("recipient", told.parties.get("recipient", []))
            gone.add(told.trigger.i)


def _aims(scene: Scene, found: list[Told], by_index: dict[int, Told], gone: set[int]) -> None:
    """Verbs that tell what an event of their own kind was for."""
    for told in found:
        deed = by_index.get(told.trigger.head.i) if told.trigger.i not in gone else None
        if deed is not None and deed is not told and deed.trigger.i not in gone and _is_its_aim(told, deed):
            _absorb(scene, deed, told)
            gone.add(told.trigger.i)


def _is_violent(scene: Scene, told: Told) -> bool:
    """True for a deed of violence."""
    return group_of(scene, told) == "violence"


def _is_accidental(scene: Scene, told: Told, found: list[Told], by_index: dict[int, Told]) -> bool:
    """ "The helicopter crashed in fog, killing two": harm that an accident did, where no deed is told beside it."""
    if told.noun or not told.frame.effect or told.trigger.dep_ not in ("advcl", "conj", "xcomp"):
        return False
    above = by_index.get(told.trigger.head.i)
    if above is None or above.frame.roles != "accident":
        return False
    return not any(_is_violent(scene, other) and not other.frame.effect for other in found)


def _is_no_level(told: Told) -> bool:
    """ "kidnapped 5 soldiers in the south" counts no troops of a country; "the 2,500 troops in Iraq" does."""
    return told.kind == "troop_level" and not any(child.lower_ == "the" for child in kids(told.trigger, "det"))


def _is_its_aim(told: Told, deed: Told) -> bool:
    """ "fired tear gas to disperse the crowd": an aim of the deed's own kind is the deed, and tells whom it struck."""
    return told.kind == deed.kind == "crowd_control" and not told.noun and told.trigger.dep_ in ("advcl", "xcomp")


def _is_more_of(told: Told, first: Told) -> bool:
    """ "used tear gas and threw stun grenades": means joined against one crowd are one use of force."""
    return told.kind == first.kind == "crowd_control" and not told.noun and not kids(told.trigger, "nsubj")


def _consume(scene: Scene, told: Told, by_index: dict[int, Told], gone: set[int]) -> None:
    """The noun that gave a verb frame its sense ("hold talks") is no second event; of violence it stays one."""
    for token in spread([told.named] if told.named is not None else []):
        inner = by_index.get(token.i)
        if inner is None:
            continue
        if told.kind == "object":
            gone.add(told.trigger.i)
        elif told.kind == "none" or group_of(scene, inner) == group_of(scene, told) or _names(scene, told, inner):
            gone.add(token.i)


def _in_phrase(told: Told, by_index: dict[int, Told]) -> set[int]:
    """ "placed under house arrest": the noun of the phrase that gives the verb its sense is no second event."""
    if told.noun or not told.frame.prep:
        return set()
    own = {prep for prep, _ in told.frame.prep}
    nouns = (token.i for prep in kids(told.trigger, "prep") if prep.lower_ in own for token in kids(prep, "pobj"))
    return {at for at in nouns if at in by_index and by_index[at].noun and by_index[at].kind == told.kind}


def _names(scene: Scene, told: Told, inner: Told) -> bool:
    """True where the noun only names what the verb tells: words and postures do, a deed of violence stays one."""
    return group_of(scene, told) != "violence" and group_of(scene, inner) != "violence"


def _absorb(scene: Scene, host: Told, told: Told) -> None:
    """Fold an outcome into its event: who was killed are its victims, what was hit its targets."""
    args = arguments(told.trigger)
    negated = bool(kids(told.trigger, "neg"))
    host.extra.append(told.trigger)
    objects = [token for token in args.objects if not any(child.lower_ == "no" for child in kids(token, "det"))]
    died = _dies(scene, told)
    if told.kind == "effect" and died:
        objects = [token for token in args.subjects if not any(child.lower_ == "no" for child in kids(token, "det"))]
    if not negated:
        host.add(told.frame.object_role, [token for token in objects if token.tag_ != "CD" or kids(token, "nummod")])
    if not host.noun:
        for role, tokens in told.parties.items():
            if role != "actor":
                host.add(role, tokens if not negated else [])
    elif not host.parties.get("actor") and not died and not hangs_aside(told.trigger):
        host.add("actor", [token for token in args.subjects if token != host.trigger and not _is_deed(scene, token)])
    if host.kind in ("assault", "air_strike") and told.kind == "assassination":
        host.kind = "assassination" if host.kind == "assault" else host.kind
    if host.kind == "bombing" and told.kind == "suicide_bombing":
        host.kind = told.kind
    if host.kind == "assault" and told.kind in scene.known.traits.means_of_assault:
        host.kind = told.kind


def _dies(scene: Scene, told: Told) -> bool:
    """True where the subject is who died: "two died", "two lost their lives"."""
    verb, known = lemma(told.trigger), scene.known
    if verb in known.retold.losing:
        return any(lemma(noun) in known.retold.lives for noun in kids(told.trigger, "dobj"))
    return verb in known.quantities.dying


def _is_deed(scene: Scene, token: Token) -> bool:
    """True for a word that itself tells of an event, which is no party."""
    return lemma(token) in scene.book.nouns


def _is_ordered(told: Told, by_index: dict[int, Told], traits: KindTraits) -> bool:
    """ "ordered its staff to leave": the leaving is what was ordered, and no second event."""
    verb = told.trigger
    if told.noun or told.kind not in traits.leaving or verb.dep_ not in ("xcomp", "ccomp", "advcl", "acl", "conj"):
        return False
    order = by_index.get(verb.head.i)
    if order is None and verb.dep_ == "acl":
        order = by_index.get(verb.head.head.i)
    return order is not None and order is not told and order.kind in traits.orders and bool(kids(verb, "aux", "mark"))


def _part_of_series(told: Told, by_index: dict[int, Told]) -> None:
    """ "four attacks, including a rocket attack": the part shares the doer of the whole."""
    node = above_amount(told.trigger)
    if node.dep_ == "pobj" and node.head.lower_ in ("including", "among", "like"):
        whole = by_index.get(node.head.head.i) or _around(node.head.head, by_index)
        if whole is None and is_verb(node.head.head):
            whole = next(
                (by_index[token.i] for token in spread(kids(node.head.head, "dobj")) if token.i in by_index), None
            )
        if whole is not None and whole is not told:
            told.whole = whole
            told.add("actor", whole.parties.get("actor", []))


def _around(noun: Token, by_index: dict[int, Told]) -> Told | None:
    """The event in whose phrases a noun stands: "attacks on bases, including" where "including" hangs on the bases."""
    node = noun
    while node.dep_ == "pobj" and node.head.dep_ == "prep" and not is_verb(node.head.head):
        node = node.head.head
        if node.i in by_index and by_index[node.i].noun:
            return by_index[node.i]
    return None


def _twin(scene: Scene, told: Told, by_index: dict[int, Told], gone: set[int]) -> Told | None:
    """The event that this noun only renames: an apposition, or a verb of the same kind that has it as its object."""
    node = told.trigger
    if node.dep_ == "appos":
        other = by_index.get(node.head.i)
        if other is not None and other.noun and other.trigger.i not in gone:
            return other
    if node.dep_ in ("appos", "npadvmod", "dep") and told.kind == "assault" and _sums_up(node):
        # "a bomb hit the patrol on Friday, an attack that the army blamed on": the clause before is the attack.
        first = node.left_edge.i
        before = [one for at, one in by_index.items() if at < first and one.trigger.i not in gone and not one.noun]
        last = max(before, key=lambda one: one.trigger.i, default=None)
        return last if last is not None and group_of(scene, last) == "violence" else None
    if node.dep_ == "pobj" and node.head.lower_ == "in" and told.kind == "assault" and not told.parties:
        # "In another attack, two brothers were gunned down": the clause tells what the attack was.
        other = by_index.get(node.head.head.i)
        fronted = other is not None and not other.noun and node.head.i < other.trigger.i
        if other is None or not fronted or other.trigger.i in gone:
            return None
        return other if other.kind in scene.known.traits.sharper else None
    return None


def _sums_up(noun: Token) -> bool:
    """True for ", an attack that": a noun with its article behind a comma, and a clause of its own."""
    first = noun.left_edge
    opened = first.i > 0 and first.nbor(-1).text in (",", "-", "–", "—") and first.lower_ in ("a", "an")
    return opened and any(child.dep_ in ("relcl", "acl") for child in noun.children)


def _share(told: Told, by_index: dict[int, Told]) -> None:
    """ "the kidnapping and murder of X": nouns joined share whom the last one's phrase tells."""
    for child in kids(told.trigger, "conj"):
        other = by_index.get(child.i)
        if other is None or not other.noun or told.frame.inner != "object" or other.frame.inner != "object":
            continue
        if not told.parties.get(told.frame.object_role):
            told.add(told.frame.object_role, other.parties.get(other.frame.object_role, []))
        if not told.parties.get("actor"):
            told.add("actor", other.parties.get("actor", []))
