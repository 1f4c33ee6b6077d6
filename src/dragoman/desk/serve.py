"""Running the desk: the socket is bound first, so that the address that is printed is the one that answers."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import uvicorn

from ..errors import BadSettings, StopRun
from ..ledger import Ledger
from ..settings import Settings
from .app import make_app
from .guard import LEAST_TOKEN_CHARS, Door, is_loopback
from .visit import Desk

# Requests beyond these are told to come back; a desk has a handful of visitors.
_MOST_AT_ONCE = 64


def serve(
    path: Path,
    settings: Settings,
    host: str = "127.0.0.1",
    port: int = 8321,
    token: str | None = None,
    review: bool = False,
    ready: Callable[[str], None] = lambda address: None,
) -> None:
    """Serve the ledger at `path` until interrupted. `ready` is called with the address to open, token included.

    An address that others can reach asks for a token. Raises BadSettings, NotFound (no ledger), StopRun (no such port).
    """
    check_door(host, token)
    # Errors come before anything is promised.
    Ledger.open(path, settings, readonly=not review).close()
    listening = bound(host, port)
    door = Door(host=host, token=token)
    app = make_app(Desk.at(path, settings, door, review))
    server = uvicorn.Server(
        uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, proxy_headers=False,
            limit_concurrency=_MOST_AT_ONCE, timeout_keep_alive=15, timeout_graceful_shutdown=5,
        )
    )  # fmt: skip
    ready(address_of(host, listening.getsockname()[1], token))
    # Once it has closed everything the server raises the signal again that ended it: Ctrl-C is how a desk is closed.
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listening])


def check_door(host: str, token: str | None) -> None:
    """Raises BadSettings for an address that others can reach without a token, or a token that is soon guessed."""
    if token is not None and (len(token) < LEAST_TOKEN_CHARS or not token.isascii() or not token.isprintable()):
        raise BadSettings(
            f"a token needs {LEAST_TOKEN_CHARS} characters of plain text: leave --token away and one is made"
        )
    if token is None and not is_loopback(host):
        raise BadSettings(f"{host} can be reached from other machines: that needs a token")


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises StopRun where the port is taken or the host is not this machine's."""
    try:
        family, kind, proto, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, proto)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        # Whoever opens the printed address at once waits until the server takes the call.
        listening.listen(_MOST_AT_ONCE)
    except OSError as error:
        raise StopRun(
            f"{host}:{port} cannot be listened on ({error.strerror or error}): try --port {port + 1}"
        ) from error
    return listening


def address_of(host: str, port: int, token: str | None) -> str:
    """The address to open."""
    name = {"0.0.0.0": socket.gethostname(), "::": socket.gethostname()}.get(host, host)
    shown = f"[{name}]" if ":" in name else name
    return f"http://{shown}:{port}/" + (f"?token={token}" if token else "")
