"""Moments that a visitor comes back to: when the last visit ended, and moments kept by name.

They live in cookies of the visitor alone and name nothing but times; a cookie that makes no sense is taken for none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlencode

from ..ledger.moment import moment_of, now

SEEN_COOKIE = "dragoman_seen"
SAVED_COOKIE = "dragoman_moments"
MOST_SAVED, MOST_NAME_CHARS = 8, 40
# Who comes back after this pause begins another visit.
_PAUSE = timedelta(hours=1)
_MINUTE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\dZ")


@dataclass(frozen=True, slots=True)
class Seen:
    """When the visit before this one ended, and the latest request of this one; to the minute, empty when unknown."""

    before: str = ""
    latest: str = ""

    @classmethod
    def of(cls, cookie: str, present: datetime | None = None) -> Seen:
        """What a cookie and the present moment tell."""
        before, _, latest = cookie.partition(" ")
        at = present or now()
        if not _is_minute(latest) or (before and not _is_minute(before)):
            return cls("", minute(at))
        again = at - datetime.fromisoformat(latest) > _PAUSE
        return cls(latest if again else before, minute(at))

    @property
    def cookie(self) -> str:
        """As it is kept."""
        return f"{self.before} {self.latest}"


def minute(moment: datetime) -> str:
    """A moment to the minute, UTC: `2020-01-31T18:00Z`."""
    return moment_of(moment)[:16] + "Z"


def _is_minute(word: str) -> bool:
    try:
        return bool(_MINUTE.fullmatch(word)) and datetime.fromisoformat(word) is not None
    except ValueError:
        return False


def saved(cookie: str) -> dict[str, str]:
    """Moments by the names a visitor gave them, the latest given last."""
    found = {named(name): at for name, at in parse_qsl(cookie) if named(name) and _is_minute(at)}
    return dict(list(found.items())[-MOST_SAVED:])


def kept(known: Mapping[str, str], form: Mapping[str, str]) -> str:
    """The cookie after a form: a moment kept under a name, or one forgotten. Raises BadSettings for no moment."""
    name = named(form.get("name", ""))
    moments = {key: at for key, at in known.items() if key != name}
    if name and not form.get("forget"):
        moments[name] = moment_of(form.get("moment", "").strip() or now())[:16] + "Z"
    return urlencode(list(moments.items())[-MOST_SAVED:])


def named(name: str) -> str:
    """A name as it is kept: one short line."""
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())[:MOST_NAME_CHARS]
