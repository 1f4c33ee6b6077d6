"""Fit the weights of attribution on PolNeAR train labels: `train_attribution.py --data ../shared/data`.

Five small linear models (source, content and cue are chosen among options; gate and accept are logistic), fitted by
L-BFGS with an L2 penalty. Only the table of weights leaves this script; see docs/attribution.md.
"""

from __future__ import annotations

import argparse
import bisect
import csv
import json
import pickle
import sys
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from dragoman.knowledge.cues import CueBook, load_cues
from dragoman.reading.statements.choose import best_content, best_source, cue_of, cue_ranges
from dragoman.reading.statements.content_facts import content_features
from dragoman.reading.statements.extend import content_spans
from dragoman.reading.statements.features import accept_features, cue_features, gate_features
from dragoman.reading.statements.frames import Candidate, Option
from dragoman.reading.statements.model import PARTS, Weights
from dragoman.reading.statements.propose import propose
from dragoman.reading.statements.source_facts import source_features
from dragoman.reading.statements.tree import Page, Range

Labelled = tuple[Page, list[dict]]
# A feature seen less often says more about its document than about attribution.
LEAST_SEEN = {"gate": 10, "accept": 5, "source": 5, "content": 5, "cue": 5}
# Smaller weights are dropped: together they change no figure, and the table halves.
LEAST_WEIGHT = {"gate": 0.15, "accept": 0.06, "source": 0.06, "content": 0.06, "cue": 0.06}
# Strength of the L2 penalty, by part; figures move by less than 0.3 between half and twice of it.
PENALTY = {"gate": 4.0, "source": 1.0, "content": 1.5, "cue": 1.0, "accept": 2.0}


@dataclass
class Rows:
    """Feature lists, grouped into choices (rankers) or with one label each (accept)."""

    names: list[list[str]] = field(default_factory=list)
    group: list[int] = field(default_factory=list)
    label: list[float] = field(default_factory=list)


def read_labelled(file: Path, cache: Path | None) -> list[Labelled]:
    """Parsed documents with their gold attributions; parsed once when a cache file is given."""
    if cache and cache.exists():
        return [(page, gold) for _, page, gold in pickle.loads(cache.read_bytes())]
    from dragoman.reading.parse import Parser
    from dragoman.reading.segment import segment
    from dragoman.reading.statements.tree import page_of
    from dragoman.settings import Settings

    parser = Parser.load(Settings().model)
    found = []
    for line in file.read_text(encoding="utf8").splitlines():
        record = json.loads(line)
        page = page_of(record["text"], parser.parse(record["text"], segment(record["text"])))
        found.append((record["id"], page, record["attributions"]))
    if cache:
        cache.write_bytes(pickle.dumps(found, protocol=5))
    return [(page, gold) for _, page, gold in found]


def covered(spans: list[Range] | list[list[int]]) -> set[int]:
    """Code points inside spans."""
    return {i for start, end in spans for i in range(start, end)}


def dice(a: set[int], b: set[int]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


def match(page: Page, gold: list[dict], book: CueBook) -> list[tuple[Candidate, dict | None]]:
    """Every candidate with the gold attribution whose cue holds its head; one candidate for each gold one."""
    starts = [tree.span[0] for tree in page.trees]
    found = [list(propose(tree, book)) for tree in page.trees]
    owner: dict[int, dict] = {}
    for attribution in gold:
        if not attribution["cue"]:
            continue
        at = bisect.bisect_right(starts, attribution["cue"][0][0]) - 1
        inside = [
            c for c in found[at]
            if any(s <= c.tree.start[c.head] < e for s, e in attribution["cue"]) and id(c) not in owner
        ]  # fmt: skip
        if inside:
            said = covered(attribution["content"])
            best = max(inside, key=lambda c: max(dice(said, covered(content_spans(page, c, o))) for o in c.contents))
            owner[id(best)] = attribution
    return [(c, owner.get(id(c))) for candidates in found for c in candidates]


def fit(rows: Rows, part: str, ranked: bool) -> dict[str, float]:
    """Weights by feature name: softmax over each group when `ranked`, else logistic."""
    penalty = PENALTY[part]
    seen = Counter(name for names in rows.names for name in names)
    index = {name: i for i, name in enumerate(sorted(n for n, k in seen.items() if k >= LEAST_SEEN[part]))}
    indices = [[index[n] for n in names if n in index] for names in rows.names]
    pointer = np.cumsum([0, *map(len, indices)])
    flat = np.fromiter((i for each in indices for i in each), dtype=np.int32)
    x = csr_matrix((np.ones(len(flat)), flat, pointer), shape=(len(indices), len(index)))
    y = np.array(rows.label)
    xt = x.T.tocsr()
    edges = np.flatnonzero(np.diff(rows.group, prepend=-1)) if ranked else None
    group = np.searchsorted(edges, np.arange(len(y)), side="right") - 1 if edges is not None else None

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ w
        if edges is not None and group is not None:
            z -= np.maximum.reduceat(z, edges)[group]
            e = np.exp(z)
            p = e / np.add.reduceat(e, edges)[group]
            value = -float(y @ np.log(p + 1e-12))
        else:
            p = 1 / (1 + np.exp(-z))
            value = float(np.logaddexp(0, z).sum() - y @ z)
        return value + penalty / 2 * float(w @ w), xt @ (p - y) + penalty * w

    best = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 120}).x
    return {name: float(best[i]) for name, i in index.items() if abs(best[i]) >= LEAST_WEIGHT[part]}


def add_choice(rows: Rows, options: list[list[str]], good: list[bool]) -> None:
    """One choice among options, when some but not all of them are right."""
    if any(good) and not all(good):
        number = (rows.group[-1] if rows.group else -1) + 1
        for names, right in zip(options, good, strict=True):
            rows.names.append(names)
            rows.group.append(number)
            rows.label.append(right / sum(good))


def spans_of(candidate: Candidate, option: Option) -> list[list[int]]:
    return [list(candidate.tree.chars(r)) for r in option.ranges]


def unweighted(book: CueBook) -> CueBook:
    """The book of cues as it is before training."""
    shelves = [getattr(book, name) for name in ("verbs", "nouns", "adjectives", "adverbs", "phrases")]
    return CueBook(*({lemma: replace(cue, weight=0.0) for lemma, cue in shelf.items()} for shelf in shelves))


def train(labelled: list[Labelled], book: CueBook, log: bool = True) -> Weights:
    """All four parts, in the order in which reading uses them."""
    book = unweighted(book)
    matched = [(page, c, g) for page, gold in labelled for c, g in match(page, gold, book)]
    sources, contents, cues, accepts = Rows(), Rows(), Rows(), Rows()
    for page, c, g in matched:
        if g is None:
            continue
        add_choice(
            sources, [source_features(c, o) for o in c.sources], [spans_of(c, o) == g["source"] for o in c.sources]
        )
        said = covered(g["content"])
        drawn = [dice(said, covered(content_spans(page, c, o))) for o in c.contents]
        top = max(drawn)
        if top >= 0.4:
            right = next((o for o in c.sources if spans_of(c, o) == g["source"]), None)
            add_choice(contents, [content_features(c, o, right) for o in c.contents], [d >= top - 1e-9 for d in drawn])
    parts = {"source": fit(sources, "source", True), "content": fit(contents, "content", True)}
    weights = Weights({}, {}, parts["source"], parts["content"], {})
    gates = Rows()
    for _, c, g in matched:
        source = best_source(c, weights)
        content = best_content(c, source, weights)
        good = g is not None
        if g is not None:
            ranges = cue_ranges(c, source, content)
            add_choice(
                cues, [cue_features(c, r) for r in ranges], [[list(c.tree.chars(r))] == g["cue"] for r in ranges]
            )
        if c.frame in ("verb", "noun", "adjective"):
            gates.names.append(gate_features(c.tree, c.head, c.frame, c.lemma, cue_of(c, book)))
            gates.label.append(float(good))
        accepts.names.append(accept_features(c, source, content, cue_of(c, book)))
        accepts.label.append(float(good))
    parts["cue"] = fit(cues, "cue", True)
    parts["accept"] = fit(accepts, "accept", False)
    parts["gate"] = fit(gates, "gate", False)
    if log:
        print({part: len(parts[part]) for part in PARTS}, len(accepts.label), sum(accepts.label), file=sys.stderr)
    return Weights(**parts)


def without_names(weights: Weights, labelled: list[Labelled]) -> Weights:
    """The weights less every feature that holds a word which is nearly always a name: no weight is about a person."""
    small, all_ = Counter[str](), Counter[str]()
    for page, _ in labelled:
        for tree in page.trees:
            for word, shape in zip(tree.lower[1:], tree.shape[1:], strict=True):
                all_[word] += 1
                small[word] += not shape[0].isupper()
    named = {word for word, count in all_.items() if small[word] <= count / 5} - {"i"}
    parts = {
        part: {
            name: weight
            for name, weight in getattr(weights, part).items()
            if not named & set(name.replace("|", " ").replace(">", " ").split())
        }
        for part in PARTS
    }
    return Weights(**parts)


def write(weights: Weights, out: Path) -> None:
    """The table of weights, sorted, so that a refit shows as a readable difference."""
    with out.open("w", encoding="utf8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["part", "feature", "weight"])
        for part in PARTS:
            table.writerows((part, name, f"{value:.2f}") for name, value in sorted(getattr(weights, part).items()))


def write_cues(weights: Weights, book: CueBook, out: Path) -> None:
    """Move the weight of each listed cue from the table to its row in the book of cues."""
    with out.open("w", encoding="utf8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["lemma", "pos", "frames", "stance", "weight", "description"])
        for shelf in (book.verbs, book.nouns, book.adjectives, book.adverbs, book.phrases):
            for cue in shelf.values():
                weight = weights.accept.pop(f"lemma {cue.pos}|{cue.lemma}", 0.0)
                table.writerow([cue.lemma, cue.pos, ";".join(cue.frames), cue.stance, f"{weight:.2f}", cue.description])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--data", type=Path, default=Path("../shared/data"), help="folder that holds polnear/train.jsonl"
    )
    parser.add_argument("--out", type=Path, default=Path("src/dragoman/knowledge/attribution.csv"))
    parser.add_argument("--cache", type=Path, help="file that keeps the parses between runs")
    chosen = parser.parse_args()
    file = chosen.data / "polnear" / "train.jsonl"
    if not file.exists():
        sys.exit(f"{file} is not there: give the folder of the development sets with --data")
    book = load_cues()
    labelled = read_labelled(file, chosen.cache)
    weights = without_names(train(labelled, book), labelled)
    write_cues(weights, book, chosen.out.with_name("cues.csv"))
    write(weights, chosen.out)


if __name__ == "__main__":
    main()
