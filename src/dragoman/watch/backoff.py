"""When to ask again after something went wrong."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_LONGEST = 86_400.0
# A server that says 410 means it; it is asked once a week all the same, since feeds come back.
GONE_SECONDS = 7 * 86_400.0
PAGE_TRIES = 5
"""A page that failed so often is given up."""


def backoff(every: float, failures: int, retry_after: str | None, now: float) -> float:
    """Seconds to wait: doubling from `every` up to a day, and never less than what the server asks for."""
    own = min(_LONGEST, every * 2.0 ** min(failures, 20))
    return max(own, min(_LONGEST, _asked(retry_after, now)))


def _asked(retry_after: str | None, now: float) -> float:
    """Seconds of a Retry-After header, which is a number or a date (RFC 9110)."""
    if not retry_after:
        return 0.0
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        at = parsedate_to_datetime(retry_after)
    except ValueError:
        return 0.0
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.fromtimestamp(now, UTC)).total_seconds())
