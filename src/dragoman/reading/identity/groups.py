"""Which tellings of a report are of one event: retellings by name, by hypernym, by definite noun, by victim or day.

Method: greedy agglomeration, best pair first. Every pair of tellings whose kinds can be one deed gets a score for what
speaks for sameness (a shared victim, target, day, place, actor, toll; a definite noun after its antecedent), unless
something rules it out: they stand apart in status, their days or places differ, one's attacker is the other's target,
one is a series and the other a deed. Pairs are joined from the best score down while it reaches the threshold, and a
join is refused when any two members of the two groups rule each other out: the reason why a group never holds two
tellings that contradict. A definite noun that tells nothing by itself ("the attack", "the embassy closure") takes the
status of the one it retells. Ids follow from the first telling, so that the same report always gives the same ids.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...model import Mention, content_id
from ..known import Known, shipped
from ..parse import Sentence
from .adoption import adopt, settle
from .likeness import SERIES_THRESHOLD, THRESHOLD, Likeness
from .retelling import retold
from .telling import Telling, tellings

_WINDOW = 150
"""A report with more mentions than this compares each with that many after it only, so that cost stays linear."""


def same_events(
    text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention], known: Known | None = None
) -> list[Mention]:
    """The mentions with one `event_id` for the tellings of one event, in the order given.

    `text` is the report's; `known` defaults to the shipped knowledge. A definite noun may also take the status, and a
    plural the standing, of what it retells.
    """
    known = known or shipped()
    seen = adopt(tellings(sentences, mentions, known), known)
    likeness = Likeness(known)
    groups = _Groups(seen, likeness, likeness.unique_kinds(seen))
    for number, others in retold(seen, likeness, known):
        any(groups.join(min(number, other), max(number, other), sure=True) for other in others)
    pairs = sorted(_scored(seen, likeness), key=lambda pair: (-pair.score, pair.a, pair.b))
    for pair in pairs:
        groups.join(pair.a, pair.b)
    return groups.named()


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two tellings by number and how much speaks for their being one."""

    a: int
    b: int
    score: float


def _scored(seen: Sequence[Telling], likeness: Likeness) -> Iterator[_Pair]:
    """Pairs that may be one event, with a score at or over the threshold."""
    unique = likeness.unique_kinds(seen)
    for a, first in enumerate(seen):
        for second in seen[a + 1 : a + 1 + _WINDOW]:
            if first.spared or second.spared or likeness.apart(first, second):
                continue
            score = likeness.score(first, second, unique)
            if score >= THRESHOLD:
                yield _Pair(a, second.number, score)


class _Groups:
    """Tellings grown together."""

    def __init__(self, seen: Sequence[Telling], likeness: Likeness, unique: frozenset[str]) -> None:
        self._seen = seen
        self._likeness = likeness
        self._unique = unique
        self._group = list(range(len(seen)))
        self._members = {number: [number] for number in range(len(seen))}

    def join(self, a: int, b: int, sure: bool = False) -> bool:
        """Join the groups of two tellings unless two of their members rule each other out; True where they are one.

        `sure` where one plainly retells the other, so that series need not be alike on the whole.
        """
        left, right = sorted((self._group[a], self._group[b]))
        if left == right:
            return True
        pairs = [self._in_order(one, other) for one in self._members[left] for other in self._members[right]]
        if any(self._likeness.contradict(one, other) for one, other in pairs):
            return False
        if not sure and not (self._are_one_series(pairs) and self._likeness.sorts_agree(pairs)):
            return False
        for number in self._members[right]:
            self._group[number] = left
        self._members[left] += self._members.pop(right)
        return True

    def _in_order(self, one: int, other: int) -> tuple[Telling, Telling]:
        """Two tellings as the text has them."""
        return self._seen[min(one, other)], self._seen[max(one, other)]

    def _are_one_series(self, pairs: Sequence[tuple[Telling, Telling]]) -> bool:
        """Series look alike, so that chains of retellings would run together: they must be alike on the whole."""
        if not all(one.mention.series and other.mention.series for one, other in pairs):
            return True
        scores = [self._likeness.score(one, other, self._unique) for one, other in pairs]
        return sum(scores) / len(scores) >= SERIES_THRESHOLD

    def named(self) -> list[Mention]:
        """The mentions with their events' ids, and plurals with the standing of their event."""
        named: list[Mention] = []
        for number, telling in enumerate(self._seen):
            members = [self._seen[other] for other in sorted(self._members[self._group[number]])]
            first = members[0].mention
            event_id = content_id("evt", first.report_id, first.mention_id)
            mention = replace(telling.mention, event_id=event_id)
            if len(members) > 1:
                mention = settle(mention, telling, members)
            if all(one.points_back for one in members) and any(_is_deed(one, members[0]) for one in self._seen):
                # "Both attacks", "these attacks": of deeds told one by one, and no further event.
                mention = replace(mention, background=True)
            named.append(mention)
        return named


def _is_deed(one: Telling, pointing: Telling) -> bool:
    """True for a deed of violence that happened, told in full before the words that point back."""
    told = one.group == "violence" and one.stands == "happened" and not one.points_back and not one.mention.background
    return told and one.number < pointing.number
