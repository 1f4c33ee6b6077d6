"""Speed: the whole reading beside the bare spaCy pipeline on the same texts in one run, and what each part costs.

    python -m bench.speed [--data DIR] [--documents N] [--rounds N] [--processes] [--out docs/performance.md]

The yardstick is `nlp.pipe` of the same small pipeline, whole (with entity recognition and lemmas), in processor time of
one core. All sides take turns on blocks of the same texts, whoever goes first changing from block to block, so that a
busy machine slows all alike. Each round reads texts that no round before it has read; the figure is the median of the
rounds. A third side is spaCy's tagger and parser alone: what a reading cannot do without. Without the development sets
the samples are read, again and again. Nothing is written without `--out`.
"""

from __future__ import annotations

import argparse
import gc
import json
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from dragoman.model import Report
from dragoman.reading import Reader
from dragoman.reading.parse import UNUSED_PIPES
from dragoman.settings import Settings
from dragoman.sources import read_paths

from .common import DATA, records, report_of
from .speed_parts import AFTER, parts
from .speed_two import Two, two_processes

SAMPLES = Path(__file__).parent.parent / "samples"
BLOCK = 8
"""Reports that one side reads before it is the other's turn."""
ROUNDS = 3
PARTIES = ("actors", "statements")
"""The parts that together may cost a third of the parse."""


@dataclass(frozen=True, slots=True)
class Race:
    """Processor seconds of each side on one kind of text, round by round."""

    name: str
    reports: int
    words: tuple[int, ...]
    bare: tuple[float, ...]
    parse: tuple[float, ...]
    """spaCy's tagger and parser alone."""
    ours: tuple[float, ...]

    @property
    def ratios(self) -> list[float]:
        """How many times faster the reading is than the bare pipeline, in each round, the lowest first."""
        return sorted(bare / ours for bare, ours in zip(self.bare, self.ours, strict=True))

    @property
    def ratio(self) -> float:
        """The median of them."""
        return statistics.median(self.ratios)

    def speed(self, seconds: Sequence[float]) -> float:
        """Words a second of a side."""
        return sum(self.words) / sum(seconds)


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


def race(name: str, reports: Sequence[Report], reader: Reader, bare: Any, parse: Any, rounds: int = ROUNDS) -> Race:
    """All sides on the same texts, block by block in turns."""
    sides: dict[str, Callable[[Sequence[Report]], object]] = {
        "bare": lambda block: list(bare.pipe(report.text for report in block)),
        "ours": lambda block: [reader.read(report) for report in block],
        "parse": lambda block: list(parse.pipe(report.text for report in block)),
    }
    order = list(sides)
    for side in order:
        sides[side](reports[:BLOCK])
    spent: dict[str, list[float]] = {side: [] for side in sides}
    words = []
    for number in range(rounds):
        share = reports[number::rounds]
        words.append(sum(len(report.text.split()) for report in share))
        seconds = dict.fromkeys(sides, 0.0)
        gc.collect()
        for start in range(0, len(share), BLOCK):
            order.append(order.pop(0))
            for side in order:
                began = time.process_time()
                sides[side](share[start : start + BLOCK])
                seconds[side] += time.process_time() - began
        for side, taken in seconds.items():
            spent[side].append(taken)
    return Race(name, len(reports), tuple(words), *(tuple(spent[side]) for side in ("bare", "parse", "ours")))


@dataclass(frozen=True, slots=True)
class Wait:
    """A command: seconds by the clock and of the processor, and peak resident MB; the least of a few runs."""

    command: str
    clock: float
    processor: float
    memory: float


def commands(times: int = 3) -> Iterator[Wait]:
    """The wait for a few commands."""
    script = (
        "import json, resource, subprocess, sys, time; began = time.perf_counter();"
        "subprocess.run([sys.executable, '-m', 'dragoman', *sys.argv[1:]], stdout=subprocess.DEVNULL, check=False);"
        "clock = time.perf_counter() - began; used = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(json.dumps([clock, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))"
    )
    for words in (["--version"], ["--help"], ["brief", str(SAMPLES)]):
        runs = [
            json.loads(subprocess.run([sys.executable, "-c", script, *words], capture_output=True, check=True).stdout)
            for _ in range(times)
        ]
        shown = " ".join("samples" if word == str(SAMPLES) else word for word in words)
        yield Wait(f"dragoman {shown}", *map(min, zip(*runs, strict=True)))


def page(races: list[Race], costs: list[dict[str, float]], waits: list[Wait], two: Two | None, peak: float,
         where: str) -> str:  # fmt: skip
    """The figures as Markdown tables."""
    lines = [f"{date.today().isoformat()}, Python {platform.python_version()}: `{where}`", ""]
    heads = ("text", "reports", "words", "bare `nlp.pipe`, words/s", "spaCy's tagger and parser alone",
             "Dragoman's whole reading", "times as fast as bare", "lowest and highest round")  # fmt: skip
    lines += [f"| {' | '.join(heads)} |", "|---" + "|---:" * (len(heads) - 1) + "|"]
    for run in races:
        speeds = " | ".join(f"{run.speed(side):,.0f}" for side in (run.bare, run.parse, run.ours))
        lines.append(
            f"| {run.name} | {run.reports} | {sum(run.words):,} | {speeds} | **{run.ratio:.2f}** "
            f"| {run.ratios[0]:.2f}–{run.ratios[-1]:.2f} |"
        )
    lines += ["", "| part | " + " | ".join(f"{run.name}, share of the reading" for run in races) + " |",
              "|---|" + "---:|" * len(races)]  # fmt: skip
    wholes = [sum(cost for name, cost in each.items() if name not in AFTER) for each in costs]
    for name in costs[0]:
        shares = " | ".join(f"{100 * each[name] / whole:.1f} %" for each, whole in zip(costs, wholes, strict=True))
        lines.append(f"| {'*' + name + '*' if name in AFTER else name} | {shares} |")
    lines += ["", "*Ledger, reconcile and brief come after the reading; their shares are of its time.*", ""]
    for run, each in zip(races, costs, strict=True):
        lines.append(f"Actors and statements together, {run.name}: {_of_parses(run, each)}.")
    lines += ["", "| command | seconds | of the processor | peak memory |", "|---|---:|---:|---:|"]
    lines += [
        f"| `{wait.command}` | {wait.clock:.2f} | {wait.processor:.2f} | {wait.memory:.0f} MB |" for wait in waits
    ]
    lines += ["", f"Peak memory of this whole measurement, three pipelines loaded: {peak:.0f} MB."]
    if two:
        lines += ["", f"Two processes read {two.reports} reports {two.clock:.2f} times as fast as one by the clock "
                  f"(loading aside; {two.lowest:.2f} to {two.highest:.2f} over the rounds), {two.processor:.2f} times "
                  "by processor time."]  # fmt: skip
    return "\n".join(lines) + "\n"


def _of_parses(run: Race, cost: dict[str, float]) -> str:
    """Actors and statements in per cent of spaCy's parse, by the reading's own speed in the race, and of ours."""
    whole = sum(each for name, each in cost.items() if name not in AFTER)
    parties = sum(cost[name] for name in PARTIES)
    theirs = parties / whole * sum(run.ours) / sum(run.parse)
    ours = parties / cost["parse"]
    return f"{100 * theirs:.0f} % of spaCy's tagger and parser, {100 * ours:.0f} % of the parse as it is done here"


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--documents", type=int, default=120, help="how many of each kind, over all rounds")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="turns of the race, each over new texts")
    parser.add_argument("--out", type=Path, help="page whose part below the marker line is rewritten")
    parser.add_argument("--processes", action="store_true", help="also two processes against one")
    given = parser.parse_args()
    import spacy

    settings = Settings()
    reader, bare = Reader.load(settings), spacy.load(settings.model)
    parse = spacy.load(settings.model, exclude=[*UNUSED_PIPES, "lemmatizer"])
    kinds = texts(given.data, given.documents)
    races = [race(name, reports, reader, bare, parse, given.rounds) for name, reports in kinds.items()]
    costs = [parts(reports[:: given.rounds], reader, given.rounds) for reports in kinds.values()]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    two = (
        two_processes([report for reports in kinds.values() for report in reports], given.rounds)
        if given.processes
        else None
    )
    flags = f"--documents {given.documents} --rounds {given.rounds}" + " --processes" * given.processes
    told = page(races, costs, list(commands()), two, peak, f"python -m bench.speed {flags}")
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
