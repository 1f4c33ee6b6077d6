"""Joining: units of many reports become incidents, best pairs first, and nothing that contradicts ever together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from .blocks import candidate_pairs
from .compare import CONTRADICTIONS, VAGUE_JOIN_SCORE, Comparison, compare
from .families import Families
from .units import Unit

# A vague telling joins the best of several events only when the best leads by this much.
_LEAD = 1.0

Pair = tuple[int, int]


def join_units(units: Sequence[Unit], families: Families) -> list[list[Unit]]:
    """Cluster units. `units` come in content order (see `make_units`), so the result depends on content alone."""
    verdicts = {pair: compare(units[pair[0]], units[pair[1]], families) for pair in candidate_pairs(units, families)}
    edges = _without_doubt(units, verdicts, families)
    clusters = _Clusters(units, verdicts, families)
    for _, i, j in sorted((-verdicts[pair].score, *pair) for pair in edges):
        clusters.merge(i, j)
    return clusters.result()


class _Clusters:
    """Agglomeration with cannot-links: two clusters merge only when no pair across them is forbidden."""

    def __init__(self, units: Sequence[Unit], verdicts: dict[Pair, Comparison], families: Families) -> None:
        self.units, self.verdicts, self.families = units, verdicts, families
        self.of = list(range(len(units)))
        self.members = {i: [i] for i in range(len(units))}

    def verdict(self, i: int, j: int) -> Comparison:
        """The comparison of two units, made when first asked for."""
        pair = (min(i, j), max(i, j))
        if pair not in self.verdicts:
            self.verdicts[pair] = compare(self.units[pair[0]], self.units[pair[1]], self.families)
        return self.verdicts[pair]

    def merge(self, i: int, j: int) -> None:
        """Merge the clusters of two units unless something forbids it."""
        x, y = sorted((self.of[i], self.of[j]))
        if x == y or any(self._forbidden(a, b) for a in self.members[x] for b in self.members[y]):
            return
        for b in self.members.pop(y):
            self.of[b] = x
            self.members[x].append(b)

    def _forbidden(self, a: int, b: int) -> bool:
        """Contradiction forbids; mere lack of common ground between two members of larger clusters does not."""
        verdict = self.verdict(a, b)
        return verdict.veto is not None and verdict.veto in CONTRADICTIONS

    def result(self) -> list[list[Unit]]:
        """The clusters, each in content order."""
        return [[self.units[i] for i in sorted(group)] for _, group in sorted(self.members.items())]


def _without_doubt(units: Sequence[Unit], verdicts: dict[Pair, Comparison], families: Families) -> list[Pair]:
    """The pairs that join. A vague unit that could be either of two different events joins neither."""
    good = {pair: verdict for pair, verdict in verdicts.items() if verdict.joins}
    partners: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (i, j), verdict in good.items():
        partners[i].append((verdict.score, j))
        partners[j].append((verdict.score, i))
    return [pair for pair in good if all(_clear(x, y, units, partners[x], verdicts, families) for x, y in _both(pair))]


def _both(pair: Pair) -> tuple[Pair, Pair]:
    return pair, (pair[1], pair[0])


def _clear(
    me: int,
    other: int,
    units: Sequence[Unit],
    mine: list[tuple[float, int]],
    verdicts: dict[Pair, Comparison],
    families: Families,
) -> bool:
    """True when `other` is the one event that a vague `me` can mean. A precise unit needs no such check."""
    if not units[me].vague:
        return True
    score = next(score for score, unit in mine if unit == other)
    if score < VAGUE_JOIN_SCORE and not units[me].series:
        return False
    rivals = [unit for rival, unit in mine if unit != other and rival > score - _LEAD]
    return not any(_apart(other, rival, units, verdicts, families) for rival in rivals)


def _apart(i: int, j: int, units: Sequence[Unit], verdicts: dict[Pair, Comparison], families: Families) -> bool:
    pair = (min(i, j), max(i, j))
    verdict = verdicts.get(pair) or compare(units[pair[0]], units[pair[1]], families)
    return verdict.veto in CONTRADICTIONS
