"""Scale: what a report costs as a ledger grows, in time and memory, and what one more report or decision costs then.

    python -m bench.scale [--reports N] [--batch N] [--ledger FILE] [--out docs/performance.md]

Synthetic news (`bench/synthetic.py`) goes into one ledger, batch by batch, in processor time: recording (a transaction
a report) apart from joining. Then the same thousand reports go into an empty ledger and into the large one; single
reports and single decisions are timed on the large one, and pages of the list. Nothing is written without `--out`.

A hundred thousand reports take an hour or more: with `--ledger FILE` the ledger is kept, with its measures in
FILE.steps beside it, and the same command goes on where it was stopped.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.ledger import Filters, Ledger
from dragoman.model import Report

from .synthetic import REPORTS_A_DAY, ROUND, reports
from .synthetic_reader import SyntheticReader

OPENING, CLOSING = "<!-- scale: written by bench/scale.py -->\n", "<!-- /scale -->\n"
STEPS = (1, 2, 3, 6, 15, 31)
"""After so many rounds of the news its cost is taken: 3,220 reports, 6,440, 9,660, 19,320, 48,300 and 99,820."""
_BATCH = ROUND // 7
_LATE = 1000


@dataclass(frozen=True, slots=True)
class Step:
    """Processor milliseconds a report over the last round up to a size, and what the ledger takes there."""

    reports: int
    record: float
    join: float
    memory_mb: float
    file_mb: float
    incidents: int


def memory_mb() -> float:
    """The most memory that this process ever had resident, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def opened(path: Path) -> Ledger:
    """A ledger that reads synthetic news."""
    return Ledger.open(path, reader=SyntheticReader())


def add(ledger: Ledger, news: Iterable[Report]) -> tuple[float, float, int]:
    """Add reports; processor seconds of recording and of joining, and how many there were."""
    start = time.process_time()
    marks: list[float] = []

    def mark(done: int, total: int | None, name: str) -> None:
        marks[:] = [time.process_time()]

    added = ledger.add_reports(news, progress=mark)
    end = time.process_time()
    recorded = marks[0] if marks else end
    return recorded - start, end - recorded, added.recorded


class Log:
    """The measures of a ledger that is kept, beside it: a stopped run goes on with them."""

    def __init__(self, path: Path | None) -> None:
        self._path = path.with_name(f"{path.name}.steps") if path else None
        self.steps: list[Step] = []
        if self._path and self._path.exists():
            lines = self._path.read_text(encoding="utf8").splitlines()
            self.steps = [Step(**json.loads(line)) for line in lines]

    def add(self, step: Step) -> None:
        """Keep one more."""
        self.steps.append(step)
        if self._path:
            with self._path.open("a", encoding="utf8") as file:
                file.write(json.dumps(asdict(step)) + "\n")


def grow(ledger: Ledger, number: int, batch: int, told: Callable[[Step], None], log: Log) -> list[Step]:
    """Fill a ledger from where it is, and take its measure over each whole round of the news at the steps."""
    record = join = 0.0
    whole = True
    done = next(iter(ledger.rows("SELECT count(*) AS reports FROM report")))["reports"]
    for first in range(done, number, batch):
        if first % ROUND == 0:
            record, join, whole = 0.0, 0.0, True
        elif first == done:
            whole = False
        last = min(first + batch, number)
        one, other, _ = add(ledger, reports(first, last))
        record, join = record + one, join + other
        if last % ROUND == 0 and last // ROUND in STEPS and whole:
            size = ledger._db.execute("PRAGMA page_count").fetchone()[0] * 4096 / 1e6
            memory = max([memory_mb(), *(step.memory_mb for step in log.steps)])
            each = (record / ROUND * 1e3, join / ROUND * 1e3)
            step = Step(last, *each, memory, size, ledger.count())
            log.add(step)
            told(step)
    return log.steps


def timed(action: Callable[[], Any], times: int = 5) -> float:
    """The middle of a few takes, in milliseconds of wall time."""
    takes = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        takes.append((time.perf_counter() - start) * 1e3)
    return sorted(takes)[times // 2]


def after(ledger: Ledger, number: int, batch: int, folder: Path) -> list[tuple[str, str]]:
    """What is asked of a large ledger: a thousand more reports, one more, a decision, pages."""
    news = list(reports(number, number + _LATE))
    with opened(folder / "empty.ledger") as empty:
        small = sum(sum(add(empty, news[n : n + batch])[:2]) for n in range(0, _LATE, batch))
    large = sum(sum(add(ledger, news[n : n + batch])[:2]) for n in range(0, _LATE, batch))
    more = iter(reports(number + _LATE, number + _LATE + 5))
    one = timed(lambda: ledger.add_reports([next(more)]))
    seen = iter([incident.incident_id for incident in ledger.page(limit=5, newest=True).incidents])
    decided = timed(lambda: ledger.correct("set", next(seen), "killed=7", by="Bench", reason="to time it"))
    middle = ledger.page(Filters.of(since="2001-01-20"), limit=1).after
    return [
        ("the same 1,000 reports into an empty ledger", f"{small:.1f} s"),
        ("the same 1,000 reports into the large one", f"{large:.1f} s, {large / small:.2f} times as long"),
        ("one more report, in the views", f"{one:.0f} ms"),
        ("one decision of a person, in the views", f"{decided:.0f} ms"),
        ("first page of 50 incidents", f"{timed(lambda: ledger.page(newest=True)):.1f} ms"),
        ("a page further on", f"{timed(lambda: ledger.page(after=middle)):.1f} ms"),
        (
            "first page of one kind in one country",
            f"{timed(lambda: ledger.page(Filters.of(kind='raid', country='IQ'))):.1f} ms",
        ),
    ]


def looking_back(ledger: Ledger) -> list[tuple[str, str]]:
    """What the past and another rule cost: as known before the last thousand reports or so, and half the ledger ago."""
    moments = [row["recorded_at"] for row in ledger.rows("SELECT recorded_at FROM caught_up ORDER BY recorded_at")]
    total = next(iter(ledger.rows("SELECT count(*) AS reports FROM report")))["reports"]
    found = []
    for ago, name in ((_LATE, "some 1,000 reports ago"), (total // 2, "half the ledger ago")):
        query = "SELECT recorded_at FROM report ORDER BY recorded_at DESC LIMIT 1 OFFSET ?"
        recorded = next(iter(ledger.rows(query, (ago,))))["recorded_at"]
        moment = next(one for one in moments if one >= recorded)
        then = f"as known {name}, and its first page of 50"
        found.append((then, f"{timed(lambda at=moment: ledger.as_of(at).page(newest=True), 3) / 1e3:.2f} s"))
        if ago == _LATE:
            found.append((f"what changed since {name}", f"{timed(lambda at=moment: ledger.diff(at), 1) / 1e3:.2f} s"))
    by_rule = timed(lambda: ledger.under("acled_lowest").page(newest=True), 3) / 1e3
    return [*found, ("first page of 50 by another rule", f"{by_rule:.2f} s")]


def page_of(steps: list[Step], rows: list[tuple[str, str]], command: str, number: int) -> str:
    """What goes between the marks of the page."""
    base = steps[0]
    lines = [
        "",
        f"{date.today()}, Python {platform.python_version()}: `{command}`, {REPORTS_A_DAY} reports a day; processor",
        f"time of one core, over the {ROUND:,} reports up to each size. Among these are four deeds that all papers",
        "tell, one of them in a thousand reports.",
        "",
        "| reports | recording, ms each | joining, ms each | both, times the first | peak memory | file | incidents |",
        "|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for step in steps:
        ratio = (step.record + step.join) / (base.record + base.join)
        lines.append(
            f"| {step.reports:,} | {step.record:.1f} | {step.join:.1f} | {ratio:.2f} | {step.memory_mb:.0f} MB "
            f"| {step.file_mb:,.0f} MB | {step.incidents:,} |"
        )
    lines += ["", f"| with {number:,} reports in the ledger | |", "|---|---:|"]
    lines += [f"| {name} | {value} |" for name, value in rows]
    return "\n".join([*lines, ""]) + "\n"


def main() -> None:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__.split("\n")[0])
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument(
        "--batch", type=int, default=_BATCH, help=f"reports at a time; rounds of {ROUND:,} are measured"
    )
    parser.add_argument("--ledger", type=Path, help="keep the ledger in this file, and go on with one that is there")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    if given.out and not given.out.exists():
        parser.error(
            f"{given.out} is not there: give the page whose table is to be replaced, such as docs/performance.md"
        )

    def say(step: Step) -> None:
        print(
            f"{step.reports:>7,} reports: recording {step.record:.1f} ms, joining {step.join:.1f} ms each, "
            f"{step.memory_mb:.0f} MB resident, {step.file_mb:,.0f} MB file, {step.incidents:,} incidents",
            file=sys.stderr,
            flush=True,
        )

    with tempfile.TemporaryDirectory() as folder, opened(given.ledger or Path(folder) / "large.ledger") as ledger:
        steps = grow(ledger, given.reports, given.batch, say, Log(given.ledger))
        rows = after(ledger, given.reports, given.batch, Path(folder)) + looking_back(ledger)
    told = page_of(steps, rows, f"python -m bench.scale --reports {given.reports}", given.reports)
    print(told)
    if given.out:
        text = given.out.read_text(encoding="utf8")
        head, _, rest = text.partition(OPENING)
        given.out.write_text(head + OPENING + told + CLOSING + rest.partition(CLOSING)[2], encoding="utf8")


if __name__ == "__main__":
    main()
