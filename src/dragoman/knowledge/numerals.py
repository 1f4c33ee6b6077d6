"""Numbers as a running text writes them, in digits or spelled out below a thousand, with no parser."""

from __future__ import annotations

_UNITS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth"),
)
_SMALL = "|".join([*(f"{ten}[- ](?:{'|'.join(_UNITS[:9])})" for ten in _TENS), *_TENS, *reversed(_UNITS)])

_HUNDREDS = rf"(?:{'|'.join(('a', *_UNITS[:9]))}) hundred(?: and (?:{_SMALL}))?|{_SMALL}"
SPELLED = rf"(?:{_HUNDREDS}|a) (?:thousand|dozen)|{_HUNDREDS}"
"""A regular expression of a number in words, small letters."""
NTH = "|".join(_ORDINALS[1:])
"""One of "second" to "twelfth"."""


def value(number: str) -> int | None:
    """What a number in digits or words comes to, an ordinal too; None for any other word."""
    plain = number.lower().replace(",", "")
    if plain.isdigit():
        return int(plain)
    if plain in _ORDINALS:
        return _ORDINALS.index(plain) + 1
    for word, times in (("thousand", 1000), ("dozen", 12)):
        if plain.endswith(f" {word}"):
            return times * (value(plain.removesuffix(f" {word}")) or 1)
    if " hundred" in plain:
        head, _, rest = plain.partition(" hundred")
        return 100 * (value(head) or 1) + (value(rest.replace(" and ", "", 1).strip()) or 0)
    ten, _, unit = plain.replace(" ", "-").partition("-")
    if ten in _TENS:
        return 20 + 10 * _TENS.index(ten) + (_UNITS.index(unit) + 1 if unit in _UNITS else 0)
    return _UNITS.index(plain) + 1 if plain in _UNITS else None
