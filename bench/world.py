"""Reports of our own on embassies under threat and crises all over the world, end to end, against gold by hand.

    python -m bench.world [--from 34] [--until 33] [--case upper] [--misses] [--docs 01,02]

`tests/data/world/` holds the reports (our own prose: public facts, with details made up; nothing to cite) and
`gold.jsonl`, written by reading before any reader saw them. The seeds tell of one crisis; these tell how far the
reading carries beyond it. The newest reports are unread: their figures are shown, their misses never, so they stay
honest; once newer ones are written, the older are opened and their misses are worked on. `--from 34 --until 57` gives
the figures of these numbers alone. `--case upper` and `--case lower` read the same reports in capitals and in small
letters, against the same gold: words are compared without regard to case.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from .common import Figure, Figures, f1, records, show
from .world_gold import (
    HAPPENED,
    POSTURES,
    RELATIONS,
    VIOLENCE,
    Row,
    agree,
    cells,
    incident_kinds,
    needed,
    pair_up,
    same_days,
    same_sentence,
    sentences,
    told_in,
    words,
)
from .world_joined import met
from .world_told import WORLD, Case, Export, read

NOT_COUNTED = {"demand", "sanction", "rejection", "curfew"}
"""Kinds that may answer a posture and are no extra one where gold has none: the gold lists them only now and then."""


@dataclass
class Tally:
    """What is asked, told and right, by measure; and the misses in words."""

    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def note(self, measure: str, right: bool, miss: str = "") -> None:
        """One asked cell."""
        self.asked[measure] += 1
        self.right[measure] += right
        if not right and miss:
            self.misses.append(miss)

    def recall(self, measure: str) -> float:
        """Right of asked, per cent."""
        return 100 * self.right[measure] / max(1, self.asked[measure])


def judge(documents: list[Row], told: Export, everything: list[Row]) -> Tally:
    """Hold what was told of these documents against their gold."""
    tally = Tally()
    for gold in documents:
        name = gold["id"]
        _incidents(gold, told.events.get(name, []), tally)
        _postures(gold, told.events.get(name, []), tally)
        _statements(gold, told.statements.get(name, []), tally)
        _relations(gold, told.relations.get(name, []), tally)
        if gold["doc_date"]["value"]:
            day = told.published.get(name)
            tally.note("dated", same_days(gold["doc_date"]["value"], day), f"DATE  {name} {gold['doc_date']}: {day}")
    inside = {gold["id"] for gold in documents}
    for dispute in everything:
        if dispute["kind"] == "disagreement":
            _dispute(dispute, inside, told.disputes, tally)
    for pair in met(documents, told.events, everything):
        if pair.same:
            tally.note("joined", pair.joined, str(pair))
        else:
            tally.told["wrongly joined"] += 1
            tally.misses.append(str(pair))
    return tally


def _incidents(gold: Row, told: list[tuple[Row, list[str]]], tally: Tally) -> None:
    rows, name = gold["incidents"], gold["id"]
    found = pair_up(rows, told, [incident_kinds(row) for row in rows])
    for number, row in enumerate(rows):
        if not needed(row):
            continue
        event = told[found[number]][0] if number in found else None
        tally.note(
            "incidents", event is not None, f"MISS  {name} {row['gold_id']} {row['type']}: {row['sentence'][:150]}"
        )
        if event:
            behind = f"BACK  {name} {row['gold_id']} {event['status']} {event['summary']}: {row['sentence'][:150]}"
            tally.note("standing", not event["background"], behind)
        for cell, right in cells(row, event).items() if event else ():
            tally.note(
                "cells",
                right,
                f"CELL  {name} {row['gold_id']} {cell}: {_cell(row, cell)} | {event and event['summary']}",
            )
            tally.note("cell." + cell, right)
    answered = {found[number] for number, row in enumerate(rows) if number in found}
    free = {found[number] for number, row in enumerate(rows) if number in found and not needed(row)}
    tally.told["incidents"] += len(answered - free)
    for number, (event, texts) in enumerate(told):
        if (
            number in answered
            or event["kind"] not in VIOLENCE
            or event["background"]
            or event["status"] not in HAPPENED
        ):
            continue
        again = event["kind"] in {"release", "raid", "destruction"} and any(told_in(row, texts) for row in rows)
        if not again:
            tally.told["incidents"] += 1
            tally.misses.append(f"EXTRA {name} {event['kind']} {event['status']} {event['summary']}: {texts[0][:150]}")
            alarm = any(same_sentence(row["sentence"], text) for row in gold["not_incidents"] for text in texts)
            tally.told["alarms"] += alarm or not rows


def _cell(row: Row, cell: str) -> object:
    return row.get({"recipient": "target"}.get(cell, cell))


def _postures(gold: Row, told: list[tuple[Row, list[str]]], tally: Tally) -> None:
    rows, name = gold["posture"], gold["id"]
    kinds = [set(POSTURES[row["action"]].split()) for row in rows]
    found = pair_up(rows, told, kinds)
    for number, row in enumerate(rows):
        # One telling may answer two gold rows of one sentence: "closed its embassy and withdrew its staff".
        any_telling = any(event["kind"] in kinds[number] and told_in(row, texts) for event, texts in told)
        if not needed(row):
            continue
        miss = f"POST  {name} {row['action']} by {row['actor']}: {row['sentence'][:170]}"
        tally.note("postures", any_telling, miss)
        if number in found:
            event = told[found[number]][0]
            for cell, right in cells({**row, "target": None}, event).items():
                miss = f"PCELL {name} {row['action']} {cell}: {_cell(row, cell)} | {event['status']} {event['summary']}"
                tally.note("posture cells", right, miss + f" || {row['sentence'][:90]}")
                tally.note("posture." + cell, right)
    actions = {kind for wanted in POSTURES.values() for kind in wanted.split()} - NOT_COUNTED
    for number, (event, texts) in enumerate(told):
        if event["kind"] in actions and not event["background"]:
            tally.told["postures"] += 1
            right = number in found.values() or any(told_in(row, texts) for row in rows)
            tally.right["postures told"] += right
            if not right:
                tally.misses.append(f"PXTRA {name} {event['status']} {event['summary']}: {texts[0][:150]}")


def _statements(gold: Row, told: list[Row], tally: Tally) -> None:
    for row in gold["claims"]:
        near = [one for one in told if told_in(row, [one["sentence_text"]]) or _inside(one["text"], sentences(row))]
        where = f"{gold['id']} {row['speaker']} {row['stance']}: {row['sentence'][:150]}"
        tally.note("statements", bool(near), f"SAID  {where}")
        right = [
            one
            for one in near
            if one["source"] and agree(row["speaker"], [one["source"]["name"], one["source"]["text"]])
        ]
        heard = [(one["source"] or {}).get("name") for one in near]
        tally.note("speakers", bool(right), f"WHO   {where} || {heard}" if near else "")
        stances = {name: {name} for name in ("asserts",)} | {"denies": {"doubts"}, "doubts": {"denies"}}
        wanted = {row["stance"], *row.get("alt_stances", ())}
        wanted |= set().union(*(stances.get(stance, set()) for stance in wanted))
        if wanted & {"warns", "threatens"}:
            wanted |= {"warns", "threatens"}
        if "predicts" in wanted:
            wanted.add("asserts")
        stood = any(one["stance"] in wanted for one in right)
        tally.note("stances", stood, f"STAND {where} || {[one['stance'] for one in right]}" if right else "")


def _inside(text: str, wanted: list[str]) -> bool:
    told = set(words(text))
    return bool(told) and any(len(told & set(words(one))) >= 0.9 * len(told) for one in wanted)


def _relations(gold: Row, told: list[Row], tally: Tally) -> None:
    for row in gold["relations"]:
        right = any(
            one["relation"] in RELATIONS[row["relation"]].split()
            and same_sentence(row["sentence"], one["text"])
            and agree(row["a"], [one["a"]])
            and agree(row["b"], [one["b"]])
            for one in told
        )
        miss = f"REL   {gold['id']} {row['a']} {row['relation']} {row['b']}: {row['sentence'][:120]}"
        tally.note("relations", right, miss)


def _dispute(gold: Row, inside: set[str], told: list[Row], tally: Tally) -> None:
    sides = [gold["side_a"], gold["side_b"]]
    if not all(one["doc"] in inside for side in sides for one in side):
        return
    wanted = [[one["sentence"] for one in side] for side in sides]
    found = any(_crosses(wanted, row) for row in told)
    if gold.get("not_a_disagreement"):
        tally.told["traps"] += found
    else:
        tally.note(
            "disagreements", found, f"DISAG {gold['id']} {gold['about']}: {wanted[0][0][:110]} || {wanted[1][0][:110]}"
        )


def _crosses(wanted: list[list[str]], told: Row) -> bool:
    texts = [[evidence["text"] for evidence in side["evidence"]] for side in told["sides"]]
    meets = [[any(same_sentence(one, text) for one in side for text in said) for said in texts] for side in wanted]
    return any(
        first and second and left != right
        for left, first in enumerate(meets[0])
        for right, second in enumerate(meets[1])
    )


def measure(
    data: Path | None = None, limit: int | None = None, numbers: range = range(100), case: Case = "as written"
) -> Figures:
    """Figures of the read and of the unread reports of these numbers; a part without reports has none.

    All reports are read into one ledger whatever the numbers; `data` and `limit` change nothing, the set is here.
    """
    rows = records(WORLD / "gold.jsonl")
    documents = [row for row in rows if row["kind"] == "doc" and int(row["id"][:2]) in numbers]
    told = read(case)
    found: Figures = {}
    for part, unread in (("read", False), ("unread", True)):
        chosen = [row for row in documents if row["unread"] is unread]
        found |= _figures(part, len(chosen), judge(chosen, told, rows)) if chosen else {}
    return found


def _figures(part: str, size: int, tally: Tally) -> Figures:
    asked, right = tally.asked, tally.right
    values = {
        "incident_f1": ("incident F1", f1(right["incidents"], tally.told["incidents"], asked["incidents"])),
        "precision": ("incident precision", 100 * right["incidents"] / max(1, tally.told["incidents"])),
        "recall": (f"incidents found, % of {asked['incidents']}", tally.recall("incidents")),
        "standing": ("of these told as news", tally.recall("standing")),
        "fields": (f"cells right, % of {asked['cells']}", tally.recall("cells")),
        "posture": (f"postures found, % of {asked['postures']}", tally.recall("postures")),
        "posture_told": ("postures told that are", 100 * right["postures told"] / max(1, tally.told["postures"])),
        "posture_fields": (f"cells of postures right, % of {asked['posture cells']}", tally.recall("posture cells")),
        "statements": (f"statements found, % of {asked['statements']}", tally.recall("statements")),
        "speakers": ("with the right speaker", tally.recall("speakers")),
        "stances": ("with speaker and stance", tally.recall("stances")),
        "relations": (f"relations found, % of {asked['relations']}", tally.recall("relations")),
        "dated": (f"reports dated right, % of {asked['dated']}", tally.recall("dated")),
        "disagreements": (f"disagreements found, % of {asked['disagreements']}", tally.recall("disagreements")),
        "joined": (f"two reports' tellings of one incident joined, % of {asked['joined']}", tally.recall("joined")),
        "wrongly_joined": ("pairs of two incidents joined (lower is better)", float(tally.told["wrongly joined"])),
        "false_alarms": ("false alarms (lower is better)", float(tally.told["alarms"])),
        "traps": ("traps sprung (lower is better)", float(tally.told["traps"])),
    }
    said = {"read": "world, read", "unread": "world, unread"}[part]
    return {f"world.{part}.{name}": Figure(said, f"{size} reports", *value) for name, value in values.items()}


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="list what is missed in the reports that may be read")
    parser.add_argument("--docs", default="", help="with --misses: only these, by number, with commas")
    parser.add_argument("--from", type=int, default=0, metavar="N", dest="first", help="only reports from number N on")
    parser.add_argument("--until", type=int, default=99, metavar="N", help="only reports up to number N")
    parser.add_argument("--case", choices=get_args(Case), default="as written", help="how the reports are written")
    given = parser.parse_args()
    numbers = range(given.first, given.until + 1)
    if given.misses:
        rows = records(WORLD / "gold.jsonl")
        chosen = [row for row in rows if row["kind"] == "doc" and not row["unread"] and int(row["id"][:2]) in numbers]
        chosen = [row for row in chosen if not given.docs or row["id"][:2] in given.docs.split(",")]
        tally = judge(chosen, read(given.case), rows)
        print("\n".join(tally.misses))
        shown = {name: f"{tally.right[name]}/{asked}" for name, asked in tally.asked.items() if "." in name}
        print(shown, file=sys.stderr)
    show(measure(numbers=numbers, case=given.case))
    return 0


if __name__ == "__main__":
    sys.exit(main())
