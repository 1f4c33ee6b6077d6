"""A large synthetic ledger for `bench.desk`: rows of the shape that reading gives, inserted as they are."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dragoman.knowledge.kinds import Kind, load_kinds
from dragoman.ledger import Ledger
from dragoman.ledger.rows import dumps
from dragoman.ledger.views import view_rows
from dragoman.ledger.write import insert
from dragoman.model import (
    Count,
    Dated,
    Disagreement,
    Evidence,
    Incident,
    Interval,
    Party,
    PlaceMention,
    Relation,
    Side,
    as_record,
)
from dragoman.reconcile import Reconciled

FIRST, DAYS = date(2015, 1, 1), 4000
AT = "2026-01-01T00:00:00.000000Z"
PLACES = [
    ("Baghdad", "98182", "IQ", "Iraq", 33.34, 44.40), ("Kirkuk", "94787", "IQ", "Iraq", 35.47, 44.39),
    ("Aleppo", "170063", "SY", "Syria", 36.20, 37.16), ("Goma", "216281", "CD", "DR Congo", -1.68, 29.22),
    ("Kharkiv", "706483", "UA", "Ukraine", 49.98, 36.25), ("Sanaa", "71137", "YE", "Yemen", 15.35, 44.20),
    ("Mogadishu", "53654", "SO", "Somalia", 2.04, 45.34), ("Kabul", "1138958", "AF", "Afghanistan", 34.53, 69.17),
]  # fmt: skip
ACTORS = [(f"Brigade {n}", f"brigade-{n}") for n in range(400)]
STANCES = ["asserts", "denies", "threatens", "warns", "demands"]
RELATIONS: list[Any] = ["backs", "commands", "member_of", "fights"]
STATUSES: list[Any] = ["occurred"] * 8 + ["attempted", "threatened", "denied", "possible"]


def build(path: Path, incidents: int, chance: random.Random) -> None:
    """A ledger of so many incidents, with two tellings to three incidents, in reports of three tellings each."""
    Ledger.open(path).close()
    with Ledger.open(path) as ledger:
        db = ledger._db
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("BEGIN")
        rows = Rows(chance, list(load_kinds().values()))
        for number in range(incidents):
            rows.incident(number)
            if number % 5_000 == 4_999:
                rows.write(db)
        rows.write(db)
        db.execute("INSERT INTO run (program_version, recorded_at) VALUES ('bench', ?)", (AT,))
        db.execute("UPDATE state SET changes_seen = changes")
        db.execute("COMMIT")


class Rows:
    """Rows on their way into the tables of a ledger; those of incidents are made as the ledger makes them."""

    def __init__(self, chance: random.Random, kinds: list[Kind]) -> None:
        self._chance, self._kinds = chance, kinds
        self._tables: dict[str, list[dict[str, Any]]] = {}
        self._incidents: list[Incident] = []
        self._disputes: list[Disagreement] = []
        self._report, self._text, self._told = "", "", 0

    def incident(self, number: int) -> None:
        """One incident with its tellings and parties and, for one in twenty, a disagreement."""
        pick, kind, (place, place_id, code, country, lat, lon) = self._chance.choice, self._kind(), self._place()
        doer, target = pick(ACTORS), pick(ACTORS)
        rare = " zeppelin" if number % 9_973 == 0 else ""
        thing = pick(["convoy", "depot", "checkpoint", "embassy", "market"])
        sentence = f"{doer[0]} struck a {thing}{rare} of {target[0]} in {place}, report {number} said."
        told = [self._telling(number, part, sentence) for part in range(1 + (number % 3 == 0))]
        killed = pick([None, None, 0, 1, 3, 12]) if kind.group == "violence" else None
        key = f"inc-{number:016x}"
        evidence = tuple(evidence for _, evidence in told)
        incident = Incident(
            incident_id=key,
            kind=kind.kind,
            plover=None,
            status=pick(STATUSES),
            series=False,
            background=False,
            actors=(
                Party("actor", doer[0], "group", doer[1], ()),
                Party("recipient", target[0], "group", target[1], ()),
            ),
            place=PlaceMention(0, 0, "", place_id, place, "city", lat, lon, code, country, None, 1, 15.0),
            time=self._time(),
            killed=Count(killed, killed, killed) if killed is not None else None,
            injured=None,
            arrested=None,
            quantity=None,
            weapons=(),
            summary=f"{kind.label}: {doer[0]} → {target[0]}, {place}",
            reports=(self._report,),
            origins=1 + self._chance.randrange(4) * self._chance.randrange(2),
            evidence=evidence,
            disagreements=(),
            rule="best_supported",
            mentions=tuple(mention for mention, _ in told),
            confidence=round(self._chance.random(), 2),
        )
        self._incidents.append(incident)
        if number % 20 == 0:
            sides = tuple(Side(value, 1, (), evidence) for value in ("1", "3"))
            self._disputes.append(Disagreement(f"dis-{number:016x}", key, "killed", sides, "value"))

    def _kind(self) -> Kind:
        return self._chance.choice(self._kinds)

    def _place(self) -> tuple[str, str, str, str, float, float]:
        return self._chance.choice(PLACES)

    def _time(self) -> Interval:
        if self._chance.random() < 0.1:
            return Interval()
        day = FIRST + timedelta(days=self._chance.randrange(DAYS))
        return Interval(day, day + timedelta(days=self._chance.choice([0, 0, 0, 0, 29])), "day")

    def _telling(self, number: int, part: int, sentence: str) -> tuple[str, Evidence]:
        """A mention with its sentence, in the report at hand or, after three, in the next."""
        if self._told % 3 == 0:
            self._close()
            self._report, self._text = f"rep-{number:08x}{part}", ""
        self._told += 1
        start = len(self._text)
        self._text += f"{sentence}\n"
        end = start + len(sentence)
        mention = f"men-{number:014x}-{part}"
        shared = {"report_id": self._report, "number": self._told % 3}
        self._add("sentence", **shared, start_char=start, end_char=end, text=sentence)
        words = {"trigger_start": start, "trigger_end": start + 3, "trigger_text": "hit"}
        marks = {
            "kind": "assault",
            "status": "occurred",
            "series": 0,
            "background": 0,
            "confidence": 0.5,
            "record": "{}",
        }
        ids = {"mention_id": mention, "event_id": mention}
        self._add("mention", **shared, **ids, **words, **marks, sentence_start=start, sentence_end=end)
        if number % 4 == 0:
            self._saying(mention, sentence, {**shared, "sentence_start": start, "sentence_end": end})
        if number % 10 == 0:
            self._tie(shared | {"start_char": start, "end_char": end, "text": sentence})
        return mention, Evidence(self._report, start, end, sentence)

    def _saying(self, mention: str, sentence: str, where: dict[str, Any]) -> None:
        speaker, stance = self._chance.choice(ACTORS), self._chance.choice(STANCES)
        who = {"source": speaker[0], "source_name": speaker[0], "source_actor_id": speaker[1]}
        what = {"stance": stance, "direct": 0, "sentence_text": sentence, "text": sentence, "record": "{}"}
        self._add("statement", statement_id=f"sta{mention[3:]}", **who, **what, **where)

    def _tie(self, where: dict[str, Any]) -> None:
        (a, a_id), (b, b_id) = self._chance.sample(ACTORS[:60], 2)
        made = Relation(
            f"rel-{a_id}-{b_id}", where["report_id"], a, self._chance.choice(RELATIONS), b, a_id, b_id, Dated(),
            Dated(), where["start_char"], where["end_char"], where["text"],
        )  # fmt: skip
        told = {name: getattr(made, name) for name in ("relation_id", "a", "relation", "b", "a_id", "b_id")}
        self._add("relation", **told, **where, disputed=0, record=dumps(as_record(made)))

    def _close(self) -> None:
        if not self._report:
            return
        day = str(FIRST + timedelta(days=self._chance.randrange(DAYS)))
        keys = dict.fromkeys(("report_id", "article_id", "external_id", "origin_given"), self._report)
        dated = {"published_start": day, "published_end": day, "published_precision": "day"}
        known = {"published_basis": "metadata", "published_reason": "", "language": "en", "kind": "news", "flags": "[]"}
        told = {"title": self._text[:60], "publisher": f"Paper {self._told % 97}", "text": self._text}
        self._add("report", **keys, **dated, **known, **told, version=1, sha256="", run_id=1)
        self._add("origin", report_id=self._report, origin_id=self._report, reasons="")

    def _add(self, table: str, **row: Any) -> None:
        self._tables.setdefault(table, []).append(row)

    def write(self, db: Any) -> None:
        """Insert what has been gathered."""
        made = Reconciled({}, {}, tuple(self._incidents), tuple(self._disputes), ())
        for table, rows in (*self._tables.items(), *view_rows(made).items()):
            insert(db, table, [row | {"recorded_at": AT} for row in rows])
        self._tables.clear()
        self._incidents.clear()
        self._disputes.clear()
