"""Joining: units of many reports become incidents, best pairs first, and nothing that contradicts ever together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from .blocks import candidate_pairs
from .bonds import Bonds
from .compare import CONTRADICTIONS, SAME_WORDS, VAGUE_JOIN_SCORE, Comparison, compare
from .families import Families
from .units import Unit

# A vague telling joins the best of several events only when the best leads by this much.
_LEAD = 1.0

Pair = tuple[int, int]


def join_units(units: Sequence[Unit], families: Families, bonds: Bonds | None = None) -> list[list[Unit]]:
    """Cluster units. `units` come in content order (see `make_units`), so the result depends on content alone.

    What persons joined or keep apart (`bonds`) stands; the machine joins the rest to it.
    """
    judge = Judge(units, families, bonds or Bonds())
    verdicts = {pair: judge.compare(*pair) for pair in candidate_pairs(units, families)}
    return cluster(units, {pair: verdict for pair, verdict in verdicts.items() if verdict.joins}, judge)


def cluster(units: Sequence[Unit], joins: Mapping[Pair, Comparison], judge: Judge) -> list[list[Unit]]:
    """Cluster units in content order by the pairs that join.

    Units that no chain of such pairs, and no person, ties together do not touch each other: any set of units that is
    closed under these ties is clustered as it would be among all others.
    """
    verdicts = dict(joins)
    edges = _without_doubt(units, verdicts, judge)
    clusters = _Clusters(units, verdicts, judge)
    for _, i, j in sorted((-verdicts[pair].score, *pair) for pair in edges):
        clusters.merge(i, j)
    return clusters.result()


class Judge:
    """The verdict on two units: what persons said of them, else what the comparison says."""

    def __init__(self, units: Sequence[Unit], families: Families, bonds: Bonds) -> None:
        self.units, self.families, self.bonds = units, families, bonds

    def compare(self, i: int, j: int) -> Comparison:
        """The verdict on a pair, the one first in order of content first."""
        word = self.bonds.word(self.units[i], self.units[j]) if self.bonds else None
        if word:
            return _JOINED if word == "together" else _KEPT_APART
        return compare(self.units[i], self.units[j], self.families)

    def bonded(self) -> list[list[int]]:
        """The units that persons joined, group by group."""
        groups: dict[str, list[int]] = defaultdict(list)
        for index, unit in enumerate(self.units):
            root = self.bonds.of(unit) if self.bonds else None
            if root is not None:
                groups[root].append(index)
        return list(groups.values())


class _Clusters:
    """Agglomeration with cannot-links: two clusters merge only when no pair across them is forbidden.

    What a person joined counts as one telling: another unit contradicts it only when it contradicts every part of it.
    """

    def __init__(self, units: Sequence[Unit], verdicts: dict[Pair, Comparison], judge: Judge) -> None:
        self.units, self.verdicts, self.judge = units, verdicts, judge
        self.of = list(range(len(units)))
        self.parts = {i: [[i]] for i in range(len(units))}
        self.copies = _copies(len(units), verdicts)
        for first, *others in judge.bonded():
            for other in others:
                self.of[other] = first
                self.parts[first][0] += self.parts.pop(other)[0]

    def verdict(self, i: int, j: int) -> Comparison:
        """The comparison of two units, made when first asked for."""
        pair = (min(i, j), max(i, j))
        if pair not in self.verdicts:
            self.verdicts[pair] = self.judge.compare(*pair)
        return self.verdicts[pair]

    def merge(self, i: int, j: int) -> None:
        """Merge the clusters of two units unless something forbids it."""
        x, y = sorted((self.of[i], self.of[j]))
        if x == y or any(self._contradict(p, q) for p in self.parts[x] for q in self.parts[y]):
            return
        for part in self.parts.pop(y):
            self.parts[x].append(part)
            for b in part:
                self.of[b] = x

    def _contradict(self, p: Sequence[int], q: Sequence[int]) -> bool:
        return all(self._forbidden(a, b) for a in p for b in q)

    def _forbidden(self, a: int, b: int) -> bool:
        """Contradiction forbids; mere lack of common ground between two members of larger clusters does not."""
        verdict = self.verdict(a, b)
        if self.copies[a] == self.copies[b] and verdict.veto != _KEPT_APART.veto:
            # What one copy tells as one event is not two in the next.
            return False
        return verdict.veto is not None and verdict.veto in CONTRADICTIONS

    def result(self) -> list[list[Unit]]:
        """The clusters, each in content order."""
        groups = sorted(sorted(i for part in parts for i in part) for parts in self.parts.values())
        return [[self.units[i] for i in group] for group in groups]


def _copies(size: int, verdicts: dict[Pair, Comparison]) -> list[int]:
    """For each unit the first of those that tell it in the same sentences, through any number of copies."""
    of = list(range(size))

    def first(one: int) -> int:
        while of[one] != one:
            of[one] = of[of[one]]
            one = of[one]
        return one

    for (i, j), verdict in sorted(verdicts.items()):
        if verdict.veto is None and verdict.reasons == SAME_WORDS:
            x, y = sorted((first(i), first(j)))
            of[y] = x
    return [first(one) for one in range(size)]


_KEPT_APART = Comparison(0.0, "a person keeps them apart")
_JOINED = Comparison(1000.0, None, ("a person joined them",))


def _without_doubt(units: Sequence[Unit], verdicts: dict[Pair, Comparison], judge: Judge) -> list[Pair]:
    """The pairs that join. A vague unit that could be either of two different events joins neither."""
    good = dict(verdicts)
    partners: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (i, j), verdict in good.items():
        partners[i].append((verdict.score, j))
        partners[j].append((verdict.score, i))
    return [pair for pair in good if all(_clear(x, y, units, partners[x], verdicts, judge) for x, y in _both(pair))]


def _both(pair: Pair) -> tuple[Pair, Pair]:
    return pair, (pair[1], pair[0])


def _clear(
    me: int,
    other: int,
    units: Sequence[Unit],
    mine: list[tuple[float, int]],
    verdicts: dict[Pair, Comparison],
    judge: Judge,
) -> bool:
    """True when `other` is the one event that a vague `me` can mean. A precise unit needs no such check."""
    if not units[me].vague:
        return True
    score = next(score for score, unit in mine if unit == other)
    if score < VAGUE_JOIN_SCORE and not units[me].series:
        return False
    rivals = [unit for rival, unit in mine if unit != other and rival > score - _LEAD]
    return not any(_apart(other, rival, verdicts, judge) for rival in rivals)


def _apart(i: int, j: int, verdicts: dict[Pair, Comparison], judge: Judge) -> bool:
    pair = (min(i, j), max(i, j))
    verdict = verdicts.get(pair) or judge.compare(*pair)
    return verdict.veto in CONTRADICTIONS
