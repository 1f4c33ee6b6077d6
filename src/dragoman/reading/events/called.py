"""What a word is called where a frame asks for words: its forms, with what it is compounded with or is of."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ..lemma import lemma
from .syntax import kids

if TYPE_CHECKING:
    from ..token import Token


def forms(token: Token) -> set[str]:
    """The words under which a token may be listed: its dictionary form, itself, its hyphenated whole."""
    found = {lemma(token), str(token.lower_)}
    if token.i >= 2 and token.nbor(-1).text == "-":
        before = str(token.nbor(-2).lower_)
        found |= {f"{before}-{form}" for form in found} | {before + form for form in found}
    return found


@cache
def parted(wanted: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    """Wanted words, wanted classes, and classes wanted in an of-phrase ("roof of @building"); of the frames' few."""
    classes = frozenset(part[1:] for part in wanted if part.startswith("@"))
    phrases = tuple(part for part in wanted if " of @" in part)
    return frozenset(part for part in wanted if not part.startswith("@") and part not in phrases), classes, phrases


def named(token: Token) -> frozenset[str]:
    """A head word's forms, by themselves and with what stands before it or in its of-phrase."""
    words = forms(token)
    joined = {f"{child.lower_} {word}" for child in kids(token, "compound", "amod") for word in words}
    return frozenset(words | joined | {f"{word} of {lemma(inner)}" for inner in of_phrase(token) for word in words})


def of_phrase(token: Token) -> list[Token]:
    """What stands in a noun's of-phrase: "emergency" of "a state of emergency"."""
    return [inner for prep in kids(token, "prep") if prep.lower_ == "of" for inner in kids(prep, "pobj")]
