"""Speed: the whole reading beside the bare spaCy pipeline on the same texts in one run, and what each part costs.

    python -m bench.speed [--data DIR] [--documents N] [--out docs/performance.md]

The yardstick is `nlp.pipe` of the same small pipeline, whole (with entity recognition and lemmas), in processor time of
one core; both sides take turns on blocks of the same texts, so that a busy machine slows both alike. Without the
development sets the samples are read, again and again. Nothing is written without `--out`.
"""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from dragoman.brief import outline, render
from dragoman.ledger import Ledger
from dragoman.model import Reading, Report
from dragoman.reading import Reader
from dragoman.settings import Settings
from dragoman.sources import read_paths

from .common import DATA, records, report_of

SAMPLES = Path(__file__).parent.parent / "samples"
BLOCK = 8
"""Reports that one side reads before it is the other's turn."""


@dataclass(frozen=True, slots=True)
class Race:
    """Words a second of both sides on one kind of text."""

    name: str
    reports: int
    words: int
    bare: float
    ours: float

    @property
    def ratio(self) -> float:
        """How many times faster the reading is than the bare pipeline."""
        return self.bare / self.ours


class Timed:
    """Stands in for a part of the reader and adds up the processor time of its methods."""

    def __init__(self, part: Any, name: str, spent: dict[str, float]) -> None:
        self._part, self._name, self._spent = part, name, spent

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._part, name)
        return self._clocked(found) if callable(found) else found

    def _clocked(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **named: Any) -> Any:
            began = time.process_time()
            try:
                return method(*args, **named)
            finally:
                self._spent[self._name] = self._spent.get(self._name, 0.0) + time.process_time() - began

        return run


@dataclass(slots=True)
class Read:
    """A reader that gives readings made before: what is left is what the ledger costs."""

    readings: dict[str, Reading]
    name: str
    version: str

    def read(self, report: Report) -> Reading:
        """The reading of a report."""
        return self.readings[report.report_id]


def texts(data: Path, documents: int) -> dict[str, list[Report]]:
    """Reports of each kind: crisis text and other news where the sets are there, else the samples repeated."""
    crisis, news = data / "data/muc4/dev.jsonl", data / "data/polnear/dev.jsonl"
    if crisis.exists() and news.exists():
        seeds = [Report(path.read_text(encoding="utf8"), path.stem) for path in sorted((data / "seeds").glob("0*.txt"))]
        return {
            "crisis text (MUC-4 dev, seeds)": [*seeds, *map(report_of, records(crisis, documents))],
            "other news (PolNeAR dev)": [report_of(record) for record in records(news, documents)],
        }
    print(f"no development sets in {data}: the samples are read instead", file=sys.stderr)
    found = [report for report in read_paths([SAMPLES], Settings()) if isinstance(report, Report)]
    return {"crisis text (samples, repeated)": list(islice(cycle(found), documents))}


def race(name: str, reports: Sequence[Report], reader: Reader, bare: Any) -> Race:
    """Both sides on the same texts, block by block in turns."""
    spent = {"bare": 0.0, "ours": 0.0}
    for number, start in enumerate(range(0, len(reports), BLOCK)):
        block = reports[start : start + BLOCK]
        sides: dict[str, Callable[[], object]] = {
            "bare": lambda block=block: list(bare.pipe(report.text for report in block)),
            "ours": lambda block=block: _all(reader, block),
        }
        # Each side goes first half of the time.
        for side, run in list(sides.items())[:: 1 if number % 2 else -1]:
            began = time.process_time()
            run()
            spent[side] += time.process_time() - began
    words = sum(len(report.text.split()) for report in reports)
    return Race(name, len(reports), words, spent["bare"], spent["ours"])


def _all(reader: Reader, reports: Sequence[Report]) -> list[Reading]:
    return [reader.read(report) for report in reports]


def parts(reports: Sequence[Report], reader: Reader) -> dict[str, float]:
    """Processor seconds of each part of the reading, then of ledger, reconcile and brief."""
    spent: dict[str, float] = {}
    names = ("case", "parser", "times", "places", "actors", "statements", "events", "relations")
    timed = replace(reader, **{name: Timed(getattr(reader, name), name, spent) for name in names})
    began = time.process_time()
    done = {reading.report.report_id: reading for reading in _all(timed, reports)}
    whole = time.process_time() - began
    shown = {
        "parser": "parse",
        "times": "times and the report's own date",
        "events": "events, status, counts, identity",
        "case": "case repair",
    }
    found = {shown.get(name, name): spent.get(name, 0.0) for name in names}
    found["sentences, links, claims, the rest"] = whole - sum(spent.values())
    return found | _after(reports, Read(done, reader.name, reader.version))


def _after(reports: Sequence[Report], reader: Read) -> dict[str, float]:
    """Processor seconds of storing, reconciling and the brief."""
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "speed.ledger", reader=reader) as ledger:
        began = time.process_time()
        ledger.add_reports(reports)
        added = time.process_time()
        ledger.rebuild()
        rebuilt = time.process_time()
        render(outline(ledger), "text")
        told = time.process_time()
    reconcile = rebuilt - added
    return {"ledger": max(0.0, added - began - reconcile), "reconcile": reconcile, "brief": told - rebuilt}


def _worker(reports: Sequence[Report], ready: Any, done: Any) -> None:
    """Load a reader, wait for the others, read."""
    reader = Reader.load()
    _all(reader, reports[:2])
    ready.wait()
    _all(reader, reports)
    done.wait()


def processes(reports: Sequence[Report], count: int) -> float:
    """Seconds by the clock that `count` processes take to read everything, loading aside."""
    context = multiprocessing.get_context("spawn")
    ready, done = context.Barrier(count + 1), context.Barrier(count + 1)
    shares = [reports[number::count] for number in range(count)]
    workers = [context.Process(target=_worker, args=(share, ready, done)) for share in shares]
    for worker in workers:
        worker.start()
    ready.wait()
    began = time.perf_counter()
    done.wait()
    seconds = time.perf_counter() - began
    for worker in workers:
        worker.join()
    return seconds


def commands() -> Iterator[tuple[str, float, float]]:
    """What a user waits for: the command, seconds by the clock, peak resident MB."""
    for words in (["--version"], ["brief", str(SAMPLES)]):
        script = (
            "import json, resource, subprocess, sys, time; began = time.perf_counter();"
            "subprocess.run([sys.executable, '-m', 'dragoman', *sys.argv[1:]], stdout=subprocess.DEVNULL, check=False);"
            "told = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss;"
            "print(json.dumps([time.perf_counter() - began, told]))"
        )
        found = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True, check=True)
        seconds, peak = json.loads(found.stdout)
        yield f"dragoman {' '.join([*words[:-1], 'samples']) if len(words) > 1 else words[0]}", seconds, peak / 1024


def page(races: list[Race], costs: dict[str, dict[str, float]], waits: list[tuple[str, float, float]],
         two: tuple[float, float] | None, peak: float, where: str) -> str:  # fmt: skip
    """The figures as Markdown tables."""
    lines = [f"{date.today().isoformat()}, Python {platform.python_version()}: `{where}`", ""]
    lines += ["| text | reports | words | bare `nlp.pipe`, words/s | Dragoman's reading, words/s | times as fast |",
              "|---|---:|---:|---:|---:|---:|"]  # fmt: skip
    for run in races:
        speeds = f"{run.words / run.bare:,.0f} | {run.words / run.ours:,.0f} | **{run.ratio:.2f}**"
        lines.append(f"| {run.name} | {run.reports} | {run.words:,} | {speeds} |")
    kinds = list(costs)
    lines += ["", "| part | " + " | ".join(f"{kind}, share of the reading" for kind in kinds) + " |",
              "|---|" + "---:|" * len(kinds)]  # fmt: skip
    after = {"ledger", "reconcile", "brief"}
    wholes = {kind: sum(cost for name, cost in costs[kind].items() if name not in after) for kind in kinds}
    for name in costs[kinds[0]]:
        shares = " | ".join(f"{100 * costs[kind][name] / wholes[kind]:.1f} %" for kind in kinds)
        lines.append(f"| {'*' + name + '*' if name in after else name} | {shares} |")
    named = " and ".join(f"{_of_parse(costs[kind]):.0f} % ({kind})" for kind in kinds)
    lines += ["", f"Actors and statements together cost {named} of the parse."]
    lines += ["", "*Ledger, reconcile and brief come after the reading; their shares are of its time.*", ""]
    lines += ["| command | seconds | peak memory |", "|---|---:|---:|"]
    lines += [f"| `{command}` | {seconds:.1f} | {memory:.0f} MB |" for command, seconds, memory in waits]
    lines += ["", f"Peak memory of this whole measurement, two pipelines loaded: {peak:.0f} MB."]
    if two:
        lines += ["", f"Two processes read {two[0] / two[1]:.2f} times as fast as one (by the clock, loading aside)."]
    return "\n".join(lines) + "\n"


def _of_parse(cost: dict[str, float]) -> float:
    """Actors and statements together, in per cent of the parse of the same run."""
    return 100 * (cost["actors"] + cost["statements"]) / cost["parse"]


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--documents", type=int, default=100, help="how many of each kind")
    parser.add_argument("--out", type=Path, help="page whose part below the marker line is rewritten")
    parser.add_argument("--processes", action="store_true", help="also two processes against one")
    given = parser.parse_args()
    import spacy

    settings = Settings()
    reader, bare = Reader.load(settings), spacy.load(settings.model)
    races, costs, kinds = [], {}, texts(given.data, given.documents)
    for name, reports in kinds.items():
        _all(reader, reports[:BLOCK])
        list(bare.pipe(report.text for report in reports[:BLOCK]))
        gc.collect()
        races.append(race(name, reports, reader, bare))
        costs[name] = parts(reports, reader)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    first = next(iter(kinds.values()))
    two = (processes(first, 1), processes(first, 2)) if given.processes else None
    where = "python -m bench.speed --processes" if given.processes else "python -m bench.speed"
    told = page(races, costs, list(commands()), two, peak, f"{where} --documents {given.documents}")
    print(told)
    if given.out:
        _write(given.out, told)
    return 0


_MARKER = "<!-- below this line: written by bench/speed.py -->"


def _write(path: Path, told: str) -> None:
    """Keep what a person wrote above the marker line and renew what is below."""
    kept = path.read_text(encoding="utf8").split(_MARKER)[0] if path.exists() else "# Performance\n\n"
    path.write_text(f"{kept}{_MARKER}\n\n{told}", encoding="utf8")


if __name__ == "__main__":
    sys.exit(main())
