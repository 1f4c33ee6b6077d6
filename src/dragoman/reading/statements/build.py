"""Drawn attributions made into statements: doubles dropped, contents cut out, the value object built."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Report, Source, Span, Statement, TextSpan, content_id
from .choose import Attribution
from .frames import Option
from .said import Said, said_in
from .topic import topic_of
from .tree import Page, Range, Tree

Accepted = tuple[Attribution, list[Range]]
"""An accepted attribution with the report offsets of its content."""


def without_doubles(accepted: list[Accepted]) -> list[Accepted]:
    """Of two attributions whose cues and contents overlap ("refused to say"), the surer one."""
    dropped: set[int] = set()
    for i, (a, said) in enumerate(accepted):
        for j in range(i + 1, min(i + 6, len(accepted))):
            b, other = accepted[j]
            same = a.candidate.tree is b.candidate.tree and a.cue[0] <= b.cue[1] and b.cue[0] <= a.cue[1]
            if same and any(x[0] < y[1] and y[0] < x[1] for x in said for y in other):
                dropped.add(id(b) if a.score >= b.score else id(a))
    return [item for item in accepted if id(item[0]) not in dropped]


def without_asides(accepted: list[Accepted], text: str) -> list[Accepted]:
    """What is said without the narrator's aside that another denies it: "nobody fired, which the families dispute"."""
    for item, _ in accepted:
        tree, head = item.candidate.tree, item.candidate.head
        which = tree.kid(head, "dobj")
        if which is None or tree.tag[which] != "WDT" or which > head or tree.lower[which - 1 : which] != [","]:
            continue
        at = tree.start[which - 1]
        for other, spans in accepted:
            if other is not item and other.candidate.tree is tree and tree.start[other.candidate.head] < at:
                stop = tree.end[tree.right[head]]
                spans[:] = [(a, len(text[:at].rstrip())) if a < at < b <= stop + 1 else (a, b) for a, b in spans]
    return accepted


def is_inner(item: Accepted, accepted: list[Accepted]) -> bool:
    """True where the speaker of one attribution stands in what another says."""
    tree, source = item[0].candidate.tree, item[0].source
    if not source.ranges:
        return False
    at = tree.start[source.ranges[0][0]]
    return any(
        other is not item[0] and other.source.ranges and any(a <= at < b for a, b in spans) for other, spans in accepted
    )


def place_of(statement: Statement) -> tuple[int, int]:
    """Where a statement stands: by its first content, then by its cue."""
    return statement.content[0].start, statement.cue.start if statement.cue else 0


def outside(spans: list[Range], taken: list[Range], text: str) -> list[Range]:
    """Contents with the speaker and cue cut out, white space trimmed."""
    for start, end in taken:
        spans = [
            piece
            for a, b in spans
            for piece in ([(a, b)] if b <= start or end <= a else [(a, min(b, start)), (max(a, end), b)])
            if piece[0] < piece[1]
        ]
    trimmed = []
    for a, b in spans:
        while a < b and text[a].isspace():
            a += 1
        while b > a and text[b - 1].isspace():
            b -= 1
        if a < b and any(char.isalnum() for char in text[a:b]):
            trimmed.append((a, b))
    return trimmed


def said_of(page: Page, option: Option, tree: Tree, spans: list[Range]) -> Said:
    """The content's words in the sentence of its cue, or in the one where it begins when that is another."""
    if option.ranges:
        return said_in(tree, option)
    other = next((t for t in page.trees if t.span[0] <= spans[0][0] < t.span[1]), tree)
    return Said(other, list(range(len(other))))


def later(page: Page, tree: Tree, spans: list[Range]) -> Iterator[Said]:
    """The sentences of a content other than that of its cue, each as said."""
    for start, end in spans:
        for other in page.trees_between(start, end):
            if other is not tree:
                yield Said(other, [i for i in range(len(other)) if start <= other.start[i] < end])


def build(
    report: Report,
    page: Page,
    tree: Tree,
    source: Source | None,
    cue: TextSpan | None,
    spans: list[Range],
    stance: str,
    inside: bool,
) -> Statement:
    """The statement object. `inside`: its cue stands in somebody's quotation, so that quotation is not its own."""
    content = tuple(Span(a, b) for a, b in spans)
    direct = not inside and any(page.quote_at(at) is not None for a, b in spans for at in (a, b - 1))
    opener = next((t for t in page.trees if t.span[0] <= spans[0][0] < t.span[1]), tree)
    opener = tree if cue is not None and opener.index > tree.index else opener
    ident = content_id(
        "sta",
        report.report_id,
        cue.start if cue else None,
        cue.end if cue else None,
        ";".join(f"{a}-{b}" for a, b in spans),
    )
    return Statement(
        ident,
        report.report_id,
        source,
        cue,
        content,
        direct,
        stance,  # type: ignore[arg-type]
        Span(*opener.span),
        report.text[opener.span[0] : opener.span[1]],
        " … ".join(report.text[a:b] for a, b in spans),
        topic=topic_of(page, spans),
    )
