"""Why a cell changed: the first of these that holds, from what a person did to what merely followed from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..model import Correction, Evidence, Incident, Mention, Op, Report
from ..model.wording import days
from ..reconcile.fields import shown
from .cells import tells
from .record import Cause, Known

_VALUES = frozenset({"killed", "injured", "arrested", "quantity", "place", "time"})
"""Cells that a rule of values chooses."""
_REGROUPING: frozenset[Op] = frozenset({"merge", "split", "keep_apart", "reject", "accept"})
_SENTENCES = 3


def why_cell(field: str, old: Incident, new: Incident, before: Known, after: Known) -> Cause:
    """What made one cell of an incident change."""
    decided = _decided(field, old, new, before, after)
    if decided:
        return decided
    if before.rule != after.rule and field in _VALUES and set(old.mentions) == set(new.mentions):
        return Cause("rule", f"values by {after.rule}, no longer by {before.rule}")
    came = _told_by(after, [one for one in new.mentions if one not in set(old.mentions)], field)
    went = _told_by(before, [one for one in old.mentions if one not in set(new.mentions)], field)
    return (
        _by_tellings(came, went, before, after)
        or _by_version(new, before, after)
        or _reread(new.reports, before, after, _evidence(_told_by(after, new.mentions, field), after))
        or _regrouped(came or went, after)
    )


def why_whole(one: Incident, before: Known, after: Known) -> Cause:
    """What made an incident appear (`one` is of `after`), or split off."""
    decided = _decided("", None, one, before, after)
    return decided or _by_tellings(_told_by(after, one.mentions, ""), [], before, after) or _regrouped([], after)


def why_gone(one: Incident, before: Known, after: Known) -> Cause:
    """What made an incident disappear."""
    told = set(one.mentions)
    rejected = next((other for other in after.rejected.values() if told & set(other.mentions)), None)
    if rejected:
        decided = _decided("", None, rejected, before, after)
        if decided:
            return decided
    cause = _by_tellings([], _told_by(before, one.mentions, ""), before, after)
    return cause or _regrouped([], after)


def why_reports(reports: Iterable[str], before: Known, after: Known, evidence: Sequence[Evidence]) -> Cause:
    """What made a disagreement or a link appear: those of its reports that are new, were revised or read anew."""
    known = sorted(set(reports))
    return (
        _recorded(known, before, after, evidence)
        or _reread(known, before, after, evidence)
        or _newly_decided(before, after)
        or Cause("regrouped", "the same reports, put together otherwise", evidence=tuple(evidence))
    )


def _decided(field: str, old: Incident | None, new: Incident, before: Known, after: Known) -> Cause | None:
    """A correction that came into force on this cell, or is no longer in force."""
    was = {mark.correction_id: mark for mark in old.corrections} if old else {}
    now = {mark.correction_id: mark for mark in new.corrections}
    fits = [
        mark
        for marks, others in ((now, was), (was, now))
        for key, mark in sorted(marks.items())
        if key not in others
        and (mark.field == field if mark.op == "set" else mark.op in _REGROUPING or (mark.op == "note" and not field))
    ]
    made = [one for mark in fits if (one := after.corrections.get(mark.correction_id)) is not None]
    new_made = [one for one in made if one.correction_id not in before.corrections]
    if new_made:
        return _correction(new_made[-1])
    if not made:
        return None
    undo = _undoing(made[-1], before, after)
    return _correction(undo or made[-1])


def _undoing(what: Correction, before: Known, after: Known) -> Correction | None:
    fresh = (one for key, one in sorted(after.corrections.items()) if key not in before.corrections)
    return next((one for one in fresh if one.op == "undo" and one.target == what.correction_id), None)


def _newly_decided(before: Known, after: Known) -> Cause | None:
    """The only correction made since, where there is just one that puts tellings together otherwise."""
    fresh = [one for key, one in after.corrections.items() if key not in before.corrections and one.op != "note"]
    return _correction(fresh[0]) if len(fresh) == 1 else None


def _correction(one: Correction) -> Cause:
    what = f"set {shown(one.to_value)}" if one.op == "set" and one.to_value else one.op.replace("_", " ")
    said = f": {' '.join(one.reason.split())}" if one.reason else ""
    return Cause("correction", f"{one.by}, {what}{said}", by=one.by, at=one.at, corrections=(one.correction_id,))


def _told_by(known: Known, mentions: Iterable[str], field: str) -> list[Mention]:
    """Those of some tellings that give the cell a value; all of them where none does."""
    found = [one for mention in mentions if (one := known.mention(mention)) is not None]
    return [one for one in found if tells(one, field)] or found


def _by_tellings(came: Sequence[Mention], went: Sequence[Mention], before: Known, after: Known) -> Cause | None:
    """The reports of tellings that came, else of those that went."""
    evidence = _evidence(came, after)
    reports = sorted({one.report_id for one in came})
    found = _recorded(reports, before, after, evidence) or _reread(reports, before, after, evidence)
    if found:
        return found
    lost = sorted({one.report_id for one in went})
    missing = [one for one in lost if one not in after.reports]
    if missing:
        named = _named(missing, before.reports)
        return Cause(
            "not held", f"{named} is not in {after.name}", reports=tuple(missing), evidence=_evidence(went, before)
        )
    return _reread(lost, before, after, _evidence(went, before))


def _recorded(reports: Sequence[str], before: Known, after: Known, evidence: Sequence[Evidence]) -> Cause | None:
    """Reports recorded since: news, or a revised article."""
    new = [one for one in reports if one not in before.reports and one in after.reports]
    if not new:
        return None
    revised = [one for one in new if any(before.versions(after.reports[one].article_id))]
    at = max((after.recorded.get(one, "") for one in new), default="") or None
    own = tuple(one for one in evidence if one.report_id in new)
    if revised and len(revised) == len(new):
        named = ", ".join(f"version {after.reports[one].version} of {_name(one, after)}" for one in revised)
        return Cause("new version", named, at=at, reports=tuple(new), evidence=own)
    return Cause("new report", _named(new, after.reports), at=at, reports=tuple(new), evidence=own)


def _reread(reports: Sequence[str], before: Known, after: Known, evidence: Sequence[Evidence]) -> Cause | None:
    """Reports that a newer reader has read since."""
    read = [one for one in reports if one in before.readers and before.readers[one] != after.readers.get(one)]
    if not read:
        return None
    at = max((after.recorded.get(one, "") for one in read), default="") or None
    return Cause(
        "new reader", f"{_named(read, after.reports)} read anew", at=at, reports=tuple(read), evidence=tuple(evidence)
    )


def _by_version(new: Incident, before: Known, after: Known) -> Cause | None:
    """A revised article that tells otherwise, or no longer, what its earlier version told."""
    articles = {after.reports[one].article_id for one in new.reports if one in after.reports}
    fresh = [key for article in articles for key in after.versions(article) if key not in before.reports]
    return _recorded(sorted(fresh), before, after, ()) if fresh else None


def _regrouped(told: Sequence[Mention], after: Known) -> Cause:
    return Cause("regrouped", "the same tellings, put together otherwise", evidence=_evidence(told, after))


def _evidence(told: Sequence[Mention], known: Known) -> tuple[Evidence, ...]:
    """The first sentences of some tellings."""
    found: dict[Evidence, None] = {}
    for one in told:
        report = known.reports.get(one.report_id)
        if report is not None:
            start, end = one.sentence.start, one.sentence.end
            found.setdefault(Evidence(one.report_id, start, end, report.text[start:end]))
    return tuple(sorted(found))[:_SENTENCES]


def _named(reports: Sequence[str], known: Mapping[str, Report]) -> str:
    """The first of some reports by name, and how many more."""
    names = list(dict.fromkeys(_called(known[one]) for one in reports))
    return names[0] + (f" and {len(names) - 1} more" if len(names) > 1 else "")


def _name(report: str, known: Known) -> str:
    return _called(known.reports[report])


def _called(report: Report) -> str:
    title = report.title or report.external_id
    day = days(report.published.interval)
    return ", ".join(part for part in (report.publisher, f"“{title}”", day) if part)
