"""A real web server on loopback for tests: routes that answer well, badly, slowly, or lead elsewhere."""

from __future__ import annotations

import gzip
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Handler = BaseHTTPRequestHandler
Answer = Callable[[Handler], None]


def page(body: str | bytes, status: int = 200, media: str = "text/html; charset=utf-8", **headers: str) -> Answer:
    """An answer that is always the same; underscores in header names stand for hyphens."""
    data = body.encode() if isinstance(body, str) else body

    def answer(handler: Handler) -> None:
        send(handler, data, status, {"Content-Type": media, **{k.replace("_", "-"): v for k, v in headers.items()}})

    return answer


def moved(where: str, status: int = 302) -> Answer:
    return page(b"", status, Location=where)


def packed(data: bytes) -> Answer:
    return page(gzip.compress(data), Content_Encoding="gzip")


def send(handler: Handler, data: bytes, status: int = 200, headers: dict[str, str] | None = None) -> None:
    handler.send_response(status)
    for name, value in {"Content-Length": str(len(data)), **(headers or {})}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(data)


@dataclass
class Site:
    """What a running server answers, and what it was asked."""

    port: int
    routes: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    posted: list[bytes] = field(default_factory=list)

    def url(self, path: str = "/", host: str = "news.example") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@contextmanager
def serve(routes: dict[str, Answer] | None = None) -> Iterator[Site]:
    """Serve on a free port of 127.0.0.1 until the block ends."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            answer = site.routes.get(self.path)
            try:
                (answer or page("nothing here", 404))(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", "0"))
            site.posted.append(self.rfile.read(length))
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    site = Site(server.server_address[1], dict(routes or {}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Mail(socketserver.StreamRequestHandler):
    """Enough of SMTP (RFC 5321) to take a mail."""

    def handle(self) -> None:
        self.say("220 here")
        while line := self.rfile.readline().decode().strip():
            word = line.split()[0].upper()
            if word == "DATA":
                self.say("354 go on")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.mails.append(b"".join(lines))  # type: ignore[attr-defined]
            if word == "QUIT":
                self.say("221 bye")
                return
            self.say("250 fine")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def serve_mail() -> Iterator[tuple[int, list[bytes]]]:
    """Take mail on a free port of 127.0.0.1; the port and the mails taken."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Mail) as server:
        mails: list[bytes] = []
        server.mails = mails  # type: ignore[attr-defined]
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server.server_address[1], mails
        server.shutdown()
