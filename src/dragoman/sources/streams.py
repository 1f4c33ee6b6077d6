"""Packed streams under guard: however much a file would expand to, no more than the caps allow is ever made."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO, cast

from ..errors import Malformed, TooLarge
from ..settings import Limits

_PACKINGS: tuple[tuple[bytes, str, Callable[[BinaryIO], Any]], ...] = (
    (b"\x1f\x8b", ".gz", lambda stream: gzip.GzipFile(fileobj=stream)),
    (b"BZh", ".bz2", bz2.BZ2File),
    (b"\xfd7zXZ\x00", ".xz", lzma.LZMAFile),
)
PACKED_ENDINGS = {".tgz": ".tar", **{ending: "" for _, ending, _ in _PACKINGS}}
"""Endings of packed files, and the ending of what is inside where the name says it."""
_BROKEN = (OSError, EOFError, zlib.error, lzma.LZMAError)


class Counted(io.RawIOBase):
    """A stream that knows how many bytes were taken from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self.taken = 0
        self._stream = stream

    def readable(self) -> bool:
        """True, as for any stream that is only read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer."""
        found = self._stream.read(len(buffer))
        buffer[: len(found)] = found
        self.taken += len(found)
        return len(found)


class Expanded(io.RawIOBase):
    """What a packed stream holds, as long as its size and its ratio to the packed bytes stay under the caps."""

    def __init__(self, packed: Counted, opener: Callable[[BinaryIO], Any], source: str, limits: Limits) -> None:
        self._packed, self._stream = packed, opener(cast(BinaryIO, packed))
        self._source, self._limits = source, limits
        self._made = 0

    def readable(self) -> bool:
        """True, as for any stream that is only read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer. Raises TooLarge over a cap and Malformed where the packing is broken."""
        try:
            found = self._stream.read(len(buffer))
        except _BROKEN as error:
            raise Malformed(self._source, f"its packing is broken ({str(error)[:80]})") from error
        buffer[: len(found)] = found
        self._made += len(found)
        check_expansion(self._made, self._packed.taken, self._source, self._limits)
        return len(found)


def check_expansion(made: int, packed: int, source: str, limits: Limits) -> None:
    """Hold expanded bytes against the caps. Raises TooLarge."""
    if made > limits.archive_bytes:
        raise TooLarge(source, f"expands to over {limits.archive_bytes:,} bytes; the cap is archive_bytes")
    if made > limits.expansion_free_bytes and made > limits.expansion_ratio * max(1, packed):
        raise TooLarge(
            source,
            f"expands to over {limits.expansion_ratio} times its size, as a bomb does; the cap is expansion_ratio",
        )


def packing(head: bytes) -> Callable[[BinaryIO], Any] | None:
    """What unpacks a stream that begins so; None for one that is not packed."""
    return next((opener for magic, _, opener in _PACKINGS if head.startswith(magic)), None)


def expanded(stream: BinaryIO, opener: Callable[[BinaryIO], Any], source: str, limits: Limits) -> io.BufferedReader:
    """The content of a packed stream, under guard."""
    return io.BufferedReader(Expanded(Counted(stream), opener, source, limits), 65_536)


def read_all(stream: BinaryIO, source: str, limits: Limits) -> bytes:
    """Everything in a stream, as one document. Raises TooLarge over `Limits.file_bytes`."""
    parts: list[bytes] = []
    left = limits.file_bytes + 1
    while left > 0 and (part := stream.read(min(left, 1_048_576))):
        parts.append(part)
        left -= len(part)
    if left <= 0:
        raise TooLarge(source, f"over {limits.file_bytes:,} bytes; the cap is file_bytes")
    return b"".join(parts)
