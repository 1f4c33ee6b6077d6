"""A change of knowledge: one cell of one incident, or a whole incident, before and after, and what it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ..model import Correction, Disagreement, Evidence, Incident, Link, Mention, Report, Rule, content_id

Sort = Literal["new", "changed", "merged", "split", "gone", "contradicted", "updated", "settled", "linked", "unlinked"]
"""`gone`: no report tells of it any more, or a person rejected it. `contradicted`: a disagreement is new or has other
sides; `updated`: a figure that only rose; `settled`: a disagreement is no more."""

Why = Literal["new report", "new version", "correction", "new reader", "rule", "not held", "regrouped"]
"""What a change comes from: a report recorded since, a revised article, a person's decision, a newer reader, another
rule of values, a report that the later ledger does not hold, or the same tellings put together otherwise."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of knowledge about one incident (or between two statements: `incident_id` is None).

    `field` is empty where the whole incident is meant; of a disagreement it is what the sides differ on, of a link its
    relation. `before` and `after` are words for people, None for what was not known or not there. `at` is the moment
    when what caused it was recorded. `reports`, `corrections` and `evidence` are what it rests on.
    """

    change_id: str
    sort: Sort
    incident_id: str | None
    field: str
    before: str | None
    after: str | None
    why: Why
    reason: str
    """`why` in words: which report, which version, whose correction."""
    kind: str
    """The incident's kind; empty between two statements."""
    group: str
    """The contract's group of that kind: violence, coercion, protest, posture, words or other."""
    summary: str
    """The incident in one line, as it is now, or was where it is gone."""
    by: str | None = None
    """Who decided, where it is a correction."""
    at: str | None = None
    reports: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    others: tuple[str, ...] = ()
    """Other incidents that it concerns: those merged into this one, the one it was split from, the end of a link; or
    the disagreement."""

    @classmethod
    def made(
        cls,
        sort: Sort,
        incident: Incident | None,
        cell: Cell,
        cause: Cause,
        group: str,
        others: tuple[str, ...] = (),
        about: str = "",
    ) -> Change:
        """A change with the id that its content gives it; `about` stands for the incident where there is none."""
        identity = incident.incident_id if incident else None
        return cls(
            change_id=content_id("chg", sort, identity, cell.field, cell.before, cell.after, *others),
            sort=sort,
            incident_id=identity,
            field=cell.field,
            before=cell.before,
            after=cell.after,
            why=cause.why,
            reason=cause.reason,
            kind=incident.kind if incident else "",
            group=group,
            summary=incident.summary if incident else about,
            by=cause.by,
            at=cause.at,
            reports=cause.reports,
            corrections=cause.corrections,
            evidence=cause.evidence,
            others=others,
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """A field with what it held and what it holds."""

    field: str = ""
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """What a change comes from, with what it rests on."""

    why: Why
    reason: str
    by: str | None = None
    at: str | None = None
    reports: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Known:
    """What is known at one moment: incidents with what they rest on, and the history of that."""

    name: str
    """How people call the moment or the ledger."""
    rule: Rule
    incidents: Mapping[str, Incident]
    """Those of then; of two moments that are compared, as far as they may differ."""
    rejected: Mapping[str, Incident]
    disagreements: Mapping[str, Disagreement]
    links: Mapping[str, Link]
    reports: Mapping[str, Report]
    readers: Mapping[str, str]
    """The version of the reader that read each report."""
    recorded: Mapping[str, str]
    """When each report was read, as a stamp."""
    corrections: Mapping[str, Correction]
    mention: Callable[[str], Mention | None] = field(compare=False)
    """Look a mention up by its id; most are never asked for."""
    versions: Callable[[str], Iterable[str]] = field(compare=False)
    """The reports that are versions of an article, by its id."""
