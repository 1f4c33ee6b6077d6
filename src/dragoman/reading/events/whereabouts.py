"""Places that another sentence gives an event: where a building stands, what "the capital" is, the country of it all.

Invariant: every place given here carries in `link` the span of the words or sentence that give it, and nothing is given
where the report points two ways. A setting is a country and no more (precision 4).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ...knowledge.countries import Country, load_countries
from ...knowledge.kinds import Kind
from ...knowledge.whereabouts import PlaceWords
from ...model import ActorMention, Mention, MentionActor, PlaceMention
from ..dateline import in_dateline
from ..parse import Sentence
from .homes import homes_of, seat_of, sort_of
from .sections import Section, named_in_title, sections_of
from .syntax import path_length

_BEHIND_AT = re.compile(
    r"\b(?:in|inside|near|at|outside|across|throughout|along|around|within)\s+"
    r"(?:the\s+|both\s+|neighbou?ring\s+|central\s+|\w+ern\s+)*$",
    re.IGNORECASE,
)
"""What stands before a place where something is, and not before one that is only spoken of."""
_DEFINITE = re.compile(r"\b(?:the|this|that|our|its|their|his|her|said)\s+$", re.IGNORECASE)
_TOWN_KINDS = frozenset({"city", "capital", "town", "village"})
_OF_NO_ONE = frozenset({"demonym", "border", "border_crossing"})
"""Kinds of place that tell of no one country: an adjective, and what lies between two."""
_IN = frozenset({"in", "at", "near", "outside", "inside", "across", "around", "throughout", "within"})
_GROUPS = frozenset({"violence", "coercion", "protest", "posture"})
_FEWEST, _SHARE = 2, 0.6
"""How often a report must say "in Iraq", and in what part of all such words, for Iraq to be the setting of it all."""
_SHARE_HEADED = 0.4
"""The same for a country that the title or the dateline names."""
_HOUSING = ("recipient", "victim", "actor")
_REACH = 7
"""Steps in the parse within which "in the capital" belongs to an event."""


class Whereabouts:
    """Gives events the places that other sentences tell; holds the countries and nothing of any report."""

    def __init__(self, countries: Sequence[Country], kinds: Mapping[str, Kind], words: PlaceWords) -> None:
        self._by_alpha2 = {country.alpha2: country for country in countries}
        self._by_alpha3 = {country.alpha3: country for country in countries}
        self._by_people = {word.lower(): country for country in countries for word in country.demonyms}
        self._kinds = kinds
        self._words = words

    @classmethod
    def load(cls, kinds: Mapping[str, Kind], folders: Sequence[Path] = ()) -> Whereabouts:
        """Read the countries, the user's own after the shipped ones."""
        return cls(load_countries(folders), kinds, PlaceWords.load(folders))

    # ------------------------------------------------------------ before identity: what was hit stands somewhere
    def housed(
        self,
        text: str,
        sentences: Sequence[Sentence],
        mentions: Sequence[Mention],
        places: Sequence[PlaceMention],
        actors: Sequence[ActorMention],
    ) -> list[Mention]:
        """The mentions, with a place for those whose target's whereabouts the report tells elsewhere."""
        if not mentions or all(mention.place for mention in mentions):
            return list(mentions)
        homes = homes_of(text, sentences, places, actors)
        seen = [place for place in places if place.kind != "demonym" and place.country]
        return [
            mention if mention.place else replace(mention, place=self._elsewhere(text, sentences, mention, homes, seen))
            for mention in mentions
        ]

    def _elsewhere(
        self,
        text: str,
        sentences: Sequence[Sentence],
        mention: Mention,
        homes: Mapping[str, list[PlaceMention]],
        seen: Sequence[PlaceMention],
    ) -> PlaceMention | None:
        """The place of one mention by its building, else by "the capital" and the like."""
        if not self._is_located(mention):
            return None
        for actor in mention.actors:
            if actor.type == "facility" and actor.role in _HOUSING and not _is_one_of_many(mention, actor):
                home = self._home(text, actor, mention, homes, seen)
                if home is not None:
                    return home
        return self._named_before(sentences, mention, seen)

    def _is_located(self, mention: Mention) -> bool:
        """True for kinds of event that are somewhere, and not history."""
        kind = self._kinds.get(mention.kind)
        return kind is not None and (kind.group in _GROUPS or kind.kind in self._words.held)

    def _home(
        self,
        text: str,
        actor: MentionActor,
        mention: Mention,
        homes: Mapping[str, list[PlaceMention]],
        seen: Sequence[PlaceMention],
    ) -> PlaceMention | None:
        """Where one building stands: by its identity, or for a definite noun by the last one of its sort."""
        if actor.actor_id:
            known = homes.get(f"{actor.actor_id} {sort_of(actor.text)}", [])
            exact = min(known, key=lambda place: (place.precision or 9, abs(place.start - actor.start)), default=None)
            return exact if exact is not None else self._host(actor.actor_id, seen)
        local = actor.link[0] if actor.link else actor.start
        if not _DEFINITE.search(text[max(0, local - 8) : local]) and actor.link is None:
            return None
        before = [place for place in homes.get(sort_of(actor.text), []) if place.start < mention.sentence.start]
        return before[-1] if before and len({place.place_id for place in before}) == 1 else None

    def _host(self, actor_id: str, seen: Sequence[PlaceMention]) -> PlaceMention | None:
        """The host's capital for an embassy ("USA/embassy/IRQ") where the report names it, else the host country."""
        parts = actor_id.split("/")
        if len(parts) != 3 or parts[1] != "embassy":
            return None
        host = self._by_alpha3.get(parts[2])
        inside = [place for place in seen if host is not None and place.country == host.alpha2]
        best = next((place for place in inside if place.kind == "capital"), None) or next(iter(inside), None)
        return replace(best, link=(best.start, best.end)) if best is not None else None

    # ------------------------------------------------------------ "in the capital", "in the country"
    def _named_before(
        self, sentences: Sequence[Sentence], mention: Mention, seen: Sequence[PlaceMention]
    ) -> PlaceMention | None:
        """What "in the country", "in the capital", "in the city" of an event's clause stands for."""
        sentence = _sentence_of(sentences, mention)
        trigger = sentence.token_at(mention.trigger.start) if sentence else None
        if sentence is None or trigger is None:
            return None
        for token in sentence.tokens:
            word = token.lower_
            if (word != "capital" and word not in self._words.country | self._words.town) or token.dep_ != "pobj":
                continue
            if word == "capital" and token.head.lower_ in _IN and path_length(trigger, token) <= _REACH:
                # "in the Serbian capital"
                whose = [self._by_people[c.lower_] for c in token.children if c.lower_ in self._by_people]
                if whose:
                    return seat_of(whose[0], sentence.words([*token.children, token]), seen)
            definite = any(child.lower_ in ("the", "this", "that") for child in token.children)
            modified = any(child.dep_ in ("amod", "compound", "poss", "prep", "nummod") for child in token.children)
            if not definite or modified or token.head.lower_ not in _IN or path_length(trigger, token) > _REACH:
                continue
            return self._stands_for(word, sentence.offset(token), sentences, sentence, seen)
        return None

    def _stands_for(
        self, word: str, at: int, sentences: Sequence[Sentence], sentence: Sentence, seen: Sequence[PlaceMention]
    ) -> PlaceMention | None:
        """The last fitting place before a word, at most three sentences back."""
        earliest = sentences[max(0, sentence.index - 3)].span.start
        before = [place for place in seen if earliest <= place.start < at]
        if word in self._words.country:
            fitting = [place for place in before if place.kind == "country"]
        elif word == "capital":
            fitting = [place for place in before if place.kind == "capital"]
        else:
            fitting = [place for place in before if place.kind in _TOWN_KINDS]
        return replace(fitting[-1], link=(fitting[-1].start, fitting[-1].end)) if fitting else None

    # ------------------------------------------------------------ after identity: the country of it all
    def set_in(
        self,
        text: str,
        sentences: Sequence[Sentence],
        mentions: Sequence[Mention],
        places: Sequence[PlaceMention],
        actors: Sequence[ActorMention] = (),
        nowhere: frozenset[str] = frozenset(),
    ) -> list[Mention]:
        """The mentions, with the report's one country for events that no telling of them places.

        `nowhere`: ids of mentions that have no place at all, as leaving a treaty has none.
        """
        placed = {m.event_id for m in mentions if (m.place and m.place.country) or m.mention_id in nowhere}
        named = {m.event_id for m in mentions if m.place is not None}
        wanting = [m for m in mentions if m.event_id not in placed and not m.background and self._is_located(m)]
        wanting = [m for m in wanting if m.place is not None or m.event_id not in named]
        told = [m.place for m in mentions if m.place is not None and not m.background]
        if not wanting:
            return list(mentions)
        if sections := sections_of(sentences, places):
            return self._under_headings(mentions, wanting, sections)
        titled = named_in_title(sentences, [place for place in places if place.kind not in _OF_NO_ONE], actors)
        votes = _votes(text, places, told, titled)
        country = _dominant(votes, {place.country for place in votes if place in titled or is_dateline(text, place)})
        if country is None or country not in self._by_alpha2:
            return list(mentions)
        if len(votes) < _FEWEST:
            wanting = [m for m in wanting if _follows(sentences, m, votes[0])]
        given = {m.mention_id: self._setting(m, votes, self._by_alpha2[country]) for m in wanting}
        return [replace(m, place=given[m.mention_id]) if given.get(m.mention_id) else m for m in mentions]

    def _under_headings(
        self, mentions: Sequence[Mention], wanting: Sequence[Mention], sections: Sequence[Section]
    ) -> list[Mention]:
        """The mentions of a digest, those without a place set in the country that heads their item."""
        given: dict[str, PlaceMention | None] = {}
        for mention in wanting:
            heading = next((one.place for one in sections if one.start <= mention.sentence.start < one.end), None)
            country = self._by_alpha2.get(heading.country or "") if heading else None
            if heading is not None and country is not None:
                given[mention.mention_id] = self._setting(mention, [heading], country)
        return [replace(m, place=given[m.mention_id]) if given.get(m.mention_id) else m for m in mentions]

    def _setting(self, mention: Mention, votes: Sequence[PlaceMention], country: Country) -> PlaceMention | None:
        """The country as the words nearest before an event give it; None where its own words point elsewhere."""
        span = mention.sentence
        if any(span.start <= vote.start < span.end and vote.country != country.alpha2 for vote in votes):
            return None
        hit = [a for a in mention.actors if a.role in ("recipient", "victim")]
        if any(a.type == "country" and a.country not in (None, country.alpha3) for a in hit):
            return None
        own = [vote for vote in votes if vote.country == country.alpha2]
        before = [vote for vote in own if vote.start < span.end]
        words = before[-1] if before else own[0]
        if (named := mention.place) is not None:
            # A name that no gazetteer lists, in a country that is sure: there, and nobody knows where.
            return replace(
                named, name=named.name or named.text, country=country.alpha2, country_name=country.name,
                lat=country.lat, lon=country.lon, precision=4, radius_km=country.radius_km,
            )  # fmt: skip
        return PlaceMention(
            words.start, words.end, words.text, country.place_id, country.name, "country", country.lat, country.lon,
            country.alpha2, country.name, None, 4, country.radius_km, (words.start, words.end),
        )  # fmt: skip


def _is_one_of_many(mention: Mention, building: MentionActor) -> bool:
    """True for one target among those of a series: where it stands is not where they all do."""
    hit = [actor for actor in mention.actors if actor.role in ("recipient", "victim")]
    return mention.series and building in hit and len(hit) > 1


def _sentence_of(sentences: Sequence[Sentence], mention: Mention) -> Sentence | None:
    """The sentence that a mention stands in."""
    return next((s for s in sentences if s.span.start == mention.sentence.start), None)


def _votes(
    text: str, places: Sequence[PlaceMention], told: Sequence[PlaceMention], titled: Sequence[PlaceMention]
) -> list[PlaceMention]:
    """Places where the report says that something is, in text order; those of title and dateline count twice."""
    named = [place for place in places if place.kind not in _OF_NO_ONE and place.country]
    starts = {place.start for place in told}
    found: list[PlaceMention] = []
    for place in named:
        listed = found and text[found[-1].end : place.start] in (", ", " and ", ", and ", " or ", ", or ")
        if place in titled or is_dateline(text, place):
            found += [place, place]
        elif place.start in starts or listed or _BEHIND_AT.search(text[max(0, place.start - 40) : place.start]):
            found.append(place)
    return found


def is_dateline(text: str, place: PlaceMention) -> bool:
    """True for a town, and its country, in the dateline of a report."""
    return in_dateline(text, place.start, place.end)


def _dominant(votes: Sequence[PlaceMention], headed: Collection[str | None]) -> str | None:
    """The country that most of a report's places lie in, or None where there is no such.

    One that the title or the dateline names (`headed`) needs no more than twice as many as any other.
    """
    counts = Counter(vote.country for vote in votes if vote.country)
    if not counts:
        return None
    country, most = max(counts.items(), key=lambda item: (item[1], item[0]))
    second = max((count for other, count in counts.items() if other != country), default=0)
    if most >= _SHARE * sum(counts.values()):
        return country
    return (
        country if country in headed and most >= 2 * second and most >= _SHARE_HEADED * sum(counts.values()) else None
    )


def _follows(sentences: Sequence[Sentence], mention: Mention, words: PlaceMention) -> bool:
    """True for an event told in the sentence right after the words, in one paragraph: said once, it holds so far."""
    own = _sentence_of(sentences, mention)
    before = sentences[own.index - 1] if own is not None and own.index else None
    if own is None or before is None or before.segment.paragraph != own.segment.paragraph:
        return False
    return before.span.start <= words.start < before.span.end
