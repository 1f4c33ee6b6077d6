"""One readable line for an incident: what, who to whom, where, when, how many."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Count, Interval, Party, PlaceMention
from ..model.wording import days, number, sides

_PREFIX = {
    "threatened": "threatened", "announced": "announced", "demanded": "demanded", "possible": "possible",
    "denied": "denied", "negated": "did not happen", "attempted": "attempted",
}  # fmt: skip


def write_summary(
    label: str,
    status: str,
    series: bool,
    parties: Sequence[Party],
    place: PlaceMention | None,
    time: Interval,
    counts: Sequence[tuple[str, Count | None]],
    withdrawn: bool = False,
) -> str:
    """The line; parts that nobody told are left out."""
    marks = [_PREFIX.get(status, ""), "series" if series else "", "withdrawn by its source" if withdrawn else ""]
    marks = [mark for mark in marks if mark]
    head = label + (f" ({', '.join(marks)})" if marks else "")
    tolls = [f"{number(count)} {name}" for name, count in counts if count is not None and count.known]
    parts = [sides(parties), (place.name or place.text) if place else "", days(time), *tolls]
    told = [part for part in parts if part]
    return f"{head}: {' · '.join(told)}" if told else head
