"""What changed, for people: new incidents, changed cells with their reasons, what is gone, what is contradicted."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from rich.text import Text

from ..changes import Change, Sort
from ..model import as_record
from . import words
from .markdown import escape
from .outline import once, one_line
from .plain import Block, render_blocks

CHANGE_FORMATS = ("text", "md", "json")

_SECTIONS: Sequence[tuple[str, frozenset[Sort], bool | None]] = (
    ("New incidents", frozenset({"new"}), False),
    ("New posture", frozenset({"new"}), True),
    ("Changed", frozenset({"changed", "updated"}), False),
    ("Changed posture", frozenset({"changed", "updated"}), True),
    ("Newly contradicted", frozenset({"contradicted"}), None),
    ("No longer contradicted", frozenset({"settled"}), None),
    ("Joined and split", frozenset({"merged", "split"}), None),
    ("No longer told", frozenset({"gone"}), None),
    ("Ties", frozenset({"linked", "unlinked"}), None),
)
"""Heading, sorts of change, and whether they are of posture (None: of either)."""
_TIES = {"response_to": "a response to", "part_of": "part of", "follow_up": "a follow-up to", "cancels": "cancelling"}
_WHY = {
    "new report": "new report",
    "new version": "new version",
    "correction": "correction",
    "new reader": "new reader",
    "rule": "another rule",
    "not held": "not held",
    "regrouped": "regrouped",
}
_SENTENCES = 2


@dataclass(frozen=True)
class Changes:
    """All changes between two moments or ledgers, with how these are called."""

    before: str
    after: str
    changes: tuple[Change, ...]

    def sections(self) -> Iterator[tuple[str, list[tuple[str, list[Change]]]]]:
        """Headings with their incidents (or statements), each with its changes."""
        for heading, sorts, posture in _SECTIONS:
            some = [c for c in self.changes if c.sort in sorts and posture in (None, c.group == "posture")]
            if some:
                grouped = groupby(some, key=lambda c: (c.incident_id or c.others, c.summary))
                yield heading, [(summary, list(group)) for (_, summary), group in grouped]


def render_changes(told: Changes, form: str = "text", width: int | None = None, colour: bool = False) -> str:
    """Dress changes as `text`, `md` or `json`."""
    if form == "json":
        return json.dumps(_plain(told), ensure_ascii=False, indent=1) + "\n"
    if form == "md":
        return "\n".join(_markdown(told)) + "\n"
    return render_blocks(_blocks(told), width, colour)


def _plain(told: Changes) -> dict[str, Any]:
    return {"before": told.before, "after": told.after, "changes": [as_record(change) for change in told.changes]}


def what_changed(change: Change) -> str:
    """One change in words, without its incident: "killed: 3 → 5"."""
    if change.sort in ("linked", "unlinked"):
        tie = f"told as {_TIES.get(change.field, change.field)}: {change.after or change.before}"
        return tie if change.sort == "linked" else f"no longer {tie}"
    if change.sort == "merged":
        return f"took in: {change.before}"
    if change.sort == "split":
        return f"split from: {change.before}"
    if change.sort in ("new", "gone"):
        return ""
    name = words.question(change.field) if change.sort in ("contradicted", "settled") else change.field
    if change.before is None and change.sort == "contradicted":
        return f"{name}: {change.after}"
    if change.sort == "settled":
        return f"{name}: was {change.before}"
    return f"{name}: {change.before or 'unknown'} → {change.after or 'unknown'}"


def because(change: Change) -> str:
    """Why, in words: "new report: Reuters, 2 Jan 2020"."""
    return f"{_WHY[change.why]}: {change.reason}"


def counted(told: Changes) -> str:
    """How much changed, in one line."""
    if not told.changes:
        return "Nothing changed."
    incidents = {c.incident_id for c in told.changes if c.sort == "changed"}
    sorts = [c.sort for c in told.changes]
    parts = [
        (sorts.count("new"), "new incident", None),
        (len(incidents), "changed incident", None),
        (sorts.count("contradicted"), "new disagreement", None),
        (sorts.count("merged") + sorts.count("split"), "joined or split", "joined or split"),
        (sorts.count("gone"), "no longer told", "no longer told"),
        (sorts.count("linked"), "new tie", None),
    ]
    return ", ".join(words.many(number, one, more) for number, one, more in parts if number) or "1 change"


def _blocks(told: Changes) -> Iterator[Block]:
    yield Block(Text(f"What changed from {told.before} to {told.after}", style="bold underline"), 0, 0)
    yield Block(Text(counted(told)), rest=4)
    for heading, incidents in told.sections():
        yield Block(Text(""), 0, 0)
        yield Block(Text.assemble((heading.upper(), "bold"), (f" ({len(incidents):,})", "dim")), 0, 0)
        for summary, changes in incidents:
            yield from _incident(summary, changes)


def _incident(summary: str, changes: Sequence[Change]) -> Iterator[Block]:
    identity = changes[0].incident_id or " ".join(changes[0].others)
    yield Block(Text.assemble((summary, "bold"), (f" · {identity}", "dim")))
    for change in changes:
        said = what_changed(change)
        if said:
            yield Block(Text(said, style="red" if change.sort == "contradicted" else "yellow"), 4, 8)
        yield Block(Text(f"because of {because(change)}", style="cyan"), 6, 8)
        for items in once(change.evidence)[:_SENTENCES]:
            yield Block(Text(one_line(items[0].text), style="dim italic"), 8, 10)


def _markdown(told: Changes) -> Iterator[str]:
    yield f"# What changed from {escape(told.before)} to {escape(told.after)}\n"
    yield counted(told)
    for heading, incidents in told.sections():
        yield f"\n## {heading}\n"
        for summary, changes in incidents:
            yield f"- **{escape(summary)}** `{changes[0].incident_id or ' '.join(changes[0].others)}`"
            for change in changes:
                said = what_changed(change)
                yield f"  - {escape(', '.join(filter(None, (said, f'because of {because(change)}'))))}"
                for items in once(change.evidence)[:_SENTENCES]:
                    yield f"    > {escape(items[0].text)}"
                    yield ""
