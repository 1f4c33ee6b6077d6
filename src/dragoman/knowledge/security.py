"""Words by which a report shows that it is about security at all (data: security.toml)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import BadSettings
from .kinds import Kind, load_kinds
from .tables import split, tables

_FILE = "security.toml"


@dataclass(frozen=True, slots=True)
class SecurityWords:
    """Which kinds are told only in reports of security, and the words by which one is known."""

    words: re.Pattern[str]
    """One group for each word, so that its forms count once."""
    least: int
    sentences: int
    kinds: frozenset[str]

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> SecurityWords:
        """Read the shipped file and a user's own. Raises BadSettings for a group or kind that nobody has."""
        forms: dict[str, list[str]] = {}
        gate: dict[str, int] = {}
        named: dict[str, set[str]] = {"groups": set(), "kinds": set()}
        for table in tables(_FILE, folders):
            for word, cell in table.get("words", {}).items():
                forms.setdefault(word, []).extend(split(str(cell)))
            entry = table.get("gate", {})
            gate.update({key: int(entry[key]) for key in ("least", "sentences") if key in entry})
            for key, found in named.items():
                found.update(entry.get(key, ()))
        groups = "|".join(f"({'|'.join(map(_pattern, listed))})" for listed in forms.values())
        return cls(
            re.compile(rf"\b(?:{groups})\b"), gate["least"], gate["sentences"], _gated(named, load_kinds(folders))
        )

    def earnest(self, text: str, sentences: int) -> bool:
        """True for a report that is short, or that holds enough different words of security."""
        if sentences < self.sentences:
            return True
        found: set[int | None] = set()
        for match in self.words.finditer(text.lower()):
            found.add(match.lastindex)
            if len(found) >= self.least:
                return True
        return False


def _pattern(form: str) -> str:
    """ "embass*": the stem with any ending."""
    return re.escape(form[:-1]) + r"\w*" if form.endswith("*") else re.escape(form)


def _gated(named: Mapping[str, set[str]], kinds: Mapping[str, Kind]) -> frozenset[str]:
    """The kinds of the groups, and those named one by one."""
    groups = {kind.group for kind in kinds.values()}
    unknown = sorted((named["groups"] - groups) | (named["kinds"] - kinds.keys()))
    if unknown:
        raise BadSettings(f"{_FILE}: the unknown group or kind {unknown[0]!r} in [gate]; kinds.csv has all of them")
    return frozenset(name for name, kind in kinds.items() if kind.group in named["groups"] or name in named["kinds"])
