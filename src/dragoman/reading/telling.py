"""One telling of an event, seen for the question whether another telling is of the same event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..knowledge.hypernyms import Hypernyms
from ..model import Interval, Mention, MentionActor
from .clause import is_definite, is_past, is_present, is_verb
from .parse import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

_HAPPENED = frozenset({"occurred", "ongoing", "attempted"})
_TO_COME = frozenset({"threatened", "announced", "demanded", "possible"})
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


@dataclass(frozen=True, slots=True)
class Telling:
    """A mention with what its sentence says about how it is told."""

    number: int
    mention: Mention
    sentence: int
    token: Token | None
    definite: bool
    plural: bool
    noun: bool
    present: bool
    actors: Parties
    targets: Parties
    time: Interval | None
    """None where nothing dates the event itself."""
    carries_on: bool

    @property
    def kind(self) -> str:
        """The mention's kind."""
        return self.mention.kind

    @property
    def stands(self) -> str:
        """Happened, to come, or not so: tellings of different sorts are never one."""
        status = self.mention.status
        return "happened" if status in _HAPPENED else "to come" if status in _TO_COME else "not so"

    @property
    def bare(self) -> bool:
        """True where nothing but the word tells of the event."""
        m = self.mention
        return not (self.time or self.targets.known or m.killed or m.injured or m.arrested)


def tellings(sentences: Sequence[Sentence], mentions: Sequence[Mention], known: Hypernyms) -> list[Telling]:
    """Each mention as a telling, in the order given."""
    starts = {sentence.span.start: sentence for sentence in sentences}
    return [
        _telling(number, mention, _sentence_of(mention, starts, sentences), known)
        for number, mention in enumerate(mentions)
    ]


def _sentence_of(mention: Mention, starts: dict[int, Sentence], sentences: Sequence[Sentence]) -> Sentence | None:
    """The parsed sentence that a mention stands in."""
    found = starts.get(mention.sentence.start)
    if found is not None:
        return found
    return next((s for s in sentences if s.span.start <= mention.trigger.start < s.span.end), None)


def _telling(number: int, mention: Mention, sentence: Sentence | None, known: Hypernyms) -> Telling:
    """One mention as a telling."""
    token = sentence.token_at(mention.trigger.start) if sentence else None
    head = _noun_head(token)
    noun = token is not None and not is_verb(token)
    return Telling(
        number,
        mention,
        sentence.index if sentence else 0,
        token,
        noun and head is not None and is_definite(head),
        noun and head is not None and head.tag_ in ("NNS", "NNPS"),
        noun,
        _in_present(token),
        _parties(mention, ("actor", "claimant"), known),
        _parties(mention, ("recipient", "victim"), known),
        _time(mention, known),
        any(party.role == "actor" and party.text.lower() in known.carry_on for party in mention.actors),
    )


def _noun_head(token: Token | None) -> Token | None:
    """The head of the compound that a trigger stands in: "attack" of "rocket attack"."""
    while token is not None and token.dep_ in ("compound", "nmod") and token.head != token:
        token = token.head
    return token


def _in_present(token: Token | None) -> bool:
    """True where the clause is told in the present, the present perfect included."""
    if token is None:
        return False
    for word in (token, *token.ancestors):
        if is_verb(word) and (is_past(word) or is_present(word)):
            return not is_past(word)
    return False


def _time(mention: Mention, known: Hypernyms) -> Interval | None:
    """The event's own days; words like "now" date the telling."""
    time = mention.time
    if time is None or time.first is None or time.last is None:
        return None
    if (time.text or "").strip().lower() in known.deictic:
        return None
    return Interval(time.first, time.last, time.precision)


def _parties(mention: Mention, roles: Sequence[str], known: Hypernyms) -> Parties:
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


def _words(party: MentionActor, known: Hypernyms) -> set[str]:
    """Words of a party's text and name that tell it from others, plurals cut."""
    raw = f"{party.text} {party.name or ''}".lower()
    words = {word.strip(".'’-") for word in _WORD.findall(raw)}
    telling = {word for word in words if word and word not in known.general_words}
    return {word[:-1] if word.endswith("s") and len(word) > 4 else word for word in telling}
