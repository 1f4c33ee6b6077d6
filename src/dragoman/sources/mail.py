"""Mail: one message (EML), or a mailbox of them (MBOX). Newsletters: the text part, or the HTML part as an article."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr
from typing import BinaryIO

from ..errors import EmptyReport, Malformed, NotText, SkipReport, TooLarge
from .decode import decode
from .documents import Desk, Raw
from .entry import Entry, Origin
from .guards import check_markup
from .plain import plain_text

_FROM = re.compile(rb"From \S+.*\d{4}")
_QUOTED_FROM = re.compile(rb"^>(>*From )")
# A text part much shorter than the HTML one only says that there is one.
_POOR = 0.4
_NO_WORDS = re.compile(r"https?://\S+|\W+")
# Parts that belong to the look of a mail.
_DECORATION = (
    "image/",
    "font/",
    "audio/",
    "video/",
    "text/css",
    "text/calendar",
    "application/pgp",
    "application/pkcs7",
)


def split_mailbox(origin: Origin, desk: Desk) -> Iterator[Entry | SkipReport]:
    """The messages of a mailbox, one at a time: a line `From `, as mail programs write it, begins each."""
    message: list[bytes] = []
    number, length, blank = 0, 0, True
    for line in _lines(origin.stream, desk.limits.line_bytes):
        if blank and _FROM.match(line):
            if number:
                yield _message(message, length, number, origin, desk)
            number, length, message = number + 1, 0, []
        elif number:
            length += len(line)
            # Over the cap only its length is still counted.
            if length <= desk.limits.file_bytes:
                message.append(_QUOTED_FROM.sub(rb"\1", line))
            else:
                message.clear()
        blank = not line.strip()
    if not number:
        raise Malformed(origin.source, "not a mailbox: no line begins with `From `")
    yield _message(message, length, number, origin, desk)


def _lines(stream: BinaryIO, cap: int) -> Iterator[bytes]:
    """Lines, a longer one in pieces."""
    while line := stream.readline(cap):
        yield line


def _message(lines: list[bytes], length: int, number: int, origin: Origin, desk: Desk) -> Entry | SkipReport:
    source = f"{origin.source}, message {number}"
    if length > desk.limits.file_bytes:
        return TooLarge(source, f"{length:,} bytes; the cap file_bytes is {desk.limits.file_bytes:,}")
    return Entry(b"".join(lines), source, f"{origin.stem}-{number}", preset="mail", depth=origin.depth)


def read_mail(entry: Entry, desk: Desk) -> Iterator[Raw | SkipReport | Entry]:
    """One message with its headers as metadata, then the documents attached to it."""
    # Before the parser builds parts, and mails within mails, count where they would begin.
    parts = entry.data.count(b"\n--") + entry.data.lower().count(b"message/rfc822")
    if parts > 4 * desk.limits.mail_parts:
        raise TooLarge(entry.source, f"some {parts:,} parts; the cap mail_parts is {desk.limits.mail_parts}")
    message = email.message_from_bytes(entry.data, _class=EmailMessage, policy=email.policy.default)
    if not message.keys():
        raise Malformed(entry.source, "not a mail: it has no headers")
    words, attached = _body(message, entry, desk)
    if words:
        yield _raw(message, words, entry)
    for number, part in enumerate(attached, start=1):
        yield _attachment(part, number, entry)
    if not words and not attached:
        raise EmptyReport(entry.source, "the mail holds no text")


def _raw(message: EmailMessage, words: str, entry: Entry) -> Raw:
    """The document of a message: subject, sender, day, and where its archive has it."""
    name, address = parseaddr(_header(message, "From") or "")
    message_id = (_header(message, "Message-ID") or "").strip("<> ")
    return Raw(
        text=words,
        external_id=message_id or entry.stem,
        url=_web(message, "Archived-At") or _web(message, "Content-Location"),
        title=_header(message, "Subject"),
        publisher=name or address.rpartition("@")[2] or None,
        published=_header(message, "Date"),
        retrieved=entry.retrieved,
    )


def _body(message: EmailMessage, entry: Entry, desk: Desk) -> tuple[str, list[EmailMessage]]:
    """The words of a message, and what is attached to it. Raises TooLarge."""
    texts: list[str] = []
    pages: list[str] = []
    attached: list[EmailMessage] = []
    waiting: list[EmailMessage] = [message]
    seen = 0
    while waiting:
        part = waiting.pop(0)
        seen += 1
        if seen > desk.limits.mail_parts:
            raise TooLarge(entry.source, f"over {desk.limits.mail_parts} parts; the cap is mail_parts")
        sort = part.get_content_type()
        if part is not message and (part.get_content_disposition() == "attachment" or sort == "message/rfc822"):
            attached.append(part)
        elif part.is_multipart():
            waiting = [*(inner for inner in part.iter_parts() if isinstance(inner, EmailMessage)), *waiting]
        elif sort == "text/plain":
            texts.append(_text_of(part, entry))
        elif sort == "text/html":
            pages.append(_text_of(part, entry))
        elif not sort.startswith(_DECORATION):
            attached.append(part)
    plain = "\n\n".join(text.strip() for text in texts if text.strip())
    if pages:
        laid_out = "\n\n".join(filter(None, (_article(page, entry, desk) for page in pages)))
        if len(_NO_WORDS.sub("", plain)) < _POOR * len(_NO_WORDS.sub("", laid_out)):
            return laid_out, attached
    return plain, attached


def _article(page: str, entry: Entry, desk: Desk) -> str:
    """The words of an HTML part: as an article where it is laid out as one, else block by block."""
    import trafilatura

    check_markup(page, entry.source, desk.limits)
    try:
        whole = plain_text(page)
    except ValueError:
        return ""
    found = trafilatura.bare_extraction(page, include_comments=False, include_tables=True, favor_recall=True)
    article = getattr(found, "text", None) or ""
    # Newsletters are laid out in tables, of which an extractor made for pages may take a part for the whole.
    return article if len(article) > _POOR * len(whole) else whole


def _attachment(part: EmailMessage, number: int, entry: Entry) -> Entry | SkipReport:
    """An attached document, to be read as a file of its own."""
    name = part.get_filename() or ""
    source = f"{entry.source}, attachment {number}{f' ({name})' if name else ''}"
    sort = part.get_content_type()
    stem = f"{entry.stem}-{number}"
    if sort == "message/rfc822":
        inner = [piece for piece in part.iter_parts() if isinstance(piece, EmailMessage)]
        if not inner:
            return Malformed(source, "the attached mail is torn")
        return Entry(inner[0].as_bytes(), source, stem, preset="mail", depth=entry.depth + 1)
    if sort.startswith(_DECORATION):
        return NotText(source, f"not text ({sort})")
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return Malformed(source, "the attachment is torn")
    media = part.get("Content-Type")
    return Entry(data, source, stem, name=name, media=str(media) if media else None, depth=entry.depth + 1)


def _text_of(part: EmailMessage, entry: Entry) -> str:
    """The text of a part in the encoding that it names, if that holds."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return ""
    return decode(data, entry.source, part.get_content_charset())


def _header(message: EmailMessage, name: str) -> str | None:
    """A header in plain words, or None; headers that break their own rules say nothing."""
    try:
        found = message.get(name)
    except (ValueError, IndexError, AttributeError, TypeError):
        return None
    return " ".join(str(found).split()) or None if found else None


def _web(message: EmailMessage, name: str) -> str | None:
    """An address of the web in a header."""
    found = (_header(message, name) or "").strip("<> ")
    return found if found.startswith(("http://", "https://")) else None
