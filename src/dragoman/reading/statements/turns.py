"""What is said without a verb of saying: sentences of a turn, of an issuer, of an author who says "I"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ...model import ActorMention, Statement
from ..voices import Voice, Voices
from .build import Accepted
from .tree import Page, Range, Tree

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_LEAST_WORDS = 3
_BESIDE = 2
_LEAST_OF_AUTHOR = 5
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}")
_LABEL_WORDS, _ARTICLE = 14, 4
_SPEAKING = frozenset({"person", "organisation", "group", "facility"})
_FINITE = frozenset({"VBZ", "VBD", "VBP", "MD"})


def spoken(page: Page, voices: Voices, found: Sequence[Statement], opinion: bool) -> Iterator[tuple[Tree, Voice]]:
    """Sentences that a voice speaks and nobody's statement holds. `opinion`: the text argues in its author's voice."""
    by_somebody = [one for one in found if one.source is not None]
    taken = [(span.start, span.end) for one in by_somebody for span in one.content]
    # A cue with two words beside it ("gunmen attacked the mill") leaves the sentence to its speaker.
    opened = {one.sentence.start for one in by_somebody if one.cue is not None and len(one.text.split()) > _BESIDE}
    for tree in page.trees:
        voice = voices.of(tree.index)
        if voice is None or tree.heading or tree.index in voices.labels or tree.lower[-1] == "?":
            continue
        if (tree.span[0] in opened and voice.sort != "turn") or _is_held(tree, taken):
            continue
        if voice.sort == "turn":
            told = sum(word[0].isalpha() for word in tree.lower) >= _LEAST_WORDS
        elif voice.sort == "issuer":
            told = len(tree) >= _LEAST_OF_AUTHOR
        else:
            told = (opinion or voice.source.text.startswith("@")) and _of_itself(tree, frozenset({"i", "my"}))
        if told:
            yield tree, voice


def by_hearers(one: Accepted, voices: Voices) -> bool:
    """True for "As you know, a mob attacked", "nobody can say", in what somebody says: all is the speaker's."""
    tree = one[0].candidate.tree
    voice = voices.of(tree.index)
    if voice is None or not one[0].source.ranges or tree.quoted[one[0].candidate.head]:
        return False
    lo, hi = one[0].source.ranges[0]
    return lo == hi and tree.lower[lo] in _HEARERS


_HEARERS = frozenset({"you", "nobody", "anybody", "everybody", "everyone", "anyone", "one"})


def labelled(
    page: Page, actors: Sequence[ActorMention], found: Sequence[Statement]
) -> Iterator[tuple[Tree, int, ActorMention]]:
    """Paragraphs that open with an authority and a colon, and the colon: "Interior ministry today: the ban stands"."""
    colons = {one.cue.start for one in found if one.cue is not None and one.source is not None}
    for before, tree in pairwise([None, *page.trees]):
        if tree is None or (before is not None and before.paragraph == tree.paragraph):
            continue
        first = 1 if tree.shape and _CLOCK.fullmatch(tree.shape[0]) else 0
        colon = next((i for i in range(first + 1, min(len(tree) - 2, _LABEL_WORDS)) if tree.lower[i] == ":"), None)
        if colon is None or tree.heading or tree.start[colon] in colons:
            continue
        if any(tree.is_verb(i) or tree.quoted[i] for i in range(first, colon)):
            continue
        start, end = tree.start[first], tree.start[colon]
        named = [
            a
            for a in actors
            if start <= a.start < a.end <= end and a.type in _SPEAKING and a.sector and a.antecedent is None
        ]
        named = [a for a in named if a.start <= start + _ARTICLE or a.type == "person"]
        if named:
            yield tree, colon, named[-1] if named[-1].type == "person" else named[0]


def _is_held(tree: Tree, taken: Sequence[Range]) -> bool:
    """True when at least half of a sentence stands in a content already."""
    start, end = tree.span
    return sum(max(0, min(b, end) - max(a, start)) for a, b in taken) * 2 > end - start


def _of_itself(tree: Tree, words: frozenset[str]) -> bool:
    """True for a sentence whose subject is the speaker, or the speaker's own, outside quotation marks."""
    if len(tree) < _LEAST_OF_AUTHOR or not any(tag in _FINITE for tag in tree.tag):
        return False
    for i, word in enumerate(tree.lower):
        if word not in words or tree.quoted[i]:
            continue
        at = i if word in ("i", "we") else tree.head[i]
        if tree.dep[at] in _SUBJECTS:
            return True
    return False


def is_order(tree: Tree) -> bool:
    """True for "Do not travel to the border": a bare verb at the top, with nobody before it."""
    top = next((i for i, above in enumerate(tree.head) if above == i and tree.tag[i] == "VB"), None)
    return top is not None and not any(tree.dep[k] in _SUBJECTS for k in tree.kids[top]) and len(tree) >= _LEAST_WORDS
