"""Content-derived ids: the same parts give the same id on every machine and every run."""

from __future__ import annotations

import hashlib

_UNIT = "\x1f"


def content_id(prefix: str, *parts: object) -> str:
    """Return `prefix-` and 16 hex digits of the SHA-256 of the parts joined by the unit separator."""
    joined = _UNIT.join("" if part is None else str(part) for part in parts)
    return f"{prefix}-{hashlib.sha256(joined.encode('utf8', 'surrogatepass')).hexdigest()[:16]}"


def text_digest(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes, as hex."""
    return hashlib.sha256(text.encode("utf8", "surrogatepass")).hexdigest()
