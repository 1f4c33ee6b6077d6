"""Times of day: "10:35 a.m.", "4 in the morning", "0735 GMT"."""

from __future__ import annotations

from .slots import Slots

_NOON = 12


def clock_of(slots: Slots) -> str | None:
    """Time of day of a match as TIMEX3 has it ("T10:35Z"); None when it has none or an impossible one."""
    if slots.has("cw"):
        return f"T{slots.lexicon.clockword[slots.word('cw')]}"
    written = slots.word("t").replace(".", ":")
    if written and ":" not in written:
        written = f"{written[:-2]}:{written[-2:]}"
    if not written and slots.has("h"):
        written = f"{slots.word('h')}:00"
    if not written and slots.has("hw"):
        number = slots.number("hw")
        written = f"{int(number)}:00" if number is not None and number.denominator == 1 else ""
    if not written:
        return None
    hour, *rest = written.split(":")
    turned = _turn(int(hour), slots)
    return f"T{turned:02d}:{rest[0]}{_zone(slots)}" if turned is not None else None


def _turn(hour: int, slots: Slots) -> int | None:
    """The hour of 24, by a.m., p.m. or the part of the day."""
    half = slots.word("ap").replace(".", "").strip()
    part = slots.word("part")
    if half and not 1 <= hour <= _NOON:
        return None
    late = half == "pm" or (part in ("afternoon", "evening") and hour < _NOON)
    if half == "am" and hour == _NOON:
        return 0
    turned = hour + _NOON if late and hour < _NOON else hour
    return turned if 0 <= turned <= 24 else None


def _zone(slots: Slots) -> str:
    """Z for Universal Time, else nothing."""
    return "Z" if any(slots.lexicon.zone.get(word) == "Z" for word in slots.words("z")) else ""
