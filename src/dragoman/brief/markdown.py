"""The brief as Markdown: tables for the lines, quotations for the evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from . import words
from .outline import Line, Outline, once
from .shorten import told_left

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
    yield from _glance(brief)
    for heading, section in (
        ("What happened", "happened"),
        ("Posture", "posture"),
        ("Threats and warnings", "threats"),
    ):
        yield from _table(heading, section, brief)
    yield from _disputes(brief)
    yield from _chains(brief)
    yield from _said(brief)
    for heading, section in (
        ("Said not to have happened", "not_happened"),
        ("Politics and diplomacy", "diplomacy"),
        ("Told as history or in passing", "background"),
    ):
        if getattr(brief, section):
            yield from _table(heading, section, brief)
    yield "\n## What is not known\n"
    yield from (f"- {escape(gap)}" for gap in brief.unknown or ["Every incident has an actor, a place and a date."])
    yield from _sources(brief)
    if brief.skipped:
        yield "\n## Skipped\n"
    yield from (f"- {escape(line)}" for line in brief.skipped)
    if brief.footer:
        yield f"\n{escape(brief.footer)}"
    yield "\nReported, not verified. Places: GeoNames, CC BY 4.0."


def _glance(brief: Outline) -> Iterator[str]:
    if brief.glance:
        yield "\n## At a glance\n"
    for part in brief.glance:
        yield f"- **{escape(part.heading)}**"
        yield from (f"  - {escape(told)}" for _, told in part.lines)


def _disputes(brief: Outline) -> Iterator[str]:
    """Every disagreement with its sides, each with two of its sentences."""
    yield "\n## Where the reports disagree\n"
    if not brief.disputes:
        yield "The reports do not contradict each other."
    for dispute in brief.disputes:
        updated = " (updated)" if dispute.kind == "updated" else ""
        about = f": {escape(dispute.about)}" if dispute.about else ""
        yield f"- **{escape(dispute.question)}**{updated}{about} `{dispute.id}`"
        for side in dispute.sides:
            who = f" — {escape(side.speakers)}" if side.speakers else ""
            yield f"  - **{escape(side.value)}**{who} ({words.many(side.origins, 'origin')})"
            for items in once(side.evidence)[:2]:
                yield f"    > {escape(brief.marks(items))} {escape(items[0].text)}"
                yield ""
    yield from _left(brief, "disputes")


def _chains(brief: Outline) -> Iterator[str]:
    """What answered what, each step below the one it answers."""
    if brief.chains:
        yield "\n## Chains, as told\n"
    for chain in brief.chains:
        for step in chain:
            tie = f"answered by ({step.basis}) " if step.basis else ""
            yield f"{'  ' * step.depth}- {tie}{escape(step.what)} {escape(brief.marks(step.evidence))} `{step.id}`"
    yield from _left(brief, "chains")


def _said(brief: Outline) -> Iterator[str]:
    if brief.said:
        yield "\n## Who says what\n"
    for said in brief.said:
        stance = said.stance.replace("_", " ")
        yield f"- **{escape(said.speaker)}** {stance}: {escape(said.text)} {escape(brief.marks(said.evidence))}"
    yield from _left(brief, "said")


def _sources(brief: Outline) -> Iterator[str]:
    """Every report with its date, how that is known, its faults, and whose copy it is."""
    yield "\n## Sources\n"
    for source in brief.sources:
        flags = ", ".join(words.FLAG_WORDS.get(flag, flag) for flag in source.flags if flag != "no_date")
        basis = words.BASIS_WORDS.get(source.basis, source.basis)
        date = f"{source.published} ({basis})" if source.published else "date unknown"
        copy = f"same origin as [{source.same_as}]" if source.same_as else ""
        parts = (source.publisher, date, source.kind, flags, copy)
        yield f"{source.number}. **{escape(source.label)}** · " + " · ".join(escape(part) for part in parts if part)


def _left(brief: Outline, section: str) -> Iterator[str]:
    """How much of a section was left out."""
    if left := told_left(brief, section):
        yield f"\n{left}\n"


def _table(heading: str, section: str, brief: Outline) -> Iterator[str]:
    """One section, by its name in the outline: a table of lines and, below it, the sentences they rest on."""
    lines: Sequence[Line] = getattr(brief, section)
    yield f"\n## {heading}\n"
    if not lines:
        yield "None is told of."
        return
    yield "| when | what | who | where | toll | with | status | origins | id |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for line in lines:
        status = words.STATUS_WORDS[line.status] + (", disputed" if line.disputed else "")
        cells = (
            line.when or (f"undated, told {line.told}" if line.told else "undated"),
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
        for items in once(line.evidence)[:2]:
            yield f"> {escape(line.id)} {escape(brief.marks(items))} {escape(items[0].text)}\n>"
    yield from _left(brief, section)
