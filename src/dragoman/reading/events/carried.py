"""What a story does not say twice: the place and the day of the deed just told hold for the next one.

"Gunmen stormed a hotel in Gardez on Monday. They shot two guards." The second sentence has no place and no day, goes on
in the simple past, and nothing has moved the story on: it was there and then. A perfect, a pluperfect, another place or
another time of its own ends it; "hours earlier" and "meanwhile" carry the day alone.

Invariant: what is carried keeps the span of the words that told it; of a place `link` says so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ...knowledge.whereabouts import PlaceWords
from ...model import HAPPENED, Mention, MentionTime, PlaceMention, Timex
from ..dateline import in_dateline
from ..parse import Sentence, starting_in

if TYPE_CHECKING:
    from ..token import Token

_BACK = 3
"""Sentences that a story goes on for without naming its place again."""
_DAYS = 1
"""How far two days may lie apart for one story: a night has two."""
_COUNTRY = 4
_QUOTES = frozenset('"“„«‘')
"""A witness who is quoted tells a story of their own."""
_SAME_DAY = re.compile(
    r"\b(?:hours?|minutes?|moments?) (?:earlier|later|after(?:wards)?|before)\b|\bwithin (?:hours|minutes)\b|"
    r"\b(?:meanwhile|at the same time|simultaneously|shortly (?:after|before)\w*|soon after\w*|moments after)\b",
    re.IGNORECASE,
)
"""Words that keep a story within its day, give or take a night."""
_OTHER_DAY = re.compile(r"\b(?:days?|weeks?|months?|years?|decades?|nights?|since|until|ago)\b", re.IGNORECASE)
"""Words that may take a story to another day where no time was read."""


class Scenes:
    """Carries places and days from deed to deed; holds the words of place and nothing of any report."""

    def __init__(self, words: PlaceWords, deeds: Collection[str]) -> None:
        self._words = words
        self._deeds = deeds

    def carried(
        self,
        text: str,
        sentences: Sequence[Sentence],
        mentions: Sequence[Mention],
        places: Sequence[PlaceMention],
        times: Sequence[Timex],
    ) -> list[Mention]:
        """The mentions, with the place and the day that the deed told before lends to events that have none."""
        if not mentions:
            return []
        placed = {m.event_id for m in mentions if m.place is not None}
        dated = {m.event_id for m in mentions if m.time is not None}
        by_sentence: dict[int, list[Mention]] = {}
        index = {sentence.span.start: sentence.index for sentence in sentences}
        found: list[Mention] = []
        seen: set[str] = set()
        for mention in mentions:
            number = index.get(mention.sentence.start)
            if number is not None and mention.event_id not in seen and self._goes_on(sentences[number], mention):
                seen.add(mention.event_id)
                sentence = sentences[number]
                if mention.event_id not in placed:
                    place = self._place(text, sentences, sentence, mention, by_sentence, places, times)
                    mention = replace(mention, place=place) if place else mention
                if mention.event_id not in dated:
                    time = self._time(sentences, sentence, mention, by_sentence, times)
                    mention = replace(mention, time=time) if time else mention
            found.append(mention)
            if number is not None and self._is_told(mention):
                by_sentence.setdefault(number, []).append(mention)
        return found

    def _is_told(self, mention: Mention) -> bool:
        """True for a deed that happened, told as news."""
        news = mention.status in HAPPENED and not mention.background and not mention.series
        return news and mention.kind in self._deeds

    def _goes_on(self, sentence: Sentence, mention: Mention) -> bool:
        """True for a deed told in the simple past, which goes on with a story."""
        token = sentence.token_at(mention.trigger.start)
        if token is None or not self._is_told(mention) or sentence.text.lstrip()[:1] in _QUOTES:
            return False
        if token.dep_ == "advcl":
            # "As policemen pushed him into a car, the general said": the clause above is the story.
            return False
        return _is_simple_past(token) or (_SAME_DAY.search(sentence.text) is not None and token.tag_ in ("VBN", "VBD"))

    def _place(
        self,
        text: str,
        sentences: Sequence[Sentence],
        sentence: Sentence,
        mention: Mention,
        told: dict[int, list[Mention]],
        places: Sequence[PlaceMention],
        times: Sequence[Timex],
    ) -> PlaceMention | None:
        """The place of the last deed told, where no other place has been named since."""
        own = starting_in(places, sentence.span)
        if any(not in_dateline(text, p.start, p.end) for p in own) or sentence.memo.get("unlisted"):
            return None
        for before in _before(sentences, sentence):
            lent = [m.place for m in told.get(before.index, ()) if m.place and (m.place.precision or 0) < _COUNTRY]
            days = [m.time for m in told.get(before.index, ()) if m.time]
            if lent:
                if len({place.place_id or place.text for place in lent}) > 1 or _apart(mention.time, days):
                    return None
                place = lent[-1]
                return replace(place, link=place.link or (place.start, place.end))
            named = [p for p in starting_in(places, before.span) if not in_dateline(text, p.start, p.end)]
            if len(named) == 1 and _takes_up(sentence) and (named[0].precision or _COUNTRY) < _COUNTRY:
                # "Raiders reached Goma on Friday. They shot the imam": no deed, and there all the same.
                beside = before.index + 1 == sentence.index
                return replace(named[0], link=(named[0].start, named[0].end)) if beside else None
            if named:
                return None
        return None

    def _time(
        self, sentences: Sequence[Sentence], sentence: Sentence, mention: Mention,
        told: dict[int, list[Mention]], times: Sequence[Timex],
    ) -> MentionTime | None:  # fmt: skip
        """The day of the last deed told, where this sentence and those between have no time of their own."""
        if _has_time(sentence, times) or (_OTHER_DAY.search(sentence.text) and not _SAME_DAY.search(sentence.text)):
            return None
        for before in _before(sentences, sentence):
            days = [m.time for m in told.get(before.index, ()) if m.time is not None and m.time.precision == "day"]
            if days:
                if len({(t.first, t.last) for t in days}) > 1:
                    return None
                there = [m.place for m in told[before.index] if m.place]
                moved = mention.place is not None and mention.place.link is None and mention.place not in there
                moved = moved and not _SAME_DAY.search(sentence.text)
                return days[-1] if not moved else None
            if _has_time(before, times):
                return _one_day(before, times) if _takes_up(sentence) and before.index + 1 == sentence.index else None
        return None


def _takes_up(sentence: Sentence) -> bool:
    """True for a sentence whose subject is a pronoun: it goes on about whom the last one told of."""
    first = sentence.tokens[0] if sentence.tokens else None
    return first is not None and first.lower_ in ("they", "it", "he", "she") and first.dep_ in ("nsubj", "nsubjpass")


def _one_day(sentence: Sentence, times: Sequence[Timex]) -> MentionTime | None:
    """The only day that a sentence tells."""
    found = [t for t in starting_in(times, sentence.span) if t.first is not None and t.type in ("DATE", "TIME")]
    if len(found) != 1 or found[0].precision != "day":
        return None
    t = found[0]
    return MentionTime(t.start, t.end, t.text, t.value, t.first, t.last, t.precision)


def _before(sentences: Sequence[Sentence], sentence: Sentence) -> list[Sentence]:
    """The sentences before one in its paragraph, nearest first, and the last of the paragraph before."""
    found: list[Sentence] = []
    for before in reversed(sentences[max(0, sentence.index - _BACK) : sentence.index]):
        if sentence.segment.paragraph - before.segment.paragraph > 1 or before.segment.heading:
            break
        found.append(before)
    return found


def _has_time(sentence: Sentence, times: Sequence[Timex]) -> bool:
    """True where a sentence tells a day, a month or a year."""
    return any(t.first is not None and t.type in ("DATE", "TIME") for t in starting_in(times, sentence.span))


def _apart(time: MentionTime | None, days: Sequence[MentionTime]) -> bool:
    """True for a deed of another day than those told before."""
    if time is None or time.first is None:
        return False
    last = time.last or time.first
    known = [(day.first, day.last or day.first) for day in days if day.first is not None]
    return bool(known) and all((time.first - end).days > _DAYS or (first - last).days > _DAYS for first, end in known)


def _is_simple_past(token: Token) -> bool:
    """True for "shot", "were shot"; not for "has shot", "had been shot", "shooting"."""
    helpers = {child.lower_ for child in token.children if child.dep_ in ("aux", "auxpass")}
    if helpers & {"has", "have", "had", "having", "be", "is", "are", "will", "would", "could", "may", "might"}:
        return False
    if token.tag_ == "VBD":
        return True
    if token.tag_ != "VBN":
        return False
    if helpers & {"was", "were"}:
        return True
    return token.dep_ == "conj" and token.head is not token and _is_simple_past(token.head)
