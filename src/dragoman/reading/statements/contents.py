"""What may be said: every stretch to the right or left of a cue, or on both sides, that the parse allows."""

from __future__ import annotations

from .frames import Option, trim
from .tree import Range, Tree

_COMPLEMENTS = frozenset({
    "ccomp", "xcomp", "dobj", "prep", "advcl", "acl", "oprd", "dep", "attr", "acomp", "dative", "relcl",
    "parataxis", "agent",
    "npadvmod", "advmod", "conj", "appos", "nsubj", "intj", "pcomp", "pobj",
})  # fmt: skip


def _starts(tree: Tree, head: int, after: int) -> dict[int, str]:
    """Where a content to the right of the cue may begin, with the dependency that begins there."""
    starts: dict[int, str] = {}
    for k in tree.kids[head]:
        if k <= head or tree.dep[k] not in _COMPLEMENTS or tree.right[k] < after:
            continue
        starts.setdefault(max(tree.left[k], after), tree.dep[k])
        if tree.dep[k] in ("prep", "agent", "dative") and k + 1 < len(tree) and tree.kids[k]:
            starts.setdefault(max(k + 1, after), f"{tree.dep[k]}>")
        if tree.dep[k] in ("xcomp", "acomp", "dobj", "attr", "oprd", "advcl"):
            for g in tree.kids[k]:
                if g > k and tree.dep[g] in ("ccomp", "xcomp", "dobj", "prep", "acl", "advcl", "relcl"):
                    starts.setdefault(max(tree.left[g], after), f"{tree.dep[k]}>{tree.dep[g]}")
                    if tree.dep[g] == "prep" and tree.kids[g]:
                        starts.setdefault(max(g + 1, after), f"{tree.dep[k]}>prep>")
    if after < len(tree):
        starts.setdefault(after, "rest")
    return starts


def _ends(tree: Tree, head: int, after: int, last: int) -> dict[int, str]:
    """Where a content to the right of the cue may end."""
    ends: dict[int, str] = {last: "sent"}
    for k in tree.kids[head]:
        if k > head and tree.dep[k] in _COMPLEMENTS and tree.right[k] >= after:
            ends.setdefault(tree.right[k], tree.dep[k])
            if tree.left[k] - 1 > after and k != after:
                ends.setdefault(tree.left[k] - 1, f"before {tree.dep[k]}")
    at = head
    for _ in range(3):
        if tree.head[at] == at:
            break
        at = tree.head[at]
        if tree.right[at] > head:
            ends.setdefault(tree.right[head], "subtree")
    return ends


def content_options(tree: Tree, head: int, zone: Range, passive: bool) -> list[Option]:
    """What may be said: right of the cue and its source, left of them, or on both sides."""
    after, before = zone[1] + 1, zone[0] - 1
    last = len(tree) - 1
    found: dict[tuple[Range, ...], Option] = {}

    def add(kind: str, *ranges: Range | None) -> None:
        kept = tuple(r for r in ranges if r is not None)
        if kept:
            found.setdefault(kept, Option(kind, kept))

    posts: list[tuple[str, Range]] = []
    ends = _ends(tree, head, after, last)
    for first, opened in _starts(tree, head, after).items():
        for end, closed in ends.items():
            if end >= first:
                drawn = trim(tree, first, end)
                if drawn and drawn[0] >= after:
                    add(f"{opened}..{closed}", drawn)
                    posts.append((f"{opened}..{closed}", drawn))
    for k in tree.kids[head]:
        if k <= head or tree.dep[k] not in _COMPLEMENTS or tree.left[k] < after:
            continue
        for g in tree.kids[k]:
            if g > k and tree.dep[g] != "punct" and tree.left[g] - 1 > k:
                drawn = trim(tree, tree.left[k], tree.left[g] - 1)
                if drawn and drawn[0] >= after:
                    add(f"{tree.dep[k]}..<{tree.dep[g]}", drawn)
    pre = trim(tree, 0, before) if before >= 0 else None
    if pre and pre[1] < zone[0]:
        add("pre:sent", pre)
        for k in tree.kids[head]:
            if (
                k < head
                and tree.dep[k] in ("ccomp", "dep", "nsubjpass", "nsubj", "dobj", "advcl", "prep")
                and tree.left[k] < zone[0]
            ):
                add(f"pre:{tree.dep[k]}", trim(tree, tree.left[k], min(tree.right[k], before)))
        up = tree.head[head]
        if up < head:
            add(f"up:{tree.dep[head]}", trim(tree, tree.left[up], before))
        for i in range(before, max(0, before - 60), -1):
            if tree.lower[i] in (";", "—", "--", ":") or (
                tree.tag[i] == "CC" and tree.lower[i] in ("but", "and") and i < before - 2
            ):
                add(f"pre:after {tree.lower[i]}", trim(tree, i + 1, before))
                break
        if tree.lower[0] in ("but", "and", "so", "yet", "still", "however") and before > 2:
            add("pre:after first", trim(tree, 1, before))
        rest = trim(tree, after, last)
        if rest and rest[0] >= after:
            add("both", pre, rest)
    if passive:
        patient = tree.kid(head, "nsubjpass")
        if patient is not None:
            piece = trim(tree, tree.left[patient], tree.right[patient])
            add("patient", piece)
            for kind, drawn in posts:
                if kind.startswith(("xcomp", "oprd", "prep", "advcl", "ccomp")):
                    add(f"patient+{kind}", piece, drawn)
    return list(found.values())
