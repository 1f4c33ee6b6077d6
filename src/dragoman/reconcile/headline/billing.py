"""Who and what an incident lists: every party and weapon once, plain words under the fuller ones that they stand for.

"The embassy" and "its embassy" are no further targets beside "the U.S. embassy", nor "missile" a further weapon beside
"missiles". Nothing is lost by it: every wording stays with the party, every telling keeps its claims.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...model import Mention, Party, Weapon
from ...model.mention import MentionActor
from ..words import content_words, stem

_ROLE_ORDER = ("actor", "claimant", "blamed", "recipient", "victim")


@dataclass(frozen=True, slots=True)
class _Words:
    """A wording: the stem of its last word, which names the thing, and those of all its words."""

    head: str
    all: frozenset[str]
    plural: bool

    @classmethod
    def of(cls, text: str) -> _Words:
        found = content_words(text)
        if not found:
            return cls("", frozenset(), False)
        head = stem(found[-1])
        return cls(head, frozenset(map(stem, found)), found[-1].endswith("s") and head != found[-1])

    def stands_for(self, fuller: _Words) -> bool:
        """Whether this may be a shorter word for the other: the same thing, and nothing that the other does not say."""
        if not self.head or self.head not in fuller.all or not self.all < fuller.all:
            return False
        return self.head == fuller.head and (fuller.plural or not self.plural)


def merge_parties(mentions: Sequence[Mention]) -> tuple[Party, ...]:
    """Actors of all tellings, one for each role and identity, with every wording; the most often told first."""
    groups: dict[tuple[str, str], list[MentionActor]] = defaultdict(list)
    for mention in mentions:
        for actor in mention.actors:
            groups[actor.role, actor.actor_id or _bare(actor.name or actor.text)].append(actor)
    fuller = {key: _fuller(key, groups) for key in groups}
    told: dict[tuple[str, str], list[MentionActor]] = defaultdict(list)
    for key, actors in groups.items():
        told[_last(key, fuller)] += actors
    ordered = sorted(told.items(), key=lambda item: (_ROLE_ORDER.index(item[0][0]), -len(item[1]), item[0][1]))
    return tuple(_party(groups[key], actors) for key, actors in ordered)


def list_weapons(mentions: Sequence[Mention]) -> tuple[Weapon, ...]:
    """One weapon for each class and wording, in the order told; one and many of a sort are one wording."""
    found: dict[tuple[str, frozenset[str]], Weapon] = {}
    for mention in mentions:
        for weapon in mention.weapons:
            wording = _Words.of(weapon.text)
            before = found.setdefault((weapon.class_, wording.all), weapon)
            if wording.plural and not _Words.of(before.text).plural:
                # "A rocket attack", and "rockets were fired": there were several.
                found[weapon.class_, wording.all] = weapon
    return tuple(found.values())


def _bare(text: str) -> str:
    """A wording without its small words: "our embassy" is told as "embassy"."""
    return " ".join(content_words(text)) or text.lower()


def _fuller(key: tuple[str, str], groups: dict[tuple[str, str], list[MentionActor]]) -> tuple[str, str] | None:
    """The one party of the same role that a description may stand for; None for a name, or where several would do."""
    own = groups[key]
    if any(actor.actor_id for actor in own) or key[0] != own[0].role:
        return None
    mine = [_Words.of(actor.text) for actor in own]
    found = [
        other
        for other, actors in groups.items()
        if other != key and other[0] == key[0] and _covers(mine, (_Words.of(text) for text in _texts(actors)))
    ]
    return found[0] if len(found) == 1 else None


def _covers(mine: Sequence[_Words], theirs: Iterable[_Words]) -> bool:
    fuller = list(theirs)
    return all(any(word.stands_for(other) for other in fuller) for word in mine)


def _last(key: tuple[str, str], fuller: dict[tuple[str, str], tuple[str, str] | None]) -> tuple[str, str]:
    """The party at the end of a chain of fuller wordings; each has more words than the one before, so it ends."""
    while (following := fuller[key]) is not None:
        key = following
    return key


def _texts(actors: Sequence[MentionActor]) -> set[str]:
    return {text for actor in actors for text in (actor.text, actor.name) if text}


def _party(own: Sequence[MentionActor], all_told: Sequence[MentionActor]) -> Party:
    """One party: named as its own tellings name it, with every wording that stands for it."""
    counts = Counter([actor.name for actor in own if actor.name] or [actor.text for actor in own])
    types = Counter(actor.type for actor in own)
    return Party(
        role=own[0].role,
        name=max(sorted(counts), key=lambda name: counts[name]),
        type=max(sorted(types), key=lambda type_: types[type_]),
        actor_id=own[0].actor_id,
        texts=tuple(sorted({actor.text for actor in all_told})),
        sector=min((actor.sector for actor in own if actor.sector), default=None),
        country=min((actor.country for actor in own if actor.country), default=None),
    )
