"""The place that stands before a colon: in "Niger: ten soldiers killed" a country is where, and nobody who speaks.

A country is a speaker as well ("Iran: talks are over"), so only a deed of violence whose doers are no named party makes
it a place. Nothing else of the sentence changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...model import DOERS, HAPPENED, Mention, PlaceMention, Statement
from ..parse import Sentence

_COUNTRY = 4
"""Precision of a place that is known to its country only."""
_QUOTES = frozenset('"“”„«»')


def slug_of(sentence: Sentence, places: Sequence[PlaceMention]) -> PlaceMention | None:
    """The place before the colon that opens a sentence; None where other words stand there or somebody is quoted."""
    text, start = sentence.text, sentence.span.start
    for place in places:
        first, at = place.start - start, place.end - start
        if place.kind != "demonym" and not text[:first].strip() and text[at : at + 1] == ":":
            return None if _QUOTES & set(text[at:]) else place
    return None


def set_at_slug(mention: Mention, slug: PlaceMention | None, violent: bool) -> Mention:
    """A deed of violence under a slug: there, unless its own words place it more exactly; and told by nobody."""
    if slug is None or not violent or any(party.role in DOERS and party.actor_id for party in mention.actors):
        return mention
    own = mention.place
    vague = own is None or (own.precision or _COUNTRY) >= _COUNTRY
    return replace(mention, place=slug if vague else own, statement_id=None)


def nobody_says(
    statements: Sequence[Statement], mentions: Sequence[Mention], violent: frozenset[str]
) -> tuple[list[Statement], list[Mention]]:
    """Statements and mentions without what a slug, or a deed itself, was taken to say ("Shells hit: the market").

    `violent`: the kinds of violence. A mention whose statement goes keeps none.
    """
    struck = {m.trigger.start for m in mentions if m.kind in violent and m.status in HAPPENED}
    slugs = {m.place.start for m in mentions if m.kind in violent and m.place and not m.statement_id}
    gone = {
        said.statement_id
        for said in statements
        if (cue := said.cue) is not None
        and (
            (cue.text == ":" and said.source is not None and said.source.start in slugs)
            or (not said.direct and any(cue.start <= at < cue.end for at in struck))
        )
    }
    kept = [said for said in statements if said.statement_id not in gone]
    return kept, [replace(m, statement_id=None) if m.statement_id in gone else m for m in mentions]
