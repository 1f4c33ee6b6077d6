"""Tellings of one event agree on how it was done: "the attack", told again of a bombing, is a bombing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...knowledge.framebook import FrameBook
from ...model import HAPPENED, Mention, Plover


def kinds_of_events(mentions: Sequence[Mention], book: FrameBook) -> list[Mention]:
    """The mentions in their order; one of a general kind takes the only telling kind that its event has.

    Only deeds that happened are looked at, and no series: what is planned or denied may be another deed.
    """
    told: dict[str, set[str]] = {}
    for mention in mentions:
        if _counts(mention):
            told.setdefault(mention.event_id, set()).add(mention.kind)
    return [_of_event(mention, told.get(mention.event_id, set()), book) for mention in mentions]


def _of_event(mention: Mention, kinds: set[str], book: FrameBook) -> Mention:
    """The mention under the kind that its event's other tellings give it."""
    rank = {kind: at for at, kind in enumerate(book.general)}
    if mention.kind not in rank or not _counts(mention):
        return mention
    telling = {kind for kind in kinds if kind in book.means and kind not in rank}
    telling = telling or {kind for kind in kinds if kind in book.means and rank[kind] > rank[mention.kind]}
    if len(telling) != 1:
        return mention
    kind = book.kinds[telling.pop()]
    plover = mention.plover
    if plover is not None and plover.type == kind.plover_type:
        plover = Plover(plover.type, kind.plover_mode, plover.context)
    return replace(mention, kind=kind.kind, plover=plover)


def _counts(mention: Mention) -> bool:
    """True for one deed that happened."""
    return mention.status in HAPPENED and not mention.series
