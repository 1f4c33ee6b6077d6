"""The text of PDF files, through pypdf, which is an optional part of the installation."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Mapping

from ..errors import EmptyReport, Malformed, SkipReport, TooLarge, Unreadable
from .documents import Desk, Raw
from .entry import Entry

_HYPHEN = re.compile(r"(?<=[a-z])[-\u2010]\n(?=[a-z])")


def read_pdf(entry: Entry, desk: Desk) -> Iterator[Raw | SkipReport | Entry]:
    """One PDF file: one document. The file's own date tells when it was made, not when it was published: not taken."""
    try:
        import pypdf
    except ImportError as error:
        raise Unreadable(entry.source, "the text of PDF files needs pypdf: pip install 'dragoman[pdf]'") from error
    # What pypdf thinks of a file goes to who asks for it; without a handler Python would print it among our own words.
    log = logging.getLogger("pypdf")
    if not log.handlers:
        log.addHandler(logging.NullHandler())
    try:
        document = pypdf.PdfReader(io.BytesIO(entry.data))
        if document.is_encrypted and not document.decrypt(""):
            raise Unreadable(entry.source, "encrypted: save it without its password")
        pages = len(document.pages)
        if pages > desk.limits.pdf_pages:
            raise TooLarge(entry.source, f"{pages:,} pages; the cap pdf_pages is {desk.limits.pdf_pages}")
        text = _text(document, entry.source, desk.limits.text_chars)
        facts: Mapping[str, object] = document.metadata or {}
        title, author = (str(facts.get(key) or "").strip() or None for key in ("/Title", "/Author"))
    except SkipReport:
        raise
    # pypdf raises many kinds on broken files; each is one skipped file.
    except Exception as error:
        raise Malformed(entry.source, f"not a PDF file that can be read ({type(error).__name__})") from error
    if not text.strip():
        raise EmptyReport(entry.source, "no text in the pages: they may be pictures of text")
    yield Raw(text, entry.stem, url=entry.url, title=title, author=author, retrieved=entry.retrieved)


def _text(document: object, source: str, cap: int) -> str:
    """The text of all pages, as long as it is under the cap, words joined that a line end cut. Raises TooLarge."""
    parts: list[str] = []
    length = 0
    for page in document.pages:  # type: ignore[attr-defined]
        parts.append(page.extract_text() or "")
        length += len(parts[-1])
        if length > cap:
            raise TooLarge(source, f"over {cap:,} characters; the cap is text_chars")
    return _HYPHEN.sub("", "\n\n".join(parts))
