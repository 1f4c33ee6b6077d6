"""What the brief says, before it is dressed as text, Markdown or a page. Every line keeps the evidence it rests on.

Invariant: a line is a view of one incident, disagreement or report of the ledger; nothing is computed here that the
ledger does not hold. What did not happen never stands under what happened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..model import Disagreement, Evidence, Incident, Link, Report, Statement
from .interest import Interested

# Evidence stands in the order of reports and their sentences.
_LOOKED_AT = 4
_ENDS = (".", "!", "?", ".”", ".’", '."', ".'", ".)", "?”", "!”")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the brief: an incident or posture with what a reader asks first."""

    id: str
    when: str
    what: str
    who: str
    where: str
    toll: str
    weapon: str
    status: str
    origins: int
    series: bool
    sort_day: str
    told: str
    """When it was reported, for lines without a date of their own; empty when that is unknown too."""
    told_day: str
    evidence: tuple[Evidence, ...]
    unknown: tuple[str, ...]
    links: tuple[str, ...] = ()
    disputed: bool = False
    incident: Incident | None = None


@dataclass(frozen=True, slots=True)
class Dispute:
    """One disagreement with its sides next to each other."""

    id: str
    question: str
    """What the sides differ on, in words: "Who did it"."""
    about: str
    """The incident in a few words; empty for two statements, which speak for themselves."""
    kind: str
    field: str
    incident_id: str | None
    sides: tuple[DisputeSide, ...]


@dataclass(frozen=True, slots=True)
class DisputeSide:
    """One side: what it holds, who says so, from how many independent origins."""

    value: str
    speakers: str
    origins: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class ChainLine:
    """One step of a chain of answers: how deep it stands, the incident in a few words, and how its tie is known."""

    depth: int
    id: str
    what: str
    basis: str
    """`stated` by the report or `claimed` by a party; empty for the first deed."""
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One statement worth a line: who, in what stance, and the words."""

    id: str
    speaker: str
    stance: str
    text: str
    evidence: tuple[Evidence, ...]
    """Its sentence, once for each report that has it."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One report as a source: where from, of when, how that is known, with what faults."""

    number: int
    report_id: str
    label: str
    publisher: str
    published: str
    basis: str
    kind: str
    flags: tuple[str, ...]
    origin: int
    reason: str
    same_as: int | None
    """The number of the first source of the same origin, where this one is not the first."""


@dataclass(frozen=True, slots=True)
class Glance:
    """The latest of one sort on the first page: a heading, and lines of an id and words."""

    heading: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole brief."""

    title: str
    counts: tuple[str, ...]
    happened: tuple[Line, ...]
    posture: tuple[Line, ...]
    threats: tuple[Line, ...]
    not_happened: tuple[Line, ...]
    diplomacy: tuple[Line, ...]
    disputes: tuple[Dispute, ...]
    said: tuple[Said, ...]
    background: tuple[Line, ...]
    unknown: tuple[str, ...]
    chains: tuple[tuple[ChainLine, ...], ...]
    """Chains of at least three deeds, each an answer to the one above it, as told."""
    sources: tuple[SourceLine, ...]
    skipped: tuple[str, ...]
    reports: Mapping[str, Report]
    footer: str = ""
    """How to look behind a line."""
    narrowed: bool = False
    """True when filters kept something out."""
    numbers: Mapping[str, int] = field(default_factory=dict)
    glance: tuple[Glance, ...] = ()
    """What weighs most in a line each (`glance.py`); empty for a brief that is short itself."""
    left: Mapping[str, int] = field(default_factory=dict)
    """How many lines of a section were cut off, by the section's name here (`shorten.py`)."""

    def source_number(self, report_id: str) -> int:
        """The number by which the brief refers to a report; 0 for one that is not among its sources."""
        return self.numbers.get(report_id, 0)

    def marks(self, evidence: Sequence[Evidence]) -> str:
        """References to the reports of some evidence: `[1] [3]`."""
        numbers = sorted({self.source_number(item.report_id) for item in evidence})
        return " ".join(f"[{number}]" for number in numbers)


@dataclass(frozen=True, slots=True)
class Contents:
    """What the ledger holds for one brief, already narrowed by the user's filters."""

    reports: Sequence[Report]
    incidents: Sequence[Incident]
    statements: Sequence[Statement]
    disagreements: Sequence[Disagreement]
    links: Sequence[Link]
    skipped: Sequence[str] = ()
    """Inputs that could not be read, in lines that may stand for several each."""
    skips: int = 0
    """How many inputs those are."""
    narrowed: bool = False
    """True when filters may have kept something out."""
    actor_names: Mapping[str, str] | None = None
    interested: Interested = lambda speaker, incident: False
    """What tells whether a speaker has a part in an incident."""
    rejected: int = 0
    """How many incidents a person rejected: they are not shown."""


def once(evidence: Sequence[Evidence]) -> list[tuple[Evidence, ...]]:
    """Evidence with each sentence once: copies of a sentence in several reports stand together."""
    found: dict[str, list[Evidence]] = {}
    for item in evidence:
        found.setdefault(one_line(item.text), []).append(item)
    return [tuple(items) for items in found.values()]


def telling(evidence: Sequence[Evidence]) -> Evidence:
    """The sentence to show of some evidence: an early one that ends as sentences do and headlines do not."""
    return next((one for one in evidence[:_LOOKED_AT] if one_line(one.text).endswith(_ENDS)), evidence[0])


def one_line(text: str) -> str:
    """Text without line breaks."""
    return " ".join(text.split())


def as_dict(brief: Outline) -> dict[str, Any]:
    """The brief as plain data, for `--format json`; report texts are left out."""
    from ..model import as_record

    record: dict[str, Any] = as_record(brief)
    record.pop("reports")
    record.pop("numbers")
    for section in ("happened", "posture", "threats", "not_happened", "diplomacy", "background"):
        for line in record[section]:
            line.pop("incident")
    return record
