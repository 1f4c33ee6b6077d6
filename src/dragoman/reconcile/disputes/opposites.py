"""Opposites: two voices that call one thing by words of which only one can be right.

"The governor said the fire was an accident; the opposition says it was set on purpose": accident or purpose, rescue or
kidnapping, left or still there, terror or a family quarrel. The pairs are data (`knowledge/opposites.toml`). Two voices
meet where they speak one after the other of one thing: in words that both use, or by a word that points back; some
words say by themselves what it was (`next`). A voice opposes what the report tells itself right before, too.

Invariant: local to one report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...knowledge.opposites import Opposites, Pair
from ...model import HAPPENED, Disagreement, Incident, Side, Span
from ..headline.told import World
from ..words import words
from .passages import Page, Passage
from .polarity import Polarity
from .rejected import about_of, incident_of
from .replies import begin_of, end_of
from .sides import make_disagreement
from .views import View, Views, side_of

# Two voices speak to each other across so much text.
_NEAR_CHARS = 400
_NEXT_CHARS = 120
# What a report tells itself stands right before who speaks against it; who speaks is named in between.
_RIGHT_BEFORE = 60
# And share words that weigh this much, unless the later one points back.
_LEAST = 0.7
# So few words say nothing without what was said before: "murder", "theatre".
_FEW = 4
_BACK = frozenset({"it", "he", "she", "they", "him", "her", "them", "this", "that", "these", "those"})
_STANCES = ("asserts", "denies", "doubts", "claims_responsibility")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_PLACE = re.compile(r"\b(?:in|at|near|outside|left|leaving|from)\s+(?:the\s+)?([A-Z][\w’'-]+)")
# "It had been closed since March" tells how it was before.
_UNTIL = re.compile(r"\bhad been\b.*\b(?:since|until|before)\b")
# A negator so near before a word turns it.
_NEGATED = re.compile(
    r"\bno\s+$|\b(?:not|never|neither|nor)\b(?:\s+\w+){0,3}\s*$|n[’']t(?:\s+\w+){0,3}\s*$", re.IGNORECASE
)


@dataclass(frozen=True)
class _Telling:
    """What a voice says, or a sentence that the report tells in its own."""

    text: str
    speaker: str
    begin: int
    end: int
    paragraph: int
    view: View | None
    sentence: Span

    @property
    def order(self) -> tuple[int, str]:
        """By where it ends; the same in any order of the statements."""
        return self.end, self.view.statement.statement_id if self.view else ""


def find_opposites(
    views: Views, world: World, polarity: Polarity, joined: Mapping[str, Incident]
) -> list[Disagreement]:
    """Every two voices of one report that call one thing by opposite words, each once."""
    found = []
    for report in sorted(views.by_report):
        for first, second, pair in _opposed(_tellings(report, views, world, polarity), polarity, polarity.opposites):
            told = [one.view.statement for one in (first, second) if one.view]
            incident = next((one for said in told if (one := incident_of(said, joined)) is not None), None)
            about = f"{pair.question}: {about_of(incident, first.text)}"
            sides = [_side(first, report, world), _side(second, report, world)]
            found.append(make_disagreement(incident, "nature", sides, "value", about))
    return found


def _tellings(report: str, views: Views, world: World, polarity: Polarity) -> list[_Telling]:
    """What leans some way, in the order of the text: statements, and deeds that the report tells itself."""
    leans, text = polarity.opposites.any, world.reports[report].text
    every = views.by_report[report]
    voiced = {v.statement.sentence for v in every if v.speaker}
    some = [v for v in every if v.speaker and v.statement.stance in _STANCES and leans.search(v.statement.text)]
    # "Whatever they say about a meeting of spies is a lie" calls it none.
    some = [v for v in some if not polarity.has("belie", v.statement.text)]
    if not some:
        return []
    page = Page.of(text, {*(v.statement.sentence for v in every), *world.sentences.get(report, ())})
    deeds = {m.sentence for m in world.mentions.get(report, ()) if m.status in HAPPENED and not m.background}
    found = []
    for view in some:
        at = page.at(view.statement.sentence.start)
        paragraph, said = at.paragraph if at else 0, view.statement
        found.append(
            _Telling(
                _own_words(view, every, text),
                view.speaker,
                begin_of(view),
                end_of(view),
                paragraph,
                view,
                said.sentence,
            )
        )
    for one in page.passages:
        if (
            (one.span in deeds or _right_before(one, found))
            and one.span not in voiced
            and leans.search(one.text)
            and one.text[-1:] != "?"
        ):
            found.append(_Telling(one.text, "", one.span.start, one.span.end, one.paragraph, None, one.span))
    return sorted(found, key=lambda one: (one.begin, one.order))


def _own_words(view: View, every: Sequence[View], text: str) -> str:
    """What a statement says, as far as no other voice of its sentence speaks: "he fled, while she says he did not"."""
    inside = [
        v for v in every if v.speaker not in ("", view.speaker) and v.statement.sentence == view.statement.sentence
    ]
    said = view.statement
    for span in said.content[:1]:
        cut = min((b for v in inside if span.start < (b := begin_of(v)) < span.end), default=None)
        if cut is not None and len(said.content) == 1:
            return text[span.start : cut]
    return said.text


def _right_before(one: Passage, found: Sequence[_Telling]) -> bool:
    """True for a sentence right before what somebody says."""
    return any(0 <= other.begin - one.span.end <= _RIGHT_BEFORE for other in found)


def _side(one: _Telling, report: str, world: World) -> Side:
    return side_of([one.view], world) if one.view else Side(one.text, 1, (), (world.evidence(report, one.sentence),))


def _opposed(
    here: Sequence[_Telling], polarity: Polarity, known: Opposites
) -> Iterator[tuple[_Telling, _Telling, Pair]]:
    """Each later voice with the nearest earlier one that it opposes."""
    # Most speak near nobody else: which way they lean is not asked.
    here = [one for one in here if any(_in_reach(one, other) or _in_reach(other, one) for other in here)]
    leaning = [(one, {pair: way for pair in known.pairs if (way := way_of(one.text, pair))}) for one in here]
    for number, (one, ways) in enumerate(leaning):
        for pair, way in ways.items() if one.view else ():
            before = [
                other
                for other, its in leaning[:number]
                if its.get(pair) == -way and other.speaker != one.speaker and _meet(other, one, pair, polarity)
            ]
            nearest = max(before, key=lambda other: other.order, default=None)
            if nearest is not None:
                yield nearest, one, pair


def _in_reach(one: _Telling, other: _Telling) -> bool:
    return one.speaker != other.speaker and 0 <= other.begin - one.end <= _NEAR_CHARS


def way_of(text: str, pair: Pair) -> int:
    """1 for words of the one side, -1 for words of the other, 0 for neither or both."""
    one = {_sign(text, match, 1) for match in pair.one.finditer(text)}
    other = {_sign(text, match, -1) for match in pair.other.finditer(text)}
    signs = one | other
    return signs.pop() if len(signs) == 1 else 0


def _sign(text: str, match: re.Match[str], sign: int) -> int:
    return -sign if _NEGATED.search(text[: match.start()]) else sign


def _meet(one: _Telling, other: _Telling, pair: Pair, polarity: Polarity) -> bool:
    """True where two voices speak of one thing, one after the other."""
    apart = other.begin - one.end
    if not 0 <= apart <= _NEAR_CHARS or other.view is None:
        return False
    told = words(other.text)
    if pair.changes and (_parted(_WEEKDAY, one.text, other.text) or "again" in told or _UNTIL.search(other.text)):
        return False
    mine, its = (polarity.matter(each.text) & polarity.nations for each in (one, other))
    if pair.next and (_parted(_PLACE, one.text, other.text) or (mine and its and mine.isdisjoint(its))):
        # The embassy of Belgium is shut, and that of the Dutch is open.
        return False
    if one.view is not None:
        shared = one.view.matter & other.view.matter - polarity.nations
        if sum(map(polarity.weight, sorted(shared))) >= _LEAST:
            return True
    back = len(told) <= _FEW or not _BACK.isdisjoint(told[:_FEW])
    if pair.next and apart <= _NEXT_CHARS and one.paragraph == other.paragraph:
        return one.view is not None or apart <= _RIGHT_BEFORE
    return back and apart <= (_NEXT_CHARS if one.view is not None else _RIGHT_BEFORE)


def _parted(pattern: re.Pattern[str], one: str, other: str) -> bool:
    """True where two texts name other days, or other places."""
    mine, its = set(pattern.findall(one)), set(pattern.findall(other))
    return bool(mine and its and mine.isdisjoint(its))
