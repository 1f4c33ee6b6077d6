"""PLOVER event types: the probe of hard cases, gold standard records, and news sentences with source and target.

The last set (PLV) has no licence: it is measured and never trained on; errors are read on its even ids only.
"""

from __future__ import annotations

import io
import re
import sys
from contextlib import redirect_stdout
from pathlib import Path

from .common import Figure, Figures, Record, readings, run, scorer, there

SETS = {"probe": "probe34", "gsr": "gsr_dev", "plv": "plv_train"}
_NUMBER = re.compile(r"([a-z][a-zA-Z0-9 -]*?) (\d+\.?\d*)(?= |$)")

Coded = tuple[list[Record], dict[str, list[Record]]]


def measure(data: Path, limit: int | None = None) -> Figures | None:
    """Probe: how many are right. GSR: root recall and extra events. PLV: macro F1 on even and odd ids."""
    files = {name: f"data/plover/{file}.jsonl" for name, file in SETS.items()}
    if not there(data, "bench/convert.py", "bench/score_plover.py", *files.values()):
        return None
    figures: Figures = {}
    gold, told = coded(data, "probe")
    said = _said(data, "probe", gold, told)
    figures["probe.right"] = Figure("probe34", f"{len(gold)} sentences", f"right, of {len(gold)}", said["right"])
    gold, told = coded(data, "gsr")
    said, size = _said(data, "gsr", gold, told), f"{len(gold)} sentences"
    figures["gsr.recall"] = Figure("PLOVER GSR dev", size, "root recall", 100 * said["root recall"])
    extra = Figure("PLOVER GSR dev", size, "non-gold events per 100 sentences",
                   100 * said["non-gold events per sentence"], "lower is better")  # fmt: skip
    figures["gsr.extra"] = extra
    return figures | _plv(data, limit)


def coded(data: Path, name: str, limit: int | None = None) -> Coded:
    """Records of one set, and the coded events of each by id."""
    convert = scorer(data, "convert")
    pairs = readings(data / f"data/plover/{SETS[name]}.jsonl", limit)
    return [record for record, _ in pairs], {record["id"]: convert.plover_events(read) for record, read in pairs}


def halves(gold: list[Record]) -> dict[str, list[Record]]:
    """Records of even and of odd ids."""
    number = {record["id"]: int(record["id"].rsplit("-", 1)[1]) for record in gold}
    return {half: [r for r in gold if number[r["id"]] % 2 == rest] for half, rest in (("even", 0), ("odd", 1))}


def _plv(data: Path, limit: int | None) -> Figures:
    figures: Figures = {}
    gold, told = coded(data, "plv", limit and 10 * limit)
    for half, part in halves(gold).items():
        said = _said(data, "plv", part, told)
        extra = sum(len(told[record["id"]]) for record in part) / max(1, len(part))
        note = f"{extra:.2f} events coded a sentence; accuracy {100 * said['accuracy']:.1f}"
        figures[f"plv.{half}"] = Figure(
            f"PLV, {half} ids", f"{len(part)} sentences", "root macro F1", 100 * said["macro F1"], note
        )
    return figures


def _said(data: Path, name: str, gold: list[Record], told: dict[str, list[Record]]) -> dict[str, float]:
    """The numbers of the scorer's last line, by the words before each."""
    with redirect_stdout(io.StringIO()) as out:
        getattr(scorer(data, "score_plover"), name)(gold, told)
    # The last line sums up: "gsr n=61 root recall 0.918 non-gold events per sentence 0.34 ...".
    last = re.sub(r"^\w+ n=\d+ ", "", out.getvalue().strip().rsplit("\n", 1)[-1])
    return {words.strip(): float(number) for words, number in _NUMBER.findall(last)}


if __name__ == "__main__":
    sys.exit(run(measure, __doc__))
