"""Where the nodes of a graph go: springs and repulsion, then nothing overlaps. The same graph always lies the same way.

The forces are those of Fruchterman and Reingold (1991), Graph drawing by force-directed placement.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from .atlas import Floats

_ROUNDS = 400
# Pictures are wider than high.
_WIDER = 1.7
# Room between boxes, in user units: a line and its words pass. Where few stand, the words have all the room they need.
_GAP = (46.0, 26.0)
_GAP_FEW, _FEW = (190.0, 40.0), 14
_LEAST_ROW = 900.0
# How far the springs are drawn out before boxes are pushed apart: wide enough for words on the lines.
_SPREAD = (0.6, 1.0)


@lru_cache(maxsize=16)
def arranged(
    sizes: tuple[tuple[float, float], ...], ties: tuple[tuple[int, int], ...]
) -> tuple[tuple[float, float], ...]:
    """Middles of boxes of these sizes (width, height); `ties` are pairs of their numbers. The least x and y are 0.

    Islands (nodes that no path joins) are laid out by themselves and then packed in rows, the largest first.
    """
    at = [(0.0, 0.0)] * len(sizes)
    packed = []
    for members in _islands(len(sizes), ties):
        number = {node: here for here, node in enumerate(members)}
        inner = [(number[a], number[b]) for a, b in ties if a in number]
        boxes = np.array([sizes[node] for node in members], dtype=np.float64)
        spots = _island(boxes, inner)
        packed.append((members, spots, (spots + boxes / 2).max(axis=0)))
    widest = max((float(extent[0]) for _, _, extent in packed), default=0.0)
    across = max(widest, _WIDER * sum(float(extent[0] * extent[1]) * 1.3 for _, _, extent in packed) ** 0.5, _LEAST_ROW)
    left = top = tall = 0.0
    for members, spots, extent in packed:
        if left and left + float(extent[0]) > across:
            left, top, tall = 0.0, top + tall + _GAP[1] * 1.5, 0.0
        for node, (x, y) in zip(members, spots.tolist(), strict=True):
            at[node] = (left + x, top + y)
        left, tall = left + float(extent[0]) + _GAP[0], max(tall, float(extent[1]))
    return tuple(at)


def _islands(number: int, ties: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Nodes by the island they are on, largest islands first."""
    island = list(range(number))
    for a, b in ties:
        old, new = max(island[a], island[b]), min(island[a], island[b])
        island = [new if here == old else here for here in island]
    found = [[node for node in range(number) if island[node] == name] for name in sorted(set(island))]
    return sorted(found, key=lambda members: (-len(members), members))


def _island(boxes: Floats, ties: Sequence[tuple[int, int]]) -> Floats:
    """Middles of the boxes of one island, its left upper corner at 0."""
    gap = np.array(_GAP_FEW if len(boxes) <= _FEW else _GAP)
    at = _sprung(len(boxes), ties) * (boxes.mean(axis=0) + gap) * _SPREAD
    at = _apart(at, boxes, gap)
    return np.asarray(at - (at - boxes / 2).min(axis=0), dtype=np.float64)


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


def _apart(at: Floats, boxes: Floats, gap: Floats) -> Floats:
    """Boxes that overlap are pushed apart along the shorter way until none do."""
    need = (boxes[:, None, :] + boxes[None, :, :]) / 2 + gap
    for _ in range(600):
        apart = at[:, None, :] - at[None, :, :]
        over = need - np.abs(apart)
        hit = np.asarray((over > 0.01).all(axis=2))
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
