"""Flat columns for tools that know no nesting (CSV, Parquet, data frames): what stands in each, and its source.

Every name of the contract's record is reached by some column; what is nested too deep for one stays as JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from .rows import dumps

ColumnType = Literal["text", "integer", "number", "boolean", "list", "json"]
Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One flat column: its name, its type, and how it is taken from a record. A `list` holds strings."""

    name: str
    type: ColumnType
    take: Callable[[Record], Any]


def flatten(table: str, record: Record) -> dict[str, Any]:
    """One record of a table as its flat columns; None is unknown."""
    return {column.name: column.take(record) for column in COLUMNS[table]}


def _at(path: str) -> Callable[[Record], Any]:
    """Take what stands at a dotted path; None as soon as a step is missing."""
    steps = path.split(".")

    def take(record: Record) -> Any:
        value: Any = record
        for step in steps:
            value = value.get(step) if isinstance(value, Mapping) else None
        return value

    return take


def _columns(type_: ColumnType, *names: str, **renamed: str) -> list[Column]:
    """Columns of one type: `names` under their own name, `renamed` as name=path."""
    paths = {name.replace(".", "_"): name for name in names} | renamed
    return [Column(name, type_, _at(path)) for name, path in paths.items()]


def _json(*names: str) -> list[Column]:
    """Nested values as JSON text; an empty list is written, an unknown value is not."""

    def take(name: str) -> Callable[[Record], Any]:
        return lambda record: None if record.get(name) is None else dumps(record[name])

    return [Column(name, "json", take(name)) for name in names]


def _parties(*roles: str) -> list[Column]:
    """A column for each role: the names of those who have it in an incident or mention."""

    def take(role: str) -> Callable[[Record], Any]:
        return lambda record: _distinct([a.get("name") or a.get("text") for a in record["actors"] if a["role"] == role])

    return [Column(role, "list", take(role)) for role in roles]


def _each(name: str, holder: str, part: str) -> list[Column]:
    """One part of every item of a nested list."""
    return [Column(name, "list", lambda record: _distinct([item[part] for item in record[holder]]))]


def _distinct(names: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(names))


_ROLES = ("actor", "recipient", "victim", "claimant", "blamed")
_COUNTS = [f"{what}.{end}" for what in ("killed", "injured", "arrested", "quantity") for end in ("low", "best", "high")]
_PLACE = [
    *_columns("text", place="place.name", place_text="place.text", place_id="place.place_id", place_kind="place.kind"),
    *_columns("text", country="place.country", country_name="place.country_name", admin1="place.admin1"),
    *_columns("number", lat="place.lat", lon="place.lon", radius_km="place.radius_km"),
    *_columns("integer", geo_precision="place.precision"),
]
_PLOVER = [*_columns("text", "plover.type", "plover.mode"), *_columns("list", plover_context="plover.context")]

COLUMNS: dict[str, list[Column]] = {
    "reports": [
        *_columns("text", "report_id", "article_id"),
        *_columns("integer", "version"),
        *_columns("text", "external_id", "url", "title", "publisher", "author"),
        *_columns("text", "published.start", "published.end", "published.precision", "published.basis"),
        *_columns("text", "published.reason", "retrieved", "language", "kind"),
        *_columns("list", "flags"),
        *_columns("text", "origin_id", "sha256", "modified", "text"),
    ],
    "mentions": [
        *_columns("text", "mention_id", "report_id", "event_id", "kind", "status"),
        *_PLOVER,
        *_columns("boolean", "series", "background"),
        *_parties(*_ROLES),
        *_columns("text", time_start="time.start", time_end="time.end", time_precision="time.precision"),
        *_columns("text", time_text="time.text", time_value="time.value"),
        *_PLACE,
        *_columns("integer", *_COUNTS),
        *_each("weapons", "weapons", "text"),
        *_each("weapon_classes", "weapons", "class"),
        *_columns("text", "statement_id"),
        *_columns("number", "confidence"),
        *_columns("integer", "sentence.start", "sentence.end", "trigger.start", "trigger.end"),
        *_columns("text", "trigger.text"),
        *_json("actors"),
    ],
    "claims": [
        *_columns("text", "claim_id", "mention_id", "report_id", "field", "value", "raw"),
        *_columns("integer", "start", "end"),
        *_columns("text", "speaker_id", "speaker", "status", "reader", "reader_version"),
    ],
    "statements": [
        *_columns("text", "statement_id", "report_id", "stance"),
        *_columns("boolean", "direct"),
        *_columns("text", source="source.text", source_name="source.name", source_actor_id="source.actor_id"),
        *_columns("text", reported_by="reported_by.text", cue="cue.text", text="text", sentence_text="sentence_text"),
        *_columns("integer", "sentence.start", "sentence.end", "source.start", "source.end", "cue.start", "cue.end"),
        *_json("content"),
        *_columns("list", "mentions", "topic"),
    ],
    "incidents": [
        *_columns("text", "incident_id", "kind", "status"),
        *_PLOVER,
        *_columns("boolean", "series", "background"),
        *_columns("text", "time.start", "time.end", "time.precision"),
        *_parties(*_ROLES),
        *_PLACE,
        *_columns("integer", *_COUNTS),
        *_each("weapons", "weapons", "text"),
        *_each("weapon_classes", "weapons", "class"),
        *_columns("text", "summary"),
        *_columns("integer", "origins"),
        *_columns("list", "reports", "disagreements", "mentions"),
        *_columns("text", "rule"),
        *_columns("number", "confidence"),
        *_columns("boolean", "rejected"),
        *_json("actors", "evidence", "corrections"),
    ],
    "links": [
        *_columns("text", "link_id", "from", "to", "relation", "basis", "speaker_id"),
        *_json("evidence"),
    ],
    "disagreements": [
        *_columns("text", "disagreement_id", "incident_id", "field", "kind", "about"),
        *_each("values", "sides", "value"),
        *_json("sides"),
    ],
    "relations": [
        *_columns("text", "relation_id", "report_id", "a", "relation", "b", "a_id", "b_id", "office"),
        *_columns("text", "since.first", "since.last", "until.first", "until.last"),
        *_columns("boolean", "disputed"),
        *_columns("integer", "start", "end"),
        *_columns("text", "text", "statement_id"),
        *_columns("list", "claims"),
    ],
    "actors": [
        *_columns("text", "actor_id", "name", "type"),
        *_columns("list", "aliases"),
        *_columns("text", "sector", "country"),
        *_json("roles"),
        *_columns("text", "description"),
    ],
    "places": [
        *_columns("text", "place_id", "name", "kind"),
        *_columns("number", "lat", "lon"),
        *_columns("text", "country", "country_name", "admin1"),
        *_columns("integer", "precision"),
        *_columns("number", "radius_km"),
    ],
}
"""The flat columns of every table, in order."""
