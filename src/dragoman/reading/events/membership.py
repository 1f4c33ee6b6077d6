"""Whose people "the guerrillas" are: the one armed group that the same paragraph names, as a recorded link."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...knowledge.framebook import FrameBook
from ...model import DOERS, ActorMention, MentionActor

_PARAGRAPH = re.compile(r"\n[ \t]*\n")
ARMED = frozenset({"REB", "UAF", "PAR", "CRM", "INS", "SEP", "RAD", "TER"})
"""PLOVER sectors of groups that bear arms outside the state."""
_LAST = re.compile(r"([^\W\d_]+)\W*$")


@dataclass(frozen=True, slots=True)
class ArmedGroups:
    """Named armed groups of one report, in the order of its text."""

    text: str
    book: FrameBook
    groups: tuple[ActorMention, ...]

    @classmethod
    def of(cls, text: str, book: FrameBook, actors: Sequence[ActorMention]) -> ArmedGroups:
        """The groups among the actors of a report that bear arms."""
        found = [a for a in actors if a.type == "group" and a.actor_id and a.sector in ARMED and a.antecedent is None]
        return cls(text, book, tuple(sorted(found, key=lambda actor: actor.start)))

    def join(self, parties: Sequence[MentionActor]) -> tuple[MentionActor, ...]:
        """The parties, with the group that fighters told only by description belong to."""
        named = any(party.actor_id and party.type != "person" and party.role in DOERS for party in parties)
        found: list[MentionActor] = []
        for party in parties:
            found.append(party)
            group = None if named or party.role not in DOERS or party.actor_id else self._group_of(party)
            if group is not None:
                named = True
                found.append(
                    MentionActor(
                        party.role, "group", group.start, group.end, self.text[group.start : group.end], group.actor_id,
                        group.name, group.sector, group.country, party.link or (party.start, party.end),
                    )
                )  # fmt: skip
        return tuple(found)

    def _group_of(self, party: MentionActor) -> ActorMention | None:
        """The only armed group named before the fighters in their paragraph, or in the same sentence after them."""
        if not self._fighters(party.text):
            return None
        at = party.link[0] if party.link else party.start
        first = max((match.end() for match in _PARAGRAPH.finditer(self.text, 0, at)), default=0)
        near = [group for group in self.groups if first <= group.start < at]
        return near[-1] if near and len({group.actor_id for group in near}) == 1 else None

    def _fighters(self, words: str) -> bool:
        """True for words whose head tells of irregular fighters."""
        head = _LAST.search(words.lower())
        if head is None:
            return False
        return any("fighters" in self.book.classes.get(form, ()) for form in (head[1], head[1].removesuffix("s")))
