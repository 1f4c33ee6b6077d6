"""What two reports can say of one incident where only one of them is right (data: accounts.toml)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .tables import tables


@dataclass(frozen=True, slots=True)
class Rivals:
    """Ways to tell one field of an incident, each of which excludes the others."""

    question: str
    field: str
    ways: tuple[re.Pattern[str], ...]

    def way(self, text: str) -> int | None:
        """Which of them a text tells; None for none, and for two."""
        told = [number for number, way in enumerate(self.ways) if way.search(text)]
        return told[0] if len(told) == 1 else None


@dataclass(frozen=True, slots=True)
class AccountWays:
    """All that accounts of one incident are compared by."""

    rivals: tuple[Rivals, ...] = ()
    culprits: Rivals = Rivals("who did it", "actor", ())
    agents: int = 0
    """So many of the last ways to name a culprit may act for a state."""
    culprit_told: tuple[re.Pattern[str], ...] = ()
    first_told: tuple[re.Pattern[str], ...] = ()

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> AccountWays:
        """Read the shipped file and a user's own, which adds rivals, culprits and ways to tell them."""
        every = list(tables("accounts.toml", folders))
        rivals = [row for table in every for row in table.get("rivals", ())]
        culprit = [table["culprit"] for table in every if "culprit" in table]
        agents = [way for one in culprit for way in one.get("agents", ())]
        ways = [*(way for one in culprit for way in one.get("ways", ())), *agents]
        return cls(
            tuple(Rivals(str(row["question"]), str(row["field"]), tuple(map(_any, row["ways"]))) for row in rivals),
            Rivals("who did it", "actor", tuple(map(_any, ways))),
            len(agents),
            tuple(_each([word for one in culprit for word in one.get("told", ())])),
            tuple(_each([word for table in every for word in table.get("first", {}).get("told", ())])),
        )


def _any(told: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(told)})", re.IGNORECASE)


def _each(told: Sequence[str]) -> list[re.Pattern[str]]:
    return [re.compile(one, re.IGNORECASE) for one in told]
