"""The status of a deed, composed from the words above it: one climb, one table.

The climb starts at the trigger and walks to the root of the sentence. At each word it asks `knowledge/composition.toml`
what that word does to what was told so far, so that the outer word has the last say: "denied planning to attack" is
denied, "failed to stop the attack" leaves the attack standing. It stops where a deed is taken for granted ("condemned
the attack", "after militias attacked"): nothing further up touches it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast, get_args

from ..knowledge.composition import CompositionTable
from ..model import Statement, Status
from .clause import is_own_side, is_verb
from .composition.nouns import Nouns
from .composition.rumours import rumour_about
from .known import shipped
from .lemma import lemma
from .parse import Sentence

if TYPE_CHECKING:
    from .token import Token

_PLOVER = {"threatened": "THREATEN", "demanded": "REQUEST", "denied": "REJECT"}
"""What PLOVER codes for a deed of that status, whatever its kind."""
_DOUBTS = {"denies": "deny", "doubts": "suppose"}
"""What a statement's stance does to a deed told in it as done, where its cue was not met on the climb."""
_TOLD = frozenset({"occurred", "ongoing", "attempted", "announced"})
_STATUSES = frozenset(get_args(Status))
_LONGEST_CLIMB = 30


@dataclass(frozen=True, slots=True)
class Composition:
    """A deed's status, PLOVER's type where it is not the kind's own, and the reasons for `show`.

    `news` is False where the deed is only referred to ("vowed to avenge the killing"): PLOVER codes no event for it.
    """

    status: Status
    plover_type: str | None = None
    reason: str = ""
    news: bool = True
    rumoured: bool = False
    """True for what is possible only because a rumour tells it: PLOVER codes it as told."""


def compose(
    sentence: Sentence,
    trigger: Token,
    frame_status: str | None = None,
    statement: Statement | None = None,
    table: CompositionTable | None = None,
) -> Composition:
    """Status of the deed that `trigger` tells, in the light of the words above it and of the statement that holds it.

    `frame_status` may be a status to start from, `order_is_act` (an order of this deed is the deed) or `hostile`.
    `table` defaults to the shipped one.
    """
    climb = _Climb(sentence, trigger, table or shipped().composition, frame_status)
    climb.run()
    if statement is not None:
        climb.hear(statement)
    climb.doubt(rumour_about(sentence, trigger))
    return climb.result()


class _Climb(Nouns):
    """One walk from a trigger to the root."""

    rumoured = False

    def run(self) -> None:
        """Climb until the root or a word that takes the deed for granted."""
        word = lemma(self.trigger)
        self.status = self.table.own.get(word, self.status)
        if self.frame in _STATUSES:
            self.status = cast(Status, self.frame)
        self.stopped = self.status == "occurred" and (self.frame == "occurred" or self.is_proved())
        node: Token | None = self.trigger
        for _ in range(_LONGEST_CLIMB):
            if node is None or self.stopped:
                break
            self.look_at(node)
            if self.stopped:
                break
            node, self.came_from = self.up(node), node
        if not self.stopped:
            self.question()

    def hear(self, statement: Statement) -> None:
        """What the speaker's stance adds, where the climb did not meet the cue itself."""
        start = self.sentence.offset(self.trigger)
        if self.stopped or not any(span.start <= start < span.end for span in statement.content):
            return
        cue = self.sentence.token_at(statement.cue.start) if statement.cue else None
        met = cue is not None and int(cue.i) in self.met
        if self.status == "negated" and not met:
            # "No attacks were recorded" has no speaker: the report itself says so.
            if statement.source is not None or statement.cue is None:
                self.effect("say", "a speaker says so")
            return
        if met:
            return
        self.stance(statement.stance)

    def stance(self, stance: str) -> None:
        """A stance bears on what is to come; a denial or a doubt also on what is told as done."""
        to_come = self.status == "announced"
        own = is_verb(self.trigger) and is_own_side(self.trigger)
        if stance == "threatens" and self.status in ("announced", "possible"):
            self.become("threatened", "a threat")
        elif stance == "warns" and to_come:
            self.become("threatened" if own else "possible", "a warning")
        elif stance == "predicts" and to_come and not own:
            self.become("possible", "a prediction")
        elif stance == "demands" and to_come:
            self.effect("demand", "a demand")
        elif stance in _DOUBTS and self.status in ("occurred", "ongoing", "attempted", "announced"):
            self.effect(_DOUBTS[stance], stance)

    def doubt(self, verdict: str | None) -> None:
        """What a rumour tells is at most possible, and denied where the sentence says that it is untrue."""
        if verdict == "deny" and self.status in _TOLD | {"possible", "negated"}:
            self.become("denied", "an untrue rumour")
        elif verdict == "suppose" and self.status in _TOLD:
            self.become("possible", "a rumour")
            self.rumoured = True
        elif verdict == "open":
            # "Reports that they shelled it could not be confirmed": what is negated is the proof.
            self.become("possible", "a rumour left open")

    def result(self) -> Composition:
        """What the climb found."""
        plover = self.plover or _PLOVER.get(self.status)
        return Composition(self.status, plover, "; ".join(self.reasons), self.news, self.rumoured)
