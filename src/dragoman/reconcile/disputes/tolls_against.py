"""Tolls against each other in one report: what two voices count of one deed, though the second names no deed.

"A monitoring group says 125 people have been killed. Government figures stop at 21." Numbers of other people, another
place or a longer time are set against nothing; a number told as a newer one is `updated`.

Invariant: local to one report.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ...model import HAPPENED, Count, Disagreement, Incident, Mention, Side
from ...model.wording import number as count_words
from ..headline.told import World
from .claims import COUNTS
from .passages import Page, Passage
from .polarity import Polarity
from .sides import Kind, make_disagreement
from .tolls_said import LISTED, Toll, conflict, page_tolls
from .unite import unite_sides
from .views import View, Views, speakers_of

# A number stands against another at most so many sentences before it; where both are of all, anywhere so far.
_SENTENCES = 3
_FAR_CHARS = 2500
_NOBODY_BACK = 2
_BACK_CHARS = 200
_NATION_CHARS = 25
_ANEW = re.compile(r"^(?:On|In|Last|Earlier)\s+[^,]{0,30}?(?:\d|week|month|year|[A-Z])")
_ENEMY = frozenset({"fighters"})
# PLOVER types of deeds that kill, hurt or arrest.
_FORCE = frozenset({"ASSAULT", "COERCE", "PROTEST"})
_PRONOUN = re.compile(r"^(?:he|she|they|it|this|that)\b|\b(?:he|she|they|it|this|that)$", re.IGNORECASE)


def find_tolls(views: Views, world: World, polarity: Polarity, joined: Mapping[str, Incident]) -> list[Disagreement]:
    """Every number of one deed that another voice of the same report counts otherwise."""
    return [
        dispute
        for report in sorted(views.by_report)
        for dispute in _Tolls(report, views, world, polarity).disputes(joined)
    ]


class _Tolls:
    """The numbers of one report."""

    def __init__(self, report: str, views: Views, world: World, polarity: Polarity) -> None:
        self._report, self._world = report, world
        self._here = [view for view in views.by_report[report] if view.speaker]
        self._mentions = world.mentions.get(report, ())
        known = {*(v.statement.sentence for v in views.by_report[report]), *world.sentences.get(report, ())}
        self._page = Page.of(world.reports[report].text, known)
        self._tolls = page_tolls(self._page, polarity.tolls)
        self._known, self._polarity = polarity.tolls, polarity

    def disputes(self, joined: Mapping[str, Incident]) -> list[Disagreement]:
        """The quarrels and the risen numbers, each field of each deed once."""
        groups: list[tuple[Kind, list[Toll]]] = []
        for number, toll in enumerate(self._tolls):
            for against in (one for one in self._tolls[:number] if self._stand(one, toll, joined)):
                kind: Kind = "updated" if self._rises(against, toll) else "value"
                same = next((told for of, told in groups if of == kind and (against in told or toll in told)), None)
                if same is None:
                    groups.append((kind, [against, toll]))
                else:
                    same += [one for one in (against, toll) if one not in same]
        found = []
        for kind, told in groups:
            incident = next((one for toll in told if (one := self._incident(toll, joined)) is not None), None)
            found.append(self._dispute(told[0].field or "killed", kind, [self._side(toll) for toll in told], incident))
        return [*found, *self._understated(joined)]

    def _dispute(self, field: str, kind: Kind, sides: Sequence[Side], incident: Incident | None) -> Disagreement:
        united = unite_sides(sides, self._world)
        about = incident.summary if incident else united[0].evidence[0].text
        return make_disagreement(incident, field, united, kind, f"{field}: {about}")

    # Whether two stand against each other

    def _stand(self, one: Toll, toll: Toll, joined: Mapping[str, Incident]) -> bool:
        if one.field != toll.field or not conflict(one.count, toll.count):
            return False
        if not self._near(one, toll) or self._of_others(one, toll):
            return False
        if one.field not in COUNTS and not (self._voice(one) and self._voice(toll)):
            # What a report tells of rockets or marchers by itself is told in parts.
            return False
        contradicted = toll.not_number is not None and toll.not_number == one.count.best
        if not contradicted and not (one.total and toll.total) and self._of_another_deed(one, toll, joined):
            return False
        if self._rises(one, toll):
            return True
        return contradicted or self._voice(one) != self._voice(toll)

    def _near(self, one: Toll, toll: Toll) -> bool:
        apart = toll.passage.number - one.passage.number
        if toll.bare and any(one.passage.number < t.passage.number < toll.passage.number for t in self._of(toll)):
            # A bare number is of what was counted last.
            return False
        if toll.bare and one.passage.number < toll.passage.number and self._clause(toll) > toll.passage.span.start:
            return False
        if (one.total and toll.total) or toll.not_number is not None:
            return toll.at.start - one.at.start <= _FAR_CHARS
        return 0 <= apart <= _SENTENCES

    def _of(self, toll: Toll) -> list[Toll]:
        """The numbers of one field."""
        return [one for one in self._tolls if one.field == toll.field]

    def _of_others(self, one: Toll, toll: Toll) -> bool:
        """True for numbers of other people, of another place, or of a longer time."""
        if one.places and toll.places and not one.places & toll.places:
            return True
        if self._rises(one, toll):
            return False
        if toll.bare:
            return self._days_differ(one, toll)
        if toll.places and not one.places and not toll.total and _ANEW.match(toll.passage.text):
            # "On 25 February nine people were killed at Buringa" begins the tale of another deed.
            return True
        # "Seven terrorists" are who one side says that all the dead were.
        next_to = 0 <= toll.passage.number - one.passage.number <= 1
        if toll.total and not one.total and one.people and not toll.people and not (next_to and one.people == _ENEMY):
            # Three policemen, and all the dead of the week.
            return True
        if (mine := self._nations(one)) and (its := self._nations(toll)) and mine.isdisjoint(its):
            # "No Italians were harmed" says nothing of Libyan guards.
            return True
        if one.people and toll.people and not one.people & toll.people:
            return True
        if self._days_differ(one, toll):
            return not (one.total and toll.total)
        return one.period != toll.period and bool(toll.count.best)

    def _days_differ(self, one: Toll, toll: Toll) -> bool:
        return any(mine and its and mine.isdisjoint(its) for mine, its in zip(one.days, toll.days, strict=True))

    def _nations(self, toll: Toll) -> frozenset[str]:
        """Whose people are counted: "30 Italian soldiers"."""
        text = self._world.reports[self._report].text[toll.at.start : toll.at.end + _NATION_CHARS]
        return self._polarity.matter(text) & self._polarity.nations

    def _of_another_deed(self, one: Toll, toll: Toll, joined: Mapping[str, Incident]) -> bool:
        """True where the later sentence tells a deed that is not the one counted before."""
        if one.passage.number == toll.passage.number:
            return False
        if not toll.count.best and (
            toll.passage.number - one.passage.number > _NOBODY_BACK
            or any(t.count.best and t.passage.number == toll.passage.number for t in self._of(toll))
        ):
            # "The government denies that anyone died of it" is said of the deaths in its own sentence.
            return True
        mine = self._deeds(one.passage, joined)
        its = self._deeds(toll.passage, joined)
        # "Nobody was harmed" need not tell the deed; a number that tells none was told of another.
        return bool(its) and its.isdisjoint(mine) and (bool(mine) or bool(one.count.best))

    def _deeds(self, passage: Passage, joined: Mapping[str, Incident]) -> frozenset[str]:
        """The deeds that a sentence tells as done."""
        here = (m for m in self._mentions if passage.span.start <= m.sentence.start < passage.span.end)
        told = (m for m in here if m.status in HAPPENED and m.plover is not None and m.plover.type in _FORCE)
        return frozenset(joined[m.mention_id].incident_id for m in told if m.mention_id in joined)

    def _rises(self, one: Toll, toll: Toll) -> bool:
        def number(told: Toll) -> int:
            return told.count.best or told.count.low or 0

        low, high = sorted((one, toll), key=number)
        newer = (high.later and not low.later) or (low.earlier and not high.earlier)
        if low is toll and not low.earlier and low.passage is not high.passage:
            # "The dead rose to 97, the committee said. The agency's figure was still 85."
            newer = newer and self._voice(low) == self._voice(high)
        # "Eleven on Tuesday; on Wednesday it counted fourteen."
        newer = newer or (low is one and toll.bare and self._days_differ(one, toll))
        # "It later fell to nine" is a quarrel with the number before, or a correction: a reader wants to see it.
        return newer and 0 < number(low) < number(high)

    # Whose numbers, and of what

    def _view(self, toll: Toll) -> View | None:
        """The narrowest statement around a number."""
        around = [v for v in self._here if any(s.start <= toll.at.start < s.end for s in v.statement.content)]
        return min(around, key=lambda v: sum(s.end - s.start for s in v.statement.content), default=None)

    def _voice(self, toll: Toll) -> str:
        """Who counts, in small letters; empty for the report itself."""
        view = self._by(toll)
        return view.speaker if view is not None else (self._who(toll) or "").lower()

    def _by(self, toll: Toll) -> View | None:
        """The statement by whose speaker a number is told."""
        view = self._view(toll)
        source = view.statement.source if view is not None else None
        if view is None and _PRONOUN.match(toll.passage.text):
            # "He puts the dead at six": who spoke last.
            before = next(self._page.before(toll.passage, _BACK_CHARS), None)
            said = [v for v in self._here if before is not None and v.statement.sentence.start == before.span.start]
            return said[-1] if said else None
        if toll.bare and source is not None and source.start < self._clause(toll) and self._who(toll):
            # "Four were killed, the front says; Pristina's number is three": one voice for each clause.
            return None
        return view

    def _clause(self, toll: Toll) -> int:
        """Where the clause of a number begins: at its sentence, or behind the last semicolon."""
        before = toll.passage.text[: toll.at.start - toll.passage.span.start]
        return toll.passage.span.start + before.rfind(";") + 1

    def _who(self, toll: Toll) -> str | None:
        """The subject of its clause, where that counts: "The ministry puts", "Government figures stop at"."""
        clause = toll.passage.text[self._clause(toll) - toll.passage.span.start :].lstrip()
        match = LISTED.search(clause[: toll.at.start - toll.passage.span.end + len(clause)]) if toll.bare else None
        match = match or self._known.words["who_bare" if toll.bare else "who"].match(clause)
        return match["who"] if match is not None and not _PRONOUN.search(match["who"]) else None

    def _counting(self, toll: Toll) -> Mention | None:
        """The telling that has the number."""
        at = toll.at
        for mention in self._mentions:
            count: Count | None = getattr(mention, toll.field if toll.field in COUNTS else "quantity")
            if count is not None and count.start is not None and at.start - 20 <= count.start < at.end:
                return mention
        return None

    def _incident(self, toll: Toll, joined: Mapping[str, Incident]) -> Incident | None:
        mention = self._counting(toll)
        return joined.get(mention.mention_id) if mention is not None else None

    def _side(self, toll: Toll) -> Side:
        view, who = self._by(toll), self._who(toll)
        speakers = speakers_of([view]) if view is not None else (who,) if who else ()
        evidence = self._world.evidence(self._report, toll.passage.span)
        claims = (view.statement.statement_id,) if view is not None else ()
        return Side(count_words(toll.count), 1, claims, (evidence,), speakers)

    # "The true toll is higher", "that is two more than the ministry's count"

    def _understated(self, joined: Mapping[str, Incident]) -> list[Disagreement]:
        """A number with what says shortly after that it is too low or too high, or not as another's."""
        found = []
        for passage in self._page.passages:
            match = self._known.words["too_low"].search(passage.text)
            toll = self._called_wrong(passage) if match is not None else None
            passages = [passage]
            if toll is None and (match := self._known.words["more_than_told"].search(passage.text)) is not None:
                toll = self._count_of(match["whose"], passage)
                passages = [*self._page.passages[max(0, passage.number - 1) : passage.number], passage]
            if toll is None or match is None:
                continue
            said = [v for v in self._here if v.statement.sentence.start in {one.span.start for one in passages}]
            evidence = tuple(self._world.evidence(self._report, one.span) for one in passages)
            claims = tuple(v.statement.statement_id for v in said)
            sides = [self._side(toll), Side(match.group(), 1, claims, evidence, speakers_of(said))]
            found.append(self._dispute(toll.field or "killed", "value", sides, self._incident(toll, joined)))
        return found

    def _called_wrong(self, passage: Passage) -> Toll | None:
        """The number of another voice that a sentence shortly after calls wrong."""
        mine = {v.speaker for v in self._here if v.statement.sentence.start == passage.span.start}
        near = [t for t in self._tolls if 0 < passage.number - t.passage.number <= _SENTENCES and t.count.best]
        near.sort(key=lambda t: (t.passage.number, t.field == "killed"))
        return next((t for t in reversed(near) if self._voice(t) and self._voice(t) not in mine), None)

    def _count_of(self, whose: str, passage: Passage) -> Toll | None:
        """The last number told before by the voice of that name."""
        name = self._polarity.matter(whose)
        before = [t for t in self._tolls if t.passage.number < passage.number - 1 and t.count.low]
        return next((t for t in reversed(before) if name & self._polarity.matter(self._voice(t))), None)
