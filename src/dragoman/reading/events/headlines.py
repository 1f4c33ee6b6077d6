"""Tolls of a headline by its words alone: "Four killed, 22 wounded in attack", "Convoy hit: 3 aid workers killed".

The parser was made for sentences and loses the grammar of headlines; a number, a few nouns and a word of outcome stand
in one order there, whatever the parse says.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ...knowledge.quantities import Quantities
from ...model import Count, Mention
from ..numbers import numbers
from ..parse import Sentence

_WORD = re.compile(r"\s+([A-Za-z][\w'’-]*)")
_BETWEEN = 4
"""Words that may stand between a number and its outcome: "12 Pakistani security personnel killed"."""
_BARE = 2
"""Words of a heading that tells nothing of who, where or when."""
_FIELDS = ("killed", "injured", "arrested")
_CLOSED = frozenset(
    {"in", "as", "after", "by", "at", "on", "from", "when", "while", "and", "or", "to", "of", "with", "for"}
)


def with_headline_toll(
    sentence: Sentence, mentions: list[Mention], violent: frozenset[str], quantities: Quantities
) -> list[Mention]:
    """The mentions of a headline, the first violent one with the counts that no parse gave it.

    `violent`: the mention ids of deeds of violence and protest. A count that was taken for another number is moved.
    """
    if not sentence.segment.heading or not any(mention.mention_id in violent for mention in mentions):
        return mentions
    told = _told(sentence, quantities)
    own = {name: count for name, count in told.items() if not any(getattr(mention, name) for mention in mentions)}
    if not own:
        return mentions
    first = next(mention for mention in mentions if mention.mention_id in violent)
    spans = {(count.start, count.end) for count in own.values()}
    changed = []
    for mention in mentions:
        held = mention.quantity
        if held is not None and (held.start, held.end) in spans:
            mention = replace(mention, quantity=None)
        if mention.mention_id == first.mention_id:
            mention = replace(
                mention,
                killed=own.get("killed", mention.killed),
                injured=own.get("injured", mention.injured),
                arrested=own.get("arrested", mention.arrested),
            )
        changed.append(mention)
    return changed


def _told(sentence: Sentence, known: Quantities) -> dict[str, Count]:
    """The first number of each outcome: "more than 70 killed, hundreds wounded"."""
    found: dict[str, Count] = {}
    counts = numbers(sentence, known)
    for count in counts:
        if count.start is None or count.end is None:
            continue
        outcome = _outcome(sentence, count.end, known)
        if outcome in _FIELDS:
            found.setdefault(outcome, count)
    return found


def _outcome(sentence: Sentence, end: int, known: Quantities) -> str | None:
    """The outcome that the words right behind a number tell of."""
    at = end - sentence.span.start
    for _ in range(_BETWEEN + 1):
        match = _WORD.match(sentence.text, at)
        if match is None:
            return None
        word = match[1].lower()
        entry = known.casualties.get((word, "adjective"))
        if entry is not None:
            return entry[0]
        if word in _CLOSED:
            return None
        at = match.end()
    return None


def is_bare_heading(sentence: Sentence) -> bool:
    """True for "Demonstrations" over a section: a sort of event, and none that happened."""
    words = [token for token in sentence.tokens if token.dep_ != "punct"]
    return sentence.segment.heading and len(words) <= _BARE and all(word.tag_ in ("NN", "NNS") for word in words)
