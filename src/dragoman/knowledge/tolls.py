"""How sentences give numbers of the dead, hurt, arrested and the like (data: tolls.toml)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .tables import tables

# "By Monday the ministry had counted", "Government figures stop at", "Pristina's number is": who counts.
_WHO = (
    r"^(?:(?:By|On|Until|In)\s+[A-Z]?[\w]+(?:\s+\d+)?,?\s+)?(?:According to\s+)?"
    r"(?P<who>(?!(?:There|This|That|It|Then|With|Of|An? earlier|The (?:toll|number|figure|dead))\b)(?:the\s+)?"
    # "The governor of the state, Ana Ruiz," and ", whose volunteers carried the bodies," stand before the verb.
    r"[A-Z@a-z][^,;:.()]{{1,60}}?(?:, [A-Z][\w’'-]+(?: [A-Z][\w’'-]+){{0,3}}(?=,))?)"
    r"(?:, (?:which|who|whose|a|an|the|for) [^,;:]{{3,80}},)?"
    r"(?:, it,|['’]s (?:number|figure|count|toll)| figures?(?: at (?:that|the) time)?| numbers?| count| toll)?"
    r"\s+(?:still |only |now |has |have |had )*(?:{counting})\b"
)


@dataclass(frozen=True, slots=True, eq=False)
class TollWords:
    """Patterns of what stands before and behind a number, by name."""

    outcomes: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """Field of a mention to what names it, behind a number: "45 killed", "nine people were wounded"."""
    objects: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """Field of a mention to the verb right before a number: "killing three people"."""
    named: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """Field of a mention to what names it anywhere."""
    words: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    people: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    of: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """Field to what a number behind its verb must count."""

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> TollWords:
        """Read the shipped file and a user's own, which adds words."""
        lists: dict[str, dict[str, list[str]]] = {name: {} for name in ("outcomes", "object", "words", "people", "of")}
        for table in tables("tolls.toml", folders):
            for section, entries in lists.items():
                for name, told in table.get(section, {}).items():
                    if isinstance(told, list):
                        entries.setdefault(name, []).extend(map(str, told))
        rounded = "|".join(entry for name in ("at_least", "at_most", "about", "just") for entry in lists["words"][name])
        filled = rf"(?:(?:{rounded})\s+)*"
        patterns = {name: _any(told) for name, told in lists["words"].items()}
        total, reaches, gives = ("|".join(lists["words"][name]) for name in ("total", "reaches", "gives"))
        patterns["total_before"] = _compiled(
            rf"\b(?:{total})\b(?:[^.;!?]{{0,60}}?\b(?:{reaches}))?\s+{filled}$",
        )
        patterns["gives_before"] = _compiled(rf"\b(?:{gives})\s+(?:the\s+)?{filled}$")
        counting, holding = (lists["words"][name] for name in ("counting", "holding"))
        patterns["who"] = re.compile(_WHO.format(counting="|".join(counting)))
        patterns["who_bare"] = re.compile(_WHO.format(counting="|".join([*counting, *holding])))
        return cls(
            {
                name: _compiled(rf"^\s+(?:(?!and\b|but\b|or\b)[\w'’“”\"-]+,?\s+){{0,4}}?(?P<word>{'|'.join(told)})\b")
                for name, told in lists["outcomes"].items()
            },
            {name: _compiled(rf"\b(?:{'|'.join(told)})\s+{filled}$") for name, told in lists["object"].items()},
            {name: _any(told) for name, told in lists["outcomes"].items()},
            patterns,
            {name: _any(told) for name, told in lists["people"].items()},
            {name: _compiled(rf"^\s+(?:[\w-]+\s+){{0,3}}?(?:{'|'.join(told)})") for name, told in lists["of"].items()},
        )


def _any(told: Sequence[str]) -> re.Pattern[str]:
    return _compiled(rf"\b(?:{'|'.join(told) or '(?!)'})\b")


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
