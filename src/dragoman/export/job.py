"""One export of incidents: what a writer is handed, and the few questions that writers ask of a ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from ..knowledge.house_rules import Codes, CountryCodes, load_codes, load_house
from ..knowledge.kinds import Kind, load_kinds
from ..ledger import Filters, Ledger
from ..model import Claim, Disagreement, Incident, Mention, Report
from .account import Account

_HEADS = 4096
"""How many reports' headings are kept at hand: some days of news, so that copies of a story are looked up once."""


@dataclass(frozen=True)
class Job:
    """A ledger under the house's rule, which incidents of it, and the account that is kept of what is lost."""

    ledger: Ledger
    filters: Filters = field(default_factory=Filters)
    raw: bool = False
    account: Account = field(default_factory=Account)
    ruled: bool = False
    """True when a person chose the rule: its value stands, and not the house's own choice from the range."""

    def incidents(self) -> Iterator[Incident]:
        """The incidents, one at a time: no writer holds them all."""
        return self.ledger.select(self.filters)

    @cached_property
    def _head(self) -> Any:
        return lru_cache(maxsize=_HEADS)(self.ledger.head)

    def head(self, report_id: str) -> Report:
        """A report without its text."""
        report: Report = self._head(report_id)
        return report

    def heads(self, incident: Incident) -> list[Report]:
        """The reports that tell of an incident, without their texts, earliest first."""
        heads = [self.head(report_id) for report_id in incident.reports]
        return sorted(heads, key=lambda h: (h.published.start is None, h.published.start, h.report_id))

    def tellings(self, incident: Incident) -> list[Mention]:
        """The mentions of an incident."""
        return list(self.ledger.tellings(incident.incident_id))

    def claims(self, incident: Incident) -> Iterator[Claim]:
        """The claims behind an incident."""
        return self.ledger.claims_of(incident.incident_id)

    def disagreements(self, incident: Incident) -> Iterator[Disagreement]:
        """Where the tellings of an incident disagree."""
        return self.ledger.disagreements_of(incident.incident_id) if incident.disagreements else iter(())

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """Kinds of event, by name."""
        return load_kinds(self.ledger.settings.knowledge)

    @cached_property
    def codes(self) -> Codes:
        """Crosswalks of countries, sectors and events."""
        return load_codes(tuple(self.ledger.settings.knowledge))

    def house(self, name: str) -> Any:
        """The coding rules of a house."""
        return load_house(name, tuple(self.ledger.settings.knowledge))

    def country(self, incident: Incident) -> CountryCodes | None:
        """The country that an incident happened in."""
        return self.codes.country(incident.place.country if incident.place else None)
