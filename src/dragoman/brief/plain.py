"""The brief on a terminal: coloured and wrapped on one, plain when piped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import StringIO

from rich.console import Console
from rich.text import Text

from ..model import Evidence
from . import words
from .outline import Dispute, Line, Outline, SourceLine

_STATUS_STYLE = {
    "occurred": "bold", "ongoing": "bold", "attempted": "bold yellow", "announced": "cyan", "threatened": "yellow",
    "demanded": "cyan", "possible": "dim", "negated": "dim", "denied": "magenta",
}  # fmt: skip
# Sentences shown under one line; `show` prints them all.
_SENTENCES = 2
# Width for output that goes to a file: long enough for a sentence, short enough to read.
_PIPED_WIDTH = 110


def render_text(brief: Outline, width: int | None = None, colour: bool = False) -> str:
    """The brief as text of `width` columns, with ANSI colours when asked."""
    buffer = StringIO()
    console = Console(
        file=buffer,
        width=width or _PIPED_WIDTH,
        force_terminal=colour,
        no_color=not colour,
        highlight=False,
        legacy_windows=False,
    )
    for block in _blocks(brief):
        console.print(block, soft_wrap=False)
    return "\n".join(line.rstrip() for line in buffer.getvalue().split("\n"))


def _blocks(brief: Outline) -> Iterator[Text]:
    """Every block of the brief in order."""
    yield Text(brief.title, style="bold underline")
    yield from (Text(f"  {count}") for count in brief.counts)
    sections: tuple[tuple[str, Sequence[Line], str], ...] = (
        ("WHAT HAPPENED", brief.happened, "No report tells of an incident that happened."),
        ("POSTURE", brief.posture, "No departure, closure, deployment or advisory is told of."),
        ("THREATS AND WARNINGS", brief.threats, "None."),
    )
    for heading, lines, nothing in sections:
        yield from _section(heading, lines, nothing, brief)
    yield _heading("WHERE THE REPORTS DISAGREE")
    if not brief.disputes:
        yield Text("  The reports do not contradict each other.")
    for dispute in brief.disputes:
        yield from _dispute(dispute, brief)
    yield from _statements(brief)
    for heading, lines in (
        ("SAID NOT TO HAVE HAPPENED", brief.not_happened),
        ("POLITICS AND DIPLOMACY", brief.diplomacy),
        ("BACKGROUND, TOLD AS HISTORY", brief.background),
    ):
        if lines:
            yield from _section(heading, lines, "", brief)
    yield from _gaps(brief)
    yield _heading("SOURCES")
    yield from (_source(line) for line in brief.sources)
    if brief.skipped:
        yield _heading("SKIPPED")
        yield from (Text(f"  {line}") for line in brief.skipped)
    yield Text("\nEach line: dragoman show ID. Places: GeoNames, CC BY 4.0.", style="dim")


def _heading(words_: str) -> Text:
    return Text(f"\n{words_}", style="bold")


def _section(heading: str, lines: Sequence[Line], nothing: str, brief: Outline) -> Iterator[Text]:
    """A heading and its lines."""
    yield _heading(heading)
    if not lines:
        yield Text(f"  {nothing}")
    for line in lines:
        yield _line(line)
        yield from _evidence(line.evidence, brief)
        yield from (Text(f"      ↳ {tie}", style="cyan") for tie in line.links)


def _line(line: Line) -> Text:
    """One incident: when, what, who, where, toll, with what, how known."""
    text = Text("  ")
    text.append(line.when or _undated(line), style="green" if line.when else "dim")
    text.append("  ")
    text.append(line.what, style=_STATUS_STYLE.get(line.status, ""))
    for part in (line.who, line.where, line.toll, line.weapon and f"with {line.weapon}"):
        if part:
            text.append(f" · {part}")
    text.append(f" · {words.STATUS_WORDS[line.status]}", style=_STATUS_STYLE.get(line.status, ""))
    text.append(f" · {words.many(line.origins, 'origin')}", style="dim" if line.origins == 1 else "bold")
    if line.disputed:
        text.append(" · disputed", style="bold red")
    text.append(f"  {line.id}", style="dim")
    return text


def _undated(line: Line) -> str:
    """What stands for a date that no report tells."""
    return f"no date (told {line.told})" if line.told else "no date"


def _evidence(evidence: Sequence[Evidence], brief: Outline) -> Iterator[Text]:
    """The first sentences behind a line, with the number of their report."""
    shown = _spread(evidence)
    for item in shown:
        yield Text(f"      [{brief.source_number(item.report_id)}] {_one_line(item.text)}", style="dim italic")
    if len(evidence) > len(shown):
        yield Text(f"      … and {words.many(len(evidence) - len(shown), 'more sentence')}", style="dim")


def _spread(evidence: Sequence[Evidence]) -> list[Evidence]:
    """A few sentences from as many reports as possible."""
    chosen: list[Evidence] = []
    for item in evidence:
        if len(chosen) < _SENTENCES and all(item.report_id != other.report_id for other in chosen):
            chosen.append(item)
    return chosen or list(evidence[:_SENTENCES])


def _one_line(sentence: str) -> str:
    return " ".join(sentence.split())


def _dispute(dispute: Dispute, brief: Outline) -> Iterator[Text]:
    """A disagreement: what about, then each side."""
    label = "updated" if dispute.kind == "updated" else dispute.field
    yield Text.assemble(
        "  ",
        (label.upper(), "bold red" if dispute.kind != "updated" else "yellow"),
        f"  {dispute.about}  ",
        (dispute.id, "dim"),
    )
    for side in dispute.sides:
        who = f" — {side.speakers}" if side.speakers else ""
        yield Text.assemble(
            "    ▪ ", (side.value, "bold"), f"{who} ", (f"({words.many(side.origins, 'origin')})", "dim")
        )
        yield from _evidence(side.evidence, brief)


def _statements(brief: Outline) -> Iterator[Text]:
    """Who says what, speaker by speaker."""
    if not brief.said:
        return
    yield _heading("WHO SAYS WHAT")
    for said in brief.said:
        yield Text.assemble(
            "  ",
            (said.speaker, "bold"),
            f" {said.stance.replace('_', ' ')}: {_one_line(said.text)} ",
            (f"[{brief.source_number(said.evidence.report_id)}]", "dim"),
        )


def _gaps(brief: Outline) -> Iterator[Text]:
    """What is not known."""
    yield _heading("WHAT IS NOT KNOWN")
    if not brief.unknown:
        yield Text("  Every incident has an actor, a place and a date.")
    yield from (Text(f"  {gap}") for gap in brief.unknown)


def _source(line: SourceLine) -> Text:
    """One report with its date, how that is known, its origin and its faults."""
    flags = ", ".join(words.FLAG_WORDS.get(flag, flag) for flag in line.flags)
    date = f"{line.published} ({line.basis})" if line.published else "undated"
    parts = [line.publisher, date, line.kind, f"origin {line.origin}", flags]
    return Text.assemble(
        f"  [{line.number}] ",
        (line.label, "bold"),
        " · " + " · ".join(part for part in parts if part),
        (f"  {line.report_id}", "dim"),
    )
