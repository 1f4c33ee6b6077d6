"""What a rule caught: its words, its numbers, and what is made of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ...model.interval import Precision
from ...model.timex import TimexType
from .days import Days, days_of
from .lexicon import Approximation, Lexicon, Unit
from .rules import Match
from .tokens import Tokens

_PIVOT = 40
"""Two-digit years up to this one are of the 2000s."""
_SHARES = {"1/2": Fraction(1, 2), "1/4": Fraction(1, 4), "3/4": Fraction(3, 4)}


@dataclass(slots=True)
class Told:
    """A time expression on its way to a Timex: tokens `first` to `last` (exclusive)."""

    first: int
    last: int
    type: TimexType
    value: str
    mod: str | None = None
    days: Days | None = None
    clock: str | None = None
    """Time of day that still waits for its day ("T10:35")."""
    loose: bool = False
    """True for a part of the day that only a day near it, or a report that told none before, can date ("at dawn")."""

    def span_of_days(self) -> Days | None:
        """Days given outright, else those of the value."""
        if self.days is not None or self.type in ("DURATION", "SET"):
            return self.days
        return days_of(self.value, self.mod)


def precision_of(first: date, last: date) -> Precision:
    """Honest precision of a window, by its length in days."""
    length = (last - first).days + 1
    steps: tuple[tuple[int, Precision], ...] = ((1, "day"), (10, "week"), (45, "month"), (130, "season"), (400, "year"))
    return next((name for limit, name in steps if length <= limit), "unknown")


def window(first: date, last: date) -> Days:
    """Days of a window with its precision."""
    return first, last, precision_of(first, last)


@dataclass(frozen=True, slots=True)
class Slots:
    """One match with its tokens and the meanings of words."""

    match: Match
    tokens: Tokens
    lexicon: Lexicon

    def has(self, slot: str) -> bool:
        """True when the slot was filled."""
        return slot in self.match.slots

    def words(self, slot: str) -> list[str]:
        """Words of a slot; empty when it was not filled."""
        first, last = self.match.slots.get(slot, (0, 0))
        return self.tokens.words[first:last]

    def word(self, slot: str) -> str:
        """The slot's words in one, single spaces between them; empty when it was not filled."""
        return " ".join(self.words(slot))

    def joined(self, slot: str) -> str:
        """The slot's words as written in a knowledge file (white space as in the text, single)."""
        first, last = self.match.slots[slot]
        text = self.tokens.text[self.tokens.starts[first] : self.tokens.ends[last - 1]].lower()
        return " ".join(text.replace("’", "'").replace("‘", "'").replace("–", "-").split())

    def around(self, step: int) -> str:
        """The word `step` places before (-1) or after (1) the expression; empty beyond the text."""
        place = self.match.first + step if step < 0 else self.match.last - 1 + step
        return self.tokens.words[place] if 0 <= place < len(self.tokens.words) else ""

    def capital(self, step: int) -> bool:
        """True when the word before or after the expression begins with a capital, in a text of mixed case."""
        place = self.match.first + step if step < 0 else self.match.last - 1 + step
        inside = 0 <= place < len(self.tokens.words)
        return inside and self.tokens.mixed and self.tokens.text[self.tokens.starts[place]].isupper()

    def told(self, kind: TimexType, value: str, mod: str | None = None, days: Days | None = None) -> Told:
        """The whole match as one expression."""
        return Told(self.match.first, self.match.last, kind, value, mod, days)

    def trimmed(self, told: Told) -> Told:
        """Without "about" and its like: TIMEX3 extents keep only comparing words ("almost", "more than")."""
        words = self.words("approx")
        if words and not self.lexicon.beside["kept"] & set(words):
            told.first = self.match.slots["approx"][1]
        return told

    def part(self, first: int, last: int, kind: TimexType, value: str) -> Told:
        """Some tokens of the match as one expression."""
        return Told(first, last, kind, value)

    def year(self, slot: str = "y") -> int | None:
        """A year of four digits, or of two."""
        digits = self.word(slot).lstrip("'").strip()
        if not digits.isdigit():
            return None
        year = int(digits)
        if len(digits) == 2:
            return 2000 + year if year <= _PIVOT else 1900 + year
        return year

    def month(self, slot: str = "m") -> int | None:
        """A month's number."""
        words = self.words(slot)
        return self.lexicon.month.get(words[0]) if words else None

    def day(self, slot: str = "d") -> int | None:
        """A day of the month, from digits or an ordinal."""
        word = self.word(slot)
        digits = "".join(char for char in word if char.isdigit())
        return int(digits) if digits else self.lexicon.ordinal.get(word)

    def ordinal(self, slot: str = "ord") -> int | None:
        """An ordinal; -1 for the last."""
        word = self.word(slot)
        digits = "".join(char for char in word if char.isdigit())
        if digits:
            return int(digits)
        if word in ("opening", "initial"):
            return 1
        return -1 if word in ("closing", "final", "last") else self.lexicon.ordinal.get(word)

    def weekday(self, slot: str = "wd") -> int | None:
        """A weekday, 1 Monday to 7 Sunday."""
        words = self.words(slot)
        return self.lexicon.weekday.get(words[0]) if words else None

    def unit(self, slot: str = "unit") -> Unit:
        """A unit of time."""
        word = self.word(slot)
        return self.lexicon.unit.get(word) or Unit(word, "H" if word == "half" else "D", 1)

    def shift(self, slot: str = "shift") -> int | None:
        """-1, 0 or 1; None when no such word stands there."""
        words = self.words(slot)
        return self.lexicon.shift.get(words[0]) if words else None

    def edge(self, slot: str = "edge") -> str | None:
        """START, MID, END, or None."""
        words = self.words(slot)
        return self.lexicon.edge.get(words[0]) if words else None

    def approx(self) -> Approximation | None:
        """The approximation before a quantity."""
        words = self.words("approx")
        for size in range(len(words), 0, -1):
            if (found := self.lexicon.approx.get(" ".join(words[-size:]))) is not None:
                return found
        return None

    def quantity(self) -> Fraction | tuple[int, int]:
        """How many: a number, or the range of a vague word; a plural without a number is the vaguest."""
        words = self.words("n") or self.words("q")
        for word in words:
            if word in self.lexicon.vague and "dozen" not in words:
                return self.lexicon.vague[word]
        for link in ("to", "or", "-"):
            if link in words[1:-1]:
                low, high = self._number(words[: words.index(link)]), self._number(words[words.index(link) + 1 :])
                # "two to three weeks" is a range; "twenty-five" is a number.
                if low is not None and high is not None and low < high and (link != "-" or words[0].isdigit()):
                    return int(low), -int(-high // 1)
        number = self._number([word for word in words if word not in ("-", "more", "of")])
        return number if number is not None else self.lexicon.vague.get("bare", (2, 11))

    def number(self, slot: str) -> Fraction | None:
        """A number in words or digits."""
        return self._number([word for word in self.words(slot) if word != "-"])

    def _number(self, words: list[str]) -> Fraction | None:
        """The sum of number words, with halves."""
        total: Fraction | None = None
        for place, word in enumerate(words):
            value = self._of_word(word)
            if word in ("a", "an", "one") and place == 0:
                value = None if len(words) > 1 and words[1] == "half" else Fraction(1)
            if value is None:
                continue
            if word in ("hundred", "dozen") and total is not None:
                total *= value
            elif word == "half" and "dozen" in words:
                total = Fraction(1, 2)
            else:
                total = (total or Fraction(0)) + value
        return total

    def _of_word(self, word: str) -> Fraction | None:
        """One word or figure as a number."""
        if word == "half":
            return Fraction(1, 2)
        if word in _SHARES:
            return _SHARES[word]
        bare = word.replace(",", "")
        if bare.replace(".", "", 1).isdigit() and bare.isascii():
            return Fraction(bare)
        value = self.lexicon.number.get(word)
        return Fraction(value) if value is not None else None
