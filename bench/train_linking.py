"""Fit the weights of parties around a deed on MUC-4 train keys: `train_linking.py --data ../shared/data`.

Five logistic models (who did it, for whom, what and who was hit, with what) and one softmax that chooses how much of a
phrase to give, fitted by L-BFGS with an L2 penalty. Only tables of weights leave this script; see docs/linking.md.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import string
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from bench.common import report_of
from dragoman.reading import Reader
from dragoman.reading.linking import Linker
from dragoman.reading.linking.features import of_wording
from dragoman.reading.linking.model import BIAS, PARTS, LinkWeights
from dragoman.reading.linking.phrases import NAMES
from dragoman.reading.linking.survey import survey

KEYS = dict(zip(PARTS, ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon"), strict=True))
# Which cuts of a phrase may equal a key for it to count as one: the whole phrase of a victim would be a title.
CUTS = {
    "doer": {"whole", "bare", "actor", "person"},
    "group": {"whole", "bare", "actor"},
    "target": {"whole", "bare", "actor", "of", "all"},
    "victim": {"person", "actor"},
    "weapon": {"whole", "bare"},
}
LEAST_SEEN, LEAST_SEEN_WORDING = 5, 3
LEAST_WEIGHT = 0.06
NAMED = 0.75
NEAR = 2
"""Sentences around a deed that are learned from: one more than are read, for more examples of what is not near."""
PENALTY, PENALTY_WORDING = 3.0, 1.0
_PUNCTUATION = str.maketrans("", "", string.punctuation)


@dataclass
class Labelled:
    """Features and labels of all phrases, and the choices among wordings."""

    features: list[list[str]] = field(default_factory=list)
    labels: list[list[bool]] = field(default_factory=list)
    options: list[list[str]] = field(default_factory=list)
    group: list[int] = field(default_factory=list)
    good: list[float] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)
    """How often each word is tagged as a name."""
    words: Counter[str] = field(default_factory=Counter)

    def is_nameless(self, feature: str) -> bool:
        """False for a feature with a word that is nearly always a name: no weight is about anybody."""
        return not any(self.names[word] >= NAMED * self.words[word] > 0 for word in feature.split())


def plain(words: str) -> str:
    """As the scorers compare: small letters, no punctuation, no articles."""
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", words.lower().translate(_PUNCTUATION)).split())


def read(file: Path) -> Labelled:
    """Read every report with the rules alone and label its phrases by the keys."""
    loaded, found = Reader.load(), Labelled()
    # The model learns from what the rules find, so it must not see its own findings.
    reader = replace(
        loaded, linker=Linker(loaded.events.book, loaded.events.weapons, LinkWeights({}, {}), loaded.linker.titles)
    )
    for number, line in enumerate(file.read_text(encoding="utf8").splitlines(), start=1):
        record = json.loads(line)
        keys = {part: {plain(m[0]) for e in record["grit_extracts"][KEYS[part]] for m in e} for part in PARTS}
        add(found, reader, record, keys)
        if number % 100 == 0:
            print(f"{number} reports read", file=sys.stderr)
    return found


def add(found: Labelled, reader: Reader, record: dict, keys: dict[str, set[str]]) -> None:
    """Phrases of one report."""
    report = report_of(record)
    text, linker, sentences = report.text, reader.linker, reader.parsed(report)
    # Not `read`: one parse serves both.
    reading = reader._read(report, sentences)
    for token in (token for sentence in sentences for token in sentence.tokens):
        found.words[token.lower_] += 1
        found.names[token.lower_] += token.tag_ in NAMES
    for seen in survey(text, sentences, reading.actors, reading.mentions, linker.book, linker.titles, NEAR):
        worded = {span: plain(text[span.start : span.end]) for span in seen.phrase.wordings}
        found.features.append(list(seen.features))
        found.labels.append(
            [
                any(worded[span] in keys[part] and cuts & CUTS[part] for span, cuts in seen.phrase.wordings.items())
                for part in PARTS
            ]
        )
        for part in PARTS:
            right = [words in keys[part] for words in worded.values()]
            if any(right) and not all(right):
                number = (found.group[-1] if found.group else -1) + 1
                for span, good in zip(worded, right, strict=True):
                    found.options.append(of_wording(seen.phrase, part, span, text, seen.sense))
                    found.group.append(number)
                    found.good.append(good / sum(right))


def matrix(lists: list[list[str]], least: int, nameless: Callable[[str], bool]) -> tuple[csr_matrix, list[str]]:
    """Features as columns, those seen less than `least` times left out."""
    seen = Counter(name for names in lists for name in set(names))
    names = sorted(name for name, count in seen.items() if count >= least and nameless(name))
    index = {name: i for i, name in enumerate(names)}
    columns = [[index[name] for name in set(row) if name in index] for row in lists]
    flat = np.fromiter((i for row in columns for i in row), dtype=np.int32)
    pointer = np.cumsum([0, *map(len, columns)])
    return csr_matrix((np.ones(len(flat)), flat, pointer), shape=(len(lists), len(names))), names


def logistic(x: csr_matrix, xt: csr_matrix, y: np.ndarray) -> np.ndarray:
    """Weights and, last, the constant of a logistic model."""

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ w[:-1] + w[-1]
        p = 1 / (1 + np.exp(-np.clip(z, -30, 30)))
        value = float(np.logaddexp(0, z).sum() - y @ z) + PENALTY / 2 * float(w[:-1] @ w[:-1])
        return value, np.append(xt @ (p - y) + PENALTY * w[:-1], (p - y).sum())

    start = np.zeros(x.shape[1] + 1)
    start[-1] = -3
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 60}).x


def softmax(x: csr_matrix, group: list[int], good: list[float]) -> np.ndarray:
    """Weights that choose one of each group."""
    xt, y, member = x.T.tocsr(), np.array(good), np.array(group)
    edges = np.flatnonzero(np.diff(member, prepend=-1))

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ w
        z = z - np.maximum.reduceat(z, edges)[member]
        e = np.exp(z)
        p = e / np.add.reduceat(e, edges)[member]
        return -float(y @ np.log(p + 1e-12)) + PENALTY_WORDING / 2 * float(w @ w), xt @ (p - y) + PENALTY_WORDING * w

    return minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x


def write(found: Labelled, folder: Path) -> None:
    """Fit, and write both tables, sorted, so that a refit shows as a readable difference."""
    x, names = matrix(found.features, LEAST_SEEN, found.is_nameless)
    xt, labels = x.T.tocsr(), np.array(found.labels, dtype=float)
    weights = np.array([logistic(x, xt, labels[:, part]) for part in range(len(PARTS))])
    with (folder / "linking.csv").open("w", encoding="utf8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["feature", *PARTS])
        for at, name in enumerate([*names, BIAS]):
            values = weights[:, at]
            if name == BIAS or np.abs(values).max() >= LEAST_WEIGHT:
                table.writerow([name, *(f"{v:.2f}" if abs(v) >= LEAST_WEIGHT / 2 else "" for v in values)])
    x, names = matrix(found.options, LEAST_SEEN_WORDING, found.is_nameless)
    chosen = softmax(x, found.group, found.good)
    with (folder / "linking_words.csv").open("w", encoding="utf8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["feature", "weight"])
        table.writerows((n, f"{w:.2f}") for n, w in zip(names, chosen, strict=True) if abs(w) >= LEAST_WEIGHT)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder that holds muc4/train.jsonl")
    parser.add_argument("--out", type=Path, default=Path("src/dragoman/knowledge"), help="folder of the two tables")
    chosen = parser.parse_args()
    file = chosen.data / "muc4" / "train.jsonl"
    if not file.exists():
        sys.exit(f"{file} is not there: give the folder of the development sets with --data")
    write(read(file), chosen.out)


if __name__ == "__main__":
    main()
