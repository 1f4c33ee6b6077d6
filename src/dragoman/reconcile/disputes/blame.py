"""Blame: a party denies a part in a deed that others lay at somebody's door.

The denial stands against every accusation of the same deed: an accusing statement near it, or a doer whom another
voice names in what it tells of the deed. Who is blamed need not be who denies: a patron answers for its clients.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from ...model import DOERS, HAPPENED, Disagreement, Incident, Mention, MentionActor, Side, Statement
from ..families import Families
from ..headline.told import World
from .claims import actor_claim
from .disagreements import identified
from .polarity import Polarity
from .sides import make_disagreement
from .unite import unite_sides
from .views import View, Views, in_words, sentence_of, speakers_of

# Sentences this close in one report speak to each other.
_NEAR_CHARS = 700
# Two sentences that name the same deed share at least this many words besides.
_LEAST_SHARED = 2
_DEEDS = frozenset({"violence", "coercion", "protest"})


def find_blame(
    views: Views, world: World, polarity: Polarity, families: Families, joined: Mapping[str, Incident]
) -> list[Disagreement]:
    """Every denial of a part in a deed against the accusations of it; one disagreement for each deed."""
    desk = _Desk(views, world, polarity, families, joined)
    found: dict[str, list[tuple[View, Incident | None, list[Side]]]] = defaultdict(list)
    for denial in views.all:
        if disclaims(denial, polarity):
            incident = desk.incident(denial)
            sides = [] if incident is None else desk.named_doers(denial, incident)
            sides += desk.accusations(denial, incident)
            if sides:
                anchor = incident.incident_id if incident else denial.statement.statement_id
                found[anchor].append((denial, incident, sides))
    return [_dispute(group, world) for _, group in sorted(found.items())]


def disclaims(view: View, polarity: Polarity) -> bool:
    """True for a denial of one's part: "denied any role", "said it was not involved", "had nothing to do with it"."""
    if not view.speaker:
        return False
    if view.statement.stance == "denies":
        return polarity.about_involvement(view.text)
    return view.statement.stance == "asserts" and polarity.disclaims(view.text)


def denial_side(denied: Sequence[Statement], world: World) -> Side:
    """The side of those who deny, in the words of the first."""
    sources = [one.source for one in denied if one.source]
    names = tuple(sorted({source.name or source.text for source in sources}))
    return Side(
        value=in_words(denied[0], world),
        origins=len({world.origins.get(one.report_id, "") for one in denied}),
        claims=tuple(sorted(one.statement_id for one in denied)),
        evidence=tuple(sorted({world.evidence(one.report_id, one.sentence) for one in denied})),
        speakers=names,
    )


class _Desk:
    """What a denial is held against."""

    def __init__(
        self, views: Views, world: World, polarity: Polarity, families: Families, joined: Mapping[str, Incident]
    ) -> None:
        self._views, self._world, self._polarity = views, world, polarity
        self._families, self._joined = families, joined

    def incident(self, denial: View) -> Incident | None:
        """The deed that is denied: told in the denial, in its sentence, else the last one told shortly before."""
        said, here = denial.statement, self._deeds(denial.statement.report_id)
        told = [m for m in here if m.mention_id in said.mentions] or [m for m in here if m.sentence == said.sentence]
        if not told:
            before = [m for m in here if 0 <= said.sentence.start - m.sentence.start <= _NEAR_CHARS]
            # Of the last sentence what it tells first: "a salvo by smugglers, whose trucks the army had seized".
            told = [m for m in before if m.sentence == before[-1].sentence][:1]
        return self._joined[told[0].mention_id] if told else None

    def _deeds(self, report_id: str) -> list[Mention]:
        return [
            m
            for m in self._world.mentions.get(report_id, ())
            if m.mention_id in self._joined and self._families.group(m.kind) in _DEEDS
        ]

    def named_doers(self, denial: View, incident: Incident) -> list[Side]:
        """Sides of the doers whom other voices name for the deed, or for the like of it close by."""
        found: dict[str, list[tuple[Mention, MentionActor]]] = defaultdict(list)
        for mention in self._tellings(denial, incident):
            for actor in mention.actors:
                if actor.role in DOERS and self._blamed(mention, actor):
                    found[actor.name or actor.text].append((mention, actor))
        return [self._doer_side(name, told) for name, told in sorted(found.items())]

    def _tellings(self, denial: View, incident: Incident) -> Iterator[Mention]:
        """Tellings of the deed in other voices, outside the sentences of denials."""
        reports = {denial.statement.report_id, *incident.reports}
        for mention in (m for report in sorted(reports) for m in self._deeds(report)):
            own = (self._world.speaker(mention) or "") in speakers_of([denial])
            if own or mention.status not in HAPPENED or self._in_denial(mention):
                continue
            same = self._joined[mention.mention_id].incident_id == incident.incident_id
            if same or (mention.report_id == denial.statement.report_id and self._alike(mention, denial)):
                yield mention

    def _in_denial(self, mention: Mention) -> bool:
        return any(one.sentence == mention.sentence for one in self._world.denials.get(mention.report_id, ()))

    def _alike(self, mention: Mention, denial: View) -> bool:
        """A deed of the same sort close by: "attacks on missions" and "rockets fired at the embassy"."""
        text = self._world.reports[mention.report_id].text[mention.sentence.start : mention.sentence.end]
        shared = self._polarity.matter(text) & self._polarity.matter(denial.statement.sentence_text)
        apart = abs(mention.sentence.start - denial.statement.sentence.start)
        return 0 < apart <= _NEAR_CHARS and len(shared) >= _LEAST_SHARED

    def _blamed(self, mention: Mention, actor: MentionActor) -> bool:
        """A named party, or a sort of party where somebody else says so."""
        voiced = self._world.speaker(mention) is not None
        return identified(actor) or (voiced and actor.type == "group")

    def _doer_side(self, name: str, told: Sequence[tuple[Mention, MentionActor]]) -> Side:
        voices = {self._world.speaker(mention) for mention, _ in told}
        return Side(
            value=name,
            origins=len({self._world.origins.get(mention.report_id, "") for mention, _ in told}),
            claims=tuple(sorted({actor_claim(mention, actor) for mention, actor in told})),
            evidence=tuple(sorted({self._world.evidence(m.report_id, m.sentence) for m, _ in told})),
            speakers=tuple(sorted(voice for voice in voices if voice)),
        )

    def accusations(self, denial: View, incident: Incident | None) -> list[Side]:
        """Sides of the statements that accuse, each speaker's own."""
        found: dict[str, list[View]] = defaultdict(list)
        for view in self._views.beside(denial):
            if self._accuses(view, denial, incident):
                found[view.speaker].append(view)
        return [self._accusing_side(found[speaker]) for speaker in sorted(found)]

    def _accusing_side(self, views: Sequence[View]) -> Side:
        evidence = tuple(sorted({sentence_of(view.statement, self._world) for view in views}))
        value = in_words(views[0].statement, self._world)
        claims = tuple(sorted(view.statement.statement_id for view in views))
        return Side(value, 1, claims, evidence, speakers_of(views))

    def _accuses(self, view: View, denial: View, incident: Incident | None) -> bool:
        said, other = view.statement, denial.statement
        if said.stance == "denies" or (view.speaker and view.speaker == denial.speaker):
            return False
        if _accuses_nobody(view, self._polarity):
            return False
        if said.sentence == other.sentence and not _before(said, other):
            return False
        if abs(said.sentence.start - other.sentence.start) > _NEAR_CHARS:
            return False
        if not self._polarity.has("accuse", said.sentence_text) or self._polarity.disclaims(said.sentence_text):
            return False
        shared = self._polarity.matter(said.sentence_text) & self._polarity.matter(other.sentence_text)
        told = [self._joined[m.mention_id] for m in self._deeds(said.report_id) if m.sentence == said.sentence]
        if incident is not None and any(one.incident_id == incident.incident_id for one in told):
            return True
        blames = said.cue is not None and self._polarity.has("accuse", said.cue.text)
        return len(shared) >= _LEAST_SHARED or (blames and not told and incident is not None)


def _accuses_nobody(view: View, polarity: Polarity) -> bool:
    """True for "no group has claimed the attack", "no one has been charged": that accuses nobody."""
    source = view.statement.source
    return bool(source and polarity.negated(source.text)) or polarity.negated(" ".join(view.text.split()[:2]))


def _before(said: Statement, other: Statement) -> bool:
    """True for "Turkey blamed the militants; they denied any role": two voices in one sentence, one after the other."""
    first, second = said.source, other.source
    return first is not None and second is not None and first.end <= second.start


def _dispute(group: Sequence[tuple[View, Incident | None, list[Side]]], world: World) -> Disagreement:
    """One disagreement of all denials of one deed and of all that they are held against."""
    speakers: dict[str, list[Statement]] = defaultdict(list)
    for denial, _, _ in group:
        speakers[denial.speaker].append(denial.statement)
    denials = [denial_side(speakers[speaker], world) for speaker in sorted(speakers)]
    sides = unite_sides([side for _, _, sides in group for side in sides], world)
    first, incident, _ = group[0]
    about = incident.summary if incident else first.statement.sentence_text
    return make_disagreement(incident, "actor", [*sides, *denials], "attribution", f"who did it: {about}")
