"""Replies: what one says right after another, and against it, though the word "deny" does not fall.

- a retort: "Mexico protested; the ministry answered that the patrols were there to protect it". After an accusation
  "insisted" and "maintained" are retorts as well;
- a contradiction: "the army said the road was open; drivers said it was not open": what one says, another says not.

Words are data (`polarity.toml`). Invariant: local to one report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ...model import Disagreement, Incident
from ..headline.told import World
from ..words import words
from .polarity import Polarity
from .rejected import about_of, incident_of
from .sides import make_disagreement
from .views import View, Views, side_of

# A retort follows in the same sentence or the next one.
_NEXT_CHARS = 60
# What is contradicted stands at most so far before, and shares words that weigh so much with what contradicts it.
_BACK_CHARS = 500
_LEAST = 1.7
# And no less than this share of what the shorter of the two is about.
_SHARE = 0.5
# "There were no instructors": what somebody says that there is none of, right after another spoke of some.
_NONE = re.compile(
    r"\b(?:no|not (?:a single|one|any)|never any"
    r"|(?:nobody|no one)(?: (?:was|were|is|had|has|have|lives?|lived))?(?: (?:on|in|at|ever|been))?(?: the)?)\s+"
    r"(?P<noun>(?:[\w-]+\s+){0,2}?[\w-]+)(?=\s|[.,;”\"]|$)",
    re.IGNORECASE,
)
_BACK = frozenset({"he", "she", "they", "them", "him", "her"})
_IT = _BACK | {"it"}
_LEAST_NONE = 0.7
_FIRST_WORDS = 2
# So few words answer nothing: "that it was late".
_FEW = 4
_AFFIRMS = ("asserts", "predicts", "warns")
_STANCES = ("asserts", "denies", "doubts", "predicts", "warns")


def find_replies(views: Views, world: World, polarity: Polarity, joined: Mapping[str, Incident]) -> list[Disagreement]:
    """Every account with what is said against it right after."""
    found = []
    for report in sorted(views.by_report):
        here = [v for v in views.by_report[report] if v.speaker and v.statement.cue and v.statement.stance in _STANCES]
        text = world.reports[report].text
        for account, reply in (*_retorts(text, here, polarity), *_contradictions(here, polarity)):
            incident = incident_of(account.statement, joined)
            about = f"whether it is so: {about_of(incident, account.text)}"
            sides = [side_of([account], world), side_of([reply], world)]
            found.append(make_disagreement(incident, "claim", sides, "occurrence", about))
    return found


def _retorts(text: str, here: Sequence[View], polarity: Polarity) -> Iterator[tuple[View, View]]:
    """Who answers, with whom: the last one before."""
    for view in here:
        cue = view.statement.cue
        if cue is None or view.statement.stance not in _AFFIRMS:
            continue
        sharp, firm = polarity.has("retort", cue.text), polarity.has("insist", cue.text)
        replies = polarity.has("reply", cue.text)
        if not (sharp or firm or replies) or not (view.statement.direct or words(view.text)[:1] == ["that"]):
            # "Moscow answered by banning airlines" is a deed.
            continue
        before = [v for v in here if v.speaker != view.speaker and 0 <= begin_of(view) - end_of(v) <= _NEXT_CHARS]
        last = max(before, key=lambda v: (end_of(v), v.order), default=None)
        if (
            last is None
            or "?" in text[end_of(last) - 2 : begin_of(view)]
            or "\n" in text[end_of(last) : begin_of(view)]
        ):
            continue
        if sharp or _complains(last, polarity) or (firm and _speaks_of_it(view)):
            yield last, view


def _speaks_of_it(view: View) -> bool:
    """True for "insisted that it had been launched from Anbar": of what was told last."""
    told = words(view.statement.text)
    return len(told) > _FEW and not _IT.isdisjoint(told[:_FIRST_WORDS])


def _complains(view: View, polarity: Polarity) -> bool:
    """True for an accusation, a complaint, or a saying that something was not."""
    cue = view.statement.cue
    return cue is not None and any(polarity.has(name, cue.text) for name in ("accuse", "complain", "claim"))


def _contradictions(here: Sequence[View], polarity: Polarity) -> Iterator[tuple[View, View]]:
    """What is said, with what another says not, in words that both use."""
    ends = [(other, end_of(other)) for other in here]
    for view in here:
        if view.statement.stance not in _STANCES:
            continue
        begin = begin_of(view)
        for other, end in ends:
            if not 0 <= begin - end <= _BACK_CHARS or other.speaker == view.speaker:
                continue
            if _contradicts(view, other, polarity) and not _numbers_differ(view, other):
                yield other, view


def _contradicts(view: View, other: View, polarity: Polarity) -> bool:
    """True where one says not what the other says, and they say little else, or says that there is none right after."""
    mine, its = view.negated, other.negated
    shared = view.matter & other.matter
    turned = (mine or its) & shared - polarity.nations
    if bool(mine) == bool(its) or not turned:
        return False
    weight = sum(map(polarity.weight, sorted(shared)))
    none = polarity.matter(" ".join(match["noun"] for match in _NONE.finditer(view.text))) & shared
    if begin_of(view) - end_of(other) <= _NEXT_CHARS:
        # "Its guards had not fired": "shows them firing".
        back = not _BACK.isdisjoint(words(view.statement.text)[:_FIRST_WORDS])
        if sum(map(polarity.weight, sorted(turned if back else none))) >= _LEAST_NONE:
            return True
    whole = min(sum(map(polarity.weight, sorted(one.matter))) for one in (view, other))
    return weight >= max(_LEAST, _SHARE * whole)


def _numbers_differ(view: View, other: View) -> bool:
    """True where the two speak of other days or numbers: what is not so on Monday may be on Tuesday."""
    mine, its = ({word for word in words(one.text) if word.isdigit() or word in _DAYS} for one in (view, other))
    return bool(mine and its and mine.isdisjoint(its))


_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today"})


def begin_of(view: View) -> int:
    """Where a statement begins, with its source and cue."""
    said = view.statement
    spans = [one.start for one in (said.source, said.cue) if one is not None and one.start < one.end]
    return min([*spans, *(span.start for span in said.content)], default=said.sentence.start)


def end_of(view: View) -> int:
    """Where a statement ends, with its source and cue."""
    said = view.statement
    spans = [one.end for one in (said.source, said.cue) if one is not None]
    return max([*spans, *(span.end for span in said.content)], default=said.sentence.end)
