"""Events that the world knows, with their days: whoever tells of one as past writes after it.

Invariant: an event is found only by its own words (known_events.csv), never by a place and a deed that others share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from ..errors import BadSettings
from .tables import rows, split, tables

_FREE_WORDS = r"(?:(?!(?:by|in|near|with|for|and|from|under|during|at)\b)[\w.,'-]+ ){0,6}"
"""What may stand between "the killing of" and the name: titles and first names, no other party."""
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """One event: what it is called, how texts name it, and the days on which it happened."""

    name: str
    kind: str
    expression: str
    """Regular expression of its names."""
    first: date
    last: date
    place: str
    description: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """The expression, compiled at first use: few reports name more than a few events."""
        return _compiled(self.expression, self.kind != "term")


@dataclass(frozen=True, slots=True)
class KnownEvents:
    """All events, by the words without which none of their names can stand in a text."""

    by_word: dict[str, tuple[KnownEvent, ...]]
    unreal: frozenset[str]
    """Words before an event that has not happened."""

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> KnownEvents:
        """Read known_events.csv and the templates of dating.toml. Raises BadSettings for a broken row."""
        found: dict[str, list[KnownEvent]] = {}
        unreal: set[str] = set()
        templates: dict[str, list[str]] = {}
        for table in tables("dating.toml", folders):
            events = table.get("events", {})
            unreal.update(events.get("unreal", ()))
            for kind, forms in events.get("templates", {}).items():
                templates.setdefault(kind, []).extend(forms)
        for row in rows("known_events.csv", folders):
            event = _event(row, templates)
            for word in {_WORD.findall(key.lower())[0] for key in split(row["keys"]) + split(row.get("also", ""))}:
                found.setdefault(word, []).append(event)
        return cls({word: tuple(listed) for word, listed in found.items()}, frozenset(unreal))

    def named(self, text: str, words: set[str]) -> Iterator[tuple[KnownEvent, re.Match[str]]]:
        """Every event that a text names, at its first name. `words`: the text's words in small letters."""
        seen: set[int] = set()
        for word in sorted(words & self.by_word.keys()):
            for event in self.by_word[word]:
                match = None if id(event) in seen else event.pattern.search(text)
                seen.add(id(event))
                if match:
                    yield event, match


def _event(row: dict[str, str], templates: dict[str, list[str]]) -> KnownEvent:
    """One row, with its patterns made into one expression."""
    where = f"known_events.csv: {row['name']!r}"
    keys = "(?:" + "|".join(re.escape(key).replace(r"\ ", " ") for key in split(row["keys"])) + ")"
    forms = [*split(row["patterns"]), *templates.get(row["kind"], ())]
    if row["kind"] not in templates or not forms:
        raise BadSettings(f"{where} is of no known kind, or has no pattern")
    joined = "|".join(form.replace("-{}", _FREE_WORDS + keys).replace("{}", keys) for form in forms)
    expression = rf"\b(?:{joined})(?!\w)".replace(" ", r"\s+")
    try:
        first = date.fromisoformat(row["first"])
        last = date.fromisoformat(row["last"]) if row["last"] else first
    except ValueError as error:
        raise BadSettings(f"{where}: {error}") from error
    if last < first:
        raise BadSettings(f"{where} ends before it begins")
    return KnownEvent(row["name"], row["kind"], expression, first, last, row["place"], row["description"])


@lru_cache(maxsize=4096)
def _compiled(expression: str, any_case: bool) -> re.Pattern[str]:
    """An expression, compiled once. Raises BadSettings for one that is none."""
    try:
        # Terms keep their capitals: in small letters some are common words.
        return re.compile(expression, re.IGNORECASE if any_case else re.NOFLAG)
    except re.error as error:
        raise BadSettings(f"known_events.csv: {expression!r}: {error}") from error
