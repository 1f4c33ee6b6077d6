"""The parties of one side of a telling: who they are by id, by country, and by the words that tell them from others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...model import Mention, MentionActor
from ..known import Known

_WORD = re.compile(r"[a-z0-9][a-z0-9'’.-]*")


@dataclass(frozen=True, slots=True)
class Parties:
    """One side of an event: ids, countries, and the words that tell who."""

    ids: frozenset[str]
    names: frozenset[str]
    """Ids of persons, facilities and organisations rather than of whole countries."""
    countries: frozenset[str]
    words: frozenset[str]

    @property
    def known(self) -> bool:
        """True when the side is named at all."""
        return bool(self.ids or self.words)


def parties_of(mention: Mention, roles: Sequence[str], known: Known) -> Parties:
    """The parties of some roles, by id, country and telling words."""
    found = [party for party in mention.actors if party.role in roles]
    words: set[str] = set()
    for party in found:
        words |= _words(party, known)
    return Parties(
        frozenset(party.actor_id for party in found if party.actor_id),
        frozenset(party.actor_id for party in found if party.actor_id and party.type != "country"),
        frozenset(party.country for party in found if party.country),
        frozenset(words),
    )


def _words(party: MentionActor, known: Known) -> set[str]:
    """Words of a party's text and name that tell it from others, plurals cut."""
    raw = f"{party.text} {party.name or ''}".lower()
    words = {word.strip(".'’-") for word in _WORD.findall(raw)}
    telling = {word for word in words if word and word not in known.families.general_words}
    return {word[:-1] if word.endswith("s") and len(word) > 4 else word for word in telling}
