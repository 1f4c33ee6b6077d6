"""What speakers are told apart by: nouns, inverted verbs (stances.toml, actors/agents.csv), who was heard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ...knowledge.tables import rows, tables
from ...model import Source

_HE, _SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
THEY = frozenset({"they", "them", "their", "those", "these", "others"})
_SPEAKING = frozenset({"human", "body", "force", "group"})


@dataclass(frozen=True, slots=True)
class SpeakerWords:
    """Nouns that tell bodies, documents and persons apart (data: stances.toml, `speakers`)."""

    body: frozenset[str]
    document: frozenset[str]
    person: frozenset[str]
    speaking: frozenset[str]
    """All nouns of those who can speak: bodies, persons, and the actors' own (data: actors/agents.csv)."""
    inverted: Mapping[str, str]
    """Two words that are one verb of saying ("made known"), to that verb."""
    addressing: frozenset[str]
    """Verbs whose object is always who is spoken to."""
    behind: frozenset[str]
    """Verbs that say something only behind a whole clause."""

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> SpeakerWords:
        """The shipped lists with a user's own words added."""
        lists: dict[str, set[str]] = {use: set() for use in ("body", "document", "person", "addressing", "behind")}
        inverted: dict[str, str] = {}
        for table in tables("stances.toml", folders):
            for use, words in table.get("speakers", {}).items():
                lists.setdefault(use, set()).update(words)
            inverted |= table.get("inverted", {})
        agents = {row["noun"] for row in rows("actors/agents.csv", folders) if row["class"] in _SPEAKING}
        body, document, person, addressing, behind = map(frozenset, lists.values())
        return cls(body, document, person, body | person | agents, inverted, addressing, behind)


@dataclass(slots=True)
class Speaker:
    """One speaker met so far: its source, and what pronouns may stand for it."""

    source: Source
    kind: str
    """`person`, `body`, `document` or `plural`."""
    sex: str | None
    sentence: int
    published: bool = False
    """True when the words stood in a statement or release of this speaker."""
    inner: bool = False
    """True when another is made to say that this one speaks."""


def wanted_by(word: str) -> tuple[set[str], str | None]:
    """The kinds of speakers that a pronoun may stand for, and whether a man or a woman."""
    kinds = {"person"} if word in _HE | _SHE else {"plural", "body"} if word in THEY else {"body", "document"}
    return kinds, "he" if word in _HE else "she" if word in _SHE else None


def linked(source: Source, meant: Source) -> Source:
    """The same words, standing for an earlier source."""
    return replace(
        source, actor_id=meant.actor_id, name=meant.name or meant.text, link=meant.link or (meant.start, meant.end)
    )
