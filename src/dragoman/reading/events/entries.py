"""Heads of entries: "#02 [C] 02 FEB, Lodjo, Djugu." opens a paragraph and says where and when all of it was.

Incident lists, situation reports and logs tell place and day once, before the sentences that tell what happened there.
A head is the first sentence of a paragraph with a place or a name in it and nothing but names, times and labels.

Invariant: only a report with two such heads or more has any; what a head gives carries its span.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ...knowledge.whereabouts import PlaceWords
from ...model import Mention, MentionTime, PlaceMention, Timex
from ..parse import Sentence, starting_in
from .unlisted import lent

_LEAST = 2
_LONGEST = 24
_LABEL = re.compile(r"^\s*(?:[#•*–—-]\s*)*(?:(?:no\.?\s*)?\d{1,3}[.):]?\s+)?(?:[\[(]\w{1,3}[\])]\s*)?", re.IGNORECASE)
"""What may stand before an entry's first word: a mark, its number, how sure it is."""
_SMALL = frozenset({"of", "the", "de", "du", "la", "and", "near", "at", "in", "km", "town", "city", "rural"})
_NEARBY = frozenset({"near", "outside"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What one head says: the day and the place of the sentences of its paragraph."""

    paragraph: int
    span: tuple[int, int]
    timex: Timex | None
    place: PlaceMention | None


def entries_of(
    sentences: Sequence[Sentence], places: Sequence[PlaceMention], times: Sequence[Timex], words: PlaceWords
) -> dict[int, Entry]:
    """The heads of entries by the number of their paragraph; none for a report that has but one."""
    found: dict[int, Entry] = {}
    before, top = -1, sentences[0].segment.paragraph if sentences else -1
    for sentence, after in pairwise(sentences):
        paragraph = sentence.segment.paragraph
        opens, before = paragraph != before, paragraph
        if opens and after.segment.paragraph == paragraph and len(sentence.tokens) <= _LONGEST:
            entry = _head(sentence, places, times, words)
            # What opens a report without a number is its dateline.
            if entry is not None and (paragraph != top or _numbered(sentence)):
                found[paragraph] = entry
    return found if len(found) >= _LEAST else {}


def under_entries(
    sentences: Sequence[Sentence], mentions: Sequence[Mention], entries: dict[int, Entry]
) -> list[Mention]:
    """The mentions, each with the place and the day of its entry where it has none of its own."""
    if not entries:
        return list(mentions)
    paragraphs = {sentence.span.start: sentence.segment.paragraph for sentence in sentences}
    return [_under(m, entries.get(paragraphs.get(m.sentence.start, -1))) for m in mentions]


def _under(mention: Mention, entry: Entry | None) -> Mention:
    """One mention under its head."""
    if entry is None:
        return mention
    place, time = mention.place, mention.time
    if entry.place is not None and place is None:
        place = replace(entry.place, link=entry.span)
    elif entry.place is not None and place is not None and place.country is None and entry.place.country:
        place = lent(place, entry.place, (place.start, place.end), place.text)
    t = entry.timex
    if t is not None and time is None:
        time = MentionTime(t.start, t.end, t.text, t.value, t.first, t.last, t.precision)
    return replace(mention, place=place, time=time)


def _numbered(sentence: Sentence) -> bool:
    """True for a head with a number or a grade before it: "#01 [B]"."""
    label = _LABEL.match(sentence.text)
    return label is not None and bool(label[0].strip(" #•*–—-\n\t"))


def _head(
    sentence: Sentence, places: Sequence[PlaceMention], times: Sequence[Timex], words: PlaceWords
) -> Entry | None:
    """What a sentence says as a head; None where it is an ordinary sentence."""
    base = sentence.span.start
    listed = [p for p in starting_in(places, sentence.span) if p.kind != "demonym"]
    days = [t for t in starting_in(times, sentence.span) if t.first is not None and t.type == "DATE"]
    rest = sentence.text
    for start, end in [*((p.start, p.end) for p in listed), *((t.start, t.end) for t in days)]:
        rest = rest[: start - base] + " " * (end - start) + rest[end - base :]
    label = _LABEL.match(rest)
    opened = label.end() if label else 0
    strange: list[PlaceMention] = []
    near = False
    for found in re.finditer(r"\w[\w'’-]*", rest[opened:]):
        word, start = found[0], base + opened + found.start()
        if word[:1].isupper() and not word.isupper():
            last = strange[-1] if strange else None
            if last is not None and rest[last.end - base : start - base] == " ":
                text = sentence.text[last.start - base : start + len(word) - base]
                strange[-1] = replace(last, end=start + len(word), text=text, name=text)
            else:
                strange.append(PlaceMention(start, start + len(word), word, name=word))
        elif word.lower() in _NEARBY:
            near = True
            strange.clear()
        elif word.lower() not in _SMALL | words.sites and not (word.isupper() or word[0].isdigit()):
            return None
    if not (days or _numbered(sentence)) or not (listed or strange):
        return None
    if not days and not listed:
        return None
    place = _place(sentence, listed, strange, near)
    return Entry(sentence.segment.paragraph, (sentence.span.start, sentence.span.end), days[0] if days else None, place)


def _place(
    sentence: Sentence, listed: Sequence[PlaceMention], strange: Sequence[PlaceMention], near: bool
) -> PlaceMention | None:
    """The first place of a head; an unlisted one lies in the listed one that follows."""
    named = sorted([*listed, *strange], key=lambda place: place.start)
    first = named[0]
    if first.country is not None or first in listed:
        return first
    around = next((one for one in named[1:] if one.country is not None), None)
    if around is None:
        return first
    base = sentence.span.start
    found = lent(first, around, (first.start, around.end), sentence.text[first.start - base : around.end - base])
    return replace(found, precision=max(2, found.precision or 3)) if near else found
