"""The five seed reports, end to end: read, export, score against the gold. `--misses` lists what was missed.

DIR holds `seeds/` and `bench/score_ledger.py`; without them this says so and measures nothing.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from dragoman import Ledger
from dragoman.export import export_all

from . import links
from .common import Figure, Figures, asking, reader, records, scorer, show, there

_RELATIONS = {
    "backs": {"backs", "finances"},
    "finances": {"finances", "backs"},
    "finances and partners": {"finances", "backs", "allied_with"},
    "commands": {"commands", "holds_office"},
    "holds office": {"holds_office", "commands"},
    "held office": {"holds_office", "commands"},
    "member of": {"member_of", "part_of"},
    "part of": {"part_of", "member_of"},
    "friend of": {"allied_with"},
    "tied to": {"allied_with", "backs"},
}
"""Relations of the contract that answer one of the gold's; its others ("located in") are no relations of actors."""


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
        "stances": ("5 reports", f"with speaker and stance, of {statements['gold']}", statements["speaker_and_stance"]),
        "relations": (f"{said['relations'][1]} relations", "relations found in their sentence", said["relations"][0]),
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
        # As the command line reads: statements cut at sentence borders.
        with Ledger.open(Path(folder) / "seeds.ledger", reader=replace(reader(), by_sentence=True)) as ledger:
            ledger.add(sorted((data / "seeds").glob("0*.txt")))
            export_all(ledger, out)
        script, gold = data / "bench/score_ledger.py", data / "seeds/gold.jsonl"
        command = [sys.executable, str(script), str(gold), str(out), "--json", str(result)]
        shown = None if misses else subprocess.DEVNULL
        subprocess.run([*command, "--misses"] if misses else command, check=True, stdout=shown, stderr=shown)
        figures: dict[str, Any] = json.loads(result.read_text())
        missed, asked = _relations(data, out)
        if misses:
            print("\n".join(missed), file=sys.stderr)
        return figures | {"relations": (100 * (asked - len(missed)) / asked, asked)}


def _relations(data: Path, out: Path) -> tuple[list[str], int]:
    """Gold relations that are not told of their sentence with both parties, and how many there are.

    Parties and sentences agree as `score_ledger.py` has it; a relation told elsewhere in the report does not count.
    """
    same, agree = (getattr(scorer(data, "score_ledger"), name) for name in ("same_sentence", "names_agree"))
    reports = {row["report_id"]: row["external_id"][:3] for row in records(out / "reports.jsonl")}
    told = records(out / "relations.jsonl")
    missed, asked = [], 0
    for document in records(data / "seeds/gold.jsonl"):
        for gold in document.get("relations") or ():
            names = _RELATIONS.get(gold["relation"])
            if names is None:
                continue
            asked += 1
            if not any(
                reports[row["report_id"]] == document["id"][-3:]
                and row["relation"] in names
                and same(gold["sentence"], row["text"])
                and agree(gold["a"], [row["a"]])
                and agree(gold["b"], [row["b"]])
                for row in told
            ):
                missed.append(
                    f"REL   {document['id']} {gold['a']} {gold['relation']} {gold['b']}: {gold['sentence'][:100]}"
                )
    return missed, asked


def main() -> int:
    """The command line."""
    parser = asking(__doc__, limit=False)
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
