"""A mention: one telling of one event, in one sentence; and the claims it breaks into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .actor import ActorType
from .counts import Count
from .place import PlaceMention
from .span import Span, TextSpan
from .timex import MentionTime

Status = Literal[
    "occurred", "ongoing", "attempted", "announced", "threatened", "demanded", "possible", "negated", "denied"
]
HAPPENED: frozenset[str] = frozenset({"occurred", "ongoing", "attempted"})
"""The only statuses that ever count as having happened."""

Role = Literal["actor", "recipient", "victim", "claimant", "blamed"]
DOERS: frozenset[str] = frozenset({"actor", "claimant", "blamed"})
"""The roles of those who did a deed, say that they did, or are said to have."""


@dataclass(frozen=True, slots=True)
class Plover:
    """What PLOVER would code: type, mode and contexts."""

    type: str
    mode: str | None = None
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MentionActor:
    """A party to an event. The span is where the words stand; `link` the span of the pronoun or noun they stood for."""

    role: Role
    type: ActorType
    start: int
    end: int
    text: str
    actor_id: str | None = None
    name: str | None = None
    sector: str | None = None
    country: str | None = None
    link: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Weapon:
    """A weapon by its words and its class."""

    start: int
    end: int
    text: str
    class_: str


@dataclass(frozen=True, slots=True)
class Mention:
    """One telling of one event in one sentence. `event_id` is shared by the tellings of one event in this report."""

    mention_id: str
    report_id: str
    event_id: str
    sentence: Span
    trigger: TextSpan
    kind: str
    plover: Plover | None
    status: Status
    series: bool = False
    background: bool = False
    actors: tuple[MentionActor, ...] = ()
    place: PlaceMention | None = None
    time: MentionTime | None = None
    killed: Count | None = None
    injured: Count | None = None
    arrested: Count | None = None
    quantity: Count | None = None
    """Any other number that belongs to the event: troops, seats, protesters, attacks of a series."""
    weapons: tuple[Weapon, ...] = ()
    statement_id: str | None = None
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Claim:
    """One field of one mention: the unit of record, and what every cell of a view traces back to."""

    claim_id: str
    mention_id: str
    report_id: str
    field: str
    value: str
    raw: str
    start: int
    end: int
    speaker_id: str | None
    status: Status
    reader: str
    reader_version: str
    speaker: str | None = None
    """Who says so, in words, where a speaker does; None is the report's own voice."""


@dataclass(frozen=True, slots=True)
class ToldLink:
    """A tie between two mentions of one report that the report itself states, with the words that state it."""

    from_mention: str
    to_mention: str
    relation: Literal["response_to", "part_of", "follow_up", "cancels"]
    statement_id: str | None
    start: int
    end: int
    text: str
