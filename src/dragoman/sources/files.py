"""Walking what the user gave: files, folders, standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO

from ..errors import Malformed, SkipReport, TooLarge, Unreadable
from ..model import Report
from ..settings import Settings
from .documents import Desk, Raw
from .formats import READERS, FormatReader, sniff

STDIN = "-"


def read_paths(
    paths: Sequence[str | Path], settings: Settings | None = None, stdin: BinaryIO | None = None
) -> Iterator[Report | SkipReport]:
    """Every report under the paths, in a fixed order; what cannot be read is yielded as the SkipReport that says why.

    A folder gives all files in it and below it whose names do not begin with a dot; `-` is standard input.
    """
    settings = settings or Settings()
    desk = Desk(settings)
    for path in _inputs(paths):
        if isinstance(path, SkipReport):
            yield path
        elif path == STDIN:
            yield from _from_stdin(desk, settings, stdin or sys.stdin.buffer)
        else:
            yield from _from_file(Path(path), desk, settings)


def count_inputs(paths: Sequence[str | Path]) -> int | None:
    """How many files the paths hold, for a progress bar; None when standard input is among them."""
    if any(str(path) == STDIN for path in paths):
        return None
    return sum(1 for _ in _inputs(paths))


def report_of_text(
    text: str,
    published: str | date | None = None,
    title: str | None = None,
    external_id: str = "text",
    settings: Settings | None = None,
) -> Report:
    """A report of one text that the caller holds. `published` is a date or ISO 8601. Raises EmptyReport, TooLarge."""
    day = date.fromisoformat(published[:10]) if isinstance(published, str) else published
    return Desk(settings or Settings()).report(Raw(text, external_id, title=title, published=day), external_id)


def _inputs(paths: Sequence[str | Path]) -> Iterator[str | Path | SkipReport]:
    """Files in order of their names, folder by folder; each file once."""
    seen: set[Path] = set()
    for given in paths:
        path = Path(given)
        if str(given) == STDIN:
            yield STDIN
        elif path.is_dir():
            for found in _folder(path):
                if isinstance(found, SkipReport):
                    yield found
                elif found.resolve() not in seen:
                    seen.add(found.resolve())
                    yield found
        elif path.resolve() not in seen:
            seen.add(path.resolve())
            yield path


def _folder(folder: Path) -> Iterator[Path | SkipReport]:
    """Files below a folder by name; links to folders are not followed, so that no loop can arise."""
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield Unreadable(str(folder), _why(error))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _folder(entry)
        elif not entry.is_dir():
            yield entry


def _from_file(path: Path, desk: Desk, settings: Settings) -> Iterator[Report | SkipReport]:
    """The reports of one file."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise Unreadable(str(path), "not a regular file")
        if size > settings.limits.file_bytes:
            raise TooLarge(str(path), f"{size:,} bytes; the cap is {settings.limits.file_bytes:,}")
        data = path.read_bytes()
    except OSError as error:
        yield Unreadable(str(path), _why(error))
        return
    except SkipReport as error:
        yield error
        return
    reader = READERS.get(path.suffix.lower()) or sniff(data)
    yield from _reports(reader, data, str(path), path.stem, desk, settings)


def _from_stdin(desk: Desk, settings: Settings, stdin: BinaryIO) -> Iterator[Report | SkipReport]:
    """The reports of standard input, whose form is told from its first bytes."""
    data = stdin.read(settings.limits.file_bytes + 1)
    if len(data) > settings.limits.file_bytes:
        yield TooLarge("standard input", f"over the cap of {settings.limits.file_bytes:,} bytes")
        return
    yield from _reports(sniff(data), data, "standard input", "stdin", desk, settings)


def _reports(
    reader: FormatReader, data: bytes, source: str, stem: str, desk: Desk, settings: Settings
) -> Iterator[Report | SkipReport]:
    """Run one format reader and make reports of what it finds."""
    found_any = False
    try:
        for found in reader(data, source, stem, settings.limits):
            found_any = True
            if isinstance(found, SkipReport):
                yield found
                continue
            try:
                yield desk.report(found, source)
            except SkipReport as error:
                yield error
    except SkipReport as error:
        yield error
        return
    if not found_any:
        yield Malformed(source, "holds no document")


def _why(error: OSError) -> str:
    """The system's own words for what went wrong."""
    return (error.strerror or type(error).__name__).lower()
