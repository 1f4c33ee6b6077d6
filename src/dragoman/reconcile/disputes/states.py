"""States of things: whether a crossing is open, staff have left, a truce holds, a place has fallen, danger is great.

Two reports speak of one state with no deed between them: when they name one subject within so few days that it has
hardly changed (`days` of an axis in `polarity.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from math import inf

from ...model import Interval
from .polarity import Leaning, Polarity

DANGER = "danger"
"""The axis of those who warn and those who reassure: it comes from whole phrases and from no word."""
_DANGER_WORD = "(danger)"
_NAME = re.compile(r"\b[A-Z][\w'’-]+")
_LEAST, _LEAST_NATION, _LEAST_NAMED = 2.0, 1.3, 0.9
_LOUD = ("warns",)
_NEITHER = frozenset({"threatens", "demands", "predicts"})


def of_danger(text: str, stance: str, matter: frozenset[str], polarity: Polarity) -> list[Leaning]:
    """The leaning of one who warns (up) or reassures (down), if any."""
    if stance not in _NEITHER and stance not in _LOUD and polarity.reassures(text):
        return [Leaning(DANGER, -1, _DANGER_WORD, matter)]
    loud = stance in _LOUD or (stance not in _NEITHER and polarity.alarms(text))
    return [Leaning(DANGER, 1, _DANGER_WORD, matter)] if loud and not any(polarity.phrases("unlikely", text)) else []


def least_shared(
    axis: str, texts: tuple[str, str], days: tuple[Interval, Interval], shared: Collection[str], polarity: Polarity
) -> float:
    """How much two statements of two reports on one axis must share, by the rarity of words, to be of one matter.

    Less for two that name the subject of one state: a nation alone is the subject of danger, and of nothing else unless
    more is shared. Infinitely much for a state told on other days. Nations that each names alone make two subjects:
    "the Polish ambassador", "the Italian ambassador".
    """
    span = polarity.spans.get(axis)
    if span is None:
        return _LEAST
    if not days[0].touches(days[1], slack_days=span):
        return inf
    x, y = (polarity.matter(text) & polarity.nations for text in texts)
    if x - y and y - x:
        return _LEAST
    a, b = (polarity.matter(" ".join(_NAME.findall(text))) for text in texts)
    named = a & b & set(shared)
    if not named:
        return _LEAST
    if axis == DANGER or named - polarity.nations:
        return _LEAST_NAMED
    return _LEAST if a - b and b - a else _LEAST_NATION
