"""The description of the API in OpenAPI 3.1: every address, its parameters, and the schema of what it gives."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from difflib import get_close_matches

from .. import __version__
from ..changes import Change
from ..errors import BadSettings
from ..model import (
    Actor,
    Claim,
    Correction,
    Disagreement,
    Evidence,
    Incident,
    Link,
    Mention,
    Place,
    Reading,
    Relation,
    Report,
    Statement,
)
from .draw import DayCount, PlaceCount
from .question import KEPT, OWN
from .schemas import Schema, array_of, nested, object_of, ref, schema_of

RECORDS: tuple[type, ...] = (
    Change, Incident, Disagreement, Link, Statement, Relation, Actor, Place, Report, Mention, Claim, Correction,
    Reading, Evidence, DayCount, PlaceCount,
)  # fmt: skip
"""The classes that the API gives out."""

_FILTERS = {
    "since": "first day (2020-01-31): the incident may not end before it",
    "until": "last day: the incident may not begin after it",
    "kind": "kinds or groups of kinds, separated by commas",
    "group": "violence, coercion, protest, posture, words or other",
    "country": "names or ISO alpha-2 codes, separated by commas",
    "area": "west,south,east,north in degrees: the incident's point lies within",
    "dated": "no: only what has no date; `since` and `until` are then days of the reports that tell of it",
    "about": "words that must all stand in its parties, its line or its sentences",
    "status": "statuses separated by commas, or `happened`",
    "origins": "at least so many independent origins",
    "disputed": "1: only what sources disagree on; 0: only the rest",
    "background": "no (usual): without what is told as history or in passing; only; all",
}
"""What narrows incidents, and whatever belongs to them."""
_LOOK = {
    "as_of": "the ledger as known at a moment: 2020-01-31, or 2020-01-31T18:00Z",
    "rule": "how headline values are chosen: best_supported, acled_lowest, ucdp_range or latest_official",
}
_PAGING_LIMIT = "records of a page, 1 to 1000; 100 where not given"
_PAGING = {"page": "the word that `next` of the page before has", "limit": _PAGING_LIMIT}


@dataclasses.dataclass(frozen=True, slots=True)
class Told:
    """One address: what it gives, of which parameters, and the schema of a record of it."""

    summary: str
    record: str | Schema
    parameters: tuple[dict[str, str], ...] = ()
    listed: bool = True


_TEXT: Schema = {"type": "string"}
_MAYBE: Schema = {"type": ["string", "null"]}
_COUNT: Schema = {"type": "integer"}
_DAY: Schema = {"type": ["string", "null"], "format": "date"}
_LIST = {"q": "words that must all stand in a sentence"}
_SORT = {"sort": "time, kind, status, place, killed, injured, origins, recorded; with - before it for descending"}


_CLAIM = object_of(
    **dict.fromkeys(("claim_id", "mention_id", "report_id", "field", "value", "raw", "status"), _TEXT),
    speaker_id=_MAYBE, origin_id=_TEXT, sentence=_TEXT, start=_COUNT, end=_COUNT,
)  # fmt: skip
_LINKS = array_of(object_of(told=_TEXT, address=_TEXT))
_NUMBER: Schema = {"type": ["integer", "null"]}
_LINE = object_of(
    incident=ref("Incident"), came={"enum": ["new", "again", None]}, disputed={"type": "boolean"},
    was=array_of(object_of(field=_TEXT, before=_MAYBE)),
    sentence={"anyOf": [{"allOf": [ref("Evidence"), object_of(paper=_TEXT, day=_DAY)]}, {"type": "null"}]},
)  # fmt: skip
_SITUATION = object_of(
    since=_TEXT, all_new={"type": "boolean"}, reports=_COUNT, origins=_COUNT, amiss=_LINKS,
    sections=array_of(
        object_of(name=_TEXT, heading=_TEXT, total=_COUNT, new=_NUMBER, links=_LINKS, items=array_of(_LINE))
    ),
    disagreements=object_of(total=_COUNT, new=_NUMBER, items=array_of(ref("Disagreement"))),
    killed=object_of(low=_NUMBER, high=_NUMBER, incidents=_COUNT),
)  # fmt: skip
_DECIDED = {"allOf": [ref("Correction"), object_of(state=_TEXT)]}

ADDRESSES: dict[str, Told] = {
    "/api/situation": Told(
        "The first page: what happened, what is only threatened, posture and disagreements, what came in first",
        _SITUATION,
        ({"moment": "since when something is new: 2020-01-31T18:00Z, 24h; else a day before the latest reading"},
         _FILTERS, _LOOK), False,
    ),
    "/api/incidents": Told("Incidents, newest first", "Incident", (_FILTERS, _LOOK, _SORT, _PAGING)),
    "/api/incidents/{id}": Told(
        "One incident with its claims, disagreements, links and corrections; an id of before a merge is understood",
        object_of(
            incident=ref("Incident"), claims=array_of(_CLAIM), disagreements=array_of(ref("Disagreement")),
            links=array_of(ref("Link")), corrections=array_of(_DECIDED),
        ),
        (_LOOK,), False,
    ),
    "/api/reports": Told(
        "Reports, newest first, without their texts", ref("Report"),
        (_FILTERS, {"flag": "only those with this flag: machine_translated, republished, ..."}, _LOOK, _LIST, _PAGING),
    ),
    "/api/reports/{id}": Told(
        "One report and everything read in it", "Reading", (_LOOK, {"text": "1: with the report's text"}), False
    ),
    "/api/statements": Told(
        "Who says what", "Statement",
        ({"stance": "asserts, denies, threatens, warns, ...; separated by commas",
          "since": "reports of this day or later", "until": "reports of this day or earlier"}, _LOOK, _LIST, _PAGING),
    ),
    "/api/disagreements": Told("Claims that cannot all be true", "Disagreement", (_FILTERS, _LOOK, _PAGING)),
    "/api/actors": Told("Actors that reports name", "Actor", (_LOOK, _PAGING)),
    "/api/actors/{id}": Told(
        "One actor, with the relations told of it",
        object_of(actor=ref("Actor"), relations=array_of(ref("Relation"))), (_LOOK,), False,
    ),
    "/api/parties": Told(
        "The actors of the incidents that pass the filters, those of most incidents first",
        object_of(
            actor_id=_TEXT, name=_TEXT, type=_TEXT, incidents=_COUNT, as_actor=_COUNT, as_target=_COUNT,
            first=_DAY, last=_DAY,
        ),
        (_FILTERS, _LOOK, _PAGING),
    ),
    "/api/relations": Told("Who stands in what relation to whom, each telling", "Relation", (_LOOK, _PAGING)),
    "/api/links": Told("Ties between incidents, as told", "Link", (_FILTERS, _LOOK, _PAGING)),
    "/api/places": Told("Places that reports name", "Place", (_LOOK, _PAGING)),
    "/api/days": Told(
        "The incidents that pass the filters, counted by day, month or year and by group", "DayCount",
        (_FILTERS, _LOOK),
    ),
    "/api/points": Told(
        "The incidents that pass the filters, counted by the point they are placed at", "PlaceCount",
        (_FILTERS, _LOOK),
    ),
    "/api/queue": Told(
        "The incidents that most deserve a person's look, with the reasons",
        object_of(incident=ref("Incident"), score={"type": "number"}, reasons=array_of(_TEXT)),
        (_FILTERS, _LOOK, {"limit": _PAGING_LIMIT}),
    ),
    "/api/posture": Told(
        "The posture board: each post with its records, newest first",
        object_of(post=_TEXT, actor_id=_MAYBE, incidents=array_of(ref("Incident"))), (_FILTERS, _LOOK),
    ),
    "/api/changes": Told(
        "What changed since a moment, cell by cell, and why", "Change",
        ({"moment": "since when: 2020-01-31T18:00Z, 24h, yesterday (needed)"}, _FILTERS, _LOOK, _PAGING),
    ),
    "/api/search": Told(
        "Sentences that hold all words, the best match first",
        object_of(report_id=_TEXT, text=_TEXT, incident_id=_MAYBE, start=_COUNT, end=_COUNT),
        ({"q": "the words, or \"a phrase in quotes\" (needed)", "since": "reports of this day or later",
          "until": "reports of this day or earlier"}, _LOOK, _PAGING),
    ),
    "/api/corrections": Told("Every decision of a person, oldest first", _DECIDED, (_LOOK, _PAGING)),
}  # fmt: skip
"""Every address of the API that is read."""


def check_words(given: Iterable[str]) -> None:
    """Refuse a parameter that no address knows: left aside, a filter written wrong would give everything.

    Raises BadSettings.
    """
    known = {*KEPT, *OWN, *(name for told in ADDRESSES.values() for group in told.parameters for name in group)}
    for name in given:
        if name not in known:
            near = get_close_matches(name, sorted(known), n=1)
            hint = f"did you mean {near[0]}? " if near else ""
            raise BadSettings(f"there is no parameter {name[:40]!r}: {hint}/api lists them all")


def document() -> Schema:
    """The whole description."""
    paths: Schema = {path: {"get": _get(path, told)} for path, told in ADDRESSES.items()}
    paths["/api/corrections"]["post"] = _post()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Dragoman",
            "version": __version__,
            "description": "What happened, who says so, and where reports disagree. Unknown is null, never 0.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{}, {"token": []}],
        "paths": paths,
        "components": {
            "schemas": {
                **{kind.__name__: schema_of(kind) for kind in nested(RECORDS)},
                "Error": object_of(error=_TEXT),
            },
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _get(path: str, told: Told) -> Schema:
    record = ref(told.record) if isinstance(told.record, str) else told.record
    answer = record
    if told.listed:
        answer = object_of(items=array_of(record), next=_MAYBE)
    parameters = [
        {"name": name, "in": "query", "description": words, "schema": _TEXT, "required": words.endswith("(needed)")}
        for group in told.parameters
        for name, words in group.items()
    ]
    if "{id}" in path:
        parameters.insert(0, {"name": "id", "in": "path", "required": True, "schema": _TEXT})
    operation = path.removeprefix("/api/").replace("/{id}", "_one")
    return {
        "operationId": operation,
        "summary": told.summary,
        "parameters": parameters,
        "responses": {
            "200": _answer("what was asked for", answer),
            "default": _answer("what went wrong", ref("Error")),
        },
    }


def _post() -> Schema:
    words = {
        "op": "accept, reject, set, merge, keep_apart, split, note or undo",
        "target": "an id, or REPORT:START-END; of an undo the correction",
        "value": "FIELD=VALUE of a set, the other target of a merge or keep_apart",
        "reason": "why; of a note its words",
        "by": "who decides",
    }
    body = {
        "type": "object",
        "properties": {name: {**_TEXT, "description": told} for name, told in words.items()},
        "required": ["op", "target", "by"],
    }
    return {
        "operationId": "correct",
        "summary": "Record a person's decision; only where the desk was started with --review",
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {
            "201": _answer("the correction as it was recorded", ref("Correction")),
            "default": _answer("what went wrong", ref("Error")),
        },
    }


def _answer(words: str, schema: Schema) -> Schema:
    return {"description": words, "content": {"application/json": {"schema": schema}}}
