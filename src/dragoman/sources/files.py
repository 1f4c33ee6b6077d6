"""Walking what the user gave: files, folders, standard input."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, cast

from ..errors import Malformed, OnlyLink, SkipReport, StopRun, TooLarge, Unreadable
from ..model import Report
from ..settings import Settings
from .documents import Desk, Raw
from .entry import Entry, Origin
from .unpack import entries_of, reports_of, unpacked_name

STDIN = "-"
_NO_ROOM = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing found in an input, and the number of the entry that it came from, counted from 1."""

    entry: int
    found: Report | SkipReport


@dataclass(slots=True)
class Input:
    """One file or standard input: what it is now, and its items as they are asked for."""

    source: str
    path: Path | None
    """The file, absolute; None for standard input."""
    bytes: int = 0
    changed_ns: int = 0
    broken: SkipReport | None = None
    """Why it cannot even be looked at."""
    stdin: BinaryIO | None = None
    _stream: BinaryIO | None = None

    @property
    def position(self) -> int:
        """How many bytes of the file have been taken."""
        return self._stream.tell() if self._stream and not self._stream.closed else 0

    def items(self, desk: Desk, after: int = 0) -> Iterator[Item]:
        """Every item of the entries that come after the first `after` ones; those are passed over unread."""
        if self.broken:
            yield Item(1, self.broken)
            return
        try:
            if self.path is None:
                stdin = self.stdin or sys.stdin.buffer
                stream = io.BufferedReader(cast(io.RawIOBase, io.BytesIO(stdin.read(desk.limits.file_bytes + 1))))
                yield from self._read(cast(BinaryIO, stream), "stdin", "", desk, after)
                return
            with self.path.open("rb") as file:
                self._stream = file
                yield from self._read(file, _stem(self.path), self.path.name, desk, after)
        except OSError as error:
            if error.errno in _NO_ROOM:
                # A library unpacks its tables to a temporary file: without room for it no input can be read.
                raise StopRun(f"no room for temporary files ({_why(error)}): make some, then run this again") from error
            yield Item(after + 1, Unreadable(self.source, _why(error)))

    def _read(self, stream: BinaryIO, stem: str, name: str, desk: Desk, after: int) -> Iterator[Item]:
        number = bad = 0
        for entry in entries_of(Origin(stream, self.source, stem, name, self.bytes), desk):
            number += 1
            if number <= after:
                continue
            for found in (entry,) if isinstance(entry, SkipReport) else reports_of(entry, desk):
                yield Item(number, found)
                # A pointer to an article is no fault of the input.
                bad += isinstance(found, SkipReport) and not isinstance(found, OnlyLink)
            if bad >= desk.limits.skipped_per_input:
                why = f"{bad:,} entries of it could not be read, and the rest is left; the cap is skipped_per_input"
                yield Item(number + 1, TooLarge(self.source, why))
                return
        if not number:
            yield Item(1, Malformed(self.source, "holds no document"))


def inputs(paths: Sequence[str | Path], stdin: BinaryIO | None = None) -> Iterator[Input]:
    """Every input under the paths, in a fixed order, each once.

    A folder gives all files in it and below it whose names do not begin with a dot; `-` is standard input.
    """
    for path in _inputs(paths):
        if isinstance(path, SkipReport):
            yield Input(path.source, None, broken=path)
        elif path == STDIN:
            yield Input("standard input", None, stdin=stdin)
        else:
            yield _of_file(Path(path))


def read_paths(
    paths: Sequence[str | Path], settings: Settings | None = None, stdin: BinaryIO | None = None
) -> Iterator[Report | SkipReport]:
    """Every report under the paths; what cannot be read is yielded as the SkipReport that says why."""
    desk = Desk(settings or Settings())
    for given in inputs(paths, stdin):
        for item in given.items(desk):
            yield item.found


def read_bytes(
    data: bytes,
    source: str,
    desk: Desk,
    *,
    url: str | None = None,
    retrieved: str | None = None,
    media: str | None = None,
    name: str = "",
    told: Callable[[Raw], Raw] | None = None,
) -> Iterator[Report | SkipReport]:
    """The reports of bytes that the caller holds, as from a server: `media` is its Content-Type, `url` its address.

    `told` may add to each document what the caller knows of it, before a report is made.
    """
    yield from reports_of(Entry(data, source, url or source, name, media, url, retrieved), desk, told)


def count_inputs(paths: Sequence[str | Path]) -> int | None:
    """How many files the paths hold; None when standard input is among them."""
    if any(str(path) == STDIN for path in paths):
        return None
    return sum(1 for _ in _inputs(paths))


def sum_bytes(paths: Sequence[str | Path]) -> int | None:
    """How many bytes the paths hold, for a progress bar; None when standard input is among them."""
    if any(str(path) == STDIN for path in paths):
        return None
    return sum(given.bytes for given in inputs(paths))


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


def _of_file(path: Path) -> Input:
    """What the file system says of a file."""
    try:
        facts = path.stat()
        if not path.is_file():
            raise Unreadable(str(path), "a pipe or device and no file; `dragoman read -` reads what is piped to it")
        return Input(str(path), _real(path), facts.st_size, facts.st_mtime_ns)
    except OSError as error:
        why = "a link that leads to no file" if path.is_symlink() else _why(error)
        return Input(str(path), None, broken=Unreadable(str(path), why))
    except SkipReport as error:
        return Input(str(path), None, broken=error)


def _stem(path: Path) -> str:
    """A file's name without its endings: `crawl.warc.gz` is `crawl`."""
    return Path(unpacked_name(path.name)).stem


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
                elif _real(found) not in seen:
                    seen.add(_real(found))
                    yield found
        elif _real(path) not in seen:
            seen.add(_real(path))
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


def _real(path: Path) -> Path:
    """The file that a path leads to; a loop of links, which `Path.resolve` breaks on, leads to itself."""
    return Path(os.path.realpath(path))


def _why(error: OSError) -> str:
    """The system's own words for what went wrong."""
    return (error.strerror or type(error).__name__).lower()
