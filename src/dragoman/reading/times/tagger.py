"""The time tagger: rules over words, values by the report's day, the tense and the times told before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from ...model import Interval, Timex
from ..parse import Sentence
from . import absolute, anchored, parts, relative, spans
from .context import Context
from .dates_told import DatingWords, tenses
from .days import Days
from .lexicon import Lexicon
from .rules import Match, Matcher
from .slots import Slots, Told, precision_of
from .tense import Tense, TenseReader
from .tokens import Tokens

Maker = Callable[[Slots, Context], "Told | list[Told] | None"]
MAKERS: dict[str, Maker] = {
    "iso": absolute.iso,
    "numeric": absolute.numeric,
    "date": absolute.full_date,
    "day_alone": absolute.day_alone,
    "date_pair": absolute.date_pair,
    "day_range": absolute.day_range,
    "week_of": absolute.week_of,
    "month": absolute.month,
    "month_pair": absolute.month_pair,
    "year": absolute.year,
    "fiscal": absolute.fiscal,
    "decade": parts.decade,
    "century": parts.century,
    "quarter": parts.quarter,
    "season": parts.season,
    "holiday": parts.holiday,
    "nine_eleven": parts.nine_eleven,
    "first_units": parts.first_units,
    "nth_weekday": parts.weekday_of_month,
    "weekday": relative.weekday,
    "deictic": relative.deictic,
    "shift_part": anchored.shift_part,
    "text_part": anchored.text_part,
    "part_alone": anchored.part_alone,
    "night_pair": anchored.night_pair,
    "ago": relative.ago,
    "from_now": relative.from_now,
    "last_units": relative.last_units,
    "shift_unit": relative.shift_unit,
    "edge_unit": anchored.edge_unit,
    "weekend": relative.weekend,
    "text_shift": anchored.text_shift,
    "same_unit": anchored.same_unit,
    "same_period": anchored.same_period,
    "skip": spans.skip,
    "duration": spans.duration,
    "vague_duration": spans.vague_duration,
    "every_unit": spans.every_unit,
    "every_weekday": spans.every_weekday,
    "times_a_unit": spans.times_a_unit,
    "frequency": spans.frequency,
    "per_unit": spans.per_unit,
    "reference": spans.reference,
    "present": spans.present,
    "past": spans.past,
    "future": spans.future,
    "clock": relative.clock,
}
"""Maker names of the knowledge file."""
_WIDE_DAYS = 45
"""A report's own date vaguer than this dates no weekday: two readings further apart are no reading."""
_NOW = "PRESENT_REF"
_LONGEST_NOW_DAYS = 400
"""A window longer than about a year tells nothing of "now"."""

_NEAR_SENTENCES = 2
"""Sentences back to the day that "at dawn" is of."""
_STEP_DAYS = 28
"""A month begins in every such stretch, so that readings this far apart miss no change of month."""


class TimeTagger:
    """Finds the time expressions of a text. Load once, use for many texts."""

    def __init__(self, lexicon: Lexicon, dating: DatingWords) -> None:
        self._lexicon = lexicon
        self._matcher = Matcher(lexicon)
        self._last: tuple[str | None, Tokens, list[Match]] = (None, self._matcher.tokeniser.cut(""), [])
        self.dating = dating
        """Words that tell a report's own date; `reading.dating` uses them."""

    @classmethod
    def load(cls, folders: Sequence[Path] = ()) -> TimeTagger:
        """Read the rules. Raises BadSettings when a knowledge file is wrong."""
        return cls(Lexicon.load(folders), DatingWords.load(folders))

    def tag(self, text: str, sentences: Sequence[Sentence], published: Interval) -> list[Timex]:
        """Time expressions of a text, by offset.

        `sentences` may be empty: then the words around a bare weekday tell its tense instead of the parse.
        `published` is the report's own date; times counted from it keep unknown parts when it is unknown.
        """
        tokens, matches = self._look(text)
        if not matches:
            return []
        tense = TenseReader(tokens, sentences, self._lexicon.tense)
        breaks = _sentence_ends(tokens)
        tense_of = lru_cache(maxsize=None)(tense.of)
        passes = []
        wide = (published.days or 0) > _WIDE_DAYS
        for day in _readings(published):
            ctx = Context(day, tense_of, lambda token: bisect_right(breaks, token), wide=wide)
            passes.append(self._resolve(tokens, matches, ctx))
        return [_timex(tokens, found) for found in _aligned(passes)]

    def tenses(self, text: str, sentences: Sequence[Sentence], times: Sequence[Timex]) -> list[Tense | None]:
        """Tense of the clause around each of the times; None where nothing tells."""
        return tenses(self._look(text)[0], sentences, self._lexicon.tense, times)

    def _look(self, text: str) -> tuple[Tokens, list[Match]]:
        """Words and matched rules of a text. A report is tagged again once its date is known, so the last is kept."""
        seen, tokens, matches = self._last
        if seen != text:
            tokens = self._matcher.tokeniser.cut(text)
            matches = list(self._matcher.matches(tokens))
            self._last = (text, tokens, matches)
        return tokens, matches

    def _resolve(self, tokens: Tokens, matches: Iterable[Match], ctx: Context) -> list[Told]:
        """All expressions, counted from one day."""
        for match in matches:
            made = MAKERS[match.make](Slots(match, tokens, self._lexicon), ctx)
            for told in made if isinstance(made, list) else [made] if made else []:
                ctx.remember(told)
        _date_clocks(ctx, tokens)
        return ctx.told


def _readings(published: Interval) -> list[date | None]:
    """The days to count from: one, the two ends of a vague date, or none."""
    if published.start is None or published.end is None:
        return [published.start or published.end] if published.precision == "day" else [None]
    if published.start == published.end:
        return [published.start]
    # What holds on both ends of a long window need not hold between them: a month told as past changes its year once.
    days = (published.end - published.start).days
    between = [published.start + timedelta(days=step) for step in range(_STEP_DAYS, days, _STEP_DAYS)]
    # The last reading, from no day at all, is for what the days of the date do not agree on.
    return [published.start, *between, published.end, None]


def _aligned(passes: Sequence[Sequence[Told]]) -> Iterator[tuple[Told, ...]]:
    """The readings of each expression; what only some days make an expression ("in 2080") is left out."""
    if len(passes) == 1:
        yield from ((told,) for told in passes[0])
        return
    placed = [{(told.first, told.last): told for told in found} for found in passes]
    for told in passes[0]:
        key = (told.first, told.last)
        if all(key in found for found in placed):
            yield tuple(found[key] for found in placed)


def _sentence_ends(tokens: Tokens) -> list[int]:
    """Numbers of the tokens that end a sentence, roughly: enough to tell whether two times stand together."""
    words = tokens.words
    return [
        place
        for place, word in enumerate(words)
        if word in ("!", "?", "\x00") or word[0] == "\n" or (word == "." and place and len(words[place - 1]) > 3)
    ]


def _date_clocks(ctx: Context, tokens: Tokens) -> None:
    """Give a time of day its day: the day told right after it, else in its sentence before it, else the report's.

    The stamp of a live report's entry ("4.30pm: The army ...") is of the report's own day, whatever was told before.
    """
    for place, told in enumerate(ctx.told):
        if told.clock is None:
            continue
        here = ctx.sentence_of(told.first)
        after = [t for t in ctx.told[place + 1 : place + 2] if t.first - told.last <= 8]
        before = [t for t in reversed(ctx.told[:place]) if ctx.sentence_of(t.first) == here]
        day = next((d for t in [*after, *before] if ctx.sentence_of(t.first) == here and (d := _single(t))), None)
        if day is None and told.loose:
            _date_loosely(ctx, place, told)
            continue
        stamp = ctx.day if _is_stamp(tokens, told) else None
        day = day or stamp or next((d for t in reversed(ctx.told[:place]) if (d := _single(t))), None) or ctx.day
        if day:
            told.value = f"{day.isoformat()}{told.clock}"


def _is_stamp(tokens: Tokens, told: Told) -> bool:
    """True for a time of day that opens a line and is set off from what follows."""
    words, after = tokens.words, told.last
    opens = told.first == 0 or words[told.first - 1].startswith(("\n", "\x00"))
    return opens and (after >= len(words) or words[after][0] in "\n\x00:–—-")


def _date_loosely(ctx: Context, place: int, told: Told) -> None:
    """Give a bare part of the day the day of the story: one told just before, else the report's where none was told.

    A night that a report calls "overnight" is the one before it; further down, after days long past, nobody knows.
    """
    here = ctx.sentence_of(told.first)
    before = next(((t, d) for t in reversed(ctx.told[:place]) if (d := _single(t))), None)
    day = ctx.day if before is None or before[1] == ctx.day else None
    if before is not None and here - ctx.sentence_of(before[0].first) <= _NEAR_SENTENCES:
        day = before[1]
    if day is None:
        return
    recent = ctx.day is not None and 0 <= (ctx.day - day).days <= 1
    if told.clock == "TNI" and recent and ctx.day is not None:
        eve = ctx.day - timedelta(days=1)
        told.value, told.days = f"{eve.isoformat()}{told.clock}", (eve, ctx.day, "day")
        return
    told.value = f"{day.isoformat()}{told.clock}"


def _single(told: Told) -> date | None:
    """The one day that an expression means, if it is one."""
    if told.value.endswith("_REF") or told.type in ("DURATION", "SET") or told.clock:
        return None
    days = told.span_of_days()
    return days[0] if days and days[0] == days[1] else None


def _timex(tokens: Tokens, found: Sequence[Told]) -> Timex:
    """One expression, its readings from both ends of a vague report date made into one."""
    # "Now" is the report's own day, whichever it is: a long window is what is known of it, and true.
    now = found[0].value == _NOW
    if len(found) > 1:
        ends = [each.span_of_days() for each in found[:-1]]
        found = found[:-1] if now or _joined(ends) is not None or ends[0] is None else found[-1:]
    told = found[0]
    start, end = tokens.starts[told.first], tokens.ends[told.last - 1]
    days = _joined([each.span_of_days() for each in found], _LONGEST_NOW_DAYS if now else _WIDE_DAYS)
    value = told.value if all(each.value == told.value for each in found) else _common(found)
    words = tokens.text[start:end]
    if days is None:
        return Timex(start, end, words, told.type, value, mod=told.mod)
    return Timex(start, end, words, told.type, value, *days, told.mod)


def _joined(readings: Sequence[Days | None], widest: int = _WIDE_DAYS) -> Days | None:
    """The days of all readings together; None when one has none or they lie more than `widest` days apart."""
    known = [days for days in readings if days is not None]
    if len(known) < len(readings):
        return None
    if all(days == known[0] for days in known):
        return known[0]
    first, last = min(days[0] for days in known), max(days[1] for days in known)
    own = max(days[1] - days[0] for days in known)
    if (last - first) - own > timedelta(days=widest):
        return None
    return first, last, precision_of(first, last)


def _common(found: Sequence[Told]) -> str:
    """The parts that the values share; unknown where they differ."""
    values = [told.value for told in found]
    if len({len(value) for value in values}) > 1:
        return values[0] if found[0].type in ("DURATION", "SET") else "XXXX"
    parts = zip(*(value.replace("T", "-T").split("-") for value in values), strict=False)
    merged: list[str] = []
    broken = False
    for row in parts:
        broken = broken or len(set(row)) > 1
        merged.append("".join("X" if char.isdigit() else char for char in row[0]) if broken else row[0])
    return "-".join(merged).replace("-T", "T")
