"""A change in words for a person who reads it on a telephone."""

from __future__ import annotations

from ..brief import because, what_changed
from ..changes import Change
from ..model import from_record
from .outbox import Letter


def change_of(letter: Letter) -> Change:
    """The change that a letter holds."""
    record = {key: value for key, value in letter.record.items() if key not in ("alert", "events")}
    return from_record(Change, record)


def headline(letter: Letter) -> str:
    """One line: what changed, of which incident."""
    return told(change_of(letter))


def told(change: Change) -> str:
    """A change in one line; one without cells (a new incident) is named by its sort."""
    what = what_changed(change) or change.sort
    return f"{what} · {change.summary}" if change.summary else what


def paragraph(letter: Letter) -> str:
    """The headline, why it changed, its sentences, and how to look it up."""
    change = change_of(letter)
    lines = [headline(letter), f"  {because(change)}"]
    lines += [f"  “{one.text}”" for one in change.evidence[:3]]
    lines += [f"  dragoman show {change.incident_id}"] if change.incident_id else []
    return "\n".join(lines)
