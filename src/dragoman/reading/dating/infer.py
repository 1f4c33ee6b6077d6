"""The report's own date, where no source told it: from a date line, a note, or by solving what the text sets.

Invariant: a date found here agrees with at least two cues of the text, or stands on a line of its own. History told in
the past ("in 2018", "in January 2020") dates nothing by itself: a writer names the year of what is not recent.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...model import Published
from ..parse import Sentence
from ..times import TimeTagger
from .bounds import bounded
from .datelines import date_line, on_dateline
from .notes import checked, from_note, noted
from .solve import solved
from .world import DatingWorld


def infer_published(
    text: str,
    sentences: Sequence[Sentence],
    times: TimeTagger,
    known: Published,
    world: DatingWorld | None = None,
) -> Published:
    """The report's own date: `known` when it is known, else what the text itself settles, else `known` unchanged.

    With `world`, a report that settles no date is bounded by the offices, known events and years that it tells of,
    where these leave no more than about three years. The result's `reason` says in words which expressions settled it.
    """
    told = times.tag(text, sentences, known.interval)
    note = noted(text, told, times.dating.notes)
    if known.start is not None or known.end is not None:
        return on_dateline(text, told, checked(text, told, note, known))
    header = date_line(text, told, times.dating.header)
    if header is not None:
        return header
    tenses = times.tenses(text, sentences, told)
    found = solved(text, told, tenses)
    if found is not None:
        return found
    by_note = from_note(told, tenses, note)
    window = bounded(text, sentences, told, tenses, world) if world is not None else None
    if by_note is not None and not _excluded(by_note, window):
        return by_note
    return on_dateline(text, told, window) if window else known


def _excluded(by_note: Published, window: Published | None) -> bool:
    """True when a note's date lies before everything that the world allows."""
    return bool(window and window.start and by_note.end and by_note.end < window.start)
