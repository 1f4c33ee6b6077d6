"""The door of the desk: who may ask, by which name, from which page; and what every answer forbids the browser.

Checked before anything is read: the Host header (a foreign name that was rebound to this address is refused), the token
where one is set, the Origin of what changes the ledger, and the size of what is sent.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import socket
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlencode, urlsplit

from starlette.datastructures import Headers, QueryParams
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN_COOKIE = "dragoman_token"
SESSION_COOKIE = "dragoman_session"
NAME_COOKIE = "dragoman_by"
LEAST_TOKEN_CHARS = 16
# A pasted or dropped report with its form; larger ones are read by `dragoman read`.
MOST_BODY_BYTES = 8_000_000

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "x-content-type-options": "nosniff",
    # Not `no-referrer`: under it browsers send `Origin: null` with forms, which the check of the Origin must refuse.
    # Nothing is told to other sites either way.
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
"""Sent with every answer, unless the answer says otherwise itself."""


@dataclass(frozen=True)
class Door:
    """What the guard lets in. `host` is the address listened on; `token` None lets everybody in who reaches it."""

    host: str = "127.0.0.1"
    token: str | None = None
    names: frozenset[str] = frozenset()
    """Further host names that visitors may use."""
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def knows_host(self, header: str) -> bool:
        """True when a visitor may call this desk by that name. An address cannot be rebound; a foreign name can."""
        try:
            name = urlsplit(f"//{header}").hostname or ""
        except ValueError:
            return False
        if name in ("localhost", self.host, *self.names) or is_loopback(name):
            return True
        if is_loopback(self.host):
            return False
        return _is_address(name) or name == socket.gethostname().lower()

    def has_token(self, given: str) -> bool:
        """True when the token is the right one, or none is asked for."""
        return self.token is None or hmac.compare_digest(given.encode(), self.token.encode())

    def csrf(self, session: str) -> str:
        """The word that forms of a session carry."""
        return hmac.new(self.secret, session.encode(), "sha256").hexdigest()

    def knows_form(self, session: str, word: str) -> bool:
        """True when a form was given out to that session by this server."""
        return bool(session) and hmac.compare_digest(self.csrf(session).encode(), word.encode())


def is_loopback(host: str) -> bool:
    """True for names and addresses of this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def cookies(headers: Headers) -> dict[str, str]:
    """The cookies of a request; none where the header makes no sense."""
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(headers.get("cookie", ""))
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in jar.items()}


class Guard:
    """ASGI middleware: lets a request through to the desk, or answers it itself."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app, self._door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, _sealed(send))
            return
        await self._app(scope, _capped(receive), _sealed(send))

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        """The answer to who may not come in; None for everybody else."""
        host = headers.get("host", "")
        if not self._door.knows_host(host):
            return _refused(
                421, "This desk does not answer to that host name. Open the address that `dragoman serve` printed."
            )
        if (
            int(headers.get("content-length", "0") if headers.get("content-length", "0").isdecimal() else 0)
            > MOST_BODY_BYTES
        ):
            return _refused(
                413, f"That is more than {MOST_BODY_BYTES // 1_000_000} MB: read it with `dragoman read FILE`."
            )
        if scope["method"] not in ("GET", "HEAD") and not _same_origin(headers, scope.get("scheme", "http"), host):
            return _refused(403, "That came from another site's page, and is refused.")
        return self._token_refusal(scope, headers)

    def _token_refusal(self, scope: Scope, headers: Headers) -> Response | None:
        """A visitor brings the token once in the address; from then on a cookie has it. Programs send it each time."""
        if self._door.token is None:
            return None
        query = QueryParams(scope["query_string"])
        if "token" in query and self._door.has_token(query["token"]):
            return self._welcome(scope, query)
        kind, _, word = headers.get("authorization", "").partition(" ")
        given = word.strip() if kind.lower() == "bearer" else cookies(headers).get(TOKEN_COOKIE, "")
        if given and self._door.has_token(given):
            return None
        return _refused(
            401,
            "This desk asks for its token: open the whole address that `dragoman serve` printed, with ?token=… in it.",
        )

    def _welcome(self, scope: Scope, query: QueryParams) -> Response:
        """Keep the token in a cookie, and take it out of the address bar and the history."""
        rest = urlencode([(name, value) for name, value in query.multi_items() if name != "token"])
        path = "/" + str(scope["path"]).lstrip("/\\")
        answer = RedirectResponse(f"{path}?{rest}" if rest else path, 303)
        answer.set_cookie(TOKEN_COOKIE, self._door.token or "", httponly=True, samesite="strict", path="/")
        return answer


def _same_origin(headers: Headers, scheme: str, host: str) -> bool:
    """True when no page of another site can have sent this. Programs send neither header; browsers always do."""
    origin = headers.get("origin")
    if origin is not None:
        return origin == f"{scheme}://{host}"
    return headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")


def _refused(status: int, words: str) -> Response:
    return PlainTextResponse(f"{words}\n", status)


def _sealed(send: Send) -> Send:
    """Every answer with the headers of the house; what it sets itself stays."""

    async def sealed(message: Message) -> None:
        if message["type"] == "http.response.start":
            present = {name.lower() for name, _ in message["headers"]}
            more = [(k.encode(), v.encode()) for k, v in HEADERS.items() if k.encode() not in present]
            message = {**message, "headers": [*message["headers"], *more]}
        await send(message)

    return sealed


def _capped(receive: Receive) -> Receive:
    """A body that does not say how long it is ends at the cap."""
    taken = 0

    async def capped() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MOST_BODY_BYTES:
            return {"type": "http.disconnect"}
        return message

    return capped
