"""What the linear model looks at in one way to draw a speaker."""

from __future__ import annotations

from .features import Group, bucket, head_of, person, spelt
from .frames import Candidate, Option


def source_features(c: Candidate, option: Option) -> list[str]:
    """Facts about one way to draw the speaker."""
    return spelt(source_groups(c, option))


def source_groups(c: Candidate, option: Option) -> list[Group]:
    """The same in groups that come again."""
    tree, head = c.tree, c.head
    groups: list[Group] = [(_source_way, c.frame, c.passive, option.kind)]
    if not option.ranges:
        alone = tree.kid(head, "nsubj") is None
        groups.append((_no_source, c.lemma, tree.tag[head], tree.dep[head], c.frame, alone))
        return groups
    lo, hi = option.ranges[0]
    at = head_of(tree, (lo, hi))
    how, _, cut = option.kind.partition("|")
    end = len(tree.head)
    after, following = (tree.tag[hi + 1], tree.plain(hi + 1)) if hi + 1 < end else ("END", "END")
    inside = {tree.plain(i) for i in range(lo, hi + 1)}
    comma, before = "," in inside, lo < head
    who = person(tree, at)
    groups += [
        (_source_who, how, who, c.lemma, min(3, abs(head - at) // 4)),
        (_source_cut, cut, after, comma, bucket(hi - lo + 1), before, tree.tag[hi], tree.tag[lo]),
        (_source_next, following, cut, before),
    ]
    if not inside.isdisjoint(_RELATIVES):
        groups.append((_source_relative, comma, before, hi + 1 == head))
    border, dash = tree.quoted[lo] != tree.quoted[head], not inside.isdisjoint(_DASHES)
    if border or dash:
        groups.append((_source_marks, border, dash))
    if how != "own":
        groups.append((_source_far, tree.dep[head], tree.tag[head], tree.dep[at], how))
    return groups


_RELATIVES = frozenset({"who", "which", "that", "whose"})
_DASHES = frozenset({"—", "--", "–", '"'})


def _source_way(frame: str, passive: bool, kind: str) -> list[str]:
    return [f"{frame}|{kind}", f"p{passive}|{kind}"]


def _no_source(lemma: str, tag: str, dep: str, frame: str, alone: bool) -> list[str]:
    return [f"none|{lemma}", f"none|{tag}|{dep}", f"none|{frame}|{alone}"]


def _source_who(how: str, who: str, lemma: str, far: int) -> list[str]:
    return [f"how {how}|{who}", f"{lemma}|{how}", f"far {far}|{how}|{who}"]


def _source_cut(cut: str, after: str, comma: bool, size: str, before: bool, last: str, first: str) -> list[str]:
    return [
        f"cut {cut}|{after}", f"len {size}|{cut}", f"last {last}", f"after {after}|comma {comma}", f"first {first}",
        f"side {before}|{cut}",
    ]  # fmt: skip


def _source_next(following: str, cut: str, before: bool) -> list[str]:
    return [f"next {following}|{cut}|{before}"]


def _source_relative(comma: bool, before: bool, touching: bool) -> list[str]:
    return [f"relative|{comma}|{before}|{touching}"]


def _source_marks(border: bool, dash: bool) -> list[str]:
    return ["quote border"] * border + ["dash inside"] * dash


def _source_far(dep: str, tag: str, own: str, how: str) -> list[str]:
    return [f"{dep}|{how}", f"{tag}|{how}", f"{own}|{how}"]
