"""Labels of turns, and where they stand: "SMITH: ...", "MARIA SILVA, MINISTER (through translator): ...", "Q: ...".

Invariant: one label alone is a title, a field or a place; only labels that take turns, or one that says how its words
were heard, are labels of speech.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..knowledge.tables import tables
from ..model import Span

_NAME = r"[^\W\d_][^:\n,()\[\]“”\"!?;]{0,50}?"
_LABEL = re.compile(
    rf"(?P<name>{_NAME})(?P<role>,[^:\n()\[\]!?;]{{2,80}}?)?(?P<aside>\s*[(\[][^()\[\]\n]{{2,60}}[)\]])?\s*:\s+(?=\S)"
)
_STOPPED = re.compile(r"(?P<name>[A-Z][A-Z'’-]{2,20})(?P<role>)(?P<aside>)\.\s+(?=[A-Z])")
"""A name in capitals with a full stop: how verbatim records label a turn."""
_LETTER = re.compile(r"(?P<name>[QA])(?:[:.)]|\s?[—–-])\s+(?=\S)")
_BRACKETED = re.compile(r"[(\[][^()\[\]\n]{3,60}[)\]]")
_LONGEST_NAME = 6
"""Words of the longest name or office that is a label."""
_SMALL = frozenset(
    {"of", "the", "de", "da", "do", "dos", "del", "la", "al", "el", "bin", "ibn", "von", "van", "y", "for", "and"}
)
_LEAST = 3
"""Paragraphs that begin with a label in a text that is made of turns."""


@dataclass(frozen=True, slots=True)
class Label:
    """The label of one paragraph: all of it with its colon, and the name in it."""

    span: Span
    name: Span
    role: str = ""
    """What stands behind the name, in small letters."""
    key: str = ""
    """The last word of the name in small letters: later labels have it alone."""
    sort: str = "name"
    """`name`, `question` or `answer`."""


VoiceWords = Mapping[str, frozenset[str]]
"""The lists of `voices.toml` by name."""


def load_voice_words(folders: Sequence[Path] = ()) -> VoiceWords:
    """The shipped lists with a user's own words added. Raises BadSettings when a file is broken."""
    found: dict[str, frozenset[str]] = {}
    for table in tables("voices.toml", folders):
        for name, entry in table.items():
            found[name] = found.get(name, frozenset()) | frozenset(entry["words"])
    return found


@lru_cache(maxsize=1)
def shipped_voice_words() -> VoiceWords:
    """The shipped lists alone, read once: for a caller that has no folders of its own."""
    return load_voice_words()


def labels_of(text: str, paras: Sequence[Span], words: VoiceWords | None = None) -> dict[int, Label]:
    """The label of each paragraph that begins with one, by the paragraph's number."""
    words = words or shipped_voice_words()
    found = {number: label for number, para in enumerate(paras) if (label := _label(text, para, words))}
    heard = {number for number, label in found.items() if _is_heard(label, words)}
    sorts = {label.sort for label in found.values()}
    asked = sum(label.sort == "question" for label in found.values())
    letters = {"question", "answer"} <= sorts or (asked > 1 and "name" in sorts)
    keys = Counter(label.key for label in found.values() if label.sort == "name")
    again = {key for key, times in keys.items() if times > 1}
    turns = sum(keys[key] for key in again) + asked >= _LEAST and (len(again) > 1 or len(keys) > 1 or asked > 1)
    upper = turns and all(
        text[label.name.start : label.name.end].isupper() for label in found.values() if label.key in again
    )
    return {
        number: label
        for number, label in found.items()
        if number in heard
        or (letters and label.sort != "name")
        or (turns and label.sort == "name" and (label.key in again or _is_alike(text, label, upper)))
    }


def _label(text: str, para: Span, words: VoiceWords) -> Label | None:
    """What may be the label at the start of a paragraph."""
    match = _LETTER.match(text, para.start, para.end) or _LABEL.match(text, para.start, para.end)
    match = match or _STOPPED.match(text, para.start, para.end)
    if match is None or para.end - match.end() < 2:
        return None
    name = match["name"].strip()
    low = name.lower()
    whole = Span(match.start(), match.end())
    place = Span(match.start("name"), match.start("name") + len(name))
    for sort in ("question", "answer"):
        if low in words[sort]:
            return Label(whole, place, key=low, sort=sort)
    parts = name.split()
    capital = all(part[0].isupper() or part in _SMALL for part in parts) and parts[0][0].isupper()
    if match.re is _LETTER or not capital or len(parts) > _LONGEST_NAME or low in words["unspoken"]:
        return None
    if parts[0].lower() in words["unspoken"] or parts[-1].lower() in words["unspoken"]:
        return None
    role = f"{match['role'] or ''}{match['aside'] or ''}".lower()
    return Label(whole, place, role, parts[-1].lower())


def _is_heard(label: Label, words: VoiceWords) -> bool:
    """True for a label that says how its words were heard: "(through translator)"."""
    aside = label.role.rpartition("(")[2] if "(" in label.role else label.role.rpartition("[")[2]
    return label.sort == "name" and aside != label.role and any(word in aside for word in words["aside"])


def _is_alike(text: str, label: Label, upper: bool) -> bool:
    """True for a label that stands once among others, written as they are."""
    name = text[label.name.start : label.name.end]
    return name.isupper() == upper and (upper or len(name.split()) > 1)


def is_direction(words: str) -> bool:
    """True for a paragraph that is only a direction: "(BEGIN VIDEO CLIP)", "[applause]"."""
    return _BRACKETED.fullmatch(words.strip()) is not None
