"""The same words in two wordings of one report are one statement: the first stays."""

from __future__ import annotations

from collections.abc import Sequence

from ...model import Source, Statement

# Share of topic words in common from which two statements of one speaker are one, as reading.md found it for tweets.
SAME_SHARE = 0.7
# Fewer topic words agree by chance.
LEAST_WORDS = 5


def without_repeats(found: Sequence[Statement]) -> list[Statement]:
    """Statements without those that say again what the same speaker has said before in nearly the same words."""
    kept: list[Statement] = []
    for statement in found:
        words = set(statement.topic)
        if len(words) >= LEAST_WORDS and any(_repeats(statement, words, before) for before in kept):
            continue
        kept.append(statement)
    return kept


def _repeats(statement: Statement, words: set[str], before: Statement) -> bool:
    """True when `before` is told in another place, by the same speaker, with the same words and force."""
    if statement.stance != before.stance or any(a.overlaps(b) for a in statement.content for b in before.content):
        return False
    other = set(before.topic)
    if len(other) < LEAST_WORDS or not _same_speaker(statement.source, before.source):
        return False
    return 2 * len(words & other) / (len(words) + len(other)) >= SAME_SHARE


def _same_speaker(a: Source | None, b: Source | None) -> bool:
    """By actor, else by the last word of the name."""
    if a is None or b is None:
        return a is b
    if a.actor_id and b.actor_id:
        return a.actor_id == b.actor_id
    last = [(source.name or source.text).lower().split()[-1:] for source in (a, b)]
    return last[0] == last[1]
