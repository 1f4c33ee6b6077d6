"""Words and numbers of a text, cut so that rules can be matched over them.

Each token gets one character, its symbol, that stands for all classes it belongs to; a rule is then a regular
expression over the string of symbols, and all rules are tried in one pass.
"""

from __future__ import annotations

import re
import string
from dataclasses import dataclass

from ..case import case_of

_TOKEN = re.compile(
    r"""(?P<word>(?![ap]\.m|[qh][1-4]\b)(?:[a-z]+(?![^\W\d_])|[^\W\d_]+))
      | (?P<iso>\d{4}-\d\d-\d\d(?:t\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:z|[+-]\d\d:?\d\d)?)?(?![\d-]))
      | (?P<numeric>\d{1,2}(?P<sep>[/.-])\d{1,2}(?P=sep)(?:\d{4}|\d\d)(?![\d/]|\.\d)|(?:19|20)\d\d/\d\d?/\d\d?(?!\d))
      | (?P<clock>(?:[01]?\d|2[0-4])[:.][0-5]\d(?=\s?[ap]\.?m\b)|(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:]))
      | (?P<slashed>\d{1,2}/\d{1,2}(?![\d/]))
      | (?P<decade>(?:1[5-9]|20)\d0'?s\b|(?<![\w$])'?[2-9]0'?s\b)
      | (?P<shortyear>(?<!\w)'\d\d(?!\w))
      | (?P<ordinal>\d{1,2}(?:st|nd|rd|th)\b)
      | (?P<decimal>\d+(?:,\d{3})*\.\d+|\d+(?:,\d{3})+)
      | (?P<digits>\d+)
      | (?P<ampm>[ap]\.m\.?(?!\w))
      | (?P<quarter>\b[qh][1-4]\b)
      | (?P<break>\n\s*\n|\x00)
      | (?P<mark>[^\w\s])""",
    re.VERBOSE,
)
_CAPITALS, _SMALL = string.ascii_uppercase.encode(), string.ascii_lowercase.encode()
_MOST = 100_000
"""Words whose symbols are kept: a report of random letters must not fill the memory."""
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "−": "-", "\xa0": " "})


_BARE = frozenset({"word", "mark", "ampm"})
"""Kinds of token whose classes come from the word lists alone."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text: offsets, lower-case words, and the string of their symbols (one sentinel at each end)."""

    text: str
    mixed: bool
    """False when the whole text is in capitals or in small letters."""
    starts: list[int]
    ends: list[int]
    words: list[str]
    symbols: str


def flatten(text: str) -> str:
    """The text in small letters with straight quotes and plain hyphens, of the same length; line ends that part
    lines rather than wrap them become NUL."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    lowered = lowered.replace("\x00", " ").translate(_STRAIGHT)
    if "\n" not in lowered:
        return lowered
    return "".join(_mark_line_ends(block) for block in re.split(r"(\n[ \t\r]*\n)", lowered))


def _mark_line_ends(block: str) -> str:
    """Single line ends of hard-wrapped blocks stay white space; elsewhere they close what stands on the line."""
    lines = block.split("\n")
    if len(lines) < 2 or not block.strip():
        return block
    body = lines[:-1]
    widest = max(map(len, lines))
    wrapped = widest <= 100 and sum(map(len, body)) / len(body) >= 50
    return block if wrapped else "\x00".join(lines)


def shapes(kind: str, word: str) -> tuple[str, ...]:
    """Classes of a token that follow from its digits."""
    if kind == "digits":
        return _digit_shapes(word)
    if kind == "slashed":
        whole, part = word.split("/")
        return ("fraction",) if (whole, part) in _FRACTIONS else ()
    if kind == "ordinal":
        return ("ordinal", "dom", "nth") if 1 <= int(word[:-2]) <= 31 else ("ordinal",)
    named = {"shortyear": "year2", "quarter": "quarterword", "word": "", "mark": "", "ampm": ""}
    klass = named.get(kind, kind)
    return (klass,) if klass else ()


_FRACTIONS = {("1", "2"), ("1", "4"), ("3", "4"), ("1", "3"), ("2", "3")}


def _digit_shapes(word: str) -> tuple[str, ...]:
    """Classes of a whole number by its size and length."""
    found = ["int"]
    value = int(word) if len(word) <= 9 else 10**9
    if len(word) <= 2:
        found += ["dom"] if 1 <= value <= 31 else []
        found += ["hour"] if value <= 24 else []
        found += ["int2"] if len(word) == 2 else []
    if len(word) == 4:
        found += ["year4"] if 1000 <= value <= 2100 else []
        found += ["hhmm"] if value // 100 <= 24 and value % 100 < 60 else []
    return tuple(found)


class Tokeniser:
    """Cuts texts into tokens and gives each its symbol."""

    def __init__(self, classes: dict[str, set[str]], literals: set[str]) -> None:
        self._of_word: dict[str, list[str]] = {}
        for name, words in classes.items():
            for word in words:
                self._of_word.setdefault(word, []).append(name)
        for word in literals:
            self._of_word.setdefault(word, []).append(f"={word}")
        self._symbols: dict[tuple[str, ...], str] = {}
        self.of_class: dict[str, str] = {}
        """Class name (or `=word`) to the symbols of all tokens in it."""
        self._cache: dict[str, str] = {}
        self._doubtful = classes.get("month_doubtful", set()) | classes.get("weekday_short", set())
        self._prepare()

    def _prepare(self) -> None:
        """Give a symbol to every set of classes that any token can have, so that patterns can be compiled once."""
        self.plain = self._symbol(())
        for word, names in self._of_word.items():
            if (match := _TOKEN.match(word)) is None or match.lastgroup in _BARE:
                self._cache[word] = self._symbol(tuple(sorted(names)))
        numbers = [str(n) for n in range(100)] + [f"{n:02d}" for n in range(100)] + ["100", "99999"]
        numbers += [f"{n:04d}" for n in range(0, 10000, 7)] + ["2000", "2100", "1999", "0000", "2400", "2360"]
        samples = [("digits", number) for number in numbers] + [("ordinal", "1st"), ("ordinal", "44th")]
        samples += [("slashed", "1/2"), ("slashed", "9/12"), ("slashed", "9/11"), ("iso", "2020-01-01")]
        samples += [("numeric", "1/2/2020"), ("clock", "10:30"), ("decade", "1990s"), ("shortyear", "'82")]
        samples += [("decimal", "2.5"), ("quarter", "q3"), ("break", "\n\n")]
        named = [(match.lastgroup or "", word) for word in self._of_word if (match := _TOKEN.fullmatch(word))]
        samples += [(kind, word) for kind, word in named if kind not in _BARE]
        for kind, word in samples:
            self._shape_symbol(kind, word)

    def _symbol(self, names: tuple[str, ...]) -> str:
        """The character of one set of classes; a new one from the private use area when it is new."""
        if names not in self._symbols:
            self._symbols[names] = chr(0xE000 + len(self._symbols))
            for name in names:
                self.of_class[name] = self.of_class.get(name, "") + self._symbols[names]
        return self._symbols[names]

    def _shape_symbol(self, kind: str, word: str) -> str:
        """The symbol of a token that begins with a digit or is a break."""
        names = tuple(sorted({*shapes(kind, word), *self._of_word.get(word, ())}))
        return self._symbols.get(names, self.plain) if self._frozen else self._symbol(names)

    _frozen = False

    def freeze(self) -> None:
        """No new symbols from here on: the patterns are compiled."""
        self._frozen = True

    def cut(self, text: str) -> Tokens:
        """Tokens of a text."""
        flat = flatten(text)
        matches = list(_TOKEN.finditer(flat))
        words = [match[0] for match in matches]
        cache = self._cache
        symbols = [cache.get(word) or self._read(word, match) for word, match in zip(words, matches, strict=True)]
        starts = [match.start() for match in matches]
        mixed = _is_mixed(text)
        if mixed and not self._doubtful.isdisjoint(words):
            for at, word in enumerate(words):
                if word in self._doubtful and not text[starts[at]].isupper():
                    symbols[at] = self.plain
        edge = self.plain
        return Tokens(text, mixed, starts, [match.end() for match in matches], words, "".join([edge, *symbols, edge]))

    def _read(self, word: str, match: re.Match[str]) -> str:
        """The symbol of a word that is in no list: of these only digits and breaks tell anything."""
        kind = "word" if word.isalpha() else match.lastgroup or "mark"
        if kind not in _BARE:
            return self._shape_symbol(kind, word)
        if len(self._cache) < _MOST:
            self._cache[word] = self.plain
        return self.plain


def _is_mixed(text: str) -> bool:
    """False for a text in capitals or in small letters."""
    # `case_of` looks at every letter in Python; plain mixed text is seen at once.
    letters = text.encode("ascii", "ignore")
    capitals, small = (len(letters) - len(letters.translate(None, some)) for some in (_CAPITALS, _SMALL))
    return 0.02 < capitals / (capitals + small + 1) < 0.5 or case_of(text) == "mixed"
