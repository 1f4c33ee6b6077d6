"""Negated: what is told, and right beside it who says that there was none of it, that nobody did, that it was not done.

"A mine killed two, the chief said. An elder said that there had been no mine." "The police had been pulled back; the
minister says that no order to pull back was given." What is denied is the noun or the verb of the negated words, and it
must be told by the other, or by the report itself, with no negation of its own.

Invariant: local to one report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...model import HAPPENED, Disagreement, Incident, Side
from ..headline.told import World
from ..words import words
from .passages import Page
from .polarity import Polarity
from .rejected import SAYING, about_of, incident_of
from .replies import begin_of, end_of
from .sides import make_disagreement
from .views import View, Views, side_of

# Two voices speak to each other across so much text, and no more sentences than these.
_NEAR_CHARS = 300
_SENTENCES = 3
# What is denied tells something: at least so much (`Polarity.weight`).
_LEAST = 0.6
_NO_NOUN = re.compile(
    r"\b(?:no|not (?:a single|one|a|any|even one)|never any|zero)\s+(?:such\s+)?(?P<noun>(?:[\w’'-]+\s+){0,2}?[\w’'-]+)"
    r"(?=\s+(?:(?:was|were|is|are|had|has|have|ever|on|in|at|there|of|from|by|near|that|who|which)\b"
    r"|\w+ed\b|came\b|fell\b|hit\b|left\b|struck\b|took\b|to\b)|\s*[.,;”\"»]|\s*$)"
    r"(?:\s+to\s+(?P<act>[\w-]+(?:\s+\w+)?))?"
    r"(?:\s+(?:was|were|is|are|had|has|have|been|ever|being)\b)*(?:\s+(?P<verb>[\w-]+))?",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\b(?:nobody|no one|none(?: of (?:the|its|their|our|his|them|us)(?: \w+)?)?|not one)\s+"
    r"(?:(?:was|were|is|are|had|has|have|been|ever|being)\s+)*(?P<verb>[\w-]+)",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:(?:did|do|does|was|were|has|have|had|is|are)(?:\s+not|n[’']t)|never)\s+(?:(?:been|ever|being|at all)\s+)*"
    r"(?P<verb>[\w-]+)",
    re.IGNORECASE,
)
# A rare thing tells by itself which one is meant; of others the deed must be told as well: "no embassy was asked".
_TELLING = 0.9
_SUPPOSED = re.compile(
    r"\b(?:if|unless|whether|will|would|shall|can|could|should|must|may|might|until|yet)\b|[’']ll\b", re.IGNORECASE
)
_ELSEWHERE = re.compile(
    r"\b(?:other|another|elsewhere|this time|so far|for the moment|not only|not just|any ?more|no longer|again"
    r"|because|since (?:then|spring|summer|autumn|winter|last|the|\d{4})|for (?:days|weeks|months|years|decades))\b",
    re.I,
)
_BACK = frozenset({"he", "she", "they", "it", "we", "this", "that"})
_STANCES = ("asserts", "denies", "doubts")
_TELLS = ("asserts", "claims_responsibility", "warns", "doubts")
_FIRST = 3
_DAY = re.compile(
    r"\b((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August|September|October"
    r"|November|December|(?:19|20)\d\d)\b"
)
_PLACE = re.compile(r"\b(?:in|at|near|on|outside)\s+(?:the\s+)?([A-Z][\w’'-]+)")


@dataclass(frozen=True)
class _Told:
    """A stretch that tells something: what a voice says, or a sentence of the report's own."""

    text: str
    speaker: str
    begin: int
    end: int
    number: int
    """Of its sentence."""
    side: Side
    view: View | None


def find_negated(views: Views, world: World, polarity: Polarity, joined: Mapping[str, Incident]) -> list[Disagreement]:
    """Every account with who says, right before or after it, that it was not so."""
    found = []
    for report in sorted(views.by_report):
        for account, denial in _pairs(report, views, world, polarity):
            said = [one.view.statement for one in (account, denial) if one.view]
            incident = next((one for told in said if (one := incident_of(told, joined)) is not None), None)
            about = f"whether it is so: {about_of(incident, account.text)}"
            found.append(make_disagreement(incident, "claim", [account.side, denial.side], "occurrence", about))
    return found


def _pairs(report: str, views: Views, world: World, polarity: Polarity) -> Iterator[tuple[_Told, _Told]]:
    every = [v for v in views.by_report[report] if v.speaker]
    denying = [(v, denied) for v in every if v.statement.stance in _STANCES and (denied := denied_by(v.text, polarity))]
    if not denying:
        return
    told = _told(report, views, world)
    at = {one.view.statement.statement_id: one for one in told if one.view}
    denies = [view for view, _ in denying]
    for view, denied in denying:
        denial = at[view.statement.statement_id]
        near = [one for one in told if one.view not in denies and _near(one, denial)]
        near = [one for one in near if tells(one.text, denial.text, denied, polarity)]
        # What was told last before is answered rather than what comes after.
        best = min(near, key=lambda one: (one.begin > denial.begin, abs(one.begin - denial.begin)), default=None)
        if best is not None:
            yield best, denial


def _told(report: str, views: Views, world: World) -> list[_Told]:
    """What voices say, and the deeds that the report tells in sentences of its own."""
    text, every = world.reports[report].text, views.by_report[report]
    page = Page.of(text, {*(v.statement.sentence for v in every), *world.sentences.get(report, ())})
    found = []
    for view in every:
        at = page.at(view.statement.sentence.start)
        if view.speaker and at is not None:
            side = side_of([view], world)
            found.append(_Told(view.text, view.speaker, begin_of(view), end_of(view), at.number, side, view))
    voiced = {v.statement.sentence for v in every if v.speaker}
    deeds = {m.sentence for m in world.mentions.get(report, ()) if m.status in HAPPENED and m.kind not in SAYING}
    for one in page.passages:
        if one.span in deeds and one.span not in voiced:
            side = Side(one.text, 1, (), (world.evidence(report, one.span),))
            found.append(_Told(one.text, "", one.span.start, one.span.end, one.number, side, None))
    return found


@dataclass(frozen=True)
class Denied:
    """What a text says that there was not, by `Polarity.matter`, and whether this is enough by itself."""

    thing: frozenset[str]
    deed: frozenset[str]
    telling: bool
    """Whether the thing says by itself what is meant."""
    strong: bool

    def told_in(self, affirmed: frozenset[str]) -> bool:
        """True where a text tells the thing and the deed, or one of them where that says enough."""
        if self.thing <= affirmed and self.deed & affirmed:
            return True
        return bool(self.thing) and self.telling and self.thing <= affirmed


def denied_by(text: str, polarity: Polarity) -> list[Denied]:
    """Everything that a text says not, where it says it plainly and of this time and place."""
    if text.rstrip("”\"’' ").endswith("?") or _ELSEWHERE.search(text):
        return []
    found = []
    for pattern, strong in ((_NO_NOUN, True), (_NOBODY, True), (_NOT, False)):
        for match in pattern.finditer(text):
            if _SUPPOSED.search(text[: match.start()]):
                continue
            parts = match.groupdict()
            noun = words(parts.get("noun") or "")
            idle = bool(noun) and noun[-1] in polarity.sets["idle"]
            verb = words(f"{parts.get('act') or ''} {parts.get('verb') or ''}")
            verb = [word for word in verb if word not in polarity.sets["idle"]]
            if idle and not parts.get("act"):
                # "No evidence was found", "no decision was taken".
                continue
            thing = frozenset() if idle else polarity.matter(" ".join(noun))
            deed = frozenset(one for one in polarity.matter(" ".join(verb)) if polarity.weight(one) >= _LEAST)
            if deed or any(polarity.weight(one) >= _LEAST for one in thing):
                telling = not deed or sum(map(polarity.weight, sorted(thing - polarity.nations))) >= _TELLING
                found.append(Denied(thing, deed, telling, strong or not _BACK.isdisjoint(words(text)[:_FIRST])))
    return found


def _near(one: _Told, denial: _Told) -> bool:
    """True for another voice, or the report itself right before, close by."""
    if one.speaker == denial.speaker or abs(one.number - denial.number) > _SENTENCES:
        return False
    if not one.speaker:
        return 0 <= denial.begin - one.end <= _NEAR_CHARS and denial.number - one.number == 1
    apart = denial.begin - one.end if one.begin < denial.begin else one.begin - denial.end
    return 0 <= apart <= _NEAR_CHARS and (one.view is None or one.view.statement.stance in _TELLS)


def tells(one: str, denial: str, denied: Sequence[Denied], polarity: Polarity) -> bool:
    """True where one text tells, of the same days and nations, what the other says that there was not."""
    matter, other = polarity.matter(one), polarity.matter(denial)
    affirmed = matter - polarity.negated_words(one)
    if _parted(_DAY, one, denial) or _parted(_PLACE, one, denial):
        return False
    mine, its = matter & polarity.nations, other & polarity.nations
    if mine and its and mine.isdisjoint(its):
        return False
    both = affirmed & other - polarity.nations
    return any(some.told_in(affirmed) and (some.strong or len(both) > 1) for some in denied)


def _parted(pattern: re.Pattern[str], one: str, other: str) -> bool:
    mine, its = set(pattern.findall(one)), set(pattern.findall(other))
    return bool(mine and its and mine.isdisjoint(its))
