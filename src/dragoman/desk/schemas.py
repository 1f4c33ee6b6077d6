"""JSON schemas of the model's classes, made from the classes themselves, so that they cannot say anything else."""

from __future__ import annotations

import dataclasses
import types
from datetime import date
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from ..model import Place, Report
from ..model.record import record_names

Schema = dict[str, Any]
"""A schema of JSON Schema 2020-12, which OpenAPI 3.1 takes as it is."""


def object_of(**properties: Schema) -> Schema:
    """An object that has all of these properties."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def ref(name: str) -> Schema:
    """The schema of a class of the model, by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def array_of(of: Schema) -> Schema:
    """A list of one sort of thing."""
    return {"type": "array", "items": of}


def nested(kinds: tuple[type, ...]) -> list[type]:
    """Classes and every class that their fields hold, each once."""
    found: dict[type, None] = {}

    def visit(kind: Any) -> None:
        if dataclasses.is_dataclass(kind) and isinstance(kind, type) and kind not in found:
            found[kind] = None
            for hint in get_type_hints(kind).values():
                visit(hint)
        for part in get_args(kind):
            visit(part)

    for kind in kinds:
        visit(kind)
    return list(found)


def schema_of(kind: type) -> Schema:
    """The schema of a class's record. A report's text leaves the ledger only when asked for, so it may be missing."""
    hints = get_type_hints(kind)
    properties = {name: _of(hints[field]) for field, name in record_names(kind)}
    optional = (
        {"text", "author"}
        if kind is Report
        else {"precision", "radius_km", "type", "aliases"}
        if kind is Place
        else set()
    )
    required = [name for name in properties if name not in optional]
    return {
        "type": "object",
        "description": (kind.__doc__ or "").partition("\n")[0],
        "properties": properties,
        "required": required,
    }


def _of(hint: Any) -> Schema:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (Union, types.UnionType):
        (inner,) = (part for part in arguments if part is not type(None))
        told = _of(inner)
        if isinstance(told.get("type"), str) and set(told) <= {"type", "format"}:
            return {**told, "type": [told["type"], "null"]}
        return {"anyOf": [told, {"type": "null"}]}
    if origin is tuple:
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return array_of(_of(arguments[0]))
        return {"type": "array", "prefixItems": [_of(part) for part in arguments], "minItems": len(arguments)}
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return ref(hint.__name__)
    if hint is date:
        return {"type": "string", "format": "date"}
    return {"type": {str: "string", int: "integer", float: "number", bool: "boolean"}[hint]}
