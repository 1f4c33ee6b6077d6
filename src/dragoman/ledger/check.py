"""The check at the ledger's door: every text equals the report's text at its offsets, and every id resolves.

A reading that breaks this is a fault of the reader; it is refused whole and counted as skipped, never half recorded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..model import Reading, Report

_WORDS = (("start", "end", "text"), ("start_char", "end_char", "text"), ("start", "end", "raw"))
"""Names under which a record keeps offsets and the words that stand there."""


def problems(reading: Reading) -> Iterator[str]:
    """What is wrong with a reading, in words; nothing for a sound one."""
    yield from _wrong_texts(reading)
    yield from _wrong_ids(reading)


def texts_of(record: Any) -> Iterator[tuple[int, int, str]]:
    """Every (start, end, words) that stands anywhere in a contract record."""
    if isinstance(record, Mapping):
        for start, end, words in _WORDS:
            found = record.get(start), record.get(end), record.get(words)
            if isinstance(found[0], int) and isinstance(found[1], int) and isinstance(found[2], str):
                yield found[0], found[1], found[2]
        yield from _texts_of_all(record.values())
    elif isinstance(record, list):
        yield from _texts_of_all(record)


def _texts_of_all(records: Iterable[Any]) -> Iterator[tuple[int, int, str]]:
    for record in records:
        if isinstance(record, (Mapping, list)):
            yield from texts_of(record)


def _wrong_texts(reading: Reading) -> Iterator[str]:
    text = reading.report.text
    record = reading.to_dict()
    del record["report"]
    for start, end, words in texts_of(record):
        if not 0 <= start <= end <= len(text) or text[start:end] != words:
            yield f"offsets {start} to {end} do not give {words[:60]!r}"
    for statement in reading.statements:
        span = statement.sentence
        if text[span.start : span.end] != statement.sentence_text:
            yield f"the sentence of {statement.statement_id} is not at {span.start} to {span.end}"
    for start, end in _bare_spans(reading):
        if not 0 <= start <= end <= len(text):
            yield f"offsets {start} to {end} lie outside the text"


def _bare_spans(reading: Reading) -> Iterator[tuple[int, int]]:
    """Spans that carry no words of their own."""
    yield from ((span.start, span.end) for span in reading.sentences)
    yield from ((mention.sentence.start, mention.sentence.end) for mention in reading.mentions)
    yield from ((span.start, span.end) for statement in reading.statements for span in statement.content)


def _wrong_ids(reading: Reading) -> Iterator[str]:
    mentions = [mention.mention_id for mention in reading.mentions]
    statements = [statement.statement_id for statement in reading.statements]
    claims = [claim.claim_id for claim in reading.claims]
    for ids in (mentions, statements, claims):
        yield from (f"two rows share the id {key}" for key, times in Counter(ids).items() if times > 1)
    yield from _unknown("mention", {claim.mention_id for claim in reading.claims}, mentions)
    yield from _unknown(
        "mention", {m for link in reading.links for m in (link.from_mention, link.to_mention)}, mentions
    )
    yield from _unknown("mention", {m for statement in reading.statements for m in statement.mentions}, mentions)
    said = {m.statement_id for m in reading.mentions} | {r.statement_id for r in reading.relations}
    yield from _unknown("statement", {key for key in said if key}, statements)
    yield from _strangers(reading.report, reading)


def _unknown(what: str, named: set[str], known: list[str]) -> Iterator[str]:
    yield from (f"no {what} has the id {key}" for key in sorted(named - set(known)))


def _strangers(report: Report, reading: Reading) -> Iterator[str]:
    owners = {item.report_id for item in reading.mentions} | {item.report_id for item in reading.statements}
    owners |= {item.report_id for item in reading.claims} | {item.report_id for item in reading.relations}
    if owners - {report.report_id}:
        yield "a row belongs to another report"
