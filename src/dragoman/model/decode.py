"""From the plain dicts of the contract back to value objects.

Invariant: `from_record(type(x), as_record(x)) == x` for every value object of the model (a property test says so).
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Hashable
from datetime import date
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from .record import _RENAMED

_T = TypeVar("_T")
_Decoder = Callable[[Any], Any]


def from_record(kind: type[_T], record: dict[str, Any]) -> _T:
    """Rebuild a value object of class `kind` from what `as_record` made of it; unknown keys are passed over."""
    decode: Callable[[Any], _T] = _decoder(cast(Hashable, kind))
    return decode(record)


@cache
def _decoder(kind: Any) -> _Decoder:
    """The function that turns plain JSON into a value of type `kind`; built once for a type."""
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _dataclass_decoder(kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _optional(_decoder(next(a for a in arguments if a is not type(None))))
    if origin is tuple:
        return _tuple_decoder(arguments)
    if origin is frozenset:
        return frozenset
    if kind is date:
        return date.fromisoformat
    return lambda value: value


def _dataclass_decoder(kind: type) -> _Decoder:
    """Decode the fields that the record has; the class's own defaults fill the rest."""
    hints = get_type_hints(kind)
    names = _record_names(kind)
    fields = [(f.name, names[f.name], _decoder(hints[f.name])) for f in dataclasses.fields(kind)]

    def decode(record: dict[str, Any]) -> Any:
        return kind(**{name: read(record[key]) for name, key, read in fields if key in record})

    return decode


def _record_names(kind: type) -> dict[str, str]:
    """What each field of a class is called in its record."""
    names = {f.name: _RENAMED.get(f.name, f.name) for f in dataclasses.fields(kind)}
    if kind.__name__ == "MentionTime":
        names |= {"start": "start_char", "end": "end_char", "first": "start", "last": "end"}
    return names


def _optional(read: _Decoder) -> _Decoder:
    return lambda value: None if value is None else read(value)


def _tuple_decoder(arguments: tuple[Any, ...]) -> _Decoder:
    read = _decoder(arguments[0])
    return lambda values: tuple(read(value) for value in values)
