"""People by the fullest name that their report gives them: "Soto" is recorded as "Juan Soto Diaz", with its link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ...model import ActorMention, Mention, MentionActor, Span
from ..events.parties import bare_name


def fullest_names(text: str, actors: Sequence[ActorMention]) -> Mapping[str, Span]:
    """For each person of the report the place of the fullest name, without title; the first of equals."""
    found: dict[str, Span] = {}
    for actor in actors:
        if actor.type != "person" or not actor.actor_id or not actor.name or actor.antecedent is not None:
            continue
        span = Span(*bare_name(text, actor.start, actor.end, actor.name))
        held = found.get(actor.actor_id)
        if held is None or _words(text, span) > _words(text, held):
            found[actor.actor_id] = span
    return found


def by_full_name(text: str, mention: Mention, names: Mapping[str, Span]) -> Mention:
    """The mention with its people by their fullest names; `link` keeps where the shorter words stand."""
    actors = tuple(_by_full_name(text, party, names) for party in mention.actors)
    return mention if actors == mention.actors else replace(mention, actors=actors)


def _by_full_name(text: str, party: MentionActor, names: Mapping[str, Span]) -> MentionActor:
    """One party by its fullest name, where its own words are a part of that name and nothing else."""
    full = names.get(party.actor_id or "")
    if full is None or party.type != "person" or party.name is None:
        return party
    own = _words(text, Span(*bare_name(text, party.start, party.end, party.name)))
    if not own < _words(text, full):
        return party
    link = party.link or (party.start, party.end)
    return replace(party, start=full.start, end=full.end, text=text[full.start : full.end], link=link)


def _words(text: str, span: Span) -> frozenset[str]:
    """The words of a name in small letters."""
    return frozenset(text[span.start : span.end].lower().split())
