"""What is told: one value of one field in one mention, with all that a rule needs to weigh it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Generic, TypeVar

from ...model import Count, Evidence, Interval, Mention, PlaceMention, Report, Span, Statement
from ..matching.retold import RetoldPatterns, counts_attackers, counts_people, counts_some, is_part
from ..matching.units import OFFICIAL_SECTORS, Unit, mention_order
from ..versions import Newest, newest_of

T = TypeVar("T")


@dataclass(frozen=True)
class World:
    """The inputs of one reconciliation, looked up by id."""

    reports: Mapping[str, Report]
    statements: Mapping[str, Statement]
    origins: Mapping[str, str]
    sectors: Mapping[tuple[str, str], str]
    """Sector of each actor id in each report whose mentions name it."""
    mention_reports: Mapping[str, str]
    """Report of each mention."""
    sentences: Mapping[str, frozenset[Span]]
    """The sentences of each report in which some event is told."""
    denials: Mapping[str, Sequence[Statement]]
    """Statements of each report that deny something, in content order."""
    mentions: Mapping[str, Sequence[Mention]] = field(default_factory=dict)
    """The mentions of each report, in the order of its text."""
    newest: Newest = field(default_factory=dict)
    """The newest version of each article."""

    @classmethod
    def of(
        cls,
        reports: Sequence[Report],
        mentions: Sequence[Mention],
        statements: Sequence[Statement],
        origins: Mapping[str, str],
        newest: Newest | None = None,
    ) -> World:
        """Index the inputs. Where two carry one id, the smaller by content stays.

        `newest` are the newest versions of their articles, where these are not all among the reports.
        """
        if newest is None:
            newest = newest_of((one.article_id, one.version, one.report_id, one.flags) for one in reports)
        sectors: dict[tuple[str, str], str] = {}
        for mention in mentions:
            for actor in mention.actors:
                if actor.actor_id and actor.sector:
                    key = (mention.report_id, actor.actor_id)
                    sectors[key] = min(actor.sector, sectors.get(key, actor.sector))
        by_id: dict[str, Statement] = {}
        for said in statements:
            other = by_id.get(said.statement_id)
            by_id[said.statement_id] = said if other is None else min(said, other, key=repr)
        told_in: dict[str, set[Span]] = defaultdict(set)
        by_report: dict[str, list[Mention]] = defaultdict(list)
        for m in sorted(mentions, key=mention_order):
            told_in[m.report_id].add(m.sentence)
            by_report[m.report_id].append(m)
        sentences = {report: frozenset(spans) for report, spans in told_in.items()}
        denials: dict[str, list[Statement]] = defaultdict(list)
        for _, statement in sorted(by_id.items()):
            if statement.stance == "denies":
                denials[statement.report_id].append(statement)
        where = {m.mention_id: m.report_id for m in mentions}
        known = {r.report_id: r for r in reports}
        return cls(known, by_id, origins, sectors, where, sentences, denials, by_report, newest)

    def evidence(self, report_id: str, span: Span) -> Evidence:
        """A stretch of a report as evidence."""
        return Evidence(report_id, span.start, span.end, self.reports[report_id].text[span.start : span.end])

    def speaker(self, mention: Mention) -> str | None:
        """Who says what a mention tells: canonical name or words; None for the report's own voice."""
        statement = self.statements.get(mention.statement_id or "")
        source = statement.source if statement else None
        return (source.name or source.text) if source else None

    def speaker_id(self, statement_id: str | None) -> str | None:
        """The actor id of a statement's source, where there is one."""
        statement = self.statements.get(statement_id or "")
        return statement.source.actor_id if statement and statement.source else None

    def official(self, mention: Mention) -> bool:
        """True when an official body is the source, or the report is an official one."""
        if self.reports[mention.report_id].kind == "official":
            return True
        # What this report says of the speaker, and not what another does: a report that comes in changes no other.
        speaker = self.speaker_id(mention.statement_id) or ""
        return self.sectors.get((mention.report_id, speaker)) in OFFICIAL_SECTORS

    def published(self, report_id: str) -> Interval:
        """When a report was published."""
        return self.reports[report_id].published.interval


@dataclass(frozen=True)
class Told(Generic[T]):
    """A value with the mention that gives it, its origin, its date and its standing."""

    value: T
    mention: Mention
    origin: str
    published: date | None
    official: bool
    speaker: str | None

    @property
    def by_doer(self) -> bool:
        """True where those who did the deed give the value: an interested word."""
        return self.speaker is not None and any(
            party.role in ("actor", "claimant") and party.name == self.speaker for party in self.mention.actors
        )

    @property
    def order(self) -> tuple[date, str, int, int, str]:
        """Earliest report first, then by content."""
        m = self.mention
        return (self.published or date.max, m.report_id, m.sentence.start, m.trigger.start, m.mention_id)


def told(value: T, mention: Mention, world: World) -> Told[T]:
    """Wrap a value with what is known of its telling."""
    published = world.published(mention.report_id).start
    origin = world.origins.get(mention.report_id, mention.report_id)
    return Told(value, mention, origin, published, world.official(mention), world.speaker(mention))


def told_counts(units: Sequence[Unit], field: str, world: World, patterns: RetoldPatterns) -> list[Told[Count]]:
    """Every known count of one field (`killed`, `injured`, `arrested`, `quantity`), earliest first.

    The toll of one of several places ("9 people in A and 2 in B") is only a floor of the whole. How many of the
    attackers fell ("all five gunmen were shot dead") is no toll of what they did, where that is told as well.
    """
    found: list[Told[Count]] = []
    of_doers: list[Told[Count]] = []
    for unit in units:
        for mention in unit.mentions:
            count: Count | None = getattr(mention, field)
            if count is not None and count.known:
                whole = not is_part(world.reports[mention.report_id].text, mention, count)
                own = counts_attackers(world.reports[mention.report_id].text, mention, count, patterns)
                (of_doers if own else found).append(told(count if whole else replace(count, high=None), mention, world))
    return sorted(_with_floors(found or of_doers, world, patterns), key=lambda item: item.order)


def _with_floors(found: Sequence[Told[Count]], world: World, patterns: RetoldPatterns) -> list[Told[Count]]:
    """The counts, those of one group among the people ("three soldiers died") as floors where a higher one is told."""
    everyone = [
        item
        for item in found
        if counts_people(world.reports[item.mention.report_id].text, item.mention, item.value, patterns)
    ]
    most = max(((item.value.low or item.value.best or 0) for item in everyone), default=0)
    kept = []
    for item in found:
        some = counts_some(world.reports[item.mention.report_id].text, item.mention, item.value, patterns)
        lower = (item.value.high or item.value.best or most) < most
        kept.append(replace(item, value=replace(item.value, high=None)) if some and lower else item)
    return kept


def told_places(units: Sequence[Unit], world: World) -> list[Told[PlaceMention]]:
    """Every place, earliest first."""
    units = [unit for unit in units if len(unit.lands) < 2] or list(units)
    found = [told(m.place, m, world) for unit in units for m in unit.mentions if m.place is not None]
    return sorted(found, key=lambda item: item.order)


def told_times(units: Sequence[Unit], world: World) -> list[Told[Interval]]:
    """Every known time, earliest telling first; one that may be another word's only where there is no other.

    The days of reports in which it stands (`MentionTime.as_of`) only where no words tell a day.
    """
    units = [unit for unit in units if unit.time.known and not unit.loose] or list(units)
    timed = [m for unit in units for m in unit.mentions if m.time is not None and (m.time.first or m.time.last)]
    timed = [m for m in timed if m.time is not None and not m.time.as_of] or timed
    found = [told(Interval(t.first, t.last, t.precision, t.as_of), m, world) for m in timed if (t := m.time)]
    return sorted(found, key=lambda item: item.order)
