"""A reader that finds sentences and nothing else, at once: for tests of intake through the real ledger and real files.

As a program, `python cheap_reader.py LEDGER PATH…` reads paths and says when it has opened the file.
"""

from __future__ import annotations

import resource
import signal
import sys
from dataclasses import dataclass, field

from dragoman.errors import DragomanError
from dragoman.ledger import Ledger
from dragoman.model import Reading, Report, Span
from dragoman.sources.language import language_of


@dataclass(slots=True)
class CheapReader:
    """Splits at line ends. `seen` keeps the ids of what it was given."""

    name: str = "cheap"
    version: str = "1"
    seen: list[str] = field(default_factory=list)

    def read(self, report: Report) -> Reading:
        """The reading of a report: its lines as sentences."""
        self.seen.append(report.report_id)
        spans, start = [], 0
        for line in report.text.split("\n"):
            if line.strip():
                spans.append(Span(start, start + len(line)))
            start += len(line) + 1
        return Reading(report, sentences=tuple(spans))


def main() -> int:
    """Read paths into a ledger; errors are one line."""
    if len(sys.argv) > 3 and sys.argv[1] == "--limit":
        # What is loaded once unpacks temporary files of its own; from here on no file may grow over the limit.
        language_of("Gunmen attacked a police post on Monday and wounded two officers.")
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
        del sys.argv[1:3]
    try:
        with Ledger.open(sys.argv[1], reader=CheapReader()) as ledger:
            print("open", flush=True)
            print(ledger.add(sys.argv[2:]), flush=True)
    except DragomanError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
