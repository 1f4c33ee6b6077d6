"""Where alerts go: an Atom file, a signed webhook, mail. Each takes letters and raises AlertFailed when it cannot."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import smtplib
import ssl
import time
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from ..errors import AlertFailed, BadSettings, SkipReport
from ..fetch import Allowed, Fetcher
from .atom import write_feed
from .outbox import Letter
from .wording import headline, paragraph

Numbered = tuple[int, Letter]


class Sink(Protocol):
    """Something that takes alerts."""

    def groups(self, letters: Sequence[Numbered]) -> list[list[Numbered]]:
        """How letters are put together: what one `send` takes."""
        ...

    def send(self, letters: Sequence[Letter]) -> None:
        """Hand letters over. Raises AlertFailed."""
        ...


def sink_of(name: str, settings: Mapping[str, Any], folder: Path, environment: Mapping[str, str] = os.environ) -> Sink:
    """The sink that `[sink.NAME]` describes: by its key `atom`, `webhook` or `smtp`. Raises BadSettings."""
    kinds: Mapping[str, type[AtomFile] | type[Webhook] | type[Mail]]
    kinds = {"atom": AtomFile, "webhook": Webhook, "smtp": Mail}
    found = [key for key in kinds if key in settings]
    if len(found) != 1:
        raise BadSettings(f"[sink.{name}]: it needs one of the keys {', '.join(kinds)}")
    try:
        return kinds[found[0]].of(settings, folder, environment)
    except BadSettings as error:
        raise BadSettings(f"[sink.{name}]: {error}") from error


class AtomFile:
    """An Atom feed in a file, newest first, replaced as a whole so that no reader sees half of it."""

    def __init__(self, path: Path, title: str, most: int) -> None:
        self._path, self._title, self._most = path, title, most

    @classmethod
    def of(cls, settings: Mapping[str, Any], folder: Path, environment: Mapping[str, str]) -> AtomFile:
        """From `atom` (a file beside ALERTS.toml), `title`, `most` (entries kept)."""
        _only(settings, {"atom", "title", "most"})
        return cls(
            folder / str(settings["atom"]),
            str(settings.get("title", "Dragoman alerts")),
            int(settings.get("most", 500)),
        )

    def groups(self, letters: Sequence[Numbered]) -> list[list[Numbered]]:
        """All in one writing."""
        return [list(letters)]

    def send(self, letters: Sequence[Letter]) -> None:
        """Put the letters on top of the feed."""
        try:
            write_feed(self._path, self._title, letters, self._most)
        except (OSError, ValueError) as error:
            raise AlertFailed(f"{self._path} cannot be written ({error})") from error


class Webhook:
    """POSTs each alert as JSON, signed so that the receiver can tell who sent it and when.

    `X-Dragoman-Signature: t=SECONDS,v1=HEX`, where HEX is the HMAC-SHA256 of `SECONDS.BODY` under the secret.
    """

    def __init__(self, url: str, secret: bytes, fetcher: Fetcher) -> None:
        self._url, self._secret, self._fetcher = url, secret, fetcher

    @classmethod
    def of(cls, settings: Mapping[str, Any], folder: Path, environment: Mapping[str, str]) -> Webhook:
        """From `webhook` (an address) and `secret_env` (the variable that holds the secret)."""
        _only(settings, {"webhook", "secret_env"})
        url = str(settings["webhook"])
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise BadSettings(f"{url!r} is no address that begins with http:// or https://")
        # The user wrote this very host: it may lie inside.
        return cls(url, _secret(settings, environment, "secret_env"), Fetcher(allowed=Allowed.of([parts.hostname])))

    def groups(self, letters: Sequence[Numbered]) -> list[list[Numbered]]:
        """One request an alert."""
        return [[one] for one in letters]

    def send(self, letters: Sequence[Letter]) -> None:
        """Send each; anything but a status of 200 to 299 is a failure."""
        for letter in letters:
            told = {**letter.record, "headline": headline(letter)}
            body = json.dumps(told, ensure_ascii=False, sort_keys=True).encode()
            headers = {
                "Content-Type": "application/json",
                "X-Dragoman-Signature": signature(self._secret, body, int(time.time())),
                "Idempotency-Key": f"{letter.change_id}/{letter.alert}".encode("ascii", "backslashreplace").decode(),
            }
            try:
                answer = self._fetcher.post(self._url, body, headers)
            except SkipReport as error:
                raise AlertFailed(str(error)) from error
            if not 200 <= answer.status < 300:
                raise AlertFailed(f"the webhook answers with status {answer.status}")


def signature(secret: bytes, body: bytes, seconds: int) -> str:
    """The signature of a body at a time (seconds since 1970)."""
    digest = hmac.new(secret, f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={seconds},v1={digest}"


class Mail:
    """One mail for each alert's changes of a tour, by SMTP; encrypted unless the server is this machine."""

    def __init__(self, server: str, user: str | None, password: str, sender: str, to: Sequence[str]) -> None:
        self._server, self._user, self._password, self._from, self._to = server, user, password, sender, tuple(to)

    @classmethod
    def of(cls, settings: Mapping[str, Any], folder: Path, environment: Mapping[str, str]) -> Mail:
        """From `smtp` (`smtp://host:587`, `smtps://host:465`), `from`, `to`, and `user` with `password_env`."""
        _only(settings, {"smtp", "from", "to", "user", "password_env"})
        server = str(settings["smtp"])
        if urlsplit(server).scheme not in ("smtp", "smtps") or not urlsplit(server).hostname:
            raise BadSettings(f"{server!r} is written smtp://host:587 or smtps://host:465")
        to = settings.get("to", [])
        if not isinstance(to, list) or not to or not settings.get("from"):
            raise BadSettings("mail needs `from` and a list `to`")
        password = _secret(settings, environment, "password_env").decode() if "user" in settings else ""
        return cls(server, settings.get("user"), password, str(settings["from"]), [str(one) for one in to])

    def groups(self, letters: Sequence[Numbered]) -> list[list[Numbered]]:
        """One mail for each alert."""
        names = dict.fromkeys(letter.alert for _, letter in letters)
        return [[one for one in letters if one[1].alert == name] for name in names]

    def send(self, letters: Sequence[Letter]) -> None:
        """Send one mail that lists the letters."""
        mail = EmailMessage()
        first = headline(letters[0])
        more = f" (and {len(letters) - 1} more)" if len(letters) > 1 else ""
        mail["Subject"] = _one_line(f"{letters[0].alert}: {first}{more}")
        mail["From"], mail["To"] = self._from, ", ".join(self._to)
        mail.set_content("\n\n".join(paragraph(letter) for letter in letters) + "\n")
        try:
            with self._connected() as server:
                server.send_message(mail)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            raise AlertFailed(f"mail could not be sent ({error})") from error

    def _connected(self) -> smtplib.SMTP:
        parts = urlsplit(self._server)
        host = parts.hostname or ""
        context = ssl.create_default_context()
        if parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or 465, timeout=30, context=context)
        else:
            server = smtplib.SMTP(host, parts.port or 587, timeout=30)
            if host not in ("localhost", "127.0.0.1", "::1"):
                server.starttls(context=context)
        if self._user:
            server.login(self._user, self._password)
        return server


def _secret(settings: Mapping[str, Any], environment: Mapping[str, str], key: str) -> bytes:
    """A secret from the environment: none is ever written into a file of settings."""
    name = settings.get(key)
    if not isinstance(name, str) or not environment.get(name):
        raise BadSettings(f"`{key}` names the environment variable that holds the secret; {name!r} is not set")
    return environment[name].encode()


def _only(settings: Mapping[str, Any], known: set[str]) -> None:
    strange = sorted(set(settings) - known)
    if strange:
        raise BadSettings(f"unknown key {strange[0]!r}; there are {', '.join(sorted(known))}")


def _one_line(text: str) -> str:
    """Text for a header: no control characters, and no longer than a subject should be."""
    bare = re.sub(r"[\x00-\x1f\x7f]+", " ", text).strip()
    return bare if len(bare) <= 150 else bare[:149] + "…"
