"""One request after the other: judged at each hop, capped in bytes and time, never trusting what comes back."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import urldefrag, urljoin

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse

from .. import __version__
from ..errors import Refused, TooLarge, Unreachable
from ..settings import FetchLimits
from .guard import Allowed, Resolve, Target, printed, resolve_by_system, vet
from .unpack import unpack

AGENT = f"dragoman/{__version__} (news ledger; reads feeds at its user's request)"
_MOVED = frozenset({301, 302, 303, 307, 308})
_CHUNK = 65_536
_WANTED = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, "
    "application/json;q=0.9, application/xml;q=0.9, text/*;q=0.8"
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: its last address, its status, its headers (names in small letters) and its bytes, unpacked."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def etag(self) -> str | None:
        """What to send as If-None-Match next time."""
        return self.headers.get("etag")

    @property
    def modified(self) -> str | None:
        """What to send as If-Modified-Since next time."""
        return self.headers.get("last-modified")

    @property
    def media_type(self) -> str:
        """The media type without its parameters, in small letters; empty where none was given."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Fetcher:
    """Fetches addresses of the public web. `resolve` may be replaced by another resolver, for a proxy or a test."""

    def __init__(
        self,
        limits: FetchLimits | None = None,
        allowed: Allowed | None = None,
        agent: str = AGENT,
        resolve: Resolve = resolve_by_system,
    ) -> None:
        self._limits = limits or FetchLimits()
        self._allowed = allowed or Allowed()
        self.agent = agent
        self._resolve = resolve

    def get(self, url: str, etag: str | None = None, modified: str | None = None) -> Fetched:
        """Fetch an address, following at most `hops` redirects; an error status is an answer like any other.

        Raises Refused (an address that may not be fetched), TooLarge, Unreachable; each a SkipReport.
        """
        ends = time.monotonic() + self._limits.seconds
        asked = {"If-None-Match": etag, "If-Modified-Since": modified}
        for _ in range(self._limits.hops + 1):
            target = vet(url, self._allowed, self._resolve)
            found = self._ask(url, target, {name: value for name, value in asked.items() if value}, ends)
            where = found.headers.get("location")
            if found.status not in _MOVED or not where:
                return found
            url = _next_hop(url, where)
        raise Refused(printed(url), f"more than {self._limits.hops} redirects")

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Fetched:
        """Send bytes to an address; no redirect is followed. Raises Refused, TooLarge, Unreachable."""
        ends = time.monotonic() + self._limits.seconds
        return self._ask(url, vet(url, self._allowed, self._resolve), headers, ends, body)

    def _ask(
        self, url: str, target: Target, asked: Mapping[str, str], ends: float, sent: bytes | None = None
    ) -> Fetched:
        headers = {
            "Host": target.authority,
            "User-Agent": self.agent,
            "Accept": _WANTED,
            "Accept-Encoding": "gzip",
            "Connection": "close",
            **asked,
        }
        connection = _connection(target, self._limits.connect_seconds)
        try:
            connection.connect()
            with _deadline(connection, ends):
                method = "GET" if sent is None else "POST"
                connection.request(
                    method, target.path, body=sent, headers=headers, preload_content=False, decode_content=False
                )
                answer = connection.getresponse()
                body = b"" if answer.status in _MOVED else self._body(url, answer, ends)
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            late = time.monotonic() >= ends
            why = f"no whole answer within {self._limits.seconds:g} s" if late else _why(error)
            raise Unreachable(printed(url), why) from error
        finally:
            connection.close()
        return Fetched(url, answer.status, {name.lower(): value for name, value in answer.headers.items()}, body)

    def _body(self, url: str, answer: HTTPResponse, ends: float) -> bytes:
        """The bytes of an answer, unpacked, within the caps. Raises TooLarge, Unreachable."""
        said = answer.headers.get("content-length", "")
        if said.isdigit() and int(said) > self._limits.body_bytes:
            raise TooLarge(printed(url), f"{int(said):,} bytes; the cap is {self._limits.body_bytes:,}")
        return unpack(
            self._chunks(url, answer, ends), answer.headers.get("content-encoding", ""), printed(url), self._limits
        )

    def _chunks(self, url: str, answer: HTTPResponse, ends: float) -> Iterator[bytes]:
        taken = 0
        while chunk := answer.read1(_CHUNK, decode_content=False):
            taken += len(chunk)
            if taken > self._limits.body_bytes:
                raise TooLarge(printed(url), f"over the cap of {self._limits.body_bytes:,} bytes")
            if time.monotonic() >= ends:
                raise Unreachable(printed(url), f"no whole answer within {self._limits.seconds:g} s")
            yield chunk
        missing = answer.length_remaining
        if missing:
            raise Unreachable(printed(url), f"the answer broke off {missing:,} bytes before its end")


def _next_hop(url: str, where: str) -> str:
    """Where a redirect leads. Raises Refused on a step from https back to http."""
    there = urldefrag(urljoin(url, where)).url
    if url.lower().startswith("https:") and there.lower().startswith("http:"):
        raise Refused(printed(url), "redirects from https to http")
    return there


def _connection(target: Target, seconds: float) -> HTTPConnection:
    """A connection to the judged address that speaks to the host by its name."""
    if target.scheme == "http":
        return HTTPConnection(target.address, target.port, timeout=seconds)
    return HTTPSConnection(
        target.address,
        target.port,
        timeout=seconds,
        server_hostname=target.host,
        assert_hostname=target.host,
        cert_reqs=ssl.CERT_REQUIRED,
    )


@contextmanager
def _deadline(connection: HTTPConnection, ends: float) -> Iterator[None]:
    """Cut the connection when the time is up: one byte a second never runs into a socket's timeout."""
    sock = connection.sock

    def cut() -> None:
        if sock is not None:
            # It may be closed already.
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(0.0, ends - time.monotonic()), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _why(error: Exception) -> str:
    """What went wrong in a few words, without the object that urllib3 prints with it."""
    cause = error.__cause__ or error.__context__ or error
    said = str(getattr(cause, "strerror", None) or getattr(cause, "verify_message", None) or cause)
    said = said.rpartition(">: ")[2] or type(error).__name__
    return f"no answer ({said[:160].strip().lower()})"
