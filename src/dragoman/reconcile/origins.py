"""Origins: which reports come from one originator, so that corroboration counts origins and not copies.

Candidates share sampled shingles: near-copies and excerpts alike meet in the lists of who holds a shingle. Each
candidate pair is then verified on the exact sets of three-word shingles. An origin's id derives from its earliest
report, so later copies do not change it. Broder, "On the resemblance and containment of documents" (1997).

Invariant: whether two reports are a pair depends on the two and on the oldest holders of what they share, so that a
ledger can join a new report to what is there (`ledger/joining/kin.py`) and come to what `find_origins` makes of all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from zlib import crc32

from ..knowledge.tables import rows, split
from ..model import Report, content_id
from .words import shingles, words

# Three words: a tenth of the words changed leaves (0.9^3) 73 % of shingles, while two independent accounts
# of one event share under 10 %.
_SHINGLE = 3
# One shingle in eight is indexed: an excerpt of 100 words still shares a dozen. Of a short report every second one is.
_SAMPLE, _SHORT_SAMPLE, _SHORT = 8, 2, 160
# Two reports are compared when they share so many sampled shingles.
LEAST_SHARED = 3
# A shingle brings together its oldest holders with all others: boilerplate and a mass of copies have thousands.
OLDEST = 4
_COPY_JACCARD = 0.28
# Reports of one form, a weekly bulletin say, share its wording for years: so far apart, most of it must be the same.
_FORM_DAYS, _FORM_JACCARD = 21, 0.6
# An aggregate is a copy of one report only when it holds hardly anything else.
_AGGREGATE_JACCARD = 0.8
_EXCERPT_CONTAINMENT = 0.6
_CREDITED_CONTAINMENT = 0.35
_QUOTING_CONTAINMENT = 0.25
# Below this, a share of common words says nothing.
_LEAST_SHINGLES = 12
_QUOTE = re.compile(r"[“\"]([^“”\"]{60,400})[”\"]")
_CREDIT_WINDOW = 400


@dataclass(frozen=True, slots=True)
class Origins:
    """The origin of each report, and, by report, why it is one with an older one, in words a person can check."""

    of: Mapping[str, str]
    reasons: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Print:
    """What is compared of a report."""

    report: Report
    age: int
    shingles: frozenset[str]
    samples: frozenset[int]
    """The sampled shingles, as numbers of 63 bits."""
    quotes: frozenset[str]
    agency: str | None


@dataclass(frozen=True, slots=True)
class Kept:
    """What is needed of a report to name the group that it belongs to."""

    report_id: str
    article_id: str
    external_id: str
    sha256: str

    @classmethod
    def of(cls, report: Report) -> Kept:
        """Take it from a report."""
        return cls(report.report_id, report.article_id, report.external_id, report.sha256)


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
            self.reasons.append((b, why))


def find_origins(reports: Sequence[Report], agencies: Agencies) -> Origins:
    """Group reports by originator. The result does not depend on the order of `reports`."""
    prints = sorted((print_of(report, agencies) for report in reports), key=lambda one: one.age)
    ties = [(a, b, why) for a, b in _candidates(prints) if (why := kinship(a, b))]
    pairs = [(a.report.report_id, b.report.report_id, why) for a, b, why in ties]
    return named([Kept.of(one.report) for one in prints], pairs)


def age_of(report: Report) -> int:
    """What orders reports: earliest published first, the undated last, then by content."""
    day = (report.published.start or date.max).toordinal()
    mark = blake2b(f"{report.sha256} {report.report_id}".encode(), digest_size=5).digest()
    return day << 40 | int.from_bytes(mark, "big")


def print_of(report: Report, agencies: Agencies) -> Print:
    """What a report is compared by."""
    quotes = frozenset(" ".join(words(match.group(1))) for match in _QUOTE.finditer(report.text))
    held = frozenset(shingles(words(report.text), _SHINGLE))
    return Print(report, age_of(report), held, _samples(held), quotes, agencies.credited(report.text))


def _samples(held: frozenset[str]) -> frozenset[int]:
    """The shingles by which others find a report; of a very short one, all its words at once."""
    if len(held) < _LEAST_SHINGLES:
        whole = "\n".join(sorted(held))
        return frozenset(_number(f"{n} {whole}") for n in range(LEAST_SHARED)) if held else frozenset()
    each = _SHORT_SAMPLE if len(held) < _SHORT else _SAMPLE
    return frozenset(_number(one) for one in held if crc32(one.encode()) % each == 0)


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") >> 1


def _candidates(prints: Sequence[Print]) -> list[tuple[Print, Print]]:
    """Pairs worth verifying, the older one first, of prints in order of age."""
    holders: dict[int, list[int]] = defaultdict(list)
    for index, one in enumerate(prints):
        for sample in one.samples:
            holders[sample].append(index)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for members in holders.values():
        for position, older in enumerate(members[:OLDEST]):
            for younger in members[position + 1 :]:
                shared[older, younger] += 1
    return [(prints[i], prints[j]) for (i, j), count in sorted(shared.items()) if count >= LEAST_SHARED]


def kinship(a: Print, b: Print) -> str | None:
    """Why two reports, the older one first, are of one origin, in words; None when they are not."""
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
    if jaccard >= (_FORM_JACCARD if _far_apart(a.report, b.report) else _COPY_JACCARD):
        return f"{names} share {jaccard:.0%} of their wording"
    if contained >= _EXCERPT_CONTAINMENT:
        return f"{contained:.0%} of {smaller.report.external_id} stands in {larger.report.external_id}"
    if a.agency and a.agency == b.agency and contained >= _CREDITED_CONTAINMENT:
        return f"{names} both credit {a.agency} and share {contained:.0%} of the shorter"
    quotes = len(a.quotes & b.quotes)
    if quotes >= 2 and contained >= _QUOTING_CONTAINMENT:
        return f"{names} share {quotes} long quotes and {contained:.0%} of the shorter"
    return None


def _far_apart(older: Report, younger: Report) -> bool:
    """True for two dated reports more than three weeks apart."""
    before, after = older.published.end, younger.published.start
    return before is not None and after is not None and (after - before).days > _FORM_DAYS


def named(reports: Sequence[Kept], ties: Sequence[tuple[str, str, str]]) -> Origins:
    """Groups of reports that ties (id, id, reason) or one article hold together, each named after its earliest one.

    `reports` in order of age, and `ties` of each pair with the older first. Of the ties of a group only as many are
    given as reasons as hold it together.
    """
    position = {report.report_id: n for n, report in enumerate(reports)}
    groups = _Groups(position)
    versions: dict[str, list[Kept]] = defaultdict(list)
    for report in reports:
        versions[report.article_id].append(report)
    for several in versions.values():
        for a, b in pairwise(several):
            groups.join(a.report_id, b.report_id, f"{b.external_id} is a version of the same article")
    for one, other, why in sorted(ties, key=lambda tie: (position[tie[0]], position[tie[1]])):
        groups.join(one, other, why)
    return _origins(reports, groups)


def _origins(reports: Sequence[Kept], groups: _Groups) -> Origins:
    of: dict[str, str] = {}
    names: dict[str, str] = {}
    for report in reports:
        root = groups.find(report.report_id)
        names.setdefault(root, content_id("org", report.sha256))
        of[report.report_id] = names[root]
    reasons: dict[str, set[str]] = defaultdict(set)
    for report_id, why in groups.reasons:
        reasons[report_id].add(why)
    return Origins(dict(sorted(of.items())), {one: tuple(sorted(why)) for one, why in sorted(reasons.items())})
