"""Actors and their relations: boxes with names, lines with what is told and when. A table says the same in words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from textwrap import wrap

from markupsafe import Markup, escape

from .layout import arranged
from .marks import Node, Tie
from .room import CHAR, LINE, Room
from .svg import figure, folded, link, linkable, many, num, safe, scrolled, shortened, slug, svg, text, visible

# More nodes than these cannot be read in one picture: the best connected are drawn, the table has all.
_MOST_NODES = 40
_MOST_ROWS = 500
_MARGIN = 24.0
# Few actors are drawn no larger than many.
_LEAST_WIDTH = 1000.0
# A graph wider than this scrolls rather than shrinks.
_WIDE = 1250.0
_LABEL_CHARS = 22
_TIE_CHARS = 34
# About how wide a character on a line is.
_TIE_CHAR = 5.9
# Above the boxes there is room for the buttons of the scripts.
_TOP = 44.0
# Where the words of a line may stand: shares of its length, and how far above or below it.
_SPOTS = [(at, off) for off in (0, -11, 11) for at in (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)]
# Relations that run both ways have no arrow.
_MUTUAL = ("allied_with", "fights")


@dataclass(frozen=True, slots=True)
class _Boxed:
    """A node with its box: middle, width, height, and the lines of its name."""

    node: Node
    x: float
    y: float
    wide: float
    high: float
    lines: tuple[str, ...]


def graph(nodes: Iterable[Node], ties: Iterable[Tie]) -> Markup:
    """Nodes that have ties, and the ties between them; a tie to a node that is not given is left out."""
    by_id = {node.id: node for node in sorted(nodes, key=lambda n: n.id)}
    known = sorted(
        {tie for tie in ties if tie.a in by_id and tie.b in by_id},
        key=lambda t: (t.a, t.b, t.relation, t.label, t.href),
    )
    drawn = _strongest(known)
    shown = [tie for tie in known if tie.a in drawn and tie.b in drawn and tie.a != tie.b]
    if not shown:
        return figure("graph", "", ["Nothing to draw: no relation between these actors is told."], _table(known, by_id))
    boxes = _boxed([by_id[name] for name in sorted({end for tie in shown for end in (tie.a, tie.b)})], shown)
    notes = [_note(known, shown), "An arrow points from the one who acts, backs, commands or belongs, to the other."]
    return figure("graph", _picture(boxes, shown), notes, _table(known, by_id))


def _strongest(ties: Sequence[Tie]) -> set[str]:
    """The ids of the actors with most ties, as many as can be drawn."""
    degree = Counter(end for tie in ties for end in {tie.a, tie.b})
    return set(sorted(degree, key=lambda name: (-degree[name], name))[:_MOST_NODES])


def _boxed(nodes: Sequence[Node], ties: Sequence[Tie]) -> dict[str, _Boxed]:
    number = {node.id: at for at, node in enumerate(nodes)}
    lines = [_lines(node.label) for node in nodes]
    sizes = tuple((max(map(len, rows)) * CHAR + 22, len(rows) * LINE + 12) for rows in lines)
    pairs = sorted({(min(a, b), max(a, b)) for tie in ties for a, b in [(number[tie.a], number[tie.b])]})
    spots = arranged(sizes, tuple(pairs))
    return {
        node.id: _Boxed(node, x + _MARGIN, y + _TOP, *size, rows)
        for node, (x, y), size, rows in zip(nodes, spots, sizes, lines, strict=True)
    }


def _lines(label: str) -> tuple[str, ...]:
    """A name in one or two lines."""
    rows = wrap(visible(label), _LABEL_CHARS) or ["?"]
    return tuple(rows if len(rows) <= 2 else [rows[0], shortened(" ".join(rows[1:]), _LABEL_CHARS)])


def _picture(boxes: dict[str, _Boxed], ties: Sequence[Tie]) -> str:
    wide = max(box.x + box.wide / 2 for box in boxes.values()) + _MARGIN
    width = max(_LEAST_WIDTH, wide)
    boxes = {name: replace(box, x=box.x + (width - wide) / 2) for name, box in boxes.items()}
    height = max(box.y + box.high / 2 for box in boxes.values()) + _MARGIN
    room = Room(width, height)
    for box in boxes.values():
        room.take(box.x - box.wide / 2, box.y - box.high / 2, box.x + box.wide / 2, box.y + box.high / 2)
    pairs: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for tie in ties:
        pairs[min(tie.a, tie.b), max(tie.a, tie.b)].append(tie)
    lines = "".join(_line(held, boxes, room) for _, held in sorted(pairs.items()))
    title = f"{many(len(boxes), 'actor')} and {many(len(ties), 'relation')}"
    return svg(
        "graph" if width < _WIDE else "graph wide",
        width,
        height,
        title,
        lines + "".join(map(_box, boxes.values())),
        ' data-zoom="1"',
    )


def _box(box: _Boxed) -> str:
    round_px = {"person": box.high / 2, "country": 0.0}.get(box.node.kind, 5.0)
    shape = (
        f'<rect x="{num(box.x - box.wide / 2)}" y="{num(box.y - box.high / 2)}" width="{num(box.wide)}" '
        f'height="{num(box.high)}" rx="{num(round_px)}"/>'
    )
    top = box.y - (len(box.lines) - 1) * LINE / 2 + 4
    rows = "".join(text(box.x, top + n * LINE, row, "name", "middle") for n, row in enumerate(box.lines))
    return link(box.node.href, f"{box.node.label} ({box.node.kind})", shape + rows, f"node kind-{slug(box.node.kind)}")


def _line(ties: Sequence[Tie], boxes: dict[str, _Boxed], room: Room) -> str:
    """One line for all ties of two actors, an arrow at each end that one of them points to."""
    a, b = boxes[ties[0].a], boxes[ties[0].b]
    start, end = _edge(a, b), _edge(b, a)
    shape = f'<path class="line" d="M{num(start[0])} {num(start[1])}L{num(end[0])} {num(end[1])}"/>'
    if any(t.b == b.node.id and t.relation not in _MUTUAL for t in ties):
        shape += _head(start, end)
    if any(t.b == a.node.id and t.relation not in _MUTUAL for t in ties):
        shape += _head(end, start)
    words = shortened(visible(ties[0].label), _TIE_CHARS) + (f" +{len(ties) - 1}" if len(ties) > 1 else "")
    for at, off in _SPOTS:
        x, y = start[0] + (end[0] - start[0]) * at, start[1] + (end[1] - start[1]) * at + off
        if room.take_middle(x, y, words, _TIE_CHAR):
            wide = len(words) * _TIE_CHAR
            shape += f'<rect class="plate" x="{num(x - wide / 2)}" y="{num(y - 7)}" width="{num(wide)}" height="14"/>'
            shape += text(x, y + 4, words, "tie-name", "middle")
            break
    relations = {tie.relation for tie in ties}
    relation = slug(relations.pop()) if len(relations) == 1 else "several"
    title = "; ".join(f"{boxes[t.a].node.label} {t.label} {boxes[t.b].node.label}" for t in ties)
    return link(ties[0].href, title, shape, f"tie relation-{relation}")


def _edge(of: _Boxed, towards: _Boxed) -> tuple[float, float]:
    """Where the line between two middles leaves the first box."""
    dx, dy = towards.x - of.x, towards.y - of.y
    share = min((of.wide / 2) / abs(dx) if dx else 9e9, (of.high / 2) / abs(dy) if dy else 9e9)
    return of.x + dx * min(share, 1.0), of.y + dy * min(share, 1.0)


def _head(start: tuple[float, float], end: tuple[float, float]) -> str:
    """An arrow head at the end of a line."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    ux, uy = dx / length, dy / length
    back = (end[0] - 9 * ux, end[1] - 9 * uy)
    left, right = (back[0] - 4 * uy, back[1] + 4 * ux), (back[0] + 4 * uy, back[1] - 4 * ux)
    corners = "L".join(f"{num(x)} {num(y)}" for x, y in (end, left, right))
    return f'<path class="head" d="M{corners}Z"/>'


def _note(known: Sequence[Tie], shown: Sequence[Tie]) -> str:
    left = len(known) - len(shown)
    return f"The best connected actors; {many(left, 'more relation')} only in the table." if left else ""


def _table(ties: Sequence[Tie], by_id: dict[str, Node]) -> str:
    """The same in words, for those who do not see the picture or want all of it."""
    if not ties:
        return ""
    rows = "".join(
        f"<tr><td>{_linked(by_id[t.a].label, by_id[t.a].href)}</td><td>{_linked(t.label, t.href)}</td>"
        f"<td>{_linked(by_id[t.b].label, by_id[t.b].href)}</td></tr>"
        for t in ties[:_MOST_ROWS]
    )
    more = f"<p>{len(ties) - _MOST_ROWS:,} more are not listed.</p>" if len(ties) > _MOST_ROWS else ""
    head = "<tr><th scope=col>Who</th><th scope=col>Relation, as told</th><th scope=col>To whom</th></tr>"
    table = f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"
    return folded(f"The same as a table ({len(ties):,})", scrolled("relations", table) + more)


def _linked(words: str, href: str) -> str:
    inside = f"<bdi>{safe(words)}</bdi>"
    return f'<a href="{escape(href)}">{inside}</a>' if linkable(href) else inside
