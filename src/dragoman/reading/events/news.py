"""Which events a sentence is about: speech acts that only carry a deed, and words of diplomacy told in passing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lemma import lemma
from .scene import Scene
from .syntax import above_amount, is_verb, kids, modifiers_of
from .told import Told

if TYPE_CHECKING:
    from ..token import Token

_FOR = frozenset({"for", "to", "of"})


def is_main(token: Token) -> bool:
    """True for a verb of the main clause: the root, what it says, and what is joined to those."""
    node = token
    for _ in range(12):
        if node.dep_ == "ROOT" or node.head == node:
            return True
        if node.dep_ == "aux" or (node.dep_ == "acl" and node.head.dep_ == "ROOT" and not is_verb(node.head)):
            node = node.head
            continue
        if node.dep_ in ("conj", "ccomp", "parataxis", "xcomp", "dep") and (
            is_verb(node.head) or node.head.dep_ == "ROOT"
        ):
            node = node.head
        else:
            return False
    return False


def is_news(scene: Scene, told: Told) -> bool:
    """False for words and diplomacy told in passing; deeds and postures always count."""
    kind = scene.book.kinds[told.kind]
    if kind.group != "words":
        return not told.frame.weak or (_governed(told) if told.noun else is_main(told.trigger))
    if told.kind in scene.known.traits.deeds_of_words and not told.noun and not told.frame.weak:
        return True
    if told.noun:
        return _governed(told) and (not told.frame.weak or _is_lent(told))
    if told.frame.weak:
        return is_main(told.trigger) and bool(told.parties.get("actor"))
    return is_main(told.trigger) or in_document(scene, told)


def in_document(scene: Scene, told: Told) -> bool:
    """ "passed a resolution criticizing the president": what a letter or resolution says is said by its sender."""
    verb = told.trigger
    if verb.tag_ != "VBG" or verb.dep_ not in ("acl", "advcl"):
        return False
    papers = [verb.head] if verb.dep_ == "acl" else kids(verb.head, "dobj")
    return any(
        paper.dep_ == "dobj" and is_main(paper.head) and "document_word" in scene.book.classes.get(lemma(paper), ())
        for paper in papers
    )


def _governed(told: Told) -> bool:
    """True for a noun that is subject or object of a main clause."""
    node = above_amount(told.trigger)
    return node.dep_ in ("dobj", "nsubj", "nsubjpass", "ROOT", "attr") and (node.dep_ == "ROOT" or is_main(node.head))


def _is_lent(told: Told) -> bool:
    """True for a noun with a light verb or with a doer of its own."""
    return bool(told.extra)


def is_aside(scene: Scene, told: Told) -> bool:
    """True for a word told beside the main clause that is the news where the main clause tells none of its own.

    "Sent a letter threatening to ...", "faces criticism", "in Paris, where he had lunch with ...".
    """
    if scene.book.kinds[told.kind].group != "words":
        return False
    if told.noun:
        return _governed(told) and bool(told.parties.get("actor") or told.parties.get("recipient"))
    node = told.trigger
    if node.dep_ == "relcl":
        return bool(told.parties.get("actor")) and not told.frame.weak
    return node.dep_ in ("acl", "advcl") and node.tag_ == "VBG" and (is_main(node.head) or _hangs_on_main(node.head))


def _hangs_on_main(noun: Token) -> bool:
    """True for a subject or object of the main clause."""
    node = above_amount(noun)
    return node.dep_ in ("dobj", "nsubj", "nsubjpass", "attr") and is_main(node.head)


def is_joint(scene: Scene, told: Told) -> bool:
    """True where two parties do one thing: two doers, a "joint" before the noun, or a "with" behind it."""
    if len(told.parties.get("actor", ())) > 1:
        return True
    words = [told.trigger, *told.extra, *([told.named] if told.named is not None else [])]
    for word in words:
        if any("together" in scene.classes(child) for child in modifiers_of(word)):
            return True
        if any(str(child.lower_) in ("with", "between") and kids(child, "pobj") for child in kids(word, "prep")):
            return True
    return False


def carriers(found: list[Told]) -> dict[int, list[Told]]:
    """For each speech act (by trigger index), the deeds that it governs directly: "threatened to close the embassy"."""
    by_index = {word.i: told for told in found for word in told.words}
    carried: dict[int, list[Told]] = {}
    for told in found:
        above = _governor(told, by_index)
        if above is not None and above.frame.carrier and above is not told:
            carried.setdefault(above.trigger.i, []).append(told)
    return carried


def _governor(told: Told, by_index: dict[int, Told]) -> Told | None:
    """The nearest event word above a deed along complements, its own object or "for"; None where the path is broken."""
    node = above_amount(told.trigger) if told.noun else told.trigger
    for _ in range(8):
        if node.head == node:
            return None
        step, head = node.dep_, node.head
        if step == "pobj" and head.lower_ in _FOR:
            node = head
            continue
        if step not in ("xcomp", "ccomp", "dobj", "prep", "conj", "acl", "nsubjpass", "pcomp", "acomp", "dep", "oprd"):
            return None
        if step == "prep" and node.lower_ not in _FOR:
            return None
        if step == "acl" and node.tag_ != "VB":
            return None
        other = by_index.get(head.i)
        if other is not None and other is not told:
            return other if other.frame.carrier or step != "conj" else _keep(other)
        node = head
    return None


def _keep(other: Told) -> Told | None:
    """A deed joined to another shares its governor only through it; nothing is carried by a joined deed."""
    return other if other.frame.carrier else None
