"""A statement that runs over several sentences as one row for each, for tables that are read by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...model import Report, Span, Statement, content_id
from ..parse import Sentence


def by_sentence(report: Report, sentences: Sequence[Sentence], statements: Sequence[Statement]) -> list[Statement]:
    """The same statements with each quotation cut at sentence borders; later parts keep the source and have no cue."""
    return [part for statement in statements for part in _parts(report, sentences, statement)]


def _parts(report: Report, sentences: Sequence[Sentence], statement: Statement) -> Iterator[Statement]:
    """One statement's parts; the statement itself when it stays within one sentence."""
    touched = [s.span for s in sentences if any(s.span.overlaps(span) for span in statement.content)]
    if len(touched) < 2:
        yield statement
        return
    for number, sentence in enumerate(touched):
        content = tuple(
            Span(max(span.start, sentence.start), min(span.end, sentence.end))
            for span in statement.content
            if span.overlaps(sentence)
        )
        cue = statement.cue if statement.cue and sentence.start <= statement.cue.start < sentence.end else None
        words = report.text[sentence.start : sentence.end]
        part = replace(
            statement,
            cue=cue,
            content=content,
            sentence=sentence,
            sentence_text=words,
            text=" … ".join(report.text[span.start : span.end] for span in content),
        )
        yield part if number == 0 else replace(part, statement_id=content_id("sta", statement.statement_id, number))
