"""Names under which other programs keep the fields of a report: columns and keys of records, facts of web pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import BadSettings
from ..knowledge.tables import tables

_PAGE_FIELDS = ("title", "publisher", "author", "published", "modified")
_SEPARATORS = re.compile(r"[\s_-]+")


def named(file: str, folders: Sequence[Path] = ()) -> dict[str, tuple[str, ...]]:
    """The names of each field in a knowledge file, shipped ones before a user's own."""
    found: dict[str, tuple[str, ...]] = {}
    for table in tables(file, folders):
        for field, entry in table.items():
            found[field] = (*found.get(field, ()), *entry["names"])
    return found


@dataclass(frozen=True, slots=True)
class Columns:
    """Which key of a record holds which field of a report."""

    names: Mapping[str, tuple[str, ...]]
    chosen: Mapping[str, str]
    """Fields whose key the user named."""

    @classmethod
    def load(cls, chosen: Iterable[tuple[str, str]] = (), folders: Sequence[Path] = ()) -> Columns:
        """Read `sources/columns.toml`. Raises BadSettings when a field is chosen that a report does not have."""
        names, mapped = named("sources/columns.toml", folders), dict(chosen)
        check_columns(mapped, names)
        return cls({field: tuple(map(folded, known)) for field, known in names.items()}, mapped)

    def of(self, keys: Iterable[str]) -> dict[str, list[str]]:
        """The keys of a record by the field that each may hold, best first."""
        keys = [key for key in keys if isinstance(key, str)]
        by_name = {folded(key): key for key in reversed(keys)}
        found = {field: [by_name[name] for name in known if name in by_name] for field, known in self.names.items()}
        for field, key in self.chosen.items():
            found[field] = [key] if key in keys else [by_name[folded(key)]] if folded(key) in by_name else []
        return found


@dataclass(frozen=True, slots=True)
class PageNames:
    """Where pages say what they are; see `knowledge/sources/page_facts.toml`."""

    meta: Mapping[str, tuple[str, int]]
    """By the name of a `meta` element: the field it holds and how good it is (0 is best)."""
    article: tuple[str, ...]

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> PageNames:
        """Read `sources/page_facts.toml`, shipped and the user's own."""
        names = named("sources/page_facts.toml", folders)
        meta = {
            name.lower(): (field, rank)
            for field in _PAGE_FIELDS
            for rank, name in reversed(list(enumerate(names[field])))
        }
        return cls(meta, tuple(name.lower() for name in names["article"]))


def check_columns(chosen: Iterable[str] | Iterable[tuple[str, str]], names: Iterable[str] | None = None) -> None:
    """Raise BadSettings when a field is chosen that a report does not have."""
    known = list(names or named("sources/columns.toml"))
    for field in (one if isinstance(one, str) else one[0] for one in chosen):
        if field not in known:
            raise BadSettings(f"a report has no field {field!r}: choose one of {', '.join(known)}")


def folded(name: str) -> str:
    """A column's name without regard to case and separators."""
    return _SEPARATORS.sub("", name.lower())
