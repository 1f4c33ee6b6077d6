"""Numbers of the dead, hurt, arrested and the like as a sentence gives them, whether or not it tells a deed.

"Government figures stop at 21", "nurses had counted four dead civilians", "No casualties." Words are data
(`knowledge/tolls.toml`). A bare number ("boasted of 25") is of what the sentences before counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ...knowledge.numerals import NTH, SPELLED, value
from ...knowledge.tolls import TollWords
from ...model import Count, Span
from .claims import COUNTS
from .passages import Page, Passage

_NTH = re.compile(
    rf"\b(?:an?|the) (?P<nth>{NTH}) (?:person|victim|fatality|death|man|woman|protester|civilian|hostage)\b"
    r"[^.;]{0,40}?\b(?:died|dead|killed|dies|succumbed|death)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    rf"(?<![\w.,:/@$€£-])(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|(?:{SPELLED}))(?![\w:/%-]|[.,]\d)", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_WORD_OF_NUMBER = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand)\b",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"^\s*(?:%|per ?cent|(?:mm|cm|km|kilomet\w+|miles?|met(?:er|re)s?|hours?|minutes?|days?|weeks?|months?|years?|times"
    r"|a\.?m|p\.?m|tons?|tonnes?|dollars?|euros?|pounds?|million|billion|degrees)\b|(?:January|February|March|April|May"
    r"|June|July|August|September|October|November|December)\b)",
    re.IGNORECASE,
)  # fmt: skip
_DATE = re.compile(
    r"(?:\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Aug|Sept|Oct"
    r"|Nov|Dec)\.?|\b(?:in|since|until|by|of late|aged?))\s*$",
    re.IGNORECASE,
)  # fmt: skip
_PART = re.compile(
    r"^\s+(?:of|among|in)\s+(?:the|them|whom|which|those|these|its|his|her|their)\b"
    r"(?! (?:own )?(?:members|men|people|supporters|fighters|soldiers|activists|staff)\b)",
    re.IGNORECASE,
)
_NOT = re.compile(r",?\s+(?:and\s+)?not\s+(?P<number>[\w,]+?)(?=[\s,.;:!?]|$),?", re.IGNORECASE)
_NOBODY = re.compile(
    r"\b(?:no[- ]one|nobody|none|no(?:\s+(?!casualties|injuries|deaths|victims|fatalities)[\w-]+){1,2}|any(?:one|body)"
    r"|any\s+[\w-]+)\s+(?:(?:was|were|had|has|have|been|left|is|are|got|came out)\s+){0,3}(?P<word>[a-z]+)"
    r"|\b(?:no|without|zero)\s+(?:any\s+)?"
    r"(?P<noun>casualties|victims|deaths|fatalities|injuries|dead|wounded|injured)\b",
    re.IGNORECASE,
)
_BOTH = frozenset({"casualties", "victims", "harmed"})
_EITHER = re.compile(r"^\s+(?:people\s+)?(?:dead|killed)\s+(?:or|and)\s+(?:wounded|injured)", re.IGNORECASE)
_OF_THE = re.compile(r"(?:Of|Among) (?:the |all )?[\w-]+", re.IGNORECASE)
_OF_TWO = re.compile(r"^Of (?:her|his|their|its|our|my)\b", re.IGNORECASE)
# "There were 132 the killed": a translation's word for the number of all.
_THE_DEAD = re.compile(r"^\s+the\s+(?:killed|dead|deceased|victims)\b", re.IGNORECASE)
# "Killed, it says, seven men."
_SAYS = re.compile(r",\s+(?:it|he|she|they|the \w+)\s+(?:says?|said|claims?|claimed|added|adds?),\s*")
_OPENS = re.compile(r"^(?:In|At|Near)\s+(?:the\s+)?[A-Z][\w’'-]+")
_OF_THE_DEAD = re.compile(r"\b(?:tolls?|victims|balance)\b", re.IGNORECASE)
_BARE = re.compile(
    r"^\s*(?:[.;:,!?”\"»)]|$|(?:and|but|on|in|by|from|among|when|as|so far|(?:only )?dead|there"
    r"|(?:(?:were|was|had been|have been|has been) (?:fired|launched))|the (?:killed|dead)"
    r"|(?:people|persons)(?! with)|bodies|names(?! of))\b)"
)
_WERE_FIRED = re.compile(r"^\s+(?:were|was|had been|have been|has been) (?:fired|launched)\b")
# "(site committee; civil administration: 52; army: 31)": who counts, and how many.
LISTED = re.compile(r"(?:^|[(;,])\s*(?P<who>[^\W\d_][^;:(),.]{1,60}):\s*$")
# "62 people, 17 of them children, killed": what is told of a part in passing.
_ASIDE = re.compile(r",\s+(?:[\w-]+\s+){1,3}of\s+(?:them|whom)\b[^,;.]{0,40},")
_PLACE = re.compile(r"\b(?i:in|at|near|outside|around)\s+(?:the\s+)?(?P<name>[A-Z][\w’'-]+)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTH = re.compile(
    r"\b(January|February|March|April|June|July|August|September|October|November|December|(?<=\d )May|May(?= \d))\b"
)
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_NOT_OF_ALL = ("another", "not", "other", "further", "of the", "number", "no.")
_SORT_CHARS = 45
# A bare number is of what so many sentences before it counted.
_BACK = 3
_NEAR_CHARS = 20
# A "sentence" longer than this is a table or a list.
_LONG = 1500
_PLACE_CHARS = 70
_KEPT = 1000


@dataclass(frozen=True, slots=True)
class Toll:
    """One number of a sentence: of which field (None: of what was counted before), and whose count it may be."""

    field: str | None
    count: Count
    passage: Passage
    at: Span
    bare: bool
    """Told with no word of what it counts."""
    total: bool
    """Told as the number of all: a toll, a figure."""
    people: frozenset[str]
    places: frozenset[str]
    days: tuple[frozenset[str], ...]
    """The years, the weekdays and the months that its sentence names."""
    not_number: int | None
    """The number that it says it is not: "four, not three"."""
    later: bool
    earlier: bool
    period: bool


def tolls_of(passage: Passage, known: TollWords) -> Iterator[Toll]:
    """Every toll of a sentence, in the order of the text."""
    text = passage.text
    if len(text) > _LONG:
        return
    if _DIGIT.search(text) or (_WORD_OF_NUMBER.search(text) and _may_count(text, known)):
        for match in _NUMBER.finditer(text):
            if (told := _told(match, passage, known)) is not None:
                yield told
    if not any(pattern.search(text) for pattern in known.named.values()):
        # "Nobody" and "a third" need the word for what happened to them.
        return
    for match in _NTH.finditer(text):
        number, start, end = value(match["nth"]), match.start("nth"), match.end("nth")
        count = Count(number, number, number, passage.span.start + start, passage.span.start + end, match["nth"])
        yield _toll("killed", count, passage, start, end, known, total=True, not_number=None)
    for match in _NOBODY.finditer(text):
        word = (match["noun"] or match["word"]).lower()
        fields = ("killed", "injured") if word in _BOTH else _fields(word, known)
        for name in fields:
            count = Count(0, 0, 0, passage.span.start + match.start(), passage.span.start + match.end(), match.group())
            yield _toll(name, count, passage, match.start(), match.end(), known, total=False, not_number=None)


def _may_count(text: str, known: TollWords) -> bool:
    return any(pattern.search(text) for pattern in (*known.named.values(), known.words["gives"], known.words["total"]))


def _fields(word: str, known: TollWords) -> tuple[str, ...]:
    return tuple(name for name, pattern in known.named.items() if pattern.fullmatch(word))[:1]


def _told(match: re.Match[str], passage: Passage, known: TollWords) -> Toll | None:
    """A number as a toll; None for what counts something else."""
    text = passage.text
    before, after = _clause_before(text, match.start()), text[match.end() :]
    if LISTED.search(text[: match.start()]) and _BARE.match(after):
        count = _count(match, before, passage, known)
        return _toll(None, count, passage, match.start(), match.end(), known, total=False, not_number=None)
    if _UNIT.match(after) or _PART.match(after) or _DATE.search(before) or known.words["further"].match(after.lstrip()):
        return None
    total = known.words["total_before"].search(before) is not None
    if (before.rstrip().lower().endswith(_NOT_OF_ALL) and not total) or _OF_TWO.match(before.lstrip()):
        return None
    first_words = _ASIDE.sub("", re.split(r"[;:!?]|\.\s", after)[0], count=1)
    denied = _NOT.search(first_words)
    if denied is not None and value(denied["number"]) is not None:
        first_words = first_words[: denied.start()] + first_words[denied.end() :]
    name = _behind(first_words, known) or _object(before, after, known)
    if name is None and total:
        name = next((one for one, pattern in known.named.items() if pattern.search(before)), None)
        name = name or ("killed" if _OF_THE_DEAD.search(before) else None)
    given = known.words["gives_before"].search(before) is not None or _WERE_FIRED.match(after) is not None
    if name is None and not (given and _BARE.match(after)):
        to_all = re.match(r"\s+(?:the\s+)?(?:number|toll|total|figure)\s+of\s+(?:the\s+)?(?P<whom>\w+)", after)
        if to_all is None and _THE_DEAD.match(after) is not None:
            count = _count(match, before, passage, known)
            return _toll("killed", count, passage, match.start(), match.end(), known, total=True, not_number=None)
        if to_all is None or not before.rstrip().lower().endswith("to"):
            return None
        name, total = (_fields(to_all["whom"], known) or ("killed",))[0], True
    not_number = value(denied["number"]) if denied else None
    count = _count(match, before, passage, known)
    return _toll(name, count, passage, match.start(), match.end(), known, total=total, not_number=not_number)


def _clause_before(text: str, at: int) -> str:
    """What stands before a number, back to the last full stop or semicolon."""
    return _SAYS.sub(" ", re.split(r"[;!?]|\.\s", text[:at])[-1])


def _behind(after: str, known: TollWords) -> str | None:
    """The outcome named right behind a number: of "45 killed and 552 arrests" each number has its own."""
    if _EITHER.match(after):
        return None
    number = _NUMBER.search(after)
    own = after[: number.start()] if number else after
    found = [(match.start("word"), name) for name, pattern in known.outcomes.items() if (match := pattern.match(own))]
    # "62 displaced people were killed": of the dead.
    return min(found, key=lambda one: (one[1] not in COUNTS, *one))[1] if found else None


def _object(before: str, after: str, known: TollWords) -> str | None:
    found = (name for name, pattern in known.objects.items() if pattern.search(before))
    return next((name for name in found if name not in known.of or known.of[name].match(after)), None)


def _count(match: re.Match[str], before: str, passage: Passage, known: TollWords) -> Count:
    number = value(match.group()) or 0
    near = before[-25:]
    start, end = passage.span.start + match.start(), passage.span.start + match.end()
    if re.search(rf"(?:{known.words['at_least'].pattern})\s+$", near, re.IGNORECASE):
        return Count(number, number, None, start, end, match.group())
    if re.search(rf"(?:{known.words['at_most'].pattern})\s+$", near, re.IGNORECASE):
        return Count(None, None, number, start, end, match.group())
    if re.search(rf"(?:{known.words['about'].pattern})\s+$", near, re.IGNORECASE):
        return Count(None, number, None, start, end, match.group())
    return Count(number, number, number, start, end, match.group())


def _toll(
    name: str | None,
    count: Count,
    passage: Passage,
    start: int,
    end: int,
    known: TollWords,
    *,
    total: bool,
    not_number: int | None,
) -> Toll:
    text = passage.text
    near = text[start : end + _SORT_CHARS]
    following = _NUMBER.search(near, end - start)
    near = re.split(r"[,;:.]", near[: following.start()] if following else near)[0]
    whole = _OF_THE.match(_clause_before(text, start).lstrip())
    whose = f" {whole.group()}" if whole else ""
    last = max((match.end() for match in _NUMBER.finditer(text, 0, start)), default=0)
    here = text[last : end + _NEAR_CHARS]
    around = text[max(0, start - _PLACE_CHARS) : end + _PLACE_CHARS]
    if name is None:
        # "Hospital sources in Bunia give 58": where who counts is, and not where they died.
        opens = _OPENS.match(text)
        around = f"{opens.group() if opens else ''} {text[end : end + _PLACE_CHARS]}"
    return Toll(
        field=name,
        bare=name is None,
        count=count,
        passage=passage,
        at=Span(passage.span.start + start, passage.span.start + end),
        total=total,
        people=frozenset(sort for sort, pattern in known.people.items() if pattern.search(near + whose)),
        places=frozenset(match["name"] for match in _PLACE.finditer(around)),
        days=(frozenset(_YEAR.findall(text)), frozenset(_WEEKDAY.findall(text)), frozenset(_MONTH.findall(text))),
        not_number=not_number,
        later=known.words["later"].search(here) is not None,
        earlier=known.words["earlier"].search(here) is not None,
        period=known.words["period"].search(text) is not None,
    )


def conflict(a: Count, b: Count) -> bool:
    """True where two numbers cannot both be right: a rounded one is right within a sixth."""
    first, second = _bounds(a), _bounds(b)
    return first[1] < second[0] or second[1] < first[0]


def _bounds(count: Count) -> tuple[float, float]:
    if count.low is None and count.high is None and count.best is not None:
        return count.best * 5 / 6, count.best * 6 / 5
    return (count.low if count.low is not None else 0, count.high if count.high is not None else float("inf"))


# The numbers of a report are asked for with each of its incidents.
@lru_cache(maxsize=_KEPT)
def page_tolls(page: Page, known: TollWords) -> tuple[Toll, ...]:
    """Every toll of a report, bare numbers with the field of what they count."""
    found = [toll for passage in page.passages for toll in tolls_of(passage, known)]
    told = (replace(toll, field=_inherited(found, toll, page.passages, known)) for toll in found)
    return tuple(toll for toll in told if toll.field is not None)


def _inherited(tolls: Sequence[Toll], toll: Toll, passages: Sequence[Passage], known: TollWords) -> str | None:
    """The field of a bare number: that of the last toll shortly before, else what was asked: "How many died?"."""
    first = toll.passage.number - _BACK
    before = [one for one in tolls if one.field and one.at.start < toll.at.start and one.passage.number >= first]
    if toll.field is not None or before:
        return toll.field or before[-1].field
    told = " ".join(one.text for one in passages[max(0, first) : toll.passage.number])
    return next((name for name, pattern in known.named.items() if pattern.search(told)), None)
