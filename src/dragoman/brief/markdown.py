"""The brief as Markdown: tables for the lines, quotations for the evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from . import words
from .outline import Line, Outline

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


def render_markdown(brief: Outline) -> str:
    """The brief as one Markdown document."""
    return "\n".join(_lines(brief)) + "\n"


def escape(text: str) -> str:
    """Text that stays text in Markdown and in a table cell: no markup, no line breaks."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _lines(brief: Outline) -> Iterator[str]:
    yield f"# {escape(brief.title)}\n"
    yield from (f"- {escape(count)}" for count in brief.counts)
    for heading, lines in (
        ("What happened", brief.happened),
        ("Posture", brief.posture),
        ("Threats and warnings", brief.threats),
    ):
        yield from _table(heading, lines, brief)
    yield "\n## Where the reports disagree\n"
    for dispute in brief.disputes:
        yield f"- **{escape(dispute.field)}** ({escape(dispute.kind)}): {escape(dispute.about)}"
        for side in dispute.sides:
            who = f" — {escape(side.speakers)}" if side.speakers else ""
            yield f"  - **{escape(side.value)}**{who} ({words.many(side.origins, 'origin')})"
            yield from (f"    > [{brief.source_number(e.report_id)}] {escape(e.text)}" for e in side.evidence[:2])
    yield "\n## Who says what\n"
    for said in brief.said:
        number = brief.source_number(said.evidence.report_id)
        yield f"- **{escape(said.speaker)}** {said.stance.replace('_', ' ')}: {escape(said.text)} [{number}]"
    for heading, lines in (
        ("Said not to have happened", brief.not_happened),
        ("Politics and diplomacy", brief.diplomacy),
        ("Background, told as history", brief.background),
    ):
        if lines:
            yield from _table(heading, lines, brief)
    yield "\n## What is not known\n"
    yield from (f"- {escape(gap)}" for gap in brief.unknown)
    yield "\n## Sources\n"
    for source in brief.sources:
        flags = ", ".join(words.FLAG_WORDS.get(flag, flag) for flag in source.flags)
        date = f"{source.published} ({source.basis})" if source.published else "undated"
        parts = (source.publisher, date, source.kind, f"origin {source.origin}", flags)
        yield f"{source.number}. **{escape(source.label)}** · " + " · ".join(escape(part) for part in parts if part)
    yield from (f"- skipped: {escape(line)}" for line in brief.skipped)


def _table(heading: str, lines: Sequence[Line], brief: Outline) -> Iterator[str]:
    """One section: a table of lines and, below it, the sentences they rest on."""
    yield f"\n## {heading}\n"
    if not lines:
        yield "Nothing is told."
        return
    yield "| when | what | who | where | toll | with | status | origins | id |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for line in lines:
        status = words.STATUS_WORDS[line.status] + (", disputed" if line.disputed else "")
        cells = (
            line.when or (f"no date (told {line.told})" if line.told else "no date"),
            line.what,
            line.who,
            line.where,
            line.toll,
            line.weapon,
            status,
            str(line.origins),
            line.id,
        )
        yield "| " + " | ".join(escape(cell) for cell in cells) + " |"
    yield ""
    for line in lines:
        yield from (
            f"> {escape(line.id)} [{brief.source_number(e.report_id)}] {escape(e.text)}  " for e in line.evidence[:2]
        )
