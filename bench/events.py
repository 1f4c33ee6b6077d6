"""Events on every set that has them, and their errors: `--sets probe,gsr,plv,muc,india,seeds`, `--show` lists errors.

Figures come from `plover.py`, `muc4.py`, `india.py` and `seeds.py`. Errors of PLV are shown for the even ids only: the
odd ones are kept unread.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from . import india, muc4, plover, re3d, seeds
from .common import DATA, Figures, Record, show

_SETS: dict[str, Callable[[Path, int | None], Figures | None]] = {
    "plover": plover.measure,
    "muc": muc4.measure,
    "india": india.measure,
    "re3d": re3d.measure,
    "seeds": seeds.measure,
}
_FOLDED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


def measure(data: Path, limit: int | None = None) -> Figures | None:
    """All of these sets; None when none of them is there."""
    found = [figures for one in _SETS.values() if (figures := one(data, limit))]
    return {name: figure for figures in found for name, figure in figures.items()} or None


def errors(data: Path, limit: int | None) -> Iterator[str]:
    """PLOVER sentences coded wrongly: gold root, what was chosen, all roots coded, the sentence."""
    gold, told = plover.coded(data, "gsr", limit)
    for record in gold:
        roots = [event["root"] for event in told[record["id"]]]
        yield f"{'ok  ' if record['event'] in roots else 'MISS'} {record['event']} {roots} {record['text']}"
    gold, told = plover.coded(data, "plv", limit)
    for record in plover.halves(gold)["even"]:
        root = chosen(record, told[record["id"]])
        if root != record["event"]:
            roots = [event["root"] for event in told[record["id"]]]
            who = f"[{record['source']} -> {record['target']}]"
            yield f"{record['event']:9s} {root:9s} {roots} {who} {record['text']}"


def chosen(gold: Record, events: list[Record]) -> str:
    """The root that the PLV scorer compares with gold."""
    source, target = gold["source_span"], gold["target_span"]

    def hit(span: list[int], spans: list[list[int]]) -> bool:
        return any(span[0] < end and start < span[1] for start, end in spans)

    def rank(numbered: tuple[int, Record]) -> tuple[int, int]:
        number, event = numbered
        doer = hit(source, event["actor"])
        return -(doer + (doer and hit(target, event["recipient"]))), number

    ranked = sorted(enumerate(events), key=rank)
    root = str(ranked[0][1]["root"]) if ranked else "-"
    return _FOLDED.get(root, root)


def main() -> int:
    """The command line."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--data", type=Path, default=DATA)
    ask.add_argument("--sets", default=",".join(_SETS), help="comma-separated: plover muc india re3d seeds")
    ask.add_argument("--limit", type=int)
    ask.add_argument("--show", action="store_true", help="list the errors of the PLOVER sets")
    given = ask.parse_args()
    wanted = {"plover" if name in ("probe", "gsr", "plv") else name for name in given.sets.split(",")}
    for name, one in _SETS.items():
        if name in wanted:
            show(one(given.data, given.limit) or {})
    if given.show and (given.data / "data/plover").is_dir():
        for line in errors(given.data, given.limit):
            print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
