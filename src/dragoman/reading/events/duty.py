"""Whether one who does not act was bound to: police, soldiers and authorities fail to act, nobody else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lemma import lemma
from .scene import Scene
from .told import Told

if TYPE_CHECKING:
    from ..token import Token

_POLICE = frozenset({"COP", "MIL"})
"""Sectors of those who are bound to step in."""
_BOUND = frozenset({"force", "child_of_state"})


def as_duty(scene: Scene, told: Told) -> bool:
    """False for a failure to act of those who were not bound to; what a state refuses is a rejection then.

    A frame's constraints let pronouns and unknown names pass, since those can stand for anybody. A failure is told too
    often of anybody ("we did not reach the summit", "he was waiting for a fare") to be taken on trust.
    """
    if told.kind != "inaction" or told.noun:
        return True
    doers = told.parties.get("actor", ())
    if told.frame.plover == "REJECT":
        if not any(_is_force(scene, one) for one in doers):
            told.kind = "rejection"
        return True
    return any(_is_force(scene, one) or bool(_BOUND & _listed(scene, one)) for one in doers)


def _is_force(scene: Scene, doer: Token) -> bool:
    """True for police and soldiers by their word, or by whom the word was found to stand for."""
    actor = scene.actors.get(doer.i)
    return (actor is not None and actor.sector in _POLICE) or "force" in _listed(scene, doer)


def _listed(scene: Scene, doer: Token) -> frozenset[str]:
    return frozenset(scene.book.classes.get(lemma(doer), ()))
