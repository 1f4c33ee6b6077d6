"""The voice of each sentence of a report.

Invariant: who tells the news (an anchor, a reporter, who asks) is no voice: their words are the report's own. The voice
of a turn stands before that of the whole text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ...model import ActorMention, PlaceMention, Report, Source, Span
from ..labels import Label, VoiceWords, is_direction, labels_of
from ..parse import Sentence
from ..segment import paragraphs
from .authors import author_of_piece, author_of_thread, is_statement, issuer_of, who_introduces


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks a sentence."""

    source: Source
    sort: Literal["turn", "author", "issuer"]
    """`turn`: all of it is that speaker's words; `author`, `issuer`: who says "I" and "we" in the whole text."""
    person: bool = True


@dataclass(frozen=True, slots=True)
class Voices:
    """Voices by number of sentence; sentences in nobody's but the report's own have none."""

    by_sentence: Mapping[int, Voice] = field(default_factory=dict)
    labels: frozenset[int] = frozenset()
    """Numbers of the sentences that are labels."""
    issuer: Source | None = None
    """The body in whose name the whole text speaks."""

    def of(self, sentence: int) -> Voice | None:
        """The voice of a sentence, by its number."""
        return self.by_sentence.get(sentence)


def voices_of(
    report: Report,
    sentences: Sequence[Sentence],
    actors: Sequence[ActorMention],
    places: Sequence[PlaceMention],
    words: VoiceWords,
) -> Voices:
    """The voices of a report: those of its turns, and for the other sentences that of its author or issuer."""
    text = report.text
    labels = labels_of(text, paragraphs(text), words)
    issuer = issuer_of(report, actors, words)
    whole = None
    introduced = who_introduces(text, actors)
    if introduced is not None and is_statement(report, words):
        whole = Voice(introduced, "issuer")
    elif issuer is not None:
        whole = Voice(issuer, "issuer", person=False)
    elif not labels:
        author = author_of_thread(text, words) or author_of_piece(report, actors, words)
        whole = Voice(author, "author") if author else None
    turns = _turns(text, sentences, labels, _Speakers(text, sentences, labels, actors, places, words["narrator"]))
    found: dict[int, Voice] = {}
    for sentence in sentences:
        voice = turns.get(sentence.index, whole)
        if voice is not None:
            found[sentence.index] = voice
    starts = {label.span.start for label in labels.values()}
    return Voices(found, frozenset(s.index for s in sentences if s.span.start in starts), issuer)


def _turns(
    text: str, sentences: Sequence[Sentence], labels: Mapping[int, Label], speakers: _Speakers
) -> dict[int, Voice | None]:
    """The voice of every sentence in a turn; None in one of those who tell the news."""
    found: dict[int, Voice | None] = {}
    last, turn = max(labels, default=-1), None
    for sentence in sentences:
        number = sentence.segment.paragraph
        if number in labels:
            turn = labels[number]
        elif number > last or turn is None:
            turn = None
            continue
        asks = text[turn.span.start : turn.span.end] == sentence.text or is_direction(sentence.text)
        found[sentence.index] = None if asks else speakers.voice(turn)
    return found


class _Speakers:
    """Whom the labels of a text name."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        labels: Mapping[int, Label],
        actors: Sequence[ActorMention],
        places: Sequence[PlaceMention],
        narrators: frozenset[str],
    ) -> None:
        self._text, self._actors, self._narrators = text, actors, narrators
        self._places = {(place.start, place.end) for place in places if place.kind != "demonym"}
        self._full: dict[str, Label] = {}
        for label in labels.values():
            self._full.setdefault(label.key, label)
        self._asks = _who_ask(text, sentences, labels)
        first = min((label.span.start for label in labels.values() if label.sort != "name"), default=-1)
        self._answers = self._asked(first)

    def voice(self, label: Label) -> Voice | None:
        """Who speaks after a label; None for those who tell the news, interview, or are a place."""
        if label.sort == "question":
            asked = self._text[label.name.start : label.name.end]
            return Voice(Source(label.name.start, label.name.end, asked, name=asked.lower()), "turn")
        if label.sort == "answer":
            return Voice(self._answers, "turn") if self._answers else None
        full = self._full[label.key]
        words = {full.key, *full.role.replace(",", " ").replace("(", " ").split()}
        if words & self._narrators or label.key in self._asks or self._is_place(full):
            return None
        return Voice(self._source(full.name), "turn")

    def _is_place(self, label: Label) -> bool:
        """True for the name of a place that is nobody's."""
        named = any(a.type == "person" and a.start < label.name.end and label.name.start < a.end for a in self._actors)
        return not named and (label.name.start, label.name.end) in self._places

    def _source(self, name: Span) -> Source:
        """The words of a name as a source, with the identity that the actor reader gave them."""
        words = self._text[name.start : name.end]
        over = [a for a in self._actors if a.start < name.end and name.start < a.end and a.antecedent is None]
        last = words.split()[-1].lower()
        over += [a for a in self._actors if a.type == "person" and a.name and a.name.lower().split()[-1] == last]
        known = max(over, key=lambda a: (a.actor_id is not None, len((a.name or "").split())), default=None)
        if known is not None and known.actor_id is not None:
            return Source(name.start, name.end, words, known.actor_id, known.name)
        full = re.search(rf"(?:[A-Z][\w'’.-]+ ){{1,3}}{re.escape(last.title())}\b", self._text[: name.start])
        spelt = words.title() if words.isupper() else words
        return Source(name.start, name.end, words, name=full[0] if full and " " not in words else spelt)

    def _asked(self, before: int) -> Source | None:
        """Who gives the answers: the last person named before the first question."""
        people = (a for a in reversed(self._actors) if a.type == "person" and a.antecedent is None and a.end <= before)
        known = next((a for a in people if a.actor_id), None)
        return Source(known.start, known.end, known.text, known.actor_id, known.name) if known else None


def _who_ask(text: str, sentences: Sequence[Sentence], labels: Mapping[int, Label]) -> frozenset[str]:
    """Labels whose turns mostly end with a question."""
    asked: Counter[str] = Counter()
    turns: Counter[str] = Counter()
    ends = {sentence.segment.paragraph: sentence.text for sentence in sentences}
    for number, label in labels.items():
        turns[label.key] += 1
        asked[label.key] += ends.get(number, "").rstrip('"”» ').endswith("?")
    return frozenset(key for key in turns if asked[key] * 2 > turns[key])
