"""What the linear model looks at in one way to draw what is said."""

from __future__ import annotations

from .features import OPENERS, Group, bucket, spelt
from .frames import Candidate, Option


def content_features(c: Candidate, option: Option, source: Option | None) -> list[str]:
    """Facts about one way to draw what is said."""
    return spelt(content_groups(c, option, source))


def content_groups(c: Candidate, option: Option, source: Option | None) -> list[Group]:
    """The same in groups that come again."""
    kind, ranges = option.kind, option.ranges
    opening, _, closing = kind.partition("..")
    groups: list[Group] = [(_content_way, c.frame, c.lemma, c.passive, kind, opening)]
    if not ranges:
        groups.append((_no_content,))
        return groups
    tree, head = c.tree, c.head
    end = len(tree.head)
    lo, hi = ranges[0][0], ranges[-1][1]
    first, last = tree.plain(lo), tree.plain(hi)
    size = ranges[0][1] - lo + 1 if len(ranges) == 1 else sum([b - a + 1 for a, b in ranges])
    following, tag, dep = (tree.plain(hi + 1), tree.tag[hi + 1], tree.dep[hi + 1]) if hi + 1 < end else _AT_END
    second = tree.plain(hi + 2) if hi + 2 < end and following == "," else ""
    before = tree.plain(lo - 1) if lo else "START"
    if before not in OPENERS and before.isalnum():
        opened, before_tag = "", tree.tag[lo - 1]
    else:
        opened, before_tag = before, before
    gap = f"gap {min(4, lo - head - 1)}|{opening}" if lo > head else f"left {min(3, head - ranges[0][1] - 1)}"
    marks = sum(map(tree.count_marks, ranges)) if tree.quotes else 0
    quoted = sum(map(tree.count_quoted, ranges)) if tree.quotes else 0
    share = "all" if quoted >= size - marks else "some" if quoted else "none"
    groups += [
        (_content_size, bucket(size), opening, share, marks % 2, tree.tag[hi]),
        (_content_end, following, second, opening, closing, tag, dep),
        (_content_start, before_tag, tree.tag[lo], opening, gap),
    ]
    if first in OPENERS:
        groups.append((_content_opens, first, opening, c.lemma))
    if opened in OPENERS:
        groups.append((_content_after, opened, c.lemma))
    if tree.quotes:
        cuts_end = tree.quoted[hi] and hi + 1 < end and tree.quoted[hi + 1]
        cuts_start = lo > 0 and tree.quoted[lo] and tree.quoted[lo - 1]
        leaves = share != "none" and tree.count_quoted((hi + 1, end)) > 0
        groups.append((_content_quotes, cuts_end, cuts_start, leaves))
    if not tree.quoted[lo] and not tree.is_mark(lo) and lo > head:
        groups.append((_content_plain, c.lemma, opening, closing))
    over = ahead = False
    if source is not None and source.ranges:
        a, b = source.ranges[0]
        over = any(a <= y and x <= b for x, y in ranges)
        ahead = not over and b < head and lo < head and hi < head and hi < a
    said = last in ("said", "says")
    if not said and "said" in tree.lower:
        said = any("said" in tree.lower[a : b + 1] for a, b in ranges)
    if over or ahead or said:
        groups.append((_content_place, over, ahead, said))
    return groups


_AT_END = ("END", "END", "")


def _content_way(frame: str, lemma: str, passive: bool, kind: str, opening: str) -> list[str]:
    return [f"{frame}|{kind}", f"{lemma}|{opening}", f"p{passive}|{kind}"]


def _no_content() -> list[str]:
    return ["no range"]


def _content_size(size: str, opening: str, share: str, odd: int, last: str) -> list[str]:
    return [f"len {size}|{opening}", f"quoted {share}|{opening}", f"marks {odd}", f"last {last}"]


def _content_end(following: str, second: str, opening: str, closing: str, tag: str, dep: str) -> list[str]:
    return [
        f"next {following}|{opening}", f"next {following} {second}" if second else f"next {following}",
        f"close {closing}|{following}", f"nexttag {tag}|{dep}",
    ]  # fmt: skip


def _content_start(before: str, tag: str, opening: str, gap: str) -> list[str]:
    return [f"prev {before}|{opening}", f"first {tag}|{opening}", gap]


def _content_opens(first: str, opening: str, lemma: str) -> list[str]:
    return [f"opens {first}|{opening}", f"opens {first}|{lemma}"]


def _content_after(before: str, lemma: str) -> list[str]:
    return [f"after {before}|{lemma}", f"after {before}"]


def _content_quotes(cuts_end: bool, cuts_start: bool, leaves: bool) -> list[str]:
    ends = ["cuts a quotation's end"] * cuts_end + ["cuts a quotation's start"] * cuts_start
    return ends + ["leaves a quotation"] * leaves


def _content_plain(lemma: str, opening: str, closing: str) -> list[str]:
    return [f"{lemma}|{opening}|{closing}"]


def _content_place(over: bool, ahead: bool, said: bool) -> list[str]:
    return ["over the source"] * over + ["before source and cue"] * ahead + ["said inside"] * said
