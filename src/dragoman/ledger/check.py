"""The check at the ledger's door: every text equals the report's text at its offsets, and every id resolves.

A reading that breaks this is a fault of the reader; it is refused whole and counted as skipped, never half recorded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from ..model import ActorMention, Mention, PlaceMention, Reading, Relation, Statement, Timex, ToldLink

_Worded = ActorMention | PlaceMention | Relation | Timex | ToldLink
Told = tuple[int | None, int | None, str | None]
"""Offsets and the words that should stand there; None where a value has no words of its own."""


def problems(reading: Reading) -> Iterator[str]:
    """What is wrong with a reading, in words; nothing for a sound one."""
    yield from _wrong_texts(reading)
    yield from _wrong_ids(reading)


def _wrong_texts(reading: Reading) -> Iterator[str]:
    text = reading.report.text
    for start, end, words in _told(reading):
        if start is None or end is None or words is None:
            continue
        if not 0 <= start <= end <= len(text) or text[start:end] != words:
            yield f"offsets {start} to {end} do not give {words[:60]!r}"
    for start, end in _bare_spans(reading):
        if not 0 <= start <= end <= len(text):
            yield f"offsets {start} to {end} lie outside the text"


def _told(reading: Reading) -> Iterator[Told]:
    """Every stretch of a reading that carries its words."""
    spans: Iterable[_Worded] = chain(reading.times, reading.places, reading.actors, reading.relations, reading.links)
    yield from ((item.start, item.end, item.text) for item in spans)
    yield from ((claim.start, claim.end, claim.raw) for claim in reading.claims)
    for mention in reading.mentions:
        yield from _told_of_mention(mention)
    for statement in reading.statements:
        yield from _told_of_statement(statement)


def _told_of_mention(mention: Mention) -> Iterator[Told]:
    counts = (mention.killed, mention.injured, mention.arrested, mention.quantity)
    for item in (mention.trigger, mention.place, mention.time, *counts, *mention.actors, *mention.weapons):
        if item:
            yield item.start, item.end, item.text


def _told_of_statement(statement: Statement) -> Iterator[Told]:
    yield statement.sentence.start, statement.sentence.end, statement.sentence_text
    for item in (statement.source, statement.cue, statement.reported_by):
        if item:
            yield item.start, item.end, item.text


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
    yield from _strangers(reading)


def _unknown(what: str, named: set[str], known: list[str]) -> Iterator[str]:
    yield from (f"no {what} has the id {key}" for key in sorted(named - set(known)))


def _strangers(reading: Reading) -> Iterator[str]:
    owners = {item.report_id for item in reading.mentions} | {item.report_id for item in reading.statements}
    owners |= {item.report_id for item in reading.claims} | {item.report_id for item in reading.relations}
    if owners - {reading.report.report_id}:
        yield "a row belongs to another report"
