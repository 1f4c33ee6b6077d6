"""Names of languages by their ISO 639-1 codes, and codes by name."""

from __future__ import annotations

from functools import lru_cache

from .tables import rows, split


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[str, ...]]:
    return {row["code"]: (row["name"], row["three"], *split(row["also"])) for row in rows("languages.csv")}


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    return {name.lower(): code for code, names in _names().items() for name in (code, *names) if name}


@lru_cache(maxsize=1)
def latin_languages() -> frozenset[str]:
    """The codes of the languages that are written in Latin letters."""
    return frozenset(row["code"] for row in rows("languages.csv") if not row["script"])


def language_name(code: str) -> str:
    """The English name of a language; the code itself where it is not known."""
    return _names().get(code, (code,))[0]


def language_code(told: str) -> str | None:
    """The ISO 639-1 code of a language told as `en-GB`, `eng` or `English`; None where it is not known."""
    words = told.strip().lower()
    return _codes().get(words) or _codes().get(words.replace("_", "-").partition("-")[0])
