"""What opposed sides are both about, in words that they use themselves: stems are for comparing, not for people."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice

from .polarity import Polarity

# More words than this tell no more of a matter.
_MOST = 5
_WORD = re.compile(r"(?:[A-Z]\.){2,}|\w[\w’']*")


def matter_in_words(matter: Sequence[str], texts: Iterable[str], polarity: Polarity) -> str:
    """The first stems of `matter` as the texts have them most often, in small letters where any text has them so.

    A stem that no text has by itself is left out: it came of a question or of another spelling.
    """
    wanted = set(matter)
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for word in (word for text in texts for word in _WORD.findall(text)):
        for stem in polarity.matter(word) & wanted:
            seen[stem][word.removesuffix("’s").removesuffix("'s")] += 1
    return ", ".join(islice((_usual(seen[stem]) for stem in matter if stem in seen), _MOST))


def _usual(forms: Counter[str]) -> str:
    """The form that is used most, whatever its case; capitals stay only where every use has them."""
    told: Counter[str] = Counter()
    for form, times in forms.items():
        told[form.lower()] += times
    usual = min(told, key=lambda form: (-told[form], form))
    return usual if usual in forms else next(form for form in sorted(forms) if form.lower() == usual)
