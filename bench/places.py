"""Toponyms with GeoNames ids: all geocoded ones of LGL (Lieberman et al., 2010), the literal ones of GeoWebNews.

Overlap F1 of finding them, and the share of all gold toponyms placed within 161 km. `--demonyms` counts demonyms as
places, which some guidelines do; `--out DIR` writes the predictions.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import process_time
from typing import Any

from dragoman.knowledge.gazetteer import Gazetteer
from dragoman.model import Reading
from dragoman.reading.segment import segment

from .common import Figure, Figures, Record, asking, reader, readings, records, report_of, scorer, shown, there

SETS = {"lgl": ("lgl_dev", "geocoded", "LGL dev"), "gwn": ("gwn", "literal", "GeoWebNews")}


def measure(data: Path, limit: int | None = None) -> Figures | None:
    """Overlap F1, accuracy within 161 km of all gold, and the place reader's own speed."""
    files = [f"data/geo/{file}.jsonl" for file, _, _ in SETS.values()]
    if not there(data, "bench/convert.py", "bench/score_geo.py", *files):
        return None
    convert = scorer(data, "convert")
    figures: Figures = {}
    for name, (file, _, _) in SETS.items():
        pairs = readings(data / f"data/geo/{file}.jsonl", limit)
        told = {record["id"]: {"toponyms": convert.places(reading)} for record, reading in pairs}
        figures |= _figures(data, name, [record for record, _ in pairs], told)
    return figures | _speed(data, limit or 60)


def with_demonyms(data: Path, limit: int | None = None) -> Figures:
    """The same, demonyms counted as places."""
    convert = scorer(data, "convert")
    figures: Figures = {}
    for name, (file, _, _) in SETS.items():
        gold, told = records(data / f"data/geo/{file}.jsonl", limit), {}
        for record in gold:
            report = report_of(record)
            sentences = reader().parser.parse(report.text, segment(report.text))
            found = reader().places.read(report.text, sentences, report.url, demonyms=True)
            told[record["id"]] = {"toponyms": convert.places(Reading(report, places=tuple(found)).to_dict())}
        figures |= _figures(data, name, gold, told)
    return figures


def _figures(data: Path, name: str, gold: list[Record], told: dict[str, Any]) -> Figures:
    _, mode, title = SETS[name]
    said = scorer(data, "score_geo").score({record["id"]: record for record in gold}, told, mode)
    size = f"{len(gold)} documents, {said['gold']} toponyms"
    overlap, near = said["overlap"], said["given_all_gold"]["acc161"]
    note = f"precision {overlap['P']}, recall {overlap['R']}; of those found {said['found']['acc161']}"
    return {
        f"geo.{name}.overlap": Figure(title, size, "toponym F1 (overlap)", overlap["F1"], note),
        f"geo.{name}.near": Figure(title, size, "within 161 km, of all gold", near),
    }


def _speed(data: Path, limit: int) -> Figures:
    """Articles a second of the place reader alone, in processor time of one core."""
    reports = [report_of(record) for record in records(data / "data/geo/lgl_dev.jsonl", limit)]
    parsed = [(report, reader().parser.parse(report.text, segment(report.text))) for report in reports]
    began = process_time()
    for report, sentences in parsed:
        reader().places.read(report.text, sentences, report.url)
    speed = len(parsed) / max(process_time() - began, 1e-9)
    names = len(reader().places.gazetteer)
    return {
        "geo.speed": Figure("LGL dev", f"{len(parsed)} documents", "documents a second, place reader alone", speed),
        "geo.load": Figure("gazetteer", f"{names:,} places", "milliseconds to open it", 1000 * _load()),
    }


def _load() -> float:
    """Seconds of processor time to open the gazetteer that was built before, and to look up a first name."""
    began = process_time()
    Gazetteer.load(reader().settings).look_up("Kabul")
    return process_time() - began


def main() -> int:
    """The command line."""
    options = asking(__doc__)
    options.add_argument("--out", type=Path, help="folder for the predictions")
    options.add_argument("--demonyms", action="store_true", help="count demonyms as places")
    given = options.parse_args()
    figures = measure(given.data, given.limit)
    if figures and given.demonyms:
        figures = with_demonyms(given.data, given.limit)
    if not shown(figures, given.data, "the sets are"):
        return 0
    for file, _, _ in SETS.values() if given.out else ():
        given.out.mkdir(parents=True, exist_ok=True)
        pairs = readings(given.data / f"data/geo/{file}.jsonl", given.limit)
        lines = (json.dumps({"id": record["id"], "places": reading["places"]}) + "\n" for record, reading in pairs)
        (given.out / f"{file}.pred.jsonl").write_text("".join(lines), encoding="utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
