"""Making a decision: what a person points at, found and written down by its evidence, so that it survives rereading."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from ..errors import BadSettings, NotFound
from ..model import Anchor, ClaimWords, Correction, Op, Span, Target
from ..settings import Settings
from . import read
from .redirects import anchor_of, present_id, tellings_of
from .values import setting

OPS: dict[Op, str] = {
    "accept": "confirm an incident, a telling or a claim",
    "reject": "an incident, a telling or a claim no longer counts; it is still listed",
    "set": "a field of an incident has this value",
    "merge": "two incidents are one",
    "keep_apart": "two incidents or tellings are never one",
    "split": "a telling leaves its incident",
    "note": "a remark",
    "undo": "a correction no longer holds",
}
"""What a person can decide, with what it does."""

# An id may be shortened to this many characters as long as only one thing begins so.
_SHORTEST = 6
_NO_REASON_NEEDED = frozenset({"undo"})
_TRIGGER = "report_id, trigger_start, trigger_end, kind, m.mention_id"


class Decider:
    """Turns what a person points at into corrections. Raises NotFound (no such thing), BadSettings (no sense in it)."""

    def __init__(self, db: sqlite3.Connection, settings: Settings) -> None:
        self._db, self._settings = db, settings

    def decide(self, op: Op, target: str, value: str | None, by: str, reason: str, at: str) -> Correction:
        """The correction, ready to be recorded."""
        if op not in OPS:
            raise BadSettings(f"there is no decision {op!r}: choose one of {', '.join(OPS)}")
        self._check_person(by)
        if not reason.strip() and op not in _NO_REASON_NEEDED:
            raise BadSettings("say why" if op != "note" else "a note needs its words")
        wanted, before, after = self._parts(op, target.strip(), value)
        return Correction.made(at, by.strip(), op, wanted, before, after, reason.strip())

    def _check_person(self, by: str) -> None:
        """A machine's verdict is never stored as a person's."""
        readers = {row[0] for row in self._db.execute("SELECT DISTINCT reader FROM run")}
        if not by.strip():
            raise BadSettings("say who decides this")
        if by.strip().casefold() in {name.casefold() for name in readers}:
            raise BadSettings(f"{by!r} is a reader: only a person can correct what a reader read")

    def _parts(self, op: Op, target: str, value: str | None) -> tuple[str, str | None, str | None]:
        """Target, from and to of a correction."""
        if op == "undo":
            return self._correction(target), None, None
        if op == "set":
            return self._set(target, value or "")
        if op in ("merge", "keep_apart"):
            return self._pair(op, target, value or "")
        found = self._target(target)
        if op == "note" or (op == "accept" and self._evidence_of(found)):
            return str(found), None, None
        rest = self._rest(found)
        if op == "split" and not rest.anchors:
            raise BadSettings(f"{target} is all that its incident tells: there is nothing to split it from")
        if op == "reject":
            self._check_rejectable(found)
        if op == "split":
            found = self._tellings(target)
        whole = not rest.anchors or any(anchor.claim for anchor in found.anchors)
        return str(found), None if whole else str(rest), None

    def _set(self, target: str, value: str) -> tuple[str, str, str]:
        from ..reconcile.fields import value_of

        field, kept = setting(value, self._settings)
        incident = self._incident_of(self._target(target))
        present = read.incident_of(self._db, incident)
        return str(self._whole(incident)), f"{field}={value_of(present, field)}", f"{field}={kept}"

    def _pair(self, op: Op, one: str, other: str) -> tuple[str, None, str]:
        """Two targets. A merge is of whole incidents; keeping apart may be of single tellings."""
        a, b = self._tellings(one), self._tellings(other)
        if op == "merge":
            first, second = self._incident_of(a), self._incident_of(b)
            if first == second:
                raise BadSettings(f"{one} and {other} are one incident already")
            a, b = self._whole(first), self._whole(second)
        if set(a.anchors) & set(b.anchors):
            raise BadSettings(f"{one} and {other} tell of one incident: split the telling that does not belong to it")
        return str(a), None, str(b)

    # Finding what is pointed at

    def _target(self, wanted: str) -> Target:
        """What an id or REPORT:START-END means. Raises NotFound."""
        if ":" in wanted:
            return Target((self._span(wanted),))
        for find in (self._by_incident, self._by_mention, self._by_claim):
            found = find(wanted)
            if found:
                return found
        raise NotFound(f"nothing here is called {wanted!r}: name an incident, mention or claim, or REPORT:START-END")

    def _span(self, wanted: str) -> Anchor:
        """A stretch of a report's text; the report may be named by the beginning of its id."""
        report, _, offsets = wanted.rpartition(":")
        key = self._id("report", "report_id", report)
        if key is None:
            raise NotFound(f"no report has the id {report!r}")
        try:
            anchor = Anchor.parse(f"{key}:{offsets}")
        except ValueError as error:
            raise BadSettings(str(error)) from error
        if not anchor.span.start < anchor.span.end <= len(read.report_of(self._db, key).text):
            raise NotFound(f"{wanted} lies outside the text of the report")
        return anchor

    def _by_incident(self, wanted: str) -> Target | None:
        key = self._id("incident", "incident_id", wanted) or present_id(self._db, wanted)
        return self._whole(key) if key else None

    def _by_mention(self, wanted: str) -> Target | None:
        key = self._id("mention", "mention_id", wanted)
        rows = self._db.execute(f"SELECT {_TRIGGER} FROM mention m WHERE mention_id = ?", (key,))
        return Target(tuple(anchor_of(row) for row in rows)) if key else None

    def _by_claim(self, wanted: str) -> Target | None:
        key = self._id("claim", "claim_id", wanted)
        if key is None:
            return None
        columns = "mention_id, field, value, start_char, end_char"
        row = self._db.execute(f"SELECT {columns} FROM claim WHERE claim_id = ?", (key,)).fetchone()
        found = self._by_mention(row[0])
        words = ClaimWords(row[1], row[2], Span(row[3], row[4]))
        anchor = found.anchors[0] if found else None
        return (
            Target((Anchor(anchor.report_id, anchor.span, anchor.kind, anchor.mention_id, words),)) if anchor else None
        )

    def _correction(self, wanted: str) -> str:
        key = self._id("correction", "correction_id", wanted)
        if key is None:
            raise NotFound(f"no correction has the id {wanted!r}: `dragoman correct list` shows them")
        return key

    def _id(self, table: str, column: str, wanted: str) -> str | None:
        """The id that is meant, or begins so. Raises NotFound when several do."""
        rows = self._db.execute(f"SELECT {column} FROM {table} WHERE {column} = ?", (wanted,)).fetchall()
        if not rows and len(wanted) >= _SHORTEST:
            like = (f"{wanted}%",) if "%" not in wanted and "_" not in wanted else ("",)
            rows = self._db.execute(f"SELECT {column} FROM {table} WHERE {column} LIKE ? LIMIT 2", like).fetchall()
        if len(rows) > 1:
            raise NotFound(f"{wanted!r} is the beginning of several ids; give more of it")
        return str(rows[0][0]) if rows else None

    # Incidents and their tellings

    def _whole(self, incident: str) -> Target:
        """All tellings of an incident."""
        rows = self._db.execute(
            f"""SELECT {_TRIGGER} FROM incident_mention i JOIN mention m ON m.mention_id = i.mention_id
            WHERE incident_id = ? ORDER BY report_id, trigger_start, m.mention_id""",
            (incident,),
        )
        return Target(tuple(anchor_of(row) for row in rows), incident)

    def _mentions(self, target: Target) -> list[str]:
        told = tellings_of(self._db, (anchor.report_id for anchor in target.anchors))
        return told.of(target)

    def _tellings(self, wanted: str) -> Target:
        """The tellings that are meant, each by its own words. Raises NotFound when there is none."""
        target = self._target(wanted)
        if target.incident_id:
            return target
        told = tellings_of(self._db, (anchor.report_id for anchor in target.anchors))
        found = Target(tuple(Anchor.of(told.by_id[mention]) for mention in told.of(target)))
        self._incident_of(found)
        return found

    def _incidents(self, mentions: Iterable[str]) -> list[str]:
        query = "SELECT incident_id FROM incident_mention WHERE mention_id = ?"
        return sorted({row[0] for mention in mentions for row in self._db.execute(query, (mention,))})

    def _incident_of(self, target: Target) -> str:
        """The one incident that a target belongs to. Raises NotFound for none, BadSettings for several."""
        found = self._incidents(self._mentions(target))
        if not found:
            raise NotFound("no event is told there")
        if len(found) > 1:
            raise BadSettings(f"several incidents are told there ({', '.join(found)}): name one")
        return found[0]

    def _rest(self, target: Target) -> Target:
        """The other tellings of the incident that a target is a part of; none where it is the whole, or of several."""
        mentions = self._mentions(target)
        incidents = self._incidents(mentions)
        if not incidents:
            raise NotFound("no event is told there")
        whole = [self._whole(incident) for incident in incidents]
        if len(whole) > 1:
            return Target(())
        return Target(tuple(a for a in whole[0].anchors if a.mention_id not in mentions), whole[0].incident_id)

    def _evidence_of(self, target: Target) -> bool:
        """True when some event is told at a target. Raises NotFound where none is."""
        if not self._mentions(target):
            raise NotFound("no event is told there")
        return True

    def _check_rejectable(self, target: Target) -> None:
        fixed = [a.claim.field for a in target.anchors if a.claim and a.claim.field in ("kind", "status")]
        if fixed:
            raise BadSettings(f"a telling cannot be without its {fixed[0]}: reject the telling, or set the {fixed[0]}")
