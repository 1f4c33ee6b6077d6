"""The date a report carries on its face: a metadata field, a header line, a dateline. Meaning is left to `reading`."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate

from ..model import UNPUBLISHED, Basis, Published

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_FORMS = (
    re.compile(rf"(?P<m>{_MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m>{_MONTH}),?\s+(?P<y>\d{{4}}|\d{{2}})\b", re.IGNORECASE),
    re.compile(r"\b(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"),
)
_LABEL = re.compile(
    r"\s*(?:published|posted|updated|last updated|modified|issued|released|date|filed|created|this story is from)"
    r"(?:\s+(?:on|at))?\s*[:|-]?\s*",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"^\s*[A-Z][A-Z .'’-]{2,40}(?:,\s*[A-Z][\w .]{1,20})?[,:]?\s+\(?")
_URL_DATE = re.compile(
    r"/(?P<y>(?:19|20)\d{2})[/-](?P<m>\d{1,2})[/-](?P<d>\d{1,2})(?=[/-]|$|\D)|/(?P<ymd>(?:19|20)\d{6})/"
)
# How many lines from the top may hold a date that is the report's own.
_HEADER_LINES = 8
# A two-digit year up to this one is of the 21st century.
_PIVOT_YEAR = 40


def parse_date(words: str) -> date | None:
    """The first full calendar date in a few words, or None."""
    for form in _FORMS:
        found = form.search(words)
        if found:
            day = _date_of(found["y"], found["m"], found["d"])
            if day:
                return day
    return None


def _date_of(year: str, month: str, day: str) -> date | None:
    """A calendar date from the parts as written; None when there is no such day."""
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    full = int(year)
    if len(year) == 2:
        full += 2000 if full <= _PIVOT_YEAR else 1900
    try:
        found = date(full, number, int(day))
    except ValueError:
        return None
    return found if 1900 <= full <= 2100 else None


def from_value(value: object, basis: Basis, reason: str) -> Published:
    """A date from a metadata field: ISO 8601 in any of its lengths, else words. Unreadable values give no date."""
    text = str(value or "").strip()
    found = re.match(r"(\d{4})-(\d{2})(?:-(\d{2}))?", text)
    day: date | None
    if found and found[3]:
        day = _date_of(found[1], found[2], found[3])
    elif re.fullmatch(r"\d{8}", text):
        day = _date_of(text[:4], text[4:6], text[6:])
    elif re.fullmatch(r"\d{9,11}", text):
        day = datetime.fromtimestamp(int(text), UTC).date() if int(text) < 4_000_000_000 else None
    elif found:
        return _month(int(found[1]), int(found[2]), basis, reason)
    else:
        day = parse_date(text) or _mail_date(text)
    return Published(day, day, "day", basis, f"{reason} {text!r}") if day else UNPUBLISHED


def _month(year: int, month: int, basis: Basis, reason: str) -> Published:
    """A date known to the month."""
    if not 1 <= month <= 12:
        return UNPUBLISHED
    first = date(year, month, 1)
    after = date(year + month // 12, month % 12 + 1, 1)
    return Published(first, date.fromordinal(after.toordinal() - 1), "month", basis, reason)


def _mail_date(text: str) -> date | None:
    """Dates as mail headers and feeds write them, by the sender's own day: Thu, 02 Jan 2020 10:00:00 +0300."""
    found = parsedate(text)
    if found:
        return _date_of(str(found[0]), str(found[1]), str(found[2]))
    try:
        return datetime.strptime(text, "%m/%d/%Y").date()
    except ValueError:
        return None


def from_url(url: str | None) -> Published:
    """A date that stands in an article's address."""
    found = _URL_DATE.search(url or "")
    if not found:
        return UNPUBLISHED
    day = from_value(found["ymd"], "metadata", "address") if found["ymd"] else UNPUBLISHED
    if found["y"]:
        exact = _date_of(found["y"], found["m"], found["d"])
        day = Published(exact, exact, "day", "metadata", f"address {url}") if exact else UNPUBLISHED
    return day


def from_header(text: str) -> Published:
    """A date on one of the first lines: alone or labelled, opening a line of page furniture, or in a dateline."""
    lines = [line for line in text.split("\n") if line.strip()][:_HEADER_LINES]
    for number, line in enumerate(lines):
        day = _line_date(line, number)
        if day:
            return Published(day, day, "day", "header", f"line {number + 1}: {line.strip()[:80]!r}")
    return UNPUBLISHED


def _line_date(line: str, number: int) -> date | None:
    """The date of a header line or dateline, else None: a date inside running text is never the report's own."""
    label = _LABEL.match(line)
    if label and label.end() > 0 and len(line) < 200:
        rest = line[label.end() :]
        found = parse_date(rest[:40])
        if found:
            return found
    opening = parse_date(re.sub(rf"^\s*{_WEEKDAY}", "", line, flags=re.IGNORECASE)[:24])
    if opening and len(line) < 200 and not line.rstrip().endswith((".", "”")) and line.strip()[:1].isalnum():
        return opening
    dateline = _DATELINE.match(line)
    if dateline and number < 4:
        return parse_date(line[: dateline.end() + 24])
    return None
