"""From the ledger to a brief: what the filters let through, and nothing that belongs to what they keep out."""

from __future__ import annotations

from collections.abc import Collection, Sequence

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
    only: Collection[str] | None = None,
) -> Outline:
    """The brief of a ledger, narrowed by filters. `skipped` are the inputs of this run that could not be read.

    `footer` says how to look behind a line; `only` has the ids of the incidents that may be told of, None all.
    """
    filters = filters or Filters()
    narrowed = filters.any or only is not None
    incidents = tuple(one for one in ledger.select(filters) if only is None or one.incident_id in only)
    chosen = {incident.incident_id for incident in incidents}
    told_in = {report for incident in incidents for report in incident.reports}
    reports = tuple(report for report in ledger.reports() if not narrowed or report.report_id in told_in)
    actors = tuple(ledger.actors())
    contents = Contents(
        reports=reports,
        incidents=incidents,
        statements=tuple(s for s in ledger.statements() if not narrowed or _of_interest(s, filters, incidents)),
        disagreements=tuple(d for d in ledger.disagreements() if not narrowed or _concerns(d, filters, chosen)),
        links=tuple(link for link in ledger.links() if link.from_id in chosen and link.to_id in chosen),
        skipped=tuple(skipped_lines(skipped)),
        skips=len(skipped),
        narrowed=narrowed,
        actor_names={actor.actor_id: actor.name for actor in actors},
        interested=interests(actors),
        rejected=sum(filters.accepts(one) for one in ledger.rejected()),
    )
    return compose(contents, load_kinds(ledger.settings.knowledge), title, footer)


def _of_interest(said: Statement, filters: Filters, incidents: tuple[Incident, ...]) -> bool:
    """A statement stays when it holds the words asked for, or tells of a chosen incident."""
    if filters.about and all(word in said.sentence_text.lower() for word in filters.about.lower().split()):
        return True
    mentions = {mention for incident in incidents for mention in incident.mentions}
    return any(mention in mentions for mention in said.mentions)


def _concerns(disagreement: Disagreement, filters: Filters, chosen: set[str]) -> bool:
    """A disagreement stays when it is about a chosen incident, or holds the words asked for."""
    if disagreement.incident_id in chosen:
        return True
    told = " ".join(e.text for side in disagreement.sides for e in side.evidence).lower()
    return bool(filters.about) and all(word in told for word in (filters.about or "").lower().split())
