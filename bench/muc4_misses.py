"""What becomes of the fillers and templates of MUC-4's keys, in classes: the counts of docs/errors.md.

`python -m bench.muc4_misses --data DIR [--limit N]`. A filler that was not found goes to the first class that fits one
of the sentences with its words; the sentences of reports are shown by `bench.muc4`'s scorers alone, never here.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from .common import DATA, Record, readings, scorer, there
from .muc4 import SET

ORDER = (
    "the sentence tells a deed that stands, filler not tied to it",
    "party of a deed that is not counted",
    "the sentence tells only a deed that is not counted",
    "only in a deed of another kind",
    "the sentence tells only a deed of another kind",
    "the sentence tells no deed that the reader knows",
    "not in the text",
)


def classes(data: Path, limit: int | None = None) -> tuple[Counter[str], Counter[str]]:
    """How many fillers of the keys, and how many templates told, fall into each class."""
    convert, five = scorer(data, "convert"), scorer(data, "score_muc4")
    fillers: Counter[str] = Counter()
    templates: Counter[str] = Counter()
    for record, reading in readings(data / SET, limit):
        told, _ = convert.muc_templates(reading["mentions"], (record.get("dateline") or {}).get("date"), False)
        _of_templates(five, record, told, templates)
        roles = five.merge_roles(told)
        named = {five.norm(entity[0]) for entities in roles.values() for entity in entities}
        for role, entities in record["grit_extracts"].items():
            own = [five.norm(entity[0]) for entity in roles[role]]
            for entity in entities:
                words = [five.norm(mention[0]) for mention in entity]
                fillers[_class(convert, five, record, reading, words, own, named)] += 1
    return fillers, templates


def _class(
    convert: Any, five: Any, record: Record, reading: Record, words: list[str], own: list[str], named: set[str]
) -> str:
    """The class of one filler. `own`: what was told for its role; `named`: for any role."""
    if any(word in own for word in words):
        return "found"
    if any(word in named for word in words):
        return "right words, wrong role"
    if any(_holds(word, other) or _holds(other, word) for word in words for other in own):
        return "other words than the key's"
    found = len(ORDER) - 1
    for sentence in reading["sentences"]:
        text = five.norm(" ".join(record["text"][sentence["start"] : sentence["end"]].split()))
        inside = [word for word in words if _holds(text, word)]
        if inside:
            events = [m for m in reading["mentions"] if m["sentence"]["start"] == sentence["start"]]
            found = min(found, _of_sentence(convert, five, events, inside))
    return ORDER[found]


def _of_sentence(convert: Any, five: Any, events: list[Record], inside: list[str]) -> int:
    """Number of the class of a sentence that holds a filler."""
    deeds = [event for event in events if event["kind"] in convert.MUC_TYPE]
    if any(e["status"] in convert.STAGE and not e["series"] and not e["background"] for e in deeds):
        return 0

    def party(event: Record) -> bool:
        return any(_holds(five.norm(actor["text"]), word) for actor in event["actors"] for word in inside)

    if deeds:
        return 1 if any(map(party, deeds)) else 2
    return (3 if any(map(party, events)) else 4) if events else 5


def _of_templates(five: Any, record: Record, told: list[Record], found: Counter[str]) -> None:
    """Classes of the templates told of one report."""
    keys = five.dedup(
        [
            {k: v if k == "incident_type" else [[m[0] for m in e] for e in v if e] for k, v in key.items()}
            for key in record["gtt_templates"]
        ]
    )
    own, keys = [five.norm_template(one) for one in told], [five.norm_template(key) for key in keys]
    aligned = {number for number, _, _ in five._best_alignment(own, keys)}
    for number, one in enumerate(own):
        if number in aligned:
            found["right"] += 1
        elif not keys:
            found["report without a key"] += 1
        elif any(one["incident_type"] in key["incident_type"] for key in keys):
            found["report with a key of that type"] += 1
        else:
            found["report with a key, another type"] += 1


def _holds(words: str, others: str) -> bool:
    """True where whole words stand inside others."""
    return f" {others} " in f" {words} "


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder with data/ and bench/ (scorers)")
    parser.add_argument("--limit", type=int, help="only the first N documents")
    given = parser.parse_args()
    if not there(given.data, SET, "bench/convert.py", "bench/score_muc4.py"):
        return 0
    for table in classes(given.data, given.limit):
        print(f"{table.total():5}  in all")
        for name, count in table.most_common():
            print(f"{count:5}  {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
