"""A report: one version of one article, its text cleaned once and never changed again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .ids import content_id, text_digest
from .interval import UNPUBLISHED, Published

ReportKind = Literal["news", "official", "opinion", "aggregate"]

FLAGS = {
    "machine_translated": "the text reads like a machine translation",
    "republished": "a note says that this is a re-post of an earlier piece",
    "date_conflict": "two dates in the report cannot both be its date",
    "truncated": "the text breaks off",
    "boilerplate_removed": "crawler, navigation or aggregator lines were taken out",
    "mojibake_repaired": "wrongly decoded characters were repaired",
    "upper_case": "the whole text is in capitals",
    "lower_case": "the whole text is in small letters",
    "no_date": "the report carries no date of its own",
    "future_date": "the date that it gives lies in the future, and is not believed",
    "unsupported_language": "not in a language that this reader knows; recorded but not read",
}
"""Every flag a report can carry, with what it means."""


@dataclass(frozen=True, slots=True)
class Report:
    """One version of one article. `text` is immutable; every offset of the ledger points into it."""

    text: str
    external_id: str
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: Published = UNPUBLISHED
    retrieved: str | None = None
    language: str = "en"
    kind: ReportKind = "news"
    flags: tuple[str, ...] = ()
    author: str | None = None
    article_id: str = ""
    version: int = 1
    origin_id: str = ""
    report_id: str = field(default="")
    sha256: str = field(default="")
    # The day (ISO 8601) on which the publisher says it last changed this version; None where nothing says so.
    modified: str | None = None

    def __post_init__(self) -> None:
        """Derive what depends on content alone: digest, report id, and an article id where none is given."""
        digest = self.sha256 or text_digest(self.text)
        article = self.article_id or content_id("art", self.url or self.external_id)
        object.__setattr__(self, "sha256", digest)
        object.__setattr__(self, "article_id", article)
        object.__setattr__(self, "report_id", self.report_id or content_id("rep", article, digest))
        object.__setattr__(self, "origin_id", self.origin_id or content_id("org", digest))
