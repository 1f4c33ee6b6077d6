"""Status and PLOVER type of the events of one sentence: what the words above a deed make of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...model import HAPPENED, Statement, Status
from ..clause import is_own_side
from ..parse import Sentence
from ..status import Composition, compose
from .news import carriers, in_document, is_joint
from .scene import Scene
from .syntax import kids
from .told import Told

_REFUSAL = "rejection"
_PROMISED = {
    "CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "CONCEDE": "AGREE",
    "RETREAT": "AGREE", "REQUEST": "AGREE", "ASSAULT": "THREATEN", "COERCE": "THREATEN", "SANCTION": "THREATEN",
    "PROTEST": "THREATEN", "REJECT": "THREATEN", "ACCUSE": "THREATEN",
}  # fmt: skip
"""PLOVER's codebook on deeds to come: a promise of good is AGREE, of harm THREATEN; mobilising stays so."""
_OWN_GOING = "resignation"
"""Nobody is promised anything: who "will resign" is going."""


@dataclass(slots=True)
class Judged:
    """An event with its status and the PLOVER type that goes with it."""

    told: Told
    status: Status
    plover: str | None
    statement: Statement | None


def judge(scene: Scene, events: list[Told], statements: Sequence[Statement]) -> list[Judged]:
    """Status and PLOVER type of each event; speech acts whose deed is an event give way to it."""
    carried = carriers(events)
    judged: list[Judged] = []
    dropped: set[int] = set()
    for told in events:
        above = next((other for other in events if told in carried.get(other.trigger.i, ())), None)
        item = _status(scene, told, above, statements)
        if above is not None and item.plover is not None and item.status not in HAPPENED and not told.frame.carrier:
            dropped.add(above.trigger.i)
            # "The army denied that a bomb had exploded": who denies a deed that has its own subject did not do it.
            another = item.status == "denied" and kids(told.trigger, "nsubj", "nsubjpass")
            if not (told.parties.get("actor") or another):
                told.add("actor", above.parties.get("actor", []))
        judged.append(item)
    return [item for item in judged if item.told.trigger.i not in dropped]


def _status(scene: Scene, told: Told, above: Told | None, statements: Sequence[Statement]) -> Judged:
    """Status of one event."""
    statement = _statement_of(statements, scene.sentence, told)
    kind = scene.book.kinds[told.kind]
    if told.frame.negated or told.frame.modal:
        # The negation, or the advice, is the event: it must not be taken for the denial of one, or for a wish.
        return Judged(told, "occurred", kind.plover_type, statement)
    hint = told.status or ("hostile" if kind.group == "violence" else None)
    foretold = statement is not None and statement.stance == "predicts" and is_own_side(told.trigger)
    verdict = compose(scene.sentence, told.trigger, hint, None if foretold else statement, scene.known.composition)
    if verdict.status == "negated" and kind.group in ("words", "protest") and _is_refusal(scene, told):
        told.kind = _REFUSAL
        return Judged(told, "occurred", scene.book.kinds[_REFUSAL].plover_type, statement)
    if verdict.status == "announced" and in_document(scene, told):
        return Judged(told, "occurred", told.frame.plover or kind.plover_type, statement)
    if above is not None and above.kind == "agreement" and verdict.status == "possible":
        return Judged(told, "announced", scene.book.kinds[above.kind].plover_type, statement)
    return Judged(told, verdict.status, _plover(scene, told, verdict, above), statement)


def _plover(scene: Scene, told: Told, verdict: Composition, above: Told | None) -> str | None:
    """PLOVER type: the composition's own, else the speech act's, else the frame's, else the kind's."""
    own = told.frame.plover or scene.book.kinds[told.kind].plover_type
    if told.frame.joint and is_joint(scene, told):
        own = told.frame.joint
    if verdict.plover_type is not None or verdict.rumoured:
        return verdict.plover_type or own
    told_by_outcome = told.noun and any(word.tag_.startswith("VB") for word in told.extra)
    if verdict.status in ("possible", "negated") or own is None or not (verdict.news or told_by_outcome):
        return None
    if verdict.status == "announced" and told.kind != _OWN_GOING and (above is None or above.kind != "vote"):
        return _PROMISED.get(own, own)
    return own


def _is_refusal(scene: Scene, told: Told) -> bool:
    """ "will not release them": a refusal, which PLOVER codes, and not merely something that did not happen."""
    if told.kind in scene.known.traits.consent:
        return not told.noun
    words = [str(child.lower_) for child in kids(told.trigger, "aux")]
    return not told.noun and any(word in ("will", "would", "'ll", "wo", "shall", "shan") for word in words)


def _statement_of(statements: Sequence[Statement], sentence: Sentence, told: Told) -> Statement | None:
    """The narrowest statement whose content covers the trigger."""
    at = sentence.offset(told.trigger)
    covering = [s for s in statements for span in s.content if span.start <= at < span.end]
    return min(covering, key=lambda s: sum(span.end - span.start for span in s.content), default=None)
