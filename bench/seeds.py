"""The five seed reports, end to end: read, export, score against the gold. `python -m bench.seeds [--data DIR] [--misses]`.

DIR holds `seeds/` and `bench/score_ledger.py` (default `../shared`); without them this says so and measures nothing.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from dragoman import Ledger
from dragoman.export import export_all


def score_seeds(data: Path, misses: bool = False) -> dict[str, Any] | None:
    """Figures of `score_ledger.py` on the seeds; None when the data is not there."""
    seeds, scorer = data / "seeds", data / "bench" / "score_ledger.py"
    reports = sorted(seeds.glob("0*.txt"))
    if not reports or not scorer.exists():
        return None
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "export"
        with Ledger.open(Path(folder) / "seeds.ledger") as ledger:
            ledger.add([str(path) for path in reports])
            export_all(ledger, out)
        result = Path(folder) / "score.json"
        command = [sys.executable, str(scorer), str(seeds / "gold.jsonl"), str(out), "--json", str(result)]
        subprocess.run(
            [*command, "--misses"] if misses else command,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=None if misses else subprocess.DEVNULL,
        )
        figures: dict[str, Any] = json.loads(result.read_text())
        return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--misses", action="store_true", help="list what was missed and what was too much")
    given = parser.parse_args()
    figures = score_seeds(given.data, given.misses)
    if figures is None:
        print(f"no seeds in {given.data}: nothing measured")
        return
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
