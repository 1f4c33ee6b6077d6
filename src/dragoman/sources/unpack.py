"""From a stream to reports: unpack it, cut it into entries, read each, and say of every one what became of it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from ..deadline import deadline
from ..errors import DragomanError, Malformed, SkipReport, TooLarge
from ..model import Report
from ..settings import Limits
from .documents import Desk, Raw
from .entry import Entry, Origin
from .formats import format_of, format_of_entry
from .streams import PACKED_ENDINGS, expanded, packing, read_all

_HEAD = 65_536


def entries_of(origin: Origin, desk: Desk) -> Iterator[Entry | SkipReport]:
    """The documents of a stream, archives in it unpacked; always the same ones in the same order.

    What breaks its format ends in a SkipReport, and the entries before it stand.
    """
    try:
        yield from _entries(origin, desk)
    except DragomanError as error:
        if not isinstance(error, SkipReport):
            raise
        yield error
    # A splitter stands on libraries that raise many kinds on broken input; each costs this input, never the run.
    except Exception as error:
        yield Malformed(origin.source, f"it breaks its format ({type(error).__name__}: {str(error)[:80]})")


def reports_of(entry: Entry, desk: Desk, told: Callable[[Raw], Raw] | None = None) -> Iterator[Report | SkipReport]:
    """The reports of one entry, made within the time that a report may take; at least one item, whatever it holds."""
    found: list[Report | SkipReport] = []
    inner: list[Entry] = []
    try:
        with deadline(entry.source, desk.limits):
            for item in _raws(entry, desk):
                if isinstance(item, Entry):
                    inner.append(item)
                elif isinstance(item, SkipReport):
                    found.append(item)
                else:
                    found.append(_report(told(item) if told else item, entry, desk))
    except SkipReport as error:
        found.append(error)
    yield from found
    for item in inner:
        if item.depth > desk.limits.archive_nesting:
            yield too_deep(item.source, desk.limits)
            continue
        for part in entries_of(_origin_of(item), desk) if _holds_entries(item) else (item,):
            if isinstance(part, SkipReport):
                yield part
            else:
                yield from reports_of(part, desk, told)
    if not found and not inner:
        yield Malformed(entry.source, "holds no document")


def _raws(entry: Entry, desk: Desk) -> Iterator[Raw | SkipReport | Entry]:
    """What the reader of an entry's format finds; whatever it raises becomes the reason why the entry is skipped."""
    read = format_of_entry(entry).read
    if read is None:
        raise Malformed(entry.source, "an archive where a document was expected")
    try:
        yield from read(entry, desk)
    except SkipReport as error:
        yield error
    # As above: HTML, mail and feed parsers raise many kinds on broken input.
    except Exception as error:
        yield Malformed(entry.source, f"it breaks its format ({type(error).__name__}: {str(error)[:80]})")


def _report(raw: Raw, entry: Entry, desk: Desk) -> Report | SkipReport:
    try:
        return desk.report(raw, entry.source)
    except SkipReport as error:
        return error


def _entries(origin: Origin, desk: Desk) -> Iterator[Entry | SkipReport]:
    """Unpack, cut, and look into each piece for archives in it."""
    if origin.depth > desk.limits.archive_nesting:
        raise too_deep(origin.source, desk.limits)
    stream = cast(io.BufferedReader, origin.stream)
    head = stream.peek(_HEAD)[:_HEAD]
    opener = packing(head)
    if opener:
        inner = expanded(stream, opener, origin.source, desk.limits)
        name = unpacked_name(origin.name)
        stem = PurePosixPath(name).stem or origin.stem
        yield from _entries(replace(origin, stream=inner, name=name, stem=stem, depth=origin.depth + 1), desk)
        return
    form = format_of(origin.name, head)
    if form.split is None:
        yield Entry(
            read_all(stream, origin.source, desk.limits), origin.source, origin.stem, origin.name, depth=origin.depth
        )
        return
    found_any = False
    for entry in form.split(origin, desk):
        found_any = True
        if isinstance(entry, Entry) and _holds_entries(entry):
            yield from entries_of(_origin_of(entry), desk)
        else:
            yield entry
    if not found_any:
        raise Malformed(origin.source, "holds no document")


def _holds_entries(entry: Entry) -> bool:
    """Whether an entry is an archive or a file of many records itself."""
    if entry.preset:
        return False
    return bool(packing(entry.data[:8])) or format_of_entry(entry).split is not None


def _origin_of(entry: Entry) -> Origin:
    stream = io.BufferedReader(cast(io.RawIOBase, io.BytesIO(entry.data)))
    return Origin(cast(BinaryIO, stream), entry.source, entry.stem, entry.name, len(entry.data), entry.depth)


def too_deep(source: str, limits: Limits) -> TooLarge:
    """Why an archive in an archive, or a mail in a mail, is left shut."""
    return TooLarge(source, f"over {limits.archive_nesting} deep in one another; the cap is archive_nesting")


def unpacked_name(name: str) -> str:
    """The name of what a packed file holds: `a.warc.gz` holds `a.warc`."""
    path = PurePosixPath(name)
    inner = PACKED_ENDINGS.get(path.suffix.lower())
    return name if inner is None else f"{name[: -len(path.suffix)]}{inner}"
