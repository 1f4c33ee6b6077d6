"""The disagreements of a brief: each in words, its sides next to each other, with who speaks of its own deeds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from ..knowledge.kinds import Kind
from ..model import Disagreement, Incident
from . import words
from .interest import MARK
from .outline import Contents, Dispute, DisputeSide, one_line

# "The advisory" began its sentence; "The Hague" and "The New York Times" are so called.
_SENTENCE_START = re.compile(r"^The (?=[a-z])")


def disputes(contents: Contents, kinds: Mapping[str, Kind]) -> tuple[Dispute, ...]:
    """Disagreements, those on the newest incidents first, then those between statements; updated figures stand last."""
    incidents = {incident.incident_id: incident for incident in contents.incidents}
    days = {report.report_id: report.published.start for report in contents.reports}

    def day(one: Disagreement) -> date:
        incident = incidents.get(one.incident_id or "")
        if incident is not None and incident.time.start is not None:
            return incident.time.start
        told = [days.get(e.report_id) for side in one.sides for e in side.evidence]
        return max((when for when in told if when is not None), default=date.min)

    ordered = sorted(
        contents.disagreements,
        key=lambda d: (
            d.kind == "updated",
            d.incident_id is None,
            -day(d).toordinal(),
            d.incident_id or "",
            -sum(side.origins for side in d.sides),
            d.disagreement_id,
        ),
    )
    return tuple(_dispute(d, incidents.get(d.incident_id or ""), contents, kinds) for d in ordered)


def _dispute(
    disagreement: Disagreement, incident: Incident | None, contents: Contents, kinds: Mapping[str, Kind]
) -> Dispute:
    """A disagreement in words."""
    about = ""
    if incident is not None:
        kind = kinds.get(incident.kind)
        about = words.short(incident, kind.label if kind else incident.kind)
    else:
        about = _matter(disagreement)
    names = contents.actor_names or {}
    sides = tuple(
        DisputeSide(
            _value(side.value),
            words.listed(list(dict.fromkeys(_speaker(s, names, incident, contents) for s in side.speakers))),
            side.origins,
            side.evidence,
        )
        for side in disagreement.sides
    )
    return Dispute(
        disagreement.disagreement_id,
        words.question(disagreement.field),
        about,
        disagreement.kind,
        disagreement.field,
        disagreement.incident_id,
        sides,
    )


def _matter(disagreement: Disagreement) -> str:
    """What a disagreement on no one incident is about; nothing where its own sides say it in the same words."""
    if disagreement.field == "published":
        return disagreement.about.removeprefix("when ").removesuffix(" was written")
    matter = one_line(disagreement.about.partition(": ")[2])
    told = [one_line(text) for side in disagreement.sides for text in (side.value, *(e.text for e in side.evidence))]
    return "" if any(matter in text for text in told) else matter


def _speaker(speaker: str, names: Mapping[str, str], incident: Incident | None, contents: Contents) -> str:
    """A speaker by name, marked where it speaks of its own deeds or of what was done to it."""
    name = _SENTENCE_START.sub("", names.get(speaker, speaker))
    return name + (f" ({MARK})" if contents.interested(speaker, incident) else "")


def _value(value: str) -> str:
    """What a side holds, in one line, without the word that only joins it to its speaker."""
    return one_line(value).removeprefix("that ")
