"""Whom "I" and "we" stand for outside quotations: the voice of their sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...model import ActorMention
from ..parse import Sentence, starting_in
from .voices import Voices

_ONE, _MANY = frozenset({"i", "me", "myself"}), frozenset({"we", "us", "ourselves"})


def in_first_person(
    sentences: Sequence[Sentence], actors: Sequence[ActorMention], voices: Voices
) -> list[ActorMention]:
    """The actors of a report, those that say "I" or "we" outside a quotation tied to the voice that says it."""
    found = {id(actor): actor for actor in actors}
    for sentence in sentences:
        voice = voices.of(sentence.index)
        if voice is None:
            continue
        for actor in starting_in(actors, sentence.span):
            word = actor.text.lower()
            said = word in _MANY or (word in _ONE and voice.person)
            if not said or any(quote.start <= actor.start < quote.end for quote in sentence.segment.quoted):
                continue
            source = voice.source
            found[id(actor)] = replace(
                actor,
                type="person" if voice.person else "organisation",
                actor_id=source.actor_id,
                name=source.name,
                antecedent=(source.start, source.end),
            )
    return list(found.values())
