"""Opposites: two voices that call one thing by words of which only one can be right.

"The governor said the fire was an accident; the opposition says it was set on purpose": accident or purpose, rescue or
kidnapping, left or still there, terror or a family quarrel. The pairs are data (`knowledge/opposites.toml`). Two voices
meet where they speak one after the other of one thing: in words that both use, or by a word that points back.

Invariant: local to one report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ...knowledge.opposites import Opposites, Pair
from ...model import Disagreement, Incident
from ..headline.told import World
from ..words import words
from .polarity import Polarity
from .rejected import about_of, incident_of
from .replies import begin_of, end_of
from .sides import make_disagreement
from .views import View, Views, side_of

# Two voices speak to each other across so much text.
_NEAR_CHARS = 400
_NEXT_CHARS = 120
# And share words that weigh this much, unless the later one points back.
_LEAST = 0.7
# So few words say nothing without what was said before: "murder", "theatre".
_FEW = 4
_BACK = frozenset({"it", "he", "she", "they", "him", "her", "them", "this", "that", "these", "those"})
_STANCES = ("asserts", "denies", "doubts", "claims_responsibility")
# A negator so near before a word turns it.
_NEGATED = re.compile(r"\b(?:not|never|neither|nor)\b(?:\s+\w+){0,3}\s*$|n[’']t(?:\s+\w+){0,3}\s*$", re.IGNORECASE)


def find_opposites(
    views: Views, world: World, polarity: Polarity, joined: Mapping[str, Incident]
) -> list[Disagreement]:
    """Every two voices of one report that call one thing by opposite words, each once."""
    found = []
    for report in sorted(views.by_report):
        here = [v for v in views.by_report[report] if v.speaker and v.statement.stance in _STANCES]
        here.sort(key=lambda view: (begin_of(view), view.order))
        for first, second, pair in _opposed(here, polarity, polarity.opposites):
            incident = incident_of(first.statement, joined) or incident_of(second.statement, joined)
            about = f"{pair.question}: {about_of(incident, first.statement.text)}"
            sides = [side_of([first], world), side_of([second], world)]
            found.append(make_disagreement(incident, "nature", sides, "value", about))
    return found


def _opposed(here: Sequence[View], polarity: Polarity, known: Opposites) -> Iterator[tuple[View, View, Pair]]:
    """Each later voice with the nearest earlier one that it opposes."""
    some = [view for view in here if known.any.search(view.statement.text)]
    leaning = [
        (view, {pair: way for pair in known.pairs if (way := way_of(view.statement.text, pair))}) for view in some
    ]
    for number, (view, ways) in enumerate(leaning):
        for pair, way in ways.items():
            before = [
                one
                for one, its in leaning[:number]
                if its.get(pair) == -way and one.speaker != view.speaker and _meet(one, view, polarity)
            ]
            nearest = max(before, key=lambda one: (end_of(one), one.order), default=None)
            if nearest is not None:
                yield nearest, view, pair


def way_of(text: str, pair: Pair) -> int:
    """1 for words of the one side, -1 for words of the other, 0 for neither or both."""
    one = {_sign(text, match, 1) for match in pair.one.finditer(text)}
    other = {_sign(text, match, -1) for match in pair.other.finditer(text)}
    signs = one | other
    return signs.pop() if len(signs) == 1 else 0


def _sign(text: str, match: re.Match[str], sign: int) -> int:
    return -sign if _NEGATED.search(text[: match.start()]) else sign


def _meet(one: View, view: View, polarity: Polarity) -> bool:
    """True where two voices speak of one thing, one after the other."""
    apart = begin_of(view) - end_of(one)
    if not 0 <= apart <= _NEAR_CHARS:
        return False
    shared = one.matter & view.matter - polarity.nations
    if sum(map(polarity.weight, sorted(shared))) >= _LEAST:
        return True
    told = words(view.statement.text)
    return apart <= _NEXT_CHARS and (len(told) <= _FEW or not _BACK.isdisjoint(told[:_FEW]))
