"""What the linear model looks at: short names of facts about a candidate and about each way to draw its spans."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...knowledge.cues import Cue
from .frames import Candidate, Option, core
from .tree import Range, Tree

OPENERS = frozenset(
    {"that", "to", "if", "whether", "what", "how", "why", "who", "when", "where", "as", "for", "about", "of", "on"}
)
_FIRST = frozenset({"i", "we", "me", "us"})
_THIRD = frozenset({"he", "she", "they", "it", "him", "her", "them"})


Group = tuple[Any, ...]
"""A function that spells some facts, and what it is called with: what is asked for again has been added up already."""


def spelt(groups: Iterable[Group]) -> list[str]:
    """The facts of groups, one after the other."""
    return [fact for group in groups for fact in group[0](*group[1:])]


def bucket(size: int) -> str:
    """A length in tokens, rounded up to a power of two."""
    return _BUCKETS[size] if size < len(_BUCKETS) else "+"


_BUCKETS = tuple(next(str(limit) for limit in (1, 2, 4, 8, 16) if size <= limit) for size in range(17))
"""By length in tokens, up to sixteen."""


def person(tree: Tree, head: int) -> str:
    """Kind of a speaker by its head word: pronoun, relative, name, plural or common noun."""
    word, tag = tree.lower[head], tree.tag[head]
    if word in _FIRST:
        return "first"
    if word in _THIRD:
        return "third" if word != "it" else "it"
    if word == "you":
        return "you"
    if tag in ("WP", "WDT"):
        return "wh"
    if tag.startswith("NNP"):
        return "name"
    return {"NNS": "plural", "NN": "noun", "DT": "det", "CD": "number"}.get(tag, "other")


def head_of(tree: Tree, tokens: Range) -> int:
    """The token of a range on which the others hang."""
    for i in range(tokens[0], tokens[1] + 1):
        outside = not tokens[0] <= tree.head[i] <= tokens[1] or tree.head[i] == i
        if outside and tree.dep[i] != "punct":
            return i
    return tokens[0]


def cue_features(c: Candidate, tokens: Range) -> list[str]:
    """Facts about one way to draw the cue around its head."""
    tree, (lo, hi) = c.tree, tokens
    facts = [f"size {hi - lo}|{c.frame}"]
    for i in range(lo, hi + 1):
        if i < c.head:
            facts += [f"in left {tree.dep[i]}", f"in left {tree.plain(i)}"]
        elif i > c.head:
            facts += [f"in right {tree.dep[i]}", f"in right {tree.plain(i)}", f"in {c.lemma}|{tree.dep[i]}"]
    if lo > 0:
        facts += [f"out left {tree.dep[lo - 1]}|{tree.tag[lo - 1]}"]
        if tree.head[lo - 1] == c.head:
            facts += [f"out left kid {tree.plain(lo - 1)}"]
    if hi + 1 < len(tree):
        facts += [
            f"out right {tree.dep[hi + 1]}",
            f"out right {tree.plain(hi + 1)}",
            f"out {c.lemma}|{tree.dep[hi + 1]}",
        ]
    facts += [f"last {tree.tag[hi]}|{tree.dep[hi]}", f"first {tree.tag[lo]}"]
    return facts


def gate_features(tree: Tree, head: int, frame: str, lemma: str, cue: Cue | None) -> list[str]:
    """Facts about a cue word alone, cheap enough to ask of every one before any span is drawn."""
    return spelt(gate_groups(tree, head, frame, lemma, cue))


def gate_groups(tree: Tree, head: int, frame: str, lemma: str, cue: Cue | None) -> list[Group]:
    """The same in groups that come again."""
    dep, tag = tree.dep[head], tree.tag[head]
    group = f"{cue.stance}:{cue.frames[0]}" if cue else "unlisted"
    under = tree.plain_lemma(tree.head[head])
    groups: list[Group] = [
        (_gate_word, frame, lemma, dep, tag, group),
        (_gate_place, under, dep, tree.quoted[head], group, tree.quotes, lemma, tree.heading),
    ]
    for k in tree.kids[head]:
        own = tree.dep[k]
        word = tree.lower[k] if own in _SPELT_KIDS else own
        groups.append((_gate_kid, lemma, word, group, k < head))
        if own in ("nsubj", "dobj"):
            groups.append((_gate_party, own, tree.plain_lemma(k), person(tree, k), group))
    return groups


_SPELT_KIDS = frozenset({"prep", "mark", "prt", "neg", "aux"})


def _gate_word(frame: str, lemma: str, dep: str, tag: str, group: str) -> list[str]:
    return [
        "bias", f"{frame}|{lemma}", f"{lemma}|{dep}", f"{lemma}|{tag}", f"{group}", f"{group}|{dep}",
        f"{frame}|{dep}|{tag}",
    ]  # fmt: skip


def _gate_place(
    under: str, dep: str, quoted: bool, group: str, quotes: bool, lemma: str, heading: bool
) -> list[str]:  # fmt: skip
    return [f"under {under}|{dep}", f"quoted {quoted}|{group}", f"quotes {quotes}|{lemma}", f"heading {heading}"]


def _gate_kid(lemma: str, word: str, group: str, before: bool) -> list[str]:
    return [f"kid {lemma}|{word}", f"kid {group}|{word}", f"kid {word}|{before}"]


def _gate_party(dep: str, lemma: str, who: str, group: str) -> list[str]:
    return [f"{dep} {lemma}", f"{dep} {who}|{group}"]


def accept_features(c: Candidate, source: Option, content: Option, cue: Cue | None) -> list[str]:
    """Facts about a whole attribution, once its spans are drawn."""
    tree, head = c.tree, c.head
    tag, dep = tree.tag[head], tree.dep[head]
    opening = content.kind.split("..")[0]
    group = f"{cue.stance}:{cue.frames[0]}" if cue else "unlisted"
    facts = [
        "bias", f"lemma {c.frame}|{c.lemma}", f"frame {c.frame}", f"{c.lemma}|{opening}",
        f"{c.frame}|{opening}", f"group {group}|{opening}",
        f"group {group}", f"tag {tag}|{dep}", f"p{c.passive}|{c.frame}|{source.kind.partition('|')[0]}",
        f"quoted {tree.quoted[head]}", f"heading {tree.heading}|{c.frame}",
    ]  # fmt: skip
    lo, hi = core(tree, head)
    for i in range(lo, hi + 1):
        if i != head:
            facts += [f"core {tree.plain(i)}"]
    if source.ranges:
        who = head_of(tree, source.ranges[0])
        kind = person(tree, who)
        facts += [
            f"who {kind}",
            f"who {kind}|{group}",
            f"who {kind}|{opening}",
            f"quoted {tree.quoted[head]}|{kind}",
            f"who {tree.plain_lemma(who)}",
        ]
    else:
        facts += [f"nobody|{c.frame}|{opening}", f"nobody|{c.lemma}", f"nobody|{tag}|{dep}"]
    if content.ranges:
        first = content.ranges[0][0]
        size = sum(b - a + 1 for a, b in content.ranges)
        quoted = any(tree.quoted[i] for a, b in content.ranges for i in range(a, b + 1))
        facts += [
            f"size {bucket(size)}|{opening}",
            f"direct {quoted and not tree.quoted[head]}|{c.frame}",
            f"direct {quoted and not tree.quoted[head]}|{group}",
        ]
        word = tree.lower[first]
        facts.append(f"opens {word if word in OPENERS else tree.tag[first]}|{group}")
        if first and tree.lower[first - 1] in OPENERS:
            facts += [f"after {tree.lower[first - 1]}|{c.lemma}", f"after {tree.lower[first - 1]}|{group}"]
    else:
        facts.append("next")
    above = tree.head[head]
    facts.append(f"under {tree.tag[above][:2]}|{dep}")
    if dep in ("ccomp", "xcomp", "advcl", "pcomp", "conj", "acl", "relcl") and above != head:
        facts.append(f"under {tree.plain_lemma(above)}|{dep}")
    for k in tree.kids[head]:
        if tree.dep[k] == "mark":
            facts.append(f"mark {tree.lower[k]}")
        elif tree.dep[k] in ("dobj", "prep", "oprd", "acomp", "dative"):
            facts.append(f"kid {c.lemma}|{tree.dep[k]}" if tree.dep[k] != "prep" else f"kid {c.lemma}|{tree.lower[k]}")
            if tree.dep[k] == "dobj":
                facts.append(f"object {tree.plain_lemma(k)}")
                facts.append(f"object {person(tree, k)}|{group}")
    if tree.lower[-1] == "?":
        facts.append("question")
    return facts
