"""From value objects to the plain dicts of the contract, ready for JSON."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

_RENAMED = {"class_": "class", "from_id": "from", "to_id": "to", "from_value": "from", "to_value": "to"}
"""Field names that Python reserves, or that would hide one it uses, and the contract's names for them."""


def as_record(value: Any) -> Any:
    """Turn a value object into dicts, lists, strings and numbers; dates become ISO days, tuples lists."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        named = ((f.name, getattr(value, f.name)) for f in dataclasses.fields(value))
        record = {_RENAMED.get(name, name): as_record(item) for name, item in named}
        return _contract_form(type(value).__name__, record)
    if isinstance(value, (list, tuple)):
        return [as_record(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def _contract_form(kind: str, record: dict[str, Any]) -> dict[str, Any]:
    """Where a class holds both offsets and days, the contract's `start` and `end` are the days."""
    if kind == "MentionTime":
        record["start_char"], record["end_char"] = record.pop("start"), record.pop("end")
        record["start"], record["end"] = record.pop("first"), record.pop("last")
    return record
