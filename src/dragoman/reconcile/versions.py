"""Versions of one article: a newer one takes the place of an older one, as far as it tells of the same event.

Invariant: local to one incident, so that what else a ledger holds changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from ..model import Report
from .matching.units import Unit

# Two versions of one article tell one event in sentences that share this much of their words.
_LIKE = 0.5


def revised(a: Unit, b: Unit) -> float:
    """How much two tellings in versions of one article are one sentence, edited; 0 where they are none."""
    if not a.article or a.article != b.article or a.report_id == b.report_id:
        return 0.0
    likeness = len(a.wording & b.wording) / max(1, len(a.wording | b.wording))
    return likeness if likeness >= _LIKE else 0.0


def current(units: Sequence[Unit], reports: Mapping[str, Report]) -> list[Unit]:
    """The tellings that stand: without those in older versions of an article whose newer one tells of it too."""
    newest: dict[str, int] = {}
    for unit in units:
        report = reports[unit.report_id]
        newest[report.article_id] = max(report.version, newest.get(report.article_id, 0))
    return [unit for unit in units if reports[unit.report_id].version == newest[reports[unit.report_id].article_id]]


# What stops short, or was not read, drops nothing by its silence.
_SILENT = frozenset({"truncated", "unsupported_language"})
Newest = Mapping[str, tuple[int, str]]
"""For each article its newest version, where that is whole: its number, and its report."""


def newest_of(versions: Iterable[tuple[str, int, str, Collection[str]]]) -> Newest:
    """The newest version of each article, from article, version, report and flags of each."""
    found: dict[str, tuple[int, str, bool]] = {}
    for article, version, report, flags in versions:
        found[article] = max((version, report, _SILENT.isdisjoint(flags)), found.get(article, (0, "", False)))
    return {article: (version, report) for article, (version, report, whole) in found.items() if whole}


def withdrawn(units: Sequence[Unit], reports: Mapping[str, Report], newest: Newest) -> tuple[str, ...]:
    """The newer versions that tell of an event no more, where each article that told of it has one; else none.

    `units` are the tellings that stand (see `current`).
    """
    found: set[str] = set()
    for unit in units:
        told = reports[unit.report_id]
        version, report = newest.get(told.article_id, (0, ""))
        if version <= told.version:
            return ()
        found.add(report)
    return tuple(sorted(found))


def replaces(one: Report, other: Report) -> bool:
    """True for two versions of one article."""
    return one.article_id == other.article_id and one.version != other.version
