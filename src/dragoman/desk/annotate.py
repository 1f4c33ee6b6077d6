"""A report's text with everything that was read in it marked; spans may nest and overlap as they like.

Invariant: the text of the marked pieces, bidirectional controls written out, is the report's; none is markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from ..brief import words
from ..brief.page import visible
from ..model import Mention, PlaceMention, Reading, Statement, Timex

LAYERS = {
    "event": "what happened",
    "count": "numbers and weapons",
    "time": "times",
    "place": "places",
    "actor": "who",
    "statement": "who says what",
}
"""What can be marked in a text, the most telling first: where layers lie over one another, the first gives the link."""

_RANK = {layer: number for number, layer in enumerate(LAYERS)}


@dataclass(frozen=True, slots=True)
class Note:
    """Marked words: from `start` to `end`, in which layer, what they were read as, and where that is told in full."""

    start: int
    end: int
    layer: str
    words: str
    target: str = ""
    """Id of the element of the page that tells more; empty for none."""


def notes_of(reading: Reading, labels: dict[str, str]) -> list[Note]:
    """Everything that was read in a report, as notes; `labels` has the kinds in words."""
    found: list[Note] = []
    for mention in reading.mentions:
        found += _event(mention, labels.get(mention.kind, mention.kind))
    found += [_time(time) for time in reading.times]
    found += [_place(place, number) for number, place in enumerate(reading.places)]
    for number, actor in enumerate(reading.actors):
        name = actor.name or "nobody known"
        found.append(Note(actor.start, actor.end, "actor", f"{name} ({actor.type})", f"actor-{number}"))
    for statement in reading.statements:
        found += _statement(statement)
    return [note for note in found if 0 <= note.start < note.end <= len(reading.report.text)]


def _event(mention: Mention, label: str) -> Iterable[Note]:
    told = f"{label}, {words.STATUS_WORDS[mention.status]}"
    yield Note(mention.trigger.start, mention.trigger.end, "event", told, mention.mention_id)
    for name in ("killed", "injured", "arrested", "quantity"):
        count = getattr(mention, name)
        if count is not None and count.start is not None and count.end is not None:
            said = f"{words.number(count)} {name}" if name != "quantity" else f"{words.number(count)} counted"
            yield Note(count.start, count.end, "count", said, mention.mention_id)
    for weapon in mention.weapons:
        yield Note(weapon.start, weapon.end, "count", f"weapon: {weapon.class_}", mention.mention_id)


def _time(time: Timex) -> Note:
    days = f"{time.first or '?'} to {time.last or '?'}" if time.first != time.last else str(time.first)
    told = days if time.first or time.last else f"{time.type.lower()} {time.value}"
    return Note(time.start, time.end, "time", told, f"time-{time.start}")


def _place(place: PlaceMention, number: int) -> Note:
    known = f", {place.country_name}" if place.country_name and place.country_name != place.name else ""
    sort = f" ({place.kind})" if place.kind else " (not in the gazetteer)"
    return Note(place.start, place.end, "place", f"{place.name or place.text}{known}{sort}", f"place-{number}")


def _statement(statement: Statement) -> Iterable[Note]:
    source = statement.source
    who = (source.name or source.text) if source else "nobody named"
    told = f"{who} {statement.stance.replace('_', ' ')}"
    for span in statement.content:
        yield Note(span.start, span.end, "statement", told, statement.statement_id)
    if statement.cue:
        yield Note(statement.cue.start, statement.cue.end, "statement", f"cue: {told}", statement.statement_id)


def annotated(text: str, notes: Sequence[Note], at: tuple[int, int] | None = None) -> Markup:
    """The text with its notes marked, and the stretch `at` framed."""
    begins: dict[int, list[Note]] = {}
    ends: dict[int, list[Note]] = {}
    for note in notes:
        begins.setdefault(note.start, []).append(note)
        ends.setdefault(note.end, []).append(note)
    edges = sorted({0, len(text), *begins, *ends, *(at or ())})
    live: list[Note] = []
    pieces: list[str] = []
    for start, end in pairwise(edges):
        gone = {id(note) for note in ends.get(start, ())}
        live = [note for note in live if id(note) not in gone] + begins.get(start, [])
        if at and start == at[0]:
            pieces.append('<span id="at" tabindex="-1"></span>')
        pieces.append(_piece(text[start:end], live, bool(at and at[0] <= start and end <= at[1])))
    return Markup("".join(pieces))


def _piece(text: str, live: Sequence[Note], framed: bool) -> str:
    """A stretch between two edges with everything that holds of it, as markup. A long report has tens of thousands."""
    shown = str(escape(visible(text)))
    if not live and not framed:
        return shown
    top = sorted(live, key=lambda note: (_RANK[note.layer], note.end - note.start))
    layers = " ".join(dict.fromkeys(f"m-{note.layer}" for note in top))
    told = "; ".join(dict.fromkeys(note.words for note in top))
    target = next((note.target for note in top if note.target and note.layer != "statement"), "")
    target = target or next((note.target for note in top if note.target), "")
    # White space is marked, but a link of nothing cannot be seen or named.
    if target and text.strip():
        shown = f'<a href="#{escape(target)}">{shown}</a>'
    names = f"{layers} m-at".strip() if framed else layers
    return f'<mark class="{names}" title="{escape(visible(told))}">{shown}</mark>'
