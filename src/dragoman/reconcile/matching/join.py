"""Joining: units of many reports become incidents, best pairs first, and nothing that contradicts ever together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from ..decisions.bonds import Bonds
from ..families import Families
from .blocks import candidate_pairs
from .compare import CONTRADICTIONS, SAME_WORDS, VAGUE_JOIN_SCORE, Comparison, compare
from .units import Unit

# A vague telling joins the best of several events only when the best leads by this much.
_LEAD = 1.0
# What a thousand papers tell is one event or two by the word of so many of them: each more would be asked in vain.
_WITNESSES = 24

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
    Of a large cluster the first to join it are asked, copies once; what a person keeps apart is always looked at.
    """

    def __init__(self, units: Sequence[Unit], verdicts: dict[Pair, Comparison], judge: Judge) -> None:
        self.units, self.verdicts, self.judge = units, verdicts, judge
        self.of = list(range(len(units)))
        self.parts = {i: [[i]] for i in range(len(units))}
        self.copies = _copies(len(units), verdicts)
        self.bound: dict[int, list[int]] = {}
        """The first unit of each part that persons made, by cluster."""
        for first, *others in judge.bonded():
            self.bound[first] = [first]
            for other in others:
                self.of[other] = first
                self.parts[first][0] += self.parts.pop(other)[0]
        self.witnesses = {x: list(parts) for x, parts in self.parts.items()}
        self.apart: dict[int, set[int]] = defaultdict(set)
        """Clusters that may not merge; once they may not, no merge with others lets them."""

    def verdict(self, i: int, j: int) -> Comparison:
        """The comparison of two units, made when first asked for."""
        pair = (min(i, j), max(i, j))
        if pair not in self.verdicts:
            self.verdicts[pair] = self.judge.compare(*pair)
        return self.verdicts[pair]

    def merge(self, i: int, j: int) -> None:
        """Merge the clusters of two units unless something forbids it."""
        x, y = sorted((self.of[i], self.of[j]))
        if x == y or y in self.apart[x]:
            return
        if self._kept_apart(x, y) or self._contradicted(x, y):
            self.apart[x].add(y)
            self.apart[y].add(x)
            return
        for part in self.parts.pop(y):
            self.parts[x].append(part)
            for b in part:
                self.of[b] = x
        self._hear(x, self.witnesses.pop(y))
        if y in self.bound:
            self.bound[x] = self.bound.get(x, []) + self.bound.pop(y)
        for other in self.apart.pop(y, set()):
            self.apart[other].discard(y)
            self.apart[other].add(x)
            self.apart[x].add(other)

    def _hear(self, x: int, others: Sequence[list[int]]) -> None:
        """Some more witnesses for a cluster; of copies the first speaks for all."""
        mine = self.witnesses[x]
        heard = {self.copies[part[0]] for part in mine if len(part) == 1}
        for part in others:
            if len(mine) < _WITNESSES and (len(part) > 1 or self.copies[part[0]] not in heard):
                mine.append(part)
                heard.add(self.copies[part[0]])

    def _kept_apart(self, x: int, y: int) -> bool:
        """True when a person keeps a part of the one apart from a part of the other."""
        bonds, units = self.judge.bonds, self.units
        pairs = ((a, b) for a in self.bound.get(x, ()) for b in self.bound.get(y, ()))
        return any(bonds.word(units[a], units[b]) == "apart" for a, b in pairs)

    def _contradicted(self, x: int, y: int) -> bool:
        """True when a witness of the one contradicts one of the other."""
        return any(self._contradict(p, q) for p in self.witnesses[x] for q in self.witnesses[y])

    def _contradict(self, p: Sequence[int], q: Sequence[int]) -> bool:
        return all(self._forbidden(a, b) for a in p for b in q)

    def _forbidden(self, a: int, b: int) -> bool:
        """Contradiction forbids; mere lack of common ground between two members of larger clusters does not."""
        if self.copies[a] == self.copies[b]:
            # What one copy tells as one event is not two in the next.
            return False
        return self.verdict(a, b).veto in CONTRADICTIONS

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
    partners: dict[int, dict[int, float]] = defaultdict(dict)
    for (i, j), verdict in verdicts.items():
        partners[i][j] = verdict.score
        partners[j][i] = verdict.score
    doubt = _Doubt(units, partners, verdicts, judge)
    return [(i, j) for i, j in verdicts if doubt.clear(i, j) and doubt.clear(j, i)]


class _Doubt:
    """Which of several events a vague unit can mean."""

    def __init__(
        self,
        units: Sequence[Unit],
        partners: Mapping[int, Mapping[int, float]],
        verdicts: Mapping[Pair, Comparison],
        judge: Judge,
    ) -> None:
        self._units, self._partners, self._verdicts, self._judge = units, partners, verdicts, judge
        self._vague = [unit.vague for unit in units]
        self._seen: dict[Pair, bool] = {}
        self._rivals: dict[int, list[tuple[float, int]]] = {}
        self._agreed: dict[int, bool] = {}

    def clear(self, me: int, other: int) -> bool:
        """True when `other` is the one event that a vague `me` can mean. A precise unit needs no such check."""
        if not self._vague[me]:
            return True
        score = self._partners[me][other]
        if score < VAGUE_JOIN_SCORE and not self._units[me].series:
            return False
        best = self._best(me)
        if (-score, other) not in best:
            # It joins the best; the others come to these by themselves.
            return False
        rivals = (one for rival, one in best if one != other and -rival > score - _LEAD)
        return self._agree(me) or not any(self._apart(other, rival) for rival in rivals)

    def _agree(self, me: int) -> bool:
        """True when no two of the best are apart: nearly always so, and asked once."""
        if me not in self._agreed:
            best = sorted(one for _, one in self._best(me))
            self._agreed[me] = not any(self._apart(i, j) for i, j in combinations(best, 2))
        return self._agreed[me]

    def _best(self, me: int) -> list[tuple[float, int]]:
        if me not in self._rivals:
            ordered = sorted((-score, one) for one, score in self._partners[me].items())
            self._rivals[me] = ordered[:_WITNESSES]
        return self._rivals[me]

    def _apart(self, i: int, j: int) -> bool:
        pair = (min(i, j), max(i, j))
        if pair not in self._seen:
            verdict = self._verdicts.get(pair) or self._judge.compare(*pair)
            self._seen[pair] = verdict.veto in CONTRADICTIONS
        return self._seen[pair]
