"""What the reader tells of ordinary news: events of posture and violence, against verdicts of a person.

    python -m bench.audit [--data DIR] [--limit N] [--list posture,violence]

Articles on a town's council, a league, a firm or a trial tell few such events; what the reader makes of them shows how
often it invents one. Each event that the reader of 22 November 2026 told in 651 articles of four sets was judged: is
the deed or measure told there, in that kind or one an analyst would take for it? `audit_verdicts.csv` keeps set,
document, offset of the trigger, kind and verdict, and no text. An event that nobody judged counts for the number told,
not for the share that is true: `--list` prints those, to be judged, and the false ones still told.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dragoman.knowledge.kinds import load_kinds

from .common import Figure, Figures, Record, asking, readings, shown, there

SETS = ("geo/gwn", "geo/lgl_dev", "polnear/dev", "time/aquaint")
GROUPS = ("posture", "violence")
_VERDICTS = Path(__file__).with_name("audit_verdicts.csv")
_COUNTED = frozenset({"occurred", "ongoing", "attempted", "announced", "threatened", "demanded", "negated", "denied"})
"""Statuses of what an article tells; what it only holds possible was not judged."""
_AROUND = 120
"""Characters shown on either side of a trigger."""

Key = tuple[str, str, int, str]
"""Set, document, offset of the trigger, group."""


@dataclass(frozen=True, slots=True)
class Told:
    """One event that the reader tells: the first telling of it."""

    key: Key
    kind: str
    shown: str


def measure(data: Path, limit: int | None = None) -> Figures | None:
    """Of each group: events told in 100 articles, the share of judged ones that are true, true ones still told."""
    if not there(data, *(f"data/{name}.jsonl" for name in SETS)):
        return None
    known, found, read = verdicts(), list(told(data, limit)), set(_documents(data, limit))
    figures: Figures = {}
    for group in GROUPS:
        keys = {one.key for one in found if one.key[3] == group}
        judged = {key: true for key, true in known.items() if key[3] == group and key[:2] in read}
        right = sum(judged.get(key, False) for key in keys)
        wrong = sum(not judged.get(key, True) for key in keys)
        size, name = f"{len(read)} articles", f"audit.{group}"
        note = f"{right} true, {wrong} false, {len(keys) - right - wrong} not judged"
        figures[f"{name}.true"] = _figure(size, f"{group} told that is true", right, right + wrong, note)
        figures[f"{name}.kept"] = _figure(size, f"true {group} that is told", right, sum(judged.values()))
        figures[f"{name}.told"] = _figure(size, f"{group} told in 100 articles (lower is better)", len(keys), len(read))
    return figures


def _figure(size: str, what: str, part: int, whole: int, note: str = "") -> Figure:
    return Figure("ordinary news", size, what, 100 * part / max(1, whole), note)


@lru_cache(maxsize=1)
def verdicts() -> dict[Key, bool]:
    """What was judged: True for an event that the article tells."""
    with _VERDICTS.open(encoding="utf8") as lines:
        return {
            (row["set"], row["id"], int(row["start"]), row["group"]): row["verdict"] == "true"
            for row in csv.DictReader(lines)
        }


def told(data: Path, limit: int | None = None) -> Iterator[Told]:
    """Events of posture and violence that the reader tells as news, each once."""
    kinds = load_kinds()
    for name in SETS:
        for record, reading in readings(data / f"data/{name}.jsonl", limit):
            seen: set[str] = set()
            for mention in reading["mentions"]:
                group, trigger = kinds[mention["kind"]].group, mention["trigger"]
                if group not in GROUPS or mention["background"] or mention["status"] not in _COUNTED:
                    continue
                if mention["event_id"] not in seen:
                    seen.add(mention["event_id"])
                    key = (name, str(record["id"]), int(trigger["start"]), group)
                    yield Told(key, mention["kind"], _passage(record, trigger))


def _documents(data: Path, limit: int | None) -> Iterator[tuple[str, str]]:
    for name in SETS:
        for record, _ in readings(data / f"data/{name}.jsonl", limit):
            yield name, str(record["id"])


def _passage(record: Record, trigger: Record) -> str:
    """The trigger and what stands around it."""
    text, start, end = str(record["text"]), int(trigger["start"]), int(trigger["end"])
    return " ".join(f"{text[max(0, start - _AROUND) : start]}[{text[start:end]}]{text[end : end + _AROUND]}".split())


def main() -> int:
    """The command line."""
    parser = asking(__doc__)
    parser.add_argument("--list", default="", metavar="GROUPS", help="print events not judged yet, and false ones told")
    given = parser.parse_args()
    if not shown(measure(given.data, given.limit), given.data):
        return 0
    for one in told(given.data, given.limit) if given.list else ():
        verdict = verdicts().get(one.key)
        if one.key[3] in given.list.split(",") and not verdict:
            print(f"{'false' if verdict is False else 'open '} {','.join(map(str, one.key))} {one.kind}: {one.shown}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
