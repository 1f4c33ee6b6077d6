"""ALERTS.toml: which changes of knowledge somebody wants to hear of, where they are sent, and when not to disturb."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..changes import Change
from ..errors import BadSettings, NotFound
from ..ledger import Filters
from ..model import HAPPENED
from ..userfile import load_user_file, only_known

TOLLS = frozenset({"killed", "injured", "arrested"})
EVENTS: Mapping[str, str] = {
    "new": "an incident that was not known",
    "toll": "another number of killed, injured or arrested",
    "contradicted": "reports begin to disagree, or more of them do",
    "denied": "what had happened is now denied, or somebody begins to deny it",
    "retracted": "no report tells of it any more, or what had happened is now said not to have",
    "posture": "a closure, departure, deployment or advisory is new or changed",
    "changed": "any other cell of an incident changed",
}
"""What an alert can be about, in the words of `on`."""


@dataclass(frozen=True, slots=True)
class Query:
    """One saved question: its name, what it is about, the filters on incidents, the sinks that hear of it."""

    name: str
    on: frozenset[str]
    filters: Filters
    to: tuple[str, ...]
    origins: int = 1
    """How many independent origins an incident needs before it is told."""

    def wants(self, change: Change) -> bool:
        """Whether a change is of a sort that was asked for; the filters are another matter."""
        return not self.on.isdisjoint(events_of(change))


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of the day in which nothing is sent; what came up in them is sent afterwards."""

    start: time
    end: time
    zone: ZoneInfo | None = None

    def covers(self, moment: datetime) -> bool:
        """Whether a moment (with its zone) falls into the quiet hours, which may reach past midnight."""
        clock = moment.astimezone(self.zone).time()
        if self.start <= self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end


@dataclass(frozen=True, slots=True)
class AlertPlan:
    """A whole ALERTS.toml. `sinks` holds the settings of each sink by its name; `folder` is where the file lies."""

    queries: tuple[Query, ...]
    sinks: Mapping[str, Mapping[str, Any]]
    quiet: Quiet | None
    folder: Path

    @classmethod
    def load(cls, path: Path) -> AlertPlan:
        """Read an ALERTS.toml. Raises BadSettings, naming what is wrong and where."""
        return _plan(load_user_file(path, "docs/alerts.md"), path)


def events_of(change: Change) -> set[str]:
    """The events, of `EVENTS`, that a change is."""
    found = {"new"} if change.sort == "new" else set()
    if change.sort == "changed" and change.field in TOLLS:
        found.add("toll")
    if change.sort in ("contradicted", "updated"):
        found.add("contradicted" if change.sort == "contradicted" else "toll")
    if _is_denial(change):
        found.add("denied")
    undone = change.field == "status" and change.before in HAPPENED and change.after not in HAPPENED
    if change.sort == "gone" or undone:
        found.add("retracted")
    if change.group == "posture":
        found.add("posture")
    return found or {"changed"}


def _is_denial(change: Change) -> bool:
    if change.field == "status":
        return change.after in ("denied", "negated")
    return change.sort == "contradicted" and change.field in ("status", "occurrence")


def _plan(found: Mapping[str, Any], path: Path) -> AlertPlan:
    only_known(found, {"quiet", "timezone", "alert", "sink"}, str(path))
    sinks = found.get("sink", {})
    if not isinstance(sinks, dict) or not all(isinstance(one, dict) for one in sinks.values()):
        raise BadSettings(f"{path}: write a sink as [sink.NAME]")
    queries = found.get("alert", [])
    if not isinstance(queries, list) or not queries:
        raise BadSettings(f'{path} names no alert: add\n  [[alert]]\n  name = "…"\n  to = ["…"]')
    made = tuple(_query(entry, number, sinks, path) for number, entry in enumerate(queries, start=1))
    names = [query.name for query in made]
    if len(set(names)) < len(names):
        raise BadSettings(f"{path}: two alerts have one name")
    return AlertPlan(made, sinks, _quiet(found, path), path.parent)


def _query(entry: object, number: int, sinks: Mapping[str, Any], path: Path) -> Query:
    where = f"{path}: alert {number}"
    if not isinstance(entry, dict):
        raise BadSettings(f"{where}: write it as [[alert]]")
    asked = ("since", "until", "kind", "country", "about", "status")
    only_known(entry, {"name", "on", "to", "origins", *asked}, where)
    name, to, on = entry.get("name"), entry.get("to", []), entry.get("on", sorted(EVENTS))
    if not isinstance(name, str) or not name.strip():
        raise BadSettings(f"{where}: it needs a name")
    if not isinstance(to, list) or not to or not set(to) <= set(sinks):
        raise BadSettings(f"{where}: `to` lists sinks of this file; there are {', '.join(sorted(sinks)) or 'none'}")
    if not isinstance(on, list) or not on or not set(on) <= set(EVENTS):
        raise BadSettings(f"{where}: `on` lists some of {', '.join(EVENTS)}")
    try:
        filters = Filters.of(*(str(entry[key]) if key in entry else None for key in asked))
    except (BadSettings, NotFound) as error:
        raise BadSettings(f"{where}: {error}") from error
    origins = entry.get("origins", 1)
    if not isinstance(origins, int) or origins < 1:
        raise BadSettings(f"{where}: origins is a whole number above 0")
    return Query(name.strip(), frozenset(on), filters, tuple(to), origins)


def _quiet(found: Mapping[str, Any], path: Path) -> Quiet | None:
    if "quiet" not in found:
        return None
    start, _, end = str(found["quiet"]).partition("-")
    try:
        zone = ZoneInfo(found["timezone"]) if "timezone" in found else None
        return Quiet(time.fromisoformat(start.strip()), time.fromisoformat(end.strip()), zone)
    except ValueError as error:
        raise BadSettings(f'{path}: quiet is written "22:00-06:30"') from error
    except ZoneInfoNotFoundError as error:
        raise BadSettings(f"{path}: there is no time zone {found['timezone']!r}") from error
