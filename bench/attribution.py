"""Who says what, scored on PolNeAR: `attribution.py --data ../shared/data [--split dev] [--limit N] [--out FILE]`.

Reads every document with the shipped statement reader, writes the predictions as JSON lines, and runs the scorer
(`score_attr.py`, beside the data in `../bench`) when it is there.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from dragoman.model import Reading, Report, Statement
from dragoman.reading.parse import Parser
from dragoman.reading.segment import segment
from dragoman.reading.statements import StatementReader, by_sentence
from dragoman.settings import Settings


def attribution(statement: Statement) -> dict:
    """One statement as the scorer reads it."""
    one = [[statement.source.start, statement.source.end]] if statement.source else []
    cue = [[statement.cue.start, statement.cue.end]] if statement.cue else []
    return {"source": one, "cue": cue, "content": [[span.start, span.end] for span in statement.content]}


def predict(file: Path, limit: int | None, split: bool) -> Iterator[dict]:
    """One prediction line for each document; says at the end what parsing and reading cost."""
    parser, reader = Parser.load(Settings().model), StatementReader.load()
    parsing = reading = 0.0
    for line in file.read_text(encoding="utf8").splitlines()[:limit]:
        record = json.loads(line)
        report = Report(record["text"], record["id"])
        began = time.perf_counter()
        sentences = parser.parse(report.text, segment(report.text))
        parsed = time.perf_counter()
        found = reader.read(report, sentences, [])
        reading += time.perf_counter() - parsed
        parsing += parsed - began
        if split:
            spans = tuple(sentence.span for sentence in sentences)
            found = list(by_sentence(Reading(report, sentences=spans, statements=tuple(found))).statements)
        yield {"id": record["id"], "attributions": [attribution(statement) for statement in found]}
    share = reading / max(parsing, 1e-9)
    print(f"parse {parsing:.1f} s, statements {reading:.1f} s ({share:.0%} of the parse)", file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the development sets")
    parser.add_argument("--split", default="dev", choices=["dev", "train"])
    parser.add_argument("--limit", type=int, help="score the first N documents only")
    parser.add_argument("--by-sentence", action="store_true", help="cut quotations at sentence borders first")
    parser.add_argument("--out", type=Path, help="where to keep the predictions")
    chosen = parser.parse_args()
    gold = chosen.data / "polnear" / f"{chosen.split}.jsonl"
    if not gold.exists():
        print(f"PolNeAR is not there ({gold}): nothing measured. Give the folder of the development sets with --data.")
        return
    scorer = chosen.data.parent / "bench" / "score_attr.py"
    with tempfile.TemporaryDirectory() as folder:
        out = chosen.out or Path(folder) / "predictions.jsonl"
        lines = [json.dumps(line) + "\n" for line in predict(gold, chosen.limit, chosen.by_sentence)]
        out.write_text("".join(lines), encoding="utf8")
        if not scorer.exists():
            print(f"The scorer is not there ({scorer}); {len(lines)} documents were read.")
            return
        part = Path(folder) / "gold.jsonl"
        kept = gold.read_text(encoding="utf8").splitlines()[: chosen.limit]
        part.write_text("".join(f"{line}\n" for line in kept), encoding="utf8")
        command = [sys.executable, str(scorer), "--gold", str(part), "--pred", str(out)]
        sys.exit(subprocess.run(command, check=False).returncode)


if __name__ == "__main__":
    main()
