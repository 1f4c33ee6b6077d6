"""Intake: pages to reports beside bare trafilatura, the memory of a web archive, and how soon Ctrl-C ends a read.

    python -m bench.intake [--pages N] [--out docs/performance.md]

Pages are our own, of seven layouts (`bench/pages.py`). The sides take turns on blocks of the same pages, in processor
time of one core; how much of the articles each finds is shown beside it. Nothing is written without `--out`.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import platform
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dragoman.model import Report
from dragoman.settings import Settings
from dragoman.sources import Desk, read_bytes

from .pages import KINDS, Page, kept, page

BLOCK = 10
"""Pages that one side reads before it is the other's turn."""
_BEGIN, _END = "<!-- intake: written by bench/intake.py -->", "<!-- intake ends -->"


@dataclass(slots=True)
class Side:
    """One way from bytes to text: what runs, and processor seconds and shares found by layout."""

    name: str
    run: Callable[[bytes], str]
    seconds: Counter[str] = field(default_factory=Counter)
    found: list[tuple[float, float]] = field(default_factory=list)


def sides() -> list[Side]:
    """Bare trafilatura without and with its metadata, and our pages to reports."""
    import trafilatura

    desk = Desk(Settings())

    def bare(data: bytes) -> str:
        return trafilatura.extract(data, include_comments=False, include_tables=False, favor_recall=True) or ""

    def with_facts(data: bytes) -> str:
        found = trafilatura.bare_extraction(
            data, include_comments=False, include_tables=False, favor_recall=True, with_metadata=True
        )
        return getattr(found, "text", None) or ""

    def ours(data: bytes) -> str:
        found = read_bytes(data, "page", desk, url="https://arden.example/x", media="text/html")
        return "".join(item.text for item in found if isinstance(item, Report))

    return [
        Side("`trafilatura.extract`: text alone", bare),
        Side("`trafilatura.bare_extraction` with metadata: text, title, author, date", with_facts),
        Side("Dragoman: a report (the same, and cleaning, dates of change, language, flags, address)", ours),
    ]


def race(pages: list[Page]) -> list[Side]:
    """Each side on the same pages, block by block, each first in its turn."""
    racing = sides()
    for side in racing:
        for given in pages[: len(KINDS)]:
            side.run(given.data)
    for number, start in enumerate(range(0, len(pages), BLOCK)):
        first = number % len(racing)
        for side in racing[first:] + racing[:first]:
            for given in pages[start : start + BLOCK]:
                began = time.process_time()
                text = side.run(given.data)
                side.seconds[given.kind] += time.process_time() - began
                side.found.append(kept(text, given.paragraphs))
    return racing


def archive(path: Path, pages: list[Page], records: int) -> None:
    """A gzipped web archive of so many answers."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for number in range(records):
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            payload = io.BytesIO(pages[number % len(pages)].data)
            url = f"https://arden.example/{number}"
            writer.write_record(writer.create_warc_record(url, "response", payload=payload, http_headers=headers))


_READ = """
import json, resource, sys, time
from dragoman.settings import Settings
from dragoman.sources import read_paths
began = time.process_time()
count = sum(1 for _ in read_paths(sys.argv[1:], Settings()))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([count, peak, time.process_time() - began]))
"""


def memory(pages: list[Page], counts: tuple[int, int]) -> Iterator[tuple[int, float, float]]:
    """Records, peak resident MB and processor seconds of reading a small and a large archive, each in its process."""
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            path = Path(folder) / f"{count}.warc.gz"
            archive(path, pages, count)
            done = subprocess.run([sys.executable, "-c", _READ, str(path)], capture_output=True, text=True, check=True)
            found, peak, seconds = json.loads(done.stdout)
            yield found, peak, seconds


def stops(counts: tuple[int, ...] = (1, 2)) -> Iterator[tuple[int, float]]:
    """Processes that read, and seconds from Ctrl-C in the middle of a read to the end of the program."""
    records = (json.dumps({"id": str(n), "text": page(n % 50).paragraphs[0]}) for n in range(3_000))
    lines = "\n".join(records)
    for jobs in counts:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "many.jsonl").write_text(lines, encoding="utf8")
            command = [sys.executable, "-m", "dragoman", "read", "many.jsonl", "--jobs", str(jobs)]
            environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
            with subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.DEVNULL) as process:
                while process.poll() is None and not _recorded(Path(folder) / "dragoman.ledger"):
                    time.sleep(0.05)
                process.send_signal(signal.SIGINT)
                began = time.monotonic()
                process.wait()
                yield jobs, time.monotonic() - began


def _recorded(ledger: Path) -> int:
    try:
        with sqlite3.connect(f"file:{ledger}?mode=ro", uri=True) as db:
            return int(db.execute("SELECT count(*) FROM report").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def told(pages: list[Page], racing: list[Side], sizes: list[tuple[int, float, float]], command: str) -> str:
    """The figures as Markdown tables."""
    size = sum(len(given.data) for given in pages) / len(pages) / 1000
    bare, facts, ours = racing
    lines = [f"{date.today().isoformat()}, Python {platform.python_version()}: `{command}`, pages of {size:.0f} KB", ""]
    lines += [
        "| from page | pages/s a core | time, text alone = 1 | of the article found | of what was found, article |"
    ]
    lines += ["|---|---:|---:|---:|---:|"]
    for side in racing:
        seconds = side.seconds.total()
        shares = " | ".join(f"{sum(share) / len(share):.3f}" for share in zip(*side.found, strict=True))
        lines.append(f"| {side.name} | {len(pages) / seconds:,.0f} | {seconds / bare.seconds.total():.2f} | {shares} |")
    lines += [
        "",
        "| layout | Dragoman, pages/s a core | text alone = 1 | text and metadata = 1 |",
        "|---|---:|---:|---:|",
    ]
    for kind in KINDS:
        count = sum(given.kind == kind for given in pages)
        mine = ours.seconds[kind]
        ratios = f"{mine / bare.seconds[kind]:.2f} | {mine / facts.seconds[kind]:.2f}"
        lines.append(f"| {kind} | {count / mine:,.0f} | {ratios} |")
    lines += ["", "| gzipped WARC, records | peak memory | records/s a core |", "|---:|---:|---:|"]
    lines += [f"| {count:,} | {peak:.0f} MB | {count / seconds:,.0f} |" for count, peak, seconds in sizes]
    lines += ["", "| Ctrl-C in the middle of a read, processes | seconds to the end |", "|---:|---:|"]
    lines += [f"| {jobs} | {seconds:.2f} |" for jobs, seconds in stops()]
    return "\n".join(lines) + "\n"


def write(path: Path, figures: str) -> None:
    """Renew what stands between the markers of a page."""
    text = path.read_text(encoding="utf8")
    before, _, rest = text.partition(_BEGIN)
    path.write_text(f"{before}{_BEGIN}\n\n{figures}\n{_END}{rest.partition(_END)[2]}", encoding="utf8")


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=210)
    parser.add_argument(
        "--records", type=int, default=150, help="of the small archive; the large one has ten times as many"
    )
    parser.add_argument("--out", type=Path, help="page whose part between the intake markers is rewritten")
    given = parser.parse_args()
    pages = [page(number) for number in range(given.pages)]
    racing = race(pages)
    sizes = list(memory(pages, (given.records, 10 * given.records)))
    command = f"python -m bench.intake --pages {given.pages} --records {given.records}"
    figures = told(pages, racing, sizes, command)
    print(figures)
    if given.out:
        write(given.out, figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
