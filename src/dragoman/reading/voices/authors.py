"""Who says "I" or "we" in a whole text: the author of a thread or column, the body that issued a statement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...model import ActorMention, Report, Source, Span
from ..labels import VoiceWords

_HEAD_LINES, _LONGEST_LINE = 8, 120
_HANDLE = re.compile(r"@\w{2,30}")
_HEAD_CHARS = 600
_I_AM = re.compile(
    r"(?:^|[.!:]\s+|\n)(?:I am|I'm|I’m|My name is|This is) (?P<name>[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*){1,4}(?<!\.))"
)
_PARTS = re.compile(r"(?<!\s)\s++[—–|·•/-]\s++|(?<!\s)\s++[|·•:(]\s*+|[|·•:(]\s*+|,\s++")
_NAME = re.compile(r"(?:[^\W\d_][\w.'’-]*\s+){1,3}[^\W\d_][\w'’-]+")
_PAIR = re.compile(r"(?:[A-Z][\w.'’-]+ ){1,3}[A-Z][\w'’-]+ and (?:[A-Z][\w.'’-]+ ){1,3}[A-Z][\w'’-]+")
"""Two authors of one text."""
_OF = r"(?:\s+(?:of|for|in|to|on|at)\s[^—–|]{2,60}|\s+[^\W\d_][\w'’-]+)?"
_BEFORE = r"(?:the\s+)?(?:[^\W\d_][\w.'’&-]*\s+){0,4}?"
_BY = re.compile(r"\bby\s+(?:[^\W\d_][\w.'’-]+\s*){2,4}$", re.IGNORECASE)


def author_of_thread(text: str, words: VoiceWords) -> Source | None:
    """The account whose posts these are."""
    for line in _head(text):
        handle = _HANDLE.search(text, line.start, line.end)
        if handle and words["thread"] & set(re.findall(r"[a-z]+", text[line.start : line.end].lower())):
            return Source(handle.start(), handle.end(), handle[0], name=handle[0])
    return None


def who_introduces(text: str, actors: Sequence[ActorMention]) -> Source | None:
    """Who says "I am ..." or "my name is ..." in the first lines of a text."""
    found = _I_AM.search(text, 0, _HEAD_CHARS)
    if found is None:
        return None
    start, end = found.span("name")
    over = (a for a in actors if a.type == "person" and a.name and a.start < end and start < a.end)
    known = next((a for a in over if a.actor_id), None)
    name = text[start:end]
    return Source(start, end, name, known.actor_id if known else None, known.name if known else name)


def author_of_piece(report: Report, actors: Sequence[ActorMention], lists: VoiceWords) -> Source | None:
    """The person whose name stands by itself, or after "by", among the first lines."""
    text = report.text
    if report.author and (at := text.find(report.author)) >= 0:
        return Source(at, at + len(report.author), report.author, name=report.author)
    for number, line in enumerate(_head(text)):
        words = text[line.start : line.end]
        by = re.match(r"(?:by|di|par|por|von)\s+", words, re.IGNORECASE)
        if by:
            stop = re.search(r"\s*[|•·—–]", text[line.start + by.end() : line.end])
            line = Span(line.start + by.end(), line.start + by.end() + stop.start() if stop else line.end)
            pair = _PAIR.fullmatch(text, line.start, line.end)
            if pair and not set(pair[0].lower().split()) & lists["bureau"]:
                return Source(line.start, line.end, pair[0], name=pair[0])
        if (number == 0 and not by) or not _is_person(text, line, actors, bool(by), lists["bureau"]):
            continue
        name = text[line.start : line.end]
        return Source(line.start, line.end, name, name=name)
    return None


def _is_person(text: str, line: Span, actors: Sequence[ActorMention], by: bool, bureau: frozenset[str]) -> bool:
    """True for a line that is the name of a person: one that is known as such, or one after "by"."""
    words = text[line.start : line.end]
    if not _NAME.fullmatch(words) or set(words.lower().split()) & bureau:
        return False
    if not all(part[0].isupper() for part in words.split()) or words.isupper():
        return False
    return by or any(a.type == "person" and a.start <= line.start and line.end <= a.end for a in actors)


def is_statement(report: Report, words: VoiceWords) -> bool:
    """True for a text that a body or its speaker issues: a release, a statement, advice."""
    lines = list(_head(report.text))
    head = report.text[lines[0].start : lines[-1].end].lower() if lines else ""
    return report.kind == "official" or any(phrase in head for phrase in words["release"])


def issuer_of(report: Report, actors: Sequence[ActorMention], words: VoiceWords) -> Source | None:
    """The body in whose name a release, advice or situation report speaks; None for any other text."""
    if not is_statement(report, words):
        return None
    text = report.text
    lines = list(_head(text))
    nouns = "|".join(re.escape(noun) for noun in sorted(words["issuer"], key=len, reverse=True))
    body = re.compile(rf"{_BEFORE}(?:{nouns}){_OF}", re.IGNORECASE)
    paper = r"(?:statement|communiqu[eé]|message|letter|release|notice|alert|advice) (?:by|from|of) (?:the )?"
    named = re.compile(rf"{paper}(?P<body>{body.pattern})", re.IGNORECASE)
    for line in lines:
        words_of = text[line.start : line.end]
        found = named.search(words_of)
        if found:
            return _source(text, line.start + found.start("body"), line.start + found.end("body"), actors)
        for part in _parts(words_of):
            told = words_of[part.start : part.end]
            start, end = line.start + part.start, line.start + part.end
            covered = any(
                a.type in ("organisation", "group", "facility") and a.start <= start + 4 and end <= a.end + 1
                for a in actors
            )
            if told[:1].isupper() and (covered or body.fullmatch(told)) and told.lower() not in words["release"]:
                return _source(text, start, end, actors)
    return None


def _source(text: str, start: int, end: int, actors: Sequence[ActorMention]) -> Source:
    """A stretch as a source, with the identity of the actor whose words it is."""
    known = next((a for a in actors if a.actor_id and a.start <= start + 4 and end - 1 <= a.end <= end + 1), None)
    name = text[start:end]
    return Source(start, end, name, known.actor_id if known else None, known.name or name if known else name)


def _head(text: str) -> Iterator[Span]:
    """The first short lines of a text, white space trimmed."""
    at = found = 0
    for line in text.split("\n"):
        words = line.strip()
        if words:
            found += 1
            if found > _HEAD_LINES:
                return
            if len(words) <= _LONGEST_LINE:
                start = at + line.index(words)
                yield Span(start, start + len(words))
        at += len(line) + 1


def _parts(words: str) -> Iterator[Span]:
    """A line whole, then its parts between signs."""
    yield Span(0, len(words))
    at = 0
    for sign in [*_PARTS.finditer(words), None]:
        end = sign.start() if sign else len(words)
        if at < end and (at, end) != (0, len(words)):
            yield Span(at, end)
        at = sign.end() if sign else end
