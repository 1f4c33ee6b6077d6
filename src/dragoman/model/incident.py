"""Views over claims: incidents, the disagreements between their claims, and the ties between incidents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .correction import Applied
from .counts import Count
from .interval import Interval
from .mention import Plover, Role, Status, Weapon
from .place import PlaceMention

Rule = Literal["best_supported", "acled_lowest", "ucdp_range", "latest_official"]


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A sentence that a line of a view rests on; `text` equals the report's text at the offsets."""

    report_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Party:
    """An actor of an incident over all its tellings: one canonical name, every wording."""

    role: Role
    name: str
    type: str
    actor_id: str | None
    texts: tuple[str, ...]
    sector: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a disagreement: a value, how many independent origins hold it, who says it, and where."""

    value: str
    origins: int
    claims: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    speakers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Claims on one field that cannot all be true. `incident_id` is None for a pair of statements."""

    disagreement_id: str
    incident_id: str | None
    field: str
    sides: tuple[Side, ...]
    kind: Literal["value", "attribution", "occurrence", "updated"]
    about: str = ""


@dataclass(frozen=True, slots=True)
class Incident:
    """The mentions, in any number of reports, that tell of the same real event."""

    incident_id: str
    kind: str
    plover: Plover | None
    status: Status
    series: bool
    background: bool
    actors: tuple[Party, ...]
    place: PlaceMention | None
    time: Interval
    killed: Count | None
    injured: Count | None
    arrested: Count | None
    quantity: Count | None
    weapons: tuple[Weapon, ...]
    summary: str
    reports: tuple[str, ...]
    origins: int
    evidence: tuple[Evidence, ...]
    disagreements: tuple[str, ...]
    rule: Rule
    mentions: tuple[str, ...] = ()
    confidence: float = 0.5
    rejected: bool = False
    """True when a person rejected it: it is listed, and counts for nothing."""
    corrections: tuple[Applied, ...] = ()
    """The decisions of persons that are in force on it, oldest first."""
    withdrawn: tuple[str, ...] = ()
    """Newer versions of the articles that told of it which tell of it no more, where no source is left that does."""


@dataclass(frozen=True, slots=True)
class Link:
    """One incident's tie to another, only as a source states it or a party claims it. `from_id` is written `from`."""

    link_id: str
    from_id: str
    to_id: str
    relation: Literal["response_to", "part_of", "follow_up", "cancels"]
    basis: Literal["stated", "claimed"]
    speaker_id: str | None
    evidence: tuple[Evidence, ...]
