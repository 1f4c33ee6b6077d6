"""Rivals: two accounts of one matter side by side, where nobody denies anything in so many words.

- "tells a different story", "neither account could be checked": the text itself says that two accounts differ;
- "he said that soldiers set it alight; the paper found that a petrol bomb did": another culprit (`culprits.py`);
- "the rebels took the airport, a source said. The army said that it still held part of it": taken or not;
- "nobody believes them", "a pinch of salt": somebody says in the next breath that an account is not to be believed.

Phrases are data (`polarity.toml`). Invariant: local to one report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ...model import Disagreement, Incident, Side, Span
from ..headline.told import World
from ..words import words
from .culprits import Rivalry, culprits
from .polarity import Polarity
from .rejected import about_of, incident_of, rejecting_side
from .replies import begin_of, end_of
from .sides import make_disagreement
from .views import View, Views, in_words, side_of

# An account stands at most so far before the one that rivals it.
_BACK_CHARS = 450
# Another day or place stands in the same sentence or begins at most so far after the account ends.
_NEXT_CHARS = 40
_SENTENCE = re.compile(r"[.!?…][”\"’')\]]*\s+(?=[A-Z“\"‘'«\d(])|\n+")
_IT_WAS = re.compile(
    r"^(?:that\s+)?(?:it|this)\s+(?:was|took place|happened|came|occurred|began|had)\s+"
    r"(?:\w+\s+){0,2}?(?:on|in|at|near|from|outside)\s",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_PLACE = re.compile(r"\b(?:in|at|near|from|outside)\s+(?:the\s+)?([A-Z][\w’'-]+)")


def find_rivals(views: Views, world: World, polarity: Polarity, joined: Mapping[str, Incident]) -> list[Disagreement]:
    """Every account with its rival."""
    found = []
    for report in sorted(views.by_report):
        here = [view for view in views.by_report[report] if view.speaker]
        text = world.reports[report].text
        for one in (
            *_versions(text, here, world, polarity),
            *culprits(text, here, world, polarity),
            *_when_and_where(here, world),
            *_holders(here, world, polarity),
            *_unbelieved(report, text, here, world, polarity),
        ):
            incident = incident_of(one.of.statement, joined) if one.of else None
            about = f"{one.question}: {about_of(incident, one.account.value)}"
            found.append(make_disagreement(incident, one.field, [one.account, one.rival], one.kind, about))
    return found


# Where the text says that accounts differ


def _versions(text: str, here: Sequence[View], world: World, polarity: Polarity) -> Iterator[Rivalry]:
    for match in polarity.phrases("other_version", text):
        told = _sentence_at(text, match.start())
        told_by = [v for v in here if told.start <= v.statement.sentence.start < told.end]
        rivals = [v for v in told_by if v.statement.content[0].start >= match.end()][:1] or _rest(
            match, told, here, polarity
        )
        if not rivals:
            continue
        others = [v for v in here if v.speaker != rivals[0].speaker]
        inside = [v for v in others if told.start <= begin_of(v) and end_of(v) <= match.start()]
        account = inside[-1] if inside else _last_before(told.start, others)
        if account is not None:
            yield _account_and_rival([account], rivals, world)
    for match in polarity.phrases("both_versions", text):
        start = _sentence_at(text, match.start()).start
        rival = _last_before(start, here)
        account = rival and _last_before(begin_of(rival), [v for v in here if v.speaker != rival.speaker])
        if rival is not None and account is not None:
            whole = [
                v for v in here if v.speaker == account.speaker and 0 <= begin_of(account) - end_of(v) <= _BACK_CHARS
            ]
            yield _account_and_rival([*whole, account], [rival], world)


def _rest(match: re.Match[str], told: Span, here: Sequence[View], polarity: Polarity) -> list[View]:
    """Who is said to tell it otherwise, and what that party says next: "Iran sees it differently. Its police ..."."""
    party = polarity.matter(match.string[told.start : match.end()])
    said = [v for v in here if told.start <= v.statement.sentence.start < told.end]
    said = [v for v in said if begin_of(v) <= match.start() and end_of(v) >= match.end()]
    after = [v for v in here if told.end <= v.statement.sentence.start <= told.end + _BACK_CHARS]
    named = [v for v in after if v.statement.source and polarity.matter(v.statement.source.text) & party]
    alike = [v for v in after if said and v.speaker == said[0].speaker]
    return [*(alike or named or ([] if said else after))[:1], *said[:1]]


def _account_and_rival(account: Sequence[View], rivals: Sequence[View], world: World) -> Rivalry:
    question = "which account is so"
    return Rivalry("claim", "occurrence", question, side_of(account, world), side_of(rivals, world), account[0])


def _last_before(start: int, here: Sequence[View]) -> View | None:
    """The last thing said shortly before."""
    before = [v for v in here if end_of(v) <= start <= begin_of(v) + _BACK_CHARS and v.statement.stance != "demands"]
    return max(before, key=lambda v: (begin_of(v), v.order), default=None)


# Another day or place


def _when_and_where(here: Sequence[View], world: World) -> Iterator[Rivalry]:
    """Another day or place for what was told last: "on Sunday, the envoy said. A guard says it was on Saturday"."""
    for view in here:
        if not _IT_WAS.match(view.statement.text):
            continue
        start = begin_of(view)
        before = [v for v in here if v.speaker != view.speaker and 0 <= start - end_of(v) <= _NEXT_CHARS]
        account = max(before, key=lambda v: (end_of(v), v.order), default=None)
        for field, named in (("time", _WEEKDAY), ("place", _PLACE)):
            mine = set(named.findall(view.statement.text))
            its = set(named.findall(account.statement.text)) if account is not None else set()
            if account is not None and mine and its and mine.isdisjoint(its):
                sides = side_of([account], world), side_of([view], world)
                yield Rivalry(field, "value", {"time": "when", "place": "where"}[field], *sides, account)
                break


# Taken or still held


def _holders(here: Sequence[View], world: World, polarity: Polarity) -> Iterator[Rivalry]:
    """Who says that something was taken, with who says that it is still held, or that the attack was beaten back."""
    for view in here:
        told = in_words(view.statement, world)
        held = next(polarity.phrases("still_held", told), None)
        if held is None:
            continue
        # "It still held part of it", "had pushed them back".
        bare = not _BARE.isdisjoint([*words(held.group()), *words(told[held.end() :])[:_OBJECT_WORDS]])
        taken = [
            v
            for v in here
            if v.speaker != view.speaker
            and 0 <= begin_of(view) - end_of(v) <= _BACK_CHARS
            and any(polarity.phrases("taken", v.text))
            and (bare or v.matter & view.matter)
        ]
        account = max(taken, key=lambda v: (end_of(v), v.order), default=None)
        if account is not None:
            denies = view.statement.stance in ("denies", "doubts")
            rival = rejecting_side(view, world) if denies else side_of([view], world)
            yield Rivalry("claim", "occurrence", "who holds it", side_of([account], world), rival, account)


_BARE = frozenset({"it", "them", "there", "either", "neither"})
_OBJECT_WORDS = 4


# Not believed


def _unbelieved(report: str, text: str, here: Sequence[View], world: World, polarity: Polarity) -> Iterator[Rivalry]:
    """What somebody says, with the words by which the next sentence or clause does not believe it."""
    for match in polarity.phrases("disbelief", text):
        told = _sentence_at(text, match.start())
        before = [v for v in here if 0 <= match.start() - end_of(v) <= _NEXT_CHARS + _BACK_CHARS // 3]
        account = max(before, key=lambda v: (end_of(v), v.order), default=None)
        if account is None or account.statement.stance == "demands":
            continue
        doubting = [v for v in here if v.speaker != account.speaker and _covers(v, match.start())]
        evidence = world.evidence(report, told)
        rival = side_of(doubting, world) if doubting else Side(match.group(), 1, (), (evidence,))
        yield Rivalry("claim", "occurrence", "whether it is so", side_of([account], world), rival, account)


def _covers(view: View, at: int) -> bool:
    return any(span.start <= at < span.end for span in view.statement.content)


# Where things stand


def _sentence_at(text: str, at: int) -> Span:
    """The sentence around a place, as far as full stops tell."""
    starts = [match.end() for match in _SENTENCE.finditer(text, 0, at + 1)]
    start = starts[-1] if starts else 0
    stop = _SENTENCE.search(text, at)
    end = stop.start() + 1 if stop else len(text)
    return Span(start, len(text[:end].rstrip()))
