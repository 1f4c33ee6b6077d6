"""Cross-document event coreference on ECB+ (gold mentions, no topic labels): CoNLL F1, and the fit of its model.

    python -m bench.coref [--data DIR] [--set dev] [--pred FILE]     score; --pred writes {mention id: cluster}
    python -m bench.coref --fit                                      fit the weights on the training set, print them

DIR holds `data/ecbplus/dev.jsonl` and `train.jsonl` (ECB+ is CC BY 3.0; Cybulska and Vossen, 2014).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment, minimize

from dragoman.reconcile.clusters import CorefModel, EventWords, candidate_pairs, cluster_mentions, features, prepare

from .common import DATA, Figure, Figures, records, there

Clusters = dict[str, Any]


def measure(data: Path, limit: int | None = None) -> Figures | None:
    """CoNLL F1 and its three parts on the development set, topics unknown."""
    if not there(data, "data/ecbplus/dev.jsonl"):
        return None
    gold, found, seconds = clustered(data / "data/ecbplus/dev.jsonl", limit)
    parts = {"muc": muc(gold, found), "b3": b_cubed(gold, found), "ceafe": ceaf_e(gold, found)}
    size = f"{len(gold):,} mentions"
    figures = {f"ecb.{name}": Figure("ECB+ dev", size, f"{name} F1", 100 * value) for name, value in parts.items()}
    conll = Figure("ECB+ dev", size, "CoNLL F1", 100 * sum(parts.values()) / 3, f"{seconds:.1f} s")
    return {"ecb.conll": conll, **figures}


def clustered(path: Path, limit: int | None = None) -> tuple[Clusters, Clusters, float]:
    """Gold clusters, ours, and the seconds they took."""
    mentions, gold = load(path, limit)
    start = time.perf_counter()
    labels = cluster_mentions(mentions)
    return gold, dict(zip(gold, labels, strict=True)), time.perf_counter() - start


def load(path: Path, limit: int | None = None) -> tuple[list[dict[str, Any]], Clusters]:
    """Mentions as the contract has them, and the gold cluster of each by its id."""
    mentions, gold = [], {}
    for record in records(path, limit):
        sentences = {s["sent_id"]: s for s in record["sentences"]}
        for number, event in enumerate(record["event_mentions"]):
            sentence = sentences[event["sent_id"]]
            mentions.append(
                {
                    "doc_id": record["id"],
                    "text": record["text"],
                    "sentence": {"start": sentence["start"], "end": sentence["end"]},
                    "trigger": {"start": event["spans"][0][0], "end": event["spans"][-1][1], "text": event["text"]},
                }
            )
            gold[f"{record['id']}#{number}"] = event["cluster"]
    return mentions, gold


def groups(of: Clusters) -> list[set[str]]:
    found: dict[Any, set[str]] = defaultdict(set)
    for mention, cluster in of.items():
        found[cluster].add(mention)
    return list(found.values())


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def muc(gold: Clusters, found: Clusters) -> float:
    def side(clusters: list[set[str]], of: Clusters) -> float:
        links = sum(len(c) - 1 for c in clusters)
        return sum(len(c) - len({of[m] for m in c}) for c in clusters) / links if links else 0.0

    return _f1(side(groups(found), gold), side(groups(gold), found))


def b_cubed(gold: Clusters, found: Clusters) -> float:
    of_gold = {m: c for c in groups(gold) for m in c}
    of_found = {m: c for c in groups(found) for m in c}
    common = {m: len(of_gold[m] & of_found[m]) for m in gold}
    precision = float(np.mean([common[m] / len(of_found[m]) for m in gold]))
    return _f1(precision, float(np.mean([common[m] / len(of_gold[m]) for m in gold])))


def ceaf_e(gold: Clusters, found: Clusters) -> float:
    x, y = groups(gold), groups(found)
    index = {m: j for j, c in enumerate(y) for m in c}
    matrix = np.zeros((len(x), len(y)))
    for i, cluster in enumerate(x):
        for j, n in Counter(index[m] for m in cluster).items():
            matrix[i, j] = 2 * n / (len(cluster) + len(y[j]))
    total = float(matrix[linear_sum_assignment(-matrix)].sum())
    return _f1(total / len(y), total / len(x))


def fit(data: Path) -> None:
    """Logistic regression with a small ridge over the pairs of the training set; prints `coreference.toml`."""
    mentions, gold = load(data / "data/ecbplus/train.jsonl")
    order = sorted(range(len(mentions)), key=lambda i: (mentions[i]["doc_id"], mentions[i]["trigger"]["start"]))
    cluster = list(gold.values())
    told = prepare([mentions[i] for i in order], EventWords.load())
    rows: list[dict[str, float]] = []
    same: list[float] = []
    for group in told.groups:
        members = [told.mentions[i] for i in group]
        for a, b in candidate_pairs(members):
            rows.append(features(members[a], members[b]))
            same.append(float(cluster[order[group[a]]] == cluster[order[group[b]]]))
    names = sorted({name for row in rows for name in row})
    for name, weight in zip(names, _logistic(_matrix(rows, names), np.array(same)), strict=True):
        print(f'"{name}" = {weight:.3f}')
    print(f"# {len(rows)} pairs; set the threshold by hand: now {CorefModel.load().threshold}", file=sys.stderr)


def _matrix(rows: Sequence[dict[str, float]], names: Sequence[str]) -> Any:
    column = {name: i for i, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        for name, value in row.items():
            matrix[i, column[name]] = value
    return matrix


def _logistic(x: Any, y: Any, ridge: float = 2.0) -> Any:
    def loss(weights: Any) -> tuple[float, Any]:
        p = 1 / (1 + np.exp(-(x @ weights)))
        cost = -(y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12)).sum() + ridge * (weights @ weights) / 2
        return float(cost), x.T @ (p - y) + ridge * weights

    return minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--set", default="dev")
    parser.add_argument("--limit", type=int, help="only the first N documents")
    parser.add_argument("--pred", type=Path)
    parser.add_argument("--fit", action="store_true")
    given = parser.parse_args()
    path = given.data / "data/ecbplus" / f"{'train' if given.fit else given.set}.jsonl"
    if not path.is_file():
        print(f"ECB+ is not there ({path}): nothing measured (give --data DIR)")
    elif given.fit:
        fit(given.data)
    else:
        gold, found, seconds = clustered(path, given.limit)
        parts = [100 * score(gold, found) for score in (muc, b_cubed, ceaf_e)]
        print(f"ECB+ {given.set}: {len(gold)} mentions, {len(groups(gold))} events, {len(groups(found))} found")
        print("MUC {:.1f}  B3 {:.1f}  CEAFe {:.1f}".format(*parts) + f"  CoNLL {sum(parts) / 3:.1f}, {seconds:.1f} s")
        if given.pred:
            given.pred.write_text(json.dumps(found), encoding="utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
