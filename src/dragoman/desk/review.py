"""What a reviewer sends: decisions, a report to be read, a name. Each is checked and recorded before it is answered."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from ..errors import BadSettings
from ..ledger import Added, Ledger
from ..ledger.decide import OPS
from ..model import Correction, Op, content_id

MOST_NAME_CHARS = 80
_UNSAFE = re.compile(r"[^\w.\- ]+")


@dataclass(frozen=True, slots=True)
class Decision:
    """A form of review, as it was sent."""

    op: Op
    target: str
    value: str | None
    reason: str
    by: str

    @classmethod
    def of(cls, form: Mapping[str, str], by: str) -> Decision:
        """Read a form; `by` is who the cookie says decides, where the form does not. Raises BadSettings."""
        op = form.get("op", "")
        if op not in OPS:
            raise BadSettings(f"there is no decision {op!r}: choose one of {', '.join(OPS)}")
        value = form.get("value", "").strip()
        if op == "set" and "field" in form:
            value = f"{form['field']}={value}"
        if op == "note" and not form.get("reason", "").strip():
            form, value = {**form, "reason": value}, ""
        name = reviewer(form.get("by", "") or by)
        if not name:
            raise BadSettings("say who decides this: write your name once, at the top of the form")
        return cls(op, form.get("target", ""), value or None, form.get("reason", ""), name)

    def carried_out(self, ledger: Ledger) -> Correction:
        """Record it. Raises NotFound, BadSettings, LedgerBusy."""
        return ledger.correct(self.op, self.target, self.value, by=self.by, reason=self.reason)


def reviewer(name: str) -> str:
    """A reviewer's name as it is kept: one line, no longer than a name is."""
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())[:MOST_NAME_CHARS]


def safe_next(address: str, otherwise: str = "/incidents") -> str:
    """Where to go after a form: a path of this desk, never another site."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return otherwise
    inside = address.startswith("/") and not address.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return address if inside and address.isprintable() and "\\" not in address else otherwise


def pasted(form: Mapping[str, str]) -> bytes:
    """A pasted report as a record that the sources read. Raises BadSettings where there is no text."""
    text = form.get("text", "").replace("\r\n", "\n")
    if not text.strip():
        raise BadSettings("there is no text: paste the report into the field, or choose a file")
    record = {"id": content_id("paste", text), "text": text}
    record |= {
        name: form[name].strip() for name in ("title", "publisher", "published", "url") if form.get(name, "").strip()
    }
    return (json.dumps(record, ensure_ascii=False) + "\n").encode("utf8", "replace")


def read_in(ledger: Ledger, name: str, content: bytes) -> Added:
    """Read what was sent as a file of that name would be read."""
    plain = _UNSAFE.sub("_", Path(name.replace("\\", "/")).name).strip(". ") or "report.txt"
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        path = Path(folder) / plain[-120:]
        path.write_bytes(content)
        return ledger.add([path])
