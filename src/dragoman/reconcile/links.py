"""Links between incidents: only those that a report states or a party claims. Sequence alone makes none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ..model import Evidence, Incident, Link, Span, ToldLink, content_id
from .headline.told import World


def build_links(told: Iterable[ToldLink], incidents: Sequence[Incident], world: World) -> tuple[Link, ...]:
    """Told links lifted from mentions to their incidents; tellings of one link by one voice are one link."""
    of: dict[str, Incident] = {mention: incident for incident in incidents for mention in incident.mentions}
    found: dict[tuple[str, str, str, str, str], set[Evidence]] = defaultdict(set)
    for link in told:
        ends = of.get(link.from_mention), of.get(link.to_mention)
        if ends[0] is None or ends[1] is None or ends[0].incident_id == ends[1].incident_id:
            continue
        speaker = world.speaker_id(link.statement_id) or ""
        basis = "claimed" if link.statement_id else "stated"
        key = (ends[0].incident_id, ends[1].incident_id, link.relation, basis, speaker)
        evidence = _evidence(link, world)
        found[key].update([evidence] if evidence else [])
    return tuple(_link(key, evidence) for key, evidence in sorted(found.items(), key=lambda item: item[0]))


def _evidence(link: ToldLink, world: World) -> Evidence | None:
    """The words that state the link, in the report of the mention it starts from."""
    report_id = world.mention_reports.get(link.from_mention)
    return world.evidence(report_id, Span(link.start, link.end)) if report_id else None


def _link(key: tuple[str, str, str, str, str], evidence: Iterable[Evidence]) -> Link:
    from_id, to_id, relation, basis, speaker = key
    return Link(
        link_id=content_id("lnk", *key),
        from_id=from_id,
        to_id=to_id,
        relation=relation,  # type: ignore[arg-type]  # comes from a ToldLink, whose type it has
        basis=basis,  # type: ignore[arg-type]  # one of the two words written above
        speaker_id=speaker or None,
        evidence=tuple(sorted(evidence)),
    )
