"""Moments of recording: UTC to the microsecond, written so that their order as text is their order in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from ..errors import BadSettings

Clock = Callable[[], datetime]


def now() -> datetime:
    """The present moment, UTC."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """Write a moment as `2020-01-01T18:00:00.000000Z`; one without a zone is taken as UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def moment_of(given: str | date | datetime) -> str:
    """The stamp for a moment that a person names; a bare day means its end, UTC. Raises BadSettings."""
    if isinstance(given, datetime):
        return stamp(given)
    try:
        day = given if isinstance(given, date) else date.fromisoformat(given)
    except ValueError:
        return _stamp_of_text(str(given))
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return stamp(start + timedelta(days=1, microseconds=-1))


def _stamp_of_text(text: str) -> str:
    try:
        return stamp(datetime.fromisoformat(text))
    except ValueError as error:
        raise BadSettings(f"{text!r} is no moment: write 2020-01-31, or 2020-01-31T18:00Z") from error


def day_of(given: str | date | None) -> date | None:
    """A day that a person names, `2020-01-31`. Raises BadSettings."""
    if given is None or isinstance(given, date):
        return given.date() if isinstance(given, datetime) else given
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise BadSettings(f"{given!r} is no day: write it as 2020-01-31") from error
