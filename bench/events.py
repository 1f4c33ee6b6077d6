# ruff: noqa: E501  (lines that print evidence are long)
"""Score the reading of events on the development sets: PLOVER (probe, GSR, PLV), seeds, MUC-4, India police.

    python bench/events.py [--data DIR] [--sets probe,gsr,plv,seeds,muc,india] [--limit N] [--show]

DIR (default ../shared) holds `data/`, `seeds/` and the scorers in `bench/`; what is not there is named and left out.
`--show` prints the errors. The whole `Reader` reads.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from dragoman.model import Published, Report
from dragoman.reading.reader import Reader

SETS = ("probe", "gsr", "plv", "seeds", "muc", "india")


def load(path: Path) -> list[dict[str, Any]]:
    """Records of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf8").split("\n") if line.strip()]


def module(path: Path) -> ModuleType:
    """A scorer of the development sets, by its file."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


class Pipeline:
    """The whole reader, so that case repair, identity and every other part are in the figures."""

    def __init__(self) -> None:
        self._kept: dict[str, dict[str, Any]] = {}
        self.reader = Reader.load()

    def cached(self, name: str, text: str, published: str | None) -> dict[str, Any]:
        """The same, kept for a second look."""
        if name not in self._kept:
            self._kept[name] = self.read(name, text, published)
        return self._kept[name]

    def read(self, name: str, text: str, published: str | None = None) -> dict[str, Any]:
        """One text read, as the contract's dicts."""
        day = date.fromisoformat(published[:10]) if published else None
        told = Published(day, day, "day", "given") if day else Published()
        return self.reader.read(Report(text, name, published=told)).to_dict()


def plover(pipe: Pipeline, root: Path, name: str, limit: int | None, show: bool) -> None:
    """Run one PLOVER set through its scorer."""
    gold = load(root / "data/plover" / f"{name}.jsonl")[:limit]
    convert, scorer = module(root / "bench/convert.py"), module(root / "bench/score_plover.py")
    pred = {g["id"]: convert.plover_events(pipe.read(g["id"], g["text"], g.get("date"))) for g in gold}
    score = {"probe34": scorer.probe, "gsr_dev": scorer.gsr, "plv_train": scorer.plv}[name]
    if name == "plv_train":
        for half, rest in (("even", 0), ("odd", 1)):
            part = [g for g in gold if int(g["id"].rsplit("-", 1)[1]) % 2 == rest]
            print(
                f"--- plv, {half} ids; "
                f"{sum(len(pred[g['id']]) for g in part) / max(1, len(part)):.2f} events a sentence"
            )
            score(part, pred)
    else:
        score(gold, pred)
    if show:
        for g in gold:
            roots = [event["root"] for event in pred[g["id"]]]
            if name == "plv_train":
                if (
                    int(g["id"].rsplit("-", 1)[1]) % 2
                    or {"CONCEDE": "YIELD", "RETREAT": "YIELD"}.get(
                        _chosen(g, pred[g["id"]]), _chosen(g, pred[g["id"]])
                    )
                    == g["event"]
                ):
                    continue
                print(
                    f"{g['event']:9s} {_chosen(g, pred[g['id']]):9s} {roots} [{g['source']} -> {g['target']}] {g['text']}"
                )
            elif name == "gsr_dev":
                print(f"{'ok ' if g['event'] in roots else 'MISS'} {g['event']} {roots} {g['text']}")


def _chosen(gold: dict[str, Any], events: list[dict[str, Any]]) -> str:
    """The root that the PLV scorer compares with gold."""
    s, t = gold["source_span"], gold["target_span"]
    hit = lambda span, spans: any(span[0] < e and b < span[1] for b, e in spans)  # noqa: E731
    ranked = sorted(
        enumerate(events),
        key=lambda x: (-(hit(s, x[1]["actor"]) + (hit(s, x[1]["actor"]) and hit(t, x[1]["recipient"]))), x[0]),
    )
    return str(ranked[0][1]["root"]) if ranked else "-"


def seeds(pipe: Pipeline, root: Path, show: bool) -> None:
    """Incidents and postures of the seeds: right kind in the right sentence; extras that happened."""
    ledger = module(root / "bench/score_ledger.py")
    count: Counter[str] = Counter()
    for gold in load(root / "seeds/gold.jsonl"):
        if gold["kind"] != "doc":
            continue
        path = next((root / "seeds").glob(f"{gold['id'][-3:]}_*.txt"))
        text = path.read_text(encoding="utf8")
        reading = pipe.read(gold["id"], text)
        told = [{**m, "words": text[m["sentence"]["start"] : m["sentence"]["end"]]} for m in reading["mentions"]]
        used: set[str] = set()
        for line in _seed_lines(ledger, gold, told, used, count):
            if show:
                print(line)
        for m in told:
            live = m["kind"] in ledger.INCIDENT_KINDS and m["status"] in ledger.HAPPENED and not m["background"]
            if live and m["event_id"] not in used:
                used.add(m["event_id"])
                count["extra"] += 1
                alarm = any(ledger.same_sentence(n["sentence"], m["words"]) for n in gold.get("not_incidents") or [])
                count["alarm"] += alarm
                if show:
                    print(f"EXTRA{' ALARM' if alarm else ''} {m['kind']} {m['trigger']['text']!r}: {m['words'][:150]}")
    print(f"seeds: incidents {count['hit']}/{count['gold']}, extra {count['extra']}, false alarms {count['alarm']}, "
          f"fields {count['agree']}/{count['asked']}, posture {count['post_hit']}/{count['post']}")  # fmt: skip


def _seed_lines(
    ledger: Any, gold: dict[str, Any], told: list[dict[str, Any]], used: set[str], count: Counter[str]
) -> Iterator[str]:
    """Misses of one report, counted on the way."""
    for item in gold.get("incidents") or []:
        kinds = set().union(
            *(ledger.KINDS.get(t, ledger.INCIDENT_KINDS) for t in [item["type"], *(item.get("alt_types") or [])])
        )
        texts = [item["sentence"], *(item.get("alt_sentences") or [])]
        near = [m for m in told if any(ledger.same_sentence(x, m["words"]) for x in texts)]
        fits = [m for m in near if m["kind"] in kinds and m["event_id"] not in used]
        scored = not (item.get("background") or item.get("historical") or item.get("minor"))
        count["gold"] += scored
        if fits:
            agree = {m["mention_id"]: ledger.fields(item, m) for m in fits}
            best = max(
                fits,
                key=lambda m: (
                    m["series"] == bool(item.get("series")),
                    sum(v is True for v in agree[m["mention_id"]].values()),
                ),
            )
            used.add(best["event_id"])
            count["hit"] += scored
            for name, value in agree[best["mention_id"]].items():
                if value is not None and scored:
                    count["asked"] += 1
                    count["agree"] += value
                    if not value:
                        wanted = item.get({"recipient": "target"}.get(name, name))
                        yield f"FIELD {gold['id']} {item['gold_id']} {name}: {wanted!r} in {best['trigger']['text']!r} {[(a['role'], a['text']) for a in best['actors']]} {best['status']}"
        elif scored:
            yield f"MISS {gold['id']} {item['type']}: {[(m['kind'], m['status'], m['trigger']['text']) for m in near]} {item['sentence'][:160]}"
    for item in gold.get("posture") or []:
        if item["action"] not in ledger.POSTURE:
            continue
        texts = [item["sentence"], *(item.get("alt_sentences") or [])]
        near = [m for m in told if any(ledger.same_sentence(x, m["words"]) for x in texts)]
        hit = any(m["kind"] in ledger.POSTURE[item["action"]] for m in near)
        count["post"] += 1
        count["post_hit"] += hit
        if not hit:
            yield f"POST {gold['id']} {item['action']}: {[(m['kind'], m['status'], m['trigger']['text']) for m in near]} {item['sentence'][:200]}"


def muc(pipe: Pipeline, root: Path, limit: int | None) -> None:
    """MUC-4 dev through its scorer; prints where the predictions were written when the scorer has no function."""
    convert = module(root / "bench/convert.py")
    gold = load(root / "data/muc4/dev.jsonl")[:limit]
    for strict in (False, True):
        lines = []
        for g in gold:
            text, published = g.get("text") or g.get("doctext"), (g.get("dateline") or {}).get("date")
            reading = pipe.cached(g["id"], text, published)
            lines.append({"id": g["id"], "templates": convert.muc_templates(reading["mentions"], published, strict)[0]})
        out = Path("build/muc.jsonl")
        out.parent.mkdir(exist_ok=True)
        out.write_text("\n".join(map(json.dumps, lines)), encoding="utf8")
        keys = Path("build/muc_gold.jsonl")
        keys.write_text("\n".join(map(json.dumps, gold)), encoding="utf8")
        print(f"--- MUC-4 dev, {'with' if strict else 'without'} the Latin America and civilian filter")
        _scorer(root / "bench/score_muc4.py", keys, out)


def _scorer(script: Path, gold: Path, pred: Path) -> None:
    """Run a scorer as its own head describes."""
    import subprocess
    import sys

    subprocess.run([sys.executable, str(script), "--gold", str(gold), "--pred", str(pred)], check=False)


def india(pipe: Pipeline, root: Path, limit: int | None) -> None:
    """India police dev: document F1 of each label."""
    convert = module(root / "bench/convert.py")
    tp: Counter[str] = Counter()
    fp: Counter[str] = Counter()
    fn: Counter[str] = Counter()
    for g in load(root / "data/indiapolice/dev.jsonl")[:limit]:
        said = convert.india_labels(pipe.read(g["id"], g["text"], g.get("date")))
        true = set(g["doc_labels"])
        for name in ("KILL", "ARREST", "FORCE", "FAIL", "ANY_ACTION"):
            tp[name] += name in said and name in true
            fp[name] += name in said and name not in true
            fn[name] += name not in said and name in true
    for name in ("KILL", "ARREST", "FORCE", "FAIL", "ANY_ACTION"):
        f1 = 2 * tp[name] / max(1, 2 * tp[name] + fp[name] + fn[name])
        print(f"india {name:10s} F1 {f1:.3f}  tp {tp[name]} fp {fp[name]} fn {fn[name]}")


def main() -> None:
    """Run the chosen sets."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--data", type=Path, default=Path("../shared"))
    ask.add_argument("--sets", default=",".join(SETS))
    ask.add_argument("--limit", type=int)
    ask.add_argument("--show", action="store_true")
    chosen = ask.parse_args()
    if not (chosen.data / "bench/convert.py").exists():
        print(f"no scorers and sets under {chosen.data}: nothing to measure (give --data DIR)")
        return
    pipe = Pipeline()
    wanted = chosen.sets.split(",")
    for name, file in (("probe", "probe34"), ("gsr", "gsr_dev"), ("plv", "plv_train")):
        if name in wanted:
            plover(pipe, chosen.data, file, chosen.limit, chosen.show)
    if "seeds" in wanted:
        seeds(pipe, chosen.data, chosen.show)
    if "muc" in wanted:
        muc(pipe, chosen.data, chosen.limit)
    if "india" in wanted:
        india(pipe, chosen.data, chosen.limit)


if __name__ == "__main__":
    main()
