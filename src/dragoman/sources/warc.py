"""Web archives (WARC, ISO 28500): the pages that servers answered with, one at a time, in constant memory."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator
from typing import Any

from ..errors import Malformed, NotText, SkipReport, TooLarge
from .documents import Desk
from .entry import Entry, Origin
from .streams import read_all

_READ = ("response", "resource", "conversion")
"""Records that hold a document; requests, metadata and revisits are the crawler's own book-keeping."""
_BLOCK = 65_536
_UNREAD = re.compile(
    r"(?:image|video|audio|font|model)/|text/(?:css|javascript)|application/(?:\w+[-+])?javascript", re.I
)


def split_warc(origin: Origin, desk: Desk) -> Iterator[Entry | SkipReport]:
    """The answers of a web archive. Raises Malformed, with what was read before kept."""
    records = _records(origin, desk.limits.line_bytes)
    number = 0
    while True:
        try:
            # The library tells of torn records on standard error; they are counted here.
            with contextlib.redirect_stderr(io.StringIO()):
                record = next(records, None)
            if record is None:
                return
            number += 1
            if record.rec_type in _READ:
                yield _document(record, number, origin, desk)
        except SkipReport:
            raise
        # The library raises many kinds on broken archives; each ends the archive, and what was read before is kept.
        except Exception as error:
            raise Malformed(
                f"{origin.source}, record {number + 1}",
                f"the archive is broken from here on ({str(error)[:80].strip()})",
            ) from error


def _records(origin: Origin, cap: int) -> Iterator[Any]:
    """The records through warcio, whose lines are held to a cap."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.bufferedreaders import DecompressingBufferedReader

    class CappedReader(DecompressingBufferedReader):  # type: ignore[misc]
        """Holds what is read by lines, which are headers, to the cap: endless ones would fill the memory."""

        lines_bytes = 0

        def read(self, length: int = -1) -> bytes:
            """Bytes of a document."""
            self.lines_bytes = 0
            found: bytes = super().read(length)
            return found

        def readline(self, length: int | None = None) -> bytes:
            """A line of a header. Raises TooLarge."""
            line: bytes = super().readline(min(length or cap, cap))
            self.lines_bytes += len(line)
            # The library gives up a long line in pieces of several blocks.
            if self.lines_bytes >= cap or (len(line) >= min(cap, _BLOCK) and not line.endswith(b"\n")):
                raise TooLarge(origin.source, f"headers of over {cap:,} bytes; the cap is line_bytes")
            return line

    archive = ArchiveIterator(origin.stream)
    archive.reader = CappedReader(archive.fh, block_size=_BLOCK)
    return iter(archive)


def _document(record: Any, number: int, origin: Origin, desk: Desk) -> Entry | SkipReport:
    """The document of one record, or why it is none."""
    source = f"{origin.source}, record {number}"
    headers, answer = record.rec_headers, record.http_headers
    media = (answer if answer else headers).get_header("Content-Type") or ""
    if answer and answer.get_statuscode() != "200":
        return Malformed(source, f"the server answered without the page ({answer.get_statuscode()[:20]})")
    if _UNREAD.match(media.strip()):
        return NotText(source, f"not text ({media[:60]})")
    try:
        data = read_all(record.content_stream(), source, desk.limits)
    except TooLarge as error:
        return error
    return Entry(
        data,
        source,
        f"{origin.stem}-{number}",
        media=media,
        url=(headers.get_header("WARC-Target-URI") or "").strip("<>") or None,
        retrieved=headers.get_header("WARC-Date"),
        depth=origin.depth + 1,
    )
