"""What a person reads: the brief and the page behind each line. Computes no facts of its own."""

from __future__ import annotations

import json

from ..errors import NotFound
from .changes import CHANGE_FORMATS, Changes, because, render_changes, what_changed
from .compose import compose
from .gather import outline
from .markdown import render_markdown
from .outline import Contents, Outline, as_dict
from .page import render_html
from .plain import render_text
from .shorten import shortened
from .show import show

FORMATS = ("text", "md", "html", "json")
"""Forms of the brief."""

__all__ = [
    "CHANGE_FORMATS",
    "FORMATS",
    "Changes",
    "Contents",
    "Outline",
    "because",
    "compose",
    "outline",
    "render",
    "render_changes",
    "render_html",
    "shortened",
    "show",
    "what_changed",
]


def render(brief: Outline, form: str = "text", width: int | None = None, colour: bool = False) -> str:
    """Dress an outline as `text`, `md`, `html` or `json`. Raises NotFound for another form."""
    if form == "text":
        return render_text(brief, width, colour)
    if form == "md":
        return render_markdown(brief)
    if form == "html":
        return render_html(brief)
    if form == "json":
        return json.dumps(as_dict(brief), ensure_ascii=False, indent=1) + "\n"
    raise NotFound(f"no form of the brief is called {form!r}; there are {', '.join(FORMATS)}")
