#!/usr/bin/env python3
"""Scores the time tagger on TIMEX3 corpora: strict, relaxed and value F1 (TempEval-3), and documents a second.

    python bench/time.py [--data DIR] [--out DIR] [--parse]

DIR holds time/*.jsonl, one document a line: id, text, dct, timexes (start, end, type, value). Documents
are tagged with their dct as the report's own date; with --parse the parser's sentences tell the tense, else
the words around. The speed is of tagging alone, in processor time of one core.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from time import process_time
from typing import Any

from dragoman.model import Interval, Timex
from dragoman.reading.parse import Parser, Sentence
from dragoman.reading.segment import segment
from dragoman.reading.times import TimeTagger
from dragoman.settings import Settings

SETS = ("aquaint", "meantime_en")


def published(dct: str | None) -> Interval:
    try:
        day = date.fromisoformat((dct or "")[:10])
    except ValueError:
        return Interval()
    return Interval(day, day, "day")


def pairs(gold: list[dict[str, Any]], told: list[dict[str, Any]]) -> Iterable[tuple[dict[str, Any], dict[str, Any]]]:
    """Overlapping expressions, one to one: same spans first, then the largest overlap."""
    found = []
    for i, one in enumerate(gold):
        for j, other in enumerate(told):
            shared = min(one["end"], other["end"]) - max(one["start"], other["start"])
            if shared > 0:
                same = (one["start"], one["end"]) == (other["start"], other["end"])
                found.append((not same, -shared, i, j))
    left, right = set(range(len(gold))), set(range(len(told)))
    for _, _, i, j in sorted(found):
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            yield gold[i], told[j]


def f1(right: int, told: int, gold: int) -> float:
    return round(200 * right / (told + gold), 2) if told + gold else 0.0


def as_dict(timex: Timex) -> dict[str, Any]:
    return {"start": timex.start, "end": timex.end, "type": timex.type, "value": timex.value}


def score(documents: list[dict[str, Any]], told: dict[str, list[dict[str, Any]]]) -> dict[str, float]:
    gold_count = told_count = strict = relaxed = value = 0
    for document in documents:
        gold, mine = document["timexes"], told[document["id"]]
        gold_count += len(gold)
        told_count += len(mine)
        for one, other in pairs(gold, mine):
            relaxed += 1
            strict += (one["start"], one["end"]) == (other["start"], other["end"])
            value += (one["value"] or "").upper() == other["value"].upper()
    counts = {"strict": strict, "relaxed": relaxed, "value": value}
    return {name: f1(count, told_count, gold_count) for name, count in counts.items()}


def run(path: Path, tagger: TimeTagger, parser: Parser | None, out: Path | None) -> None:
    documents = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]
    told: dict[str, list[dict[str, Any]]] = {}
    spent = 0.0
    for document in documents:
        text = document["text"]
        sentences: list[Sentence] = parser.parse(text, segment(text)) if parser else []
        began = process_time()
        found = tagger.tag(text, sentences, published(document.get("dct")))
        spent += process_time() - began
        told[document["id"]] = [as_dict(timex) for timex in found]
    if out:
        out.mkdir(parents=True, exist_ok=True)
        lines = (json.dumps({"id": key, "timexes": found}) for key, found in told.items())
        (out / f"{path.stem}.pred.jsonl").write_text("\n".join(lines) + "\n", encoding="utf8")
    figures = score(documents, told)
    shown = " ".join(f"{name} {figure}" for name, figure in figures.items())
    print(f"{path.stem}: {len(documents)} documents, F1 {shown}, {len(documents) / max(spent, 1e-9):.0f} documents/s")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--out", type=Path, help="folder for the predictions")
    options.add_argument("--parse", action="store_true")
    chosen = options.parse_args()
    paths = [chosen.data / "time" / f"{name}.jsonl" for name in SETS]
    present = [path for path in paths if path.is_file()]
    for path in paths:
        if path not in present:
            print(f"{path}: not there, not scored", file=sys.stderr)
    if not present:
        return 1
    tagger = TimeTagger.load()
    parser = Parser.load(Settings().model) if chosen.parse else None
    for path in present:
        run(path, tagger, parser, chosen.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
