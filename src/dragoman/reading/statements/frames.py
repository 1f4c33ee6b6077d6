"""Frames of attribution: from the parse, every word that may be a cue, who may speak, and what may be said.

A frame proposes generously; the linear model disposes. Spans are built from the parse's own edges, so that the model
only chooses among stretches that syntax allows.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ...knowledge.cues import Cue
from .tree import Range, Tree

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_CORE_LEFT = frozenset({"aux", "auxpass", "neg", "advmod"})
_TRAIL = frozenset({",", ";", ":", "--", "—", "–", "-", ".", "...", "…"})
_BREAKS = frozenset({"—", "--", "–", "-", ")", ",", ":", '"'})


@dataclass(slots=True)
class Option:
    """One way to draw a span: `kind` says how it was found; a content may stand in two ranges, before and after."""

    kind: str
    ranges: tuple[Range, ...]


@dataclass(slots=True)
class Candidate:
    """One possible attribution: the cue's head word, the frame that proposes it, and the options for each span."""

    tree: Tree
    head: int
    frame: str
    lemma: str
    passive: bool = False
    idiom: Cue | None = None
    """The cue of a verb with the words behind it, where they are one."""
    sources: list[Option] = field(default_factory=list)
    contents: list[Option] = field(default_factory=list)


def trim(tree: Tree, lo: int, hi: int) -> Range | None:
    """A range without punctuation at its ends, with both its quotation marks; None when nothing is left."""
    lower = tree.lower
    while lo <= hi and lower[lo] in _TRAIL:
        lo += 1
    if not tree.quotes:
        while hi >= lo and lower[hi] in _TRAIL:
            hi -= 1
        return (lo, hi) if lo <= hi else None
    if hi >= lo and tree.is_mark(hi) and _odd(tree, lo, hi) and not tree.is_mark(lo):
        hi = _drop(tree, lo, hi - 1)
    else:
        hi = _drop(tree, lo, hi)
    if lo > hi:
        return None
    return _with_marks(tree, lo, hi)


def _drop(tree: Tree, lo: int, hi: int) -> int:
    """The last token when trailing stops outside quotations are dropped."""
    while hi >= lo and tree.lower[hi] in _TRAIL and not tree.quoted[hi]:
        hi -= 1
    return hi


def _odd(tree: Tree, lo: int, hi: int) -> bool:
    return tree.count_marks((lo, hi)) % 2 == 1


def _with_marks(tree: Tree, lo: int, hi: int) -> Range:
    """Take in the quotation mark that opens or closes what stands inside."""
    size = len(tree)
    if tree.quoted[hi]:
        end = hi
        while end + 1 < size and tree.quoted[end + 1] and tree.lower[end + 1] in _TRAIL:
            end += 1
        if end + 1 < size and tree.is_mark(end + 1):
            hi = end + 1
    if tree.quoted[lo] and lo > 0 and tree.is_mark(lo - 1):
        lo -= 1
    return lo, hi


def core(tree: Tree, head: int) -> Range:
    """The verb group: auxiliaries, negation and adverbs that touch the head on its left, a particle on its right."""
    lo = hi = head
    while lo > 0 and tree.head[lo - 1] == head and tree.dep[lo - 1] in _CORE_LEFT:
        lo -= 1
    if hi + 1 < len(tree) and tree.dep[hi + 1] == "prt" and tree.head[hi + 1] == head:
        hi += 1
    return lo, hi


def subject(tree: Tree, verb: int) -> tuple[str, int] | None:
    """Who does the verb: its own subject, or that of the clause that governs it; with the way it was found."""
    way, at = "own", verb
    for _ in range(4):
        found = tree.kid(at, *SUBJECTS)
        if found is not None:
            return way, found
        dep, above = tree.dep[at], tree.head[at]
        if above == at:
            return None
        if dep in ("acl", "relcl") and (tree.is_noun(above) or tree.tag[above] in ("PRP", "DT")):
            return f"{dep}<{way}", above
        if not tree.is_verb(above) and tree.tag[above] not in ("JJ", "MD"):
            return None
        if dep not in ("conj", "xcomp", "advcl", "ccomp", "parataxis", "dep"):
            return None
        way, at = dep if way == "own" else f"{way}+", above
    return None


def is_passive(tree: Tree, verb: int) -> bool:
    """True for a passive verb, also one without its auxiliary (a bill opposed by unions)."""
    if any(tree.dep[k] in ("auxpass", "nsubjpass", "agent") for k in tree.kids[verb]):
        return True
    return tree.tag[verb] == "VBN" and tree.dep[verb] in ("acl", "amod") and tree.kid(verb, "aux") is None


def phrase_options(tree: Tree, head: int, kind: str, avoid: int) -> list[Option]:
    """Ways to draw a noun phrase around its head: whole, and cut before each of its later parts; never over `avoid`."""
    lo, far = tree.left[head], tree.right[head]
    if lo <= avoid < head:
        lo = avoid + 1
    if head < avoid <= far:
        far = avoid - 1
    ends = {far: "full", head: "head"}
    for k in tree.kids[head]:
        if k > head and tree.left[k] - 1 < far and tree.dep[k] != "punct":
            ends.setdefault(tree.left[k] - 1, f"to {tree.dep[k]}")
    found: list[Option] = []
    seen: set[Range] = set()
    dash = max((i for i in range(lo, head) if tree.lower[i] in _BREAKS), default=None)
    if dash is not None:
        found.append(Option(f"{kind}|after break", ((dash + 1, far),)))
        found.append(Option(f"{kind}|after break head", ((dash + 1, head),)))
    for end, name in ends.items():
        last = end
        while last > head and tree.lower[last] in _TRAIL:
            last -= 1
        if (lo, last) not in seen:
            seen.add((lo, last))
            found.append(Option(f"{kind}|{name}", ((lo, last),)))
        comma = last + 1
        listed = "," in tree.lower[head + 1 : last] and comma < len(tree) and tree.lower[comma] == ","
        if listed and name != "head" and (lo, comma) not in seen:
            seen.add((lo, comma))
            found.append(Option(f"{kind}|{name},", ((lo, comma),)))
    return found


def source_options(tree: Tree, verb: int, passive: bool) -> list[Option]:
    """Who may speak by this verb."""
    found: list[Option] = []
    if passive:
        agent = tree.kid(verb, "agent")
        by = tree.kid(agent, "pobj") if agent is not None else None
        if by is not None:
            found += phrase_options(tree, by, "agent", verb)
    else:
        who = subject(tree, verb)
        if who is not None:
            found += phrase_options(tree, who[1], who[0], verb)
        seen = {who[1]} if who is not None else set()
        for way, other in _higher_subjects(tree, verb):
            if other not in seen and len(seen) < 4:
                seen.add(other)
                found += phrase_options(tree, other, way, verb)[:4]
    beside = _beside(tree, verb)
    if beside is not None and not any(option.ranges == (beside,) for option in found):
        found.append(Option("beside before" if beside[0] < verb else "beside after", (beside,)))
    for k in tree.kids[verb]:
        if tree.dep[k] == "prep" and tree.lower[k] in ("by", "from", "among", "for"):
            of = tree.kid(k, "pobj")
            if of is not None:
                found += phrase_options(tree, of, tree.lower[k], verb)[:3]
    found.append(Option("none", ()))
    return found


def _higher_subjects(tree: Tree, verb: int) -> list[tuple[str, int]]:
    """Subjects and objects of the clauses above a verb, nearest first, then the nearest subject to its left."""
    found: list[tuple[str, int]] = []
    at = verb
    for _ in range(6):
        above = tree.head[at]
        if above == at:
            break
        for k in tree.kids[above]:
            if (
                k != at
                and tree.dep[k] in ("nsubj", "nsubjpass", "dobj", "dative")
                and not tree.left[k] <= verb <= tree.right[k]
            ):
                found.append((f"up {tree.dep[k]}", k))
        if tree.is_noun(above):
            found.append(("up noun", above))
        at = above
    for i in range(verb - 1, max(-1, verb - 25), -1):
        if tree.dep[i] == "nsubj" and tree.tag[i] not in ("WDT", "WP"):
            found.append(("left nsubj", i))
            break
    return found


def _beside(tree: Tree, verb: int) -> Range | None:
    """The run of name or noun words that touches the verb, for where the parse has lost its subject."""
    last = core(tree, verb)[0] - 1
    if last >= 0 and tree.tag[last] in _NAMING:
        first = last
        while first > 0 and tree.tag[first] not in ("PRP", "WP") and tree.tag[first - 1] in _RUN:
            first -= 1
        return first, last
    first = verb + 1
    if first < len(tree) and tree.tag[first] in ("NNP", "PRP", "DT", "NNPS"):
        last = first
        while last + 1 < len(tree) and tree.tag[last + 1] in _RUN:
            last += 1
        return (first, last) if tree.tag[last] in _NAMING else None
    return None


_NAMING = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "WP", "WDT"})
_RUN = frozenset({"NN", "NNS", "NNP", "NNPS", "DT", "JJ", "CD", "POS", "PRP$"})
