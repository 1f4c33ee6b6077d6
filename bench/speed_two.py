"""Two processes against one: what the second brings, by the clock and by the processor's own count.

By the clock, a machine that others use as well gives any figure: whoever runs beside decides it. The processor time of
the same reports, read by one process alone and by two at once, tells what the two take from each other (memory, caches,
a core's two threads), and so what a second process brings on a machine with a core for each.
"""

from __future__ import annotations

import multiprocessing
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.model import Report
from dragoman.reading import Reader

ROUNDS = 3
_WARM = 8
"""Reports that each process reads before anything is measured."""


@dataclass(frozen=True, slots=True)
class Two:
    """How many times as fast two processes read: medians over the rounds, and the extremes by the clock."""

    reports: int
    clock: float
    lowest: float
    highest: float
    processor: float


def _work(reports: Sequence[Report], pipe: Any) -> None:
    """Load a reader; then read every so-many reports of the list, as asked, and answer with both times."""
    reader = Reader.load()
    for report in reports[:_WARM]:
        reader.read(report)
    pipe.send(None)
    while (asked := pipe.recv()) is not None:
        first, step = asked
        clock, processor = time.perf_counter(), time.process_time()
        for report in reports[first::step]:
            reader.read(report)
        pipe.send((time.perf_counter() - clock, time.process_time() - processor))


def two_processes(reports: Sequence[Report], rounds: int = ROUNDS) -> Two:
    """Read all reports by one process, then by two at once, in turns, which goes first changing from round to round."""
    context = multiprocessing.get_context("spawn")
    ends = [context.Pipe() for _ in range(2)]
    workers = [context.Process(target=_work, args=(list(reports), theirs)) for _, theirs in ends]
    for worker in workers:
        worker.start()
    pipes = [ours for ours, _ in ends]
    for pipe in pipes:
        pipe.recv()
    clocks, processors = [], []
    for number in range(rounds):
        if number % 2:
            together, alone = _together(pipes), _ask(pipes[:1], [(0, 1)])
        else:
            alone, together = _ask(pipes[number // 2 % 2 :][:1], [(0, 1)]), _together(pipes)
        clocks.append(alone[0][0] / max(clock for clock, _ in together))
        processors.append(2 * alone[0][1] / sum(processor for _, processor in together))
    for pipe in pipes:
        pipe.send(None)
    for worker in workers:
        worker.join()
    return Two(len(reports), statistics.median(clocks), min(clocks), max(clocks), statistics.median(processors))


def _together(pipes: Sequence[Any]) -> list[tuple[float, float]]:
    """Both processes at once, half of the reports each."""
    return _ask(pipes, [(number, len(pipes)) for number in range(len(pipes))])


def _ask(pipes: Sequence[Any], shares: Sequence[tuple[int, int]]) -> list[tuple[float, float]]:
    """Seconds by the clock and of the processor that each process takes for its share."""
    for pipe, share in zip(pipes, shares, strict=True):
        pipe.send(share)
    return [pipe.recv() for pipe in pipes]
