"""From raw text and whatever metadata came with it to one `Report`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlsplit

from ..errors import EmptyReport, TooLarge
from ..knowledge.languages import language_code
from ..model import Published, Report, ReportKind, content_id
from ..settings import Settings
from .address import Addresses
from .calendar import Calendar
from .clean import Cleaned, Debris, clean
from .dates import from_header, from_url, from_value
from .hints import Words
from .language import language_of
from .names import Columns, PageNames
from .signs import Signs

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_CAPITALS = bytes(range(ord("A"), ord("Z") + 1))
_BYLINE = re.compile(
    r"^(?:[^|•·—–]{0,60}[|•·—–])?\s*(?:by|BY|By)\s+"
    r"(?P<who>[A-Z][\w.’'-]+(?:\s+(?:[A-Z][\w.’'-]*|al-\w+|de|van|von|bin)){1,4})\s*(?:[,|•·—–(][^.]{0,80})?$"
)
_ABOUT_AUTHOR = re.compile(
    r"^(?P<who>[A-Z][\w.’'-]+(?:\s+[A-Z][\w.’'-]*){1,3})(?:, [^.\n]{0,80},)? is (?:an?|the) (?:[\w’-]+[ -]){0,4}"
    r"(?:fellow|scholar|columnist|contributor|professor|analyst|researcher|commentator|author|director|editor|writer)\b"
    r"|^(?P<was>[A-Z][\w.’'-]+(?:\s+[A-Z][\w.’'-]*){1,3}) (?:served|teaches|writes|covers|worked|was a|was an|spent)\b"
)
_WIRE = re.compile(r"\((?P<agency>Reuters|AP|AFP|UPI|Xinhua|TASS|Interfax|ANI|PTI|IRNA|INA|EFE|ACAN-EFE|DPA|Anadolu)\)")
_LABELLED = re.compile(
    r"^(?:source|publisher|publication|via)\s*:\s*(?P<who>[^\n]{2,80})$", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Raw:
    """One document as found: its text and the metadata that came with it."""

    text: str
    external_id: str
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: object = None
    language: str | None = None
    retrieved: str | None = None
    modified: object = None


class Desk:
    """Makes reports of raw documents; holds the caps and what is loaded once: names of fields, debris, signs."""

    def __init__(self, settings: Settings) -> None:
        self.limits = settings.limits
        self.columns = Columns.load(settings.columns, settings.knowledge)
        self.page_names = PageNames.load(settings.knowledge)
        self._debris = Debris.load(settings.knowledge)
        self._signs = Signs.load(settings.knowledge)
        self._addresses = Addresses.load(settings.knowledge)
        self._calendar = Calendar.load(settings.knowledge)

    def report(self, raw: Raw, source: str) -> Report:
        """Clean, date and describe one document. Raises EmptyReport and TooLarge."""
        key = self._addresses.article_key(raw.url)
        raw = replace(raw, url=self._addresses.canonical(raw.url))
        if len(raw.text) > self.limits.text_chars:
            raise TooLarge(source, f"{len(raw.text):,} characters; the cap text_chars is {self.limits.text_chars:,}")
        cleaned = clean(raw.text, self._debris)
        if not any(char.isalnum() for char in cleaned.text):
            raise EmptyReport(source, "no text is left after cleaning: it holds notices, menus or the like")
        published, from_future = _published(raw, cleaned, self._calendar)
        language = language_code(raw.language or "") or language_of(cleaned.text)
        form = _form_flags(cleaned.text)
        flags = {*cleaned.flags, *form, *self._signs_of(raw.text, cleaned, form)}
        if published.start is None:
            flags.add("no_date")
        if from_future:
            flags.add("future_date")
        if language != "en":
            flags.add("unsupported_language")
        modified = from_value(raw.modified, "metadata", "field modified").start if raw.modified else None
        return Report(
            text=cleaned.text,
            external_id=raw.external_id,
            url=raw.url,
            title=raw.title or _title(cleaned.text),
            publisher=raw.publisher or _publisher(cleaned.text, raw.url),
            published=published,
            retrieved=raw.retrieved,
            language=language,
            kind=self._kind(raw, cleaned),
            flags=tuple(sorted(flags)),
            author=raw.author or _author(cleaned.text),
            article_id=content_id("art", key) if key else "",
            modified=modified.isoformat() if modified else None,
        )

    def _signs_of(self, raw_text: str, cleaned: Cleaned, form: set[str]) -> set[str]:
        """Flags told from the text before cleaning, because debris is evidence of how it was made."""
        if (form if raw_text == cleaned.text else _form_flags(raw_text)) & {"upper_case", "lower_case"}:
            return set()
        words = cleaned.words if cleaned.whole_words else Words.of(raw_text)
        return {"machine_translated"} if self._signs.reached("machine_translated", raw_text, words) else set()

    def _kind(self, raw: Raw, cleaned: Cleaned) -> ReportKind:
        """Official, opinion, aggregate or news, in that order of proof."""
        host = urlsplit(raw.url or "").hostname or ""
        text = f"{raw.title or ''}\n{cleaned.text}"
        words = cleaned.words.and_of(raw.title or "")
        if self._signs.reached("official", text, words) or re.search(r"(?:^|\.)(?:gov|mil)(?:\.[a-z]{2})?$", host):
            return "official"
        if self._signs.reached("opinion", text, words):
            return "opinion"
        if cleaned.kind == "aggregate" or self._signs.reached("aggregate", text, words):
            return "aggregate"
        return "news"


def _published(raw: Raw, cleaned: Cleaned, calendar: Calendar) -> tuple[Published, bool]:
    """The first date that stands: metadata, address, header line or dateline, a crawler's mark.

    And whether one was passed over because it lies in the future.
    """
    if isinstance(raw.published, date):
        return Published(raw.published, raw.published, "day", "given", "given by the caller"), False
    candidates: tuple[Callable[[], Published | None], ...] = (
        lambda: from_value(raw.published, "metadata", "field published") if raw.published else None,
        lambda: from_url(raw.url),
        lambda: from_header(cleaned.text, calendar),
        lambda: from_value(cleaned.crawler_date, "header", "a crawler's mark") if cleaned.crawler_date else None,
    )
    # Tomorrow has begun east of here; what was published later than that was not.
    last_day, from_future = date.today() + timedelta(days=1), False
    for candidate in candidates:
        found = candidate()
        if found is not None and found.start is not None:
            if found.start <= last_day:
                return found, from_future
            from_future = True
    return Published(), from_future


def _form_flags(text: str) -> set[str]:
    """Flags told from the letters alone."""
    flags = set()
    letters, capitals = _letters(text)
    if letters > 40 and capitals > 0.85 * letters:
        flags.add("upper_case")
    elif letters > 40 and capitals < 0.004 * letters and re.search("[a-z]", text):
        flags.add("lower_case")
    if text.rstrip().endswith(("...", "…", "[…]")):
        flags.add("truncated")
    return flags


def _letters(text: str) -> tuple[int, int]:
    """How many letters, and capitals among them; counted without a step of Python for each."""
    plain = text.encode("ascii", "ignore")
    other = [char for char in _NOT_ASCII.findall(text) if char.isalpha()]
    capitals = len(plain) - len(plain.translate(None, _CAPITALS))
    small = len(plain) - len(plain.translate(None, _CAPITALS.lower()))
    return capitals + small + len(other), capitals + sum(map(str.isupper, other))


def _title(text: str) -> str | None:
    """The first line when it is a headline: short, on its own, and no running sentence."""
    first, _, rest = text.partition("\n")
    line = first.strip().lstrip("# ").strip()
    if not rest.strip() or not 8 <= len(line) <= 160 or line.endswith((".", ",", ";", ":", "”", '"')):
        return None
    return line if any(char.isalpha() for char in line) else None


def _publisher(text: str, url: str | None) -> str | None:
    """A labelled publisher, a wire credit near the top, or the address's host."""
    labelled = _LABELLED.search(text[:1500])
    if labelled:
        return labelled["who"].strip()
    wire = _WIRE.search(text[:600])
    if wire:
        return wire["agency"]
    host = urlsplit(url or "").hostname
    return host.removeprefix("www.") if host else None


def _author(text: str) -> str | None:
    """A byline near the top, or the line about the author at the end."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    for line in lines[:6]:
        found = _BYLINE.match(line)
        if found:
            return found["who"]
    for line in lines[-4:]:
        found = _ABOUT_AUTHOR.match(line)
        if found:
            return found["who"] or found["was"]
    return None
