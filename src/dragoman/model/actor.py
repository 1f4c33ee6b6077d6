"""Actors as the ledger knows them, the offices they hold, and their relations with dated, disputable evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

ActorType = Literal["person", "organisation", "group", "country", "facility", "unnamed"]
RelationName = Literal["backs", "finances", "commands", "member_of", "part_of", "holds_office", "allied_with", "fights"]


@dataclass(frozen=True, slots=True)
class Office:
    """One office that an actor held: what, of whom, from when, until when (None: open or unknown)."""

    office: str
    of: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A party of the knowledge base or one met in a report. `sector` is a PLOVER sector code, `country` ISO alpha-3."""

    actor_id: str
    name: str
    type: ActorType
    aliases: tuple[str, ...] = ()
    sector: str | None = None
    country: str | None = None
    roles: tuple[Office, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Words that name or describe an actor. `name` is canonical; `actor_id` is None for "gunmen" and the like."""

    start: int
    end: int
    text: str
    type: ActorType
    actor_id: str | None = None
    name: str | None = None
    sector: str | None = None
    country: str | None = None
    head: int = -1
    """Offset of the first character of the head word: what a syntactic link points at."""
    antecedent: tuple[int, int] | None = None
    """Span of the words that this pronoun or definite noun was resolved to, where it was."""
    named: tuple[int, int] | None = None
    """Span of the known name that a description of its people holds: "FMLN" in "suspected FMLN guerrillas"."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A two-ended uncertain day: not before `first`, not after `last`; None where that is open."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """`a` stands in `relation` to `b`, as told at a span, with four-ended dates (earliest and latest start and end)."""

    relation_id: str
    report_id: str
    a: str
    relation: RelationName
    b: str
    a_id: str | None
    b_id: str | None
    since: Dated
    until: Dated
    start: int
    end: int
    text: str
    office: str | None = None
    disputed: bool = False
    statement_id: str | None = None
    claims: tuple[str, ...] = ()
