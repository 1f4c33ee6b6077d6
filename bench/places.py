#!/usr/bin/env python3
"""Measures the place reader: python bench/places.py [--data DIR] [--demonyms] [--no-home] [--limit N] [--out DIR].

Sets: geo/lgl_dev.jsonl (all geocoded toponyms) and geo/gwn.jsonl (literal ones); scored by `score_geo.py` beside them.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from dragoman.reading.parse import Parser
from dragoman.reading.places import PlaceReader
from dragoman.reading.segment import segment
from dragoman.settings import Settings

SETS = {"geo/lgl_dev.jsonl": "geocoded", "geo/gwn.jsonl": "literal"}


def main() -> int:
    options = _options()
    settings = Settings()
    reader, parser = PlaceReader.load(settings), Parser.load(settings.model, settings.batch)
    missing = 0
    for name, mode in SETS.items():
        path = options.data / name
        if not path.is_file():
            print(f"{name}: no data in {options.data} (give --data DIR)")
            missing += 1
            continue
        records = [json.loads(line) for line in path.open(encoding="utf8")]
        chosen = records[options.skip : options.skip + options.limit] if options.limit else records[options.skip :]
        predictions, seconds = _predict(chosen, reader, parser, options)
        out = options.out or Path(tempfile.mkdtemp())
        out.mkdir(parents=True, exist_ok=True)
        _dump(out / "gold.jsonl", chosen)
        _dump(out / f"pred_{path.stem}.jsonl", predictions)
        print(f"{name}: {len(chosen)} articles, {len(chosen) / seconds:.0f} articles/s for the place reader alone")
        scorer = options.data.parent / "bench" / "score_geo.py"
        if not scorer.is_file():
            print(f"no scorer at {scorer}: predictions are in {out}")
            continue
        command = [sys.executable, str(scorer), str(out / "gold.jsonl"), str(out / f"pred_{path.stem}.jsonl")]
        done = subprocess.run([*command, "--filter", mode], capture_output=True, text=True, check=True)
        _show(json.loads(done.stdout))
    return 1 if missing == len(SETS) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path)
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--demonyms", action="store_true", help="count demonyms as places")
    parser.add_argument("--no-home", action="store_true", help="do not tell the reader the publisher")
    return parser.parse_args()


def _predict(
    records: list[dict[str, Any]], reader: PlaceReader, parser: Parser, options: argparse.Namespace
) -> tuple[list[dict[str, Any]], float]:
    """Predictions, and the seconds that the place reader took of them."""
    seconds, predictions = 0.0, []
    for record in records:
        text = record["text"]
        home = None if options.no_home else (record.get("url") or "").lower() or None
        sentences = parser.parse(text, segment(text))
        begin = time.perf_counter()
        places = reader.read(text, sentences, home, demonyms=options.demonyms)
        seconds += time.perf_counter() - begin
        toponyms = [
            {
                "start": place.start,
                "end": place.end,
                "lat": place.lat,
                "lon": place.lon,
                "geonameid": int(place.place_id) if place.place_id and place.place_id.isdigit() else None,
                "country_code": place.country,
            }
            for place in places
        ]
        predictions.append({"id": record["id"], "toponyms": toponyms})
    return predictions, seconds


def _dump(path: Path, records: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf8")


def _show(score: dict[str, Any]) -> None:
    print(
        f"  toponyms {score['gold']}, predicted {score['pred']}, overlap {score['overlap']}, strict {score['strict']}"
    )
    print(f"  of those found: {score['found']}")
    print(f"  of all gold:    {score['given_all_gold']}; country right {score['country_acc_found']}")


if __name__ == "__main__":
    sys.exit(main())
