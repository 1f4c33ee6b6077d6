"""Where the nodes of a graph go: springs and repulsion, then nothing overlaps. The same graph always lies the same way.

The forces are those of Fruchterman and Reingold (1991), Graph drawing by force-directed placement.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .atlas import Floats

_ROUNDS = 400
# Pictures are wider than high.
_WIDER = 1.7
# Room between boxes, in user units: a line and its words pass.
_GAP = np.array([46.0, 26.0])


def arranged(sizes: Sequence[tuple[float, float]], ties: Sequence[tuple[int, int]]) -> list[tuple[float, float]]:
    """Middles of boxes of these sizes (width, height); `ties` are pairs of their numbers. The least x and y are 0."""
    if not sizes:
        return []
    boxes = np.array(sizes, dtype=np.float64)
    at = _sprung(len(boxes), ties) * (boxes.mean(axis=0) + _GAP) * np.array([1.0, 1.5])
    at = _apart(at, boxes)
    at -= (at - boxes / 2).min(axis=0)
    return [(float(x), float(y)) for x, y in at]


def _sprung(number: int, ties: Sequence[tuple[int, int]]) -> Floats:
    """Unit springs along ties, repulsion between all, a little pull to the middle that keeps islands near."""
    angle = np.arange(number) * 2.399963  # the golden angle: no two start alike
    at = np.sqrt(np.arange(number) + 0.5)[:, None] * np.stack([np.cos(angle) * _WIDER, np.sin(angle)], axis=1) * 0.6
    a = np.array([tie[0] for tie in ties], dtype=np.int64)
    b = np.array([tie[1] for tie in ties], dtype=np.int64)
    for step in range(_ROUNDS):
        apart = at[:, None, :] - at[None, :, :]
        square = (apart**2).sum(axis=2) + 1e-6
        force = (apart / square[:, :, None]).sum(axis=1) - 0.06 * at * np.array([1 / _WIDER, _WIDER])
        if len(ties):
            along = at[b] - at[a]
            pull = along * np.sqrt((along**2).sum(axis=1))[:, None] * 0.5
            np.add.at(force, a, pull)
            np.add.at(force, b, -pull)
        length = np.sqrt((force**2).sum(axis=1))[:, None] + 1e-9
        at = at + force / length * np.minimum(length, 0.3 * (1 - step / _ROUNDS) + 0.01)
    return np.asarray(at - at.mean(axis=0), dtype=np.float64)


def _apart(at: Floats, boxes: Floats) -> Floats:
    """Boxes that overlap are pushed apart along the shorter way until none do."""
    need = (boxes[:, None, :] + boxes[None, :, :]) / 2 + _GAP
    for _ in range(600):
        apart = at[:, None, :] - at[None, :, :]
        over = need - np.abs(apart)
        hit = (over > 0.01).all(axis=2)
        np.fill_diagonal(hit, False)
        if not hit.any():
            break
        sideways = over[:, :, 0] / _WIDER < over[:, :, 1]
        sign = np.where(
            apart == 0, np.sign(np.arange(len(at))[:, None] - np.arange(len(at))[None, :])[:, :, None], np.sign(apart)
        )
        push = sign * over * 0.5 * hit[:, :, None] * np.stack([sideways, ~sideways], axis=2)
        at = at + push.sum(axis=1) * 0.6
    return at
