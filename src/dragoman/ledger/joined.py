"""Why an incident's tellings were put together: its reports read back, and held against each other again."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from ..model import Incident, Mention, Statement
from ..reconcile.families import Families
from ..reconcile.matching.profiles import make_units
from ..reconcile.matching.why_joined import Joined, why_joined
from . import read


def joined(db: sqlite3.Connection, incident: Incident, folders: Sequence[Path] = ()) -> tuple[Joined, ...]:
    """For each report of an incident after the first, what ties its telling to those before it."""
    reports = {one: read.report_of(db, one) for one in incident.reports}
    mentions: list[Mention] = []
    statements: list[Statement] = []
    for one in incident.reports:
        mentions += read.mentions_of(db, one)
        statements += read.statements_of(db, one)
    families = Families.load(tuple(folders))
    origins = {key: report.origin_id for key, report in reports.items()}
    own = set(incident.mentions)
    units = make_units(mentions, statements, reports, origins, families)
    order = {report: number for number, report in enumerate(incident.reports)}
    told = [unit for unit in units if own & {mention.mention_id for mention in unit.mentions}]
    return why_joined(sorted(told, key=lambda unit: (order[unit.report_id], unit.key)), families)
