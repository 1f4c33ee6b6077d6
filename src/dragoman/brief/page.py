"""The brief as one self-contained page: no script, no address fetched, every line opens its sentences in the report.

Hostile text is normal input: the template autoescapes everything, and marks are cut from escaped slices.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from jinja2 import Environment, PackageLoader, select_autoescape
from markupsafe import Markup, escape

from ..model import Evidence
from . import words
from .outline import Line, Outline, once
from .timeline import timeline

# Bidirectional controls can make a sentence read as another one; they are shown, not obeyed.
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")


def render_html(brief: Outline, back: Mapping[str, str] | None = None) -> str:
    """The page as a string. `back`: words and addresses of the views it was made from, for one that has such."""
    environment = Environment(
        loader=PackageLoader("dragoman.brief", "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(words=words, visible=visible, once=once)
    template = environment.get_template("brief.html")
    marks = _marks(brief)
    texts = {
        report_id: marked(report_id, report.text, marks.get(report_id, ()))
        for report_id, report in brief.reports.items()
    }
    picture = timeline([("What happened", brief.happened), ("Posture", brief.posture)])
    shown = {line.id for lines in sections(brief) for line in lines}
    return template.render(brief=brief, back=back or {}, texts=texts, picture=picture, shown=shown)


def sections(brief: Outline) -> tuple[tuple[Line, ...], ...]:
    """The sections of a brief that are made of lines."""
    return (brief.happened, brief.posture, brief.threats, brief.not_happened, brief.diplomacy, brief.background)


def visible(text: str) -> str:
    """Text with bidirectional controls written out, so that nobody is misled."""
    return _BIDI.sub(lambda match: f"[U+{ord(match.group()):04X}]", text)


def marked(report_id: str, text: str, spans: Iterable[tuple[int, int]]) -> Markup:
    """A report's text with its evidence in <mark>, and an anchor made of report and offset where each piece begins.

    Pieces that overlap share one mark.
    """
    pieces: list[Markup] = []
    at = 0
    for start, end, begins in _regions(spans):
        pieces.append(escape(visible(text[at:start])))
        inside = Markup("").join(
            Markup('<span id="{}"></span>{}').format(f"s-{report_id}-{begin}", visible(text[begin:until]))
            for begin, until in pairwise([*begins, end])
        )
        pieces.append(Markup("<mark>{}</mark>").format(inside))
        at = end
    pieces.append(escape(visible(text[at:])))
    return Markup("").join(pieces)


def _regions(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int, list[int]]]:
    """Spans joined where they overlap: start, end, and every offset where one of them begins."""
    regions: list[tuple[int, int, list[int]]] = []
    for start, end in sorted(set(spans)):
        if regions and start < regions[-1][1]:
            first, last, begins = regions[-1]
            regions[-1] = (first, max(last, end), begins if begins[-1] == start else [*begins, start])
        else:
            regions.append((start, end, [start]))
    return regions


def _marks(brief: Outline) -> dict[str, list[tuple[int, int]]]:
    """Offsets of all evidence, report by report."""
    found: dict[str, list[tuple[int, int]]] = {}
    for item in _evidence(brief):
        found.setdefault(item.report_id, []).append((item.start, item.end))
    return found


def _evidence(brief: Outline) -> Iterable[Evidence]:
    for lines in sections(brief):
        for line in lines:
            yield from line.evidence
    for dispute in brief.disputes:
        for side in dispute.sides:
            yield from side.evidence
    for said in brief.said:
        yield from said.evidence
