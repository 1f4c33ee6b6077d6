"""What a ledger holds at one moment, gathered for comparing it with another.

Between two moments of one ledger at which the views had caught up only what changed since the first is gathered; what
did not change is the same on both sides, and says nothing. Reports are looked up one by one, when somebody asks.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

from ..changes import Known
from ..errors import NotFound
from ..model import Disagreement, Incident, Link, Mention, Report, from_record
from . import read
from .history import changed_since, state_at

if TYPE_CHECKING:
    from .ledger import Ledger

_PRESENT = "now"
_T = TypeVar("_T")


@dataclass(frozen=True)
class Touched:
    """What may differ between two moments, by id."""

    incidents: frozenset[str]
    disagreements: frozenset[str]
    links: frozenset[str]


class Lookup(Mapping[str, _T], Generic[_T]):
    """Things by id that are read when they are asked for, the latest kept."""

    def __init__(self, find: Callable[[str], _T | None], ids: Callable[[], Iterator[str]]) -> None:
        self._find, self._ids = lru_cache(maxsize=20_000)(find), ids

    def __getitem__(self, key: str) -> _T:
        found = self._find(key)
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        return self._ids()

    def __len__(self) -> int:
        return sum(1 for _ in self._ids())


def known_at(ledger: Ledger, moment: str | date | datetime | Ledger) -> Known:
    """All that `ledger` held at a moment, or that another ledger holds. Raises BadSettings (no moment)."""
    view, name = _view(ledger, moment)
    return _known(view, name, None)


def known_between(
    ledger: Ledger, before: str | date | datetime | Ledger, after: str | date | datetime | Ledger = _PRESENT
) -> tuple[Known, Known]:
    """What `ledger` held at two moments, as far as the two may differ. Raises BadSettings (no moment)."""
    (old, was), (new, now) = _view(ledger, before), _view(ledger, after)
    touched = _touched(old, new)
    return _known(old, was, touched), _known(new, now, touched)


def touched_since(ledger: Ledger, moment: str) -> int:
    """How many incidents a comparison of a moment with the present looks at: those that came, changed or went since.

    All of them where the views had not caught up at that moment.
    """
    stood = state_at(ledger._db, moment)
    if stood is None:
        return ledger.count()
    return sum(1 for _ in changed_since(ledger._db, "incident", stood[0]))


def _view(ledger: Ledger, moment: str | date | datetime | Ledger) -> tuple[Ledger, str]:
    if not isinstance(moment, (str, date)):
        return moment, moment.path
    if isinstance(moment, str) and moment.strip().lower() == _PRESENT:
        return ledger, _PRESENT
    return ledger.as_of(moment), moment.isoformat() if isinstance(moment, date) else moment


def _touched(old: Ledger, new: Ledger) -> Touched | None:
    """What changed since the earlier of two moments of one ledger; None where that cannot be told."""
    one, other = old._base or old, new._base or new
    moments = [view._until for view in (old, new) if view._until]
    if one is not other or not moments or old.rule != new.rule:
        return None
    old._catch_up_if_free()
    db = one._db
    states = [state_at(db, moment) for moment in moments]
    if any(state is None or state[1] not in (None, old.rule) for state in states):
        return None
    since = min(state[0] for state in states if state)
    disagreements = set(changed_since(db, "disagreement", since))
    links = set(changed_since(db, "link", since))
    incidents = set(changed_since(db, "incident", since))
    for view in (old, new):
        for key in sorted(disagreements):
            found = _found(view._db, "disagreement", key, Disagreement)
            incidents |= {one.incident_id for one in found if one.incident_id}
        for key in sorted(links):
            incidents |= {end for one in _found(view._db, "link", key, Link) for end in (one.from_id, one.to_id)}
    # An incident may keep its id and be told as another one: what is tied to it is then tied to another.
    for view in (old, new):
        query = """SELECT link_id, from_incident, to_incident FROM link WHERE from_incident = :me
            UNION SELECT link_id, from_incident, to_incident FROM link WHERE to_incident = :me"""
        tied = [row for key in sorted(incidents) for row in view._db.execute(query, {"me": key}).fetchall()]
        links |= {link for link, *_ in tied}
        incidents |= {end for _, *ends in tied for end in ends}
    return Touched(frozenset(incidents), frozenset(disagreements), frozenset(links))


def _found(db: sqlite3.Connection, table: str, key: str, kind: type[_T]) -> list[_T]:
    rows = db.execute(f"SELECT record FROM {table} WHERE {table}_id = ?", (key,))
    return [from_record(kind, json.loads(row[0])) for row in rows]


def _known(ledger: Ledger, name: str, touched: Touched | None) -> Known:
    ledger._catch_up_if_free()
    db = ledger._db
    incidents: list[Incident]
    if touched is None:
        incidents = [*ledger.incidents(), *ledger.rejected()]
        disagreements, links = list(ledger.disagreements()), list(ledger.links())
    else:
        incidents = [one for key in sorted(touched.incidents) for one in _found(db, "incident", key, Incident)]
        disagreements = [
            one for key in sorted(touched.disagreements) for one in _found(db, "disagreement", key, Disagreement)
        ]
        links = [one for key in sorted(touched.links) for one in _found(db, "link", key, Link)]
    standings = ledger.standings()
    return Known(
        name=name,
        rule=ledger.rule,
        incidents={one.incident_id: one for one in incidents if not one.rejected},
        rejected={one.incident_id: one for one in incidents if one.rejected},
        disagreements={one.disagreement_id: one for one in disagreements},
        links={one.link_id: one for one in links},
        reports=_reports(db),
        readers=_of_reading(db, "reader_version"),
        recorded=_of_reading(db, "recorded_at"),
        corrections={one.correction_id: one for one in ledger.corrections() if one.correction_id in standings},
        mention=_mentions(db),
        versions=lambda article: _strings(db, "SELECT report_id FROM report WHERE article_id = ?", article),
    )


def _mentions(db: sqlite3.Connection) -> Callable[[str], Mention | None]:
    @lru_cache(maxsize=100_000)
    def mention(mention_id: str) -> Mention | None:
        return next(iter(_found(db, "mention", mention_id, Mention)), None)

    return mention


def _reports(db: sqlite3.Connection) -> Mapping[str, Report]:
    def find(report_id: str) -> Report | None:
        try:
            return read.report_of(db, report_id)
        except NotFound:
            return None

    return Lookup(find, lambda: iter(_strings(db, "SELECT report_id FROM report ORDER BY report_id")))


def _of_reading(db: sqlite3.Connection, column: str) -> Mapping[str, str]:
    """A column of the reading of each report."""

    def find(report_id: str) -> str | None:
        return next(iter(_strings(db, f"SELECT {column} FROM reading WHERE report_id = ?", report_id)), None)

    return Lookup(find, lambda: iter(_strings(db, "SELECT report_id FROM reading ORDER BY report_id")))


def _strings(db: sqlite3.Connection, query: str, *values: str) -> list[str]:
    return [row[0] for row in db.execute(query, values)]
