"""Targets of corrections: places in the texts of reports, so that a decision survives every rereading.

Invariant: `Target.parse(str(target)) == target`. Written as words: the incident's id as it was seen, then anchors.
`rep-1:40-90` is a stretch of text; `rep-1:52-58/shelling/men-2` the telling whose trigger stands there;
`rep-1:52-58/shelling/men-2#killed=12@70-72` one claim of that telling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote, unquote

from .mention import Mention
from .span import Span

_ANCHOR = re.compile(
    r"(?P<report>[^\s:/#]+):(?P<start>\d+)-(?P<end>\d+)"
    r"(?:/(?P<kind>[^\s:/#]+)/(?P<mention>[^\s:/#]+)"
    r"(?:#(?P<field>\w+)=(?P<value>[^\s@]*)@(?P<first>\d+)-(?P<last>\d+))?)?"
)


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """Which claim of a telling: its field, its value, and the words it was read from."""

    field: str
    value: str
    words: Span


@dataclass(frozen=True, slots=True)
class Anchor:
    """A stretch of a report's text; with a mention, the telling whose trigger it is; with a claim, that claim of it."""

    report_id: str
    span: Span
    kind: str | None = None
    mention_id: str | None = None
    claim: ClaimWords | None = None

    @classmethod
    def of(cls, mention: Mention, claim: ClaimWords | None = None) -> Self:
        """The anchor of a telling."""
        return cls(mention.report_id, mention.trigger.span, mention.kind, mention.mention_id, claim)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `str` wrote. Raises ValueError."""
        found = _ANCHOR.fullmatch(text)
        if found is None:
            raise ValueError(f"{text!r} is no place in a report: write REPORT:START-END")
        claim = None
        if found["field"]:
            claim = ClaimWords(found["field"], unquote(found["value"]), Span(int(found["first"]), int(found["last"])))
        span = Span(int(found["start"]), int(found["end"]))
        return cls(found["report"], span, found["kind"], found["mention"], claim)

    def __str__(self) -> str:
        text = f"{self.report_id}:{self.span.start}-{self.span.end}"
        if self.mention_id:
            text += f"/{self.kind}/{self.mention_id}"
        if self.claim:
            words = self.claim.words
            text += f"#{self.claim.field}={quote(self.claim.value, safe='/?')}@{words.start}-{words.end}"
        return text


@dataclass(frozen=True, slots=True)
class Target:
    """What a decision is about: tellings and texts; `incident_id` is what their incident was called at the time."""

    anchors: tuple[Anchor, ...]
    incident_id: str | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `str` wrote. Raises ValueError."""
        words = text.split()
        incident = words.pop(0) if words and ":" not in words[0] else None
        return cls(tuple(Anchor.parse(word) for word in words), incident)

    def __str__(self) -> str:
        return " ".join([*([self.incident_id] if self.incident_id else []), *map(str, self.anchors)])


class Tellings:
    """The mentions at hand, found again by the anchors of a decision."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self.by_id: Mapping[str, Mention] = {mention.mention_id: mention for mention in mentions}
        self._of_report: dict[str, list[Mention]] = {}
        for mention in self.by_id.values():
            self._of_report.setdefault(mention.report_id, []).append(mention)

    def at(self, anchor: Anchor) -> list[str]:
        """The mentions that an anchor means; none when its evidence is gone, or no longer tells which one is meant."""
        told = self._of_report.get(anchor.report_id, [])
        if anchor.mention_id is None:
            return [m.mention_id for m in told if anchor.span.contains(m.trigger)]
        same = self.by_id.get(anchor.mention_id)
        if same and same.report_id == anchor.report_id and anchor.span.overlaps(same.trigger):
            return [same.mention_id]
        return _only(_narrowed(anchor, [m for m in told if anchor.span.overlaps(m.trigger)]))

    def of(self, target: Target) -> list[str]:
        """The mentions that a target means, each once, in the order of its anchors."""
        return list(dict.fromkeys(mention for anchor in target.anchors for mention in self.at(anchor)))


def _narrowed(anchor: Anchor, near: Sequence[Mention]) -> Sequence[Mention]:
    """Of several tellings that share words with an anchor: those of its kind, and of these those at its very words."""
    near = [m for m in near if m.kind == anchor.kind] or near
    return [m for m in near if m.trigger.span == anchor.span] or near


def _only(near: Sequence[Mention]) -> list[str]:
    """A decision about one of two tellings that cannot be told apart any more is applied to neither."""
    return [near[0].mention_id] if len(near) == 1 else []
