"""Reading one text from Python, without a ledger and without the network; and two ledgers held side by side."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from .errors import BadSettings
from .model import UNPUBLISHED, Precision, Published, Report
from .settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from .changes import Change
    from .model import Reading
    from .reading import Reader

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ].*)?$")


def read(
    text: str, published: str | date | None = None, title: str | None = None, settings: Settings | None = None
) -> Reading:
    """Read one text: its sentences, times, places, actors, mentions, statements and relations.

    `text` is taken as it is, and every offset points into it. `published` is a day (`2020-01-02`), a month or a year;
    without it the reading infers what it can from the text, or leaves it unknown.
    Raises BadSettings (a date that is none) and MissingModel.
    """
    report = Report(text=text, external_id="text", title=title, published=published_on(published))
    return _reader(settings or Settings()).read(report)


def diff(before: str | Path, after: str | Path, settings: Settings | None = None) -> tuple[Change, ...]:
    """Every change of knowledge from one ledger's file to another's, each with why; see `Ledger.diff` for two moments.

    Raises NotFound (no such file) and LedgerDamaged.
    """
    from .ledger import Ledger

    with Ledger.open(before, settings, readonly=True) as old, Ledger.open(after, settings, readonly=True) as new:
        return new.diff(old, new)


def published_on(given: str | date | None) -> Published:
    """A date of publication that the caller gives, as exact as it was written. Raises BadSettings."""
    if given is None:
        return UNPUBLISHED
    found = _DAY.match(str(given).strip())
    if not found:
        raise BadSettings(f"{given!r} is no date: write it as 2020-01-31, 2020-01 or 2020")
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        start = date(year or 0, month or 1, day or 1)
    except ValueError as error:
        raise BadSettings(f"{given!r} is no date: {error}") from error
    end = start if day else _last_day(start.year, month)
    precision: Precision = "day" if day else "month" if month else "year"
    return Published(start, end, precision, "given", "given by the caller")


def _last_day(year: int, month: int | None) -> date:
    last = month or 12
    return date(year, last, calendar.monthrange(year, last)[1])


# A reader takes seconds to load; a caller who reads text after text expects to wait for it once.
@lru_cache(maxsize=1)
def _reader(settings: Settings) -> Reader:
    from .reading import Reader

    return Reader.load(settings)
