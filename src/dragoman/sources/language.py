"""Which language a text is in: English unless it is plainly another, so that no English report is left unread."""

from __future__ import annotations

import re
from functools import lru_cache

from ..knowledge.languages import language_code, latin_languages
from .names import named

READ = "en"
"""The language that is read."""
# More than a newspaper's first three paragraphs; the margin below is reached in the first sentence.
_LOOKED_AT = 1000
# A text in which so many of the words, in each half, are English and nothing else is not looked at any closer. Of 838
# English reports 15 had fewer; French, Dutch or Swedish has next to none. A few words tell nothing.
_PLAINLY, _PLAINLY_LETTERS = 0.06, 300
_LATIN = re.compile("[A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]")
# Fewer letters than these tell nothing: a line of another alphabet sooner than one in Latin letters.
_LEAST_LETTERS = 40
_LEAST_OTHER_LETTERS = 12
# How much likelier, as a natural logarithm, another language must be. Of 1,427 pieces of 40 to 120 English letters the
# most
# was 55 among languages in Latin letters; for a sentence of another language it is 50 to 300.
_MARGIN = 60.0


def language_of(text: str) -> str:
    """ISO 639-1 code of a text's language."""
    sample = text[:_LOOKED_AT]
    letters = sum(map(str.isalpha, sample))
    latin = letters if sample.isascii() else len(_LATIN.findall(sample))
    if latin < letters / 2:
        return _likeliest(sample, latin_letters=False) if letters >= _LEAST_OTHER_LETTERS else READ
    if letters < _LEAST_LETTERS:
        return READ
    if sample.isupper():
        sample = sample.lower()
    return READ if _plainly_english(sample) else _likeliest(sample, latin_letters=True)


def _plainly_english(sample: str) -> bool:
    """Whether both halves of a long sample are full of words that only English has."""
    words, known = sample.lower().split(), _english_words()
    middle = len(words) // 2
    halves = (words[:middle], words[middle:])
    return len(sample) >= _PLAINLY_LETTERS and all(
        sum(map(known.__contains__, half)) > _PLAINLY * len(half) for half in halves
    )


@lru_cache(maxsize=1)
def _english_words() -> frozenset[str]:
    return frozenset(named("sources/english.toml")["words"])


def _likeliest(sample: str, latin_letters: bool) -> str:
    """The likeliest language of those in the text's alphabet; English unless another is plainly likelier."""
    import py3langid

    known = latin_languages()
    told: dict[str, float] = dict(py3langid.rank(sample))
    fitting = {code: value for code, value in told.items() if code in known or (not latin_letters and _other(code))}
    if not latin_letters:
        fitting = {code: value for code, value in fitting.items() if code not in known} or fitting
    best = max(fitting, key=lambda code: fitting[code])
    if latin_letters and fitting[best] < told.get(READ, 0.0) + _MARGIN:
        return READ
    return language_code(best) or best


def _other(code: str) -> bool:
    return language_code(code) not in latin_languages()
