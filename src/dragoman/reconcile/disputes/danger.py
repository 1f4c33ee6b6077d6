"""Danger: one party warns, orders people out or closes its house; another says that there is nothing to fear.

"The embassy warned of attacks at the airport. The police called it the safest place in the country." What reassures is
told by `reassure` in `polarity.toml`; a threat or risk that somebody says there is not counts too. It stands against
the warnings of others in the same report that are nearest to it.

Invariant: local to one report.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ...model import Disagreement, Evidence, Incident, Side
from ..families import Families
from ..headline.told import World
from .passages import Page
from .polarity import Polarity
from .sides import make_disagreement
from .unite import unite_sides
from .views import View, Views, side_of, speakers_of

# Warnings further than this from what reassures are of another matter.
_NEAR_CHARS = 2500
# No more warnings than these are set against it: the nearest, and the first of the report, which is its news.
_MOST = 3
_SORTS = re.compile(r"\b(?:threats?|dangers?|dangerous|risks?|security|violence)\b", re.IGNORECASE)
_FULL_STOPS = ".!?…”\"’')»"
_DONE = frozenset(("occurred", "ongoing", "announced"))


def find_danger(
    views: Views, world: World, polarity: Polarity, families: Families, joined: Mapping[str, Incident]
) -> list[Disagreement]:
    """One disagreement a report in which warnings and reassurance of different parties stand side by side."""
    found = []
    for report in sorted(views.by_report):
        calm = [view for view in views.by_report[report] if reassures(view, polarity)]
        alarmed = _alarms(report, calm, views, world, families.traits.alarms, polarity, joined) if calm else {}
        if alarmed:
            sides = [_alarm_side(alarmed, world), side_of(calm, world)]
            about = f"how great the danger is: {sides[0].value}"
            found.append(make_disagreement(None, "danger", sides, "value", about))
    return found


def reassures(view: View, polarity: Polarity) -> bool:
    """True where a named party says that there is nothing to fear."""
    if not view.speaker or view.statement.stance in ("warns", "threatens", "demands", "predicts"):
        return False
    return polarity.reassures(view.text)


def _alarms(
    report: str,
    calm: Sequence[View],
    views: Views,
    world: World,
    alarms: frozenset[str],
    polarity: Polarity,
    joined: Mapping[str, Incident],
) -> dict[Evidence, list[View]]:
    """The sentences of the nearest warnings by others, with the statements that stand in them."""
    quiet = {view.speaker for view in calm}
    inside = {view.statement.sentence for view in calm}
    told: dict[Evidence, list[View]] = defaultdict(list)
    here = [v for v in views.by_report[report] if v.speaker not in quiet and v.statement.sentence not in inside]
    for view in here:
        if view.speaker and _warns(view, polarity):
            told[world.evidence(report, view.statement.sentence)].append(view)
    for mention in world.mentions.get(report, ()):
        shown = mention.kind in alarms and mention.status in _DONE and not mention.background
        # "The closures were an attempt at psychological war": who speaks of others' steps takes none.
        spoken_of = mention.statement_id is not None and not mention.actors
        if shown and not spoken_of and mention.mention_id in joined and mention.sentence not in inside:
            beside = [v for v in here if v.statement.sentence == mention.sentence and v.speaker]
            beside = [v for v in beside if v.statement.stance not in ("denies", "doubts")]
            told.setdefault(world.evidence(report, mention.sentence), beside)
    own = _own_alarms(report, views, world, polarity)
    told |= {evidence: [] for evidence in own}
    at = [view.statement.sentence.start for view in calm]
    apart = {one: min(abs(one.start - start) for start in at) for one in told}
    plain = {one: one not in own and not any(polarity.alarms(v.text) for v in told[one]) for one in told}
    # Who says how great the danger is speaks to it more than a door that is shut.
    near = sorted((one for one in told if apart[one] <= _NEAR_CHARS), key=lambda one: (plain[one], apart[one], one))
    # A headline says nothing that the text below it does not say.
    first = sorted(one for one in near if one.text.rstrip()[-1:] in _FULL_STOPS)[:1]
    return {one: told[one] for one in dict.fromkeys([*near[:_MOST], *first])}


def _own_alarms(report: str, views: Views, world: World, polarity: Polarity) -> frozenset[Evidence]:
    """Sentences that nobody else is made to say and that tell how great the danger is: of who issues the text."""
    every = views.by_report[report]
    page = Page.of(
        world.reports[report].text, {*(v.statement.sentence for v in every), *world.sentences.get(report, ())}
    )
    voiced = {v.statement.sentence for v in every if v.speaker}
    here = (one for one in page.passages if one.span not in voiced and _SORTS.search(one.text))
    return frozenset(world.evidence(report, one.span) for one in here if polarity.alarms(one.text))


def sets_out(one: View, other: View, polarity: Polarity) -> bool:
    """True for two voices of one report of which one warns and the other reassures: these are told here."""
    if one.statement.report_id != other.statement.report_id:
        return False
    return any(reassures(a, polarity) and _warns(b, polarity) for a, b in ((one, other), (other, one)))


def _warns(view: View, polarity: Polarity) -> bool:
    """True for a warning that does not say itself how unlikely it is, and for who says that danger is near."""
    if view.statement.stance == "warns":
        return not any(polarity.phrases("unlikely", view.text))
    return view.statement.stance in ("asserts", "predicts") and polarity.alarms(view.text)


def _alarm_side(told: Mapping[Evidence, Sequence[View]], world: World) -> Side:
    each = {view.statement.statement_id: view for views in told.values() for view in views}
    said = sorted(each.values(), key=lambda view: view.order)
    nearest = next(iter(told))
    value = told[nearest][0].text if told[nearest] else nearest.text
    claims = tuple(sorted(view.statement.statement_id for view in said))
    return Side(value, 1, claims, tuple(sorted(told)), speakers_of(said))


def with_denials(found: Sequence[Disagreement], world: World, polarity: Polarity) -> list[Disagreement]:
    """Disputes in which what reassures denies somebody's words, put to the dispute about the danger in that report."""
    dangers = {one.disagreement_id: one for one in found if one.field == "danger"}
    kept: list[Disagreement] = []
    for one in found:
        about = next((told for told in dangers.values() if _denied_by(told, one, polarity) is not None), None)
        more = _denied_by(about, one, polarity) if about is not None else None
        if about is None or more is None:
            kept += [] if one.field == "danger" else [one]
            continue
        calm = next(side for side in about.sides if set(side.evidence) >= set(_other(one, more).evidence))
        alarm = unite_sides([replace(_other(about, calm)), replace(more, value=_other(about, calm).value)], world)
        dangers[about.disagreement_id] = make_disagreement(None, "danger", [*alarm, calm], about.kind, about.about)
    return [*kept, *dangers.values()]


def _denied_by(danger: Disagreement, one: Disagreement, polarity: Polarity) -> Side | None:
    """The side that what reassures denies, where the other side of a dispute is of its sentences."""
    if one.field != "claim" or one.incident_id is not None or len(one.sides) != 2 or len(danger.sides) != 2:
        return None
    for side in danger.sides:
        for mine in one.sides if any(polarity.reassures(evidence.text) for evidence in side.evidence) else ():
            if set(mine.evidence) <= set(side.evidence) and not set(_other(one, mine).evidence) & set(side.evidence):
                return _other(one, mine)
    return None


def _other(one: Disagreement, side: Side) -> Side:
    return next(its for its in one.sides if its is not side)
