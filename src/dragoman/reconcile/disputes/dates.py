"""Two dates of one document: its header against a note that it is older (flag `date_conflict`)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...model import Disagreement, Evidence, Report, Side, Span
from ..headline.told import World
from .polarity import Polarity
from .sides import make_disagreement

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_FULL_STOP = re.compile(r"[.!?](?=\s+[A-Z“\"]|\s*\d*\s*$)")


def conflicting_dates(world: World, polarity: Polarity) -> list[Disagreement]:
    """One disagreement on `published` for each report whose own dates contradict each other."""
    reports: Iterable[Report] = (world.reports[one] for one in sorted(world.reports))
    found = (_conflict(report, world, polarity) for report in reports if "date_conflict" in report.flags)
    return [one for one in found if one is not None]


def _conflict(report: Report, world: World, polarity: Polarity) -> Disagreement | None:
    header, note = _header(report), _note(report, polarity)
    if header is None or note is None or header.overlaps(note):
        return None
    sides = [_side(report, span, world) for span in (header, note)]
    about = f"when {report.external_id} was written"
    return make_disagreement(None, "published", sides, "value", about)


def _side(report: Report, span: Span, world: World) -> Side:
    evidence: Evidence = world.evidence(report.report_id, span)
    return Side(evidence.text, 1, (), (evidence,))


def _header(report: Report) -> Span | None:
    """The first line that gives the day on which the report says it was published."""
    day = report.published.start
    if day is None:
        return None
    month = _MONTHS[day.month - 1]
    named = rf"(?:{month}|{month[:3]})\.?\s+0?{day.day}(?:st|nd|rd|th)?,?\s+{day.year}"
    other = rf"0?{day.day}(?:st|nd|rd|th)?\s+(?:{month}|{month[:3]})\.?,?\s+{day.year}"
    match = re.search(rf"{named}|{other}|{day.isoformat()}", report.text, re.IGNORECASE)
    return _line(report.text, match.start()) if match else None


def _line(text: str, at: int) -> Span:
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return Span(start, end if end >= 0 else len(text))


def _note(report: Report, polarity: Polarity) -> Span | None:
    """The sentence in which the report says that it was published before, a year with it."""
    for start, _ in polarity.notes(report.text):
        line = _line(report.text, start)
        first, last = line.start, line.end
        for stop in _FULL_STOP.finditer(report.text, line.start, line.end):
            if stop.end() <= start:
                first = stop.end()
            else:
                last = stop.end()
                break
        while first < last and report.text[first].isspace():
            first += 1
        if re.search(r"\b(?:19|20)\d\d\b", report.text[first:last]):
            return Span(first, last)
    return None
