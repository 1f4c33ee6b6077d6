"""What a telling takes over from the event that it retells: status, standing, days that were never its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...model import Mention, Plover, Status
from ..clause import modals
from ..known import Known
from .retelling import tolled
from .telling import Telling
from .wording import is_alleged

_ADOPTED: dict[str, str] = {"threatened": "THREATEN", "demanded": "REQUEST", "denied": "REJECT"}
_REACH = 30
"""Sentences that a bare definite noun may look back over for what it retells."""
_ORDERING = frozenset({"VBG", "VB", "VBN"})


def adopt(seen: Sequence[Telling], known: Known) -> list[Telling]:
    """Tellings that say nothing of their own status take that of the nearest telling before them that they retell.

    A definite noun ("the embassy closure") retells a threat as a threat; "suspected of planning the attack" retells an
    attack that happened; "no one was killed" is the toll of the deed just told.
    """
    done: list[Telling] = []
    for telling in seen:
        before = _antecedent(telling, done, known)
        if before is None and telling.toll and telling.mention.status == "negated":
            before = tolled(telling, done, known)
        if before is not None and before.mention.status != telling.mention.status:
            telling = replace(telling, mention=_with_status(telling.mention, before.mention.status))
        if telling.borrowed:
            telling = replace(telling, mention=replace(telling.mention, time=None))
        done.append(_as_alleged(telling, done, known))
    return done


def _as_alleged(telling: Telling, done: Sequence[Telling], known: Known) -> Telling:
    """ "the explosions led to allegations that they had struck the depots": as many deeds as those that are alleged."""
    said = (
        is_alleged(telling.token, known.families.allegations)
        if telling.token is not None and not telling.noun
        else None
    )
    if said is None:
        return telling
    for before in reversed(done):
        if before.sentence != telling.sentence:
            break
        if before.noun and known.families.compatible(before.kind, telling.kind, before.mention.status):
            return replace(telling, mention=replace(telling.mention, series=before.mention.series))
    return telling


def _with_status(mention: Mention, status: Status) -> Mention:
    """The mention with another status and the PLOVER type that goes with it."""
    return replace(mention, status=status, plover=_plover(mention.plover, status))


def _antecedent(telling: Telling, done: Sequence[Telling], known: Known) -> Telling | None:
    """The nearest telling before a bare definite noun that it can retell."""
    bare = telling.bare or telling.mention.kind in known.traits.retold_bare
    if not (telling.noun and telling.definite and bare and not telling.plural):
        return None
    planned = _is_planned(telling)
    if telling.mention.status != "occurred" and not planned:
        return None
    for before in reversed(done):
        if telling.sentence - before.sentence > _REACH:
            break
        if before.sentence == telling.sentence or before.mention.background:
            continue
        if planned and (before.stands != "happened" or before.mention.series):
            continue
        if before.kind == telling.kind or (
            before.kind not in known.traits.threats
            and known.families.compatible(before.kind, telling.kind, before.mention.status)
        ):
            return before if before.stands != "happened" or planned else None
    return None


def _is_planned(telling: Telling) -> bool:
    """ "accused of planning the attack": an order or plan that is itself no finite clause, of a deed that is known."""
    token = telling.token
    if token is None or telling.mention.status not in ("announced", "possible", "threatened"):
        return False
    verb = token.head
    return token.dep_ == "dobj" and verb.tag_ in _ORDERING and not modals(verb)


def _plover(own: Plover | None, status: Status) -> Plover | None:
    """PLOVER's type for a status that was taken over."""
    if status in ("possible", "negated"):
        return None
    return Plover(_ADOPTED[status]) if status in _ADOPTED else own


def settle(mention: Mention, telling: Telling, members: Sequence[Telling]) -> Mention:
    """A plural retelling takes series or not from the members that say so; history holds for a whole event."""
    sure = [member.mention.series for member in members if not (member.plural or member.mass) or not member.definite]
    if (telling.plural or telling.mass) and sure:
        mention = replace(mention, series=any(sure))
    told_of_old = [member.mention.background for member in members]
    undated = [member.time is None and member.noun for member in members]
    if any(told_of_old) and all(old or bare for old, bare in zip(told_of_old, undated, strict=True)):
        mention = replace(mention, background=True)
    return mention
