"""One more telling of a deed: its kind, status and event, with nothing else than what this sentence says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...model import Count, Mention, MentionActor, TextSpan, content_id
from ..parse import Sentence


def told_again(
    deed: Mention,
    sentence: Sentence,
    at: TextSpan,
    actors: Sequence[MentionActor],
    statement_id: str | None,
    **counts: Count | None,
) -> Mention:
    """The deed told again by the words `at` of a sentence.

    `counts`: killed, injured or arrested; the others are None.
    """
    return replace(
        deed,
        mention_id=content_id("men", deed.report_id, at.start, at.end, deed.kind),
        sentence=sentence.span,
        trigger=at,
        actors=tuple(actors),
        time=None,
        place=None,
        killed=counts.get("killed"),
        injured=counts.get("injured"),
        arrested=counts.get("arrested"),
        quantity=None,
        weapons=(),
        statement_id=statement_id,
    )
