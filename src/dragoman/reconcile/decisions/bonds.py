"""Bonds: which tellings persons joined, and which they keep apart. The later word wins where two contradict.

Invariant: no two tellings that are kept apart are ever joined, not even through a chain of others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from ...model import Mention, content_id
from ..matching.units import Unit, mention_order


class Bonds:
    """A union of tellings with cannot-links between its parts. Give it the newest decision first."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._apart: dict[str, set[str]] = defaultdict(set)

    def __bool__(self) -> bool:
        return bool(self._parent)

    def root(self, mention: str) -> str | None:
        """The part that a telling belongs to; None where no person said anything about it."""
        if mention not in self._parent:
            return None
        while self._parent[mention] != mention:
            mention = self._parent[mention]
        return mention

    def bind(self, a: str, b: str) -> bool:
        """Join two tellings; False, and nothing changed, when they are kept apart."""
        x, y = self._rooted(a), self._rooted(b)
        if x == y:
            return True
        if y in self._apart[x]:
            return False
        self._parent[y] = x
        for other in self._apart.pop(y, set()):
            self._apart[other].discard(y)
            self._apart[other].add(x)
            self._apart[x].add(other)
        return True

    def part(self, a: str, b: str) -> bool:
        """Keep two tellings apart; False, and nothing changed, when they are joined."""
        x, y = self._rooted(a), self._rooted(b)
        if x == y:
            return False
        self._apart[x].add(y)
        self._apart[y].add(x)
        return True

    def gather(self, mentions: Iterable[str]) -> list[list[str]]:
        """Join as many tellings as may be joined, each to the first that it may join; the groups that come of it."""
        groups: list[list[str]] = []
        for mention in mentions:
            group = next((group for group in groups if self.bind(group[0], mention)), None)
            if group is None:
                self._rooted(mention)
                groups.append([mention])
            else:
                group.append(mention)
        return groups

    def word(self, a: Unit, b: Unit) -> Literal["together", "apart"] | None:
        """What persons said about two units; None where they left it to the machine."""
        x, y = self.of(a), self.of(b)
        if x is None or y is None:
            return None
        return "together" if x == y else "apart" if y in self._apart.get(x, ()) else None

    def of(self, unit: Unit) -> str | None:
        """The part that a unit belongs to. All tellings of a unit are of one part: `cut` saw to that."""
        return self.root(unit.ids[0])

    def cut(self, mentions: Sequence[Mention]) -> list[Mention]:
        """The mentions, with the event ids of one report divided where a person keeps its tellings apart."""
        if not self:
            return list(mentions)
        events: dict[tuple[str, str], dict[str, Mention]] = defaultdict(dict)
        for mention in sorted(mentions, key=mention_order):
            events[mention.report_id, mention.event_id or mention.mention_id][mention.mention_id] = mention
        found: list[Mention] = []
        for (_, event), told in sorted(events.items()):
            if any(mention in self._parent for mention in told):
                found += [self._renamed(told[m], event, group) for group in self.gather(told) for m in group]
            else:
                found += told.values()
        return found

    def _renamed(self, mention: Mention, event: str, group: Sequence[str]) -> Mention:
        return replace(mention, event_id=content_id("evt", event, group[0]))

    def _rooted(self, mention: str) -> str:
        self._parent.setdefault(mention, mention)
        return self.root(mention) or mention
