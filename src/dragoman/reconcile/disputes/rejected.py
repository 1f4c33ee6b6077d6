"""Claims that another rejects in so many words, and threats that another calls a bluff.

"The ministry rejected the claim" is about the statement just before it; "the threat was a bluff" is about the threat
that the same report, or another on the same incident, tells of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ...model import Disagreement, Evidence, Incident, Mention, Side, Statement
from ..headline.told import World
from .claims import status_claim
from .polarity import Polarity
from .sides import make_disagreement
from .views import View, Views, in_words, sentence_of, side_of, speakers_of

# What is rejected stands at most so far before.
_BACK_CHARS = 600
_SHORT = 8
# Kinds of words: their summaries tell nothing of what is disputed.
SAYING = frozenset({"accusation", "rejection"})


def rejecting_side(view: View, world: World) -> Side:
    """The side of who rejects a claim, in the words of the rejection."""
    said = view.statement
    return Side(in_words(said, world), 1, (said.statement_id,), (sentence_of(said, world),), speakers_of([view]))


def incident_of(statement: Statement, joined: Mapping[str, Incident]) -> Incident | None:
    """The incident that a statement tells of, where it counts."""
    return next((joined[mention] for mention in statement.mentions if mention in joined), None)


def about_of(incident: Incident | None, words: str) -> str:
    """What a dispute is about: the deed, or in words where there is none but the act of saying so."""
    return words if incident is None or incident.kind in SAYING else incident.summary


# Bluffs


def find_bluffs(views: Views, world: World, polarity: Polarity, joined: Mapping[str, Incident]) -> list[Disagreement]:
    """Every threatened deed against those who say that the threat was not meant."""
    threats: dict[str, list[Mention]] = {}
    incidents: dict[str, Incident] = {}
    for report in sorted(world.mentions):
        for mention in world.mentions[report]:
            incident = joined.get(mention.mention_id)
            if incident is not None and mention.status == "threatened":
                threats.setdefault(incident.incident_id, []).append(mention)
                incidents[incident.incident_id] = incident
    found = []
    for incident_id, told in sorted(threats.items()):
        doubting = [view for view in views.all if _doubts(view, told, polarity)]
        if doubting:
            sides = [_threat_side(told, world), side_of(_with_same_breath(doubting, views), world)]
            about = f"earnest: {incidents[incident_id].summary}"
            found.append(make_disagreement(incidents[incident_id], "earnest", sides, "value", about))
    return found


def _doubts(view: View, threats: Sequence[Mention], polarity: Polarity) -> bool:
    """Says after the threat, in a report that tells of it, that it is not meant."""
    said = view.statement
    if not polarity.has("threat", said.text):
        return False
    if not any(lean.axis == "earnest" and lean.sign < 0 for lean in view.leanings):
        return False
    return any(m.report_id == said.report_id and m.sentence.start < said.sentence.start for m in threats)


def _with_same_breath(views: Sequence[View], all_views: Views) -> list[View]:
    """Statements with what their speakers say in the same sentences."""
    found = {view.statement.statement_id: view for view in views}
    for view in views:
        for other in all_views.beside(view):
            if other.speaker == view.speaker and other.statement.sentence == view.statement.sentence:
                found.setdefault(other.statement.statement_id, other)
    return list(found.values())


def _threat_side(told: Sequence[Mention], world: World) -> Side:
    evidence: Iterable[Evidence] = {world.evidence(m.report_id, m.sentence) for m in told}
    said = [statement for m in told if (statement := world.statements.get(m.statement_id or ""))]
    value = said[0].text if said else next(iter(sorted(evidence))).text
    speakers = {world.speaker(m) for m in told}
    return Side(
        value,
        len({world.origins.get(m.report_id, "") for m in told}),
        tuple(sorted({status_claim(m) for m in told})),
        tuple(sorted(evidence)),
        tuple(sorted(speaker for speaker in speakers if speaker)),
    )
