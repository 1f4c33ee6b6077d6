"""Unpacking an answer within caps: a few kilobytes may not become a gigabyte."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from ..errors import Malformed, TooLarge
from ..settings import FetchLimits

_GZIP = 16 + zlib.MAX_WBITS


def unpack(chunks: Iterable[bytes], encoding: str, source: str, limits: FetchLimits) -> bytes:
    """The bytes that the chunks hold. Raises TooLarge over the caps on size and ratio, Malformed on a broken stream."""
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        return b"".join(chunks)
    if encoding not in ("gzip", "x-gzip"):
        raise Malformed(source, f"packed as {encoding[:40]!r}, which was not asked for")
    packed, found, size = 0, [], 0
    stream = zlib.decompressobj(_GZIP)
    for chunk in chunks:
        packed += len(chunk)
        rest = chunk
        while rest:
            # One byte over the cap is enough to know.
            part = _inflated(stream, rest, limits.unpacked_bytes - size + 1, source)
            rest = stream.unconsumed_tail
            size += len(part)
            found.append(part)
            if size > limits.unpacked_bytes:
                raise TooLarge(source, f"over {limits.unpacked_bytes:,} bytes when unpacked")
            if size > limits.ratio_from_bytes and size > packed * limits.ratio:
                raise TooLarge(source, f"unpacks to more than {limits.ratio} times its size")
            if stream.eof:
                break
    if not stream.eof:
        raise Malformed(source, "the packed answer breaks off")
    return b"".join(found)


def _inflated(stream: zlib._Decompress, data: bytes, most: int, source: str) -> bytes:
    try:
        return stream.decompress(data, most)
    except zlib.error as error:
        raise Malformed(source, f"the packed answer is broken ({error})") from error
