"""What one report says, read: the pure result of (report, knowledge, models)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .actor import ActorMention, Relation
from .mention import Claim, Mention, ToldLink
from .place import PlaceMention
from .record import as_record
from .report import Report
from .span import Span
from .statement import Statement
from .timex import Timex


@dataclass(frozen=True, slots=True)
class Reading:
    """Sentences, times, places, actors, mentions, statements, relations and told links of one report."""

    report: Report
    sentences: tuple[Span, ...] = ()
    times: tuple[Timex, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    relations: tuple[Relation, ...] = ()
    links: tuple[ToldLink, ...] = ()
    claims: tuple[Claim, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The reading as plain dicts and lists, with the names of the contract."""
        record: dict[str, Any] = as_record(self)
        return record
