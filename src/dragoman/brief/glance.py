"""The first page of a brief: the latest of each sort in a line each, for who has a minute.

Invariant: every line stands again in its own section, with its sentences; nothing is said here alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from . import words
from .outline import Dispute, Glance, Line, one_line, telling

# A brief of fewer lines is a glance itself.
_LEAST_LINES = 12
_LINES, _DISPUTES = 3, 3
# What a side holds where it is a sentence, and what it is about.
_SHORT_CHARS = 70


def glance(
    happened: Sequence[Line], threats: Sequence[Line], posture: Sequence[Line], disputes: Sequence[Dispute]
) -> tuple[Glance, ...]:
    """The latest single events, threats, posture and disagreements; nothing for a brief that is short itself."""
    quarrels = [one for one in disputes if one.kind != "updated"]
    if len(happened) + len(threats) + len(posture) + len(quarrels) < _LEAST_LINES:
        return ()
    parts = (
        ("Happened", _told(happened)),
        ("Only threatened or warned of", _told(threats)),
        ("Posture", _told(posture)),
        ("Disputed", tuple((one.id, _dispute(one)) for one in quarrels[:_DISPUTES])),
    )
    return tuple(Glance(heading, lines) for heading, lines in parts if lines)


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
