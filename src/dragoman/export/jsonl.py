"""JSON lines: a record a line, as the contract nests it. Invariant: the same records always give the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO


def write_jsonl(records: Iterable[Mapping[str, Any]], out: BinaryIO) -> None:
    """Write records as UTF-8 JSON lines, names in the contract's order."""
    for record in records:
        # U+2028 and U+2029 end a line for some readers (JavaScript's among them), though not for JSON.
        line = json.dumps(record, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        out.write(line.encode("utf8") + b"\n")
