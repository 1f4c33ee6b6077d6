"""Kinds of event, and what each is called in PLOVER and ACLED (data: kinds.csv)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .tables import rows


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of event with its crosswalk; None where the other scheme has no code."""

    kind: str
    group: str
    plover_type: str | None
    plover_mode: str | None
    acled_event: str
    acled_sub_event: str
    label: str
    description: str


def load_kinds(folders: Sequence[Path] = ()) -> dict[str, Kind]:
    """All kinds by name, in the order of the contract."""
    return {
        row["kind"]: Kind(
            row["kind"],
            row["group"],
            row["plover_type"] or None,
            row["plover_mode"] or None,
            row["acled_event"],
            row["acled_sub_event"],
            row["label"],
            row["description"],
        )
        for row in rows("kinds.csv", folders)
    }
