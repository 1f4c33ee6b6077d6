"""The five seed reports, end to end: read, export, score against the gold. `--misses` lists what was missed.

DIR holds `seeds/` and `bench/score_ledger.py`; without them this says so and measures nothing.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

from dragoman import Ledger
from dragoman.export import export_all

from . import links
from .common import DATA, Figure, Figures, reader, show, there


def measure(data: Path, limit: int | None = None) -> Figures | None:
    """What `score_ledger.py` says of the five reports; `limit` changes nothing, they are few."""
    if not there(data, "seeds/gold.jsonl", "bench/score_ledger.py"):
        return None
    said = score_seeds(data)
    incidents, statements, disputes = said["incidents"], said["statements"], said["disagreements"]
    told = f"{incidents['gold']} incidents"
    rows = {
        "incident_f1": (told, "incident F1", 100 * incidents["f1"]),
        "precision": (told, "incident precision", 100 * incidents["precision"]),
        "recall": (told, "incident recall", 100 * incidents["recall"]),
        "fields": (f"{incidents['hit']} incidents found", "fields right, mean", 100 * said["fields_mean"]),
        "posture": ("5 reports", f"postures found, of {said['posture_recall'].split('/')[1]}", _first(said)),
        "false_alarms": ("5 reports", "false alarms (lower is better)", said["false_alarm_sentences"]),
        "statements": ("5 reports", f"statements found, of {statements['gold']}", statements["found"]),
        "speakers": ("5 reports", f"with the right speaker, of {statements['gold']}", statements["speaker"]),
        "disagreements": ("5 reports", f"disagreements found, of {disputes['gold']}", disputes["found"]),
        "traps": ("5 reports", "traps sprung (lower is better)", disputes["traps_sprung"]),
    }
    scored = {f"seeds.{name}": Figure("seeds", size, words, value) for name, (size, words, value) in rows.items()}
    return scored | (links.measure(data) or {})


def _first(said: dict[str, Any]) -> float:
    """The postures found, of "24/25"."""
    return float(said["posture_recall"].split("/")[0])


@lru_cache(maxsize=1)
def score_seeds(data: Path, misses: bool = False) -> dict[str, Any]:
    """The scorer's figures, as it writes them."""
    with tempfile.TemporaryDirectory() as folder:
        out, result = Path(folder) / "export", Path(folder) / "score.json"
        with Ledger.open(Path(folder) / "seeds.ledger", reader=reader()) as ledger:
            ledger.add(sorted((data / "seeds").glob("0*.txt")))
            export_all(ledger, out)
        script, gold = data / "bench/score_ledger.py", data / "seeds/gold.jsonl"
        command = [sys.executable, str(script), str(gold), str(out), "--json", str(result)]
        shown = None if misses else subprocess.DEVNULL
        subprocess.run([*command, "--misses"] if misses else command, check=True, stdout=shown, stderr=shown)
        figures: dict[str, Any] = json.loads(result.read_text())
        return figures


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--misses", action="store_true", help="list what was missed and what was too much")
    given = parser.parse_args()
    if not there(given.data, "seeds/gold.jsonl", "bench/score_ledger.py"):
        print(f"the seeds are not in {given.data}: nothing measured (give --data DIR)")
        return 0
    if given.misses:
        print(json.dumps(score_seeds(given.data, misses=True), indent=1))
    else:
        show(measure(given.data) or {})
    return 0


if __name__ == "__main__":
    sys.exit(main())
