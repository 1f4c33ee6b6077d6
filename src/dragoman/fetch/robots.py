"""What a site asks robots to leave alone (RFC 9309), asked once a day and host."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from protego import Protego

from ..errors import Refused, SkipReport, Unreachable
from .fetcher import Fetcher
from .guard import printed

_DAY = 86_400.0
# A site that cannot say what it allows is left alone for a while, not for a day.
_AGAIN = 900.0
# RFC 9309: a reader need not take more than this.
_LONGEST = 512_000
_TOKEN = "dragoman"


@dataclass(slots=True)
class _Rules:
    parsed: Protego | None
    until: float
    failed: str | None = None


@dataclass(slots=True)
class Robots:
    """The rules of each site. One without a robots.txt allows all; one that fails to answer allows nothing yet."""

    fetcher: Fetcher
    clock: Callable[[], float] = time.monotonic
    _sites: dict[str, _Rules] = field(default_factory=dict)

    def check(self, url: str) -> None:
        """Raises Refused when the site asks not to fetch the address, Unreachable while it cannot say."""
        rules = self._rules(url)
        if rules.failed:
            raise Unreachable(printed(url), rules.failed)
        if rules.parsed is not None and not rules.parsed.can_fetch(url, _TOKEN):
            raise Refused(printed(url), "the site's robots.txt asks not to fetch it")

    def delay(self, url: str) -> float | None:
        """Seconds that the site asks to wait between two requests."""
        parsed = self._rules(url).parsed
        asked = parsed.crawl_delay(_TOKEN) if parsed else None
        return float(asked) if asked is not None else None

    def _rules(self, url: str) -> _Rules:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        rules = self._sites.get(site)
        if rules is None or rules.until <= self.clock():
            rules = self._sites[site] = self._ask(site)
        return rules

    def _ask(self, site: str) -> _Rules:
        now = self.clock()
        try:
            answer = self.fetcher.get(f"{site}/robots.txt")
        except Refused:
            raise
        except Unreachable as error:
            # Who does not answer this would not have answered for the page either.
            return _Rules(None, now + _AGAIN, error.reason)
        except SkipReport as error:
            return _Rules(None, now + _AGAIN, f"its robots.txt cannot be read ({error.reason})")
        if answer.status >= 500 or answer.status == 429:
            return _Rules(None, now + _AGAIN, f"its robots.txt cannot be read (status {answer.status})")
        if answer.status != 200:
            return _Rules(None, now + _DAY)
        return _Rules(Protego.parse(answer.body[:_LONGEST].decode("utf8", "replace")), now + _DAY)
