"""The first page of a brief: what weighs most of the latest week, and the latest of each other sort, a line each.

Invariant: every line stands again in its own section, with its sentences; nothing is said here alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from ..knowledge.kinds import Kind
from ..model import Count
from . import words
from .outline import Dispute, Glance, Line, one_line, telling

# A brief of fewer lines is a glance itself.
_LEAST_LINES = 12
_DEEDS, _LINES, _DISPUTES = 5, 3, 3
# What happened in so many days up to the latest day told is weighed against each other.
_LATEST = timedelta(days=7)
# What a side holds where it is a sentence, and what it is about.
_SHORT_CHARS = 70


def glance(
    happened: Sequence[Line],
    threats: Sequence[Line],
    posture: Sequence[Line],
    disputes: Sequence[Dispute],
    kinds: Mapping[str, Kind],
) -> tuple[Glance, ...]:
    """The gravest of the latest deeds, the latest threats, posture and disagreements; nothing for a short brief."""
    quarrels = [one for one in disputes if one.kind != "updated"]
    if len(happened) + len(threats) + len(posture) + len(quarrels) < _LEAST_LINES:
        return ()
    parts = (
        ("Happened", tuple((line.id, _line(line)) for line in _gravest(happened, kinds))),
        ("Only threatened or warned of", _told(threats)),
        ("Posture", _told(posture)),
        ("Disputed", tuple((one.id, _dispute(one)) for one in quarrels[:_DISPUTES])),
    )
    return tuple(Glance(heading, lines) for heading, lines in parts if lines)


def _gravest(lines: Sequence[Line], kinds: Mapping[str, Kind]) -> list[Line]:
    """Of the single deeds of the latest week, those that cost most, then violence, then those that most origins tell.

    The latest first. A deed whose day no report tells is weighed with those of the day on which it was told.
    """
    single = [line for line in lines if not line.series] or list(lines)
    dated = [line for line in single if _day(line)]
    if not dated:
        return single[:_DEEDS]
    since = (date.fromisoformat(max(map(_day, dated))) - _LATEST).isoformat()
    week = [line for line in dated if _day(line) >= since]
    if len(week) < _LINES:
        # A week with little in it: the latest before it as well.
        return sorted(dated, key=_day, reverse=True)[:_LINES]
    chosen = sorted(week, key=lambda line: _weight(line, kinds), reverse=True)[:_DEEDS]
    return sorted((line for line in week if line in chosen), key=_day, reverse=True)


def _day(line: Line) -> str:
    return line.sort_day or line.told_day


def _weight(line: Line, kinds: Mapping[str, Kind]) -> tuple[int, int, bool, int]:
    """The dead and the hurt of a line, 0 where none is told; whether it is violence; its origins."""
    told = line.incident
    if told is None:
        return 0, 0, False, line.origins
    kind = kinds.get(told.kind)
    return _least(told.killed), _least(told.injured), kind is not None and kind.group == "violence", line.origins


def _least(count: Count | None) -> int:
    """A number to weigh by: never shown, so that unknown may count as none."""
    return next((n for n in (count.best, count.low, count.high) if n is not None), 0) if count else 0


def _told(lines: Iterable[Line]) -> tuple[tuple[str, str], ...]:
    """The latest of some lines, single events before series: id and words."""
    latest = sorted(lines, key=lambda line: line.series)[:_LINES]
    return tuple((line.id, _line(line)) for line in latest)


def _line(line: Line) -> str:
    status = "" if line.status in ("occurred", "ongoing") else words.STATUS_WORDS[line.status]
    when = line.when or (f"undated, told {line.told}" if line.told else "undated")
    origins = f"{line.origins} origins" if line.origins > 1 else ""
    disputed = "disputed" if line.disputed else ""
    # Who and where of a threat are often only in its words.
    quoted = f"“{_short(one_line(telling(line.evidence).text))}”" if line.evidence and not line.who else ""
    parts = (f"{when}: {line.what}", status, line.who, line.where, line.toll, quoted, origins, disputed)
    return words.line(parts)


def _dispute(dispute: Dispute) -> str:
    """The question, the sides in a few words each, and what it is about."""
    sides = " / ".join(
        f"{_short(side.value)}{f' — {side.speakers}' if side.speakers else ''}" for side in dispute.sides
    )
    return f"{dispute.question}: {sides}{f' · {_short(dispute.about)}' if dispute.about else ''}"


def _short(value: str) -> str:
    return value if len(value) <= _SHORT_CHARS else value[: _SHORT_CHARS - 1].rpartition(" ")[0] + " …"
