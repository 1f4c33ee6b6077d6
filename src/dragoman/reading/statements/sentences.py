"""A statement that runs over several sentences as one row for each, for tables that are read by sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...model import Reading, Span, Statement, content_id


def by_sentence(reading: Reading) -> Reading:
    """The reading with each statement cut at sentence borders; later parts keep the source and have no cue.

    A mention belongs to the part that its own sentence holds.
    """
    parts = {said.statement_id: list(_parts(reading, said)) for said in reading.statements}
    part_of = {(whole, part.sentence): part.statement_id for whole, rows in parts.items() for part in rows}
    mentions = tuple(
        replace(mention, statement_id=part_of.get((mention.statement_id, mention.sentence), mention.statement_id))
        if mention.statement_id
        else mention
        for mention in reading.mentions
    )
    inside: dict[str, list[str]] = {}
    for mention in mentions:
        inside.setdefault(mention.statement_id or "", []).append(mention.mention_id)
    statements = tuple(
        replace(part, mentions=tuple(inside.get(part.statement_id, ()))) for rows in parts.values() for part in rows
    )
    return replace(reading, mentions=mentions, statements=statements)


def _parts(reading: Reading, statement: Statement) -> Iterator[Statement]:
    """One statement's parts; the statement itself when it stays within one sentence."""
    text = reading.report.text
    touched = [s for s in reading.sentences if any(s.overlaps(span) for span in statement.content)]
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
        words = text[sentence.start : sentence.end]
        part = replace(
            statement,
            cue=cue,
            content=content,
            sentence=sentence,
            sentence_text=words,
            text=" … ".join(text[span.start : span.end] for span in content),
        )
        yield part if number == 0 else replace(part, statement_id=content_id("sta", statement.statement_id, number))
