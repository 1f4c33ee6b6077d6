"""Persons, organisations and nationalities of re3d (development half), by overlap; and the cost beside the parse.

    python bench/actors.py [--data ../shared/data] [--misses]

Gold: entities of confidence 0.5 or more. Each gold entity may use up one mention, the one that overlaps it most.
Facilities, described people and pronouns count as predictions, as they do for a user.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path

from dragoman.knowledge.actor_base import load_actors
from dragoman.reading.actors import ActorReader
from dragoman.reading.parse import Parser
from dragoman.reading.segment import segment
from dragoman.settings import Settings

ACTORS = {"Person", "Organisation", "Nationality"}
SURE = 0.5


def overlap(a: tuple[int, int], b: tuple[int, int]) -> int:
    return min(a[1], b[1]) - max(a[0], b[0])


def match(gold: set[tuple[int, int]], predicted: set[tuple[int, int]]) -> tuple[set, set]:
    """Gold entities that nothing overlaps, and predictions that no gold entity used up."""
    free, missed = set(predicted), set()
    for entity in sorted(gold):
        best = max(free, key=lambda span: overlap(span, entity), default=None)
        if best is None or overlap(best, entity) <= 0:
            missed.add(entity)
        else:
            free.discard(best)
    return missed, free


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--data", type=Path, default=Path("../shared/data"))
    arguments.add_argument("--misses", action="store_true", help="print the commonest misses and false alarms")
    chosen = arguments.parse_args()
    path = chosen.data / "re3d" / "dev.jsonl"
    if not path.is_file():
        print(f"re3d is not there ({path}): nothing measured. Give --data the folder that holds re3d/dev.jsonl.")
        return 1
    records = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]
    parser, reader = Parser.load(Settings().model), ActorReader(load_actors())
    for record in records[:5]:  # the first texts pay for caches
        reader.read(record["text"], parser.parse(record["text"], segment(record["text"])), [], None)
    right = wrong = lost = 0
    spent = Counter()
    misses, alarms = Counter(), Counter()
    for record in records:
        text = record["text"]
        start = time.perf_counter()
        sentences = parser.parse(text, segment(text))
        parsed = time.perf_counter()
        mentions = reader.read(text, sentences, [], None)
        spent.update(parse=parsed - start, actors=time.perf_counter() - parsed)
        sure = (e for e in record["entities"] if e["type"] in ACTORS and e["confidence"] >= SURE and e["offset_ok"])
        gold = {(entity["start"], entity["end"]) for entity in sure}
        missed, free = match(gold, {(m.start, m.end) for m in mentions})
        right, lost, wrong = right + len(gold) - len(missed), lost + len(missed), wrong + len(free)
        misses.update(text[a:b] for a, b in missed)
        alarms.update(text[a:b] for a, b in free)
    precision, recall = right / (right + wrong), right / (right + lost)
    f1 = 2 * precision * recall / (precision + recall)
    print(f"re3d dev, {len(records)} documents: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    print(f"cost: actors {spent['actors'] / spent['parse']:.0%} of the parse")
    if chosen.misses:
        print("missed:", misses.most_common(60))
        print("false alarms:", alarms.most_common(60))
    return 0


if __name__ == "__main__":
    sys.exit(main())
