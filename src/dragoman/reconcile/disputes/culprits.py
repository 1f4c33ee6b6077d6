"""Culprits: two voices who lay one deed at two doors, and who is accused and says something else right after.

"Kyiv blames Russian artillery; Moscow says that a Ukrainian missile went astray." "The herders say that the farmers
started it. The farmers say that two of theirs had been killed the night before." Ways to name a culprit are data
(`knowledge/accounts.toml`).

Invariant: local to one report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...model import Side
from ..headline.told import World
from ..words import words
from .polarity import Polarity
from .replies import begin_of, end_of
from .sides import Kind
from .views import View, side_of

# A rival culprit is named in the same sentence or begins at most so far after the account ends.
_NEXT_CHARS = 40
# Who is accused answers in the same paragraph, at most so far behind.
_ANSWER_CHARS = 150
# "that a protester's petrol bomb probably did": no more words than these come before "did".
_CULPRIT_WORDS = 14
_DID = re.compile(r"^(?:that\s+)?(?P<who>.{2,120}?)\s+did(?:\s+(?:it|this|that|so))?\W*$", re.IGNORECASE | re.DOTALL)
_ALSO = frozenset({"not", "never", "also", "too", "as", "neither", "nor", "what", "who", "nobody", "no", "none"})
_SMALL = frozenset({"the", "a", "an", "of", "and", "that", "in", "on", "at", "by", "to", "for", "from", "had", "it"})
# "attributes the crime to the front" names it behind; "blames the front for the crime" before.
_TO = re.compile(r"\b(?:to|at the door of|on)\s+(?P<who>[^,;.]{2,60})")
_WHAT_FOR = re.compile(r"\b(?:for|of|over|after|with|in|as)\b")
_PLACE = re.compile(r"\b(?:in|at|near|on|of|bombing|attacking|shelling|raiding)\s+(?:the\s+)?([A-Z][\w’'-]+)")
_STANCES = ("asserts", "denies", "doubts")


@dataclass(frozen=True)
class Rivalry:
    """Two sides with the statement that the account stands on, where there is one."""

    field: str
    kind: Kind
    question: str
    account: Side
    rival: Side
    of: View | None


def culprits(text: str, here: Sequence[View], world: World, polarity: Polarity) -> Iterator[Rivalry]:
    """Every two of a report's voices who name different culprits, or of whom one accuses the other."""
    yield from _who_did(here, world)
    doors = [(view, who) for view in here if (who := door(view, polarity))]
    for view, who in doors:
        for rivalry in (_other_door(view, who, doors, text, polarity), _answer(view, who, here, text, polarity)):
            if rivalry is not None:
                first, second, question = rivalry
                sides = side_of([first], world), side_of([second], world)
                yield Rivalry("actor", "attribution", question, *sides, first)


def _who_did(here: Sequence[View], world: World) -> Iterator[Rivalry]:
    """Accounts of a deed with another's word that somebody else "did it"."""
    for view in here:
        match = _DID.match(view.text.strip())
        told = words(match["who"]) if match else []
        if match is None or len(told) > _CULPRIT_WORDS or not _ALSO.isdisjoint(told):
            continue
        start = begin_of(view)
        before = [v for v in here if v.speaker != view.speaker and 0 <= start - end_of(v) <= _NEXT_CHARS]
        account = max(before, key=lambda v: (end_of(v), v.order), default=None)
        if account is None or set(told) & set(words(account.text)) - _SMALL:
            # Who lays it at the same door agrees.
            continue
        sides = side_of([account], world), side_of([view], world)
        yield Rivalry("actor", "attribution", "who or what did it", *sides, account)


def door(view: View, polarity: Polarity) -> frozenset[str]:
    """Whom a statement names as the culprit, by `Polarity.matter`; nothing where it names nobody."""
    said, cue = view.statement, view.statement.cue
    if said.stance not in ("asserts", "warns"):
        return frozenset()
    who = ""
    if cue is not None and polarity.has("lay", cue.text):
        behind = _TO.search(said.text) if polarity.has("ascribe", cue.text) else None
        who = behind["who"] if behind else _WHAT_FOR.split(said.text)[0]
    elif cue is not None and polarity.has("hold", cue.text) and " responsible" in said.text:
        who = said.text.split(" responsible")[0]
    else:
        told = (*polarity.accounts.culprit_told, *polarity.accounts.first_told)
        match = next((match for one in told if (match := one.search(said.text))), None)
        who = match["who"] if match else ""
    if not _ALSO.isdisjoint(words(who)) or not who.strip():
        return frozenset()
    return polarity.matter(who)


_Pair = tuple[View, View, str] | None


def _other_door(
    view: View, who: frozenset[str], doors: Sequence[tuple[View, frozenset[str]]], text: str, polarity: Polarity
) -> _Pair:
    """The voice right before that lays it at another door."""
    if _ALSO & set(words(view.statement.sentence_text)):
        return None
    near = [(v, its) for v, its in doors if _next(v, view, text, _ANSWER_CHARS) and its.isdisjoint(who)]
    near = [(v, its) for v, its in near if not _of_two_places(v, view)]
    first = max((v for v, _ in near), key=lambda v: (end_of(v), v.order), default=None)
    return (first, view, "who did it") if first is not None else None


def _answer(view: View, who: frozenset[str], here: Sequence[View], text: str, polarity: Polarity) -> _Pair:
    """What those who are accused, and no one else, say right after."""
    for other in here:
        source = other.statement.source
        if source is None or other.statement.stance not in _STANCES or not _next(view, other, text, _ANSWER_CHARS):
            continue
        mine = polarity.matter(source.text) | polarity.matter(source.name or "")
        cue = other.statement.cue
        admits = cue is not None and polarity.has("admit", cue.text)
        theirs = polarity.matter(view.statement.source.text) if view.statement.source else frozenset[str]()
        if mine & who and not mine & theirs and not admits and not _of_two_places(view, other):
            return view, other, "who did it"
    return None


def _next(one: View, other: View, text: str, chars: int) -> bool:
    """True for another voice that begins right behind, in the same paragraph."""
    begin, end = begin_of(other), end_of(one)
    if begin_of(one) < begin < end:
        # "The herders accuse the farmers, who accuse the herders."
        end = begin
    return one.speaker != other.speaker and 0 <= begin - end <= chars and "\n" not in text[end:begin]


def _of_two_places(one: View, other: View) -> bool:
    mine, its = (set(_PLACE.findall(view.statement.text)) for view in (one, other))
    return bool(mine and its and mine.isdisjoint(its))
