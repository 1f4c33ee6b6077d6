"""One spelling for the many ways a place name is written: the key under which the gazetteer files it."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans(
    {
        "ı": "i", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "þ": "th", "ß": "ss",
        "æ": "ae", "Æ": "ae", "œ": "oe", "ə": "a", "Ə": "a", "ħ": "h", "Ħ": "h", "ŋ": "n",
        "‘": "", "’": "", "ʻ": "", "ʼ": "", "ʾ": "", "ʿ": "", "`": "", "'": "", "´": "", "′": "", ".": "",
        "ʹ": "", "ʺ": "",
        "-": " ", "–": " ", "‐": " ", "‑": " ", "_": " ", ",": " ", "/": " ", "\n": " ", "\t": " ", "\xa0": " ",
    }
)  # fmt: skip
_SHORT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount", "mts": "mountains", "pt": "point", "&": "and"}
_ARTICLE = re.compile(r"^(?:al|el|ad|ar|as|ash|at|az|an|ed|er|es|et|ud|ul)\s+(?=\w{3})")


def fold(name: str) -> str:
    """The key of a name: small ASCII letters, no accents, apostrophes or stops, hyphens as spaces; "" if not Latin."""
    plain = name.translate(_LETTERS).lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(char for char in plain if not unicodedata.combining(char))
        if not plain.isascii():
            return ""
    words = plain.split()
    if words and words[0] in _SHORT and len(words) > 1:
        words[0] = _SHORT[words[0]]
    return " ".join(_SHORT["&"] if word == "&" else word for word in words)


def without_article(key: str) -> str:
    """A key without its Arabic article ("al anbar" gives "anbar"); unchanged when it has none."""
    return _ARTICLE.sub("", key, count=1)
