"""What is told of a deed so far on the climb, and the effects that change it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...knowledge.composition import CompositionTable, Governor
from ...model import Status
from ..clause import is_definite, is_verb
from ..lemma import lemma
from ..parse import Sentence

if TYPE_CHECKING:
    from ..token import Token


@dataclass
class Effects:
    """The state of one climb; `status` is what is told so far."""

    sentence: Sentence
    trigger: Token
    table: CompositionTable
    frame: str | None
    status: Status = "occurred"
    plover: str | None = None
    reasons: list[str] = field(default_factory=list)
    news: bool = True
    stopped: bool = False
    weak: bool = False
    """Set once the climb went through words that negation does not reach down through."""
    unsure: bool = False
    """Set once the climb went through what a deed not yet known would bring: "the impact of a withdrawal"."""
    unplanned: bool = False
    """Set by "no plans to": who says so denies nothing that anybody claimed."""
    role: bool = False
    """Set once the climb went through "a role in": what is said above is said of the role, not of the deed."""
    met: set[int] = field(default_factory=set)
    came_from: Token | None = None

    @property
    def hostile(self) -> bool:
        """True where the deed harms somebody."""
        return self.frame == "hostile" or lemma(self.trigger) in self.table.hostile

    def apply(self, governor: Governor | None, word: Token, other: bool = False) -> None:
        """The effect of a listed word."""
        if governor is None:
            return
        if self.role:
            if governor.plover == "ACCUSE":
                # "Indicted for a part in massacres": a charge, whatever it is that one is charged with.
                self.plover = governor.plover
            return
        effect = governor.effect
        if self.frame == "order_is_act" and governor.act:
            effect = governor.act
        elif other and governor.other:
            effect = governor.other
        elif self.hostile and governor.hostile:
            effect = governor.hostile
        if self.weak and effect != "suppose":
            return
        self.effect(effect, governor.word, governor.plover)

    def effect(self, name: str, reason: str, plover: str | None = None) -> None:
        """Apply an effect by name; `fact` and `cease` end the climb."""
        if name == "cease" and self.trigger.tag_ == "NN" and not is_definite(self.trigger):
            name = "foil"
        if name in ("fact", "cease"):
            self.refer(self.trigger)
            self.reasons.append(f"{reason}: taken for granted")
            return
        if name == "say" and self.unplanned:
            return
        before = self.status
        self.status = self.table.apply(name, before)
        self.reasons.append(f"{reason}: {self.status}")
        if self.status != before:
            self.plover = None
        if plover and name not in ("suppose", "threaten"):
            self.plover = plover

    def become(self, status: Status, reason: str) -> None:
        """Set the status outright."""
        if status == "ongoing" and self.status not in ("occurred", "attempted"):
            return
        if status == "demanded" and self.status not in ("occurred", "ongoing"):
            return
        self.status, self.plover = status, None
        self.reasons.append(f"{reason}: {status}")

    def refer(self, head: Token) -> None:
        """The deed is taken for granted here."""
        self.stopped = True
        if not is_verb(self.trigger) and self.status in ("occurred", "announced"):
            # Of a plan too: "criticised the planned deployment" announces nothing.
            self.news = False
