"""A desk that runs on loopback, and a visitor that asks it over real HTTP: for the tests of the desk."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import uvicorn
from lxml import html

from dragoman.desk import Desk, Door, make_app
from dragoman.desk.serve import bound
from dragoman.settings import Settings


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf8")

    @property
    def page(self) -> Any:
        return html.fromstring(self.body)

    @property
    def data(self) -> Any:
        return json.loads(self.body)


@dataclass
class Visitor:
    """Asks one desk, as a browser on it would: it keeps cookies and says where it comes from."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        """One request; a header given as empty is left out."""
        sent = {"Host": self.host} | {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent.setdefault("Cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in sent.items():
                if value:
                    connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            response = connection.getresponse()
            found = Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
            for name, value in response.getheaders():
                if name.lower() == "set-cookie":
                    self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(value).items()}
        finally:
            connection.close()
        return found

    def send(self, path: str, form: Mapping[str, str], **headers: str) -> Answer:
        """A form, as a page of the desk would send it."""
        usual = {"Origin": f"http://{self.host}", "Content_Type": "application/x-www-form-urlencoded"}
        return self.ask(path, "POST", urlencode(form).encode(), **usual | headers)

    def csrf(self) -> str:
        """The word that the desk's forms carry."""
        found: str = self.ask("/add").page.xpath("//input[@name='csrf']/@value")[0]
        return found

    def decide(self, op: str, target: str, **words: str) -> Answer:
        """A decision, from a form."""
        form = {"op": op, "target": target, "csrf": self.csrf(), "by": "Ana", "reason": "seen"} | words
        return self.send("/review", form)


@contextmanager
def running(path: Path, review: bool = False, door: Door | None = None) -> Iterator[Visitor]:
    """A desk on a free port of this machine, for as long as the block lasts."""
    listening = bound("127.0.0.1", 0)
    desk = Desk.at(path, Settings(), door or Door(), review)
    server = uvicorn.Server(uvicorn.Config(make_app(desk), log_level="critical", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield Visitor(listening.getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(20)
        listening.close()
