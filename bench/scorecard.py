"""The accuracy scorecard: every measure on every set that is there, beside its peers; `docs/scorecard.md` and `.json`.

    python -m bench.scorecard [--data DIR] [--limit N] [--out docs]

With `--limit` nothing is written: a part of a set is no figure to publish.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import tomllib
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.reading.version import reader_version
from dragoman.settings import Settings

from . import attribution, audit, coref, hard15, india, muc4, places, plover, quarrels, re3d, seeds, timex, world
from .common import DATA, Figures, Measure, show

MEASURES: dict[str, Measure] = {
    "Seeds: five real reports on one crisis, end to end": seeds.measure,
    "MUC-4: whole templates": muc4.measure,
    "PLOVER: event types of sentences": plover.measure,
    "Police violence in India: lower-case text": india.measure,
    "Who says what": attribution.measure,
    "Entities in defence reports": re3d.measure,
    "One event in many reports": coref.measure,
    "Times": timex.measure,
    "Places": places.measure,
    "Hard places and dates of the seeds": hard15.measure,
    "Ordinary news: what it is made to tell": audit.measure,
}
_OWN: dict[str, Measure] = {
    "The world beyond: 83 reports of our own": world.measure,
    "Disagreements of two reports: our own pairs": quarrels.measure,
}
"""No sets of others: they go with the sets, and make no page by themselves."""
_PEERS = Path(__file__).with_name("peers.toml")
_HEAD = """# Scorecard

What Dragoman reaches on development sets, and what others reach on the same work. F1 and shares are in per cent.
These are sets that were looked at while the rules were written: expect less on texts of another kind, and much less on
matters that the knowledge files do not cover. The sets belong to others and are not in this repository; without them
`make bench` says so and leaves this page alone. Peers are quoted from their papers, on the test sets they name.

{when}, reader {version}: `make bench DATA=DIR` ({minutes:.0f} minutes)
"""


def measured(data: Path, limit: int | None = None) -> dict[str, Figures]:
    """Figures by section; sections whose set is not there are left out."""
    found = {}
    for title, measure in MEASURES.items():
        figures = measure(data, limit)
        if figures:
            show(figures)
            found[title] = figures
    if found:
        for title, measure in _OWN.items():
            found[title] = measure() or {}
            show(found[title])
    return found


def peers() -> dict[str, list[dict[str, Any]]]:
    """Peers by the figure that they stand beside."""
    found: dict[str, list[dict[str, Any]]] = {}
    for peer in tomllib.loads(_PEERS.read_text(encoding="utf8"))["peer"]:
        found.setdefault(peer["figure"], []).append(peer)
    return found


def page(sections: dict[str, Figures], minutes: float) -> str:
    """The scorecard as Markdown."""
    head = _HEAD.format(when=date.today().isoformat(), version=reader_version(Settings()), minutes=minutes)
    return "\n".join([head, *(line for title, figures in sections.items() for line in _section(title, figures))])


def _section(title: str, figures: Figures) -> Iterator[str]:
    beside = peers()
    yield from (f"## {title}", "", "| set | measure | Dragoman | others |", "|---|---|---:|---|")
    for name, figure in figures.items():
        others = "; ".join(_peer(peer) for peer in beside.get(name, []))
        what = f"{figure.measure} ({figure.note})" if figure.note else figure.measure
        yield f"| {figure.set}, {figure.size} | {what} | {_number(figure.value)} | {others} |"
    yield ""


def _peer(peer: dict[str, Any]) -> str:
    where = f", {peer['on']}" if "on" in peer else ""
    return f"{peer['value']} ({peer['who']}{where})"


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) and value < 1000 else f"{value:,.1f}"


def main() -> int:
    """The command line; exit code 0 also where no set is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--limit", type=int, help="only the first N documents of each set; writes nothing")
    parser.add_argument("--out", type=Path, default=Path("docs"))
    given = parser.parse_args()
    began = time.perf_counter()
    sections = measured(given.data, given.limit)
    if not sections:
        print(f"no development sets in {given.data}: nothing measured (give DATA=DIR, or --data DIR)")
        return 0
    if given.limit:
        return 0
    minutes = (time.perf_counter() - began) / 60
    given.out.mkdir(exist_ok=True)
    (given.out / "scorecard.md").write_text(page(sections, minutes), encoding="utf8")
    told = {
        "date": date.today().isoformat(),
        "reader": reader_version(Settings()),
        "figures": {name: asdict(figure) for figures in sections.values() for name, figure in figures.items()},
        "peers": peers(),
    }
    (given.out / "scorecard.json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf8")
    print(f"wrote {given.out / 'scorecard.md'} and .json")
    return 0


if __name__ == "__main__":
    sys.exit(main())
