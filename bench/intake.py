"""Intake: pages to reports beside bare trafilatura in one run, and the memory that a web archive takes.

    python -m bench.intake [--pages N] [--out docs/performance.md]

Pages are made by templates of our own: navigation, scripts, lists of other stories, JSON-LD, paragraphs. Both sides
take turns on blocks of the same pages, in processor time of one core. Nothing is written without `--out`.
"""

from __future__ import annotations

import argparse
import io
import json
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.settings import Settings
from dragoman.sources import Desk, read_bytes

BLOCK = 10
"""Pages that one side reads before it is the other's turn."""
_BEGIN, _END = "<!-- intake: written by bench/intake.py -->", "<!-- intake ends -->"

SUBJECTS = ("police", "gunmen", "soldiers", "rebels", "protesters", "officials", "residents", "doctors", "guards")
VERBS = (
    "attacked",
    "surrounded",
    "left",
    "searched",
    "entered",
    "guarded",
    "shelled",
    "reached",
    "closed",
    "evacuated",
)
PLACES = (
    "the old market",
    "the river bridge",
    "a checkpoint",
    "the airport road",
    "the ministry",
    "a school",
    "the port",
)
DAYS = ("Monday", "Friday")
ENDS = (
    "before the curfew began",
    "after a night of clashes",
    "as reinforcements arrived from the capital",
    "while negotiations went on in a neighbouring country",
    "according to a statement that was read on state television",
)


def paragraph(chance: random.Random) -> str:
    """Three to six sentences of a report."""
    said = (
        f"The {chance.choice(SUBJECTS)} {chance.choice(VERBS)} {chance.choice(PLACES)} on {chance.choice(DAYS)}"
        f" {chance.choice(ENDS)}, and at least {chance.randint(2, 40)} {chance.choice(SUBJECTS)} were hurt."
        for _ in range(chance.randint(3, 6))
    )
    return " ".join(said)


def page(number: int) -> bytes:
    """A page as outlets serve them, 30 to 90 KB."""
    chance = random.Random(number)
    links = "".join(
        f'<li class="item"><a href="/story/{n}"><img src="/i/{n}.jpg" alt="">'
        f"<span>{chance.choice(SUBJECTS).title()} and {chance.choice(PLACES)}, part {n}</span></a></li>"
        for n in range(chance.randint(40, 160))
    )
    headline = f"Report {number} from {chance.choice(PLACES)}"
    told = {
        "@type": "NewsArticle",
        "headline": headline,
        "datePublished": f"2021-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}T08:00:00Z",
        "author": {"@type": "Person", "name": "Ada Reed"},
        "publisher": {"@type": "Organization", "name": "The Arden Paper"},
    }
    script = "".join(f"window.q{n}=function(a,b){{return a*{n}+b}};" for n in range(400))
    body = "".join(f"<p>{paragraph(chance)}</p>" for _ in range(chance.randint(8, 30)))
    parts = (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{headline} | The Arden Paper</title>',
        f'<script type="application/ld+json">{json.dumps(told)}</script><meta property="og:title" content="x">',
        f'<link rel="canonical" href="https://arden.example/{number}"><script>{script}</script></head><body>',
        f"<header><nav><ul>{links[:4000]}</ul></nav></header><main><article><h1>{headline}</h1>",
        f'<div class="byline">By Ada Reed</div><div class="body">{body}</div></article>',
        f'<aside class="related"><ul>{links}</ul></aside></main>',
        "<footer><p>Imprint, contact, terms.</p></footer></body></html>",
    )
    return "".join(parts).encode()


def race(pages: list[bytes]) -> dict[str, float]:
    """Processor seconds of each side on the same pages."""
    import trafilatura

    desk = Desk(Settings())

    def bare(data: bytes) -> Any:
        return trafilatura.extract(data, include_comments=False, include_tables=False, favor_recall=True)

    def with_facts(data: bytes) -> Any:
        return trafilatura.bare_extraction(
            data, include_comments=False, include_tables=False, favor_recall=True, with_metadata=True
        )

    def ours(data: bytes) -> Any:
        return list(read_bytes(data, "page", desk, url="https://arden.example/x", media="text/html"))

    sides: dict[str, Callable[[bytes], Any]] = {"bare": bare, "facts": with_facts, "ours": ours}
    spent = dict.fromkeys(sides, 0.0)
    for run in sides.values():
        run(pages[0])
    for number, start in enumerate(range(0, len(pages), BLOCK)):
        order = list(sides)
        # Each side goes first in its turn.
        for side in order[number % 3 :] + order[: number % 3]:
            began = time.process_time()
            for data in pages[start : start + BLOCK]:
                sides[side](data)
            spent[side] += time.process_time() - began
    return spent


def archive(path: Path, pages: list[bytes], records: int) -> None:
    """A gzipped web archive of so many answers."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for number in range(records):
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            payload = io.BytesIO(pages[number % len(pages)])
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


def memory(pages: list[bytes], counts: tuple[int, int]) -> Iterator[tuple[int, float, float]]:
    """Records, peak resident MB and processor seconds of reading a small and a large archive, each in its process."""
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            path = Path(folder) / f"{count}.warc.gz"
            archive(path, pages, count)
            done = subprocess.run([sys.executable, "-c", _READ, str(path)], capture_output=True, text=True, check=True)
            found, peak, seconds = json.loads(done.stdout)
            yield found, peak, seconds


def told(pages: list[bytes], spent: dict[str, float], sizes: list[tuple[int, float, float]], command: str) -> str:
    """The figures as Markdown tables."""
    size = sum(map(len, pages)) / len(pages) / 1000
    names = {
        "bare": "`trafilatura.extract`, text alone",
        "facts": "`trafilatura.bare_extraction`, with its metadata",
        "ours": "Dragoman: page to report (facts, cleaning, dates, language, flags, address)",
    }
    lines = [f"{date.today().isoformat()}, Python {platform.python_version()}: `{command}`, pages of {size:.0f} KB", ""]
    lines += ["| from page | pages/s a core | time, bare text = 1 |", "|---|---:|---:|"]
    lines += [
        f"| {names[side]} | {len(pages) / seconds:,.0f} | {seconds / spent['bare']:.2f} |"
        for side, seconds in spent.items()
    ]
    lines += ["", "| gzipped WARC, records | peak memory | records/s a core |", "|---:|---:|---:|"]
    lines += [f"| {count:,} | {peak:.0f} MB | {count / seconds:,.0f} |" for count, peak, seconds in sizes]
    return "\n".join(lines) + "\n"


def write(path: Path, figures: str) -> None:
    """Renew what stands between the markers of a page."""
    text = path.read_text(encoding="utf8")
    before, _, rest = text.partition(_BEGIN)
    path.write_text(f"{before}{_BEGIN}\n\n{figures}\n{_END}{rest.partition(_END)[2]}", encoding="utf8")


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=150)
    parser.add_argument(
        "--records", type=int, default=150, help="of the small archive; the large one has ten times as many"
    )
    parser.add_argument("--out", type=Path, help="page whose part between the intake markers is rewritten")
    given = parser.parse_args()
    pages = [page(number) for number in range(given.pages)]
    spent = race(pages)
    sizes = list(memory(pages, (given.records, 10 * given.records)))
    command = f"python -m bench.intake --pages {given.pages} --records {given.records}"
    figures = told(pages, spent, sizes, command)
    print(figures)
    if given.out:
        write(given.out, figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
