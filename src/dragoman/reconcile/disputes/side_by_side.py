"""Side by side: what one says, and right behind it, often in one sentence, who says that there was none of it.

"A dozen of its men died, the army said; the rebels said there had been no resistance." "Soldiers shot ten; the army
says no soldier fired." "The crowd was armed, the ministry says. The ombudsman found no firearm." Words are data
(`polarity.toml`, `counters`).

Invariant: local to one report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ...model import HAPPENED, Disagreement, Incident, Side, Span
from ..headline.told import World
from ..words import words
from .polarity import Polarity
from .rejected import about_of, incident_of
from .replies import begin_of, end_of
from .sides import make_disagreement
from .views import View, Views, side_of

# What is said that there is none of shares words with the account that weigh so much.
_LEAST = 0.7
_FOUND_NONE = re.compile(
    r"[\s.,”\"]{0,4}\s(?P<who>[A-Z][^,;:.]{2,60}?)\s"
    r"(?P<found>(?:has |have |had )?(?:found|saw|seen|detected|recorded|recovered)\sno\s"
    r"(?P<noun>(?:[\w-]+\s){0,2}?[\w-]+)\b)"
)
_AGAINST = frozenset({"but", "while", "whereas", "though", "although", "yet"})


def find_side_by_side(
    views: Views, world: World, polarity: Polarity, joined: Mapping[str, Incident]
) -> list[Disagreement]:
    """Every account with what counters it in the same sentence, or with who found none of it right after."""
    found = []
    for report in sorted(views.by_report):
        here = [v for v in views.by_report[report] if v.speaker]
        cued = [v for v in here if v.statement.cue and v.statement.stance not in ("demands", "promises")]
        for account, reply in _side_by_side(world.reports[report].text, cued, polarity):
            found.append(_dispute(account.statement.text, account, side_of([reply], world), world, joined))
        found += [*_own_clauses(report, cued, world, polarity, joined)]
        found += [*_found_none(report, here, world, polarity, joined)]
    return found


def _dispute(words_told: str, account: View, reply: Side, world: World, joined: Mapping[str, Incident]) -> Disagreement:
    incident = incident_of(account.statement, joined)
    about = f"whether it is so: {about_of(incident, words_told)}"
    return make_disagreement(incident, "claim", [side_of([account], world), reply], "occurrence", about)


def _side_by_side(text: str, here: Sequence[View], polarity: Polarity) -> Iterator[tuple[View, View]]:
    """Two voices in one sentence: "a dozen of its men died, the army said; the rebels said there was no resistance"."""
    for view in here:
        before = [v for v in here if v.speaker != view.speaker and v.statement.sentence == view.statement.sentence]
        before = [v for v in before if end_of(v) <= begin_of(view) and _parted(text[end_of(v) : begin_of(view)])]
        other = max(before, key=lambda v: (end_of(v), v.order), default=None)
        if other is not None and _counters(view, polarity) and not _counters(other, polarity):
            yield other, view


def _own_clauses(
    report: str, here: Sequence[View], world: World, polarity: Polarity, joined: Mapping[str, Incident]
) -> Iterator[Disagreement]:
    """What a report tells with who says not in the same sentence: "soldiers shot ten; the army says that none did"."""
    text = world.reports[report].text
    for view in here:
        sentence, begin = view.statement.sentence, begin_of(view)
        cut = max(text.rfind(mark, sentence.start, begin) for mark in (";", ", but ", ", while ", ", though "))
        told = [m for m in world.mentions.get(report, ()) if m.sentence == sentence and m.trigger.end <= cut]
        voiced = any(v.statement.sentence == sentence and begin_of(v) < cut for v in here if v is not view)
        if cut < 0 or not told or voiced or told[0].status not in HAPPENED or not _counters(view, polarity):
            continue
        clause = text[sentence.start : cut]
        shared = polarity.matter(clause) & polarity.matter(view.statement.text)
        if sum(map(polarity.weight, sorted(shared))) >= _LEAST:
            incident = joined.get(told[0].mention_id)
            own = Side(clause, 1, (), (world.evidence(report, sentence),))
            about = f"whether it is so: {about_of(incident, clause)}"
            yield make_disagreement(incident, "claim", [own, side_of([view], world)], "occurrence", about)


def _found_none(
    report: str, here: Sequence[View], world: World, polarity: Polarity, joined: Mapping[str, Incident]
) -> Iterator[Disagreement]:
    """What somebody says, with who looked right after and found none: "the ombudsman found no firearm"."""
    text = world.reports[report].text
    for view in here:
        match = _FOUND_NONE.match(text, end_of(view))
        none = polarity.matter(match["noun"]) & view.matter if match is not None else frozenset()
        if match is None or sum(map(polarity.weight, sorted(none))) < _LEAST:
            continue
        stop = text.find(".", match.end("noun"))
        evidence = world.evidence(report, Span(match.start("who"), stop + 1 if stop > 0 else len(text)))
        yield _dispute(view.text, view, Side(match["found"], 1, (), (evidence,), (match["who"],)), world, joined)


def _parted(between: str) -> bool:
    """True for what stands between two clauses of one sentence that are set against each other."""
    return ";" in between or any(word in _AGAINST for word in words(between))


def _counters(view: View, polarity: Polarity) -> bool:
    """True for what says that there was none of it, or only so much: "no soldier fired", "only stones"."""
    return any(polarity.phrases("counters", view.statement.text))
