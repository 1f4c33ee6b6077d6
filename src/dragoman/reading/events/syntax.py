"""Steps in a parse that every part of the events room takes: children, conjuncts, amounts, modifiers, paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..token import Token


_AMOUNTS = frozenset(
    {"dozen", "dozens", "number", "series", "hundred", "hundreds", "thousand", "thousands", "score", "scores", "couple",
     "pair", "group", "wave", "string", "spate", "lot", "lots", "majority", "most", "some", "many",
     "several", "one", "two", "three", "four", "five", "all", "rest", "part", "handful", "kind", "type", "barrage",
     "salvo", "volley", "round", "campaign", "million", "millions", "any", "none", "each", "both", "crowd", "team",
     "band", "squad", "batch", "bunch", "array", "mass", "column", "unit", "units", "ton", "tons", "tonne", "tonnes",
     "billion", "billions", "percent", "half", "worth", "bulk", "thirds", "shipment", "amount", "use", "act", "acts",
     "host", "flurry", "rash", "remainder", "last", "body", "bodies", "corpse", "corpses", "section",
     "sections", "stretch", "stretches", "portion", "segment", "segments"}
)  # fmt: skip
"""Words of amount that stand for what follows their "of": closed by grammar, not by the subject of the news."""


def kids(token: Token, *labels: str) -> list[Token]:
    """Children with one of the labels, in text order."""
    return [child for child in token.children if child.dep_ in labels]


def is_verb(token: Token) -> bool:
    """True for a verb by its tag that is not a modifier of a noun."""
    return str(token.tag_).startswith("VB") and token.dep_ not in ("amod", "compound", "aux", "auxpass")


def particle(verb: Token) -> set[str]:
    """Words that can be the particle of a verb ("out" of "pull out"), whatever the parser took them for."""
    behind = {child.right_edge.i + 1 for child in verb.children if child.dep_ == "dobj"}
    return {
        str(child.lower_) for child in verb.children
        if child.dep_ in ("prt", "advmod", "prep", "acomp", "oprd") and child.i - verb.i <= 4
        # "ordered non-emergency personnel out"
        or child.dep_ in ("prt", "advmod") and child.i in behind
    }  # fmt: skip


def spread(heads: Iterable[Token]) -> list[Token]:
    """Heads with their conjuncts, and with what stands behind words of amount ("dozens of rockets")."""
    found: list[Token] = []
    for head in heads:
        for token in (head, *_conjuncts(head)):
            inner = behind_amount(token)
            if inner not in found:
                found.append(inner)
    return found


def _conjuncts(token: Token) -> Iterator[Token]:
    """Nouns joined to this one by "and", not verbs that the parser hung there."""
    for child in kids(token, "conj"):
        if not is_verb(child):
            yield child
            yield from _conjuncts(child)


def behind_amount(token: Token) -> Token:
    """The noun that a word of amount measures, else the word itself."""
    if token.lower_ in _AMOUNTS or token.tag_ == "CD":
        for prep in kids(token, "prep"):
            if prep.lower_ == "of":
                for inner in kids(prep, "pobj"):
                    return inner
    return token


def above_amount(token: Token) -> Token:
    """The outermost word of amount around a noun: "attacks" in "a series of attacks" gives "series"."""
    node = token
    while node.dep_ == "conj" and not is_verb(node):
        node = node.head
    while node.dep_ == "pobj" and node.head.lower_ == "of" and node.head.head.lower_ in _AMOUNTS:
        node = node.head.head
        while node.dep_ == "conj" and not is_verb(node):
            node = node.head
    return node


def is_passive(verb: Token) -> bool:
    """True where the surface subject undergoes the deed."""
    if kids(verb, "nsubjpass", "auxpass", "csubjpass"):
        return True
    if verb.tag_ not in ("VBN", "VBD"):
        return False
    if verb.dep_ == "acomp" and verb.tag_ == "VBN" and kids(verb, "agent"):
        # "were gang-raped by soldiers": a compound that the parser takes for an adjective.
        return True
    if verb.dep_ == "acl":
        # "The group attacked with bombs the base" may be parsed as "the group (that was) attacked".
        return not (verb.tag_ == "VBD" and verb.head.dep_ == "ROOT" and bool(kids(verb, "dobj")))
    if verb.dep_ == "conj" and is_verb(verb.head) and verb.tag_ == "VBN" and not kids(verb, "aux", "dobj"):
        # Also with a subject of its own: "three were killed and nine wounded".
        return is_passive(verb.head)
    return any(child.lower_ == "being" for child in kids(verb, "aux"))


def gapped(verb: Token) -> list[Token]:
    """Participles joined to a passive that lack its auxiliary: "were killed and dozens injured in a blast"."""
    found = [child for child in kids(verb, "conj") if child.tag_ == "VBN" and is_verb(child)]
    for amount in kids(verb, "conj"):
        if amount.tag_ in ("CD", "NN", "NNS"):
            found += [child for child in kids(amount, "acl") if child.tag_ == "VBN"]
    return found


def modifiers_of(noun: Token) -> list[Token]:
    """Words that stand before a noun as names or qualities: compounds, adjectives and their conjuncts and compounds."""
    found: list[Token] = []
    for child in kids(noun, "compound", "amod", "nmod", "poss"):
        found += [child, *(extra for extra in _conjuncts(child))]
        found += kids(child, "compound", "amod")
    return found


def noun_phrases(noun: Token) -> list[tuple[Token, list[Token]]]:
    """Prepositional phrases of a noun, also those hung on a word of amount above it."""
    outer = above_amount(noun)
    owners = [noun] if outer == noun else [noun, outer]
    return [
        (prep, spread(kids(prep, "pobj"))) for owner in owners for prep in kids(owner, "prep", "agent")
        if not (owner is outer and owner != noun and prep.lower_ == "of")
    ]  # fmt: skip


def path_length(start: Token, end: Token, barriers: bool = True) -> int:
    """Steps between two words in the tree; clause boundaries that must be crossed count three."""
    up = {start.i: 0}
    node, cost = start, 0
    while node.head != node:
        cost += 3 if barriers and node.dep_ in ("relcl", "advcl", "ccomp", "parataxis") else 1
        node = node.head
        up[node.i] = cost
    node, cost = end, 0
    while node.i not in up:
        if node.head == node:
            return 99
        cost += 3 if barriers and node.dep_ in ("relcl", "advcl", "ccomp", "parataxis") else 1
        node = node.head
    return up[node.i] + cost
