"""Names of people in a report, known by given names and titles, so that their surnames are not taken for places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .lexicon import Lexicon
from .scan import Words

_INITIAL = re.compile(r"[A-Z]\.?$")
_PARTICLES = frozenset({"al", "el", "bin", "ibn", "de", "van", "von", "der", "da", "-", "del", "la"})


def surnames(sentences: Sequence[Words], lexicon: Lexicon) -> frozenset[str]:
    """Last words (small letters) of names that begin with a given name or follow a title."""
    return frozenset(word for words in sentences if not words.caseless for word in _surnames_of(words, lexicon))


def _surnames_of(words: Words, lexicon: Lexicon) -> Iterator[str]:
    """Surnames of one sentence."""
    titles, given = lexicon.classes["title"], lexicon.given_names
    at = 0
    while at < len(words.texts):
        if not words.capital[at]:
            at += 1
            continue
        first = at
        while at < len(words.texts) and (words.capital[at] or _joins(words, at)):
            at += 1
        run = range(first, at)
        skipped = _PARTICLES if words.lowers[first] != "the" else _PARTICLES | {"the"}
        names = [k for k in run if words.lowers[k].rstrip(".") not in titles and words.lowers[k] not in skipped]
        titled = len(names) < len(run) and words.lowers[first].rstrip(".") in titles
        if not names or words.lowers[names[-1]] in lexicon.classes["public"]:
            continue
        called = words.lowers[names[0]] in given or (len(names) > 2 and bool(_INITIAL.match(words.texts[names[1]])))
        named = (called or _aged(words, at)) and 2 <= len(names) <= 4
        if named or (titled and 1 <= len(names) <= 3):
            yield words.lowers[names[-1]]


def _aged(words: Words, at: int) -> bool:
    """True before the age of "John Smith, 19,"."""
    after = words.texts[at : at + 3]
    return len(after) == 3 and after[0] == "," == after[2] and after[1].isdigit()


def _joins(words: Words, at: int) -> bool:
    """True for a particle inside a name ("bin", "al", "-")."""
    return words.lowers[at] in _PARTICLES and at + 1 < len(words.texts) and words.capital[at + 1]
