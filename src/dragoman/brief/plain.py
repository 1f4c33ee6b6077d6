"""The brief on a terminal: coloured and wrapped to its width; piped, plain and wrapped to a readable one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import NamedTuple

from rich.console import Console
from rich.text import Text

from ..model import Evidence
from . import words
from .outline import Dispute, DisputeSide, Line, Outline, SourceLine, once, one_line
from .shorten import told_left, total

_STATUS_STYLE = {
    "occurred": "bold", "ongoing": "bold", "attempted": "bold yellow", "announced": "cyan", "threatened": "yellow",
    "demanded": "cyan", "possible": "dim", "negated": "dim", "denied": "magenta",
}  # fmt: skip
# Sentences shown under one line; `show` prints them all.
_SENTENCES = 2
# Width for output that goes to a file: long enough for a sentence, short enough to read.
_PIPED_WIDTH = 110
# Lines longer than this are hard to follow, however wide the screen is.
_WIDEST = 130
# What a side of a disagreement holds is its own sentence when it is longer than this.
_VALUE_WORDS = 6


class Block(NamedTuple):
    """A paragraph: its first line is indented by `first` columns, the others by `rest`."""

    text: Text
    first: int = 2
    rest: int = 6


def render_text(brief: Outline, width: int | None = None, colour: bool = False) -> str:
    """The brief as text of `width` columns, with ANSI colours when asked."""
    return render_blocks(_blocks(brief), width, colour)


def render_blocks(blocks: Iterable[Block], width: int | None = None, colour: bool = False) -> str:
    """Paragraphs as text of `width` columns, with ANSI colours when asked."""
    buffer = StringIO()
    console = Console(
        file=buffer,
        width=min(width or _PIPED_WIDTH, _WIDEST),
        force_terminal=colour,
        no_color=not colour,
        highlight=False,
        legacy_windows=False,
    )
    for block in blocks:
        for line in _wrapped(block, console):
            console.print(line, soft_wrap=True)
    return "\n".join(line.rstrip() for line in buffer.getvalue().split("\n"))


def _wrapped(block: Block, console: Console) -> Iterator[Text]:
    """The lines of a block, hung."""
    room = max(20, console.width - block.rest)
    for number, line in enumerate(block.text.wrap(console, room)):
        yield Text(" " * (block.rest if number else block.first)) + line


def _blocks(brief: Outline) -> Iterator[Block]:
    """Every block of the brief in order."""
    yield Block(Text(brief.title, style="bold underline"), 0, 0)
    if not brief.sources:
        nothing = (
            "No incident passes the filters." if brief.narrowed else "No report was read: there is nothing to tell."
        )
        yield Block(Text(nothing))
        yield from _skipped(brief)
        return
    yield from (Block(Text(count), rest=4) for count in brief.counts)
    yield from _glance(brief)
    sections = (
        ("WHAT HAPPENED", "happened", "No report tells of an incident that happened."),
        ("POSTURE", "posture", "No departure, closure, deployment or advisory is told of."),
        ("THREATS AND WARNINGS", "threats", "None is told of."),
    )
    for heading, section, nothing in sections:
        yield from _section(heading, section, nothing, brief)
    yield from _heading("WHERE THE REPORTS DISAGREE", total(brief, "disputes"))
    if not brief.disputes:
        yield Block(Text("The reports do not contradict each other."))
    for dispute in brief.disputes:
        yield from _dispute(dispute, brief)
    yield from _left(brief, "disputes")
    yield from _chains(brief)
    yield from _statements(brief)
    for heading, section in (
        ("SAID NOT TO HAVE HAPPENED", "not_happened"),
        ("POLITICS AND DIPLOMACY", "diplomacy"),
        ("TOLD AS HISTORY OR IN PASSING", "background"),
    ):
        if total(brief, section):
            yield from _section(heading, section, "", brief)
    yield from _gaps(brief)
    yield from _heading("SOURCES", len(brief.sources))
    yield from (_source(line) for line in brief.sources)
    yield from _skipped(brief)
    yield Block(Text(""), 0, 0)
    if brief.footer:
        yield Block(Text(brief.footer, style="bold"), 0, 0)
    yield Block(Text("Reported, not verified. Places: GeoNames, CC BY 4.0.", style="dim"), 0, 0)


def _glance(brief: Outline) -> Iterator[Block]:
    """The first page: what weighs most, without sentences."""
    if brief.glance:
        yield from _heading("AT A GLANCE")
    for part in brief.glance:
        yield Block(Text(part.heading, style="bold"))
        for _, told in part.lines:
            yield Block(Text(told), 4, 8)


def _heading(words_: str, number: int | None = None) -> Iterator[Block]:
    """An empty line, and the heading of a section with how many lines it has."""
    yield Block(Text(""), 0, 0)
    yield Block(Text.assemble((words_, "bold"), (f" ({number:,})" if number else "", "dim")), 0, 0)


def _section(heading: str, section: str, nothing: str, brief: Outline) -> Iterator[Block]:
    """A heading and the lines of a section, by its name in the outline."""
    lines: Sequence[Line] = getattr(brief, section)
    yield from _heading(heading, total(brief, section))
    if not lines:
        yield Block(Text(nothing))
    for line in lines:
        yield _line(line)
        yield from _evidence(line.evidence, brief)
        yield from (Block(Text(f"↳ {tie}", style="cyan"), 6, 8) for tie in line.links)
    yield from _left(brief, section)


def _left(brief: Outline, section: str) -> Iterator[Block]:
    """How much of a section was left out."""
    if left := told_left(brief, section):
        yield Block(Text(left, style="bold"))


def _line(line: Line) -> Block:
    """One incident: when, what, its status where it did not simply happen, who, where, toll, with what, how known."""
    style = _STATUS_STYLE.get(line.status, "")
    text = Text(line.when or _undated(line), style="green" if line.when else "dim")
    text = Text.assemble(text, "  ", (line.what, style))
    if line.status != "occurred":
        text.append(f" [{words.STATUS_WORDS[line.status]}]", style=style)
    for part in (line.who, line.where, line.toll, line.weapon and f"with {line.weapon}"):
        if part:
            text.append(f" {part}" if part.startswith("→") else f" · {part}")
    if line.origins > 1:
        text.append(f" · {line.origins} origins", style="bold")
    if line.disputed:
        text.append(" · disputed", style="bold red")
    text.append(f" · {line.id}", style="dim")
    return Block(text)


def _undated(line: Line) -> str:
    """What stands for a date that no report tells."""
    return f"undated, told {line.told}" if line.told else "undated"


def _evidence(evidence: Sequence[Evidence], brief: Outline) -> Iterator[Block]:
    """The first sentences behind a line, each once, with the numbers of the reports that have it."""
    sentences = once(evidence)
    shown = _spread(sentences)
    for items in shown:
        marks = brief.marks(items)
        yield Block(Text(f"{marks} {one_line(items[0].text)}", style="dim italic"), 6, 7 + len(marks))
    if len(sentences) > len(shown):
        yield Block(Text(f"… and {words.many(len(sentences) - len(shown), 'more sentence')}", style="dim"), 6, 8)


def _spread(sentences: Sequence[tuple[Evidence, ...]]) -> list[tuple[Evidence, ...]]:
    """A few sentences: of as many reports as possible first, then more of the same ones."""
    chosen: list[int] = []
    seen: set[str] = set()
    for number, items in enumerate(sentences):
        if not seen.intersection(item.report_id for item in items):
            chosen.append(number)
            seen.update(item.report_id for item in items)
    rest = [number for number in range(len(sentences)) if number not in chosen]
    return [sentences[number] for number in sorted([*chosen, *rest][:_SENTENCES])]


def _dispute(dispute: Dispute, brief: Outline) -> Iterator[Block]:
    """A disagreement: what about, then each side."""
    updated = dispute.kind == "updated"
    yield Block(
        Text.assemble(
            (dispute.question + (" (updated)" if updated else ""), "yellow" if updated else "bold red"),
            f": {dispute.about}" if dispute.about else "",
            (f" · {dispute.id}", "dim"),
        )
    )
    for side in dispute.sides:
        yield Block(Text.assemble("▪ ", *_side(side)), 4, 6)
        yield from _evidence(side.evidence, brief)


def _side(side: DisputeSide) -> list[str | tuple[str, str]]:
    """What a side holds and whose word it is; a whole sentence is left to the evidence below."""
    origins = (f" ({side.origins} origins)", "dim") if side.origins > 1 else ""
    if len(side.value.split()) > _VALUE_WORDS and side.evidence:
        return [(side.speakers or "told in", "bold"), origins, ":"]
    return [(side.value, "bold"), f" — {side.speakers}" if side.speakers else "", origins]


def _chains(brief: Outline) -> Iterator[Block]:
    """Chains of answers, each step beneath what it answers."""
    if not brief.chains:
        return
    yield from _heading("CHAINS, AS TOLD", total(brief, "chains"))
    for chain in brief.chains:
        for step in chain:
            tie = f"answered by ({step.basis}) " if step.basis else ""
            marks = brief.marks(step.evidence)
            indent = 2 + 3 * min(step.depth, 6)
            behind = f"{f' {marks}' if marks else ''} · {step.id}"
            yield Block(Text.assemble((tie, "cyan"), step.what, (behind, "dim")), indent, indent + 4)
    yield from _left(brief, "chains")


def _statements(brief: Outline) -> Iterator[Block]:
    """Who says what, speaker by speaker."""
    if not brief.said:
        return
    yield from _heading("WHO SAYS WHAT", total(brief, "said"))
    speaker = ""
    for said in brief.said:
        if said.speaker != speaker:
            speaker = said.speaker
            yield Block(Text(speaker, style="bold"))
        stance = (f"{said.stance.replace('_', ' ')}: ", "cyan")
        yield Block(Text.assemble(stance, said.text, (f" {brief.marks(said.evidence)}", "dim")), 4, 8)
    yield from _left(brief, "said")


def _gaps(brief: Outline) -> Iterator[Block]:
    """What is not known."""
    yield from _heading("WHAT IS NOT KNOWN")
    if not brief.unknown:
        yield Block(Text("Every incident has an actor, a place and a date."))
    yield from (Block(Text(gap)) for gap in brief.unknown)


def _source(line: SourceLine) -> Block:
    """One report with its date, how that is known, its faults, and whose copy it is."""
    flags = ", ".join(words.FLAG_WORDS.get(flag, flag) for flag in line.flags if flag != "no_date")
    basis = words.BASIS_WORDS.get(line.basis, line.basis)
    date = f"{line.published} ({basis})" if line.published else "date unknown"
    copy = f"same origin as [{line.same_as}]" if line.same_as else ""
    parts = [line.publisher, date, line.kind if line.kind != "news" else "", flags, copy, line.report_id]
    return Block(
        Text.assemble(f"[{line.number}] ", (line.label, "bold"), " · " + " · ".join(part for part in parts if part))
    )


def _skipped(brief: Outline) -> Iterator[Block]:
    """What could not be read, with its reasons."""
    if brief.skipped:
        yield from _heading("SKIPPED")
        yield from (Block(Text(line)) for line in brief.skipped)
