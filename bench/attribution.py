"""Who says what, on PolNeAR (Newell et al., 2018): spans of source, cue and content, and whole attributions.

`--split train` scores the other split; `--by-sentence` cuts quotations at sentence borders first; `--out FILE` writes
the predictions.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from dragoman.model import Reading
from dragoman.reading.segment import segment
from dragoman.reading.statements import by_sentence

from .common import Figure, Figures, Record, asking, reader, readings, records, report_of, scorer, shown, there

LABELS = {
    "content": ("attribution content (soft)", "content soft F1"),
    "source": ("exact source", "source exact F1"),
    "cue": ("exact cue", "cue exact F1"),
    "exact": ("exact content", "content exact F1"),
}


def measure(data: Path, limit: int | None = None, split: str = "dev") -> Figures | None:
    """Soft F1 of contents, accuracy of speakers, and exact F1 of the three spans."""
    if not there(data, f"data/polnear/{split}.jsonl", "bench/convert.py", "bench/score_attr.py"):
        return None
    convert = scorer(data, "convert")
    pairs = readings(data / f"data/polnear/{split}.jsonl", limit)
    told = {record["id"]: convert.attributions(reading) for record, reading in pairs}
    return _figures(data, [record for record, _ in pairs], told, split)


def cut_by_sentence(data: Path, limit: int | None, split: str) -> Figures:
    """The same for the statement reader alone, with quotations cut at sentence borders."""
    convert = scorer(data, "convert")
    gold, told = records(data / f"data/polnear/{split}.jsonl", limit), {}
    for record in gold:
        report = report_of(record)
        sentences = reader().parser.parse(report.text, segment(report.text))
        found = by_sentence(report, sentences, reader().statements.read(report, sentences, []))
        told[record["id"]] = convert.attributions(Reading(report, statements=tuple(found)).to_dict())
    return _figures(data, gold, told, split)


def _figures(data: Path, gold: list[Record], told: dict[str, Any], split: str) -> Figures:
    said = scorer(data, "score_attr").score({r["id"]: (r["text"], r["attributions"]) for r in gold}, told)
    title, size = f"PolNeAR {split}", f"{len(gold)} documents"
    figures = {f"polnear.{name}": Figure(title, size, words, said[row][2]) for name, (row, words) in LABELS.items()}
    speaker = said["speaker accuracy on found claims"] or 0.0
    figures["polnear.speaker"] = Figure(title, size, "speaker accuracy, of contents found", speaker)
    return figures


def main() -> int:
    """The command line."""
    options = asking(__doc__)
    options.add_argument("--split", default="dev", choices=["dev", "train"])
    options.add_argument("--by-sentence", action="store_true", help="cut quotations at sentence borders first")
    options.add_argument("--out", type=Path, help="where to write the predictions")
    given = options.parse_args()
    figures = measure(given.data, given.limit, given.split)
    if figures and given.by_sentence:
        figures = cut_by_sentence(given.data, given.limit, given.split)
    if not shown(figures, given.data, "PolNeAR is"):
        return 0
    if given.out:
        convert = scorer(given.data, "convert")
        pairs = readings(given.data / f"data/polnear/{given.split}.jsonl", given.limit)
        lines = (json.dumps({"id": r["id"], "attributions": convert.attributions(read)}) + "\n" for r, read in pairs)
        given.out.write_text("".join(lines), encoding="utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
