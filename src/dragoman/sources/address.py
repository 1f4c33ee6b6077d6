"""Web addresses: what may be stored of one, and which of them name the same article.

Invariant: the canonical form of a canonical address is itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import translate
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from ..knowledge.tables import tables

_PORTS = {"http": 80, "https": 443}
# A value of so many letters and digits mixed is drawn by lot and not a number of an article.
_DRAWN = re.compile(r"(?=[^=]*\d)(?=[^=]*[A-Za-z])[\w.~%+/-]{20,}=*")
_SESSION_PATH = re.compile(r"(?i);(?:jsessionid|phpsessid|sid)=[^/?#;]*")


@dataclass(frozen=True, slots=True)
class Addresses:
    """The names of parameters that are dropped, compiled."""

    tracking: re.Pattern[str]
    secret: re.Pattern[str]
    maybe_secret: re.Pattern[str]

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> Addresses:
        """Read `sources/addresses.toml`, shipped and the user's own."""
        names: dict[str, list[str]] = {"tracking": [], "secret": [], "maybe_secret": []}
        for table in tables("sources/addresses.toml", folders):
            for sort, entry in table.items():
                names.setdefault(sort, []).extend(entry["names"])
        return cls(*(_compiled(names[sort]) for sort in ("tracking", "secret", "maybe_secret")))

    def canonical(self, url: str | None) -> str | None:
        """The address as it may be stored: no user, password, key, tracking mark or fragment; None for no address."""
        try:
            parts = urlsplit((url or "").strip())
            host, port = parts.hostname, parts.port
        except ValueError:
            return None
        if not parts.scheme or not host:
            # `urn:` and the like name an article too; a bare path names nothing outside its own page.
            return (url or "").strip() if parts.scheme and parts.path and not parts.query else None
        scheme = parts.scheme.lower()
        netloc = f"[{host}]" if ":" in host else host.rstrip(".")
        if port and port != _PORTS.get(scheme):
            netloc += f":{port}"
        query = "&".join(pair for pair in parts.query.split("&") if pair and not self._dropped(pair))
        path = quote(_SESSION_PATH.sub("", parts.path), safe="/%:@!$&'()*+,;=~-._") or "/"
        return urlunsplit((scheme, netloc, path, query, ""))

    def article_key(self, url: str | None) -> str | None:
        """What addresses of one article share: scheme, `www.`, a closing slash and the order of parameters aside."""
        canonical = self.canonical(url)
        if canonical is None or not canonical.startswith(("http://", "https://")):
            return canonical
        parts = urlsplit(canonical)
        query = "&".join(sorted(parts.query.split("&")))
        return urlunsplit(("https", parts.netloc.removeprefix("www."), parts.path.rstrip("/") or "/", query, ""))

    def _dropped(self, pair: str) -> bool:
        """Whether a parameter is a mark of tracking or a key."""
        name, _, value = pair.partition("=")
        if self.tracking.match(name) or self.secret.match(name):
            return True
        return bool(self.maybe_secret.match(name) and _DRAWN.fullmatch(value))


def _compiled(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(translate(name) for name in names) or r"(?!)", re.IGNORECASE)
