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
    if len(steps) == 1:
        return lambda record: record.get(path)

    def take(record: Record) -> Any:
        value: Any = record
        for step in steps:
            value = value.get(step) if isinstance(value, dict) else None
        return value

    return take


def columns_at(type_: ColumnType, *names: str, **renamed: str) -> list[Column]:
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
_COUNTED = ("killed", "injured", "arrested", "quantity")
_COUNTS = [f"{what}.{end}" for what in _COUNTED for end in ("low", "best", "high")]
_PLACE = [
    *columns_at("text", place="place.name", place_text="place.text", place_id="place.place_id"),
    *columns_at("text", place_kind="place.kind"),
    *columns_at("text", country="place.country", country_name="place.country_name", admin1="place.admin1"),
    *columns_at("number", lat="place.lat", lon="place.lon", radius_km="place.radius_km"),
    *columns_at("integer", geo_precision="place.precision"),
]
_PLOVER = [*columns_at("text", "plover.type", "plover.mode"), *columns_at("list", plover_context="plover.context")]

COLUMNS: dict[str, list[Column]] = {
    "reports": [
        *columns_at("text", "report_id", "article_id"),
        *columns_at("integer", "version"),
        *columns_at("text", "external_id", "url", "title", "publisher", "author"),
        *columns_at("text", "published.start", "published.end", "published.precision", "published.basis"),
        *columns_at("text", "published.reason", "retrieved", "language", "kind"),
        *columns_at("list", "flags"),
        *columns_at("text", "origin_id", "sha256", "modified", "text"),
    ],
    "mentions": [
        *columns_at("text", "mention_id", "report_id", "event_id", "kind", "status"),
        *_PLOVER,
        *columns_at("boolean", "series", "background"),
        *_parties(*_ROLES),
        *columns_at("text", time_start="time.start", time_end="time.end", time_precision="time.precision"),
        *columns_at("text", time_text="time.text", time_value="time.value"),
        *_PLACE,
        *columns_at("integer", *_COUNTS),
        *_each("weapons", "weapons", "text"),
        *_each("weapon_classes", "weapons", "class"),
        *columns_at("text", "statement_id"),
        *columns_at("number", "confidence"),
        *columns_at("integer", "sentence.start", "sentence.end", "trigger.start", "trigger.end"),
        *columns_at("text", "trigger.text"),
        *_json("actors"),
    ],
    "claims": [
        *columns_at("text", "claim_id", "mention_id", "report_id", "field", "value", "raw"),
        *columns_at("integer", "start", "end"),
        *columns_at("text", "speaker_id", "speaker", "status", "reader", "reader_version"),
    ],
    "statements": [
        *columns_at("text", "statement_id", "report_id", "stance"),
        *columns_at("boolean", "direct"),
        *columns_at("text", source="source.text", source_name="source.name", source_actor_id="source.actor_id"),
        *columns_at("text", reported_by="reported_by.text", cue="cue.text", text="text", sentence_text="sentence_text"),
        *columns_at("integer", "sentence.start", "sentence.end", "source.start", "source.end", "cue.start", "cue.end"),
        *_json("content"),
        *columns_at("list", "mentions", "topic"),
    ],
    "incidents": [
        *columns_at("text", "incident_id", "kind", "status"),
        *_PLOVER,
        *columns_at("boolean", "series", "background"),
        *columns_at("text", "time.start", "time.end", "time.precision"),
        *_parties(*_ROLES),
        *_PLACE,
        *columns_at("integer", *_COUNTS),
        *_each("weapons", "weapons", "text"),
        *_each("weapon_classes", "weapons", "class"),
        *columns_at("text", "summary"),
        *columns_at("integer", "origins"),
        *columns_at("list", "reports", "disagreements", "mentions"),
        *columns_at("text", "rule"),
        *columns_at("number", "confidence"),
        *columns_at("boolean", "rejected"),
        *_json("actors", "evidence", "corrections"),
    ],
    "links": [
        *columns_at("text", "link_id", "from", "to", "relation", "basis", "speaker_id"),
        *_json("evidence"),
    ],
    "disagreements": [
        *columns_at("text", "disagreement_id", "incident_id", "field", "kind", "about"),
        *_each("values", "sides", "value"),
        *_json("sides"),
    ],
    "relations": [
        *columns_at("text", "relation_id", "report_id", "a", "relation", "b", "a_id", "b_id", "office"),
        *columns_at("text", "since.first", "since.last", "until.first", "until.last"),
        *columns_at("boolean", "disputed"),
        *columns_at("integer", "start", "end"),
        *columns_at("text", "text", "statement_id"),
        *columns_at("list", "claims"),
    ],
    "actors": [
        *columns_at("text", "actor_id", "name", "type"),
        *columns_at("list", "aliases"),
        *columns_at("text", "sector", "country"),
        *_json("roles"),
        *columns_at("text", "description"),
    ],
    "places": [
        *columns_at("text", "place_id", "name", "kind"),
        *columns_at("number", "lat", "lon"),
        *columns_at("text", "country", "country_name", "admin1"),
        *columns_at("integer", "precision"),
        *columns_at("number", "radius_km"),
    ],
}
"""The flat columns of every table, in order."""
