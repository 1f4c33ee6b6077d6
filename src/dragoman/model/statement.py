"""A statement: something somebody said, believed, ordered or denied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .span import Span, TextSpan

Stance = Literal[
    "asserts",
    "denies",
    "threatens",
    "warns",
    "demands",
    "promises",
    "doubts",
    "predicts",
    "claims_responsibility",
]


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks. `name` is canonical ("Michael Knights" for "he"); `link` the span a pronoun was resolved to."""

    start: int
    end: int
    text: str
    actor_id: str | None = None
    name: str | None = None
    link: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Who (source) says (cue) what (content), and in what stance. `sentence_text` is the sentence that opens it."""

    statement_id: str
    report_id: str
    source: Source | None
    cue: TextSpan | None
    content: tuple[Span, ...]
    direct: bool
    stance: Stance
    sentence: Span
    sentence_text: str
    text: str
    mentions: tuple[str, ...] = ()
    reported_by: Source | None = None
    """The messenger of hearsay in two steps: Politico reported that *sources* said."""
    topic: tuple[str, ...] = ()
    """Words that say what it is about, lemmatised, for setting statements against each other."""
