"""Two states of what is known, and every change between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from ..knowledge.kinds import Kind, load_kinds
from ..model import Disagreement, Evidence, Incident, Link
from .cells import differing
from .match import Matched, match
from .record import Cause, Cell, Change, Known, Sort
from .why import why_cell, why_gone, why_reports, why_whole

_ORDER: Sequence[Sort] = (
    "new", "changed", "contradicted", "updated", "settled", "merged", "split", "gone", "linked", "unlinked",
)  # fmt: skip
Accepts = Callable[[Incident], bool]


def changes_between(
    before: Known, after: Known, accepts: Accepts | None = None, kinds: Mapping[str, Kind] | None = None
) -> tuple[Change, ...]:
    """Every change from one state to another, in a fixed order: new incidents first, each sort by day and id.

    `accepts` narrows it to incidents that it lets pass, as they were or as they are. Between two statements, which
    belong to no incident, changes are told only where nothing is narrowed: `accepts` is asked about incidents alone.
    """
    return _Comparing(before, after, accepts, kinds or load_kinds()).all()


class _Comparing:
    """Then and now, with what belongs to what."""

    def __init__(self, before: Known, after: Known, accepts: Accepts | None, kinds: Mapping[str, Kind]) -> None:
        self.before, self.after, self.kinds = before, after, kinds
        self.accepts: Accepts = accepts or (lambda _: True)
        self.narrowed = accepts is not None
        self.matched: Matched = match(before, after)
        self.now = self.matched.present()

    def all(self) -> tuple[Change, ...]:
        """All changes, in order."""
        cells = list(self._cells())
        told = {(one.incident_id, one.field) for one in cells}
        # A figure that rose is told by its cell; its two sides would say the same again.
        sides = [
            one for one in self._disagreements() if one.sort != "updated" or (one.incident_id, one.field) not in told
        ]
        found = [*self._whole(), *cells, *sides, *self._links()]
        return tuple(sorted({one.change_id: one for one in found}.values(), key=self._order))

    def _order(self, one: Change) -> tuple[object, ...]:
        incident = self.after.incidents.get(one.incident_id or "") or self.before.incidents.get(one.incident_id or "")
        start = incident.time.start if incident else None
        return (
            _ORDER.index(one.sort),
            -start.toordinal() if start else 0,
            one.incident_id or "",
            one.field,
            one.change_id,
        )

    def _group(self, incident: Incident | None) -> str:
        kind = self.kinds.get(incident.kind) if incident else None
        return kind.group if kind else "other"

    def _made(self, sort: Sort, incident: Incident, cell: Cell, cause: Cause, others: tuple[str, ...] = ()) -> Change:
        return Change.made(sort, incident, cell, cause, self._group(incident), others)

    # Whole incidents

    def _whole(self) -> Iterator[Change]:
        before, after = self.before, self.after
        for one in filter(self.accepts, self.matched.new):
            yield self._made("new", one, Cell(after=one.summary), why_whole(one, before, after))
        for one in filter(self.accepts, self.matched.gone):
            yield self._made("gone", one, Cell(before=one.summary), why_gone(one, before, after))
        for old, new in self.matched.merged:
            if self.accepts(old) or self.accepts(new):
                cause = why_cell("", old, new, before, after)
                yield self._made("merged", new, Cell("", old.summary, new.summary), cause, (old.incident_id,))
        for new, old in self.matched.split:
            if self.accepts(old) or self.accepts(new):
                cause = why_cell("", old, new, before, after)
                yield self._made("split", new, Cell("", old.summary, new.summary), cause, (old.incident_id,))

    def _cells(self) -> Iterator[Change]:
        for old, new in self.matched.same:
            if self.accepts(old) or self.accepts(new):
                for field, was, now in differing(old, new):
                    cause = why_cell(field, old, new, self.before, self.after)
                    yield self._made("changed", new, Cell(field, was, now), cause)

    # What stands between claims, and between incidents

    def _disagreements(self) -> Iterator[Change]:
        was = {self._key(one, self.now): one for one in self.before.disagreements.values()}
        now = {self._key(one, {}): one for one in self.after.disagreements.values()}
        for key, one in sorted(now.items(), key=lambda item: item[1].disagreement_id):
            old = was.get(key)
            if old is None or _sides(old) != _sides(one):
                yield from self._disagreement("updated" if one.kind == "updated" else "contradicted", one, old)
        for key, one in sorted(was.items(), key=lambda item: item[1].disagreement_id):
            if key not in now and one.kind != "updated":
                yield from self._disagreement("settled", None, one)

    def _key(self, one: Disagreement, present: Mapping[str, str]) -> tuple[object, ...]:
        """What a disagreement is about: a field of an incident, or two statements in their words."""
        if one.incident_id is None:
            return ("", one.disagreement_id)
        return (present.get(one.incident_id, one.incident_id), one.field, one.kind == "updated")

    def _disagreement(self, sort: Sort, now: Disagreement | None, was: Disagreement | None) -> Iterator[Change]:
        one = now or was
        assert one is not None
        where = self.after if now else self.before
        incident = where.incidents.get(one.incident_id or "")
        if self.narrowed if incident is None else not self.accepts(incident):
            return
        if now is None and incident and incident.incident_id not in self.now:
            return  # it went with its incident
        evidence = sorted({e for side in one.sides for e in side.evidence})
        old = {e for side in was.sides for e in side.evidence} if was and now else set()
        fresh = [e for e in evidence if e not in old] or evidence
        cause = why_reports((e.report_id for e in fresh), self.before, self.after, fresh)
        cell = Cell(one.field, _sides(was), _sides(now))
        group, others = self._group(incident), (one.disagreement_id,)
        yield Change.made(sort, incident, cell, cause, group, others, one.about)

    def _links(self) -> Iterator[Change]:
        was = {self._ends(one, self.now): one for one in self.before.links.values()}
        now = {self._ends(one, {}): one for one in self.after.links.values()}
        for sort, some, others, where in (
            ("linked", now, was, self.after.incidents),
            ("unlinked", was, now, self.before.incidents),
        ):
            for ends, link in sorted(some.items()):
                if ends not in others:
                    yield from self._link(sort, link, where)  # type: ignore[arg-type]  # one of the two words above

    def _ends(self, link: Link, present: Mapping[str, str]) -> tuple[str, str, str]:
        return (link.relation, present.get(link.from_id, link.from_id), present.get(link.to_id, link.to_id))

    def _link(self, sort: Sort, link: Link, incidents: Mapping[str, Incident]) -> Iterator[Change]:
        source, target = incidents.get(link.from_id), incidents.get(link.to_id)
        if source is None or target is None or not (self.accepts(source) or self.accepts(target)):
            return
        cause = why_reports(_reports(link.evidence), self.before, self.after, link.evidence)
        cell = Cell(link.relation, *((None, target.summary) if sort == "linked" else (target.summary, None)))
        yield self._made(sort, source, cell, cause, (target.incident_id,))


def _reports(evidence: Iterable[Evidence]) -> list[str]:
    return [one.report_id for one in evidence]


def _sides(one: Disagreement | None) -> str | None:
    """The sides of a disagreement in one line."""
    return " | ".join(" ".join(side.value.split()) for side in one.sides) if one else None
