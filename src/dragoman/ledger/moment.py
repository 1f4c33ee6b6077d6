"""Moments of recording: UTC to the microsecond, written so that their order as text is their order in time."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from ..errors import BadSettings

Clock = Callable[[], datetime]

_AGO = re.compile(r"(?P<number>\d{1,5})\s*(?P<unit>h|hours?|d|days?|w|weeks?)(?:\s+ago)?$", re.IGNORECASE)
_HOURS = {"h": 1, "d": 24, "w": 168}
_HOUR = re.compile(r"(?P<day>today|yesterday)\s+(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)")


def now() -> datetime:
    """The present moment, UTC."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """Write a moment as `2020-01-01T18:00:00.000000Z`; one without a zone is taken as UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def moment_of(given: str | date | datetime, present: datetime | None = None) -> str:
    """The stamp for a moment that a person names; a bare day means its end, UTC. Raises BadSettings.

    `now`, `yesterday` (its end, UTC), `yesterday 08:00`, `today 08:00` (UTC), `24h` and `7d` (so long ago) count from
    `present`, by default the clock's.
    """
    if isinstance(given, datetime):
        return stamp(given)
    told = _told_from(str(given).strip().lower(), present or now())
    if told:
        return stamp(told)
    try:
        return stamp(_end_of(given if isinstance(given, date) else date.fromisoformat(given)))
    except ValueError:
        return _stamp_of_text(str(given))


def _end_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1, microseconds=-1)


def _told_from(words: str, present: datetime) -> datetime | None:
    """The moment that some words name, counted from the present one; None for other words."""
    if words == "now":
        return present
    if words == "yesterday":
        return _end_of((present.astimezone(UTC) - timedelta(days=1)).date())
    if hour := _HOUR.fullmatch(words):
        midnight = present.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        days = 1 if hour["day"] == "yesterday" else 0
        return midnight + timedelta(days=-days, hours=int(hour["hour"]), minutes=int(hour["minute"]))
    ago = _AGO.match(words)
    if not ago:
        return None
    try:
        return present - timedelta(hours=int(ago["number"]) * _HOURS[ago["unit"][0]])
    except OverflowError as error:
        raise BadSettings(f"{words!r} is longer ago than any report") from error


def _stamp_of_text(text: str) -> str:
    try:
        return stamp(datetime.fromisoformat(text))
    except ValueError as error:
        raise BadSettings(
            f"{text!r} is no moment: write 2020-01-31, 2020-01-31T18:00Z, 24h, 7d, yesterday, yesterday 08:00 or now"
        ) from error


def day_of(given: str | date | None) -> date | None:
    """A day that a person names, `2020-01-31`. Raises BadSettings."""
    if given is None or isinstance(given, date):
        return given.date() if isinstance(given, datetime) else given
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise BadSettings(f"{given!r} is no day: write it as 2020-01-31") from error
