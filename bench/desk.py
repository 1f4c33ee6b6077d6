"""How fast the desk answers on a large ledger: `python -m bench.desk --incidents 100000`.

The ledger is synthetic: rows of the shape that reading gives, inserted as they are, since reading so many reports takes
hours. The desk runs as it does for a person, and is asked over HTTP on this machine.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from dragoman.desk import Desk, Door, make_app
from dragoman.desk.serve import bound
from dragoman.ledger import Ledger
from dragoman.settings import Settings

from .desk_ledger import build

VIEWS = {
    "situation": "/situation",
    "situation since a moment": "/situation?moment=2026-01-01T12:00Z",
    "situation about a word": "/situation?about=Kirkuk",
    "first view": "/incidents",
    "filter by kind": "/incidents?kind=violence",
    "filter by country and dates": "/incidents?country=IQ&since=2021-01-01&until=2021-12-31",
    "filter by status and origins": "/incidents?status=threatened&origins=3",
    "filter by disputed": "/incidents?disputed=1",
    "filter by words": "/incidents?about=convoy%20Kirkuk",
    "filter by a rare word": "/incidents?about=zeppelin",
    "sorted by toll": "/incidents?sort=-killed",
    "sorted by origins": "/incidents?sort=-origins",
    "timeline": "/timeline",
    "timeline of a filter": "/timeline?country=IQ&since=2021-01-01&until=2021-03-31",
    "map": "/map",
    "posture": "/posture",
    "disagreements": "/disagreements",
    "statements": "/statements",
    "statements about a word": "/statements?about=Kirkuk",
    "actors": "/actors",
    "actors of a filter": "/actors?kind=violence",
    "one actor": "/actors/brigade-1",
    "sources": "/reports",
    "search": "/search?q=convoy%20Kirkuk",
    "queue": "/queue",
    "API, a page of 100": "/api/incidents",
}
"""What is asked for, each as an address."""


@contextmanager
def served(path: Path) -> Iterator[str]:
    """The desk on a free port."""
    listening = bound("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(make_app(Desk.at(path, Settings(), Door(), False)), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def timed(ask: Callable[[], object], times: int) -> tuple[float, float, float]:
    """The first time that something takes, the middle of the following, and of its processor time; milliseconds."""
    taken, worked = [], []
    for _ in range(times + 1):
        start, started = time.perf_counter(), time.process_time()
        ask()
        taken.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() - started) * 1000)
    return taken[0], statistics.median(taken[1:]), statistics.median(worked[1:])


def plans(path: Path) -> Iterator[tuple[str, str]]:
    """The query plan of the table of incidents under some filters."""
    from dragoman.desk.incidents import SOURCE, conditions
    from dragoman.desk.pages import query_of
    from dragoman.desk.question import Question

    asked: dict[str, dict[str, str]] = {
        "first view": {},
        "by kind": {"kind": "shelling"},
        "by country": {"country": "IQ"},
        "by words": {"about": "convoy"},
    }
    with Ledger.open(path, readonly=True) as ledger:
        for name, words in asked.items():
            query, values = query_of(SOURCE, conditions(Question.of(words, Settings()), ledger), 51)
            rows = ledger.rows(f"EXPLAIN QUERY PLAN {query}", values)
            yield name, "; ".join(row["detail"] for row in rows)


def main() -> None:
    """Build the ledger, ask for every view, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--ledger", type=Path, help="keep the ledger here, and take the one that is here")
    parser.add_argument("--times", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.ledger or Path(folder) / "bench.ledger"
        if not path.exists():
            start = time.perf_counter()
            build(path, given.incidents, random.Random(1))
            print(f"built in {time.perf_counter() - start:.0f} s, {path.stat().st_size / 1e6:.0f} MB")
        Ledger.open(path).close()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print("| view | first, ms | then, ms | processor, ms |\n|---|---:|---:|---:|")
        with served(path) as base:
            for name, address in VIEWS.items():
                first, then, worked = timed(
                    lambda address=address: urllib.request.urlopen(base + address).read(), given.times
                )  # type: ignore[misc]
                print(f"| {name} `{address}` | {first:.0f} | {then:.0f} | {worked:.0f} |", flush=True)
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"\nPeak memory: {after / 1024:.0f} MB, {(after - before) / 1024:.0f} MB of it while asking.\n")
        for name, plan in plans(path):
            print(f"- {name}: {plan}")


if __name__ == "__main__":
    main()
