"""From value objects to the plain dicts of the contract, ready for JSON."""

from __future__ import annotations

import dataclasses
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_RENAMED = {"class_": "class", "from_id": "from", "to_id": "to", "from_value": "from", "to_value": "to"}
"""Field names that Python reserves, or that would hide one it uses, and the contract's names for them."""

_PLAIN = frozenset({str, int, float, bool})


def as_record(value: Any) -> Any:
    """Turn a value object into dicts, lists, strings and numbers; dates become ISO days, tuples and sets lists."""
    # Every row of the ledger passes here, and most values are plain: these are told first and cheaply.
    if value is None or type(value) in _PLAIN:
        return value
    if isinstance(value, (list, tuple)):
        return [as_record(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, date):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        record = {name: as_record(getattr(value, field)) for field, name in _names(type(value))}
        return _contract_form(type(value).__name__, record)
    return value


def record_names(kind: type[DataclassInstance]) -> tuple[tuple[str, str], ...]:
    """The fields of a class, each with what it is called in the record."""
    renamed = {"start": "start_char", "end": "end_char", "first": "start", "last": "end"}
    if kind.__name__ != "MentionTime":
        renamed = {}
    return tuple((field, renamed.get(field, name)) for field, name in _names(kind))


@cache
def _names(kind: type[DataclassInstance]) -> tuple[tuple[str, str], ...]:
    """The fields of a class, each with its name in the record."""
    return tuple((field.name, _RENAMED.get(field.name, field.name)) for field in dataclasses.fields(kind))


def _contract_form(kind: str, record: dict[str, Any]) -> dict[str, Any]:
    """Where a class holds both offsets and days, the contract's `start` and `end` are the days."""
    if kind == "MentionTime":
        record["start_char"], record["end_char"] = record.pop("start"), record.pop("end")
        record["start"], record["end"] = record.pop("first"), record.pop("last")
    return record
