"""What each export costs: time as a ratio to plain JSON lines, and peak memory at two sizes of ledger.

`python -m bench.exports [--incidents 100000] [--write docs/performance.md]`. The ledgers are synthetic: rows of the
views are written as the program itself writes them, four incidents of five told once, the fifth by three reports. Every
export runs in a process of its own, so that its peak memory is its own; the small ledger is a tenth of the large one.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dragoman.export import FORMATS, Account, export_table
from dragoman.ledger import Ledger

from .exports_ledger import make_ledger

_MARK = "<!-- exports: written by bench/exports.py -->"
_END = "<!-- exports end -->"


@dataclass(frozen=True)
class Measure:
    """One export of one ledger: processor seconds, bytes, peak resident memory in MB, incidents in it."""

    seconds: float
    bytes: int
    memory_mb: float
    written: int


def measure(ledger: Path, format: str) -> Measure:
    """Export a ledger in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.exports", "--one", format, "--ledger", str(ledger)],
        capture_output=True,
        text=True,
        check=True,
    )
    return Measure(**json.loads(done.stdout))


def one(ledger: Path, format: str) -> Measure:
    """Export here and now, and say what it took."""
    account = Account()
    with Ledger.open(ledger, readonly=True) as opened, tempfile.TemporaryFile() as out:
        began = time.process_time()
        export_table(opened, "incidents", format, out, account=account)
        seconds = time.process_time() - began
        size = out.tell()
    return Measure(seconds, size, _peak_mb(), account.written)


def _peak_mb() -> float:
    """Peak resident memory of this process since it began, in MB.

    `getrusage` would do where there is no /proc, but on Linux its peak takes over that of the process that started it.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def table(incidents: int, formats: Iterable[str]) -> str:
    """The figures as a Markdown table, for the small ledger and the large one."""
    with tempfile.TemporaryDirectory() as folder:
        sizes = (incidents // 10, incidents)
        ledgers = {size: Path(folder) / f"{size}.ledger" for size in sizes}
        for size, path in ledgers.items():
            print(f"making a ledger of {size:,} incidents", file=sys.stderr)
            make_ledger(path, size)
        plain = {size: measure(path, "jsonl") for size, path in ledgers.items()}
        small, large = sizes
        lines = [
            f"| format | {large:,} incidents, times jsonl | MB written | peak memory at {small:,} | at {large:,} |",
            "|---|---:|---:|---:|---:|",
        ]
        for format in formats:
            found = plain if format == "jsonl" else {size: measure(path, format) for size, path in ledgers.items()}
            print(f"{format}: {found[large]}", file=sys.stderr)
            ratio = found[large].seconds / plain[large].seconds
            memory = " | ".join(f"{found[size].memory_mb:.0f} MB" for size in sizes)
            lines.append(f"| `{format}` | {ratio:.2f} | {found[large].bytes / 1e6:.0f} | {memory} |")
        rate = large / plain[large].seconds
    lines.append(f"\nPlain JSON lines: {rate:,.0f} incidents a second of one core.")
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and write the page where one is named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--formats", nargs="*", default=list(FORMATS))
    parser.add_argument("--write", type=Path)
    parser.add_argument("--one")
    parser.add_argument("--ledger", type=Path)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(one(given.ledger, given.one).__dict__))
        return
    found = table(given.incidents, given.formats)
    print(found)
    if given.write:
        text = given.write.read_text(encoding="utf8")
        head, _, rest = text.partition(_MARK)
        tail = rest.partition(_END)[2] if rest else ""
        when = f"{date.today().isoformat()}: `python -m bench.exports --incidents {given.incidents}`"
        given.write.write_text(f"{head}{_MARK}\n\n{when}\n\n{found}\n\n{_END}{tail}", encoding="utf8")


if __name__ == "__main__":
    main()
