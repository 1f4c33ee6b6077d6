"""Numbers with a ceiling that the parser took for a climb: "killed up to twenty people" kills, and goes nowhere up."""

from __future__ import annotations

from collections.abc import Sequence

_HANGS = frozenset({"prt", "advmod", "prep", "dep"})


def mend_ceilings(lower: Sequence[str], tags: Sequence[str], deps: list[str], heads: list[int]) -> None:
    """Make the noun counted behind "up to" the verb's object, in place; a verb that has one is left as it is."""
    at = -1
    for _ in range(lower.count("up")):
        at = lower.index("up", at + 1)
        if lower[at + 1 : at + 2] != ["to"] or tags[at + 2 : at + 3] != ["CD"]:
            continue
        verb, number = heads[at], at + 2
        noun = heads[number]
        counted = deps[number] == "nummod" and noun > number and tags[noun] == "NNS" and deps[noun] == "pobj"
        if not (counted and heads[noun] == at + 1 and heads[at + 1] in (at, verb) and deps[at] in _HANGS):
            continue
        if not tags[verb].startswith("VB") or verb > at or _has_object(verb, deps, heads):
            continue
        deps[noun], heads[noun] = "dobj", verb
        for word in (at, at + 1):
            deps[word], heads[word] = "quantmod", number


def _has_object(verb: int, deps: Sequence[str], heads: Sequence[int]) -> bool:
    """True for a verb with an object, and for a passive."""
    return any(head == verb and deps[i] in ("dobj", "auxpass", "nsubjpass") for i, head in enumerate(heads))
