"""Reading knowledge files: the shipped ones, then a user's own, later ones adding to earlier."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Sequence
from importlib.resources import files
from io import StringIO
from pathlib import Path
from typing import Any

from ..errors import BadSettings


def texts(name: str, folders: Sequence[Path] = ()) -> Iterator[tuple[str, str]]:
    """Every version of knowledge file `name` ("actors/groups.csv"): the shipped one, then each user folder's."""
    shipped = files("dragoman.knowledge").joinpath(name)
    if shipped.is_file():
        yield f"dragoman.knowledge/{name}", shipped.read_text(encoding="utf8")
    for folder in folders:
        own = Path(folder) / name
        if own.is_file():
            yield str(own), own.read_text(encoding="utf8")


def rows(name: str, folders: Sequence[Path] = ()) -> Iterator[dict[str, str]]:
    """Rows of a CSV knowledge file, by its header; lines whose first cell begins with `#` are comments.

    A user's own file may leave columns of the shipped one out: their cells are empty.
    Raises BadSettings when a row has more cells than the header.
    """
    columns: Sequence[str] = ()
    for where, text in texts(name, folders):
        reader = csv.DictReader(StringIO(text))
        header = reader.fieldnames or ()
        left_out = {column: "" for column in columns if column not in header}
        columns = columns or header
        for number, row in enumerate(reader, start=2):
            if None in row:
                raise BadSettings(f"{where}, line {number}: more cells than the header names")
            cells = {key: (cell or "").strip() for key, cell in row.items()}
            if not next(iter(cells.values()), "").startswith("#"):
                yield cells | left_out if left_out else cells


def tables(name: str, folders: Sequence[Path] = ()) -> Iterator[dict[str, Any]]:
    """Contents of a TOML knowledge file, shipped and own. Raises BadSettings when one does not parse."""
    for where, text in texts(name, folders):
        try:
            yield tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise BadSettings(f"{where}: {error}") from error


def split(cell: str) -> tuple[str, ...]:
    """Parts of a cell that holds a list, separated by `;`."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())
