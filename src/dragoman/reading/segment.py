"""Paragraphs, quotations and sentences, found before parsing.

Splitting here rather than by the parser keeps quotations whole and is faster. Straight quotation marks lose parity
over a report, so it starts afresh at each paragraph, and a quotation left open runs to its paragraph's end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ..model import Span
from .case import case_of
from .dateline import dateline, is_sure
from .labels import Label, VoiceWords, labels_of
from .parse import Segment

_OPEN, _CLOSE, _STRAIGHT = "“„«", "”»", '"'
_MARK = re.compile(f"[{_OPEN}{_CLOSE}{_STRAIGHT}]")
_STOP = re.compile(r"(?:\.{1,3}|…|[!?]+)[\"”’»')\]]*(?=\s|$|[A-Z“][a-z])|[.!?](?=[A-Z“][a-z])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Adm|Brig|Cmdr|Rep|Sen|Gov|Rev|Hon|St|Sr|Jr|Pres|Sec|Supt|Insp|Spc|Pvt|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|No|Nos|vs|v|etc|Inc|Ltd|Co|Corp|Bros|approx|est|al|cf|"
    r"Ave|Blvd|Rd|Mt|Ft|Dept|Ph|Art|Fig|Vol|pp|ed)|(?<![A-Za-z])[A-Z](?:\.[A-Z])*|\b[ap]\.m|\be\.g|\bi\.e)\.$",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?:[A-Za-z]\.){2,}$")
_NEXT_LOWER = re.compile(r"\s*[a-z0-9,;]")
_SENTENCE_OPENER = re.compile(
    r"\s*+[\"“‘(]?(?:The|A|An|It|He|She|They|We|I|But|And|In|On|At|However|Meanwhile|This|That|These|Those|Its|His|Her|Their|"
    r"After|Before|When|While|If|As|For|Some|Many|No|There|What|Who|Why|How|Yet|So|Since|Last|Earlier|Both|Most)\b"
)


_SMALL_DATELINE = re.compile(r"[a-z]{3,}(?: [a-z]{3,})?:\s+(?=\S)")
"""A dateline in a text all in small letters."""
_MARKER = re.compile(r"(?:\d{1,3}/(?:\d{1,3})?|[•▪●◦■‣·*]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\))\s+(?=\S)")
"""The number or sign before a post of a thread or an item of a list."""
_DASH = re.compile(r"—|–|--|\s-\s")
_ENTRY = re.compile(
    r"(?:[•*–—-]\s*)?(?:[A-Z][a-z]{2,8}day,?\s+)?"
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\.?|[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:st|nd|rd|th)?)(?:,?\s+\d{4})?"
    r"\s*(?:[–—:]|--?)\s+(?=[A-Z\"“])"
)
"""The date of an entry with what sets it off: "6 May – ", "May 6, 2025: "."""
_LEAST_ENTRIES = 3
"""Entries that make a chronology."""
_ASIDE = 120
"""Code points within which a second dash closes an aside."""
_LEAST_AFTER = 20
"""Code points that must follow a dateline in its paragraph."""


def paragraphs(text: str) -> list[Span]:
    """Stretches of text between blank lines, or between line ends that close a sentence; white space trimmed."""
    cuts = [0, *(match.start() for match in re.finditer(r"\n", text) if _is_break(text, match.start())), len(text)]
    trimmed = (_trim(text, Span(start, end)) for start, end in pairwise(cuts))
    return [span for span in trimmed if span.start < span.end]


def _is_break(text: str, at: int) -> bool:
    """A line end breaks a paragraph unless it wraps running text: a full line before it and a small letter after it."""
    before = text[text.rfind("\n", 0, at) + 1 : at].rstrip()
    stop = text.find("\n", at + 1)
    after_line = text[at + 1 : stop if stop >= 0 else len(text)]
    after = after_line.strip()
    if _runs_on(text, at):
        return False
    if not after or not before:
        return True
    indent = len(after_line) - len(after_line.lstrip())
    if indent >= 3 and not before.endswith((",", "-")):
        return True
    if _is_title_line(text, at, before, after) or _TURN.match(after):
        return True
    if len(before) > 100 or before[-1] in '.!?:”"’)':
        # Wrapped lines (wire copy of the 1990s) end near one width.
        return not _is_wrapped(text, at)
    return len(before) < 45 and not after[0].islower() and not _is_wrapped(text, at)


def _is_title_line(text: str, at: int, before: str, after: str) -> bool:
    """True for the headline above a report: the first line of a block, ended where the next word would have fitted.

    A line of a live page that begins with its time of day stands by itself too.
    """
    first = text[: at - len(before)].rstrip(" \t")
    if _CLOCK.match(after) or (_CLOCK.match(before) and after[0].isupper()):
        return True
    opens = not first or first.endswith("\n\n")
    if not opens or len(before) > _LONGEST_TITLE or not (after[0].isupper() or after[0].isdigit()):
        return False
    end = text.find("\n\n", at)
    widest = max(len(line.rstrip()) for line in text[at + 1 : end if end >= 0 else len(text)].split("\n"))
    return len(before) + 1 + len(after.split(maxsplit=1)[0]) < widest - _SLACK


_CLOCK = re.compile(r"[\[(]?\d{1,2}:\d{2}\s?(?:[A-Z]{2,4})?(?:[\])]|\s*[-–—|:])")
"""The time of day that opens an entry of a live page."""
_TURN = re.compile(
    r"(?:(?:[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]*){0,4}(?: ?\([^()\n]{2,40}\))?:"
    r"|(?:Q|A|Question|Answer)(?: \([^()\n]{2,40}\))?[:.]))\s+\S"
)
"""The label of a turn that opens a line: "QUESTION: ", "MS. ADAIR: ", "Q. "."""
_LONGEST_TITLE = 160
"""Code points of the longest line that can be a headline."""
_SLACK = 12
"""Code points by which lines wrapped at one width may differ for other reasons than the next word's length."""


def _runs_on(text: str, at: int) -> bool:
    """True for a line end, or the blank line of a bad copy, in the middle of a sentence: no line ends with "in the"."""
    before = _LAST_LINE.search(text, max(0, at - _LOOK), at)
    after = _NEXT_LINE.match(text, at)
    if before is None or after is None or dateline(text, after.start(1)):
        return False
    if before["title"] is not None:
        return after[1].isupper()
    blank = text.count("\n", before.end("line"), after.start(1)) > 1
    # A paragraph or headline may end anyhow ("What we live for"): what comes after must look like more of it.
    new = not after[1].islower() if blank else bool(_SENTENCE_OPENER.match(text, after.start(1)))
    return before["word"] in _NEVER_LAST and not new


_LOOK = 60
"""Code points of a line's end that are looked at."""
_NEVER_LAST = frozenset(
    {"a", "an", "the", "of", "in", "at", "to", "from", "by", "with", "and", "or", "for", "into", "between", "against",
     "near", "that", "which", "who", "whose", "than", "as", "was", "were", "has", "have", "had", "been", "will",
     "would", "could", "its", "their", "his", "her", "these", "those", "killed", "after", "before", "during", "because",
     "while", "when", "where", "if", "but", "including"}
)  # fmt: skip
"""Words in small letters with which no line of a text ends, unless its sentence goes on."""
_LAST_LINE = re.compile(
    r"(?P<line>(?:(?<![\w'’-])(?P<word>[a-z]+)|\b(?P<title>Gen|Lt|Col|Maj|Capt|Sgt|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Brig)\.))\s*\Z"
)
_NEXT_LINE = re.compile(r"[^\S\n]*+\n\s*+(\S)")


def _is_wrapped(text: str, at: int) -> bool:
    """True when the lines around a line end look like one hard-wrapped block of 55 to 100 characters."""
    start = text.rfind("\n\n", 0, at) + 1
    end = text.find("\n\n", at)
    block = [line for line in text[start : end if end >= 0 else len(text)].split("\n") if line.strip()]
    body = block[:-1]
    return len(body) >= 1 and max(map(len, block)) <= 100 and sum(map(len, body)) / len(body) >= 50


def _trim(text: str, span: Span) -> Span:
    """The same stretch without white space at its ends."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def quotations(text: str, paras: list[Span]) -> list[Span]:
    """Stretches inside double quotation marks, marks excluded, never longer than a paragraph."""
    found: list[Span] = []
    for para in paras:
        found += _quotes_of(text, para)
    return found


def _quotes_of(text: str, para: Span) -> Iterator[Span]:
    """Quotations of one paragraph; an unclosed one runs to the paragraph's end."""
    opened: int | None = None
    for match in _MARK.finditer(text, para.start, para.end):
        at, mark = match.start(), match[0]
        if mark in _OPEN or (mark == _STRAIGHT and opened is None):
            if opened is None:
                opened = at + 1
        elif (mark in _CLOSE or mark == _STRAIGHT) and opened is not None:
            if at > opened:
                yield Span(opened, at)
            opened = None
    if opened is not None and opened < para.end:
        yield Span(opened, para.end)


def sentences(text: str, para: Span, small: bool = False) -> list[Span]:
    """Sentences of one paragraph: split at stops that end no abbreviation; closing quotes stay with their sentence."""
    found: list[Span] = []
    start = para.start
    for match in _STOP.finditer(text, para.start, para.end):
        if match.end() >= para.end or not _ends_sentence(text, start, match, para.end, small):
            continue
        if any(char.isalnum() for char in text[start : match.end()]):
            found.append(_trim(text, Span(start, match.end())))
            start = match.end()
    found.append(_trim(text, Span(start, para.end)))
    return [span for span in found if span.start < span.end]


def _ends_sentence(text: str, start: int, match: re.Match[str], limit: int, small: bool) -> bool:
    """True when this stop closes a sentence; in a text all in small letters the next word's case tells nothing."""
    end = match.end()
    after = text[end : min(limit, end + 24)]
    if not small and _NEXT_LOWER.match(after) and not after.strip()[:1].isdigit():
        return False
    mark = match.group()
    if mark[0] != "." or mark.startswith(".."):
        return True
    before = text[max(start, match.start() - 14) : match.start() + 1]
    if _INITIALS.search(before):
        return bool(_SENTENCE_OPENER.match(after))
    if _ABBREVIATION.search(before):
        return bool(len(mark) > 1 and mark[-1] in '"”»')
    return True


def segment(
    text: str, longest: int = 2_000, repaired: str | None = None, words: VoiceWords | None = None
) -> list[Segment]:
    """Every sentence of a report, in order, ready for the parser; one over `longest` characters is cut at white space.

    `repaired` is a copy of the text, of the same length, for the parser's eyes only (see `reading.case`). `words`: the
    lists of `voices.toml`, the shipped ones by default.
    """
    paras = paragraphs(text)
    quotes = quotations(text, paras)
    seen = repaired or text
    case = case_of(text)
    small = case == "lower"
    labels = labels_of(text, paras, words)
    found: list[Segment] = []
    dated = sum(_ENTRY.match(text, para.start, para.end) is not None for para in paras) >= _LEAST_ENTRIES
    for number, para in enumerate(paras):
        opening, rest = _opening(text, para, case, labels.get(number), dated)
        spans = [piece for span in sentences(text, rest, small) for piece in _cut(text, span, longest)]
        spans = [*opening, *spans]
        heading = len(spans) == 1 and _is_heading(text, spans[0])
        for span in spans:
            inside = tuple(Span(max(q.start, span.start), min(q.end, span.end)) for q in quotes if q.overlaps(span))
            found.append(Segment(span, number, _flat(seen[span.start : span.end]), inside, heading))
    return found


def _entry(text: str, para: Span) -> tuple[list[Span], Span]:
    """The date that opens an entry of a chronology, if one does, and the rest, which the parser reads better alone."""
    found = _ENTRY.match(text, para.start, para.end)
    if found is None or para.end - found.end() < _LEAST_AFTER:
        return [], para
    return [_trim(text, Span(para.start, found.end()))], Span(found.end(), para.end)


def _opening(text: str, para: Span, case: str, label: Label | None, dated: bool) -> tuple[list[Span], Span]:
    """What stands before the first sentence of a paragraph (who speaks, or where or of when it is), and the rest."""
    marker = _MARKER.match(text, para.start, para.end)
    if marker is not None:
        para = Span(marker.end(), para.end)
    if label is not None and label.span.end < para.end:
        return [_trim(text, label.span)], Span(label.span.end, para.end)
    entry, rest = _entry(text, para) if dated else ([], para)
    return (entry, rest) if entry else _dateline(text, para, case)


def _dateline(text: str, para: Span, case: str) -> tuple[list[Span], Span]:
    """The dateline that opens a paragraph, if one does, and the rest: the parser would take the town for the doer."""
    small = case == "lower"
    found = _SMALL_DATELINE.match(text, para.start, para.end) if small else dateline(text, para.start, para.end)
    if found is None or para.end - found.end() < _LEAST_AFTER:
        return [], para
    sure = small or is_sure(found)
    # "NATO - the alliance - said": a town is followed by the first word of a sentence, or by no second dash.
    dashes = _DASH.search(text, found.end(), min(para.end, found.end() + _ASIDE)) is not None
    opens = text[found.end()].isupper() or text[found.end()] in "\"“'‘" or not (dashes or found[0].rstrip()[-1] == ":")
    if not sure and (case == "upper" or not opens):
        return [], para
    return [_trim(text, Span(para.start, found.end()))], Span(found.end(), para.end)


def _cut(text: str, span: Span, longest: int) -> Iterator[Span]:
    """Pieces of at most `longest` characters, cut at white space where there is some."""
    start = span.start
    while span.end - start > longest:
        space = text.rfind(" ", start + longest // 2, start + longest)
        end = space if space > 0 else start + longest
        yield Span(start, end)
        start = end + (text[end : end + 1] == " ")
    yield Span(start, span.end)


def _is_heading(text: str, span: Span) -> bool:
    """A line on its own, short and without a final stop, is a headline or section heading."""
    line = text[span.start : span.end]
    return len(line) <= 120 and line[-1] not in '.!?…:;,"”' and "\n" not in line


def _flat(words: str) -> str:
    """The sentence as the parser likes it, of the same length: line ends as spaces, curly marks as straight ones."""
    return words.translate(_FLATTEN)


_FLATTEN = str.maketrans({"\n": " ", "\t": " ", "\r": " ", "\xa0": " ", "’": "'", "‘": "'", "“": '"', "”": '"'})
