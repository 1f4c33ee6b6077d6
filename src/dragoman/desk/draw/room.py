"""Room for words on a picture: rectangles that are taken, and a place beside a point that is free."""

from __future__ import annotations

# About how wide a character of 11 px is, and how high a line.
CHAR, LINE = 6.0, 13.0


class Room:
    """A picture of a width and height in user units, with what already stands on it."""

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height
        self._taken: list[tuple[float, float, float, float]] = []

    def take(self, left: float, top: float, right: float, low: float) -> None:
        """Note that a rectangle is taken."""
        self._taken.append((left, top, right, low))

    def free(self, left: float, top: float, right: float, low: float) -> bool:
        """True when a rectangle lies inside the picture and on nothing."""
        if left < 2 or top < 2 or right > self.width - 2 or low > self.height - 2:
            return False
        return not any(left < r and right > x and top < b and low > y for x, y, r, b in self._taken)

    def beside(self, x: float, y: float, away: float, words: str) -> tuple[float, float] | None:
        """Where words of one line can begin: right, left, below or above a point; None where there is no room."""
        wide = len(words) * CHAR
        for left, base in (
            (x + away, y + 4),
            (x - away - wide, y + 4),
            (x - wide / 2, y + away + 10),
            (x - wide / 2, y - away),
        ):
            if self.free(left, base - LINE + 3, left + wide, base + 3):
                self.take(left, base - LINE + 3, left + wide, base + 3)
                return left, base
        return None

    def take_middle(self, x: float, y: float, words: str, char: float = CHAR * 1.1) -> bool:
        """Take room for words in the middle of a point, if it is free. `char` is the width of a character."""
        wide = len(words) * char
        spot = (x - wide / 2, y - LINE / 2, x + wide / 2, y + LINE / 2)
        if not self.free(*spot):
            return False
        self.take(*spot)
        return True
