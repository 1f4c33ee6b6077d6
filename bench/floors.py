"""Accuracy may not fall: figures on pinned parts of the sets against `floors.toml`; exit code 1 when one is below.

Each floor has its date and reason. A floor is raised when it is well beaten, and lowered only with a written reason.
Where the sets are not there, this says so and passes.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

from .common import DATA, Figures
from .scorecard import MEASURES

_FILE = Path(__file__).with_name("floors.toml")


@dataclass(frozen=True, slots=True)
class Floor:
    """The least (or, where lower is better, the most) that a figure may be."""

    figure: str
    least: float | None
    most: float | None
    since: str
    reason: str

    def holds(self, value: float) -> bool:
        """True when a value is on the right side, counting the last shown digit as equal."""
        above = self.least is None or value >= self.least - 0.05
        return above and (self.most is None or value <= self.most + 0.05)


def floors(path: Path = _FILE) -> tuple[int, list[Floor]]:
    """How many documents of each set are read, and the floors."""
    told = tomllib.loads(path.read_text(encoding="utf8"))
    found = [
        Floor(name, row.get("least"), row.get("most"), str(row["since"]), row["reason"])
        for name, row in told["floor"].items()
    ]
    return told["documents"], found


def check(figures: Figures, wanted: list[Floor]) -> tuple[list[str], bool]:
    """A line for each floor, and whether all hold. A figure that was not measured is told and passes."""
    lines, fine = [], True
    for floor in wanted:
        figure = figures.get(floor.figure)
        bound = f">= {floor.least:g}" if floor.least is not None else f"<= {floor.most:g}"
        if figure is None:
            lines.append(f"-     {floor.figure:26} {'':8} {bound:9} not measured: its set is not there")
            continue
        holds = floor.holds(figure.value)
        fine = fine and holds
        why = "" if holds else f"  set {floor.since}: {floor.reason}"
        lines.append(f"{'ok   ' if holds else 'BELOW'} {floor.figure:26} {figure.value:8.1f} {bound:9}{why}")
    return lines, fine


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    given = parser.parse_args()
    documents, wanted = floors()
    figures: Figures = {}
    for measure in MEASURES.values():
        figures |= measure(given.data, documents) or {}
    if not figures:
        print(f"no development sets in {given.data}: floors not checked (give DATA=DIR, or --data DIR)")
        return 0
    lines, fine = check(figures, wanted)
    print("\n".join(lines))
    if not fine:
        print("accuracy fell: find out why; lower a floor of bench/floors.toml only with a written reason")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
