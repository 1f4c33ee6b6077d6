"""From the ledger to a brief: what the filters let through, and nothing that belongs to what they keep out."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import SkipReport
from ..knowledge.kinds import load_kinds
from ..ledger import Filters, Ledger, skipped_lines
from ..model import Disagreement, Incident, Statement
from .compose import compose
from .interest import interests
from .outline import Contents, Outline


def outline(
    ledger: Ledger,
    filters: Filters | None = None,
    skipped: Sequence[SkipReport] = (),
    title: str = "Dragoman brief",
    footer: str = "",
) -> Outline:
    """The brief of a ledger, narrowed by filters. `skipped` are the inputs of this run that could not be read.

    `footer` says how to look behind a line.
    """
    filters = filters or Filters()
    incidents = tuple(ledger.select(filters))
    chosen = {incident.incident_id for incident in incidents}
    told_in = {report for incident in incidents for report in incident.reports}
    reports = tuple(report for report in ledger.reports() if not filters.any or report.report_id in told_in)
    actors = tuple(ledger.actors())
    contents = Contents(
        reports=reports,
        incidents=incidents,
        statements=tuple(said for said in ledger.statements() if _of_interest(said, filters, incidents)),
        disagreements=tuple(d for d in ledger.disagreements() if _concerns(d, filters, chosen)),
        links=tuple(link for link in ledger.links() if link.from_id in chosen and link.to_id in chosen),
        skipped=tuple(skipped_lines(skipped)),
        skips=len(skipped),
        narrowed=filters.any,
        actor_names={actor.actor_id: actor.name for actor in actors},
        interested=interests(actors),
        rejected=sum(filters.accepts(one) for one in ledger.rejected()),
    )
    return compose(contents, load_kinds(ledger.settings.knowledge), title, footer)


def _of_interest(said: Statement, filters: Filters, incidents: tuple[Incident, ...]) -> bool:
    """A statement stays when nothing is filtered, when it holds the words asked for, or tells of a chosen incident."""
    if not filters.any:
        return True
    if filters.about and all(word in said.sentence_text.lower() for word in filters.about.lower().split()):
        return True
    mentions = {mention for incident in incidents for mention in incident.mentions}
    return any(mention in mentions for mention in said.mentions)


def _concerns(disagreement: Disagreement, filters: Filters, chosen: set[str]) -> bool:
    """A disagreement stays when nothing is filtered, or it is about a chosen incident, or holds the words asked for."""
    if not filters.any or disagreement.incident_id in chosen:
        return True
    told = " ".join(e.text for side in disagreement.sides for e in side.evidence).lower()
    return bool(filters.about) and all(word in told for word in (filters.about or "").lower().split())
