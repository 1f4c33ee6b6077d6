"""How dates and the words that tell them are shown in a reason."""

from __future__ import annotations

from datetime import date


def plain(words: str) -> str:
    """Words on one line."""
    return " ".join(words.split())


def shown_days(first: date, last: date) -> str:
    """One day, or two with a dash."""
    return str(first) if first == last else f"{first} to {last}"
