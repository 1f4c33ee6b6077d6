"""The date a report carries on its face: a metadata field, a header line, a dateline. Meaning is left to `reading`."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate

from ..model import UNPUBLISHED, Basis, Published
from .calendar import Calendar, shipped_calendar

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_FORMS = (
    re.compile(rf"(?P<m>{_MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+\(?(?P<y>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m>{_MONTH}),?\s+(?P<y>\d{{4}}|\d{{2}})\b", re.IGNORECASE),
    re.compile(r"\b(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"),
    # Day first with dashes or points; with a stroke only where no month has such a number.
    re.compile(r"\b(?P<d>\d{1,2})(?P<dot>[-.])(?P<m>\d{1,2})(?P=dot)(?P<y>\d{4})\b"),
    re.compile(r"\b(?P<d>1[3-9]|2\d|3[01])/(?P<m>\d{1,2})/(?P<y>\d{4})\b"),
)
_LABEL = re.compile(
    r"\s*+(?:published|posted|updated|last updated|modified|issued|released|date|filed|created|this story is from)"
    r"(?:\s+(?:on|at))?\s*[:|-]?\s*",
    re.IGNORECASE,
)
_INNER_LABEL = re.compile(r"\bdate\s*:\s*", re.IGNORECASE)
_DATELINE = re.compile(r"^\s*[A-Z][A-Z .'’-]{2,40}(?:,\s*[A-Z][\w .]{1,20})?[,:]?\s+\(?")
# The place and agency before the date of a dateline: "BASHUR, Iraq (Gulf Press) - ", "ABA/NIVE PORT (Delta Press) ".
_PLACED = re.compile(
    r"^\s*\(?[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]*){0,4}(?:,\s*[A-Z][\w .]{1,20}(?:/[A-Z ]{3,20})?)?[,:]?\s*"
    r"(?:\([^()\n]{2,50}\)|[A-Z][a-z]+(?: [A-Z][a-z]+)? *[—–-])?\s*[—–:,-]*\s*(?=\d|[A-Z][a-z]{2})"
)
# The same with its city as it is written in a sentence: "Libreville, August 30, 2023, ".
_NAMED_PLACE = re.compile(
    r"^\s*[A-Z][\w'’.-]+(?:[ -][A-Z][\w'’.-]+){0,3},\s+(?:le |den |el |il |the )?(?=\d|[A-Z][a-z]{2})"
)
_SMALL_PLACED = re.compile(
    rf"^\s*\(?[^\W\d_]{{3,20}}(?: [^\W\d_]{{3,12}})?[,:]?\s+(?={_MONTH}\s+\d|\d{{1,2}}\s+{_MONTH})"
)
_HALF_DAY = re.compile(r"\b[ap]\.\s?m\.$")
_SENTENCE = re.compile(r"\.\s+")
# What parts a line of page furniture: "Monday 3 May | by a reporter", "LIVE — 3 May 2021".
_PARTED = re.compile(
    rf"\s*[|•·()]\s*|\s+[—–-]\s+|\s*/\s+|\.\s+(?=[A-Z])|,\s+(?={_WEEKDAY}(?:{_MONTH}\s+\d|\d{{1,2}}\s+{_MONTH}\b))",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"{_WEEKDAY}(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}})"
    r"(?:\s+(?:at\s+)?\d{1,2}[:.h]\d{2}.{0,12})?",
    re.IGNORECASE,
)
_MONTH_ALONE = re.compile(rf"(?P<m>{_MONTH})\s+(?P<y>\d{{4}})", re.IGNORECASE)
_FOOT = re.compile(r"\s*+(?:published|posted|issued)\s+(?:in|on)\b[^.!?]{0,60}$", re.IGNORECASE)
_BYLINE = re.compile(r"\s*by\s+[A-Z]", re.IGNORECASE)
_URL_DATE = re.compile(
    r"/(?P<y>(?:19|20)\d{2})[/-](?P<m>\d{1,2})[/-](?P<d>\d{1,2})(?=[/-]|$|\D)|/(?P<ymd>(?:19|20)\d{6})/"
)
# How many lines from the top may hold a date that is the report's own.
_HEADER_LINES = 8
# How many may hold one in another language's form or words.
_OTHER_LINES = 8
# How many lines from the end may say where and when the report was published.
_FOOT_LINES = 3
# A line of page furniture is no longer than this.
_FURNITURE_CHARS = 200
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


def from_header(text: str, calendar: Calendar | None = None) -> Published:
    """A date on one of the first lines: alone or labelled, opening a line of page furniture, or in a dateline."""
    calendar = calendar or shipped_calendar()
    lines = [line for line in text.split("\n") if line.strip()][:_HEADER_LINES]
    for number, line in enumerate(lines):
        day = _line_date(line, number)
        if day:
            return Published(day, day, "day", "header", f"line {number + 1}: {line.strip()[:80]!r}")
    for number, line in enumerate(lines[:_OTHER_LINES]):
        day = calendar.day_of_line(line.strip()) if _is_furniture(line) else None
        day = day or _placed_date(line, calendar)
        if day:
            return Published(day, day, "day", "header", f"line {number + 1}: {line.strip()[:80]!r}")
    for number, line in enumerate(lines[1:], 1):
        month = _byline_month(line)
        if month is not None:
            return _month(*month, "header", f"line {number + 1}: {line.strip()[:80]!r}")
    for line in [line for line in text.split("\n") if line.strip()][-_FOOT_LINES:]:
        day = parse_date(line) if _FOOT.match(line) else None
        signed = _SIGNED.match(line.strip()) if len(line) < _LONGEST_SIGNED else None
        day = day or (calendar.day_of_words(line.strip()[signed.end() :]) if signed else None)
        if day:
            return Published(day, day, "day", "header", f"last lines: {line.strip()[:80]!r}")
    for number, line in enumerate(lines[:_OTHER_LINES]):
        days = _span_of_days(line) if _is_furniture(line) else None
        if days is not None:
            return Published(*days, "week", "header", f"line {number + 1}: {line.strip()[:80]!r}")
        parts = re.split(r"\s*[,|•·—–:]\s*", line.strip()) if _is_furniture(line) else []
        alone = next(filter(None, map(_MONTH_ALONE.fullmatch, parts)), None)
        if alone is not None and 1900 <= int(alone["y"]) <= 2100:
            month_number = _MONTHS.index(alone["m"][:3].lower()) + 1
            return _month(int(alone["y"]), month_number, "header", f"line {number + 1}: {line.strip()[:80]!r}")
    return UNPUBLISHED


_SIGNED = re.compile(
    r"(?:(?:Done|Given|Signed|Issued|Dated) (?:at |in )?)?[A-Z][\w'’.-]{1,30}(?: [A-Z][\w'’.-]{1,30}){0,3}, (?:on )?"
)
"""The place before the date under a statement or letter."""
_LONGEST_SIGNED = 90
_DAYS = re.compile(
    rf"(?:^|[:|,]\s*|\s)(?P<a>\d{{1,2}})\s*(?:[–—-]|to)\s*(?P<b>\d{{1,2}})\s+(?P<m>{_MONTH})\s+(?P<y>\d{{4}})$",
    re.IGNORECASE,
)


def _span_of_days(line: str) -> tuple[date, date] | None:
    """First and last day of a report on some days: "3 - 9 June 2024"."""
    found = _DAYS.search(line.strip())
    first, last = (_date_of(found["y"], found["m"], found[which]) for which in "ab") if found else (None, None)
    return (first, last) if first and last and first < last else None


def _byline_month(line: str) -> tuple[int, int] | None:
    """Year and month that end a byline: "by A. Writer, The Paper, August 2022"."""
    parts = re.split(r"\s*[,|•·—–]\s*", line.strip())
    found = _MONTH_ALONE.fullmatch(parts[-1]) if _BYLINE.match(line) and len(line) < _FURNITURE_CHARS else None
    if found is None or not 1900 <= int(found["y"]) <= 2100:
        return None
    return int(found["y"]), _MONTHS.index(found["m"][:3].lower()) + 1


def _placed_date(line: str, calendar: Calendar) -> date | None:
    """The date behind the place and agency of a dateline, or that is a sentence of its own in a short line."""
    opens = _PLACED.match(line) or _NAMED_PLACE.match(line) or (_SMALL_PLACED.match(line) if line.islower() else None)
    if opens is not None:
        words = line[opens.end() : opens.end() + _DATE_CHARS]
        told = _DATE_ENDS.split(words)[0]
        stops = [words[: end.start()] for end in _DATE_ENDS.finditer(words)]
        day = next(filter(None, map(calendar.day_of_words, [*stops, told])), None)
        if day is not None:
            return day
    if len(line) >= _FURNITURE_CHARS:
        return None
    return next(filter(None, map(calendar.day_of_words, _SENTENCE.split(line.strip()))), None)


_DATE_CHARS = 34
"""Code points of the longest date with its weekday and hour."""
_DATE_ENDS = re.compile(r"\s+[—–-]|\)|\(|\.\s|,|\s+\d{4}\s?(?:[A-Z]|hrs)|\s+\d{1,2}[:.]\d{2}|$")


def _line_date(line: str, number: int) -> date | None:
    """The date of a header line or dateline, else None: a date inside running text is never the report's own."""
    label = _LABEL.match(line)
    if label and label.end() > 0 and len(line) < 200:
        rest = line[label.end() :]
        found = parse_date(rest[:40])
        if found:
            return found
    opening = parse_date(re.sub(rf"^\s*{_WEEKDAY}", "", line, flags=re.IGNORECASE)[:24])
    if (
        opening
        and len(line) < _FURNITURE_CHARS
        and not _HALF_DAY.sub("", line.rstrip()).endswith((".", "”"))
        and line.strip()[:1].isalnum()
    ):
        return opening
    dateline = _DATELINE.match(line)
    told = parse_date(line[: dateline.end() + 24]) if dateline and number < 4 else None
    if told:
        return told
    return _parted_date(line) if _is_furniture(line) else None


def _is_furniture(line: str) -> bool:
    """True for a short line that no sentence ends."""
    ends = _HALF_DAY.sub("", line.rstrip())
    return len(line) < _FURNITURE_CHARS and not ends.endswith((".", "”", '"', "?"))


def _parted_date(line: str) -> date | None:
    """A date that is a part of its own in a line of page furniture, alone or after a label."""
    for part in _PARTED.split(line.strip()):
        label = _LABEL.match(part) or _INNER_LABEL.search(part)
        if _ALONE.fullmatch(part.strip(" .,")) or (label and label.end() > 0 and parse_date(part[label.end() :][:14])):
            return parse_date(part)
    return None
