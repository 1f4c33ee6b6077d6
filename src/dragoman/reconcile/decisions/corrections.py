"""Decisions of persons, brought to bear on what is read: which still stand, what they reject, join and keep apart.

Invariant: a pure function of corrections and mentions as sets. Every correction ends in exactly one `Standing`; one
whose evidence is gone is `stale`, and touches nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...model import ClaimWords, Correction, Mention, Report, Standing, Target, Tellings
from ..disputes.claims import without_claim
from ..fields import unreadable
from .bonds import Bonds

IN_FORCE = Standing("in force")
_GONE = Standing("stale", "its evidence is no longer read")
_OTHER_GONE = Standing("stale", "the evidence of its other side is no longer read")
_TWO_SIDED = frozenset({"merge", "keep_apart", "split"})


@dataclass(frozen=True)
class Case:
    """A decision that was not undone, with the tellings that it is about at present."""

    correction: Correction
    here: tuple[str, ...]
    """Tellings of the target."""
    there: tuple[str, ...] = ()
    """Tellings of the other side: what it is merged with, kept apart from, or was taken out of."""
    claim: ClaimWords | None = None

    @property
    def id(self) -> str:
        """The id of the correction."""
        return self.correction.correction_id


@dataclass(frozen=True)
class Decisions:
    """What persons decided, as far as it can be applied: the cases, oldest first, and what became of the rest."""

    cases: tuple[Case, ...]
    mentions: tuple[Mention, ...]
    """Every mention, without the claims that a person rejected."""
    rejected: frozenset[str]
    """Mentions that a person rejected."""
    bonds: Bonds
    standings: Mapping[str, Standing]
    """What became of each correction so far; those that turn on incidents are settled later."""

    @classmethod
    def of(cls, corrections: Iterable[Correction], mentions: Sequence[Mention], reports: Sequence[Report]) -> Decisions:
        """Find the evidence of every correction again, and weigh them against each other: the later one holds."""
        corrections = tuple(corrections)
        if not corrections:
            return cls((), tuple(mentions), frozenset(), Bonds(), {})
        ordered = sorted({one.correction_id: one for one in corrections}.values(), key=_order)
        standings = _undone(ordered)
        texts = {report.report_id: len(report.text) for report in reports}
        told = Tellings(m for m in mentions if m.report_id in texts)
        cases: list[Case] = []
        for one in ordered:
            if one.correction_id not in standings:
                case, standing = _case(one, told, texts)
                standings[one.correction_id] = standing
                cases += [case] if standing is IN_FORCE else []
        verdicts = dict(_verdicts(cases))
        rejected = frozenset(m for (m, claim), case in verdicts.items() if claim is None and _rejects(case))
        holding = {case.id for case in verdicts.values()}
        for case in cases:
            if case.correction.op in ("accept", "reject") and case.id not in holding:
                standings[case.id] = Standing("superseded", "a later decision about the same tellings holds")
        return cls(tuple(cases), _without_rejected(mentions, verdicts), rejected, _bonds(cases, told), standings)


def _order(correction: Correction) -> tuple[str, str]:
    return (correction.at, correction.correction_id)


def _undone(corrections: Sequence[Correction]) -> dict[str, Standing]:
    """The undos and what they undo. An undo can be undone itself."""
    known = {one.correction_id: one for one in corrections}
    undos: dict[str, list[Correction]] = {}
    for one in corrections:
        if one.op == "undo":
            undos.setdefault(one.target, []).append(one)
    by: dict[str, Correction | None] = {}

    def undoer(correction_id: str) -> Correction | None:
        # No chain of undos comes back to its start: an id is made from what the undo points at.
        if correction_id not in by:
            by[correction_id] = next((u for u in undos.get(correction_id, ()) if not undoer(u.correction_id)), None)
        return by[correction_id]

    found: dict[str, Standing] = {}
    for one in corrections:
        undo = undoer(one.correction_id)
        if undo:
            found[one.correction_id] = Standing("undone", f"undone by {undo.by} ({undo.correction_id})")
        elif one.op == "undo":
            found[one.correction_id] = IN_FORCE if one.target in known else Standing("stale", "no such correction")
    return found


def _case(one: Correction, told: Tellings, texts: Mapping[str, int]) -> tuple[Case, Standing]:
    """A correction with the tellings it is about, and whether it can be applied."""
    fault = unreadable(one.to_value or "") if one.op == "set" else ""
    if fault:
        return Case(one, ()), Standing("stale", fault)
    try:
        target = Target.parse(one.target)
        other = _other_side(one)
    except ValueError as error:
        return Case(one, ()), Standing("stale", str(error))
    claim = next((anchor.claim for anchor in target.anchors if anchor.claim), None)
    case = Case(one, tuple(told.of(target)), tuple(told.of(other)), claim)
    if one.op == "note" and _stands(target, texts):
        return case, IN_FORCE
    if not case.here or (claim and not _claimed(case, told)):
        return case, _GONE
    if one.op in _TWO_SIDED and not case.there:
        return case, _OTHER_GONE
    return case, IN_FORCE


def _other_side(one: Correction) -> Target:
    """The other target of a correction: of a set there is none."""
    text = {"merge": one.to_value, "keep_apart": one.to_value, "split": one.from_value, "reject": one.from_value}
    return Target.parse(text.get(one.op) or "")


def _stands(target: Target, texts: Mapping[str, int]) -> bool:
    """True when a note is about text and not about a telling, and the text is there."""
    return bool(target.anchors) and all(
        anchor.mention_id is None and anchor.span.end <= texts.get(anchor.report_id, -1) for anchor in target.anchors
    )


def _claimed(case: Case, told: Tellings) -> bool:
    claim = case.claim
    return claim is not None and any(without_claim(told.by_id[m], claim) is not None for m in case.here)


def _rejects(case: Case) -> bool:
    return case.correction.op == "reject"


def _verdicts(cases: Sequence[Case]) -> Iterator[tuple[tuple[str, ClaimWords | None], Case]]:
    """Who accepted or rejected each telling and claim, oldest first: put into a dict, the last word stays."""
    for case in cases:
        if case.correction.op in ("accept", "reject"):
            yield from (((mention, case.claim), case) for mention in case.here)


def _without_rejected(
    mentions: Sequence[Mention], verdicts: Mapping[tuple[str, ClaimWords | None], Case]
) -> tuple[Mention, ...]:
    """The mentions without the claims that a person rejected."""
    gone: dict[str, list[ClaimWords]] = {}
    for (mention, claim), case in verdicts.items():
        if claim is not None and _rejects(case):
            gone.setdefault(mention, []).append(claim)
    return tuple(_stripped(m, gone.get(m.mention_id, ())) for m in mentions)


def _stripped(mention: Mention, claims: Iterable[ClaimWords]) -> Mention:
    for claim in claims:
        mention = without_claim(mention, claim) or mention
    return mention


def _bonds(cases: Sequence[Case], told: Tellings) -> Bonds:
    """What is joined and kept apart, the newest decision first: an older one yields where it contradicts."""
    bonds = Bonds()
    for case in reversed(cases):
        if case.correction.op == "merge":
            bonds.gather(in_order({*case.here, *case.there}, told))
        elif case.correction.op in ("keep_apart", "split"):
            here = in_order(set(case.here), told)
            for a in here:
                for b in in_order(set(case.there) - set(here), told):
                    bonds.part(a, b)
    return bonds


def in_order(mentions: Collection[str], told: Tellings) -> list[str]:
    """Mention ids in an order that does not depend on how they were named."""
    return sorted(mentions, key=lambda m: (told.by_id[m].report_id, told.by_id[m].trigger, m))
