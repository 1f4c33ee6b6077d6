"""Numbers of a sentence as counts: digits, spelled numbers, dozens and ranges, with what rounds them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ..knowledge.quantities import Quantities
from ..model import Count, Span
from .parse import Sentence

_UNITS = {
    word: value
    for value, word in enumerate(
        (
            *(
                "zero",
                "one",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "eleven",
                "twelve",
            ),
            *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        )
    )
}
_TENS = {
    word: value * 10
    for value, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
    )
}
_OPENERS = frozenset({*_UNITS, *_TENS, "a", "an", "half", "between", "from"})
"""Words that can begin a number, digits and vague words aside."""
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000, "dozen": 12, "score": 20}
_WORD = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?|[A-Za-z]+|[-–—%$€£]|\S")
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_NOT_PEOPLE = re.compile(
    r"(?:%|mm\b|cm\b|km\b|-?(?:years?|months?|days?|hours?|minutes?|weeks?|miles?|kilometers?|kilometres?|metres?|meters?|"
    r"feet|foot|percent|per cent|pounds?|kg|kilos?|tons?|tonnes?|dollars?|euros?|a\.m|p\.m|am\b|pm\b|"
    r"(?:st|nd|rd|th)\b)|:\d)",
    re.IGNORECASE,
)

Token = tuple[str, int, int]
"""A word in small letters with its offsets in the sentence."""


def spelled(number: int) -> str:
    """A number below a million in English words, as `numbers` reads them."""
    if number < 20:
        return list(_UNITS)[number]
    if number < 100:
        tens, units = divmod(number, 10)
        return list(_TENS)[tens - 2] + (f"-{list(_UNITS)[units]}" if units else "")
    for scale in ("thousand", "hundred"):
        count, rest = divmod(number, _SCALES[scale])
        if count:
            return f"{spelled(count)} {scale}" + (f" {spelled(rest)}" if rest else "")
    raise ValueError(number)


@lru_cache(maxsize=1)
def shipped_quantities() -> Quantities:
    """The shipped knowledge of quantities, read once."""
    return Quantities.load()


def numbers(sentence: Sentence, quantities: Quantities | None = None) -> list[Count]:
    """Every number of a sentence that can count people or things, in order; spans in report offsets."""
    known = quantities or shipped_quantities()
    for_whom, kept = sentence.memo.get("numbers", (None, []))
    if for_whom is not known:
        kept = _numbers(sentence, known)
        sentence.memo["numbers"] = (known, kept)
    return list(kept)


def _numbers(sentence: Sentence, known: Quantities) -> list[Count]:
    """The same, worked out."""
    base = sentence.span.start
    return [
        Count(low, best, high, base + start, base + end, sentence.text[start:end])
        for low, best, high, start, end in _scan(sentence.text, known)
    ]


def _scan(text: str, known: Quantities) -> Iterator[tuple[int | None, int | None, int | None, int, int]]:
    """Low, best, high and offsets of each number of a text."""
    tokens: list[Token] = [(match[0].lower(), *match.span()) for match in _WORD.finditer(text)]
    openers = known.openers
    at = 0
    while at < len(tokens):
        word = tokens[at][0]
        if word not in openers and word not in _OPENERS and not word[0].isdigit():
            at += 1
            continue
        found = _vague(tokens, at, known) or _range(tokens, at) or _exact(tokens, at)
        if found is None or _is_measure(text, tokens, at, found[3]):
            at += found[3] if found else 1
            continue
        low, best, high, length = found
        first, last = at, at + length
        if best is not None and low == best == high:
            ends, first, last = _rounding(tokens, at, at + length, known)
            if ends is not None:
                low, best, high = ((best if end in ends else None) for end in ("low", "best", "high"))
        yield low, best, high, tokens[first][1], tokens[last - 1][2]
        at = last


def _is_measure(text: str, tokens: Sequence[Token], at: int, length: int) -> bool:
    """True for money, shares, lengths, ages, clock times, ordinals and parts of names (M-16, C-130)."""
    start, end = tokens[at][1], tokens[at + length - 1][2]
    before = text[max(0, start - 2) : start]
    if before.endswith(("$", "€", "£", "#")) or re.search(r"(?:[A-Za-z]-?|\d[:.])$", before):
        return True
    return bool(_NOT_PEOPLE.match(text[end:].lstrip(" -")))


_Found = tuple[int | None, int | None, int | None, int]
"""Low, best, high and how many words it takes."""


def _vague(tokens: Sequence[Token], at: int, known: Quantities) -> _Found | None:
    """ "dozens", "tens of thousands", "several"; the longest phrase wins."""
    for length in (3, 2, 1):
        phrase = " ".join(word for word, _, _ in tokens[at : at + length])
        if at + length <= len(tokens) and phrase in known.vague:
            ends = known.vague[phrase]
            following = tokens[at + length][0] if at + length < len(tokens) else ""
            if following in _SCALES:
                return None
            return ends.get("low"), ends.get("best"), ends.get("high"), length
    return None


def _range(tokens: Sequence[Token], at: int) -> _Found | None:
    """ "10 to 15", "between 10 and 15", "10-15"."""
    opened = tokens[at][0] in ("between", "from")
    first = _value(tokens, at + opened)
    if first is None:
        return None
    middle = at + opened + first[1]
    if middle >= len(tokens) or tokens[middle][0] not in (("and", "to") if opened else ("to", "-", "–", "or")):
        return None
    second = _value(tokens, middle + 1)
    if second is None or second[0] <= first[0]:
        return None
    return first[0], None, second[0], middle + 1 + second[1] - at


def _exact(tokens: Sequence[Token], at: int) -> _Found | None:
    """One plain number."""
    found = _value(tokens, at)
    return (found[0], found[0], found[0], found[1]) if found else None


def _value(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Value of the number that begins at a word, and how many words it takes; None when there is none."""
    if at >= len(tokens):
        return None
    word = tokens[at][0]
    if word == "half" and [token[0] for token in tokens[at + 1 : at + 3]] == ["a", "dozen"]:
        return 6, 3
    if word in ("a", "an") and at + 1 < len(tokens) and tokens[at + 1][0] in _SCALES:
        return _scaled(tokens, at + 1, 1, 1)
    if _DIGITS.fullmatch(word):
        return _scaled(tokens, at + 1, float(word.replace(",", "")), 1)
    if word in _UNITS or word in _TENS:
        value, used = _below_hundred(tokens, at)
        return _scaled(tokens, at + used, value, used)
    return None


def _below_hundred(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """ "seven", "twenty-four", "twenty four"."""
    word = tokens[at][0]
    if word in _UNITS:
        return _UNITS[word], 1
    for skip in (1, 2):
        following = tokens[at + skip][0] if at + skip < len(tokens) else ""
        if 0 < _UNITS.get(following, 0) < 10 and (skip == 1 or tokens[at + 1][0] == "-"):
            return _TENS[word] + _UNITS[following], skip + 1
    return _TENS[word], 1


def _scaled(tokens: Sequence[Token], at: int, value: float, used: int) -> tuple[int, int] | None:
    """Multiply by the scales that follow and add what comes after: "two hundred and five", "1.2 million"."""
    total, current = 0.0, value
    while at < len(tokens) and tokens[at][0] in _SCALES:
        scale = _SCALES[tokens[at][0]]
        current *= scale
        used, at = used + 1, at + 1
        if scale < 100:
            break
        step = 1 if at < len(tokens) and tokens[at][0] == "and" else 0
        following = tokens[at + step][0] if at + step < len(tokens) else ""
        if following in _UNITS or following in _TENS:
            rest, length = _below_hundred(tokens, at + step)
            after = tokens[at + step + length][0] if at + step + length < len(tokens) else ""
            if step and after in ("people", "others", "were") and scale > 100:
                break
            if after == "hundred" and scale >= 1000:
                rest, length = rest * 100, length + 1
                more = tokens[at + step + length][0] if at + step + length < len(tokens) else ""
                if more in _UNITS or more in _TENS:
                    extra, longer = _below_hundred(tokens, at + step + length)
                    rest, length = rest + extra, length + longer
            if scale >= 1000:
                total, current = total + current, rest
            else:
                current += rest
            used, at = used + step + length, at + step + length
    whole = total + current
    return (int(whole), used) if whole == int(whole) else None


def _rounding(
    tokens: Sequence[Token], first: int, last: int, known: Quantities
) -> tuple[frozenset[str] | None, int, int]:
    """The ends that words around a number leave known, and the stretch with those words; None without such words."""
    for length in (3, 2, 1):
        if first - length < 0:
            continue
        phrase = " ".join(word for word, _, _ in tokens[first - length : first])
        if phrase in known.before:
            return known.before[phrase], first - length, last
    for length in (2, 1):
        phrase = " ".join(word for word, _, _ in tokens[last : last + length])
        if last + length <= len(tokens) and phrase in known.after:
            return known.after[phrase], first, last + length
    return None, first, last


def number_at(found: Sequence[Count], span: Span) -> Count | None:
    """The number that overlaps a stretch, or None."""
    return next((count for count in found if _overlaps(count, span)), None)


def _overlaps(count: Count, span: Span) -> bool:
    """True when a number's own words lie at least partly in a stretch."""
    return count.start is not None and count.end is not None and count.start < span.end and span.start < count.end
