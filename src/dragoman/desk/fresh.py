"""What came in since a moment: the incidents told since then, what their cells held before, and what was read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..changes.cells import differing
from ..ledger import Ledger
from ..ledger.moment import moment_of
from ..model import Incident
from .visit import Visit

# When more has come in since a moment, all of it is new, and marks would tell nothing apart.
_MOST_FRESH = 20_000
# Cells whose change is told on a line.
_TOLD = frozenset({"status", "time", "place", "killed", "injured", "arrested", "quantity", "claimant"})


@dataclass(frozen=True, slots=True)
class Fresh:
    """What came in since a moment: the incidents that reports read since then tell of, new ones and known ones."""

    since: str
    new: frozenset[str] = frozenset()
    again: frozenset[str] = frozenset()
    all_new: bool = False
    """True when nothing was known before the moment, or so much came in since that marks tell nothing apart."""


@dataclass(frozen=True, slots=True)
class Reported:
    """The reports of a time: how many, from how many origins, and what is amiss with some."""

    reports: int
    origins: int
    amiss: Sequence[tuple[str, str]]
    """What is amiss with how many of them, and where these are listed."""


def what_came_in(visit: Visit) -> Fresh:
    """What came in since the moment that is asked for; without one since the last visit, else in the last readings."""
    asked = visit.question.get("moment")
    since = moment_of(asked or visit.last) if asked or visit.last else _before_the_latest(visit.ledger)
    rows = visit.ledger.rows
    earlier = next(rows("SELECT EXISTS (SELECT 1 FROM report WHERE recorded_at <= ?) AS is_there", (since,)))
    read = next(rows("SELECT count(*) AS n FROM report WHERE recorded_at > ?", (since,)))["n"]
    if not earlier["is_there"] or read > _MOST_FRESH:
        return Fresh(since, all_new=True)
    query = """SELECT json_group_array(DISTINCT im.incident_id) AS ids FROM report r
        JOIN mention m ON m.report_id = r.report_id JOIN incident_mention im ON im.mention_id = m.mention_id
        WHERE r.recorded_at > ?"""
    touched = next(rows(query, (since,)))["ids"]
    query = """SELECT json_group_array(t.value) AS ids FROM json_each(?) t WHERE EXISTS (SELECT 1
        FROM incident_mention im JOIN mention m ON m.mention_id = im.mention_id
        JOIN report r ON r.report_id = m.report_id WHERE im.incident_id = t.value AND r.recorded_at <= ?)"""
    again = frozenset(json.loads(next(rows(query, (touched, since)))["ids"]))
    return Fresh(since, frozenset(json.loads(touched)) - again, again)


def _before_the_latest(ledger: Ledger) -> str:
    """A day before the latest report was read: the news of a ledger that nobody has looked at yet."""
    latest = next(ledger.rows("SELECT max(recorded_at) AS at FROM report"))["at"]
    if latest is None:
        return moment_of("24h")
    return moment_of(datetime.fromisoformat(latest) - timedelta(days=1))


def was_before(visit: Visit, items: Iterable[Incident], fresh: Fresh) -> dict[str, list[tuple[str, str | None]]]:
    """By incident, the cells that were otherwise at the moment, each with what it held."""
    if fresh.all_new or visit.question.look[1]:
        return {}
    now = {item.incident_id: item for item in items if item.incident_id not in fresh.new}
    found = {}
    for key, old in visit.ledger.stood(now.values(), fresh.since).items():
        cells = [(name, before) for name, before, _ in differing(old, now[key]) if name in _TOLD]
        if cells:
            found[key] = cells
    return found


def reported_since(ledger: Ledger, since: str) -> Reported:
    """The reports that were read since a moment."""
    query = """SELECT count(*) AS reports,
        count(DISTINCT coalesce((SELECT o.origin_id FROM origin o WHERE o.report_id = r.report_id), r.origin_given))
        AS origins, {flags} FROM report r WHERE r.recorded_at > ?"""
    told = {
        "machine_translated": "machine-translated", "no_date": "without a date",
        "unsupported_language": "not in English",
    }  # fmt: skip
    flags = ", ".join(f"coalesce(sum(instr(r.flags, '{flag}') > 0), 0) AS {flag}" for flag in told)
    row = next(ledger.rows(query.format(flags=flags), (since,)))
    skipped = next(ledger.rows("SELECT count(*) AS n FROM skipped WHERE recorded_at > ?", (since,)))["n"]
    amiss = [
        (f"{row[flag]:,} {told_}", f"/reports?flag={flag}&sort=-recorded") for flag, told_ in told.items() if row[flag]
    ]
    if skipped:
        amiss.append((f"{skipped:,} skipped", "/reports#skipped"))
    return Reported(row["reports"], row["origins"], amiss)
