"""What the linear model looks at: short names of facts about a candidate and about each way to draw its spans."""

from __future__ import annotations

from ...knowledge.cues import Cue
from .frames import Candidate, Option, core
from .tree import Range, Tree

_OPENERS = frozenset(
    {"that", "to", "if", "whether", "what", "how", "why", "who", "when", "where", "as", "for", "about", "of", "on"}
)
_FIRST = frozenset({"i", "we", "me", "us"})
_THIRD = frozenset({"he", "she", "they", "it", "him", "her", "them"})


def _bucket(size: int) -> str:
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


def source_features(c: Candidate, option: Option) -> list[str]:
    """Facts about one way to draw the speaker."""
    base = [f"{c.frame}|{option.kind}", f"p{c.passive}|{option.kind}"]
    if not option.ranges:
        return [
            *base,
            f"none|{c.lemma}",
            f"none|{c.tree.tag[c.head]}|{c.tree.dep[c.head]}",
            f"none|{c.frame}|{c.tree.kid(c.head, 'nsubj') is None}",
        ]
    tree, (lo, hi) = c.tree, option.ranges[0]
    head = head_of(tree, (lo, hi))
    how, _, cut = option.kind.partition("|")
    after = tree.tag[hi + 1] if hi + 1 < len(tree) else "END"
    inside = {tree.plain(i) for i in range(lo, hi + 1)}
    comma = "," in inside
    who = person(tree, head)
    facts = [
        *base, f"how {how}|{who}", f"cut {cut}|{after}", f"len {_bucket(hi - lo + 1)}|{cut}", f"last {tree.tag[hi]}",
        f"after {after}|comma {comma}", f"{c.lemma}|{how}", f"first {tree.tag[lo]}", f"side {lo < c.head}|{cut}",
        f"next {tree.plain(hi + 1) if hi + 1 < len(tree) else 'END'}|{cut}|{lo < c.head}",
    ]  # fmt: skip
    if inside & {"who", "which", "that", "whose"}:
        facts.append(f"relative|{comma}|{lo < c.head}|{hi + 1 == c.head}")
    if tree.quoted[lo] != tree.quoted[c.head]:
        facts.append("quote border")
    if "—" in inside or "--" in inside or "–" in inside or '"' in inside:
        facts.append("dash inside")
    facts.append(f"far {min(3, abs(c.head - head) // 4)}|{how}|{who}")
    if how != "own":
        facts += [f"{tree.dep[c.head]}|{how}", f"{tree.tag[c.head]}|{how}", f"{tree.dep[head]}|{how}"]
    return facts


def content_features(c: Candidate, option: Option, source: Option | None) -> list[str]:
    """Facts about one way to draw what is said."""
    kind = option.kind
    facts = [f"{c.frame}|{kind}", f"{c.lemma}|{kind.split('..')[0]}", f"p{c.passive}|{kind}"]
    if not option.ranges:
        return [*facts, "no range"]
    tree, ranges = c.tree, option.ranges
    end = len(tree.head)
    lo, hi = ranges[0][0], ranges[-1][1]
    first, last = tree.plain(lo), tree.plain(hi)
    size = ranges[0][1] - lo + 1 if len(ranges) == 1 else sum([b - a + 1 for a, b in ranges])
    opening, _, closing = kind.partition("..")
    nxt = tree.plain(hi + 1) if hi + 1 < end else "END"
    nxt2 = tree.plain(hi + 2) if hi + 2 < end and nxt == "," else ""
    before = tree.plain(lo - 1) if lo else "START"
    left = min(3, c.head - ranges[0][1] - 1)
    marks = sum(map(tree.count_marks, ranges)) if tree.quotes else 0
    quoted = sum(map(tree.count_quoted, ranges)) if tree.quotes else 0
    share = "all" if quoted >= size - marks else "some" if quoted else "none"
    facts += [
        f"len {_bucket(size)}|{opening}", f"next {nxt}|{opening}", f"next {nxt} {nxt2}" if nxt2 else f"next {nxt}",
        f"prev {before if before in _OPENERS or not before.isalnum() else tree.tag[lo - 1]}|{opening}",
        f"first {tree.tag[lo]}|{opening}", f"last {tree.tag[hi]}",
        f"quoted {share}|{opening}", f"marks {marks % 2}", f"close {closing}|{nxt}",
        f"gap {min(4, lo - c.head - 1)}|{opening}" if lo > c.head else f"left {left}",
        f"nexttag {tree.tag[hi + 1]}|{tree.dep[hi + 1]}" if hi + 1 < end else "nexttag END|",
    ]  # fmt: skip
    if first in _OPENERS:
        facts += [f"opens {first}|{opening}", f"opens {first}|{c.lemma}"]
    if before in _OPENERS:
        facts += [f"after {before}|{c.lemma}", f"after {before}"]
    if tree.quotes:
        if tree.quoted[hi] and hi + 1 < end and tree.quoted[hi + 1]:
            facts.append("cuts a quotation's end")
        if lo and tree.quoted[lo] and tree.quoted[lo - 1]:
            facts.append("cuts a quotation's start")
        if share != "none" and tree.count_quoted((hi + 1, end)):
            facts.append("leaves a quotation")
    if not tree.quoted[lo] and not tree.is_mark(lo) and lo > c.head:
        facts.append(f"{c.lemma}|{opening}|{closing}")
    if source is not None and source.ranges:
        a, b = source.ranges[0]
        if any([a <= y and x <= b for x, y in ranges]):
            facts.append("over the source")
        elif b < c.head and lo < c.head and hi < c.head and hi < a:
            facts.append("before source and cue")
    if last in ("said", "says") or ("said" in tree.lower and any(["said" in tree.lower[a : b + 1] for a, b in ranges])):
        facts.append("said inside")
    return facts


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
    dep, above = tree.dep[head], tree.head[head]
    group = f"{cue.stance}:{cue.frames[0]}" if cue else "unlisted"
    facts = [
        "bias", f"{frame}|{lemma}", f"{lemma}|{dep}", f"{lemma}|{tree.tag[head]}", f"{group}",
        f"{group}|{dep}", f"{frame}|{dep}|{tree.tag[head]}",
        f"under {tree.plain_lemma(above)}|{dep}", f"quoted {tree.quoted[head]}|{group}",
        f"quotes {tree.quotes}|{lemma}", f"heading {tree.heading}",
    ]  # fmt: skip
    for k in tree.kids[head]:
        word = tree.lower[k] if tree.dep[k] in ("prep", "mark", "prt", "neg", "aux") else tree.dep[k]
        facts += [f"kid {lemma}|{word}", f"kid {group}|{word}", f"kid {word}|{k < head}"]
        if tree.dep[k] in ("nsubj", "dobj"):
            facts += [f"{tree.dep[k]} {tree.plain_lemma(k)}", f"{tree.dep[k]} {person(tree, k)}|{group}"]
    return facts


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
            f"size {_bucket(size)}|{opening}",
            f"direct {quoted and not tree.quoted[head]}|{c.frame}",
            f"direct {quoted and not tree.quoted[head]}|{group}",
        ]
        word = tree.lower[first]
        facts.append(f"opens {word if word in _OPENERS else tree.tag[first]}|{group}")
        if first and tree.lower[first - 1] in _OPENERS:
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
