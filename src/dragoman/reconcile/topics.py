"""Topics: which documents are about one matter, by the words they share (tf-idf cosine, average linkage)."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from .words import stems

Vector = Mapping[str, float]


def inverse_frequencies(documents: Sequence[Sequence[str]]) -> dict[str, float]:
    """Smoothed inverse document frequency of each word."""
    counts = Counter(word for document in documents for word in set(document))
    total = len(documents)
    return {word: math.log((total + 1) / (count + 0.5)) for word, count in counts.items()}


def vector(tokens: Sequence[str], idf: Mapping[str, float]) -> dict[str, float]:
    """Unit vector of a text: logarithmic frequency times inverse document frequency."""
    weights = {word: (1 + math.log(n)) * idf.get(word, 0.0) for word, n in Counter(tokens).items()}
    norm = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {word: weight / norm for word, weight in sorted(weights.items())} if norm else {}


def cosine(a: Vector, b: Vector) -> float:
    """Cosine of two unit vectors."""
    if len(b) < len(a):
        a, b = b, a
    return sum(weight * b[word] for word, weight in a.items() if word in b)


def group_documents(texts: Sequence[str], least: float) -> list[int]:
    """A group number for each text; texts join while the mean cosine between their groups is at least `least`."""
    tokens = [stems(text) for text in texts]
    idf = inverse_frequencies(tokens)
    vectors = [vector(words, idf) for words in tokens]
    similar = {
        pair: near for pair in _sharing(vectors) if (near := cosine(vectors[pair[0]], vectors[pair[1]])) > least / 4
    }
    return agglomerate(len(texts), similar, least)


def _sharing(vectors: Sequence[Vector]) -> list[tuple[int, int]]:
    """Pairs that share a word which not everybody has."""
    holders: dict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(vectors):
        for word in one:
            holders[word].append(index)
    limit = max(50, len(vectors) // 4)
    pairs = {
        (members[i], members[j])
        for members in holders.values()
        if len(members) <= limit
        for j in range(len(members))
        for i in range(j)
    }
    return sorted(pairs)


def agglomerate(size: int, similar: Mapping[tuple[int, int], float], least: float) -> list[int]:
    """Average linkage over sparse similarities (a missing pair is 0); numbers in order of first member."""
    groups: dict[int, list[int]] = {i: [i] for i in range(size)}
    links: dict[int, dict[int, float]] = defaultdict(dict)
    for (i, j), value in similar.items():
        links[i][j] = links[j][i] = value
    while True:
        best = _closest(groups, links)
        if best is None or best[0] < least:
            break
        _, x, y = best
        groups[x] += groups.pop(y)
        for other, value in links.pop(y).items():
            links[other].pop(y, None)
            if other != x:
                links[x][other] = links[other][x] = links[x].get(other, 0.0) + value
    of = {member: group for group, members in groups.items() for member in members}
    numbers: dict[int, int] = {}
    return [numbers.setdefault(of[i], len(numbers)) for i in range(size)]


def _closest(
    groups: Mapping[int, Sequence[int]], links: Mapping[int, Mapping[int, float]]
) -> tuple[float, int, int] | None:
    """The two groups with the highest mean similarity; the lower numbers on a tie."""
    best: tuple[float, int, int] | None = None
    for x, row in links.items():
        for y, total in row.items():
            if x < y:
                mean = total / (len(groups[x]) * len(groups[y]))
                if best is None or (mean, -x, -y) > (best[0], -best[1], -best[2]):
                    best = (mean, x, y)
    return best
