"""ZIP and TAR archives: their members, one at a time. Nothing is ever written to the disk."""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from ..errors import Malformed, NotText, SkipReport, TooLarge, Unreadable
from ..settings import Limits
from .documents import Desk
from .entry import Entry, Origin
from .streams import check_expansion, read_all

_BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, OSError, EOFError, ValueError, KeyError, UnicodeError)
# What a Macintosh adds for itself, and hidden files, as in folders.
_OWN = ("__MACOSX/",)


def split_zip(origin: Origin, desk: Desk) -> Iterator[Entry | SkipReport]:
    """The files of a ZIP archive in the order of its directory."""
    try:
        archive = zipfile.ZipFile(origin.stream)
        members = archive.infolist()
    except (*_BROKEN, NotImplementedError, MemoryError) as error:
        raise Malformed(origin.source, f"not a ZIP archive that can be read ({str(error)[:80]})") from error
    _check_count(len(members), origin.source, desk.limits)
    _check_documents({member.filename for member in members}, origin.source)
    made = packed = 0
    for number, member in enumerate(members, start=1):
        if member.is_dir() or _hidden(member.filename):
            continue
        source = f"{origin.source}, {member.filename}"
        if member.flag_bits & 1:
            yield Unreadable(source, "encrypted: pack it without a password")
            continue
        try:
            with archive.open(member) as stream:
                data = read_all(cast(BinaryIO, stream), source, desk.limits)
        except SkipReport as over:
            yield over
            # What was expanded before the cap was reached counts as well.
            data = b""
            made += desk.limits.file_bytes
        except (*_BROKEN, NotImplementedError, RuntimeError) as error:
            yield Malformed(source, f"the member is broken ({str(error)[:80]})")
            continue
        else:
            yield _entry(data, source, member.filename, number, origin)
        made, packed = made + len(data), packed + member.compress_size
        check_expansion(made, packed, origin.source, desk.limits)


def split_tar(origin: Origin, desk: Desk) -> Iterator[Entry | SkipReport]:
    """The files of a TAR archive as they come: the stream is read once."""
    try:
        # Closed with its stream, which is the caller's.
        archive = tarfile.open(fileobj=origin.stream, mode="r|", errorlevel=0)  # noqa: SIM115
        number = 0
        for member in archive:
            number += 1
            _check_count(number, origin.source, desk.limits)
            # The library keeps every header; a stream of a million members would fill the memory.
            archive.members = []  # type: ignore[attr-defined]
            if member.isdir() or _hidden(member.name):
                continue
            source = f"{origin.source}, {member.name}"
            if not member.isfile():
                yield Unreadable(source, "not a regular file")
            elif member.size > desk.limits.file_bytes:
                cap = desk.limits.file_bytes
                yield TooLarge(source, f"{member.size:,} bytes; the cap file_bytes is {cap:,}")
            else:
                stream = archive.extractfile(member)
                data = read_all(cast(BinaryIO, stream), source, desk.limits) if stream else b""
                yield _entry(data, source, member.name, number, origin)
    except SkipReport:
        raise
    except _BROKEN as error:
        raise Malformed(origin.source, f"the TAR archive is broken ({str(error)[:80]})") from error


def _check_documents(names: set[str], source: str) -> None:
    """Office files are ZIP archives as well: told as what they are, and not by each of their parts. Raises NotText."""
    if "[Content_Types].xml" in names:
        raise NotText(source, "a Word, Excel or PowerPoint file: save it as text, HTML, CSV or PDF")
    if "mimetype" in names:
        raise NotText(source, "an OpenDocument file or an electronic book: save it as text, HTML, CSV or PDF")


def _entry(data: bytes, source: str, name: str, number: int, origin: Origin) -> Entry:
    path = PurePosixPath(name.replace("\\", "/"))
    stem = path.stem.removesuffix(".tar") or f"{origin.stem}-{number}"
    return Entry(data, source, stem, name=path.name, depth=origin.depth + 1)


def _hidden(name: str) -> bool:
    """Hidden files are left out, as they are in folders."""
    return name.startswith(_OWN) or any(part.startswith(".") and part.strip(".") for part in name.split("/"))


def _check_count(count: int, source: str, limits: Limits) -> None:
    if count > limits.archive_entries:
        raise TooLarge(source, f"over {limits.archive_entries:,} members; the cap is archive_entries")
