"""Rumours that the next sentence answers or names: "Word was that they had fled. That is not true."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ...model import Mention, Plover
from ..composition.rumours import RumourWords, carriers, is_untrue, rumours_of
from ..parse import Sentence

_TOLD = frozenset({"occurred", "ongoing", "attempted", "announced", "possible"})
_SO_RUNS = re.compile(
    r"\W*+(?:so|thus|this|that)\s+(?:reads?|runs?|ran|goes|went|says?|said|claims?|claimed|writes?|wrote)\s+(?:an?|the|one|another)\s+"
    r"(?:[\w-]+\s+){0,2}?(?P<carrier>[\w-]+)\b",
    re.IGNORECASE,
)


def as_rumoured(sentences: Sequence[Sentence], mentions: Sequence[Mention], words: RumourWords) -> list[Mention]:
    """The mentions: denied where the next sentence says that their rumour is untrue, possible where it was a post."""
    status: dict[int, str] = {}
    nouns = carriers(words)
    for sentence, after in pairwise(sentences):
        if rumours_of(sentence, words) and is_untrue(after.text, words):
            status[sentence.span.start] = "denied"
        elif _is_quoted(sentence) and (runs := _SO_RUNS.match(after.text)) and runs["carrier"].lower() in nouns:
            status[sentence.span.start] = "possible"
    if not status:
        return list(mentions)
    return [_with(mention, status.get(mention.sentence.start)) for mention in mentions]


def _with(mention: Mention, status: str | None) -> Mention:
    """A mention in another status; what did happen by another voice in the same words stays as it is."""
    if status is None or mention.status not in _TOLD:
        return mention
    if status == "denied":
        return replace(mention, status="denied", plover=Plover("REJECT", None))
    return replace(mention, status="possible")


def _is_quoted(sentence: Sentence) -> bool:
    """True for a sentence in quotation marks from end to end."""
    inside = sum(quote.end - quote.start for quote in sentence.segment.quoted)
    return inside >= len(sentence.text.strip('"“”«» ')) - 2 > 0
