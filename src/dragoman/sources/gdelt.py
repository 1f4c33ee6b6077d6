"""GDELT's Events and Mentions files as leads: where a report stands that may be worth fetching. Never as facts.

GDELT codes the world's news by machine and fuses actor, deed and place from unrelated paragraphs; its addresses are
good. So a lead is a pointer (address, moment, place, code) that a person or a fetcher may follow; nothing of it goes
into the ledger. Files are tab-separated without heading (61 and 16 columns), plain or in a ZIP of one.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from ..errors import Malformed, SkipReport, TooLarge, Unreadable
from ..settings import Limits

EVENT_COLUMNS, MENTION_COLUMNS = 61, 16
_WEB = "1"
"""GDELT's type of a mention that stands on the open web; the others are no addresses."""


@dataclass(frozen=True, slots=True)
class Lead:
    """A report to fetch, as GDELT points at it. Unknown is None."""

    url: str
    seen: str | None
    """When GDELT saw it: YYYY-MM-DDTHH:MM:SSZ."""
    day: str | None
    """The day that GDELT gives the event."""
    place: str | None
    country: str | None
    """FIPS 10-4 code, as GDELT has it."""
    lat: float | None
    lon: float | None
    cameo: str | None
    gdelt_id: str
    file: str


def read_leads(path: Path, limits: Limits | None = None) -> Iterator[Lead | SkipReport]:
    """The leads of one file, in its order, and a `SkipReport` for every line without one.

    Raises SkipReport where the whole file cannot be read (Unreadable, TooLarge, Malformed).
    """
    caps = limits or Limits()
    with _lines(path, caps) as text:
        try:
            for number, line in enumerate(text, start=1):
                try:
                    yield _lead(line.rstrip("\r\n").split("\t"), path.name)
                except ValueError as error:
                    yield Malformed(f"{path.name}, line {number}", str(error))
        except (UnicodeDecodeError, zipfile.BadZipFile, EOFError) as error:
            raise Malformed(str(path), f"it cannot be read as a GDELT file: {error}") from error


@contextmanager
def _lines(path: Path, caps: Limits) -> Iterator[io.TextIOBase]:
    """The text of a file, or of the one file in a ZIP, not longer than the cap."""
    try:
        with path.open("rb") as raw:
            if raw.read(4) != b"PK\x03\x04":
                raw.seek(0)
                _check_size(path, path.stat().st_size, caps)
                yield io.TextIOWrapper(raw, encoding="utf8", newline="")
                return
            raw.seek(0)
            with zipfile.ZipFile(raw) as archive:
                members = [item for item in archive.infolist() if not item.is_dir()]
                if len(members) != 1:
                    raise Malformed(str(path), f"a ZIP of GDELT's holds one file, this one {len(members)}")
                # zipfile stops at the size that the archive declares, so that checking it is enough.
                _check_size(path, members[0].file_size, caps)
                with archive.open(members[0]) as member:
                    yield io.TextIOWrapper(member, encoding="utf8", newline="")
    except zipfile.BadZipFile as error:
        raise Malformed(str(path), f"it is no sound ZIP: {error}") from error
    except (OSError, RuntimeError, NotImplementedError) as error:
        why = error.strerror.lower() if isinstance(error, OSError) and error.strerror else str(error)
        raise Unreadable(str(path), why) from error


def _check_size(path: Path, size: int, caps: Limits) -> None:
    if size > caps.file_bytes:
        raise TooLarge(str(path), f"{size:,} bytes, more than the cap of {caps.file_bytes:,}")


def _lead(row: list[str], file: str) -> Lead:
    """One line. Raises ValueError with the reason why it is no lead."""
    if len(row) == EVENT_COLUMNS:
        return _of_event(row, file)
    if len(row) == MENTION_COLUMNS:
        return _of_mention(row, file)
    width = f"{len(row)} column{'s' if len(row) > 1 else ''}"
    raise ValueError(f"{width}: GDELT's events have {EVENT_COLUMNS}, its mentions {MENTION_COLUMNS}")


def _of_event(row: list[str], file: str) -> Lead:
    return Lead(
        url=_address(row[60]),
        seen=_moment(row[59]),
        day=_day(row[1]),
        place=row[52] or None,
        country=row[53] or None,
        lat=_degrees(row[56], 90),
        lon=_degrees(row[57], 180),
        cameo=row[26] or None,
        gdelt_id=row[0],
        file=file,
    )


def _of_mention(row: list[str], file: str) -> Lead:
    if row[3] != _WEB:
        raise ValueError("the mention does not stand on the open web")
    day = _moment(row[1])
    return Lead(
        _address(row[5]), _moment(row[2]), day[:10] if day else None, None, None, None, None, None, row[0], file
    )


def _address(cell: str) -> str:
    """An address that can be fetched, without the name and password that it may hold."""
    parts = urlsplit(cell.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("no address of a web page")
    port = f":{parts.port}" if parts.port else ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return parts._replace(netloc=host + port, fragment="").geturl()


def _moment(cell: str) -> str | None:
    if len(cell) != 14 or not cell.isascii() or not cell.isdigit():
        return None
    return f"{cell[:4]}-{cell[4:6]}-{cell[6:8]}T{cell[8:10]}:{cell[10:12]}:{cell[12:]}Z"


def _day(cell: str) -> str | None:
    known = len(cell) == 8 and cell.isascii() and cell.isdigit()
    return f"{cell[:4]}-{cell[4:6]}-{cell[6:]}" if known else None


def _degrees(cell: str, most: float) -> float | None:
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if -most <= value <= most else None
