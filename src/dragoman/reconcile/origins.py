"""Origins: which reports come from one originator, so that corroboration counts origins and not copies.

Candidates come from MinHash LSH (near-copies) and from an index of sampled shingles (excerpts, which MinHash
misses); each candidate pair is then verified on the exact sets of three-word shingles. An origin's id derives from
its earliest report, so later copies do not change it. Broder, "On the resemblance and containment of documents" (1997).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from zlib import crc32

from rensa import RMinHash, RMinHashLSH

from ..knowledge.tables import rows, split
from ..model import Report, content_id
from .words import shingles, words

# Three words: a tenth of the words changed leaves (0.9^3) 73 % of shingles, while two independent accounts
# of one event share under 10 %.
_SHINGLE = 3
# 42 bands of 3 rows find a pair of Jaccard 0.35 with 84 %, one of 0.05 with 0.5 %.
_PERMUTATIONS, _BANDS = 126, 42
# One shingle in eight is indexed: an excerpt of 100 words still shares a dozen.
_SAMPLE = 8
_COPY_JACCARD = 0.28
# An aggregate is a copy of one report only when it holds hardly anything else.
_AGGREGATE_JACCARD = 0.8
_EXCERPT_CONTAINMENT = 0.6
_CREDITED_CONTAINMENT = 0.35
_QUOTING_CONTAINMENT = 0.25
# Below this, a share of common words says nothing.
_LEAST_SHINGLES = 12
# A posting list longer than this holds boilerplate or a mass of copies.
_LONG_LIST = 40
_QUOTE = re.compile(r"[“\"]([^“”\"]{60,400})[”\"]")
_CREDIT_WINDOW = 400


@dataclass(frozen=True, slots=True)
class Origins:
    """The origin of each report, and why each group is one, in words a person can check."""

    of: Mapping[str, str]
    reasons: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class _Print:
    """What is compared of a report."""

    report: Report
    shingles: frozenset[str]
    quotes: frozenset[str]
    agency: str | None


@dataclass(frozen=True)
class Agencies:
    """Wire agencies by the ways in which they are credited (data: wire_agencies.csv)."""

    names: Mapping[str, str]
    """Agency of each way in which it is named, in small letters."""
    credit: re.Pattern[str]

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> Agencies:
        """Read the agencies and compile their credit lines: "(Reuters)", "By The Associated Press", "AFP -"."""
        names = {
            name.lower(): row["agency"] for row in rows("wire_agencies.csv", folders) for name in split(row["patterns"])
        }
        any_name = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
        opening = r"(?:by |source: ?|© ?|copyright )?"
        credit = rf"[(\[]({any_name})[)\]]|(?:^|\n)[ \t]*{opening}({any_name})[ \t]*(?:[-–—:]|\n|$)"
        return cls(names, re.compile(credit, re.IGNORECASE))

    def credited(self, text: str) -> str | None:
        """The agency that a report's head or last lines credit, else None."""
        match = self.credit.search(text[:_CREDIT_WINDOW] + "\n" + text[-_CREDIT_WINDOW // 2 :])
        return self.names[(match.group(1) or match.group(2)).lower()] if match else None


class _Groups:
    """Union-find over report ids, keeping the reason of each union."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.parent = {one: one for one in ids}
        self.reasons: list[tuple[str, str]] = []

    def find(self, one: str) -> str:
        while self.parent[one] != one:
            self.parent[one] = self.parent[self.parent[one]]
            one = self.parent[one]
        return one

    def join(self, a: str, b: str, why: str) -> None:
        x, y = sorted((self.find(a), self.find(b)))
        if x != y:
            self.parent[y] = x
            self.reasons.append((a, why))


def find_origins(reports: Sequence[Report], agencies: Agencies) -> Origins:
    """Group reports by originator. The result does not depend on the order of `reports`."""
    prints = [_fingerprint(report, agencies) for report in sorted(reports, key=_age)]
    groups = _Groups(one.report.report_id for one in prints)
    for a, b in _same_article(prints):
        groups.join(a.report.report_id, b.report.report_id, f"{b.report.external_id} is a version of the same article")
    for a, b in _candidates(prints):
        if groups.find(a.report.report_id) != groups.find(b.report.report_id):
            why = _kinship(a, b)
            if why:
                groups.join(a.report.report_id, b.report.report_id, why)
    return _named(prints, groups)


def _age(report: Report) -> tuple[date, str, str]:
    """Earliest published first; the undated last; then by content."""
    return (report.published.start or date.max, report.sha256, report.report_id)


def _fingerprint(report: Report, agencies: Agencies) -> _Print:
    quotes = frozenset(" ".join(words(match.group(1))) for match in _QUOTE.finditer(report.text))
    return _Print(report, frozenset(shingles(words(report.text), _SHINGLE)), quotes, agencies.credited(report.text))


def _same_article(prints: Sequence[_Print]) -> Iterable[tuple[_Print, _Print]]:
    """Versions of one article, next to each other."""
    versions: dict[str, list[_Print]] = defaultdict(list)
    for one in prints:
        versions[one.report.article_id].append(one)
    for several in versions.values():
        yield from pairwise(several)


def _candidates(prints: Sequence[_Print]) -> list[tuple[_Print, _Print]]:
    """Pairs worth verifying, in an order that depends on content alone."""
    pairs = _by_minhash(prints) | _by_samples(prints)
    return [(prints[i], prints[j]) for i, j in sorted(pairs)]


def _by_minhash(prints: Sequence[_Print]) -> set[tuple[int, int]]:
    lsh = RMinHashLSH(threshold=_COPY_JACCARD, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    pairs: set[tuple[int, int]] = set()
    for index, one in enumerate(prints):
        if len(one.shingles) < _LEAST_SHINGLES:
            continue
        sketch = RMinHash(num_perm=_PERMUTATIONS, seed=1)
        sketch.update(sorted(one.shingles))
        near = sorted(lsh.query(sketch))
        # A mass of copies is one group already: a few of its members are enough to find it.
        pairs.update((other, index) for other in near[:_LONG_LIST] + near[-1:])
        lsh.insert(index, sketch)
    return pairs


def _by_samples(prints: Sequence[_Print]) -> set[tuple[int, int]]:
    """Pairs that share three sampled shingles, so that an excerpt meets the article it was taken from."""
    postings: dict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(prints):
        for shingle in one.shingles:
            if crc32(shingle.encode()) % _SAMPLE == 0:
                postings[shingle].append(index)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for members in postings.values():
        for position, j in enumerate(members):
            # Of a mass of copies, each is compared with the oldest and with its neighbour only.
            partners = members[:position] if len(members) <= _LONG_LIST else {members[0], members[position - 1]}
            for i in partners:
                if i < j:
                    shared[i, j] += 1
    return {pair for pair, count in shared.items() if count >= 3}


def _kinship(a: _Print, b: _Print) -> str | None:
    """Why two reports are of one origin, in words; None when they are not."""
    smaller, larger = sorted((a, b), key=lambda one: (len(one.shingles), one.report.sha256))
    if len(smaller.shingles) < _LEAST_SHINGLES:
        same = a.shingles == b.shingles and bool(a.shingles)
        return f"{b.report.external_id} has the words of {a.report.external_id}" if same else None
    shared = len(a.shingles & b.shingles)
    jaccard = shared / (len(a.shingles) + len(b.shingles) - shared)
    contained = shared / len(smaller.shingles)
    names = f"{smaller.report.external_id} and {larger.report.external_id}"
    if "aggregate" in (a.report.kind, b.report.kind):
        if jaccard >= _AGGREGATE_JACCARD:
            return f"{names} share {jaccard:.0%} of their wording"
        # The page of an aggregator that holds hardly more than a part of one article is an excerpt of it.
        alone = larger.report.kind != "aggregate" and contained >= _AGGREGATE_JACCARD
        return (
            f"{contained:.0%} of {smaller.report.external_id} stands in {larger.report.external_id}" if alone else None
        )
    if jaccard >= _COPY_JACCARD:
        return f"{names} share {jaccard:.0%} of their wording"
    if contained >= _EXCERPT_CONTAINMENT:
        return f"{contained:.0%} of {smaller.report.external_id} stands in {larger.report.external_id}"
    if a.agency and a.agency == b.agency and contained >= _CREDITED_CONTAINMENT:
        return f"{names} both credit {a.agency} and share {contained:.0%} of the shorter"
    quotes = len(a.quotes & b.quotes)
    if quotes >= 2 and contained >= _QUOTING_CONTAINMENT:
        return f"{names} share {quotes} long quotes and {contained:.0%} of the shorter"
    return None


def _named(prints: Sequence[_Print], groups: _Groups) -> Origins:
    """Name each group after its earliest report."""
    of: dict[str, str] = {}
    names: dict[str, str] = {}
    for one in prints:
        root = groups.find(one.report.report_id)
        names.setdefault(root, content_id("org", one.report.sha256))
        of[one.report.report_id] = names[root]
    reasons: dict[str, set[str]] = defaultdict(set)
    for report_id, why in groups.reasons:
        reasons[of[report_id]].add(why)
    return Origins(dict(sorted(of.items())), {origin: tuple(sorted(why)) for origin, why in sorted(reasons.items())})
