"""An event as it stands in one sentence, before it becomes a mention: its word, kind and parties."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...knowledge.frame import Frame

if TYPE_CHECKING:
    from ..token import Token


@dataclass(slots=True)
class Told:
    """One candidate event. `parties`: role to head words; `extra`: words merged into it (outcomes, light verbs)."""

    trigger: Token
    kind: str
    frame: Frame
    noun: bool
    parties: dict[str, list[Token]] = field(default_factory=dict)
    extra: list[Token] = field(default_factory=list)
    named: Token | None = None
    """The object word that gave a verb frame its sense; it tells no event of its own."""
    status: str | None = None
    whole: Told | None = None
    """The series that this event is told as one of ("four attacks, including one on Thursday")."""

    def add(self, role: str, tokens: list[Token]) -> None:
        """Add parties in a role, each word once over all roles (the first role that takes it keeps it)."""
        taken = {token.i for tokens_of in self.parties.values() for token in tokens_of}
        fresh = [token for token in tokens if token.i not in taken and token.i != self.trigger.i]
        if fresh:
            self.parties.setdefault(role, []).extend(fresh)

    @property
    def words(self) -> list[Token]:
        """The trigger and every word merged into it."""
        return [self.trigger, *self.extra]
