"""The lanes of a timeline: groups of kinds in the order of the contract, and the axis below them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from markupsafe import escape

from ...brief.axis import Axis, span
from .svg import link, many, num, text

WIDTH = 1000.0
LEFT = 118.0
RIGHT = 18.0
AXIS_HEIGHT = 24.0
NAMES = {
    "violence": "Violence",
    "coercion": "Coercion",
    "protest": "Protest",
    "posture": "Posture",
    "words": "Words",
    "other": "Other",
    "undated": "No date",
}
UNDATED = "undated"
"""The lane of what has no date."""


def ordered(groups: Iterable[str]) -> list[str]:
    """Groups that occur, each once: the known ones in their order, then others by name."""
    known = list(NAMES)
    return sorted(set(groups), key=lambda group: (known.index(group) if group in known else len(known), group))


def name(group: str) -> str:
    """What a lane is called."""
    return NAMES.get(group) or group.replace("_", " ").capitalize() or "Other"


def frame(axis: Axis, lanes: list[tuple[str, float, float]], height: float) -> str:
    """Names and dividers of lanes (group, top, height), lines and labels of the days."""
    parts = []
    bottom = height - AXIS_HEIGHT
    for x, words in axis.ticks():
        parts.append(f'<line class="grid" x1="{num(x)}" x2="{num(x)}" y1="0" y2="{num(bottom)}"/>')
        if x < WIDTH - 46:
            parts.append(text(x + 3, height - 8, words, "tick"))
    for group, top, tall in lanes:
        parts.append(f'<line class="divide" x1="0" x2="{num(WIDTH)}" y1="{num(top + tall)}" y2="{num(top + tall)}"/>')
        parts.append(text(8, top + min(18, tall / 2 + 4), name(group), "lane"))
    return "".join(parts)


def beyond(axis: Axis, before: int, after: int, height: float, href: str) -> str:
    """At either end of the days, how many incidents lie beyond it; a link to the picture of all days."""
    parts = []
    for number, x, anchor, words in ((before, 8.0, "start", "← {} before"), (after, WIDTH - 4, "end", "{} →")):
        if number:
            title = f"{many(number, 'incident')} {'before' if x < axis.left else 'after'} these days: show all days"
            label = text(x, height - 8, words.format(f"{number:,}"), "beyond", anchor)
            parts.append(link(href, title, label))
    return "".join(parts)


def turned(days: Sequence[date], since: date | None, until: date | None, whole: bool, other: str) -> str:
    """A link to the picture of all days, or back to where nearly all lies; none where these are the same."""
    if not other or span(days, since, until) == span(days, since, until, whole=True):
        return ""
    words = "Only the days where nearly all lies" if whole else "Show all days"
    return f' <a href="{escape(other)}">{words}</a>.'


def data(axis: Axis) -> str:
    """What a script needs to turn a place on the picture into a day."""
    return (
        f' data-first="{axis.first.isoformat()}" data-last="{axis.last.isoformat()}"'
        f' data-left="{num(axis.left)}" data-width="{num(axis.width)}"'
    )
